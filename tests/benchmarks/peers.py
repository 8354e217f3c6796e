"""Peers that look for phrases in an answer, word for word or nearly so; one that is not installed is left out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec

from rapidfuzz import fuzz, process

from coach.mapping.lexicon import Concept

Search = Callable[[str], object]
LIKE_ENOUGH = 90


def phrases_of(concepts: Iterable[Concept]) -> list[str]:
    """Cues without gap or typed stretch as phrases: of alternatives the first, and nothing optional."""
    cues = (cue.split() for concept in concepts for cue in concept.cues)
    whole = (cue for cue in cues if not any(word in {"...", "_"} or word[0] == "<" for word in map(_first, cue)))
    said = (" ".join(_first(word) for word in cue if not word.endswith("?")).lower() for cue in whole)
    return list(dict.fromkeys(said))


def _first(element: str) -> str:
    return element.split("|", maxsplit=1)[0].removeprefix("=")


def peers(phrases: Sequence[str]) -> Iterator[tuple[str, Search | None]]:
    """Each peer's name and how it searches an answer, None where it is not installed."""
    makers: tuple[tuple[str, str, Callable[[Sequence[str]], Search]], ...] = (
        ("pyahocorasick, exact", "ahocorasick", _ahocorasick),
        ("flashtext, exact", "flashtext", _flashtext),
        ("one expression, re", "re", _re),
        ("one expression, regex", "regex", _regex),
        ("rapidfuzz partial_ratio", "rapidfuzz", _rapidfuzz),
    )
    for name, module, make in makers:
        yield name, make(phrases) if find_spec(module) else None


def _ahocorasick(phrases: Sequence[str]) -> Search:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return lambda answer: list(automaton.iter(answer.lower()))


def _flashtext(phrases: Sequence[str]) -> Search:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list(list(phrases))
    return lambda answer: processor.extract_keywords(answer, span_info=True)


def _alternatives(phrases: Sequence[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"


def _re(phrases: Sequence[str]) -> Search:
    expression = re.compile(_alternatives(phrases), re.IGNORECASE)
    return lambda answer: [found.span() for found in expression.finditer(answer)]


def _regex(phrases: Sequence[str]) -> Search:
    import regex

    expression = regex.compile(_alternatives(phrases), regex.IGNORECASE)
    return lambda answer: [found.span() for found in expression.finditer(answer)]


def _rapidfuzz(phrases: Sequence[str]) -> Search:
    return lambda answer: process.extract(
        answer.lower(), phrases, scorer=fuzz.partial_ratio, score_cutoff=LIKE_ENOUGH, limit=None
    )
