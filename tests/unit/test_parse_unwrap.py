"""Rows to chunks: which line ends are the column's, and which a paragraph's."""

from __future__ import annotations

import pytest
from tests.parsing import rows_in, shipped_lexicon, unwrapped

from nbreader.parse.unwrap import clumps_of, ends_sentence, sheet_of, unwrap

COLUMN = (
    "江堤是城市的名片，也是群众的客厅。我\n"
    "们将坚持还岸于民，今年再建成绿道二十\n"
    "公里，让市民走得进、坐得下、留得住，\n"
    "推窗见绿，出门见水。\n"
    "治水要算长远账。我们将投入五亿元，对\n"
    "沿江三十家企业实施搬迁改造，从源头上\n"
    "减少污水入江，守住这一江清水。"
)


def lines_of_each(text: str) -> list[int]:
    """How many rows went into each chunk."""
    return [c.rows for c in unwrap(rows_in(text), lexicon=shipped_lexicon())]


@pytest.mark.parametrize(
    "text",
    [
        "江清了。",
        "江清了！",
        "江清了？",
        "江清了?",
        "江清了…",
        "“江清了。”",
        "（江清了。）",
        "“江清了。” ",
    ],
)
def test_stop_ends_a_sentence_through_closing_marks(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["", "”", "江清了", "江清了，", "江清了：", "（张晓明）", "江清了；"]
)
def test_other_ends_end_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_rows_of_a_column_are_run_together() -> None:
    assert [4, 3] == lines_of_each(COLUMN)


def test_lines_are_joined_with_nothing_between() -> None:
    assert unwrapped(COLUMN)[0].startswith("江堤是城市的名片，也是群众的客厅。我们将坚持还岸于民")


def test_two_latin_words_are_joined_with_a_blank() -> None:
    text = COLUMN.replace("我\n们将", "Green\nRiver将")

    assert "Green River将" in unwrapped(text)[0]


def test_full_row_that_ends_on_a_stop_ends_no_paragraph() -> None:
    text = COLUMN.replace("客厅。我\n们将坚", "客厅对吗。\n我们将坚")

    assert [4, 3] == lines_of_each(text)


def test_short_row_without_a_stop_ends_no_paragraph() -> None:
    text = COLUMN.replace("今年再建成绿道二十\n", "\n")

    assert [4, 3] == lines_of_each(text)


def test_rows_of_a_page_that_is_not_wrapped_are_paragraphs() -> None:
    text = "江水清了。\n草木绿了。\n人心齐了。\n大家笑了。"

    assert text.split("\n") == unwrapped(text)


def test_head_lines_of_one_clump_stay_lines() -> None:
    text = f"把最美的江岸\n留给群众\n\n{COLUMN}"

    assert ["把最美的江岸", "留给群众"] == unwrapped(text)[:2]


def test_short_first_row_without_a_mark_is_a_head() -> None:
    assert ["把最美的江岸", 4] == [
        unwrapped("把最美的江岸\n" + COLUMN)[0],
        lines_of_each("把最美的江岸\n" + COLUMN)[1],
    ]


def test_indent_begins_a_paragraph() -> None:
    rows = [
        "江堤是城市的名片，也是群众的客厅，我",
        "们将坚持还岸于民，今年再建成绿道二十",
        "公里，让市民走得进、坐得下、留得住。",
        "\u3000\u3000治水要算长远账，我们将投入五亿",
        "元，对沿江三十家企业实施搬迁改造，从",
        "源头上减少污水入江，守住这一江清水。",
    ]

    assert [3, 3] == lines_of_each("\n".join(rows))


def test_hard_break_of_markdown_ends_a_chunk() -> None:
    assert ["江堤变身绿道", "临江区水岸更新见闻，三年的变化看得见"] == unwrapped(
        "## 见闻\n\n江堤变身绿道  \n临江区水岸更新见闻，三年的变化看得见"
    )[1:]


@pytest.mark.parametrize(
    "line",
    [
        "记者 张晓明",
        "（据新华社）",
        "编者按",
        "本版图片由市委宣传部提供",
        "责任编辑 张晓明",
        "张晓明 摄",
        "专家点评",
        "【下转第7版】",
        "新闻热线：0574-87000000",
        "- 一项议程",
        "## 江堤变身绿道",
    ],
)
def test_line_of_its_own_kind_stands_alone_in_a_column(line: str) -> None:
    text = COLUMN.replace("推窗见绿，出门见水。\n", f"推窗见绿，出门见水。\n{line}\n")

    assert [4, 1, 3] == lines_of_each(text)


