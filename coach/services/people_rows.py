"""What each row of a file says of somebody, once its words are matched to what is known here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from coach.banks.model import SECTORS
from coach.content.diagnostic import nearest
from coach.content.people_cells import check_length, day, no_formula, or_nothing, private_percent, yes_or_no
from coach.content.people_csv import Problem, Row, Sheet, shortened
from coach.errors import CoachError, NotFoundError
from coach.services.people import Changes, check_assessed, check_order, shown, shown_name
from coach.services.workspace import Workspace
from coach.standards.model import Standard
from coach.store.people import Person, Role, name_key

T = TypeVar("T")

ROLES: Mapping[str, Role] = {"apprentice": "apprentice", "trainer": "trainer", "lead": "lead"}
APPRENTICES_ONLY = ("standard", "plan version", "organisation", "extra time percent")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row without a mistake: the person as they will be, and as they are where they are here already."""

    row: int
    wanted: Person
    before: Person | None
    extra_time: int | None = field(repr=False)
    """Private: never shown, compared aloud or reported."""


@dataclass(frozen=True, slots=True)
class Understood:
    """All rows of a sheet."""

    entries: tuple[Entry, ...]
    names: frozenset[str]
    """The name keys of everybody whom a row names, with a mistake in it or without."""
    cohorts: frozenset[str]
    """The name keys of the cohorts that rows name."""
    problems: tuple[Problem, ...]


def understood(ws: Workspace, sheet: Sheet, everybody: Sequence[Person]) -> Understood:
    """Match every row of a sheet to what is known; all mistakes are gathered, row by row."""
    here = {name_key(person.name): person for person in everybody}
    ids = {person.id: person for person in everybody}
    cohorts = {name_key(person.cohort): person.cohort for person in everybody if person.cohort}
    problems, entries, named = list(sheet.problems), [], set[str]()
    seen: dict[str, int] = {}
    for row in sheet.rows:
        reader = _RowReader(ws, row, cohorts)
        name = reader.take("name", lambda cell: shown_name(no_formula(cell)))
        key = name_key(name) if name else ""
        if "name" not in row.cells:
            reader.refuse("name", "the name is missing.", "Write one.")
        elif name in ids and key not in here:
            reader.refuse("name", f"{name} is the id of {ids[name].name}.", "Add a middle initial.")
        elif key in seen:
            reader.refuse("name", f"{name} stands in row {seen[key]} already.", "Keep one, or add a middle initial.")
        elif key:
            seen[key] = row.number
        entry = reader.entry(name or "", here.get(key))
        if reader.cohort:
            named.add(name_key(reader.cohort))
        problems += reader.problems
        if entry:
            entries.append(entry)
    return Understood(tuple(entries), frozenset(seen), frozenset(named), tuple(sorted(problems, key=lambda p: p.row)))


