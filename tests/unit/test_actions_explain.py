"""Why each block is what it is, by the lines of its file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import make_page, make_source

from nbreader.actions import Explanation, explain_page
from nbreader.errors import UsageError
from nbreader.model import Article, Block, Doubt, Page, Piece, Role

TEXT = "标题\n\n第一段上\n图说\n第一段下\n责编\n"


def block_at(*texts: str, role: Role = Role.PARAGRAPH, rule: str = "made") -> Block:
    pieces = tuple(Piece(start=TEXT.index(t), end=TEXT.index(t) + len(t)) for t in texts)
    return Block(role=role, text="".join(texts), pieces=pieces, rule=rule)


def doubt_about(*texts: str) -> Doubt:
    return Doubt(
        stage="stitch",
        code="joined",
        text="接上了。",
        pieces=block_at(*texts).pieces if texts else (),
        confidence=0.8,
        rule="open-end",
    )


def make_explained(doubts: tuple[Doubt, ...] = (), page_doubts: tuple[Doubt, ...] = ()) -> Page:
    article = Article(
        id="a1",
        head=(block_at("标题", role=Role.HEADLINE),),
        blocks=(block_at("第一段上", "第一段下"), block_at("图说", role=Role.CAPTION)),
        doubts=doubts,
    )
    return replace(
        make_page(),
        articles=(article, Article(id="a2")),
        source=make_source(TEXT),
        furniture=(block_at("责编", role=Role.CREDIT, rule="page-credit"),),
        doubts=page_doubts,
    )


def lines(explained: tuple[Explanation, ...]) -> list[tuple[int, ...]]:
    return [each.lines for each in explained]


def test_blocks_come_in_the_order_of_the_source() -> None:
    assert lines(explain_page(make_explained())) == [(1,), (3, 5), (4,), (6,)]


def test_each_block_has_its_role_rule_and_article() -> None:
    first, *_, last = explain_page(make_explained())

    assert (first.article_id, first.role, first.rule) == ("a1", Role.HEADLINE, "made")
    assert (last.article_id, last.role, last.rule) == ("", Role.CREDIT, "page-credit")


def test_a_doubt_stands_with_each_block_that_it_touches() -> None:
    doubt = doubt_about("第一段上", "第一段下")
    explained = explain_page(make_explained(doubts=(doubt,)))

    assert [(doubt,)] == [each.doubts for each in explained if each.doubts]
    assert [(3, 5)] == [each.lines for each in explained if each.doubts]


def test_a_doubt_of_the_page_stands_with_its_block_too() -> None:
    doubt = doubt_about("责编")

    assert explain_page(make_explained(page_doubts=(doubt,)))[-1].doubts == (doubt,)


def test_a_doubt_that_touches_no_block_stands_alone_and_first() -> None:
    doubt = doubt_about()
    first = explain_page(make_explained(page_doubts=(doubt,)))[0]

    assert (first.role, first.lines, first.doubts) == (None, (), (doubt,))


def test_one_article_is_explained_without_the_rest() -> None:
    explained = explain_page(make_explained(page_doubts=(doubt_about("责编"),)), "a1")

    assert lines(explained) == [(1,), (3, 5), (4,)]


def test_an_article_that_the_page_has_not_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="a9"):
        explain_page(make_explained(), "a9")


@pytest.mark.parametrize("text", ["甲\r\n乙\r\n丙", "甲\r乙\r丙", "甲\x0c\n乙\n丙"])
def test_lines_are_counted_as_editors_count_them(text: str) -> None:
    at = text.index("丙")
    block = Block(role=Role.PARAGRAPH, text="丙", pieces=(Piece(start=at, end=at + 1),))
    article = Article(id="a1", blocks=(block,))
    page = replace(make_page(), articles=(article,), source=make_source(text))

    assert lines(explain_page(page)) == [(3,)]