def test_speaker_stands_alone_at_the_head_of_a_clump() -> None:
    assert [1, 4, 3] == lines_of_each("临江区区长江望潮——\n" + COLUMN)


def test_long_row_is_never_a_line_of_its_own_kind() -> None:
    text = COLUMN.replace("，", "、").replace("\n", "") * 2

    assert [1] == lines_of_each(text)


def test_split_by_hand_begins_a_paragraph() -> None:
    chunks = unwrap(rows_in(COLUMN), lexicon=shipped_lexicon(), splits=frozenset({3}))

    assert [2, 2, 3] == [c.rows for c in chunks]


STRIPE = (
    "入夏以来，临江区的江堤上游人如织",
    "三年前，这里是一片堆满沙石的码头",
    "如今草木葱茏，成了市民散步的去处",
    "请听他们的心声——",
)


def test_rows_torn_apart_by_blank_lines_are_one_paragraph() -> None:
    text = "\n\n".join(STRIPE) + "\n\n" + COLUMN

    assert [4, 4, 3] == lines_of_each(text)


def test_rows_behind_a_dash_are_not_torn_from_above() -> None:
    text = "\n\n".join([*STRIPE, "后来的事大家都知道了"]) + "\n\n" + COLUMN

    assert [4, 1, 4, 3] == lines_of_each(text)


def test_two_rows_torn_apart_are_two() -> None:
    assert [1, 1, 4, 3] == lines_of_each("\n\n".join(STRIPE[:2]) + "\n\n" + COLUMN)


def test_title_lines_torn_apart_stay_lines() -> None:
    titles = ["长堤卧波绿满新城人来鱼往", "临江区的水岸更新三年见闻", "把最美的江岸留给两岸群众"]

    assert [1, 1, 1, 4, 3] == lines_of_each("\n\n".join(titles) + "\n\n" + COLUMN)


def test_rows_torn_apart_at_the_pages_end_are_one_paragraph() -> None:
    assert [4, 3, 3] == lines_of_each(COLUMN + "\n\n" + "\n\n".join(STRIPE[:3]))


def test_wrapped_page_has_the_measure_of_its_full_rows() -> None:
    sheet = sheet_of(list(clumps_of(rows_in(COLUMN))))

    assert (True, 18.0) == (sheet.wrapped, sheet.measure)


@pytest.mark.parametrize(
    "text",
    ["江清了。", "江清了。\n\n岸绿了。", "江水清了。\n草木绿了。\n人心齐了。\n大家笑了。"],
    ids=["one row", "two clumps", "sentences"],
)
def test_page_of_whole_paragraphs_is_not_wrapped(text: str) -> None:
    assert not sheet_of(list(clumps_of(rows_in(text)))).wrapped


def test_page_of_very_long_rows_is_not_wrapped() -> None:
    row = "江堤是城市的名片，" * 8 + "也是群众的客厅"

    assert not sheet_of(list(clumps_of(rows_in("\n".join([row] * 5))))).wrapped


def test_clumps_are_parted_by_blank_lines() -> None:
    assert [2, 1] == [len(clump) for clump in clumps_of(rows_in("甲\n乙\n\n\n丙"))]


def test_paragraphs_set_apart_by_blank_lines_go_on_over_a_short_stop() -> None:
    paragraph = (
        "江堤是城市的名片，也是群众的客厅，我\n们将坚持还岸于民。\n"
        "今年再建成绿道二十公里，让市民走得进\n来，也坐得下、留得住。"
    )

    assert [4, 4, 4, 4] == lines_of_each("\n\n".join([paragraph] * 4))


def test_two_rows_of_a_wrapped_page_are_a_paragraph() -> None:
    text = COLUMN + "\n\n下一步，临江区还将启动支流治理，让更\n多的居民推窗见绿。"

    assert [4, 3, 2] == lines_of_each(text)


def test_page_without_rows_has_no_chunks() -> None:
    assert () == unwrap((), lexicon=shipped_lexicon())
