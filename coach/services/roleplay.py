"""Role-plays: choose one, talk to the customer, keep every line, hand it in like an interview."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

import msgspec

from coach.banks.model import Question, Strong
from coach.errors import NotFoundError, UsageError
from coach.interview import clock as clocks
from coach.interview.clock import Clock
from coach.interview.progress import Progress
from coach.interview.sitting import Terms, Turn
from coach.interview.states import UNFINISHED, Event, State, after
from coach.mapping.suggestion import Evidence, Suggestion
from coach.roleplay.account import Account, account
from coach.roleplay.engine import Roleplay
from coach.roleplay.model import Scenario
from coach.roleplay.moves import MOVES, MoveReader
from coach.roleplay.play import Play
from coach.services import people
from coach.services.assign import note_what_is_done
from coach.services.going_on import going_on
from coach.services.rights import Actor, require
from coach.services.unsent import Unsent
from coach.services.workspace import Workspace
from coach.standards.model import Criterion
from coach.store import coverage as stored_coverage
from coach.store import judgements, sessions
from coach.store import roleplays as table
from coach.store.sessions import Session
from coach.store.store import Writer

METHOD = "observation"
LONGEST_NOTES = 8000
LONGEST_LINE = 4000
SURE = 0.7
"""How sure a line of a scenario is taken to show what its author says: likely, and for a trainer to decide."""


class ScenarioOffer(msgspec.Struct, frozen=True):
    """A role-play that can be played: what it is about, and how often it was played already."""

    id: str
    title: str
    sector: str
    channel: str
    tags: tuple[str, ...]
    brief: str
    refs: tuple[str, ...]
    played: int


def offers(ws: Workspace, actor: Actor) -> tuple[ScenarioOffer, ...]:
    """Return the role-plays for the actor's standard: those never played first, of their sector before others."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    counted = {c.ref for c in standard.criteria_of(METHOD, face_to_face=person.face_to_face)}
    times = table.played(ws.store, person.id)
    found = [
        ScenarioOffer(
            id=scenario.id,
            title=scenario.title,
            sector=scenario.sector,
            channel=scenario.channel,
            tags=scenario.tags,
            brief=scenario.brief,
            refs=tuple(sorted(scenario.refs() & counted)),
            played=times.get(scenario.id, 0),
        )
        for scenario in ws.library.scenarios.values()
        if standard.id in scenario.standards
    ]
    return tuple(sorted(found, key=lambda offer: (offer.played, offer.sector != person.sector, offer.title)))


def start(ws: Workspace, actor: Actor, scenario_id: str, *, seed: int | None = None) -> "RoleplaySession":
    """Begin a role-play; it is kept from the first line on. Raises NotFoundError, UsageError."""
    require(actor, "rehearse", actor.id)
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    organisation = ws.library.organisation(person.organisation or "")
    scenario = ws.library.scenario(scenario_id)
    if standard.id not in scenario.standards:
        raise UsageError(f"{scenario.title} is not for {standard.id}.", "coach scenario list shows what each is for.")
    seed = ws.new_seed() if seed is None else seed
    play = Roleplay(scenario).begin(seed)
    rules = organisation.rules(METHOD)
    minutes = rules.minutes.value if rules.minutes else 60
    terms = Terms(mode="practice", questions=1, allowed=minutes * 60, tolerance=0, probes=0, minutes_by_rule=minutes)
    now = ws.timestamp()
    session = Session(
        id=ws.new_id(),
        apprentice_id=person.id,
        apprentice=person.name,
        cohort=person.cohort,
        standard=standard.id,
        method=METHOD,
        organisation=organisation.id,
        mode="practice",
        seed=seed,
        state="answering",
        terms=terms,
        progress=Progress(state="answering", clock=Clock(allowed=terms.allowed), current=1),
        elapsed=0.0,
        started_at=now,
        touched_at=now,
        handed_in_at=None,
        reviewed_at=None,
        reviewer_id=None,
        reviewer=None,
        scenario=scenario.id,
    )
    criteria = standard.criteria_of(METHOD, face_to_face=person.face_to_face)
    with ws.store.write(session.apprentice_id) as writer:
        sessions.add_session(writer, session, [_as_question(scenario, criteria)])
        table.add_roleplay(writer, session.id, scenario, play)
        sessions.add_turns(writer, session.id, [Turn("customer", "line", play.opening, 0.0, 1)], now)
    return RoleplaySession(ws, actor, session)


