"""The search as it is typed: in the library, or in the pages that are open.

A finder belongs to one thread, apart from `interrupt`: a screen that asks at
each key gives it a thread of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nbreader.actions.completing import NAMES, Completion, completions
from nbreader.actions.queries import (
    UNMARKED,
    Marks,
    facts_of,
    make_matcher,
    read_query,
    tells_scripts_apart,
)
from nbreader.model import Annotations, Article, Hit, Issue, Organisation

if TYPE_CHECKING:
    from nbreader.library.haystack import Haystack
    from nbreader.library.search import Found, Known, Search

PAGE = 30  # rows that are read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An article that a query finds, as a list shows it."""

    hit: Hit
    newspaper: str = ""
    date: date | None = None
    page: int | None = None
    section: str = ""
    read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of results, the newest first.

    `after` is what `find` is given for the rows that follow, None if there are none;
    `pending` counts articles that the search does not know yet.
    """

    rows: tuple[Result, ...] = ()
    after: int | None = None
    pending: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many articles match; `number` or more, if it is not exact."""

    number: int
    exact: bool = True


class Finder(Protocol):
    """Where a search screen looks. QueryError for words that cannot be read."""

    def find(self, words: str, after: int | None = None) -> Results:
        """The first rows that match, or those behind a page that said `after`."""
        ...

    def count(self, words: str, cap: int | None = None) -> Total:
        """How many articles match; not counted beyond `cap`."""
        ...

    def complete(self, words: str) -> tuple[Completion, ...]:
        """Names that the last word may be the beginning of, or the initials of."""
        ...

    def article(self, article_id: str) -> tuple[Article, Annotations | None] | None:
        """An article with what was found in it, None if it is not there."""
        ...

    def interrupt(self) -> None:
        """Give up what is being done, from any thread; that call raises InterruptedError.

        Where nothing is done yet, it is the next call that does.
        """
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


class PagesFinder:
    """A finder in pages that are open."""

    def __init__(
        self,
        issues: Sequence[Issue],
        annotations: Mapping[str, Annotations],
        organisations: Sequence[Organisation] = (),
        marks: Mapping[str, Marks] | None = None,
    ) -> None:
        self._issues = sorted(issues, key=lambda i: -i.date.toordinal() if i.date else 0)
        self._annotations, self._organisations = annotations, organisations
        self._marks = marks or {}
        self._folded: list[tuple[Result, Haystack]] = []
        self._found: tuple[str, tuple[Result, ...]] | None = None
        self._stopped = False

    def find(self, words: str, after: int | None = None) -> Results:
        """The rows by the days of their papers, undated last."""
        rows = self._all(words)
        start = after or 0
        end = start + PAGE
        return Results(rows=rows[start:end], after=end if end < len(rows) else None)

    def count(self, words: str, cap: int | None = None) -> Total:
        """All that match: they are found by then."""
        return Total(number=len(self._all(words)))

    def complete(self, words: str) -> tuple[Completion, ...]:
        """Names of the organisations, then of the metrics, in the open pages."""
        from nbreader.actions.dossiers import find_names

        metrics = dict.fromkeys(
            figure.metric.partition(" ")[0]
            for found in self._annotations.values()
            for figure in found.figures
            if figure.metric
        )

        def organisations(typed: str) -> list[str]:
            names = [(each.name, *each.aliases) for each in self._organisations]
            return [names[at][0] for at in find_names(typed, names)]

        def metrics_named(typed: str) -> list[str]:
            names = [(name,) for name in metrics]
            return [names[at][0] for at in find_names(typed, names)]

        return completions(words, organisations, metrics_named)

    def article(self, article_id: str) -> tuple[Article, Annotations | None] | None:
        """The open article with this id."""
        for issue in self._issues:
            for page in issue.pages:
                for article in page.articles:
                    if article.id == article_id:
                        return article, self._annotations.get(article_id)
        return None

    def interrupt(self) -> None:
        """Stop between two articles."""
        self._stopped = True

    def close(self) -> None:
        """Nothing is open."""

    def _all(self, words: str) -> tuple[Result, ...]:
        try:
            if self._found is None or self._found[0] != words:
                self._found = (words, tuple(self._matching(words)))
            return self._found[1]
        finally:
            self._stopped = False

    def _matching(self, words: str) -> Iterator[Result]:
        matcher = make_matcher(words, self._organisations, typing=True)
        for row, hay in self._haystacks():
            if self._stopped:
                raise InterruptedError
            hit = matcher.hit(hay)
            if hit is not None:
                yield replace(row, hit=hit)

    def _haystacks(self) -> Iterable[tuple[Result, Haystack]]:
        if not self._folded:
            self._folded = list(self._fold())
        return self._folded

    def _fold(self) -> Iterable[tuple[Result, Haystack]]:
        from nbreader.library.haystack import fold_article

        for issue in self._issues:
            for page in issue.pages:
                for article in page.articles:
                    marks = self._marks.get(article.id, UNMARKED)
                    facts = facts_of(issue, page, marks)
                    row = Result(
                        hit=Hit(article_id=article.id, headline=article.title),
                        newspaper=facts.newspaper,
                        date=facts.date,
                        page=page.number,
                        section=article.section,
                        read=marks.read,
                    )
                    found = self._annotations.get(article.id)
                    yield row, fold_article(article, annotations=found, facts=facts)


