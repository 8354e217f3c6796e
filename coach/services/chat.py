"""A chat with the coach: what is answered, what waits for a yes, and whose turn a line is."""

from coach.coverage.today import MINUTES_A_QUESTION
from coach.errors import CoachError
from coach.services import people
from coach.services.answering import Answers, document_of
from coach.services.greeting import greeting
from coach.services.home import home_of
from coach.services.listening import Listening
from coach.services.rehearsal import Rehearsal
from coach.services.rights import Actor
from coach.services.starting import Proposal, Starts
from coach.services.workspace import Workspace
from coach.talk import context, wishes
from coach.talk.care import shows_distress, wants_it_written, worried
from coach.talk.replies import Wordings
from coach.talk.turning import LONGEST_REQUEST, tells_a_case, turn_of
from coach.talk.understanding import Answer, IntentReader, Offer, Slots, Understood

CHAT_ACTS = frozenset({"intent", "say", "question", "easy", "again-here", "keep-answer", "do-instead"})
"""The kinds of acts that go on in the talk; every other opens something."""


class Chat:
    """One conversation; it remembers a few turns. `reader` tells what a line means."""

    def __init__(self, ws: Workspace, actor: Actor, reader: IntentReader, *, seed: int | None = None) -> None:
        self._ws = ws
        self._actor = actor
        self._reader = reader
        self._person = people.find(ws, actor.id, "apprentice")
        self._words = Wordings(ws.library.replies, ws.new_seed() if seed is None else seed)
        self._answers = Answers(ws, actor, self._person, self._words)
        self._starts = Starts(ws, actor, self._answers, self._words)
        self._listening = Listening(ws, actor, self._answers, self._words)
        self._last: Understood | None = None
        self._why = ""
        self._pending = ""
        """What a yes would do."""
        self._held = ""
        """A line that may have been an answer or a request."""
        self._offered: tuple[Offer, ...] = ()
        self._worries = 0

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

    def greet(self, since: str | None) -> str:
        """Return what is said on coming in; `since` is the last visit (ISO 8601 UTC)."""
        home = home_of(self._ws, self._actor)
        return " ".join(greeting(home, since, self._ws.now().date(), self._words))

    def agree(self, act: str) -> Answer:
        """Do what an offer stands for, as if it had been said."""
        self._pending = ""
        kind, _, rest = act.partition(":")
        match kind:
            case "intent":
                return self.say(context.IN_WORDS.get(rest, rest))[0]
            case "say":
                return self.say(rest)[0]
            case "question":
                return self._told("start.question", {"criterion": rest}, self._listening.ask({"criterion": rest})[0])
            case "easy":
                return self._told("start.question", {}, self._listening.ask_easy())
            case "again-here":
                return self._told("start.question", {}, self._listening.ask_again(rest))
            case "keep-answer" | "do-instead":
                held, self._held = self._held, ""
                return self._heard(held) if kind == "keep-answer" else self._instead(held)
            case "hand-in":
                return self._told("start.question", {}, self._listening.hand_in())
        return Answer(self._last or Understood("smalltalk", {}, 1.0, ()), self._words.say("going"), (), act)

    def say(self, text: str) -> tuple[Answer, ...]:
        """Take a line; return an answer for each request in it."""
        line = " ".join(text.split())
        if not line:
            return ()
        try:
            answers = self._taken(line, text)
        except CoachError as error:
            answers = (self._told("unknown", {}, str(error)),)
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
        if context.is_chat(line):
            return (self._acted(Understood("smalltalk", {}, 1.0, ("smalltalk",)), line),)
        parts = [p for p in context.SPLIT.split(line) if len(p.split()) >= context.FEWEST_OF_A_REQUEST]
        if len(parts) > 1:
            understood = [self._reader.understand(part) for part in parts]
            wanted = [u for u in understood if u.sure and u.intent not in ("unknown", "smalltalk")]
            if len(wanted) > 1 and len({u.intent for u in wanted}) > 1:
                return tuple(self._answer(u, line) for u in wanted[:2])
        return (self._answer(self._reader.understand(line), line),)

    def _distressed(self, text: str) -> Answer:
        """Point to people first; what may have been an answer is not lost."""
        self._pending, self._last = "", None
        offers: tuple[Offer, ...] = ()
        if self._listening.asked is not None and len(text.split()) > LONGEST_REQUEST:
            self._held = text
            offers = (Offer("That was my answer", "keep-answer"),)
        else:
            self._listening.drop()
        return self._told("worry", {}, self._words.say("worry.distress"), offers)

    def _agreed_or_not(self, line: str) -> Answer | None:
        """Take a yes or a no to what was asked last."""
        yes, no = context.YES.fullmatch(line), context.NO.fullmatch(line)
        if self._held and (yes or no):
            return self.agree("keep-answer" if yes else "do-instead")
        self._held = ""
        if self._pending and yes:
            return self.agree(self._pending)
        if self._listening.handing and no:
            self._pending = ""
            return self._told("smalltalk", {}, self._listening.keep_back())
        if no and not self._listening.open:
            self._pending = ""
            return self._told("smalltalk", {}, self._words.say("no"))
        if yes and not self._listening.open and line.casefold().rstrip(".! ") not in context.NEITHER:
            return self._told("smalltalk", {}, self._words.say("yes.nothing"))
        return None

    def _to_the_question(self, line: str, text: str) -> Answer | None:
        """Take a line said while a question is open; None where it is a request that leaves the question."""
        listening = self._listening
        chosen = context.chosen(line, [offer.label for offer in self._offered])
        if chosen is not None and line.isdecimal():
            return self.agree(self._offered[chosen].command)
        if context.DROP.fullmatch(line) or context.NO.fullmatch(line):
            listening.drop()
            return self._told("smalltalk", {}, self._words.say("no"))
        if context.YES.fullmatch(line):
            return self._told("start.question", {}, self._words.say("question.waiting"))
        if context.AGAIN.fullmatch(line):
            listening.drop()
            return None
        if context.REPEAT.fullmatch(line):
            return self._told("start.question", {}, listening.repeat())
        if listening.asked is not None and wishes.to_speak(line) and len(line.split()) <= context.LONGEST_WISH:
            return self._told("start.question", {}, listening.aloud())
        if wishes.to_have_it_easy(line) and len(line.split()) <= context.LONGEST_WISH:
            return self._told("start.question", {}, listening.ask_easy())
        heard = self._reader.understand(line)
        if listening.helping is not None:
            if wants_it_written(line):
                return self._told("unknown", {}, self._words.say("craft.decline.again"))
            if turn_of(line, heard) != "request":
                return self._told("craft", {}, listening.part(text))
            listening.drop()
            return None
        match turn_of(line, heard):
            case "answer":
                return self._heard(text)
            case "stuck":
                said, offers = listening.stuck()
                return self._told("craft", {}, said, offers)
            case "request":
                return self._request(heard, line)
        self._held = text
        offers = (Offer("That was my answer", "keep-answer"), Offer("Do that instead", "do-instead"))
        return self._told("start.question", {}, self._words.say("answer.unclear"), offers)

    def _heard(self, text: str) -> Answer:
        said = self._listening.hear(text)
        self._pending = "hand-in"
        return self._told("start.question", {}, said)

    def _instead(self, held: str) -> Answer:
        """Take a line that was held back as a request."""
        line = " ".join(held.split())
        return self._request(self._reader.understand(line), line)

    def _request(self, heard: Understood, line: str) -> Answer:
        """Answer a request; a short one leaves the question open, one that starts something lets go of it."""
        if heard.intent.startswith(context.LEAVES):
            self._listening.drop()
            return self._answer(heard, line)
        answer = self._answer(heard, line)
        if self._listening.asked is None:
            return answer
        self._pending = ""
        reply = f"{answer.reply} {self._words.say('question.stays')}"
        return Answer(answer.understood, reply, answer.offers, answer.act)

    def _in_context(self, line: str) -> Answer | None:
        """Return the answer to a line that only makes sense after what was said before."""
        if (chosen := context.chosen(line, [offer.label for offer in self._offered])) is not None:
            return self.agree(self._offered[chosen].command)
        if context.EXAMPLE.fullmatch(line) and self._last is not None and self._last.intent == "criterion.explain":
            return self._answer(Understood("criterion.example", self._last.slots, 1.0, ("criterion.example",)), line)
        if context.WHY.fullmatch(line):
            said = self._words.say("why", why=self._why) if self._why else self._words.say("why.none")
            return self._told(self._last.intent if self._last else "unknown", {}, said)
        if context.AGAIN.fullmatch(line):
            return self._another()
        if context.AND_FOR.fullmatch(line) and self._last is not None and len(line.split()) <= context.LONGEST_WISH:
            heard = self._reader.understand(line)
            slots = {
                key: value for key, value in heard.slots.items() if key in ("method", "criterion", "topic", "minutes")
            }
            weak = (self._last.intent, "unknown", "method.explain", "smalltalk")
            if slots and (not heard.sure or heard.intent in weak):
                stays = {k: v for k, v in self._last.slots.items() if k not in ("criterion", "topic", "section")}
                merged = Understood(self._last.intent, {**stays, **slots}, heard.confidence, heard.nearest)
                return self._answer(merged, line)
        return None

    def _answer(self, understood: Understood, line: str) -> Answer:
        self._why = self._pending = ""
        if wants_it_written(line):
            self._last = None
            unknown = Understood("unknown", {}, understood.confidence, understood.nearest)
            return Answer(unknown, self._listening.decline_to_write())
        if (wished := self._wished(understood, line)) is not None:
            return wished
        if worried(line) and not (understood.sure and understood.intent.startswith(("rule.", "start."))):
            understood = Understood("worry", {}, understood.confidence, understood.nearest)
        if understood.intent in context.NO_START and tells_a_case(line):
            return self._case(line)
        if not understood.sure and understood.intent != "unknown":
            return self._unsure(understood, line)
        return self._acted(understood, line)

    def _case(self, line: str) -> Answer:
        """Take a case told while nothing is asked: to the question left before, else offer a question."""
        if self._listening.left is not None:
            self._held = line
            offers = (Offer("Keep it as my answer", "keep-answer"),)
            return self._told(
                "start.question", {}, self._words.say("answer.late", text=self._listening.left.text), offers
            )
        self._pending = "easy"
        return self._told("craft", {}, self._words.say("story"), (Offer("A question", "easy"),))

    def _unsure(self, understood: Understood, line: str) -> Answer:
        """Ask back; where the guess is a fair one and only tells something, tell it, and offer what else was meant."""
        offers = tuple(Offer(context.IN_WORDS[i], f"intent:{i}") for i in understood.nearest if i in context.IN_WORDS)
        fair = understood.confidence >= context.FAIR_GUESS and understood.intent.startswith(context.ONLY_TELLS)
        if not fair:
            return Answer(understood, self._words.say("unsure"), offers)
        told = self._acted(understood, line)
        others = tuple(offer for offer in offers if offer.command != f"intent:{understood.intent}")
        reply = told.reply if understood.intent == "worry" else f"{self._words.say('perhaps')} {told.reply}"
        return Answer(understood, reply, (*told.offers[:1], *others), told.act)

    def _acted(self, understood: Understood, line: str) -> Answer:
        if understood.intent != "unknown":
            self._last = understood
        try:
            said, offers, self._pending = self._do(understood, line)
        except CoachError as error:
            said, offers = str(error), ()
        if not self._pending and len(offers) == 1:
            self._pending = offers[0].command
        return Answer(understood, said, offers)

    def _wished(self, understood: Understood, line: str) -> Answer | None:
        """Return the answer to a wish that words alone make plain: to say it out loud, to try again, to be drilled."""
        fixed = not understood.intent.startswith(context.MAY_BE_A_WISH)
        again = wishes.to_try_again(line) and not fixed
        aloud = wishes.to_speak(line) and not fixed
        topic = str(understood.slots.get("criterion", "")) or wishes.again_about(line)
        meant = Understood("start.question", understood.slots, understood.confidence, understood.nearest)
        proposal: Proposal | None = None
        if again and aloud:
            proposal = self._starts.speak_again(topic)
        elif again and (said := self._listening.ask_about_again(topic)):
            self._last = meant
            return Answer(meant, said)
        if aloud and proposal is None:
            proposal = self._starts.speak(understood.slots)
        section = str(understood.slots.get("section", ""))
        if proposal is None and section and wishes.to_drill(line):
            proposal = self._starts.section(section, str(understood.slots.get("method", "")))
        if proposal is None:
            return None
        said, offers, self._pending = proposal
        self._last = meant
        return Answer(meant, said, offers)

    def _do(self, understood: Understood, line: str) -> Proposal:
        """Return what is said, what is offered, and what a yes would then do."""
        intent, slots = understood.intent, understood.slots
        answers, words = self._answers, self._words
        if (stranger := answers.stranger(slots)) is not None:
            return (*stranger, "")
        if intent.startswith("rule."):
            said, offers = answers.rule(intent, slots)
            self._why = f"Because {document_of(answers.organisation)} says so. Other organisations differ a little."
            return said, offers, ""
        simple = {
            "criterion.explain": answers.criterion,
            "criterion.example": answers.example,
            "method.explain": answers.method,
            "glossary": answers.term,
            "gaps": answers.gaps,
            "progress": answers.progress,
        }
        if intent in simple:
            return (*simple[intent](slots), "")
        match intent:
            case "next":
                short = {"minutes": MINUTES_A_QUESTION} if wishes.to_be_short(line) else {}
                said, offers = answers.next({**short, **slots})
                self._why = answers.why
                return said, offers, offers[0].command if offers else ""
            case "feedback":
                return (*answers.feedback(), "")
            case "start.mock":
                return self._starts.mock(slots)
            case "start.question" if wishes.to_have_it_easy(line):
                return self._listening.ask_easy(), (), ""
            case "start.question" if wishes.to_have_it_hard(line) and not answers.refs(slots):
                return self._listening.ask_easy("hard"), (), ""
            case "start.question":
                said, yes = self._listening.ask(slots)
                return said, (), yes
            case "start.roleplay":
                return self._starts.roleplay(slots)
            case "start.quick":
                proposal, self._why = self._starts.quick(slots)
                return proposal
            case "resume":
                return self._starts.resume()
            case "craft":
                return self._listening.help_with(slots), (), ""
            case "worry":
                return words.say(self._how_worried()), (Offer("One easy question", "easy"),), "easy"
            case "privacy" | "app.help":
                return words.say(intent), (), ""
            case "smalltalk":
                return words.say(context.smalltalk(line), name=self._person.name.split()[0]), (), ""
        return words.say("unknown"), (), ""

    def _how_worried(self) -> str:
        """Return what is said to worry: the second time running something else than the first."""
        self._worries += 1
        return "worry.more" if self._worries % 2 == 0 else "worry"

    def _another(self) -> Answer:
        if self._last is None or self._last.intent not in ("start.question", "next", "start.quick", "start.roleplay"):
            return self._told("unknown", {}, self._words.say("again.none"))
        return self._answer(self._last, "")

    def _told(self, intent: str, slots: Slots, said: str, offers: tuple[Offer, ...] = ()) -> Answer:
        return Answer(Understood(intent, slots, 1.0, (intent,)), said, offers)
