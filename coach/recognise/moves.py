"""The moves that a line to a customer makes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coach.recognise.cuebook import CueBook
from coach.recognise.exchange import counted_in_exchange
from coach.recognise.hearing import Cues
from coach.recognise.model import Counted, LineModel
from coach.recognise.wording import Terms, read_line

if TYPE_CHECKING:
    from coach.mapping.plan import Keep

_RIVALS = (
    ("offer-options", "offer"),
    ("set-limit", "refuse"),
    ("over-promise", "promise"),
    ("over-promise", "offer"),
    ("open-question", "closed-question"),
)
"""Moves of which a line makes one at most: the one it makes more clearly."""

_UNKIND = frozenset({"rude", "blame"})
_UNKINDLY = _UNKIND | {"refuse", "stall", "jargon", "over-promise"}
"""Nobody is taken for rude who does something helpful more clearly: to be misheard as rude costs a talk."""


class LineMoves:
    """Reads moves off lines by a cue book and the weights trained with it."""

    def __init__(self, book: CueBook, model: LineModel, keep: "Keep | None" = None) -> None:
        """`keep` may offer a cache for what is made of the book."""
        self._cues = Cues(book, keep)
        self._model = model

    def moves_of(self, line: str, customer: str) -> tuple[str, ...]:
        """Return the moves of a line, in the cue book's order; none where it makes none."""
        if not any(map(str.isalnum, line)):
            return ()
        return chosen(self._model, self.counted(line, customer))

    def counted(self, line: str, customer: str) -> Counted:
        """Return what the model weighs, for explaining and for training."""
        return counted_in_exchange(read_line(line, Terms(())), read_line(customer, Terms(())), self._cues)


def chosen(model: LineModel, counted: Counted) -> tuple[str, ...]:
    """Return the classes whose score reaches its threshold, without the weaker of two rivals."""
    lead = {
        name: score - threshold
        for name, score, threshold in zip(model.classes, model.scores(counted), model.thresholds, strict=True)
    }
    return without_rivals({name: each for name, each in lead.items() if each >= 0})


def without_rivals(lead: Mapping[str, float]) -> tuple[str, ...]:
    """Return the names of what leads: of two rivals the clearer, and unkind only where nothing kind is clearer."""
    kind = max((each for name, each in lead.items() if name not in _UNKINDLY), default=0.0)
    lead = {name: each for name, each in lead.items() if name not in _UNKIND or each >= kind}
    beaten = {min(pair, key=lambda name: lead[name]) for pair in _RIVALS if all(name in lead for name in pair)}
    return tuple(name for name in lead if name not in beaten)
