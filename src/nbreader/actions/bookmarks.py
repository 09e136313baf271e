"""Bookmarked passages, beside the pages that are open: finding and exporting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from nbreader import desk
from nbreader.actions.reading import annotate, filter_articles
from nbreader.desk import cite, place_bookmarks
from nbreader.desk.markdown import escaped as escape_markdown
from nbreader.model import (
    Annotations,
    Article,
    Block,
    Bookmark,
    Citation,
    Figure,
    Issue,
    Piece,
    Role,
)

NOTHING_FOUND: Mapping[str, Annotations] = {}

__all__ = ["escape_markdown", "export_markdown", "filter_bookmarks"]


def filter_bookmarks(words: str, bookmarks: Iterable[Bookmark]) -> tuple[Bookmark, ...]:
    """The bookmarks whose passage, headline, note or tags match `words`.

    The words are those of `filter_articles`; UsageError for what cannot be read.
    """
    by_id = {bookmark.id: bookmark for bookmark in bookmarks}
    hits = filter_articles(words, [_as_article(bookmark) for bookmark in by_id.values()])
    return tuple(by_id[hit.article_id] for hit in hits)


def export_markdown(
    bookmarks: Iterable[Bookmark],
    issues: Sequence[Issue] = (),
    annotations: Mapping[str, Annotations] = NOTHING_FOUND,
) -> str:
    """The passages as Markdown: by issue and article, with notes, tags and citations.

    A passage that is found in `issues` is cited as it is parsed now, and its figures
    are those of the whole article: from `annotations`, by the article's id, or read
    now. The figures of any other are read from its own words.
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
    read = dict(annotations)
    for bookmark, placement in zip(kept, placements, strict=True):
        if placement is None:
            figures[bookmark.id] = _figures_of_quote(bookmark)
            continue
        issue, page, article = homes[placement.article_id]
        if article.id not in read:
            read[article.id] = annotate(article, issue.date or page.date)
        figures[bookmark.id] = _inside(read[article.id], placement.start, placement.end)
        citations[bookmark.id] = cite(issue, page, article, placement.start, placement.end)
    return desk.export_markdown(kept, figures=figures, citations=citations)


def _inside(found: Annotations, start: int, end: int) -> tuple[Figure, ...]:
    return tuple(f for f in found.figures if start <= f.start and f.end <= end)


def _figures_of_quote(bookmark: Bookmark) -> tuple[Figure, ...]:
    """The figures of a passage whose page is not open, read with what is kept around it.

    So a number that the passage cuts off (0.5亿元 of 40.5亿元) is not taken for a whole one.
    """
    quote = bookmark.quote
    lines = (quote.before + quote.exact + quote.after).split("\n")
    alone = Article(id=bookmark.id, blocks=tuple(map(_block, lines)))
    start = len(quote.before)
    found = annotate(alone, _day(bookmark.citation.date))
    return _inside(found, start, start + len(quote.exact))


def _day(cited: str) -> date | None:
    """The day of a citation; one that a person wrote otherwise is none."""
    with suppress(ValueError):
        return date.fromisoformat(cited)
    return None


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
