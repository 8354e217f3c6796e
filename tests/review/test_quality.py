import pytest

from coach.review.quality import SuggestionQuality, in_words


@pytest.mark.parametrize(
    ("quality", "words"),
    [
        (None, "no suggestion of this criterion has been marked yet"),
        (SuggestionQuality("K2.4", 0, 0, 0, 3), "no suggestion of this criterion has been marked yet"),
        (SuggestionQuality("K2.4", 2, 1, 1, 0), "trainers found evidence in 3 of 4"),
        (SuggestionQuality("K2.4", 0, 0, 1, 2), "trainers found evidence in 0 of 1, and 2 missed"),
    ],
)
def test_how_far_suggestions_can_be_trusted_in_words(quality: SuggestionQuality | None, words: str) -> None:
    assert in_words(quality) == words
