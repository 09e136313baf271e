"""The left column: issue, page, section, article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from nbreader.tui.commands import bindings
from nbreader.tui.ink import Overlay
from nbreader.tui.paint import Entry, paint_entry
from nbreader.tui.widgets.rows import Rows


class Outline(Rows[Entry]):
    """The open issues as a tree; only entries below an open one are ever made."""

    BINDINGS = bindings("outline")

    @dataclass
    class Folded(Message):
        """An entry is to be closed, or opened again."""

        key: str
        close: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(paint_entry, id=id)
        self.lit: dict[str, Sequence[tuple[int, int]]] = {}  # hits in headlines, by article
        self.keywords: Mapping[str, Sequence[str]] = {}  # by article

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def point_at(self, key: str) -> None:
        """Put the cursor on the entry with this key, if it shows."""
        for index, entry in enumerate(self.items):
            if entry.key == key:
                self.place_cursor(index)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; the cursor stays on the entry where it was."""
        key = self.current.key if self.current else ""
        cursor = next((n for n, entry in enumerate(entries) if entry.key == key), None)
        self.show(entries, cursor)

    def overlays(self, index: int) -> Sequence[Overlay]:
        """Hits in the headline."""
        places = self.lit.get(self.items[index].key, ())
        return tuple(Overlay(start, end, "hit") for start, end in places)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The whole headline and the keywords of the article under the mouse."""
        index = self.item_under(event)
        words = self._words_about(self.items[index]) if index is not None else ""
        self.tooltip = Content(words) if words else None

    def _words_about(self, entry: Entry) -> str:
        keywords = self.keywords.get(entry.key, ())
        return f"{entry.label}\n关键词 {' '.join(keywords)}" if keywords else ""

    def action_right(self) -> None:
        self._fold(close=False)

    def action_left(self) -> None:
        """Close the entry, or go to the one it belongs to."""
        if not self.items:
            return
        entry = self.items[self.cursor]
        if entry.open:
            self._fold(close=True)
            return
        for index in range(self.cursor, -1, -1):
            if self.items[index].depth < entry.depth:
                self.cursor = index
                return

    def _fold(self, *, close: bool) -> None:
        if self.items:
            entry = self.items[self.cursor]
            if entry.kind not in ("article", "refused") and entry.open == close:
                self.post_message(self.Folded(entry.key, close))
