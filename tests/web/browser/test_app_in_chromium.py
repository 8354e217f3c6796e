"""The app in a browser: what was typed is there again, whatever happens to the page; and it is nobody else's."""

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.web.chromium import AISHA, BEN, KETTLES, launched, needs_chromium, served, with_everybody

pytestmark = needs_chromium

SCREEN = ".xterm-rows"
SECONDS = 15_000
HALF = "I had a gentleman whose parcel"
SMALL = {"width": 1000, "height": 640}

Window = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("served") / "coach.db"
    with_everybody(store)
    with served(store, "--places", "3") as address:
        yield address


@pytest.fixture
def window(browser: Browser, server: str) -> Iterator[Window]:
    """Open windows of browsers of their own; none may ask another host for anything, or complain."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_window(address: str = server) -> Page:
        contexts.append(browser.new_context(viewport=SMALL))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert {url.split("/")[2].split(":")[0] for url in asked} == {"127.0.0.1"}
    assert [said for said in complaints if "status of 403" not in said and "status of 503" not in said] == []


def sign_in(page: Page, name: str, passphrase: str = KETTLES) -> Page:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Passphrase").fill(passphrase)
    page.get_by_role("button", name="Sign in").click()
    return page


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def shows(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator(SCREEN)).to_contain_text(words, timeout=SECONDS)


def begin_and_type(page: Page) -> None:
    """Begin twenty minutes of the discussion, or go on with them, and type half an answer."""
    shows(page, AISHA)
    page.keyboard.press("d")
    shows(page, "How would you like to sit it?")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    shows(page, "Question 1 of 3")
    page.keyboard.insert_text(HALF)
    shows(page, HALF)


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const pasted = new DataTransfer();
            pasted.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true });
            document.querySelector(".xterm-helper-textarea").dispatchEvent(event);
        }""",
        text,
    )


def left(page: Page) -> int:
    """Return the seconds on the clock, once the whole line with it is painted."""
    shows(page, re.compile(r"\d\d:\d\d left"))
    found = re.search(r"(\d\d):(\d\d) left", page.locator(SCREEN).inner_text())
    assert found
    return 60 * int(found[1]) + int(found[2])


def test_what_is_typed_outlives_the_page_the_line_and_the_program(window: Window) -> None:
    page = sign_in(window(), AISHA)
    lines: list[WebSocketRoute] = []

    def through(route: WebSocketRoute) -> None:
        lines.append(route)
        route.connect_to_server()

    page.route_web_socket(re.compile("/ws"), through)
    begin_and_type(page)
    before = left(page)
    page.reload()
    shows(page, HALF)
    assert before - 20 < left(page) <= before

    page.keyboard.insert_text(" was late")
    shows(page, f"{HALF} was late")
    lines[-1].close()
    expect(page.locator("#told")).to_be_visible()
    expect(page.locator("#told")).to_be_hidden(timeout=SECONDS)
    shows(page, f"{HALF} was late")

    page.keyboard.press("Control+q")
    expect(page.locator("#told")).to_contain_text("coach has ended here. What you typed is kept.", timeout=SECONDS)
    page.get_by_role("link", name="Start again").click()
    shows(page, "Go on with your professional discussion")
    page.keyboard.press("Enter")
    shows(page, f"{HALF} was late")
    long = "".join(f"and then number {number} rang, " for number in range(700)) + "at last."
    paste(page, f" {long}")
    shows(page, "at last.")
    page.keyboard.insert_text(" Žluťoučký 👩🏽‍🦽 end")
    shows(page, "Žluťoučký")
    sign_out(page)


def test_a_second_window_takes_over_and_the_first_is_told(window: Window) -> None:
    first = sign_in(window(), AISHA)
    shows(first, AISHA)
    second = first.context.new_page()
    second.goto(first.url)
    shows(second, AISHA)
    expect(first.locator("#told")).to_contain_text("opened in another window", timeout=SECONDS)
    first.get_by_role("link", name="Go on here").click()
    shows(first, AISHA)
    expect(second.locator("#told")).to_contain_text("opened in another window", timeout=SECONDS)
    sign_out(first)


