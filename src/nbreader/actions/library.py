"""The library as a whole: searching it, listing it, and keeping it well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.actions.queries import read_query, tells_scripts_apart
from nbreader.actions.shelf import library_path
from nbreader.library.search import Count, Found, Known, Search
from nbreader.library.store import Library
from nbreader.library.syntax import Field, Query
from nbreader.model import Annotations, Bookmark, Issue, Page

if TYPE_CHECKING:
    from nbreader.actions.following import BookmarkCheck
    from nbreader.actions.pages import FoundArticle
    from nbreader.library.care import Finding
    from nbreader.library.listing import ArticleRow, IssueRow
    from nbreader.library.proving import TornPage

__all__ = [
    "Answer",
    "articles_of_issue",
    "backup_library",
    "check_bookmarks",
    "check_library",
    "find_in_library",
    "known_of",
    "library_size",
    "list_issues",
    "opened_library",
    "pages_of_bookmarks",
    "search_library",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The newest articles that match a query, and how many there are in all.

    `pending` is the number of articles that no search finds yet, since the index
    has still to take them in.
    """

    found: tuple[Found, ...]
    total: Count
    pending: int = 0


@contextmanager
def opened_library() -> Iterator[Library]:
    """The library, to be read; BadDataError if there is none, or none that can be read."""
    with Library.open(library_path()) as library:
        yield library


def search_library(
    words: str, *, limit: int = 20, progress: Callable[[int, int], None] | None = None
) -> Answer:
    """The newest `limit` articles of the library that match.

    An index that is missing or behind is brought up to date before; `progress` is
    told how far it is. Raises QueryError for a query that cannot be read,
    BadDataError for a library that is not there, or that has to be mended first.
    """
    from nbreader.library.database import NoIndexError

    query = read_query(words)
    known = known_of(query)
    try:
        answer = _answer(query, known, limit)
        if not answer.pending:
            return answer
    except NoIndexError:
        pass  # it is made
    from nbreader.actions.indexing import catch_up_index

    catch_up_index(library_path(), progress)
    return _answer(query, known, limit)


def _answer(query: Query, known: Known, limit: int) -> Answer:
    with Search.open(library_path()) as search:
        results = search.find(query, limit=limit, known=known)
        total = search.count(query, known=known)
    return Answer(found=results.hits, total=total, pending=results.pending)


def known_of(query: Query) -> Known:
    """What a query asks of the reader's own files: which articles have bookmarks, and which tags.

    The bookmarks are read only if the query asks for them; of the settings, whether
    traditional and simplified characters are told apart.
    """
    apart = tells_scripts_apart()
    tests = [test for clause in query.clauses for test in clause.tests]
    asked = [test for test in tests if isinstance(test, Field) and test.name in ("is", "tag")]
    if not asked:
        return Known(exact_script=apart)
    from nbreader.desk import list_bookmarks

    tagged: dict[str, set[str]] = defaultdict(set)
    kept = list_bookmarks()
    for bookmark in kept:
        for tag in bookmark.tags:
            tagged[tag].add(bookmark.article_id)
    return Known(
        bookmarked=frozenset(each.article_id for each in kept), tagged=tagged, exact_script=apart
    )


def list_issues() -> tuple[IssueRow, ...]:
    """The issues of the library, the newest first, undated ones last."""
    from nbreader.library.listing import issues

    with opened_library() as library:
        return issues(library)


def articles_of_issue(issue_id: str) -> tuple[ArticleRow, ...]:
    """The articles of an issue of the library in the order of its pages; () if there is none."""
    from nbreader.library.listing import articles

    with opened_library() as library:
        return articles(library, issue_id=issue_id)


def find_in_library(part: str) -> tuple[FoundArticle, ...]:
    """The article of the library with this id; if there is none, those whose ids contain `part`.

    Its issue has the one page that prints it.
    """
    from nbreader.actions.pages import FoundArticle
    from nbreader.library.listing import article_row, find_ids
    from nbreader.library.loading import load_page

    found = []
    with opened_library() as library:
        ids = (part,) if article_row(library, part) else find_ids(library, part)
        for article_id in ids:
            row = article_row(library, article_id)
            page = load_page(library, row.page_id) if row else None
            if row is None or page is None:
                continue
            article = {each.id: each for each in page.articles}[article_id]
            issue = _issue_of(page, row.issue_id)
            found.append(FoundArticle(issue=issue, page=page, article=article))
    return tuple(found)


def _issue_of(page: Page, issue_id: str) -> Issue:
    return Issue(
        id=issue_id,
        newspaper=page.newspaper,
        date=page.date,
        edition=page.edition,
        pages=(page,),
    )


def check_library(
    *, deep: bool = False, progress: Callable[[int, int], None] | None = None
) -> tuple[Finding, ...]:
    """What is wrong with the library, none if all is well.

    What can be made again is: the index, counts, and pages whose files' bytes are still
    there. `progress` is told how many pages have been read, and of how many.
    """
    from nbreader.library.care import check

    path = library_path()

    def remake(torn: Sequence[TornPage]) -> frozenset[int]:
        from nbreader.actions.mending import remake_pages

        return remake_pages(path, torn)

    return check(path, deep=deep, progress=progress, remake=remake)


def library_size() -> str:
    """How much is in the library, in words."""
    from nbreader.library.listing import totals

    with opened_library() as library:
        size = totals(library)
    return f"{size.issues} 期 {size.pages} 版 {size.articles} 篇，{size.figures} 个数据"


def check_bookmarks(kept: Sequence[Bookmark]) -> BookmarkCheck:
    """How bookmarks stand to the library; those that point at a wrong article are mended."""
    from nbreader.actions.following import mend_bookmarks

    with opened_library() as library:
        return mend_bookmarks(library, kept)


def pages_of_bookmarks(
    kept: Sequence[Bookmark],
) -> tuple[tuple[Issue, ...], Mapping[str, Annotations]]:
    """The library's pages that bookmarks were made on, and what their articles tell, by id."""
    from nbreader.library.loading import load_annotations

    with opened_library() as library:
        pages = _pages_of(library, kept)
        issues = tuple(
            Issue(id=page.id, newspaper=page.newspaper, date=page.date, pages=(page,))
            for page in pages.values()
        )
        wanted = {each.article_id for each in kept}
        found = {article_id: load_annotations(library, article_id) for article_id in wanted}
    return issues, {article_id: each for article_id, each in found.items() if each is not None}


def _pages_of(library: Library, kept: Sequence[Bookmark]) -> Mapping[str, Page]:
    """The pages of bookmarks that the library has, by the sha256 of their sources."""
    from nbreader.library.loading import load_page
    from nbreader.library.saving import known_page

    pages = {}
    for source in dict.fromkeys(bookmark.citation.sha256 for bookmark in kept):
        known = known_page(library, source)
        page = load_page(library, known.page_id) if known else None
        if page is not None:
            pages[source] = page
    return pages


def backup_library(
    target: Path,
    *,
    overwrite: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write a copy of the library as it is at one moment, also while it is in use.

    `progress` is told how many pages of the copy have been read, and of how many; comes
    out how many cannot be read whole. Raises BadDataError for a target that is there,
    unless it may be overwritten, which by a library with such pages it may not.
    """
    from nbreader.library.care import backup

    return backup(library_path(), target, progress=progress, overwrite=overwrite)
