"""The cohort's grid as apprentices and history grow: seconds to the grid, statements, memory."""

import asyncio
import itertools
import random
import tempfile
import time
import tracemalloc
from contextlib import closing
from pathlib import Path

from coach.content.library import Library
from coach.services import cohort
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store.store import Store, open_store

STANDARD = "l3-css-1.1"
MARSHA = Actor("marsha", "Marsha Delgado", "trainer")
CURVE = ((200, 10_000), (2_000, 100_000), (2_000, 1_000_000))
STATES = ("suggested", "waiting", "attempted", "passed")


def filled(path: Path, apprentices: int, marks: int) -> Store:
    """Make a store of so many apprentices with so many marks behind what is passed and attempted."""
    chance = random.Random(7)
    refs = [criterion.ref for criterion in Library().standard(STANDARD).criteria_for()]
    store = open_store(path)
    now = "2026-03-02T09:30:00Z"
    trainer = {"id": "marsha", "name": MARSHA.name, "name_key": "marsha delgado", "role": "trainer"}
    with store.write() as writer:
        person = {"created_at": now, "face_to_face": 1}
        writer.insert("people", person | trainer)
        for number in range(apprentices):
            who = {"id": f"a{number}", "name": f"Apprentice {number}", "name_key": f"a{number}", "role": "apprentice"}
            writer.insert("people", person | who | {"standard": STANDARD, "organisation": "vtct-skills"})
            session = {"id": f"s{number}", "apprentice_id": f"a{number}", "standard": STANDARD, "seed": 1}
            session |= {"method": "project-interview", "organisation": "vtct-skills", "mode": "exam", "terms": "{}"}
            session |= {"state": "dropped", "progress": "{}", "started_at": now, "touched_at": now}
            writer.insert("sessions", session)
            for ref in refs:
                row = {"apprentice_id": f"a{number}", "ref": ref, "state": chance.choice(STATES), "since": now}
                writer.insert("coverage", row)
        places = itertools.cycle((f"a{n}", f"s{n}", ref) for n in range(apprentices) for ref in refs)
        for who_id, session_id, ref in itertools.islice(places, marks):
            mark = {"session_id": session_id, "question": 1, "ref": ref, "apprentice_id": who_id, "mark": "passed"}
            writer.insert("marks", mark | {"marked_by": "marsha", "marked_at": now})
    return store


def grid_curve() -> None:
    """Print the curve."""
    print(f"{'cohort grid':>12} {'marks':>10} {'grid, s':>9} {'first paint, s':>15} {'statements':>11} {'peak, MB':>9}")
    for apprentices, marks in CURVE:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(filled(Path(folder) / "c.db", apprentices, marks)) as store,
        ):
            ws = Workspace(store)
            ws.library.standard(STANDARD)
            said: list[str] = []
            store._connection.set_trace_callback(said.append)
            began = time.perf_counter()
            cohort.grids(ws, MARSHA)
            took = time.perf_counter() - began
            statements = len(said)
            store._connection.set_trace_callback(None)
            tracemalloc.start()
            cohort.grids(ws, MARSHA)
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            paint = asyncio.run(_first_paint(ws))
            print(f"{apprentices:>12} {marks:>10} {took:>9.3f} {paint:>15.3f} {statements:>11} {peak:>9.1f}")


async def _first_paint(ws: Workspace) -> float:
    from coach.tui.app import CoachApp
    from coach.tui.screens.cohort import CohortScreen

    app = CoachApp(ws, "Marsha Delgado")
    async with app.run_test(size=(120, 40)) as pilot:
        began = time.perf_counter()
        app.push_screen(CohortScreen())
        await pilot.pause()
        return time.perf_counter() - began
