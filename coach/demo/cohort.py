"""Fill an empty store with a made-up cohort: the same people and words for everybody, on dates that end today."""

import shlex
from collections import Counter
from collections.abc import Iterator
from datetime import time
from pathlib import Path

from coach import paths
from coach.demo.desk import days_of, in_the_afternoon, in_the_morning
from coach.demo.playing import Stage, length, look_through, number_for, sit
from coach.demo.script import Cast, read_cast
from coach.errors import UsageError
from coach.reports.words import listed
from coach.services import people as service
from coach.services.people import NewPerson
from coach.services.sign_in import actor_named
from coach.services.workspace import Workspace

OPENING = time(9)
MORNING_MINUTES = 240
"""Within so many minutes of opening sessions begin; trainers review after that."""
REVIEWING = time(14, 30)
BETWEEN_REVIEWS = 600
NAMED = "demo.db"
"""What a store to keep might be called."""
TO_KEEP = "To keep it and look at it line by line:"


def fill(ws: Workspace, folder: Path = paths.DEMO, *, kept: Path | None = None) -> tuple[str, ...]:
    """Play the demo's sessions into an empty store; return lines that tell who is in it and what to try.

    `kept` is where the store stays, None where it is thrown away.
    Raises UsageError for a store that holds people, and RefusedError for files that cannot be played.
    """
    if service.everybody(ws):
        raise UsageError(f"The store {ws.store.name} is in use.", "Name a file that is not there yet.")
    cast = read_cast(folder, ws.library)
    stage = Stage(ws)
    _bring_in(stage, cast)
    _play(stage, cast)
    return _told(cast, kept)


def _bring_in(stage: Stage, cast: Cast) -> None:
    """Add everybody on the day they started, the trainers a week before the first apprentice."""
    apprentices = sorted(cast.people.apprentices, key=lambda apprentice: -apprentice.started_days_ago)
    stage.go_to(max(apprentice.started_days_ago for apprentice in apprentices) + 7, OPENING)
    first, *others = cast.people.trainers
    stage.next_id = first.id
    lead = actor_named(stage.ws, service.first_person(stage.ws, NewPerson(first.name, "trainer")).id)
    for trainer in others:
        stage.next_id = trainer.id
        service.add(stage.ws, lead, NewPerson(trainer.name, "trainer"))
    for apprentice in apprentices:
        stage.go_to(apprentice.started_days_ago, OPENING)
        stage.next_id = apprentice.id
        service.add(
            stage.ws,
            lead,
            NewPerson(
                name=apprentice.name,
                role="apprentice",
                standard=apprentice.standard,
                organisation=apprentice.organisation,
                cohort=apprentice.cohort,
                face_to_face=apprentice.face_to_face,
                sector=apprentice.sector,
                workplace=apprentice.workplace,
                started_on=stage.day(apprentice.started_days_ago),
                gateway_on=stage.day(-apprentice.gateway_in_days),
                extra_time_percent=apprentice.extra_time_percent,
            ),
        )


def _play(stage: Stage, cast: Cast) -> None:
    """Play day by day: what is sat in the morning, then what is reviewed in the afternoon."""
    scripts = cast.scripts
    sat = {script.session.days_ago for script in scripts}
    reviewed = {script.session.reviewed_days_ago for script in scripts if script.session.state == "reviewed"}
    for day in sorted(sat | reviewed | days_of(cast.desk), reverse=True):
        stage.go_to(day, OPENING)
        stage.not_after_now(0)
        in_the_morning(stage, cast.desk, day)
        for script in scripts:
            if script.session.days_ago == day:
                stage.go_to(day, OPENING)
                stage.wait(60 * number_for(script.session.id, MORNING_MINUTES))
                stage.not_after_now(length(script.session))
                sit(stage, script)
        stage.go_to(day, REVIEWING)
        for script in scripts:
            if script.session.state == "reviewed" and script.session.reviewed_days_ago == day:
                look_through(stage, script)
                stage.wait(BETWEEN_REVIEWS)
        in_the_afternoon(stage, cast.desk, day)


def _told(cast: Cast, kept: Path | None) -> tuple[str, ...]:
    store = shlex.quote(str(kept or NAMED))
    members = Counter(apprentice.cohort for apprentice in cast.people.apprentices)
    cohorts = listed([f"{cohort} ({members[cohort]})" for cohort in cast.people.cohorts], "and")
    trainers = [trainer.name for trainer in cast.people.trainers]
    sessions = [script.session for script in cast.scripts]
    states = Counter(session.state for session in sessions)
    answers = sum(len(session.questions) for session in sessions)
    return (
        f"{members.total()} made-up apprentices in {cohorts}; trained by {listed(trainers, 'and')}.",
        f"{len(sessions)} sessions with {answers} answers: {states['reviewed']} reviewed, "
        f"{states['waiting']} waiting for review, {states['answering']} left unfinished.",
        *_to_try(cast, trainers[0]),
        f"It is kept in {kept}; to look at it line by line:" if kept else f"{TO_KEEP} coach demo --keep {NAMED}",
        f'    coach queue --store {store} --as "{trainers[0]}"',
        f'    coach coverage --store {store} --cohort "{cast.people.cohorts[0]}"',
    )


def _to_try(cast: Cast, trainer: str) -> Iterator[str]:
    names = {apprentice.id: apprentice.name for apprentice in cast.people.apprentices}
    sessions = [script.session for script in cast.scripts]
    waiting = [names[session.apprentice] for session in sessions if session.state == "waiting"]
    unfinished = [names[session.apprentice] for session in sessions if session.state == "answering"]
    reviewed = Counter(names[session.apprentice] for session in sessions if session.state == "reviewed")
    if waiting:
        yield f"As {trainer}: mark the session of {waiting[0]}, which has waited longest, and see what it fills."
    if any(each.settled is None for look in cast.desk.second_looks for each in look.otherwise):
        yield f"As {trainer}: press a to see how far the two trainers agree, and settle what they see differently."
    if unfinished:
        yield f"As {unfinished[-1]}: go on with the interview that was left; the last words typed are still there."
    for name, count in reviewed.most_common(1):
        shown = "a session that is" if count == 1 else f"{count} sessions that are"
        yield f"As {name}: read {shown} reviewed, then sit one drawn by what is still missing."
