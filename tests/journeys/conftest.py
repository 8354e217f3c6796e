"""Journeys walk through the app too."""

from tests.tui.conftest import cache, hurried, one_cache, pytest_asyncio_loop_factories

__all__ = ["cache", "hurried", "one_cache", "pytest_asyncio_loop_factories"]
