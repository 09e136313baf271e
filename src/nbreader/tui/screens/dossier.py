"""Full screens about organisations and metrics: a list left, the place in the paper right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.actions import MetricEntry, Neighbour, OrganisationEntry
from nbreader.errors import NbreaderError, UsageError
from nbreader.tui.commands import bindings, hints
from nbreader.tui.dossier_items import (
    Also,
    Bar,
    FigureRow,
    Item,
    Words,
    can_be_chosen,
    keep_items,
    metric_items,
    organisation_items,
    words_of,
)
from nbreader.tui.paint_dossier import Preview, paint_item, preview_item
from nbreader.tui.screens.holdings import Holdings
from nbreader.tui.screens.lists import ListScreen
from nbreader.tui.screens.targets import Target, in_full, target_of
from nbreader.tui.widgets.bars import HintBar, StatusBar, TitleBar
from nbreader.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from nbreader.tui.screens.looking_up import LookingUp

_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # columns
_AGAIN = 0.5  # seconds between two looks at whether more articles were annotated


class ItemRows(Rows[Item]):
    """The cursor stands on what can be opened."""

    def can_hold_cursor(self, item: Item) -> bool:
        return can_be_chosen(item)


class PreviewRows(Rows[Preview], can_focus=False):
    """What the cursor stands on, in full: nothing there to choose."""

    def can_hold_cursor(self, item: Preview) -> bool:
        return False


@dataclass
class Made(Message):
    """The items of the list, or of the preview beside it."""

    items: tuple[Item, ...]
    beside: bool = False


@dataclass
class Looked(Message):
    """What the cursor stands on, in full."""

    preview: Preview


class DossierScreen(ListScreen[Target | None], inherit_bindings=False):
    """What the screens share; answers with the place to open in the reader."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        only=("filter", "back", "next-panel", "organisation-page", "metric-page", "copy")
    )
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS
    AUTO_FOCUS = "#dossier-list"
    name_asked = metric_asked = ""  # whose page it is, if it is one
    title_words = ""
    nothing = ""
    typed = ""  # what a list was asked for that is too long to be shown whole

    def __init__(self, reader: LookingUp) -> None:
        super().__init__()
        self._reader = reader
        self._items: tuple[Item, ...] = ()
        self._known: tuple[object, ...] = ()  # what was there when the list was made

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Horizontal(id="dossier"):
            yield ItemRows(paint_item, tall=True, id="dossier-list")
            yield PreviewRows(preview_item, tall=True, id="dossier-preview")
        with Horizontal(id="bar"):
            yield Static("/", id="slash", markup=False)
            yield Input(id="filter", placeholder="筛选：词语、拼音首字母", compact=True)
            yield StatusBar()
        yield HintBar()

    def on_mount(self) -> None:
        title = self.query_one(TitleBar)
        title.left, title.right = self.title_words, "? 帮助"
        self.query_one(StatusBar).beside_field = True
        self.query_one(HintBar).hints = hints("dossier", self._reader.keymap)
        self.set_interval(_AGAIN, self.look_again)
        self.look_again()

    # What is listed

    def make_items(self, holdings: Holdings) -> tuple[Item, ...]:
        """The items of the list; called on another thread."""
        raise NotImplementedError

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

    def look_again(self) -> None:
        """Make the list anew if more articles were annotated since."""
        if self._items and self._reader.holdings().by_name:
            return  # what the library says does not hang on what is open
        session = self._reader.session
        counts = len(session.annotations), len(session.linked), session.annotated
        known = (session.shelf, *counts)
        if known == self._known:
            return
        self._known = known
        missing = sum(i not in session.annotations for i in session.shelf.order)
        self.query_one(StatusBar).place = f"还有 {missing} 篇没有读完" if missing else ""
        self._make(self._reader.holdings())

    @work(thread=True, group="dossier", exclusive=True, description="dossier")
    def _make(self, holdings: Holdings) -> None:
        worker = get_current_worker()
        try:
            items = self.make_items(holdings)
        except NbreaderError as error:
            items = (_told(error),)
        if not worker.is_cancelled:
            self.post_message(Made(items))

    @on(Made)
    def _take(self, event: Made) -> None:
        if event.beside:
            self._preview_rows.show([Preview(item) for item in event.items])
            return
        self._items = event.items
        self.refresh_list(keep=True)

    def refresh_list(self, *, keep: bool = False) -> None:
        """Show the items that match the words; the cursor stays on its item if it can."""
        status, words = self.query_one(StatusBar), self.query_one("#filter", Input).value
        total = sum(map(can_be_chosen, self._items))
        items = self._items
        if words.strip() and words != self.typed:
            texts = [(words_of(item),) for item in items]
            try:
                items = keep_items(items, frozenset(actions.find_names(words, texts)))
            except UsageError as error:  # what was shown last stays
                status.found, status.trouble = str(error), True
                return
        count = sum(map(can_be_chosen, items))
        status.trouble = bool(words.strip()) and not count
        status.found = f"{count} / {total}" if words.strip() else f"{total} 条"
        before = self.current if keep else None
        at = items.index(before) if before in items else None
        self.rows.show(items or (Words(self.nothing),), at if keep else 0)
        self._look()

    # Beside the list

    @property
    def _preview_rows(self) -> PreviewRows:
        return self.query_one(PreviewRows)

    @on(Rows.Moved, "#dossier-list")
    def _look(self) -> None:
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
                items = organisation_items(holdings.organisation(_name(item)))
            else:
                items = metric_items(holdings.metric(item.metric))
        except NbreaderError as error:
            items = (_told(error),)
        if not worker.is_cancelled:
            self.post_message(Made(items, beside=True))

    @work(thread=True, group="beside", exclusive=True, description="in full")
    def _show_in_full(self, item: Item, holdings: Holdings) -> None:
        worker = get_current_worker()
        try:
            preview = in_full(item, holdings)
        except NbreaderError as error:
            preview = Preview(_told(error))
        if not worker.is_cancelled:
            self.post_message(Looked(preview))

    @on(Looked)
    def _take_preview(self, event: Looked) -> None:
        self._preview_rows.show([event.preview], 0)

    # Keys

    @on(Rows.Chosen, "#dossier-list")
    def _open(self, event: Rows.Chosen) -> None:
        item: Item = event.item
        if isinstance(item, OrganisationEntry | Neighbour):
            self.open_organisation(_name(item))
        elif isinstance(item, MetricEntry | Also):
            self.open_metric(item.metric)
        elif (target := target_of(item)) is not None:
            self.dismiss(target)

    def open_organisation(self, name: str) -> None:
        """Lay the page of an organisation over this one."""
        self.app.push_screen(OrganisationScreen(self._reader, name), self._pass_on)

    def open_metric(self, metric: str) -> None:
        """Lay the page of a metric over this one."""
        self.app.push_screen(MetricScreen(self._reader, metric), self._pass_on)

    def _pass_on(self, target: Target | None) -> None:
        if target is not None:
            self.dismiss(target)

    def action_organisation_page(self) -> None:
        """The page of the organisation that a figure is told of; else the list of all."""
        item = self.current
        if isinstance(item, OrganisationEntry | Neighbour):
            self.open_organisation(_name(item))
            return
        subject = item.datum.subject if isinstance(item, FigureRow | Bar) else ""
        known = {each.name for each in self._reader.session.organisations}
        if subject in known and subject != self.name_asked:
            self.open_organisation(subject)
        elif not isinstance(self, OrganisationsScreen):
            self.app.push_screen(OrganisationsScreen(self._reader), self._pass_on)

    def action_metric_page(self) -> None:
        """The page of the metric that a figure counts; else the list of all."""
        item = self.current
        metric = item.datum.metric if isinstance(item, FigureRow | Bar) else ""
        if isinstance(item, MetricEntry | Also):
            metric = item.metric
        if metric and metric != self.metric_asked:
            self.open_metric(metric)
        elif not isinstance(self, MetricsScreen):
            self.app.push_screen(MetricsScreen(self._reader), self._pass_on)

    def action_copy(self) -> None:
        """Put the figures that are listed on the clipboard, for a spreadsheet."""
        from nbreader.tui.tsv import origin_cells, placed_figures_tsv, source_cells

        shelf = self._reader.session.shelf
        figures = [
            (item.datum.figure, source_cells(place) if place else origin_cells(item.datum.origin))
            for item in self.rows.items
            if isinstance(item, FigureRow)
            for place in (shelf.place(item.datum.origin.article_id),)
        ]
        if figures:
            self.app.copy_to_clipboard(placed_figures_tsv(figures))
            self._reader.say(f"已复制 {len(figures)} 行，可粘贴到电子表格")
        else:
            self._reader.say("这里没有数据可复制")

    @on(Input.Changed, "#filter")
    def _type(self, event: Input.Changed) -> None:
        holdings = self._reader.holdings()
        if holdings.by_name and isinstance(self, OrganisationsScreen | MetricsScreen):
            self.typed = event.value
            self._make(holdings)
        else:
            self.refresh_list()


