"""The reading screen over the library, part three: the tree narrowed to what matches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import work

from nbreader.actions.catalogue import Branch, Branches
from nbreader.errors import NbreaderError, QueryError
from nbreader.model import Hit
from nbreader.tui.screens.library_reading import LibraryReading
from nbreader.tui.screens.library_session import Span
from nbreader.tui.tree import Tree, read_below

if TYPE_CHECKING:
    from nbreader.actions.narrowing import NarrowedCatalogue
    from nbreader.actions.seeking import LibraryFinder
    from nbreader.tui.background import OneThread

_CAP = 10_000  # as many articles are counted at once
_MATCH = "match"  # what is looked for on the way to the next one


class LibraryFilter(LibraryReading):
    """The bottom filter asks the library; hits are gone to over all its issues."""

    _finder: LibraryFinder | None = None
    _thread: OneThread | None = None

    def start_filter(self) -> None:
        """Open the line for the words; what is bookmarked is as it is now."""
        from nbreader.tui.background import OneThread

        afresh = self.session.hits is None
        if afresh:
            self._let_go()
            self._finder = self.library_finder()
            self._thread = OneThread("filter", self._finder.interrupt)
        super().start_filter()
        if afresh and (words := self.field.value):  # asked before, and not answered yet
            self.apply_words(words)

    def library_finder(self) -> LibraryFinder:
        """A finder of one's own in the whole library."""
        from nbreader.actions.seeking import LibraryFinder

        return LibraryFinder(self.session.library, self.marks())

    def on_unmount(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        for asking in ("filter", "grow", "beside"):
            self.workers.cancel_group(self, asking)
        if isinstance(self._errand, tuple) and self._errand[0] == _MATCH:
            self.set_out()  # nobody looks for it any more
        if self._thread is not None and self._finder is not None:
            self._thread.close(self._finder.close)
        self._thread = self._finder = None

    def fold_all(self, articles: object) -> None:  # type: ignore[override]  # no work at all
        """The library is searched by its index."""

    # The words

    def apply_words(self, words: str) -> None:
        """Narrow the tree to these words; a later call takes its place."""
        if not words.strip():
            self._clear_hits()
        else:
            self.narrow(words)

    @work(group="filter", exclusive=True, description="filter")
    async def narrow(self, words: str) -> None:
        """Find what the tree shows, then how many articles match."""
        thread, finder = self._thread, self._finder
        if thread is None or finder is None:
            return
        status, here = self.status, self.session.article_id
        try:
            branches, own = await thread.run(_first, finder, words, here)
            self.field.mark(None)
            self._take_narrowed(words, branches, own)
            total = await thread.run(finder.count, words, _CAP)
            self._say_total(words, total.number, total.exact)
            if not total.exact:
                total = await thread.run(finder.count, words)
                self._say_total(words, total.number, total.exact)
        except QueryError as error:  # what was found last stays
            self._show_trouble(error)
        except InterruptedError:
            return
        except NbreaderError as error:  # which no word is to blame for
            self.field.mark(None)
            status.trouble, status.found = True, str(error)

    def _take_narrowed(self, words: str, branches: Branches, own: tuple[Span, ...] | None) -> None:
        session = self.session
        session.words, session.hits = words, {}
        session.narrowed = Tree(dict(branches), set(branches) - {""})
        self._note_hits(b for below in branches.values() for b in below)
        if own is not None:
            session.hits[session.article_id] = _hit(session.article_id, own)
        self.status.words = words
        self._show_hits()
        if session.article_id not in session.hits:
            self._look_at_first()

    def _look_at_first(self) -> None:
        """Put the outline's cursor on the first match; the years above it come into view."""
        rows = self.outline
        at = next((n for n, entry in enumerate(rows.items) if entry.kind == "article"), 0)
        rows.scroll_to(y=0, animate=False)
        rows.place_cursor(at)

    def _note_hits(self, branches: Iterable[Branch]) -> None:
        hits = self.session.hits
        for branch in branches:
            if branch.kind == "article" and hits is not None:
                hits[branch.key] = _hit(branch.key, branch.spans, branch.label)

    def _say_total(self, words: str, number: int, exact: bool) -> None:
        self.status.trouble = not number
        several = f"{number} 篇" if exact else f"{number} 篇以上"
        self.status.found = several if number else f"没有文章含“{words}”"

    def _clear_hits(self) -> None:
        self.session.narrowed = None
        super()._clear_hits()

    # What is opened while the filter is on

    def grow(self, keys: Sequence[str], *, afresh: bool = False) -> None:
        """Read the branches below these keys, of those that match, and open them."""
        if self.session.narrowed is None:
            super().grow(keys, afresh=afresh)
        else:
            self.grow_narrowed(keys, keys)

    def unfold(self, key: str) -> None:
        """Read what matches below a branch, and open it."""
        if self.session.narrowed is None:
            super().unfold(key)
        else:
            self.grow_narrowed((key,), (key,))

    @work(group="grow", description="grow")
    async def grow_narrowed(self, keys: Sequence[str], opened: Sequence[str]) -> None:
        """Read branches of what matches; an article that does not match hangs nowhere."""
        thread, finder, tree = self._thread, self._finder, self.session.narrowed
        if thread is None or finder is None or tree is None:
            return
        wanted = tree.lacks(keys)
        try:
            branches = await thread.run(_below, finder, self.session.words, wanted, opened[-1])
        except (NbreaderError, InterruptedError):
            return
        if tree is self.session.narrowed:
            tree.take({key: below for key, below in branches.items() if below})
            tree.opened |= set(opened)
            if any(key.startswith("more:") for key in keys):
                tree.opened |= set(branches)  # as those of the first view
            self._note_hits(b for below in branches.values() for b in below)
            self.refresh_outline()
            self.refresh_overlays()
            self.margin.light(self.places_of_hits(self.session.article_id))
            if len(keys) > 1:  # the way to the open article
                self.outline.point_at(self.session.article_id)

    def turn_branch(self, key: str) -> None:
        """Turn what matches below a branch."""
        if self.session.narrowed is None:
            super().turn_branch(key)
        else:
            self.list_matches(key)

    @work(group="leaves", exclusive=True, description="leaves")
    async def list_matches(self, key: str) -> None:
        """Look for what matches below a branch, as the tree lists it."""
        thread, finder = self._thread, self._finder
        if thread is None or finder is None:
            return
        try:
            found = await thread.run(_leaves, finder, self.session.words, key)
        except (NbreaderError, InterruptedError):
            return
        self.turn_leaves(found)

    # From hit to hit

    def go_to_first_hit(self) -> None:
        """The first match in the tree."""
        tree = self.session.narrowed
        for below in tree.branches.values() if tree else ():
            for branch in below:
                if branch.kind == "article":
                    self.open_article(branch.key, _span(branch.spans, 1))
                    return

    def go_to_hit(self, step: int) -> None:
        """Light the next or previous hit, in this article or in another of the library."""
        hits, here = self.session.hits, self.session.article_id
        if hits is None or self.session.narrowed is None:
            self.say("先按 / 筛选")
            return
        at = self._position(step)
        spans = hits[here].places if here in hits else ()
        near = [span for span in spans if (span > at if step > 0 else span < at)]
        if near:
            self.open_article(here, near[0] if step > 0 else near[-1])
        else:
            self._go_to_match(step, lit=True)

    def go_beside(self, step: int) -> None:
        """The next or previous article in the tree, of those that match the filter."""
        if self.session.narrowed is None:
            super().go_beside(step)
        else:
            self._moved_on = True
            self._go_to_match(step, lit=False)

    def _go_to_match(self, step: int, *, lit: bool) -> None:
        if way := self.set_out((_MATCH, step, lit)):
            self.find_match_beside(way, step, lit=lit)

    @work(group="beside", exclusive=True, description="match beside")
    async def find_match_beside(self, way: int, step: int, *, lit: bool) -> None:
        """Open the match that follows in the tree, and light its first or last hit."""
        thread, finder, tree = self._thread, self._finder, self.session.narrowed
        assert thread is not None  # as long as the tree is narrowed
        assert finder is not None
        try:
            branch = await thread.run(
                _beside, finder, self.session.words, self.session.article_id, step
            )
        except InterruptedError:
            self.come_to_nothing(way)
            return
        except NbreaderError as error:
            self.come_to_nothing(way, str(error), bad=True)
            return
        if tree is not self.session.narrowed:  # by other words
            self.come_to_nothing(way)
            return
        if branch is None:
            self.come_to_nothing(way, "后面没有命中了" if step > 0 else "前面没有命中了")
            return
        self._note_hits((branch,))
        self.arrive(way, branch.key, _span(branch.spans, step) if lit else None)


def _narrowed(finder: LibraryFinder, words: str) -> NarrowedCatalogue:
    from nbreader.actions.narrowing import NarrowedCatalogue

    return NarrowedCatalogue.over(finder, words)


def _first(
    finder: LibraryFinder, words: str, article_id: str
) -> tuple[Branches, tuple[Span, ...] | None]:
    """The branches to show at first, and what matches in the open article."""
    with _narrowed(finder, words) as catalogue:
        branches = catalogue.first_branches()
        row = catalogue.row(article_id)
        kept = catalogue.kept(row) if row else ()
    return branches, next((b.spans for b in kept if b.key == article_id), None)


def _below(finder: LibraryFinder, words: str, keys: Sequence[str], reach: str) -> Branches:
    with _narrowed(finder, words) as catalogue:
        return read_below(catalogue, keys, shown={}, reach=reach)


def _leaves(finder: LibraryFinder, words: str, key: str) -> tuple[Branch, ...]:
    with _narrowed(finder, words) as catalogue:
        return tuple(catalogue.leaves(key))


def _beside(finder: LibraryFinder, words: str, article_id: str, step: int) -> Branch | None:
    with _narrowed(finder, words) as catalogue:
        return catalogue.beside(article_id, step)


def _hit(article_id: str, spans: tuple[Span, ...], headline: str = "") -> Hit:
    return Hit(article_id=article_id, headline=headline, places=spans)


def _span(spans: tuple[Span, ...], step: int) -> Span | None:
    return (spans[0] if step > 0 else spans[-1]) if spans else None
