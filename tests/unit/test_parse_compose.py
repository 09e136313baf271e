"""Pages to issues: one paper and day each, jumps joined across their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import make_article, make_page
from tests.parsing import doubts_of, parsed, with_text

from nbreader.model import Article, Doubt, Issue, Jump, Page, Piece
from nbreader.parse import compose_issues

FIRST = "三年来，临江区的江堤变成了绿道，沿江的居民推窗见绿。"
REST = "临江区还将启动支流治理，让江堤绿道通到每一个村。"
OTHER = "夜间公交增开三条线路，末班车延长到零点。"


def to(page: str) -> Jump:
    return Jump(direction="to", page=page)


def came_from(page: str) -> Jump:
    return Jump(direction="from", page=page)


def article(headline: str, text: str, jump: Jump | None = None, *, name: str = "a1") -> Article:
    return replace(make_article(headline, (text,), article_id=name), jump=jump)


def page(number: int | None, *articles: Article, sha256: str = "0" * 64) -> Page:
    """A page whose articles are a page's number and their place on it."""
    named = [replace(a, id=f"p{number}-{n}") for n, a in enumerate(articles, 1)]
    return make_page(tuple(named), number=number, sha256=sha256)


def jumps_of(*pages: Page) -> dict[str, str]:
    """For each article of an issue that is linked, the id of the other end."""
    (issue,) = compose_issues(pages)
    found = [a for p in issue.pages for a in p.articles]
    return {a.id: a.jump.article_id for a in found if a.jump and a.jump.article_id}


def test_no_pages_make_no_issue() -> None:
    assert () == compose_issues([])


def test_pages_of_one_paper_and_day_are_an_issue() -> None:
    (issue,) = compose_issues([make_page(number=2), make_page(number=1)])

    assert [1, 2] == [p.number for p in issue.pages]


def test_page_without_a_number_stands_last() -> None:
    pages = [make_page(number=None), make_page(number=7), make_page(number=2)]

    (issue,) = compose_issues(pages)

    assert [2, 7, None] == [p.number for p in issue.pages]


def test_issues_are_in_the_order_of_their_days_and_undated_last() -> None:
    days = [None, date(2026, 3, 26), date(2026, 3, 25)]

    issues = compose_issues(make_page(day=day) for day in days)

    assert [date(2026, 3, 25), date(2026, 3, 26), None] == [issue.date for issue in issues]


def test_papers_of_one_day_are_issues_of_their_own() -> None:
    pages = [make_page(page_id=name, newspaper=name) for name in ("宁波日报", "宁波晚报")]
    dated = [replace(p, id=f"{p.newspaper}-2026-03-25-p1") for p in pages]

    assert ["宁波日报", "宁波晚报"] == [issue.newspaper for issue in compose_issues(dated)]


def test_editions_of_one_day_are_issues_of_their_own() -> None:
    morning, evening = make_page(number=1), replace(make_page(number=2), edition="晚")

    assert ["", "晚"] == [issue.edition for issue in compose_issues([morning, evening])]


@pytest.mark.parametrize(
    ("paper", "name"), [("宁波日报", "undated-宁波日报"), ("", "undated")], ids=["paper", "none"]
)
def test_undated_pages_of_one_paper_share_an_issue(paper: str, name: str) -> None:
    pages = [make_page(page_id=p, newspaper=paper, day=None, number=None) for p in ("x1", "x2")]

    assert [(name, 2)] == [(i.id, len(i.pages)) for i in compose_issues(pages)]


def test_issue_is_called_after_its_paper_and_day() -> None:
    assert "paper-2026-03-25" == compose_issues([make_page()])[0].id


def test_file_that_is_given_twice_is_one_page() -> None:
    (issue,) = compose_issues([make_page(path="a.txt"), make_page(path="b.txt")])

    assert ["a.txt"] == [p.source.path for p in issue.pages]


CLAIMED = "宁波日报\n\n2026年3月25日 星期三\n\n第7版\n\n## 江堤变身绿道\n\n"
BREAK = "三年来，临江区首先从沿岸的砂石厂入手，用一年时间完成搬\n\n## 夜间公交增开\n\n" + OTHER


def rival_pages() -> tuple[Page, Page]:
    """The pages of two different files that claim one page of one day."""
    (issue,) = compose_issues([parsed(CLAIMED + FIRST), parsed(CLAIMED + BREAK)])
    first, second = issue.pages
    return first, second


def test_two_files_that_claim_one_page_are_both_kept() -> None:
    first, second = rival_pages()

    assert (first.id, f"{first.id}-x{second.source.sha256[:10]}") == (
        "nbrb-2026-03-25-p0007",
        second.id,
    )


def test_articles_of_the_second_file_follow_its_id() -> None:
    second = rival_pages()[1]

    assert all(a.id.startswith(second.id + "-i") for a in second.articles)


def test_pieces_of_the_second_file_follow_its_id() -> None:
    second = rival_pages()[1]

    blocks = [b for a in second.articles for b in a.head + a.blocks] + list(second.furniture)
    pieces = [p for b in blocks for p in b.pieces]
    pieces += [p for doubt in doubts_of(second) for p in doubt.pieces]
    assert {second.id} == {p.page for p in pieces}


