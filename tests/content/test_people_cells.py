"""What a cell says: days in two forms, yes and no, a percentage that stays private, no formulas."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.people_cells import day, no_formula, or_nothing, private_percent, yes_or_no
from coach.errors import UsageError


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2026-03-31", "2026-03-31"),
        ("2026-3-1", "2026-03-01"),
        ("31/03/2026", "2026-03-31"),
        ("3/4/2026", "2026-04-03"),
        ("31.03.2026", "2026-03-31"),
        ("31-03-2026", "2026-03-31"),
        ("2026-03-31 00:00:00", "2026-03-31"),
        ("31/03/2026 00:00", "2026-03-31"),
    ],
)
def test_a_day_is_read_as_iso_or_day_first(cell: str, meant: str) -> None:
    assert day(cell) == meant


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31/02/2026", "31/02/2026 is not a date. Write it as 2026-03-31."),
        ("04/31/2026", "04/31/2026 is not a date; the day comes first. Write it as 2026-03-31."),
        ("2026-02-30", "2026-02-30 is not a date. Write it as 2026-03-31."),
        ("31/03/26", "31/03/26 leaves the century open."),
        ("31/03.2026", "31/03.2026 is not a date."),
        ("20260331", "20260331 is not a date."),
        ("2026-W14-2", "2026-W14-2 is not a date."),
        ("next spring", "next spring is not a date. Write it as 2026-03-31 or 31/03/2026."),
        ("2206-03-31", "The year 2206 cannot be meant."),
        ("٣١/٠٣/٢٠٢٦", "is not a date."),
        ("46112", "46112 is not a date."),
    ],
)
def test_what_is_no_day_is_never_guessed(cell: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refusal:
        day(cell)
    assert sentence in str(refusal.value)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_both_forms_of_any_day_mean_the_same(meant: date) -> None:
    assert day(meant.isoformat()) == day(f"{meant:%d/%m/%Y}") == meant.isoformat()


def test_yes_and_no() -> None:
    assert [yes_or_no(cell) for cell in ("yes", "Y", "TRUE", "1", "no", "N", "False", "0")] == [True] * 4 + [False] * 4
    with pytest.raises(UsageError, match="maybe is neither yes nor no"):
        yes_or_no("maybe")


def test_a_private_percentage_is_never_repeated() -> None:
    assert [private_percent(cell) for cell in ("25", "25%", "25 %", "0", "100")] == [25, 25, 25, 0, 100]
    for cell in ("101", "-5", "0.25", "a quarter", "²", "9" * 5000):
        with pytest.raises(UsageError) as refusal:
            private_percent(cell)
        assert str(refusal.value) == "this is no whole percentage. Write a number from 0 to 100."


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-Ann", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_formula_is_refused_and_other_text_is_not(cell: str) -> None:
    with pytest.raises(UsageError, match="which a spreadsheet takes for a formula"):
        no_formula(cell)
    assert no_formula("O'Dowd-Smith = 1") == "O'Dowd-Smith = 1"


def test_nothing_is_said_with_a_word() -> None:
    assert [or_nothing(cell) for cell in ("None", "none", "Nonesuch")] == ["", "", "Nonesuch"]


READERS: tuple[Callable[[str], object], ...] = (day, yes_or_no, private_percent, no_formula)


@given(st.sampled_from(READERS), st.text(min_size=1, max_size=60))
def test_any_cell_is_read_or_refused(read: Callable[[str], object], cell: str) -> None:
    try:
        read(cell)
    except UsageError as error:
        assert str(error).isprintable() or read is no_formula
