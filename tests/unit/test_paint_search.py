"""Search results as printed lines."""

from __future__ import annotations

import pytest

from nbreader.tui.paint_search import marked_runs

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
