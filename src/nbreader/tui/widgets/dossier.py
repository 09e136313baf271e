"""The list of a page about an organisation or a metric, the preview, and what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from nbreader.actions import MetricEntry, OrganisationEntry
from nbreader.tui.dossier_items import Item, can_be_chosen
from nbreader.tui.paint_dossier import Preview
from nbreader.tui.widgets.rows import Rows


class ItemRows(Rows[Item]):
    """The cursor stands on what can be opened."""

    def can_hold_cursor(self, item: Item) -> bool:
        return can_be_chosen(item)

    def show(self, items: Sequence[Item], cursor: int | None = None) -> None:
        """Show these items; of a long list of names, a line each, those in view are painted."""
        self._tall = not all(isinstance(item, OrganisationEntry | MetricEntry) for item in items)
        super().show(items, cursor)

    def append(self, items: Sequence[Item]) -> None:
        """Add names to a list of names; what stands there stays as it is."""
        self.items = (*self.items, *items)
        self.set_height(len(self.items))
        self.refresh()


class PreviewRows(Rows[Preview], can_focus=False):
    """What the cursor stands on, in full: nothing there to choose."""

    def can_hold_cursor(self, item: Preview) -> bool:
        return False


@dataclass
class Made(Message):
    """The items of the list.

    Of a list that is too long to be shown whole, `total` lines long, those for what
    was `typed`, behind the first `after`.
    """

    items: tuple[Item, ...]
    total: int | None = None
    typed: str | None = None
    after: int = 0


@dataclass
class Beside(Message):
    """The items of the page that the cursor stands on."""

    items: tuple[Item, ...]


@dataclass
class Looked(Message):
    """What the cursor stands on, in full."""

    preview: Preview
