"""Behind a reverse proxy: the sample for nginx in the docs, run with a certificate made for the test."""

import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from coach import paths
from tests.web.chromium import AISHA, KETTLES, free_port, served, with_everybody

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SAMPLE = paths.PACKAGE.parent / "docs" / "samples" / "nginx.conf"
pytestmark = pytest.mark.skipif(NGINX is None and not os.environ.get("CI"), reason="no nginx here")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine that is good for a day."""
    pem, key = folder / "pem", folder / "key"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject]
    subprocess.run([*made, "-keyout", key, "-out", pem], check=True, capture_output=True)
    return pem, key


@contextmanager
def proxied(folder: Path, port: int, backend: int, pem: Path, key: Path) -> Iterator[None]:
    """Run nginx with the sample as it stands, but for its port, its certificate and where coach is."""
    site = SAMPLE.read_text(encoding="utf-8")
    for of_the_sample, own in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("coach.college.example;", "127.0.0.1;"),
        ("/etc/ssl/certs/coach.college.example.pem", str(pem)),
        ("/etc/ssl/private/coach.college.example.key", str(key)),
        ("127.0.0.1:8000", f"127.0.0.1:{backend}"),
    ):
        assert of_the_sample in site
        site = site.replace(of_the_sample, own)
    places = "".join(f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.getuid() == 0 else ""
    whole = f"{user} daemon off; pid {folder}/pid; events {{}} http {{ access_log off; {places} {site} }}"
    file = folder / "nginx.conf"
    file.write_text(whole, encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    nginx = subprocess.Popen(command)
    try:
        yield
    finally:
        nginx.terminate()
        nginx.wait(10)


async def test_the_sample_for_nginx_works_as_it_stands(tmp_path: Path) -> None:
    store, port, backend = tmp_path / "coach.db", free_port(), free_port()
    with_everybody(store)
    pem, key = certificate(tmp_path)
    address = f"https://127.0.0.1:{port}"
    trusted = ssl.create_default_context(cafile=str(pem))
    with served(store, "--public-url", address, port=backend), proxied(tmp_path, port, backend, pem, key):
        async with aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), connector=aiohttp.TCPConnector(ssl=trusted)
        ) as browser:
            page = await answered(browser, f"{address}/sign-in")
            csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
            form = {"name": AISHA, "passphrase": KETTLES, "csrf": csrf}
            async with browser.post(f"{address}/sign-in", data=form, headers={"Origin": address}) as answer:
                assert answer.status == 200
                assert f"wss://127.0.0.1:{port}" in answer.headers["Content-Security-Policy"]
                (onward,) = answer.history
                assert onward.cookies["__Host-coach"]["secure"]
            async with browser.ws_connect(f"{address}/ws?width=80&height=24", headers={"Origin": address}) as socket:
                painted = b""
                while AISHA.encode() not in painted:
                    painted += (await socket.receive(20)).data


async def answered(browser: aiohttp.ClientSession, address: str) -> str:
    """Return a page, once nginx has begun to listen."""
    for _ in range(2000):
        try:
            async with browser.get(address) as answer:
                return await answer.text()
        except aiohttp.ClientConnectorError:
            continue
    raise AssertionError("nginx never began")
