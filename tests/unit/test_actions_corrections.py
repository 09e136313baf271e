"""Corrections of one file: checked against its lines, kept, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbreader.actions import edit_file, edits_of_file, undo_file_edit
from nbreader.errors import BadDataError, UsageError
from nbreader.model import Edit

JOIN = Edit(kind="join", line=3, other=5)
DATE = Edit(kind="metadata", field="date", value="2026-03-25")


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text("新城开工\n\n昨天上午，新城在江北开\n\n工建设。\n", encoding="utf-8")
    return path


def test_a_file_has_no_corrections_at_first(path: Path) -> None:
    assert edits_of_file(path) == ()


def test_corrections_are_kept_in_order(path: Path) -> None:
    edit_file(path, [JOIN])

    assert edit_file(path, [DATE]) == (JOIN, DATE)
    assert edits_of_file(path) == (JOIN, DATE)


def test_corrections_belong_to_the_bytes(path: Path) -> None:
    edit_file(path, [JOIN])
    path.write_text("新城开工\n\n昨天上午，新城在江北开工。\n", encoding="utf-8")

    assert edits_of_file(path) == ()


def test_the_same_bytes_elsewhere_have_the_same_corrections(path: Path, tmp_path: Path) -> None:
    edit_file(path, [JOIN])
    copy = tmp_path / "copy.txt"
    copy.write_bytes(path.read_bytes())

    assert edits_of_file(copy) == (JOIN,)


def test_undo_takes_the_last_correction_back(path: Path) -> None:
    edit_file(path, [JOIN, DATE])

    assert undo_file_edit(path) == DATE
    assert edits_of_file(path) == (JOIN,)


def test_undo_without_corrections_is_none(path: Path) -> None:
    assert undo_file_edit(path) is None


@pytest.mark.parametrize(
    "edit",
    [
        Edit(kind="join", line=3, other=4),
        Edit(kind="join", line=99, other=3),
        Edit(kind="split", line=2),
        Edit(kind="move", line=3, other=99),
        Edit(kind="role", line=6, value="caption"),
    ],
)
def test_a_line_without_text_is_wrong_usage(edit: Edit, path: Path) -> None:
    with pytest.raises(UsageError, match="page"):
        edit_file(path, [edit])


def test_nothing_is_kept_if_one_correction_is_wrong(path: Path) -> None:
    with pytest.raises(UsageError):
        edit_file(path, [JOIN, Edit(kind="split", line=99)])

    assert edits_of_file(path) == ()


def test_a_block_can_be_moved_in_front_of_all(path: Path) -> None:
    front = Edit(kind="move", line=5, other=0)

    assert edit_file(path, [front]) == (front,)


def test_a_file_that_is_no_page_is_bad_data(path: Path) -> None:
    path.write_bytes(b"\x00\x01\x02" * 100)

    with pytest.raises(BadDataError, match="page"):
        edit_file(path, [JOIN])
