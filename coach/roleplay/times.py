"""By when something is said to be done: the time, date or stretch of time in a line, in the words it was said in."""

import re
from collections.abc import Collection, Iterator, Sequence

from coach.mapping.text import Sentence
from coach.mapping.wordlists import CURRENCY_WORDS, HOURS, MONTHS, NUMBER_WORDS, WEEKDAYS
from coach.roleplay.line import Line

Stretch = tuple[int, int]
"""Words of a sentence, from the first to the one after the last."""

_WHEN = ("<time>", "<date>", "<duration>")
_EVERYDAY = (
    ("today",),
    ("tonight",),
    ("tomorrow",),
    ("this", "morning"),
    ("this", "afternoon"),
    ("this", "evening"),
    ("this", "week"),
    ("lunchtime",),
    ("teatime",),
    ("close", "of", "business"),
    ("close", "of", "play"),
    ("end", "of", "the", "day"),
    ("end", "of", "day"),
    ("end", "of", "the", "week"),
    ("first", "thing"),
    ("straight", "away"),
)
"""Times in words that a promise is as good as kept by."""
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)$")
_FIGURE = re.compile(r"[£$€]?\d[\d.,]*p?$")
_LEADS = frozenset({"by", "before", "within", "in", "inside", "at", "on", "after", "until", "from", "between"})
_DEADLINES = frozenset({"by", "before", "within", "in", "inside", "at", "on", "until", "between"})
_SOFT = frozenset({"the", "next", "about", "around", "roughly", "this"})
_TO = frozenset({"to", "till", "until", "and"})
_SMALL = _LEADS | _TO | {"the", "a", "an"}
_GONE_BEFORE = frozenset({"since", "last", "past", "these", "those", "every", "per"})
"""What stands before a time that is no time to come: since Monday, every day."""
_LASTED = frozenset({"for", "of", "off", "been"})
"""What stands before how long something lasts: for two weeks, off four days."""
_GONE_AFTER = frozenset({"ago", "old", "late", "early", "free", "off", "worth", "running", "earlier"})
_COUNTED = frozenset({"once", "twice", "times"}) | CURRENCY_WORDS | NUMBER_WORDS
"""What stands before the unit of a rate: two pounds a week, twice a day."""
_TO_COME = frozenset({"will", "shall", "going", "ill", "youll", "itll", "theyll", "thatll", "therell", "gonna"})
_AT_ONCE = frozenset({"second", "seconds", "sec", "secs"})
"""Units of what is as good as done, which nobody comes back to."""
_BETWEEN = 2
"""So many words may stand between the parts of a time, as in “tomorrow at some point before 10”."""


def time_said(line: Line) -> tuple[str, tuple[str, ...]]:
    """Return the time, date or duration that a line says, with its preposition, and the words it is known by.

    Of several the first that stands with what will be done, and one by which it will be done before any other. What
    is past, or how much something comes to in a week, is none.
    """
    best: tuple[int, str, tuple[str, ...]] = (-1, "", ())
    for sentence, wording in zip(line.sentences, line.wordings, strict=True):
        words = [word.normal for word in sentence.words]
        lasting = {span for span in _typed(sentence) if _lasts(sentence, span)}
        for first, last in _grouped(_stretches(sentence, words), lasting):
            known_by = tuple(word for word in words[first:last] if word not in _SMALL)
            start = _with_its_lead(words, first)
            fits = 2 * _stands_after_what_will_be(sentence, first) + (words[start] in _DEADLINES)
            fits += _is_to_come(sentence)
            if fits > best[0]:
                best = (fits, _as_said(wording[sentence.starts[start] : sentence.ends[last - 1]], start == 0), known_by)
    return best[1:]


def says_what_will_be(line: Line) -> bool:
    """Whether a line says, and does not ask, when something will be done; “for tonight” says for how long."""
    for sentence in line.sentences:
        words = [word.normal for word in sentence.words]
        whens = [
            (first, last)
            for first, last in _stretches(sentence, words)
            if not (first and words[first - 1] == "for" and last == first + 1)
        ]
        if whens and _is_to_come(sentence) and not sentence.asks:
            return True
    return False


