"""An interview and a review that are killed at any moment, and what has to hold each time."""

import random
from contextlib import closing
from pathlib import Path

from coach.services import audit, sessions
from coach.services.rights import OWNER
from coach.services.sessions import session_row
from coach.services.workspace import Workspace
from coach.store import coverage
from coach.store import sessions as table
from coach.store.judgements import ALWAYS
from coach.store.store import Store, open_store
from tests.builders_edges import Place, a_trainer, an_apprentice, finish, sit, three_questions
from tests.durability.roles import REFS
from tests.durability.zygote import Program, Zygote

DEEDS = 60
"""More than a review does before it is killed, so that it is always amid something."""
MARKS = ("passed", "attempted", "none")


class Memory:
    """What was typed and what is known to have been acknowledged; every line typed is one of a kind."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.acknowledged: list[str] = []

    def lines(self, number: int) -> list[str]:
        """Return lines nobody typed before."""
        first = len(self.typed)
        fresh = [f"Then came thing <{n}> with the customer" for n in range(first, first + number)]
        self.typed += fresh
        return fresh


def sound(store: Store) -> None:
    """Check that the file is whole, that every mark has its author and that the trail speaks of each as it stands."""
    assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert store.rows("PRAGMA foreign_key_check") == []
    nobodys = "SELECT m.id FROM marks m LEFT JOIN people p ON p.id = m.marked_by AND p.role <> 'apprentice' "
    assert store.rows(f"{nobodys} WHERE p.id IS NULL") == []
    assert audit.verify(Workspace(store, three_questions()), OWNER).problems == ()


class KilledInterview:
    """One long interview that goes on however often it is killed."""

    def __init__(self, zygote: Zygote, file: Path, chance: random.Random) -> None:
        self._zygote = zygote
        self._chance = chance
        self._place = Place(file)
        self._ws = self._place.open()
        an_apprentice(self._ws)
        self.memory = Memory()
        self.kills = 0
        self._elapsed = 0.0
        self._program = zygote.start("interview", str(file))
        self._acknowledge()
        (row,) = self._ws.store.rows("SELECT id FROM sessions")
        self._id = row["id"]

    def once_more(self) -> None:
        """Type, be killed, and check that all goes on where it stood."""
        self._type_until_killed()
        self.kills += 1
        with closing(open_store(self._place.file)) as fresh:
            self._check(fresh)
        before = session_row(self._ws, self._id)
        assert before.state == "answering" and before.progress.current
        assert before.elapsed >= self._elapsed
        self._program = self._zygote.start("interview", str(self._place.file))
        offer = self._program.until("Coach: Go on with it?")
        assert f"at question {before.progress.current}, " in offer[0]
        again = self._acknowledge("yes")
        question = table.questions_of(self._ws.store, self._id)[before.progress.current - 1]
        wordings = {" ".join(text.split()) for text in (question.text, *question.rephrasings)}
        assert any(f"Assessor: {wording}" in again for wording in wordings)
        after = session_row(self._ws, self._id)
        assert after.progress.current == before.progress.current
        assert before.elapsed <= after.elapsed <= before.elapsed + 60
        self._elapsed = after.elapsed

    def end(self) -> None:
        """Hand the interview in and check it a last time."""
        self._acknowledge("")
        self._program.send("/end", "/skip")
        self._program.until(f"Coach: Session {self._id}.")
        self._program.finish()
        self._check(self._ws.store)
        ended = session_row(self._ws, self._id)
        assert (ended.state, len(self._ws.store.rows("SELECT * FROM sessions"))) == ("waiting", 1)
        assert [stop.reason for stop in ended.progress.clock.stops] == ["interruption"] * self.kills
        self._place.close()

    def _acknowledge(self, *lines: str) -> list[str]:
        """Type lines and wait until the program has answered what came after them."""
        self._program.send(*lines, "/time")
        return self._program.until("Clock: You've used")

    def _type_until_killed(self) -> None:
        chance, program, memory = self._chance, self._program, self.memory
        for _ in range(chance.randint(0, 2)):
            lines = memory.lines(chance.randint(1, 3))
            self._acknowledge(*lines, *([""] if chance.random() < 0.4 else []))
            memory.acknowledged += lines
        for _ in range(chance.randint(0, 4)):
            program.send(*memory.lines(1), *([""] if chance.random() < 0.35 else []))
        program.let_work(chance.uniform(0, 0.02))
        program.kill()

    def _check(self, store: Store) -> None:
        sound(store)
        turns = [stored.turn for stored in table.turns_of(store, self._id)]
        kept = [turn.text for turn in turns if turn.kind == "answer"]
        kept += [row["text"] for row in store.rows("SELECT text FROM drafts WHERE session_id = ?", [self._id])]
        lines = "\n".join(kept).splitlines()
        assert [line for line in self.memory.acknowledged if lines.count(line) != 1] == []
        assert [line for line in self.memory.typed if lines.count(line) > 1] == []
        assert [stored.seq for stored in table.turns_of(store, self._id)] == list(range(1, len(turns) + 1))


class KilledReview:
    """One review, marked and signed off over and over, however often it is killed."""

    def __init__(self, zygote: Zygote, file: Path, chance: random.Random) -> None:
        self._zygote = zygote
        self._chance = chance
        self._place = Place(file, library=three_questions())
        self._ws = self._place.open()
        rehearsal = sit(self._ws, an_apprentice(self._ws))
        finish(rehearsal)
        rehearsal.hand_in({})
        a_trainer(self._ws)
        self._id = rehearsal.session_id
        self.typed: list[str] = []
        self.acknowledged: list[str] = []
        self.kills = 0

    def once_more(self) -> None:
        """Mark and sign off, be killed, and check that what was said to be done is done."""
        program = self._zygote.start("reviewing", str(self._place.file), self._id)
        program.until("ready")
        program.send(*(self._deed() for _ in range(DEEDS)))
        if self._chance.random() < 0.8:
            program.until("done", "refused")
        program.let_work(self._chance.uniform(0, 0.02))
        program.kill()
        self.kills += 1
        self._heard(program)
        with closing(open_store(self._place.file)) as fresh:
            self._check(fresh)

    def end(self) -> None:
        """Close the store."""
        self._place.close()

    def _deed(self) -> str:
        chance, number = self._chance, len(self.typed)
        what = "sign-off" if chance.random() < 0.25 else "mark"
        text = f"<{number}> by her own account"
        self.typed.append(text)
        return f"{what} {chance.randint(1, 3)} {chance.choice(REFS)} {chance.choice(MARKS)} {text}"

    def _heard(self, program: Program) -> None:
        told = [line.removeprefix("done ") for line in program.heard if line.startswith("done ")]
        self.acknowledged += told
        assert not [line for line in program.heard if "Error" in line], program.heard

    def _check(self, store: Store) -> None:
        sound(store)
        kept = [row["comment"] for row in store.rows("SELECT comment FROM marks ORDER BY id")]
        kept += [row["feedback"] for row in store.rows("SELECT feedback FROM sign_offs ORDER BY id")]
        assert [text for text in self.acknowledged if kept.count(text) != 1] == []
        assert [text for text in kept if text not in self.typed or kept.count(text) > 1] == []
        ws = Workspace(store, self._ws.library)
        session = session_row(ws, self._id)
        assert session.state in ("waiting", "in-review", "reviewed")
        view = sessions.view_session(ws, OWNER, self._id)
        newest = {
            (row["question"], row["ref"]): row["comment"] for row in store.rows("SELECT * FROM marks ORDER BY id")
        }
        assert {(q.number, mark.ref): mark.comment for q in view.questions for mark in q.marks} == newest
        assert coverage.coverage_of(store) == coverage.coverage_as_of(store, ALWAYS)
