"""What is typed faster than a field opens goes into that field.

A key goes to what has the focus when it arrives, and a key before it may still be
opening a field: over a slow line both arrive together. What nobody took comes up
to the program, and by then the field is there, or about to be.
"""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input


class TypingAhead(App[None]):
    """A program whose fields lose no letter."""

    def on_key(self, event: events.Key) -> None:
        """A letter that what it was sent to did not take."""
        if not event.is_printable:
            return
        screen = self.screen
        if isinstance(self.focused, Input):
            self._give(self.focused, event)
        elif self.focused is None and screen.AUTO_FOCUS is not None:
            screen.call_after_refresh(self._give_first, screen, event)
        else:
            return
        event.stop()
        event.prevent_default()

    def _give_first(self, screen: Screen[object], event: events.Key) -> None:
        """To what a screen that was just laid out begins with; another's keys are commands."""
        if self.screen is screen and self.focused is not None:
            self._give(self.focused, event)

    def _give(self, field: Widget, event: events.Key) -> None:
        field.post_message(events.Key(event.key, event.character))
