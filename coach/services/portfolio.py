"""The portfolio: pieces of evidence, what they serve, and what the organisation's rules say to them."""

import msgspec

from coach.content.diagnostic import nearest
from coach.coverage.portfolio import PIECE_KINDS, Objection, Piece, PieceKind, objections
from coach.errors import NotFoundError, UsageError
from coach.services import people
from coach.services.days import checked_day
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import programme as table
from coach.store.people import Person

LONGEST_TITLE = 120
LONGEST_NOTE = 2000
MOST_PIECES = 99


class Portfolio(msgspec.Struct, frozen=True):
    """An apprentice's pieces with what the rules object to."""

    apprentice: str
    standard: str
    organisation: str
    pieces: tuple[Piece, ...]
    objections: tuple[Objection, ...]
    unserved: tuple[str, ...]
    """Refs that no piece serves, of the method that the portfolio is brought to."""


def portfolio_of(ws: Workspace, actor: Actor, apprentice: str) -> Portfolio:
    """Return an apprentice's portfolio."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "read", person.id)
    organisation = ws.library.organisation(person.organisation or "")
    pieces = table.pieces_of(ws.store, person.id)
    served = {ref for piece in pieces for ref in piece.refs}
    return Portfolio(
        apprentice=person.name,
        standard=person.standard or "",
        organisation=organisation.id,
        pieces=pieces,
        objections=objections(pieces, organisation, person.started_on),
        unserved=tuple(ref for ref in _refs_to_serve(ws, person) if ref not in served),
    )


def kind_named(kind: str) -> PieceKind:
    """Return a kind of piece by its name. Raises UsageError with the nearest."""
    for known in PIECE_KINDS:
        if known == kind:
            return known
    hint = nearest(kind, PIECE_KINDS) or f"Take one of: {', '.join(PIECE_KINDS)}."
    raise UsageError(f"{kind} is no kind of piece.", hint)


def save_piece(ws: Workspace, actor: Actor, apprentice: str, piece: Piece) -> Piece:
    """Write a piece, new (empty id, number 0) or changed; a new one gets the next number and keeps it.

    Raises UsageError for what cannot be, NotFoundError where the piece is gone.
    """
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "prepare", person.id)
    _check(ws, person, piece)
    piece = msgspec.structs.replace(
        piece,
        title=" ".join(piece.title.split()),
        note=piece.note.strip(),
        dated_on=checked_day(piece.dated_on).isoformat() if piece.dated_on is not None else None,
        refs=tuple(dict.fromkeys(piece.refs)),
    )
    with ws.store.write() as writer:
        piece = _numbered(ws, piece, table.pieces_of(ws.store, person.id))
        table.save_piece(writer, person.id, piece, ws.timestamp())
    return piece


def _numbered(ws: Workspace, piece: Piece, have: tuple[Piece, ...]) -> Piece:
    """Return a piece with its number among those there are; a new one also gets its id."""
    if piece.id:
        before = next((p for p in have if p.id == piece.id), None)
        if before is None:
            raise NotFoundError("That piece is no longer in the portfolio.", "Add it again.")
        return msgspec.structs.replace(piece, number=before.number)
    if len(have) >= MOST_PIECES:
        raise UsageError(f"{MOST_PIECES} pieces are the most coach keeps.", "Take one out first.")
    return msgspec.structs.replace(piece, id=ws.new_id(), number=max((p.number for p in have), default=0) + 1)


def remove_piece(ws: Workspace, actor: Actor, apprentice: str, number: int) -> Piece:
    """Take a piece out; the numbers of the others stay. Raises NotFoundError."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "prepare", person.id)
    found = next((piece for piece in table.pieces_of(ws.store, person.id) if piece.number == number), None)
    if found is None:
        raise NotFoundError(f"There is no piece {number}.", "coach portfolio lists them.")
    with ws.store.write() as writer:
        table.remove_piece(writer, found.id)
    return found


def _refs_to_serve(ws: Workspace, person: Person) -> tuple[str, ...]:
    standard = ws.library.standard(person.standard or "")
    methods = (method.id for method in standard.methods if method.portfolio)
    return tuple(c.ref for id_ in methods for c in standard.criteria_of(id_, face_to_face=person.face_to_face))


def _check(ws: Workspace, person: Person, piece: Piece) -> None:
    title = " ".join(piece.title.split())
    if not title or not title.isprintable():
        raise UsageError("A piece needs a title.", "Say in a few words what it is.")
    if len(title) > LONGEST_TITLE:
        raise UsageError(f"That title has {len(title)} characters; at most {LONGEST_TITLE} fit.", "Shorten it.")
    if len(piece.note) > LONGEST_NOTE:
        raise UsageError(f"That note has {len(piece.note)} characters; at most {LONGEST_NOTE} fit.", "Shorten it.")
    kind_named(piece.kind)
    if piece.video_minutes is not None and not 0 < piece.video_minutes <= 600:
        raise UsageError(f"{piece.video_minutes} minutes of video is out of range.", "Give 1 to 600.")
    known = list(ws.library.standard(person.standard or "").by_ref)
    for ref in piece.refs:
        if ref not in known:
            hint = nearest(ref, known) or "coach standards lists them."
            raise UsageError(f"{ref} is not a criterion of {person.standard}.", hint)
