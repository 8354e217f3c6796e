"""Signing in: who gets in, who does not, how long wrong tries wait, and that nothing goes round it."""

import ast
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach import paths
from coach.content.people_csv import sheet_of
from coach.errors import NotAllowedError, NotFoundError, UsageError, WrongPassphraseError
from coach.services import audit, passphrases, people, sign_in
from coach.services.passphrases import Hashing
from coach.services.people import NewPerson
from coach.services.people_import import import_people
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from coach.store.store import open_store
from tests.builders_edges import Place, a_trainer, an_apprentice, one_sentence

CHEAP = Hashing(rounds=1, memory=8, lanes=1)
KETTLES, TEAPOTS = "three copper kettles", "nine blue teapots"
MARSHA, AISHA, LENA = "Marsha Delgado", "Aisha Rahman", "Lena Fox"


@pytest.fixture
def ws(place: Place) -> Workspace:
    """A personal store with an apprentice, a trainer and a lead, none of them with a passphrase."""
    ws = place.open()
    ws.hashing = CHEAP
    an_apprentice(ws)
    a_trainer(ws)
    people.add(ws, OWNER, NewPerson(LENA, "lead"))
    return ws


def lead(ws: Workspace) -> Actor:
    """The lead, with a passphrase."""
    return sign_in.choose_passphrase(ws, LENA, KETTLES)


def refused(ws: Workspace, name: str, passphrase: str | None) -> str:
    """Return what somebody is told who is not let in."""
    with pytest.raises(NotAllowedError) as refusal:
        sign_in.let_in(ws, name, passphrase=passphrase)
    return one_sentence(refusal.value)


# On a personal store


def test_whoever_has_no_passphrase_is_let_in_by_name(ws: Workspace) -> None:
    assert [sign_in.actor_named(ws, name).role for name in (AISHA, MARSHA, LENA)] == ["apprentice", "trainer", "lead"]
    doors = {person.name: sign_in.door_of(ws, person) for person in people.everybody(ws)}
    assert doors == {AISHA: "open", MARSHA: "to-choose", LENA: "to-choose"}


@pytest.mark.parametrize("name", [AISHA, MARSHA])
def test_a_passphrase_once_set_is_asked_for(ws: Workspace, name: str) -> None:
    sign_in.choose_passphrase(ws, name, KETTLES)
    assert refused(ws, name, None) == f"{name} signs in with a passphrase. Give it and try again."
    assert refused(ws, name, TEAPOTS).startswith(f"That is not the passphrase of {name}.")
    assert refused(ws, name.upper(), "").startswith(f"That is not the passphrase of {name}.")
    assert sign_in.let_in(ws, name, passphrase=KETTLES).wrong_before == 2
    assert sign_in.let_in(ws, name, passphrase=KETTLES).wrong_before == 0


