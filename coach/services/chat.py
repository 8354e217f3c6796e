"""A chat with the coach: what is answered, what waits for a yes, a question asked there and then."""

from coach.errors import CoachError
from coach.mapping.craft import craft
from coach.reports.words import listed
from coach.services import people, rehearse, roleplay
from coach.services.answering import Answers
from coach.services.rehearsal import Rehearsal
from coach.services.rehearse import Plan
from coach.services.rights import Actor
from coach.services.today import today_for
from coach.services.workspace import Workspace
from coach.store import sessions as table
from coach.talk import context
from coach.talk.care import shows_distress, wants_it_written
from coach.talk.replies import Wordings
from coach.talk.story import StoryHelp
from coach.talk.understanding import Answer, IntentReader, Offer, Slots, Understood


class Chat:
    """One conversation; it remembers a few turns. `reader` tells what a line means."""

    def __init__(self, ws: Workspace, actor: Actor, reader: IntentReader, *, seed: int | None = None) -> None:
        self._ws = ws
        self._actor = actor
        self._reader = reader
        self._person = people.find(ws, actor.id, "apprentice")
        self._words = Wordings(ws.library.replies, ws.new_seed() if seed is None else seed)
        self._answers = Answers(ws, actor, self._person, self._words)
        self._last: Understood | None = None
        self._why = ""
        self._pending = ""
        """What a yes would do."""
        self._asking: Rehearsal | None = None
        self._handing: Rehearsal | None = None
        self._helping: StoryHelp | None = None
        self._offered: tuple[Offer, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a question of the coach's is open, so that the next line is its answer."""
        return self._asking is not None or self._helping is not None

    def take_question(self) -> Rehearsal | None:
        """Return the question that is open, to be answered elsewhere; the chat lets go of it."""
        asked, self._asking = self._asking, None
        return asked

    def agree(self, act: str) -> Answer:
        """Do what an offer stands for, as if it had been said."""
        self._pending = ""
        kind, _, rest = act.partition(":")
        if kind == "intent":
            return self.say(context.IN_WORDS.get(rest, rest))[0]
        if kind == "say":
            return self.say(rest)[0]
        if kind == "question":
            return self._told("start.question", {"criterion": rest}, self._question({"criterion": rest}))
        return self._agreed(act)

    def say(self, text: str) -> tuple[Answer, ...]:
        """Take a line; return an answer for each request in it."""
        line = " ".join(text.split())
        if not line:
            return ()
        if shows_distress(line):
            self._forget()
            return (self._told("worry", {}, self._words.say("worry.distress")),)
        if (answer := self._in_context(line, text)) is not None:
            self._offered = answer.offers
            return (answer,)
        parts = [part for part in context.SPLIT.split(line) if part.strip()]
        if len(parts) > 1:
            understood = [self._reader.understand(part) for part in parts]
            wanted = [u for u in understood if u.sure and u.intent not in ("unknown", "smalltalk")]
            if len(wanted) > 1 and len({u.intent for u in wanted}) > 1:
                return tuple(self._answer(u, line) for u in wanted[:2])
        answer = self._answer(self._reader.understand(line), line)
        self._offered = answer.offers
        return (answer,)

    def _in_context(self, line: str, text: str) -> Answer | None:
        """Return the answer to a line that only makes sense after what was said before."""
        if self._pending and context.YES.fullmatch(line):
            act, self._pending = self._pending, ""
            return self._agreed(act)
        if (self._pending or self._handing) and context.NO.fullmatch(line):
            kept = self._handing is not None
            self._pending, self._handing = "", None
            return self._told("smalltalk", {}, self._words.say("answer.yours" if kept else "no"))
        if self._asking is not None and not context.AGAIN.fullmatch(line) and not self._leaves(line):
            return self._heard(text)
        if self._helping is not None and not self._leaves(line):
            return self._part(text)
        if (chosen := context.chosen(line, [offer.label for offer in self._offered])) is not None:
            return self.agree(self._offered[chosen].command)
        if context.EXAMPLE.fullmatch(line) and self._last is not None and self._last.intent == "criterion.explain":
            return self._answer(Understood("criterion.example", self._last.slots, 1.0, ("criterion.example",)), line)
        if context.WHY.fullmatch(line):
            said = self._words.say("why", why=self._why) if self._why else self._words.say("why.none")
            return self._told(self._last.intent if self._last else "unknown", {}, said)
        if context.AGAIN.fullmatch(line):
            self._asking = None
            return self._another()
        if context.AND_FOR.fullmatch(line) and self._last is not None and len(line.split()) <= 7:
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

    def _leaves(self, line: str) -> bool:
        """Whether a line said while a question is open is a request of its own, not its answer."""
        if len(line.split()) > 14:
            return False
        heard = self._reader.understand(line)
        leaving = heard.sure and heard.intent not in ("unknown", "craft", "smalltalk", "start.question")
        if (
            leaving
            or context.NO.fullmatch(line)
            or line.rstrip(".!").casefold() in ("stop", "leave it", "skip", "never mind")
        ):
            self._asking = self._helping = None
            return True
        return False

    def _answer(self, understood: Understood, line: str) -> Answer:
        self._why = self._pending = ""
        if wants_it_written(line):
            self._helping = StoryHelp(self._words)
            self._last = None
            return Answer(
                Understood("unknown", {}, understood.confidence, understood.nearest), self._words.say("craft.decline")
            )
        if not understood.sure and understood.intent != "unknown":
            offers = tuple(
                Offer(context.IN_WORDS[i], f"intent:{i}") for i in understood.nearest if i in context.IN_WORDS
            )
            return Answer(understood, self._words.say("unsure"), offers)
        if understood.intent != "unknown":
            self._last = understood
        try:
            said, offers, act = self._do(understood, line)
        except CoachError as error:
            said, offers, act = str(error), (), ""
        self._pending = act or self._pending
        return Answer(understood, said, offers, "")

    def _do(self, understood: Understood, line: str) -> tuple[str, tuple[Offer, ...], str]:
        """Return what is said, what is offered, and what a yes would then do."""
        intent, slots = understood.intent, understood.slots
        if intent.startswith("rule."):
            said, offers = self._answers.rule(intent, slots)
            self._why = f"Because {self._answers.organisation.document} says so."
            return said, offers, ""
        simple = {
            "criterion.explain": self._answers.criterion,
            "criterion.example": self._answers.example,
            "method.explain": self._answers.method,
            "glossary": self._answers.term,
            "gaps": self._answers.gaps,
            "progress": self._answers.progress,
        }
        if intent in simple:
            return (*simple[intent](slots), "")
        match intent:
            case "next":
                said, offers = self._answers.next(slots)
                self._why = self._answers.why
                return said, offers, offers[0].command if offers else ""
            case "feedback":
                return (*self._answers.feedback(), "")
            case "start.mock":
                return self._mock(slots)
            case "start.question":
                return self._question(slots), (), ""
            case "start.roleplay":
                return self._roleplay(slots)
            case "start.quick":
                return self._quick(slots)
            case "resume":
                return self._resume()
            case "craft":
                return self._craft(slots), (), ""
            case "worry":
                return self._words.say("worry"), (Offer("One easy question", "easy"),), "easy"
            case "privacy" | "app.help":
                return self._words.say(intent), (), ""
            case "smalltalk":
                return self._words.say(context.smalltalk(line), name=self._person.name.split()[0]), (), ""
        return self._words.say("unknown"), (), ""

    def _mock(self, slots: Slots) -> tuple[str, tuple[Offer, ...], str]:
        method = self._answers.methods(slots)[0]
        if "method" not in slots and len(self._answers.standard.methods) > 1:
            titles = listed([m.title.lower() for m in self._answers.standard.methods])
            offers = tuple(Offer(m.title, f"start:{m.id}") for m in self._answers.standard.methods)
            return self._words.say("rules.which", methods=titles), offers, ""
        rule = self._answers.organisation.rules(method.id).minutes
        minutes = slots.get("minutes") or (rule.value if rule else 60)
        said = self._words.say("start.mock", method=method.title.lower(), minutes=minutes)
        act = f"start:{method.id}:{slots.get('minutes', '')}".rstrip(":")
        return said, (Offer(f"Start the {method.title.lower()}", act),), act

    def _quick(self, slots: Slots) -> tuple[str, tuple[Offer, ...], str]:
        minutes = int(slots.get("minutes", 5))
        items = today_for(self._ws, self._actor, max(1, min(240, minutes)))
        if not items:
            return self._words.say("next.none"), (), ""
        item = items[0]
        self._why = item.why
        act = f"today:0:{minutes}"
        return (
            self._words.say("start.quick", minutes=minutes, title=item.title, why=item.why),
            (Offer(item.title, act),),
            act,
        )

    def _roleplay(self, slots: Slots) -> tuple[str, tuple[Offer, ...], str]:
        offers = roleplay.offers(self._ws, self._actor)
        if not offers:
            return self._words.say("start.roleplay.none"), (), ""
        topic = str(slots.get("topic", "")).casefold()
        fits = [o for o in offers if topic and topic in f"{o.title} {' '.join(o.tags)} {o.brief}".casefold()]
        first = (fits or list(offers))[0]
        chosen = tuple(Offer(o.title, f"roleplay:{o.id}") for o in (fits or list(offers))[:3])
        return self._words.say("start.roleplay", title=first.title), chosen, f"roleplay:{first.id}"

    def _resume(self) -> tuple[str, tuple[Offer, ...], str]:
        plays = roleplay.unfinished(self._ws, self._actor)
        left = (*rehearse.unfinished(self._ws, self._actor), *plays)
        if not left:
            return self._words.say("resume.none"), (), ""
        session = left[0]
        what = "role-play" if session.scenario else session.method.replace("-", " ")
        act = f"resume:{session.id}"
        said = self._words.say("resume", what=what, day=session.started_at[:10])
        return said, (Offer(f"Go on with the {what}", act),), act

    def _easy(self) -> str:
        """Ask a question that is easy to begin with."""
        for method in self._answers.methods({}):
            easy = [
                q for q in self._ws.library.questions(self._answers.standard.id, method.id) if q.difficulty == "easy"
            ]
            if easy:
                question = easy[self._ws.new_seed() % len(easy)]
                self._asking = rehearse.start(self._ws, self._actor, Plan(method.id, questions=1), (question,))
                self._asking.open()
                return self._words.say("question", text=self._asking.question.text if self._asking.question else "")
        return self._question({})

    def _question(self, slots: Slots) -> str:
        """Ask a question there and then; the next line is its answer."""
        refs = self._answers.refs(slots)
        named = slots.get("method")
        if not refs and slots.get("topic"):
            self._pending = "easy"
            return self._words.say("question.none")
        criteria = [c for c in self._answers.criteria if named in (None, c.method) and (not refs or c.ref in refs)]
        if not criteria:
            return self._words.say("question.none")
        method = criteria[0].method
        plan = Plan(method, questions=1, focus=tuple(c.ref for c in criteria if c.method == method) if refs else ())
        self._asking = rehearse.start(self._ws, self._actor, plan)
        self._asking.open()
        text = self._asking.question.text if self._asking.question else ""
        if slots.get("topic"):
            return self._words.say("question.topic", topic=slots["topic"], text=text)
        return self._words.say("question", text=text)

    def _heard(self, text: str) -> Answer:
        """Take the answer to the question that is open: keep it, map it, reflect it."""
        asked = self._asking
        if asked is None:
            return self._told("start.question", {}, self._words.say("question.none"))
        if len(text.split()) < context.LONG_ENOUGH and context.NO.fullmatch(" ".join(text.split())):
            self._asking = None
            return self._told("start.question", {}, self._words.say("no"))
        live = asked.live(text)
        asked.say_as_answer(text)
        self._asking, self._handing = None, asked
        if live.suggestions:
            titles = listed(
                [f"{s.ref} {self._answers.standard.by_ref[s.ref].title}" for s in live.suggestions[:2]], "and"
            )
            words = live.suggestions[0].evidence[0].text if live.suggestions[0].evidence else text
            said = self._words.say("answer.heard", titles=titles, words=" ".join(words.split()[:16]))
        else:
            said = self._words.say("answer.nothing")
        if live.missing:
            missing = listed([f"the {part}" for part in live.missing], "and")
            said = f"{said} {self._words.say('answer.missing', missing=missing)}"
        self._pending = "hand-in"
        return self._told("start.question", {}, f"{said} {self._words.say('answer.kept')}")

    def _agreed(self, act: str) -> Answer:
        """Do what a yes was wanted for, or say what the app is to open."""
        if act == "hand-in" and self._handing is not None:
            session, self._handing = self._handing, None
            if session.progress.state != "rating":
                session.request("end")
            session.hand_in({})
            return self._told("start.question", {}, self._words.say("answer.handed"))
        if act == "easy":
            return self._told("start.question", {}, self._easy())
        return Answer(self._last or Understood("smalltalk", {}, 1.0, ()), self._words.say("going"), (), act)

    def _another(self) -> Answer:
        if self._last is None or self._last.intent not in ("start.question", "next", "start.quick", "start.roleplay"):
            return self._told("unknown", {}, self._words.say("again.none"))
        return self._answer(self._last, "")

    def _craft(self, slots: Slots) -> str:
        topic = str(slots.get("topic", ""))
        if not topic:
            return self._words.say("craft")
        text = table.last_answer_with(self._ws.store, self._actor.id, topic.split())
        self._helping = StoryHelp(self._words, craft(text).missing if text else context.STORY)
        if not text:
            return self._words.say("craft.none")
        return self._words.say("craft.help", topic=topic, question=self._helping.ask())

    def _part(self, text: str) -> Answer:
        """Take one part of a story that is told again, and ask for the next one that is missing."""
        helping = self._helping
        if helping is None:
            return self._told("craft", {}, self._words.say("craft"))
        said = helping.hear(text)
        if helping.done:
            self._helping = None
        return self._told("craft", {}, said)

    def _told(self, intent: str, slots: Slots, said: str) -> Answer:
        return Answer(Understood(intent, slots, 1.0, (intent,)), said)

    def _forget(self) -> None:
        self._pending, self._asking, self._handing, self._helping, self._last = "", None, None, None, None
