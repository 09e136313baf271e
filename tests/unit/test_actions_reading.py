"""Filtering articles and bookmarks, figures with their places, and exports."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article, make_issue, make_page

from nbreader import actions
from nbreader.errors import UsageError
from nbreader.model import Bookmark, Issue, Page

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def make_news() -> Issue:
    articles = (
        make_article("招宝磁业投产", ("今年前两个月，产值达40.5亿元。",), article_id="a1"),
        make_article("新城开工", ("昨天上午，新城在江北开工。",), article_id="a2"),
    )
    return make_issue((make_page(articles),))


def hits(words: str) -> list[str]:
    articles = make_news().pages[0].articles
    return [hit.article_id for hit in actions.filter_articles(words, articles)]


def test_articles_that_hold_the_words_are_found() -> None:
    assert hits("江北 开工") == ["a2"]


def test_articles_are_found_by_pinyin_initials() -> None:
    assert hits("zbcy") == ["a1"]


def test_folded_articles_are_found_alike() -> None:
    folded = [actions.fold_article(article) for article in make_news().pages[0].articles]

    assert ["a1"] == [hit.article_id for hit in actions.filter_articles("磁业", folded)]


def test_a_query_that_cannot_be_read_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        hits('"没有收尾')


def test_a_query_that_is_still_being_typed_is_let_pass() -> None:
    articles = make_news().pages[0].articles

    assert len(actions.filter_articles('"开工', articles, typing=True)) == 1


def test_a_query_of_hanzi_does_not_load_the_readings() -> None:
    code = (
        "import sys; from nbreader import actions; actions.filter_articles('产值', ());"
        "print('nbreader.words' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert result.stdout.split() == [b"False"]


def keep(issue: Issue, index: int, **given: object) -> Bookmark:
    page = issue.pages[0]
    article = page.articles[index]
    start = article.offsets[-1]
    return actions.add_bookmark(issue, page, article, start, len(article.text), **given)  # type: ignore[arg-type]  # note and tags, by name


@pytest.mark.parametrize("words", ["40.5", "磁业", "待查", "产业链", "zbcy"])
def test_bookmarks_are_found_by_passage_headline_note_and_tag(words: str, home: Path) -> None:
    issue = make_news()
    wanted = keep(issue, 0, note="待查", tags=("产业链",))
    other = keep(issue, 1)

    assert actions.filter_bookmarks(words, (other, wanted)) == (wanted,)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("value>10亿元", True),
        ("value<1亿元", False),
        ("tag:产业", True),
        ("headline:磁业 date:2026-03 newspaper:宁波 is:bookmarked", True),
        ("headline:产值", False),
        ("company:招宝磁业有限", True),
        ("metric:产", True),
    ],
)
def test_bookmarks_are_asked_like_articles(words: str, found: bool, home: Path) -> None:
    page = make_page(
        (make_article("招宝磁业投产", ("宁波招宝磁业有限公司产值达40.5亿元。",), article_id="a1"),)
    )
    issue = make_issue((page,))
    kept = keep(issue, 0, tags=("产业链",))

    assert found == (actions.filter_bookmarks(words, (kept,)) == (kept,))


def test_scripts_are_told_apart_where_the_reader_says_so(home: Path) -> None:
    issue = make_news()
    kept = keep(issue, 0)
    alike = actions.filter_bookmarks("產值", (kept,))
    actions.save_setting("fold_script", False)

    assert ((kept,), ()) == (alike, actions.filter_bookmarks("產值", (kept,)))
    assert [] == list(actions.list_figures([issue], "metric:產值"))


def test_half_a_figure_in_a_bookmark_is_none(home: Path) -> None:
    issue = make_news()
    article = issue.pages[0].articles[0]
    start = article.text.index(".5亿元")
    kept = actions.add_bookmark(issue, issue.pages[0], article, start + 1, len(article.text))

    assert () == actions.filter_bookmarks("value>0", (kept,))


ROW = "| 今年前两个月 | 40.5亿元 | 结果 |"


def test_an_export_names_the_figures_of_a_passage_that_is_open(home: Path) -> None:
    issue = make_news()
    kept = keep(issue, 0)

    assert ROW in actions.export_markdown([kept], [issue])


def test_an_export_takes_the_figures_that_are_known_already(home: Path) -> None:
    issue = make_news()
    kept = keep(issue, 0)
    article = issue.pages[0].articles[0]
    known = actions.annotate(article)
    renamed = replace(known, figures=tuple(replace(f, metric="总产值") for f in known.figures))

    assert "| 总产值 |" in actions.export_markdown([kept], [issue], {article.id: renamed})


def test_an_export_names_the_figures_of_a_passage_that_is_not_open(home: Path) -> None:
    kept = keep(make_news(), 0)

    assert ROW in actions.export_markdown([kept])


def test_a_number_that_a_passage_cuts_off_is_no_figure_of_it(home: Path) -> None:
    issue = make_news()
    article = issue.pages[0].articles[0]
    start = article.text.index(".5亿元")
    kept = actions.add_bookmark(issue, issue.pages[0], article, start + 1, len(article.text))

    assert "| 指标 |" not in actions.export_markdown([kept], [issue])
    assert "| 指标 |" not in actions.export_markdown([kept])


def test_a_passage_with_a_day_that_a_person_wrote_is_exported(home: Path) -> None:
    kept = keep(make_news(), 0)
    kept = replace(kept, citation=replace(kept.citation, date="去年春天"))

    assert ROW in actions.export_markdown([kept])


def seeds() -> tuple[Issue, ...]:
    return actions.compose(p for p in actions.open_pages([SEEDS]) if isinstance(p, Page))


def test_figures_stand_at_their_place_in_the_text_without_blanks(home: Path) -> None:
    placed = list(actions.list_figures(seeds()))
    texts = {each.page.id: "".join(each.page.source.text.split()) for each in placed}
    wrong = [
        each.found.printed
        for each in placed
        if texts[each.page.id][each.start] != "".join(each.found.printed.split())[0]
    ]

    assert len(placed) > 150
    assert wrong == []


def test_figures_name_the_block_of_the_parse(home: Path) -> None:
    first, *_ = actions.list_figures([make_news()])

    assert (first.article.id, first.block, first.found.printed) == ("a1", "blocks/0", "40.5亿元")


def test_figures_of_other_articles_are_left_out(home: Path) -> None:
    assert list(actions.list_figures([make_news()], "新城")) == []


def test_annotations_belong_to_their_article() -> None:
    article = make_news().pages[0].articles[0]

    assert actions.annotate(article, date(2026, 3, 25)).article_id == "a1"
