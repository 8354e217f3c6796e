"""Mock grades as they are told: resits held at pass, what is missing for the next, and no fail before a first mark."""

import json
from collections.abc import Sequence

import msgspec
import pytest

from coach.plain.coverage import NOT_GRADED, grade_in_lines, missing
from coach.reports.views import ApprenticeGrades
from coach.review.grades import MissingInMethod
from coach.services import people, review, watch
from coach.services.people import NewPerson
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from tests.builders_edges import Place, finish, one_sentence, sit

ON_BOTH_ENGINES = True

INTERVIEW, DISCUSSION, OBSERVATION = "project-interview", "professional-discussion", "observation"
METHODS = (INTERVIEW, DISCUSSION, OBSERVATION)
CAPS = {
    "highfield": True,
    "achieve-partners": False,
    "gateway-qualifications": True,
    "vtct-skills": True,
    "innovate-awarding": True,
}


def somebody(ws: Workspace, organisation: str = "highfield") -> Actor:
    standard = ws.library.organisation(organisation).standards[0]
    new = NewPerson("Aisha Rahman", "apprentice", standard=standard, organisation=organisation)
    return acting(people.join(ws, new))


def refs_of(ws: Workspace, actor: Actor, method: str, *levels: str) -> list[str]:
    standard = ws.library.standard(people.find(ws, actor.id).standard or "")
    return [c.ref for c in standard.criteria_of(method) if c.level in levels]


def sat(
    place: Place, ws: Workspace, actor: Actor, marsha: Actor, method: str, passed: Sequence[str], *, resit: bool = False
) -> str:
    rehearsal = sit(ws, actor, method=method, resit=resit)
    finish(rehearsal, "Nothing the mapper knows")
    rehearsal.hand_in({})
    for ref in passed:
        review.mark(ws, marsha, rehearsal.session_id, 1, ref, "passed")
    review.sign_off(ws, marsha, rehearsal.session_id)
    place.clock.advance(days=1)
    return rehearsal.session_id


def sat_at_distinction(place: Place, ws: Workspace, actor: Actor, marsha: Actor, *methods: str) -> None:
    for method in methods:
        sat(place, ws, actor, marsha, method, refs_of(ws, actor, method, "pass", "distinction"))


def told(grades: ApprenticeGrades) -> list[str]:
    lines = grade_in_lines(grades)
    for line in lines[1:]:
        one_sentence(line)
    return lines


# Nothing marked yet


def test_before_the_first_mark_nobody_is_told_that_they_failed(ws: Workspace) -> None:
    aisha = somebody(ws)
    grades = watch.grades_of(ws, aisha, aisha.id)
    assert (grades.overall, grades.attempted) == ("fail", False)
    assert {(grade.grade, grade.attempted) for grade in grades.methods.values()} == {("fail", False)}
    lines = told(grades)
    assert not [line for line in lines if "fail" in line]
    assert lines[1].startswith("Project interview: not yet graded. For a pass: ")
    assert lines[-2] == "Overall: not yet graded, as nothing is shown and marked yet."
    assert lines[-1] == (
        "For a pass overall: Project interview, all 16 pass criteria; Professional discussion, all 11 pass criteria; "
        "Practical observation, all 21 pass criteria."
    )


def test_a_method_is_graded_from_its_first_mark_and_the_whole_once_each_has_one(
    place: Place, ws: Workspace, marsha: Actor
) -> None:
    aisha = somebody(ws)
    sat_at_distinction(place, ws, aisha, marsha, INTERVIEW)
    session = sat(place, ws, aisha, marsha, DISCUSSION, [])
    review.mark(ws, marsha, session, 1, "K2.4", "attempted")
    grades = watch.grades_of(ws, marsha, aisha.id)
    assert {method: grade.attempted for method, grade in grades.methods.items()} == {
        INTERVIEW: True,
        DISCUSSION: True,
        OBSERVATION: False,
    }
    lines = told(grades)
    assert lines[2].startswith("Professional discussion: fail.")
    assert lines[-2] == "Overall: not yet graded, as nothing is shown and marked yet in Practical observation."
    sat(place, ws, aisha, marsha, OBSERVATION, refs_of(ws, aisha, OBSERVATION, "pass")[:1])
    grades = watch.grades_of(ws, marsha, aisha.id)
    assert (grades.attempted, grades.overall) == (True, "fail")
    assert "Overall: fail." in told(grades)


