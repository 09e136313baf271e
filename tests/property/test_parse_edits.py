"""What holds of every page whatever a person has corrected on it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import blocks_of, parsed, raw_of, tables
from tests.property.strategies import damaged_pages, messy_pages

from nbreader.model import Article, Block, Edit, Page, Piece, Role
from nbreader.parse import parse_page

PAGES = st.one_of(messy_pages(), damaged_pages())
LINES = st.integers(0, 30)  # beyond the end of short pages, too
LAYOUT = st.one_of(
    st.builds(Edit, kind=st.just("split"), line=LINES),
    st.builds(Edit, kind=st.sampled_from(["join", "move"]), line=LINES, other=LINES),
    st.builds(Edit, kind=st.just("role"), line=LINES, value=st.sampled_from([*map(str, Role)])),
)
METADATA = st.one_of(
    st.builds(
        Edit,
        kind=st.just("metadata"),
        field=st.just("newspaper"),
        value=st.sampled_from(["", "宁波日报", "某某市报"]),
    ),
    st.builds(
        Edit,
        kind=st.just("metadata"),
        field=st.just("date"),
        value=st.one_of(st.just(""), st.dates().map(date.isoformat)),
    ),
    st.builds(
        Edit,
        kind=st.just("metadata"),
        field=st.just("page"),
        value=st.one_of(st.just(""), st.integers(1, 999).map(str)),
    ),
)
EDITS = st.lists(st.one_of(LAYOUT, METADATA), max_size=6)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(PAGES, EDITS)
def test_edits_lose_and_double_no_character(text: str, edits: list[Edit]) -> None:
    page = parsed(text, *edits)

    count = [0] * len(page.source.text)
    for block in blocks_of(page):
        for piece in block.pieces:
            for at in range(piece.start, piece.end):
                count[at] += 1
    wrong = [at for at, c in enumerate(page.source.text) if not c.isspace() and count[at] != 1]
    assert [] == wrong


@given(PAGES, EDITS)
def test_edits_change_no_printed_character(text: str, edits: list[Edit]) -> None:
    before, after = parsed(text), parsed(text, *edits)

    assert sorted(_letters(before)) == sorted(_letters(after))


@given(PAGES, st.lists(METADATA, max_size=4))
def test_edit_of_metadata_changes_only_metadata(text: str, edits: list[Edit]) -> None:
    before, after = parsed(text), parsed(text, *edits)

    assert _undescribed(before) == _undescribed(after)


@given(PAGES, EDITS)
def test_edits_replayed_give_the_same_page(text: str, edits: list[Edit]) -> None:
    assert parsed(text, *edits) == parsed(text, *edits)


@given(PAGES)
def test_no_edits_are_the_parse_itself(text: str) -> None:
    raw = raw_of(text)

    assert parse_page(raw, tables=tables()) == parse_page(raw, tables=tables(), edits=())


@given(PAGES, st.sampled_from(["join", "move", "split", "role"]))
def test_edit_of_a_line_that_is_not_there_changes_nothing(text: str, kind: str) -> None:
    nowhere = Edit(kind=kind, line=10**6, other=10**6, value="caption" if kind == "role" else "")

    assert parsed(text) == parsed(text, nowhere)


@given(PAGES, EDITS)
def test_no_two_articles_of_a_corrected_page_share_an_id(text: str, edits: list[Edit]) -> None:
    ids = [article.id for article in parsed(text, *edits).articles]

    assert len(ids) == len(set(ids))


@given(PAGES, st.dates(date(1949, 10, 1), date(2099, 12, 31)), st.integers(1, 999))
def test_day_and_number_by_hand_are_the_pages(text: str, day: date, number: int) -> None:
    page = parsed(
        text,
        Edit(kind="metadata", field="date", value=day.isoformat()),
        Edit(kind="metadata", field="page", value=str(number)),
    )

    assert (day, number) == (page.date, page.number)


def _letters(page: Page) -> str:
    return "".join(bare(block.text) for block in blocks_of(page))


def _undescribed(page: Page) -> Page:
    """The page without paper, date, number and the ids that are made of them."""

    def placed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(replace(p, page="") for p in pieces)

    def blocks(printed: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(replace(b, pieces=placed(b.pieces)) for b in printed)

    def article(a: Article) -> Article:
        doubts = tuple(replace(d, pieces=placed(d.pieces)) for d in a.doubts)
        return replace(a, id="", head=blocks(a.head), blocks=blocks(a.blocks), doubts=doubts)

    return replace(
        page,
        id="",
        newspaper="",
        date=None,
        number=None,
        articles=tuple(map(article, page.articles)),
        furniture=blocks(page.furniture),
        doubts=tuple(replace(d, pieces=placed(d.pieces)) for d in page.doubts),
    )
