"""Which page is whose: nothing is shown that the services refuse, and a refusal is a page too."""

from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from coach.errors import StoreError
from coach.services import rehearse, waiting
from tests.builders import give_extra_time
from tests.tui.spring import ANSWERS, QUESTIONS
from tests.web.pages.conftest import Get
from tests.web.pages.reading import read
from tests.web.pages.site import WHO, Site, a_site

OWN = {"aisha": 200, "ben": 403, "marsha": 200, "lena": 200}
BENS = {"aisha": 403, "ben": 200, "marsha": 200, "lena": 200}
DESK = {"aisha": 403, "ben": 403, "marsha": 200, "lena": 200}
EVERYBODY = dict.fromkeys(OWN, 200)
ONLY_OWN = {"aisha": 200, "ben": 403, "marsha": 403, "lena": 403}
NOBODY = {"aisha": 403, "ben": 403, "marsha": 404, "lena": 404}

PAGES = {
    "/pages/": EVERYBODY,
    "/pages/sittings": EVERYBODY,
    "/pages/queue": DESK,
    "/pages/agreement": DESK,
    "/pages/cohort": DESK,
    "/pages/cohort?cohort=Spring&on=2026-03-20": DESK,
    "/pages/cohort/cohort.csv": DESK,
    "/pages/apprentices/{aisha}": OWN,
    "/pages/apprentices/Aisha%20Rahman": OWN,
    "/pages/apprentices/{aisha}?on=2026-03-20": OWN,
    "/pages/apprentices/nobody": NOBODY,
    "/pages/apprentices/nobody/mark-sheet.html": NOBODY,
    "/pages/apprentices/{marsha}": NOBODY,
    "/pages/apprentices/{aisha}/criteria/K4.5": {**DESK, "aisha": 403},
    "/pages/apprentices/{ben}/criteria/K9.9": {**NOBODY, "ben": 403},
    "/pages/sittings/{waiting}": OWN,
    "/pages/sittings/{unfinished}": ONLY_OWN,
    "/pages/sittings/{reviewed}": BENS,
    "/pages/sittings/{kept}": {"aisha": 403, "ben": 200, "marsha": 403, "lena": 403},
    "/pages/sittings/{kept}/transcript.md": {"aisha": 403, "ben": 200, "marsha": 403, "lena": 403},
    "/pages/cohort/changes.html?since=2026-03-01": DESK,
    "/pages/sittings/{waiting}/transcript.html": OWN,
    "/pages/sittings/{unfinished}/transcript.html": ONLY_OWN,
    "/pages/sittings/{waiting}/mark-sheet.csv": OWN,
    "/pages/sittings/{reviewed}/feedback.md": BENS,
    "/pages/apprentices/{aisha}/mark-sheet.html": OWN,
    "/pages/apprentices/{aisha}/gateway.csv": OWN,
    "/pages/apprentices/{aisha}/portfolio.json": OWN,
    "/pages/apprentices/{aisha}/project-map.xlsx": OWN,
}
SECRETS = ("between me and the wall", "Nobody is to read this yet", "for my cat alone")


def filled(site: Site, path: str) -> str:
    return path.format(**{name: actor.id for name, actor in site.actors.items()}, **site.sittings)


@pytest.mark.parametrize("path", PAGES)
async def test_whose_page_it_is(site: Site, get: Get, path: str) -> None:
    for who, expected in PAGES[path].items():
        status, text = await get(who, filled(site, path))
        assert status == expected, who
        if status != 200:
            page = read(text)
            assert page.headings[0] in ((1, "Not for you"), (1, "Not found"))
            assert not page.tables
            assert who != "aisha" or not any(name in text for name in ("Mallory", "Ben Carter"))
            assert who != "ben" or not any(name in text for name in ("Mallory", "Aisha"))
        if who != "aisha":
            assert SECRETS[0] not in text
        if who != "ben":
            assert SECRETS[2] not in text
            assert f"/pages/sittings/{site.sittings['kept']}" not in text
        if who in ("aisha", "ben"):
            assert SECRETS[1] not in text


async def test_a_mark_is_the_apprentices_to_read_with_the_sign_off(site: Site, get: Get) -> None:
    assert SECRETS[1] in (await get("marsha", filled(site, "/pages/sittings/{waiting}")))[1]
    assert SECRETS[1] in (await get("marsha", filled(site, "/pages/apprentices/{aisha}")))[1]
    bens = (await get("ben", filled(site, "/pages/sittings/{reviewed}")))[1]
    assert "Clear: who told whom." in bens
    assert "Next time say what the customer felt." in bens


async def test_a_day_before_the_sign_off_knows_no_mark(site: Site, get: Get) -> None:
    """Ben's mock was marked and signed off on 3 March, the sitting was on the day before."""
    for who in ("ben", "marsha"):
        before = (await get(who, filled(site, "/pages/apprentices/{ben}?on=2026-03-02")))[1]
        after = (await get(who, filled(site, "/pages/apprentices/{ben}?on=2026-03-03")))[1]
        assert "Clear: who told whom." not in before
        assert "Clear: who told whom." in after


