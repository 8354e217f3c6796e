"""Live: whether somebody else wrote meanwhile, so that what is on a screen is out of date."""

from coach.services.workspace import Workspace


def somebody_wrote(ws: Workspace) -> bool:
    """Tell whether another window, program or person wrote since this was asked last; says nothing of what or who."""
    return ws.store.changed()
