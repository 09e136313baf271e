"""A list with what the cursor stands on beside it: a page in short, or a paragraph in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from nbreader.actions import MetricEntry, Neighbour, OrganisationEntry
from nbreader.errors import NbreaderError
from nbreader.tui.dossier_items import (
    Also,
    Item,
    Words,
    can_be_chosen,
    metric_items,
    organisation_items,
)
from nbreader.tui.paint_dossier import Preview
from nbreader.tui.screens.holdings import Holdings
from nbreader.tui.screens.lists import ListScreen
from nbreader.tui.screens.targets import Target, in_full
from nbreader.tui.widgets.dossier import Beside, ItemRows, Looked, PreviewRows
from nbreader.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from nbreader.tui.screens.looking_up import LookingUp


class PreviewedScreen(ListScreen[Target | None], inherit_bindings=False):
    """A list about organisations or metrics, with a preview where the screen is wide."""

    def __init__(self, reader: LookingUp) -> None:
        super().__init__()
        self._reader = reader

    @property
    def rows(self) -> ItemRows:
        """The list."""
        return self.query_one(ItemRows)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        rows = self.rows
        item = rows.items[rows.cursor] if rows.cursor < len(rows.items) else None
        return item if item is not None and can_be_chosen(item) else None

    @property
    def _preview_rows(self) -> PreviewRows:
        return self.query_one(PreviewRows)

    @on(Rows.Moved, "#dossier-list")
    def look(self) -> None:
        """Show the paragraph that prints what the cursor stands on."""
        self.workers.cancel_group(self, "beside")
        if self.has_class("-narrow"):
            return
        item = self.current
        if isinstance(item, OrganisationEntry | MetricEntry | Neighbour | Also):
            self._make_beside(item, self._reader.holdings())
        elif item is not None:
            holdings = self._reader.holdings()
            if holdings.by_name:  # a look into the library is no work for this thread
                self._show_in_full(item, holdings)
            else:
                self._preview_rows.show([in_full(item, holdings)], 0)
        else:
            self._preview_rows.show([], 0)

    @work(thread=True, group="beside", exclusive=True, description="beside")
    def _make_beside(
        self, item: OrganisationEntry | MetricEntry | Neighbour | Also, holdings: Holdings
    ) -> None:
        worker = get_current_worker()
        try:
            if isinstance(item, OrganisationEntry | Neighbour):
                items = organisation_items(holdings.organisation(name_of(item)))
            else:
                items = metric_items(holdings.metric(item.metric))
        except NbreaderError as error:
            items = (told(error),)
        if not worker.is_cancelled:
            self.post_message(Beside(items))

    @work(thread=True, group="beside", exclusive=True, description="in full")
    def _show_in_full(self, item: Item, holdings: Holdings) -> None:
        worker = get_current_worker()
        try:
            preview = in_full(item, holdings)
        except NbreaderError as error:
            preview = Preview(told(error))
        if not worker.is_cancelled:
            self.post_message(Looked(preview))

    @on(Beside)
    def _take_beside(self, event: Beside) -> None:
        self._preview_rows.show([Preview(item) for item in event.items])

    @on(Looked)
    def _take_preview(self, event: Looked) -> None:
        self._preview_rows.show([event.preview], 0)


def name_of(item: OrganisationEntry | Neighbour) -> str:
    """The full name of an organisation that a list names."""
    return item.name if isinstance(item, Neighbour) else item.organisation.name


def told(error: NbreaderError) -> Words:
    """What is shown where the library cannot be read."""
    return Words(str(error), "bad")
