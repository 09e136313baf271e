"""Bookmarked passages as Markdown, to a file."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from nbreader.desk import export_markdown, printed_words, write_export
from nbreader.errors import BadDataError, UsageError
from nbreader.model import Bookmark, Citation, Figure, Quote

CITATION = Citation(
    newspaper="宁波日报",
    date="2026-03-25",
    page="1",
    label="要闻",
    section="区(县、市)头条",
    headline="慈溪先进制造业集群发展跑出“加速度”",
    byline="记者 何晴，通讯员 陈夕馨、杨奇星",
    source="a_1.txt",
    lines="50-52, 64",
)


def bookmark(
    words: str = "产值达40.5亿元。",
    citation: Citation = CITATION,
    *,
    id: str = "a",
    note: str = "",
    tags: tuple[str, ...] = (),
) -> Bookmark:
    return Bookmark(
        id=id, article_id="x", quote=Quote(exact=words), citation=citation, note=note, tags=tags
    )


def figure(printed: str, value: str | None, unit: str, **more: str | Decimal) -> Figure:
    return Figure(
        start=0,
        end=len(printed),
        printed=printed,
        value=None if value is None else Decimal(value),
        unit=unit,
        **{"kind": "amount", **more},  # type: ignore[arg-type]  # fields of a figure
    )


@pytest.mark.parametrize(
    ("printed", "value", "approx", "expected"),
    [
        ("30%", "30", "over", "逾30%"),
        ("二十亿元", "2000000000", "over", "逾二十亿元"),
        ("五十家", "50", "about", "约五十家"),
        ("900多公里", "900", "over", "900多公里"),
        ("百余项", "100", "over", "百余项"),
        ("上亿元", None, "over", "上亿元"),
        ("30%", "30", "exact", "30%"),
    ],
)
def test_how_exact_a_figure_is_stands_before_it(
    printed: str, value: str | None, approx: str, expected: str
) -> None:
    assert expected == printed_words(figure(printed, value, "元", approx=approx))


def headings(markdown: str) -> list[str]:
    return [line for line in markdown.splitlines() if line.startswith("#")]


def test_a_passage_stands_with_all_that_belongs_to_it() -> None:
    kept = bookmark("产值达40.5亿元。\n增速第一。", note="好\n- 再查", tags=("产值", "a_b"))
    told = figure("40.5亿元", "4050000000", "元", metric="产值", subject="慈溪", period="今年")
    figures = {"a": (replace(told, confidence=(("metric", 0.9), ("subject", 0.4))),)}

    expected = """\
# 宁波日报 2026年3月25日

## 慈溪先进制造业集群发展跑出“加速度”

> 产值达40.5亿元。
>
> 增速第一。

批注：好

\\- 再查

标签：产值、a\\_b

| 指标 | 主体 | 时期 | 数据 | 性质 |
| --- | --- | --- | --- | --- |
| 产值 | 慈溪？ | 今年 | 40.5亿元 | 结果 |

