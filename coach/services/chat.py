"""A chat with the coach: what is answered, what waits for a yes, and whose turn a line is."""

from coach.errors import CoachError
from coach.services import people
from coach.services.greeting import greeting
from coach.services.home import home_of
from coach.services.rehearsal import Rehearsal
from coach.services.replying import Replying
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.talk import context, wishes
from coach.talk.care import shows_distress, wants_it_written, worried
from coach.talk.replies import Wordings
from coach.talk.turning import LONGEST_REQUEST, tells, turn_of
from coach.talk.understanding import Answer, IntentReader, Offer, Understood


class Chat:
    """One conversation; it remembers a few turns. `reader` tells what a line means."""

    def __init__(self, ws: Workspace, actor: Actor, reader: IntentReader, *, seed: int | None = None) -> None:
        self._ws = ws
        self._actor = actor
        self._reader = reader
        self._words = Wordings(ws.library.replies, ws.new_seed() if seed is None else seed)
        self._mind = Replying(ws, actor, people.find(ws, actor.id, "apprentice"), self._words)
        self._listening = self._mind.listening
        self._offered: tuple[Offer, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a question of the coach's is open, so that the next line may be its answer."""
        return self._listening.open

    @property
    def open_act(self) -> str:
        """What asks the open question elsewhere; empty where none is open."""
        return self._listening.asked.act if self._listening.asked else ""

    def take_question(self) -> Rehearsal | None:
        """Return the question that is open, to be answered elsewhere; the chat lets go of it."""
        return self._listening.hand_over()

    def get_ready(self) -> None:
        """Read what the next line may need, while somebody reads or types; without it that line waits for it."""
        self._listening.get_ready()

    def greet(self, since: str | None) -> str:
        """Return what is said on coming in; `since` is the last visit (ISO 8601 UTC)."""
        home = home_of(self._ws, self._actor)
        return " ".join(greeting(home, since, self._ws.now().date(), self._words))

    def agree(self, act: str) -> Answer:
        """Do what an offer stands for, as if it had been said."""
        self._mind.pending = ""
        kind, _, rest = act.partition(":")
        match kind:
            case "intent":
                return self.say(context.IN_WORDS.get(rest, rest))[0]
            case "say":
                return self.say(rest)[0]
            case "question":
                asked, _ = self._listening.ask({"criterion": rest})
                return self._mind.told("start.question", {"criterion": rest}, asked)
            case "easy" | "hard":
                return self._mind.told(
                    "start.question", {}, self._listening.ask_easy("hard" if kind == "hard" else "easy")
                )
            case "again-here":
                return self._mind.told("start.question", {}, self._listening.ask_again(rest))
            case "keep-answer" | "do-instead":
                held, self._mind.held, self._mind.asked_back = self._mind.held, "", False
                return self._heard(held) if kind == "keep-answer" else self._instead(held)
            case "hand-in":
                return self._mind.told("start.question", {}, self._listening.hand_in())
        return Answer(self._mind.last or Understood("smalltalk", {}, 1.0, ()), self._words.say("going"), (), act)

    def say(self, text: str) -> tuple[Answer, ...]:
        """Take a line; return an answer for each request in it."""
        line = " ".join(text.split())
        if not line:
            return ()
        try:
            answers = self._taken(line, text)
        except CoachError as error:
            answers = (self._mind.told("unknown", {}, str(error)),)
        self._offered = answers[-1].offers
        return answers

    def _taken(self, line: str, text: str) -> tuple[Answer, ...]:
        if shows_distress(line):
            return (self._distressed(text),)
        if (answer := self._agreed_or_not(line)) is not None:
            return (answer,)
        if self._listening.open and (answer := self._to_the_question(line, text)) is not None:
            return (answer,)
        if (answer := self._in_context(line)) is not None:
            return (answer,)
        if context.CONFIDENT.search(line) and len(line.split()) <= context.LONGEST_WISH:
            self._mind.pending = "hard"
            return (
                self._mind.told("smalltalk", {}, self._words.say("confident"), (Offer("A hard question", "hard"),)),
            )
        if context.is_chat(line):
            return (self._mind.acted(Understood("smalltalk", {}, 1.0, ("smalltalk",)), line),)
        parts = [p for p in context.SPLIT.split(line) if len(p.split()) >= context.FEWEST_OF_A_REQUEST]
        if len(parts) > 1:
            understood = [self._reader.understand(part) for part in parts]
            wanted = [u for u in understood if u.sure and u.intent not in ("unknown", "smalltalk")]
            if len(wanted) > 1 and len({u.intent for u in wanted}) > 1:
                return tuple(self._mind.answer(u, line) for u in wanted[:2])
        return (self._mind.answer(self._carried_on(self._reader.understand(context.core_of(line)), line), line),)

    def _carried_on(self, heard: Understood, line: str) -> Understood:
        """Return a request with the criterion that `that` stands for."""
        last = self._mind.last.slots.get("criterion", "") if self._mind.last else ""
        names = any(name in heard.slots for name in ("criterion", "topic", "section", "term"))
        on_that = context.ON_THAT.search(line) is not None
        meant = on_that or (context.THAT.search(line) is not None and not names)
        if not last or not meant or not heard.intent.startswith(context.OF_A_CRITERION):
            return heard
        slots = {name: value for name, value in heard.slots.items() if name not in ("topic", "section")}
        return Understood(heard.intent, {**slots, "criterion": last}, heard.confidence, heard.nearest, heard.sure)

    def _distressed(self, text: str) -> Answer:
        """Point to people first; what may have been an answer is not lost."""
        self._mind.pending, self._mind.last = "", None
        offers: tuple[Offer, ...] = ()
        if self._listening.asked is not None and len(text.split()) > LONGEST_REQUEST:
            self._mind.held = text
            offers = (Offer("That was my answer", "keep-answer"),)
        else:
            self._listening.drop()
        return self._mind.told("worry", {}, self._words.say("worry.distress"), offers)

    def _agreed_or_not(self, line: str) -> Answer | None:
        """Take a yes or a no to what was asked last."""
        yes, no = context.YES.fullmatch(line), context.NO.fullmatch(line)
        if self._mind.asked_back and (yes or no):
            return self.agree("keep-answer" if yes else "do-instead")
        if self._mind.pending and yes:
            return self.agree(self._mind.pending)
        if self._listening.handing and context.HAVE_TO.fullmatch(line):
            return self._mind.told("privacy", {}, self._words.say("answer.choice"))
        if self._listening.handing and no:
            self._mind.pending = ""
            return self._mind.told("smalltalk", {}, self._listening.keep_back())
        if no and not self._listening.open:
            self._mind.pending = ""
            return self._mind.told("smalltalk", {}, self._words.say("no"))
        if yes and not self._listening.open and line.casefold().rstrip(".! ") not in context.NEITHER:
            return self._mind.told("smalltalk", {}, self._words.say("yes.nothing"))
        return None

    def _to_the_question(self, line: str, text: str) -> Answer | None:
        """Take a line said while a question is open; None where it is a request that leaves the question."""
        listening = self._listening
        chosen = context.chosen(line, [offer.label for offer in self._offered])
        if chosen is not None and line.isdecimal():
            return self.agree(self._offered[chosen].command)
        if context.DROP.fullmatch(line) or context.NO.fullmatch(line):
            listening.drop()
            return self._mind.told("smalltalk", {}, self._words.say("no"))
        if context.YES.fullmatch(line):
            return self._mind.told("start.question", {}, self._words.say("question.waiting"))
        if context.is_chat(line):
            if context.smalltalk(line) == "smalltalk.bye" or listening.helping is not None:
                listening.drop()
                return None
            return self._request(Understood("smalltalk", {}, 1.0, ("smalltalk",)), line)
        if context.AGAIN.fullmatch(line):
            listening.drop()
            return None
        if context.REPEAT.fullmatch(line):
            return self._mind.told("start.question", {}, listening.repeat())
        if listening.asked is not None and wishes.to_speak(line) and len(line.split()) <= context.LONGEST_WISH:
            return self._mind.told("start.question", {}, listening.aloud())
        if wishes.to_have_it_easy(line) and len(line.split()) <= context.LONGEST_WISH:
            return self._mind.told("start.question", {}, listening.ask_easy())
        short = len(line.split()) <= context.LONGEST_WISH and not tells(line)
        if short and worried(line):
            return self._request(Understood("worry", {}, 1.0, ("worry",)), line)
        heard = self._reader.understand(context.core_of(line))
        turn = turn_of(line, heard)
        if short and turn != "request" and wishes.to_try_again(line):
            listening.drop()
            return None
        if listening.helping is not None:
            if wants_it_written(line):
                return self._mind.told("unknown", {}, self._words.say("craft.decline.again"))
            if turn in ("answer", "stuck"):
                return self._mind.told("craft", {}, listening.part(text))
            listening.drop()
            return None
        match turn:
            case "answer":
                held = f"{self._mind.held}\n\n" if self._mind.asked_back else ""
                self._mind.held, self._mind.asked_back = "", False
                return self._heard(f"{held}{text}")
            case "stuck":
                said, offers = listening.stuck()
                return self._mind.told("craft", {}, said, offers)
            case "request":
                self._mind.held, self._mind.asked_back = text, False
                return self._request(heard, line)
        self._mind.held, self._mind.asked_back = text, True
        offers = (Offer("That was my answer", "keep-answer"), Offer("Do that instead", "do-instead"))
        return self._mind.told("start.question", {}, self._words.say("answer.unclear"), offers)

    def _heard(self, text: str) -> Answer:
        said = self._listening.hear(text)
        self._mind.pending = "hand-in"
        return self._mind.told("start.question", {}, said)

    def _instead(self, held: str) -> Answer:
        """Take a line that was held back as a request."""
        line = " ".join(held.split())
        return self._request(self._reader.understand(line), line)

    def _request(self, heard: Understood, line: str) -> Answer:
        """Answer a request; a short one leaves the question open, one that starts something lets go of it."""
        if heard.intent.startswith(context.LEAVES):
            self._listening.drop()
            return self._mind.answer(heard, line)
        asked = self._listening.asked
        answer = self._mind.answer(heard, line)
        if self._mind.pending.startswith(context.STARTS):
            self._listening.drop()
        if self._listening.asked is None or self._listening.asked is not asked:
            return answer
        self._mind.pending = ""
        reply = f"{answer.reply} {self._words.say('question.stays')}"
        if heard.intent.startswith(context.ONLY_TELLS):
            return Answer(answer.understood, reply, (*answer.offers[:1], Offer("That was my answer", "keep-answer")))
        return Answer(answer.understood, reply, answer.offers, answer.act)

    def _in_context(self, line: str) -> Answer | None:
        """Return the answer to a line that only makes sense after what was said before."""
        dreaded, self._mind.asked_what_is_dreaded = self._mind.asked_what_is_dreaded, False
        if dreaded and (answer := self._dreaded(line)) is not None:
            return answer
        if context.LAST_ANSWER.fullmatch(line) and (said := self._listening.reflect()):
            return self._mind.told("progress", {}, said)
        if (chosen := context.chosen(line, [offer.label for offer in self._offered])) is not None:
            return self.agree(self._offered[chosen].command)
        if (
            context.EXAMPLE.fullmatch(line)
            and self._mind.last is not None
            and self._mind.last.intent == "criterion.explain"
        ):
            return self._mind.answer(
                Understood("criterion.example", self._mind.last.slots, 1.0, ("criterion.example",)), line
            )
        if context.WHY.fullmatch(line):
            said = self._words.say("why", why=self._mind.why) if self._mind.why else self._words.say("why.none")
            return self._mind.told(self._mind.last.intent if self._mind.last else "unknown", {}, said)
        if context.AGAIN.fullmatch(line):
            return self._another()
        if (
            context.AND_FOR.fullmatch(line)
            and self._mind.last is not None
            and len(line.split()) <= context.LONGEST_WISH
        ):
            heard = self._reader.understand(line)
            slots = {
                key: value
                for key, value in heard.slots.items()
                if key in ("method", "criterion", "topic", "minutes", "section")
            }
            if self._mind.drilled and "section" in slots:
                return self._mind.proposed(self._mind.last, self._mind.starts.section(str(slots["section"]), ""))
            method = self._mind.last.slots.get("method")
            if heard.sure and method and "method" not in slots and heard.intent.startswith(context.OF_A_METHOD):
                carried = {**heard.slots, "method": method}
                return self._mind.answer(Understood(heard.intent, carried, heard.confidence, heard.nearest), line)
            weak = (self._mind.last.intent, "unknown", "method.explain", "smalltalk")
            if slots and (not heard.sure or heard.intent in weak):
                stays = {k: v for k, v in self._mind.last.slots.items() if k not in ("criterion", "topic", "section")}
                merged = Understood(self._mind.last.intent, {**stays, **slots}, heard.confidence, heard.nearest)
                return self._mind.answer(merged, line)
        return None

    def _dreaded(self, line: str) -> Answer | None:
        """Meet what somebody dreads most with a small step towards it; None where the line tells something else."""
        what = context.dreaded(line) if len(line.split()) <= context.LONGEST_WISH else ""
        if not what:
            return None
        said, offers, self._mind.pending = self._mind.at_what_is_dreaded(what)
        return self._mind.told("worry", {}, said, offers)

    def _another(self) -> Answer:
        if self._mind.last is None or self._mind.last.intent not in (
            "start.question",
            "next",
            "start.quick",
            "start.roleplay",
        ):
            return self._mind.told("unknown", {}, self._words.say("again.none"))
        return self._mind.answer(self._mind.last, "")
