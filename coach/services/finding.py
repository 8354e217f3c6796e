"""One thing that coach doctor looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and found; `to_do` says what to do where something is wrong."""

    name: str
    value: str
    to_do: str = ""
