"""A store in which one apprentice has a row in every table that can hold one, beside another apprentice."""

from coach.content.record_zip import RecordRead, record_in
from coach.coverage.portfolio import Piece
from coach.reports.record import RecordFile, zipped
from coach.services import (
    assign,
    audit,
    home,
    people,
    portfolio,
    programme,
    rehearse,
    reports,
    review,
    roleplay,
    second_looks,
    sessions,
    today,
    waiting,
    watch,
)
from coach.services.export import export_record
from coach.services.rights import OWNER, Actor, acting
from coach.services.workspace import Workspace
from coach.store import credentials, personal
from coach.store import second_looks as looks_table
from coach.store.versions import STEPS
from tests.builders import give_extra_time
from tests.builders_edges import METHOD, Place, a_trainer, an_apprentice, finish, sit

AISHA = "Aisha Rahman"
ANSWER = "The parcel zanzibarquux went to B2.1 and this shows K2.4 and no more"
WORDS = ("zanzibarquux", "quizzicalnote", "draftvermilion", "kumquatpiece", "commentperiwinkle", "hashmarzipan")
"""A word of each free text and of the passphrase's hash that stands nowhere else."""


def whole(place: Place, ws: Workspace, name: str = AISHA) -> Actor:
    """Let an apprentice do everything that leaves a row somewhere, and two trainers with them."""
    aisha = an_apprentice(ws, name)
    marsha, owen = a_trainer(ws), a_trainer(ws, "Owen Pritchard")
    give_extra_time(ws, aisha, 37)
    with ws.store.write() as writer:
        credentials.set_passphrase(writer, aisha.id, "hashmarzipan", ws.timestamp(), by=aisha.id, handed_out=False)
    assign.assign(ws, marsha, [aisha.id], METHOD, ["K2.4"], note="Once more.")
    portfolio.save_piece(ws, aisha, aisha.id, Piece("", 0, "kumquatpiece", "work-product", None, "", ("K2.4",)))
    programme.tick(ws, marsha, aisha.id, "english", note="Seen.")
    programme.set_day(ws, aisha, aisha.id, METHOD, "2026-06-15")
    reviewed = _handed_in(ws, aisha)
    review.mark(ws, marsha, reviewed, 1, "K2.4", "attempted", "commentperiwinkle")
    review.attach(ws, marsha, reviewed, 1, "K3.1", 4, 10)
    review.sign_off(ws, marsha, reviewed, "A good start.")
    place.clock.advance(minutes=1)
    with ws.store.write() as writer:
        looks_table.add_second_look(writer, reviewed, marsha.id, ws.timestamp())
    second_looks.mark_again(ws, owen, reviewed, 1, "K2.4", "passed")
    second_looks.finish(ws, owen, reviewed)
    second_looks.settle(ws, owen, reviewed, 1, "K2.4", "passed", "She names the limit.")
    review.sign_off(ws, owen, reviewed, "Settled.")
    waiting = _handed_in(ws, aisha)
    review.open_review(ws, marsha, waiting)
    review.mark(ws, marsha, waiting, 1, "B2.1", "passed", "Not for your eyes yet.")
    place.clock.advance(minutes=1)
    talk = roleplay.start(ws, aisha, "third-missed-visit")
    talk.say("Hello, I am sorry to hear that. zanzibarquux?", ())
    talk.save_notes("quizzicalnote")
    unfinished = sit(ws, aisha)
    unfinished.open()
    unfinished.save_draft("draftvermilion")
    place.clock.advance(minutes=1)
    return aisha


def _handed_in(ws: Workspace, actor: Actor) -> str:
    rehearsal = sit(ws, actor)
    finish(rehearsal, ANSWER)
    rehearsal.hand_in({"K2.4": "attempted"})
    return rehearsal.session_id


def people_named(ws: Workspace, name: str) -> Actor:
    """Return somebody who is here as the one who asks."""
    return acting(people.find(ws, name))


def taken_out(ws: Workspace, apprentice_id: str) -> RecordRead:
    """Return all of a record as a file would bring it, whoever may take it out."""
    return record_in(packed(ws, apprentice_id))


def packed(ws: Workspace, apprentice_id: str) -> bytes:
    """Return the ZIP of all of a record, whoever may take it out."""
    with ws.store.write() as writer:
        record = personal.record_of(writer, apprentice_id)
        person = people.find(ws, apprentice_id)
        file = RecordFile(
            schema=STEPS,
            name=person.name,
            cohort=person.cohort,
            left_out=(),
            tables=record,
            colleagues=personal.colleagues_of(writer, record),
            trail=personal.audit_of(writer, record),
        )
    return zipped(file)


def look_at_everything(ws: Workspace, apprentice_id: str, trainer: str) -> None:
    """Open what shows a record: sittings, history, coverage, grades, programme, reports, the home page."""
    aisha = acting(people.find(ws, apprentice_id))
    for session in sessions.list_sessions(ws, OWNER, apprentice_id):
        sessions.view_session(ws, OWNER, session.id)
        review.history(ws, OWNER, session.id)
    watch.coverage_of(ws, OWNER, apprentice_id)
    watch.coverage_of(ws, aisha, apprentice_id, "2026-03-31")
    watch.grades_of(ws, OWNER, apprentice_id)
    programme.programme_of(ws, OWNER, apprentice_id)
    portfolio.portfolio_of(ws, OWNER, apprentice_id)
    assign.assignments(ws, OWNER, apprentice_id)
    reports.apprentice_marks(ws, OWNER, apprentice_id)
    reports.gateway_of(ws, OWNER, apprentice_id)
    waiting.queue(ws, people_named(ws, trainer))
    second_looks.agreement_of(ws, people_named(ws, trainer))
    home.home_of(ws, aisha)
    today.today_for(ws, aisha, 30)
    for session in rehearse.unfinished(ws, aisha):
        rehearse.take_up(ws, aisha, session.id).draft()
    for session in roleplay.unfinished(ws, aisha):
        roleplay.take_up(ws, aisha, session.id).draft()
    export_record(ws, aisha, apprentice_id)
    export_record(ws, OWNER, apprentice_id)
    assert audit.verify(ws, OWNER).holds
