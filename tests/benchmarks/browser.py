"""Open thirty apps in the browser's server at once, and print how long it takes and what each needs.

Run with: make load (it is part of it), or python -m tests.benchmarks.browser.
"""

import asyncio
import os
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles

import aiohttp

from tests.web.chromium import KETTLES, served, with_everybody

SESSIONS, KEYS, SECONDS_BETWEEN_KEYS = 30, 20, 0.2


async def signed_in(address: str, name: str, stack: AsyncExitStack) -> aiohttp.ClientSession:
    browser = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))
    async with browser.get(f"{address}/sign-in") as page:
        csrf = (await page.text()).partition('name="csrf" value="')[2].partition('"')[0]
    form = {"name": name, "passphrase": KETTLES, "csrf": csrf}
    async with browser.post(f"{address}/sign-in", data=form, headers={"Origin": address}) as answer:
        answer.raise_for_status()
    return browser


async def opened(
    address: str, browser: aiohttp.ClientSession, name: str, stack: AsyncExitStack
) -> tuple[aiohttp.ClientWebSocketResponse, float]:
    """Open the app; return its socket, and the seconds until the person's name was painted."""
    began = time.perf_counter()
    way = browser.ws_connect(f"{address}/ws?width=120&height=35", headers={"Origin": address})
    socket = await stack.enter_async_context(way)
    painted = b""
    while name.encode() not in painted:
        painted += (await socket.receive(120)).data
    return socket, time.perf_counter() - began


async def typed(socket: aiohttp.ClientWebSocketResponse) -> list[float]:
    """Type some letters into the line of the home screen; return the seconds until each was painted."""
    await socket.send_json(["stdin", "/"])
    taken = []
    for number in range(KEYS):
        await asyncio.sleep(SECONDS_BETWEEN_KEYS)
        while True:
            try:
                await asyncio.wait_for(socket.receive(), 0.001)
            except TimeoutError:
                break
        began = time.perf_counter()
        letter = "abcdefghij"[number % 10]
        await socket.send_json(["stdin", letter])
        while letter.encode() not in (await socket.receive(30)).data:
            continue
        taken.append(time.perf_counter() - began)
    return taken


def memory() -> list[float]:
    """Return the MiB that each app holds in proportion, from /proc, by process."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if b"coach.web.program" in command:
                rollup = (process / "smaps_rollup").read_text()
                found.append(int(rollup.partition("\nPss:")[2].split()[0]) / 1024)
        except OSError:
            continue
    return found


async def measure(address: str, names: list[str]) -> None:
    async with AsyncExitStack() as stack:
        browsers = [await signed_in(address, name, stack) for name in names]
        _, alone = await opened(address, browsers[0], names[0], stack)
        rest = zip(browsers[1:], names[1:], strict=True)
        pages = await asyncio.gather(*(opened(address, browser, name, stack) for browser, name in rest))
        together = [seconds for _, seconds in pages]
        print(f"  first screen: {alone:.2f} s alone; {len(pages)} more at once {median(together):.1f} s (p50)")
        await asyncio.sleep(3)
        held = memory()
        print(f"  memory of each of {len(held)} apps: {median(held):.0f} MiB (PSS, p50), {sum(held):,.0f} MiB in all")
        keys = [second for taken in await asyncio.gather(*(typed(socket) for socket, _ in pages)) for second in taken]
        cuts = [1000 * cut for cut in quantiles(keys, n=100, method="inclusive")]
        pace = 1 / SECONDS_BETWEEN_KEYS
        print(f"  a key, each typing {pace:.0f} a second: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms")


def main() -> None:
    """Do it once."""
    print(f"{SESSIONS} sessions in the browser, {os.cpu_count()} processors", flush=True)
    with tempfile.TemporaryDirectory(prefix="coach-browser-") as name:
        os.environ |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), name)
        store = Path(name) / "coach.db"
        names = [f"Apprentice {number:02}" for number in range(SESSIONS)]
        with_everybody(store, *names)
        with served(store, "--places", str(SESSIONS)) as address:
            asyncio.run(measure(address, names))


if __name__ == "__main__":
    main()
