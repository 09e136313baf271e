"""Small pages from text, and what was made of them, for tests of single stages."""

from __future__ import annotations

import re
from functools import cache

from nbreader.intake import page_of_bytes
from nbreader.model import Article, Block, Doubt, Edit, Page, RawPage, Role
from nbreader.parse import parse_page
from nbreader.parse.captions import find_captions, name_severed_lines
from nbreader.parse.chunks import Chunk
from nbreader.parse.lexicon import Lexicon, lexicon
from nbreader.parse.normalise import Row, rows_of
from nbreader.parse.roles import assign_roles
from nbreader.parse.signatures import name_by_place
from nbreader.parse.unwrap import unwrap
from nbreader.tables import Tables, load_tables


@cache
def tables() -> Tables:
    return load_tables()


@cache
def shipped_lexicon() -> Lexicon:
    return lexicon(tables())


def raw_of(text: str, *, path: str = "page.txt") -> RawPage:
    return page_of_bytes(text.encode(), path=path)


def rows_in(text: str) -> tuple[Row, ...]:
    return rows_of(raw_of(text), lexicon=shipped_lexicon())


def unwrapped(text: str) -> list[str]:
    return [c.text for c in unwrap(rows_in(text), lexicon=shipped_lexicon())]


def named(text: str) -> tuple[Chunk, ...]:
    """The chunks of a text with the roles that their own words give them."""
    words = shipped_lexicon()
    return assign_roles(unwrap(rows_in(text), lexicon=words), lexicon=words, source=text)


def captioned(text: str) -> tuple[Chunk, ...]:
    """The chunks of a text with their captions told apart."""
    return find_captions(named(text), lexicon=shipped_lexicon(), source=text)


def placed(text: str) -> tuple[Chunk, ...]:
    """The chunks of a text as they come to `stitch`."""
    chunks = name_severed_lines(captioned(text), lexicon=shipped_lexicon())
    return name_by_place(chunks, lexicon=shipped_lexicon())


def chunk_named(text: str, role: Role = Role.PARAGRAPH, *, rule: str = "", line: int = 1) -> Chunk:
    """One chunk of one line that is the whole source."""
    words = shipped_lexicon()
    (chunk,) = unwrap(rows_in(text), lexicon=words)
    return chunk.as_role(role, rule)


def parsed(text: str, *edits: Edit, path: str = "page.txt") -> Page:
    return parse_page(raw_of(text, path=path), tables=tables(), edits=edits)


def blocks_of(page: Page) -> list[Block]:
    in_articles = [block for a in page.articles for block in a.head + a.blocks]
    return in_articles + list(page.furniture)


def doubts_of(page: Page) -> list[Doubt]:
    return [*page.doubts, *(doubt for a in page.articles for doubt in a.doubts)]


def texts(page: Page, role: Role) -> list[str]:
    return [block.text for block in blocks_of(page) if block.role is role]


def printed(page: Page, doubt: Doubt) -> str:
    return "".join(page.source.text[p.start : p.end] for p in doubt.pieces)


def headlines(page: Page) -> list[str]:
    return [article.headline for article in page.articles]


def with_text(page: Page, text: str) -> Article:
    """The article that prints a text."""
    return next(a for a in page.articles if text in re.sub(r"\s", "", a.text))
