"""Which criterion somebody means by a few words of their own."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process, utils

from coach.standards.model import CoachingCard, Criterion, Standard

_LONG = 5
_CLOSE = 68.0
SURE_ENOUGH = 62.0
"""From here on, of 100, a theme in somebody's words is taken to be a criterion."""


def refs_about(standard: Standard, topic: str, criteria: Sequence[Criterion], *, at_most: int = 3) -> tuple[str, ...]:
    """Return the criteria that a theme in somebody's words fits, the best first; none where none fits."""
    texts = {criterion.ref: _text(criterion, standard.cards.get(criterion.ref)) for criterion in criteria}
    words = _mended(utils.default_process(topic), texts.values())
    if not words:
        return ()
    found = process.extract(
        words, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=SURE_ENOUGH, limit=None
    )
    partial = {ref: fuzz.partial_token_set_ratio(words, utils.default_process(texts[ref])) for _, _, ref in found}
    titles = {criterion.ref: criterion.title for criterion in criteria}
    scored = sorted(
        found,
        key=lambda match: (
            -fuzz.token_set_ratio(words, utils.default_process(titles[match[2]])),
            -match[1],
            -partial[match[2]],
        ),
    )
    return tuple(ref for _, _, ref in scored[:at_most])


def _mended(words: str, texts: Iterable[str]) -> str:
    """Return words with each that the texts don't know put right, where one they know is close enough."""
    known = {word for text in texts for word in utils.default_process(text).split()}
    mended = []
    for word in words.split():
        near = None if word in known or len(word) < _LONG else process.extractOne(word, known, score_cutoff=_CLOSE)
        mended.append(near[0] if near else word)
    return " ".join(mended)


def _text(criterion: Criterion, card: CoachingCard | None) -> str:
    heard = " ".join(card.listens_for) if card else ""
    return f"{criterion.title} {criterion.summary} {heard}"
