"""How marks look: a glyph for each, always beside its word."""

from collections.abc import Mapping

from coach.review.marks import MarkValue

GLYPHS: Mapping[MarkValue, str] = {"passed": "✓", "attempted": "×", "none": "–"}
