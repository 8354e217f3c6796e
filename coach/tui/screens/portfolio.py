"""A portfolio: its pieces, the criteria they serve, and what the organisation's rules say to them."""

from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.coverage.portfolio import PIECE_KINDS, Piece, PieceKind, kind_in_words
from coach.errors import CoachError, UsageError
from coach.plain.programme import objections_in_lines, piece_in_words
from coach.reports.words import counted
from coach.services import portfolio
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Confirm
from coach.tui.screens.form import Field, Form, Values
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine

_NEW = Piece("", 0, "", "work-product", None, "", ())


class PortfolioScreen(CoachScreen):
    """The pieces in the order of their numbers; a form adds or changes one."""

    NAME = "portfolio"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, apprentice_id: str) -> None:
        super().__init__()
        self._apprentice_id = apprentice_id

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Portfolio", id="banner")
        yield OptionList(id="pieces", classes="body", markup=False)
        with VerticalScroll(id="objected", can_focus=False):
            yield Static(id="objections", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the pieces."""
        self._read()
        self.query_one("#pieces", OptionList).focus()

    def _read(self) -> None:
        try:
            self._portfolio = found = portfolio.portfolio_of(self.ws, self.actor, self._apprentice_id)
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self.query_one("#banner", Banner).tell(counted(len(found.pieces), "piece"), f"Portfolio of {found.apprentice}")
        listed = self.query_one("#pieces", OptionList)
        kept = listed.highlighted
        listed.clear_options()
        if found.pieces:
            listed.add_options([Option(_line(piece)) for piece in found.pieces])
            listed.highlighted = min(kept or 0, len(found.pieces) - 1)
        else:
            listed.add_option(Option(plain("No piece of evidence yet. n adds the first."), disabled=True))
        self.query_one("#objections", Static).update(plain("\n".join(objections_in_lines(found))))

    @property
    def _chosen(self) -> Piece | None:
        highlighted = self.query_one("#pieces", OptionList).highlighted
        return self._portfolio.pieces[highlighted] if highlighted is not None and self._portfolio.pieces else None

    @on(OptionList.OptionSelected, "#pieces")
    def _selected(self) -> None:
        self.action_change()

    def action_scroll(self, by: int) -> None:
        """Turn a page of what the rules say."""
        said_by_rules = self.query_one(VerticalScroll)
        said_by_rules.scroll_relative(y=by * max(1, said_by_rules.size.height - 1), animate=False)

    def action_add(self) -> None:
        """Add a piece."""
        self._edit(_NEW, "A new piece of evidence")

    def action_change(self) -> None:
        """Change the piece under the highlight."""
        piece = self._chosen
        if piece is not None:
            self._edit(piece, f"Piece {piece.number}")

    def _edit(self, piece: Piece, title: str) -> None:
        def take(values: Values) -> None:
            changed = Piece(
                id=piece.id,
                number=piece.number,
                title=values["title"],
                kind=_kind(values["kind"]),
                dated_on=values["dated"] or None,
                note=values["note"],
                refs=tuple(dict.fromkeys(ref.strip() for ref in values["refs"].split(",") if ref.strip())),
                video_minutes=_minutes(values["minutes"]),
            )
            portfolio.save_piece(self.ws, self.actor, self._apprentice_id, changed)

        def show(values: Values | None) -> None:
            if values is not None:
                self._read()

        fields = (
            Field("title", "Title", piece.title, "what it is, in a few words"),
            Field("kind", "Kind", piece.kind, options=tuple((kind_in_words(kind), kind) for kind in PIECE_KINDS)),
            Field("dated", "Dated", piece.dated_on or "", "2026-03-31, or empty"),
            Field("minutes", "Video, minutes", str(piece.video_minutes or ""), "empty where it is no video"),
            Field("refs", "Criteria", ", ".join(piece.refs), "B1.3, S2.1"),
            Field("note", "Note", piece.note, lines=3),
        )
        self.app.push_screen(Form(title, fields, take), show)

    def action_remove(self) -> None:
        """Take the piece under the highlight out, once that is confirmed."""
        piece = self._chosen
        if piece is None:
            return

        def remove(yes: bool | None) -> None:
            if yes:
                try:
                    portfolio.remove_piece(self.ws, self.actor, self._apprentice_id, piece.number)
                except CoachError as error:
                    self.coach.tell(error)
                self._read()

        self.app.push_screen(Confirm(f"Take out piece {piece.number}, {piece.title}?", "Take out", "Keep"), remove)


def _kind(text: str) -> PieceKind:
    return next((kind for kind in get_args(PieceKind) if kind == text), "other")


def _minutes(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise UsageError(f"{text} is not a number of minutes.", "Write digits only, or leave it empty.")
    return int(text)


def _line(piece: Piece) -> Content:
    note = joined("\n     ", said(" ".join(piece.note.split())[:120], "dim")) if piece.note else plain("")
    return joined(plain(piece_in_words(piece)), note)
