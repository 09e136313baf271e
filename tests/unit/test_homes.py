"""Bookmarked passages asked like articles: of the library, of files, of what was cited."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbreader import actions
from nbreader.actions import Homes
from nbreader.actions.adding import add_paths
from nbreader.actions.shelving import keep_reading
from nbreader.model import Bookmark, Edit, Issue, Page

FULL = "宁波招宝磁业股份有限公司"
PAGE = f"""宁波日报
2026年3月25日 星期三 第1版

慈溪先进制造业集群发展跑出“加速度”

记者 何晴

{FULL}昨天投产，首批产品已经运往欧洲，公司上下都很高兴，员工也都在生产线上忙碌着。

今年前两个月，招宝磁业的产值达40.5亿元，同比增长12.3%，增速在全市同行业里名列第一位。

甬江边的另一家工厂也传来消息，员工人数达3000人，新的厂房将在年底以前全部建成使用。
"""


@pytest.fixture
def file(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "1.txt"
    path.write_text(PAGE, encoding="utf-8", newline="\n")
    return path


def opened(path: Path) -> tuple[Issue, ...]:
    return actions.compose(page for page in actions.open_pages([path]) if isinstance(page, Page))


def keep(path: Path, words: str, *, note: str = "") -> Bookmark:
    """A bookmark of the paragraph that begins with some words."""
    (issue,) = opened(path)
    (page,) = issue.pages
    for article in page.articles:
        for at, block in zip(article.offsets, (*article.head, *article.blocks), strict=True):
            if block.text.startswith(words):
                end = at + len(block.text)
                return actions.add_bookmark(issue, page, article, at, end, note=note)
    raise AssertionError(words)


def add(path: Path) -> None:
    for _ in add_paths([path], jobs=1):
        pass


def homes_of(kind: str, path: Path, *kept: Bookmark) -> Homes:
    if kind == "files":
        return actions.homes_in_files(kept, opened(path))
    add(path)
    return actions.homes_in_library(kept)


@pytest.mark.parametrize("kind", ["library", "files"])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("产值", True),
        (f"company:{FULL}", True),  # of which the passage prints the short name
        ("company:招宝磁业", True),
        ("company:zbcy", True),
        ("-company:招宝磁业", False),
        ("metric:产值 value>40亿元", True),
        ("metric:产值 unit:元 value<1亿", False),  # of one and the same figure
        ("value>1000 unit:人", False),  # stands in another passage
        ("headline:加速度", True),
        ("byline:何晴 newspaper:宁波 date:2026-03", True),
        ("date:2026-04", False),
        ("is:unread is:bookmarked", True),
        ("is:read", False),
        ("厂房", False),
        ("headline:产值 OR 12.3", True),
    ],
)
def test_passage_is_asked_where_it_stands(file: Path, kind: str, words: str, found: bool) -> None:
    kept = keep(file, "今年前两个月")
    homes = homes_of(kind, file, kept)

    assert found == (actions.filter_bookmarks(words, (kept,), homes) == (kept,))


def test_date_that_the_page_was_given_later_is_asked(file: Path) -> None:
    file.write_text(PAGE.split("\n\n", 1)[1], encoding="utf-8")
    kept = keep(file, "今年前两个月")
    add(file)
    date = Edit(kind="metadata", field="date", value="2026-04-01")
    actions.add_edits({kept.citation.sha256: [date]})
    for _ in actions.refresh_pages([kept.citation.sha256]):
        pass

    assert () == actions.filter_bookmarks("date:2026-04", (kept,))
    homes = actions.homes_in_library((kept,))
    assert (kept,) == actions.filter_bookmarks("date:2026-04", (kept,), homes)


def test_article_that_was_read_is_read(file: Path) -> None:
    kept = keep(file, "今年前两个月")
    add(file)
    keep_reading(actions.library_path(), [kept.article_id])
    homes = actions.homes_in_library((kept,))

    assert (kept,) == actions.filter_bookmarks("is:read", (kept,), homes)


def test_names_in_the_note_are_asked_too(file: Path) -> None:
    kept = keep(file, "甬江边", note="比较浙江吉利控股集团有限公司")
    homes = homes_of("library", file, kept)

    assert (kept,) == actions.filter_bookmarks("company:吉利", (kept,), homes)
    assert () == actions.filter_bookmarks("company:招宝", (kept,), homes)


def test_passage_of_no_page_there_is_asked_as_cited(file: Path) -> None:
    kept = keep(file, "今年前两个月")
    homes = actions.homes_in_files((kept,), ())

    assert (kept,) == actions.filter_bookmarks("metric:产值 date:2026-03-25", (kept,), homes)
    assert () == actions.filter_bookmarks(f"company:{FULL}", (kept,), homes)
