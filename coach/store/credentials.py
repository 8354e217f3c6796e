"""Passphrases, the count of wrong ones, and the settings of who has to sign in."""

from dataclasses import dataclass
from typing import Literal

from coach.review.audit import Deed
from coach.store.audit import note
from coach.store.store import Row, Store, Writer

_SHARED = "shared"
_GRANT = "grant:"
_OF = "SELECT * FROM passphrases WHERE person_id = ?"


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Somebody's passphrase as kept: its hash, and what was tried since it last opened. Times are ISO 8601 UTC."""

    hash: str
    handed_out: bool
    """Whether somebody else chose it, so that its owner has to choose their own."""
    failures: int
    failed_at: str | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody was let in, or refused for a wrong passphrase, at an ISO 8601 UTC time."""

    person_id: str
    outcome: Literal["signed-in", "refused"]
    at: str


def passphrase_of(store: Store, person_id: str) -> Passphrase | None:
    """Return somebody's passphrase, or None where none is set."""
    row = store.row(_OF, [person_id])
    return _passphrase(row) if row else None


def passphrase_in(writer: Writer, person_id: str) -> Passphrase | None:
    """Return somebody's passphrase as this transaction sees it."""
    rows = writer.rows(_OF, [person_id])
    return _passphrase(rows[0]) if rows else None


def set_passphrase(writer: Writer, person_id: str, hash_: str, at: str, *, by: str, handed_out: bool) -> None:
    """Write a passphrase in place of the one before, and by whose id in the trail; wrong tries are forgotten."""
    note(writer, at=at, actor_id=by, deed="passphrase", subject=f"people:{person_id}")
    writer.run(
        "INSERT INTO passphrases (person_id, hash, set_at, handed_out) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at, "
        "handed_out = excluded.handed_out, failures = 0, failed_at = NULL",
        [person_id, hash_, at, int(handed_out)],
    )


def remove_passphrase(writer: Writer, person_id: str, at: str, *, by: str) -> bool:
    """Take a passphrase away, with an entry in the trail, and tell whether there was one."""
    if not writer.run("DELETE FROM passphrases WHERE person_id = ?", [person_id]):
        return False
    note(writer, at=at, actor_id=by, deed="passphrase-reset", subject=f"people:{person_id}")
    return True


def record_sign_in(writer: Writer, event: SignIn) -> None:
    """Keep that somebody was let in or refused: the one place through which every sign-in and failure goes."""
    if event.outcome == "signed-in":
        deed: Deed = "sign-in"
        change, values = "failures = 0, failed_at = NULL", [event.person_id]
    else:
        deed = "refused-sign-in"
        change, values = "failures = failures + 1, failed_at = ?", [event.at, event.person_id]
    writer.run(f"UPDATE passphrases SET {change} WHERE person_id = ?", values)
    note(writer, at=event.at, actor_id=event.person_id, deed=deed, subject=f"people:{event.person_id}")


def begin_wait_again(writer: Writer, person_id: str, at: str) -> None:
    """Count the wait from this moment on, where the clock was set back behind the last wrong try."""
    writer.run("UPDATE passphrases SET failed_at = ? WHERE person_id = ?", [at, person_id])


def with_passphrase(store: Store) -> tuple[tuple[str, str], ...]:
    """Return the id and role of everybody who has a passphrase."""
    rows = store.rows("SELECT p.id, p.role FROM people p JOIN passphrases s ON s.person_id = p.id ORDER BY p.id")
    return tuple((row["id"], row["role"]) for row in rows)


def setting(store: Store, key: str) -> str | None:
    """Return a setting of the whole store, or None where it was never made."""
    row = store.row("SELECT value FROM store_settings WHERE key = ?", [key])
    return str(row["value"]) if row else None


def set_shared(writer: Writer, at: str, *, by: str, on: bool) -> None:
    """Write whether everybody has to sign in, with an entry in the trail."""
    set_setting(writer, _SHARED, "on" if on else "off")
    note(writer, at=at, actor_id=by, deed="sharing", subject=f"store_settings:{_SHARED}")


def set_setting(writer: Writer, key: str, value: str) -> None:
    """Write a setting of the whole store."""
    writer.run(
        "INSERT INTO store_settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, value],
    )


def is_shared(store: Store) -> bool:
    """Tell whether everybody has to sign in to this store: a database is shared once a lead could look after it."""
    if setting(store, _SHARED) == "on":
        return True
    with store.unguarded():
        return store.file is None and any(role == "lead" for _, role in with_passphrase(store))


def _passphrase(row: Row) -> Passphrase:
    return Passphrase(row["hash"], bool(row["handed_out"]), row["failures"], row["failed_at"])


@dataclass(frozen=True, slots=True)
class Grant:
    """That a program may act as somebody, until an ISO 8601 UTC time."""

    person_id: str
    until: str


def keep_grant(writer: Writer, digest: str, person_id: str, until: str) -> None:
    """Write a grant by the digest of its token, which itself is kept nowhere."""
    set_setting(writer, f"{_GRANT}{digest}", f"{until} {person_id}")


def taken_grant(writer: Writer, digest: str) -> Grant | None:
    """Take a grant out and return it, or None where there is none."""
    key = f"{_GRANT}{digest}"
    rows = writer.rows("SELECT value FROM store_settings WHERE key = ?", [key])
    writer.run("DELETE FROM store_settings WHERE key = ?", [key])
    if not rows:
        return None
    until, _, person_id = str(rows[0]["value"]).partition(" ")
    return Grant(person_id, until)


def forget_grants(writer: Writer, now: str) -> None:
    """Take out the grants that were not taken up in time."""
    writer.run("DELETE FROM store_settings WHERE key >= ? AND key < ? AND value < ?", [_GRANT, f"{_GRANT}g", now])
