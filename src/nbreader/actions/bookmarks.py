"""Bookmarked passages, beside the pages that are open: finding and exporting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache

from nbreader import desk
from nbreader.actions.queries import make_matcher
from nbreader.actions.reading import annotate
from nbreader.desk import cite, place_bookmarks
from nbreader.desk.markdown import escaped as escape_markdown
from nbreader.library import Facts, Haystack, fold_article
from nbreader.model import (
    Annotations,
    Article,
    Block,
    Bookmark,
    Byline,
    Citation,
    Figure,
    Issue,
    Piece,
    Role,
)

NOTHING_FOUND: Mapping[str, Annotations] = {}

__all__ = ["escape_markdown", "export_markdown", "filter_bookmarks"]


def filter_bookmarks(
    words: str, bookmarks: Iterable[Bookmark], *, typing: bool = False
) -> tuple[Bookmark, ...]:
    """The bookmarks whose passage, headline, note or tags match `words`.

    What a query asks of an article is asked of the citation, and of the figures
    and names in the passage. While a person is `typing`, what is not finished at
    the end is let pass. QueryError for what cannot be read.
    """
    by_id = {bookmark.id: bookmark for bookmark in bookmarks}
    exact_script = not desk.load_settings().fold_script
    matcher = make_matcher(words, typing=typing, exact_script=exact_script)
    hits = matcher.hits(
        _as_haystack(bookmark, annotated=matcher.needs_annotations) for bookmark in by_id.values()
    )
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


@lru_cache(maxsize=4096)
def _as_haystack(bookmark: Bookmark, *, annotated: bool) -> Haystack:
    """The bookmark's words as an article, so that one query language serves both."""
    cited = bookmark.citation
    byline = (Byline(role="", name=cited.byline),) if cited.byline else ()
    head = (_block(cited.headline, Role.HEADLINE),) if cited.headline else ()
    texts = (bookmark.quote.exact, bookmark.note, *bookmark.tags)
    article = Article(
        id=bookmark.id,
        section=cited.section,
        head=head,
        blocks=tuple(_block(text) for text in texts if text),
        byline=byline,
    )
    day = _day(cited.date)
    return fold_article(
        article,
        annotations=_annotated(article, bookmark) if annotated else None,
        facts=Facts(
            newspaper=cited.newspaper, date=day, tags=bookmark.tags, bookmarked=True, read=True
        ),
    )


def _annotated(article: Article, bookmark: Bookmark) -> Annotations:
    """The names in the bookmark's words, and the figures of its passage."""
    at = article.offsets[len(article.head)] - len(bookmark.quote.before)
    figures = (
        replace(figure, start=figure.start + at, end=figure.end + at)
        for figure in _figures_of_quote(bookmark)
    )
    return replace(annotate(article, _day(bookmark.citation.date)), figures=tuple(figures))


def _block(text: str, role: Role = Role.PARAGRAPH) -> Block:
    return Block(role=role, text=text, pieces=(Piece(start=0, end=max(1, len(text))),))
