"""The issues that are open, and where each article stands in them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from threading import Lock
from typing import NamedTuple

from nbreader import actions
from nbreader.model import Article, Doubt, Issue, Page, Refused


class Place(NamedTuple):
    """An article with the page and issue that print it."""

    issue: Issue
    page: Page
    article: Article


class Shelf:
    """What is open in the reader; made anew when a page comes, never changed."""

    def __init__(self, issues: Iterable[Issue] = (), refused: Iterable[Refused] = ()) -> None:
        self.issues = tuple(issues)
        self.refused = tuple(refused)
        self._places = {
            article.id: Place(issue, page, article)
            for issue in self.issues
            for page in issue.pages
            for article in page.articles
        }
        self.order = tuple(self._places)
        self._rank = {article_id: rank for rank, article_id in enumerate(self.order)}
        self.sources: Mapping[str, str] = {
            page.id: page.source.text for issue in self.issues for page in issue.pages
        }

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._places

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in the order of the pages."""
        return tuple(place.article for place in self._places.values())

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, in the order of the issues."""
        return tuple(page for issue in self.issues for page in issue.pages)

    def place(self, article_id: str) -> Place | None:
        """Where an article stands, or None if it is not open."""
        return self._places.get(article_id)

    def beside(self, article_id: str, step: int, among: Container[str] | None = None) -> str:
        """The article `step` places away, of those in `among`; "" at either end.

        From one that is not open the way down begins in front of the first.
        """
        direction, left = (1, step) if step > 0 else (-1, -step)
        at = self._rank.get(article_id, -1)
        while left:
            at += direction
            if not 0 <= at < len(self.order):
                return ""
            if among is None or self.order[at] in among:
                left -= 1
        return self.order[at] if at >= 0 else ""

    def counterpart(self, old: Shelf, article_id: str) -> str:
        """The id here of an article of an older shelf; ids may settle as pages come."""
        if article_id in self:
            return article_id
        place = old.place(article_id)
        if place is None:
            return ""
        rank = place.page.articles.index(place.article)
        for page in self.pages:
            if page.source.sha256 == place.page.source.sha256 and rank < len(page.articles):
                return page.articles[rank].id
        return ""

    def renamed(self, old: Shelf) -> Iterator[tuple[str, str]]:
        """Old and new id of each article that has another one here, by its rank in its page."""
        pages = {page.source.sha256: page for page in self.pages}
        for before in old.pages:
            now = pages.get(before.source.sha256)
            for was, article in zip(before.articles, now.articles if now else (), strict=False):
                if was.id != article.id:
                    yield was.id, article.id

    def doubts(self) -> Iterator[tuple[Page, Doubt]]:
        """The doubts that belong to a page and not to one of its articles."""
        for page in self.pages:
            for doubt in page.doubts:
                yield page, doubt


class Arrivals:
    """The pages that have come; one worker adds to them while another exchanges some."""

    def __init__(self, arrived: Iterable[Page | Refused]) -> None:
        self._all = list(arrived)
        self._complete = False
        self._lock = Lock()

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, in the order in which they came."""
        with self._lock:
            return tuple(each for each in self._all if isinstance(each, Page))

    def add(self, arrived: Page | Refused) -> None:
        """Take in one more, or what was refused."""
        with self._lock:
            self._all.append(arrived)

    def close(self) -> None:
        """There are no more to come."""
        with self._lock:
            self._complete = True

    def exchange(self, fresh: Mapping[str, Page]) -> None:
        """Put pages in the place of those from the same paths."""
        with self._lock:
            self._all = [
                fresh.get(each.source.path, each) if isinstance(each, Page) else each
                for each in self._all
            ]

    def tell(self, tell: Callable[[Shelf, bool], object]) -> None:
        """Tell what is open by now, and whether that is all; the latest is told last."""
        with self._lock:
            pages = [each for each in self._all if isinstance(each, Page)]
            refused = [each for each in self._all if isinstance(each, Refused)]
            tell(Shelf(actions.compose(pages), refused), self._complete)
