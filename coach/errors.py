"""One family of errors: a sentence that says what is wrong, a hint that says what to do, an exit code."""

import traceback


class CoachError(Exception):
    """Something a user can put right, told in one sentence."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def by_mistake(error: BaseException) -> str:
    """Say in one sentence that coach itself went wrong, without a value that could be somebody's answer."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"coach stopped by mistake ({type(error).__name__}{place}). What was sent is kept; please start it again."


class UsageError(CoachError):
    """The command or the call was used wrongly."""

    exit_code = 2


class NotFoundError(CoachError):
    """A name or an id that nothing goes by."""


class NotAllowedError(CoachError):
    """The person asking has no right to this."""


class WrongPassphraseError(NotAllowedError):
    """A name and a passphrase that do not go together."""


class ClaimedError(CoachError):
    """Another trainer has this session on their desk."""


class ContentError(CoachError):
    """A bank, scenario, lexicon or standard that cannot be used as it stands."""


class StoreError(CoachError):
    """The store cannot be opened, read or written."""
