"""Typed stretches of a sentence: money, durations, times, dates, percentages, numbers, people, teams and systems."""

import re
from collections.abc import Sequence

import msgspec

from coach.mapping import wordlists as lists
from coach.mapping.words import TYPED, Word, keep

_FIGURE = re.compile(r"[£$€]|\d[\d.,:/]*[a-z%]*$|\d[\d.,]* %$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_MONTHS = lists.MONTHS | lists.DOUBTFUL_MONTHS
_DAY_OR_MONTH = lists.WEEKDAYS | _MONTHS
_FIGURES = (
    (re.compile(r".*%$"), "<percent>"),
    (re.compile(r"[£$€]|\d[\d,.]*p$"), "<money>"),
    (re.compile(r"\d{1,2}[:.]\d\d(?:am|pm)?$|\d{1,2}(?:am|pm)$"), "<time>"),
    (re.compile(r"\d+(?:[.,]\d+)?(?:s|secs?|m|mins?|h|hrs?|hours?|days?|wks?|weeks?)$"), "<duration>"),
    (re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?$|(?:19|20)\d\d$"), "<date>"),
)
_HALVES = {"half", "quarter"}
_AFTER_AN_AMOUNT = lists.UNITS_OF_TIME | lists.NUMBER_WORDS | {"and", "a", "an", "of", "working"}
_AFTER_A_VALUE = lists.CURRENCY_WORDS | _MONTHS | {"percent", "per"}
_LONG_NUMBER = 4
_BEYOND = [""] * (_LONG_NUMBER + 4)

_IS_FIGURE = 1 << 0
_IS_NUMBER = 1 << 1
_IS_AMOUNT = 1 << 2
_IS_COIN = 1 << 3
_IS_CLOCK = 1 << 4
_IS_DAY = 1 << 5
_IS_NAME = 1 << 6
_ROLE_LISTS = (
    (_IS_NUMBER, lists.NUMBER_WORDS),
    (_IS_AMOUNT, lists.SMALL_AMOUNTS),
    (_IS_COIN, lists.COINS),
    (_IS_CLOCK, lists.CLOCK_WORDS),
    (_IS_DAY, lists.NEAR | lists.DAYS_NEAR | _DAY_OR_MONTH),
    (
        _IS_NAME,
        lists.HONORIFICS | lists.FIRST_NAMES | lists.JOB_TITLES | lists.TEAM_WORDS | lists.TEAM_TAILS
        | lists.SYSTEM_WORDS,
    ),
)  # fmt: skip


class _Roles(dict[str, int]):
    """What a normal form may open; a new one is looked at when asked for."""

    def __missing__(self, normal: str) -> int:
        roles = sum(role for role, members in _ROLE_LISTS if normal in members)
        if _FIGURE.match(normal):
            roles |= _IS_FIGURE
        keep(self, normal, roles)
        return roles


class _Kinds(dict[str, str]):
    """What a figure is by itself, nothing where it is a number only; a new one is looked at when asked for."""

    def __missing__(self, figure: str) -> str:
        kind = next((kind for pattern, kind in _FIGURES if pattern.match(figure)), "")
        keep(self, figure, kind)
        return kind


_ROLES = _Roles()
_KINDS = _Kinds()


class Spans(msgspec.Struct, frozen=True, gc=False):
    """Typed stretches by the word they start at and by the word they end before: kind → the longest one's other end."""

    starting: dict[int, dict[str, int]] = msgspec.field(default_factory=dict)
    ending: dict[int, dict[str, int]] = msgspec.field(default_factory=dict)

    def add(self, kind: str, start: int, end: int) -> None:
        """Note that words start to end (the last one not included) are of the kind."""
        here, there = self.starting.get(start), self.ending.get(end)
        if here is None:
            self.starting[start] = {kind: end}
        elif here.get(kind, 0) < end:
            here[kind] = end
        if there is None:
            self.ending[end] = {kind: start}
        elif there.get(kind, end) > start:
            there[kind] = start


NO_SPANS = Spans()


def typed_spans(words: Sequence[Word]) -> Spans:
    """Find every typed stretch; one word may open several (9 is a number, 9 days a duration)."""
    spans = Spans()
    # Empty words at the end stand for what is not there, before the first word as well as after the last.
    normals = [word.normal for word in words] + _BEYOND
    for i, word in enumerate(words):
        if word.marks & TYPED:
            _read_at(normals, i, word.normal, spans)
    return spans


def _read_at(normals: Sequence[str], i: int, first: str, spans: Spans) -> None:
    roles = _ROLES[first]
    if roles & _IS_FIGURE:
        _figure(normals, i, first, spans)
    elif roles & _IS_NUMBER or (roles & _IS_AMOUNT and normals[i + 1] in _AFTER_AN_AMOUNT):
        _counted(normals, i, first, bool(roles & _IS_NUMBER), spans)
    if roles & _IS_COIN:
        spans.add("<money>", i, i + 1)
    if roles & _IS_CLOCK:
        spans.add("<time>", i, i + 1)
    if roles & _IS_DAY:
        _day(normals, i, first, spans)
    if roles & _IS_NAME:
        _name(normals, i, first, spans)


def _figure(normals: Sequence[str], i: int, first: str, spans: Spans) -> None:
    kind = _KINDS[first]
    if kind:
        spans.add(kind, i, i + 1)
    elif _ORDINAL.match(first) and (normals[i + 1] in _DAY_OR_MONTH or normals[i + 2] in _DAY_OR_MONTH):
        spans.add("<date>", i, i + 2)
    spans.add("<number>", i, i + 1)
    _counted(normals, i, first, True, spans)


def _counted(normals: Sequence[str], i: int, first: str, exact: bool, spans: Spans) -> None:
    """Read what follows a figure or number word: a unit of time, a currency, per cent, o'clock, a month."""
    end = i + 1
    while first not in _HALVES and end - i < _LONG_NUMBER and _continues_number(normals, end):
        end += 1
    after = normals[end]
    if exact:
        spans.add("<number>", i, end)
        if after in _AFTER_A_VALUE:
            _valued(normals, i, end, spans)
        _on_the_clock(normals, i, end, spans)
    if after == "of" and first == "couple":
        end += 1
        after = normals[end]
    if after == "working" or (first == "half" and after in {"an", "a"}):
        end += 1
        after = normals[end]
    if after in lists.UNITS_OF_TIME:
        spans.add("<duration>", i, end + 1)


def _valued(normals: Sequence[str], i: int, end: int, spans: Spans) -> None:
    after = normals[end]
    if after in lists.CURRENCY_WORDS:
        spans.add("<money>", i, end + 1)
    elif after == "percent":
        spans.add("<percent>", i, end + 1)
    elif after == "per" and normals[end + 1] == "cent":
        spans.add("<percent>", i, end + 2)
    elif after in _MONTHS:
        spans.add("<date>", i, end + 1)


def _on_the_clock(normals: Sequence[str], i: int, end: int, spans: Spans) -> None:
    first, after = normals[i], normals[end]
    if after in {"am", "pm", "o'clock", "oclock"}:
        spans.add("<time>", i, end + 1)
    elif first in _HALVES:
        hour = end + 1 if after in {"past", "to"} else end
        if normals[hour] in lists.HOURS:
            spans.add("<time>", i, hour + 1)
    elif normals[i - 1] in {"at", "by", "before", "until"} and first in lists.HOURS:
        past_or_to = after in {"past", "to"} and normals[end + 1] in lists.HOURS
        spans.add("<time>", i, end + 2 if past_or_to else end)


def _continues_number(normals: Sequence[str], i: int) -> bool:
    here = normals[i]
    if here in {"and", "a"}:
        return normals[i + 1] in lists.NUMBER_WORDS or normals[i + 2] in _HALVES
    return here in lists.NUMBER_WORDS


def _day(normals: Sequence[str], i: int, first: str, spans: Spans) -> None:
    after = normals[i + 1]
    if first in lists.NEAR and (after in lists.UNITS_OF_TIME or after in _DAY_OR_MONTH):
        spans.add("<date>", i, i + 2)
    if first in lists.WEEKDAYS or first in lists.DAYS_NEAR or first in lists.MONTHS:
        end = i + 2 if first in lists.MONTHS and after[:1].isdigit() else i + 1
        spans.add("<date>", i, end)
    elif first in lists.DOUBTFUL_MONTHS and normals[i - 1] in {"in", "since", "by", "last", "next", "early", "late"}:
        spans.add("<date>", i, i + 1)


def _name(normals: Sequence[str], i: int, first: str, spans: Spans) -> None:
    before, after = normals[i - 1], normals[i + 1]
    if first in lists.HONORIFICS and after and after not in lists.FUNCTION_WORDS:
        spans.add("<person>", i, i + 2)
    if first in lists.FIRST_NAMES:
        spans.add("<person>", i, i + 1)
    if first in lists.JOB_TITLES:
        spans.add("<person>", i, i + 1)
        if before in lists.TITLE_LEADS:
            spans.add("<person>", i - 1, i + 1)
    if first in lists.TEAM_WORDS:
        spans.add("<team>", i, i + 1)
    if first in lists.TEAM_TAILS and before and before not in lists.FUNCTION_WORDS:
        spans.add("<team>", i - 1, i + 1)
    if first in lists.SYSTEM_WORDS:
        spans.add("<system>", i, i + 1)
