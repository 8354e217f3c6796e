"""The pages in a browser: nothing for axe to object to in either light, no wider than a phone, no script needed."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.chromium import launched, needs_chromium
from tests.web.pages.site import Site, a_site

pytestmark = needs_chromium

PAGES = {
    "/pages/": ("marsha", "ben"),
    "/pages/queue": ("marsha",),
    "/pages/agreement": ("lena",),
    "/pages/cohort?cohort=Spring": ("marsha",),
    "/pages/cohort?by=sections&on=2026-03-04": ("marsha",),
    "/pages/apprentices/{ben}": ("ben",),
    "/pages/apprentices/{mallory}?on=2026-03-20": ("marsha",),
    "/pages/apprentices/{mallory}/criteria/K4.5": ("lena",),
    "/pages/sittings": ("aisha",),
    "/pages/sittings/{reviewed}": ("ben",),
    "/pages/sittings/{waiting}": ("marsha",),
    "/pages/sittings/{hostile}": ("lena",),
    "/pages/nothing": ("marsha",),
}
IN_THE_DARK = ("/pages/queue", "/pages/cohort?cohort=Spring", "/pages/sittings/{reviewed}")
"""Pages that between them have every colour, looked at in the dark as well."""
NARROW = 320


@dataclass
class Open:
    """A server that runs beside the test, and a browser that looks at it."""

    address: str
    site: Site
    browser: Browser

    def as_somebody(self, who: str, **wishes: object) -> BrowserContext:
        """Open a browser window that is signed in."""
        context = self.browser.new_context(**wishes)  # type: ignore[arg-type]
        context.add_cookies([{"name": "who", "value": who, "url": self.address}])
        return context

    def url(self, path: str) -> str:
        """Return the whole address of a page."""
        names = {name: actor.id for name, actor in self.site.actors.items()}
        return self.address + path.format(**names, **self.site.sittings)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    site = a_site(tmp_path_factory.mktemp("site"))
    loop = asyncio.new_event_loop()
    runner = loop.run_until_complete(_started(site))
    port = runner.addresses[0][1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        with launched() as browser:
            yield Open(f"http://127.0.0.1:{port}", site, browser)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _started(site: Site) -> web.AppRunner:
    runner = web.AppRunner(site.app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


def _objections(page: Page, *rules: str) -> list[object]:
    """Return what axe objects to, by every rule of its or by some."""
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    return list(Axe().run(page, options=options).response["violations"])


def test_axe_objects_to_nothing_and_nothing_is_too_wide(shown: Open) -> None:
    asked: list[str] = []
    found: dict[str, object] = {}
    for who in sorted({who for whos in PAGES.values() for who in whos}):
        with shown.as_somebody(who) as context:
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.url))
            for path in (path for path, whos in PAGES.items() if who in whos):
                page.emulate_media(color_scheme="light")
                page.set_viewport_size({"width": 1280, "height": 800})
                page.goto(shown.url(path))
                found[f"{path} {who}"] = _objections(page)
                if path in IN_THE_DARK:
                    page.emulate_media(color_scheme="dark")
                    found[f"{path} {who} dark"] = _objections(page, "color-contrast")
                page.set_viewport_size({"width": NARROW, "height": 640})
                width = page.evaluate("document.documentElement.scrollWidth")
                found[f"{path} {who} narrow"] = [] if width <= NARROW else [width]
    assert {place: objections for place, objections in found.items() if objections} == {}
    assert len(found) == 2 * sum(map(len, PAGES.values())) + len(IN_THE_DARK)
    assert all(url.startswith(f"{shown.address}/") for url in asked)
    assert {url.rsplit("/", 1)[1] for url in asked if "/pages/" not in url} == {"coach.css", "icon.svg"}


def test_the_keyboard_and_no_script_are_enough(shown: Open) -> None:
    with shown.as_somebody("marsha", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(shown.url("/pages/cohort"))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/pages/cohort#main")
        page.keyboard.press("Tab")
        page.keyboard.type("Spring")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Show").press("Enter")
        page.wait_for_url("**/pages/cohort?cohort=Spring*")
        assert page.get_by_role("heading", level=1).inner_text() == "Coverage: Spring"
        page.get_by_role("link", name="Ben Carter").first.press("Enter")
        page.wait_for_url("**/pages/apprentices/*")
        assert page.get_by_role("heading", level=1).inner_text() == "Ben Carter"
