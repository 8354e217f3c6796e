"""JSON Schema files for editors, made from the types; `python -m coach.content.schemas` writes them anew."""

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec

from coach import paths
from coach.content.kinds import KINDS

FIRST_LINE = "# yaml-language-server: $schema="


def schema_name(kind: str) -> str:
    """Return the name of a kind's schema file."""
    return f"{kind}.schema.json"


def schema_text(kind: str) -> str:
    """Return a kind's schema as the text of its file."""
    schema = msgspec.json.schema(KINDS[kind])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"coach {kind}"
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


def schema_files() -> Mapping[Path, str]:
    """Return the place of every shipped schema file, beside the files it is for, and its kind."""
    beside = {
        "question-bank": paths.shipped("question_banks"),
        "lexicon": paths.LEXICONS,
        "glossary": paths.GLOSSARY.parent,
        "voice": paths.VOICE.parent,
        "comments": paths.COMMENTS.parent,
        "replies": paths.REPLIES.parent,
        "cue-book": paths.CUE_BOOKS,
        "scenario": paths.shipped("scenarios"),
        "scenario-expectations": paths.shipped("scenarios"),
        "organisation": paths.ORGANISATIONS,
    }
    return {beside.get(kind, paths.STANDARDS) / schema_name(kind): kind for kind in KINDS}


def main() -> None:
    """Write every schema file."""
    for path, kind in schema_files().items():
        path.write_text(schema_text(kind), encoding="utf-8")


if __name__ == "__main__":
    main()
