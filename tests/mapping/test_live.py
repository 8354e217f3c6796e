"""Live typing: what is kept between keys never shows in what is suggested."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.library import Library

ANSWER = (
    "Mr Osei wanted £150 back. My own limit is fifty quid, over that it goes to Priya the branch manager, so I asked "
    "her and she put it through.\n\nDid I ring him back? No. I did not ring him, I wrote to him within two days! He "
    "said thank you... and he's still with us, and the refnud came to 12.50 by Friday"
)
PIECES = (
    ".",
    " ",
    "\n",
    "? No. ",
    " not",
    "did ",
    ", ",
    "£",
    " I rang her back.",
    "limmit",
    "\u2026",
    "e\u0301",
)


@pytest.fixture(scope="module")
def levels(shipped: Library) -> dict[str, str]:
    standard = shipped.standard("l3-css-1.0")
    return {c.ref: str(c.level) for c in standard.criteria_of("professional-discussion")}


@settings(max_examples=25)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(ANSWER)), st.integers(0, 12), st.sampled_from(["", *PIECES])), max_size=12
    )
)
def test_a_text_edited_bit_by_bit_is_mapped_as_one_never_seen(
    shipped: Library, levels: dict[str, str], edits: list[tuple[int, int, str]]
) -> None:
    live, text = shipped.mapper, ANSWER
    for place, gone, put_in in edits:
        text = text[:place] + put_in + text[place + gone :]
        live.suggest(text, levels)
    assert live.rank(text, levels) == Library().mapper.rank(text, levels)


def test_every_key_of_an_answer_is_mapped_as_the_whole_is(shipped: Library, levels: dict[str, str]) -> None:
    for end in range(0, len(ANSWER), 7):
        shipped.mapper.rank(ANSWER[:end], levels)
    assert shipped.mapper.rank(ANSWER, levels) == Library().mapper.rank(ANSWER, levels)
