"""`nbreader bookmark` and `nbreader export`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from nbreader import actions

EXACT = (
    "据了解，新城位于宁波北部，规划面积很大，将建设多座大桥和中央公园，与老城区隔江相望，"
    "总投资40.5亿元。"
)


def add(call: Call, page: Path, *words: str) -> str:
    return call("bookmark", "add", "i0001", "--in", page, *words).stdout.strip()


def test_a_passage_is_kept_with_note_and_tags(call: Call, page: Path) -> None:
    kept_id = add(call, page, "--passage", "3", "--note", "待查", "--tag", "新城", "--tag", "投资")
    (kept,) = actions.list_bookmarks()

    assert (kept_id, "待查", ("新城", "投资")) == (kept.id, kept.note, kept.tags)
    assert kept.quote.exact == EXACT


def test_without_a_passage_the_headline_is_kept(call: Call, page: Path) -> None:
    add(call, page)

    assert ["江北新城正式开工 各方共同见证"] == [
        kept.quote.exact for kept in actions.list_bookmarks()
    ]


def test_a_passage_that_is_not_there_is_wrong_usage(call: Call, page: Path) -> None:
    result = call("bookmark", "add", "i0001", "--in", page, "--passage", "9")

    assert result.exit_code == 2
    assert "9" in result.stderr
    assert actions.list_bookmarks() == ()


def test_an_article_that_is_not_there_is_nothing_found(call: Call, page: Path) -> None:
    assert call("bookmark", "add", "i0099", "--in", page).exit_code == 1


def test_without_pages_the_samples_are_looked_in(call: Call) -> None:
    call("bookmark", "add", "2026-03-25-p0001-i0003")
    (kept,) = actions.list_bookmarks()

    assert "慈溪先进制造业集群" in kept.citation.headline


def test_the_list_has_a_line_for_each(call: Call, page: Path) -> None:
    kept_id = add(call, page, "--tag", "新城", "--note", "待查")
    line = call("bookmark", "list").stdout

    assert line.startswith(f"{kept_id}  “江北新城正式开工 各方共同见证”")
    assert line.endswith("#新城  待查\n")


def test_the_list_as_json_has_everything(call: Call, page: Path) -> None:
    kept_id = add(call, page, "--tag", "新城")
    (shape,) = json.loads(call("bookmark", "list", "--format", "json").stdout)

    assert (kept_id, ["新城"], "page.txt") == (
        shape["id"],
        shape["tags"],
        shape["citation"]["source"],
    )


def test_the_list_can_be_of_one_tag(call: Call, page: Path) -> None:
    add(call, page, "--tag", "新城")
    add(call, page, "--passage", "3")

    assert call("bookmark", "list", "--tag", "新城").stdout.count("\n") == 1
    assert call("bookmark", "list", "--tag", "旧城").exit_code == 1


def test_an_empty_list_is_nothing_found(call: Call) -> None:
    result = call("bookmark", "list")

    assert (result.exit_code, result.stdout) == (1, "")


def test_bookmarks_are_removed_by_id(call: Call, page: Path) -> None:
    kept_id = add(call, page)
    result = call("bookmark", "remove", kept_id)

    assert result.exit_code == 0
    assert "江北新城" in result.stderr
    assert actions.list_bookmarks() == ()


def test_an_unknown_id_is_said_and_the_rest_is_done(call: Call, page: Path) -> None:
    kept_id = add(call, page)
    result = call("bookmark", "remove", "nothing", kept_id)

    assert result.exit_code == 1
    assert actions.list_bookmarks() == ()


def test_damaged_bookmarks_are_said_and_kept_aside(call: Call, home: Path) -> None:
    (home / "bookmarks.toml").write_text("version = 1\n[[坏", encoding="utf-8")
    result = call("bookmark", "list")

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert any("[[坏" in path.read_text(encoding="utf-8") for path in home.glob("bookmarks*"))


def test_export_prints_markdown(call: Call, page: Path) -> None:
    add(call, page, "--passage", "3", "--note", "待查")
    result = call("export")

    assert result.exit_code == 0
    assert "\n> 据了解，新城位于宁波北部" in result.stdout
    assert "待查" in result.stdout


def test_export_can_be_of_one_tag_or_query(call: Call, page: Path) -> None:
    add(call, page, "--tag", "新城")
    add(call, page, "--passage", "3")

    assert "总投资" not in call("export", "--tag", "新城").stdout
    assert "总投资" in call("export", "--query", "总投资").stdout
    assert call("export", "--query", "没有这个词").exit_code == 1


def test_export_with_pages_cites_them_as_they_are_now(call: Call, page: Path) -> None:
    add(call, page, "--passage", "3")
    call("edit", page, "--newspaper", "宁波晚报", "--date", "2026-03-26")

    assert "宁波晚报" not in call("export").stdout
    assert "宁波晚报" in call("export", "--in", page).stdout


def test_a_query_that_cannot_be_read_is_wrong_usage(call: Call, page: Path) -> None:
    add(call, page)

    assert call("export", "--query", '"没有收尾').exit_code == 2


def test_export_writes_a_file(call: Call, page: Path, tmp_path: Path) -> None:
    add(call, page)
    result = call("export", "-o", tmp_path / "out.md")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "江北新城" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_export_never_replaces_a_file_unasked(call: Call, page: Path, tmp_path: Path) -> None:
    add(call, page)
    target = tmp_path / "out.md"
    target.write_text("珍贵", encoding="utf-8")
    result = call("export", "-o", target)

    assert result.exit_code == 2
    assert "out.md" in result.stderr
    assert target.read_text(encoding="utf-8") == "珍贵"


def test_export_replaces_a_file_when_asked(call: Call, page: Path, tmp_path: Path) -> None:
    add(call, page)
    target = tmp_path / "out.md"
    target.write_text("旧", encoding="utf-8")

    assert call("export", "--overwrite", "-o", target).exit_code == 0
    assert "江北新城" in target.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are POSIX")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_home_is_one_sentence(call: Call, page: Path, home: Path) -> None:
    home.chmod(0o500)
    result = call("bookmark", "add", "i0001", "--in", page)
    home.chmod(0o700)

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1


def test_a_home_that_is_no_folder_is_one_sentence(
    call: Call, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("NBREADER_DATA", str(tmp_path / "file"))
    result = call("bookmark", "add", "i0001", "--in", page)

    assert result.exit_code == 3
    assert "file" in result.stderr
    assert result.stdout == ""


def test_a_full_disk_loses_no_bookmark(
    call: Call, page: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(call, page)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        result = call("bookmark", "add", "i0001", "--in", page, "--passage", "3")

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert ["江北新城正式开工 各方共同见证"] == [
        kept.quote.exact for kept in actions.list_bookmarks()
    ]
