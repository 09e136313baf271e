"""Marks are shown at full width beside hanzi, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import make_article

from nbreader.tui.widths import at_full_width, shown_article


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("本报讯(记者黄合)昨天", "本报讯（记者黄合）昨天"),
        ("为链赋能,向新攀高", "为链赋能，向新攀高"),
        ("搬运车(AGV)灵活", "搬运车（AGV）灵活"),
        ("共1,200家", "共1,200家"),
        ("上午10:30开会", "上午10:30开会"),
        ("说:“好!”", "说：“好！”"),
        ("f(x), g(y)", "f(x), g(y)"),
        ("2.2万亿元", "2.2万亿元"),
    ],
)
def test_marks_beside_hanzi_are_wide(printed: str, shown: str) -> None:
    assert shown == at_full_width(printed)


@given(st.text())
def test_nothing_changes_its_place(text: str) -> None:
    assert len(text) == len(at_full_width(text))


@given(st.text())
def test_what_is_wide_stays_so(text: str) -> None:
    assert at_full_width(text) == at_full_width(at_full_width(text))


def test_an_article_is_shown_with_its_offsets() -> None:
    article = make_article(paragraphs=("昨天,他说:“好。”",))

    shown = shown_article(article)

    assert "昨天，他说：“好。”" in [block.text for block in shown.blocks]
    assert article.offsets == shown.offsets
