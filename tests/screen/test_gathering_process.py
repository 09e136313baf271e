"""Many files added from inside the reader: other processes parse them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = "港口繁忙\n\n本报讯 第{}码头集装箱吞吐量达40.5亿元，同比增长12%。码头一片繁忙。\n"
# In a process of its own: what watches over other processes is started once in each.
ADDING = """
import asyncio, sys
from pathlib import Path
from nbreader import actions
from nbreader.actions import adding
from nbreader.tui.app import ReaderApp
from nbreader.tui.screens.adding import PathsField
from nbreader.tui.screens.base import Session
from tests.screen.driving import press, settle, told

async def add() -> str:
    session = Session(actions.load_settings(), actions.load_places())
    app = ReaderApp(session, [*actions.open_pages([Path(sys.argv[2])])], [])
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = sys.argv[1]
        await press(pilot, "enter")
        return told(app)[-1]

if sys.argv[3] == "hidden":
    sys.__stderr__ = None
adding.cores = lambda: 2
sentence = asyncio.run(add())
sys.__stdout__.write(sentence)
"""


@pytest.mark.parametrize("stderr", ["there", "hidden"])
def test_many_files_are_added_while_the_screen_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stderr: str
) -> None:
    monkeypatch.setenv("NBREADER_LIBRARY", str(tmp_path / "library.db"))
    folder = tmp_path / "scans"
    folder.mkdir()
    for number in range(17):
        (folder / f"{number}.txt").write_text(PAGE.format(number), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", ADDING, folder, folder / "0.txt", stderr],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.startswith("加入 17 版"), done.stderr
