import pytest

from coach.review.quality import SuggestionQuality, in_words


@pytest.mark.parametrize(
    ("passed", "attempted", "refused", "borne_out"),
    [(4, 0, 0, 1.0), (0, 4, 0, 1.0), (0, 0, 4, 0.0), (2, 1, 1, 0.75), (0, 0, 0, None)],
)
def test_a_suggestion_is_borne_out_where_a_trainer_found_evidence_passed_or_not(
    passed: int, attempted: int, refused: int, borne_out: float | None
) -> None:
    quality = SuggestionQuality("K2.4", passed, attempted, refused, missed=9)
    assert quality.suggested == passed + attempted + refused
    assert quality.borne_out == borne_out


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
