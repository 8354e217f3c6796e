"""Where the answer is typed."""

from textual.widgets import TextArea


class AnswerBox(TextArea):
    """Many lines; Tab leaves it, and the screen's own keys come before its editing keys."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)

    @property
    def words(self) -> int:
        """How many words are typed."""
        return len(self.text.split())
