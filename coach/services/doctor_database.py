"""What coach doctor says of a store in a database."""

from collections.abc import Iterator
from contextlib import closing

from coach.content.library import Library
from coach.errors import CoachError
from coach.services.finding import Finding
from coach.services.sign_in import state_of_sign_in
from coach.services.workspace import Workspace
from coach.store.store import open_store
from coach.store.versions import STEPS


def look_at(address: str, library: Library) -> Iterator[Finding]:
    """Yield what is found of a database: whether it answers, what is in it, who signs in, and who makes its backups."""
    try:
        store = open_store(address)
    except CoachError as error:
        yield Finding("store", error.message.rstrip("."), (error.hint or "ask whoever looks after it").rstrip("."))
        return
    with closing(store):
        yield Finding("store", store.name)
        yield Finding("store server", store.rows("SELECT version() AS said")[0]["said"].partition(" on ")[0])
        yield Finding("store schema", f"{STEPS[-1]}, the newest")
        counted = sum(store.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in sorted(store.tables()))
        yield Finding("store rows", f"{counted:,}")
        yield Finding("sign-in", state_of_sign_in(Workspace(store, library)))
    yield Finding("backups", "made where the database runs; coach store copy takes a copy out too")
