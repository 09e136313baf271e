"""A person's corrections win over every rule."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.parsing import blocks_of, doubts_of, parsed, texts

from nbreader.model import Edit, Page, Role

# Lines: 1 folio, 3 flag, 5 headline, 7 byline, 9 to 13 paragraphs; 15, 17, 19 the second article.
TEXT = (
    "2026年3月25日 星期三 第7版\n\n宁波日报\n\n## 江堤变身绿道\n\n记者 张晓明\n\n"
    "昨天，临江区的江堤绿道全线贯通。\n\n沿江的居民推窗见绿、出门见水。\n\n"
    "下一步，临江区还将启动支流治理。\n\n"
    "## 夜间公交增开三条\n\n记者 李小红\n\n昨起，全市增开三条夜间公交线路。"
)
FIRST, SECOND, THIRD, LAST = (TEXT.split("\n\n")[n] for n in (4, 5, 6, 9))


def body(page: Page) -> list[str]:
    return texts(page, Role.PARAGRAPH)


def rule_at(page: Page, text: str) -> str:
    return next(b.rule for b in blocks_of(page) if text in b.text)


def test_page_without_edits_is_as_printed() -> None:
    assert [FIRST, SECOND, THIRD, LAST] == body(parsed(TEXT))


def test_join_puts_a_text_behind_another() -> None:
    page = parsed(TEXT, Edit(kind="join", line=9, other=13))

    assert [FIRST + THIRD, SECOND, LAST] == body(page)


def test_join_says_that_it_was_by_hand() -> None:
    assert "by-hand-join" == rule_at(parsed(TEXT, Edit(kind="join", line=9, other=11)), SECOND)


def test_join_keeps_the_role_of_the_first() -> None:
    page = parsed(TEXT, Edit(kind="join", line=9, other=7))

    assert FIRST + "记者 张晓明" in body(page)


@pytest.mark.parametrize(("line", "other"), [(9, 9), (9, 99), (99, 9), (8, 9), (9, 0)])
def test_join_of_lines_that_hold_no_two_texts_changes_nothing(line: int, other: int) -> None:
    assert parsed(TEXT) == parsed(TEXT, Edit(kind="join", line=line, other=other))


def test_joins_are_made_in_their_order() -> None:
    edits = (Edit(kind="join", line=9, other=13), Edit(kind="join", line=9, other=11))

    assert [FIRST + THIRD + SECOND, LAST] == body(parsed(TEXT, *edits))


def test_move_puts_a_block_behind_another() -> None:
    page = parsed(TEXT, Edit(kind="move", line=9, other=13))

    assert [SECOND, THIRD, FIRST, LAST] == body(page)


def test_move_upwards_puts_a_block_behind_another() -> None:
    page = parsed(TEXT, Edit(kind="move", line=13, other=9))

    assert [FIRST, THIRD, SECOND, LAST] == body(page)


def test_move_takes_a_block_to_another_article() -> None:
    page = parsed(TEXT, Edit(kind="move", line=13, other=19))

    assert ["夜间公交增开三条"] == [a.headline for a in page.articles if THIRD in a.text]


def test_move_in_front_of_all() -> None:
    page = parsed(TEXT, Edit(kind="move", line=13, other=0))

    assert [THIRD, FIRST, SECOND, LAST] == body(page)


@pytest.mark.parametrize(("line", "other"), [(9, 9), (9, 99), (99, 9), (99, 0)])
def test_move_of_no_block_changes_nothing(line: int, other: int) -> None:
    assert parsed(TEXT) == parsed(TEXT, Edit(kind="move", line=line, other=other))


COLUMN = (
    "江堤是城市的名片，也是群众的客厅。我\n们将坚持还岸于民，今年再建成绿道二十\n"
    "公里，让市民走得进、坐得下、留得住，\n推窗见绿，出门见水。"
)


def test_split_begins_a_paragraph() -> None:
    page = parsed(COLUMN, Edit(kind="split", line=3))

    assert ["".join(COLUMN.split("\n")[:2]), "".join(COLUMN.split("\n")[2:])] == [
        re.sub(r"\s", "", b.text) for b in blocks_of(page)
    ]


def test_split_keeps_a_severed_paragraph_apart() -> None:
    text = (
        f"## 江堤变身绿道\n\n{FIRST}\n\n三年来，临江区首先完成搬迁，腾\n\n出岸线三千米，种树铺草。"
    )

    assert ["joined"] == [d.code for d in doubts_of(parsed(text))]
    assert "joined" not in {d.code for d in doubts_of(parsed(text, Edit(kind="split", line=7)))}


def test_line_inside_a_chunk_stands_for_it() -> None:
    text = f"{COLUMN}\n\n{THIRD}"

    page = parsed(text, Edit(kind="role", line=3, value="caption"))

    assert [COLUMN.replace("\n", "")] == texts(page, Role.CAPTION)


@pytest.mark.parametrize(
    "role",
    [
        Role.PARAGRAPH,
        Role.CROSSHEAD,
        Role.LIST_ITEM,
        Role.ATTRIBUTION,
        Role.EDITORS_NOTE,
        Role.CAPTION,
        Role.CREDIT,
        Role.BYLINE,
        Role.JUMP,
        Role.POINTER,
        Role.BANNER,
        Role.FLAG,
        Role.FOLIO,
        Role.LABEL,
    ],
)
def test_role_is_given_to_a_block(role: Role) -> None:
    page = parsed(TEXT, Edit(kind="role", line=13, value=role))

    assert [(role, f"by-hand-{role}")] == [
        (b.role, b.rule) for b in blocks_of(page) if THIRD == b.text
    ]


@pytest.mark.parametrize("role", [Role.HEADLINE, Role.KICKER, Role.DECK, Role.SECTION])
def test_role_of_a_head_by_hand_takes_a_block_out_of_the_body(role: Role) -> None:
    page = parsed(TEXT, Edit(kind="role", line=13, value=role))

    assert [FIRST, SECOND, LAST] == body(page)


def test_role_of_a_line_that_is_none_changes_nothing() -> None:
    assert parsed(TEXT) == parsed(TEXT, Edit(kind="role", line=99, value="caption"))


def test_jump_by_hand_without_a_page_is_no_jump() -> None:
    page = parsed(TEXT, Edit(kind="role", line=13, value="jump"))

    assert [None, None] == [a.jump for a in page.articles]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("newspaper", "宁波晚报", ("宁波晚报", date(2026, 3, 25), 7)),
        ("newspaper", "", ("", date(2026, 3, 25), 7)),
        ("date", "2026-04-01", ("宁波日报", date(2026, 4, 1), 7)),
        ("date", "", ("宁波日报", None, 7)),
        ("page", "12", ("宁波日报", date(2026, 3, 25), 12)),
        ("page", "", ("宁波日报", date(2026, 3, 25), None)),
        ("weather", "晴", ("宁波日报", date(2026, 3, 25), 7)),
    ],
)
def test_metadata_is_what_a_person_says(
    field: str, value: str, expected: tuple[str, date | None, int | None]
) -> None:
    page = parsed(TEXT, Edit(kind="metadata", field=field, value=value))

    assert expected == (page.newspaper, page.date, page.number)


def test_last_word_on_metadata_holds() -> None:
    edits = [Edit(kind="metadata", field="page", value=value) for value in ("3", "5")]

    assert 5 == parsed(TEXT, *edits).number
