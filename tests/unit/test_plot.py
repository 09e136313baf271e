"""Bars and columns of text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rich.cells import cell_len

from nbreader.tui.plot import Value, bar_line, column_lines


def values(*numbers: str) -> tuple[Value, ...]:
    return tuple(
        Value(f"{2000 + n}年", Decimal(number), f"{number}亿元") for n, number in enumerate(numbers)
    )


def bars(width: int, *numbers: str) -> list[str]:
    every = values(*numbers)
    return [bar_line(value, every, width).plain for value in every]


def test_a_bar_twice_as_long_is_a_number_twice_as_large() -> None:
    one, two = bars(60, "20", "40")

    assert 2 * one.count("█") == pytest.approx(two.count("█"), abs=1)


def test_every_bar_has_its_day_and_its_printed_value() -> None:
    ten, seven = bars(40, "10", "7")

    assert ten.startswith("  2000年 █")
    assert ten.endswith("█ 10亿元")
    assert seven.endswith(" 7亿元")


def test_what_is_below_zero_ends_where_the_rest_begins() -> None:
    up, down = bars(60, "8", "-2")

    assert up.index("█") == down.rindex("█") + 1
    assert down.endswith("-2亿元")


def test_a_little_below_zero_is_no_longer_than_a_little_above() -> None:
    down, most, up = bars(40, "-1", "300", "1")
    zero = most.index("█")

    assert ("▕", "▏") == (down[zero - 1], up[zero])
    assert 1 == sum(char in "▕▏▐█" for char in down)


def columns(*numbers: str) -> list[str]:
    """What each column looks like, from above."""
    lines = [line.plain[2:] for line in column_lines(values(*numbers), 2 + len(numbers) + 2)]
    return ["".join(line[at] for line in lines[1:-1]) for at in range(len(numbers))]


def test_columns_stand_on_zero_and_hang_from_it() -> None:
    assert [" ██   ", "  ▄   ", "   ███", "   ▔  "] == columns("2", "0.5", "-3", "-0.01")


def test_columns_that_are_all_above_zero_stand_on_it() -> None:
    assert ["██████", "   ███", "     ▁"] == columns("6", "3", "0")


@pytest.mark.parametrize("numbers", [("0",), ("0", "0"), ("-1", "-2"), ("0.001", "9e30"), ("5",)])
@pytest.mark.parametrize("width", [24, 40, 120])
def test_no_line_is_wider_than_the_list(numbers: tuple[str, ...], width: int) -> None:
    assert all(cell_len(line) <= width for line in bars(width, *numbers))
    lines = column_lines(values(*numbers), width)
    assert all(line.width <= width for line in lines)


def test_nothing_is_drawn_for_zero() -> None:
    zero, _ = bars(40, "0", "5")

    assert "  2000年  0亿元" == zero


def test_a_long_series_says_its_extremes_and_its_ends() -> None:
    lines = [line.plain for line in column_lines(values(*map(str, range(1, 41))), 80)]

    assert "最高 40亿元（2039年）  最低 1亿元（2000年）" == lines[0].strip()
    assert lines[-1].strip().startswith("2000年 1亿元")
    assert lines[-1].rstrip().endswith("2039年 40亿元")


def test_a_series_longer_than_the_list_is_wide_shows_its_newest() -> None:
    lines = [line.plain for line in column_lines(values(*map(str, range(1, 201))), 62)]

    assert lines[-1].strip().startswith("2142年 143亿元")
