"""One small store for a module's pages, which only read; a client for each test."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.web.pages.reading import Read, read
from tests.web.pages.site import WHO, Site, a_site

Get = Callable[..., Awaitable[tuple[int, str]]]
Reading = Callable[..., Awaitable[Read]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return a_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
async def client(site: Site) -> AsyncIterator[TestClient]:
    async with TestClient(TestServer(site.app())) as client:
        yield client


@pytest.fixture
def get(client: TestClient) -> Get:
    """Return the status and the words of a page as somebody gets it."""

    async def got(who: str, path: str) -> tuple[int, str]:
        async with client.get(path, headers={WHO: who}) as answer:
            return answer.status, await answer.text(errors="replace")

    return got


@pytest.fixture
def reading(get: Get) -> Reading:
    """Return a page as it is read; it has to be there."""

    async def got(who: str, path: str) -> Read:
        status, text = await get(who, path)
        assert status == 200, text
        return read(text)

    return got
