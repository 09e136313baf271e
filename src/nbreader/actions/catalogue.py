"""The library as a tree: years, months, issues, pages and articles, read as they are opened.

Keys name the branches: "year:2026" ("year:" for undated pages), "month:2026-03",
"issue:ID", "page:ID", and an article's own id. A catalogue belongs to the thread
that opened it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from nbreader.library.opened import Opened

if TYPE_CHECKING:
    from nbreader.library.listing import ArticleRow, IssueRow, MonthRow, PageRow, YearRow
    from nbreader.library.store import Library

UNDATED = "year:"
_PAGES = 200  # undated pages that are listed at a time

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One line of the tree, as the library knows it.

    `count` is of articles below, or of those that match; of an article it is how
    many places do. `kind` is year, month, issue, page, article or more.
    """

    key: str
    kind: str
    label: str = ""
    newspaper: str = ""
    date: date | None = None
    number: int | None = None  # of a year, a month, or a page
    count: int = 0
    unread: int = 0
    read: bool = False
    section: str = ""
    sha256: str = ""  # of a page's file
    spans: tuple[Span, ...] = ()  # of an article: what matched


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much there is in a library."""

    issues: int = 0
    pages: int = 0
    articles: int = 0
    unread: int = 0


Branches = Mapping[str, tuple[Branch, ...]]


class Catalogue(Opened):
    """The whole library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._years: tuple[YearRow, ...] | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """The catalogue of the library at `path`; BadDataError if it cannot be read."""
        from nbreader.library.store import Library

        return cls(Library.open(path))

    def close(self) -> None:
        """Close the library."""
        self.library.close()

    def tell(self, error: BaseException | None) -> None:
        """As the library tells."""
        self.library.tell(error)

    def below(self, key: str) -> Branches:
        """The branches below a key, "" for the years; what comes along is below others."""
        kind, _, name = key.partition(":")
        if not key:
            return {"": self.years()}
        if key == UNDATED:
            return self.undated(key)
        if kind == "more":
            return self.undated(key, before=name)
        if kind == "year":
            return {key: self.months(int(name))}
        if kind == "month":
            year, month = map(int, name.split("-"))
            return {key: self.issues(year, month)}
        if kind == "issue":
            return self.pages(name)
        return {key: self.articles(name)} if kind == "page" else {}

    def leaves(self, key: str) -> Iterator[Branch]:
        """All articles below a branch, in the order of the tree."""
        kind, _, name = key.partition(":")
        if kind == "issue":
            yield from self.articles_of_issue(name)
            return
        for branch in self.below(key).get(key, ()):
            if branch.kind == "article":
                yield branch
            else:
                yield from self.leaves(branch.key)

    def totals(self) -> Totals:
        """How much there is, by what is counted for the years anyway."""
        rows = self._year_rows()
        return Totals(
            issues=sum(row.issues for row in rows),
            pages=sum(row.pages for row in rows),
            articles=sum(row.articles for row in rows),
            unread=sum(row.unread for row in rows),
        )

    def _year_rows(self) -> tuple[YearRow, ...]:
        """The years as they were when this catalogue first asked."""
        from nbreader.library import listing

        if self._years is None:
            self._years = listing.years(self.library)
        return self._years

    def years(self) -> tuple[Branch, ...]:
        """The years, the newest first; undated pages last."""
        return tuple(_period(f"{row.year or ''}", row.year, row) for row in self._year_rows())

    def months(self, year: int) -> tuple[Branch, ...]:
        """The months of a year, the newest first."""
        from nbreader.library import listing

        rows = listing.months(self.library, year)
        return tuple(_period(f"{row.year}-{row.month:02}", row.month, row) for row in rows)

    def issues(self, year: int, month: int) -> tuple[Branch, ...]:
        """The issues of a month, the newest first."""
        from nbreader.library import listing

        rows = listing.issues(self.library, year=year, month=month)
        return tuple(issue_branch(row, row.articles, row.unread) for row in rows)

    def pages(self, issue_id: str) -> Branches:
        """The pages of an issue; the articles of one that stands alone come along."""
        from nbreader.library import listing

        rows = listing.pages(self.library, issue_id)
        found = {f"issue:{issue_id}": tuple(self.page_branch(row) for row in rows)}
        if len(rows) == 1:
            found[f"page:{rows[0].id}"] = self.articles(rows[0].id)
        return found

    def articles(self, page_id: str) -> tuple[Branch, ...]:
        """The articles of a page, in its order."""
        from nbreader.library import listing

        return tuple(map(article_branch, listing.articles(self.library, page_id=page_id)))

    def undated(self, key: str, *, before: str = "") -> Branches:
        """Undated pages, the last added first; a branch "more" stands for those that follow."""
        from nbreader.library import listing

        rows = listing.undated_pages(self.library, limit=_PAGES, before=before)
        branches = [self.page_branch(row) for row in rows]
        if len(rows) == _PAGES:
            branches.append(Branch(key=f"more:{rows[-1].id}", kind="more"))
        return {key: tuple(branches)}

    def page_branch(
        self, row: PageRow, count: int | None = None, unread: int | None = None
    ) -> Branch:
        """A page; one without a number says what it opens with."""
        label = row.label
        if row.number is None:
            first = self._first_headline(row.id)
            label = " ".join(filter(None, (row.label, first))) or row.path.rpartition("/")[2]
        return Branch(
            key=f"page:{row.id}",
            kind="page",
            label=label,
            number=row.number,
            count=row.articles if count is None else count,
            unread=row.unread if unread is None else unread,
            sha256=row.sha256,
        )

    def _first_headline(self, page_id: str) -> str:
        from nbreader.library import listing

        rows = listing.articles(self.library, page_id=page_id)
        return next((row.headline for row in rows), "")

    # From an article to its place and its neighbours

    def row(self, article_id: str) -> ArticleRow | None:
        """The article as lists show it, None if it is not in the library."""
        from nbreader.library import listing

        return listing.article_row(self.library, article_id)

    def paragraph(self, article_id: str, at: int) -> tuple[str, int]:
        """The paragraph of an article that holds a character, and where it begins.

        "" if the article is gone.
        """
        from nbreader.library.loading import load_article

        article = load_article(self.library, article_id)
        if article is None:
            return "", 0
        start = article.text.rfind("\n", 0, at) + 1
        return article.text[start:].split("\n", 1)[0], start

    def way_to(self, article_id: str) -> tuple[str, ...]:
        """The keys of the branches that an article stands under, the year first."""
        row = self.row(article_id)
        if row is None:
            return ()
        page = f"page:{row.page_id}"
        if row.date is None:
            return (UNDATED, page)
        month = f"month:{row.date:%Y-%m}"
        return (f"year:{row.date.year}", month, f"issue:{row.issue_id}", page)

    def beside(self, article_id: str, step: int) -> Branch | None:
        """The next article down the tree (step 1) or up (-1), None at the end."""
        row = self.row(article_id)
        if row is None:
            return None
        order = [each.key for each in self.mates(row)]
        here = order.index(row.id)
        near = [b for b in self.kept(row) if (order.index(b.key) - here) * step > 0]
        if near:
            return near[0] if step > 0 else near[-1]
        for articles in self._groups_beside(row, step):
            if articles:
                return articles[0] if step > 0 else articles[-1]
        return None

    def mates(self, row: ArticleRow) -> tuple[Branch, ...]:
        """The articles of an article's issue, of an undated one those of its page."""
        from nbreader.library import listing

        if row.date is None:
            rows = listing.articles(self.library, page_id=row.page_id)
        else:
            rows = listing.articles(self.library, issue_id=row.issue_id)
        return tuple(map(article_branch, rows))

    def kept(self, row: ArticleRow) -> tuple[Branch, ...]:
        """Those of its mates that this catalogue has."""
        return self.mates(row)

    def _groups_beside(self, row: ArticleRow, step: int) -> Iterator[tuple[Branch, ...]]:
        """The articles of the issues that follow in the tree, then of undated pages."""
        if row.date is None:
            pages = Catalogue.undated_pages(self)
            at = pages.index(row.page_id)
            pages = pages[at + 1 :] if step > 0 else pages[:at][::-1]
            kept = set(self.undated_pages())
            yield from (self.articles_of_page(page) for page in pages if page in kept)
            if step < 0:
                yield from map(self.articles_of_issue, self._issue_ids(-1, None))
            return
        month = row.date.year, row.date.month
        order = [branch.key.partition(":")[2] for branch in Catalogue.issues(self, *month)]
        here = order.index(row.issue_id)
        for issue_id in self._issue_ids(step, month):
            if issue_id not in order or (order.index(issue_id) - here) * step > 0:
                yield self.articles_of_issue(issue_id)
        if step > 0:
            yield from map(self.articles_of_page, self.undated_pages())

    def _issue_ids(self, step: int, start: tuple[int, int] | None) -> Iterator[str]:
        """The dated issues, from a month on down the tree (step 1) or up."""
        for year in self.years()[::step]:
            if year.number is None or (start and (start[0] - year.number) * step < 0):
                continue
            for month in self.months(year.number)[::step]:
                at = (year.number, month.number or 0)
                if start is None or (at <= start if step > 0 else at >= start):
                    for issue in self.issues(*at)[::step]:
                        yield issue.key.partition(":")[2]

    def articles_of_issue(self, issue_id: str) -> tuple[Branch, ...]:
        """The articles of an issue, page after page."""
        from nbreader.library import listing

        return tuple(map(article_branch, listing.articles(self.library, issue_id=issue_id)))

    def articles_of_page(self, page_id: str) -> tuple[Branch, ...]:
        """The articles of a page."""
        return self.articles(page_id)

    def undated_pages(self) -> list[str]:
        """The ids of all undated pages, in the order of the tree."""
        from nbreader.library import listing

        return listing.undated_ids(self.library)


def _period(name: str, number: int | None, row: YearRow | MonthRow) -> Branch:
    """A year or a month of a year as a branch."""
    kind = "month" if "-" in name else "year"
    return Branch(
        key=f"{kind}:{name}", kind=kind, number=number, count=row.articles, unread=row.unread
    )


def issue_branch(row: IssueRow, count: int, unread: int) -> Branch:
    """An issue as a branch."""
    return Branch(
        key=f"issue:{row.id}",
        kind="issue",
        label=row.edition,
        newspaper=row.newspaper,
        date=row.date,
        count=count,
        unread=unread,
    )


def article_branch(row: ArticleRow, spans: tuple[Span, ...] = (), count: int = 0) -> Branch:
    """An article as a branch."""
    return Branch(
        key=row.id,
        kind="article",
        label=row.headline,
        newspaper=row.newspaper,
        date=row.date,
        number=row.page_number,
        count=count,
        read=row.read,
        section=row.section,
        spans=spans,
    )
