"""Remembered pages: the same page, and never an old one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import make_page

from nbreader import actions
from nbreader.actions import memory
from nbreader.model import Edit, Page

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
EDIT = Edit(kind="split", line=3)


@pytest.fixture
def page(home: Path) -> Page:
    """A page with all kinds of nouns in it."""
    (page,) = actions.open_pages([SEEDS / "000_a1fb47af6652c340.txt"], afresh=True)
    assert isinstance(page, Page)
    return page


def remembered(home: Path) -> list[Path]:
    return [path for path in home.rglob("cache/*/*") if path.is_file()]


def test_a_remembered_page_is_the_same_page(page: Page) -> None:
    memory.remember(page, ())

    assert memory.recall(page.source, ()) == page


def test_a_page_that_was_never_seen_is_not_remembered(page: Page) -> None:
    assert memory.recall(page.source, ()) is None


def test_other_corrections_are_another_page(page: Page) -> None:
    memory.remember(page, ())

    assert memory.recall(page.source, (EDIT,)) is None


def test_the_same_bytes_at_another_path_keep_their_new_path(page: Page) -> None:
    memory.remember(page, ())
    moved = replace(page.source, path="elsewhere.txt")
    recalled = memory.recall(moved, ())

    assert recalled is not None
    assert recalled.source == moved


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"i\x01\x00\x00\x00", b"[\x01\x00\x00\x00i"])
def test_a_damaged_memory_is_no_memory(damage: bytes, page: Page, home: Path) -> None:
    memory.remember(page, ())
    (path,) = remembered(home)
    path.write_bytes(damage)

    assert memory.recall(page.source, ()) is None


def test_another_program_does_not_know_the_page(
    page: Page, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.remember(page, ())
    monkeypatch.setattr(memory, "_program", lambda: "changed")

    assert memory.recall(page.source, ()) is None


def test_what_another_program_left_is_thrown_away(
    page: Page, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.remember(page, ())
    monkeypatch.setattr(memory, "_program", lambda: "changed")
    memory.remember(page, ())

    assert ["changed"] == [path.parent.name for path in remembered(home)]


def test_memory_does_not_grow_without_end(
    page: Page, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_MOST", 4)
    for number in range(20):
        memory.remember(make_page(path=f"{number}.txt", sha256=f"{number:064}"), ())

    assert len(remembered(home)) <= 4


def test_a_home_that_cannot_be_written_is_no_error(page: Page, home: Path) -> None:
    (home / "cache").write_text("a file where the folder should be", encoding="utf-8")
    memory.remember(page, ())

    assert memory.recall(page.source, ()) is None


def test_pages_are_remembered_by_opening_them(home: Path) -> None:
    first = list(actions.open_pages([SEEDS]))

    assert len(remembered(home)) == 5
    assert list(actions.open_pages([SEEDS])) == first


def test_pages_opened_afresh_leave_nothing_behind(home: Path) -> None:
    list(actions.open_pages([SEEDS], afresh=True))

    assert remembered(home) == []
