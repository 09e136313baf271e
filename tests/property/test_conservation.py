"""What holds of every page that is parsed: nothing is lost, doubled or made up."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.strategies import damaged_pages, messy_pages

from nbreader.intake import page_of_bytes
from nbreader.model import Block, Page, RawPage
from nbreader.parse import parse_page
from nbreader.tables import Tables, load_tables

PAGES = st.one_of(messy_pages(), damaged_pages())


@cache
def tables() -> Tables:
    return load_tables()


def read(text: str) -> RawPage:
    return page_of_bytes(text.encode(), path="page.txt")


def parsed(text: str) -> Page:
    return parse_page(read(text), tables=tables())


def shown(raw: RawPage) -> str:
    """The source as its lines show it: control characters have visible stand-ins."""
    chars = list(raw.source.text)
    for line in raw.lines:
        chars[line.start : line.start + len(line.text)] = line.text
    return "".join(chars)


def blocks_of(page: Page) -> list[Block]:
    in_articles = [block for article in page.articles for block in article.head + article.blocks]
    return in_articles + list(page.furniture)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(PAGES)
@example("一\n业」\n一‘\n宁")
def test_every_character_that_is_not_blank_is_in_exactly_one_piece(text: str) -> None:
    page = parsed(text)

    count = [0] * len(page.source.text)
    for block in blocks_of(page):
        for piece in block.pieces:
            for at in range(piece.start, piece.end):
                count[at] += 1
    wrong = [
        at for at, char in enumerate(page.source.text) if not char.isspace() and count[at] != 1
    ]
    assert [] == wrong


@given(PAGES)
def test_text_of_a_block_is_that_of_its_pieces(text: str) -> None:
    page, source = parsed(text), shown(read(text))

    printed = [
        bare("".join(source[p.start : p.end] for p in block.pieces if not p.markup))
        for block in blocks_of(page)
    ]
    assert printed == [bare(block.text) for block in blocks_of(page)]


@given(PAGES)
def test_no_two_articles_of_a_page_share_an_id(text: str) -> None:
    ids = [article.id for article in parsed(text).articles]

    assert len(ids) == len(set(ids))


@given(PAGES)
def test_parsing_twice_gives_equal_pages(text: str) -> None:
    assert parsed(text) == parsed(text)


@given(PAGES)
def test_doubts_point_into_the_page(text: str) -> None:
    page = parsed(text)

    doubts = [doubt for article in page.articles for doubt in article.doubts] + list(page.doubts)
    ends = [piece.end for doubt in doubts for piece in doubt.pieces]
    assert all(end <= len(page.source.text) for end in ends)
    assert all(0 <= doubt.confidence <= 1 for doubt in doubts)
