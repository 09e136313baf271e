"""Lines to rows: what prints nothing is set aside, and every offset is kept."""

from __future__ import annotations

import pytest
from tests.parsing import raw_of, rows_in, shipped_lexicon

from nbreader.intake.text import lines_of
from nbreader.model import RawPage, Source
from nbreader.parse.normalise import close_numbers, rows_of, width_of


def text_of(line: str) -> str:
    return rows_in(line)[0].text


def markup_of(text: str) -> list[str]:
    """What the rows of a text set aside."""
    return [text[p.start : p.end] for row in rows_in(text) for p in row.pieces if p.markup]


def as_markdown(text: str) -> RawPage:
    source = Source(
        path="page.md", sha256="0" * 64, media_type="text/markdown", encoding="utf-8", text=text
    )
    return RawPage(source=source, unit="cell", lines=lines_of(text))


def markdown_text(line: str) -> str:
    return rows_of(as_markdown(line), lexicon=shipped_lexicon())[0].text


@pytest.mark.parametrize(
    ("line", "level"),
    [("# 江堤", 1), ("## 江堤", 2), ("###### 江堤", 6), ("#江堤", 0), ("####### 江堤", 0)],
)
def test_heading_has_its_level(line: str, level: int) -> None:
    assert level == rows_in(line)[0].level


@pytest.mark.parametrize(
    ("line", "text", "marks"),
    [
        ("## 江堤", "江堤", ["## "]),
        ("- 江堤", "江堤", ["- "]),
        ("**江堤**", "江堤", ["**", "**"]),
        ("##\u3000江堤", "江堤", ["##\u3000"]),
        ("江\ufeff堤", "江堤", ["\ufeff"]),
        ("江\u200b堤", "江堤", ["\u200b"]),
        ("**江堤", "**江堤", []),
        ("-10度的江堤", "-10度的江堤", []),
        ("- 10度的江堤", "- 10度的江堤", []),
    ],
)
def test_marks_of_a_line_are_set_aside(line: str, text: str, marks: list[str]) -> None:
    assert (text, marks) == (text_of(line), markup_of(line))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("> 江堤", "江堤"),
        ("> > 江堤", "江堤"),
        ("江堤__绿道__", "江堤绿道"),
        ("江堤`绿道`", "江堤绿道"),
        (r"1\. 江堤", "1. 江堤"),
        (r"江堤\*", "江堤*"),
        ("*江堤*", "江堤"),
    ],
)
def test_marks_of_markdown_are_set_aside(line: str, text: str) -> None:
    assert text == markdown_text(line)


def test_bold_line_is_bold() -> None:
    assert rows_in("**江堤**")[0].bold


def test_line_with_a_bold_word_is_not_bold() -> None:
    assert not rows_in("**江堤**绿道")[0].bold


@pytest.mark.parametrize("line", ["江堤  ", "江堤\\"])
def test_markdown_line_break_is_a_hard_one(line: str) -> None:
    assert rows_of(as_markdown(line), lexicon=shipped_lexicon())[0].hard_break


def test_blanks_behind_a_line_of_plain_text_are_no_break() -> None:
    assert not rows_in("江堤  ")[0].hard_break


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("快 企 业 智 造", "快企业智造"),
        ("快 企 业 智 造 ， 先 行", "快企业智造，先行"),
        ("快  企  业  智  造", "快企业智造"),
        ("快 企 业 智 182 家", "快企业智 182 家"),
        ("江 堤", "江 堤"),
        ("江堤 绿道 新城", "江堤 绿道 新城"),
        ("江堤    绿道", "江堤 绿道"),
        ("记者 张 三 李 四", "记者 张 三 李 四"),
        ("■ 张 三 李 四", "■ 张 三 李 四"),
        ("摄影 张 三 李 四", "摄影 张 三 李 四"),
    ],
)
def test_letter_spacing_is_closed_but_not_between_names(line: str, text: str) -> None:
    assert text == text_of(line)


def test_letter_spaced_line_is_known_as_one() -> None:
    assert [True, False] == [row.spaced for row in rows_in("快 企 业 智 造\n江堤 绿道")]


def test_blank_lines_are_counted_in_the_row_below_them() -> None:
    assert [0, 1, 3, 0] == [row.blanks for row in rows_in("甲\n\n乙\n\n \n\n丙\n丁")]


def test_rows_have_the_numbers_of_their_lines() -> None:
    assert [2, 5] == [row.number for row in rows_in("\n甲\n\n\n乙")]


@pytest.mark.parametrize(
    ("line", "indent"), [("江堤", 0), ("  江堤", 2), ("\u3000\u3000江堤", 4), ("\t江堤", 1)]
)
def test_indent_is_measured_in_cells(line: str, indent: int) -> None:
    assert indent == rows_in(line)[0].indent


def test_marks_of_a_line_that_prints_nothing_go_to_the_next_row() -> None:
    text = "甲\n\u200b\n乙"

    assert ["", "\u200b"] == [
        "".join(text[p.start : p.end] for p in row.pieces if p.markup) for row in rows_in(text)
    ]


def test_marks_of_a_line_that_prints_nothing_at_the_end_go_to_the_last_row() -> None:
    assert [1] == [sum(p.markup for p in row.pieces) for row in rows_in("甲\n\u200b")]


def test_line_that_prints_nothing_counts_as_blank() -> None:
    assert [0, 1] == [row.blanks for row in rows_in("甲\n\u200b\n乙")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("（江堤）", "(江堤)"),
        ("江堤：Ａ１", "江堤:A1"),
        ("「江堤」『绿道』", "“江堤”“绿道”"),
        ("記者 張三", "记者 张三"),
        ("江\u3000堤", "江 堤"),
    ],
)
def test_key_folds_width_quotes_and_traditional_forms(text: str, key: str) -> None:
    assert key == rows_in(text)[0].key


@pytest.mark.parametrize(
    ("text", "width"), [("", 0.0), ("江堤", 2.0), ("5G", 1.0), ("江堤2026", 4.0), ("。", 1.0)]
)
def test_width_counts_latin_as_half(text: str, width: float) -> None:
    assert width == width_of(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("突破 4000 亿元", "突破4000亿元"),
        ("增长 5.2% 以上", "增长5.2%以上"),
        ("，2026 年", "，2026年"),
        ("增长５．２％ 。", "增长５．２％。"),
        ("江堤 绿道", "江堤 绿道"),
        ("smart city 江堤", "smart city 江堤"),
        ("4000 5000", "4000 5000"),
    ],
)
def test_blanks_around_numbers_are_closed(text: str, closed: str) -> None:
    assert closed == close_numbers(text)


def test_pieces_of_a_row_print_its_text() -> None:
    text = "  ## **江堤**绿道\u200b新城 "

    assert "江堤绿道新城" == "".join(
        text[p.start : p.end] for p in rows_in(text)[0].pieces if not p.markup
    )


def test_page_without_lines_has_no_rows() -> None:
    empty = as_markdown("")

    assert () == rows_of(empty, lexicon=shipped_lexicon())


def test_line_of_marks_alone_on_a_page_without_text_is_no_row() -> None:
    assert () == rows_of(as_markdown("\u200b\n"), lexicon=shipped_lexicon())


def test_media_type_of_a_page_without_headings_is_plain() -> None:
    assert "text/plain" == raw_of("江堤").source.media_type
