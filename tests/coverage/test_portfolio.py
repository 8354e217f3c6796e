from collections.abc import Sequence

import pytest

from coach.content.library import Library
from coach.coverage.portfolio import (
    PIECE_KINDS,
    Objection,
    Piece,
    PieceKind,
    kind_in_words,
    objections,
    portfolio_rules,
)

COUNTED = ("highfield", "achieve-partners", "vtct-skills")
EVERY = (*COUNTED, "gateway-qualifications", "innovate-awarding")


def piece(
    number: int,
    kind: PieceKind = "work-product",
    *,
    refs: tuple[str, ...] = ("K2.4",),
    dated_on: str | None = None,
    video_minutes: int | None = None,
) -> Piece:
    return Piece(f"p{number}", number, f"Piece no {number}", kind, dated_on, "", refs, video_minutes)


def pieces(count: int) -> list[Piece]:
    return [piece(number) for number in range(1, count + 1)]


def said(shipped: Library, organisation: str, portfolio: Sequence[Piece], started_on: str | None = None) -> list[str]:
    found = objections(portfolio, shipped.organisation(organisation), started_on)
    assert all(each.text.endswith(".") for each in found)
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 of at least 10 pieces: 10 more to find."),
        (9, "9 of at least 10 pieces: 1 more to find."),
        (10, None),
        (15, None),
        (16, "16 pieces are more than the 15 allowed: choose the strongest."),
    ],
)
@pytest.mark.parametrize("organisation", COUNTED)
def test_ten_to_fifteen_pieces(shipped: Library, organisation: str, count: int, text: str | None) -> None:
    assert said(shipped, organisation, pieces(count)) == ([text] if text else [])


@pytest.mark.parametrize("organisation", ["gateway-qualifications", "innovate-awarding"])
@pytest.mark.parametrize("count", [0, 3, 40])
def test_where_the_document_gives_no_number_any_number_will_do(shipped: Library, organisation: str, count: int) -> None:
    assert said(shipped, organisation, pieces(count)) == []


@pytest.mark.parametrize("kind", PIECE_KINDS)
@pytest.mark.parametrize("organisation", EVERY)
def test_only_vtct_refuses_reflective_accounts_and_self_assessment(
    shipped: Library, organisation: str, kind: PieceKind
) -> None:
    found = said(shipped, organisation, [*pieces(11), piece(12, kind)])
    if organisation == "vtct-skills" and kind in ("reflective-account", "self-assessment"):
        assert found == [f"Piece 12, Piece no 12, is a {kind_in_words(kind)}, which is not accepted."]
    else:
        assert found == []


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        ((10,), None),
        ((4, 6), None),
        ((4, 4, 3), "The videos run 11 minutes together; at most 10 are watched."),
        ((60,), "The videos run 60 minutes together; at most 10 are watched."),
    ],
)
def test_vtct_watches_ten_minutes_of_video_in_all(shipped: Library, minutes: tuple[int, ...], text: str | None) -> None:
    videos = [piece(11 + place, "video", video_minutes=each) for place, each in enumerate(minutes)]
    assert said(shipped, "vtct-skills", [*pieces(10), *videos]) == ([text] if text else [])
    for organisation in set(EVERY) - {"vtct-skills"}:
        assert said(shipped, organisation, [*pieces(10), *videos]) == []


@pytest.mark.parametrize("organisation", EVERY)
def test_a_piece_mapped_to_nothing_is_worth_a_word_everywhere(shipped: Library, organisation: str) -> None:
    found = said(shipped, organisation, [*pieces(10), piece(11, refs=())])
    assert found == ["Piece 11, Piece no 11, is mapped to no criterion."]


@pytest.mark.parametrize(
    ("dated_on", "started_on", "objected"),
    [
        ("2025-08-31", "2025-09-01", True),
        ("2025-09-01", "2025-09-01", False),
        (None, "2025-09-01", False),
        ("2025-08-31", None, False),
    ],
)
def test_a_piece_from_before_the_programme(
    shipped: Library, dated_on: str | None, started_on: str | None, objected: bool
) -> None:
    found = said(shipped, "highfield", [*pieces(10), piece(11, dated_on=dated_on)], started_on)
    assert found == (["Piece 11, Piece no 11, is from before the programme began."] if objected else [])


def test_an_objection_names_the_rule_it_rests_on(shipped: Library) -> None:
    organisation = shipped.organisation("vtct-skills")
    found = objections([piece(1, "self-assessment", video_minutes=11)], organisation)
    assert len(found) == 3
    assert all(isinstance(each, Objection) and "Assessment Method 3" in each.where for each in found)


def test_everything_there_is_to_object_to_is_said_at_once(shipped: Library) -> None:
    portfolio = [piece(1, "reflective-account", refs=(), dated_on="2024-01-01", video_minutes=11)]
    assert len(said(shipped, "vtct-skills", portfolio, "2025-01-01")) == 5


@pytest.mark.parametrize(
    ("organisation", "has_rules"), [*((each, True) for each in EVERY[:4]), ("innovate-awarding", False)]
)
def test_whose_document_has_rules_for_the_portfolio(shipped: Library, organisation: str, has_rules: bool) -> None:
    assert (portfolio_rules(shipped.organisation(organisation)) is not None) == has_rules


@pytest.mark.parametrize("kind", PIECE_KINDS)
def test_a_kind_reads_as_words(kind: PieceKind) -> None:
    assert kind_in_words(kind).replace(" ", "").isalpha()
