"""The library's tree with only what a query matches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Self

from nbreader.actions.catalogue import (
    Branch,
    Branches,
    Catalogue,
    article_branch,
    issue_branch,
)
from nbreader.actions.queries import read_query
from nbreader.actions.seeking import LibraryFinder

if TYPE_CHECKING:
    from nbreader.library.listing import ArticleRow, PageRow
    from nbreader.library.query import Query
    from nbreader.library.search import Found, Results

_BATCH = 200  # undated hits that are shown at a time, with those on their last page
_ENOUGH = 40  # articles that are shown before anything is opened


class NarrowedCatalogue(Catalogue):
    """What matches: every count is of matching articles, that of an article of places."""

    def __init__(self, finder: LibraryFinder, query: Query) -> None:
        super().__init__(finder.search.library)
        self._finder, self._query = finder, query

    @classmethod
    def over(cls, finder: LibraryFinder, words: str) -> Self:
        """What these words match; QueryError for words that cannot be read."""
        return cls(finder, read_query(words, typing=True))

    def close(self) -> None:
        """The finder owns the files."""

    def first_branches(self) -> Branches:
        """The years, and below the newest as much as is seen at once."""
        found: dict[str, tuple[Branch, ...]] = dict(self.below(""))
        shown = 0
        waiting = list(found[""])
        while waiting and shown < _ENOUGH:
            branch = waiting.pop(0)
            if branch.kind == "article":
                shown += 1
            elif branch.kind != "more":
                found |= self.below(branch.key) if branch.key not in found else {}
                waiting[:0] = found[branch.key]
        return found

    def years(self) -> tuple[Branch, ...]:
        """The years with matches; undated pages last."""
        counts = self._counts("year")
        return tuple(
            Branch(key=f"year:{name}", kind="year", number=int(name or 0) or None, count=count)
            for name, count in sorted(counts.items(), reverse=True)
        )

    def months(self, year: int) -> tuple[Branch, ...]:
        """The months of a year with matches."""
        counts = self._counts("month", year=year)
        return tuple(
            Branch(key=f"month:{name}", kind="month", number=int(name[-2:]), count=count)
            for name, count in sorted(counts.items(), reverse=True)
        )

    def issues(self, year: int, month: int) -> tuple[Branch, ...]:
        """The issues of a month with matches."""
        from nbreader.library import listing

        counts = self._counts("issue", year=year, month=month)
        rows = listing.issues(self.library, year=year, month=month)
        return tuple(issue_branch(row, counts[row.id], 0) for row in rows if row.id in counts)

    def pages(self, issue_id: str) -> Branches:
        """The pages of an issue with matches, and all their articles that match."""
        from nbreader.library import listing

        found = self._hits_of_issue(issue_id)
        matched = {one.row.page_id for one in found}
        rows = [row for row in listing.pages(self.library, issue_id) if row.id in matched]
        return self._with_articles(f"issue:{issue_id}", rows, found)

    def articles(self, page_id: str) -> tuple[Branch, ...]:
        """The articles of a page that match."""
        from nbreader.library import listing

        rows = listing.articles(self.library, page_id=page_id)
        names = {row.id for row in rows}
        return tuple(b for row in rows[:1] for b in self._hits_beside(row) if b.key in names)

    def undated(self, key: str, *, before: str = "") -> Branches:
        """Undated pages with matches, and their articles; "more" stands for those that follow."""
        from nbreader.library import listing

        pages = self.undated_pages()
        start = pages.index(before) + 1 if before in self._undated else 0
        end, shown = start, 0
        while end < len(pages) and shown < _BATCH:
            shown += self._undated[pages[end]]
            end += 1
        found = self._hits_on(pages[start:end])
        branches = self._with_articles(
            key, listing.named_pages(self.library, pages[start:end]), found
        )
        if end == len(pages):
            return branches
        more = Branch(key=f"more:{pages[end - 1]}", kind="more")
        return {**branches, key: (*branches[key], more)}

    def kept(self, row: ArticleRow) -> tuple[Branch, ...]:
        """Those of an article's mates that match."""
        return self._hits_beside(row)

    def articles_of_issue(self, issue_id: str) -> tuple[Branch, ...]:
        """The articles of an issue that match, page after page."""
        return tuple(map(_branch, self._hits_of_issue(issue_id)))

    def articles_of_page(self, page_id: str) -> tuple[Branch, ...]:
        """The articles of an undated page that match."""
        return tuple(map(_branch, self._hits_on([page_id] if page_id in self._undated else [])))

    def undated_pages(self) -> list[str]:
        """The undated pages that match, in the order of the tree."""
        return list(self._undated)

    # Asking

    @cached_property
    def _undated(self) -> dict[str, int]:
        """The undated pages with matches and how many, the last added first."""
        search, known = self._finder.search, self._finder.known
        return dict(search.counts_by(self._query, "page", undated=True, known=known))

    def _with_articles(self, key: str, rows: Sequence[PageRow], found: list[Found]) -> Branches:
        below = {
            row.id: tuple(_branch(one) for one in found if one.row.page_id == row.id)
            for row in rows
        }
        pages = tuple(self.page_branch(row, len(below[row.id]), 0) for row in rows)
        return {key: pages} | {f"page:{page_id}": each for page_id, each in below.items()}

    def _counts(
        self, by: str, *, year: int | None = None, month: int | None = None
    ) -> dict[str, int]:
        search, known = self._finder.search, self._finder.known
        return dict(search.counts_by(self._query, by, year=year, month=month, known=known))

    def _hits_beside(self, row: ArticleRow) -> tuple[Branch, ...]:
        if row.date is None:
            return self.articles_of_page(row.page_id)
        return self.articles_of_issue(row.issue_id)

    def _hits_of_issue(self, issue_id: str) -> list[Found]:
        """What matches in an issue, in the order of its pages."""
        from nbreader.library import listing

        rows = listing.articles(self.library, issue_id=issue_id)
        keys = [row.key for row in rows]
        if not keys:
            return []
        order = {row.id: at for at, row in enumerate(rows)}
        found = self._hits_from(max(keys) + 1, down_to=min(keys), at_a_time=len(keys))
        return sorted(
            (one for one in found if one.row.id in order), key=lambda one: order[one.row.id]
        )

    def _hits_on(self, page_ids: list[str]) -> list[Found]:
        """What matches on these undated pages.

        Undated keys fall as the pages do, so one question finds all; where they do not
        (pages that grew since they were added), a page is asked for by itself.
        """
        from nbreader.library import listing

        found: dict[str, dict[str, Found]] = {page_id: {} for page_id in page_ids}
        counts = self._undated
        for page_id in page_ids:
            if len(found[page_id]) < counts[page_id]:
                limit = (
                    counts[page_id]
                    if any(found.values())
                    else sum(counts[each] for each in page_ids)
                )
                rows = listing.articles(self.library, page_id=page_id)
                top = max((row.key for row in rows), default=0)
                for one in self._find(limit, top + 1).hits:
                    if one.row.page_id in found:
                        found[one.row.page_id][one.row.id] = one
        return [one for of_page in found.values() for one in of_page.values()]

    def _find(self, limit: int, before: int) -> Results:
        search, known = self._finder.search, self._finder.known
        return search.find(self._query, limit=limit, before=before, known=known)

    def _hits_from(self, before: int, *, down_to: int, at_a_time: int) -> list[Found]:
        found: list[Found] = []
        at: int | None = before
        while at is not None:
            results = self._find(at_a_time, at)
            inside = [one for one in results.hits if one.row.key >= down_to]
            found += inside
            at = results.next_before if len(inside) == len(results.hits) else None
        return found


def _branch(found: Found) -> Branch:
    return article_branch(found.row, found.hit.places, len(found.hit.places))
