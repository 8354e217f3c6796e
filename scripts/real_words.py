"""Write the words that a typing slip must never be mended into a lexicon's word from.

    python scripts/real_words.py /usr/share/dict/british-english

Of a word list only the stems near a listened-for stem are kept; run it again when the lexicons have changed.
"""

import sys
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coach import paths
from coach.content.library import Library
from coach.mapping.cues import parse
from coach.mapping.repair import FEWEST_LETTERS, TWO_SLIPS_FROM
from coach.mapping.words import stem

NOTICE = """# English stems near the lexicons' own, so that none is taken for a slip of the other.
# Taken from SCOWL, Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these
# word lists, the associated scripts, the output created from the scripts, and its documentation for any purpose is
# hereby granted without fee, provided that the above copyright notice appears in all copies and that both that
# copyright notice and this permission notice appear in supporting documentation. Provided "as is".
"""


def main() -> None:
    """Read a word list, one word a line, and write the stems worth knowing."""
    cues = [cue for concept in Library().lexicon.concepts.values() for cue in concept.cues]
    keys = {key for cue in cues for pattern in parse(cue) for slot in pattern.slots for key in slot.keys}
    keys = {key.removeprefix("=") for key in keys}
    listened_for = [key for key in keys if key.isalpha() and len(key) >= FEWEST_LETTERS]
    words = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    stems = {stem(word) for word in words if word.isascii() and word.isalpha() and word.islower()} - keys
    near = sorted(word for word in stems if len(word) >= FEWEST_LETTERS and _near(word, listened_for))
    paths.REAL_WORDS.write_text(NOTICE + "\n".join(near) + "\n", encoding="utf-8")


def _near(word: str, listened_for: list[str]) -> bool:
    most = 2 if len(word) >= TWO_SLIPS_FROM else 1
    return process.extractOne(word, listened_for, scorer=OSA.distance, score_cutoff=most) is not None


if __name__ == "__main__":
    main()
