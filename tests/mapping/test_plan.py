"""Plans: made once, kept by whoever offers to, the same after being kept."""

from collections.abc import Callable

from coach.mapping.lexicon import Lexicon
from coach.mapping.suggest import Mapper
from coach.mapping.weights import Model, Weights

WEIGHTS = Weights("x", Model(-3.0, {"cover": 6.0}, 0.5, 0.5), Model(-3.0, {"cover": 6.0}, 0.5, 0.5))
ANSWER = "My limit is £50, over £50 it goes to Priya the manager within two days."


def test_a_kept_plan_maps_as_a_new_one(small: Lexicon, levels: dict[str, str]) -> None:
    kept: dict[str, bytes] = {}
    made: list[str] = []

    def keep(name: str, make: Callable[[], bytes]) -> bytes:
        if name not in kept:
            made.append(name)
            kept[name] = make()
        return kept[name]

    new, first, again = Mapper(small, WEIGHTS), Mapper(small, WEIGHTS, keep), Mapper(small, WEIGHTS, keep)
    assert new.rank(ANSWER, levels) == first.rank(ANSWER, levels) == again.rank(ANSWER, levels)
    assert made == [",".join(sorted(levels))]


def test_criteria_have_plans_of_their_own(small: Lexicon) -> None:
    mapper = Mapper(small, WEIGHTS)
    assert mapper.concepts(["K1.4"]) == ("risk",)
    assert set(mapper.concepts(["K1.4", "K2.4"])) == {"own-limit", "service-level", "risk"}
