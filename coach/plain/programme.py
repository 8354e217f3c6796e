"""One apprentice's way to the assessment in lines: readiness, trend, self-view, gateway, dates, portfolio."""

from collections.abc import Sequence

from coach.coverage.gateway import GatewayItem
from coach.coverage.portfolio import Piece, kind_in_words
from coach.coverage.readiness import MethodReadiness, SelfView
from coach.plain.coverage import overall_in_words
from coach.reports.words import counted
from coach.services.portfolio import Portfolio
from coach.services.programme import Programme

GATEWAY_GLYPHS = {"done": "✓", "open": "○", "late": "!"}
_BLOCKS = " ▁▂▃▄▅▆▇█"


def readiness_in_lines(programme: Programme) -> list[str]:
    """Return a line a method, then the grade it would be on the marks so far."""
    lines = [_method(method) for method in programme.methods]
    return [*lines, f"Mock grade: {overall_in_words(programme.grades)} Only an assessment gives a grade."]


def _method(method: MethodReadiness) -> str:
    parts = [f"{method.passed} of {method.of} passed"]
    if method.attempted:
        parts.append(f"attempted {', '.join(method.attempted)}")
    if method.waiting:
        parts.append(f"{len(method.waiting)} waiting for a mark")
    if method.untouched:
        parts.append(f"{len(method.untouched)} not shown yet")
    return f"{method.title}: {'; '.join(parts)}."


def trend_in_lines(weekly: Sequence[int]) -> list[str]:
    """Return a plot of criteria passed by the week, and the same in words."""
    if not weekly or not weekly[-1]:
        return ["No criterion is passed yet, so there is no trend to show."]
    rise = weekly[-1] - weekly[-5] if len(weekly) >= 5 else weekly[-1] - weekly[0]
    top = max(weekly)
    rows = []
    for level in range(4, 0, -1):
        cells = (_cell(value * 4 * 8 / top - (level - 1) * 8) for value in weekly)
        label = f"{top if level == 4 else 0 if level == 1 else '':>3}"
        rows.append(f"{label} │{''.join(f'{cell}{cell} ' for cell in cells).rstrip()}")
    rows.append(f"    └{'───' * len(weekly)}")
    rows.append(f"     {'12 weeks ago':<{3 * len(weekly) - 4}}now")
    return [*rows, f"{weekly[-1]} passed now, {rise} of them in the last four weeks."]


def _cell(eighths: float) -> str:
    return _BLOCKS[max(0, min(8, round(eighths)))]


def self_view_in_words(view: SelfView) -> str:
    """Say how the apprentice's own ratings compare with the marks."""
    count = view.agreed + len(view.too_high) + len(view.too_low)
    if not count:
        return "No self-rating has met a mark yet."
    parts = [f"Own ratings agree with the marks on {view.agreed} of {count}."]
    if view.too_high:
        parts.append(f"Rated higher than marked: {', '.join(view.too_high)}.")
    if view.too_low:
        parts.append(f"Better than they think: {', '.join(view.too_low)}.")
    return " ".join(parts)


def gateway_item_in_words(item: GatewayItem) -> str:
    """Return an item of the gateway checklist in one line."""
    detail = f" ({item.detail})" if item.detail else ""
    word = {"done": "", "open": ", open", "late": ", late"}[item.state]
    return f"{GATEWAY_GLYPHS[item.state]} {item.title}{detail}{word}"


def due_in_lines(programme: Programme) -> list[str]:
    """Return what falls when; what has gone by says so."""
    lines = []
    for due in programme.due:
        days = (due.day - programme.today).days
        when = "today" if days == 0 else f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"
        where = f"  [{due.where}]" if due.where else ""
        lines.append(f"{due.day.isoformat()} ({when}): {due.what}{where}")
    return lines or ["No date is known yet: set the gateway and the days of the methods."]


def programme_in_lines(programme: Programme) -> list[str]:
    """Return everything about an apprentice's way to the assessment."""
    return [
        f"{programme.person.name}, {programme.person.standard}, {programme.person.organisation}",
        "",
        "Readiness",
        *readiness_in_lines(programme),
        self_view_in_words(programme.self_view),
        "",
        "Criteria passed, week by week",
        *trend_in_lines(programme.weekly_passed),
        "",
        "Gateway",
        *(f"{gateway_item_in_words(item)}{f'  [{item.id}]' if item.id else ''}" for item in programme.gateway),
        "",
        "Dates",
        *due_in_lines(programme),
    ]


def piece_in_words(piece: Piece) -> str:
    """Return a piece of evidence in one line."""
    parts = [kind_in_words(piece.kind)]
    if piece.dated_on:
        parts.append(piece.dated_on)
    if piece.video_minutes:
        parts.append(f"{piece.video_minutes} min video")
    parts.append(", ".join(piece.refs) or "no criterion yet")
    return f"{piece.number:>2}  {piece.title} · {' · '.join(parts)}"


def objections_in_lines(portfolio: Portfolio) -> list[str]:
    """Return what the rules object to, each with where they stand, and what no piece serves yet."""
    lines = [f"! {o.text}{f' [{o.where}]' if o.where else ''}" for o in portfolio.objections]
    if portfolio.unserved:
        lines.append(f"No piece serves {', '.join(portfolio.unserved)} yet.")
    return lines or ["Nothing to object to."]


def portfolio_in_lines(portfolio: Portfolio) -> list[str]:
    """Return a portfolio with what the rules say to it."""
    pieces = [piece_in_words(piece) for piece in portfolio.pieces] or ["No piece of evidence yet."]
    return [f"Portfolio of {portfolio.apprentice}", *pieces, "", *objections_in_lines(portfolio)]
