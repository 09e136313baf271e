"""Pages of a library that cannot be read any more, made again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nbreader import actions
from nbreader.actions import shelving
from nbreader.library.database import index_path
from nbreader.library.store import Library

PAGES = (
    """宁波日报
2026年3月25日 星期三

江北大桥正式通车 两岸居民出行更便捷

昨天下午，江北大桥正式通车，首批车辆缓缓驶过大桥，两岸居民纷纷前来见证这一历史时刻。

大桥连接江北与海曙，总投资40.5亿元，通车以后两岸居民往来不用绕行，出行更加便捷。
""",
    """宁波日报
2026年3月26日 星期四

慈溪新材料产业产值突破百亿元

昨天从慈溪市获悉，去年全市新材料产业实现产值120亿元，同比增长8.5%，创下历史新高。
""",
)


@pytest.fixture
def library(tmp_path: Path, home: Path) -> Path:
    """A library of two pages, one article each, that were read."""
    for number, text in enumerate(PAGES, 1):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8", newline="\n")
    list(actions.add_paths([tmp_path / "1.txt", tmp_path / "2.txt"], jobs=1))
    path = actions.library_path()
    shelving.keep_reading(path, found("绕行"))
    return path


def found(words: str) -> list[str]:
    """The ids of the articles that are found."""
    return [each.hit.article_id for each in actions.search_library(words).found]


def forge(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def kept(path: Path) -> list[tuple[object, ...]]:
    """All that a person has of the pages, as it is stored."""
    with Library.open(path) as library:
        return library.connection.execute(
            "SELECT page.name, page.structure, bytes, article.name, body.text, body.structure,"
            " is_read, (SELECT count(*) FROM figure WHERE article = article.key) FROM page"
            " JOIN article ON page = page.id JOIN body USING (key)"
            " LEFT JOIN reading ON reading.article = key ORDER BY page.id"
        ).fetchall()


def checked(deep: bool = False) -> list[tuple[str, bool]]:
    return [(each.code, each.mended) for each in actions.check_library(deep=deep)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE body SET text = x'6700'",
        "UPDATE body SET text = (SELECT text FROM body ORDER BY key LIMIT 1)",
        "UPDATE body SET structure = x'6700'",
        "UPDATE page SET structure = x'00'",
        "UPDATE page SET bytes = x'00'",
        "UPDATE page SET bytes = x'00', structure = x'00'",
    ],
)
def test_what_is_torn_is_put_back_as_it_was(library: Path, damage: str) -> None:
    before, index = kept(library), index_path(library).read_bytes()
    forge(library, damage)

    told = checked()

    assert told
    assert all(mended for _, mended in told)
    assert (before, index) == (kept(library), index_path(library).read_bytes())
    assert [] == checked(deep=True)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE article SET characters = 7",
        "DELETE FROM body",
        "UPDATE body SET text = x'', structure = x''; UPDATE article SET headline = 'x'",
        "UPDATE page SET edits = '['; UPDATE body SET text = x'6700', keywords = x'ff'",
    ],
)
def test_what_does_not_fit_in_is_replaced(library: Path, damage: str) -> None:
    before = kept(library)
    for statement in damage.split(";"):
        forge(library, statement)

    checked()

    assert [] == checked(deep=True)
    assert before == kept(library)
    assert [before[0][3]] == found("绕行")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE figure SET told = '{'",
        "UPDATE figure SET value = 'many', start = -7",
        "UPDATE article SET jump = '{'",
    ],
)
def test_a_deep_check_mends_other_values(library: Path, damage: str) -> None:
    before = kept(library)
    forge(library, damage)

    assert [("text", True)] * 2 == checked(deep=True)
    assert ([], before) == (checked(deep=True), kept(library))


def test_what_is_lost_is_told_with_what_to_do(library: Path, tmp_path: Path) -> None:
    forge(library, "UPDATE page SET bytes = x'00', structure = x'00' WHERE id = 1")
    away = (tmp_path / "1.txt").rename(tmp_path / "away.txt")

    (finding,) = actions.check_library()

    assert (False, "source") == (finding.mended, finding.code)
    assert f"放回 {tmp_path / '1.txt'} 再检查一次" in finding.sentence
    away.rename(tmp_path / "1.txt")
    assert [("source", True)] == checked()
    assert [] == checked(deep=True)


def test_a_page_that_was_made_empty_is_found_again(library: Path) -> None:
    before = kept(library)
    forge(library, "UPDATE page SET version = ''")

    assert [("text", True)] * 2 == checked()
    assert before == kept(library)


def test_torn_changes_are_forgotten_with_the_index(library: Path) -> None:
    forge(library, "INSERT INTO change (key, was) VALUES (1, x'6700')")

    assert [("index", True)] == checked()
    assert [] == checked(deep=True)


def test_nothing_is_mended_while_somebody_adds(library: Path) -> None:
    forge(library, "UPDATE body SET text = x'6700'")

    with Library.open(library, write=True):
        assert ("busy", False) in checked()
    assert all(mended for _, mended in checked())


def test_the_progress_counts_pages(library: Path) -> None:
    told: list[tuple[int, int]] = []

    actions.check_library(progress=lambda done, total: told.append((done, total)))

    assert [(0, 2), (2, 2)] == told
