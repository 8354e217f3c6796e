"""One family of errors: a sentence that says what is wrong, a hint that says what to do, an exit code."""


class CoachError(Exception):
    """Something a user can put right, told in one sentence."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(CoachError):
    """The command or the call was used wrongly."""

    exit_code = 2


class NotFoundError(CoachError):
    """A name or an id that nothing goes by."""


class NotAllowedError(CoachError):
    """The person asking has no right to this."""


class ContentError(CoachError):
    """A bank, scenario, lexicon or standard that cannot be used as it stands."""


class StoreError(CoachError):
    """The store cannot be opened, read or written."""
