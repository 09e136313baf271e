"""Drafts to a page: ids, bylines, jumps, and each doubt where it belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from nbreader.model import Article, Block, Doubt, Jump, Page, Piece, RawPage, Role
from nbreader.parse.bylines import bylines_of, dateline_of
from nbreader.parse.chunks import Chunk, merge
from nbreader.parse.drafts import Draft
from nbreader.parse.folio import Folio
from nbreader.parse.lexicon import Lexicon
from nbreader.tables import Tables

_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


def build_page(
    raw: RawPage,
    drafts: Sequence[Draft],
    furniture: Sequence[Chunk],
    *,
    folio: Folio,
    doubts: Sequence[Doubt],
    lexicon: Lexicon,
    tables: Tables,
) -> Page:
    """The page, with the same ids for the same bytes and metadata."""
    page_id = id_of(folio, sha256=raw.source.sha256, tables=tables)
    articles = [
        _article(d, f"{page_id}-i{n:04}", page_id, lexicon) for n, d in enumerate(drafts, 1)
    ]
    said = [*doubts, *(_order_doubt(d) for d in drafts if d.moved and d.body)]
    placed = [_on_page(doubt, page_id) for doubt in said]
    homes = _homes(placed, articles)
    articles = [
        replace(a, doubts=tuple(d for d, h in zip(placed, homes, strict=True) if h == n))
        for n, a in enumerate(articles)
    ]
    return Page(
        id=page_id,
        source=raw.source,
        number=folio.number,
        label=folio.label,
        newspaper=folio.newspaper,
        date=folio.date,
        articles=tuple(articles),
        furniture=tuple(_block(c, page_id) for c in furniture),
        doubts=tuple(d for d, h in zip(placed, homes, strict=True) if h is None),
    )


def id_of(folio: Folio, *, sha256: str, tables: Tables) -> str:
    """A page's id: nbrb-2026-03-25-p0001; what is unknown is replaced by the file's hash."""
    if folio.date is None:
        return f"x{sha256[:10]}"
    paper = tables.paper(folio.newspaper) if folio.newspaper else None
    code = paper.code if paper else "xx"
    day = folio.date.isoformat()
    if folio.number is None or paper is None:
        return f"{code}-{day}-x{sha256[:10]}"
    return f"{code}-{day}-p{folio.number:04}"


def _article(draft: Draft, article_id: str, page_id: str, lexicon: Lexicon) -> Article:
    chunks = [*draft.head, *draft.blocks]
    return Article(
        id=article_id,
        section=draft.section,
        head=tuple(_block(c, page_id) for c in draft.head),
        blocks=tuple(_block(c, page_id) for c in draft.blocks),
        byline=bylines_of(chunks, lexicon),
        dateline=dateline_of(draft.blocks[:6] + draft.blocks[-6:], lexicon),
        jump=next((_jump(c, lexicon) for c in draft.blocks if c.role is Role.JUMP), None),
    )


def _block(chunk: Chunk, page_id: str) -> Block:
    block = chunk.as_block()
    return replace(block, pieces=tuple(_placed(p, page_id) for p in block.pieces))


def _placed(piece: Piece, page_id: str) -> Piece:
    return Piece(start=piece.start, end=piece.end, page=page_id, markup=piece.markup)


def _jump(chunk: Chunk, lexicon: Lexicon) -> Jump | None:
    match = lexicon.jump.search(chunk.key)
    if match is None:
        return None  # a jump only because a person says so
    verb, number = match[1] or match[3], match[2] or match[4]
    backward = verb in ("上接", "紧接", "接")
    return Jump(direction="from" if backward else "to", page=_page_number(number))


def _page_number(printed: str) -> str:
    if printed[-1:].isdigit():
        return printed.lstrip("0") or printed
    tens, _, ones = printed.rpartition("十")
    if "十" not in printed:
        return str(_NUMERALS.get(printed, printed))
    return str(_NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0))


def _on_page(doubt: Doubt, page_id: str) -> Doubt:
    return replace(doubt, pieces=tuple(_placed(p, page_id) for p in doubt.pieces))


def _order_doubt(draft: Draft) -> Doubt:
    first = draft.body[0]
    return Doubt(
        stage="segment",
        code="order",
        text=f"第 {first.line} 行起的这一篇移到了导语之后，各篇原来的次序不能确定",
        pieces=merge(first.pieces)[:1],
        confidence=0.5,
        rule="statement-before-its-lead",
    )


def _homes(doubts: Sequence[Doubt], articles: Sequence[Article]) -> list[int | None]:
    """For each doubt the number of the article that holds its first piece, or None."""
    spans = sorted(
        (piece.start, piece.end, n)
        for n, article in enumerate(articles)
        for block in (*article.head, *article.blocks)
        for piece in block.pieces
    )
    starts = [start for start, _, _ in spans]
    homes: list[int | None] = []
    for doubt in doubts:
        at = doubt.pieces[0].start if doubt.pieces else -1
        _, end, home = spans[max(0, bisect_right(starts, at) - 1)] if spans else (0, -1, 0)
        homes.append(home if starts and starts[0] <= at < end else None)
    return homes
