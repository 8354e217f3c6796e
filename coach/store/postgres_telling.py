"""What PostgreSQL says of a store, told in one sentence."""

import contextlib
from collections.abc import Iterator

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout

from coach.errors import StoreError, UsageError
from coach.store.store import DoesNotFitError

_UNREACHED = (PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError)


def named(address: str) -> str:
    """Return an address as people may see it: without user or password. Raises UsageError for none."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise UsageError(
            "The address of the store cannot be read.", "Write it as postgresql://user@host/database."
        ) from error
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"postgresql://{parts.get('host') or 'localhost'}{port}/{parts.get('dbname') or ''}"


@contextlib.contextmanager
def told_by(name: str) -> Iterator[None]:
    """Turn what the database and the way to it raise into a StoreError of one sentence and what to do."""
    try:
        yield
    except (psycopg.Error, PoolTimeout, DoesNotFitError, UnicodeError) as error:
        raise StoreError(*_in_words(name, error)) from error


def _in_words(name: str, error: Exception) -> tuple[str, str]:
    if isinstance(error, UnicodeEncodeError):
        return "This text holds half a character, which no store can keep.", "Type it again without that character."
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return "This text holds a NUL character, which no database can keep.", "Type it again without that character."
    if isinstance(error, errors.DiskFull):
        return "The database has no room left, so this was not saved.", "Your text stays on screen; tell its owner."
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled | errors.DeadlockDetected):
        return "The store is busy with another program.", "Wait a moment and try again; nothing is lost."
    if isinstance(error, errors.SerializationFailure):
        return "Somebody else wrote at the same moment.", "Try again; nothing is lost."
    if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return f"The store {name} cannot be read or written as this user.", "Ask whoever looks after the database."
    if isinstance(error, errors.InvalidPassword | errors.InvalidAuthorizationSpecification):
        return f"The store {name} does not let this database user in.", "Check the name and password in COACH_STORE."
    if isinstance(error, errors.TooManyConnections):
        return f"The store {name} has no connection free.", "Try again in a minute; docs/database.md says how many."
    if isinstance(error, _UNREACHED):
        return f"The store {name} cannot be reached.", "Check that the database is up and COACH_STORE right."
    if isinstance(error, errors.UndefinedTable | errors.UndefinedColumn):
        return f"The store {name} is damaged or not a store.", "Have its owner put a backup in its place."
    said = getattr(getattr(error, "diag", None), "message_primary", None) or error
    return f"The store {name} refused this: {said}.", "Run coach doctor."
