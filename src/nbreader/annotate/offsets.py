"""Places in an article's text, led back to the source files they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

from nbreader.model import Article, Block, Piece


def source_pieces(
    article: Article, start: int, end: int, *, text_of: Callable[[str], str]
) -> tuple[Piece, ...]:
    """The source ranges that hold `article.text[start:end]`, in reading order.

    Args:
        text_of: the source text of a page, by the page's id.

    White space is in no range, nor is what stands between two pieces; () where
    the passage is white space only.
    """
    pieces: list[Piece] = []
    for block, at in zip((*article.head, *article.blocks), article.offsets, strict=True):
        if at < end and start < at + len(block.text):
            pieces += _pieces_of_block(block, start - at, end - at, text_of)
    return tuple(pieces)


def _pieces_of_block(
    block: Block, start: int, end: int, text_of: Callable[[str], str]
) -> Iterator[Piece]:
    """The ranges of the characters of `block.text[start:end]`, joined where they touch."""
    first = _printed(block.text[: max(0, start)])
    last = first + _printed(block.text[max(0, start) : end])
    begin = stop = 0
    page = ""
    for count, (piece, at) in enumerate(_characters(block, text_of)):
        if not first <= count < last:
            continue
        if stop != at or page != piece.page or begin == stop:
            if begin < stop:
                yield Piece(start=begin, end=stop, page=page)
            begin, page = at, piece.page
        stop = at + 1
    if begin < stop:
        yield Piece(start=begin, end=stop, page=page)


def _characters(block: Block, text_of: Callable[[str], str]) -> Iterator[tuple[Piece, int]]:
    """Where each printed character of a block stands in its source."""
    for piece in block.pieces:
        if not piece.markup:
            text = text_of(piece.page)
            yield from (
                (piece, at) for at in range(piece.start, piece.end) if not text[at].isspace()
            )


def _printed(text: str) -> int:
    """How many characters of `text` are no white space."""
    return sum(not char.isspace() for char in text)


def squeezed_offsets(text: str) -> tuple[int, ...]:
    """For each offset of `text`, how many printed characters stand before it.

    >>> squeezed_offsets("a b")
    (0, 1, 1, 2)
    """
    return tuple(accumulate((not char.isspace() for char in text), initial=0))
