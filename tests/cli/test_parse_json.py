"""The JSON of `nbreader parse`: its keys, their order, and its spans."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from tests.builders import make_article, make_block, make_issue, make_page

from nbreader.cli.parse_json import parse_json, spans
from nbreader.model import Byline, Dateline, Doubt, Jump, Piece, Role


def shape_of(article: Any) -> Any:
    """The article as the JSON says it."""
    text = parse_json([make_issue((make_page((article,)),))])
    return json.loads(text)["issues"][0]["pages"][0]["articles"][0]


def test_keys_stand_in_the_promised_order() -> None:
    shape = json.loads(parse_json([make_issue()]))
    issue = shape["issues"][0]
    page = issue["pages"][0]

    assert ["schema", "issues"] == list(shape)
    assert ["id", "newspaper", "date", "edition", "pages"] == list(issue)
    assert ["id", "number", "label", "source", "furniture", "articles", "doubts"] == list(page)
    assert ["path", "sha256", "encoding", "media_type"] == list(page["source"])


def test_an_article_has_the_promised_keys() -> None:
    expected = "id section kicker headline deck head byline dateline jump blocks doubts"

    assert expected.split() == list(shape_of(make_article()))


def test_a_dated_issue_has_an_iso_date() -> None:
    issue = make_issue((make_page(day=date(2026, 3, 5)),))

    assert json.loads(parse_json([issue]))["issues"][0]["date"] == "2026-03-05"


def test_an_undated_issue_has_no_date() -> None:
    issue = make_issue((make_page(day=None),))

    assert json.loads(parse_json([issue]))["issues"][0]["date"] is None


def test_absent_parts_are_empty() -> None:
    shape = shape_of(make_article(""))

    assert ("", "", [], None, "") == tuple(
        shape[key] for key in ("section", "headline", "byline", "jump", "dateline")
    )


def test_head_lines_of_one_field_are_joined_by_a_space() -> None:
    head = (make_block("扛起担当", Role.HEADLINE), make_block("再启新程", Role.HEADLINE))

    assert shape_of(replace(make_article(), head=head))["headline"] == "扛起担当 再启新程"


def test_byline_dateline_and_jump_are_objects() -> None:
    article = replace(
        make_article(),
        byline=(Byline(role="记者", name="何晴"),),
        dateline=Dateline(printed="新华社北京3月24日电"),
        jump=Jump(direction="to", page="7", headline="新材料", article_id="x"),
    )
    shape = shape_of(article)

    assert [{"role": "记者", "name": "何晴", "title": ""}] == shape["byline"]
    assert shape["dateline"] == "新华社北京3月24日电"
    assert {"direction": "to", "page": "7", "headline": "新材料"} == shape["jump"]


def test_only_captions_have_a_credit() -> None:
    blocks = (make_block("城市风光 贺元凯 摄", Role.CAPTION, credit="贺元凯 摄"), make_block())
    caption, paragraph = shape_of(replace(make_article(), blocks=blocks))["blocks"]

    assert {
        "kind": "caption",
        "text": "城市风光 贺元凯 摄",
        "rule": "made",
        "credit": "贺元凯 摄",
    } == {key: value for key, value in caption.items() if key != "spans"}
    assert ["kind", "text", "spans", "rule", "credit"] == list(caption)
    assert ["kind", "text", "spans", "rule"] == list(paragraph)


def test_a_doubt_says_what_and_how_sure() -> None:
    doubt = Doubt(
        stage="stitch",
        code="joined",
        text="接上了。",
        pieces=(Piece(start=3, end=5), Piece(start=9, end=12)),
        confidence=0.8,
        rule="open-end",
    )

    assert [
        {
            "code": "joined",
            "text": "接上了。",
            "spans": [[3, 5], [9, 12]],
            "confidence": 0.8,
            "rule": "open-end",
        }
    ] == shape_of(make_article(doubts=(doubt,)))["doubts"]


def test_spans_keep_reading_order_and_merge_what_follows_on() -> None:
    pieces = (
        Piece(start=30, end=32),
        Piece(start=32, end=35, markup=True),
        Piece(start=10, end=12),
    )

    assert [[30, 35], [10, 12]] == spans(pieces)


def test_spans_that_leave_a_gap_are_not_merged() -> None:
    assert [[0, 2], [3, 4]] == spans((Piece(start=0, end=2), Piece(start=3, end=4)))


def test_no_control_character_reaches_the_terminal() -> None:
    text = parse_json([make_issue((make_page((make_article("a\x1b[31m\x9b2J\x7f"),)),))])

    assert [] == [char for char in text if (ord(char) < 32 and char != "\n") or char in "\x7f\x9b"]


def test_escaped_control_characters_are_still_the_same_text() -> None:
    assert shape_of(make_article("a\x9b\x7f\u2028"))["headline"] == "a\x9b\x7f\u2028"
