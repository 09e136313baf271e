"""Text that Markdown shows as it was printed."""

from __future__ import annotations

import pytest

from nbreader.desk.markdown import code, escaped, paragraphs, quoted, table


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("产值达40.5亿元，增长24.3%。", "产值达40.5亿元，增长24.3%。"),
        ("《题》（一）“好”——", "《题》（一）“好”——"),
        ("a*b_c`d[e]<f>&g", r"a\*b\_c\`d\[e\]\<f\>\&g"),
        ("# 一", r"\# 一"),
        ("- 一", r"\- 一"),
        ("+ 一", r"\+ 一"),
        ("7+10+X", "7+10+X"),
        ("1. 一", r"1\. 一"),
        ("12) 一", r"12\) 一"),
        ("1.5万", "1.5万"),
        ("1.", r"1\."),
        ("-40度", "-40度"),
        ("---", r"\---"),
        ("2026年", "2026年"),
        ("===", r"\==="),
        ("a\\", "a\\\\"),
        ("a|b", r"a\|b"),
        ("　两\n行\t", "两 行"),
        ("\x1b[31m红", r"\[31m红"),
        ("半\udce5字", "半字"),
    ],
)
def test_only_what_markdown_would_take_for_its_own_is_escaped(text: str, markdown: str) -> None:
    assert markdown == escaped(text)


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    assert ["一", r"\- 二"] == paragraphs("一\n \r\n- 二\n")


def test_a_quotation_of_two_paragraphs_is_one_quotation() -> None:
    assert "> 一\n>\n> 二" == quoted(["一", "二"])


@pytest.mark.parametrize(
    ("name", "span"), [("a_b.txt", "`a_b.txt`"), ("a`b", "``a`b``"), ("``", "``` `` ```")]
)
def test_a_name_is_code_whatever_its_quotes(name: str, span: str) -> None:
    assert span == code(name)


def test_a_table_has_a_head_and_rows() -> None:
    assert "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |" == table(("甲", "乙"), [("1", "2")])
