"""The portfolio as a matrix: which piece of evidence speaks for which criterion, and what the rules object to."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.coverage.portfolio import Objection, Piece, kind_in_words
from coach.reports.kinds.wording import listed_refs
from coach.reports.report import Block, Column, Items, Paragraph, Report, Table, Value
from coach.reports.views import ApprenticeCoverage, CriterionState


@dataclass(frozen=True, slots=True)
class Evidence:
    """An apprentice's pieces, the objections to them, and the refs that want a piece and have none."""

    pieces: tuple[Piece, ...]
    objections: tuple[Objection, ...]
    unserved: tuple[str, ...]


def portfolio_matrix(
    coverage: ApprenticeCoverage, evidence: Evidence, organisation_title: str, standard_title: str, made_on: str
) -> Report:
    """Return the matrix of pieces and criteria."""
    pieces = evidence.pieces
    shown = {ref for piece in pieces for ref in piece.refs}
    criteria = [c for c in coverage.criteria if c.ref in shown or c.ref in evidence.unserved]
    without = tuple(f"{c.ref} {c.title}" for c in criteria if c.ref not in shown)
    facts = (
        ("Apprentice", coverage.name),
        ("Cohort", coverage.cohort or "none"),
        ("Standard", standard_title),
        ("Organisation", organisation_title),
        ("Pieces", len(pieces)),
        ("Criteria with a piece", f"{len(criteria) - len(without)} of {len(criteria)}"),
    )
    blocks: list[Block] = [_objections(evidence.objections), _matrix(criteria, pieces)]
    if without:
        blocks += [Paragraph("Criteria without a piece:"), Items("without_a_piece", without)]
    else:
        blocks.append(Paragraph("Every criterion has a piece."))
    blocks.append(_pieces(pieces))
    return Report("portfolio", "Portfolio matrix", coverage.name, made_on, facts, tuple(blocks))


def _objections(objections: Sequence[Objection]) -> Table:
    columns = (Column("objection", "To mend"), Column("where", "By which rule"))
    rows = tuple((objection.text, objection.where or "good sense") for objection in objections)
    empty = "The rules have nothing against this portfolio."
    return Table("objections", "Warnings", columns, rows, empty=empty, sheet="Warnings")


def _matrix(criteria: Sequence[CriterionState], pieces: Sequence[Piece]) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("level", "Level"),
        Column("state", "In mocks", "state"),
        *(Column(f"piece-{piece.number}", str(piece.number), "tick") for piece in pieces),
        Column("pieces", "Pieces", "number"),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (c.ref, c.title, c.level, c.state, *(c.ref in p.refs for p in pieces), sum(c.ref in p.refs for p in pieces))
        for c in criteria
    )
    refs = {criterion.ref for criterion in criteria}
    each = tuple(len(refs & set(piece.refs)) for piece in pieces)
    totals: tuple[Value, ...] = ("Criteria", None, None, None, *each, sum(each))
    return Table("matrix", "Criteria and pieces, by number", columns, rows, totals, sheet="Matrix")


def _pieces(pieces: Sequence[Piece]) -> Table:
    columns = (
        Column("number", "Number", "number"),
        Column("title", "Piece"),
        Column("kind", "Kind"),
        Column("dated_on", "Date", "day"),
        Column("video_minutes", "Video minutes", "number"),
        Column("criteria", "Criteria"),
        Column("note", "Note"),
    )
    rows = tuple(
        (p.number, p.title, kind_in_words(p.kind), p.dated_on, p.video_minutes, listed_refs(p.refs), p.note)
        for p in pieces
    )
    return Table("pieces", "The pieces", columns, rows, empty="No piece is in it yet.", sheet="Pieces")