def take_up(ws: Workspace, actor: Actor, session_id: str) -> "RoleplaySession":
    """Open an unfinished role-play again. Raises NotFoundError, UsageError."""
    session = sessions.session(ws.store, session_id)
    if session is None or session.scenario is None:
        raise NotFoundError(f"No role-play goes by {session_id}.", "coach sessions lists them.")
    require(actor, "rehearse", session.apprentice_id)
    if session.state not in UNFINISHED:
        raise UsageError(f"Role-play {session_id} is handed in.", f"See it with: coach show {session_id}")
    return RoleplaySession(ws, actor, session)


def unfinished(ws: Workspace, actor: Actor) -> tuple[Session, ...]:
    """Return the actor's role-plays that can be gone on with, the newest first."""
    found = sessions.sessions_of(ws.store, actor.id)
    return tuple(s for s in found if s.scenario is not None and s.state in UNFINISHED)


class RoleplaySession:
    """A role-play in somebody's hands; a line goes to the store before the customer answers it."""

    def __init__(self, ws: Workspace, actor: Actor, session: Session) -> None:
        self._ws = ws
        self._actor = actor
        self.session_id = session.id
        self.apprentice_id = session.apprentice_id
        self._unsent = Unsent(session.id)
        stored = table.roleplay_of(ws.store, session.id)
        if stored is None:
            raise NotFoundError(f"No role-play goes by {session.id}.", "coach sessions lists them.")
        self.scenario = stored.scenario
        self.play: Play = stored.play
        self.notes = stored.notes
        self._roleplay = Roleplay(stored.scenario)
        self._refs = _refs(ws, session)
        self.state = session.state
        self._clock = clocks.start(session.progress.clock, ws.reading())

    @property
    def reader(self) -> MoveReader | None:
        """Whoever reads the moves of a line."""
        return self._ws.library.move_reader

    def elapsed(self) -> float:
        """Return the seconds talked so far; time away from it does not count."""
        return self._clock.elapsed(self._ws.reading())

    def transcript(self) -> tuple[Turn, ...]:
        """Return all that was said so far."""
        return tuple(one.turn for one in sessions.turns_of(self._ws.store, self.session_id))

    def draft(self) -> str:
        """Return what was typed and not said."""
        return self._unsent.taken_up(1) or sessions.draft(self._ws.store, self.session_id, 1)

    def save_draft(self, text: str) -> None:
        """Keep what is typed and not said yet. Raises StoreError, or RescuedError where a file keeps it instead."""
        now = self._ws.timestamp()
        with self._unsent.rescuing(1, text), self._write(quiet=True) as writer:
            sessions.save_draft(writer, self.session_id, 1, text, now)
            sessions.save_elapsed(writer, self.session_id, self.elapsed(), now)

    def save_notes(self, notes: str) -> None:
        """Keep the notes taken beside the conversation. Raises UsageError where they are too long."""
        if len(notes) > LONGEST_NOTES:
            raise UsageError(f"Notes of {len(notes)} characters are too long.", f"At most {LONGEST_NOTES} fit.")
        with self._write() as writer:
            table.save_notes(writer, self.session_id, notes)
        self.notes = notes

    def say(self, text: str, moves: tuple[str, ...] | None = None) -> tuple[Turn, ...]:
        """Say a line to the customer and return it with the customer's words; `moves` are read off it if not given.

        Raises UsageError where the talk is over or the line is too long, StoreError where it could not be kept; then
        nothing has changed.
        """
        line = text.strip()
        if not line:
            return ()
        if self.state != "answering":
            raise UsageError("This talk is over.", "Hand it in, or play another.")
        if len(line) > LONGEST_LINE:
            raise UsageError(f"A line of {len(line)} characters is too long to say.", f"At most {LONGEST_LINE} fit.")
        if moves is None:
            moves = self.reader.moves_of(line, self.play.last_said) if self.reader else ()
        play = self._roleplay.say(self.play, line, moves)
        at = self.elapsed()
        turns = [Turn("apprentice", "answer", line, at, 1), Turn("customer", "line", play.turns[-1].reply, at, 1)]
        state = after(self.state, "close") if play.ending else self.state
        now = self._ws.timestamp()
        with self._write() as writer:
            sessions.add_turns(writer, self.session_id, turns, now)
            sessions.save_draft(writer, self.session_id, 1, "", now)
            table.save_play(writer, self.session_id, play)
            sessions.save_progress(writer, self.session_id, self._progress(state, play), now)
        self._unsent.forget(1)
        self.play, self.state = play, state
        return tuple(turns)

    def end(self) -> None:
        """Leave the talk before its end. Raises UsageError where it is over."""
        state = after(self.state, "close")
        with self._write() as writer:
            sessions.save_progress(writer, self.session_id, self._progress(state, self.play), self._ws.timestamp())
        self.state = state

    def account(self) -> Account:
        """Return what the play was."""
        return account(self.scenario, self.play, self._refs)

    def screen(self) -> tuple[str, ...]:
        """Return what the system shows now: more once it is clear who is speaking."""
        place = self.scenario.workplace
        return (*place.screen, *(place.screen_after_verify if self.play.verified else ()))

    def hand_in(self) -> None:
        """Pass it to the trainers with what its lines can evidence; one without a line is dropped."""
        event: Event = "hand-in" if self.play.turns else "drop"
        state = after(self.state, event)
        now = self._ws.timestamp()
        with self._write() as writer:
            judgements.replace_suggestions(writer, self.session_id, self.apprentice_id, 1, self._suggestions(), now)
            sessions.save_progress(writer, self.session_id, self._progress(state, self.play), now)
            if event == "hand-in":
                sessions.set_handed_in(writer, self.session_id, now)
                note_what_is_done(writer, self.apprentice_id, METHOD, now)
            refs = stored_coverage.refs_touched(writer, self.session_id)
            stored_coverage.refresh_coverage(writer, self.apprentice_id, refs, now)
        self.state = state

    def discard(self) -> None:
        """Keep the role-play from the trainers; what was said stays in the store."""
        state = after(self.state, "drop")
        with self._write() as writer:
            sessions.save_progress(writer, self.session_id, self._progress(state, self.play), self._ws.timestamp())
        self.state = state

    def _progress(self, state: State, play: Play) -> Progress:
        frozen = clocks.freeze(self._clock, self._ws.reading())
        return Progress(state=state, clock=frozen, current=1, answered=(1,) if play.turns else ())

    def _write(self, *, quiet: bool = False) -> AbstractContextManager[Writer]:
        """Open the write door, unless another window went on with this role-play meanwhile."""
        return going_on(
            self._ws, self.session_id, self.apprentice_id, self.state, 1 + 2 * len(self.play.turns), quiet=quiet
        )

    def _suggestions(self) -> tuple[Suggestion, ...]:
        found: dict[str, list[Evidence]] = {}
        start = 0
        for turn in self.play.turns:
            concept = " and ".join(MOVES[move] for move in turn.moves[:2]) or "what it led to"
            for ref in turn.shows:
                if ref in self._refs:
                    found.setdefault(ref, []).append(Evidence(start, start + len(turn.line), turn.line, concept))
            start += len(turn.line) + 2
        return tuple(Suggestion(ref, self._refs[ref], SURE, tuple(spans), ()) for ref, spans in found.items())


def _refs(ws: Workspace, session: Session) -> Mapping[str, str]:
    """Return the level of each criterion of the observation that counts for the apprentice, by ref."""
    person = people.find(ws, session.apprentice_id)
    criteria = ws.library.standard(session.standard).criteria_of(METHOD, face_to_face=person.face_to_face)
    return {criterion.ref: criterion.level for criterion in criteria}


def _as_question(scenario: Scenario, criteria: tuple[Criterion, ...]) -> Question:
    """Return a scenario as the one question of its session: the brief, and what it is there to draw out."""
    known = {criterion.ref for criterion in criteria}
    return Question(
        id=scenario.id,
        text=f"Role-play: {scenario.title}. {scenario.brief}",
        rephrasings=(),
        targets=tuple(ref for ref in scenario.questions if ref in known),
        probes=(),
        strong=Strong(pass_=" ".join(other.text for other in scenario.also_possible)),
    )
