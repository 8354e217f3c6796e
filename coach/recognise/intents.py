"""What a line asks the coach for."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from coach.recognise.cuebook import CueBook, bare
from coach.recognise.features import counted
from coach.recognise.hearing import Cues
from coach.recognise.model import Counted, LineModel, Surety
from coach.recognise.slots import SlotReader
from coach.recognise.spelling import plain
from coach.recognise.wording import Terms, Wording, read_line
from coach.talk.understanding import Understood

if TYPE_CHECKING:
    from coach.mapping.plan import Keep

UNKNOWN = "unknown"
_NEAREST = 3
_CERTAIN = Surety(0.0, 1.0, 1.0, 0.0, 0.5)


class LineIntents:
    """Understands lines by a cue book and the weights trained with it.

    `names` are the glossary's words as they are written, by the same in lower case, `refs` every criterion's.
    """

    def __init__(
        self,
        book: CueBook,
        model: LineModel,
        names: Mapping[str, str],
        refs: Collection[str] = (),
        keep: "Keep | None" = None,
    ) -> None:
        self._cues = Cues(book, keep)
        self._whole = book.whole_lines()
        self._model = model
        self._terms = Terms(abbreviations(names))
        self._slots = SlotReader(book.themes, names)
        self._refs = frozenset(refs)

    def understand(self, text: str) -> Understood:
        """Return the intent of a line with its slots, and how sure it is."""
        if not any(map(str.isalnum, text)):
            return Understood(UNKNOWN, {}, 1.0, (UNKNOWN, "smalltalk", "app.help"), sure=False)
        wording = self.read(text)
        features = self.counted(wording)
        ranked = ranking(self._model, features)
        (intent, best), (_, second) = ranked[:2]
        surety = self._model.surety or _CERTAIN
        confidence = surety.of(best, best - second, self._model.known_share(features["words"], "words"))
        nearest = [name for name, _ in ranked]
        whole = self._whole.get(bare(text))
        if whole:
            intent, confidence = whole, 1.0
            nearest = [whole, *(name for name in nearest if name != whole)]
        return Understood(
            intent,
            self._slots.of(intent, text, plain(text), wording.codes),
            round(confidence, 4),
            tuple(nearest[:_NEAREST]),
            sure=confidence >= surety.act,
        )

    def read(self, text: str) -> Wording:
        """Read a line."""
        return read_line(text, self._terms, self._refs)

    def counted(self, wording: Wording) -> Counted:
        """Return what the model weighs, for explaining and for training."""
        return counted(wording, self._cues)


def ranking(model: LineModel, features: Counted) -> list[tuple[str, float]]:
    """Return every class with its score, the best first."""
    return sorted(zip(model.classes, model.scores(features), strict=True), key=lambda each: (-each[1], each[0]))


def abbreviations(names: Mapping[str, str]) -> frozenset[str]:
    """Return the names that are abbreviations, and no everyday words too."""
    return frozenset(name for name, spelling in names.items() if spelling.isupper()) - {
        "star",
        "smart",
        "epa",
    }
