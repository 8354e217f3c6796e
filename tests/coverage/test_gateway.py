"""The way to the gateway, each organisation's checklist and dates read off the facts in its document."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.coverage.gateway import (
    GatewayItem,
    checklist,
    due_dates,
    months_after,
    working_days_before,
)

STARTED = date(2025, 1, 6)
GATEWAY = date(2026, 4, 10)
INTERVIEW, DISCUSSION, OBSERVATION = date(2026, 6, 15), date(2026, 6, 22), date(2026, 6, 29)
LEVEL_3 = {"project-interview": INTERVIEW, "professional-discussion": DISCUSSION, "observation": OBSERVATION}
LEVEL_2 = {"observation": OBSERVATION, "showcase": INTERVIEW, "professional-discussion": DISCUSSION}
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def items(
    shipped: Library,
    organisation: str,
    ticked: Mapping[str, str] | None = None,
    *,
    today: date = date(2026, 1, 15),
    started_on: date | None = STARTED,
    gateway_on: date | None = GATEWAY,
    pieces: int = 0,
) -> tuple[GatewayItem, ...]:
    return checklist(
        shipped.organisation(organisation),
        ticked or {},
        today=today,
        started_on=started_on,
        gateway_on=gateway_on,
        pieces=pieces,
    )


# What the gateway asks for


FUNDING = "as the apprenticeship funding rules ask"
FUNCTIONAL = "functional skills level 1 achieved, level 2 attempted"
ASKED: dict[str, tuple[int | None, str, str | None, tuple[str, ...]]] = {
    "highfield": (15, "level 2", "10 to 15", ("project proposal", "portfolio", "readiness report")),
    "achieve-partners": (None, "level 2", "10 to 15", ("portfolio",)),
    "gateway-qualifications": (12, "level 2", None, ("gateway meeting", "reasonable adjustments")),
    "vtct-skills": (
        12,
        FUNDING,
        "10 to 15",
        ("10 to 15 pieces", "mapping document", "declaration of authenticity", "employer's sign-off", "own word"),
    ),
    "innovate-awarding": (12, FUNCTIONAL, None, ("employer and provider",)),
}
"""Months on programme, English and maths, pieces in the portfolio, and a word of everything else."""


@pytest.mark.parametrize("organisation", ASKED)
def test_the_checklist_of_each_organisation(shipped: Library, organisation: str) -> None:
    months, level, pieces, needs = ASKED[organisation]
    titles = [item.title for item in items(shipped, organisation)]
    expected = [
        *([f"At least {months} months on programme"] if months else []),
        f"English: {level}",
        f"Maths: {level}",
        *([f"Portfolio of {pieces} pieces"] if pieces else []),
    ]
    assert titles[: len(expected)] == expected
    rest = titles[len(expected) :]
    assert len(rest) == len(needs)
    assert [word for word, title in zip(needs, rest, strict=True) if word.casefold() not in title.casefold()] == []


@pytest.mark.parametrize("organisation", ASKED)
def test_every_item_says_where_it_stands_and_begins_with_a_capital(shipped: Library, organisation: str) -> None:
    for item in items(shipped, organisation):
        assert item.where
        assert item.title[0] == item.title[0].upper()


def test_what_is_ticked_is_done_with_its_note_and_nothing_else_is(shipped: Library) -> None:
    found = {item.id: item for item in items(shipped, "highfield", {"english": "certificate seen", "portfolio": ""})}
    assert (found["english"].state, found["english"].detail) == ("done", "certificate seen")
    assert (found["portfolio"].state, found["portfolio"].detail) == ("done", "")
    assert {found[id_].state for id_ in ("maths", "project-proposal", "readiness-report")} == {"open"}


def test_a_tick_for_something_the_organisation_does_not_ask_changes_nothing(shipped: Library) -> None:
    assert items(shipped, "achieve-partners", {"nothing": "?"}) == items(shipped, "achieve-partners")


@pytest.mark.parametrize(
    ("today", "state"),
    [(GATEWAY - timedelta(days=1), "open"), (GATEWAY, "late"), (GATEWAY + timedelta(days=1), "late")],
)
def test_what_is_not_there_on_the_day_of_the_gateway_is_late(shipped: Library, today: date, state: str) -> None:
    found = {item.id: item.state for item in items(shipped, "vtct-skills", {"maths": ""}, today=today) if item.id}
    assert found.pop("maths") == "done"
    assert set(found.values()) == {state}


def test_without_a_day_for_the_gateway_nothing_is_late(shipped: Library) -> None:
    found = items(shipped, "highfield", today=date(2030, 1, 1), gateway_on=None, started_on=None)
    assert {item.state for item in found} == {"open"}


@pytest.mark.parametrize(
    ("pieces", "state"), [(0, "open"), (9, "open"), (10, "done"), (15, "done"), (16, "open")]
)  # fmt: skip
@pytest.mark.parametrize("organisation", ["highfield", "achieve-partners", "vtct-skills"])
def test_a_portfolio_has_ten_to_fifteen_pieces(shipped: Library, organisation: str, pieces: int, state: str) -> None:
    (found,) = [item for item in items(shipped, organisation, pieces=pieces) if item.title.startswith("Portfolio of 10")
                and item.id is None]  # fmt: skip
    assert (found.state, found.detail) == (state, f"{pieces} so far")


@pytest.mark.parametrize(
    ("organisation", "today", "state", "detail"),
    [
        ("gateway-qualifications", date(2026, 1, 5), "open", "reached on 2026-01-06"),
        ("gateway-qualifications", date(2026, 1, 6), "done", "reached on 2026-01-06"),
        ("highfield", date(2026, 4, 5), "open", "reached on 2026-04-06"),
        ("highfield", date(2026, 4, 6), "done", "reached on 2026-04-06"),
    ],
)
def test_time_on_programme(shipped: Library, organisation: str, today: date, state: str, detail: str) -> None:
    found = items(shipped, organisation, today=today)[0]
    assert (found.id, found.state, found.detail) == (None, state, detail)


def test_a_gateway_before_the_time_on_programme_is_up_is_too_early(shipped: Library) -> None:
    found = items(shipped, "highfield", gateway_on=date(2026, 4, 1))[0]
    assert found.state == "late"
    assert found.detail == "reached on 2026-04-06, after the gateway planned for 2026-04-01"


def test_without_a_start_date_the_time_on_programme_is_not_known(shipped: Library) -> None:
    found = items(shipped, "highfield", started_on=None, today=date(2029, 1, 1))[0]
    assert (found.state, found.detail) == ("open", "the start date is not known")


# What falls when


HELD = [
    (INTERVIEW, "Project interview"),
    (DISCUSSION, "Professional discussion"),
    (OBSERVATION, "Practical observation"),
]
BEFORE = [
    (date(2026, 6, 1), "project report handed in"),
    (date(2026, 6, 8), "portfolio handed in"),
    (date(2026, 6, 15), "notice of the practical observation given"),
]
DUE: dict[str, list[tuple[date, str]]] = {
    "highfield": [
        (date(2026, 1, 13), "earliest day of the assessment, 372 days from the start"),
        (date(2026, 6, 10), "project finished"),
        (date(2026, 7, 10), "assessment window of 3 months ends"),
        *BEFORE,
    ],
    "achieve-partners": [(date(2026, 6, 5), "project finished")],
    "gateway-qualifications": [
        (date(2026, 1, 7), "earliest day of the assessment, 366 days from the start"),
        (date(2026, 6, 10), "project finished"),
        (date(2026, 7, 10), "assessment window of 3 months ends"),
        *BEFORE,
    ],
    "vtct-skills": [
        (date(2026, 6, 10), "project finished"),
        (date(2026, 7, 10), "assessment window of 3 months ends"),
        *BEFORE,
    ],
}


@pytest.mark.parametrize("organisation", DUE)
def test_what_is_due_when_at_level_3(shipped: Library, organisation: str) -> None:
    rules = shipped.organisation(organisation)
    standard = shipped.standard(rules.standards[0])
    found = due_dates(rules, standard, started_on=STARTED, gateway_on=GATEWAY, held_on=LEVEL_3)
    assert sorted((due.day, due.what) for due in found) == sorted([(GATEWAY, "gateway"), *HELD, *DUE[organisation]])


def test_what_is_due_when_at_level_2(shipped: Library) -> None:
    rules, standard = shipped.organisation("innovate-awarding"), shipped.standard("l2-csp")
    found = due_dates(rules, standard, started_on=STARTED, gateway_on=GATEWAY, held_on=LEVEL_2)
    titles = {method: standard.methods_by_id[method].title for method in LEVEL_2}
    assert sorted((due.day, due.what) for due in found) == sorted(
        [
            (GATEWAY, "gateway"),
            (date(2026, 6, 10), "assessment window of 2 months ends"),
            (date(2026, 6, 4), "report handed in"),
            *((day, titles[method]) for method, day in LEVEL_2.items()),
        ]
    )


@pytest.mark.parametrize("organisation", ASKED)
def test_dates_come_in_order_and_each_that_follows_from_a_rule_says_where_it_stands(
    shipped: Library, organisation: str
) -> None:
    rules = shipped.organisation(organisation)
    held_on = LEVEL_2 if rules.standards == ("l2-csp",) else LEVEL_3
    standard = shipped.standard(rules.standards[0])
    found = due_dates(rules, standard, started_on=STARTED, gateway_on=GATEWAY, held_on=held_on)
    assert [due.day for due in found] == sorted(due.day for due in found)
    given_by_people = {"gateway", *(method.title for method in standard.methods)}
    assert {due.what for due in found if not due.where} == given_by_people


@pytest.mark.parametrize("organisation", ASKED)
def test_where_no_date_is_known_nothing_is_due(shipped: Library, organisation: str) -> None:
    rules = shipped.organisation(organisation)
    standard = shipped.standard(rules.standards[0])
    assert due_dates(rules, standard, started_on=None, gateway_on=None, held_on={}) == ()


# Counting days


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 3, date(2026, 6, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2025, 9, 15), 15, date(2026, 12, 15)),
        (date(2026, 5, 17), 0, date(2026, 5, 17)),
    ],
)
def test_months_after(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(DAYS, st.integers(0, 40))
def test_so_many_months_on_is_the_same_day_or_the_last_of_the_right_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 6, 15), 7, date(2026, 6, 4)),
        (date(2026, 6, 15), 1, date(2026, 6, 12)),
        (date(2026, 6, 14), 1, date(2026, 6, 12)),
        (date(2026, 6, 12), 5, date(2026, 6, 5)),
        (date(2026, 6, 12), 0, date(2026, 6, 12)),
    ],
)
def test_working_days_leave_out_saturdays_and_sundays(day: date, count: int, before: date) -> None:
    assert working_days_before(day, count) == before


@given(DAYS, st.integers(1, 30))
def test_between_the_two_lie_just_so_many_working_days(day: date, count: int) -> None:
    before = working_days_before(day, count)
    between = [before + timedelta(days=each) for each in range((day - before).days)]
    assert sum(each.weekday() < 5 for each in between) == count
    assert before.weekday() < 5
