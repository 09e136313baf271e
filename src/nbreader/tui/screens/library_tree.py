"""The reading screen over the library, part one: the tree is filled as it is opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work

from nbreader.actions.catalogue import Catalogue
from nbreader.errors import NbreaderError
from nbreader.tui import paint
from nbreader.tui.marks import hits_in_title
from nbreader.tui.messages import Failed
from nbreader.tui.screens.library_session import Grown, LibrarySession, Span
from nbreader.tui.screens.reader import ReaderScreen
from nbreader.tui.shelf import Place
from nbreader.tui.tree import MORE_FOUND, SEARCH, TreeMarks, read_below, tree_entries, way_of


class LibraryTree(ReaderScreen):
    """Years, months, issues, pages and articles; each level is read when it is opened."""

    session: LibrarySession

    def on_mount(self) -> None:
        """The tree is there in the first paint."""
        self.refresh_outline()

    def show_way(self, place: Place) -> None:
        """Open the branches that an article hangs on, and point at it."""
        tree, way = self.session.shown_tree, way_of(place)
        if not tree.lacks(way):
            if not tree.opened.issuperset(way):
                tree.opened |= set(way)
                self.refresh_outline()
            self.outline.point_at(place.article.id)
        else:
            self.grow(way)

    def grow(self, keys: Sequence[str], *, afresh: bool = False) -> None:
        """Read the branches below these keys, and open them."""
        self.grow_plain(keys if afresh else self.session.tree.lacks(keys), keys)

    @work(thread=True, group="tree", description="tree")
    def grow_plain(self, wanted: Sequence[str], opened: Sequence[str]) -> None:
        """Read branches of the whole tree; of those that are open no fewer than before."""
        shown = {key: len(below) for key, below in tuple(self.session.tree.branches.items())}
        try:
            with Catalogue.open(self.session.library) as catalogue:
                reach = opened[-1] if opened else ""
                found = read_below(catalogue, wanted, shown=shown, reach=reach)
                totals = catalogue.totals()
        except NbreaderError as error:
            self.post_message(Failed(str(error)))
            return
        self.post_message(Grown(found, opened, totals))

    @on(Grown)
    def _take_branches(self, event: Grown) -> None:
        tree = self.session.tree
        tree.take(event.branches)
        tree.opened |= set(event.opened)
        if event.totals is not None:
            self.session.totals = event.totals
            self.refresh_title()
        self.refresh_outline()
        if event.opened and self.session.narrowed is None:
            self.outline.point_at(self.session.article_id)

    def _fold(self, key: str, *, close: bool) -> None:
        tree = self.session.shown_tree
        if key.startswith("section:"):
            super()._fold(key, close=close)
        elif close:
            tree.close(key)
            self.refresh_outline()
        elif key in tree.branches:
            tree.opened.add(key)
            self.refresh_outline()
        elif key.startswith((SEARCH, MORE_FOUND)):
            self.open_search(key)
        else:
            self.unfold(key)

    def unfold(self, key: str) -> None:
        """Read what is below a branch, and open it; the cursor stays on it."""
        self.grow_plain((key,), ())
        self.session.tree.opened.add(key)

    def refresh_outline(self) -> None:
        session = self.session
        marks = TreeMarks(
            read=session.places.read,
            starred=self.starred(),
            picked=session.picked,
            closed=session.closed,
            narrowed=session.narrowed is not None,
        )
        self.outline.lit = self._lit_headlines()
        self.outline.show_entries(
            tree_entries(session.shown_tree, session.searches, session.search_totals, marks)
        )
        if self.outline.has_focus:  # another entry may stand under the cursor
            self.refresh_hints()

    def _lit_headlines(self) -> dict[str, Sequence[Span]]:
        lit: dict[str, Sequence[Span]] = {}
        for article_id, hit in (self.session.hits or {}).items():
            place = self.session.shelf.place(article_id)
            if place is not None:
                lit[article_id] = hits_in_title(place.article, hit)
        return lit

    def refresh_title(self) -> None:
        session, place, bar = self.session, self.here, self.title_bar
        if place is not None:
            bar.left = paint.page_title(place.issue, place.page)
        if session.totals is not None:
            read, kept = session.places.read, session.kept_read
            unread = session.totals.unread - len(read - kept) + len(kept - read)
            bar.middle = (
                f"{session.totals.issues} 期 · {session.totals.articles} 篇 · 未读 {max(0, unread)}"
            )
        bar.right = "? 帮助"

    def open_search(self, key: str) -> None:
        """Other parts read here what a saved search finds."""
