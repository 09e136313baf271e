"""Small model values for tests: each builder has a default for everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from nbreader.model import (
    Article,
    Block,
    Doubt,
    Figure,
    Hit,
    Issue,
    Page,
    Piece,
    Role,
    Source,
)

HEAD = (Role.SECTION, Role.KICKER, Role.HEADLINE, Role.DECK)


def make_source(text: str = "正文。", *, path: str = "page.txt", sha256: str = "0" * 64) -> Source:
    """A source that holds `text`."""
    return Source(path=path, sha256=sha256, media_type="text/plain", encoding="utf-8", text=text)


def make_block(
    text: str = "正文。", role: Role = Role.PARAGRAPH, *, start: int = 0, credit: str = ""
) -> Block:
    """A block of one piece that begins at `start` of its source."""
    piece = Piece(start=start, end=start + max(1, len(text)))
    return Block(role=role, text=text, pieces=(piece,), rule="made", credit=credit)


def make_article(
    headline: str = "标题",
    paragraphs: tuple[str, ...] = ("正文。",),
    *,
    article_id: str = "a1",
    kicker: str = "",
    deck: str = "",
    section: str = "",
    byline: str = "",
    blocks: tuple[Block, ...] = (),
    doubts: tuple[Doubt, ...] = (),
) -> Article:
    """An article whose blocks follow each other in its source, one a line.

    `blocks` stand behind the paragraphs, with their own pieces.
    """
    texts = [(Role.KICKER, kicker), (Role.HEADLINE, headline), (Role.DECK, deck)]
    texts += [(Role.BYLINE, byline)] + [(Role.PARAGRAPH, text) for text in paragraphs]
    made, at = [], 0
    for role, text in texts:
        if text:
            made.append(make_block(text, role, start=at))
            at += len(text) + 1
    return Article(
        id=article_id,
        section=section,
        head=tuple(block for block in made if block.role in HEAD),
        blocks=tuple(block for block in made if block.role not in HEAD) + blocks,
        doubts=doubts,
    )


def make_page(
    articles: tuple[Article, ...] | None = None,
    *,
    page_id: str = "",
    number: int | None = 1,
    label: str = "",
    newspaper: str = "宁波日报",
    day: date | None = date(2026, 3, 25),
    path: str = "page.txt",
    sha256: str = "0" * 64,
) -> Page:
    """A page of these articles; its source is their text, one after the other.

    Each block gets the one piece of the source that holds its text; the doubts of
    an article move along with it.
    """
    articles = (make_article(),) if articles is None else articles
    moved, at = [], 0
    for article in articles:
        moved.append(_move(article, at))
        at += len(article.text) + 1
    text = "\n".join(article.text for article in articles)
    when = day.isoformat() if day else "undated"
    return Page(
        id=page_id or f"paper-{when}-p{number or 0:04}",
        source=make_source(text, path=path, sha256=sha256),
        number=number,
        label=label,
        newspaper=newspaper,
        date=day,
        articles=tuple(moved),
    )


def _move(article: Article, at: int) -> Article:
    """The article with its pieces where a source has it that prints it at `at`."""
    blocks = [
        replace(block, pieces=(Piece(start=at + begin, end=at + begin + len(block.text)),))
        for block, begin in zip(article.head + article.blocks, article.offsets, strict=True)
        if block.text
    ]
    doubts = tuple(
        replace(
            doubt,
            pieces=tuple(Piece(start=p.start + at, end=p.end + at) for p in doubt.pieces),
        )
        for doubt in article.doubts
    )
    count = len(article.head)
    return replace(article, head=tuple(blocks[:count]), blocks=tuple(blocks[count:]), doubts=doubts)


def make_issue(pages: tuple[Page, ...] | None = None, *, issue_id: str = "i1") -> Issue:
    """An issue of these pages, with the newspaper and date of the first."""
    pages = (make_page(),) if pages is None else pages
    first = pages[0] if pages else make_page()
    return Issue(id=issue_id, newspaper=first.newspaper, date=first.date, pages=pages)


def make_figure(
    text: str, printed: str, *, unit: str = "元", value: str | None = "1", **more: Any
) -> Figure:
    """The first place in `text` that prints `printed`, as a figure; `more` are its other fields."""
    start = text.index(printed)
    return Figure(
        start=start,
        end=start + len(printed),
        printed=printed,
        value=None if value is None else Decimal(value),
        unit=unit,
        **{"kind": "amount", **more},
    )


def make_hit(article: Article, word: str) -> Hit:
    """A hit at every place of `word` in the article."""
    text, places, at = article.text, [], -1
    while (at := text.find(word, at + 1)) >= 0:
        places.append((at, at + len(word)))
    return Hit(article_id=article.id, headline=article.headline, places=tuple(places))
