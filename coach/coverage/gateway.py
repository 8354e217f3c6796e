"""The way to the gateway: what has to be in place, and what is due when by the organisation's rules."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

import msgspec

from coach.coverage.portfolio import portfolio_rules
from coach.standards.model import Standard
from coach.standards.organisation import Organisation

ItemState = Literal["done", "open", "late"]
DAYS_IN_WEEK = 7


class GatewayItem(msgspec.Struct, frozen=True):
    """One thing the gateway asks for: `id` is what a trainer ticks, None where it is worked out."""

    id: str | None
    title: str
    state: ItemState
    detail: str
    where: str


class DueDate(msgspec.Struct, frozen=True):
    """Something that falls on a day, and the rule it follows from."""

    day: date
    what: str
    where: str


def checklist(
    organisation: Organisation,
    ticked: Mapping[str, str],
    *,
    today: date,
    started_on: date | None,
    gateway_on: date | None,
    pieces: int,
) -> tuple[GatewayItem, ...]:
    """Return what the gateway asks for and how it stands.

    `ticked` holds the note (may be empty) of each item a trainer has ticked, by its id; `pieces` counts the portfolio.
    """
    late: ItemState = "late" if gateway_on is not None and today >= gateway_on else "open"
    items = [_time_on_programme(organisation, today=today, started_on=started_on, gateway_on=gateway_on)]
    gateway = organisation.gateway
    for id_, title, rule in (("english", "English", gateway.english), ("maths", "Maths", gateway.maths)):
        if rule is not None:
            items.append(_ticked(id_, f"{title}: {rule.value}", rule.where, ticked, late))
    items.append(_portfolio(organisation, pieces, late))
    if gateway.needs is not None:
        items += [
            _ticked(need.id, _sentence(need.text), gateway.needs.where, ticked, late) for need in gateway.needs.value
        ]
    return tuple(item for item in items if item is not None)


def _time_on_programme(
    organisation: Organisation, *, today: date, started_on: date | None, gateway_on: date | None
) -> GatewayItem | None:
    least = organisation.months_on_programme_at_least
    if least is None:
        return None
    title = f"At least {least.value} months on programme"
    if started_on is None:
        return GatewayItem(None, title, "open", "the start date is not known", least.where)
    reached = months_after(started_on, least.value)
    if today >= reached:
        return GatewayItem(None, title, "done", f"reached on {reached.isoformat()}", least.where)
    state: ItemState = "late" if gateway_on is not None and gateway_on < reached else "open"
    detail = f"reached on {reached.isoformat()}"
    if state == "late":
        detail += f", after the gateway planned for {gateway_on}"
    return GatewayItem(None, title, state, detail, least.where)


def _portfolio(organisation: Organisation, pieces: int, late: ItemState) -> GatewayItem | None:
    rules = portfolio_rules(organisation)
    least = rules.portfolio_pieces_at_least if rules else None
    most = rules.portfolio_pieces_at_most if rules else None
    if least is None:
        return None
    span = f"{least.value} to {most.value}" if most else f"at least {least.value}"
    enough = pieces >= least.value and (most is None or pieces <= most.value)
    return GatewayItem(None, f"Portfolio of {span} pieces", "done" if enough else late, f"{pieces} so far", least.where)


def _ticked(id_: str, title: str, where: str, ticked: Mapping[str, str], late: ItemState) -> GatewayItem:
    return GatewayItem(id_, title, "done" if id_ in ticked else late, ticked.get(id_, ""), where)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def due_dates(
    organisation: Organisation,
    standard: Standard,
    *,
    started_on: date | None,
    gateway_on: date | None,
    held_on: Mapping[str, date],
) -> tuple[DueDate, ...]:
    """Return what falls when, the earliest first, as far as the dates of gateway and methods are known.

    `held_on` holds the day of each method that has one. Every date follows from a rule of the organisation's document.
    """
    found: list[DueDate] = []
    days = organisation.days_before_assessment_at_least
    if started_on and days:
        earliest = started_on + timedelta(days=days.value)
        found.append(DueDate(earliest, f"earliest day of the assessment, {days.value} days from the start", days.where))
    if gateway_on:
        found.append(DueDate(gateway_on, "gateway", ""))
        if organisation.window_months:
            months = organisation.window_months
            found.append(
                DueDate(
                    months_after(gateway_on, months.value),
                    f"assessment window of {months.value} months ends",
                    months.where,
                )
            )
        found += _after_gateway(organisation, gateway_on)
    for method in standard.methods:
        day = held_on.get(method.id)
        if day is not None:
            found.append(DueDate(day, method.title, ""))
            found += _before(organisation, method.id, method.title.lower(), day)
    return tuple(sorted(found, key=lambda due: due.day))


def _after_gateway(organisation: Organisation, gateway_on: date) -> list[DueDate]:
    found = []
    for rules in organisation.methods.values():
        if rules.project_months_after_gateway:
            rule = rules.project_months_after_gateway
            found.append(DueDate(months_after(gateway_on, rule.value), "project finished", rule.where))
        if rules.project_weeks_after_gateway:
            rule = rules.project_weeks_after_gateway
            found.append(DueDate(gateway_on + timedelta(weeks=rule.value), "project finished", rule.where))
    return found


def _before(organisation: Organisation, method: str, title: str, day: date) -> list[DueDate]:
    rules = organisation.rules(method)
    found = []
    for what, rule in (
        ("project report handed in", rules.report_due_weeks_before),
        ("portfolio handed in", rules.portfolio_due_weeks_before),
        (f"notice of the {title} given", rules.notice_weeks),
    ):
        if rule is not None:
            found.append(DueDate(day - timedelta(weeks=rule.value), what, rule.where))
    working = rules.report_due_working_days_before
    if working is not None:
        found.append(DueDate(working_days_before(day, working.value), "report handed in", working.where))
    return found


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the month's last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def working_days_before(day: date, count: int) -> date:
    """Return the day that lies so many Mondays to Fridays before another; bank holidays are not known here."""
    while count:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day