def test_a_passphrase_is_kept_as_a_hash_with_its_own_salt(ws: Workspace) -> None:
    for name in (MARSHA, LENA):
        sign_in.choose_passphrase(ws, name, KETTLES)
    kept = [row["hash"] for row in ws.store.rows("SELECT hash FROM passphrases")]
    assert len(set(kept)) == 2
    assert all(each.startswith("$argon2id$v=19$m=8,t=1,p=1$") for each in kept)
    assert passphrases.hashed(KETTLES, passphrases.USUAL).startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_it_is_changed_by_who_knows_it(ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    for current in (None, TEAPOTS):
        with pytest.raises(NotAllowedError):
            sign_in.choose_passphrase(ws, MARSHA, TEAPOTS, current)
    with pytest.raises(UsageError, match="the passphrase you have"):
        sign_in.choose_passphrase(ws, MARSHA, KETTLES, KETTLES)
    sign_in.choose_passphrase(ws, MARSHA, TEAPOTS, KETTLES)
    refused(ws, MARSHA, KETTLES)
    assert sign_in.actor_named(ws, MARSHA, "trainer", TEAPOTS).name == MARSHA


@pytest.mark.parametrize(
    ("poor", "told"),
    [
        ("kettle", "needs 8 characters"),
        ("k" * 201, "at most 200"),
        ("aaaabbbb", "first thing somebody would try"),
        ("marsha delgado", "first thing somebody would try"),
        ("kettle\x00kettle", "cannot be typed again"),
        ("half a letter \udcff", "cannot be typed again"),
    ],
)
def test_a_poor_passphrase_is_refused(ws: Workspace, poor: str, told: str) -> None:
    with pytest.raises(UsageError) as refusal:
        sign_in.choose_passphrase(ws, MARSHA, poor)
    assert told in one_sentence(refusal.value)
    assert not sign_in.has_passphrase(ws, sign_in.actor_named(ws, MARSHA).id)


def test_a_letter_may_be_typed_whole_or_with_its_accent(ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, "caf\u00e9 by the canal")
    assert sign_in.actor_named(ws, MARSHA, passphrase="cafe\u0301 by the canal")


@given(st.text(max_size=300))
def test_no_wrong_passphrase_opens_or_crashes(typed: str) -> None:
    kept = passphrases.hashed(KETTLES, CHEAP)
    assert passphrases.matches(kept, typed) is (typed == KETTLES)


def test_what_may_have_gone_wrong_is_said(ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    assert "is Caps Lock on?" in refused(ws, MARSHA, KETTLES.upper())
    assert "began or ended with a space" in refused(ws, MARSHA, f"{KETTLES} ")


# Wrong tries


def test_wrong_tries_wait_longer_each_time(place: Place, ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    refused(ws, MARSHA, TEAPOTS)
    refused(ws, MARSHA, TEAPOTS)
    for waits in ("30 seconds", "1 minute", "2 minutes", "4 minutes", "8 minutes", "15 minutes", "15 minutes"):
        assert refused(ws, MARSHA, TEAPOTS).endswith(f"The next try is in {waits}.")
        told = refused(ws, MARSHA, KETTLES)
        assert told.endswith(f"wrong passphrases were tried for {MARSHA}. Wait {waits} and try again.")
        place.clock.advance(seconds=29 if waits == "30 seconds" else 900)
        if waits == "30 seconds":
            assert refused(ws, MARSHA, KETTLES).endswith("Wait 1 second and try again.")
            place.clock.advance(seconds=1)
    assert sign_in.let_in(ws, MARSHA, passphrase=KETTLES).wrong_before == 9
    assert refused(ws, MARSHA, TEAPOTS).endswith("the keyboard's language.")


def test_the_wait_survives_a_restart_and_is_nobody_elses(place: Place, ws: Workspace) -> None:
    for name in (MARSHA, LENA):
        sign_in.choose_passphrase(ws, name, KETTLES)
    for _ in range(3):
        refused(ws, MARSHA, TEAPOTS)
    later = place.open()
    assert "Wait 30 seconds" in refused(later, MARSHA, KETTLES)
    assert sign_in.actor_named(later, LENA, passphrase=KETTLES)


def test_a_clock_set_back_begins_the_wait_again_and_no_more(place: Place, ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    for _ in range(3):
        refused(ws, MARSHA, TEAPOTS)
    place.clock.advance(days=-400)
    assert "Wait 30 seconds" in refused(ws, MARSHA, KETTLES)
    place.clock.advance(seconds=30)
    assert sign_in.actor_named(ws, MARSHA, passphrase=KETTLES)


def test_a_try_that_waits_is_not_counted(place: Place, ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    for _ in range(50):
        refused(ws, MARSHA, TEAPOTS)
    place.clock.advance(seconds=30)
    assert sign_in.let_in(ws, MARSHA, passphrase=KETTLES).wrong_before == 3


def test_tries_made_at_once_are_counted_one_after_another(place: Place, ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)

    def guess(_: int) -> type[Exception]:
        with closing(open_store(place.file)) as store, pytest.raises(NotAllowedError) as refusal:
            sign_in.let_in(replace(ws, store=store), MARSHA, passphrase=TEAPOTS)
        return refusal.type

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(guess, range(8)))
    assert (told.count(WrongPassphraseError), told.count(NotAllowedError)) == (3, 5)


# Given and taken away


def test_a_lead_gives_a_passphrase_that_its_owner_replaces(ws: Workspace) -> None:
    sign_in.give_passphrase(ws, lead(ws), MARSHA, TEAPOTS)
    assert sign_in.let_in(ws, MARSHA, passphrase=TEAPOTS).handed_out
    sign_in.choose_passphrase(ws, MARSHA, KETTLES, TEAPOTS)
    assert not sign_in.let_in(ws, MARSHA, passphrase=KETTLES).handed_out


def test_a_forgotten_passphrase_is_taken_away_with_its_wait(ws: Workspace) -> None:
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    for _ in range(3):
        refused(ws, MARSHA, TEAPOTS)
    sign_in.take_passphrase_away(ws, OWNER, MARSHA)
    assert sign_in.actor_named(ws, MARSHA)
    with pytest.raises(NotFoundError, match="has no passphrase"):
        sign_in.take_passphrase_away(ws, OWNER, MARSHA)


def test_nobody_becomes_a_trainer_by_the_back_door(ws: Workspace) -> None:
    eve = NewPerson("Eve Marsh", "trainer")
    sign_in.choose_passphrase(ws, MARSHA, KETTLES)
    with pytest.raises(NotAllowedError):
        people.join(ws, eve)
    marsha = sign_in.actor_named(ws, MARSHA, passphrase=KETTLES)
    people.add(ws, marsha, NewPerson("Ruth Bell", "lead"))
    lead(ws)
    with pytest.raises(NotAllowedError, match="Only a lead can"):
        people.add(ws, marsha, replace(eve, role="lead"))
    with pytest.raises(NotAllowedError, match="Only a lead can"):
        import_people(ws, marsha, sheet_of(b"name,role\nEve Marsh,lead\n"))
    assert "Eve Marsh" not in {person.name for person in people.everybody(ws)}
    assert an_apprentice(ws, "Callum Reid").role == "apprentice"


def test_the_trail_keeps_who_signed_in_who_did_not_and_what_became_of_passphrases(ws: Workspace) -> None:
    lena, marsha = lead(ws), sign_in.actor_named(ws, MARSHA)
    sign_in.give_passphrase(ws, lena, MARSHA, KETTLES)
    refused(ws, MARSHA, TEAPOTS)
    sign_in.let_in(ws, MARSHA, passphrase=KETTLES)
    sign_in.take_passphrase_away(ws, OWNER, MARSHA)
    sign_in.set_shared(ws, lena, on=True)
    trail = audit.trail_since(ws, lena)
    assert [(entry.deed, entry.actor_id, entry.subject) for entry in trail] == [
        ("passphrase", lena.id, f"people:{lena.id}"),
        ("passphrase", lena.id, f"people:{marsha.id}"),
        ("refused-sign-in", marsha.id, f"people:{marsha.id}"),
        ("sign-in", marsha.id, f"people:{marsha.id}"),
        ("passphrase-reset", "", f"people:{marsha.id}"),
        ("sharing", lena.id, "store_settings:shared"),
    ]
    assert audit.verify(ws, lena).holds


# On a shared store


def test_everybody_signs_in_to_a_shared_store(ws: Workspace) -> None:
    with pytest.raises(UsageError, match="No lead has a passphrase"):
        sign_in.set_shared(ws, OWNER, on=True)
    lena = lead(ws)
    sign_in.set_shared(ws, OWNER, on=True)
    with pytest.raises(NotAllowedError, match="everybody signs in"):
        sign_in.owner(ws)
    with pytest.raises(NotAllowedError, match="nobody adds themself"):
        an_apprentice(ws, "Callum Reid")
    assert refused(ws, AISHA, None) == f"{AISHA} signs in with a passphrase. Give it and try again."
    assert refused(ws, AISHA, KETTLES) == f"{AISHA} has no passphrase yet. Have a lead give you one."
    with pytest.raises(NotAllowedError):
        sign_in.choose_passphrase(ws, AISHA, TEAPOTS)
    assert refused(ws, "Nobody Here", KETTLES) == refused(ws, LENA, TEAPOTS)
    sign_in.give_passphrase(ws, lena, AISHA, TEAPOTS)
    assert sign_in.actor_named(ws, AISHA, "apprentice", TEAPOTS).role == "apprentice"
    with pytest.raises(UsageError, match="the only lead who can sign in"):
        sign_in.take_passphrase_away(ws, lena, LENA)
    sign_in.set_shared(ws, lena, on=False)
    assert sign_in.owner(ws) == OWNER


# The lock


def test_when_the_app_locks(ws: Workspace) -> None:
    lena = lead(ws)
    marsha, aisha = (sign_in.actor_named(ws, name) for name in (MARSHA, AISHA))
    sign_in.choose_passphrase(ws, AISHA, TEAPOTS)
    assert [sign_in.locks_after(ws, actor) for actor in (lena, marsha, aisha)] == [600, None, None]
    sign_in.set_lock_minutes(ws, lena, 2)
    assert sign_in.locks_after(ws, lena) == 120
    sign_in.set_shared(ws, lena, on=True)
    assert sign_in.locks_after(ws, aisha) == 120
    for minutes in (0, -1, 241):
        with pytest.raises(UsageError):
            sign_in.set_lock_minutes(ws, lena, minutes)
    sign_in.set_shared(ws, lena, on=False)
    sign_in.set_lock_minutes(ws, lena, 0)
    assert sign_in.locks_after(ws, lena) is None
    with pytest.raises(UsageError, match="never locks"):
        sign_in.set_shared(ws, lena, on=True)


def test_what_the_doctor_says_of_it(ws: Workspace) -> None:
    assert "without a passphrase: 2" in sign_in.state_of_sign_in(ws)
    lead(ws)
    assert "without a passphrase: 1" in sign_in.state_of_sign_in(ws)
    sign_in.set_shared(ws, OWNER, on=True)
    assert sign_in.state_of_sign_in(ws) == "shared: everybody signs in"


# Nothing goes round it


def test_only_the_sign_in_makes_somebody_the_one_who_asks() -> None:
    makers = set()
    for file in paths.PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if any(name in text for name in ("Actor(", "acting", "OWNER")) else ():
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            taken = {name.name for name in node.names} if isinstance(node, ast.ImportFrom) else set()
            reached = node.attr if isinstance(node, ast.Attribute) else ""
            if called == "Actor" or {"OWNER", "acting"} & {*taken, reached}:
                makers.add(file.relative_to(paths.PACKAGE).as_posix())
    # A feedback letter is what its apprentice may read, once the one who asks was let through to it; a grant was
    # given to somebody who had signed in.
    assert makers == {f"services/{name}.py" for name in ("rights", "sign_in", "reports", "grants")}
