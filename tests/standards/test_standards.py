import csv
from collections import Counter
from pathlib import Path

import pytest

from coach.content.check import check_paths
from coach.content.library import STANDARD_IDS, Library
from coach.standards.model import Criterion, Standard

FACTS = Path(__file__).parent.parent / "data" / "facts"
INTERVIEW, DISCUSSION, OBSERVATION, SHOWCASE = (
    "project-interview",
    "professional-discussion",
    "observation",
    "showcase",
)


def facts(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


L3, L2 = facts("criteria-l3.csv"), facts("criteria-l2.csv")


@pytest.fixture(params=STANDARD_IDS)
def standard(request: pytest.FixtureRequest, shipped: Library) -> Standard:
    return shipped.standard(request.param)


def levels(criteria: tuple[Criterion, ...]) -> tuple[int, int]:
    count = Counter(criterion.level for criterion in criteria)
    return count["pass"], count["distinction"]


def of_method(standard: Standard, method: str) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in standard.criteria if criterion.method == method)


# --- against the facts


@pytest.mark.parametrize(("id_", "column"), [("l3-css-1.0", "method_plan_v1.0"), ("l3-css-1.1", "method_plan_v1.1")])
def test_level_3_ref_by_ref(shipped: Library, id_: str, column: str) -> None:
    standard = shipped.standard(id_)
    found = [
        (c.ref, standard.sections_by_id[c.section].title, c.level, c.method, c.also_evidences)
        for c in standard.criteria
    ]
    assert found == [(row["ref"], row["section"], row["level"], row[column], ()) for row in L3]


def test_level_2_ref_by_ref(shipped: Library) -> None:
    standard = shipped.standard("l2-csp")
    found = [
        (c.ref, c.section, standard.sections_by_id[c.section].title, c.level, c.method, set(c.also_evidences))
        for c in standard.criteria
    ]
    assert found == [
        (
            row["ref"],
            row["module"],
            row["section"],
            row["level"],
            row["method"],
            set(row["also_evidences"].replace(";", " ").split()),
        )
        for row in L2
    ]


@pytest.mark.parametrize(
    ("id_", "whole", "methods"),
    [
        ("l3-css-1.0", (48, 14), {INTERVIEW: (16, 9), DISCUSSION: (11, 3), OBSERVATION: (21, 2)}),
        ("l3-css-1.1", (48, 14), {INTERVIEW: (16, 9), DISCUSSION: (12, 3), OBSERVATION: (20, 2)}),
        ("l2-csp", (55, 19), {SHOWCASE: (29, 10), OBSERVATION: (16, 5), DISCUSSION: (10, 4)}),
    ],
)
def test_as_many_criteria_as_the_documents_count(
    shipped: Library, id_: str, whole: tuple[int, int], methods: dict[str, tuple[int, int]]
) -> None:
    standard = shipped.standard(id_)
    assert len(standard.criteria) == sum(whole)
    assert levels(standard.criteria) == whole
    assert {method.id: levels(of_method(standard, method.id)) for method in standard.methods} == methods


def test_the_plans_of_level_3_differ_in_one_criterion(shipped: Library) -> None:
    old, new = shipped.standard("l3-css-1.0"), shipped.standard("l3-css-1.1")
    moved = [before.ref for before, after in zip(old.criteria, new.criteria, strict=True) if before != after]
    assert moved == ["S1.1"]
    assert (old.by_ref["S1.1"].method, new.by_ref["S1.1"].method) == (OBSERVATION, DISCUSSION)


def test_levels_and_versions(shipped: Library) -> None:
    found = [(standard.id, standard.level, standard.plan_version) for standard in shipped.standards]
    assert found == [("l3-css-1.0", 3, "1.0"), ("l3-css-1.1", 3, "1.1"), ("l2-csp", 2, "1")]


def test_only_the_observation_is_watched(standard: Standard) -> None:
    watched = [method.id for method in standard.methods if method.conversation == "observed"]
    assert watched == [OBSERVATION]


# --- who a criterion is for


@pytest.mark.parametrize(("face_to_face", "counted"), [(True, {"17B1"}), (False, {"17B2", "17B3"})])
def test_module_17_depends_on_the_role(shipped: Library, face_to_face: bool, counted: set[str]) -> None:
    standard = shipped.standard("l2-csp")
    found = {criterion.ref for criterion in standard.criteria_for(face_to_face=face_to_face)}
    assert found & {"17B1", "17B2", "17B3"} == counted
    assert len(found) == 74 - 3 + len(counted)


