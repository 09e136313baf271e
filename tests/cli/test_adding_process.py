"""Imports as processes of their own: stopped, killed, and two at once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import PAGE

from nbreader import actions
from nbreader.errors import BadDataError
from nbreader.library.care import check
from nbreader.library.listing import totals
from nbreader.library.store import Library

NBREADER = [sys.executable, "-m", "nbreader"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX signals")


def make_pages(folder: Path, number: int) -> Path:
    """Different pages, some of them of one day."""
    folder.mkdir()
    for at in range(number):
        day = f"宁波日报\n2026年{at // 28 % 12 + 1}月{at % 28 + 1}日 星期三 第{at % 4 + 1}版\n\n"
        text = day + PAGE.replace("江北新城", f"江北第{at}新城")
        (folder / f"{at}.txt").write_text(text, encoding="utf-8", newline="\n")
    return folder


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*NBREADER, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def stored_pages() -> int:
    try:
        with Library.open(actions.library_path()) as library:
            return totals(library).pages
    except BadDataError:  # it is only being made
        return 0


def wait_for_pages(process: subprocess.Popen[bytes], number: int) -> None:
    """Wait until an import has saved so many pages, or has ended."""
    while process.poll() is None and stored_pages() < number:
        time.sleep(0.01)


def searched(word: str) -> int:
    call = [*NBREADER, "search", word, "--limit", "1000", "--format", "json"]
    result = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return len(json.loads(result.stdout))


@POSIX
def test_import_that_is_interrupted_keeps_what_is_done_and_goes_on(
    tmp_path: Path, home: Path
) -> None:
    folder = make_pages(tmp_path / "pages", 200)
    with start("add", folder, "--jobs", "2") as process:
        wait_for_pages(process, 10)
        process.send_signal(signal.SIGINT)
        output, said = process.communicate(timeout=60)
    kept = stored_pages()

    assert (process.returncode, output) == (130, b"")
    assert b"Traceback" not in said
    assert 10 <= kept < 200
    assert kept == searched("开工建设")

    again = subprocess.run([*NBREADER, "add", folder], stderr=subprocess.PIPE, check=True)
    assert f"{kept} 个文件没有变化" in again.stderr.decode()
    assert 200 == stored_pages() == searched("开工建设")


@POSIX
def test_import_that_is_killed_leaves_a_sound_library(tmp_path: Path, home: Path) -> None:
    folder = make_pages(tmp_path / "pages", 60)
    for chance in range(5):
        with start("add", folder, "--jobs", "2") as process:
            wait_for_pages(process, stored_pages() + 1)
            time.sleep(random.Random(chance).random() / 10)
            process.kill()
            process.communicate(timeout=60)
        wrong = [finding for finding in check(actions.library_path()) if not finding.mended]

        assert wrong == []
    subprocess.run([*NBREADER, "add", folder], stderr=subprocess.DEVNULL, check=True)

    assert 60 == stored_pages() == searched("开工建设")


def test_two_imports_at_once_both_get_in(tmp_path: Path, home: Path) -> None:
    folders = [make_pages(tmp_path / "one", 40), make_pages(tmp_path / "two", 60)]
    running = [start("add", folder, "--jobs", "1") for folder in folders]
    told = [process.communicate(timeout=120)[1].decode() for process in running]

    assert [0, 0] == [process.returncode for process in running]
    assert 60 == stored_pages() == searched("开工建设")
    assert all("Traceback" not in said for said in told)


@POSIX
def test_processes_of_an_import_end_with_it(tmp_path: Path, home: Path) -> None:
    folder = make_pages(tmp_path / "pages", 200)
    with start("add", folder, "--jobs", "2") as process:
        wait_for_pages(process, 5)
        children = children_of(process.pid)
        process.kill()
        process.communicate(timeout=60)

    assert children
    until = time.monotonic() + 20
    while any(map(is_running, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [] == [child for child in children if is_running(child)]


def children_of(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    if not path.exists():
        pytest.skip("this system does not list processes under /proc")
    return [int(child) for child in path.read_text(encoding="ascii").split()]


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