def test_a_wrong_passphrase_lets_nobody_in(window: Window) -> None:
    page = sign_in(window(), BEN, "not my kettles")
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    expect(page.get_by_label("Your name")).to_have_value(BEN)
    expect(page.get_by_label("Passphrase")).to_have_value("")
    sign_in(page, "<b>Nobody</b>", "whatever it is")
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    expect(page.get_by_label("Your name")).to_have_value("<b>Nobody</b>")


def test_somebody_elses_session_is_nobody_elses(window: Window, server: str) -> None:
    aisha = sign_in(window(), AISHA)
    shows(aisha, AISHA)
    (cookie,) = [each for each in aisha.context.cookies() if each["name"] == "coach"]  # type: ignore[typeddict-item]
    assert cookie["httpOnly"]  # type: ignore[typeddict-item]
    assert cookie["sameSite"] == "Strict"  # type: ignore[typeddict-item]
    ben = window()
    ben.context.add_cookies([{"name": "coach", "value": str(cookie["value"])[::-1], "url": server}])  # type: ignore[typeddict-item]
    ben.goto(server)
    expect(ben.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_out(aisha)
    aisha.go_back()
    expect(aisha.get_by_role("heading", name="Sign in")).to_be_visible()
    ben.context.add_cookies([{"name": "coach", "value": str(cookie["value"]), "url": server}])  # type: ignore[typeddict-item]
    ben.goto(server)
    expect(ben.get_by_role("heading", name="Sign in")).to_be_visible()


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><link rel=icon href='data:,'><title>elsewhere</title>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_page_from_elsewhere_cannot_drive_it(window: Window, server: str) -> None:
    page = sign_in(window(), AISHA)
    shows(page, AISHA)
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as elsewhere:
        threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
        other = page.context.new_page()
        other.goto(f"http://127.0.0.1:{elsewhere.server_port}/")
        opened = other.evaluate(
            """address => new Promise(done => {
                const socket = new WebSocket(address);
                socket.onopen = () => done("open");
                socket.onerror = () => done("refused");
            })""",
            server.replace("http", "ws") + "/ws",
        )
        assert opened == "refused"
        form = other.evaluate(
            "address => fetch(address, {method: 'POST', mode: 'no-cors', credentials: 'include'}).then(r => r.type)",
            server + "/sign-out",
        )
        assert form == "opaque"
        elsewhere.shutdown()
    page.reload()
    shows(page, AISHA)
    sign_out(page)


def test_where_every_place_is_taken_one_waits_and_is_let_in(
    window: Window, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("narrow") / "coach.db"
    with_everybody(store)
    with served(store, "--places", "1") as address:
        aisha = sign_in(window(address), AISHA)
        shows(aisha, AISHA)
        ben = window(address)
        ben.clock.install()
        sign_in(ben, BEN)
        expect(ben.get_by_role("heading", name="Every place is taken just now")).to_be_visible()
        expect(ben.get_by_role("status")).to_contain_text("You are next in the line.")
        assert violations(ben) == []
        sign_out(aisha)
        ben.clock.fast_forward(5_000)
        ben.clock.resume()
        shows(ben, BEN)


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]


def test_nothing_for_axe_to_object_to_and_help_for_screen_readers(window: Window) -> None:
    page = window()
    assert violations(page) == []
    sign_in(page, BEN, "not my kettles")
    assert violations(page) == []
    sign_in(page, BEN)
    shows(page, BEN)
    assert violations(page) == []
    assert page.locator(".xterm-accessibility").count() == 0
    page.get_by_role("link", name="Help for screen readers").click()
    expect(page.locator(".xterm-accessibility-tree")).to_contain_text(BEN, timeout=SECONDS)
    assert violations(page) == []
    page.get_by_role("link", name="Plain pages").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    sign_out(page)
