"""Cues that are read otherwise than they look: an alternative is one word, what follows it belongs to all of them."""

_OPEN = ("...", "_")
_FEW = 2


def misread(cue: str) -> str:
    """Say how a cue is read where its author most likely meant alternatives of several words; empty for any other."""
    elements = cue.split()
    if any(element.endswith(",") for element in elements):
        return "a comma stands in the cue, and does not part one cue from the next here"
    for place, element in enumerate(elements):
        if "|" not in element:
            continue
        after = _plain_words(elements[place + 1 :])
        alternatives = element.removesuffix("?").split("|")
        twice = bool(after) and any(each.rpartition("-")[2] == after[0] for each in alternatives)
        if len(after) >= _FEW or twice:
            return f"this waits for {' or '.join(alternatives)}, and then for {' '.join(after)}"
    return ""


def _plain_words(elements: list[str]) -> list[str]:
    """Return the words that stand next to each other before the first gap, alternative, type or optional word."""
    words = []
    for element in elements:
        if element in _OPEN or "|" in element or element[-1:] == "?" or element[:1] == "<":
            break
        words.append(element)
    return words
