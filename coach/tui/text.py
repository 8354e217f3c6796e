"""The one way for text from users and files onto the screen: as characters, never as markup."""

from collections.abc import Sequence

from textual.content import Content

from coach.mapping.suggestion import Suggestion
from coach.reports.evidence import evidence_parts
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
    chosen = [suggestion for suggestion in suggestions if only in (None, suggestion.ref)]
    parts: list[Content] = []
    for text, evidence, refs in evidence_parts(answer, chosen):
        parts.append(Content.styled(text, EVIDENCE) if evidence else Content(text))
        if refs:
            parts.append(Content.styled(f" ⟨{', '.join(refs)}⟩", "dim"))
    return Content("").join(parts)
