"""The portfolio as it is kept: numbered pieces, what they serve, what the organisation says to them."""

import pytest
from msgspec.structs import replace

from coach.coverage.portfolio import Piece
from coach.errors import CoachError, NotFoundError, UsageError
from coach.services import people, portfolio
from coach.services.people import NewPerson
from coach.services.portfolio import MOST_PIECES
from coach.services.rights import OWNER, Actor, acting
from coach.services.workspace import Workspace
from tests.builders_edges import a_trainer, an_apprentice, one_sentence

NEW = Piece("", 0, "Email to Mrs Osei", "work-product", "2026-02-10", "About the refund.", ("K2.4",))


def numbers(ws: Workspace, actor: Actor) -> list[int]:
    return [piece.number for piece in portfolio.portfolio_of(ws, actor, actor.id).pieces]


def test_a_piece_as_it_was_written(ws: Workspace, aisha: Actor) -> None:
    saved = portfolio.save_piece(
        ws,
        aisha,
        aisha.id,
        replace(NEW, title="  Email   to Mrs Osei ", note=" About the refund.\n", refs=("K2.4", "K2.4")),
    )
    assert saved == replace(NEW, id=saved.id, number=1)
    found = portfolio.portfolio_of(ws, aisha, "aisha rahman")
    assert found.pieces == (saved,)
    assert (found.apprentice, found.standard, found.organisation) == ("Aisha Rahman", "l3-css-1.0", "highfield")


def test_pieces_are_numbered_in_turn_and_keep_their_number(ws: Workspace, aisha: Actor) -> None:
    for _ in range(3):
        portfolio.save_piece(ws, aisha, aisha.id, NEW)
    assert portfolio.remove_piece(ws, aisha, aisha.id, 2).number == 2
    assert numbers(ws, aisha) == [1, 3]
    assert portfolio.save_piece(ws, aisha, aisha.id, NEW).number == 4
    assert numbers(ws, aisha) == [1, 3, 4]


def test_a_changed_piece_stays_where_it_is_whatever_number_it_comes_with(ws: Workspace, aisha: Actor) -> None:
    first, second = (portfolio.save_piece(ws, aisha, aisha.id, NEW) for _ in range(2))
    changed = portfolio.save_piece(ws, aisha, aisha.id, replace(second, number=first.number, kind="plan", refs=()))
    assert (changed.number, changed.kind) == (2, "plan")
    assert portfolio.portfolio_of(ws, aisha, aisha.id).pieces == (first, changed)


def test_a_day_is_kept_in_one_form(ws: Workspace, aisha: Actor) -> None:
    assert portfolio.save_piece(ws, aisha, aisha.id, replace(NEW, dated_on="20260210")).dated_on == "2026-02-10"
    assert portfolio.save_piece(ws, aisha, aisha.id, replace(NEW, dated_on=None)).dated_on is None


def test_a_trainer_may_keep_an_apprentices_portfolio_too(ws: Workspace, aisha: Actor) -> None:
    marsha = a_trainer(ws)
    portfolio.save_piece(ws, marsha, "Aisha Rahman", NEW)
    assert numbers(ws, aisha) == [1]
    portfolio.remove_piece(ws, marsha, "Aisha Rahman", 1)
    assert numbers(ws, aisha) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": "   "}, "A piece needs a title."),
        ({"title": "a\x1b[31mb"}, "A piece needs a title."),
        ({"title": "x" * 121}, "That title has 121 characters; at most 120 fit."),
        ({"note": "x" * 2001}, "That note has 2001 characters; at most 2000 fit."),
        ({"kind": "vidoe"}, "vidoe is no kind of piece."),
        ({"kind": "poem"}, "poem is no kind of piece."),
        ({"dated_on": "last week"}, "last week is not a date. Write it as 2026-03-31."),
        ({"video_minutes": 0}, "0 minutes of video is out of range. Give 1 to 600."),
        ({"video_minutes": 601}, "601 minutes of video is out of range. Give 1 to 600."),
        ({"refs": ("K2.44",)}, "K2.44 is not a criterion of l3-css-1.0."),
    ],
)
def test_a_piece_that_cannot_be(ws: Workspace, aisha: Actor, wrong: dict[str, object], told: str) -> None:
    with pytest.raises(CoachError) as refusal:
        portfolio.save_piece(ws, aisha, aisha.id, replace(NEW, **wrong))
    assert one_sentence(refusal.value).startswith(told)
    assert numbers(ws, aisha) == []


