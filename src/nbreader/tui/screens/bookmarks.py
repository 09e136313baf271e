"""All bookmarks: filter, open, edit, delete with undo; the passage beside the list."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from nbreader import actions
from nbreader.errors import QueryError
from nbreader.model import Bookmark
from nbreader.tui.commands import bindings, hints
from nbreader.tui.paint_bookmarks import paint_bookmark, preview_bookmark
from nbreader.tui.screens.keeping import Keeping
from nbreader.tui.screens.lists import ListScreen
from nbreader.tui.widgets.bars import HintBar, StatusBar, TitleBar
from nbreader.tui.widgets.field import QueryField
from nbreader.tui.widgets.rows import Rows


class Preview(Rows[Bookmark], can_focus=False):
    """One bookmark in full: nothing there to choose."""

    def can_hold_cursor(self, item: Bookmark) -> bool:
        return False


@dataclass
class Narrowed(Message):
    """The bookmarks among `every` that match; `trouble` is what is wrong with the words."""

    words: str
    every: tuple[Bookmark, ...]
    found: tuple[Bookmark, ...]
    trouble: QueryError | None


class BookmarksScreen(ListScreen[str | None], inherit_bindings=False):
    """The list left, the passage right; answers with the bookmark to open."""

    BINDINGS = bindings("bookmarks", only=("filter", "undo", "export", "back", "next-panel"))
    AUTO_FOCUS = "#kept-list"

    _finding = False  # what matches is not known yet
    _to_export = False  # when it is

    def __init__(self, reader: Keeping) -> None:
        super().__init__()
        self._reader = reader

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Horizontal(id="kept"):
            yield Rows[Bookmark](paint_bookmark, tall=True, id="kept-list")
            yield Preview(preview_bookmark, tall=True, id="kept-preview")
        with Horizontal(id="bar"):
            yield Static("/", id="slash", markup=False)
            yield QueryField("筛选：引文、批注、标签:名、>1亿元", id="filter")
            yield StatusBar()
        yield HintBar()

    def on_mount(self) -> None:
        title = self.query_one(TitleBar)
        title.left, title.right = "书签夹", "? 帮助"
        self.query_one(StatusBar).beside_field = True
        self.query_one(HintBar).hints = hints("bookmarks", self._reader.keymap)
        self.refresh_list()

    @property
    def rows(self) -> Rows[Bookmark]:
        """The list."""
        return self.query_one("#kept-list", Rows)

    @property
    def current(self) -> Bookmark | None:
        """The bookmark under the cursor."""
        items = self.rows.items
        return items[self.rows.cursor] if self.rows.cursor < len(items) else None

    def refresh_list(self) -> None:
        """Show the bookmarks that match, the newest first."""
        field = self.query_one("#filter", QueryField)
        every = self._reader.session.bookmarks
        self.workers.cancel_group(self, "filter")
        self._finding = bool(field.value.strip())
        if self._finding:
            self._find(field.value, every, typing=field.has_focus)
        else:
            self._show(every)

    @work(thread=True, group="filter", exclusive=True, description="filter")
    def _find(self, words: str, every: tuple[Bookmark, ...], *, typing: bool) -> None:
        """Look for the bookmarks that match; the first question after figures takes long."""
        trouble: QueryError | None = None
        found: tuple[Bookmark, ...] = ()
        try:
            found = actions.filter_bookmarks(words, every, typing=typing)
        except QueryError as error:
            trouble = error
        self.post_message(Narrowed(words, every, found, trouble))

    @on(Narrowed)
    def _take(self, event: Narrowed) -> None:
        status, field = self.query_one(StatusBar), self.query_one("#filter", QueryField)
        if (event.words, event.every) != (field.value, self._reader.session.bookmarks):
            return  # it was asked anew
        self._finding, exporting, self._to_export = False, self._to_export, False
        if event.trouble is not None:  # what was shown last stays
            status.found = f"第 {event.trouble.at + 1} 字：{event.trouble.fault}"
            status.trouble = True
            field.mark(event.trouble.at)
            return
        self._show(event.found)
        if exporting:
            self.action_export()

    def _show(self, found: tuple[Bookmark, ...]) -> None:
        status, field = self.query_one(StatusBar), self.query_one("#filter", QueryField)
        field.mark(None)
        words, total = field.value, len(self._reader.session.bookmarks)
        kept = tuple(reversed(found))
        lost = sum(not self._reader.can_open(bookmark) for bookmark in kept)
        status.trouble = bool(words.strip()) and not kept
        status.found = f"{len(kept)} / {total} 条" if words.strip() else f"{total} 条"
        if not total:
            status.found = "还没有书签：在文章里按 b 加一个"
        status.place = f"{lost} 条不在打开的版面里" if lost else ""
        self.rows.show(kept)
        self._preview()

    def _preview(self) -> None:
        current = self.current
        self.query_one("#kept-preview", Rows).show((current,) if current else ())

    @on(Rows.Moved, "#kept-list")
    def _look(self) -> None:
        self._preview()

    @on(Rows.Chosen, "#kept-list")
    def _open(self, event: Rows.Chosen) -> None:
        chosen: Bookmark = event.item
        if self._reader.can_open(chosen):
            self.dismiss(chosen.id)
        else:
            source = chosen.citation.source or "它的版面"
            self.notify(f"{source} 没有打开，或这一段找不到了；书签还留着", markup=False)

    @on(Input.Changed, "#filter")
    def _type(self) -> None:
        self._to_export = False
        self.refresh_list()

    def action_undo(self) -> None:
        self._reader.undo_last()

    def action_export(self) -> None:
        """Export what the words leave, once that is known."""
        if self._finding:
            self._to_export = True
        elif self._reader.session.bookmarks and not self.rows.items:
            self.notify("没有符合筛选的书签可以导出", markup=False)
        else:
            self._reader.export(self.rows.items)

    def action_remove(self) -> None:
        if self.current is not None:
            self._reader.remove_bookmark(self.current)

    def action_edit(self) -> None:
        from nbreader.tui.screens.forms import ask_note

        bookmark = self.current
        if bookmark is None:
            return

        def keep(note: str, tags: tuple[str, ...]) -> None:
            self._reader.rewrite(bookmark, note, tags)

        ask_note(self.app, bookmark.quote.exact, bookmark.note, bookmark.tags, keep)
