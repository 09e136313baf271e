"""Drafts to a page: ids, jumps, and each doubt where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.parsing import blocks_of, parsed, raw_of, tables

from nbreader.model import Doubt, Jump
from nbreader.parse import parse_page

BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"
NEWS = f"## 江堤变身绿道\n\n{BODY}"
DAY = "2026年3月25日 星期三"


@pytest.mark.parametrize(
    ("mast", "page_id"),
    [
        (f"宁波日报\n\n{DAY} 第7版", "nbrb-2026-03-25-p0007"),
        (f"{DAY} 第7版", "xx-2026-03-25-x{}"),
        (f"宁波日报\n\n{DAY}", "nbrb-2026-03-25-x{}"),
        (f"甬江晚报\n\n{DAY} 第7版", "xx-2026-03-25-x{}"),
        ("宁波日报\n\n第7版", "x{}"),
    ],
    ids=["known", "no paper", "no number", "unknown paper", "no day"],
)
def test_page_is_called_after_paper_day_and_number(mast: str, page_id: str) -> None:
    page = parsed(f"{mast}\n\n{NEWS}")

    assert page_id.format(page.source.sha256[:10]) == page.id


def test_articles_are_numbered_on_their_page() -> None:
    page = parsed(f"{NEWS}\n\n专家点评\n\n{BODY}")

    assert [f"{page.id}-i0001", f"{page.id}-i0002"] == [a.id for a in page.articles]


def test_pieces_name_their_page() -> None:
    page = parsed(f"专版\n\n{NEWS}")

    assert {page.id} == {p.page for b in blocks_of(page) for p in b.pieces}


@pytest.mark.parametrize(
    ("line", "direction", "number"),
    [
        ("（下转第7版）", "to", "7"),
        ("【下转07版】", "to", "7"),
        ("（下转A6版）", "to", "A6"),
        ("（下转第二版）", "to", "2"),
        ("（下转第十版）", "to", "10"),
        ("（下转第十二版）", "to", "12"),
        ("（下转第二十版）", "to", "20"),
        ("（下转第二十一版）", "to", "21"),
        ("下转第8版", "to", "8"),
        ("（转第2版）", "to", "2"),
        ("（全文见第4版）", "to", "4"),
        ("（上接第1版）", "from", "1"),
        ("（紧接第1版）", "from", "1"),
        ("（接第1版）", "from", "1"),
        ("上接第一版", "from", "1"),
    ],
)
def test_jump_line_gives_direction_and_page(line: str, direction: str, number: str) -> None:
    page = parsed(f"{NEWS}\n\n{line}")

    assert Jump(direction=direction, page=number) == page.articles[0].jump


def test_first_jump_line_is_the_articles() -> None:
    page = parsed(f"## 江堤变身绿道\n\n（上接第1版）{BODY}（下转第8版）")

    assert Jump(direction="from", page="1") == page.articles[0].jump


def test_article_without_a_jump_line_has_none() -> None:
    assert parsed(NEWS).articles[0].jump is None


SUSPECT = "高技术 and 数字经济蓬勃发展，沿江的居民推窗见绿、出门见水。"


def test_doubt_about_an_article_is_the_articles() -> None:
    page = parsed(f"{NEWS}\n\n专家点评\n\n{SUSPECT}")

    assert [[], ["suspect_character"]] == [[d.code for d in a.doubts] for a in page.articles]


def test_doubt_about_furniture_is_the_pages() -> None:
    page = parsed(f"本版图片由甬江and潮提供\n\n{NEWS}")

    assert ["suspect_character"] == [d.code for d in page.doubts]


def test_doubt_about_the_whole_file_is_the_pages() -> None:
    doubt = Doubt(
        stage="detect", code="encoding", text="。", pieces=(), confidence=0.5, rule="guessed"
    )

    page = parse_page(replace(raw_of(NEWS), doubts=(doubt,)), tables=tables())

    assert (doubt,) == page.doubts


def test_page_of_furniture_alone_keeps_its_doubts() -> None:
    assert ["suspect_character"] == [d.code for d in parsed("本版图片由甬江and潮提供").doubts]
