"""The five organisations' rules against a table of what their documents say, written down apart from the data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import pytest

from coach import paths
from coach.content.convert import convert
from coach.content.yaml_source import read_yaml
from coach.standards.organisation import Order, Organisation, Sourced

NAMES = ("highfield", "achieve-partners", "gateway-qualifications", "vtct-skills", "innovate-awarding")
STANDARDS = {
    "highfield": ("l3-css-1.0",),
    "achieve-partners": ("l3-css-1.0",),
    "gateway-qualifications": ("l3-css-1.1",),
    "vtct-skills": ("l3-css-1.1",),
    "innovate-awarding": ("l2-csp",),
}


@dataclass(frozen=True)
class Says:
    """A rule in words: the value says each of these, whatever else it says."""

    words: tuple[str, ...]

    def fits(self, value: Any) -> bool:
        text = " | ".join(getattr(each, "text", each) for each in value) if isinstance(value, tuple) else str(value)
        return all(word in text for word in self.words)


def says(*words: str) -> Says:
    return Says(words)


INTERVIEW, DISCUSSION, OBSERVATION, SHOWCASE = (
    f"methods.{name}" for name in ("project-interview", "professional-discussion", "observation", "showcase")
)
GRADE = says("pass: all pass criteria", "distinction: all pass and all distinction criteria")
OVERALL = says("any fail: fail", "all three methods: distinction", "otherwise pass")
SILENT = None

# A row is a rule; its columns are the organisations in the order of NAMES. SILENT: the document says nothing.
RULES: Mapping[str, tuple[Any, Any, Any, Any, Any]] = {
    "ofqual_number": (SILENT, "603/7539/5", "610/3723/0", SILENT, SILENT),
    "valid_from": (SILENT, date(2021, 5, 17), SILENT, SILENT, SILENT),
    "valid_to": (SILENT, date(2024, 5, 31), SILENT, SILENT, SILENT),
    "months_on_programme_at_least": (15, SILENT, 12, 12, 12),
    "months_on_programme_typically": (SILENT, "15 months", "15 months", "15 months", "12 to 15 months"),
    "days_before_assessment_at_least": (372, SILENT, 366, SILENT, SILENT),
    "window_months": (3, SILENT, 3, 3, 2),
    "gateway.english": ("level 2", "level 2", "level 2", says("funding rules"), says("level 1", "level 2 attempted")),
    "gateway.maths": ("level 2", "level 2", "level 2", says("funding rules"), says("level 1", "level 2 attempted")),
    "gateway.also_accepted": (SILENT, SILENT, says("Entry Level 3", "EHC", "legacy", "Sign Language"), SILENT, SILENT),
    "gateway.needs": (
        says("project proposal", "portfolio", "readiness report", "employer, training provider and apprentice"),
        says("portfolio"),
        says("gateway meeting", "reasonable adjustments"),
        says("portfolio of 10 to 15 pieces", "mapping document", "declaration of authenticity", "employer's sign-off"),
        says("employer and provider", "ready"),
    ),
    "order_fixed": (SILENT, False, False, False, SILENT),
    # The project, its report and the interview
    f"{INTERVIEW}.minutes": (60, 60, 60, 60, SILENT),
    f"{INTERVIEW}.minutes_at_least": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.tolerance_percent": (10, SILENT, 10, 10, SILENT),
    f"{INTERVIEW}.tolerance_only_longer": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.questions": (10, 10, 10, SILENT, SILENT),
    f"{INTERVIEW}.open_questions": (SILENT, SILENT, True, SILENT, SILENT),
    f"{INTERVIEW}.questions_from": (says("bank"), SILENT, says("organisation's own bank"), SILENT, SILENT),
    f"{INTERVIEW}.follow_ups": (says("explained further", "nothing beyond the ten"), SILENT, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.report_words": (2500, 2500, 2500, 2500, SILENT),
    f"{INTERVIEW}.report_words_tolerance_percent": (10, 10, 10, 10, SILENT),
    f"{INTERVIEW}.annexes_counted": (False, False, False, False, SILENT),
    f"{INTERVIEW}.report_due_weeks_before": (2, SILENT, 2, 2, SILENT),
    f"{INTERVIEW}.project_months_after_gateway": (2, SILENT, 2, 2, SILENT),
    f"{INTERVIEW}.project_weeks_after_gateway": (SILENT, 8, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.proposal_words_at_least": (200, SILENT, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.proposal_words_at_most": (300, SILENT, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.proposal_again_within_weeks": (1, SILENT, SILENT, SILENT, SILENT),
    f"{INTERVIEW}.subject_agreed": (
        says("Highfield", "synopsis"),
        SILENT,
        says("planning meeting"),
        says("VTCT Skills"),
        SILENT,
    ),
    # The discussion and its portfolio
    f"{DISCUSSION}.minutes": (60, 60, 60, 60, 60),
    f"{DISCUSSION}.minutes_at_least": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{DISCUSSION}.tolerance_percent": (10, SILENT, 10, 10, SILENT),
    f"{DISCUSSION}.tolerance_only_longer": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{DISCUSSION}.questions": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{DISCUSSION}.open_questions": (SILENT, True, True, SILENT, SILENT),
    f"{DISCUSSION}.questions_from": (SILENT, SILENT, says("bank"), SILENT, SILENT),
    f"{DISCUSSION}.follow_ups": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{DISCUSSION}.agenda_shared": (SILENT, SILENT, False, SILENT, SILENT),
    f"{DISCUSSION}.portfolio_pieces_at_least": (10, 10, SILENT, 10, SILENT),
    f"{DISCUSSION}.portfolio_pieces_at_most": (15, 15, SILENT, 15, SILENT),
    f"{DISCUSSION}.portfolio_due_weeks_before": (2, SILENT, 2, 2, SILENT),
    f"{DISCUSSION}.portfolio_assessed": (False, SILENT, False, False, SILENT),
    f"{DISCUSSION}.portfolio_numbered_and_mapped": (True, SILENT, SILENT, SILENT, SILENT),
    f"{DISCUSSION}.portfolio_refuses": (
        SILENT,
        SILENT,
        SILENT,
        says("reflective accounts", "self-assessment"),
        SILENT,
    ),
    f"{DISCUSSION}.portfolio_video_minutes_at_most": (SILENT, SILENT, SILENT, 10, SILENT),
    f"{DISCUSSION}.distinctions_needed": (SILENT, SILENT, SILENT, SILENT, 3),
    f"{DISCUSSION}.weight_percent": (SILENT, SILENT, SILENT, SILENT, 15),
    # The observation
    f"{OBSERVATION}.minutes": (60, 60, 60, 60, 120),
    f"{OBSERVATION}.minutes_at_least": (SILENT, SILENT, SILENT, SILENT, 60),
    f"{OBSERVATION}.tolerance_percent": (10, SILENT, 10, 10, SILENT),
    f"{OBSERVATION}.tolerance_only_longer": (SILENT, SILENT, True, SILENT, SILENT),
    f"{OBSERVATION}.questions": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{OBSERVATION}.open_questions": (SILENT, SILENT, True, True, SILENT),
    f"{OBSERVATION}.follow_ups": (says("may add"), SILENT, says("may add"), says("may add"), SILENT),
    f"{OBSERVATION}.question_minutes_at_most": (9, SILENT, SILENT, SILENT, SILENT),
    f"{OBSERVATION}.question_percent_at_most": (SILENT, SILENT, 15, 15, SILENT),
    f"{OBSERVATION}.notice_weeks": (2, SILENT, 2, 2, SILENT),
    f"{OBSERVATION}.sessions": (1, SILENT, 1, 1, SILENT),
    f"{OBSERVATION}.distinctions_needed": (SILENT, SILENT, SILENT, SILENT, 4),
    f"{OBSERVATION}.weight_percent": (SILENT, SILENT, SILENT, SILENT, 20),
    # The showcase
    f"{SHOWCASE}.minutes": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{SHOWCASE}.report_words": (SILENT, SILENT, SILENT, SILENT, SILENT),
    f"{SHOWCASE}.report_optional": (SILENT, SILENT, SILENT, SILENT, True),
    f"{SHOWCASE}.report_due_working_days_before": (SILENT, SILENT, SILENT, SILENT, 7),
    f"{SHOWCASE}.distinctions_needed": (SILENT, SILENT, SILENT, SILENT, 7),
    f"{SHOWCASE}.weight_percent": (SILENT, SILENT, SILENT, SILENT, 65),
    # Grades, marks, resits
    "method_grade": (
        GRADE,
        says("fail, pass or distinction"),
        GRADE,
        GRADE,
        says("pass: all pass criteria", "7 of 10", "4 of 5", "3 of 4"),
    ),
    "overall_grade": (
        OVERALL,
        OVERALL,
        OVERALL,
        OVERALL,
        says("short of a pass criterion: fail", "65 % showcase", "20 % observation", "15 % discussion"),
    ),
    "marks": (("passed", "attempted not passed"), SILENT, SILENT, ("fail", "pass", "distinction"), SILENT),
    "resit.within_months": (12, SILENT, 3, 12, SILENT),
    "resit.otherwise": (SILENT, SILENT, says("whole assessment"), SILENT, SILENT),
    "resit.limit": (says("none"), SILENT, SILENT, says("none"), SILENT),
    "resit.capped_at": ("pass", SILENT, "pass", "pass", "pass"),
    "resit.rework_months": (1, SILENT, SILENT, 1, SILENT),
    "resit.action_plan": (SILENT, SILENT, True, True, SILENT),
    "resit.further_learning": (says("retake"), says("expected"), says("retake"), says("retake"), SILENT),
    "resit.may_lift_a_pass": (False, SILENT, False, False, SILENT),
}

ORDERS: Mapping[str, set[tuple[str, str, bool]]] = {
    "highfield": {
        ("project-interview", "professional-discussion", False),
        ("professional-discussion", "observation", False),
    },
    "achieve-partners": {("observation", "professional-discussion", False)},
    "gateway-qualifications": {
        ("project-interview", "professional-discussion", False),
        ("professional-discussion", "observation", False),
    },
    "vtct-skills": {
        ("project-interview", "professional-discussion", False),
        ("professional-discussion", "observation", False),
    },
    "innovate-awarding": {("observation", "professional-discussion", True)},
}

CELLS = [(path, name, RULES[path][column]) for path in RULES for column, name in enumerate(NAMES)]


@pytest.fixture(scope="module")
def organisations() -> dict[str, Organisation]:
    files = sorted(paths.ORGANISATIONS.glob("*.yaml"))
    return {path.stem: convert(read_yaml(path), Organisation) for path in files}


def sourced(thing: Any, path: str = "") -> Iterator[tuple[str, Sourced[Any]]]:
    """Yield every sourced value in a structure with its path; methods and fields alike are joined by dots."""
    if isinstance(thing, Sourced):
        yield path, thing
    elif isinstance(thing, msgspec.Struct):
        for field in msgspec.structs.fields(thing):
            yield from sourced(getattr(thing, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(thing, Mapping):
        for key, item in thing.items():
            yield from sourced(item, f"{path}.{key}")
    elif isinstance(thing, tuple):
        for item in thing:
            yield from sourced(item, path)


def rule(organisation: Organisation, path: str) -> Sourced[Any] | None:
    """Return what stands at a path; a method the organisation does not have has no rules."""
    *before, last = path.split(".")
    holder: Any = organisation
    if before and before[0] == "methods":
        holder = organisation.rules(before[1])
    elif before:
        holder = getattr(organisation, before[0])
    found: Sourced[Any] | None = getattr(holder, last)
    return found


def test_the_five_files_are_there_and_named_after_their_ids(organisations: dict[str, Organisation]) -> None:
    assert {name: found.id for name, found in organisations.items()} == {name: name for name in NAMES}


@pytest.mark.parametrize(("path", "name", "wanted"), [pytest.param(*cell, id=f"{cell[1]}:{cell[0]}") for cell in CELLS])
def test_a_rule_is_what_the_document_says(
    organisations: dict[str, Organisation], path: str, name: str, wanted: Any
) -> None:
    found = rule(organisations[name], path)
    if wanted is SILENT:
        assert found is None, f"{name} is silent on {path}"
        return
    assert found is not None, f"{name} says something on {path}"
    if isinstance(wanted, Says):
        assert wanted.fits(found.value), found.value
    else:
        assert found.value == wanted
        assert type(found.value) is type(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_stands_outside_the_table(organisations: dict[str, Organisation], name: str) -> None:
    found = {path for path, _ in sourced(organisations[name])} - {"order"}
    assert found - RULES.keys() == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_value_names_its_place_in_the_document(organisations: dict[str, Organisation], name: str) -> None:
    found = list(sourced(organisations[name]))
    assert found
    assert [path for path, item in found if not item.where.strip()] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_methods(organisations: dict[str, Organisation], name: str) -> None:
    found = organisations[name].order
    assert {(item.value.first, item.value.then, item.value.required) for item in found} == ORDERS[name]
    assert len(found) == len(ORDERS[name])


def test_only_innovate_requires_an_order(organisations: dict[str, Organisation]) -> None:
    required = {
        name: item.value for name, found in organisations.items() for item in found.order if item.value.required
    }
    assert required == {"innovate-awarding": Order("observation", "professional-discussion", required=True)}


@pytest.mark.parametrize("name", NAMES)
def test_the_methods_are_those_of_the_standard(organisations: dict[str, Organisation], name: str) -> None:
    found = organisations[name]
    assert found.standards == STANDARDS[name]
    for standard in found.standards:
        methods = {method["id"] for method in read_yaml(paths.STANDARDS / f"{standard}.yaml").data["methods"]}
        assert set(found.methods) == methods
        assert {end for item in found.order for end in (item.value.first, item.value.then)} <= methods


def test_a_method_the_document_does_not_name_has_no_rules(organisations: dict[str, Organisation]) -> None:
    rules = organisations["innovate-awarding"].rules("project-interview")
    assert [field.name for field in msgspec.structs.fields(rules) if getattr(rules, field.name) is not None] == []


def test_distinction_shares_and_weights_of_level_2(organisations: dict[str, Organisation]) -> None:
    methods = organisations["innovate-awarding"].methods
    needed = {name: rules.distinctions_needed.value for name, rules in methods.items() if rules.distinctions_needed}
    weights = {name: rules.weight_percent.value for name, rules in methods.items() if rules.weight_percent}
    assert needed == {"showcase": 7, "observation": 4, "professional-discussion": 3}
    assert weights == {"showcase": 65, "observation": 20, "professional-discussion": 15}
    assert sum(weights.values()) == 100


def test_achieve_partners_expires_after_its_last_day(organisations: dict[str, Organisation]) -> None:
    found = organisations["achieve-partners"]
    assert not found.expired(date(2024, 5, 31))
    assert found.expired(date(2024, 6, 1))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "achieve-partners"])
def test_the_others_do_not_expire(organisations: dict[str, Organisation], name: str) -> None:
    assert not organisations[name].expired(date.max)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("highfield", ("S1.1", "v1.1")),
        ("achieve-partners", ("expired", "practice")),
        ("achieve-partners", ("no grading criteria",)),
        ("gateway-qualifications", ("one of the nine distinction criteria", "VTCT")),
        ("gateway-qualifications", ("S1.1", "discussion")),
        ("vtct-skills", ("nine distinction criteria", "Gateway")),
        ("vtct-skills", ("S1.1", "discussion")),
        ("vtct-skills", ("day of the observation",)),
        ("innovate-awarding", ("11S4", "11S3")),
        ("innovate-awarding", ("Module 11", "showcase", "observation")),
        ("innovate-awarding", ("17B1", "17B2", "17B3", "face-to-face")),
        ("innovate-awarding", ("Module 18", "never in both")),
        ("innovate-awarding", ("evidence", "portfolio")),
    ],
)
def test_a_note_tells_trainers(organisations: dict[str, Organisation], name: str, words: tuple[str, ...]) -> None:
    assert any(all(word in note for word in words) for note in organisations[name].notes)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("highfield", ("v1.0", "ST0071/AP01", "May 2018")),
        ("achieve-partners", ("603/7539/5", "v1.0", "17 May 2021", "31 May 2024")),
        ("gateway-qualifications", ("ST0071/V1.1", "May 2024")),
        ("vtct-skills", ("ST0071", "v1.1", "version 1,", "4 February 2025")),
        ("innovate-awarding", ("version 10", "May 2019")),
    ],
)
def test_the_document_is_cited_with_version_and_date(
    organisations: dict[str, Organisation], name: str, words: tuple[str, ...]
) -> None:
    assert [word for word in words if word not in organisations[name].document] == []
