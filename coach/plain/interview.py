"""The interview line by line: the assessor on one stream, the apprentice on the other."""

import queue
import re
from collections.abc import Callable, Iterator
from typing import TextIO

from coach.coverage.gaps import WHY
from coach.errors import CoachError, StoreError
from coach.interview.clock import in_words
from coach.mapping.suggestion import how_sure
from coach.plain.lines import Lines, Talk
from coach.plain.session import told
from coach.reports.foreign import one_line
from coach.reports.second_try import change_in_lines
from coach.reports.views import SessionView
from coach.review.marks import IN_WORDS, MarkValue
from coach.services.rehearse import Plan, Rehearsal, start, take_up, unfinished
from coach.services.rights import Actor
from coach.services.second_try import changes
from coach.services.sessions import view_session
from coach.services.sign_in import actor_named
from coach.services.workspace import Workspace
from coach.store.sessions import Session

SECONDS_BETWEEN_TICKS = 1.0

_ENDS_ANSWER = {"/finished", "/done", "/next"}
_ENDS_ALL = {"/end"}
_RATINGS: dict[str, MarkValue] = {
    "p": "passed",
    "passed": "passed",
    "pass": "passed",
    "a": "attempted",
    "attempted": "attempted",
    "n": "none",
    "none": "none",
}
_YES = {"", "y", "yes", "yeah", "yep", "ok", "okay", "go on", "resume", "/resume", "continue", "carry on"}
_NO = {"n", "no", "nope", "new", "another", "start another", "start again", "a new one"}
_POLITE = re.compile(r"[^\w/ ]|\b(?:please|thanks|thank you)\b")


def hold(
    ws: Workspace,
    apprentice: str,
    plan: Plan,
    source: TextIO,
    target: TextIO,
    *,
    new: bool = False,
    passphrase: str | None = None,
) -> str:
    """Hold an interview from first word to hand-in; return the session's id.

    The apprentice is let in by name, and by passphrase where one is needed. Where the lines end early the session
    stays unfinished and can be gone on with.
    """
    actor = actor_named(ws, apprentice, "apprentice", passphrase)
    lines = Lines(source)
    talk = Talk(target)
    return go_through(ws, actor, _choose(ws, actor, plan, lines, talk, new=new), lines, talk)


def go_through(ws: Workspace, actor: Actor, rehearsal: Rehearsal, lines: Lines, talk: Talk) -> str:
    """Hold a sitting from where it stands to its hand-in; return its id."""
    finished = _Conversation(rehearsal, lines, talk).run()
    if finished:
        tell_of(ws, actor, rehearsal.session_id, talk)
    else:
        name = actor.name.replace('"', "")
        talk.coach(f"Session {rehearsal.session_id} is kept as it stands.")
        talk.coach(f'Go on with: coach interview --plain --apprentice "{name}" --method {rehearsal.method}')
    return rehearsal.session_id


def _choose(ws: Workspace, actor: Actor, plan: Plan, lines: Lines, talk: Talk, *, new: bool) -> Rehearsal:
    """Offer an unfinished session of this method; a reply that is neither yes nor no goes on and is heard there."""
    open_sessions = [session for session in unfinished(ws, actor) if session.method == plan.method]
    if new or not open_sessions:
        return start(ws, actor, plan)
    session = open_sessions[0]
    talk.coach(f"You have an unfinished {session.method} from {session.started_at[:10]}, {_where(session)}.")
    talk.coach("Go on with it? Say yes, or no to start another.")
    reply = lines.wait()
    said = " ".join(_POLITE.sub(" ", (reply or "").casefold()).split())
    if said in _NO:
        return start(ws, actor, plan)
    if reply and said not in _YES:
        lines.put_back(reply)
    return take_up(ws, actor, session.id)


