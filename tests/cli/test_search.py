"""`nbreader search`: what it prints, and what it does not load."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from nbreader import actions
from nbreader.cli.searching import Asked, asked_plainly


@pytest.fixture
def library(pages: Path, call: Call) -> None:
    """A library of a dated and an undated page."""
    assert call("add", pages).exit_code == 0


pytestmark = pytest.mark.usefixtures("library")


def test_hit_is_a_line_with_its_place_and_a_marked_snippet(call: Call) -> None:
    head, snippet = call("search", "海曙").stdout.splitlines()

    assert head.startswith("2026-03-25 宁波日报 江北大桥正式通车 两岸居民出行更便捷  [nbrb-")
    assert "大桥连接江北与【海曙】，" in snippet


def test_newest_comes_first_and_the_count_is_said(call: Call) -> None:
    result = call("search", "江北")

    assert ["2026-03-25", "日期不详"] == [
        line.split()[0] for line in result.stdout.splitlines()[::2]
    ]
    assert result.stderr == "共 2 篇。\n"


@pytest.mark.parametrize("digits", [19, 30])
def test_a_limit_beyond_all_measure_is_none(digits: int, call: Call) -> None:
    words = ["search", "江北", "--limit", "9" * digits]

    assert asked_plainly(words) is None
    assert call(*words[:2]).stdout == call(*words).stdout


def test_limit_holds_and_the_rest_is_counted(call: Call) -> None:
    result = call("search", "江北", "--limit", "1")

    assert len(result.stdout.splitlines()) == 2
    assert "共 2 篇" in result.stderr


def test_words_are_joined_and_excluded(call: Call) -> None:
    assert call("search", "江北", "-海曙").stderr == "共 1 篇。\n"
    assert call("search", "江北", "海曙").stderr == "共 1 篇。\n"


def test_json_has_ranges_of_the_snippet(call: Call) -> None:
    (found,) = json.loads(call("search", "海曙", "--format", "json").stdout)
    ((start, end),) = found["marks"]

    assert found["snippet"][start:end] == "海曙"
    assert list(found) == [
        *("id", "newspaper", "date", "page", "section", "headline", "byline", "snippet", "marks")
    ]


def test_csv_has_a_row_each(call: Call) -> None:
    rows = list(csv.reader(io.StringIO(call("search", "江北", "--format", "csv").stdout)))

    assert rows[0][:3] == ["id", "newspaper", "date"]
    assert len(rows) == 3


def test_nothing_found_is_said(call: Call) -> None:
    result = call("search", "没有印过", "--format", "json")

    assert (result.exit_code, result.stdout) == (1, "[]\n")
    assert "没有印过" in result.stderr


def test_wrong_query_is_one_sentence_that_says_where(call: Call) -> None:
    result = call("search", "date:昨天")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "date:昨天" in result.stderr


def test_bookmarked_articles_are_found(call: Call) -> None:
    call("bookmark", "add", "nbrb", "--tag", "桥")

    assert call("search", "is:bookmarked").stderr == "共 1 篇。\n"
    assert call("search", "tag:桥").stderr == "共 1 篇。\n"
    assert call("search", "-is:bookmarked").stderr == "共 1 篇。\n"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["search", "a", "-b"], Asked(("a", "-b"), 20, "table", "")),
        (["search", "--limit=3", "a"], Asked(("a",), 3, "table", "")),
        (["search", "a", "--format", "json"], Asked(("a",), 20, "json", "")),
        (["search", "a", "--library", "x.db"], Asked(("a",), 20, "table", "x.db")),
        (["search", "--", "--limit"], Asked(("--limit",), 20, "table", "")),
        (["search"], None),
        (["search", "-h"], None),
        (["search", "a", "--help"], None),
        (["search", "a", "--limit", "0"], None),
        (["search", "a", "--limit"], None),
        (["search", "a", "--limit", "9" * 5000], None),
        (["search", "a", "--format", "xml"], None),
        (["search", "a", "--library"], None),
        (["search", "a", "--library="], None),
        (["search", "a", "--library", "."], None),
        (["--library", "x.db", "search", "a"], None),
        (["list"], None),
        ([], None),
    ],
)
def test_plain_calls_go_without_click(words: list[str], asked: Asked | None) -> None:
    assert asked == asked_plainly(words)


def test_search_loads_neither_screen_nor_words() -> None:
    heavy = (
        *("textual", "rich", "click", "rich_click", "jieba", "rjieba", "pypinyin"),
        *("charset_normalizer", "rapidfuzz", "multiprocessing", "nbreader.parse"),
        *("nbreader.annotate", "nbreader.intake", "nbreader.words"),
    )
    code = f"""
import sys
from nbreader.__main__ import main
sys.argv = ["nbreader", "search", "海曙"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
print(*[m for m in {heavy!r} if m in sys.modules], file=sys.stderr)
"""
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "【海曙】" in result.stdout
    assert ["共 1 篇。", ""] == result.stderr.splitlines()


@pytest.mark.parametrize("words", [["海曙"], ["江北", "--limit", "1"], ["date:昨天"]])
def test_both_ways_to_search_say_the_same(words: list[str], call: Call) -> None:
    plain = subprocess.run(
        [sys.executable, "-m", "nbreader", "search", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    by_click = call("search", *words)

    assert (by_click.exit_code, by_click.stdout, by_click.stderr) == (
        plain.returncode,
        plain.stdout,
        plain.stderr,
    )


@pytest.mark.parametrize("command", ["search", "figures", "companies"])
def test_a_question_begins_no_rebuild_that_takes_long(
    command: str, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = actions.library_path().with_name("library-index.db")
    index.write_bytes(b"SQLite format 3\0 of another version")
    before = index.read_bytes()
    monkeypatch.setattr("nbreader.actions.indexing._QUICK", 1)
    result = call(command, "大桥")

    assert (3, "") == (result.exit_code, result.stdout)
    assert "用 nbreader check 重建" in result.stderr
    assert before == index.read_bytes()


@pytest.mark.parametrize("command", ["search", "figures", "companies"])
@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_an_index_that_is_not_fit_is_made_by_the_question(
    command: str, damage: str, call: Call
) -> None:
    whole = call(command, "大桥")
    index = actions.library_path().with_name("library-index.db")
    for beside in (index, *index.parent.glob("library-index.db-*")):
        beside.unlink()
    if damage == "damaged":
        index.write_bytes(b"SQLite format 3\0 and no more")
    mended = call(command, "大桥")

    assert (whole.exit_code, whole.stdout) == (mended.exit_code, mended.stdout)
    assert "正在补建资料库的索引：0 / " in mended.stderr
    assert "正在补建" not in call(command, "大桥").stderr
