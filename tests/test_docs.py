from pathlib import Path

from coach.cli import COMMANDS
from coach.interview.states import diagram

DOCS = Path(__file__).parent.parent / "docs"


def test_the_diagram_in_the_docs_is_the_table_in_the_code() -> None:
    assert diagram() in (DOCS / "architecture.md").read_text()


def test_every_command_is_named_in_the_docs() -> None:
    text = "\n".join(path.read_text() for path in DOCS.glob("*.md"))
    assert [name for name in COMMANDS if f"coach {name}" not in text] == []