def _stretches(sentence: Sentence, words: Sequence[str]) -> list[Stretch]:
    spans = sorted({*_typed(sentence), *_ranges(words), *_everyday(words)})
    lasting = [span for span in spans if span[0] and words[span[0] - 1] in _LASTED and _lasts(sentence, span)]
    return [
        span for span in spans if span not in lasting and not _is_gone(words, *span) and not _is_a_rate(words, *span)
    ]


def _grouped(spans: Sequence[Stretch], lasting: Collection[Stretch]) -> Iterator[Stretch]:
    """Yield stretches that belong together as one, “tomorrow” with “before 10”; how long it lasts stands alone."""
    group: Stretch | None = None
    alone = False
    for span in spans:
        if group is not None:
            beside = span[0] <= group[1] + _BETWEEN and not alone and span not in lasting
            if span[0] < group[1] or beside:
                group = (group[0], max(group[1], span[1]))
                continue
            yield group
        group, alone = span, span in lasting
    if group is not None:
        yield group


def _lasts(sentence: Sentence, span: Stretch) -> bool:
    return sentence.spans.starting.get(span[0], {}).get("<duration>") == span[1]


def _with_its_lead(words: Sequence[str], first: int) -> int:
    """Return where a time starts with what leads up to it, as in “within the next”."""
    start = first
    while start and words[start - 1] in _SOFT:
        start -= 1
    if start and words[start - 1] in _LEADS:
        return start - 1
    return first - (first > 0 and words[first - 1] in ("the", "next", "this"))


def _is_gone(words: Sequence[str], first: int, last: int) -> bool:
    before = words[first - 1] if first else ""
    after = words[last] if last < len(words) else ""
    if "yesterday" in words[first:last] or words[first] == "last" or words[last - 1] in _AT_ONCE:
        return True
    if before == "about" and not _is_counted(words[first]):
        return True
    return before in _GONE_BEFORE or after in _GONE_AFTER


def _is_counted(word: str) -> bool:
    return word in NUMBER_WORDS or word in ("a", "an") or word[:1].isdigit()


def _is_a_rate(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a stretch is the unit of a rate: £2 a week, twice a day, three nights a week."""
    if first == 0 or words[first] not in ("a", "an", "each"):
        return bool(last < len(words) and words[last] in ("a", "per") and words[first] in _COUNTED)
    return words[first - 1] in _COUNTED or bool(_FIGURE.match(words[first - 1]))


def _stands_after_what_will_be(sentence: Sentence, place: int) -> bool:
    return any(_will(sentence, at) for at in range(place))


def _is_to_come(sentence: Sentence) -> bool:
    return any(_will(sentence, at) for at in range(len(sentence)))


def _will(sentence: Sentence, place: int) -> bool:
    word = sentence.words[place]
    return word.exact.endswith("'ll") or word.normal in _TO_COME


def _typed(sentence: Sentence) -> Iterator[Stretch]:
    """Yield where each time, date or duration of a sentence starts and ends."""
    for start, kinds in sentence.spans.starting.items():
        yield from ((start, end) for kind, end in kinds.items() if kind in _WHEN)


def _ranges(words: Sequence[str]) -> Iterator[Stretch]:
    """Yield where each “between 8 and 1” or “8 to 10” starts and ends."""
    for place in range(len(words) - 2):
        if words[place + 1] in _TO and words[place] in HOURS and words[place + 2] in HOURS:
            yield place, place + 3
        if words[place] == "between" and words[place + 2] == "and" and len(words) > place + 3:
            yield place, place + 4


def _everyday(words: Sequence[str]) -> Iterator[Stretch]:
    """Yield where each “this afternoon” or “on the 14th” starts and ends."""
    for place in range(len(words)):
        for phrase in _EVERYDAY:
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase)
        if place and words[place - 1] in ("the", "on") and _ORDINAL.match(words[place]):
            yield place, place + 1


def _as_said(time: str, opens: bool) -> str:
    """Return a time as it is said within a sentence: days with a capital, the rest as it was typed."""
    shouted = time.isupper() and any(len(word) > 1 and word.isalpha() for word in time.split())
    words = time.split(" ")
    for place, word in enumerate(words):
        bare = re.sub(r"\W", "", word).casefold()
        if bare in WEEKDAYS or bare in MONTHS:
            words[place] = word.capitalize()
        elif shouted or (opens and place == 0):
            words[place] = word.lower()
    return " ".join(words)
