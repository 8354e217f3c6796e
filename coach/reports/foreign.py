"""Text from users and files, made safe to show: nothing in it can steer a terminal."""

import unicodedata

_KEPT = {"\n", "\t"}
_STEERING = {"Cc", "Cf", "Cs", "Co"}
_JOINERS = {"\u200d", "\ufe0f"}


def safe(text: str) -> str:
    """Return the text without control, direction and lone surrogate characters; its length may change."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text if _harmless(char))


def masked(text: str) -> str:
    """Return the text with each character that could steer a terminal replaced by one space: offsets stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _harmless(char) else " " for char in text)


def one_line(text: str) -> str:
    """Return the text safe and on one line."""
    return " ".join(safe(text).split())


def _harmless(char: str) -> bool:
    return char in _KEPT or char in _JOINERS or unicodedata.category(char) not in _STEERING
