"""The program that the server starts for each browser session: the app, for whoever its grant was given to."""

import os
import sys

from coach.errors import CoachError
from coach.services import grants
from coach.services.sign_in import SignedIn
from coach.services.workspace import Workspace, open_workspace
from coach.tui.app import CoachApp

GRANT = "COACH_BROWSER_GRANT"


class BrowserApp(CoachApp):
    """The app for one person, who signed in on the page."""

    def __init__(self, ws: Workspace, let_in: SignedIn) -> None:
        super().__init__(ws)
        self._granted = let_in

    def open_first(self) -> None:
        """Let them in."""
        self._let_in(self._granted)

    def sign_out(self) -> None:
        """Leave: somebody else signs in on the page."""
        self.exit()

    def _open_sign_in(self) -> None:
        """Leave, where a passphrase that has to be chosen was not."""
        self.exit()


def main() -> int:
    """Run the app. Returns 1 where no valid grant says for whom."""
    token = os.environ.pop(GRANT, "")
    try:
        ws = open_workspace()
        let_in = grants.take_up(ws, token)
    except CoachError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    BrowserApp(ws, let_in).run()
    ws.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
