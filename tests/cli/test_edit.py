"""`nbreader edit`: corrections from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call


def issue_of(call: Call, page: Path) -> dict[str, str]:
    (issue,) = json.loads(call("parse", "--format", "json", page).stdout)["issues"]
    return {"newspaper": issue["newspaper"], "date": issue["date"]}


def test_metadata_is_corrected(call: Call, page: Path) -> None:
    result = call("edit", page, "--newspaper", "宁波晚报", "--date", "2026-03-26", "--page", "7")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["newspaper 宁波晚报", "date 2026-03-26", "page 7"]
    assert issue_of(call, page) == {"newspaper": "宁波晚报", "date": "2026-03-26"}


def test_a_cut_is_put_back_where_it_was(call: Call, page: Path) -> None:
    joined = call("parse", "--format", "markdown", page).stdout
    call("edit", page, "--split", "7")
    split = call("parse", "--format", "markdown", page).stdout

    assert "隔江相望" in joined
    assert "隔江相\n\n望" in split


def test_all_kinds_of_corrections_are_listed(call: Call, page: Path) -> None:
    call("edit", page, "--role", "1", "crosshead", "--move", "7", "0", "--join", "5", "7")

    assert ["join 5 7", "move 7 0", "role 1 crosshead"] == call("edit", page).stdout.splitlines()


def test_undo_takes_the_last_correction_back(call: Call, page: Path) -> None:
    before = issue_of(call, page)
    call("edit", page, "--newspaper", "宁波晚报")
    result = call("edit", page, "--undo")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "宁波晚报" in result.stderr
    assert issue_of(call, page) == before


def test_undo_of_nothing_is_nothing_found(call: Call, page: Path) -> None:
    assert call("edit", page, "--undo").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--undo", "--split", "7"),
        ("--split", "2"),
        ("--split", "五"),
        ("--date", "昨天"),
        ("--page", "头版头条"),
        ("--role", "1", "poem"),
        ("--join", "3"),
        ("--join", "3", "99"),
    ],
)
def test_a_correction_that_makes_no_sense_is_one_sentence(
    words: tuple[str, ...], call: Call, page: Path
) -> None:
    result = call("edit", page, *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert call("edit", page).stdout == ""


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_corrected_is_bad_data(name: str, call: Call, tmp_path: Path) -> None:
    result = call("edit", tmp_path / name, "--split", "3")

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1


def test_damaged_corrections_are_said_and_kept_aside(call: Call, page: Path, home: Path) -> None:
    (home / "edits.toml").write_text("[[这不是", encoding="utf-8")
    result = call("parse", page)

    assert result.exit_code == 3
    assert "江北新城" in result.stdout
    assert result.stderr.count("\n") == 1
    assert "[[这不是" in [path.read_text(encoding="utf-8") for path in home.iterdir()]
