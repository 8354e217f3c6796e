"""Every report in every format, byte for byte as committed.

COACH_GOLDENS=write pytest tests/reports   writes the goldens anew; read the difference before committing it.
"""

import os
from pathlib import Path
from typing import get_args

import pytest

from coach.reports.render import rendered
from coach.reports.report import Format
from tests.reports.reading import as_text, sheets
from tests.reports.stage import MADE, Stage, build

GOLDENS = Path(__file__).parent / "goldens"
FORMATS: tuple[Format, ...] = get_args(Format)


def to_compare(data: bytes, format_: Format) -> bytes:
    """Return what is kept of a format: a workbook as text, everything else as it is."""
    return as_text(sheets(data)).encode() if format_ == "xlsx" else data


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", [name for name in MADE if name != "cohort-all"])
def test_a_report_is_as_it_was(stage: Stage, name: str, format_: Format) -> None:
    data = to_compare(rendered(MADE[name](stage, stage.marsha), format_), format_)
    golden = GOLDENS / f"{name}.{'xlsx.txt' if format_ == 'xlsx' else format_}"
    if os.environ.get("COACH_GOLDENS") == "write":
        golden.write_bytes(data)
    assert golden.read_bytes() == data


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_data_makes_the_same_bytes(stage: Stage, tmp_path: Path, format_: Format) -> None:
    again = build(tmp_path)
    for name, make in MADE.items():
        one, other = (rendered(make(each, each.marsha), format_) for each in (stage, again))
        assert one == other, name
    again.ws.store.close()
