from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len
from tests.builders import make_article, make_issue, make_page

from nbreader.model import Refused
from nbreader.tui.paint import (
    Entry,
    Marks,
    hint_line,
    long_date,
    outline,
    page_label,
    paint_entry,
    title_line,
)
from nbreader.tui.shelf import Shelf


def shelf() -> Shelf:
    page = make_page(
        (
            make_article("甲", article_id="a1"),
            make_article("乙", article_id="a2", section="头条"),
            make_article("丙", article_id="a3", section="头条"),
        ),
        label="要闻",
    )
    return Shelf((make_issue((page,)),), (Refused(path="x.bin", sentence="x.bin 不是文本"),))


def shown(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.label for entry in entries]


def test_the_outline_has_issue_page_section_article() -> None:
    entries = outline(shelf(), frozenset(), Marks())

    expected = ["宁波日报 2026-03-25", "第1版 要闻", "甲", "头条", "乙", "丙"]
    assert [*expected, "未打开的文件", "x.bin 不是文本"] == shown(entries)


def test_what_is_below_a_closed_entry_is_not_made() -> None:
    closed = frozenset({"issue:i1"})

    assert ["宁波日报 2026-03-25", "未打开的文件", "x.bin 不是文本"] == shown(
        outline(shelf(), closed, Marks())
    )


def test_entries_count_their_articles() -> None:
    counts = {e.label: e.count for e in outline(shelf(), frozenset(), Marks()) if e.count}

    assert {"宁波日报 2026-03-25": 3, "第1版 要闻": 3, "头条": 2, "未打开的文件": 1} == counts


def test_a_filter_keeps_matching_articles_with_their_hits() -> None:
    entries = outline(shelf(), frozenset(), Marks(hits={"a2": 5}))

    assert [("宁波日报 2026-03-25", 5), ("第1版 要闻", 5), ("头条", 5), ("乙", 5)] == [
        (entry.label, entry.count) for entry in entries
    ]


def test_a_filter_opens_what_was_closed() -> None:
    closed = frozenset({"issue:i1"})

    assert "乙" in shown(outline(shelf(), closed, Marks(hits={"a2": 1})))


def test_read_unread_and_bookmarked_differ_by_more_than_colour() -> None:
    drawn = [
        " ".join(
            paint_entry(Entry("a", "article", "甲", 0, read=r, starred=s), 12)[0].plain.split()
        )
        for r, s in ((False, False), (True, False), (True, True))
    ]

    assert ["● 甲", "○ 甲", "○ 甲 ★"] == [" ".join(line.split()) for line in drawn]


@pytest.mark.parametrize("width", [12, 28, 29, 60])
def test_an_entry_fills_its_width_and_no_more(width: int) -> None:
    entry = Entry("a", "article", "慈溪先进制造业集群发展跑出“加速度”", 3, count=12, starred=True)

    assert [width] == [line.width for line in paint_entry(entry, width)]


def test_a_long_headline_is_cut_with_an_ellipsis() -> None:
    entry = Entry("a", "article", "慈溪先进制造业集群", 0)

    assert "● 慈溪先…" == paint_entry(entry, 11)[0].plain.rstrip()


def test_a_page_without_a_number_says_what_it_opens_with() -> None:
    page = make_page((make_article("为链赋能"),), number=None, label="专版")

    assert ["专版", "专版 为链赋能"] == [page_label(page), page_label(page, alone=False)]


def test_a_date_is_written_out_with_its_weekday() -> None:
    assert ["2026年3月25日 星期三", "日期不详"] == [
        long_date(date(2026, 3, 25)),
        long_date(None),
    ]


def test_only_whole_hints_are_shown() -> None:
    pairs = [("j k", "移动"), ("/", "筛选"), ("?", "帮助")]

    assert " j k 移动   / 筛选" == hint_line(pairs, 24).plain.rstrip()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_title_fills_its_line(width: int) -> None:
    line = title_line("宁波日报  2026年3月25日 星期三", "5 版 · 18 篇 · 未读 16", "? 帮助", width)

    assert width == cell_len(line.plain)


@pytest.mark.parametrize("width", [79, 60, 40])
def test_the_page_and_the_counts_of_the_title_stand_apart(width: int) -> None:
    page = "云港日报  2025年11月18日 星期二  第2版 综合"
    line = title_line(page, "343 期 · 604 篇", "? 帮助", width)
    text = "".join(run.text for run in line.runs)

    assert width == cell_len(text)
    assert "  343 期 · 604 篇   ? 帮助 " in text
