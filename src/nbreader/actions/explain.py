"""Why each block of a page is what it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbreader.errors import UsageError
from nbreader.model import Article, Block, Doubt, Page, Piece, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One block of a page, or one doubt that touches none.

    `lines` are lines of the source file (1-based, blank lines counted), in the
    order in which the block's text was read from them. For a doubt that touches
    no block, `role` is None and the text is empty.
    """

    article_id: str  # "" for what belongs to no article
    lines: tuple[int, ...]
    role: Role | None
    text: str
    rule: str
    doubts: tuple[Doubt, ...] = ()


def explain_page(page: Page, article_id: str | None = None) -> tuple[Explanation, ...]:
    """Why each block of `page` got its role, in the order of the source's lines.

    With `article_id`, the blocks of that article alone. Raises UsageError if the
    page has no such article.
    """
    articles = page.articles if article_id is None else (_article(page, article_id),)
    owned = [(article.id, block) for article in articles for block in article.head + article.blocks]
    doubts = [doubt for article in articles for doubt in article.doubts]
    if article_id is None:
        owned += [("", block) for block in page.furniture]
        doubts += page.doubts
    starts = _line_starts(page.source.text)
    blocks = [
        Explanation(
            article_id=owner,
            lines=_lines_of(block.pieces, starts),
            role=block.role,
            text=block.text,
            rule=block.rule,
            doubts=tuple(doubt for doubt in doubts if _touches(doubt, block)),
        )
        for owner, block in owned
    ]
    at_large = [
        Explanation(
            article_id=article_id or "",
            lines=_lines_of(doubt.pieces, starts),
            role=None,
            text="",
            rule=doubt.rule,
            doubts=(doubt,),
        )
        for doubt in doubts
        if not any(_touches(doubt, block) for _, block in owned)
    ]
    return tuple(sorted(blocks + at_large, key=lambda each: min(each.lines, default=0)))


def _article(page: Page, article_id: str) -> Article:
    for article in page.articles:
        if article.id == article_id:
            return article
    raise UsageError(f"{page.source.path} 里没有编号为“{article_id}”的文章。")


def _line_starts(text: str) -> list[int]:
    """Where the lines begin that editors number (a form feed begins none)."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]


def _lines_of(pieces: Iterable[Piece], starts: Sequence[int]) -> tuple[int, ...]:
    """The numbers of the lines that the pieces touch, in reading order, each once."""
    numbers: dict[int, None] = {}
    for piece in pieces:
        first, last = bisect_right(starts, piece.start), bisect_right(starts, piece.end - 1)
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(numbers)


def _touches(doubt: Doubt, block: Block) -> bool:
    return any(
        mine.start < theirs.end and theirs.start < mine.end
        for mine in doubt.pieces
        for theirs in block.pieces
    )
