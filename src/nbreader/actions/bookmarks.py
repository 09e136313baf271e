"""Bookmarked passages, beside the pages that are open: finding and exporting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from nbreader import desk
from nbreader.actions.homes import NO_HOMES, NOTHING_FOUND, Home, Homes
from nbreader.actions.queries import Marks, facts_of, make_matcher
from nbreader.actions.reading import annotate
from nbreader.desk import cite
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
    Mention,
    Piece,
    Role,
)

Marked = TypeVar("Marked", Figure, Mention)

__all__ = ["escape_markdown", "export_markdown", "filter_bookmarks"]


def filter_bookmarks(
    words: str, bookmarks: Iterable[Bookmark], homes: Homes = NO_HOMES, *, typing: bool = False
) -> tuple[Bookmark, ...]:
    """The bookmarks whose passage, headline, note or tags match `words`.

    What a query asks beside words it asks of the article in `homes` where the passage
    stands: newspaper, date, section, headline, byline, whether it was read; and of the
    figures and names that were read there in the passage, or in the headline. Of a
    passage that stands in none it asks the citation, and what the passage tells by
    itself. While a person is `typing`, what is not finished at the end is let pass.
    QueryError for what cannot be read.
    """
    matcher = make_matcher(words, homes.organisations, typing=typing)
    annotated = matcher.needs_annotations
    return tuple(
        bookmark
        for bookmark, home in homes.of(bookmarks)
        if matcher.holds(
            _as_haystack(bookmark, annotated=annotated)
            if home is None
            else _at_home(bookmark, home, homes, annotated=annotated)
        )
    )


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
    figures: dict[str, tuple[Figure, ...]] = {}
    citations: dict[str, Citation] = {}
    read = dict(annotations)
    for bookmark, home in Homes(issues=tuple(issues)).of(kept):
        if home is None:
            figures[bookmark.id] = _figures_of_quote(bookmark)
            continue
        issue, page, article = home.issue, home.page, home.article
        if article.id not in read:
            read[article.id] = annotate(article, issue.date or page.date)
        figures[bookmark.id] = _inside(read[article.id].figures, home.start, home.end)
        citations[bookmark.id] = cite(issue, page, article, home.start, home.end)
    return desk.export_markdown(kept, figures=figures, citations=citations)


def _inside(found: Iterable[Marked], start: int, end: int) -> tuple[Marked, ...]:
    return tuple(each for each in found if start <= each.start and each.end <= end)


def _figures_of_quote(bookmark: Bookmark) -> tuple[Figure, ...]:
    """The figures of a passage whose page is not open, read with what is kept around it.

    So a number that the passage cuts off (0.5亿元 of 40.5亿元) is not taken for a whole one.
    """
    quote = bookmark.quote
    lines = (quote.before + quote.exact + quote.after).split("\n")
    alone = Article(id=bookmark.id, blocks=tuple(map(_block, lines)))
    start = len(quote.before)
    found = annotate(alone, _day(bookmark.citation.date))
    return _inside(found.figures, start, start + len(quote.exact))


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
    article = Article(
        id=bookmark.id,
        section=cited.section,
        head=head,
        blocks=(_block(bookmark.quote.exact), *_own_words(bookmark)),
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
    figures = _moved(_figures_of_quote(bookmark), at)
    return replace(annotate(article, _day(bookmark.citation.date)), figures=figures)


def _at_home(bookmark: Bookmark, home: Home, homes: Homes, *, annotated: bool) -> Haystack:
    """The passage with the head of its article, and with what was read of both."""
    passage = _block(home.article.text[home.start : home.end])
    article = replace(home.article, blocks=(passage, *_own_words(bookmark)))
    found = homes.annotations.get(home.article.id)
    if annotated and found is None:
        found = annotate(home.article, home.issue.date or home.page.date)
    marks = Marks(read=home.article.id in homes.read, bookmarked=True, tags=bookmark.tags)
    return fold_article(
        article,
        annotations=found and _passage_of(found, article, home, _own_words(bookmark)),
        facts=facts_of(home.issue, home.page, marks),
    )


def _passage_of(
    found: Annotations, article: Article, home: Home, own_words: Sequence[Block]
) -> Annotations:
    """What was read in the head, in the passage, and in the reader's own words below."""
    heads = len(article.head)
    at = article.offsets[heads] - home.start
    mentions = [each for each in found.mentions if each.end < article.offsets[heads]]
    mentions += _moved(_inside(found.mentions, home.start, home.end), at)
    if own_words:
        own = annotate(Article(id=article.id, blocks=tuple(own_words)))
        mentions += _moved(own.mentions, article.offsets[heads + 1])
    figures = _moved(_inside(found.figures, home.start, home.end), at)
    return replace(found, mentions=tuple(mentions), figures=figures)


def _moved(found: Iterable[Marked], by: int) -> tuple[Marked, ...]:
    return tuple(replace(each, start=each.start + by, end=each.end + by) for each in found)


def _own_words(bookmark: Bookmark) -> tuple[Block, ...]:
    """The note and the tags."""
    return tuple(_block(text) for text in (bookmark.note, *bookmark.tags) if text)


def _block(text: str, role: Role = Role.PARAGRAPH) -> Block:
    return Block(role=role, text=text, pieces=(Piece(start=0, end=max(1, len(text))),))
