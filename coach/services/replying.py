"""What the coach replies to a request: told, proposed, asked back about; and what is remembered of it."""

from coach.coverage.today import MINUTES_A_QUESTION
from coach.errors import CoachError
from coach.services.answering import Answers, document_of
from coach.services.listening import Listening
from coach.services.rights import Actor
from coach.services.starting import Proposal, Starts
from coach.services.workspace import Workspace
from coach.store.people import Person
from coach.talk import context, wishes
from coach.talk.care import wants_it_written, worried
from coach.talk.replies import Wordings
from coach.talk.turning import tells_a_case
from coach.talk.understanding import Answer, Offer, Slots, Understood

_ASKS_WHAT_IS_DREADED = 2
"""The time worry is spoken of at which the coach asks what it is about."""


class Replying:
    """Replies to one request at a time; what it remembers lasts for a few turns."""

    def __init__(self, ws: Workspace, actor: Actor, person: Person, words: Wordings) -> None:
        self._person = person
        self._words = words
        self._answers = Answers(ws, actor, person, words)
        self.starts = Starts(ws, actor, self._answers, words)
        self.listening = Listening(ws, actor, self._answers, words)
        self.last: Understood | None = None
        """The last request."""
        self.why = ""
        self.pending = ""
        """What a yes would do."""
        self.held = ""
        """A line that may have been an answer or a request."""
        self.asked_back = False
        """Whether it was asked which."""
        self.drilled = False
        """Whether the last thing proposed was a section."""
        self.asked_what_is_dreaded = False
        self._worries = 0

    def answer(self, understood: Understood, line: str) -> Answer:
        """Answer a request: what words alone make plain first, then what it is understood as."""
        self.why = self.pending = ""
        if wants_it_written(line):
            self.last = None
            unknown = Understood("unknown", {}, understood.confidence, understood.nearest)
            return Answer(unknown, self.listening.decline_to_write())
        if (wished := self._wished(understood, line)) is not None:
            return wished
        if worried(line) and not (understood.sure and understood.intent.startswith(("rule.", "start."))):
            understood = Understood("worry", {}, understood.confidence, understood.nearest)
        if not understood.intent.startswith("start.") and tells_a_case(line):
            return self._case(line)
        if not understood.sure and understood.intent != "unknown":
            return self._unsure(understood, line)
        return self.acted(understood, line)

    def _case(self, line: str) -> Answer:
        """Take a case told while nothing is asked: to the question left before, else offer a question."""
        if self.listening.left is not None:
            self.held, self.asked_back = line, True
            offers = (Offer("Keep it as my answer", "keep-answer"),)
            return self.told(
                "start.question", {}, self._words.say("answer.late", text=self.listening.left.text), offers
            )
        self.pending = "easy"
        return self.told("craft", {}, self._words.say("story"), (Offer("A question", "easy"),))

    def _unsure(self, understood: Understood, line: str) -> Answer:
        """Ask back; where the guess is a fair one and only tells something, tell it, and offer what else was meant."""
        offers = tuple(Offer(context.IN_WORDS[i], f"intent:{i}") for i in understood.nearest if i in context.IN_WORDS)
        fair = understood.confidence >= context.FAIR_GUESS and understood.intent.startswith(context.ONLY_TELLS)
        if not fair:
            return Answer(understood, self._words.say("unsure"), offers)
        told = self.acted(understood, line)
        others = tuple(offer for offer in offers if offer.command != f"intent:{understood.intent}")
        reply = told.reply if understood.intent == "worry" else f"{self._words.say('perhaps')} {told.reply}"
        return Answer(understood, reply, (*told.offers[:1], *others), told.act)

    def acted(self, understood: Understood, line: str) -> Answer:
        """Do what a line is understood as."""
        if understood.intent != "unknown":
            self.last = understood
        try:
            said, offers, self.pending = self._do(understood, line)
        except CoachError as error:
            said, offers = str(error), ()
        if not self.pending and len(offers) == 1:
            self.pending = offers[0].command
        return Answer(understood, said, offers)

    def _wished(self, understood: Understood, line: str) -> Answer | None:
        """Return the answer to a wish that words alone make plain: to say it out loud, to try again, to be drilled."""
        free = not understood.sure or understood.intent.startswith(context.MAY_BE_A_WISH)
        topic = str(understood.slots.get("criterion", "")) or wishes.again_about(line)
        again = free and wishes.to_try_again(line) and (understood.intent != "rule.resit" or bool(topic))
        aloud = free and wishes.to_speak(line)
        meant = Understood("start.question", understood.slots, understood.confidence, understood.nearest)
        proposal: Proposal | None = None
        if again and aloud:
            proposal = self.starts.speak_again(topic)
        elif again and (said := self.listening.ask_about_again(topic)):
            self.last = meant
            return Answer(meant, said)
        if aloud and proposal is None:
            proposal = self.starts.speak(understood.slots)
        section = str(understood.slots.get("section", ""))
        if proposal is None and section and wishes.to_drill(line):
            proposal = self.starts.section(section, str(understood.slots.get("method", "")))
        if proposal is None:
            return None
        return self.proposed(meant, proposal)

    def proposed(self, meant: Understood, proposal: Proposal) -> Answer:
        """Return a proposal as an answer; a yes then does it."""
        said, offers, self.pending = proposal
        self.last = meant
        self.drilled = self.pending.startswith("drill:")
        return Answer(meant, said, offers)

    def _do(self, understood: Understood, line: str) -> Proposal:
        """Return what is said, what is offered, and what a yes would then do."""
        intent, slots = understood.intent, understood.slots
        answers, words = self._answers, self._words
        if (stranger := answers.stranger(slots)) is not None:
            return (*stranger, "")
        if intent.startswith("rule."):
            said, offers = answers.rule(intent, slots)
            self.why = f"Because {document_of(answers.organisation)} says so. Other organisations differ a little."
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
                self.why = answers.why
                return said, offers, offers[0].command if offers else ""
            case "feedback":
                return (*answers.feedback(), "")
            case "start.mock":
                return self.starts.mock(slots)
            case "start.question" if wishes.to_have_it_easy(line):
                return self.listening.ask_easy(), (), ""
            case "start.question" if wishes.to_have_it_hard(line) and not answers.refs(slots):
                return self.listening.ask_easy("hard"), (), ""
            case "start.question":
                said, yes = self.listening.ask(slots)
                return said, (), yes
            case "start.roleplay":
                return self.starts.roleplay(slots)
            case "start.quick":
                proposal, self.why = self.starts.quick(slots)
                return proposal
            case "resume":
                return self.starts.resume()
            case "craft":
                return self.listening.help_with(slots), (), ""
            case "worry" if self._worries and context.dreaded(line):
                return self.at_what_is_dreaded(context.dreaded(line))
            case "worry":
                return words.say(self._how_worried()), (Offer("One easy question", "easy"),), "easy"
            case "privacy" | "app.help":
                return words.say(intent), (), ""
            case "smalltalk":
                return words.say(context.smalltalk(line), name=self._person.name.split()[0]), (), ""
        return words.say("unknown"), (), ""

    def at_what_is_dreaded(self, what: str) -> Proposal:
        """Propose a small step towards what somebody dreads most: watched, questions or waiting."""
        self._worries = max(self._worries, _ASKS_WHAT_IS_DREADED)
        said = self._words.say(f"worry.{what}")
        if what == "watched":
            _, offers, act = self.starts.roleplay({})
            if act:
                return said, offers[:1], act
        return said, (Offer("One easy question", "easy"),), "easy"

    def _how_worried(self) -> str:
        """Return what is said to worry: the second time running something else than the first."""
        self._worries += 1
        self.asked_what_is_dreaded = self._worries == _ASKS_WHAT_IS_DREADED
        if self.asked_what_is_dreaded:
            return "worry.which"
        return "worry.more" if self._worries > _ASKS_WHAT_IS_DREADED else "worry"

    def told(self, intent: str, slots: Slots, said: str, offers: tuple[Offer, ...] = ()) -> Answer:
        """Return something said as an answer."""
        return Answer(Understood(intent, slots, 1.0, (intent,)), said, offers)
