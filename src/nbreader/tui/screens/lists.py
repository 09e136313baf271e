"""Full screens of a list that a field narrows: between list and field it is the same keys."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

Answer = TypeVar("Answer")

BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # columns, from which there is a preview


class ListScreen(Screen[Answer], inherit_bindings=False):
    """A list with a field `#filter`; it answers None when it is left."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    @property
    def rows(self) -> Widget:
        """The list."""
        raise NotImplementedError

    @on(Input.Submitted, "#filter")
    def _enter_words(self) -> None:
        self.rows.focus()

    def action_filter(self) -> None:
        # At once: `focus` waits behind the letters that were typed after the key.
        self.set_focus(self.query_one("#filter", Input))

    def action_back(self) -> None:
        field = self.query_one("#filter", Input)
        if field.has_focus or field.value:
            field.value = ""
            self.rows.focus()
        else:
            self.dismiss(None)

    def action_next_panel(self) -> None:
        self.rows.focus()
