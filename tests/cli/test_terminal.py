"""The program in a terminal: the reader opens and closes, questions are asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.startup import READER_READY, SEEDS, Screen, open_screen

from nbreader.cli.terminal import AMBIGUOUS

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")

Open = Callable[..., Screen]
ARTICLE = "2026-03-25-p0001-i0003"


@pytest.fixture
def open_terminal(home: Path) -> Iterator[Open]:
    """Start nbreader with these words in a terminal of its own."""
    screens: list[Screen] = []

    def start(*words: str | Path) -> Screen:
        command = [sys.executable, "-m", "nbreader", *map(str, words)]
        screens.append(open_screen(command, home))
        return screens[-1]

    yield start
    for screen in screens:
        screen.close()


def code_after(screen: Screen, keys: str) -> int:
    """Type, and wait for the program to end."""
    os.write(screen.master, keys.encode())
    while screen.read(20):
        pass
    return screen.process.wait(20)


def test_the_reader_opens_the_samples_and_leaves_with_q(open_terminal: Open) -> None:
    screen = open_terminal()
    screen.wait_for(READER_READY)
    screen.settle()

    assert code_after(screen, "q") == 0


def test_the_reader_opens_the_pages_it_is_given(open_terminal: Open) -> None:
    screen = open_terminal("read", SEEDS / "003_be19fa72af17722a.txt")
    screen.wait_for("扛起担当")
    screen.settle()

    assert code_after(screen, "q") == 0


def test_ctrl_c_leaves_the_reader(open_terminal: Open) -> None:
    screen = open_terminal(SEEDS)
    screen.wait_for(READER_READY)
    screen.settle()

    assert code_after(screen, "\x03") in (0, 130)


def test_a_missing_file_is_said_without_opening_the_reader(open_terminal: Open) -> None:
    screen = open_terminal("read", "missing.txt")

    assert code_after(screen, "") == 3
    assert "missing.txt" in screen.text()
    assert "\x1b[?1049h" not in screen.written.decode()


@pytest.mark.parametrize(("answer", "code", "kept"), [("y\n", 0, False), ("n\n", 2, True)])
def test_export_asks_before_it_replaces_a_file(
    answer: str, code: int, kept: bool, open_terminal: Open, tmp_path: Path
) -> None:
    target = tmp_path / "out.md"
    target.write_text("珍贵", encoding="utf-8")
    page = SEEDS / "000_a1fb47af6652c340.txt"
    assert code_after(open_terminal("bookmark", "add", ARTICLE, "--in", page), "") == 0
    screen = open_terminal("export", "-o", target)
    screen.wait_for("替换吗")

    assert code_after(screen, answer) == code
    assert (target.read_text(encoding="utf-8") == "珍贵") is kept


def test_add_draws_a_bar_and_then_says_what_it_did(open_terminal: Open) -> None:
    screen = open_terminal("add", SEEDS)

    assert code_after(screen, "") == 0
    assert "━" in screen.text()
    assert "加入 5 版" in screen.text()


@pytest.mark.parametrize(
    ("cells", "told"), [(len(AMBIGUOUS), "排得齐"), (2 * len(AMBIGUOUS), "歧义宽度")]
)
def test_check_asks_the_terminal_how_wide_it_draws(
    cells: int, told: str, open_terminal: Open
) -> None:
    screen = open_terminal("check")
    for column in (2, cells):
        while not screen.written.endswith(b"\x1b[6n"):
            assert screen.read(20)
        screen.written += b" "
        os.write(screen.master, f"\x1b[7;{column + 1}R".encode())

    assert code_after(screen, "") == 0
    assert told in screen.text()


def test_check_is_done_where_the_terminal_does_not_answer(open_terminal: Open) -> None:
    screen = open_terminal("check")

    assert code_after(screen, "") == 0
    assert "量不出字的宽度" in screen.text()