class LibraryFinder:
    """A finder in the library at `path`, opened at the first question."""

    def __init__(self, path: Path, marks: Mapping[str, Marks] | None = None) -> None:
        self._path, self._marks = path, marks or {}
        self._search: Search | None = None
        self._known: Known | None = None

    def find(self, words: str, after: int | None = None) -> Results:
        """The rows by day, undated last; BadDataError if the index is damaged."""
        query = read_query(words, typing=True)
        with _giving_up():
            found = self._open().find(query, limit=PAGE, before=after, known=self.known)
        rows = tuple(map(result_of, found.hits))
        return Results(rows=rows, after=found.next_before, pending=found.pending)

    def count(self, words: str, cap: int | None = None) -> Total:
        """All that match, or `cap` and more."""
        query = read_query(words, typing=True)
        with _giving_up():
            count = self._open().count(query, cap=cap, known=self.known)
        return Total(number=count.number, exact=count.exact)

    def complete(self, words: str) -> tuple[Completion, ...]:
        """Names of the library's organisations, then of its metrics."""
        from nbreader.library import dossiers

        library, apart = self._open().library, self.known.exact_script

        def organisations(typed: str) -> list[str]:
            return [
                row.name
                for row in dossiers.organisations(library, typed, limit=NAMES, exact_script=apart)
            ]

        def metrics(typed: str) -> list[str]:
            return [
                row.name
                for row in dossiers.metrics(library, typed, limit=NAMES, exact_script=apart)
            ]

        with _giving_up(), library.reading():
            return completions(words, organisations, metrics)

    def article(self, article_id: str) -> tuple[Article, Annotations | None] | None:
        """The stored article with this id."""
        from nbreader.library.loading import load_annotations, load_article

        library = self._open().library
        with _giving_up(), library.reading():
            article = load_article(library, article_id)
            return None if article is None else (article, load_annotations(library, article_id))

    def interrupt(self) -> None:
        """Stop a question that is being answered."""
        if self._search is not None:
            self._search.interrupt()

    def close(self) -> None:
        """Close the library."""
        if self._search is not None:
            self._search.close()
            self._search = None

    @property
    def search(self) -> Search:
        """The open search."""
        return self._open()

    @property
    def known(self) -> Known:
        """What the library itself does not know of its articles."""
        if self._known is None:
            from nbreader.library.search import Known

            tags = {tag for marks in self._marks.values() for tag in marks.tags}
            self._known = Known(
                bookmarked=frozenset(i for i, marks in self._marks.items() if marks.bookmarked),
                tagged={
                    tag: frozenset(i for i, marks in self._marks.items() if tag in marks.tags)
                    for tag in tags
                },
                exact_script=tells_scripts_apart(),
            )
        return self._known

    def _open(self) -> Search:
        if self._search is None:
            from nbreader.library.search import Search

            self._search = Search.open(self._path)
        return self._search


def result_of(found: Found) -> Result:
    """A row of the library's answer as a list shows it."""
    row = found.row
    return Result(
        hit=found.hit,
        newspaper=row.newspaper,
        date=row.date,
        page=row.page_number,
        section=row.section,
        read=row.read,
    )


@contextmanager
def _giving_up() -> Iterator[None]:
    """Let a search that was given up raise InterruptedError, which doors may know."""
    from nbreader.library.search import Interrupted

    try:
        yield
    except Interrupted:
        raise InterruptedError from None