class _RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, ws: Workspace, row: Row, cohorts: dict[str, str]) -> None:
        self._ws = ws
        self._row = row
        self._cohorts = cohorts
        self.problems: list[Problem] = []
        self.cohort: str | None = None

    def refuse(self, column: str, message: str, hint: str) -> None:
        """Note a mistake in a column of this row."""
        self.problems.append(Problem(self._row.number, column, message, hint))

    def take(self, column: str, read: Callable[[str], T]) -> T | None:
        """Return what a column's cell says; None where it is empty or wrong."""
        cell = self._row.cells.get(column)
        if cell is None:
            return None

        def checked() -> T:
            check_length(cell)
            return read(cell)

        return self._told(column, checked)

    def entry(self, name: str, before: Person | None) -> Entry | None:
        """Return what the row says, or None where something is wrong with it."""
        role = self._role(before)
        standard = self.take("standard", lambda cell: self._standard(cell, before)) or self._other_version(before)
        organisation = self.take("organisation", self._organisation)
        self.cohort = self.take("cohort", self._cohort)
        changes = Changes(
            standard=standard,
            organisation=organisation,
            cohort=self.cohort,
            face_to_face=self.take("face to face", yes_or_no),
            sector=self.take("sector", _sector),
            workplace=self.take("workplace", lambda cell: shown("workplace", or_nothing(no_formula(cell)))),
            started_on=self.take("started", _day_or_nothing),
            gateway_on=self.take("gateway", _day_or_nothing),
        )
        extra_time = self.take("extra time percent", private_percent)
        base = before or Person(id="", name=name, role=role or "apprentice")
        wanted = changes.made_to(base)
        self._told("gateway", lambda: check_order(wanted.started_on, wanted.gateway_on))
        if base.role != "apprentice":
            self._no_apprentice(base)
        elif wanted != before:
            self._assessed(wanted)
        return None if self.problems else Entry(self._row.number, wanted, before, extra_time)

    def _told(self, column: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except CoachError as error:
            self.refuse(column, error.message, error.hint)
            return None

    def _role(self, before: Person | None) -> Role | None:
        role = self.take("role", _role)
        if role and before and role != before.role:
            self.refuse("role", f"{before.name} is here as {before.role}; a role stays.", "Correct it.")
        return role

    def _cohort(self, cell: str) -> str:
        """Return a cohort in the spelling it has already."""
        name = shown("cohort", or_nothing(no_formula(cell)))
        return self._cohorts.setdefault(name_key(name), name) if name else ""

    def _standard(self, cell: str, before: Person | None) -> str:
        fitting = _titled(self._ws, cell)
        version = self._row.cells.get("plan version")
        if version is None and before and before.standard in {standard.id for standard in fitting}:
            return str(before.standard)
        return self._of_version(fitting, version)

    def _other_version(self, before: Person | None) -> str | None:
        """Return the standard meant by a row that names a plan version alone."""
        version = self._row.cells.get("plan version")
        if version is None or "standard" in self._row.cells or not before or not before.standard:
            return None
        return self._told("plan version", lambda: self._of_version(_fellows(self._ws, before.standard or ""), version))

    def _of_version(self, fitting: Sequence[Standard], version: str | None) -> str:
        chosen = [s for s in fitting if version is None or _plain_version(s.plan_version) == _plain_version(version)]
        if len(chosen) == 1:
            return chosen[0].id
        first, versions = fitting[0], " or ".join(standard.plan_version for standard in fitting)
        if version is None:
            self.refuse("plan version", f"{first.title} has several.", f"Write {versions}.")
        elif len(fitting) == 1:
            told = f"{first.id} is for plan version {versions}, not {shortened(version)}."
            self.refuse("plan version", told, "Correct one of them.")
        else:
            told = f"{first.title} has no plan version {shortened(version)} here."
            self.refuse("plan version", told, f"Write {versions}.")
        return fitting[0].id

    def _organisation(self, cell: str) -> str:
        known = self._ws.library.organisations
        wanted = name_key(cell)
        for organisation in known.values():
            if wanted in (organisation.id, name_key(organisation.title)):
                return organisation.id
        names = [*sorted(known), *(organisation.title for organisation in known.values())]
        hint = nearest(shortened(cell), names) or f"The organisations are {', '.join(sorted(known))}."
        raise NotFoundError(f"no organisation goes by {shortened(cell)}.", hint)

    def _no_apprentice(self, person: Person) -> None:
        for column in APPRENTICES_ONLY:
            if column in self._row.cells:
                self.refuse(column, f"this is for apprentices, not for a {person.role}.", "Leave it empty.")

    def _assessed(self, wanted: Person) -> None:
        """Check that the apprentice has a standard and an organisation, and that they go together."""
        wrong = {problem.column for problem in self.problems}
        if not wanted.standard and not wrong & {"standard", "plan version", "role"}:
            known = ", ".join(standard.id for standard in self._ws.library.standards)
            self.refuse("standard", "an apprentice needs one.", f"Write one of {known}.")
        if not wanted.organisation and not wrong & {"organisation", "role"}:
            known = ", ".join(sorted(self._ws.library.organisations))
            self.refuse("organisation", "an apprentice needs one.", f"Write one of {known}.")
        standard, organisation = wanted.standard, wanted.organisation
        if standard and organisation and not wrong & {"standard", "plan version", "organisation"}:
            self._told("organisation", lambda: check_assessed(self._ws, standard, organisation))


def _role(cell: str) -> Role:
    role = ROLES.get(cell.casefold())
    if role is None:
        hint = nearest(shortened(cell), list(ROLES)) or f"Write one of {', '.join(ROLES)}."
        raise NotFoundError(f"no role goes by {shortened(cell)}.", hint)
    return role


def _sector(cell: str) -> str:
    word = or_nothing("-".join(cell.casefold().replace("-", " ").split()))
    if word and word not in SECTORS:
        hint = nearest(shortened(cell), SECTORS) or f"Write one of {', '.join(SECTORS)}."
        raise NotFoundError(f"no sector goes by {shortened(cell)}.", hint)
    return word


def _day_or_nothing(cell: str) -> str:
    return day(cell) if or_nothing(cell) else ""


def _titled(ws: Workspace, cell: str) -> list[Standard]:
    """Return the standards of an id or a title; one title may have several plan versions."""
    wanted = name_key(cell)
    standards = ws.library.standards
    fitting = [s for s in standards if wanted in (s.id, name_key(s.title))]
    if not fitting:
        names = [*(s.id for s in standards), *(s.title for s in standards)]
        hint = nearest(shortened(cell), names) or f"The standards are {', '.join(s.id for s in standards)}."
        raise NotFoundError(f"no standard goes by {shortened(cell)}.", hint)
    return fitting


def _fellows(ws: Workspace, standard_id: str) -> list[Standard]:
    """Return the standards that share a standard's title."""
    return _titled(ws, ws.library.standard(standard_id).title)


def _plain_version(version: str) -> str:
    """Return a plan version without what people and spreadsheets add or drop: v1.0, 1,0 and 1 are one."""
    return version.casefold().removeprefix("v").strip().replace(",", ".").removesuffix(".0")
