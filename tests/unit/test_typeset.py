from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import make_article, make_block

from nbreader.model import Article, Jump, Role
from nbreader.tui.typeset import LOST, SEAM, Sheet, Sheets, set_article

SENTENCE = "今年前两个月，慈溪新材料产业产值达40.5亿元，同比增长24.3%，增速居宁波第一。"


def plain(article: Article, measure: int = 40) -> list[str]:
    return [line.plain.rstrip() for line in set_article(article, measure).lines]


def test_a_paragraph_is_indented_by_two_characters() -> None:
    lines = plain(make_article("", (SENTENCE,)))

    assert [
        "    今年前两个月，慈溪新材料产业产值达",
        "40.5亿元，同比增长24.3%，增速居宁波第",
    ] == lines[:2]


def test_a_headline_is_centred() -> None:
    assert ["                  标题"] == plain(make_article("标题", ()))


def test_head_and_body_are_set_apart() -> None:
    lines = plain(make_article("标题", ("正文。",), kicker="引题", deck="副题", byline="记者 何晴"))

    assert ["引题", "", "标题", "", "副题", "", "记者 何晴", "", "正文。"] == [
        x.strip() for x in lines
    ]


def test_the_section_stands_above_the_head() -> None:
    assert "区(县、市)头条" == plain(make_article(section="区(县、市)头条"))[0].strip()


@pytest.mark.parametrize(
    ("text", "credit", "expected"),
    [
        ("宁波城市风光 贺元凯 摄", "贺元凯", ["宁波城市风光", "贺元凯 摄"]),
        (
            "北仑大碶。(北仑区委宣传部供图)",
            "北仑区委宣传部",
            ["北仑大碶。", "(北仑区委宣传部供图)"],
        ),
        ("贺元凯说起宁波的风光", "贺元凯", ["贺元凯说起宁波的风光"]),
        ("慈溪城区风光", "", ["慈溪城区风光"]),
    ],
)
def test_a_credit_is_set_apart_from_its_caption(
    text: str, credit: str, expected: list[str]
) -> None:
    article = make_article("", (), blocks=(make_block(text, Role.CAPTION, credit=credit),))

    assert expected == [line.strip(" ▏") for line in plain(article)]


def test_an_attribution_ends_at_the_right_edge() -> None:
    article = make_article("", (), blocks=(make_block("(新华社电)", Role.ATTRIBUTION),))

    assert [40] == [line.width for line in set_article(article, 40).lines]


def test_list_items_hang_without_a_free_line() -> None:
    items = (make_block("落实主体责任", Role.LIST_ITEM), make_block("创新载体形式", Role.LIST_ITEM))

    assert ["  · 落实主体责任", "  · 创新载体形式"] == plain(make_article("", (), blocks=items))


def test_a_note_stands_between_rules() -> None:
    note = make_block("编者按 三篇述评。", Role.EDITORS_NOTE)
    lines = plain(make_article("", (), blocks=(note,)))

    assert ["  " + "─" * 36, "        编者按 三篇述评。", "  " + "─" * 36] == lines


def test_a_fragment_says_that_text_is_lost() -> None:
    fragment = make_block("技术突破奖金。", Role.FRAGMENT)

    assert [f"    {LOST}技术突破奖金。"] == plain(make_article("", (), blocks=(fragment,)), 60)


def test_a_seam_is_marked_where_the_text_was_joined() -> None:
    article = make_article("", ("持续激发绿色经济新动能。",))
    lines = [line.plain for line in set_article(article, 40, seams=(2,)).lines]

    assert [f"    持续{SEAM}激发绿色经济新动能。"] == lines


def test_a_loaded_jump_ends_in_a_link() -> None:
    article = replace(
        make_article("", ("正文。",)), jump=Jump(direction="to", page="7", article_id="a7")
    )

    assert "回车转到第7版 →" == plain(article)[-1].strip()


def test_a_jump_that_is_not_loaded_has_no_link() -> None:
    article = replace(make_article("", ("正文。",)), jump=Jump(direction="to", page="7"))

    assert ["    正文。"] == plain(article)


def sheet_of_two() -> tuple[Article, Sheet]:
    article = make_article("标题", (SENTENCE, "第二段。"))
    return article, set_article(article, 40)


def test_the_line_of_an_offset_prints_it() -> None:
    article, sheet = sheet_of_two()
    wrong = [
        at
        for at, character in enumerate(article.text)
        if character != "\n"
        and not any(
            run.start <= at < run.start + len(run.text)
            for run in sheet.lines[sheet.line_of(at)].runs
        )
    ]

    assert [] == wrong


def test_a_column_leads_to_its_offset() -> None:
    article, sheet = sheet_of_two()
    line = sheet.lines[sheet.line_of(article.text.index("慈溪"))]

    assert article.text.index("慈溪") == line.offset_at(line.plain.index("慈溪"))


def test_a_column_on_the_indent_leads_to_the_first_character() -> None:
    article, sheet = sheet_of_two()

    assert article.text.index("第二段") == sheet.lines[-1].offset_at(0)


def test_each_line_knows_its_passage() -> None:
    _, sheet = sheet_of_two()

    assert [0, -1, 1, 1, 1, -1, 2] == [line.passage for line in sheet.lines]


def test_a_free_line_belongs_to_the_passage_above() -> None:
    _, sheet = sheet_of_two()

    assert [0, 1, 2] == [sheet.passage_at(line) for line in (1, 5, 99)]


def test_a_set_article_is_kept_until_it_changes() -> None:
    sheets, article = Sheets(), make_article("标题", (SENTENCE,))
    first = sheets.sheet(article, 40, ())

    assert first is sheets.sheet(article, 40, ())
    assert first is not sheets.sheet(article, 60, ())
    assert first is not sheets.sheet(make_article("改", (SENTENCE,)), 40, ())


def test_below_the_text_there_is_no_offset() -> None:
    article, sheet = sheet_of_two()

    assert article.text.index("今年") == sheet.offset_at(1, 9)  # a free line leads to the next
    assert None is sheet.offset_at(99, 0)
