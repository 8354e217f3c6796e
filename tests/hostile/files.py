"""What is read from files: each door takes any bytes, or refuses them with what is wrong and where."""

import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from coach import paths
from coach.banks.draw import draw
from coach.content.check import check_file
from coach.content.library import Library
from coach.content.people_csv import sheet_of
from coach.content.record_zip import record_in
from coach.content.skills_england import read_skills_england
from coach.errors import CoachError
from coach.reports.record import JSON_NAME
from coach.services import people
from coach.services.import_record import import_record
from coach.services.people_import import import_people
from coach.services.rights import OWNER
from coach.services.workspace import Workspace
from tests.hostile import shown
from tests.hostile.stages import READER, a_record, empty, refused, shipped, stage
from tests.services.whole_record import look_at_everything

CUT = b"--8<--"
"""Parts what goes into a file of the sample's at its place from what is cut out there."""


def content_file(data: bytes) -> None:
    """Check it as a file of content, alone and patched into a sample bank; draw from a bank without a mistake."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.yaml"
        for raw in (_head(data), _patched(paths.SAMPLE_BANK.read_bytes(), data)):
            file.write_bytes(raw)
            found = check_file(file, shipped())
            for finding in found:
                assert finding.line >= 1
                assert finding.message
            if not any(finding.severity == "error" for finding in found):
                _draw_from(Path(folder))


def scenario_file(data: bytes) -> None:
    """Check it patched into a sample role-play."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.yaml"
        file.write_bytes(_patched(paths.SAMPLE_SCENARIO.read_bytes(), data))
        for finding in check_file(file, shipped()):
            assert finding.line >= 1
            assert finding.message


def people_sheet(data: bytes) -> None:
    """Import it as a sheet of people; what was written goes out again without a formula."""
    try:
        sheet = sheet_of(data)
    except CoachError as error:
        refused(error)
        return
    with stage() as on:
        try:
            found = import_people(on.ws, OWNER, sheet)
        except CoachError as error:
            refused(error)
            return
        for problem in found.problems:
            assert str(problem).isprintable()
        for person in people.everybody(on.ws):
            assert person.name.isprintable()


def standard_file(data: bytes) -> None:
    """Read it as a standard of Skills England."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.json"
        file.write_bytes(data)
        try:
            read_skills_england(file, "own-standard")
        except CoachError as error:
            refused(error)


def record_file(data: bytes) -> None:
    """Import it as a record: as the file, as what is packed in one, and as what one cell of a sound one holds."""
    for raw in (_head(data), _packed(_head(data)), _packed(_with_a_cell(data))):
        try:
            read = record_in(raw)
        except CoachError as error:
            refused(error)
            continue
        with empty() as ws:
            try:
                import_record(ws, OWNER, read)
            except CoachError as error:
                refused(error)
                assert [person.role for person in people.everybody(ws)] == ["trainer"]
            else:
                look_at_everything(ws, _apprentice(ws), READER)


def _apprentice(ws: Workspace) -> str:
    (found,) = (person.id for person in people.everybody(ws) if person.role == "apprentice")
    return found


def _draw_from(folder: Path) -> None:
    """Draw from the shipped banks with the one in a folder among them; its questions stand in a report as text."""
    library = Library((folder,))
    library.__dict__["shipped_banks"] = shipped().shipped_banks
    known = {question.id for bank in library.shipped_banks for question in bank.questions}
    for bank in library.banks:
        if own := [question for question in bank.questions if question.id not in known]:
            criteria = shipped().standard(bank.standards[0]).criteria_of(bank.method)
            draw(bank.questions_for(bank.standards[0]), criteria, seed=7, count=3)
            shown.in_every_format(shown.report_of(own[0].text))


def _head(data: bytes) -> bytes:
    return data.partition(CUT)[0]


def _patched(sample: bytes, data: bytes) -> bytes:
    """Put the first part of the data into a sample, over as many bytes as the second has, where that says."""
    head, _, place = data.partition(CUT)
    at = int.from_bytes(place[:4]) % len(sample)
    return sample[:at] + head + sample[at + len(place) :]


def _with_a_cell(data: bytes) -> bytes:
    """Put the first part of the data, JSON or text, into the cell of a whole record that the second counts to."""
    head, _, place = data.partition(CUT)
    document = json.loads(_inside())
    cells = [(row, name) for rows in document["tables"].values() for row in rows for name in row]
    row, name = cells[int.from_bytes(place[:4]) % len(cells)]
    try:
        row[name] = json.loads(head)
        return json.dumps(document).encode()
    except (ValueError, RecursionError):
        row[name] = head.decode("utf-8", "surrogateescape")
    return json.dumps(document).encode()


@cache
def _inside() -> bytes:
    with zipfile.ZipFile(io.BytesIO(a_record())) as archive:
        return archive.read(JSON_NAME)


def _packed(document: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(zipfile.ZipInfo(JSON_NAME), document)
    return written.getvalue()
