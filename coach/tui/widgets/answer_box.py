"""Where the answer is typed: many lines, and no key that loses them."""

from textual.widgets import TextArea


class AnswerBox(TextArea):
    """A text area that leaves the screen's keys to the screen."""

    SCREEN_KEYS = frozenset({"ctrl+j", "ctrl+enter", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10"})

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)

    @property
    def words(self) -> int:
        """How many words are typed."""
        return len(self.text.split())

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave the screen's own keys alone."""
        return key not in self.SCREEN_KEYS and super().check_consume_key(key, character)
