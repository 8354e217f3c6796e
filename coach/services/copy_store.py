"""Moving a whole store to another place: from a file to a database, or back."""

from coach.errors import UsageError
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import copying, credentials
from coach.store.copying import Sum
from coach.store.store import Store


def copy_store(ws: Workspace, actor: Actor, target: Store) -> dict[str, Sum]:
    """Copy the whole store into an empty one; return how many rows each table has, and their checksum.

    Raises NotAllowedError, UsageError where the target is not empty or nobody could sign in to it, StoreError.
    """
    require(actor, "replace")
    if target.file is None and "lead" not in {role for _, role in credentials.with_passphrase(ws.store)}:
        raise UsageError(
            "Everybody signs in to a store in a database, and no lead here has a passphrase.",
            "Set one first: coach people passphrase NAME",
        )
    return dict(copying.copy_all(ws.store, target))
