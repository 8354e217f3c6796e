"""The server's doors: who gets in, from where, and what a page that is not ours can do."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, ClassVar

import pytest
from aiohttp import ClientResponse, CookieJar, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from coach.services import sign_in
from coach.services.erase import erase
from coach.services.workspace import Workspace
from coach.store.store import open_store
from coach.web import server as server_module
from coach.web.child import HANDED_ON, environment
from coach.web.page import SERVED
from coach.web.server import CoachServer, Wishes
from tests.builders import ScriptedClock
from tests.web.chromium import AISHA, BEN, KETTLES, LENA, free_port, with_everybody

PUBLIC = "https://coach.college.example"
PLACES = 2


class FakeChild:
    """A program that answers each line with the same line."""

    started: ClassVar[list[str]] = []

    def __init__(self, grant: str, _: object) -> None:
        self.grant, self.page, self.over, self.ending = grant, None, False, False
        self.ended = self
        self.sizes: list[tuple[int, int]] = []
        FakeChild.started.append(grant)

    @property
    def looked_at(self) -> bool:
        return self.page is not None and not self.page.closed

    def is_set(self) -> bool:
        return self.over

    async def show_on(self, page: Any, width: int, height: int) -> None:
        self.page = page
        self.sizes.append((width, height))

    def left_by(self, page: Any) -> bool:
        self.page = None if self.page is page else self.page
        return True

    async def send_bytes(self, data: bytes) -> bool:
        await self.page.send_bytes(data)  # type: ignore[attr-defined]
        return True

    async def set_terminal_size(self, width: int, height: int) -> None:
        self.sizes.append((width, height))

    async def focus(self) -> None: ...

    async def blur(self) -> None: ...

    async def end(self) -> None:
        self.over = True
        if self.page is not None and not self.page.closed:
            await self.page.close()


class Site:
    """A server with one client that behaves as a browser does."""

    def __init__(self, client: "TestClient[Any, Any]", server: CoachServer, clock: ScriptedClock) -> None:
        self.client, self.server, self.clock = client, server, clock
        self.origin = {"Origin": server.public_url, "Host": server.public_url.partition("//")[2]}

    async def get(self, path: str, **headers: str) -> ClientResponse:
        return await self.client.get(path, headers=self.origin | headers, allow_redirects=False)

    async def csrf(self, path: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', await (await self.get(path)).text())
        assert found
        return found[1]

    async def post(self, path: str, form: dict[str, str], **headers: str) -> ClientResponse:
        return await self.client.post(path, data=form, headers=self.origin | headers, allow_redirects=False)

    async def sign_in(self, name: str = AISHA, passphrase: str = KETTLES, **headers: str) -> ClientResponse:
        csrf = await self.csrf("/sign-in")
        # A client that speaks without TLS keeps the cookie to itself that a browser sends back to the proxy.
        kept = {"Cookie": f"coach-form={csrf}"} if self.server.public_url.startswith("https:") else {}
        return await self.post("/sign-in", {"name": name, "passphrase": passphrase, "csrf": csrf}, **kept, **headers)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("served") / "coach.db"
    with_everybody(store)
    return store


@asynccontextmanager
async def a_site(store: Path, public_url: str = "", idle_minutes: float = 20) -> AsyncIterator[Site]:
    clock = ScriptedClock()
    wishes = Wishes(port=free_port(), public_url=public_url, places=PLACES, idle_minutes=idle_minutes)
    server = CoachServer(lambda: Workspace(open_store(store), now=clock.now), wishes, clock.reading)
    serving = TestServer(await server._make_app(), host="127.0.0.1", port=wishes.port)
    async with TestClient(serving, cookie_jar=CookieJar(unsafe=True)) as client:
        yield Site(client, server, clock)


@pytest.fixture
async def site(store: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(server_module, "Child", FakeChild)
    async with a_site(store) as site:
        yield site


async def told(answer: ClientResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", (await answer.text()).partition("<main")[2]))


async def test_a_name_and_its_passphrase_open_the_app(site: Site) -> None:
    asked = await site.get("/")
    assert (asked.status, asked.headers["Location"]) == (303, "/sign-in")
    answer = await site.sign_in()
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    cookie = answer.cookies["coach"]
    assert len(cookie.value) >= 43
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["secure"]) == ("Strict", "/", "")
    page = await site.get("/")
    assert page.status == 200
    assert AISHA in await page.text()
    assert (await site.get("/sign-in")).status == 303


async def test_behind_a_proxy_with_tls_the_cookie_goes_nowhere_else(store: Path) -> None:
    async with a_site(store, PUBLIC) as site:
        answer = await site.sign_in()
        cookie = answer.cookies["__Host-coach"]
        assert cookie["secure"]
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        assert answer.cookies["coach-form"]["max-age"] == "0"


@pytest.mark.parametrize(
    ("name", "passphrase", "sentence"),
    [
        (AISHA, "not my kettles", "That name and passphrase do not go together."),
        ("Nobody Here", KETTLES, "That name and passphrase do not go together."),
        ("", KETTLES, "Give your name and your passphrase."),
        ("x" * 201, KETTLES, "Give your name and your passphrase."),
        (AISHA, "x" * 1001, "Give your name and your passphrase."),
    ],
)
async def test_nobody_else_gets_in(site: Site, name: str, passphrase: str, sentence: str) -> None:
    answer = await site.sign_in(name, passphrase)
    assert answer.status in (400, 403)
    assert sentence in await told(answer)
    assert "coach" not in answer.cookies
    site.clock.advance(minutes=60)


async def test_many_wrong_tries_from_one_address_have_to_wait(site: Site) -> None:
    for number in range(server_module.TRIES):
        assert (await site.sign_in(f"Nobody {number}", **{"X-Forwarded-For": f"10.0.0.{number}"})).status == 403
    answer = await site.sign_in()
    assert answer.status == 429
    assert "Wait a minute" in await told(answer)
    site.clock.advance(seconds=server_module.TRIES_SECONDS)
    assert (await site.sign_in()).status == 303


async def test_a_proxy_says_where_a_try_came_from(store: Path) -> None:
    async with a_site(store, PUBLIC) as site:
        for number in range(server_module.TRIES):
            forged = {"X-Forwarded-For": f"10.9.9.{number}, 10.0.0.1"}
            assert (await site.sign_in(f"Nobody {number}", **forged)).status == 403
        assert (await site.sign_in(**{"X-Forwarded-For": "10.0.0.1"})).status == 429
        assert (await site.sign_in(**{"X-Forwarded-For": "10.0.0.2"})).status == 303


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:1"])
async def test_no_page_from_elsewhere_can_use_it(site: Site, origin: str) -> None:
    await site.sign_in()
    csrf = await site.csrf("/")
    for path, form in (("/sign-out", {"csrf": csrf}), ("/sign-in", {"name": BEN, "passphrase": KETTLES})):
        assert (await site.post(path, form, Origin=origin)).status == 403
    with pytest.raises(WSServerHandshakeError) as refusal:
        await site.client.ws_connect("/ws", headers=site.origin | {"Origin": origin})
    assert refusal.value.status == 403
    assert (await site.get("/")).status == 200


async def test_what_says_no_origin_is_no_page_of_ours(site: Site) -> None:
    await site.sign_in()
    csrf = await site.csrf("/")
    host = {"Host": site.origin["Host"]}
    answer = await site.client.post("/sign-out", data={"csrf": csrf}, headers=host, allow_redirects=False)
    assert answer.status == 403
    with pytest.raises(WSServerHandshakeError):
        await site.client.ws_connect("/ws", headers=host)


async def test_it_answers_to_its_own_name_only(site: Site) -> None:
    for host in ("evil.example", "127.0.0.1", f"127.0.0.2:{site.server.port}"):
        assert (await site.get("/sign-in", Host=host)).status == 421
    own = f"localhost:{site.server.port}"
    assert (await site.get("/sign-in", Host=own, Origin=f"http://{own}")).status == 200


async def test_forms_carry_what_only_our_pages_know(site: Site) -> None:
    await site.csrf("/sign-in")
    answer = await site.post("/sign-in", {"name": AISHA, "passphrase": KETTLES, "csrf": "made up"})
    assert answer.status == 403
    assert "open for too long" in await told(answer)
    await site.sign_in()
    assert (await site.post("/sign-out", {"csrf": "made up"})).status == 403
    assert (await site.get("/")).status == 200
    assert (await site.post("/sign-out", {"csrf": await site.csrf("/")})).status == 303
    assert (await site.get("/")).status == 303


async def test_nothing_but_the_door_is_open_to_a_stranger(site: Site) -> None:
    for path in ("/", "/pages/", "/pages/cohort", "/download/key", "/nothing"):
        answer = await site.get(path)
        assert (answer.status, answer.headers["Location"]) == (303, "/sign-in"), path
    with pytest.raises(WSServerHandshakeError) as refusal:
        await site.client.ws_connect("/ws", headers=site.origin)
    assert refusal.value.status == 401


async def test_only_the_files_that_belong_to_it_are_served(site: Site) -> None:
    for name in SERVED:
        answer = await site.get(f"/assets/{name}")
        assert answer.status == 200, name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for path in ("/assets/", "/assets/vendor/", "/assets/..%2fserver.py", "/assets/%2e%2e%2fcli.py", "/assets/x"):
        assert (await site.get(path)).status == 404, path


async def test_every_page_says_what_it_may_load(site: Site) -> None:
    await site.sign_in()
    for path, status in (("/", 200), ("/nothing", 404), ("/pages/", 200), ("/download/none", 404)):
        answer = await site.get(path)
        assert answer.status == status, path
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        scripts = re.search(r"script-src ([^;]*);", policy)
        assert (scripts[1] if scripts else "'none'") == ("'self'" if path == "/" else "'none'")
    assert (await site.client.delete("/", headers=site.origin)).status == 405


async def test_where_every_place_is_taken_a_page_waits(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "Child", FakeChild)
    async with a_site(store) as site:
        for _ in range(PLACES):
            await site.sign_in()
            assert (await site.get("/")).status == 200
            site.client.session.cookie_jar.clear()
        await site.sign_in(BEN)
        answer = await site.get("/")
        assert answer.status == 503
        assert "You are next in the line." in await told(answer)
        async with site.client.ws_connect("/ws", headers=site.origin) as page:
            assert await page.receive_json() == ["out"]
        site.clock.advance(seconds=61)
        assert (await site.get("/")).status == 200


async def test_a_page_talks_with_a_program_of_its_own(site: Site) -> None:
    await site.sign_in()
    began = len(FakeChild.started)
    async with site.client.ws_connect("/ws?width=9999&height=-4", headers=site.origin) as page:
        await page.send_json(["stdin", "žluť\udc80"])
        assert (await page.receive()).data == "žluť?".encode()
        await page.send_json(["resize", {"width": 100, "height": 30}])
        await page.send_json(["ping", ""])
        assert await page.receive_json() == ["pong", ""]
    async with site.client.ws_connect("/ws", headers=site.origin):
        (login,) = site.server.logins.everybody()
        assert isinstance(login.child, FakeChild)
        assert login.child.sizes == [(400, 1), (100, 30), (80, 24)]
    assert len(FakeChild.started) == began + 1


@pytest.mark.parametrize(
    "wrong", ["no json", "{}", "[]", '["stdin"]', '["resize", {"width": 1}]', '["resize", 3]', "7"]
)
async def test_what_no_page_of_ours_would_send_ends_that_page_alone(site: Site, wrong: str) -> None:
    await site.sign_in()
    async with site.client.ws_connect("/ws", headers=site.origin) as page:
        await page.send_str(wrong)
        assert (await page.receive()).type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING)
    async with site.client.ws_connect("/ws", headers=site.origin) as page:
        await page.send_json(["ping", ""])
        assert await page.receive_json() == ["pong", ""]


async def test_who_is_away_too_long_is_signed_out_and_their_program_ends(site: Site) -> None:
    await site.sign_in()
    async with site.client.ws_connect("/ws", headers=site.origin) as page:
        await page.send_json(["ping", ""])
        assert await page.receive_json() == ["pong", ""]
        (login,) = site.server.logins.everybody()
        site.clock.advance(minutes=25)
        await site.server.sign_out_the_gone()
        assert login.child is not None
        assert not login.child.ended.is_set()
        await page.send_json(["ping", ""])
        assert await page.receive_json() == ["pong", ""]
    site.clock.advance(minutes=21)
    await site.server.sign_out_the_gone()
    assert login.child.ended.is_set()
    assert (await site.get("/")).status == 303


async def test_help_for_screen_readers_is_remembered(site: Site) -> None:
    await site.sign_in()
    answer = await site.get("/?reader=1")
    assert answer.status == 303
    assert answer.cookies["coach-reader"]["httponly"]
    assert 'data-reader="1"' in await (await site.get("/")).text()
    await site.get("/?reader=0")
    assert 'data-reader="0"' in await (await site.get("/")).text()


def test_a_program_is_told_nothing_of_the_servers_environment_but_what_it_needs() -> None:
    own = {"PATH": "/bin", "COACH_STORE": "coach.db", "COACH_PASSPHRASE": "secret", "AWS_SECRET": "secret", "TERM": "x"}
    told_to = environment(own, "the grant", 100, 30)
    assert "secret" not in json.dumps(told_to)
    assert told_to["COACH_STORE"] == "coach.db"
    assert set(told_to) <= {*HANDED_ON, *[name for name in told_to if name.startswith(("TEXTUAL_", "TERM_"))]} | {
        "COLUMNS",
        "ROWS",
        "COACH_BROWSER_GRANT",
    }


async def test_who_was_erased_or_given_another_passphrase_is_signed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "Child", FakeChild)
    store = tmp_path / "coach.db"
    with_everybody(store)
    with closing(open_store(store)) as opened:
        ws = Workspace(opened)
        lena = sign_in.actor_named(ws, LENA, passphrase=KETTLES)
        async with a_site(store) as site:
            await site.sign_in()
            sign_in.choose_passphrase(ws, AISHA, "seven green ladders", KETTLES)
            await site.server.sign_out_the_gone()
            assert (await site.get("/")).status == 200
            sign_in.give_passphrase(ws, lena, AISHA, "nine brass lanterns")
            await site.server.sign_out_the_gone()
            assert (await site.get("/")).status == 303
            await site.sign_in(BEN)
            erase(ws, lena, BEN)
            await site.server.sign_out_the_gone()
            assert (await site.get("/")).status == 303


async def test_a_mistake_is_told_in_a_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    await site.sign_in()

    def break_down(_: object) -> int:
        raise RuntimeError("the answer was: forty-two")

    monkeypatch.setattr(site.server.logins, "place_in_line", break_down)
    answer = await site.get("/")
    assert answer.status == 500
    assert "forty-two" not in await answer.text()
