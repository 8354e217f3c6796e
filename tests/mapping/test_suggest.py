"""Suggestions: the right criteria, with the words that speak for them and what is missing."""

from itertools import pairwise

import pytest

from coach.mapping.lexicon import Concept, CriterionCues, Group, Lexicon, merge
from coach.mapping.suggest import Mapper
from coach.mapping.suggestion import how_sure
from tests.mapping.conftest import WEIGHTS

LIMIT = (
    "Mr Osei wanted £150 back. My limit is fifty quid, over £50 it goes to Priya the branch manager, so I walked it "
    "over and she put it through within two days."
)


def refs(mapper: Mapper, levels: dict[str, str], answer: str, **known: object) -> set[str]:
    return {suggestion.ref for suggestion in mapper.suggest(answer, levels, **known)}  # type: ignore[arg-type]


def test_a_suggestion_shows_its_words_and_its_concepts(mapper: Mapper, levels: dict[str, str]) -> None:
    (suggestion,) = mapper.suggest(LIMIT, levels)
    assert (suggestion.ref, suggestion.level) == ("K2.4", "pass")
    concepts = " ".join(evidence.concept for evidence in suggestion.evidence)
    assert "limit of your own authority" in concepts
    assert "a service level" in concepts
    assert all(LIMIT[e.start : e.end] == e.text for e in suggestion.evidence)
    assert "My limit is fifty quid" in suggestion.evidence[0].text
    assert suggestion.missing == ()


def test_what_has_no_sign_is_missing(mapper: Mapper, levels: dict[str, str]) -> None:
    ranked = mapper.rank("I asked Priya because my limit is £50 and it was £80.", levels)
    assert ranked[0].ref == "K2.4"
    assert ranked[0].missing == ("a service level you work to",)
    assert next(s for s in ranked if s.ref == "K1.4").missing == ("a risk of the change",)


def test_ranking_holds_every_criterion_best_first(mapper: Mapper, levels: dict[str, str]) -> None:
    ranked = mapper.rank(LIMIT, levels)
    assert {s.ref for s in ranked} == set(levels)
    assert [s.score for s in ranked] == sorted((s.score for s in ranked), reverse=True)


def test_the_features_told_are_those_that_are_weighed(mapper: Mapper, levels: dict[str, str]) -> None:
    for targets, model in (((), WEIGHTS.blind), (("K2.4",), WEIGHTS.session)):
        told = mapper.features(LIMIT, levels, targets=targets)
        assert {s.ref: s.score for s in mapper.rank(LIMIT, levels, targets=targets)} == {
            ref: pytest.approx(model.score(features)) for ref, features in told.items()
        }


def test_a_criterion_the_lexicon_does_not_know_ranks_without_a_reason(mapper: Mapper) -> None:
    ranked = mapper.rank(LIMIT, {"K9.9": "pass", "K2.4": "pass"})
    assert [(s.ref, bool(s.evidence)) for s in ranked] == [("K2.4", True), ("K9.9", False)]


def test_more_is_asked_of_criteria_the_question_was_not_for(mapper: Mapper, levels: dict[str, str]) -> None:
    answer = "I rang her back at four because I said I would, and I kept her updated on Tuesday."
    assert refs(mapper, levels, answer, targets=("B2.1",)) == {"B2.1"}
    assert refs(mapper, levels, answer, targets=("K1.4",)) == set()


def test_evidence_that_overlaps_is_shown_once(mapper: Mapper, levels: dict[str, str]) -> None:
    answer = (
        "I took ownership of the complaint and dealt with it myself and stayed on the line, so I rang her back at 4."
    )
    suggestion = mapper.rank(answer, levels)[0]
    spans = [(e.start, e.end) for e in suggestion.evidence]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_offsets_are_those_of_the_text_as_typed(mapper: Mapper, levels: dict[str, str]) -> None:
    answer = (
        "\u2026 Cafe\u0301  staff:\n\n  my   limit\u00a0is £50\u2028 so over £50 it goes to the manager within  3 days"
    )
    suggestion = mapper.rank(answer, levels)[0]
    assert suggestion.ref == "K2.4"
    assert all(answer[e.start : e.end] == e.text for e in suggestion.evidence)
    assert "my   limit\u00a0is £50\u2028" in suggestion.evidence[0].text


def test_nothing_said_nothing_suggested(mapper: Mapper, levels: dict[str, str]) -> None:
    for answer in ("", " ", "\n", "?!…", "🙂🙂", "erm"):
        assert mapper.suggest(answer, levels) == ()
        assert {s.evidence for s in mapper.rank(answer, levels)} == {()}


def test_how_sure_in_words() -> None:
    assert [how_sure(score) for score in (0.95, 0.7, 0.4, 0.1)] == ["very likely", "likely", "possible", "unlikely"]


def test_lexicons_merge(small: Lexicon) -> None:
    other = Lexicon(
        "lexicon", "other", ("l2-csp",), {"c": Concept("c", ("x",))}, {"1K1": CriterionCues((Group("w", ("c",)),))}
    )
    both = merge([small, other])
    assert (both.id, both.standards) == ("small+other", ("l3-css-1.0", "l2-csp"))
    assert both.concepts.keys() == small.concepts.keys() | {"c"}


@pytest.mark.parametrize(
    "repeated", [{"concepts": {"risk": Concept("r", ("x",))}}, {"criteria": {"K2.4": CriterionCues(())}}]
)
def test_the_same_id_in_two_lexicons_is_refused(small: Lexicon, repeated: dict[str, dict[str, object]]) -> None:
    other = Lexicon("lexicon", "other", (), **({"concepts": {}, "criteria": {}} | repeated))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"other: (concept risk|criterion K2\.4) is already defined"):
        merge([small, other])


def test_a_concept_nobody_defines_is_refused() -> None:
    lexicon = Lexicon("lexicon", "x", (), {}, {"K1.1": CriterionCues((Group("w", ("gone",)),))})
    with pytest.raises(ValueError, match=r"K1\.1 refers to concepts that no lexicon defines: gone"):
        merge([lexicon])