class OrganisationScreen(DossierScreen):
    """All that the open pages say of one organisation."""

    title_words = "机构"

    def __init__(self, reader: LookingUp, name: str) -> None:
        super().__init__(reader)
        self.name_asked = name
        self.title_words = f"机构  {name}"
        self.nothing = f"没有读到“{name}”"

    def make_items(self, holdings: Holdings) -> tuple[Item, ...]:
        return organisation_items(holdings.organisation(self.name_asked))


class MetricScreen(DossierScreen):
    """The values of one metric in the open pages."""

    title_words = "指标"

    def __init__(self, reader: LookingUp, metric: str) -> None:
        super().__init__(reader)
        self.metric_asked = metric.partition(" ")[0]
        self.title_words = f"指标  {self.metric_asked}"
        self.nothing = f"没有读到“{metric}”"

    def make_items(self, holdings: Holdings) -> tuple[Item, ...]:
        return metric_items(holdings.metric(self.metric_asked))


class OrganisationsScreen(DossierScreen):
    """All organisations that the open pages name."""

    title_words = "所有机构"
    nothing = "没有这样的机构"

    def make_items(self, holdings: Holdings) -> tuple[Item, ...]:
        return holdings.organisations(self.typed)


class MetricsScreen(DossierScreen):
    """All metrics that the open pages have figures of."""

    title_words = "所有指标"
    nothing = "没有这样的指标"

    def make_items(self, holdings: Holdings) -> tuple[Item, ...]:
        return holdings.metrics(self.typed)


def _name(item: OrganisationEntry | Neighbour) -> str:
    return item.name if isinstance(item, Neighbour) else item.organisation.name


def _told(error: NbreaderError) -> Words:
    """What is shown where the library cannot be read."""
    return Words(str(error), "bad")
