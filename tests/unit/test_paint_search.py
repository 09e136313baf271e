"""Search results as printed lines."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from nbreader.tui.paint_search import NOWHERE, marked_runs, trouble_lines

TEXT = "产值12.8亿元，利润1644.5亿元"
FIRST, SECOND = (2, 8), (11, 19)


@pytest.mark.parametrize(
    ("room", "shown", "lit"),
    [
        (40, TEXT, ["12.8亿元", "1644.5亿元"]),
        (20, "产值12.8亿元，利润…", ["12.8亿元"]),
        (8, "产值12.…", ["12."]),
    ],
)
def test_no_number_behind_the_first_is_cut(room: int, shown: str, lit: list[str]) -> None:
    runs = marked_runs(TEXT, (FIRST, SECOND), room)

    assert shown == "".join(run.text for run in runs)
    assert lit == [run.text for run in runs if run.ink == "hit"]


@pytest.mark.parametrize("at", [NOWHERE, 0, 30, 99])
@pytest.mark.parametrize("width", [20, 75, 200])
def test_what_is_wrong_stands_in_full(at: int, width: int) -> None:
    sentence = f"资料库 {'/很长的文件夹' * 9}/library.db 的索引还没有建好，建好才能搜索。"

    lines = ["".join(run.text for run in line.runs) for line in trouble_lines(sentence, at, width)]

    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert sentence.replace(" ", "") == "".join(lines).replace(" ", "").replace("‸", "")
    assert ("‸" in lines[0]) == (at != NOWHERE)
