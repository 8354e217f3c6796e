"""The figures of an evaluation, on a handful of answers small enough to count by hand."""

from collections.abc import Sequence

import pytest

from coach.mapping.evaluate import Counts, LabelledAnswer, average_precision, decode, evaluate
from coach.mapping.suggestion import Evidence, Suggestion

LINE = '{"id":"%s","standard":"l3-css-1.0","method":"observation","answer":"abc def","kind":"%s","criteria":%s,%s}'


def item(id_: str, kind: str, criteria: str, more: str = '"question":"?"') -> LabelledAnswer:
    return decode([LINE % (id_, kind, criteria, more)])[0]


ITEMS = [
    item("A", "strong", '["K1"]', '"targets":["K1","K2"],"spans":{"K1":"def"}'),
    item("B", "strong", '["K2","K3"]'),
    item("C", "waffle", "[]", '"targets":["K1"]'),
    item("D", "stuffed", "[]"),
]
SUGGESTED = {"A": ["K1"], "B": ["K2", "K4"], "C": ["K4"], "D": []}
RANKED = {"A": ["K2", "K1", "K3", "K4"], "B": ["K2", "K1", "K4", "K3"], "C": ["K1"], "D": ["K1"]}


def as_suggestions(refs: Sequence[str]) -> list[Suggestion]:
    return [Suggestion(ref, "pass", 0.9, (Evidence(2, 5, "c d", "x"),), ()) for ref in refs]


def test_figures_are_those_counted_by_hand() -> None:
    found = evaluate(
        ITEMS,
        lambda each, in_session: as_suggestions(["K1"] if in_session else SUGGESTED[each.id]),
        lambda each, _: as_suggestions(RANKED[each.id]),
    )
    document = found.as_document()
    assert document["n"] == 4
    assert document["blind"] == {
        "precision": 0.5,
        "recall": 0.6667,
        "f1": 0.5714,
        "map": round((0.5 + (1 + 2 / 4) / 2) / 2, 4),
        "recall_at_3": 0.75,
    }
    assert document["session"] == {
        "n": 2,
        "precision": 0.5,
        "recall": 1.0,
        "f1": 0.6667,
        "map": 0.5,
        "targets_only_f1": 0.5,
    }
    assert document["false_positives_per_item"] == {"waffle": 1.0, "stuffed": 0.0, "short": 0.0}
    assert document["evidence_overlap"] == 1.0
    assert document["by_criterion"] == {
        "K1": {"f1": 1.0, "support": 1},
        "K2": {"f1": 1.0, "support": 1},
        "K3": {"f1": 0.0, "support": 1},
        "K4": {"f1": 0.0, "support": 0},
    }


def test_nothing_to_judge_is_no_error() -> None:
    document = evaluate([], lambda *_: [], lambda *_: []).as_document()
    assert document["blind"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "map": 0.0, "recall_at_3": 0.0}


def test_average_precision_counts_what_was_never_ranked() -> None:
    assert average_precision(["a", "b", "c"], {"a", "c", "z"}) == pytest.approx((1 + 2 / 3) / 3)


def test_counts_without_anything() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)


@pytest.mark.parametrize("line", ['{"id":1}', "{", '{"id":"x"}'])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        decode([LINE % ("A", "strong", "[]", '"x":1'), line])


def test_empty_lines_are_passed_over() -> None:
    assert decode(["", "  "]) == []
