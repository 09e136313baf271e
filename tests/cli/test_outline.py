"""Issues as an outline."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import make_article, make_block, make_issue, make_page

from nbreader.cli.outline import outline
from nbreader.model import Doubt, Role

DOUBT = Doubt(stage="s", code="gap", text="缺字。", pieces=(), confidence=0.5, rule="r")


def test_an_issue_page_and_article_have_a_line_each() -> None:
    page = make_page((make_article("新城", ("一。", "二。"), article_id="a9"),), label="要闻")

    assert [
        "宁波日报 2026-03-25  1 版 1 篇",
        "  第1版 要闻 page.txt  1 篇",
        "    新城  [a9]  2 段",
    ] == outline([make_issue((page,))]).splitlines()


def test_articles_of_a_section_stand_below_it_once() -> None:
    articles = tuple(make_article(name, section="头条", article_id=name) for name in ("甲", "乙"))

    assert ["    头条", "      甲  [甲]  1 段", "      乙  [乙]  1 段"] == outline(
        [make_issue((make_page(articles),))]
    ).splitlines()[2:]


def test_pictures_and_doubts_are_counted() -> None:
    article = make_article("新城", blocks=(make_block("图", Role.CAPTION),), doubts=(DOUBT,))
    page = replace(make_page((article,)), doubts=(DOUBT,))

    assert ["  第1版 page.txt  1 篇 2 处存疑", "    新城  [a1]  1 段 1 图 1 处存疑"] == outline(
        [make_issue((page,))]
    ).splitlines()[1:]


def test_an_undated_issue_without_a_name_says_so() -> None:
    page = make_page(newspaper="", day=None, number=None)

    assert outline([make_issue((page,))]).startswith("报名不详 日期不详  1 版 1 篇\n  page.txt")


def test_no_issue_is_no_line() -> None:
    assert outline([]) == ""


def test_control_characters_are_shown_harmless() -> None:
    assert "a␛[31m" in outline([make_issue((make_page((make_article("a\x1b[31m"),)),))])