——《宁波日报》2026年3月25日第1版（要闻），《慈溪先进制造业集群发展跑出“加速度”》，\
记者 何晴，通讯员 陈夕馨、杨奇星；原文：`a_1.txt` 第 50—52、64 行
"""
    assert expected == export_markdown([kept], figures=figures)


def test_nothing_kept_is_nothing_to_export() -> None:
    assert "" == export_markdown([])


def test_passages_stand_by_issue_article_page_and_line() -> None:
    seventh = replace(CITATION, page="7", headline="七版")
    undated = replace(CITATION, newspaper="", date="", page="", headline="")
    later = replace(CITATION, date="2026-03-26", headline="次日")
    early = replace(CITATION, lines="3")
    kept = [
        bookmark(words, citation, id=words)
        for words, citation in (
            ("未", undated),
            ("次", later),
            ("七", seventh),
            ("后", CITATION),
            ("前", early),
        )
    ]

    markdown = export_markdown(kept)

    assert [
        "# 宁波日报 2026年3月25日",
        "## 慈溪先进制造业集群发展跑出“加速度”",
        "## 七版",
        "# 宁波日报 2026年3月26日",
        "## 次日",
        "# 报名不详 日期不详",
        "## （无题）",
    ] == headings(markdown)
    assert ["> 前", "> 后", "> 七", "> 次", "> 未"] == [
        line for line in markdown.splitlines() if line.startswith(">")
    ]


def test_a_fresh_citation_wins_over_the_stored_one() -> None:
    fresh = {"a": replace(CITATION, date="2026-03-26")}

    assert "# 宁波日报 2026年3月26日" in export_markdown([bookmark()], citations=fresh)


@pytest.mark.parametrize(
    ("citation", "line"),
    [
        (Citation(), ""),
        (Citation(headline="题"), "——《题》"),
        (Citation(label="专版", headline="题"), "——专版，《题》"),
        (Citation(newspaper="甲报", date="去年"), "——《甲报》去年"),
        (Citation(source="a.txt"), "——原文：`a.txt`"),
        (Citation(page="A*", lines="7"), "——第A\\*版"),
    ],
)
def test_the_citation_says_what_is_known(citation: Citation, line: str) -> None:
    last = export_markdown([bookmark("词", citation)]).splitlines()[-1]

    assert (line or "> 词") == last


@pytest.mark.parametrize(
    ("shown", "cells"),
    [
        (figure("24.3%", "24.3", "%", kind="percent"), "24.3% | 结果"),
        (figure("近20家", "20", "家", approx="about"), "近20家 | 结果"),
        (figure("40多天", "40", "天", approx="over"), "40多天 | 结果"),
        (figure("30%", "30", "%", approx="over"), "逾30% | 结果"),
        (figure("5万辆", "50000", "辆", approx="under"), "不足5万辆 | 结果"),
        (figure("第一", "1", "位", kind="rank", scope="全省"), "第一（全省） | 结果"),
        (figure("全国第一", "1", "位", kind="rank", scope="全国"), "全国第一 | 结果"),
        (figure("若干家", None, "家"), "若干家 | 结果"),
        (figure("5万辆", "50000", "辆", status="target"), "5万辆 | 目标"),
        (figure("5|辆", "5", "辆"), "5\\|辆 | 结果"),
    ],
)
def test_figures_are_shown_as_printed(shown: Figure, cells: str) -> None:
    row = f"|  |  |  | {cells} |"

    assert row in export_markdown([bookmark()], figures={"a": (shown,)}).splitlines()


@pytest.mark.parametrize(("sure", "cell"), [(0.9, "产值"), (0.6, "产值"), (0.59, "产值？")])
def test_a_guessed_metric_is_marked(sure: float, cell: str) -> None:
    guessed = replace(figure("5亿元", "5", "元", metric="产值"), confidence=(("metric", sure),))

    assert f"| {cell} |  |  | 5亿元 | 结果 |" in export_markdown(
        [bookmark()], figures={"a": (guessed,)}
    )


# To a file


def test_an_export_is_written(tmp_path: Path) -> None:
    write_export(tmp_path / "out.md", "甬\n")

    assert "甬\n".encode() == (tmp_path / "out.md").read_bytes()


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("旧", encoding="utf-8")

    with pytest.raises(UsageError) as raised:
        write_export(path, "新")

    assert f"{path} 已经存在，没有改动；要替换它，请说明覆盖。" == str(raised.value)
    assert "旧" == path.read_text("utf-8")


def test_a_file_that_is_there_is_replaced_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("旧", encoding="utf-8")
    write_export(path, "新", overwrite=True)

    assert "新" == path.read_text("utf-8")


def test_a_folder_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="是文件夹"):
        write_export(tmp_path, "新", overwrite=True)


def test_an_export_into_no_folder_is_said(tmp_path: Path) -> None:
    path = tmp_path / "none" / "out.md"

    with pytest.raises(BadDataError, match=f"^未能写入 {path}："):
        write_export(path, "新")


def test_a_failed_export_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(BadDataError, match="磁盘已满"):
        write_export(tmp_path / "out.md", "新")

    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such device files")
def test_a_device_is_written_to_and_not_replaced() -> None:
    write_export(Path(os.devnull), "新")

    assert Path(os.devnull).is_char_device()
