"""Full screens about organisations and metrics: a list left, the place in the paper right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.actions import Listing, MetricEntry, Neighbour, OrganisationEntry
from nbreader.errors import NbreaderError, UsageError
from nbreader.tui.commands import bindings, hints
from nbreader.tui.dossier_items import (
    Also,
    Bar,
    FigureRow,
    Item,
    More,
    Words,
    can_be_chosen,
    is_counted,
    keep_items,
    metric_items,
    organisation_items,
    words_of,
)
from nbreader.tui.paint_dossier import paint_item, preview_item
from nbreader.tui.screens.holdings import NEWEST, Holdings
from nbreader.tui.screens.previewed import PreviewedScreen, name_of, told
from nbreader.tui.screens.targets import Target, target_of
from nbreader.tui.widgets.bars import HintBar, StatusBar, TitleBar
from nbreader.tui.widgets.dossier import ItemRows, Made, PreviewRows
from nbreader.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from nbreader.tui.screens.looking_up import LookingUp

_AGAIN = 0.5  # seconds between two looks at whether more articles were annotated
_AHEAD = 8  # lines before the last at which those that follow are fetched


class DossierScreen(PreviewedScreen, inherit_bindings=False):
    """What the screens share; answers with the place to open in the reader."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        only=("filter", "back", "next-panel", "organisation-page", "metric-page", "copy")
    )
    AUTO_FOCUS = "#dossier-list"
    name_asked = metric_asked = ""  # whose page it is, if it is one
    title_words = ""
    nothing = ""

    def __init__(self, reader: LookingUp) -> None:
        super().__init__(reader)
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

    def make_items(self, holdings: Holdings) -> Made:
        """The items of the list; called on another thread."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Make the list anew if more articles were annotated since."""
        holdings, session = self._reader.holdings(), self._reader.session
        if self._items and holdings.by_name:
            return  # what the library says does not hang on what is open
        counts = len(session.annotations), len(session.linked), session.annotated
        known = (session.shelf, *counts)
        if known == self._known:
            return
        self._known = known
        if not holdings.by_name:  # the library has read all that it holds
            missing = sum(i not in session.annotations for i in session.shelf.order)
            self.query_one(StatusBar).place = f"还有 {missing} 篇没有读完" if missing else ""
        self.make_again(holdings)

    @work(thread=True, group="dossier", exclusive=True, description="dossier")
    def make_again(self, holdings: Holdings) -> None:
        """Make the items of the list."""
        worker = get_current_worker()
        try:
            made = self.make_items(holdings)
        except NbreaderError as error:
            made = Made((told(error),))
        if not worker.is_cancelled:
            self.post_message(made)

    @on(Made)
    def _take(self, event: Made) -> None:
        self.take(event)

    def take(self, made: Made) -> None:
        """Show what was made."""
        self._items = made.items
        self.refresh_list(keep=True)

    def refresh_list(self, *, keep: bool = False) -> None:
        """Show the items that match the words; the cursor stays on its item if it can."""
        status, words = self.query_one(StatusBar), self.query_one("#filter", Input).value
        items = self._items
        if self.is_narrowed(words):
            texts = [(words_of(item),) for item in items]
            try:
                items = keep_items(items, frozenset(actions.find_names(words, texts)))
            except UsageError as error:  # what was shown last stays
                status.found, status.trouble = str(error), True
                return
        status.found = self.count_words(items, words)
        status.trouble = bool(words.strip()) and not any(map(can_be_chosen, items))
        before = self.current if keep else None
        at = items.index(before) if before in items else None
        if isinstance(before, More):
            at = len(items) - 1
        self.rows.show(items or (Words(self.nothing),), at if keep else 0)
        self.look()

    def is_narrowed(self, words: str) -> bool:
        """Whether the words of the field are looked for in the items that there are."""
        return bool(words.strip())

    def count_words(self, items: Sequence[Item], words: str) -> str:
        """How many of the items are shown, or how many there are."""
        count, total = (sum(map(is_counted, each)) for each in (items, self._items))
        return f"{count} / {total}" if words.strip() else f"{total} 条"

    # Keys

    @on(Rows.Chosen, "#dossier-list")
    def _open(self, event: Rows.Chosen) -> None:
        item: Item = event.item
        if isinstance(item, OrganisationEntry | Neighbour):
            self.open_organisation(name_of(item))
        elif isinstance(item, MetricEntry | Also):
            self.open_metric(item.metric)
        elif isinstance(item, More):
            self.show_more()
        elif (target := target_of(item)) is not None:
            self.dismiss(target)

    def show_more(self) -> None:
        """Make the page of more articles."""

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
            self.open_organisation(name_of(item))
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
        self.narrow(event.value)

    def narrow(self, words: str) -> None:
        """Show what matches the words."""
        self.refresh_list()


