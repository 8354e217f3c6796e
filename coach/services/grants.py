"""Grants: how somebody who signed in on a page of the browser's server is known to the program started for them."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from coach.errors import NotAllowedError
from coach.services import people
from coach.services.rights import Actor, acting
from coach.services.sign_in import SignedIn, speak_as
from coach.services.workspace import Workspace, in_iso
from coach.store import credentials

SECONDS = 60
"""How long a grant can be taken up."""


def new_token() -> str:
    """Return 256 bits by chance, as text."""
    return secrets.token_urlsafe(32)


def give(ws: Workspace, actor: Actor, token: Callable[[], str] = new_token) -> str:
    """Keep that one program may act as somebody who signed in, and return the token it has to show, once and soon."""
    made, now = token(), ws.now()
    with ws.store.unguarded(), ws.store.write(quiet=True) as writer:
        credentials.forget_grants(writer, in_iso(now))
        credentials.keep_grant(writer, _digest(made), actor.id, in_iso(now + timedelta(seconds=SECONDS)))
    return made


def take_up(ws: Workspace, token: str) -> SignedIn:
    """Return whom a grant was given to, which no other program can take up again.

    Raises NotAllowedError for a token that was never given, was taken up already or is too old.
    """
    with ws.store.write(quiet=True) as writer:
        found = credentials.taken_grant(writer, _digest(token))
    if found is None or datetime.fromisoformat(found.until) < ws.now():
        raise NotAllowedError("This program was not started for anybody.", "Sign in on the page, and start from there.")
    actor = acting(people.find(ws, found.person_id))
    passphrase = credentials.passphrase_of(ws.store, actor.id)
    speak_as(ws, actor)
    return SignedIn(actor, handed_out=bool(passphrase and passphrase.handed_out))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
