"""The cohort: who needs help first, who stands where on what, and what nobody has reached."""

from collections.abc import Iterator, Mapping, Sequence

from coach.reports.kinds.wording import STATE_COLUMNS, SUGGESTIONS_ASIDE, open_passes, state_counts
from coach.reports.report import Block, Column, Heading, HeatMap, Items, Paragraph, Report, Table, Value
from coach.reports.views import ApprenticeCoverage, CohortCoverage
from coach.reports.words import counted
from coach.standards.model import Criterion, Standard


def cohort_report(
    tables: Sequence[CohortCoverage],
    standards: Mapping[str, Standard],
    organisations: Mapping[str, str],
    *,
    cohort: str | None,
    as_of: str | None,
    made_on: str,
) -> Report:
    """Return the report of a cohort; standards and the titles of organisations are given by id."""
    facts: list[tuple[str, str | int]] = [
        ("Cohort", cohort or "every cohort"),
        ("As of", as_of or "now"),
        ("Apprentices", sum(len(table.apprentices) for table in tables)),
    ]
    blocks: list[Block] = [Paragraph(SUGGESTIONS_ASIDE)] if tables else [Paragraph("No apprentices here yet.")]
    for table in tables:
        criteria = _criteria_of(table, standards[table.standard])
        titles = {method.id: method.title for method in standards[table.standard].methods}
        suffix = "" if len(tables) == 1 else f"-{table.standard}"
        if suffix:
            blocks.append(Heading(table.title))
        else:
            facts.insert(0, ("Standard", table.title))
        level = 3 if suffix else 2
        blocks += [
            Heading("Who needs help first", level),
            _overview(table, organisations, suffix),
            Heading("Apprentices and criteria", level),
            *_heat_maps(table, criteria, titles, suffix),
            Heading("Criterion by criterion", level),
            _criteria(table, criteria, titles, suffix),
            *_never_reached(table, criteria, titles, suffix),
            *_sheets(table, titles, suffix),
        ]
    return Report("cohort", "Cohort coverage", cohort or "Every cohort", made_on, tuple(facts), tuple(blocks))


def _overview(table: CohortCoverage, organisations: Mapping[str, str], suffix: str) -> Table:
    columns = (
        Column("name", "Apprentice"),
        Column("cohort", "Cohort"),
        Column("organisation", "Organisation"),
        Column("open", "Pass criteria open", "number"),
        *STATE_COLUMNS,
    )
    apprentices = by_need(table.apprentices)
    counts = [(open_passes(one.criteria), *state_counts([c.state for c in one.criteria])) for one in apprentices]
    rows: list[tuple[Value, ...]] = [
        (one.name, one.cohort or "", organisations.get(one.organisation, one.organisation), *count)
        for one, count in zip(apprentices, counts, strict=True)
    ]
    totals: tuple[Value, ...] = ("All", "", "", *(sum(each) for each in zip(*counts, strict=True)))
    caption = f"{counted(len(rows), 'apprentice')}, those who need help first"
    return Table(f"overview{suffix}", caption, columns, tuple(rows), totals)


def by_need(apprentices: Sequence[ApprenticeCoverage]) -> tuple[ApprenticeCoverage, ...]:
    """Return those who need help now first: most pass criteria open with no mark of theirs being waited for."""

    def need(one: ApprenticeCoverage) -> tuple[int, int, str]:
        waited_for = sum(1 for criterion in one.criteria if criterion.level == "pass" and criterion.state == "waiting")
        return (waited_for - open_passes(one.criteria), one.count("waiting"), one.name.casefold())

    return tuple(sorted(apprentices, key=need))


def _criteria_of(table: CohortCoverage, standard: Standard) -> tuple[Criterion, ...]:
    """Return the criteria of a table, method by method."""
    refs = set(table.refs)
    return tuple(c for m in standard.methods for c in standard.criteria if c.method == m.id and c.ref in refs)


def _heat_maps(
    table: CohortCoverage, criteria: Sequence[Criterion], titles: Mapping[str, str], suffix: str
) -> Iterator[HeatMap]:
    """Yield a map for each method; the criteria of all of them side by side would fit no page."""
    apprentices = by_need(table.apprentices)
    for method, title in titles.items():
        own = [criterion for criterion in criteria if criterion.method == method]
        if own:
            yield HeatMap(
                key=f"states-{method}{suffix}",
                caption=title,
                corner="Apprentice",
                columns=tuple((_head(criterion), criterion.title) for criterion in own),
                rows=tuple((one.name, tuple(one.states.get(c.ref) for c in own)) for one in apprentices),
                sheet=f"{suffix.removeprefix('-')} {title}".strip(),
            )


def _head(criterion: Criterion) -> str:
    return f"{criterion.ref}*" if criterion.level == "distinction" else criterion.ref


def _criteria(table: CohortCoverage, criteria: Sequence[Criterion], titles: Mapping[str, str], suffix: str) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("method", "Method"),
        Column("level", "Level"),
        *STATE_COLUMNS,
    )
    counts = [_counts_of(table, criterion.ref) for criterion in criteria]
    rows: list[tuple[Value, ...]] = [
        (criterion.ref, criterion.title, titles[criterion.method], criterion.level, *count)
        for criterion, count in zip(criteria, counts, strict=True)
    ]
    totals: tuple[Value, ...] = ("All", "", "", "", *(sum(each) for each in zip(*counts, strict=True)))
    caption = "How many apprentices are in which state"
    sheet = f"Criteria{suffix.replace('-', ' ', 1)}"
    return Table(f"criteria{suffix}", caption, columns, tuple(rows), totals, sheet=sheet)


def _counts_of(table: CohortCoverage, ref: str) -> tuple[int, ...]:
    states = [apprentice.states.get(ref) for apprentice in table.apprentices]
    return state_counts([state for state in states if state is not None])


def _never_reached(
    table: CohortCoverage, criteria: Sequence[Criterion], titles: Mapping[str, str], suffix: str
) -> Iterator[Block]:
    reached = {ref for one in table.apprentices for ref, state in one.states.items() if state != "untried"}
    counted_for = {ref for one in table.apprentices for ref in one.states}
    untouched = tuple(
        f"{c.ref} {c.title} ({titles[c.method]}, {c.level})"
        for c in criteria
        if c.ref in counted_for and c.ref not in reached
    )
    if untouched:
        yield Paragraph(f"Nobody has reached these {len(untouched)} yet:")
        yield Items(f"never_reached{suffix}", untouched)
    else:
        yield Paragraph("Somebody has reached every criterion.")


def _sheets(table: CohortCoverage, titles: Mapping[str, str], suffix: str) -> Iterator[Table]:
    """Yield a table for each apprentice, for a workbook's sheet of their own."""
    columns = (
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("method", "Method"),
        Column("level", "Level"),
        Column("state", "State", "state"),
    )
    for number, one in enumerate(by_need(table.apprentices), 1):
        yield Table(
            f"apprentice-{number}{suffix}",
            one.name,
            columns,
            tuple(_criterion_rows(one, titles)),
            sheet=one.name,
            sheet_only=True,
        )


def _criterion_rows(one: ApprenticeCoverage, titles: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for criterion in one.criteria:
        method = titles.get(criterion.method, criterion.method)
        yield criterion.ref, criterion.title, method, criterion.level, criterion.state
