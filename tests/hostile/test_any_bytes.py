"""Any bytes, and those known to do harm, at every door they come in by."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hostile.files import CUT
from tests.hostile.targets import TARGETS, seeds_of

HARM = (
    "[/b][red]x[/] [k1.2] [@click=app.bell]x[/]",
    "</td><script>alert(1)</script>{{ 7*7 }} ${x} %s %n",
    "'; DROP TABLE marks; --",
    "\x00\x1b[2J\x1b]0;title\x07\x9b31m",
    "\u202egnihsif\u202c \u2066x\u2069 a\u200bb\ufeff \ufffe",
    "👩🏽‍🦽" * 40 + "é" * 40,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L" * 20,
    "- " * 200 + "[" * 300,
    "a: &a [*a, *a]\nb: !!python/object/apply:os.system [ls]\na: 1\n",
    "=cmd|'/c calc'!A1,+1,@x\n",
    "NaN,1e999," + "9" * 400,
)

bytes_to_try = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=120).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(HARM), max_size=3).map(lambda parts: " ".join(parts).encode()),
    st.tuples(st.binary(max_size=60), st.binary(max_size=40)).map(lambda pair: pair[0] + CUT + pair[1]),
)


@pytest.mark.parametrize("door", list(TARGETS))
def test_what_is_known_to_do_harm_does_none(door: str) -> None:
    written = [seed.read_bytes() for seed in seeds_of(door)]
    for harm in (*written, *(harm.encode() for harm in HARM), b"x" * (100_000 if door == "report" else 1_000_000)):
        TARGETS[door](harm)


@pytest.mark.parametrize("door", list(TARGETS))
def test_any_bytes_are_taken_or_refused_in_a_sentence(door: str) -> None:
    @settings(max_examples=12)
    @given(bytes_to_try)
    @example(b"\xed\xa0\x80 half a character")
    def each(data: bytes) -> None:
        TARGETS[door](data)

    each()
