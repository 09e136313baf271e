"""Jumps between pages of the library, whichever page was added first, and as pages change."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from nbreader import actions
from nbreader.actions.adding import Unplaced, add_paths, refresh_pages
from nbreader.library.care import check
from nbreader.library.listing import articles, issues
from nbreader.library.loading import load_article
from nbreader.library.store import Library
from nbreader.model import Article, Bookmark, Edit, Page

FRONT = """宁波日报
2026年3月25日 星期三 第1版

甬江两岸串起十里创新长廊 老厂房里长出新产业

记者 何晴

昨天上午，甬江北岸的老纺织厂里机器轰鸣，十二条机器人装配线同时开工，首批订单已经排到了
今年秋天。厂长周平说，三年以前这里还是一片空房，如今已有四十七家企业入驻，去年产值达
到40.5亿元，同比增长12.3%，增速在全市各创新园区中排名第一位。

从老厂房到创新长廊，变化来自一场持续三年的更新。沿江的二十三处旧厂区先后腾退，保留红砖
墙和锯齿形屋顶，里面换成实验室、中试车间和青年公寓。【下转第4版】

东钱湖环湖步道今日贯通

本报讯 环东钱湖步道最后一段昨天完工，全长四十五公里的步道今天起全线对市民开放，沿线设有
十八处驿站，骑行和步行分道，老人和孩子也能放心走。

春茶开采比去年早了五天

本报讯 四明山区的头茶昨天开采，因为气温偏高，今年开采时间比去年早了五天，茶农们天不亮就
上山，预计头茶产量可以达到三百二十吨，价格与去年大体持平。
"""
INSIDE = """宁波日报
2026年3月25日 星期三 第4版

甬江两岸串起十里创新长廊 老厂房里长出新产业

【上接第1版】

更新并不是拆了重来。设计师李岚带着团队在厂区里住了两个多月，把每一根柱子都量了一遍，最后
留下了八成以上的旧构件，比新建节省投资3.2亿元，工期也缩短了将近半年。

如今走进长廊，白天是车间和实验室，晚上是书店和小剧场，周末的市集每次都能吸引上万名市民前
来，昔日冷清的江岸成了这座城市最热闹的去处之一。

社区食堂让老人吃上热乎饭

本报讯 鄞州区今年新开的三十家社区食堂已经全部营业，六十岁以上的老人凭卡就餐可以打八折，
行动不便的老人还能请志愿者把饭菜送到家里。
"""


@pytest.fixture
def folder(tmp_path: Path, home: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    write(folder, "1.txt", FRONT)
    write(folder, "4.txt", INSIDE)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8", newline="\n")


def add(path: Path) -> list[Bookmark]:
    """Add a file; the bookmarks that found no place."""
    events = list(add_paths([path], jobs=1))
    return [event.bookmark for event in events if isinstance(event, Unplaced)]


def correct(path: Path, **told: str) -> None:
    """Correct the metadata of a page in the library."""
    source = actions.sha256_of_file(path)
    edits = [Edit(kind="metadata", field=field, value=value) for field, value in told.items()]
    actions.add_edits({source: edits})
    list(refresh_pages([source]))


def stored() -> dict[str, Article]:
    with Library.open(actions.library_path()) as library:
        ids = [row.id for issue in issues(library) for row in articles(library, issue_id=issue.id)]
        found = {name: load_article(library, name) for name in ids}
    return {name: article for name, article in found.items() if article is not None}


def ends() -> dict[str, str]:
    """Where each jump leads that has been joined, by articles' ids."""
    return {
        name: each.jump.article_id
        for name, each in stored().items()
        if each.jump is not None and each.jump.article_id
    }


def bookmark(path: Path, words: str) -> Bookmark:
    opened = actions.open_pages([path])
    (issue,) = actions.compose(page for page in opened if isinstance(page, Page))
    (page,) = issue.pages
    article = next(each for each in page.articles if words in each.text)
    at = article.text.index(words)
    return actions.add_bookmark(issue, page, article, at, at + len(words))


def places() -> list[str]:
    """What stands in the library where each bookmark points, the oldest bookmark first."""
    found = stored()
    return [
        found[each.article_id].text[each.start or 0 :][: len(each.quote.exact)]
        for each in actions.list_bookmarks()
    ]


JOINED = {
    "nbrb-2026-03-25-p0001-i0001": "nbrb-2026-03-25-p0004-i0001",
    "nbrb-2026-03-25-p0004-i0001": "nbrb-2026-03-25-p0001-i0001",
}


@pytest.mark.parametrize("order", permutations(["1.txt", "4.txt"]))
def test_pages_are_joined_in_either_order(folder: Path, order: tuple[str, ...]) -> None:
    for name in order:
        add(folder / name)

    assert JOINED == ends()
    assert () == check(actions.library_path(), deep=True)


@pytest.mark.parametrize("moved", ["1.txt", "4.txt"])
@pytest.mark.parametrize("told", [{"date": "2026-03-26"}, {"page": "6"}, {"newspaper": "晚报"}])
def test_page_that_is_corrected_leaves_no_end_behind(
    folder: Path, moved: str, told: dict[str, str]
) -> None:
    add(folder)
    correct(folder / moved, **told)

    if moved == "4.txt" or "page" not in told:
        assert {} == ends()
    assert set(ends().values()) <= set(stored())
    assert () == check(actions.library_path(), deep=True)


@pytest.mark.parametrize("moved", ["1.txt", "4.txt"])
def test_page_that_comes_back_is_joined_again(folder: Path, moved: str) -> None:
    add(folder)
    correct(folder / moved, date="2026-03-26")
    correct(folder / moved, date="2026-03-25")

    assert JOINED == ends()


@pytest.mark.parametrize("order", permutations(["1.txt", "4.txt"]))
def test_undated_pages_are_joined_as_they_are_dated(folder: Path, order: tuple[str, ...]) -> None:
    for name in order:
        text = (folder / name).read_text(encoding="utf-8")
        write(folder, name, text.replace("2026年3月25日 星期三 ", ""))
        add(folder / name)
    assert not any(name.startswith("nbrb-2026") for name in stored())
    for name in order:
        correct(folder / name, date="2026-03-25")

    assert JOINED == ends()


@pytest.mark.parametrize("order", permutations(["1.txt", "4.txt"]))
def test_bookmarks_stand_on_both_pages_through_corrections(
    folder: Path, order: tuple[str, ...]
) -> None:
    for name in order:
        add(folder / name)
    words = ["去年产值达", "比新建节省投资3.2亿元"]
    bookmark(folder / "1.txt", words[0])
    bookmark(folder / "4.txt", words[1])
    for name in order:
        correct(folder / name, date="2026-04-02")
    assert [[], []] == [add(folder / name) for name in order]

    assert words == places()
    assert 2 == len(ends())


def test_page_that_is_read_anew_keeps_both_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder)
    monkeypatch.setattr("nbreader.__version__", "99.0")
    add(folder / "4.txt")

    assert JOINED == ends()
