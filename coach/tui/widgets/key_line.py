"""The keys of a screen on its last line, drawn by one widget: a widget for each of them costs every screen a dozen."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from coach.tui.screens.base import CoachScreen

_KEY = "bold $footer-key-foreground on $footer-key-background"
_LABEL = "$footer-description-foreground on $footer-description-background"


class KeyLine(Widget):
    """What the keys do now; a click on one presses it."""

    ALLOW_SELECT = False

    def __init__(self, *, compact: bool = False) -> None:
        super().__init__()
        self._before_key = "" if compact else " "
        self._keys = Content()

    def on_mount(self) -> None:
        """Follow what the keys do."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def render(self) -> Content:
        """Return the keys in the order of the screen's commands."""
        return self._keys

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        key = event.style.meta.get("key")
        if key:
            self.app.simulate_key(key)

    def _changed(self, screen: Screen[object]) -> None:
        if not screen.app.app_focus:
            return
        shown: dict[str, Binding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                shown.setdefault(active.binding.action, active.binding)
        self._keys = Content("").join([self._drawn(binding) for binding in shown.values()])
        self.refresh()

    def _drawn(self, binding: Binding) -> Content:
        screen = self.screen
        label = binding.description
        if isinstance(screen, CoachScreen):
            label = screen.label_of(binding.action, label)
        key = (f"{self._before_key}{self.app.get_key_display(binding)} ", _KEY)
        return Content.assemble(key, (f"{label} ", _LABEL)).stylize(Style.from_meta({"key": binding.key}))
