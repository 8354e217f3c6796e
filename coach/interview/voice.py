"""The assessor's words: several wordings a moment, chosen by seed, never the same twice running."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Literal

import msgspec

Moment = Literal[
    "introduction",
    "rules",
    "exam",
    "practice",
    "first-question",
    "acknowledge",
    "next-question",
    "back-to",
    "probe",
    "repeat",
    "rephrase",
    "no-rephrasing",
    "time",
    "set-aside",
    "last-one",
    "nothing-yet",
    "skip",
    "stuck",
    "stuck-exam",
    "glossary",
    "not-in-glossary",
    "pause",
    "no-pause",
    "resume",
    "half",
    "ten-minutes",
    "five-minutes",
    "one-minute",
    "time-up",
    "tolerance",
    "over",
    "over-unsaid",
    "closing",
    "closing-early",
    "help",
    "no-hint",
    "interrupted",
    "gathered",
]


class Voice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said at each moment; `{name}` stands for a value known only then."""

    kind: Literal["voice"]
    names: tuple[str, ...]
    says: Mapping[Moment, tuple[str, ...]]

    def name(self, seed: int) -> str:
        """Return this interview's assessor."""
        return self.names[_pick(seed, "name", len(self.names))]

    def say(self, moment: Moment, seed: int, turn: int, **values: str) -> str:
        """Return one wording; consecutive turns get different ones where there are several."""
        wordings = self.says[moment]
        text = wordings[(_pick(seed, moment, len(wordings)) + turn) % len(wordings)]
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text


def _pick(seed: int, key: str, count: int) -> int:
    return int.from_bytes(blake2b(f"{seed}:{key}".encode(), digest_size=4).digest()) % count
