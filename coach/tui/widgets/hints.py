"""Practice mode's hints: what the question is after, and what the answer shows so far."""

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from coach.banks.model import STORY_PARTS, Question
from coach.services.mapped import Live
from coach.tui.text import joined, said

LIT, UNLIT = "●", "○"


class Hints(Static):
    """Criteria that light up as the answer shows them, and the parts of the story."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def tell(self, question: Question, live: Live, titles: Mapping[str, str]) -> None:
        """Show the hints of an answer under way."""
        shown = {suggestion.ref: suggestion for suggestion in live.suggestions}
        lines = [said("This question is after", "bold")]
        for ref in question.targets:
            lit = ref in shown
            lines.append(
                joined(said(f"{LIT if lit else UNLIT} {ref}", "bold" if lit else ""), f" {titles.get(ref, '')}")
            )
            for missing in shown[ref].missing[:1] if lit else ():
                lines.append(said(f"  no sign yet of {missing}", "dim"))
        beyond = [ref for ref in shown if ref not in question.targets]
        if beyond:
            lines.append(said("Also showing", "bold"))
            lines += [joined(said(f"{LIT} {ref}", "bold"), f" {titles.get(ref, '')}") for ref in beyond]
        lines.append(said("Your story", "bold"))
        for part in STORY_PARTS:
            told = part not in live.missing
            lines.append(joined(f"{LIT if told else UNLIT} {part}", "" if told else said("  not yet", "dim")))
        self.update(Content("\n").join(lines))


def hint_line(question: Question, live: Live, titles: Mapping[str, str]) -> Content:
    """Return the same in two lines, for a narrow screen."""
    shown = {suggestion.ref for suggestion in live.suggestions}
    after = "  ".join(f"{LIT if ref in shown else UNLIT} {ref} {titles.get(ref, '')}" for ref in question.targets)
    beyond = [f"{LIT} {ref}" for ref in sorted(shown - set(question.targets))]
    story = " ".join(f"{LIT if part not in live.missing else UNLIT} {part}" for part in STORY_PARTS)
    return Content(f"After: {after}\nStory: {story}{'   Also: ' + ' '.join(beyond) if beyond else ''}")
