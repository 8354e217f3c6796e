"""Going on with a sitting: what is written to it is written by the one window that holds it as it stands."""

import contextlib
from collections.abc import Iterator

from coach.errors import UsageError
from coach.interview.states import IN_WORDS, UNFINISHED, State
from coach.services.workspace import Workspace
from coach.store.sessions import standing
from coach.store.store import Writer


@contextlib.contextmanager
def going_on(
    ws: Workspace, session_id: str, apprentice_id: str, state: State, turns: int, *, quiet: bool = False
) -> Iterator[Writer]:
    """Open the write door to an apprentice's unfinished sitting known to be in a state with so many turns.

    `quiet` is for what nobody who watches needs to hear of.

    Raises UsageError where it was handed in, dropped or gone on with elsewhere meanwhile, NotFoundError where it is
    gone.
    """
    with ws.store.write(apprentice_id, quiet=quiet) as writer:
        state_now, turns_now = standing(writer, session_id)
        if state_now not in UNFINISHED:
            hint = f"See it with: coach show {session_id}"
            raise UsageError(f"Session {session_id} is {IN_WORDS[state_now]}.", hint)
        if (state_now, turns_now) != (state, turns):
            raise UsageError(f"Session {session_id} went on elsewhere.", "Open it again to go on from there.")
        yield writer
