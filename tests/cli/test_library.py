"""`nbreader add`, `list`, `show`, `backup` and `check`, and what else reads the library."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Any

import pytest
from tests.cli.conftest import NEWS, Call

from nbreader import actions
from nbreader.actions import adding
from nbreader.cli import terminal
from nbreader.cli.terminal import AMBIGUOUS, clipboard_trait, colour_trait, width_trait
from nbreader.errors import BadDataError
from nbreader.library.saving import SavedPage, save_pages
from nbreader.model import Page

BRIDGE = "nbrb-2026-03-25"


@pytest.fixture
def library(pages: Path, call: Call) -> Path:
    """A library of a dated and an undated page."""
    assert call("add", pages).exit_code == 0
    return actions.library_path()


def bridge_id(call: Call) -> str:
    """The id of the article about the bridge."""
    (found,) = json.loads(call("search", "大桥连接江北", "--format", "json").stdout)
    return str(found["id"])


def test_add_says_what_it_did(pages: Path, call: Call) -> None:
    result = call("add", pages)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "加入 2 版，2 篇、1 个数据。\n"


def test_add_again_says_that_nothing_changed(library: Path, pages: Path, call: Call) -> None:
    result = call("add", pages)

    assert (result.exit_code, result.stderr) == (0, "2 个文件没有变化。\n")


def test_add_refuses_in_one_sentence_and_adds_the_rest(pages: Path, call: Call) -> None:
    result = call("add", "missing.txt", pages)

    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "找不到 missing.txt。",
        "加入 2 版，2 篇、1 个数据，1 个没有加入。",
    ]


def test_add_that_cannot_go_on_says_what_it_did(
    pages: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[object] = []

    def until_full(*words: Any, **options: Any) -> tuple[SavedPage, ...]:
        if saved:
            raise BadDataError("资料库满了。")
        saved.append(words)
        return save_pages(*words, **options)

    monkeypatch.setattr(adding, "save_pages", until_full)
    result = call("add", pages, "--jobs", "1")

    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "资料库满了。",
        "加入 1 版，1 篇、1 个数据。",
        "已停下；再运行一次会接着加。",
    ]


def test_add_with_metadata_dates_a_page(pages: Path, call: Call) -> None:
    call("add", pages / "1.txt", "--newspaper", "宁波日报", "--date", "2026-03-25", "--page", "4")

    assert "2026-03-25" in call("list").stdout
    assert "日期不详" not in call("list").stdout


def test_add_refuses_a_date_that_is_none(pages: Path, call: Call) -> None:
    result = call("add", pages, "--date", "昨天")

    assert result.exit_code == 2
    assert "昨天" in result.stderr


def test_add_waits_for_another_import(
    pages: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbreader.actions.adding import Waiting
    from nbreader.actions.progress import Progress

    told = [Waiting(sentence="请等。"), Waiting(sentence="请等。"), Progress(total=0)]
    monkeypatch.setattr(actions, "add_paths", lambda *_, **__: iter(told))

    assert call("add", pages).stderr.count("请等。") == 1


def test_list_shows_the_newest_first_and_the_undated_last(library: Path, call: Call) -> None:
    header, *rows = call("list").stdout.splitlines()

    assert header.split() == ["日期", "报纸", "版", "篇", "未读", "编号"]
    assert [row.split()[-1] for row in rows] == [BRIDGE, "undated"]


def test_list_of_an_issue_names_articles_that_can_be_shown(library: Path, call: Call) -> None:
    for issue in json.loads(call("list", "--format", "json").stdout):
        listed = json.loads(call("list", issue["id"], "--format", "json").stdout)

        assert issue["articles"] == len(listed)
        for article in listed:
            assert article["headline"] in call("list", issue["id"]).stdout
            assert article["headline"] in call("show", article["id"]).stdout


def test_list_of_an_issue_that_is_not_there_is_nothing_found(library: Path, call: Call) -> None:
    result = call("list", "nbrb-1900-01-01")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "nbrb-1900-01-01" in result.stderr


def test_list_as_json(library: Path, call: Call) -> None:
    first, last = json.loads(call("list", "--format", "json").stdout)

    assert first == {
        "id": BRIDGE,
        "newspaper": "宁波日报",
        "date": "2026-03-25",
        "edition": "",
        "pages": 1,
        "articles": 1,
        "unread": 1,
    }
    assert last["date"] is None


def test_list_as_csv(library: Path, call: Call) -> None:
    rows = list(csv.reader(io.StringIO(call("list", "--format", "csv").stdout)))

    assert rows[0] == ["id", "newspaper", "date", "edition", "pages", "articles", "unread"]
    assert [BRIDGE, "undated"] == [row[0] for row in rows[1:]]


@pytest.mark.parametrize(
    "words", [("list",), ("search", "桥"), ("show", "x"), ("backup", "b.db"), ("remove", "x")]
)
def test_no_library_is_nothing_found(words: tuple[str, ...], call: Call) -> None:
    result = call(*words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "nbreader add" in result.stderr


def test_show_prints_the_article(library: Path, call: Call) -> None:
    text = call("show", f"{BRIDGE}").stdout

    assert text.startswith("宁波日报 2026-03-25")
    assert "　　大桥连接江北与海曙，通车以后两岸居民往来不用绕行，出行更加便捷。" in text


def test_show_as_markdown(library: Path, call: Call) -> None:
    text = call("show", BRIDGE, "--format", "markdown").stdout

    assert text.startswith("# 江北大桥正式通车 两岸居民出行更便捷\n")


def test_show_as_json(library: Path, call: Call) -> None:
    shape = json.loads(call("show", BRIDGE, "--format", "json").stdout)

    assert (shape["schema"], shape["issue"]) == ("nbreader.article/1", BRIDGE)
    assert shape["article"]["headline"] == "江北大桥正式通车 两岸居民出行更便捷"
    assert shape["page"]["source"]["path"].endswith("2.txt")


def test_show_of_several_is_wrong_usage(library: Path, call: Call) -> None:
    result = call("show", "i0001")

    assert result.exit_code == 2
    assert "2 篇" in result.stderr


def test_show_of_none_is_nothing_found(library: Path, call: Call) -> None:
    assert call("show", "no-such-id").exit_code == 1


def test_a_page_is_taken_out_by_its_file_and_comes_back(
    library: Path, pages: Path, call: Call
) -> None:
    before = call("search", "江北大桥").stdout
    removed = call("remove", pages / "2.txt")

    assert (removed.exit_code, removed.stdout) == (0, "")
    assert "没有动" in removed.stderr
    assert (call("search", "江北大桥").exit_code, call("check").exit_code) == (1, 0)
    call("add", pages)
    assert call("search", "江北大桥").stdout == before


def test_a_page_without_its_file_is_taken_out_by_force_alone(
    library: Path, pages: Path, call: Call
) -> None:
    (pages / "2.txt").unlink()

    assert call("remove", BRIDGE).exit_code == 2
    assert call("search", "江北大桥").exit_code == 0
    assert call("remove", BRIDGE, "--force").exit_code == 0
    assert call("search", "江北大桥").exit_code == 1


def test_what_is_no_page_is_not_taken_out(library: Path, pages: Path, call: Call) -> None:
    assert call("remove", "不在", pages / "1.txt").exit_code == 1
    assert call("remove", pages).exit_code == 2
    assert call("remove", "-p").exit_code == 2
    assert "1 版" in call("check").stdout


def test_backup_is_a_library(library: Path, tmp_path: Path, call: Call) -> None:
    copy = tmp_path / "copy.db"

    assert call("backup", copy).exit_code == 0
    assert call("--library", copy, "list").stdout == call("list").stdout


def test_backup_replaces_nothing_unasked(library: Path, page: Path, call: Call) -> None:
    page.write_text("别的文件", encoding="utf-8")
    result = call("backup", page)

    assert (result.exit_code, page.read_text(encoding="utf-8")) == (2, "别的文件")
    assert call("backup", page, "--overwrite").exit_code == 0


def test_a_torn_page_is_told_by_backup_and_mended_by_check(
    library: Path, tmp_path: Path, call: Call
) -> None:
    with closing(connect(library)) as connection:
        connection.execute("UPDATE body SET text = x'6700' WHERE key = (SELECT max(key) FROM body)")
        connection.commit()
    backup = call("backup", tmp_path / "copy.db")

    assert (backup.exit_code, "1 版读不全" in backup.stderr) == (3, True)
    assert call("backup", tmp_path / "copy.db", "--overwrite").exit_code == 3
    check = call("check")
    assert (check.exit_code, "1 篇文章），已经重新做好" in check.stdout) == (0, True)
    assert call("backup", tmp_path / "copy.db", "--overwrite").exit_code == 0


def test_check_finds_all_well(library: Path, call: Call) -> None:
    call("bookmark", "add", BRIDGE)
    result = call("check")

    assert result.exit_code == 0
    assert "完好：2 期 2 版 2 篇，1 个数据" in result.stdout
    assert "1 条书签，都对得上" in result.stdout


def test_check_without_a_library_is_no_fault(call: Call) -> None:
    assert call("check").exit_code == 0


def test_check_mends_the_index(library: Path, call: Call) -> None:
    library.with_name("library-index.db").unlink()

    assert "索引不在。已经重建" in call("check").stdout
    assert call("search", "大桥").exit_code == 0


def test_check_says_that_a_library_is_damaged(library: Path, call: Call) -> None:
    library.write_bytes(b"no database")
    result = call("check")

    assert result.exit_code == 3
    assert f"✗ {library}" in result.stdout


def test_check_lists_a_bookmark_that_is_lost(library: Path, home: Path, call: Call) -> None:
    kept = call("bookmark", "add", BRIDGE).stdout.strip()
    path = home / "bookmarks.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("江北大桥正式通车", "完全没有印过的另外几个字"),
        encoding="utf-8",
    )
    result = call("check")

    assert result.exit_code == 3
    assert f"✗ 书签 {kept}" in result.stdout


def test_check_says_that_the_bookmarks_were_damaged(library: Path, home: Path, call: Call) -> None:
    (home / "bookmarks.toml").write_text("not = [toml", encoding="utf-8")
    result = call("check")

    assert result.exit_code == 3
    assert "书签文件" in result.stdout


@pytest.mark.parametrize("words", ["version = 2", None])
def test_check_says_once_that_the_bookmarks_cannot_be_read(
    words: str | None, library: Path, home: Path, call: Call
) -> None:
    path = home / "bookmarks.toml"
    path.mkdir() if words is None else path.write_text(words, encoding="utf-8")
    result = call("check")

    assert (result.exit_code, result.stderr) == (3, "")
    assert result.stdout.count("✗") == 1
    assert "没有书签" not in result.stdout
    assert "终端：" in result.stdout


def test_figures_of_the_library(library: Path, call: Call) -> None:
    (record,) = json.loads(call("figures", "value>10亿元", "--format", "json").stdout)

    assert ("1.txt", "40.5亿元", 4050000000) == (
        record["doc"],
        record["surface"],
        record["value"],
    )


def test_figures_are_the_same_from_library_and_file(library: Path, pages: Path, call: Call) -> None:
    read = json.loads(call("figures", pages, "--format", "json").stdout)

    assert read == json.loads(call("figures", "江北", "--format", "json").stdout)


def test_companies_are_the_same_from_library_and_file(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "named.txt"
    named = NEWS.replace("首批车辆", "宁波招宝磁业股份有限公司的首批车辆")
    path.write_text(named, encoding="utf-8", newline="\n")
    call("add", path)
    read = json.loads(call("companies", path, "--format", "json").stdout)

    assert "宁波招宝磁业股份有限公司" in [group["entity"] for group in read]
    assert read == json.loads(call("companies", "大桥", "--format", "json").stdout)


def test_figures_without_file_or_library_are_wrong_usage(call: Call) -> None:
    assert call("figures", "产值").exit_code == 2


def test_bookmark_is_found_in_the_library(library: Path, pages: Path, call: Call) -> None:
    for path in pages.iterdir():
        path.unlink()
    result = call("bookmark", "add", BRIDGE, "--passage", "1")

    assert result.exit_code == 0
    assert actions.list_bookmarks()[0].article_id == bridge_id(call)


def test_export_cites_a_page_as_the_library_has_it(library: Path, pages: Path, call: Call) -> None:
    call(
        "bookmark",
        "add",
        "--passage",
        "2",
        "--",
        json.loads(call("search", "规划面积很大", "--format", "json").stdout)[0]["id"],
    )
    call("edit", pages / "1.txt", "--newspaper", "宁波日报", "--date", "2026-03-26")

    assert "2026年3月26日" in call("export").stdout


def test_export_asks_the_articles_of_the_library(library: Path, pages: Path, call: Call) -> None:
    call("bookmark", "add", BRIDGE, "--passage", "1")
    call("edit", pages / "2.txt", "--date", "2026-03-27")

    assert call("export", "--query", "date:2026-03-27 -is:read").exit_code == 0
    assert call("export", "--query", "date:2026-03-25").exit_code == 1


def test_export_tells_a_wrong_query_before_a_damaged_library(library: Path, call: Call) -> None:
    call("bookmark", "add", BRIDGE)
    library.write_bytes(b"no library")

    assert call("export", "--query", "value>").exit_code == 2
    assert call("export", "--query", "value>1").exit_code == 3


@pytest.mark.parametrize(
    ("target", "why"), [("nowhere/copy.db", "没有这个文件夹"), ("长" * 200, "名字太长")]
)
def test_backup_that_cannot_be_written_says_why(
    target: str, why: str, library: Path, tmp_path: Path, call: Call
) -> None:
    path = tmp_path / target
    result = call("backup", path)

    assert (result.exit_code, result.stderr) == (3, f"备份文件 {path} 写不了：{why}。\n")


@pytest.mark.parametrize("words", [["list"], ["search", "桥"]])
def test_an_empty_library_is_an_empty_list_in_json(words: list[str], call: Call) -> None:
    result = call(*words, "--format", "json")

    assert (result.exit_code, result.stdout) == (1, "[]\n")
    assert "还没有报纸" in result.stderr


@pytest.mark.parametrize("command", ["figures", "companies"])
def test_nothing_found_is_an_empty_list_in_json(command: str, library: Path, call: Call) -> None:
    result = call(command, "没有印过", "--format", "json")

    assert (result.exit_code, result.stdout) == (1, "[]\n")
    assert call(command, "没有印过", "--format", "jsonl").stdout == ""


@pytest.mark.parametrize(
    "words", [["list"], ["search", "桥"], ["show", "x"], ["check"], ["backup", "x.db"]]
)
def test_a_folder_is_no_library(words: list[str], tmp_path: Path, call: Call) -> None:
    result = call(*words, "--library", tmp_path)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--library 要写一个文件的路径" in result.stderr


def test_edit_moves_the_page_in_the_library(library: Path, pages: Path, call: Call) -> None:
    call("edit", pages / "1.txt", "--newspaper", "宁波日报", "--date", "2026-03-26")
    assert "undated" not in call("list").stdout
    call("edit", pages / "1.txt", "--undo")
    call("edit", pages / "1.txt", "--undo")

    assert "undated" in call("list").stdout


def test_edit_says_what_kept_the_library_from_following(
    library: Path, pages: Path, home: Path, call: Call
) -> None:
    (home / "organisations.toml").write_text("[", encoding="utf-8")
    result = call("edit", pages / "1.txt", "--date", "2026-03-26")

    assert (result.exit_code, result.stdout) == (3, "date 2026-03-26\n")
    assert "organisations.toml" in result.stderr


def test_traits_of_a_good_terminal_need_no_advice() -> None:
    traits = (width_trait(2, len(AMBIGUOUS)), colour_trait("truecolor"), clipboard_trait({}))

    assert ["", "", ""] == [trait.advice for trait in traits]


@pytest.mark.parametrize(
    "trait",
    [
        width_trait(1, len(AMBIGUOUS)),
        width_trait(2, 2 * len(AMBIGUOUS)),
        colour_trait("256"),
        colour_trait("standard"),
        colour_trait(None),
        clipboard_trait({"TMUX": "1"}),
        clipboard_trait({"TERM": "screen"}),
        clipboard_trait({"TERM_PROGRAM": "Apple_Terminal"}),
        clipboard_trait({"VTE_VERSION": "7000"}),
    ],
)
def test_each_fault_of_a_terminal_has_advice(trait: terminal.Trait) -> None:
    assert trait.advice


def test_width_that_cannot_be_told_is_no_fault() -> None:
    assert width_trait(None, None).unknown


def test_show_reads_no_more_than_the_page(
    library: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbreader.library import loading

    read, page_of = [], loading.page_of
    article_id = bridge_id(call)

    def told(connection: Connection, number: int, *, source_text: bool = True) -> Page:
        read.append(number)
        return page_of(connection, number, source_text=source_text)

    monkeypatch.setattr(loading, "page_of", told)

    assert "江北大桥正式通车" in call("show", article_id).stdout
    assert 1 == len(read)


def test_help_says_what_opens_without_a_path(call: Call) -> None:
    for words in (("--help",), ("read", "--help")):
        assert "打开资料库" in call(*words).stdout
