"""Printed numerals are read exactly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from nbreader.numerals import read_integer, read_numeral

CASES = Path(__file__).resolve().parents[1] / "gold" / "figures" / "numerals.tsv"
ROWS = [
    line.split("\t")
    for line in CASES.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _reading(printed: str) -> tuple[str, str]:
    """What is read from `printed`: the value or `low..high`, and how exact it is."""
    numeral = read_numeral(printed)
    if numeral is None:
        return "none", "-"
    if numeral.value is None:
        return f"{numeral.low}..{numeral.high}", numeral.approx
    return str(numeral.value), numeral.approx


@pytest.mark.parametrize(("printed", "value", "approx"), ROWS, ids=[row[0] for row in ROWS])
def test_numeral_of_the_table_is_read(printed: str, value: str, approx: str) -> None:
    assert (value, approx) == _reading(printed)


def test_size_alone_is_bare() -> None:
    numeral = read_numeral("百万")

    assert numeral is not None
    assert numeral.bare


def test_ten_alone_is_a_number() -> None:
    numeral = read_numeral("十")

    assert numeral is not None
    assert not numeral.bare


def test_numeral_longer_than_any_printed_one_is_refused() -> None:
    assert read_numeral("1" * 41) is None


def test_integer_of_an_inexact_numeral_is_absent() -> None:
    assert [read_integer(printed) for printed in ("10余", "数百", "3.5", "两千")] == [
        None,
        None,
        None,
        2000,
    ]


def test_value_is_kept_without_an_exponent() -> None:
    numeral = read_numeral("40.5亿")

    assert numeral is not None
    assert str(numeral.value) == str(Decimal("4050000000"))
