"""How many minutes somebody says they have or want."""

import re

_UNITS = {word: n for n, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
)} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}  # fmt: skip
_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNTED = re.compile(
    rf"\b(?P<n>\d{{1,3}}|(?:twenty|thirty|forty|fifty)[ -](?:one|two|three|four|five|six|seven|eight|nine)|{_WORDS}) ?-?(?P<unit>minutes?|hours?)\b"
)
_SPELT = (
    (re.compile(r"\bthree[ -]quarters of (?:an|the) hour\b"), 45),
    (re.compile(r"\b(?:a )?quarter of (?:an|the) hour\b|\bquarter[ -]hour\b"), 15),
    (re.compile(r"\b(?:an|one|1) hour and a half\b|\bone and a half hours\b"), 90),
    (re.compile(r"\bhalf (?:an|a|of an) hour\b|\bhalf[ -]?hour\b|\bhalf hr\b"), 30),
    (re.compile(r"\b(?:a )?couple of minutes\b"), 2),
    (re.compile(r"\b(?:an|one|full|whole|the|1) (?:full |whole |entire )?hour\b"), 60),
)
_BARE = re.compile(
    rf"\b(?:got|have|only|just|give me|in|spare|about) (?P<n>\d{{1,2}}|{_WORDS})(?= (?:to spare|until|before|spare|free|max|left)\b| ?m\b|$|[.,!?])"
)
_LONGEST = 240


def minutes_in(spelt: str) -> int:
    """Return the minutes named in a line in plain spelling, 0 where it names none."""
    for pattern, minutes in _SPELT:
        if pattern.search(spelt):
            return minutes
    if counted := _COUNTED.search(spelt):
        minutes = _number(counted["n"]) * (60 if counted["unit"].startswith("hour") else 1)
        return minutes if minutes <= _LONGEST else 0
    bare = _BARE.search(spelt)
    return _number(bare["n"]) if bare else 0


def _number(word: str) -> int:
    return int(word) if word.isdigit() else sum(_UNITS[part] for part in re.split("[ -]", word))
