"""From places in the source to places in the article: seams, and what a doubt is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from nbreader.model import Article, Block, Doubt, Hit, Piece, Role
from nbreader.tui.ink import Overlay

_JOINS = frozenset({"joined", "moved", "join", "order"})


class Located(NamedTuple):
    """A doubt and the characters of the article it is about; (0, 0): the whole of it."""

    doubt: Doubt
    start: int
    end: int


def locate_doubts(article: Article, sources: Mapping[str, str]) -> tuple[Located, ...]:
    """Each doubt of the article with its first stretch of text, in the order of the text."""
    found = []
    for doubt in article.doubts:
        stretch = next(iter(_stretches(article, doubt.pieces, sources)), (0, 0))
        found.append(Located(doubt, *stretch))
    return tuple(sorted(found, key=lambda located: located.start))


def doubt_overlays(located: Iterable[Located]) -> tuple[Overlay, ...]:
    """Discreet inks for suspect characters and repeated text; seams have their own mark."""
    inks = {"suspect_character": "doubt", "repeat": "repeat"}
    return tuple(
        Overlay(one.start, one.end, inks[one.doubt.code])
        for one in located
        if one.doubt.code in inks and one.end > one.start
    )


def find_seams(article: Article, sources: Mapping[str, str]) -> tuple[int, ...]:
    """Offsets of the article's text where the parser joined what the page had cut.

    Lines that simply follow each other are no seam: only joints that a doubt names.
    """
    joins = [doubt for doubt in article.doubts if doubt.code in _JOINS]
    seams: list[int] = []
    for block, offset in zip(article.head + article.blocks, article.offsets, strict=True):
        pieces = [piece for piece in block.pieces if not piece.markup]
        if len(pieces) < 2 or not joins:
            continue
        ends = _ends_of_pieces(block, pieces, sources)
        for (left, right), end in zip(pairwise(pieces), ends, strict=False):
            if any(_joins(doubt, left, right, sources) for doubt in joins):
                seams.append(offset + end)
    return tuple(dict.fromkeys(seams))


def _joins(doubt: Doubt, left: Piece, right: Piece, sources: Mapping[str, str]) -> bool:
    if not (_touches(doubt, left) and _touches(doubt, right)):
        return False
    if right.start < left.end or left.page != right.page:
        return True
    between = sources.get(left.page, "")[left.end : right.start]
    return between.count("\n") > 1 or bool(between.strip())


def _touches(doubt: Doubt, piece: Piece) -> bool:
    return any(
        mine.start < piece.end and piece.start < mine.end and mine.page == piece.page
        for mine in doubt.pieces
    )


def _ends_of_pieces(block: Block, pieces: list[Piece], sources: Mapping[str, str]) -> Iterator[int]:
    """Where each piece ends in the block's text, and the next one begins."""
    at = 0
    for piece in pieces:
        for _ in range(_printed(piece, sources)):
            while at < len(block.text) and block.text[at].isspace():
                at += 1
            at += 1
        yield min(at, len(block.text))


def _printed(piece: Piece, sources: Mapping[str, str]) -> int:
    """How many characters of the piece are no blanks."""
    text = sources.get(piece.page, "")[piece.start : piece.end]
    return len("".join(text.split())) if text else piece.end - piece.start


def _stretches(
    article: Article, pieces: tuple[Piece, ...], sources: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    for block, offset in zip(article.head + article.blocks, article.offsets, strict=True):
        own = [piece for piece in block.pieces if not piece.markup]
        begin = 0
        for piece, end in zip(own, _ends_of_pieces(block, own, sources), strict=True):
            for wanted in pieces:
                if (
                    wanted.page == piece.page
                    and wanted.start < piece.end
                    and piece.start < wanted.end
                ):
                    ahead = _printed_before(piece, wanted.start, sources)
                    start = min(begin + ahead, max(begin, end - 1))
                    stop = min(end, start + _printed_between(piece, wanted, sources))
                    yield offset + start, offset + max(stop, start + 1)
            begin = end


def _printed_before(piece: Piece, start: int, sources: Mapping[str, str]) -> int:
    if start <= piece.start:
        return 0
    text = sources.get(piece.page, "")[piece.start : start]
    return len("".join(text.split())) if text else start - piece.start


def _printed_between(piece: Piece, wanted: Piece, sources: Mapping[str, str]) -> int:
    start, end = max(piece.start, wanted.start), min(piece.end, wanted.end)
    text = sources.get(piece.page, "")[start:end]
    return len("".join(text.split())) if text else end - start


def hits_in_title(article: Article, hit: Hit) -> tuple[tuple[int, int], ...]:
    """The hit's places that fall into the headline, as ranges of `article.title`."""
    if not article.headline:
        return ()
    found: list[tuple[int, int]] = []
    at = 0
    for block, offset in zip(article.head, article.offsets, strict=False):
        if block.role is not Role.HEADLINE:
            continue
        for start, end in hit.places:
            left, right = max(start, offset), min(end, offset + len(block.text))
            if left < right:
                found.append((left - offset + at, right - offset + at))
        at += len(block.text) + 1
    return tuple(found)
