"""Issues as Markdown: every block is there, and says what it said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.builders import make_article, make_block, make_issue, make_page

from nbreader.cli.markdown import issues_markdown
from nbreader.model import Article, Role

AWKWARD = [
    "# 不是标题",
    "1. 不是列表",
    "12) 也不是",
    "- 减号",
    "+ 加号",
    "---",
    "===",
    "> 不是引文",
    "    四个空格",
    "**粗** _斜_ `码` ~~删~~",
    "[名](http://a.example) ![图](x)",
    "<b>标签</b> &amp; &#65;",
    "| 表 | 格 |",
    r"反斜线 \* \\",
    "【下转第7版】",
    "“走前列、作示范”",
]


def markdown_of(article: Article) -> str:
    return issues_markdown([make_issue((make_page((article,)),))])


def shown(markdown: str) -> list[str]:
    """The text of each block as a Markdown reader shows it."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [
        "".join(child.content for child in token.children or [] if child.type == "text")
        for token in tokens
        if token.type == "inline"
    ]


def test_headings_go_from_issue_to_page_to_article() -> None:
    page = make_page((make_article("新城", ("正文。",)),), label="要闻")

    assert [
        "# 宁波日报 2026-03-25",
        "## 第1版 要闻 page.txt",
        "### 新城",
        "正文。",
    ] == issues_markdown([make_issue((page,))]).split("\n\n")


def test_a_section_is_a_heading_above_its_articles() -> None:
    assert "\n\n### 头条\n\n#### 新城\n\n" in markdown_of(make_article("新城", section="头条"))


def test_kicker_and_deck_stand_below_the_headline() -> None:
    article = make_article("主题", kicker="引题", deck="副题")

    assert "### 主题\n\n**引题**\n\n**副题**\n\n正文。" in markdown_of(article)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.CROSSHEAD, "#### 字"),
        (Role.CAPTION, "*字*"),
        (Role.EDITORS_NOTE, "> 字"),
        (Role.LIST_ITEM, "- 字"),
        (Role.FRAGMENT, "字"),
    ],
)
def test_each_role_has_its_form(role: Role, expected: str) -> None:
    article = replace(make_article(), blocks=(make_block("字", role),))

    assert markdown_of(article).split("\n\n")[-1] == expected


def test_list_items_in_a_row_are_one_list() -> None:
    items = (make_block("甲", Role.LIST_ITEM), make_block("乙", Role.LIST_ITEM))

    assert markdown_of(replace(make_article(), blocks=items)).endswith("\n\n- 甲\n- 乙")


def test_furniture_stands_below_a_rule_at_the_end_of_its_page() -> None:
    page = replace(make_page(), furniture=(make_block("责编 某某", Role.LABEL),))

    assert issues_markdown([make_issue((page,))]).endswith("\n\n---\n\n- 责编 某某")


def test_an_article_without_a_headline_says_so() -> None:
    assert "### （无标题）" in markdown_of(make_article(""))


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("role", [Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION, Role.CROSSHEAD])
def test_markdown_in_the_text_is_shown_as_text(text: str, role: Role) -> None:
    article = replace(make_article(), blocks=(make_block(text, role),))

    assert shown(markdown_of(article))[-1].split() == text.split()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    article = replace(make_article(), blocks=(make_block(text),))
    *_, last = shown(markdown_of(article)) if text.strip() else [""]

    assert last.split() == text.split()
