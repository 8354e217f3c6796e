"""What a passphrase may be, how it is kept, and how long to wait after wrong ones."""

import unicodedata
from dataclasses import dataclass

from coach.errors import UsageError

SHORTEST = 8
LONGEST = 200
FREE_TRIES = 3
FIRST_WAIT = 30
LONGEST_WAIT = 900
"""Seconds to wait: none for the first tries, then doubling up to a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Hashing:
    """What one Argon2id hash costs: rounds, memory in KiB, lanes."""

    rounds: int
    memory: int
    lanes: int


USUAL = Hashing(rounds=1, memory=47_104, lanes=1)
"""The first choice of OWASP's Password Storage Cheat Sheet: about a tenth of a second and 46 MiB."""


def hashed(passphrase: str, cost: Hashing) -> str:
    """Return what is kept of a passphrase: an Argon2id hash with its own salt and cost."""
    from argon2 import PasswordHasher

    return PasswordHasher(cost.rounds, cost.memory, cost.lanes).hash(_bytes(passphrase))


def matches(kept: str, passphrase: str) -> bool:
    """Tell whether a passphrase is the one a hash was made of."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, _bytes(passphrase))
    except (VerificationError, InvalidHashError):
        return False


def check_new(passphrase: str, name: str) -> None:
    """Raise UsageError where a passphrase is too short, too long, hardly varied or the person's own name."""
    if len(passphrase) < SHORTEST:
        raise UsageError(f"A passphrase needs {SHORTEST} characters or more.", "Three or four words are easy to keep.")
    if len(passphrase) > LONGEST:
        raise UsageError(f"A passphrase has at most {LONGEST} characters.", "Choose a shorter one.")
    if not passphrase.isprintable():
        raise UsageError("This passphrase holds characters that cannot be typed again.", "Use letters and spaces.")
    plain = passphrase.casefold()
    if len(set(plain)) < 4 or plain.replace(" ", "") == name.casefold().replace(" ", ""):
        raise UsageError("That is the first thing somebody would try.", "Choose three or four words of your own.")


def seconds_after(failures: int) -> int:
    """Return how long to wait after so many wrong passphrases in a row."""
    if failures < FREE_TRIES:
        return 0
    return int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10)))


def hint_on(passphrase: str) -> str:
    """Return what may have gone wrong with a wrong passphrase, by how it was typed."""
    letters = [letter for letter in passphrase if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return "Every letter was a capital: is Caps Lock on?"
    if passphrase != passphrase.strip():
        return "It began or ended with a space: type it again."
    return "Type it again, and mind Caps Lock and the keyboard's language."


def _bytes(passphrase: str) -> bytes:
    # The same letter may arrive whole or as a letter and its accent, by keyboard.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
