"""What stands in reports and in the names of files: text stays text, and no file lands anywhere else."""

import contextlib
import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from coach import paths
from coach.commands import roleplay as role_play_commands
from coach.errors import CoachError
from coach.reports.foreign import safe
from coach.reports.record import CSV_FOLDER, HTML_NAME
from coach.reports.render import rendered
from coach.reports.render.csv import formula_safe
from coach.reports.report import Column, Heading, HeatMap, Items, Paragraph, Report, Table
from coach.services import people
from coach.services.export import export_record
from coach.services.half_written import HalfWritten
from coach.services.people import NewPerson
from coach.services.record_check import is_id
from coach.services.rights import OWNER, acting
from coach.services.unsent import Unsent
from tests.builders import ORGANISATION, STANDARD
from tests.hostile.stages import at_home_in, refused, stage
from tests.reports.reading import Page

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_OF_A_RECORD = "html head meta title style body h1 h2 h3 p ul li dl dt dd table thead tbody tr th td"


def report(data: bytes) -> None:
    """Put it in every place of a report, and in every format."""
    text = data.decode("utf-8", "surrogateescape")
    in_every_format(report_of(text))
    if safe(text).strip():
        page = Page(rendered(report_of(text), "html").decode())
        assert [tag for tag, _ in page.tags] == [tag for tag, _ in Page(rendered(report_of("x"), "html").decode()).tags]


def name(data: bytes) -> None:
    """Name an apprentice, a role-play and a session so: files and pages of theirs are where they belong."""
    text = data.decode("utf-8", "surrogateescape")
    with stage() as on, at_home_in(on.folder / "home"), contextlib.redirect_stdout(io.StringIO()):
        before = set(on.folder.iterdir())
        if is_id(text):
            Unsent(text)._put(1, "words")
            assert Unsent(text).taken_up(1) == "words"
            half = HalfWritten(acting(people.find(on.ws, "Marsha Delgado")), text, "comment")
            half.keep("words")
            assert half.taken_up() == "words"
        with _told():
            command = role_play_commands.new.callback
            assert command is not None
            command(id_=text, file=None)
        home = {file for file in (on.folder / "home").rglob("*") if file.is_file()}
        assert {file.parent for file in home} <= {paths.own_scenarios(), *paths.unsent_folders()}, home
        assert set(on.folder.iterdir()) <= before | {on.folder / "home"}
        with _told():
            new = NewPerson(text, "apprentice", standard=STANDARD, organisation=ORGANISATION, cohort=text)
            person = people.join(on.ws, new)
            record(export_record(on.ws, OWNER, person.id).content)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CoachError as error:
        refused(error)


def in_every_format(made: Report) -> None:
    """Write a report in every format: no element, attribute or formula in it is one of its words."""
    page = Page(rendered(made, "html").decode())
    tags, attributes = _of_the_template()
    assert {tag for tag, _ in page.tags} <= tags
    assert {attribute for _, each in page.tags for attribute in each} <= attributes
    rendered(made, "md").decode()
    json.loads(rendered(made, "json"))
    no_formula(rendered(made, "csv"))
    with zipfile.ZipFile(io.BytesIO(rendered(made, "xlsx"))) as book:
        for entry in book.namelist():
            found = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(book.read(entry)).iter()}
            assert not found & {"f", "hyperlink", "hyperlinks", "externalLink"}


def no_formula(data: bytes) -> None:
    """Check that no cell of a CSV is taken for a formula."""
    before = csv.field_size_limit(len(data) + 1)
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    finally:
        csv.field_size_limit(before)
    for row in rows:
        assert all(_NUMBER.fullmatch(cell) or formula_safe(cell) == cell for cell in row), row


def record(content: bytes) -> None:
    """Check the page and the sheets of a record that was taken out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {tag for tag, _ in Page(archive.read(HTML_NAME).decode()).tags} <= {*_OF_A_RECORD.split()}
        for entry in archive.namelist():
            if entry.startswith(CSV_FOLDER):
                no_formula(archive.read(entry))


def report_of(text: str) -> Report:
    """Return a report with the same text in every place that takes one."""
    columns = (Column("name", text), Column("text", text), Column("on", "On", "day"))
    return Report(
        "cohort",
        text,
        text,
        "2026-03-02",
        (("Whose", text),),
        (
            Heading(text),
            Paragraph(text, "words"),
            Items("items", (text, text)),
            Table("rows", text, columns, ((text, text, "2026-03-02"), (text, None, None)), (text, "", None)),
            Table("own", text, columns, ((text, text, None),), sheet=text),
            HeatMap("map", text, text, ((text, text), ("K1.1", "x")), ((text, ("passed", None)),), sheet=text),
        ),
    )


@cache
def _of_the_template() -> tuple[frozenset[str], frozenset[str]]:
    """Return the elements and the attributes that the template of a page writes."""
    page = (paths.PACKAGE / "reports" / "render" / "templates" / "report.html").read_text(encoding="utf-8")
    tags = re.findall(r"<([a-z][a-z0-9]*)", page)
    return frozenset([*tags, "h2", "h3"]), frozenset(each.lower() for each in re.findall(r" ([A-Za-z-]+)=", page))
