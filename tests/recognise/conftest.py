"""The shipped readers, made once."""

import pytest

from coach.content.library import Library
from coach.recognise.intents import LineIntents
from coach.recognise.moves import LineMoves


@pytest.fixture(scope="package")
def intents() -> LineIntents:
    reader = Library().intent_reader
    assert isinstance(reader, LineIntents)
    return reader


@pytest.fixture(scope="package")
def moves() -> LineMoves:
    reader = Library().move_reader
    assert isinstance(reader, LineMoves)
    return reader
