"""Bookmarks that follow their page when it is read better than before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nbreader.desk import cite, list_bookmarks, place_bookmark, replace_bookmarks
from nbreader.errors import BadDataError
from nbreader.library.loading import load_article, load_page
from nbreader.library.saving import SavedPage, known_page
from nbreader.library.store import Library
from nbreader.model import Bookmark, Issue, Page, Refused


def follow_bookmarks(library: Library, replaced: Iterable[SavedPage]) -> tuple[Bookmark, ...]:
    """Point bookmarks at the articles that stand on replaced pages now.

    A bookmark keeps its words; its article, its place and its citation are those
    of the page as it is read now. Returned are those whose words are not on the
    page any more, or in more than one place; they are left as they are.
    """
    moved: list[Bookmark] = []
    lost: list[Bookmark] = []
    pages = [saved for saved in replaced if saved.old]
    kept = list_bookmarks() if pages else ()
    for saved in pages:
        names = {article.id: article.id for article in saved.old} | dict(saved.renamed)
        for bookmark in kept:
            if bookmark.article_id not in names:
                continue
            page = load_page(library, saved.page_id)
            renamed = replace(bookmark, article_id=names[bookmark.article_id])
            placed = None if page is None else _placed_on(page, renamed)
            if placed is None:
                lost.append(bookmark)
            elif placed != bookmark:
                moved.append(placed)
    replace_bookmarks(moved)
    return tuple(lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkCheck:
    """How bookmarks stand to the library, each in one of these or well.

    `moved` pointed at an article that is not there, or does not hold their words,
    and are given as they are now; `lost` have words that are not on their page, or
    in several places of it; the pages of `away` are not in the library.
    """

    moved: tuple[Bookmark, ...] = ()
    lost: tuple[Bookmark, ...] = ()
    away: tuple[Bookmark, ...] = ()


def mend_bookmarks(library: Library, kept: Iterable[Bookmark]) -> BookmarkCheck:
    """Point those bookmarks at their articles that do not.

    So do bookmarks that could not follow their page, since the program ended
    between saving the page and moving them.
    """
    moved: list[Bookmark] = []
    lost: list[Bookmark] = []
    away: list[Bookmark] = []
    pages: dict[str, Page | None] = {}
    for bookmark in kept:
        source = bookmark.citation.sha256
        known = known_page(library, source)
        if known is None:
            away.append(bookmark)
        elif not _fits(library, bookmark):
            if source not in pages:
                pages[source] = load_page(library, known.page_id)
            page = pages[source]
            placed = None if page is None else _placed_on(page, bookmark)
            if placed is None:
                lost.append(bookmark)
            elif (placed.article_id, placed.start) != (bookmark.article_id, bookmark.start):
                moved.append(placed)
    replace_bookmarks(moved)
    return BookmarkCheck(moved=tuple(moved), lost=tuple(lost), away=tuple(away))


def mend_left_behind(library: Library) -> Iterator[Refused]:
    """Have all bookmarks find their articles; yields what stands in the way."""
    try:
        with library.reading():
            mend_bookmarks(library, list_bookmarks())
    except BadDataError as error:
        yield Refused(path="", sentence=str(error))


def _fits(library: Library, bookmark: Bookmark) -> bool:
    """Tell whether the bookmark's article is there and has the very words at their place."""
    article = load_article(library, bookmark.article_id)
    if article is None or bookmark.start is None:
        return False
    return article.text.startswith(bookmark.quote.exact, bookmark.start)


def _placed_on(page: Page, bookmark: Bookmark) -> Bookmark | None:
    """The bookmark as it stands on the page; None if that is unsure."""
    placement = place_bookmark(bookmark, page.articles)
    if placement is None:
        return None
    article = next(each for each in page.articles if each.id == placement.article_id)
    issue = Issue(id=page.id, newspaper=page.newspaper, date=page.date, pages=(page,))
    return replace(
        bookmark,
        article_id=article.id,
        start=placement.start,
        citation=cite(issue, page, article, placement.start, placement.end),
    )
