"""The portfolio: its pieces of evidence, and what the organisation's rules say to them."""

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from coach.standards.organisation import MethodRules, Organisation

PieceKind = Literal[
    "work-product",
    "witness-statement",
    "customer-feedback",
    "observation-record",
    "recording",
    "video",
    "plan",
    "reflective-account",
    "self-assessment",
    "other",
]
PIECE_KINDS: tuple[PieceKind, ...] = get_args(PieceKind)


class Piece(msgspec.Struct, frozen=True):
    """A piece of evidence: numbered, dated (ISO 8601 day), mapped to criteria."""

    id: str
    number: int
    title: str
    kind: PieceKind
    dated_on: str | None
    note: str
    refs: tuple[str, ...]
    video_minutes: int | None = None


class Objection(msgspec.Struct, frozen=True):
    """Something an organisation's rules object to, and where they stand in its document."""

    text: str
    where: str


def kind_in_words(kind: PieceKind) -> str:
    """Write a kind of piece as it is read."""
    return kind.replace("-", " ")


def portfolio_rules(organisation: Organisation) -> MethodRules | None:
    """Return the rules of the method that the portfolio belongs to, or None where the document sets none."""
    for rules in organisation.methods.values():
        if any((rules.portfolio_pieces_at_least, rules.portfolio_pieces_at_most, rules.portfolio_due_weeks_before)):
            return rules
    return None


def objections(
    pieces: Sequence[Piece], organisation: Organisation, started_on: str | None = None
) -> tuple[Objection, ...]:
    """Return what the organisation's rules, and good sense, object to in a portfolio."""
    rules = portfolio_rules(organisation)
    found: list[Objection] = []
    if rules is not None:
        found += _of_the_number(len(pieces), rules)
        found += _of_the_kinds(pieces, rules)
        found += _of_the_videos(pieces, rules)
    mapped = rules.portfolio_numbered_and_mapped if rules else None
    for piece in pieces:
        if not piece.refs:
            where = mapped.where if mapped else ""
            found.append(Objection(f"Piece {piece.number}, {piece.title}, is mapped to no criterion.", where))
        if started_on and piece.dated_on and piece.dated_on < started_on:
            found.append(Objection(f"Piece {piece.number}, {piece.title}, is from before the programme began.", ""))
    return tuple(found)


def _of_the_number(count: int, rules: MethodRules) -> list[Objection]:
    least, most = rules.portfolio_pieces_at_least, rules.portfolio_pieces_at_most
    if least is not None and count < least.value:
        return [
            Objection(f"{count} of at least {least.value} pieces: {least.value - count} more to find.", least.where)
        ]
    if most is not None and count > most.value:
        too_many = f"{count} pieces are more than the {most.value} allowed: choose the strongest."
        return [Objection(too_many, most.where)]
    return []


def _of_the_kinds(pieces: Sequence[Piece], rules: MethodRules) -> list[Objection]:
    if rules.portfolio_refuses is None:
        return []
    named = " ".join(rules.portfolio_refuses.value).replace("-", " ")
    return [
        Objection(
            f"Piece {piece.number}, {piece.title}, is a {kind_in_words(piece.kind)}, which is not accepted.",
            rules.portfolio_refuses.where,
        )
        for piece in pieces
        if kind_in_words(piece.kind) in named
    ]


def _of_the_videos(pieces: Sequence[Piece], rules: MethodRules) -> list[Objection]:
    most = rules.portfolio_video_minutes_at_most
    total = sum(piece.video_minutes or 0 for piece in pieces)
    if most is None or total <= most.value:
        return []
    return [Objection(f"The videos run {total} minutes together; at most {most.value} are watched.", most.where)]