def test_an_apprentice_is_graded_on_what_was_signed_off(place: Place, ws: Workspace, marsha: Actor) -> None:
    aisha = somebody(ws)
    session = sat(place, ws, aisha, marsha, DISCUSSION, [])
    review.mark(ws, marsha, session, 1, "K2.4", "attempted")
    assert not watch.grades_of(ws, aisha, aisha.id).methods[DISCUSSION].attempted
    assert NOT_GRADED in grade_in_lines(watch.grades_of(ws, aisha, aisha.id))[2]
    place.clock.advance(minutes=1)
    review.sign_off(ws, marsha, session)
    assert watch.grades_of(ws, aisha, aisha.id).methods[DISCUSSION].attempted


# The next grade overall


def test_what_is_missing_for_the_next_grade_overall(place: Place, ws: Workspace, marsha: Actor) -> None:
    aisha = somebody(ws)
    sat_at_distinction(place, ws, aisha, marsha, INTERVIEW)
    passes = refs_of(ws, aisha, DISCUSSION, "pass")
    distinctions = refs_of(ws, aisha, DISCUSSION, "distinction")
    sat(place, ws, aisha, marsha, DISCUSSION, passes[2:])
    sat(place, ws, aisha, marsha, OBSERVATION, refs_of(ws, aisha, OBSERVATION, "pass"))
    grades = watch.grades_of(ws, marsha, aisha.id)
    assert grades.next.grade == "pass"
    assert grades.next.missing == (MissingInMethod(DISCUSSION, 2, tuple(passes[:2])),)
    assert told(grades)[-2:] == [
        "Overall: fail.",
        f"For a pass overall: Professional discussion, {passes[0]}, {passes[1]}.",
    ]
    sat(place, ws, aisha, marsha, DISCUSSION, [*passes[:2], distinctions[0]])
    grades = watch.grades_of(ws, marsha, aisha.id)
    observed = tuple(refs_of(ws, aisha, OBSERVATION, "distinction"))
    assert (grades.overall, grades.next.grade) == ("pass", "distinction")
    assert grades.next.missing == (
        MissingInMethod(DISCUSSION, 2, tuple(distinctions[1:])),
        MissingInMethod(OBSERVATION, 2, observed),
    )
    sat(place, ws, aisha, marsha, DISCUSSION, distinctions)
    sat(place, ws, aisha, marsha, OBSERVATION, observed)
    grades = watch.grades_of(ws, marsha, aisha.id)
    assert (grades.overall, grades.next.grade, grades.next.missing) == ("distinction", None, ())
    assert told(grades)[-1] == "Overall: distinction."


def test_level_2_says_how_many_more_distinction_criteria_are_enough(place: Place, ws: Workspace, marsha: Actor) -> None:
    dev = somebody(ws, "innovate-awarding")
    for method, have in (("showcase", 6), ("observation", 4), ("professional-discussion", 3)):
        distinctions = refs_of(ws, dev, method, "distinction")
        sat(place, ws, dev, marsha, method, [*refs_of(ws, dev, method, "pass"), *distinctions[:have]])
    grades = watch.grades_of(ws, marsha, dev.id)
    assert [grade.grade for grade in grades.methods.values()] == ["pass", "distinction", "distinction"]
    left = refs_of(ws, dev, "showcase", "distinction")[6:]
    assert grades.next.missing == (MissingInMethod("showcase", 1, tuple(left)),)
    assert told(grades)[-1] == f"For a distinction overall: Apprentice showcase, 1 more of {', '.join(left)}."


# Resits


