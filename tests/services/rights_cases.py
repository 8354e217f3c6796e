"""Every use case that is told who asks, and what happens when each role in turn asks for it."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from coach.content.people_csv import sample, sheet_of
from coach.content.record_zip import RecordRead
from coach.coverage.portfolio import Piece
from coach.services import (
    asking,
    assign,
    audit,
    backups,
    cohort,
    copy_store,
    erase,
    export,
    grants,
    greeting,
    home,
    import_record,
    marks_given,
    people,
    people_import,
    portfolio,
    programme,
    purge,
    quiet,
    rehearse,
    reports,
    review,
    roleplay,
    second_looks,
    second_try,
    sessions,
    sign_in,
    speaking,
    today,
    waiting,
    watch,
)
from coach.services.passphrases import Hashing
from coach.services.people import Changes, NewPerson
from coach.services.rehearse import Plan
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from coach.store import personal
from coach.store import programme as programme_table
from coach.store.sessions import Session
from coach.store.store import open_store
from tests.builders_edges import METHOD, ORGANISATION, QUESTIONS, STANDARD, Place

Outcome = Literal["allowed", "not allowed", "not here"]
YES: Outcome = "allowed"
NO: Outcome = "not allowed"
NOBODY: Outcome = "not here"
"""Asked of oneself by somebody who is no apprentice."""

ROLES = ("apprentice", "other apprentice", "trainer", "lead", "owner")


@dataclass
class Stage:
    """A store with an apprentice's sessions in every state, and one actor of each role."""

    place: Place
    ws: Workspace
    actors: Mapping[str, Actor]
    unfinished: str
    waiting: str
    reviewed: str

    @property
    def aisha(self) -> Actor:
        """The apprentice whose records everything here is about."""
        return self.actors["apprentice"]

    @property
    def assigned(self) -> str:
        """What a trainer has asked Aisha to rehearse."""
        return programme_table.assignments(self.ws.store, self.aisha.id)[0].id

    @property
    def roleplay(self) -> str:
        """A role-play of Aisha's that is under way."""
        return roleplay.unfinished(self.ws, self.aisha)[0].id

    def row(self, session_id: str) -> Session:
        """Return a session as stored."""
        return sessions.session_row(self.ws, session_id)


@dataclass(frozen=True)
class Case:
    """A use case, and what happens when each role in turn asks for it."""

    ask: Callable[[Stage, Actor], object]
    outcomes: tuple[Outcome, Outcome, Outcome, Outcome, Outcome]


OWN_OR_TRAINERS = (YES, NO, YES, YES, YES)
TRAINERS_AND_OWNER = (NO, NO, YES, YES, YES)
LEADS_AND_OWNER = (NO, NO, NO, YES, YES)
OWN_OR_LEADS = (YES, NO, NO, YES, YES)
TRAINERS = (NO, NO, YES, YES, NO)
OWN_ONLY = (YES, NO, NO, NO, NO)
ANY_APPRENTICE = (YES, YES, NO, NO, NO)
ONESELF = (YES, YES, YES, YES, NO)

EVERYBODY = (YES,) * 5
APPRENTICES_THEMSELVES = (YES, YES, NOBODY, NOBODY, NOBODY)

SCENARIO = "third-missed-visit"
LEADS_AND_OWNER = (NO, NO, NO, YES, YES)
CHEAP = Hashing(rounds=1, memory=8, lanes=1)
KETTLES = "three copper kettles"
NEW = NewPerson("Beth Lowe", "apprentice", standard=STANDARD, organisation=ORGANISATION)
PIECE = Piece("", 0, "Email to Mrs Osei", "work-product", None, "", ("K2.4",))


def _finish_look(stage: Stage, actor: Actor) -> object:
    """Finish the second look at the reviewed session; who may mark it does so first."""
    if actor.role in ("trainer", "lead"):
        second_looks.mark_again(stage.ws, actor, stage.reviewed, 1, "K2.4", "passed")
    return second_looks.finish(stage.ws, actor, stage.reviewed)


