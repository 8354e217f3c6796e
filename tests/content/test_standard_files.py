from pathlib import Path

import pytest

from coach.content.diagnostic import RefusedError
from coach.content.standard_files import load_standard
from tests.builders_core import write

STANDARD = """\
kind: standard
id: s
title: S
level: 3
plan_version: "1.0"
reference: ST1
source: D
content: s
methods:
  - {id: observation, title: Observation}
"""
CRITERIA = """\
kind: criteria
id: s
sections:
  - {id: K1, title: One}
criteria:
  - {ref: K1.1, section: K1, level: pass, method: observation, title: About it, summary: Shows it}
  - {ref: K1.2, section: K1, level: pass, method: observation, title: About that, summary: Shows that}
"""
STATEMENTS = """\
kind: statements
id: s
statements:
  - {id: K1-1, section: K1, type: knowledge, text: Knows, criteria: [K1.1, K1.2]}
"""
CARDS = """\
kind: cards
id: s
cards:
  - {ref: K1.1, plain: Say it, listens_for: [a], starters: [b], slips: [c]}
"""


def files(folder: Path, **changed: str) -> Path:
    texts = {"criteria-s": CRITERIA, "statements-s": STATEMENTS, "cards-s": CARDS, "s": STANDARD}
    texts |= {name.replace("_", "-"): text for name, text in changed.items()}
    for name, text in texts.items():
        write(folder / f"{name}.yaml", text)
    return folder / "s.yaml"


def test_a_standard_is_put_together_from_its_files(tmp_path: Path) -> None:
    standard = load_standard(files(tmp_path, s=STANDARD + "moves: {K1.2: observation}\nemployer_verified: [K1.2]\n"))
    assert [criterion.ref for criterion in standard.criteria] == ["K1.1", "K1.2"]
    assert [criterion.ref for criterion in standard.criteria_of("observation")] == ["K1.1"]
    assert standard.statements_of("K1.2") == ("K1-1",)
    assert set(standard.cards) == {"K1.1"}


def test_a_standard_may_have_criteria_alone(tmp_path: Path) -> None:
    write(tmp_path / "criteria-s.yaml", CRITERIA)
    standard = load_standard(write(tmp_path / "s.yaml", STANDARD))
    assert (standard.statements, standard.cards, standard.fail_descriptors) == ((), {}, ())


@pytest.mark.parametrize(
    ("name", "text", "line", "message", "hint"),
    [
        ("criteria_s", CRITERIA.replace("K1.2, section: K1", "K1.2, section: K11"), 7, "no section goes by K11", "K1?"),
        ("criteria_s", CRITERIA.replace("ref: K1.2", "ref: K1.1"), 7, "the ref K1.1 stands twice", ""),
        ("criteria_s", CRITERIA.replace("observation, title: About it", "observaton, title: About it"), 6,
         "no method goes by observaton", "observation?"),
        ("s", STANDARD + "moves: {K1.3: observation}\n", 11, "no criterion goes by K1.3", "K1."),
        ("statements_s", STATEMENTS.replace("K1.2]", "K1.22]"), 4, "no criterion goes by K1.22", "K1.2?"),
        ("cards_s", CARDS.replace("K1.1", "K1.11"), 4, "no criterion goes by K1.11", "K1.1?"),
        ("statements_s", STATEMENTS.replace("knowledge", "knowlege"), 4, "knowlege is not one", "knowledge?"),
    ],
)  # fmt: skip
def test_a_ref_that_leads_nowhere_is_refused_with_the_nearest(
    tmp_path: Path, name: str, text: str, line: int, message: str, hint: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        load_standard(files(tmp_path, **{name: text}))
    found = refused.value.diagnostics[0]
    assert Path(found.file).stem == name.replace("_", "-")
    assert found.line == line
    assert message in found.message
    assert hint in found.hint
