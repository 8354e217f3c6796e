"""The start page, the queue, and how far trainers agree."""

from coach.plain.desk import ages_in_words, agreement_in_lines, desk_in_words, queue_in_words
from coach.reports.words import ago
from coach.review.marks import IN_WORDS
from coach.services import second_looks, waiting
from coach.services.assign import assignments
from coach.services.cohort import cohort_names
from coach.services.home import home_of
from coach.services.programme import programme_of
from coach.services.quiet import QUIET_DAYS, quiet
from coach.web.asking import Asked, Page

FIRST_IN_QUEUE = 5


def start(asked: Asked) -> Page:
    """What waits for a trainer and who is quiet; for an apprentice where they stand and what is due."""
    return _own_start(asked) if asked.actor.role == "apprentice" else _desk(asked)


def _desk(asked: Asked) -> Page:
    ws, actor = asked.ws, asked.actor
    queued = waiting.queue(ws, actor)
    today = ws.now().date()
    late = tuple(each for each in assignments(ws, actor) if each.state(today) == "late")
    return Page(
        "start",
        "/pages/",
        {
            "waits": queue_in_words(len(queued)),
            "ages": ages_in_words(waiting.feedback_ages(ws, actor)),
            "queued": queued[:FIRST_IN_QUEUE],
            "more": len(queued) - FIRST_IN_QUEUE,
            "looks": len(second_looks.open_looks(ws, actor)),
            "to_settle": len(second_looks.agreement_of(ws, actor).to_settle),
            "quiet": asked.slice_of(quiet(ws, actor)),
            "quiet_days": QUIET_DAYS,
            "late": late,
            "cohorts": cohort_names(ws, actor),
            "ago": ago,
            "desk": desk_in_words,
        },
    )


def _own_start(asked: Asked) -> Page:
    home = home_of(asked.ws, asked.actor)
    programme = programme_of(asked.ws, asked.actor, asked.actor.id)
    methods = {method.method: method.title for method in programme.methods}
    return Page(
        "own_start", "/pages/", {"home": home, "programme": programme, "methods": methods, "today": programme.today}
    )


def queue(asked: Asked) -> Page:
    """What waits for review, the oldest first; second looks; what was reviewed lately."""
    ws, actor = asked.ws, asked.actor
    cohorts = cohort_names(ws, actor)
    methods = {method.id: method.title for standard in ws.library.standards for method in standard.methods}
    cohort = asked.one_of("cohort", dict.fromkeys(cohorts, ""))
    method = asked.one_of("method", methods)
    name = asked.query.get("name")
    chosen = bool(cohort or method or name)
    queued = waiting.queue(ws, actor, cohort=cohort, method=method, apprentice=name)
    return Page(
        "queue",
        "/pages/queue",
        {
            "waits": queue_in_words(len(queued)),
            "ages": ages_in_words(waiting.feedback_ages(ws, actor)),
            "queued": asked.slice_of(queued),
            "reviewed": () if chosen else waiting.reviewed_lately(ws, actor),
            "looks": () if chosen else second_looks.open_looks(ws, actor),
            "chosen": chosen,
            "query": asked.query,
            "cohorts": cohorts,
            "methods": methods,
            "ago": ago,
            "desk": desk_in_words,
        },
    )


def agreement(asked: Asked) -> Page:
    """How far trainers agree, what they see differently, and the second looks that wait."""
    ws, actor = asked.ws, asked.actor
    view = second_looks.agreement_of(ws, actor)
    return Page(
        "agreement",
        "/pages/agreement",
        {
            "figures": agreement_in_lines(view)[0],
            "view": view,
            "places": asked.slice_of(view.to_settle),
            "looks": second_looks.open_looks(ws, actor),
            "marks": IN_WORDS,
        },
    )
