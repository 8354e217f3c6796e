"""Criteria, sections and methods named in a line, however they are spoken, and one word in place of each."""

import re
from collections.abc import Collection
from dataclasses import dataclass

CRITERION, SECTION, METHOD, TERM = "criterioncode", "sectioncode", "methodcode", "termcode"

COUNTED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER = {word: str(n) for n, word in enumerate(COUNTED)} | {
    "to": "2",
    "too": "2",
    "for": "4",
    "won": "1",
    "tree": "3",
}
_LETTER = {"k": "K", "kay": "K", "ok": "K", "s": "S", "es": "S", "ess": "S", "b": "B", "be": "B", "bee": "B"}
_SAID = "|".join(sorted(COUNTED[1:], key=len, reverse=True))
_DIGITS = r"\d{1,2}"
_POINT = r"(?:\s*[.,:/-]\s*|\s+(?:point|dot|stop)\s+)"

_WRITTEN = re.compile(rf"(?<![\w£.])({_DIGITS})?\s?([ksb])[\s-]?({_DIGITS})(?:{_POINT}({_DIGITS}))?(?!\w|\.\d)")
_SPACED = re.compile(
    rf"(?<![\w£.])([ksb])\s?({_DIGITS}) ({_DIGITS})(?!\w)(?! (?:minutes?|hours?|questions?|times?|mins?)\b)"
)
_SPOKEN = re.compile(
    rf"\b(kay|k|ok|s|es|ess|b|be|bee) ({_SAID}|to|too|for|won|\d{{1,2}}) (?:point|dot) "
    rf"({_SAID}|to|too|for|\d{{1,2}})(?: ({_SAID}))?\b"
)
_SPOKEN_SECTION = re.compile(rf"\b(?:section|part) (kay|k|s|es|ess|b|be|bee) ({_SAID})\b|\b(kay|k|s|b|bee) ({_SAID})\b")
_RUN = re.compile(r"(?<![\w£.])([ksb])(\d{2,3})(?!\w)")
_MODULE = re.compile(rf"\b(?:module|mod|unit|section|modules) (?:number |no\.? ?)?({_DIGITS}|{_SAID})\b")

METHODS = {
    "professional-discussion": r"prof(?:es+ion[ae]l|fesional)?\.? ?disc?(?:us+ions?|usions?)?|\bpd\b|dis+cus+ions?",
    "project-interview": r"proj(?:ect)?\.? (?:based )?interviews?"
    r"|interview (?:about|on|for|after) (?:my|the) (?:project|report)",
    "observation": r"(?:practical )?(?:observations?|obs)|ob(?:vs?er|er|se|sera?)v?[ai]t?s?ions?",
    "showcase": r"show ?-?case[sd]?",
}
"""Every method with the ways it is named; an interview by itself may be any."""
_NAMES = tuple(METHODS)
_METHOD = re.compile("|".join(rf"\b(?P<m{n}>{pattern})\b" for n, pattern in enumerate(METHODS.values())))


@dataclass(frozen=True, slots=True)
class Codes:
    """What a line names, and the line with one word in place of each name."""

    text: str
    criteria: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


def read_codes(text: str, known: Collection[str] = ()) -> Codes:
    """Find the codes and methods of a line in plain spelling; `known` refs tell what K24 stands for."""
    criteria: list[str] = []
    sections: list[str] = []
    methods: list[str] = []

    def criterion(ref: str) -> str:
        criteria.append(ref)
        return f" {CRITERION} "

    def section(id: str) -> str:
        sections.append(id)
        return f" {SECTION} "

    def written(found: re.Match[str]) -> str:
        module, letter, number, point = found.groups()
        if point:
            return criterion(f"{letter.upper()}{int(number)}.{int(point)}")
        if module:
            return criterion(f"{int(module)}{letter.upper()}{int(number)}")
        return section(f"{letter.upper()}{int(number)}") if 1 <= int(number) <= 9 else found[0]

    def spaced(found: re.Match[str]) -> str:
        ref = f"{found[1].upper()}{int(found[2])}.{int(found[3])}"
        return criterion(ref) if not known or ref in known else found[0]

    def spoken(found: re.Match[str]) -> str:
        tens = int(_figure(found[3])) + (int(_figure(found[4])) if found[4] and found[3] == "twenty" else 0)
        return criterion(f"{_LETTER[found[1]]}{_figure(found[2])}.{tens}") + (
            f" {found[4]}" if found[4] and found[3] != "twenty" else ""
        )

    def spoken_section(found: re.Match[str]) -> str:
        letter, number = (found[1], found[2]) if found[1] else (found[3], found[4])
        return section(f"{_LETTER[letter]}{_figure(number)}")

    def run(found: re.Match[str]) -> str:
        digits = found[2]
        ways = [f"{found[1].upper()}{digits[:1]}.{int(digits[1:])}"]
        meant = [ref for ref in ways if ref in known]
        return criterion(meant[0]) if meant else found[0]

    def method(found: re.Match[str]) -> str:
        name = next(_NAMES[int(group[1:])] for group, value in found.groupdict().items() if value)
        methods.append(name)
        return f" {METHOD} "

    text = _RUN.sub(run, text)
    text = _SPOKEN.sub(spoken, text)
    text = _SPACED.sub(spaced, text)
    text = _WRITTEN.sub(written, text)
    text = _MODULE.sub(lambda found: section(_figure(found[1])), text)
    text = _SPOKEN_SECTION.sub(spoken_section, text)
    text = _METHOD.sub(method, text)
    return Codes(" ".join(text.split()), *(tuple(dict.fromkeys(each)) for each in (criteria, sections, methods)))


def _figure(word: str) -> str:
    return _NUMBER.get(word) or str(int(word))
