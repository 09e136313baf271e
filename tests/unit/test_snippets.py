"""Where the words around a hit begin."""

from __future__ import annotations

import pytest

from nbreader.library.snippets import cut_snippet


@pytest.mark.parametrize("number", ["8000", "143.65", "1,200", "2025"])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_snippet_does_not_begin_inside_a_number(number: str, cut: int) -> None:
    between = "套盾构刀具出厂后一共卖出的产值"[: 14 - len(number) + cut]
    text = "公司全部生产线一起开工以来已经做完" + number + between + "产值12亿元"
    at = text.index("产值12")
    snippet, marks = cut_snippet(text, 0, ((at, at + 2),))

    assert snippet.startswith("…" + number + between[:1])
    assert "产值" == snippet[slice(*marks[0])]
