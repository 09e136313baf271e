"""Figures with the places they were printed at, for lists outside the reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nbreader.actions.reading import annotate, filter_articles
from nbreader.model import Article, Block, Figure, Issue, Page, Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFigure:
    """A figure, and where it stands.

    `block` leads from the article of `parse --format json` to the block: "head/0",
    "blocks/3". `start` and `end` count the characters of the file's text without
    its white space, which is the same however a page was wrapped. A figure that
    was cut ends as far behind its start as it is long, wherever its rest stands.
    """

    page: Page
    article: Article
    block: str
    start: int
    end: int
    figure: Figure


def list_figures(issues: Iterable[Issue], query: str = "") -> Iterator[PlacedFigure]:
    """Every figure of the articles that match `query`, in reading order.

    Raises UsageError for a query that cannot be read.
    """
    for issue in issues:
        sources = {page.id: _Inked(page.source.text) for page in issue.pages}
        for page in issue.pages:
            wanted = {hit.article_id for hit in filter_articles(query, page.articles)}
            for article in page.articles:
                if article.id in wanted:
                    for figure in annotate(article, issue.date or page.date).figures:
                        yield _placed(figure, article, page, sources)


class _Inked:
    """A text's characters numbered without its white space."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._blanks = [at for at, char in enumerate(text) if char.isspace()]

    def number_of(self, offset: int) -> int:
        """How many characters that are no white space stand before `offset`."""
        return offset - bisect_right(self._blanks, offset - 1)


def _placed(
    figure: Figure, article: Article, page: Page, sources: dict[str, _Inked]
) -> PlacedFigure:
    index = bisect_right(article.offsets, figure.start) - 1
    block = (article.head + article.blocks)[index]
    before = block.text[: figure.start - article.offsets[index]]
    home, offset = _source_place(block, _length(before), page, sources)
    start = home.number_of(offset)
    heads = len(article.head)
    return PlacedFigure(
        page=page,
        article=article,
        block=f"head/{index}" if index < heads else f"blocks/{index - heads}",
        start=start,
        end=start + _length(figure.printed),
        figure=figure,
    )


def _source_place(
    block: Block, count: int, page: Page, sources: dict[str, _Inked]
) -> tuple[_Inked, int]:
    """The page and the offset that hold the block's character number `count`."""
    printed = [piece for piece in block.pieces if not piece.markup]
    for piece in printed:
        home = sources.get(piece.page, sources[page.id])
        inked = _inked_offsets(home.text, piece)
        if count < len(inked):
            return home, inked[count]
        count -= len(inked)
    return sources[page.id], printed[-1].end if printed else 0


def _inked_offsets(text: str, piece: Piece) -> Sequence[int]:
    return [at for at in range(piece.start, piece.end) if not text[at].isspace()]


def _length(text: str) -> int:
    return sum(not char.isspace() for char in text)