class PageScreen(DossierScreen):
    """The page of one name: of the library's articles the newest, and more when asked."""

    newest = NEWEST

    def show_more(self) -> None:
        self.newest *= 2
        self.query_one(StatusBar).place = "正在往前列……"
        self.make_again(self._reader.holdings())

    def take(self, made: Made) -> None:
        if self._reader.holdings().by_name:
            self.query_one(StatusBar).place = ""
        super().take(made)

    def page(self, items: tuple[Item, ...], *, more: bool) -> Made:
        """The page, with a last line where it leaves articles out."""
        return Made((*items, More(self.newest)) if more else items)


class ListOfAllScreen(DossierScreen):
    """All names; of a library's those that hold what is typed, as far as one goes down."""

    typed = ""  # what the list was asked for
    total: int | None = None  # lines of the library's list
    asked = 0  # behind how many lines those were asked for that are on their way

    def listing(self, holdings: Holdings, typed: str, after: int) -> Listing[Any]:
        """A stretch of the list; called on another thread."""
        raise NotImplementedError

    def make_items(self, holdings: Holdings) -> Made:
        return self._stretch(holdings, self.typed, 0)

    def _stretch(self, holdings: Holdings, typed: str, after: int) -> Made:
        found = self.listing(holdings, typed, after)
        total = found.total if holdings.by_name else None
        return Made(found.entries, total=total, typed=typed, after=after)

    def take(self, made: Made) -> None:
        if made.typed not in (None, self.typed):
            return
        self.total = made.total
        if made.after:
            self._items = (*self._items, *made.items)
            self.rows.append(made.items)
        else:
            self.asked = 0
            super().take(made)

    def narrow(self, words: str) -> None:
        holdings = self._reader.holdings()
        if holdings.by_name:
            self.typed = words
            self.make_again(holdings)
        else:
            self.refresh_list()

    def is_narrowed(self, words: str) -> bool:
        return self.total is None and super().is_narrowed(words)

    def count_words(self, items: Sequence[Item], words: str) -> str:
        return super().count_words(items, words) if self.total is None else f"{self.total} 条"

    @on(Rows.Moved, "#dossier-list")
    def _fetch_ahead(self) -> None:
        shown = len(self._items)
        if self.total is None or shown >= self.total or self.asked == shown:
            return
        if self.rows.cursor >= shown - _AHEAD:
            self.asked = shown
            self._fetch(self._reader.holdings(), self.typed, shown)

    @work(thread=True, group="more", description="more")
    def _fetch(self, holdings: Holdings, typed: str, after: int) -> None:
        try:
            made = self._stretch(holdings, typed, after)
        except NbreaderError as error:
            made = Made((told(error),))
        self.post_message(made)


class OrganisationScreen(PageScreen):
    """All that the open pages say of one organisation."""

    title_words = "机构"

    def __init__(self, reader: LookingUp, name: str) -> None:
        super().__init__(reader)
        self.name_asked = name
        self.title_words = f"机构  {name}"
        self.nothing = f"没有读到“{name}”"

    def make_items(self, holdings: Holdings) -> Made:
        dossier = holdings.organisation(self.name_asked, self.newest)
        return self.page(organisation_items(dossier), more=dossier.more)


class MetricScreen(PageScreen):
    """The values of one metric in the open pages."""

    title_words = "指标"

    def __init__(self, reader: LookingUp, metric: str) -> None:
        super().__init__(reader)
        self.metric_asked = metric.partition(" ")[0]
        self.title_words = f"指标  {self.metric_asked}"
        self.nothing = f"没有读到“{metric}”"

    def make_items(self, holdings: Holdings) -> Made:
        dossier = holdings.metric(self.metric_asked, self.newest)
        return self.page(metric_items(dossier), more=dossier.more)


class OrganisationsScreen(ListOfAllScreen):
    """All organisations that the open pages name."""

    title_words = "所有机构"
    nothing = "没有这样的机构"

    def listing(self, holdings: Holdings, typed: str, after: int) -> Listing[OrganisationEntry]:
        return holdings.organisations(typed, after)


class MetricsScreen(ListOfAllScreen):
    """All metrics that the open pages have figures of."""

    title_words = "所有指标"
    nothing = "没有这样的指标"

    def listing(self, holdings: Holdings, typed: str, after: int) -> Listing[MetricEntry]:
        return holdings.metrics(typed, after)
