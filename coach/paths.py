"""The only module that knows directories; it makes none when imported."""

import os
import tempfile
from pathlib import Path

import platformdirs

from coach.errors import UsageError

PACKAGE = Path(__file__).parent
STANDARDS = PACKAGE / "standards" / "data"
ORGANISATIONS = STANDARDS / "organisations"
LEXICONS = PACKAGE / "mapping" / "data" / "lexicon"
WEIGHTS = PACKAGE / "mapping" / "data" / "weights.json"
REAL_WORDS = PACKAGE / "mapping" / "data" / "real_words.txt"
CUE_BOOKS = PACKAGE / "recognise" / "data"
MOVE_WEIGHTS = CUE_BOOKS / "moves-weights.json"
INTENT_WEIGHTS = CUE_BOOKS / "intents-weights.json"
GLOSSARY = PACKAGE / "banks" / "data" / "glossary.yaml"
SAMPLE_BANK = PACKAGE / "banks" / "samples" / "question-bank.yaml"
SAMPLE_SCENARIO = PACKAGE / "roleplay" / "samples" / "scenario.yaml"
REPLIES = PACKAGE / "talk" / "data" / "replies.yaml"
COMMENTS = PACKAGE / "review" / "data" / "comments.yaml"
VOICE = PACKAGE / "interview" / "data" / "voice.yaml"
DEMO = PACKAGE / "demo" / "data"


def data_home() -> Path:
    """Return the folder of the user's data."""
    return Path(platformdirs.user_data_dir("coach", appauthor=False))


def cache_home() -> Path:
    """Return the folder of what can be made again at any time."""
    return Path(platformdirs.user_cache_dir("coach", appauthor=False))


def log_file() -> Path:
    """Return the file of the log."""
    return Path(platformdirs.user_log_dir("coach", appauthor=False)) / "coach.log"


def unsent_folders() -> tuple[Path, ...]:
    """Return where words are put that the store did not take, the first that can be written."""
    state = Path(platformdirs.user_state_dir("coach", appauthor=False)) / "unsent"
    owner = os.getuid() if hasattr(os, "getuid") else "own"
    return (state, Path(tempfile.gettempdir()) / f"coach-unsent-{owner}")


def store_file() -> Path:
    """Return the store's file: COACH_STORE where it is set, else one in the user's data.

    Raises UsageError where the store is a database, which is looked after where it runs.
    """
    address = store_address()
    if isinstance(address, Path):
        return address
    raise UsageError("This store is a database, and this is for stores that are files.", "docs/database.md says how.")


def store_address() -> Path | str:
    """Return where the store is: the path of a file, or the address of a database as COACH_STORE has it.

    Raises UsageError for an address of a kind of store that is not known.
    """
    named = os.environ.get("COACH_STORE")
    return address_of(named) if named else data_home() / "coach.db"


def address_of(named: str) -> Path | str:
    """Return a store's address as somebody wrote it. Raises UsageError for a kind of store that is not known."""
    kind, found, _ = named.partition("://")
    if not found:
        return Path(named).expanduser()
    if kind not in ("postgresql", "postgres"):
        raise UsageError(f"A store at {kind}:// is not one this coach opens.", "Name a file, or postgresql://…")
    return named


def own_banks() -> Path:
    """Return the folder where users put their own question banks."""
    return data_home() / "question_banks"


def own_scenarios() -> Path:
    """Return the folder where users put their own scenarios."""
    return data_home() / "scenarios"


def expectations_of(scenario: Path) -> Path:
    """Return where the expectations of a scenario's file stand: beside it."""
    return scenario.with_name(f"{scenario.stem}.expect{scenario.suffix}")


def shipped(name: str) -> Path:
    """Return a shipped content folder: inside an installed package, beside it in an editable install."""
    inside = PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name
