"""The right column: figures, pictures and doubts of the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from nbreader.tui.ink import Overlay, PrintedLine, Run
from nbreader.tui.paint import Item, paint_figures, paint_note
from nbreader.tui.widgets.inked import LineWidget
from nbreader.tui.widgets.rows import Rows

TABS = {"figures": "数据", "pictures": "图片", "doubts": "存疑"}
_NOTHING = {
    "figures": "这篇没有数据",
    "pictures": "这篇没有图片说明",
    "doubts": "这篇没有存疑之处",
}


class MarginTabs(LineWidget):
    """The names of the tabs, each with its count."""

    tab = reactive("figures")
    counts: reactive[dict[str, int]] = reactive(dict)

    @dataclass
    class Picked(Message):
        """A tab was clicked."""

        tab: str

    def lines(self, width: int) -> Iterable[PrintedLine]:
        yield PrintedLine(tuple(self._runs()))
        yield PrintedLine()

    def _runs(self) -> Iterable[Run]:
        for name, label in TABS.items():
            ink = "tab-now" if name == self.tab else "tab"
            yield Run(label, ink)
            yield Run(f" {self.counts.get(name, 0)}   ", "quiet")

    def on_click(self, event: events.Click) -> None:
        """The tab under the mouse."""
        at = event.x - self.styles.padding.left
        for name, label in TABS.items():
            at -= 2 * len(label) + len(f" {self.counts.get(name, 0)}   ")
            if at < 0:
                self.post_message(self.Picked(name))
                return


class MarginRows(Rows[Item]):
    """The items of one tab."""

    def __init__(self) -> None:
        super().__init__(lambda item, width: (), tall=True)
        self.hits: Sequence[tuple[int, int]] = ()

    def lines_of(self, index: int) -> Sequence[PrintedLine]:
        """The painted item; figures stand in columns, so they are painted together."""
        self._forget_other_width()
        if not self._painted:
            width = self.size.width
            if any(item.kind == "figure" for item in self.items):
                painted = [[line] for line in paint_figures(self.items, width)]
            else:
                painted = [paint_note(item, width) for item in self.items]
            self._painted = dict(enumerate(painted))
        return self._painted[index]

    def can_hold_cursor(self, item: Item) -> bool:
        return item.kind not in ("heading", "hint")

    def overlays(self, index: int) -> Sequence[Overlay]:
        """Hits in captions, and figures that are part of a hit."""
        item = self.items[index]
        if item.kind == "picture":
            return [Overlay(start, end, "hit") for start, end in self.hits]
        if any(start < item.end and item.start < end for start, end in self.hits):
            return [Overlay(item.start, item.end, "hit")]
        return ()


class Margin(Vertical):
    """Three lists of which one shows."""

    tab = reactive("figures", init=False)

    @dataclass
    class Looked(Message):
        """The reader looks at an item; `chosen` if Enter was pressed on it."""

        item: Item
        chosen: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: dict[str, tuple[Item, ...]] = dict.fromkeys(TABS, ())
        self.waiting = False  # the figures are still being found

    def compose(self) -> ComposeResult:
        yield MarginTabs()
        yield MarginRows()

    @property
    def rows(self) -> MarginRows:
        """The list that shows."""
        return self.query_one(MarginRows)

    def show(self, items: Mapping[str, Sequence[Item]], *, waiting: bool = False) -> None:
        """Show these items in their tabs; tabs not named keep theirs."""
        self.waiting = waiting
        self.items = {**self.items, **{name: tuple(group) for name, group in items.items()}}
        self._fill(keep=False)

    def follow(self, start: int, end: int) -> None:
        """Put the cursor on the first item in or behind these characters."""
        rows = self.rows
        for index, item in enumerate(rows.items):
            if rows.can_hold_cursor(item) and item.end > start:
                rows.place_cursor(index)
                return

    def light(self, hits: Sequence[tuple[int, int]]) -> None:
        """Light the hits of the filter."""
        self.rows.hits = tuple(hits)
        self.rows.refresh()

    def watch_tab(self) -> None:
        self._fill(keep=False)

    def _fill(self, *, keep: bool) -> None:
        tabs = self.query_one(MarginTabs)
        tabs.tab = self.tab
        tabs.counts = {
            name: sum(item.kind != "heading" for item in group)
            for name, group in self.items.items()
        }
        items = self.items[self.tab]
        if not items:
            words = "……" if self.waiting and self.tab == "figures" else _NOTHING[self.tab]
            items = (Item(0, 0, "hint", words),)
        self.rows.show(items, None if keep else 0)

    @on(MarginTabs.Picked)
    def _pick(self, event: MarginTabs.Picked) -> None:
        event.stop()
        self.tab = event.tab

    @on(Rows.Moved)
    def _look(self, event: Rows.Moved) -> None:
        event.stop()
        if self.rows.has_focus:
            self.post_message(self.Looked(self.rows.items[event.index], chosen=False))

    @on(Rows.Chosen)
    def _choose(self, event: Rows.Chosen) -> None:
        event.stop()
        self.post_message(self.Looked(self.rows.items[event.index], chosen=True))
