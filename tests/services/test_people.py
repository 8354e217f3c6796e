"""People: adding them, finding them, what they may change about themselves, and what stays private."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coach.errors import CoachError, NotFoundError, UsageError
from coach.services import people, sign_in
from coach.services.people import NewPerson
from coach.services.rights import OWNER
from coach.services.workspace import Workspace
from tests.builders_edges import ORGANISATION, STANDARD, Place, a_trainer, an_apprentice, content, one_sentence

BETH = NewPerson("Beth Lowe", "apprentice", standard=STANDARD, organisation=ORGANISATION)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    place = Place(tmp_path / "coach.db")
    yield place.open()
    place.close()


def test_somebody_added_is_found_by_name_in_any_spelling_and_by_id(ws: Workspace) -> None:
    beth = people.add(ws, OWNER, replace(BETH, name="  Beth   Lowe "))
    assert beth.name == "Beth Lowe"
    for name in ("Beth Lowe", "BETH LOWE", " beth\tlowe ", beth.id):
        assert people.find(ws, name) == beth


def test_everybody_is_listed_by_name(ws: Workspace) -> None:
    for name in ("zoe", "Adam", "Éva", "beth"):
        people.join(ws, NewPerson(name, "trainer"))
    assert [person.name for person in people.everybody(ws)] == ["Adam", "beth", "zoe", "Éva"]


def test_what_is_known_of_an_apprentice_comes_back(ws: Workspace) -> None:
    new = replace(
        BETH,
        cohort="Spring",
        face_to_face=False,
        sector="retail",
        workplace="Moss & Daughters",
        started_on="2025-02-03",
        gateway_on="2026-06-30",
    )
    found = people.find(ws, people.join(ws, new).id)
    known = {name: getattr(found, name) for name in found.__slots__ if name != "id"}
    assert known == {name: getattr(new, name) for name in known}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, "A name needs at least one letter."),
        ({"name": "   "}, "A name needs at least one letter."),
        ({"name": "Be\x1b[31mth"}, "A name needs at least one letter."),
        ({"name": "Be\u202eth"}, "A name needs at least one letter."),
        ({"name": "Be\udcffth"}, "A name needs at least one letter."),
        ({"name": "B" * 81}, "That name has 81 characters; at most 80 fit."),
        ({"name": "AISHA rahman"}, "AISHA rahman is here already."),
        ({"standard": None}, "An apprentice needs a standard and an organisation."),
        ({"organisation": None}, "An apprentice needs a standard and an organisation."),
        ({"standard": "l3-css-1"}, "No standard goes by l3-css-1. Did you mean l3-css-1."),
        ({"organisation": "highfeld"}, "No organisation goes by highfeld. Did you mean highfield?"),
        ({"organisation": "vtct-skills"}, "does not assess l3-css-1.0 here. For that standard take one of:"),
        ({"started_on": "3/2/2025"}, "The start date 3/2/2025 is not a date. Write it as 2026-03-31."),
        ({"gateway_on": "2026-02-30"}, "The gateway date 2026-02-30 is not a date."),
        ({"cohort": "Spr\x1b]0;ing"}, "That cohort holds characters that cannot be shown."),
        ({"workplace": "Moss\x07"}, "That workplace holds characters that cannot be shown."),
        ({"cohort": "S" * 81}, "That cohort has 81 characters; at most 80 fit."),
        ({"extra_time_percent": 101}, "Extra time of 101 % is out of range."),
        ({"extra_time_percent": -1}, "Extra time of -1 % is out of range."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ws: Workspace, change: dict[str, Any], told: str) -> None:
    an_apprentice(ws)
    before = content(ws.store)
    with pytest.raises(CoachError) as refusal:
        people.join(ws, replace(BETH, **change))
    assert told in one_sentence(refusal.value)
    assert content(ws.store) == before


def test_a_trainer_has_no_standard_of_their_own(ws: Workspace) -> None:
    person = people.join(ws, replace(BETH, role="trainer"))
    assert (person.standard, person.organisation) == (None, None)


def test_a_cohort_is_one_cohort_in_any_spelling_and_a_blank_one_is_none(ws: Workspace) -> None:
    for name, cohort in (("A", "Spring  2026"), ("B", "spring 2026"), ("C", "   "), ("D", "")):
        people.join(ws, replace(BETH, name=name, cohort=cohort))
    cohorts = [person.cohort for person in people.everybody(ws)]
    assert cohorts == ["Spring 2026", "Spring 2026", None, None]


def test_a_name_nobody_has_is_told_with_the_nearest(ws: Workspace) -> None:
    an_apprentice(ws)
    with pytest.raises(NotFoundError) as refusal:
        people.find(ws, "Aisha Raman")
    assert "Nobody here goes by Aisha Raman. Did you mean Aisha Rahman?" in one_sentence(refusal.value)
    with pytest.raises(NotFoundError) as refusal:
        people.find(ws, "Xu", "trainer")
    assert 'coach people add "Xu" --role trainer' in one_sentence(refusal.value)


def test_somebody_is_found_only_as_what_they_are(ws: Workspace) -> None:
    aisha = an_apprentice(ws)
    lead = people.join(ws, NewPerson("Lena Fox", "lead"))
    with pytest.raises(NotFoundError) as refusal:
        people.find(ws, aisha.name, "trainer")
    assert "Aisha Rahman is here as apprentice, not as trainer." in one_sentence(refusal.value)
    assert people.find(ws, lead.name, "trainer") == lead
    assert sign_in.actor_named(ws, lead.name, "trainer").role == "lead"


def test_nobody_can_take_the_id_of_somebody_else_as_a_name(ws: Workspace) -> None:
    aisha = an_apprentice(ws)
    with pytest.raises(UsageError):
        people.join(ws, replace(BETH, name=aisha.id))


def test_the_first_person_is_the_first(ws: Workspace) -> None:
    assert people.first_person(ws, NewPerson("Marsha Delgado", "trainer")).role == "trainer"
    with pytest.raises(UsageError) as refusal:
        people.first_person(ws, BETH)
    one_sentence(refusal.value)


def test_extra_time_is_private(ws: Workspace) -> None:
    beth = sign_in.actor_named(ws, people.join(ws, replace(BETH, extra_time_percent=25)).id)
    assert people.extra_time_percent(ws, beth) == 25
    assert people.extra_time_percent(ws, a_trainer(ws)) == 0
    assert "extra" not in repr(people.everybody(ws))


def test_people_change_their_own_details_but_not_who_they_are(ws: Workspace) -> None:
    beth = sign_in.actor_named(ws, people.join(ws, replace(BETH, cohort="Spring", workplace="Moss")).id)
    wanted = NewPerson(
        "Somebody Else",
        "trainer",
        standard="l3-css-1.1",
        organisation="vtct-skills",
        cohort="Autumn",
        face_to_face=False,
        gateway_on="2026-06-30",
        extra_time_percent=10,
    )
    changed = people.change_own(ws, beth, wanted)
    assert changed == people.find(ws, beth.id)
    assert (changed.name, changed.role, changed.workplace) == ("Beth Lowe", "apprentice", "Moss")
    assert (changed.standard, changed.organisation, changed.cohort) == ("l3-css-1.1", "vtct-skills", "Autumn")
    assert (changed.face_to_face, changed.gateway_on) == (False, "2026-06-30")
    assert people.extra_time_percent(ws, beth) == 10


def test_a_change_that_cannot_be_changes_nothing(ws: Workspace) -> None:
    beth = sign_in.actor_named(ws, people.join(ws, BETH).id)
    before = content(ws.store)
    for change in ({"organisation": "gateway-qualifications"}, {"gateway_on": "soon"}, {"extra_time_percent": 500}):
        with pytest.raises(UsageError):
            people.change_own(ws, beth, replace(BETH, **change))
    assert content(ws.store) == before
