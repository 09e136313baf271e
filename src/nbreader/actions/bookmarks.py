"""Bookmarked passages, beside the pages that are open: finding and exporting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from nbreader import desk
from nbreader.actions.reading import annotate, filter_articles
from nbreader.desk import Placement, cite, place_bookmarks
from nbreader.desk.markdown import escaped as escape_markdown
from nbreader.model import Article, Block, Bookmark, Citation, Figure, Issue, Page, Piece, Role

__all__ = ["escape_markdown", "export_markdown", "filter_bookmarks"]


def filter_bookmarks(words: str, bookmarks: Iterable[Bookmark]) -> tuple[Bookmark, ...]:
    """The bookmarks whose passage, headline, note or tags match `words`.

    The words are those of `filter_articles`; UsageError for what cannot be read.
    """
    by_id = {bookmark.id: bookmark for bookmark in bookmarks}
    hits = filter_articles(words, [_as_article(bookmark) for bookmark in by_id.values()])
    return tuple(by_id[hit.article_id] for hit in hits)


def export_markdown(bookmarks: Iterable[Bookmark], issues: Sequence[Issue] = ()) -> str:
    """The passages as Markdown: by issue and article, with notes, tags and citations.

    A passage that is found in `issues` is cited as it is parsed now; the figures
    of any other are read from its own words.
    """
    kept = tuple(bookmarks)
    homes = {
        article.id: (issue, page, article)
        for issue in issues
        for page in issue.pages
        for article in page.articles
    }
    placements = place_bookmarks(kept, [article for _, _, article in homes.values()])
    figures: dict[str, tuple[Figure, ...]] = {}
    citations: dict[str, Citation] = {}
    for bookmark, placement in zip(kept, placements, strict=True):
        if placement is None:
            figures[bookmark.id] = _figures_of_quote(bookmark)
            continue
        home = homes[placement.article_id]
        figures[bookmark.id] = _figures_in(placement, *home)
        citations[bookmark.id] = cite(*home, placement.start, placement.end)
    return desk.export_markdown(kept, figures=figures, citations=citations)


def _figures_in(
    placement: Placement, issue: Issue, page: Page, article: Article
) -> tuple[Figure, ...]:
    found = annotate(article, issue.date or page.date).figures
    return tuple(f for f in found if placement.start <= f.start and f.end <= placement.end)


def _figures_of_quote(bookmark: Bookmark) -> tuple[Figure, ...]:
    cited = bookmark.citation.date
    alone = Article(id=bookmark.id, blocks=(_block(bookmark.quote.exact),))
    return annotate(alone, date.fromisoformat(cited) if cited else None).figures


def _as_article(bookmark: Bookmark) -> Article:
    """The bookmark's words as an article, so that one query language serves both."""
    words = (
        bookmark.citation.headline,
        bookmark.quote.exact,
        bookmark.note,
        *bookmark.tags,
    )
    return Article(id=bookmark.id, blocks=tuple(_block(text) for text in words if text))


def _block(text: str) -> Block:
    return Block(role=Role.PARAGRAPH, text=text, pieces=(Piece(start=0, end=max(1, len(text))),))
