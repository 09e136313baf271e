"""Where a passage was printed, down to the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import make_issue, make_page, make_source

from nbreader.desk import cite
from nbreader.desk.citations import byline_text, line_ranges
from nbreader.model import Article, Block, Byline, Citation, Piece, Role


def block(text: str, *pieces: tuple[int, int], page: str = "") -> Block:
    made = tuple(Piece(start=start, end=end, page=page) for start, end in pieces)
    return Block(role=Role.PARAGRAPH, text=text, pieces=made)


def lines(source: str, article: Article, start: int, end: int) -> str:
    page = replace(make_page((article,)), source=make_source(source))
    return cite(make_issue((page,)), page, article, start, end).lines


def test_a_citation_says_all_that_is_known() -> None:
    article = Article(
        id="a",
        section="头条",
        head=(Block(role=Role.HEADLINE, text="题", pieces=(Piece(start=0, end=1),)),),
        blocks=(block("正文。", (2, 5)),),
        byline=(Byline(role="记者", name="何晴"),),
    )
    source = make_source("题\n正文。", path="dir/a.txt", sha256="1" * 64)
    page = replace(make_page((article,), number=7, label="专版"), source=source)

    expected = Citation(
        newspaper="宁波日报",
        date="2026-03-25",
        page="7",
        label="专版",
        section="头条",
        headline="题",
        byline="记者 何晴",
        source="a.txt",
        sha256="1" * 64,
        lines="2",
    )
    assert expected == cite(make_issue((page,)), page, article, 2, 5)


def test_what_the_page_does_not_say_the_issue_may() -> None:
    article = Article(id="a", blocks=(block("正文。", (0, 3)),))
    page = make_page((article,), number=None, newspaper="", day=None)
    issue = replace(make_issue((page,)), newspaper="甲报", date=date(2026, 3, 26))

    cited = cite(issue, page, article, 0, 3)

    assert ("甲报", "2026-03-26", "") == (cited.newspaper, cited.date, cited.page)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 2, "1"), (0, 3, "1-2"), (2, 4, "2"), (4, 6, "4"), (1, 5, "1-4"), (0, 8, "1-4, 6")],
)
def test_lines_are_those_of_the_words_alone(start: int, end: int, expected: str) -> None:
    source = "一二\n三四\n\n五六\n插图\n七八\n"
    article = Article(id="a", blocks=(block("一二三四五六七八", (0, 5), (7, 9), (13, 15)),))

    assert expected == lines(source, article, start, end)


def test_white_space_of_the_text_and_of_the_source_may_differ() -> None:
    article = Article(id="a", blocks=(block("一 二三", (0, 3), (4, 7)),))

    assert "2" == lines("一二\n三　甲", article, 3, 4)


def test_markup_is_no_text() -> None:
    marks = Piece(start=0, end=4, markup=True)
    article = Article(
        id="a",
        blocks=(Block(role=Role.PARAGRAPH, text="一二", pieces=(marks, Piece(start=3, end=7))),),
    )

    assert "2" == lines("## \n一二\n三", article, 0, 2)


def test_a_passage_read_backwards_is_cited_as_it_reads() -> None:
    article = Article(id="a", blocks=(block("三一", (4, 5), (0, 1)),))

    assert "3, 1" == lines("一\n二\n三", article, 0, 2)


def test_line_ends_of_any_system_count_once() -> None:
    assert "3-4" == line_ranges("一\r\n\r二\n三", (Piece(start=4, end=7),))


def test_a_passage_continued_on_another_page_cites_that_page() -> None:
    article = Article(
        id="a", blocks=(block("前", (0, 1), page="p1"), block("后", (0, 1), page="p7"))
    )
    first = replace(make_page((article,), page_id="p1", number=1), source=make_source("前"))
    seventh = make_page((article,), page_id="p7", number=7)
    seventh = replace(seventh, source=make_source("后", path="7.txt"))
    issue = make_issue((first, seventh))

    cited = [cite(issue, first, article, at, at + 1) for at in (0, 2)]

    assert [("1", "page.txt"), ("7", "7.txt")] == [(one.page, one.source) for one in cited]


def test_a_place_without_text_cites_the_page() -> None:
    article = Article(id="a", blocks=(block("前", (0, 1)),))

    assert "" == lines("前", article, 5, 9)


@pytest.mark.parametrize(
    ("byline", "text"),
    [
        ((), ""),
        (
            (
                Byline(role="记者", name="何晴"),
                Byline(role="通讯员", name="陈夕馨"),
                Byline(role="通讯员", name="杨奇星"),
            ),
            "记者 何晴，通讯员 陈夕馨、杨奇星",
        ),
        ((Byline(role="电头", name="新华社"),), "新华社"),
        ((Byline(role="发言人", name="林雅莲", title="市政协副主席"),), "林雅莲（市政协副主席）"),
    ],
)
def test_names_stand_behind_their_roles(byline: tuple[Byline, ...], text: str) -> None:
    assert text == byline_text(byline)
