"""Repeats that hide a loss, and characters that recognition has mistaken."""

from __future__ import annotations

import pytest
from tests.parsing import doubts_of, parsed, printed

from nbreader.model import Doubt, Page

HEAD = "## 江堤变身绿道\n\n"
TAIL = "的居民自发组成护河队，每天沿河巡查两遍，劝阻乱倒垃圾四百多起。"
BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"


def repeats(page: Page) -> list[tuple[str, str]]:
    return [(d.rule, printed(page, d)) for d in doubts_of(page) if d.code == "repeat"]


def suspects(text: str) -> list[tuple[str, str]]:
    page = parsed(HEAD + text)
    return [(d.rule, printed(page, d)) for d in doubts_of(page) if d.code == "suspect_character"]


def lost(page: Page) -> list[str]:
    return [printed(page, d) for d in doubts_of(page) if d.rule == "cut-off-before-repeat"]


def test_longer_text_above_a_repeat_is_whole() -> None:
    page = parsed(f"{HEAD}春江社区三千二百名{TAIL}\n\n{BODY}\n\n为此，区里动员{TAIL}")

    assert [("same-end", TAIL)] == repeats(page)


def test_gap_is_marked_in_front_of_a_repeated_end() -> None:
    page = parsed(f"{HEAD}春江社区三千二百名{TAIL}\n\n{BODY}\n\n为此，区里动员{TAIL}")

    assert ["区里动员"] == lost(page)


def test_end_that_stands_alone_is_a_repeated_block() -> None:
    page = parsed(f"{HEAD}春江社区三千二百名{TAIL}\n\n{BODY}\n\n{TAIL[1:]}")

    assert [("whole-block", TAIL[1:])] == repeats(page)


def test_paragraph_printed_twice_is_a_repeated_block() -> None:
    page = parsed(f"{HEAD}{BODY}\n\n为了留住年轻人，区里想尽了办法。\n\n{BODY}")

    assert [("whole-block", BODY)] == repeats(page)


def test_end_above_the_whole_text_is_the_repeat() -> None:
    page = parsed(f"{HEAD}{TAIL[1:]}\n\n{BODY}\n\n春江社区三千二百名{TAIL}")

    assert [("same-end", TAIL[1:])] == repeats(page)


def test_repeat_that_is_a_whole_paragraph_lost_nothing_before_it() -> None:
    page = parsed(f"{HEAD}{TAIL[1:]}\n\n{BODY}\n\n春江社区三千二百名{TAIL}")

    assert [] == lost(page)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("三年来，江堤变成了绿道。", "为此，江堤变成了绿道。"),
        (TAIL + "大家都说好。", TAIL + "大家都满意。"),
    ],
    ids=["short", "inside"],
)
def test_repeat_that_ends_no_two_paragraphs_is_none(first: str, second: str) -> None:
    assert [] == repeats(parsed(f"{HEAD}{BODY}\n\n{first}\n\n{second}"))


CAPTION = "图为临江区治水展示馆内景。"


@pytest.mark.parametrize("credit", ["", "（张晓明 摄）"])
def test_caption_printed_twice_is_a_repeated_block(credit: str) -> None:
    page = parsed(f"{HEAD}{BODY}\n\n{CAPTION}{credit}\n\n{CAPTION}")

    assert [("whole-block", CAPTION + credit)] == repeats(page)


def test_short_caption_printed_twice_is_none() -> None:
    assert [] == repeats(parsed(f"{HEAD}{BODY}\n\n图为桥。\n\n图为桥。"))


def test_doubt_names_the_lines_of_a_repeat() -> None:
    page = parsed(f"{HEAD}{BODY}\n\n为了留住年轻人，区里想尽了办法。\n\n{BODY}")

    assert ["第 7 行疑与第 3 行重复"] == [d.text for d in doubts_of(page) if d.code == "repeat"]


@pytest.mark.parametrize(
    ("text", "rule", "mark"),
    [
        ("高技术 and 数字经济蓬勃发展。", "latin-word-in-han", "and"),
        ("高技术and数字经济蓬勃发展。", "latin-word-in-han", "and"),
        ("机器换人一智能化改造—数字赋能。", "one-for-dash", "一"),
        ("记者翁云騫报道了这一消息。" + BODY, "traditional-form", "騫"),
    ],
)
def test_mistaken_character_is_marked(text: str, rule: str, mark: str) -> None:
    assert [(rule, mark)] == suspects(f"{text}\n\n{BODY}")


@pytest.mark.parametrize(
    "text",
    [
        "他用 iPhone 拍照。",
        "使用 A 型设备。",
        "江堤建设—互联互通。",
        "采用 internationalization 的办法。",
        "我们的smart。",
    ],
)
def test_other_character_is_not_marked(text: str) -> None:
    assert [] == suspects(f"{text}\n\n{BODY}")


def test_traditional_forms_on_a_traditional_page_are_not_marked() -> None:
    page = parsed("## 江堤變身綠道\n\n昨天，臨江區的江堤綠道全線貫通，沿江居民推窗見綠、出門見水。")

    assert [] == [d for d in doubts_of(page) if d.rule == "traditional-form"]


def test_mark_behind_a_blank_is_the_word_alone() -> None:
    doubts: list[Doubt] = doubts_of(parsed(f"{HEAD}高技术 and 数字经济蓬勃发展。"))

    assert [3] == [p.end - p.start for d in doubts for p in d.pieces]