def test_there_is_an_end_to_a_portfolio(ws: Workspace, aisha: Actor) -> None:
    for _ in range(MOST_PIECES):
        portfolio.save_piece(ws, aisha, aisha.id, NEW)
    with pytest.raises(UsageError) as refusal:
        portfolio.save_piece(ws, aisha, aisha.id, NEW)
    assert one_sentence(refusal.value).startswith("99 pieces are the most coach keeps.")


def test_a_piece_that_is_gone(ws: Workspace, aisha: Actor) -> None:
    saved = portfolio.save_piece(ws, aisha, aisha.id, NEW)
    portfolio.remove_piece(ws, aisha, aisha.id, 1)
    with pytest.raises(NotFoundError) as refusal:
        portfolio.save_piece(ws, aisha, aisha.id, saved)
    assert one_sentence(refusal.value) == "That piece is no longer in the portfolio. Add it again."
    with pytest.raises(NotFoundError) as refusal:
        portfolio.remove_piece(ws, aisha, aisha.id, 1)
    assert one_sentence(refusal.value) == "There is no piece 1. coach portfolio lists them."


def test_a_piece_of_somebody_else_cannot_be_reached_by_its_id(ws: Workspace, aisha: Actor) -> None:
    callum = an_apprentice(ws, "Callum Reid")
    saved = portfolio.save_piece(ws, aisha, aisha.id, NEW)
    with pytest.raises(NotFoundError):
        portfolio.save_piece(ws, callum, callum.id, replace(saved, title="Mine now"))
    assert portfolio.portfolio_of(ws, aisha, aisha.id).pieces == (saved,)


def test_what_the_organisation_objects_to_goes_by_the_apprentices_own(ws: Workspace) -> None:
    said = {}
    for name, standard, organisation in (
        ("Beth Lowe", "l3-css-1.1", "vtct-skills"),
        ("Dev Patel", "l3-css-1.1", "gateway-qualifications"),
    ):
        new = NewPerson(name, "apprentice", standard=standard, organisation=organisation, started_on="2026-01-05")
        person = acting(people.join(ws, new))
        portfolio.save_piece(ws, person, name, replace(NEW, kind="reflective-account", dated_on="2025-12-01"))
        said[name] = [each.text for each in portfolio.portfolio_of(ws, OWNER, name).objections]
    early = "Piece 1, Email to Mrs Osei, is from before the programme began."
    assert said["Dev Patel"] == [early]
    assert said["Beth Lowe"] == [
        "1 of at least 10 pieces: 9 more to find.",
        "Piece 1, Email to Mrs Osei, is a reflective account, which is not accepted.",
        early,
    ]


@pytest.mark.parametrize(
    ("standard", "organisation", "method", "ref"),
    [
        ("l3-css-1.0", "highfield", "professional-discussion", "K2.4"),
        ("l2-csp", "innovate-awarding", "showcase", None),
    ],
)
def test_what_no_piece_serves_yet(
    ws: Workspace, standard: str, organisation: str, method: str, ref: str | None
) -> None:
    new = NewPerson("Ela Novak", "apprentice", standard=standard, organisation=organisation)
    ela = acting(people.join(ws, new))
    refs = [criterion.ref for criterion in ws.library.standard(standard).criteria_of(method)]
    assert list(portfolio.portfolio_of(ws, ela, ela.id).unserved) == refs
    portfolio.save_piece(ws, ela, ela.id, replace(NEW, refs=(ref or refs[0],)))
    left = portfolio.portfolio_of(ws, ela, ela.id).unserved
    assert set(refs) - set(left) == {ref or refs[0]}
