"""The one way for text from users and files onto the screen: as characters, never as markup."""

from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content

from coach.mapping.suggestion import Suggestion
from coach.reports.foreign import masked

EVIDENCE = "bold underline $accent"


def plain(text: str) -> Content:
    """Return foreign text as it stands."""
    return Content(masked(text))


def said(text: str, style: str) -> Content:
    """Return foreign text in one style."""
    return Content.styled(masked(text), style)


def joined(*parts: Content | str) -> Content:
    """Return contents one after the other; plain strings are our own words, still not markup."""
    return Content("").join([part if isinstance(part, Content) else Content(part) for part in parts])


def highlighted(answer: str, suggestions: Sequence[Suggestion], only: str | None = None) -> Content:
    """Return an answer with its evidence underlined and followed by the refs it speaks for.

    The refs stand in the text, so that nothing is said by colour alone. `only` shows one ref's evidence.
    """
    spans = [
        (evidence.start, evidence.end, suggestion.ref)
        for suggestion in suggestions
        if only in (None, suggestion.ref)
        for evidence in suggestion.evidence
    ]
    shown = masked(answer)
    parts: list[Content] = []
    edges = sorted({0, len(shown), *(edge for start, end, _ in spans for edge in (start, end))})
    for here, there in pairwise(edges):
        under = any(start <= here and there <= end for start, end, _ in spans)
        parts.append(Content.styled(shown[here:there], EVIDENCE) if under else Content(shown[here:there]))
        ending = list(dict.fromkeys(ref for _, end, ref in spans if end == there))
        if ending:
            parts.append(Content.styled(f" ⟨{', '.join(ending)}⟩", "dim"))
    return Content("").join(parts)
