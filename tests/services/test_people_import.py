"""Importing people: what it would do, what it does, and that it does all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.content.people_csv import Problem, sample, sheet_of
from coach.errors import NotAllowedError, StoreError, UsageError
from coach.plain.people import import_in_json, import_in_lines
from coach.services import people, sign_in
from coach.services.people import Changes, NewPerson
from coach.services.people_import import ImportReport, import_people
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from tests.builders_edges import Place, RefusingStore, a_trainer, an_apprentice, content, one_sentence

HEAD = "name,role,cohort,standard,organisation,started,gateway,face to face,extra time"
ANN = "Ann Bee,apprentice,Spring,l3-css-1.0,highfield,2025-02-03,2026-06-30,yes,25"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    place = Place(tmp_path / "coach.db")
    yield place.open()
    place.close()


def bring(
    ws: Workspace, *lines: str, dry_run: bool = False, remove_missing: bool = False, actor: Actor = OWNER
) -> ImportReport:
    sheet = sheet_of("\n".join(lines).encode())
    return import_people(ws, actor, sheet, dry_run=dry_run, remove_missing=remove_missing)


def told(report: ImportReport) -> list[str]:
    return [one_sentence(str(problem)) for problem in report.problems]


def differences(report: ImportReport) -> dict[str, dict[str, tuple[object, object]]]:
    return {person.name: {d.column: (d.old, d.new) for d in person.differences} for person in report.changed}


def test_the_sample_adds_its_people_and_brings_nothing_new_the_second_time(ws: Workspace) -> None:
    first = import_people(ws, OWNER, sheet_of(sample()))
    assert told(first) == [] and first.written
    assert len(first.added) == len(people.everybody(ws)) == 6
    before = content(ws.store)
    again = import_people(ws, OWNER, sheet_of(sample()))
    assert (again.added, again.changed, again.missing, len(again.unchanged)) == ((), (), (), 6)
    assert content(ws.store) == before
    zoe = people.find(ws, "Zoë Lindqvist")
    assert (zoe.standard, zoe.organisation, zoe.face_to_face) == ("l3-css-1.1", "gateway-qualifications", False)
    assert (zoe.started_on, zoe.gateway_on) == ("2025-03-03", "2026-06-26")


def test_a_dry_run_says_what_the_import_then_does_and_writes_nothing(ws: Workspace) -> None:
    an_apprentice(ws, "Cy Dee")
    lines = (HEAD, ANN, "Cy Dee,apprentice,Spring,,,,31/07/2026,no,")
    before = content(ws.store)
    dry = bring(ws, *lines, dry_run=True)
    assert content(ws.store) == before and not dry.written
    done = bring(ws, *lines)
    assert done.written
    assert (dry.added, dry.changed, dry.missing) == (done.added, done.changed, done.missing)
    assert [person.name for person in done.added] == ["Ann Bee"]
    assert differences(done) == {"Cy Dee": {"gateway": (None, "2026-07-31"), "face to face": (True, False)}}


def test_an_empty_cell_leaves_what_is_known_and_none_takes_it_away(ws: Workspace) -> None:
    bring(ws, HEAD, ANN)
    assert bring(ws, HEAD, "Ann Bee" + "," * 8).unchanged == ("Ann Bee",)
    report = bring(ws, HEAD, "ann  BEE,,none,,,None,none,,")
    assert differences(report) == {
        "Ann Bee": {"cohort": ("Spring", None), "started": ("2025-02-03", None), "gateway": ("2026-06-30", None)}
    }
    ann = people.find(ws, "Ann Bee")
    assert (ann.cohort, ann.started_on, ann.gateway_on, ann.name) == (None, None, None, "Ann Bee")


def test_extra_time_is_kept_and_never_told(ws: Workspace) -> None:
    reports = [bring(ws, HEAD, ANN, dry_run=True), bring(ws, HEAD, ANN)]
    ann = sign_in.actor_named(ws, "Ann Bee")
    assert people.extra_time_percent(ws, ann) == 25
    reports.append(bring(ws, HEAD, ANN.replace(",25", ",40")))
    assert people.extra_time_percent(ws, ann) == 40
    assert reports[-1].unchanged == ("Ann Bee",)
    reports.append(bring(ws, HEAD, ANN.removesuffix("25")))
    assert people.extra_time_percent(ws, ann) == 40
    reports.append(bring(ws, HEAD, ANN.replace(",25", ",1234 minutes")))
    assert told(reports[-1]) == [
        "row 2, column extra time percent: this is no whole percentage. Write a number from 0 to 100."
    ]
    for report in reports:
        shown = repr(report) + "\n".join(import_in_lines(report)) + str(import_in_json(report, dry_run=False))
        for number in ("25,", "= 25", "=25", ": 25", "40", "1234", "25%"):
            assert number not in shown
    assert "40" not in repr(sheet_of(f"{HEAD}\n{ANN.replace(',25', ',40')}".encode()))


def test_who_is_missing_leaves_the_cohort_only_when_told_to_and_is_never_deleted(ws: Workspace) -> None:
    for name, cohort in (("Ann Bee", "Spring"), ("Cy Dee", "spring"), ("Ed Fox", "Autumn"), ("Gil Hay", None)):
        an_apprentice(ws, name, cohort)
    people.join(ws, NewPerson("Tess Kay", "trainer", cohort="Spring"))
    lines = (HEAD, "Ann Bee,,SPRING,,,,,,")
    kept = bring(ws, *lines)
    assert [person.name for person in kept.missing] == ["Cy Dee"] and kept.unchanged == ("Ann Bee",)
    assert people.find(ws, "Cy Dee").cohort == "Spring"
    dry = bring(ws, *lines, dry_run=True, remove_missing=True)
    assert people.find(ws, "Cy Dee").cohort == "Spring"
    assert "Removed from their cohort, with all records kept: 1" in import_in_lines(dry)
    bring(ws, *lines, remove_missing=True)
    cohorts = {person.name: person.cohort for person in people.everybody(ws)}
    assert cohorts == {"Ann Bee": "Spring", "Cy Dee": None, "Ed Fox": "Autumn", "Gil Hay": None, "Tess Kay": "Spring"}


def test_somebody_moved_to_another_cohort_is_not_missing(ws: Workspace) -> None:
    an_apprentice(ws, "Ann Bee", "Spring")
    an_apprentice(ws, "Cy Dee", "Autumn")
    report = bring(ws, HEAD, "Ann Bee,,Autumn,,,,,,", "Cy Dee,,Spring,,,,,,", remove_missing=True)
    assert report.missing == ()
    assert differences(report) == {
        "Ann Bee": {"cohort": ("Spring", "Autumn")},
        "Cy Dee": {"cohort": ("Autumn", "Spring")},
    }


def test_two_spellings_of_a_cohort_in_a_file_are_one(ws: Workspace) -> None:
    line = ANN.replace("Ann Bee", "Cy Dee").replace("Spring", "  sPRING ")
    assert [person.cohort for person in bring(ws, HEAD, ANN, line).added] == ["Spring", "Spring"]


@pytest.mark.parametrize(
    ("standard", "version", "organisation", "id_"),
    [
        ("l3-css-1.0", "", "highfield", "l3-css-1.0"),
        ("L3-CSS-1.0", "1.0", "HIGHFIELD", "l3-css-1.0"),
        ("Customer  Service specialist", "v1.1", "VTCT skills", "l3-css-1.1"),
        ("Customer Service Specialist", "1", "Achieve+Partners", "l3-css-1.0"),
        ("Customer Service Specialist", '"1,1"', "gateway qualifications", "l3-css-1.1"),
        ("Customer Service Practitioner", "", "innovate-awarding", "l2-csp"),
    ],
)
def test_a_standard_and_an_organisation_go_by_id_or_title(
    ws: Workspace, standard: str, version: str, organisation: str, id_: str
) -> None:
    report = bring(ws, "name,standard,plan version,organisation", f"Ann Bee,{standard},{version},{organisation}")
    assert told(report) == []
    assert people.find(ws, "Ann Bee").standard == id_


def test_a_plan_version_alone_changes_the_version(ws: Workspace) -> None:
    an_apprentice(ws, "Ann Bee")
    report = bring(ws, "name,plan version,organisation", "Ann Bee,1.1,vtct-skills")
    assert differences(report)["Ann Bee"]["standard"] == ("l3-css-1.0", "l3-css-1.1")
    title = bring(ws, "name,standard", "Ann Bee,Customer Service Specialist")
    assert title.unchanged == ("Ann Bee",)


PROBLEMS = [
    ("Cy,aprentice,,l3-css-1.0,highfield,,,,", "column role: no role goes by aprentice. Did you mean apprentice?"),
    (
        "Cy,apprentice,,l3-css-1.2,highfield,,,,",
        "column standard: no standard goes by l3-css-1.2. Did you mean l3-css-1",
    ),
    (
        "Cy,apprentice,,Customer Service Specialist,highfield,,,,",
        "column plan version: Customer Service Specialist has",
    ),
    (
        "Cy,apprentice,,l3-css-1.0,highfeld,,,,",
        "column organisation: no organisation goes by highfeld. Did you mean highf",
    ),
    ("Cy,apprentice,,l3-css-1.0,vtct-skills,,,,", "column organisation: VTCT Skills does not assess l3-css-1.0 here."),
    ("Cy,apprentice,,,highfield,,,,", "column standard: an apprentice needs one."),
    ("Cy,,,l3-css-1.0,,,,,", "column organisation: an apprentice needs one."),
    (
        "Cy,apprentice,,l3-css-1.0,highfield,,31/02/2026,,",
        "column gateway: 31/02/2026 is not a date. Write it as 2026-03-31.",
    ),
    ("Cy,apprentice,,l3-css-1.0,highfield,2026-05-01,2026-04-01,,", "column gateway: Gateway on 2026-04-01 is before"),
    ("Cy,apprentice,,l3-css-1.0,highfield,,,perhaps,", "column face to face: perhaps is neither yes nor no."),
    ("=Cy,trainer,,,,,,,", "column name: =Cy begins with =, which a spreadsheet takes for a formula."),
    ("Cy,trainer,@Spring,,,,,,", "column cohort: @Spring begins with @"),
    ("Cy,trainer,,l3-css-1.0,,,,,", "column standard: this is for apprentices, not for a trainer."),
    ("Cy,lead,,,,,,,10", "column extra time percent: this is for apprentices, not for a lead."),
    (",trainer,,,,,,,", "column name: the name is missing."),
    ("C\x1by,trainer,,,,,,,", "column name: A name needs at least one letter."),
    ("C" * 81 + ",trainer,,,,,,,", "column name: That name has 81 characters; at most 80 fit."),
    ("C" * 400 + ",trainer,,,,,,,", "column name: this cell has 400 characters. At most 300 fit."),
    ("ann bee,trainer,,,,,,,", "column name: ann bee stands in row 2 already."),
    ("Aisha Rahman,trainer,,,,,,,", "column role: Aisha Rahman is here as apprentice; a role stays."),
    ("id00001,trainer,,,,,,,", "column name: id00001 is the id of Aisha Rahman."),
]


@pytest.mark.parametrize(("line", "sentence"), PROBLEMS)
def test_a_mistake_is_told_with_row_and_column_and_nothing_is_written(ws: Workspace, line: str, sentence: str) -> None:
    an_apprentice(ws)
    before = content(ws.store)
    report = bring(ws, HEAD, ANN, "", line)
    found = [each for each in told(report) if not each.startswith("row 4, column name: the name")] or told(report)
    assert [each for each in found if sentence in each and each.startswith("row 4, ")], found
    assert not report.written and content(ws.store) == before


def test_every_mistake_is_told_at_once_in_the_order_of_the_rows(ws: Workspace) -> None:
    lines = [line for line, _ in PROBLEMS[:14]]
    report = bring(ws, HEAD + ",shoes", *(f"{line.replace('Cy', f'Cy {n}')}," for n, line in enumerate(lines)))
    assert [problem.row for problem in report.problems] == [1, *range(2, 16)]
    for problem, (_, sentence) in zip(report.problems[1:], PROBLEMS, strict=False):
        assert sentence.replace("=Cy", "=Cy 10") in str(problem)


def test_a_problem_names_its_place() -> None:
    assert str(Problem(7, "gateway", "31/02/2026 is not a date.", "Write it as 2026-03-31.")) == (
        "row 7, column gateway: 31/02/2026 is not a date. Write it as 2026-03-31."
    )


def test_an_apprentice_imports_nobody(ws: Workspace) -> None:
    aisha, marsha = an_apprentice(ws), a_trainer(ws)
    for dry_run in (True, False):
        with pytest.raises(NotAllowedError):
            bring(ws, HEAD, ANN, actor=aisha, dry_run=dry_run)
    assert bring(ws, HEAD, ANN, actor=marsha).written


@pytest.mark.parametrize("refuse_from", [1, 3, 5])
def test_a_disk_that_fills_half_way_leaves_nothing_half_done(tmp_path: Path, refuse_from: int) -> None:
    place = Place(tmp_path / "coach.db")
    ws = place.open(RefusingStore)
    an_apprentice(ws, "Cy Dee")
    before = content(ws.store)
    assert isinstance(ws.store, RefusingStore)
    ws.store.refuse_from = refuse_from
    with pytest.raises(StoreError, match="disk is full"):
        bring(ws, HEAD, ANN, "Ed Fox,apprentice,Autumn,l2-csp,innovate-awarding,,,,10", "Cy Dee,,,,,,2026-08-01,,5")
    assert content(ws.store) == before
    place.close()


def test_changing_somebody_leaves_what_is_not_named(ws: Workspace) -> None:
    bring(ws, HEAD, ANN)
    changed = people.change(
        ws, a_trainer(ws), "ann bee", Changes(cohort="Autumn", gateway_on="", workplace=" The  Quay ")
    )
    assert changed == people.find(ws, "Ann Bee")
    assert (changed.cohort, changed.gateway_on, changed.workplace) == ("Autumn", None, "The Quay")
    assert (changed.started_on, changed.standard, changed.face_to_face) == ("2025-02-03", "l3-css-1.0", True)
    assert people.extra_time_percent(ws, sign_in.actor_named(ws, "Ann Bee")) == 25


@pytest.mark.parametrize(
    "changes",
    [
        Changes(organisation="vtct-skills"),
        Changes(standard=""),
        Changes(gateway_on="31/06/2026"),
        Changes(gateway_on="2024-01-01"),
        Changes(sector="retial"),
        Changes(cohort="S" * 81),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_a_sentence(ws: Workspace, changes: Changes) -> None:
    bring(ws, HEAD, ANN)
    before = content(ws.store)
    with pytest.raises(UsageError) as refusal:
        people.change(ws, OWNER, "Ann Bee", changes)
    one_sentence(refusal.value)
    assert content(ws.store) == before


def test_a_trainer_is_given_no_standard(ws: Workspace) -> None:
    a_trainer(ws)
    with pytest.raises(UsageError, match="who has no standard"):
        people.change(ws, OWNER, "Marsha Delgado", Changes(standard="l3-css-1.0"))
    with pytest.raises(NotAllowedError):
        people.change(ws, an_apprentice(ws), "Aisha Rahman", Changes(cohort="Autumn"))
