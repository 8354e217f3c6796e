"""What every store does, whatever engine keeps it: its schema, its one write door, what is never changed."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.store.migrations import APPEND_ONLY
from coach.store.store import Store, open_store
from tests.builders_edges import one_sentence
from tests.engines import address
from tests.store.rows import add_a_row_everywhere, add_cohort, cohorts

ON_BOTH_ENGINES = True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "coach.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with closing(open_store(address(file))) as store:
        yield store


def test_what_is_written_together_stays_out_together_when_the_program_fails(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as writer:
        add_cohort(writer, "a")
        raise KeyError("lost")
    assert cohorts(store) == []
    with store.write() as writer:
        add_cohort(writer, "b")
    assert cohorts(store) == ["b"]


def test_what_is_written_together_stays_out_together_when_a_statement_fails(store: Store) -> None:
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        add_cohort(writer, "a")
        add_cohort(writer, "a")
    one_sentence(refusal.value)
    assert cohorts(store) == []


CHANGES = {
    "sqlite": ("INSERT OR REPLACE INTO {table} SELECT * FROM {table}",),
    "postgres": ("TRUNCATE {table} CASCADE",),
}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_rows_that_are_only_ever_added(store: Store, engine: str, table: str) -> None:
    with store.write() as writer:
        add_a_row_everywhere(writer)
    before = store.rows(f"SELECT * FROM {table}")
    assert len(before) == 1
    for change in ("UPDATE {table} SET {column} = 's'", "DELETE FROM {table}", *CHANGES[engine]):
        with pytest.raises(StoreError, match="are append-only"), store.write() as writer:
            writer.run(change.format(table=table, column=list(before[0])[1]))
        assert store.rows(f"SELECT * FROM {table}") == before


def test_text_that_no_file_can_hold(store: Store) -> None:
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        add_cohort(writer, "half a character: \udcff")
    one_sentence(refusal.value)
    with pytest.raises(StoreError) as refusal:
        store.rows("SELECT * FROM cohorts WHERE name = ?", ["\udcff"])
    one_sentence(refusal.value)
    assert cohorts(store) == []


@pytest.mark.parametrize(
    "text", ["", "100 % of it", "\x1b[31mred", "e\u0301 \U0001f600 \u202e", "line\nline\r\n", "'; DROP TABLE turns"]
)
def test_text_comes_back_as_it_was_typed(store: Store, text: str) -> None:
    with store.write() as writer:
        add_cohort(writer, text)
    assert cohorts(store) == [text]


def test_a_nul_is_kept_or_refused_in_a_sentence(store: Store, engine: str) -> None:
    if engine == "sqlite":
        with store.write() as writer:
            add_cohort(writer, "nul \x00 inside")
        assert cohorts(store) == ["nul \x00 inside"]
        return
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        add_cohort(writer, "nul \x00 inside")
    assert "NUL" in one_sentence(refusal.value)
    assert cohorts(store) == []


@pytest.mark.parametrize("of", [None, "p"])
def test_a_store_that_is_busy_says_so(
    file: Path, store: Store, of: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as writer:
        add_a_row_everywhere(writer)
    for engine in ("sqlite_store", "postgres"):
        monkeypatch.setattr(f"coach.store.{engine}.BUSY_SECONDS", 0.02)
    with closing(open_store(address(file))) as hurried, store.write(of) as writer:
        add_cohort(writer, "a")
        for anybody in (None, "p"):
            with pytest.raises(StoreError) as refusal, hurried.write(anybody):
                pass
            assert "busy with another program" in one_sentence(refusal.value)
        assert hurried.rows("SELECT * FROM cohorts") == []
    assert cohorts(store) == ["a"]


def test_everything_read_in_a_snapshot_is_of_one_moment(file: Path, store: Store) -> None:
    with closing(open_store(address(file))) as other:
        with store.snapshot():
            assert cohorts(store) == []
            with other.write() as writer:
                add_cohort(writer, "a")
            assert cohorts(store) == []
        assert cohorts(store) == ["a"]
