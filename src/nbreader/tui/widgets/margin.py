"""The right column: figures, organisations, pictures and doubts of the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from nbreader.tui.commands import bindings
from nbreader.tui.ink import Overlay, PrintedLine, Run
from nbreader.tui.paint import Item, paint_note
from nbreader.tui.widgets.inked import LineWidget
from nbreader.tui.widgets.rows import Rows

TABS = {"figures": "数据", "organisations": "机构", "pictures": "图片", "doubts": "存疑"}
_ENTRIES = frozenset({"figure", "organisation", "picture", "doubt"})
_FOUND_LATER = ("figures", "organisations")
_GAP = 2  # cells between two tabs, one where they would not fit side by side
_NOTHING = {
    "figures": "这篇没有数据",
    "organisations": "这篇没有提到机构",
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
        yield PrintedLine(tuple(self._runs(width)))
        yield PrintedLine()

    def _runs(self, width: int) -> Iterable[Run]:
        for name, tail in self._tails(width).items():
            yield Run(TABS[name], "tab-now" if name == self.tab else "tab")
            yield Run(tail, "quiet")

    def _tails(self, width: int) -> dict[str, str]:
        """What stands behind each label: a blank, the count, and the gap to the next tab.

        Where counts are long the gaps give way, then the blanks, so that every count shows.
        """
        counts = [str(self.counts.get(name, 0)) for name in TABS]
        bare = sum(map(len, counts)) + 2 * sum(map(len, TABS.values()))
        gaps = len(TABS) - 1
        shapes = ((1, _GAP), (1, 1), (0, 1), (0, 0))
        blank, gap = next(
            (
                (blank, gap)
                for blank, gap in shapes
                if bare + blank * len(TABS) + gap * gaps <= width
            ),
            shapes[-1],
        )
        return {
            name: " " * blank + count + " " * gap for name, count in zip(TABS, counts, strict=True)
        }

    def on_click(self, event: events.Click) -> None:
        """The tab under the mouse."""
        at = event.x - self.styles.padding.left
        for name, tail in self._tails(self.size.width).items():
            at -= 2 * len(TABS[name]) + len(tail)
            if at < 0:
                self.post_message(self.Picked(name))
                return


class MarginRows(Rows[Item]):
    """The items of one tab."""

    BINDINGS = bindings("panel")

    def __init__(self) -> None:
        super().__init__(lambda item, width: (), tall=True)
        self.hits: Sequence[tuple[int, int]] = ()

    def lines_of(self, index: int) -> Sequence[PrintedLine]:
        """The painted item; what stands in columns is painted together."""
        self._forget_other_width()
        if not self._painted:
            self._painted = dict(enumerate(self._paint_all(self.size.width)))
        return self._painted[index]

    def _paint_all(self, width: int) -> list[Sequence[PrintedLine]]:
        kinds = {item.kind for item in self.items}
        if kinds & {"figure", "organisation", "order", "keywords"}:
            from nbreader.tui.paint_figures import (
                paint_figures,
                paint_keywords,
                paint_organisations,
            )

            in_columns = paint_figures if "figure" in kinds else paint_organisations
            lines: list[Sequence[PrintedLine]] = [(n,) for n in in_columns(self.items, width)]
            for index, item in enumerate(self.items):
                if item.kind == "keywords":
                    lines[index] = paint_keywords(item, width)
            return lines
        return [paint_note(item, width) for item in self.items]

    def can_hold_cursor(self, item: Item) -> bool:
        return item.kind in _ENTRIES

    def overlays(self, index: int) -> Sequence[Overlay]:
        """Hits in captions, and figures that are part of a hit."""
        item = self.items[index]
        if item.kind == "picture":
            return [Overlay(start, end, "hit") for start, end in self.hits]
        if any(start < item.end and item.start < end for start, end in self.hits):
            return [Overlay(item.start, item.end, "hit")]
        return ()


class Margin(Vertical):
    """Four lists of which one shows."""

    tab = reactive("figures", init=False)

    @dataclass
    class Looked(Message):
        """The reader looks at an item; `chosen` if Enter was pressed on it."""

        item: Item
        chosen: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: dict[str, tuple[Item, ...]] = dict.fromkeys(TABS, ())
        self.waiting = False  # figures and organisations are still being found

    def compose(self) -> ComposeResult:
        yield MarginTabs()
        yield MarginRows()

    @property
    def rows(self) -> MarginRows:
        """The list that shows."""
        return self.query_one(MarginRows)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        rows = self.rows
        item = rows.items[rows.cursor] if rows.cursor < len(rows.items) else None
        return item if item is not None and rows.can_hold_cursor(item) else None

    def show(self, items: Mapping[str, Sequence[Item]], *, waiting: bool = False) -> None:
        """Show these items in their tabs; tabs not named keep theirs, and the cursor its item."""
        self.waiting = waiting
        before = self.current
        self.items = {**self.items, **{name: tuple(group) for name, group in items.items()}}
        self._fill()
        if before is not None:
            self._point_at(before.start, before.kind)

    def _point_at(self, start: int, kind: str) -> None:
        for index, item in enumerate(self.rows.items):
            if (item.start, item.kind) == (start, kind):
                self.rows.place_cursor(index)
                return

    def follow(self, start: int, end: int) -> None:
        """Put the cursor on the first item in or behind these characters."""
        rows = self.rows
        behind = [
            (item.start, index)
            for index, item in enumerate(rows.items)
            if rows.can_hold_cursor(item) and item.end > start
        ]
        if behind:
            rows.place_cursor(min(behind)[1])

    def light(self, hits: Sequence[tuple[int, int]]) -> None:
        """Light the hits of the filter."""
        self.rows.hits = tuple(hits)
        self.rows.refresh()

    def watch_tab(self) -> None:
        self._fill()

    def _fill(self) -> None:
        tabs = self.query_one(MarginTabs)
        tabs.tab = self.tab
        tabs.counts = {
            name: sum(item.kind in _ENTRIES for item in group) for name, group in self.items.items()
        }
        items = self.items[self.tab]
        if not any(item.kind in _ENTRIES for item in items):
            items = (*items, Item(0, 0, "hint", self._nothing(items)))
        self.rows.show(items, 0)

    def _nothing(self, items: Sequence[Item]) -> str:
        if self.waiting and self.tab in _FOUND_LATER:
            return "……"
        chosen = any(item.kind == "order" for item in items)
        return "这篇没有这一类 · w 换一类" if chosen else _NOTHING[self.tab]

    @on(MarginTabs.Picked)
    def _pick(self, event: MarginTabs.Picked) -> None:
        event.stop()
        self.tab = event.tab

    @on(Rows.Moved)
    def _look(self, event: Rows.Moved) -> None:
        event.stop()
        if self.rows.has_focus:
            self.post_message(self.Looked(event.item, chosen=False))

    @on(Rows.Chosen)
    def _choose(self, event: Rows.Chosen) -> None:
        event.stop()
        self.post_message(self.Looked(event.item, chosen=True))
