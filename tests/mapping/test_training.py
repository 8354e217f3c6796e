"""Learning the weights: near the prior, in sign, and never from the writer that is judged."""

import random
from math import exp

import msgspec
import pytest

from coach.mapping.evaluate import LabelledAnswer
from coach.mapping.features import is_about
from coach.mapping.fit import Row, fit
from coach.mapping.lexicon import Lexicon
from coach.mapping.suggest import Mapper
from coach.mapping.training import PRIOR, Scored, best_thresholds, f1, rows_by_item, spoken_words, train, word_chances
from coach.mapping.weights import Model

FLAT = Model(0.0, {"a": 0.0, "b": 0.0}, 0.5, 0.5)


def rows(truth: dict[str, float], count: int = 600) -> list[Row]:
    chance = random.Random(7)
    made = []
    for _ in range(count):
        features = {name: chance.uniform(-1, 1) for name in truth}
        score = sum(truth[name] * value for name, value in features.items())
        made.append(Row(features, chance.random() < 1 / (1 + exp(-score))))
    return made


def test_the_model_finds_what_made_the_rows() -> None:
    found = fit(rows({"a": 3.0, "b": -2.0}), FLAT, strength=0.01, rounds=200)
    assert found.coefficients["a"] == pytest.approx(3, abs=0.7)
    assert found.coefficients["b"] == pytest.approx(-2, abs=0.7)


def test_little_evidence_leaves_the_prior_where_it_is() -> None:
    prior = Model(0.0, {"a": 1.5}, 0.5, 0.5)
    assert fit(rows({"a": -3.0}, 4), prior, strength=1000).coefficients["a"] == pytest.approx(1.5, abs=0.05)


def test_a_coefficient_keeps_its_sign() -> None:
    prior = Model(0.0, {"a": 1.0, "b": -1.0}, 0.5, 0.5)
    found = fit(rows({"a": -3.0, "b": 3.0}), prior, strength=0.01)
    assert found.coefficients == {"a": 0.0, "b": 0.0}


def answer(id_: str, writer: str, text: str, *criteria: str, targets: tuple[str, ...] = ()) -> LabelledAnswer:
    return LabelledAnswer(
        id_, "l3-css-1.0", "observation", text, "strong", criteria, writer=writer, targets=targets or None
    )


ANSWERS = [
    answer("1", "x", "My limit is £50, over £50 it goes to the manager within two days.", "K2.4", targets=("K2.4",)),
    answer("2", "x", "I rang her back at 4 and kept her updated, and stayed on the line.", "B2.1", targets=("B2.1",)),
    answer("3", "y", "Nobody told her, it was a wasted trip and we lost the customer.", "K4.6", targets=("K1.4",)),
    answer("4", "y", "I rang him back on Friday because I took ownership of the case.", "B2.1", targets=("B2.1",)),
]


def test_words_that_criteria_have_to_themselves_are_learned() -> None:
    spoken = spoken_words(ANSWERS)
    assert spoken["K4.6"]["wast"] > 0
    assert "rang" not in spoken["K4.6"]
    assert "the" not in spoken["K2.4"]


def test_a_writer_is_not_judged_by_words_learned_from_that_writer(small: Lexicon, levels: dict[str, str]) -> None:
    criteria = {("l3-css-1.0", "observation"): levels}
    by_id = {item.id: found for item, found in rows_by_item(ANSWERS, small, criteria, PRIOR, in_session=False)}
    assert by_id["3"]["K4.6"].features["spoken"] <= 0
    assert by_id["2"]["B2.1"].features["spoken"] > 0


def test_training_gives_weights_a_mapper_works_with(small: Lexicon, levels: dict[str, str]) -> None:
    criteria = {("l3-css-1.0", "observation"): levels}
    weights = train(ANSWERS, small, criteria, PRIOR)
    assert weights == train(ANSWERS, small, criteria, PRIOR)
    assert weights.blind.threshold == 0.5
    ranked = Mapper(small, weights).rank(ANSWERS[0].answer, levels)
    assert ranked[0].ref == "K2.4"


def test_a_criterion_that_is_shown_more_often_than_its_cues_tell_is_suggested_more_readily(
    small: Lexicon, levels: dict[str, str]
) -> None:
    criteria = {("l3-css-1.0", "observation"): levels}
    never = [msgspec.structs.replace(item, criteria=()) if "B2.1" in item.criteria else item for item in ANSWERS]
    often, seldom = (train(items, small, criteria, PRIOR).blind for items in (ANSWERS, never))
    assert often.coefficients[is_about("B2.1")] > seldom.coefficients[is_about("B2.1")]


def test_chances_are_of_words_seen_more_than_now_and_then() -> None:
    assert word_chances([answer("1", "x", "so so so rare")]) == {"so": 0.75}


def test_thresholds_are_chosen_where_suggestions_are_right() -> None:
    scored = [
        Scored(answer(str(i), "x", "", "K1", targets=("K1",)), {"K1": 0.4 + i / 100, "K2": 0.3 + i / 100})
        for i in range(20)
    ]
    threshold, strict = best_thresholds(scored, in_session=True)
    assert f1(scored, threshold, strict) == 1
    assert threshold < strict
