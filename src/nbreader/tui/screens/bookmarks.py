"""All bookmarks: filter, open, edit, delete with undo; the passage beside the list."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
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


class BookmarksScreen(ListScreen[str | None], inherit_bindings=False):
    """The list left, the passage right; answers with the bookmark to open."""

    BINDINGS = bindings("bookmarks", only=("filter", "undo", "export", "back", "next-panel"))
    AUTO_FOCUS = "#kept-list"

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
        status, field = self.query_one(StatusBar), self.query_one("#filter", QueryField)
        words = field.value
        kept = tuple(reversed(self._reader.session.bookmarks))
        total = len(kept)
        if words.strip():
            try:
                kept = actions.filter_bookmarks(words, kept, typing=field.has_focus)
            except QueryError as error:  # what was shown last stays
                status.found, status.trouble = f"第 {error.at + 1} 字：{error.fault}", True
                field.mark(error.at)
                return
        field.mark(None)
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
        self.refresh_list()

    def action_undo(self) -> None:
        self._reader.undo_last()

    def action_export(self) -> None:
        if self._reader.session.bookmarks and not self.rows.items:
            self.notify("没有符合筛选的书签可以导出", markup=False)
        else:
            self._reader.export(self.rows.items)

    def action_remove(self) -> None:
        if self.current is not None:
            self._reader.remove_bookmark(self.current)

    def action_edit(self) -> None:
        from nbreader.tui.screens.forms import note_form

        bookmark = self.current
        if bookmark is None:
            return

        def keep(answers: dict[str, str] | None) -> None:
            if answers is not None:
                tags = tuple(answers["tags"].replace("，", " ").replace(",", " ").split())
                self._reader.rewrite(bookmark, answers["note"], tags)

        self.app.push_screen(note_form(bookmark.quote.exact, bookmark.note, bookmark.tags), keep)
