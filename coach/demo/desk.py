"""Play what happens around the sessions: second looks, tasks, the gateway, portfolios."""

from coach.coverage.portfolio import Piece
from coach.demo.files import Desk, Folder, Gateway, Look, Task
from coach.demo.playing import Stage
from coach.services import assign, portfolio, programme, review, second_looks
from coach.services.sign_in import actor_named

A_LOOK = 45
"""Seconds from one mark of a second look to the next."""


def days_of(desk: Desk) -> set[int]:
    """Return on which days, counted back from today, something happens at the desk."""
    days = {look.days_ago for look in desk.second_looks} | {task.days_ago for task in desk.tasks}
    days |= {gateway.days_ago for gateway in desk.gateways}
    return days | {folder.days_ago for folder in desk.portfolios}


def in_the_morning(stage: Stage, desk: Desk, day: int) -> None:
    """Play what happens on a day before anything is sat: tasks are set, portfolios and gateways kept."""
    for task in desk.tasks:
        if task.days_ago == day:
            _set(stage, task)
    for folder in desk.portfolios:
        if folder.days_ago == day:
            _fill(stage, folder)
    for gateway in desk.gateways:
        if gateway.days_ago == day:
            _keep(stage, gateway)


def in_the_afternoon(stage: Stage, desk: Desk, day: int) -> None:
    """Play the second looks of a day, once its reviews are done."""
    for look in desk.second_looks:
        if look.days_ago == day:
            _look(stage, look)


def _set(stage: Stage, task: Task) -> None:
    trainer = actor_named(stage.ws, task.trainer, "trainer")
    stage.next_id = task.id
    due = stage.day(-task.due_in_days)
    assign.assign(stage.ws, trainer, [task.apprentice], task.method, task.refs, due_on=due, note=task.note)


def _fill(stage: Stage, folder: Folder) -> None:
    apprentice = actor_named(stage.ws, folder.apprentice, "apprentice")
    for number, piece in enumerate(folder.pieces, 1):
        stage.next_id = f"{folder.apprentice}-piece-{number}"
        dated = stage.day(piece.dated_days_ago)
        new = Piece("", 0, piece.title, piece.kind, dated, piece.note, piece.refs, piece.video_minutes)
        portfolio.save_piece(stage.ws, apprentice, apprentice.id, new)


def _keep(stage: Stage, gateway: Gateway) -> None:
    trainer = actor_named(stage.ws, gateway.trainer, "trainer")
    for item, note in gateway.ticks.items():
        programme.tick(stage.ws, trainer, gateway.apprentice, item, note=note)
    for method, days in gateway.held_in_days.items():
        programme.set_day(stage.ws, trainer, gateway.apprentice, method, stage.day(-days))


def _look(stage: Stage, look: Look) -> None:
    """Mark afresh, finish, and settle what is settled; a review that this opens again is signed off again."""
    ws = stage.ws
    trainer = actor_named(ws, look.trainer, "trainer")
    otherwise = {(each.question, each.ref): each for each in look.otherwise}
    first = {(mark.question, mark.ref): mark for mark in review.history(ws, trainer, look.session)}
    for place in second_looks.places(ws, trainer, look.session):
        stage.wait(A_LOOK)
        value = otherwise[place].mark if place in otherwise else first[place].mark
        second_looks.mark_again(ws, trainer, look.session, *place, value)
    stage.wait(A_LOOK)
    second_looks.finish(ws, trainer, look.session)
    for place, each in otherwise.items():
        if each.settled is None:
            continue
        stage.wait(A_LOOK)
        settler = actor_named(ws, first[place].marked_by, "trainer")
        second_looks.settle(ws, settler, look.session, *place, each.settled, each.why)
        if each.settled != first[place].mark:
            review.sign_off(ws, settler, look.session)
