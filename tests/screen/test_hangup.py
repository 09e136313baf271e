from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals there")

PAGE = """专版

为链赋能 向新攀高

119家,这是宁波国家级制造业单项冠军企业数量,连续8年保持全国第一。
"""


@contextmanager
def reading(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A reader in a terminal of its own that shows a page and has noted it as read."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8", newline="\n")
    ours, theirs = os.openpty()
    reader = subprocess.Popen(
        [sys.executable, "-m", "nbreader", "read", str(page)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(theirs)
    try:
        noted = (tmp_path / "data" / "places.json").exists
        assert drain(ours, noted, 20), "the reader never noted its place"
        yield reader, ours
    finally:
        reader.kill()
        reader.wait()
        with suppress(OSError):
            os.close(ours)


def drain(terminal: int, until: Callable[[], object], seconds: float) -> bool:
    """Take what is written, as a terminal does; tell whether `until` came true in time."""
    end = monotonic() + seconds
    while not until() and monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            with suppress(OSError):
                os.read(terminal, 65536)
    return bool(until())


def passage(tmp_path: Path) -> int:
    """The passage that was last noted."""
    told = json.loads((tmp_path / "data" / "places.json").read_text(encoding="utf-8"))
    return int(told["passages"][0]["paragraph"])


def test_a_closed_terminal_ends_the_reader_and_keeps_the_place(tmp_path: Path) -> None:
    with reading(tmp_path) as (reader, terminal):
        before = passage(tmp_path)
        os.write(terminal, b"j")
        drain(terminal, lambda: False, 1.0)
        os.close(terminal)

        assert 0 == reader.wait(10)
        assert before + 1 == passage(tmp_path)


def test_a_hangup_signal_ends_the_reader_and_keeps_the_place(tmp_path: Path) -> None:
    with reading(tmp_path) as (reader, terminal):
        before = passage(tmp_path)
        os.write(terminal, b"j")
        drain(terminal, lambda: False, 1.0)
        reader.send_signal(signal.SIGHUP)

        assert drain(terminal, lambda: reader.poll() is not None, 10)
        assert 0 == reader.returncode
        assert before + 1 == passage(tmp_path)