def _keep_back(stage: Stage, actor: Actor) -> None:
    """Keep Aisha's unfinished sitting from the trainers, ended first by her."""
    rehearsal = rehearse.take_up(stage.ws, stage.aisha, stage.unfinished)
    if actor.id == stage.aisha.id:
        rehearsal.request("end")
    asking.keep_back(stage.ws, actor, rehearsal)


def _settle(stage: Stage, actor: Actor) -> None:
    """Settle what the second look sees differently; who may take that look does so first."""
    if actor.role in ("trainer", "lead"):
        _finish_look(stage, actor)
    second_looks.settle(stage.ws, actor, stage.reviewed, 1, "K2.4", "passed", "She names the limit.")


def _copy_store(stage: Stage, actor: Actor) -> None:
    with closing(open_store(stage.place.file.with_name("copied.db"))) as target:
        copy_store.copy_store(stage.ws, actor, target)


def _restore(stage: Stage, actor: Actor) -> None:
    """Put a backup in the place of a store that nobody has open."""
    file = stage.place.file.with_name("backup.db")
    backups.make(OWNER, stage.place.file, file, over=True)
    backups.restore(actor, stage.place.file.with_name("elsewhere.db"), file, stage.ws.now())


def _bring_back(stage: Stage, actor: Actor) -> object:
    """Bring in a record that says what is here already."""
    with stage.ws.store.write() as writer:
        record = personal.record_of(writer, stage.actors["other apprentice"].id)
    read = RecordRead("coach-record", 1, (), "Callum Reid", "Spring", (), dict(record), [], [])
    return import_record.import_record(stage.ws, actor, read)


def _give(stage: Stage, actor: Actor, name: str) -> None:
    stage.ws.hashing = CHEAP
    sign_in.give_passphrase(stage.ws, actor, name, KETTLES)


def _share(stage: Stage, actor: Actor) -> None:
    """Share the store; who may do so first gives the lead a passphrase."""
    if actor.role in ("lead", "owner"):
        _give(stage, actor, "Lena Fox")
    sign_in.set_shared(stage.ws, actor, on=True)


def _take_away(stage: Stage, actor: Actor) -> None:
    """Take a trainer's passphrase away; who may do so gave it first."""
    if actor.role in ("lead", "owner"):
        _give(stage, actor, "Marsha Delgado")
    sign_in.take_passphrase_away(stage.ws, actor, "Marsha Delgado")


