"""The gate: an answer that only talks gets no suggestion, however many of the right words it drops."""

from coach.mapping.reading import Reading
from coach.mapping.substance import Signs

_FEWEST_WORDS = 6
_FEW_WORDS = 12
_ENOUGH_TO_EXPLAIN = 60
_DENSE_JARGON = 0.06
_FEWEST_JARGON = 3
_PINNED_ENOUGH = 4
_DROWNING = 2
_PLATITUDES = 3
_TELLING_PER_PLATITUDE = 0.7


def is_talk(reading: Reading) -> bool:
    """Whether the answer is stuffed, waffle or too short to show anything.

    Substance counts only in sentences where something was found, so that an irrelevant sentence can't open the gate.
    """
    telling = [place.reading.signs for place in reading.places if not place.reading.platitudes]
    heard = [place.reading.signs for place in reading.places]
    return _is_short(heard) or _is_nobodys(heard) or _is_stuffed(heard) or _is_waffle(telling, reading.platitudes)


def _is_short(heard: list[Signs]) -> bool:
    words = sum([signs.words for signs in heard])
    return words < _FEWEST_WORDS or (words < _FEW_WORDS and not any(_pinned(signs) for signs in heard))


def _is_nobodys(heard: list[Signs]) -> bool:
    """Whether nobody speaks, as in a criterion's own text: nothing done, counted or named, no I, no reason."""
    words = sum([signs.words for signs in heard])
    return words < _ENOUGH_TO_EXPLAIN and not any(
        signs.own_actions + signs.figures + signs.names + signs.causes + signs.voice for signs in heard
    )


def _is_stuffed(heard: list[Signs]) -> bool:
    words = sum([signs.words for signs in heard])
    jargon = sum([signs.jargon for signs in heard])
    if jargon < _FEWEST_JARGON or jargon < _DENSE_JARGON * words:
        return False
    pinned = sum([_pinned(signs) for signs in heard])
    return pinned < _PINNED_ENOUGH or jargon >= _DROWNING * pinned


def _is_waffle(telling: list[Signs], platitudes: int) -> bool:
    if platitudes < _PLATITUDES:
        return False
    return sum([signs.concreteness for signs in telling]) < _TELLING_PER_PLATITUDE * platitudes


def _pinned(signs: Signs) -> int:
    """What a textbook has not: the speaker's own doing, figures, names, what was said."""
    return signs.own_actions + signs.figures + signs.names + signs.speech
