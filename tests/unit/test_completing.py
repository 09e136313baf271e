"""Names that a query may go on with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nbreader.actions.completing import completions
from nbreader.library.query import parse_query


def organisations(typed: str) -> Sequence[str]:
    return [name for name in ("招宝磁业", "招商 银行") if name.startswith(typed)]


def metrics(typed: str) -> Sequence[str]:
    return [name for name in ("招标额",) if name.startswith(typed)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("招", ["机构:招宝磁业 ", '机构:"招商 银行" ', "指标:招标额 "]),
        ("慈溪 招宝", ["慈溪 机构:招宝磁业 "]),
        ("company:招宝", ["company:招宝磁业 "]),
        ("公司：招宝", ["公司:招宝磁业 "]),
        ("-招宝", ["-机构:招宝磁业 "]),
        ("metric:招", ["metric:招标额 "]),
        ("标题:招", []),
        ("招宝 ", []),
        ("value>1", []),
        ("", []),
    ],
)
def test_the_last_word_is_completed(words: str, expected: list[str]) -> None:
    assert expected == [each.words for each in completions(words, organisations, metrics)]


def test_a_completed_query_can_be_read() -> None:
    for each in completions("产值 招", organisations, metrics):
        assert 2 == len(parse_query(each.words).clauses)
