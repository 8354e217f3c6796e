"""An answer told again part by part, in its teller's own words."""

from collections.abc import Sequence

from coach.banks.model import StoryPart
from coach.talk.context import STORY, TELLS_SOMETHING
from coach.talk.replies import Wordings


class StoryHelp:
    """Asks for what is missing of a story, one part at a time, and puts nothing in that was not said."""

    def __init__(self, words: Wordings, missing: Sequence[StoryPart] = STORY) -> None:
        self._words = words
        self._missing = list(missing) or ["result"]
        self._told: dict[StoryPart, str] = {}

    @property
    def done(self) -> bool:
        """Whether every part that was missing is told."""
        return not self._missing

    def ask(self) -> str:
        """Return the question for the part that is wanted now."""
        return self._words.say(f"craft.{self._missing[0]}")

    def hear(self, text: str) -> str:
        """Take what was told; return the next question, or the whole story once it is there."""
        if len(text.split()) < TELLS_SOMETHING:
            return self.ask()
        self._told[self._missing.pop(0)] = " ".join(text.split())
        if self._missing:
            return self.ask()
        return self._words.say("craft.whole", story=" ".join(self._told[part] for part in STORY if part in self._told))
