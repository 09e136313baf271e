"""The shipped tables, and what is said about a broken one."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest

from nbreader.errors import BadDataError
from nbreader.tables import (
    Paper,
    Tables,
    load_tables,
    read_table,
    read_tables,
)

PAPERS = '[papers]\n"甲报" = ["jb", "甲報"]\n"乙日报" = ["yrb"]\n'
WORDS = '[lists]\nstops = ["。", "！"]\nnone = []\n'


def write_tables(folder: Path, papers: str = PAPERS, words: str = WORDS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "papers.toml").write_text(papers, encoding="utf-8", newline="\n")
    (folder / "words.toml").write_text(words, encoding="utf-8", newline="\n")
    return folder


def test_shipped_tables_are_read_once() -> None:
    assert load_tables() is load_tables()


def test_shipped_papers_are_found_by_name_and_alias() -> None:
    tables = load_tables()

    assert tables.paper("宁波日报") is tables.paper("NINGBO DAILY")
    assert tables.papers[0] == tables.paper("人民日报")


@pytest.mark.parametrize(
    ("name", "code"),
    [("宁波日报", "nbrb"), ("人民日报", "rmrb"), ("湖南日报", "hunrb"), ("文汇报", "whb")],
)
def test_shipped_paper_has_its_code(name: str, code: str) -> None:
    paper = load_tables().paper(name)

    assert paper is not None
    assert code == paper.code


def test_shipped_codes_fit_into_ids() -> None:
    misfits = [p for p in load_tables().papers if not re.fullmatch(r"[a-z]{2,8}", p.code)]

    assert [] == misfits


def test_shipped_tables_hold_over_150_papers() -> None:
    assert len(load_tables().papers) > 150


def test_unknown_paper_is_none() -> None:
    assert load_tables().paper("没有这份报") is None


def test_papers_keep_the_order_of_the_table(tmp_path: Path) -> None:
    tables = read_tables(write_tables(tmp_path))

    assert (
        Paper(name="甲报", code="jb", aliases=("甲報",)),
        Paper(name="乙日报", code="yrb"),
    ) == tables.papers


def test_words_are_given_by_list(tmp_path: Path) -> None:
    tables = read_tables(write_tables(tmp_path))

    assert frozenset({"。", "！"}) == tables.words("stops")
    assert frozenset() == tables.words("none")


def test_list_may_be_one_string_of_words(tmp_path: Path) -> None:
    tables = read_tables(write_tables(tmp_path, words='[lists]\nstops = """\n。 ！\n？"""'))

    assert frozenset({"。", "！", "？"}) == tables.words("stops")


def test_unknown_list_is_a_bug(tmp_path: Path) -> None:
    tables = read_tables(write_tables(tmp_path))

    with pytest.raises(KeyError):
        tables.words("stop")


def test_lists_cannot_be_changed(tmp_path: Path) -> None:
    lists = read_tables(write_tables(tmp_path)).lists

    assert not hasattr(lists, "__setitem__")


def test_tables_are_hashable_and_equal_by_version(tmp_path: Path) -> None:
    first = read_tables(write_tables(tmp_path))
    again = read_tables(tmp_path)

    assert {first} == {again}


def test_version_changes_with_a_table_that_is_not_loaded(tmp_path: Path) -> None:
    before = read_tables(write_tables(tmp_path)).version
    (tmp_path / "units.toml").write_bytes(b"[units]\n")

    assert before != read_tables(tmp_path).version


def test_version_ignores_what_is_no_table(tmp_path: Path) -> None:
    before = read_tables(write_tables(tmp_path)).version
    (tmp_path / "notes.txt").write_bytes(b"x")

    assert before == read_tables(tmp_path).version


def test_tables_are_read_from_inside_a_zip(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "data")
    with ZipFile(tmp_path / "wheel.zip", "w") as archive:
        for table in folder.iterdir():
            archive.write(table, f"data/{table.name}")

    packed: Tables = read_tables(ZipPath(tmp_path / "wheel.zip", "data/"))

    assert read_tables(folder) == packed


def test_read_table_gives_the_shipped_table() -> None:
    assert ["nbrb", "寧波日報", "NINGBO DAILY"] == read_table("papers")["papers"]["宁波日报"]


@pytest.mark.parametrize(
    ("papers", "words", "said"),
    [
        ("[papers", WORDS, "papers.toml 读不出来"),
        ("", WORDS, "papers.toml 读不出来：缺少 [papers]"),
        ("papers = 3", WORDS, "缺少 [papers]"),
        ('[papers]\n"甲报" = []', WORDS, "甲报 须写成 [代码, 别名…]"),
        ('[papers]\n"甲报" = "jb"', WORDS, "甲报 须写成 [代码, 别名…]"),
        ('[papers]\n"甲报" = ["报"]', WORDS, "甲报 须写成 [代码, 别名…]"),
        ('[papers]\n"甲报" = ["j-b"]', WORDS, "甲报 须写成 [代码, 别名…]"),
        ('[papers]\n"甲报" = ["jb", 3]', WORDS, "甲报 须写成 [代码, 别名…]"),
        ('[papers]\n"甲报" = ["jb", ""]', WORDS, "甲报 须写成 [代码, 别名…]"),
        ('[papers]\n"甲报" = ["jb"]\n"乙报" = ["jb"]', WORDS, "代码 jb 用了两次"),
        ('[papers]\n"甲报" = ["jb"]\n"乙报" = ["yb", "甲报"]', WORDS, "名称 甲报 用了两次"),
        (PAPERS, "", "words.toml 读不出来：缺少 [lists]"),
        (PAPERS, "[lists]\nstops = 3", "stops 须是词语的列表"),
        (PAPERS, "[lists]\nstops = [3]", "stops 须是词语的列表"),
    ],
)
def test_broken_table_is_one_sentence(tmp_path: Path, papers: str, words: str, said: str) -> None:
    folder = write_tables(tmp_path, papers, words)

    with pytest.raises(BadDataError, match=re.escape(said)):
        read_tables(folder)


def test_table_that_is_no_utf8_is_one_sentence(tmp_path: Path) -> None:
    folder = write_tables(tmp_path)
    (folder / "papers.toml").write_bytes(PAPERS.encode("gb18030"))

    with pytest.raises(BadDataError, match=r"papers\.toml 读不出来"):
        read_tables(folder)


def test_missing_table_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=r"units\.toml 读不出来"):
        read_table("units", folder=tmp_path)
