"""Columns printed side by side, read one after the other."""

from __future__ import annotations

import pytest
from tests.parsing import raw_of, shipped_lexicon

from nbreader.model import RawPage
from nbreader.parse import gutters

LEFT = (
    "江堤是城市的名片，也是群众的客厅。我",
    "们将坚持还岸于民，今年再建成绿道二十",
    "公里，让市民走得进、坐得下、留得住，",
    "推窗见绿，出门见水，人在画中游。两岸",
    "的小店也热闹起来。",
)
RIGHT = (
    "治水要算长远账。我们将投入五亿元，对",
    "沿江三十家企业实施搬迁改造，从源头上",
    "减少污水入江，守住这一江清水，还给两",
    "岸群众。三年来，水质从四类变为二类，",
    "鱼儿也回来了。",
)


def side_by_side(left: tuple[str, ...], right: tuple[str, ...], gutter: str = "    ") -> str:
    return "\n".join(a + gutter + b for a, b in zip(left, right, strict=True))


def cut_at_gutters(raw: RawPage) -> RawPage:
    return gutters.cut_at_gutters(raw, lexicon=shipped_lexicon())


def lines_of(raw: RawPage) -> list[str]:
    return [line.text.strip() for line in cut_at_gutters(raw).lines if line.text.strip()]


@pytest.mark.parametrize("gutter", ["  ", "    ", "\u3000\u3000", " " * 9])
def test_columns_are_read_one_after_the_other(gutter: str) -> None:
    text = side_by_side(LEFT[:4], RIGHT[:4], gutter)

    assert [*LEFT[:4], *RIGHT[:4]] == lines_of(raw_of(text))


def test_shorter_column_ends_before_the_other() -> None:
    text = side_by_side(LEFT[:4], RIGHT[:4]) + "\n" + " " * 40 + RIGHT[4]

    assert [*LEFT[:4], *RIGHT] == lines_of(raw_of(text))


def test_three_columns_are_read_one_after_the_other() -> None:
    text = "\n".join(
        "    ".join(row) for row in zip(LEFT[:4], RIGHT[:4], reversed(LEFT[:4]), strict=True)
    )

    assert [*LEFT[:4], *RIGHT[:4], *reversed(LEFT[:4])] == lines_of(raw_of(text))


def test_line_over_both_columns_stands_between_two_bands() -> None:
    head = "临江区的江堤三年变身绿道沿江的居民推窗见绿出门见水人在画中游"
    text = "\n".join([side_by_side(LEFT[:4], RIGHT[:4]), head, side_by_side(RIGHT[:4], LEFT[:4])])

    assert [*LEFT[:4], *RIGHT[:4], head, *RIGHT[:4], *LEFT[:4]] == lines_of(raw_of(text))


def test_blank_lines_inside_a_band_are_no_end_of_it() -> None:
    rows = side_by_side(LEFT[:4], RIGHT[:4]).split("\n")

    assert [*LEFT[:4], *RIGHT[:4]] == lines_of(raw_of("\n\n".join(rows)))


def test_column_is_set_apart_by_a_blank_line() -> None:
    lines = cut_at_gutters(raw_of(side_by_side(LEFT[:4], RIGHT[:4]))).lines

    assert 2 == sum(not line.text.strip() for line in lines)


def test_cut_lines_stand_where_their_text_does() -> None:
    raw = raw_of(side_by_side(LEFT, RIGHT) + "\n\n" + LEFT[0])

    wrong = [
        line
        for line in cut_at_gutters(raw).lines
        if raw.source.text[line.start : line.start + len(line.text)] != line.text
    ]
    assert [] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LEFT),
        side_by_side(LEFT[:3], RIGHT[:3]),
        "\n".join(f"第{n}名    张晓明    九十{n}分" for n in "一二三四五六"),
        "\n".join(f"　　{row}" for row in LEFT),
        "\n".join(["春    江    潮", *LEFT]),
    ],
    ids=["one column", "three lines", "table", "indents", "spaced head"],
)
def test_page_without_gutters_is_left_as_it_is(text: str) -> None:
    raw = raw_of(text)

    assert [line for line in raw.lines if line.text.strip()] == [
        line for line in cut_at_gutters(raw).lines if line.text.strip()
    ]


def test_narrow_gap_between_words_is_no_gutter() -> None:
    raw = raw_of(side_by_side(LEFT[:4], RIGHT[:4], " "))

    assert raw is cut_at_gutters(raw)


def test_long_page_with_a_few_wide_gaps_has_no_gutter() -> None:
    rows = [LEFT[0][:14]] * 14 + [LEFT[1][:8] + "    " + RIGHT[1][:8]] * 3 + [RIGHT[0]] * 3

    raw = raw_of("\n".join([*rows, "江    堤"]))

    assert [line.text for line in raw.lines] == [line.text for line in cut_at_gutters(raw).lines]


@pytest.mark.parametrize(
    "folio",
    [
        "临江日报  2026 年 3 月 25 日  星期三   03 版  经济",
        "03 版  经济        2026年3月25日     临江日报",
        "03  经济          责任编辑：张晓明  2026年3月25日",
        "第三版            　  经济新闻",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_folio_is_one_line_over_all_columns(folio: str, above: bool) -> None:
    columns = side_by_side(LEFT, RIGHT)
    text = f"{folio}\n\n{columns}" if above else f"{columns}\n\n{folio}"

    assert folio in lines_of(raw_of(text))


def test_day_in_a_column_is_no_folio() -> None:
    left = (
        "江堤是城市的名片，也是群众的客厅。我",
        "2026年3月25日 这一天江堤终于落成了",
        *LEFT[2:4],
    )

    assert [*left, *RIGHT[:4]] == lines_of(raw_of(side_by_side(left, RIGHT[:4])))
