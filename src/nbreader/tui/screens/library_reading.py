"""The reading screen over the library, part two: pages come as their articles are opened.

Only some of them stay open. What takes a look into the library is done by workers
that open it anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import replace
from threading import Lock

from textual import on, work

from nbreader.actions import shelving
from nbreader.actions.catalogue import Branch, Catalogue
from nbreader.actions.shelving import Shelved
from nbreader.errors import NbreaderError
from nbreader.model import Issue
from nbreader.tui.messages import Failed
from nbreader.tui.screens.library_session import Came, LibrarySession, Span
from nbreader.tui.screens.library_tree import LibraryTree
from nbreader.tui.shelf import Shelf
from nbreader.tui.tree import FOUND, article_of

_KEPT = 12  # pages out of the library that stay open


class LibraryReading(LibraryTree):
    """Opening what the library holds, and keeping in it what was read."""

    def __init__(self, session: LibrarySession, first: Shelved) -> None:
        super().__init__(session, [], iter(()), Shelf())
        self._marking = Lock()  # over what the library is known to have
        self._pages: OrderedDict[str, Shelved] = OrderedDict()
        self._first = first
        self.put(replace(first, annotations={}, organisations=()))

    def open_others(self) -> None:
        """What was found in the first page; the first paint does without it."""
        self.put(self._first)
        if (place := self.here) is not None:
            self.fill_margin(place)
            self.refresh_overlays()

    # Pages in and out

    def put(self, shelved: Shelved) -> None:
        """Lay a page on the shelf; those that were not looked at for long go."""
        session = self.session
        page = shelved.issue.pages[0]
        self._pages[page.id] = shelved
        self._pages.move_to_end(page.id)
        pinned = {self.session.article_id, self._before[0]}
        for page_id in tuple(self._pages):
            old = self._pages[page_id]
            if len(self._pages) > _KEPT and page_id != page.id and not pinned & set(ids_of(old)):
                del self._pages[page_id]
                for article_id in ids_of(old):
                    session.annotations.pop(article_id, None)
                    session.located.pop(article_id, None)
        session.shelf = Shelf(_issues(self._pages.values()))
        session.annotations.update(shelved.annotations)
        session.linked.update(shelved.annotations)
        self._counts = None  # of mentions in what is open
        self.outlined_keywords()
        known = {o.name: o for each in self._pages.values() for o in each.organisations}
        session.organisations = tuple(known.values())
        places = session.places
        met = {passage.article_id for passage in places.passages}
        session.places = replace(
            places,
            read=places.read | (shelved.read - self._to_be_unread),
            passages=(*places.passages, *(p for p in shelved.passages if p.article_id not in met)),
        )
        with self._marking:
            session.kept_read |= shelved.read
            session.kept_passages |= {p.article_id: p for p in shelved.passages}

    def outlined_keywords(self) -> None:
        """The outline shows the keywords of what is open."""
        if self.is_mounted:
            found = self.session.annotations.items()
            self.outline.keywords = {i: each.keywords for i, each in found}

    # Under way to an article

    _way = 0  # the last that the reader set out on; answers about others come too late
    _errand: object = None  # what is looked for on it, until it is there
    _bound: tuple[str, Span | None] | None = None  # the article whose page is being read

    def set_out(self, errand: object = None) -> int:
        """A way of its own to what the reader asks for now; 0 if that is looked for already."""
        if errand is not None and errand == self._errand:
            return 0
        self._errand = errand
        self._way += 1
        return self._way

    def open_article(self, article_id: str, at: Span | None = None) -> None:
        """Show an article; where its page is not open, once it has come."""
        if article_id.startswith(FOUND):
            branch = self.session.tree.find(article_id)
            article_id = article_of(article_id)
            at = branch.spans[0] if branch and branch.spans else at
        self.arrive(self.set_out(), article_id, at)

    def arrive(self, way: int, article_id: str, at: Span | None = None) -> None:
        """Show the article that a way led to, unless the reader has set out on another."""
        if way != self._way:
            return
        self._bound = None
        if article_id and article_id not in self.session.shelf:
            self._bound = article_id, at
            self.fetch(way, article_id, at)
            return
        self.workers.cancel_group(self, "fetch")
        self._errand = None
        super().open_article(article_id, at)
        if (place := self.here) is not None:
            self.show_way(place)

    def come_to_nothing(self, way: int, sentence: str = "", *, bad: bool = False) -> None:
        """Say why a way led nowhere, unless the reader has set out on another."""
        if way == self._way:
            self._errand = self._bound = None
            if sentence:
                self.say(sentence, bad=bad)

    @work(thread=True, group="fetch", exclusive=True, description="fetch")
    def fetch(self, way: int, article_id: str, at: Span | None) -> None:
        """Read an article's page from the library."""
        try:
            shelved = shelving.load_shelved(self.session.library, article_id)
        except NbreaderError as error:
            self.call_later(self.come_to_nothing, way, str(error), bad=True)
            return
        if shelved is None:
            self.call_later(self.come_to_nothing, way, "这篇文章不在资料库里了", bad=True)
        else:
            self.post_message(Came(way, shelved, article_id, at))

    @on(Came)
    def _take_page(self, event: Came) -> None:
        if event.way != self._way:
            return
        self.remember_passage()
        self.put(event.shelved)
        self.arrive(event.way, event.article_id, event.at)
        if self.session.bookmarks:
            self.change_bookmarks(lambda: "")

    def find_figures_around(self, article_id: str) -> None:
        """The library brings the figures along."""

    def annotate_soon(self) -> None:
        """The library brings the names along."""

    # From article to article

    def go_beside(self, step: int) -> None:
        """The next or previous article in the tree, over pages and issues."""
        self._moved_on = True
        place = self.here
        if place is not None and self.session.narrowed is None:
            mates = [article.id for article in place.page.articles]
            at = mates.index(place.article.id) + step
            if 0 <= at < len(mates):
                self.open_article(mates[at])
                return
        if way := self.set_out(("beside", step)):
            self.find_beside(way, self.session.article_id, step)

    @work(thread=True, group="beside", exclusive=True, description="beside")
    def find_beside(self, way: int, article_id: str, step: int) -> None:
        """Look for the article beside one in the whole tree."""
        try:
            with Catalogue.open(self.session.library) as catalogue:
                if catalogue.row(article_id) is None:  # it was removed: begin with the newest
                    key = shelving.newest_article(catalogue)
                else:
                    branch = catalogue.beside(article_id, step)
                    key = branch.key if branch is not None else ""
        except NbreaderError as error:
            self.call_later(self.come_to_nothing, way, str(error), bad=True)
            return
        if key:
            self.call_later(self.arrive, way, key)
        else:
            end = "已是最后一篇" if step > 0 else "已是第一篇"
            self.call_later(self.come_to_nothing, way, end)

    def _go_beyond(self, what: str, step: int) -> None:
        """To the nearest article that way which has any, in the whole tree."""
        if way := self.set_out(("marked", what, step)):
            self.find_marked(way, self.session.article_id, what, step)

    @work(thread=True, group="beside", exclusive=True, description="marked beside")
    def find_marked(self, way: int, here: str, what: str, step: int) -> None:
        """Look for figures or names in the articles that follow."""
        path = self.session.library
        try:
            found = shelving.marked_beside(path, here, step, names=what != "数字")
        except NbreaderError as error:
            self.call_later(self.come_to_nothing, way, str(error), bad=True)
            return
        if found is not None:
            self.call_later(self.arrive, way, *found)
        else:
            end = "后面" if step > 0 else "前面"
            self.call_later(self.come_to_nothing, way, f"{end}的文章没有{what}了")

    # What was read

    def save_places(self) -> None:
        """Keep in the library what was read, and where."""
        self.remember_passage()
        self.in_turn("write", self.write_reading)

    def write_reading(self) -> None:
        """Write the reading state, then have read again what counts unread articles."""
        if trouble := self._write():
            self.post_message(Failed(trouble))
        else:
            self.call_later(self.count_unread)

    def count_unread(self) -> None:
        """Read again the branches that say how many articles are unread."""
        counted = ("year:", "month:", "issue:")
        self.grow_plain(
            [k for k in self.session.tree.branches if k.startswith(counted) or not k], ()
        )
        self.reading_changed()

    def reading_changed(self) -> None:
        """Other parts do here what depends on what was read."""

    def _write(self) -> str:
        """Write what changed of the reading state; the sentence if that cannot be done."""
        session, places = self.session, self.session.places
        with self._marking:
            read, unread = places.read - session.kept_read, session.kept_read - places.read
            known = dict(session.kept_passages)
        changed = {p.article_id: p for p in places.passages if known.get(p.article_id) != p}
        here = places.passage_of(session.article_id)
        if here is not None:  # the last is the one that is open in the next run
            changed.pop(here.article_id, None)
            changed[here.article_id] = here
        try:
            shelving.keep_reading(session.library, read, tuple(changed.values()), unread)
        except NbreaderError as error:
            return str(error)
        with self._marking:
            session.kept_read = (session.kept_read | read) - unread
            session.kept_passages |= changed
        return ""

    @property
    def _to_be_unread(self) -> frozenset[str]:
        """Articles that the library has as read, and shall not."""
        return self.session.kept_read - self.session.places.read

    def turn_below(self, key: str) -> None:
        kind = key.partition(":")[0]
        tree = self.session.shown_tree
        if kind in ("search", "more"):
            self.say("移到一篇文章、一版或一期上再按")
        elif kind in ("year", "month", "issue", "page"):
            self.turn_branch(key)
        elif kind == "section":
            self.turn_leaves(tree.in_section(key))
        elif (branch := tree.find(key)) is not None:
            self.turn_leaves((branch,))
        else:  # the open article, where the tree does not show it
            unread = frozenset({key}) - self.session.places.read
            self.turn_read((key,), unread)

    def turn_branch(self, key: str) -> None:
        """Turn the articles below a branch, open or not."""
        self.list_leaves(key)

    @work(thread=True, group="leaves", exclusive=True, description="leaves")
    def list_leaves(self, key: str) -> None:
        """Look for the articles below a branch."""
        try:
            with Catalogue.open(self.session.library) as catalogue:
                found = tuple(catalogue.leaves(key))
        except NbreaderError as error:
            self.post_message(Failed(str(error)))
            return
        self.app.call_from_thread(self.turn_leaves, found)

    def turn_leaves(self, branches: Collection[Branch]) -> None:
        """Turn articles as the tree lists them."""
        read, not_read = self.session.places.read, self._to_be_unread
        names = {article_of(b.key): b.read for b in branches}
        unread = {i for i, was in names.items() if not (was or i in read) or i in not_read}
        self.turn_read(names, frozenset(unread))

    def mark_read(self, articles: frozenset[str], read: bool) -> None:
        session = self.session
        if not read:
            with self._marking:
                session.kept_read |= articles
        for tree in filter(None, (session.tree, session.narrowed)):
            tree.mark(articles, read)
        super().mark_read(articles, read)

    def write_last(self) -> str:
        return self.save_unsaved() or self._write()


def ids_of(shelved: Shelved) -> tuple[str, ...]:
    """The articles of a page."""
    return tuple(article.id for article in shelved.issue.pages[0].articles)


def _issues(shelved: Iterable[Shelved]) -> list[Issue]:
    """The pages that are open, those of one issue together."""
    issues: dict[str, Issue] = {}
    for each in shelved:
        known = issues.get(each.issue.id)
        pages = (*(known.pages if known else ()), *each.issue.pages)
        pages = tuple(sorted(pages, key=lambda page: (page.number is None, page.number or 0)))
        issues[each.issue.id] = replace(each.issue, pages=pages)
    return list(issues.values())
