"""Passphrases on the command line: every command that says who asks, on a personal store and on a shared one."""

import io
import os
import pty
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from coach import cli, paths
from coach.cli import COMMANDS, main
from coach.services import people, sign_in
from coach.services.passphrases import Hashing
from coach.services.people import NewPerson
from coach.services.rights import OWNER
from coach.store.store import open_store
from tests.builders_edges import METHOD, STANDARD, Place, a_trainer, an_apprentice, content, finish, one_sentence, sit

KETTLES, TEAPOTS = "three copper kettles", "nine blue teapots"
AISHA, MARSHA, LENA = "Aisha Rahman", "Marsha Delgado", "Lena Fox"
SESSION = "7hk2m9qp"
PLACE = ("--question", "1", "--ref", "K2.4", "--mark", "passed")

ARGUMENTS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("assign",): (AISHA, "--method", METHOD, "--ref", "K2.4"),
    ("audit", "list"): (),
    ("audit", "verify"): (),
    ("backup",): ("backup.db",),
    ("coverage",): ("--apprentice", AISHA),
    ("draw",): ("--standard", STANDARD, "--method", METHOD, "--for", AISHA),
    ("erase",): (AISHA, "--yes"),
    ("export",): ("--apprentice", AISHA, "--output", "aisha.zip"),
    ("grade",): ("--apprentice", AISHA),
    ("import",): ("callum.zip",),
    ("mark",): (SESSION, *PLACE),
    ("people", "add"): ("Owen Price", "--role", "trainer"),
    ("people", "change"): (AISHA, "--cohort", "Autumn"),
    ("people", "import"): ("people.csv",),
    ("people", "list"): (),
    ("people", "passphrase"): (AISHA,),
    ("portfolio",): ("--apprentice", AISHA),
    ("programme",): ("--apprentice", AISHA),
    ("purge",): (),
    ("queue",): (),
    ("report", "changes"): ("--since", "2026-03-01"),
    ("report", "cohort"): (),
    ("report", "feedback"): ("--session", SESSION),
    ("report", "gateway"): ("--apprentice", AISHA),
    ("report", "mark-sheet"): ("--session", SESSION),
    ("report", "portfolio"): ("--apprentice", AISHA),
    ("report", "project-map"): ("--apprentice", AISHA),
    ("report", "transcript"): ("--session", SESSION),
    ("restore",): ("backup.db",),
    ("second-look",): (),
    ("sessions",): (),
    ("settle",): (SESSION, *PLACE, "--why", "Figures given."),
    ("show",): (SESSION,),
    ("sign-off",): (SESSION,),
    ("store", "copy"): ("coach.db", "copied.db"),
    ("store", "lock"): ("5",),
    ("store", "shared"): ("off",),
}
"""Every command that takes --as, with what it needs besides."""

AS_APPRENTICE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("again",): (),
    ("ask",): ("what am I missing?",),
    ("interview",): ("--plain", "--method", METHOD),
    ("roleplay",): ("third-missed-visit", "--plain"),
    ("speak",): (),
}
"""Every command that an apprentice uses as themself."""

NO_RECORDS = {
    *{(name,) for name in ("check", "demo", "doctor", "evaluate", "map", "moves", "standards")},
    *{("bank", "list"), ("bank", "new"), ("people", "template"), ("scenario", "list"), ("scenario", "new")},
    ("standard", "import"),
}
"""Every command that touches nobody's records, on a shared store too."""

SIGNS_IN_ITSELF = {("serve",)}
"""Shows nothing to anybody who has not signed in on its page."""

Run = Callable[..., tuple[int, str, str]]


def leaves() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command that does something, with its names."""
    for name in COMMANDS:
        found = cli.group.commands.get(name) or cli.group.get_command(click.Context(cli.group), name)
        if isinstance(found, click.Group):
            yield from (((name, child), command) for child, command in found.commands.items())
        elif found is not None:
            yield (name,), found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str, passphrase: str = "", new: str = "") -> tuple[int, str, str]:
        monkeypatch.setenv("COACH_PASSPHRASE", passphrase)
        monkeypatch.setenv("COACH_NEW_PASSPHRASE", new)
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        code = 0
        try:
            main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A store in which everybody has a passphrase, and one session waits."""
    place = Place(tmp_path_factory.mktemp("filled") / "coach.db")
    ws = place.open()
    ws.hashing = Hashing(rounds=1, memory=8, lanes=1)
    aisha = an_apprentice(ws)
    a_trainer(ws)
    people.add(ws, OWNER, NewPerson(LENA, "lead"))
    ws.new_id = lambda: SESSION
    rehearsal = sit(ws, aisha)
    finish(rehearsal)
    rehearsal.hand_in({})
    for name in (AISHA, MARSHA, LENA):
        sign_in.choose_passphrase(ws, name, KETTLES)
    yield place
    place.close()


