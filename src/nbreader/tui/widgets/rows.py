"""A list of lines with a cursor: outline, margin, bookmarks and help are made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from nbreader.tui.commands import bindings
from nbreader.tui.ink import Overlay, PrintedLine, laid_over
from nbreader.tui.widgets.inked import LineView, strip_of

T = TypeVar("T")


class Rows(LineView, Generic[T], can_focus=True):
    """Items, each painted on one or more lines by a pure function.

    Items are painted when they come into view, unless `tall` says that they
    may take several lines each.
    """

    ALLOW_SELECT = False
    BINDINGS = bindings("move")

    cursor: var[int] = var(0, init=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another item; the list may show others by the time this is read."""

        rows: Rows[Any]
        item: Any

        @property
        def control(self) -> Rows[Any]:
            """The list."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """The reader pressed Enter on an item or clicked it."""

        rows: Rows[Any]
        item: Any

        @property
        def control(self) -> Rows[Any]:
            """The list."""
            return self.rows

    def __init__(
        self,
        paint: Callable[[T, int], Sequence[PrintedLine]],
        *,
        tall: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.items: tuple[T, ...] = ()
        self._paint = paint
        self._tall = tall
        self._painted: dict[int, Sequence[PrintedLine]] = {}
        self._painted_width = -1
        self._tops: list[int] = []  # first line of each item, when tall

    def show(self, items: Sequence[T], cursor: int | None = None) -> None:
        """Show these items; the cursor stays where it is if it can."""
        self.items = tuple(items)
        self.lay_out()
        wanted = self.cursor if cursor is None else cursor
        wanted = max(0, min(wanted, len(self.items) - 1))
        self.set_reactive(Rows.cursor, self._nearest(wanted, 1))
        self._keep_in_view()
        self.refresh()

    def can_hold_cursor(self, item: T) -> bool:
        """Tell whether the cursor may stand on an item."""
        return True

    def overlays(self, index: int) -> Sequence[Overlay]:
        """Inks to lay over an item's text."""
        return ()

    def place_cursor(self, index: int) -> None:
        """Put the cursor on an item without a word to anybody."""
        old = self.cursor
        self.set_reactive(Rows.cursor, index)
        self._keep_in_view()
        self._repaint(old, index)

    def _repaint(self, *indices: int) -> None:
        """Paint these items anew."""
        for index in indices:
            if index < len(self.items):
                self.refresh_lines(self._top_of(index), len(self.lines_of(index)))

    def lines_of(self, index: int) -> Sequence[PrintedLine]:
        """The painted lines of an item."""
        self._forget_other_width()
        if index not in self._painted:
            self._painted[index] = self._paint(self.items[index], self.size.width)
        return self._painted[index]

    def _forget_other_width(self) -> None:
        """A list that was hidden is painted again at the width it is shown in."""
        if self._painted_width != self.size.width:
            self._painted.clear()
            self._painted_width = self.size.width

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        line = y + self.scroll_offset.y
        index, part = self._item_at(line)
        if index is None:
            return Strip.blank(self.size.width, self.ground)
        printed = self.lines_of(index)[part]
        inked = PrintedLine(laid_over(printed.runs, self.overlays(index)))
        on_cursor = (
            index == self.cursor and bool(printed.runs) and self.can_hold_cursor(self.items[index])
        )
        ink = ("cursor" if self.has_focus else "cursor-blurred") if on_cursor else ""
        return strip_of(self, inked, self.size.width, ink=ink)

    def _item_at(self, line: int) -> tuple[int | None, int]:
        if not self._tall:
            return (line, 0) if line < len(self.items) else (None, 0)
        index = bisect_right(self._tops, line) - 1
        if index < 0 or line - self._tops[index] >= len(self.lines_of(index)):
            return None, 0
        return index, line - self._tops[index]

    def lay_out(self) -> None:
        """Find out where each item begins."""
        self._fitted = self.size.width
        self._painted.clear()
        height = len(self.items)
        if self._tall:
            self._tops, height = [], 0
            for index in range(len(self.items)):
                self._tops.append(height)
                height += len(self.lines_of(index))
        self.set_height(height)

    def on_resize(self, event: events.Resize) -> None:
        self.lay_out()
        self._keep_in_view()
        self.refresh()  # the new size may have been painted before it was known here

    def watch_cursor(self, old: int, new: int) -> None:
        self._keep_in_view()
        self._repaint(old, new)
        if old != new:
            self.post_message(self.Moved(self, self.items[new]))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def item_under(self, event: events.MouseEvent) -> int | None:
        """The index of the item under the mouse."""
        at = event.get_content_offset(self)
        return None if at is None else self._item_at(at.y + self.scroll_offset.y)[0]

    def on_click(self, event: events.Click) -> None:
        index = self.item_under(event)
        if index is not None and self.can_hold_cursor(self.items[index]):
            self.cursor = index
            self.action_choose()

    def action_choose(self) -> None:
        if self.items and self.can_hold_cursor(self.items[self.cursor]):
            self.post_message(self.Chosen(self, self.items[self.cursor]))

    def action_down(self) -> None:
        self._step(1)

    def action_up(self) -> None:
        self._step(-1)

    def action_page_down(self) -> None:
        self._leap(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        self._leap(-max(1, self.size.height - 2))

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)
        self._move_to(0, 1)

    def action_bottom(self) -> None:
        self._move_to(len(self.items) - 1, -1)

    def _step(self, step: int) -> None:
        wanted = self.cursor + step
        while 0 <= wanted < len(self.items) and not self.can_hold_cursor(self.items[wanted]):
            wanted += step
        if 0 <= wanted < len(self.items):
            self.cursor = wanted
        else:
            self.scroll_relative(y=step, animate=False)

    def _leap(self, lines: int) -> None:
        if not self.items:
            return
        top = self._top_of(self.cursor) + lines
        index, _ = self._item_at(max(0, min(top, self.virtual_size.height - 1)))
        self._move_to(len(self.items) - 1 if index is None else index, 1 if lines > 0 else -1)

    def _move_to(self, index: int, step: int) -> None:
        if self.items:
            self.cursor = self._nearest(max(0, min(index, len(self.items) - 1)), step)

    def _nearest(self, index: int, step: int) -> int:
        """The first item from `index` that may hold the cursor, else the one before."""
        for direction in (step, -step):
            at = index
            while 0 <= at < len(self.items):
                if self.can_hold_cursor(self.items[at]):
                    return at
                at += direction
        return max(0, index)

    def _top_of(self, index: int) -> int:
        return self._tops[index] if self._tall and index < len(self._tops) else index

    def _keep_in_view(self) -> None:
        if self.items and self.is_mounted and self.size.height:  # known once it is laid out
            top = self._top_of(self.cursor)
            # The first item brings what stands above it into view.
            first = 0 if self.cursor == self._nearest(0, 1) else top
            self.scroll_down_to(first, top + len(self.lines_of(self.cursor)))
