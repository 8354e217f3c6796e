"""Criteria beside an answer: mark, ref, title and how sure the suggestion is, in words."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.mapping.suggestion import how_sure
from coach.reports.foreign import one_line
from coach.reports.marking import CriterionRow, Why
from coach.review.marks import IN_WORDS
from coach.tui.marks import GLYPHS
from coach.tui.text import joined, said

UNMARKED = "○"
_HEADINGS: dict[Why, str] = {"asked": "Asked for", "suggested": "Also suggested", "rest": "The rest of the method"}
_SHORT = {"passed": "passed", "attempted": "attempted", "none": "no evidence"}


class CriteriaList(OptionList):
    """One option a criterion, under a heading that says why it is listed."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[CriterionRow, ...] = ()
        self._room = 0
        self.narrow = False

    @property
    def row(self) -> CriterionRow | None:
        """The criterion under the highlight."""
        option = self.highlighted_option
        return next((row for row in self._rows if option is not None and row.ref == option.id), None)

    def show(self, rows: Sequence[CriterionRow]) -> None:
        """Show criteria; where they are the same ones as before, the highlight stays."""
        same = [row.ref for row in self._rows] == [row.ref for row in rows]
        self._rows = tuple(rows)
        if same:
            self._write()
            return
        self.clear_options()
        above: Why | None = None
        for row in rows:
            if row.why != above:
                self.add_option(Option(said(_HEADINGS[row.why], "bold"), disabled=True))
                above = row.why
            self.add_option(Option(self._prompt(row), id=row.ref))

    def choose(self, ref: str | None) -> None:
        """Put the highlight on a criterion, or on none."""
        self.highlighted = self.get_option_index(ref) if ref is not None else None

    def on_resize(self) -> None:
        """Fit the rows to another width."""
        room = self.scrollable_content_region.width
        if room != self._room:
            self._room = room
            self._write()

    def _write(self) -> None:
        for row in self._rows:
            self.replace_option_prompt(row.ref, self._prompt(row))

    def _prompt(self, row: CriterionRow) -> Content:
        return Content("\n").join(list(self._narrow(row) if self.narrow else self._wide(row)))

    def _wide(self, row: CriterionRow) -> Iterator[Content]:
        glyph = GLYPHS[row.mark.mark] if row.mark else UNMARKED
        yield joined(f"{glyph} ", said(self._cut(f"{row.ref} {row.criterion.title}", 2), "bold"))
        facts = [IN_WORDS[row.mark.mark] if row.mark else "not marked", _sure(row)]
        if row.criterion.level == "distinction":
            facts.append("distinction")
        yield said(self._cut(f"  {' · '.join(facts)}", 0), "")
        if row.self_rating:
            yield said(self._cut(f"  says of themself: {IN_WORDS[row.self_rating]}", 0), "")
        for number, mark in row.elsewhere[:1]:
            yield said(self._cut(f"  {IN_WORDS[mark]} in question {number}", 0), "dim")
        yield from self._comment(row)

    def _narrow(self, row: CriterionRow) -> Iterator[Content]:
        glyph, word = (GLYPHS[row.mark.mark], _SHORT[row.mark.mark]) if row.mark else (UNMARKED, "not marked")
        star = "*" if row.criterion.level == "distinction" else ""
        sure = f" · {_sure(row)}" + (f" · says {_SHORT[row.self_rating]}" if row.self_rating else "")
        title = self._cut(row.criterion.title, 21 + len(sure))
        yield joined(f"{glyph} {word:<11} ", said(f"{row.ref + star:<6} ", "bold"), title, said(sure, "dim"))
        yield from self._comment(row)

    def _comment(self, row: CriterionRow) -> Iterator[Content]:
        if row.mark and row.mark.comment:
            yield said(self._cut(f"  “{one_line(row.mark.comment)}”", 0), "italic")

    def _cut(self, text: str, taken: int) -> str:
        room = max(12, (self._room or 60) - taken)
        return text if len(text) <= room else f"{text[: room - 1]}…"


def _sure(row: CriterionRow) -> str:
    if row.attached and not row.suggestion:
        return "words attached"
    return how_sure(row.suggestion.score) if row.suggestion else "not suggested"
