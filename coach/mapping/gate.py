"""The gate: an answer that only talks gets no suggestion, however many of the right words it drops."""

from coach.mapping.reading import Reading

_LEAST_WORDS = 6
_LEAST_CONCRETE = 0.45


def is_talk(reading: Reading) -> bool:
    """Whether the sentences that say something are stuffed, waffle or too short to show anything.

    Only sentences with a finding count, so that an irrelevant sentence can't open the gate.
    """
    signs = [place.reading.signs for place in reading.places]
    if sum(sign.words for sign in signs) < _LEAST_WORDS:
        return True
    concrete = sum(sign.concreteness for sign in signs)
    talk = sum(sign.talk for sign in signs)
    return concrete < _LEAST_CONCRETE or talk > 1.5 * concrete