def _where(session: Session) -> str:
    if session.state == "rating":
        return "with your own rating still to give"
    left = in_words(max(0.0, session.terms.allowed - session.elapsed))
    at = f"question {session.progress.current}" if session.progress.current else "the start"
    return f"at {at}, with {left} left"


class _Conversation:
    def __init__(self, rehearsal: Rehearsal, lines: Lines, talk: Talk) -> None:
        self._rehearsal = rehearsal
        self._lines = lines
        self._talk = talk
        self._typed: list[str] = []
        self._hinted: int | None = None
        self._trouble = ""

    def run(self) -> bool:
        """Talk until everything is handed in; return False where the lines ended before."""
        self._talk.turns(self._rehearsal.open())
        if self._rehearsal.progress.state == "paused":
            self._talk.coach("The clock is stopped; say resume to go on.")
        self._recall()
        self._hint()
        while self._rehearsal.progress.state in ("answering", "paused"):
            try:
                line = self._lines.wait(SECONDS_BETWEEN_TICKS)
            except queue.Empty:
                self._tick()
                continue
            if line is None:
                self._keep()
                return False
            self._hear(line)
        if self._rehearsal.progress.state == "rating":
            self.rate()
        return True

    def _recall(self) -> None:
        """Take up what was begun on the question and not sent, and say so."""
        kept = self._rehearsal.draft()
        self._typed = kept.split("\n") if kept else []
        if kept:
            self._talk.coach(f"You had begun: {one_line(kept)}")
            self._talk.coach("Go on from there; an empty line sends it.")

    def _hear(self, line: str) -> None:
        if line.strip().startswith("/"):
            self._obey(line.strip())
        elif line.strip():
            self._typed.append(line)
            self._keep()
            if len(self._typed) > 1 or not self._is_request(line):
                self._tick()
                return
            self._typed = []
            self._say(line)
        elif self._typed:
            self._send()

    def _obey(self, command: str) -> None:
        """Do a slash command; one that ends the answer or the interview sends what is typed first."""
        number = self._rehearsal.progress.current
        if self._typed and command.casefold() in _ENDS_ANSWER | _ENDS_ALL:
            self._send()
            asked_on = self._rehearsal.progress.current != number and command.casefold() in _ENDS_ANSWER
            if self._typed or asked_on or self._rehearsal.progress.current is None:
                return
        self._say(command)

    def _send(self) -> None:
        self._say("\n".join(self._typed), answer=True)

    def _is_request(self, line: str) -> bool:
        return self._rehearsal.intent_of(line) is not None

    def _say(self, text: str, *, answer: bool = False) -> None:
        before = self._rehearsal.progress.current
        try:
            turns = self._rehearsal.say_as_answer(text) if answer else self._rehearsal.say(text)
        except CoachError as error:
            self._talk.coach(str(error))
            return
        if answer:
            self._typed = []
            self._reflect(before)
        self._talk.turns([turn for turn in turns if turn.speaker != "apprentice"])
        if self._rehearsal.progress.current != before:
            self._recall()
            self._hint()
        self._tick()

    def _tick(self) -> None:
        self._try(self._let_time_pass)

    def _let_time_pass(self) -> None:
        turns = self._rehearsal.tick("\n".join(self._typed))
        self._talk.turns([turn for turn in turns if turn.speaker != "apprentice"])
        self._rehearsal.beat()

    def _keep(self) -> None:
        self._try(lambda: self._rehearsal.save_draft("\n".join(self._typed)))

    def _try(self, work: Callable[[], None]) -> None:
        """Do something that writes; trouble with that is said once, and the typed lines stay for another try."""
        try:
            work()
        except CoachError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self._talk.coach(self._trouble)
        else:
            self._trouble = ""

    def _hint(self) -> None:
        """Say what a question is after; in practice mode only."""
        question, number = self._rehearsal.question, self._rehearsal.progress.current
        if question is None or self._rehearsal.sitting.terms.mode != "practice" or number == self._hinted:
            return
        self._hinted = number
        titles = self._rehearsal.standard.by_ref
        after = ", ".join(f"{ref} {titles[ref].title}" for ref in question.targets if ref in titles)
        self._talk.coach(f"Question {number} of {len(self._rehearsal.sitting.questions)}. It is after {after}.")

    def _reflect(self, number: int | None) -> None:
        """Say what an answer shows so far; in practice mode only."""
        if number is None or self._rehearsal.sitting.terms.mode != "practice":
            return
        heard = self._rehearsal.heard(number)
        titles = self._rehearsal.standard.by_ref
        for suggestion in heard.suggestions:
            words = "; ".join(f"“{one_line(e.text)}”" for e in suggestion.evidence)
            sure = how_sure(suggestion.score)
            self._talk.coach(f"Suggested, {sure}: {suggestion.ref} {titles[suggestion.ref].title}, by {words}.")
        self._talk.coach(told(heard.craft))

    def rate(self) -> None:
        """Ask the apprentice to rate themself before anything is shown."""
        criteria = self._rehearsal.to_rate()
        ratings: dict[str, MarkValue] = {}
        if criteria:
            self._talk.coach("Before you see what was found, rate yourself as your trainer will.")
            self._talk.coach(
                "Answer p for passed, a for attempted, not passed, n for no evidence; /skip leaves the rest."
            )
        for criterion in criteria:
            rating = self._ask_rating(f"{criterion.ref} {criterion.title}: p, a or n?")
            if rating == "skip":
                break
            if rating:
                ratings[criterion.ref] = rating  # type: ignore[assignment]
        self._hand_in(ratings)

    def _hand_in(self, ratings: dict[str, MarkValue]) -> None:
        while True:
            try:
                self._rehearsal.hand_in(ratings)
                return
            except StoreError as error:
                self._talk.coach(f"{error} An empty line tries again.")
                if self._lines.wait() is None:
                    raise

    def _ask_rating(self, prompt: str) -> str:
        """Return a mark, an empty text for a criterion left out, or skip."""
        while True:
            self._talk.coach(prompt)
            line = self._lines.wait()
            said = "/skip" if line is None else line.strip().casefold()
            if said in ("/skip", "/end", "skip"):
                return "skip"
            if not said or said in _RATINGS:
                return _RATINGS.get(said, "")
            self._talk.coach("Say p, a or n; an empty line leaves this one out; /skip leaves the rest.")