@pytest.fixture
def store(filled: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that store, in use."""
    copy = tmp_path / "coach.db"
    filled.opened[0].rows("PRAGMA wal_checkpoint(TRUNCATE)")
    copy.write_bytes(filled.file.read_bytes())
    monkeypatch.setenv("COACH_STORE", str(copy))
    monkeypatch.chdir(tmp_path)
    return copy


def records(file: Path) -> object:
    """Return what the store holds, but for the count of wrong passphrases and the trail."""
    store = open_store(file)
    found = content(store)
    store.close()
    return {name: rows for name, rows in found.items() if name not in ("passphrases", "audit_entries")}


def test_every_command_is_in_one_of_the_tables() -> None:
    commands = dict(leaves())
    says_who = {name for name, command in commands.items() if any("--as" in p.opts for p in command.params)}
    assert says_who == set(ARGUMENTS)
    assert set(commands) == {*ARGUMENTS, *AS_APPRENTICE, *NO_RECORDS, *SIGNS_IN_ITSELF}


@pytest.mark.parametrize("names", [*ARGUMENTS, *AS_APPRENTICE], ids=" ".join)
def test_a_missing_or_wrong_passphrase_is_refused(run: Run, store: Path, names: tuple[str, ...]) -> None:
    before = records(store)
    who = AISHA if names in AS_APPRENTICE else MARSHA
    option = "--apprentice" if names in AS_APPRENTICE else "--as"
    arguments = (*names, *(ARGUMENTS | AS_APPRENTICE)[names], option, who)
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    told = f"Passphrase of {who}: nobody is here to type it. Use a terminal, or set COACH_PASSPHRASE."
    assert one_sentence(err.strip()) == told
    code, out, err = run(*arguments, passphrase=TEAPOTS)
    assert (code, out) == (1, "")
    assert one_sentence(err.strip()).startswith(f"That is not the passphrase of {who}.")
    assert records(store) == before


def test_the_right_one_opens(run: Run, store: Path) -> None:
    assert store.exists()
    mine = ("--as", MARSHA)
    assert run("mark", SESSION, *PLACE, *mine, passphrase=KETTLES)[0] == 0
    assert run("sign-off", SESSION, *mine, passphrase=KETTLES)[::2] == (0, "")
    assert run("queue", *mine, "--json", passphrase=KETTLES) == (0, "[]\n", "")
    assert run("ask", "what am I missing?", "--apprentice", AISHA, passphrase=KETTLES)[::2] == (0, "")
    for _ in range(3):
        run("queue", *mine, passphrase=TEAPOTS)
    assert "Wait " in run("queue", *mine, passphrase=KETTLES)[2]


@pytest.mark.parametrize("names", [name for name in ARGUMENTS if name != ("people", "passphrase")], ids=" ".join)
def test_on_a_shared_store_nothing_is_done_for_who_does_not_say_who(
    run: Run, store: Path, names: tuple[str, ...]
) -> None:
    assert run("store", "shared", "on")[0] == 0
    before = records(store)
    code, out, err = run(*names, *ARGUMENTS[names])
    if code == 2:
        assert "'--as'" in err
    else:
        assert (code, out) == (1, "")
        assert err == "This store is shared, so everybody signs in. Say who asks: add --as and your name.\n"
    assert records(store) == before


def test_on_a_shared_store_apprentices_sign_in_too(run: Run, store: Path) -> None:
    assert store.exists()
    run("store", "shared", "on")
    assert run("ask", "what am I missing?")[0] == 1
    assert run("sessions", "--as", AISHA)[0] == 1
    assert SESSION in run("sessions", "--as", AISHA, passphrase=KETTLES)[1]
    assert run("doctor")[1].count("sign-in: shared: everybody signs in") == 1
    assert run("draw", "--standard", STANDARD, "--method", METHOD, "--seed", "1")[0] == 0
    assert run("store", "shared", "off", "--as", MARSHA, passphrase=KETTLES)[0] == 1
    assert run("store", "shared", "off", "--as", LENA, passphrase=KETTLES)[::2] == (0, "")
    assert SESSION in run("sessions")[1]


def test_a_passphrase_from_first_to_forgotten(run: Run, tmp_path: Path) -> None:
    assert tmp_path.exists()
    for name, role in ((MARSHA, "trainer"), (LENA, "lead")):
        assert run("people", "add", name, "--role", role)[0] == 0
    assert run("queue", "--as", MARSHA)[::2] == (0, "")
    own = ("people", "passphrase", MARSHA)
    assert "nobody is here to type it" in run(*own)[2]
    assert run(*own, passphrase="short")[2].startswith("A passphrase needs 8 characters or more.")
    assert run(*own, passphrase=KETTLES)[0] == 0
    assert run("queue", "--as", MARSHA)[0] == 1
    assert run(*own, passphrase=TEAPOTS, new=TEAPOTS)[0] == 1
    assert run(*own, passphrase=KETTLES, new=TEAPOTS)[0] == 0
    assert run("queue", "--as", MARSHA, passphrase=TEAPOTS)[0] == 0
    assert run(*own, "--reset", "--as", MARSHA, passphrase=TEAPOTS)[2].startswith(f"{MARSHA} may not ")
    assert run(*own, "--reset", "--as", LENA) == (0, f"The passphrase of {MARSHA} is taken away.\n", "")
    assert run("queue", "--as", MARSHA)[::2] == (0, "")
    assert run(*own, "--as", LENA, new=KETTLES)[0] == 0
    assert run("queue", "--as", MARSHA, passphrase=KETTLES)[0] == 0
    assert run(*own, "--reset")[0] == 0


def test_at_a_terminal_it_is_typed_twice_without_echo(run: Run) -> None:
    run("people", "add", MARSHA, "--role", "trainer")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(paths.PACKAGE.parent)
        os.environ.pop("COACH_PASSPHRASE", None)
        os.environ.pop("COACH_NEW_PASSPHRASE", None)
        os.execv(sys.executable, [sys.executable, "-m", "coach", "people", "passphrase", MARSHA])
    shown = ""
    for prompt in (f"New passphrase of {MARSHA}:", f"New passphrase of {MARSHA}, again:"):
        while prompt not in shown:
            shown += os.read(terminal, 1024).decode()
        os.write(terminal, f"{KETTLES}\n".encode())
    while "Every door asks" not in shown:
        shown += os.read(terminal, 1024).decode()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert KETTLES not in shown
    assert run("queue", "--as", MARSHA, passphrase=KETTLES)[0] == 0
