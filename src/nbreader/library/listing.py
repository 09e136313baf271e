"""What there is in the library, a branch of the tree at a time, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nbreader.library.keys import BITS, UNDATED_TO, date_of, day_number
from nbreader.library.store import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The library in numbers; `first` and `last` are the days of its oldest and newest issue."""

    issues: int
    pages: int
    articles: int
    unread: int
    figures: int
    organisations: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """What there is of one year; of undated pages where `year` is None."""

    year: int | None
    issues: int
    pages: int
    articles: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """What there is of one month."""

    year: int
    month: int
    issues: int
    pages: int
    articles: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One issue; undated pages of one newspaper share one."""

    id: str
    newspaper: str
    date: date | None
    edition: str
    pages: int
    articles: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page."""

    id: str
    issue_id: str
    number: int | None
    label: str
    articles: int
    unread: int
    doubts: int  # of the page and its articles
    path: str  # where its file was when it was added
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One article, as a list shows it. `key` orders all articles, the newest has the greatest."""

    id: str
    page_id: str
    issue_id: str
    newspaper: str
    date: date | None
    page_number: int | None
    section: str
    headline: str  # or its first words
    byline: str
    characters: int
    figures: int
    read: bool
    key: int


ARTICLE_COLUMNS = (
    "article.name, page.name, issue.name, newspaper, day, number, section.name, headline,"
    " byline, characters, (SELECT count(*) FROM figure WHERE figure.article = article.key),"
    " coalesce(is_read, 0), article.key"
)
ARTICLE_TABLES = (
    "article JOIN page ON page.id = article.page JOIN issue ON issue.id = article.issue"
    " JOIN section ON section.id = article.section"
    " LEFT JOIN reading ON reading.article = article.key"
)
ARTICLE_ROWS = f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES}"
# Articles that were read, of an issue.
_READ = (
    "(SELECT count(*) FROM reading JOIN article ON article.key = reading.article"
    " WHERE is_read AND article.issue = issue.id)"
)
_SUMS = "count(*), sum(pages), sum(articles), sum(articles)"


def totals(library: Library) -> Totals:
    """The library in numbers."""
    one = library.connection.execute
    issues, pages, articles, first, last = one(
        "SELECT count(*), coalesce(sum(pages), 0), coalesce(sum(articles), 0), min(day), max(day)"
        " FROM issue"
    ).fetchone()
    (read,) = one("SELECT count(*) FROM reading WHERE is_read").fetchone()
    (figures,) = one("SELECT coalesce(sum(figures), 0) FROM metric").fetchone()
    (organisations,) = one("SELECT count(*) FROM organisation WHERE articles > 0").fetchone()
    return Totals(
        issues=issues,
        pages=pages,
        articles=articles,
        unread=articles - read,
        figures=figures,
        organisations=organisations,
        first=None if first is None else date_of(first),
        last=None if last is None else date_of(last),
    )


def years(library: Library) -> tuple[YearRow, ...]:
    """The years that there are issues of; undated pages last."""
    return tuple(
        YearRow(year=year, issues=row[0], pages=row[1], articles=row[2], unread=row[3])
        for (year, _), row in _by_month(library, months=False).items()
    )


def months(library: Library, year: int) -> tuple[MonthRow, ...]:
    """The months of a year that there are issues of."""
    return tuple(
        MonthRow(
            year=year, month=month or 0, issues=row[0], pages=row[1], articles=row[2], unread=row[3]
        )
        for (_, month), row in _by_month(library, months=True, year=year).items()
    )


def issues(
    library: Library,
    *,
    year: int | None = None,
    month: int | None = None,
    undated: bool = False,
    newspaper: str = "",
    limit: int | None = None,
    before: str = "",
) -> tuple[IssueRow, ...]:
    """The issues of a year, a month or all time, or the undated ones; `before` an issue's id."""
    where, values = ["1"], list[Any]()
    if undated:
        where.append("day IS NULL")
    elif year is not None:
        first, last = _days(year, month)
        where.append("day BETWEEN ? AND ?")
        values += (first, last)
    if newspaper:
        where.append("newspaper = ?")
        values.append(newspaper)
    if before:
        where.append(
            "(coalesce(day, -1e9), id) < (SELECT coalesce(day, -1e9), id FROM issue WHERE name = ?)"
        )
        values.append(before)
    rows = library.connection.execute(
        f"SELECT name, newspaper, day, edition, pages, articles, articles - {_READ} FROM issue"
        f" WHERE {' AND '.join(where)} ORDER BY coalesce(day, -1e9) DESC, id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return tuple(map(_issue_row, rows))


def pages(library: Library, issue_id: str) -> tuple[PageRow, ...]:
    """The pages of an issue, in page order."""
    rows = library.connection.execute(
        f"{_PAGE_ROWS} WHERE issue.name = ? ORDER BY number IS NULL, number, page.id", (issue_id,)
    )
    return tuple(PageRow(**dict(zip(_PAGE_FIELDS, row, strict=True))) for row in rows)


def undated_pages(library: Library, *, limit: int = 200, before: str = "") -> tuple[PageRow, ...]:
    """Pages without a date, the last added first; `before` is the id of a page."""
    rows = library.connection.execute(
        f"{_PAGE_ROWS} WHERE issue.day IS NULL"
        " AND (? = '' OR page.id < (SELECT id FROM page WHERE name = ?))"
        " ORDER BY page.id DESC LIMIT ?",
        (before, before, limit),
    )
    return tuple(PageRow(**dict(zip(_PAGE_FIELDS, row, strict=True))) for row in rows)


def undated_ids(library: Library) -> list[str]:
    """The ids of all pages without a date, the last added first."""
    rows = library.connection.execute(
        "SELECT page.name FROM page JOIN issue ON issue.id = page.issue WHERE day IS NULL"
        " ORDER BY page.id DESC"
    )
    return [name for (name,) in rows]


def named_pages(library: Library, page_ids: Sequence[str]) -> tuple[PageRow, ...]:
    """The pages of these ids, in their order."""
    import json

    rows = library.connection.execute(
        f"{_PAGE_ROWS} JOIN (SELECT value AS wanted, key AS rank FROM json_each(?))"
        " ON page.name = wanted ORDER BY rank",
        (json.dumps(page_ids),),
    )
    return tuple(PageRow(**dict(zip(_PAGE_FIELDS, row, strict=True))) for row in rows)


def articles(library: Library, *, issue_id: str = "", page_id: str = "") -> tuple[ArticleRow, ...]:
    """The articles of an issue or of one page, in the order of the paper."""
    rows = library.connection.execute(
        f"{ARTICLE_ROWS} WHERE {'page' if page_id else 'issue'}.name = ?"
        " ORDER BY number IS NULL, number, page.id, place",
        (page_id or issue_id,),
    )
    return tuple(map(article_row_of, rows))


def article_row(library: Library, article_id: str) -> ArticleRow | None:
    """The article of that id, as a list shows it."""
    row = library.connection.execute(
        f"{ARTICLE_ROWS} WHERE article.name = ?", (article_id,)
    ).fetchone()
    return None if row is None else article_row_of(row)


def find_ids(library: Library, part: str, *, limit: int = 10) -> tuple[str, ...]:
    """The article of that id; if there is none, those whose ids contain `part`."""
    rows = library.connection.execute(
        "SELECT name FROM article WHERE name = ?1"
        " UNION ALL SELECT name FROM article WHERE instr(name, ?1) AND NOT EXISTS"
        " (SELECT 1 FROM article WHERE name = ?1) LIMIT ?2",
        (part, limit),
    )
    return tuple(name for (name,) in rows)


def article_row_of(row: Sequence[Any]) -> ArticleRow:
    """The row of a query that begins with `ARTICLE_ROWS`."""
    name, page, issue, newspaper, day, number, section, headline, byline, *rest = row
    characters, figures, is_read, key = rest
    return ArticleRow(
        id=name,
        page_id=page,
        issue_id=issue,
        newspaper=newspaper,
        date=None if day is None else date_of(day),
        page_number=number,
        section=section,
        headline=headline,
        byline=byline,
        characters=characters,
        figures=figures,
        read=bool(is_read),
        key=key,
    )


_PAGE_FIELDS = (
    *("id", "issue_id", "number", "label", "articles", "unread", "doubts", "path", "sha256"),
)
_PAGE_ROWS = (
    "SELECT page.name, issue.name, number, label,"
    " (SELECT count(*) FROM article WHERE page = page.id),"
    " (SELECT count(*) FROM article LEFT JOIN reading ON reading.article = article.key"
    "  WHERE page = page.id AND NOT coalesce(is_read, 0)),"
    " doubts, path, sha256 FROM page JOIN issue ON issue.id = page.issue"
)


def _by_month(
    library: Library, *, months: bool, year: int | None = None
) -> dict[tuple[int | None, int | None], list[int]]:
    """Issues, pages, articles and unread ones by year, or by month of one, the newest first."""
    where, values = "", tuple[int, ...]()
    if year is not None:
        where, values = "WHERE day BETWEEN ? AND ?", _days(year, None)
    found: dict[tuple[int | None, int | None], list[int]] = {}
    rows = library.connection.execute(
        f"SELECT day, {_SUMS} FROM issue {where} GROUP BY day ORDER BY day IS NULL, day DESC",
        values,
    )
    for day, *numbers in rows:
        sums = found.setdefault(_month(day, months), [0, 0, 0, 0])
        sums[:] = map(int.__add__, sums, numbers)
    reads = library.connection.execute(
        f"SELECT article >> {BITS}, article < {UNDATED_TO}, count(*) FROM reading WHERE is_read"
        " GROUP BY 1, 2"
    )
    for day, is_undated, count in reads:
        month = _month(None if is_undated else day, months)
        if month in found and (year is None or not is_undated):
            found[month][3] -= count
    return found


def _month(day: int | None, months: bool) -> tuple[int | None, int | None]:
    if day is None:
        return None, None
    at = date_of(day)
    return at.year, at.month if months else None


def _days(year: int, month: int | None) -> tuple[int, int]:
    """The first and last day's number of a year or a month of it."""
    first = date(year, month or 1, 1)
    if month is None or month == 12:
        return day_number(first), day_number(date(year, 12, 31))
    return day_number(first), day_number(date(year, month + 1, 1)) - 1


def _issue_row(row: tuple[Any, ...]) -> IssueRow:
    name, newspaper, day, edition, pages, articles, unread = row
    return IssueRow(
        id=name,
        newspaper=newspaper,
        date=None if day is None else date_of(day),
        edition=edition,
        pages=pages,
        articles=articles,
        unread=unread,
    )