def rate_and_hand_in(rehearsal: Rehearsal, lines: Lines, talk: Talk) -> None:
    """Ask the apprentice to rate themself, then hand the sitting in."""
    _Conversation(rehearsal, lines, talk).rate()


def tell_of(ws: Workspace, actor: Actor, session_id: str, talk: Talk) -> None:
    """Say what was found in a sitting that is over, and what changed where a question was answered before."""
    view = view_session(ws, actor, session_id)
    for line in _summary(view):
        talk.coach(line)
    titles = {criterion.ref: criterion.title for criterion in view.criteria}
    for change in changes(ws, actor, session_id):
        for line in change_in_lines(change, titles):
            talk.coach(line)


def _summary(view: SessionView) -> Iterator[str]:
    answered = sum(1 for question in view.questions if question.answer)
    yield f"You answered {answered} of {len(view.questions)} questions in {in_words(view.elapsed)}."
    if view.state == "dropped":
        yield "There is nothing to hand in this time; no trainer is troubled with it."
        return
    found = ", ".join(view.suggested)
    yield f"Suggested so far: {found}." if found else "Nothing was suggested this time."
    if view.self_ratings:
        rated = ", ".join(f"{ref} {IN_WORDS[rating]}" for ref, rating in view.self_ratings.items())
        yield f"You rated yourself: {rated}."
    yield f"These are suggestions; {WHY['waiting']}."
    yield f"Session {view.id}. See it, with the words found and model pointers: coach show {view.id}"
