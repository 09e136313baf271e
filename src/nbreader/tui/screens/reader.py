"""The reading screen: outline, article, margin, and the keys that work there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Static

from nbreader.model import Page, Refused
from nbreader.tui.commands import bindings
from nbreader.tui.screens.base import Session
from nbreader.tui.screens.gathering import Gathering
from nbreader.tui.shelf import Arrivals, Shelf
from nbreader.tui.steps import Steps
from nbreader.tui.widgets.article import ArticleView
from nbreader.tui.widgets.bars import HintBar, StatusBar, TitleBar
from nbreader.tui.widgets.margin import Margin
from nbreader.tui.widgets.outline import Outline

if TYPE_CHECKING:
    from nbreader.actions import Progress

TOO_SMALL = "窗口太小：至少要 40 列 12 行"
_LEAST, _MOST = 20, 60  # characters a line

_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-broad")]  # columns


class ReaderScreen(Gathering):
    """The article in the light, the tree and the panels in the margin."""

    BINDINGS = bindings("reader")
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS
    AUTO_FOCUS = "#article"

    def __init__(
        self,
        session: Session,
        opened: list[Page | Refused],
        rest: Iterator[Page | Refused],
        shelf: Shelf,
        notice: str = "",
    ) -> None:
        super().__init__(session)
        self._notice = notice
        self.placements = {}
        self.unsaved = []
        self.steps = Steps()
        self._folded = {}
        self.arrivals, self._rest = Arrivals(opened), rest
        session.shelf = shelf

    def compose(self) -> ComposeResult:
        settings = self.session.settings
        # Known before there are widgets, so that they need not be styled and laid out twice.
        size = self._laid_out = self.app.size
        width = [name for least, name in _BREAKPOINTS if size.width >= least][-1]
        self.add_class(width, update=False)
        self.set_class(_is_tiny(size), "-tiny", update=False)
        self.set_class(not settings.tree, "-no-outline", update=False)
        self.set_class(not settings.panels, "-no-margin", update=False)
        yield TitleBar()
        with Horizontal(id="columns"):
            yield Outline(id="outline")
            yield ArticleView(id="article")
            yield Margin(id="margin")
        with Vertical(id="bottom"):
            yield Static("─" * 400, id="rule", markup=False)
            with Horizontal(id="bar"):
                yield StatusBar()
            yield HintBar()
        yield Static(TOO_SMALL, id="too-small", markup=False)

    def on_mount(self) -> None:
        settings = self.session.settings
        self.view.set_reactive(ArticleView.measure, settings.measure)
        self.view.sheets.fold_width = settings.fold_width
        self.margin.set_reactive(Margin.tab, settings.panel)
        self.follow_view()
        shelf, last = self.session.shelf, self.session.places.open_article
        self.open_article(last if last in shelf else next(iter(shelf.order), ""))
        self.refresh_field()

    def on_screen_suspend(self) -> None:
        """What was said here is not left standing on the screen that opens."""
        self.app.clear_notifications()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out another size: not the same again, and none that a newer one overtook."""
        if event.size != self.app.size or event.size == self._laid_out:
            event.prevent_default()
            return
        self._laid_out = event.size
        self.set_class(_is_tiny(event.size), "-tiny")
        self.call_after_refresh(self.refresh_status)
        self.call_after_refresh(self.refresh_field)

    def go_on(self) -> None:
        """After the first paint: the other pages, the bookmarks, what the settings lack."""
        gc.freeze()  # what is loaded by now stays: no need to look through it at each collection
        gc.enable()
        self.refresh_status()
        self.mount_field()
        self.open_others()
        if self._notice:
            self.say(self._notice)
        for complaint in self.session.settings.complaints:
            self.say(complaint, bad=True)

    def open_others(self) -> None:
        """Open what the first screen could do without."""
        self.open_rest(self._rest)

    def gathered(self, progress: Progress) -> None:
        """The samples give way to what was added to an empty library."""
        from nbreader.tui.app import ReaderApp

        if self._notice and progress.added and isinstance(self.app, ReaderApp):
            self.app.open_library()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """N is the previous hit while a filter is on; d drops a search where one is pointed at."""
        if action == "previous_hit":
            return self.session.hits is not None
        if action == "note":
            return self.session.hits is None or self.view.visual is not None
        if action == "drop_search":
            return self.context == "saved"
        return True

    def on_descendant_focus(self) -> None:
        if self.view.has_focus and {"-outline-open", "-margin-open"} & self.classes:
            self.remove_class("-outline-open", "-margin-open")  # no drawer lies over what is read
            self.call_after_refresh(self.view.refresh)  # nor halves of characters where it ended
        self.refresh_hints()

    # Moving

    def action_previous_article(self) -> None:
        self.go_beside(-1)

    def action_next_article(self) -> None:
        self.go_beside(1)

    def action_next_panel(self) -> None:
        self._change_column(1)

    def action_previous_panel(self) -> None:
        self._change_column(-1)

    def _change_column(self, step: int) -> None:
        columns = [self.outline, self.view, self.margin.rows]
        if self.has_class("-no-outline") and not self.has_class("-narrow"):
            columns.remove(self.outline)
        if self.has_class("-no-margin") and not self.has_class("-narrow"):
            columns.remove(self.margin.rows)
        at = next((n for n, column in enumerate(columns) if column.has_focus), 0)
        self._focus_column(columns[(at + step) % len(columns)])

    def _focus_column(self, column: Outline | ArticleView | object) -> None:
        self.set_class(column is self.outline, "-outline-open")
        self.set_class(column is self.margin.rows, "-margin-open")
        if column is self.outline:
            self.outline.focus()
        elif column is self.margin.rows:
            self.margin.rows.focus()
        else:
            self.view.focus()

    # Columns

    def action_outline(self) -> None:
        """To the outline; from there back to the article, in wide windows hiding it."""
        if not self.outline.has_focus:
            self.remove_class("-no-outline")
            self._focus_column(self.outline)
            return
        self.set_class(not self.has_class("-narrow"), "-no-outline")
        self._focus_column(self.view)

    def action_figures(self) -> None:
        self._show_tab("figures")

    def action_organisations(self) -> None:
        self._show_tab("organisations")

    def action_pictures(self) -> None:
        self._show_tab("pictures")

    def action_doubts(self) -> None:
        self._show_tab("doubts")
        self.margin.follow(*self.standing)

    def _show_tab(self, tab: str) -> None:
        rows = self.margin.rows
        if rows.has_focus and self.margin.tab == tab:
            self.set_class(not self.has_class("-narrow"), "-no-margin")
            self._focus_column(self.view)
            return
        self.remove_class("-no-margin")
        self.margin.tab = tab
        self.margin.follow(*self.standing)
        self._focus_column(rows)

    def action_wider(self) -> None:
        self._set_measure(2)

    def action_narrower(self) -> None:
        self._set_measure(-2)

    def _set_measure(self, change: int) -> None:
        widest = self.view.column[1] // 2  # what fits: a wider wish would change nothing
        now = min(self.view.measure, widest) if change < 0 else self.view.measure
        measure = max(_LEAST, min(_MOST, now + change))
        self.view.measure = measure
        self.change_settings(measure=measure)
        self.say(f"每行 {min(measure, self.view.column[1] // 2)} 字")
        self.refresh_status()

    # Figures and organisations

    def action_next_figure(self) -> None:
        self.go_to_figure(1)

    def action_previous_figure(self) -> None:
        self.go_to_figure(-1)

    def action_next_name(self) -> None:
        self.go_to_name(1)

    def action_previous_name(self) -> None:
        self.go_to_name(-1)

    def action_light_figures(self) -> None:
        self.switch_figures()

    def action_underline_names(self) -> None:
        self.switch_names()

    # Filter

    def action_filter(self) -> None:
        self.start_filter()

    def action_drop_search(self) -> None:
        entry = self.outline.current
        if entry is not None and entry.kind == "search":
            self.drop_search(entry.key)
        else:
            self.say("先在目录里移到一个存着的搜索上")

    def action_next_hit(self) -> None:
        self.go_to_hit(1)

    def action_previous_hit(self) -> None:
        self.go_to_hit(-1)

    def action_back(self) -> None:
        """One step back: selection, drawer, filter, column, the search that led here."""
        if self.view.selected is not None:
            self.stop_selecting()
        elif self.has_class("-filtering"):
            self.leave_filter()
        elif self.has_class("-narrow") and not self.view.has_focus:
            self._focus_column(self.view)
        elif self.unpick() or self.drop_report():
            return
        elif self.session.hits is not None:
            self.leave_filter()
        elif self.back_to_search():
            return
        elif self.view.lit != (0, 0):
            self.view.lit = (0, 0)
        self.view.focus()
        self.refresh_hints()

    # Keeping

    def action_select(self) -> None:
        self.view.focus()
        self.view.start_selecting()
        self.refresh_hints()

    def action_bookmark(self) -> None:
        self.add_bookmark()

    def action_undo(self) -> None:
        self.undo_last()

    def action_note(self) -> None:
        self.write_note()

    def action_copy(self) -> None:
        """What is chosen: in a table of the margin its rows, else words of the text."""
        if self.margin.rows.has_focus and self.margin.tab in ("figures", "organisations"):
            self.copy_table()
        else:
            self.copy_words()

    def action_export(self) -> None:
        self.export(self.session.bookmarks)

    def action_turn_read(self) -> None:
        entry = self.outline.current if self.outline.has_focus else None
        self.turn_below(entry.key if entry is not None else self.session.article_id)

    def action_metadata(self) -> None:
        self.correct_metadata()

    def action_bookmarks(self) -> None:
        """All bookmarks, on a screen of their own."""
        from nbreader.tui.screens.bookmarks import BookmarksScreen

        def go(bookmark_id: str | None) -> None:
            self.bookmark_list = None
            for bookmark in self.session.bookmarks:
                if bookmark.id == bookmark_id:
                    self.open_bookmark(bookmark)

        screen = BookmarksScreen(self)
        self.bookmark_list = screen.refresh_list
        self.app.push_screen(screen, go)


def _is_tiny(size: Size) -> bool:
    """Tell whether a window is too small for a page."""
    return size.width < 40 or size.height < 12
