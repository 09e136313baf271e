"""Bookmarks that follow their page when it is read better than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nbreader.desk import cite, list_bookmarks, place_bookmark, replace_bookmarks
from nbreader.library.loading import load_page
from nbreader.library.saving import SavedPage
from nbreader.library.store import Library
from nbreader.model import Bookmark, Issue


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
            placed = _followed(library, saved, bookmark, names[bookmark.article_id])
            if placed is None:
                lost.append(bookmark)
            elif placed != bookmark:
                moved.append(placed)
    replace_bookmarks(moved)
    return tuple(lost)


def _followed(
    library: Library, saved: SavedPage, bookmark: Bookmark, article_id: str
) -> Bookmark | None:
    placement = place_bookmark(replace(bookmark, article_id=article_id), saved.new)
    page = load_page(library, saved.page_id)
    if placement is None or page is None:
        return None
    article = next(each for each in saved.new if each.id == placement.article_id)
    issue = Issue(id=saved.issue_id, newspaper=page.newspaper, date=page.date, pages=(page,))
    return replace(
        bookmark,
        article_id=article.id,
        start=placement.start,
        citation=cite(issue, page, article, placement.start, placement.end),
    )
