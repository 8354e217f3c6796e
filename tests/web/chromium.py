"""The browser that the tests look through, and the server they look at."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from coach.services import people, sign_in
from coach.services.people import NewPerson
from coach.services.workspace import Workspace
from coach.store.store import Address, open_store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no chromium is installed here"
)

AISHA, BEN, MARSHA, LENA = "Aisha Rahman", "Ben Carter", "Marsha Delgado", "Lena Ortiz"
KETTLES = "three copper kettles"


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(Path(CHROMIUM or "chromium")), args=FLAGS)
        yield browser
        browser.close()


def with_everybody(address: Address, *others: str) -> None:
    """Fill an empty store with a lead, a trainer and apprentices, who all have a passphrase, and share it."""
    with closing(open_store(address)) as store:
        ws = Workspace(store)
        for name, role in ((LENA, "lead"), (MARSHA, "trainer")):
            people.join(ws, NewPerson(name, role))  # type: ignore[arg-type]
        for name in (AISHA, BEN, *others):
            new = NewPerson(name, "apprentice", standard="l3-css-1.1", organisation="gateway-qualifications")
            people.join(ws, new)
        lena = sign_in.choose_passphrase(ws, LENA, KETTLES)
        for name in (MARSHA, AISHA, BEN, *others):
            person = people.find(ws, name)
            sign_in._set(ws, person, KETTLES, by=person.id)
        if not sign_in.is_shared(ws):
            sign_in.set_shared(ws, lena, on=True)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


@contextmanager
def served(address: Address, *options: str, port: int = 0) -> Iterator[str]:
    """Run `coach serve` as a process of its own, and stop it as its keeper would; yield where it is."""
    port = port or free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "coach", "serve", "--port", str(port), *options],
        env=os.environ | {"COACH_STORE": str(address)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        assert "Ctrl+C ends it" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        ended = server.wait(20)
        server.stdout.close()
    assert ended == 0
