"""A small store and a server of its pages that takes whoever asks from a header, as the sign-in would from a cookie."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from coach.content.library import Library
from coach.coverage.portfolio import Piece
from coach.services import asking, assign, people, portfolio, programme, rehearse, review, second_looks
from coach.services.people import NewPerson
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace, open_workspace
from coach.web.page import add_assets
from coach.web.pages import add_pages
from tests.builders import ScriptedClock, apprentice, hand_in
from tests.tui.spring import ANSWERS, QUESTIONS, spring

WHO = "X-Who"
HOSTILE = "<script>alert('x')</script> <img src=x onerror=alert(1)> {{ 7*7 }} \u202e&amp;\x1b[2J"
SHOWN = "<script>alert('x')</script> <img src=x onerror=alert(1)> {{ 7*7 }} &amp;[2J"
"""How the words above read: as characters, without those that steer."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """A store with sittings in every state, and those who may look at it, by a short name."""

    file: Path
    library: Library
    clock: ScriptedClock
    actors: dict[str, Actor]
    sittings: dict[str, str]
    """Ids: Aisha's that is unfinished or waits, Ben's that is reviewed or kept to himself, Mallory's hostile one."""
    opened: int = 0
    closed: int = 0

    def workspace(self) -> Workspace:
        """Open the store as the server does for each request."""
        ws = open_workspace(self.file)
        ws.library, ws.now, ws.reading = self.library, self.clock.now, self.clock.reading
        close = ws.store.close

        def noted() -> None:
            self.closed += 1
            close()

        self.opened += 1
        ws.store.close = noted  # type: ignore[method-assign]
        return ws

    def app(self) -> web.Application:
        """Return the pages behind a sign-in that believes the header."""

        @web.middleware
        async def signed_in(request: web.Request, handler: Handler) -> web.StreamResponse:
            name = request.headers.get(WHO) or request.cookies.get("who", "")
            if name in self.actors:
                request["actor"] = self.actors[name]
            return await handler(request)

        app = web.Application(middlewares=[signed_in])
        add_pages(app, self.workspace)
        add_assets(app)
        return app


def a_site(folder: Path) -> Site:
    """Play a small cohort into a store; Aisha's cohort, notes and marks hold words that look like markup."""
    small = spring(folder, more=True)
    ws, clock = small.ws, small.clock
    lena = acting(people.join(ws, NewPerson("Lena Fox", "lead")))
    ben = acting(people.find(ws, "Ben Carter"))
    owen = acting(people.find(ws, "Owen Price"))
    mallory = apprentice(ws, "<b>Mallory</b> {{ 7*7 }} & Co", cohort="<i>Autumn</i> \"two\" 'three'")
    unfinished = rehearse.start(ws, small.aisha, rehearse.Plan("project-interview", questions=3), QUESTIONS)
    unfinished.open()
    unfinished.say_as_answer("I would keep this between me and the wall.")
    kept = rehearse.start(ws, ben, rehearse.Plan("project-interview", questions=3), QUESTIONS)
    kept.open()
    kept.say_as_answer("This is for my cat alone.")
    kept.request("end")
    asking.keep_back(ws, ben, kept)
    own = hand_in(ws, clock, mallory, QUESTIONS, (f"{ANSWERS[0]} {HOSTILE}", HOSTILE, ANSWERS[2]))
    clock.advance(days=1)
    review.mark(ws, owen, own, 1, "K4.5", "passed", HOSTILE)
    review.sign_off(ws, owen, own, HOSTILE, strengths=HOSTILE, next_steps=HOSTILE)
    review.mark(ws, small.marsha, small.session, 1, "K4.5", "attempted", "Nobody is to read this yet.")
    review.put_back(ws, small.marsha, small.session)
    assign.assign(ws, small.marsha, [mallory.id, ben.id], "project-interview", ["K4.6"], note=HOSTILE[:40])
    assign.assign(ws, small.marsha, [ben.id], "project-interview", ["S3.1"], due_on="2026-03-20")
    programme.tick(ws, owen, mallory.id, "english", note=HOSTILE)
    programme.set_day(ws, ben, ben.id, "project-interview", "2026-06-15")
    portfolio.save_piece(ws, mallory, mallory.id, Piece("", 0, HOSTILE[:60], "work-product", None, "", ("K4.5",)))
    (first, *_) = second_looks.open_looks(ws, small.marsha)
    for question, ref in second_looks.places(ws, small.marsha, first.session_id):
        second_looks.mark_again(ws, small.marsha, first.session_id, question, ref, "none")
    second_looks.finish(ws, small.marsha, first.session_id)
    clock.advance(days=20)
    reviewed = first.session_id if first.apprentice == "Ben Carter" else ""
    sittings = {
        "unfinished": unfinished.session_id,
        "waiting": small.session,
        "reviewed": reviewed,
        "kept": kept.session_id,
        "hostile": own,
    }
    ws.store.close()
    actors = {"aisha": small.aisha, "ben": ben, "mallory": mallory, "marsha": small.marsha, "lena": lena}
    return Site(folder / "coach.db", ws.library, clock, actors, sittings)
