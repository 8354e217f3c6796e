"""What the coach has asked in a talk and what comes back: an answer, its parts, or nothing yet."""

from coach.banks.model import Difficulty
from coach.mapping.craft import craft
from coach.reports.second_try import gist
from coach.reports.words import listed
from coach.services import asking
from coach.services.answering import Answers
from coach.services.asking import Asked
from coach.services.mapped import Live
from coach.services.rehearsal import Rehearsal
from coach.services.rights import Actor
from coach.services.second_try import about, change
from coach.services.workspace import Workspace
from coach.store import sessions as table
from coach.talk import context
from coach.talk.replies import Wordings
from coach.talk.story import StoryHelp
from coach.talk.understanding import Offer, Slots

_FEW_PARTS_MISSING = 2
"""Parts of a story that may be missing where it still is one."""
SHOWN = 2
"""How many criteria a spoken list names."""
_QUOTED_WORDS = 16
"""Words of an answer that are said back."""


class Listening:
    """Asks one question at a time, hears its answer, and helps to tell a story again part by part."""

    def __init__(self, ws: Workspace, actor: Actor, answers: Answers, words: Wordings) -> None:
        self._ws = ws
        self._actor = actor
        self._answers = answers
        self._words = words
        self.asked: Asked | None = None
        self.helping: StoryHelp | None = None
        self.left: Asked | None = None
        """The question that was left last without an answer."""
        self._stuck = 0
        self._told = ""
        self.handing: Rehearsal | None = None
        """An answered question that may be handed in."""

    @property
    def open(self) -> bool:
        """Whether something is asked and not answered."""
        return self.asked is not None or self.helping is not None

    def drop(self) -> None:
        """Let go of what is open; nothing was written down of it."""
        self.left = self.asked or self.left
        self.asked = self.helping = None

    def hand_over(self) -> Rehearsal | None:
        """Return the open question written down, to be answered elsewhere."""
        asked, self.asked = self.asked, None
        return asked.begin() if asked else None

    def get_ready(self) -> None:
        """Read what the next line may need: the questions there are, or the lexicon where one is open."""
        if self.asked is not None:
            self.asked.get_ready()
        else:
            for method in self._answers.methods({}):
                self._ws.library.questions(self._answers.standard.id, method.id)

    # Asking

    def ask(self, slots: Slots) -> tuple[str, str]:
        """Ask a question on what slots name; return what is said, and what a yes would do where there is none."""
        topic = "" if slots.get("criterion") or slots.get("section") else str(slots.get("topic", ""))
        methods = [method.id for method in self._answers.methods(slots)]
        if topic and (asked := asking.ask_about(self._ws, self._actor, methods, topic)):
            self._put(asked)
            return self._words.say("question.topic", topic=topic, text=self._text()), ""
        refs = self._answers.refs(slots)
        if not refs and slots.get("topic"):
            return self._words.say("question.none"), "easy"
        named = slots.get("method")
        criteria = [c for c in self._answers.criteria if named in (None, c.method) and (not refs or c.ref in refs)]
        if not criteria:
            return self._words.say("question.none"), "easy"
        method = criteria[0].method
        if refs:
            focus = tuple(c.ref for c in criteria if c.method == method)
        else:
            method, focus = self._answers.comes_next(method if named else None)
        self._put(asking.ask(self._ws, self._actor, method, focus))
        if slots.get("topic"):
            return self._words.say("question.topic", topic=slots["topic"], text=self._text()), ""
        return self._words.say("question", text=self._text()), ""

    def ask_easy(self, difficulty: Difficulty = "easy") -> str:
        """Ask a question that is easy to begin with, or a hard one."""
        for method in self._answers.methods({}):
            asked = asking.ask_as(self._ws, self._actor, method.id, difficulty)
            if asked is not None:
                self._put(asked)
                return self._words.say(f"question.{difficulty}", text=self._text())
        return self.ask({})[0]

    def ask_again(self, place: str) -> str:
        """Ask a question once more; `place` is session:number. Raises CoachError where it cannot be."""
        session_id, _, number = place.partition(":")
        self._put(asking.ask_again(self._ws, self._actor, session_id, int(number)))
        return self._words.say("question.again", text=self._text())

    def ask_about_again(self, topic: str) -> str:
        """Ask the newest answered question that a few words fit once more; empty where there is none."""
        found = about(self._ws, self._actor, topic)
        if found is not None:
            return self.ask_again(f"{found.session_id}:{found.number}")
        return self._words.say("question.again.none") if not topic else ""

    def aloud(self) -> str:
        """Have the open question said out loud: notes of it are the answer."""
        if self.asked is not None:
            self.asked.aloud = True
        return self._words.say("speak.now")

    def repeat(self) -> str:
        """Say what is open again."""
        return self.helping.ask() if self.helping else self._words.say("question.repeat", text=self._text())

    def stuck(self) -> tuple[str, tuple[Offer, ...]]:
        """Say how one could begin, with words that are no answer yet."""
        targets = self.asked.targets if self.asked else ()
        cards = [self._answers.standard.cards[ref] for ref in targets if ref in self._answers.standard.cards]
        if not cards:
            return self._words.say("craft.situation"), ()
        starters = [starter for card in cards for starter in card.starters]
        said = self._words.say("answer.stuck", starter=starters[self._stuck % len(starters)])
        self._stuck += 1
        return said, (Offer("An easier one", "easy"),)

    # Hearing

    def hear(self, text: str) -> str:
        """Take the answer to the open question: keep it, map it, reflect it. Raises CoachError; then it stays open."""
        asked = self.asked or self.left
        if asked is None:
            return self._words.say("question.none")
        rehearsal = asked.answer(text)
        self.asked, self.left, self.handing = None, None, rehearsal
        heard, standard = rehearsal.heard(1), self._answers.standard
        if heard.suggestions:
            titles = listed([f"{s.ref} {standard.by_ref[s.ref].title}" for s in heard.suggestions[:SHOWN]], "and")
            words = heard.suggestions[0].evidence[0].text if heard.suggestions[0].evidence else text
            said = self._words.say("answer.heard", titles=titles, words=_cut(words))
        elif len(heard.missing) <= _FEW_PARTS_MISSING:
            wanted = [f"{ref} {standard.by_ref[ref].title}" for ref in asked.targets[:1] if ref in standard.by_ref]
            said = self._words.say("answer.off", wanted=listed(wanted) if wanted else "that")
        else:
            said = self._words.say("answer.nothing")
        self._told = self._reflected(asked, heard)
        changed = change(self._ws, self._actor, rehearsal.session_id, 1)
        if changed is not None:
            said = f"{said} {gist(changed, {ref: c.title for ref, c in standard.by_ref.items()})}"
        elif heard.missing and heard.suggestions:
            missing = listed([f"the {part}" for part in heard.missing], "and")
            said = f"{said} {self._words.say('answer.missing', missing=missing)}"
        return f"{said} {self._words.say('answer.kept')}"

    def reflect(self) -> str:
        """Say once more what the last answer showed and missed, and whose word counts; empty where there was none."""
        return f"{self._told} {self._words.say('answer.judge')}" if self._told else ""

    def _reflected(self, asked: Asked, heard: Live) -> str:
        by_ref = self._answers.standard.by_ref
        shown = [suggestion.ref for suggestion in heard.suggestions]
        open_ = [f"{ref} {by_ref[ref].title}" for ref in asked.targets if ref in by_ref and ref not in shown]
        parts = []
        if shown:
            parts.append(self._words.say("answer.showed", refs=listed(shown[:SHOWN], "and")))
        if open_:
            parts.append(self._words.say("answer.lacked", titles=listed(open_[:SHOWN], "and")))
        if heard.missing:
            missing = listed([f"the {part}" for part in heard.missing], "and")
            parts.append(self._words.say("answer.missing", missing=missing))
        return " ".join(parts)

    def hand_in(self) -> str:
        """Pass the answered question to the trainers."""
        rehearsal, self.handing = self.handing, None
        if rehearsal is not None:
            rehearsal.hand_in({})
        return self._words.say("answer.handed")

    def keep_back(self) -> str:
        """Keep the answered question from the trainers."""
        rehearsal, self.handing = self.handing, None
        if rehearsal is not None:
            asking.keep_back(self._ws, self._actor, rehearsal)
        return self._words.say("answer.yours")

    # Telling again

    def help_with(self, slots: Slots) -> str:
        """Say how to tell an answer, or begin to tell the one about a theme again."""
        topic = str(slots.get("topic", ""))
        if not topic:
            return self._words.say("craft")
        text = table.last_answer_with(self._ws.store, self._actor.id, topic.split())
        self.helping = StoryHelp(self._words, craft(text).missing if text else context.STORY)
        if not text:
            return self._words.say("craft.none")
        return self._words.say("craft.help", topic=topic, question=self.helping.ask())

    def decline_to_write(self) -> str:
        """Say kindly that the answer has to be theirs, and begin to look for it."""
        self.asked, self.helping = None, StoryHelp(self._words)
        return self._words.say("craft.decline")

    def part(self, text: str) -> str:
        """Take one part of a story that is told again, and ask for the next one that is missing."""
        if self.helping is None:
            return self._words.say("craft")
        said = self.helping.hear(text)
        if self.helping.done:
            self.helping = None
        return said

    def _put(self, asked: Asked) -> None:
        self.drop()
        self.asked, self.left = asked, None

    def _text(self) -> str:
        return self.asked.text if self.asked else ""


def _cut(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:_QUOTED_WORDS]) + ("…" if len(parts) > _QUOTED_WORDS else "")
