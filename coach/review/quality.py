"""How far the mapper's suggestions were borne out by trainers' marks, criterion by criterion."""

import msgspec


class SuggestionQuality(msgspec.Struct, frozen=True):
    """What became of a criterion's suggestions once a trainer marked them."""

    ref: str
    passed: int
    """Suggested and marked passed."""
    attempted: int
    """Suggested and marked attempted, not passed: the words were there, the substance was not."""
    refused: int
    """Suggested and marked no evidence."""
    missed: int
    """Not suggested, yet marked passed or attempted."""

    @property
    def suggested(self) -> int:
        """Suggestions that a mark has answered."""
        return self.passed + self.attempted + self.refused


def in_words(quality: SuggestionQuality | None) -> str:
    """Say how far a criterion's suggestions can be trusted, with the counts it rests on."""
    if quality is None or not quality.suggested:
        return "no suggestion of this criterion has been marked yet"
    held = quality.passed + quality.attempted
    found = f"trainers found evidence in {held} of {quality.suggested}"
    return f"{found}, and {quality.missed} missed" if quality.missed else found
