"""The reading screen over the library, part four: bookmarks, and searches that are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.actions import shelving
from nbreader.actions.shelving import SavedQuery
from nbreader.errors import NbreaderError
from nbreader.model import Annotations, Bookmark, Issue
from nbreader.tui.messages import Failed
from nbreader.tui.screens.library_filter import LibraryFilter
from nbreader.tui.screens.library_reading import ids_of
from nbreader.tui.screens.library_session import Came, Grown, Searches
from nbreader.tui.steps import Step
from nbreader.tui.tree import SEARCH, articles_in

if TYPE_CHECKING:
    from nbreader.actions.seeking import Finder, Total
    from nbreader.tui.screens.holdings import Holdings

_SOON = 0.05  # seconds after the first paint
_CAP = 1_000  # as many articles of a saved search are counted
_ABOUT_READING = re.compile("is[:：]|状态[:：]", re.IGNORECASE)


class LibraryKeeping(LibraryFilter):
    """What was kept is found again, wherever the library has it."""

    _sought: frozenset[str] = frozenset()  # bookmarks that were gone to: they may stand anywhere

    def open_others(self) -> None:
        """After the first paint: what the first screen could do without."""
        self.set_timer(_SOON, self._read_others)

    def _read_others(self) -> None:
        super().open_others()
        self.change_bookmarks(lambda: "")
        self.read_searches()

    # Bookmarks

    def starred(self) -> frozenset[str]:
        """The articles with a bookmark, open or not."""
        return super().starred() | {bookmark.article_id for bookmark in self.session.bookmarks}

    def tags_by_article(self) -> dict[str, tuple[str, ...]]:
        """The tags of each article with bookmarks, of those that are not open too."""
        tags = super().tags_by_article()
        for bookmark in self.session.bookmarks:
            if bookmark.id not in self.placements:
                name = bookmark.article_id
                tags[name] = tags.get(name, ()) + bookmark.tags
        return tags

    def placeable(self, bookmarks: tuple[Bookmark, ...]) -> tuple[Bookmark, ...]:
        """Those made on pages that are open, and those that were gone to."""
        shelf = self.session.shelf
        sources = {page.source.sha256 for page in shelf.pages}
        return tuple(
            each
            for each in bookmarks
            if each.article_id in shelf
            or each.citation.sha256 in sources
            or each.id in self._sought
        )

    def cited(
        self, bookmarks: tuple[Bookmark, ...]
    ) -> tuple[tuple[Issue, ...], Mapping[str, Annotations]]:
        """Where the library prints the bookmarked passages, and what was found there."""
        return actions.pages_of_bookmarks(bookmarks)

    def can_open(self, bookmark: Bookmark) -> bool:
        """Every bookmark is looked for in the library."""
        return True

    def open_bookmark(self, bookmark: Bookmark) -> None:
        """Go to a bookmarked passage, wherever the library has it."""
        if bookmark.id in self.placements:
            super().open_bookmark(bookmark)
        else:
            self._sought |= {bookmark.id}
            self.seek_bookmark(self.set_out(), bookmark)

    @work(thread=True, group="fetch", exclusive=True, description="bookmark")
    def seek_bookmark(self, way: int, bookmark: Bookmark) -> None:
        """Find the page of a bookmark, by its article, else by its words; and the passage in it."""
        try:
            shelved = shelving.find_bookmark(self.session.library, bookmark)
        except NbreaderError as error:
            self.call_later(self.come_to_nothing, way, str(error), bad=True)
            return
        if shelved is None:
            lost = "资料库里找不到这一段了；书签还留着"
            self.call_later(self.come_to_nothing, way, lost, bad=True)
            return
        (place,) = actions.place_bookmarks((bookmark,), shelved.issue.pages[0].articles)
        if place is not None:
            self.post_message(Came(way, shelved, place.article_id, (place.start, place.end)))
        else:
            ids = ids_of(shelved)
            at = ids.index(bookmark.article_id) if bookmark.article_id in ids else 0
            self.post_message(Came(way, shelved, ids[at]))

    # Saved searches

    def finder(self) -> Finder:
        """Where a search looks: here, in the whole library."""
        return self.library_finder()

    def holdings(self) -> Holdings:
        """What the pages about organisations and metrics are made from: the whole library."""
        from nbreader.tui.screens.holdings import WholeLibrary

        return WholeLibrary(self.session.library)

    def where_searched(self) -> str:
        return "搜索资料库"

    def words_pointed_at(self) -> str:
        entry = self.outline.current if self.outline.has_focus else None
        searches = {SEARCH + search.name: search.words for search in self.session.searches}
        return searches.get(entry.key, "") if entry is not None else ""

    keeps_searches = True

    def save_search(self, words: str) -> None:
        """Ask for a name, and keep the query under it."""
        from nbreader.tui.screens.forms import search_form

        def keep(answers: dict[str, str] | None) -> None:
            if answers is not None:
                name = answers["name"] or words
                old = next((s for s in self.session.searches if s.name == name), None)
                told = f"搜索“{name}”已存，在目录顶上 · u 撤销"
                self.change_searches(SavedQuery(name=name, words=words), old, told)

        kept = {search.name: search.words for search in self.session.searches}
        self.app.push_screen(search_form(words, kept), keep)

    def drop_search(self, key: str) -> None:
        search = next((s for s in self.session.searches if SEARCH + s.name == key), None)
        if search is not None:
            self.session.tree.close(key)
            self.change_searches(None, search, f"搜索“{search.name}”已从目录拿掉 · u 放回")

    def change_searches(
        self, new: SavedQuery | None, old: SavedQuery | None, sentence: str
    ) -> None:
        """Put one search in the place of another; either may be none."""
        path = self.session.library

        def change() -> str:
            _exchange(path, new, old)
            self.call_later(self.read_searches)
            return sentence

        def take_back() -> str:
            _exchange(path, old, new)
            self.call_later(self.read_searches)
            return f"已放回搜索“{old.name}”" if old else "搜索不再存着"

        self.change_bookmarks(change, Step(take_back))

    def reading_changed(self) -> None:
        if any(_ABOUT_READING.search(each.words) for each in self.session.searches):
            self.read_searches()

    def searches_changed(self) -> None:
        """The library has other articles: count again, and read again what is open."""
        if self.session.searches:
            self.read_searches()
            for key in self.session.tree.opened & self.session.tree.branches.keys():
                if key.startswith(SEARCH):
                    self.read_search(key)

    @work(thread=True, group="count", exclusive=True, description="count")
    def read_searches(self) -> None:
        """Read the saved searches, and count what each finds."""
        totals: dict[str, Total] = {}
        worker = get_current_worker()
        try:
            searches = shelving.saved_searches(self.session.library)
            if worker.is_cancelled:
                return
            self.post_message(Searches(searches, {}))
            finder = self.finder() if searches else None
            for search in searches:
                assert finder is not None
                try:
                    totals[SEARCH + search.name] = finder.count(search.words, _CAP)
                except NbreaderError:
                    continue  # a field that is gone, or an index that is damaged
            if finder is not None:
                finder.close()
        except NbreaderError as error:
            self.post_message(Failed(str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(Searches(searches, totals))

    @on(Searches)
    def _take_searches(self, event: Searches) -> None:
        if event.searches is not None:
            self.session.searches = event.searches
        self.session.search_totals |= event.totals
        self.refresh_outline()

    def open_search(self, key: str) -> None:
        if key.startswith(SEARCH):
            self.session.tree.opened.add(key)
        self.read_search(key)

    @work(thread=True, group="tree", description="search branch")
    def read_search(self, key: str) -> None:
        """Read the first articles that a saved search finds, or those that a line stands for."""
        home = key.removeprefix("more:").partition("\t")[0]
        words = next((s.words for s in self.session.searches if SEARCH + s.name == home), None)
        if words is None:  # it was taken out of the tree meanwhile
            return
        total = self.session.search_totals.get(home)
        least = articles_in(self.session.tree.branches.get(key, ()))
        finder = self.library_finder()
        try:
            branches = shelving.result_branches(finder, words, key, least=least)
            self.post_message(Grown({key: branches}))
            if total is not None and not total.exact:
                self.post_message(Searches(None, {home: finder.count(words)}))
        except NbreaderError as error:
            self.post_message(Failed(str(error)))
        finally:
            finder.close()


def _exchange(path: Path, new: SavedQuery | None, old: SavedQuery | None) -> None:
    if new is not None:
        shelving.save_search(path, new)
    elif old is not None:
        shelving.remove_search(path, old.name)