async def test_an_apprentices_lists_hold_only_their_own(site: Site, get: Get) -> None:
    for path in ("/pages/", "/pages/sittings", filled(site, "/pages/apprentices/{ben}")):
        text = (await get("ben", path))[1]
        assert "Aisha" not in text and "Mallory" not in text and site.sittings["waiting"] not in text


async def test_extra_time_stands_on_nobody_elses_page(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    ws = site.workspace()
    give_extra_time(ws, site.actors["aisha"], 87)
    long = rehearse.start(ws, site.actors["aisha"], rehearse.Plan("project-interview", questions=3), QUESTIONS)
    long.open()
    site.clock.advance(minutes=30)
    long.say_as_answer(ANSWERS[0])
    long.request("end")
    long.hand_in({})
    ws.store.close()
    pages = (f"/pages/sittings/{long.session_id}", "/pages/sittings", "/pages/apprentices/{aisha}")
    async with TestClient(TestServer(site.app())) as client:
        told = {}
        for who in ("marsha", "aisha"):
            for path in pages:
                async with client.get(filled(site, path), headers={WHO: who}) as answer:
                    told[who, path] = read(await answer.text()).text
    assert "30 minutes of" in told["aisha", pages[0]]
    assert not any("30 minutes" in text or "87" in text for (who, _), text in told.items() if who == "marsha")
    assert "16 minutes of" in told["marsha", pages[0]]


async def test_who_is_not_signed_in_sees_nothing(client: TestClient) -> None:
    for path in ("/pages/", "/pages/queue", "/pages/nothing"):
        async with client.get(path) as answer:
            assert answer.status in (403, 404)
            assert "Queue" not in await answer.text()


@pytest.mark.parametrize("path", ["/pages/", "/pages/queue", "/pages/sittings/x", "/pages/nothing/there"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_nothing_is_written(client: TestClient, path: str, method: str) -> None:
    async with client.request(method, path, headers={WHO: "marsha"}) as answer:
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD"
        assert read(await answer.text()).headings == [(1, "Read only")]


REFUSED = {
    "/pages/nothing": (404, "There is no such page."),
    "/pages/sittings/nothing": (404, "No session goes by nothing."),
    "/pages/sittings/../../etc/passwd": (404, ""),
    "/pages/sittings/%2e%2e%2fcoach.db": (404, "No session goes by ../coach.db."),
    "/pages/cohort?on=yesterday": (400, "yesterday is not a date. Write it as 2026-03-31."),
    "/pages/cohort?cohort=Sprong": (404, "There is no cohort Sprong. Did you mean Spring?"),
    "/pages/cohort?method=cooking": (404, "There is no method cooking."),
    "/pages/cohort?by=colour": (404, "There is no by colour."),
    "/pages/queue?page=2": (400, "There is no page 2. The list has 1 to 1."),
    "/pages/queue?page=" + "9" * 5000: (400, "There is no page 999"),
    "/pages/cohort/changes.csv": (400, "Changes are those since a day. Choose the day."),
    "/pages/cohort/cohort.exe": (404, "No report is made as exe."),
    "/pages/cohort/secrets.csv": (404, ""),
    "/pages/sittings/{waiting}/diary.html": (404, "There is no report diary."),
    "/pages/sittings/{waiting}/feedback.html": (404, "There is no feedback on {waiting} yet."),
}


@pytest.mark.parametrize("path", REFUSED)
async def test_a_refusal_is_a_sentence(site: Site, get: Get, path: str) -> None:
    status, told = REFUSED[path]
    got, text = await get("marsha", filled(site, path))
    assert got == status
    if "/etc/" not in path:
        page = read(text)
        assert filled(site, told) in page.text
        assert "/pages/" in page.links
        assert "Traceback" not in text and "coach sessions" not in text


async def test_what_goes_wrong_is_told_without_its_insides(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise StoreError("The store is busy.", "Try again.")

    def broken(*_: object, **__: object) -> object:
        raise ValueError("Aisha said it")

    monkeypatch.setattr(waiting, "queue", full)
    status, text = await get("marsha", "/pages/queue")
    assert (status, "The store is busy." in text) == (503, True)
    monkeypatch.setattr(waiting, "queue", broken)
    status, text = await get("marsha", "/pages/queue")
    assert (status, "Aisha said it" in text) == (500, False)
    assert "ValueError" in text


async def test_every_store_that_was_opened_is_closed(site: Site, get: Get) -> None:
    await get("marsha", "/pages/")
    await get("marsha", "/pages/sittings/nothing")
    assert site.opened >= 2
    assert site.closed == site.opened
