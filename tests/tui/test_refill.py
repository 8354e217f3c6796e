"""A list filled anew: the highlighted row stays, and stays on its line of the screen."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.tui.refill import refill
from tests.tui.screen_text import settled


class Listing(App[None]):
    """One list, ten lines high."""

    CSS = "OptionList { height: 12; }"

    def compose(self) -> ComposeResult:
        """Show thirty rows."""
        yield OptionList(*rows(range(30)))


def rows(numbers: range | list[int], words: str = "row") -> list[Option]:
    return [Option(f"{words} {n}\n  more", id=str(n)) for n in numbers]


@pytest.mark.parametrize(
    ("numbers", "chosen", "moved"),
    [
        ([100, 101, 102, *range(30)], "15", 6),
        ([*range(5, 30)], "15", -10),
        ([*range(15), *range(16, 30)], "16", 0),
        ([*range(15)], "14", None),
        ([3, 2, 1], "3", None),
    ],
)
async def test_the_highlight_stays_on_its_row_and_line(numbers: list[int], chosen: str, moved: int | None) -> None:
    async with Listing().run_test(size=(40, 20)) as pilot:
        await settled(pilot)
        listed = pilot.app.query_one(OptionList)
        listed.highlighted = 15
        await settled(pilot)
        before = listed.scroll_offset.y
        assert before > 0
        refill(listed, rows(numbers))
        await settled(pilot)
        assert listed.highlighted_option is not None
        assert listed.highlighted_option.id == chosen
        if moved is not None:
            assert listed.scroll_offset.y == before + moved


async def test_other_words_move_nothing_and_an_empty_list_begins_on_its_first_row() -> None:
    async with Listing().run_test(size=(40, 20)) as pilot:
        await settled(pilot)
        listed = pilot.app.query_one(OptionList)
        listed.highlighted = 15
        listed.scroll_to(y=0, animate=False, immediate=True)
        await settled(pilot)
        refill(listed, rows(range(30), "line"))
        shown = await settled(pilot)
        assert "line 0" in shown
        assert (listed.highlighted, listed.scroll_offset.y) == (15, 0)
        refill(listed, [])
        assert listed.highlighted is None
        refill(listed, [Option("heading", disabled=True), *rows([7])])
        assert listed.highlighted == 1