def test_at_level_3_every_criterion_counts_for_everybody(shipped: Library) -> None:
    for id_ in ("l3-css-1.0", "l3-css-1.1"):
        standard = shipped.standard(id_)
        assert standard.criteria_for(face_to_face=True) == standard.criteria_for(face_to_face=False)
        assert len(standard.criteria_for()) == 62


def test_criteria_come_method_by_method_in_the_plans_order(standard: Standard) -> None:
    order = {criterion.ref: place for place, criterion in enumerate(standard.criteria)}
    methods = [method.id for method in standard.methods]
    keys = [(methods.index(c.method), order[c.ref]) for c in standard.criteria_for()]
    assert keys == sorted(keys)


def test_what_the_employer_verifies_is_asked_by_nobody(standard: Standard) -> None:
    ref = standard.criteria_of(DISCUSSION)[0].ref
    verified = Standard(
        **{field: getattr(standard, field) for field in standard.__dataclass_fields__}
        | {"employer_verified": frozenset({ref})}
    )
    assert ref not in {criterion.ref for criterion in verified.criteria_of(DISCUSSION)}
    assert ref in verified.by_ref


# --- our own words


def test_every_criterion_has_a_short_title_and_a_summary(standard: Standard) -> None:
    for criterion in standard.criteria:
        assert 2 <= len(criterion.title.split()) <= 6, (criterion.ref, criterion.title)
        assert len(criterion.summary.split()) >= 5, criterion.ref
        assert not criterion.title.endswith("."), criterion.ref


def test_no_two_criteria_share_a_title_or_a_summary(standard: Standard) -> None:
    for texts in ([c.title for c in standard.criteria], [c.summary for c in standard.criteria]):
        assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_what_an_answer_could_include_stands_with_every_criterion_or_its_section(standard: Standard) -> None:
    for criterion in standard.criteria:
        assert criterion.amplification or standard.sections_by_id[criterion.section].amplification, criterion.ref


def test_every_criterion_is_linked_to_a_statement_and_every_statement_to_criteria(standard: Standard) -> None:
    assert [c.ref for c in standard.criteria if not standard.statements_of(c.ref)] == []
    assert [statement.id for statement in standard.statements if not statement.criteria] == []
    for statement in standard.statements:
        assert set(statement.criteria) <= set(standard.by_ref)
        assert statement.section in standard.sections_by_id


def test_statements_are_of_all_three_kinds_and_their_ids_are_their_own(standard: Standard) -> None:
    assert {statement.type for statement in standard.statements} == {"knowledge", "skill", "behaviour"}
    ids = [statement.id for statement in standard.statements]
    assert len(set(ids)) == len(ids)


def test_every_criterion_has_a_card(standard: Standard) -> None:
    assert set(standard.cards) == set(standard.by_ref)
    for card in standard.cards.values():
        assert card.plain.strip()
        assert card.listens_for and card.starters and card.slips


def test_also_evidences_names_other_criteria_of_the_standard(standard: Standard) -> None:
    for criterion in standard.criteria:
        assert set(criterion.also_evidences) <= set(standard.by_ref) - {criterion.ref}


def test_notes_and_sources_are_there_for_trainers(standard: Standard) -> None:
    assert standard.source
    assert standard.notes


def test_level_3_has_fail_descriptors_for_each_method(shipped: Library) -> None:
    standard = shipped.standard("l3-css-1.1")
    assert {descriptor.method for descriptor in standard.fail_descriptors} == set(standard.methods_by_id)
    assert all(descriptor.document and descriptor.text for descriptor in standard.fail_descriptors)


# --- all that is shipped


def test_all_shipped_content_is_without_mistakes() -> None:
    assert [str(found) for found in check_paths(()) if found.severity == "error"] == []


def test_no_shipped_bank_is_refused(shipped: Library) -> None:
    assert len(shipped.banks) >= 6
    assert shipped.refused == []


def test_the_banks_are_as_large_as_promised(shipped: Library) -> None:
    for id_ in ("l3-css-1.0", "l3-css-1.1"):
        for method, at_least in ((INTERVIEW, 45), (DISCUSSION, 35)):
            questions = shipped.questions(id_, method)
            assert len(questions) >= at_least
            targeted = Counter(target for question in questions for target in question.targets)
            for criterion in shipped.standard(id_).criteria_of(method):
                assert targeted[criterion.ref] >= (3 if criterion.level == "pass" else 2), criterion.ref
            for question in questions:
                assert question.rephrasings
                assert 1 <= len(question.targets) <= 3
                assert len(question.probes) >= 2
                assert question.strong.pass_


def test_no_question_id_is_used_twice(shipped: Library) -> None:
    ids = [question.id for bank in shipped.banks for question in bank.questions]
    assert [id_ for id_, times in Counter(ids).items() if times > 1] == []