CASES: Mapping[str, Case] = {
    "asking.ask": Case(lambda s, a: asking.ask(s.ws, a, METHOD), APPRENTICES_THEMSELVES),
    "asking.ask_about": Case(lambda s, a: asking.ask_about(s.ws, a, [METHOD], "limit"), APPRENTICES_THEMSELVES),
    "asking.ask_again": Case(lambda s, a: asking.ask_again(s.ws, a, s.waiting, 1), OWN_ONLY),
    "asking.ask_as": Case(lambda s, a: asking.ask_as(s.ws, a, METHOD, "easy"), APPRENTICES_THEMSELVES),
    "asking.keep_back": Case(_keep_back, OWN_ONLY),
    "assign.assign": Case(lambda s, a: assign.assign(s.ws, a, ["Aisha Rahman"], METHOD, ["K2.4"]), TRAINERS),
    "assign.assignments": Case(lambda s, a: assign.assignments(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "assign.withdraw": Case(lambda s, a: assign.withdraw(s.ws, a, s.assigned), TRAINERS),
    "backups.make": Case(
        lambda s, a: backups.make(a, s.place.file, s.place.file.with_name("made.db"), over=True), TRAINERS_AND_OWNER
    ),
    "backups.restore": Case(_restore, LEADS_AND_OWNER),
    "audit.trail_since": Case(lambda s, a: audit.trail_since(s.ws, a), TRAINERS_AND_OWNER),
    "audit.verify": Case(lambda s, a: audit.verify(s.ws, a), TRAINERS_AND_OWNER),
    "cohort.behind": Case(lambda s, a: cohort.behind(s.ws, a, "Aisha Rahman", "K2.4"), TRAINERS_AND_OWNER),
    "cohort.cohort_names": Case(lambda s, a: cohort.cohort_names(s.ws, a), TRAINERS_AND_OWNER),
    "cohort.grids": Case(lambda s, a: cohort.grids(s.ws, a), TRAINERS_AND_OWNER),
    "cohort.questions_for": Case(lambda s, a: cohort.questions_for(s.ws, a, STANDARD, "K2.4"), TRAINERS_AND_OWNER),
    "cohort.weakest": Case(lambda s, a: cohort.weakest(s.ws, a, cohort.grids(s.ws, OWNER)[0]), TRAINERS_AND_OWNER),
    "erase.erase": Case(lambda s, a: erase.erase(s.ws, a, "Aisha Rahman"), LEADS_AND_OWNER),
    "erase.erased_counts": Case(lambda s, a: erase.erased_counts(s.ws, a), TRAINERS_AND_OWNER),
    "erase.scrub": Case(lambda s, a: erase.scrub(s.ws, a), LEADS_AND_OWNER),
    "export.export_record": Case(lambda s, a: export.export_record(s.ws, a, "Aisha Rahman"), OWN_OR_LEADS),
    "greeting.visit": Case(lambda s, a: greeting.visit(s.ws, a), APPRENTICES_THEMSELVES),
    "home.home_of": Case(lambda s, a: home.home_of(s.ws, a), APPRENTICES_THEMSELVES),
    "home.setup_of": Case(lambda s, a: home.setup_of(s.ws, a, METHOD), APPRENTICES_THEMSELVES),
    "import_record.import_record": Case(_bring_back, LEADS_AND_OWNER),
    "marks_given.marks_given": Case(
        lambda s, a: marks_given.marks_given(s.ws, a, "Aisha Rahman", "2026-03-31"), OWN_OR_TRAINERS
    ),
    "people.add": Case(lambda s, a: people.add(s.ws, a, NEW), TRAINERS_AND_OWNER),
    "people.apprentice_for": Case(lambda s, a: people.apprentice_for(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "people.listed": Case(lambda s, a: people.listed(s.ws, a), TRAINERS_AND_OWNER),
    "people.change": Case(
        lambda s, a: people.change(s.ws, a, "Aisha Rahman", Changes(workplace="Northgate Lettings")), TRAINERS_AND_OWNER
    ),
    "people.change_own": Case(lambda s, a: people.change_own(s.ws, a, NEW), ONESELF),
    "people.extra_time_percent": Case(lambda s, a: people.extra_time_percent(s.ws, a), EVERYBODY),
    "people_import.import_people": Case(
        lambda s, a: people_import.import_people(s.ws, a, sheet_of(sample())), TRAINERS_AND_OWNER
    ),
    "portfolio.portfolio_of": Case(lambda s, a: portfolio.portfolio_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "portfolio.remove_piece": Case(lambda s, a: portfolio.remove_piece(s.ws, a, "Aisha Rahman", 1), OWN_OR_TRAINERS),
    "portfolio.save_piece": Case(lambda s, a: portfolio.save_piece(s.ws, a, "Aisha Rahman", PIECE), OWN_OR_TRAINERS),
    "programme.programme_of": Case(lambda s, a: programme.programme_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "programme.set_day": Case(
        lambda s, a: programme.set_day(s.ws, a, "Aisha Rahman", METHOD, "2026-06-15"), OWN_OR_TRAINERS
    ),
    "programme.tick": Case(lambda s, a: programme.tick(s.ws, a, "Aisha Rahman", "english"), TRAINERS),
    "copy_store.copy_store": Case(_copy_store, LEADS_AND_OWNER),
    "grants.give": Case(lambda s, a: grants.give(s.ws, a), EVERYBODY),
    "purge.purge": Case(lambda s, a: purge.purge(s.ws, a, do_it=True), LEADS_AND_OWNER),
    "quiet.quiet": Case(lambda s, a: quiet.quiet(s.ws, a), TRAINERS_AND_OWNER),
    "rehearse.start": Case(lambda s, a: rehearse.start(s.ws, a, Plan(METHOD), QUESTIONS), ANY_APPRENTICE),
    "rehearse.take_up": Case(lambda s, a: rehearse.take_up(s.ws, a, s.unfinished), OWN_ONLY),
    "rehearse.unfinished": Case(lambda s, a: rehearse.unfinished(s.ws, a), EVERYBODY),
    "reports.apprentice_marks": Case(lambda s, a: reports.apprentice_marks(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "reports.cohort_overview": Case(lambda s, a: reports.cohort_overview(s.ws, a), TRAINERS_AND_OWNER),
    "reports.feedback_letter": Case(lambda s, a: reports.feedback_letter(s.ws, a, s.reviewed), OWN_OR_TRAINERS),
    "reports.gateway_of": Case(lambda s, a: reports.gateway_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "reports.portfolio_of_evidence": Case(
        lambda s, a: reports.portfolio_of_evidence(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS
    ),
    "reports.project_report_map": Case(
        lambda s, a: reports.project_report_map(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS
    ),
    "reports.session_marks": Case(lambda s, a: reports.session_marks(s.ws, a, s.waiting), OWN_OR_TRAINERS),
    "reports.session_transcript": Case(lambda s, a: reports.session_transcript(s.ws, a, s.waiting), OWN_OR_TRAINERS),
    "reports.what_changed": Case(lambda s, a: reports.what_changed(s.ws, a, "2026-03-01"), TRAINERS_AND_OWNER),
    "review.attach": Case(lambda s, a: review.attach(s.ws, a, s.waiting, 1, "K2.4", 0, 3), TRAINERS),
    "review.comments_for": Case(lambda s, a: review.comments_for(s.ws, a, s.waiting, "K2.4", "attempted"), TRAINERS),
    "review.detach": Case(lambda s, a: review.detach(s.ws, a, s.waiting, 1, "K2.4"), TRAINERS),
    "review.history": Case(lambda s, a: review.history(s.ws, a, s.reviewed), OWN_OR_TRAINERS),
    "review.mark": Case(lambda s, a: review.mark(s.ws, a, s.waiting, 1, "K2.4", "passed"), TRAINERS),
    "review.meanwhile": Case(lambda s, a: review.meanwhile(s.ws, a, s.waiting, None), TRAINERS),
    "review.open_review": Case(lambda s, a: review.open_review(s.ws, a, s.waiting), TRAINERS),
    "review.put_back": Case(lambda s, a: review.put_back(s.ws, a, s.waiting), TRAINERS),
    "review.sign_off": Case(lambda s, a: review.sign_off(s.ws, a, s.waiting, "Good."), TRAINERS),
    "review.suggestion_quality": Case(lambda s, a: review.suggestion_quality(s.ws, a, STANDARD), TRAINERS_AND_OWNER),
    "roleplay.offers": Case(lambda s, a: roleplay.offers(s.ws, a), APPRENTICES_THEMSELVES),
    "roleplay.start": Case(lambda s, a: roleplay.start(s.ws, a, SCENARIO), ANY_APPRENTICE),
    "roleplay.take_up": Case(lambda s, a: roleplay.take_up(s.ws, a, s.roleplay), OWN_ONLY),
    "roleplay.unfinished": Case(lambda s, a: roleplay.unfinished(s.ws, a), EVERYBODY),
    "second_looks.agreement_of": Case(lambda s, a: second_looks.agreement_of(s.ws, a), TRAINERS),
    "second_looks.finish": Case(_finish_look, TRAINERS),
    "second_looks.mark_again": Case(
        lambda s, a: second_looks.mark_again(s.ws, a, s.reviewed, 1, "K2.4", "passed"), TRAINERS
    ),
    "second_looks.open_looks": Case(lambda s, a: second_looks.open_looks(s.ws, a), TRAINERS),
    "second_looks.own_marks": Case(lambda s, a: second_looks.own_marks(s.ws, a, s.reviewed), TRAINERS),
    "second_looks.places": Case(lambda s, a: second_looks.places(s.ws, a, s.reviewed), TRAINERS),
    "second_looks.settle": Case(_settle, TRAINERS),
    "second_try.about": Case(lambda s, a: second_try.about(s.ws, a, ""), EVERYBODY),
    "second_try.attempted_in": Case(lambda s, a: second_try.attempted_in(s.ws, a, ["K2.4"]), EVERYBODY),
    "second_try.change": Case(lambda s, a: second_try.change(s.ws, a, s.waiting, 1), OWN_OR_TRAINERS),
    "second_try.changes": Case(lambda s, a: second_try.changes(s.ws, a, s.waiting), OWN_OR_TRAINERS),
    "second_try.find": Case(lambda s, a: second_try.find(s.ws, a), (YES, NOBODY, NOBODY, NOBODY, NOBODY)),
    "second_try.question_again": Case(lambda s, a: second_try.question_again(s.ws, a, s.waiting, 1), OWN_ONLY),
    "second_try.start_again": Case(lambda s, a: second_try.start_again(s.ws, a, s.waiting, 1), OWN_ONLY),
    "second_try.tried": Case(lambda s, a: second_try.tried(s.ws, a), EVERYBODY),
    "sessions.list_sessions": Case(lambda s, a: sessions.list_sessions(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "sessions.marks_known_until": Case(
        lambda s, a: sessions.marks_known_until(s.ws, a, s.row(s.reviewed)), OWN_OR_TRAINERS
    ),
    "sessions.view_session": Case(lambda s, a: sessions.view_session(s.ws, a, s.waiting), OWN_OR_TRAINERS),
    "sign_in.give_passphrase": Case(lambda s, a: _give(s, a, "Marsha Delgado"), LEADS_AND_OWNER),
    "sign_in.locks_after": Case(lambda s, a: sign_in.locks_after(s.ws, a), EVERYBODY),
    "sign_in.set_lock_minutes": Case(lambda s, a: sign_in.set_lock_minutes(s.ws, a, 5), LEADS_AND_OWNER),
    "sign_in.set_shared": Case(_share, LEADS_AND_OWNER),
    "sign_in.take_passphrase_away": Case(_take_away, LEADS_AND_OWNER),
    "speaking.start": Case(lambda s, a: speaking.start(s.ws, a, METHOD, questions=QUESTIONS[:1]), ANY_APPRENTICE),
    "speaking.take_up": Case(lambda s, a: speaking.take_up(s.ws, a, s.unfinished), OWN_ONLY),
    "speaking.unfinished": Case(lambda s, a: speaking.unfinished(s.ws, a), EVERYBODY),
    "today.days_practised": Case(lambda s, a: today.days_practised(s.ws, a), EVERYBODY),
    "today.method_for": Case(lambda s, a: today.method_for(s.ws, a, None, ["K2.4"]), APPRENTICES_THEMSELVES),
    "today.next_drill": Case(lambda s, a: today.next_drill(s.ws, a), APPRENTICES_THEMSELVES),
    "today.next_of": Case(lambda s, a: today.next_of(s.ws, a, METHOD), APPRENTICES_THEMSELVES),
    "today.section_drill": Case(lambda s, a: today.section_drill(s.ws, a, "K2"), APPRENTICES_THEMSELVES),
    "today.show_days_practised": Case(
        lambda s, a: today.show_days_practised(s.ws, a, shown=True), APPRENTICES_THEMSELVES
    ),
    "today.today_for": Case(lambda s, a: today.today_for(s.ws, a, 30), APPRENTICES_THEMSELVES),
    "waiting.feedback_ages": Case(lambda s, a: waiting.feedback_ages(s.ws, a), TRAINERS),
    "waiting.queue": Case(lambda s, a: waiting.queue(s.ws, a), TRAINERS),
    "waiting.reviewed_lately": Case(lambda s, a: waiting.reviewed_lately(s.ws, a), TRAINERS),
    "watch.cohort_coverage": Case(lambda s, a: watch.cohort_coverage(s.ws, a), TRAINERS_AND_OWNER),
    "watch.coverage_of": Case(lambda s, a: watch.coverage_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "watch.grades_of": Case(lambda s, a: watch.grades_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
}
"""Every public function of the services that takes an actor, but for the checks of rights themselves."""