def test_doubts_of_the_second_file_are_kept() -> None:
    assert ["gap"] == [doubt.code for doubt in doubts_of(rival_pages()[1])]


def test_doubts_of_a_renamed_page_follow_its_id() -> None:
    doubt = Doubt(
        stage="detect",
        code="encoding",
        text="。",
        pieces=(Piece(start=0, end=1, page="p"),),
        confidence=0.5,
        rule="guessed-encoding",
    )
    first = make_page(sha256="1" * 64)
    second = replace(make_page(sha256="2" * 64), doubts=(doubt,))

    renamed = compose_issues([first, second])[0].pages[1]

    assert [renamed.id] == [p.page for d in renamed.doubts for p in d.pieces]


def test_third_file_that_claims_a_page_is_kept_once() -> None:
    pages = [make_page(sha256=c * 64) for c in "1232"]

    assert 3 == len(compose_issues(pages)[0].pages)


def test_jump_finds_the_article_that_says_where_it_came_from() -> None:
    start = page(1, article("江堤变身绿道", FIRST, to("7")))
    end = page(7, article("夜间公交增开", OTHER), article("", REST, came_from("1")))

    assert {"p1-1": "p7-2", "p7-2": "p1-1"} == jumps_of(start, end)


def test_jump_finds_the_article_of_the_same_headline() -> None:
    start = page(1, article("江堤变身绿道", FIRST, to("7")))
    end = page(7, article("夜间公交增开", OTHER), article("江堤变身绿道", REST))

    assert {"p1-1": "p7-2", "p7-2": "p1-1"} == jumps_of(start, end)


def test_jump_without_the_other_end_stays_open() -> None:
    start = page(1, article("江堤变身绿道", FIRST, to("7")))

    assert {} == jumps_of(start, page(7, article("夜间公交增开", OTHER)))


def test_jump_to_a_page_that_is_not_at_hand_stays_open() -> None:
    assert {} == jumps_of(page(1, article("江堤变身绿道", FIRST, to("7"))))


def test_jump_of_a_page_without_a_number_finds_the_same_headline() -> None:
    start = page(None, article("江堤变身绿道", FIRST, to("7")))

    assert "p7-1" == jumps_of(start, page(7, article("江堤变身绿道", REST)))["pNone-1"]


def test_article_is_the_continuation_of_one_other_only() -> None:
    start = page(
        1, article("江堤变身绿道", FIRST, to("7")), article("江堤变身绿道", FIRST, to("7"))
    )

    assert {"p1-1": "p7-1", "p7-1": "p1-1"} == jumps_of(
        start, page(7, article("江堤变身绿道", REST))
    )


def test_two_jumps_to_one_page_find_their_own_ends() -> None:
    start = page(1, article("江堤变身绿道", FIRST, to("7")), article("夜间公交", OTHER, to("7")))
    end = page(7, article("", OTHER, came_from("1")), article("", REST, came_from("1")))

    assert {"p1-1": "p7-2", "p1-2": "p7-1", "p7-1": "p1-2", "p7-2": "p1-1"} == jumps_of(start, end)


def linked_issue() -> Issue:
    start = page(1, article("江堤变身绿道", FIRST, to("7")))
    end = page(7, article("江堤变身绿道（二）", REST), article("夜间公交增开", OTHER))
    return compose_issues([start, end])[0]


def test_jump_carries_the_headline_of_the_other_end() -> None:
    jump = linked_issue().pages[0].articles[0].jump

    assert Jump(direction="to", page="7", headline="江堤变身绿道（二）", article_id="p7-1") == jump


def test_continuation_without_a_jump_line_says_where_it_came_from() -> None:
    jump = linked_issue().pages[1].articles[0].jump

    assert jump is not None
    assert ("from", "江堤变身绿道", "p1-1") == (jump.direction, jump.headline, jump.article_id)


def test_article_beside_a_continuation_is_left_alone() -> None:
    assert linked_issue().pages[1].articles[1].jump is None


def test_continuation_points_at_the_page_it_says() -> None:
    start = page(1, article("江堤变身绿道", FIRST, to("7")))
    end = page(7, article("", REST, came_from("1")))

    jump = compose_issues([start, end])[0].pages[1].articles[0].jump

    assert Jump(direction="from", page="1", headline="江堤变身绿道", article_id="p1-1") == jump


def test_printed_pages_are_joined_by_their_jump_lines() -> None:
    top = "宁波日报\n\n2026年3月25日 星期三\n\n"
    one = parsed(f"{top}第1版\n\n## 江堤变身绿道\n\n{FIRST}（下转第7版）", path="1.txt")
    seven = parsed(f"{top}第7版\n\n## 夜间公交\n\n{OTHER}\n\n（上接第1版）{REST}", path="7.txt")

    issue = compose_issues([seven, one])[0]

    first, last = with_text(issue.pages[0], FIRST), with_text(issue.pages[1], REST)
    assert first.jump is not None
    assert last.id == first.jump.article_id
