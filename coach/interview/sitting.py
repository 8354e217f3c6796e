"""What is fixed for a sitting before it starts: its terms, its questions, its seed."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from coach.banks.model import Question
from coach.standards.organisation import MethodRules, Organisation

Mode = Literal["exam", "practice"]
Speaker = Literal["assessor", "apprentice", "clock", "coach", "customer"]

DEFAULT_MINUTES = 60
DEFAULT_MINUTES_AT_WORK = 9
DEFAULT_QUESTIONS = 10
PROBES_A_QUESTION = 2
PROBES_WHERE_ONLY_CLARIFYING = 1
SECONDS_A_QUESTION = 360
SECONDS_A_QUESTION_AT_WORK = 108
"""Questions in an observation are short: five in nine minutes."""


class Terms(msgspec.Struct, frozen=True):
    """The rules this sitting runs by; lengths in seconds."""

    mode: Mode
    questions: int
    allowed: float
    tolerance: float
    probes: int
    minutes_by_rule: int
    """What the organisation gives everybody, in minutes; extra time is not in it."""

    @property
    def tolerance_by_rule(self) -> float:
        """The tolerance everybody has, in seconds: what is said aloud, where extra time lengthens the real one."""
        return self.minutes_by_rule * 60 * self.tolerance / self.allowed if self.allowed else 0.0


class Turn(msgspec.Struct, frozen=True):
    """One utterance; `at` is the second of the interview, `question` the number asked (from 1)."""

    speaker: Speaker
    kind: str
    text: str
    at: float
    question: int | None = None


class Sitting(msgspec.Struct, frozen=True):
    """A drawn mock, ready to be asked."""

    apprentice: str
    method_title: str
    seed: int
    terms: Terms
    questions: tuple[Question, ...]

    def question(self, number: int) -> Question:
        """Return a question by its number, counted from 1."""
        return self.questions[number - 1]


def minutes_by_rule(rules: MethodRules, *, observed: bool) -> int:
    """Return the minutes of talk a method's rules give; of an observation only the share for questions.

    Where a document is silent, the length is the one the other organisations have in common.
    """
    if not observed:
        return rules.minutes.value if rules.minutes else DEFAULT_MINUTES
    if rules.question_minutes_at_most:
        return rules.question_minutes_at_most.value
    if rules.question_percent_at_most and rules.minutes:
        return rules.minutes.value * rules.question_percent_at_most.value // 100
    return DEFAULT_MINUTES_AT_WORK


def terms_for(
    organisation: Organisation,
    method: str,
    mode: Mode,
    *,
    minutes: int | None = None,
    questions: int | None = None,
    extra_time_percent: int = 0,
    observed: bool = False,
) -> Terms:
    """Return the terms of a sitting by an organisation's rules.

    `minutes` makes it shorter or longer than the rules say; a practice then has one question for each six minutes,
    unless `questions` is given. Of an `observed` method only the questions are sat. Extra time lengthens what is
    allowed, and is not part of `minutes_by_rule`.
    """
    rules = organisation.rules(method)
    by_rule = minutes_by_rule(rules, observed=observed)
    length = minutes or by_rule
    usual = rules.questions.value if rules.questions else DEFAULT_QUESTIONS
    if observed:
        usual = max(1, round(by_rule * 60 / SECONDS_A_QUESTION_AT_WORK))
    count = questions or usual
    tolerance = rules.tolerance_percent.value if rules.tolerance_percent else 0
    if minutes and not questions and mode == "practice":
        pace = SECONDS_A_QUESTION_AT_WORK if observed else SECONDS_A_QUESTION
        count = max(1, min(count, round(minutes * 60 / pace)))
    allowed = length * 60 * (1 + extra_time_percent / 100)
    return Terms(
        mode=mode,
        questions=count,
        allowed=allowed,
        tolerance=allowed * tolerance / 100,
        probes=PROBES_WHERE_ONLY_CLARIFYING if rules.follow_ups else PROBES_A_QUESTION,
        minutes_by_rule=length,
    )


def seconds_per_question(turns: Sequence[Turn]) -> dict[int, float]:
    """Return the seconds of interview spent on each question, by its number.

    A question's time runs from its being asked to the last word about it, and again when it is come back to.
    """
    spent: dict[int, float] = {}
    open_number: int | None = None
    since = 0.0
    for turn in turns:
        if open_number is not None:
            spent[open_number] = spent.get(open_number, 0.0) + turn.at - since
        open_number, since = turn.question, turn.at
    return spent
