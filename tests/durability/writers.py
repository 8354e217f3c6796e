"""Apprentices and trainers who all write to one store at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from coach.interview.states import HANDED_IN
from coach.store import coverage
from coach.store.judgements import ALWAYS
from coach.store.store import Store, open_store
from tests.builders_edges import Place, a_trainer, an_apprentice
from tests.durability.kills import sound
from tests.durability.zygote import Program, Zygote

APPRENTICES = ("Aisha Rahman", "Callum Reid", "Dev Anand", "Ellie Shaw")
TRAINERS = ("Marsha Delgado", "Owen Pritchard", "Lena Fox", "Tom Hale")
AS_LONG_AS_IT_TAKES = 3600.0


@dataclass(frozen=True)
class Written:
    """What eight programs wrote together."""

    answers: int
    hand_ins: int
    marks: int
    sign_offs: int

    @property
    def acknowledged(self) -> int:
        """How many writes were said to be done."""
        return self.answers + self.hand_ins + self.marks + self.sign_offs


def crowd(
    zygote: Zygote, file: Path, *, sittings: int, reviews: int, seconds: float = AS_LONG_AS_IT_TAKES, seed: int = 1
) -> Written:
    """Let four apprentices and four trainers write at once, and check that nothing they were told is missing."""
    place = Place(file)
    ws = place.open()
    for name in APPRENTICES:
        an_apprentice(ws, name)
    for name in TRAINERS:
        a_trainer(ws, name)
    place.close()
    programs = [
        zygote.start(role, str(file), name, number, seconds, seed + each)
        for role, names, number in (
            ("apprentice_at_work", APPRENTICES, sittings),
            ("trainer_at_work", TRAINERS, reviews),
        )
        for each, name in enumerate(names)
    ]
    for program in programs:
        program.until("ready")
    for program in programs:
        program.send("go")
    with ThreadPoolExecutor(len(programs)) as readers:
        list(readers.map(Program.finish, programs))
    heard = [line for program in programs for line in program.heard]
    with closing(open_store(file)) as store:
        return _check(store, heard)


def _check(store: Store, heard: list[str]) -> Written:
    sound(store)
    said = {
        start: [line.removeprefix(f"{start} ") for line in heard if line.startswith(f"{start} ")]
        for start in ("kept", "handed in", "marked", "signed")
    }
    answers = [row["text"] for row in store.rows("SELECT text FROM turns WHERE kind = 'answer'")]
    assert sorted(answers) == sorted(said["kept"])
    states = {row["id"]: row["state"] for row in store.rows("SELECT id, state FROM sessions")}
    assert set(states) == set(said["handed in"]) and set(states.values()) <= set(HANDED_IN)
    kept = {row["comment"] for row in store.rows("SELECT comment FROM marks")}
    assert set(said["marked"]) - kept == set()
    signed = {row["feedback"] for row in store.rows("SELECT feedback FROM sign_offs")}
    assert set(said["signed"]) - signed == set()
    assert coverage.coverage_of(store) == coverage.coverage_as_of(store, ALWAYS)
    return Written(len(answers), len(said["handed in"]), len(said["marked"]), len(said["signed"]))