@pytest.mark.parametrize("organisation", CAPS)
def test_a_resit_is_held_at_pass_where_the_organisation_says_so(
    place: Place, ws: Workspace, marsha: Actor, organisation: str
) -> None:
    aisha = somebody(ws, organisation)
    sat_at_distinction(place, ws, aisha, marsha, DISCUSSION)
    assert watch.grades_of(ws, marsha, aisha.id).methods[DISCUSSION].grade == "distinction"
    sat(place, ws, aisha, marsha, DISCUSSION, [], resit=True)
    grade = watch.grades_of(ws, marsha, aisha.id).methods[DISCUSSION]
    capped = CAPS[organisation]
    assert (grade.grade, grade.capped) == (("pass", True) if capped else ("distinction", False))
    assert missing(grade) == ("A resit is capped at pass." if capped else "Nothing is missing.")


def test_with_a_capped_method_the_whole_stays_at_pass_and_says_why(place: Place, ws: Workspace, marsha: Actor) -> None:
    aisha = somebody(ws)
    sat_at_distinction(place, ws, aisha, marsha, *METHODS)
    assert watch.grades_of(ws, marsha, aisha.id).overall == "distinction"
    sat(place, ws, aisha, marsha, INTERVIEW, [], resit=True)
    grades = watch.grades_of(ws, marsha, aisha.id)
    assert (grades.overall, grades.next.grade, grades.next.held_at_pass) == ("pass", None, (INTERVIEW,))
    lines = told(grades)
    assert lines[1] == "Project interview: pass. A resit is capped at pass."
    assert lines[-2:] == ["Overall: pass.", "Overall it stays at pass, as Project interview is a resit."]


def test_before_the_pass_a_resit_says_both_what_is_missing_and_that_it_is_capped(
    place: Place, ws: Workspace, marsha: Actor
) -> None:
    aisha = somebody(ws)
    passes = refs_of(ws, aisha, DISCUSSION, "pass")
    sat(place, ws, aisha, marsha, DISCUSSION, passes[1:])
    sat(place, ws, aisha, marsha, DISCUSSION, [], resit=True)
    grade = watch.grades_of(ws, marsha, aisha.id).methods[DISCUSSION]
    assert (grade.grade, missing(grade)) == ("fail", f"For a pass: {passes[0]}. A resit is capped at pass.")


def test_only_the_sitting_handed_in_last_decides(place: Place, ws: Workspace, marsha: Actor) -> None:
    aisha = somebody(ws)
    sat_at_distinction(place, ws, aisha, marsha, DISCUSSION)
    unfinished = sit(ws, aisha, resit=True)
    unfinished.open()
    assert not watch.grades_of(ws, marsha, aisha.id).methods[DISCUSSION].capped
    place.clock.advance(minutes=5)
    finish(unfinished)
    unfinished.hand_in({})
    assert watch.grades_of(ws, aisha, aisha.id).methods[DISCUSSION].capped
    assert not watch.grades_of(ws, aisha, aisha.id).methods[INTERVIEW].capped
    place.clock.advance(days=1)
    sat(place, ws, aisha, marsha, DISCUSSION, [])
    assert not watch.grades_of(ws, marsha, aisha.id).methods[DISCUSSION].capped


def test_the_document_keeps_its_grades_and_says_what_else_is_known(place: Place, ws: Workspace, marsha: Actor) -> None:
    aisha = somebody(ws)
    sat_at_distinction(place, ws, aisha, marsha, *METHODS)
    sat(place, ws, aisha, marsha, DISCUSSION, [], resit=True)
    document = json.loads(msgspec.json.encode(watch.grades_of(ws, marsha, aisha.id)))
    assert (document["overall"], document["attempted"]) == ("pass", True)
    assert document["next"] == {"grade": None, "missing": [], "held_at_pass": [DISCUSSION]}
    discussion = document["methods"][DISCUSSION]
    assert (discussion["grade"], discussion["capped"], discussion["attempted"]) == ("pass", True, True)
