"""Whether somebody else wrote: asked often, answered at once."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.store.store import Store, open_store


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two connections to one file."""
    own, others = open_store(tmp_path / "coach.db"), open_store(tmp_path / "coach.db")
    yield own, others
    own.close()
    others.close()


def write(store: Store, key: str) -> None:
    with store.write() as writer:
        writer.run("INSERT INTO store_settings (key, value) VALUES (?, ?)", [key, "x"])


def test_only_what_others_wrote_since_it_was_asked_last_counts(two: tuple[Store, Store]) -> None:
    own, others = two
    write(others, "before")
    assert own.changed() is False, "the first time there is nothing to compare with"
    write(own, "own")
    assert own.changed() is False
    write(others, "theirs")
    write(others, "theirs too")
    assert own.changed() is True
    assert own.changed() is False
    with pytest.raises(ZeroDivisionError), others.write() as writer:
        writer.run("INSERT INTO store_settings (key, value) VALUES ('taken back', 'x')")
        raise ZeroDivisionError
    assert own.changed() is False


def test_a_locked_store_is_not_waited_for_and_the_change_is_told_afterwards(
    two: tuple[Store, Store], tmp_path: Path
) -> None:
    own, others = two
    own.changed()
    write(others, "theirs")
    others.close()
    with own.write():
        pass
    locking = sqlite3.connect(tmp_path / "coach.db", isolation_level=None, timeout=0)
    locking.execute("BEGIN IMMEDIATE")
    assert own.changed() is True
    locking.execute("INSERT INTO store_settings (key, value) VALUES ('more', 'x')")
    assert own.changed() is False
    locking.execute("COMMIT")
    locking.close()
    assert own.changed() is True
    assert own.rows("PRAGMA busy_timeout")[0]["timeout"] > 0, "real reads and writes wait their turn as before"


def test_a_store_that_cannot_be_read_says_no(two: tuple[Store, Store]) -> None:
    own, _ = two
    own.changed()
    own.close()
    assert own.changed() is False
