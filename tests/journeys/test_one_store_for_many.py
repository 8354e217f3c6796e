"""One store for many, over the real stack: a database, the server, a browser; a trainer at a terminal elsewhere."""

import os
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from playwright.sync_api import Page, expect

from coach.store import sessions
from coach.store.store import Store, open_store
from tests.engines import new_database
from tests.web.chromium import AISHA, KETTLES, MARSHA, launched, needs_chromium, served, with_everybody

pytestmark = needs_chromium

SCREEN = ".xterm-rows"
SECONDS = 12_000
ANSWER = (
    "I had a gentleman whose parcel was ten days late. My limit is £25 of goodwill and he wanted forty, so I rang my "
    "team leader to sign it off because over that it isn't mine to give. She agreed, and I phoned him back at four as "
    "I had promised."
)


@pytest.fixture
def database() -> str:
    """The address of a store in which everybody has a passphrase."""
    address = new_database()
    with_everybody(address)
    return address


def at_a_terminal(database: str, *arguments: str) -> str:
    """Run a command as the trainer does, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "coach", *arguments, "--as", MARSHA],
        env=os.environ | {"COACH_STORE": database, "COACH_PASSPHRASE": KETTLES},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def shows(page: Page, words: str) -> None:
    expect(page.locator(SCREEN)).to_contain_text(words, timeout=SECONDS)


def test_an_apprentice_in_a_browser_and_a_trainer_at_a_terminal(database: str) -> None:
    with served(database) as address, launched() as browser:
        walk(database, address, browser.new_page(viewport={"width": 1000, "height": 640}))


def walk(database: str, address: str, page: Page) -> None:
    page.goto(address)
    page.get_by_label("Your name").fill(AISHA)
    page.get_by_label("Passphrase").fill(KETTLES)
    page.get_by_role("button", name="Sign in").click()
    shows(page, "Aisha Rahman")
    session_id = sit_three_questions(page, database)

    for ref in refs_of(database, session_id)[:1]:
        at_a_terminal(database, "mark", session_id, "--question", "1", "--ref", ref, "--mark", "passed")
    at_a_terminal(database, "sign-off", session_id, "--feedback", "A clear story, well told.")

    shows(page, "Your trainer has just reviewed this.")
    shows(page, "A clear story, well told.")


def sit_three_questions(page: Page, database: str) -> str:
    """Sit twenty minutes of the discussion, load the page anew in the middle of an answer, and hand it in."""
    page.keyboard.press("d")
    shows(page, "How would you like to sit it?")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    shows(page, "Question 1 of 3")
    page.keyboard.insert_text("I had a gentleman whose parcel")
    shows(page, "I had a gentleman whose parcel")
    page.reload()
    shows(page, "Question 1 of 3")
    shows(page, "I had a gentleman whose parcel")
    with closing(open_store(database)) as store, psycopg.connect(database, autocommit=True) as listening:
        listening.execute("LISTEN coach_public")
        while number := asked_now(store):
            shows(page, f"Question {number} of 3")
            said = len(sessions.turns_of(store, sessions.all_sessions(store)[0].id))
            ending = f"That was answer {said}."
            page.keyboard.insert_text(f" {ANSWER} {ending}")
            shows(page, ending)
            page.keyboard.press("Control+Enter")
            for _ in listening.notifies(timeout=SECONDS / 1000):
                if len(sessions.turns_of(store, sessions.all_sessions(store)[0].id)) > said:
                    break
    shows(page, "How did it go?")
    page.keyboard.press("F10")
    shows(page, "It is with your trainer now.")
    with closing(open_store(database)) as store:
        return sessions.all_sessions(store)[0].id


def asked_now(store: Store) -> int | None:
    """Return the number of the question that is open."""
    return sessions.all_sessions(store)[0].progress.current


def refs_of(database: str, session_id: str) -> list[str]:
    with closing(open_store(database)) as store:
        return [ref for question in sessions.questions_of(store, session_id)[:1] for ref in question.targets]
