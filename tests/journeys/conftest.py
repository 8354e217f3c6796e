"""Journeys walk through the app too."""

from tests.tui.conftest import hurried, pytest_asyncio_loop_factories

__all__ = ["hurried", "pytest_asyncio_loop_factories"]
