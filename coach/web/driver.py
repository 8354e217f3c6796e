"""The driver of the app in a browser: one that can paint everything again for a page that was loaded anew."""

from textual.drivers.web_driver import WebDriver

AGAIN = "again"
_MODES = "\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?2004h"
"""The other screen, no cursor, the mouse, and pastes told as such: what a terminal is told at the start."""


class BrowserDriver(WebDriver):
    """Speaks to the server through standard input and output."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server says besides what is typed."""
        if packet_type == AGAIN:
            self._app.call_later(self._paint_again)
        else:
            super().on_meta(packet_type, payload)

    def _paint_again(self) -> None:
        """Paint every cell; a terminal that was loaded anew knows nothing."""
        self.write(_MODES)
        self._app.refresh(layout=True)
