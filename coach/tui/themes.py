"""Colours: a dark, a light and a high-contrast theme."""

from textual.theme import Theme

DARK = Theme(
    name="coach-dark",
    primary="#7fb4ca",
    secondary="#a3b18a",
    accent="#e6b450",
    warning="#e0af68",
    error="#e57373",
    success="#8fbf7f",
    foreground="#dcd7ca",
    background="#16181d",
    surface="#1d2026",
    panel="#262a33",
    dark=True,
)

LIGHT = Theme(
    name="coach-light",
    primary="#1f5f7a",
    secondary="#4b6043",
    accent="#8a4b08",
    warning="#8a5a00",
    error="#a12622",
    success="#2f6b2f",
    foreground="#1c1c1c",
    background="#faf8f3",
    surface="#f1ede4",
    panel="#e5dfd2",
    dark=False,
)

CONTRAST = Theme(
    name="coach-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
)

THEMES = (DARK, LIGHT, CONTRAST)
