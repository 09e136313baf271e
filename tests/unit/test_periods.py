"""Which periods may stand side by side, and when they end."""

from __future__ import annotations

from datetime import date

import pytest

from nbreader.actions.periods import Span, moment_of
from nbreader.annotate.periods import resolve_years
from nbreader.model import Figure

PAPER = date(2026, 5, 12)


def told(period: str, year: str) -> Figure:
    return Figure(
        start=0, end=1, printed="1", value=None, unit="", kind="count", period=period, year=year
    )


@pytest.mark.parametrize(
    ("period", "span", "day"),
    [
        ("去年", Span.YEAR, date(2025, 12, 31)),
        ("2025年", Span.YEAR, date(2025, 12, 31)),
        ("2025年度", Span.YEAR, date(2025, 12, 31)),
        ("去年全年", Span.YEAR, date(2025, 12, 31)),
        ("2021年（当年）", Span.YEAR, date(2021, 12, 31)),
        ("今年1—4月", Span.TO_MONTH, date(2026, 4, 30)),
        ("2025年1月至11月", Span.TO_MONTH, date(2025, 11, 30)),
        ("今年一至四月", Span.TO_MONTH, date(2026, 4, 30)),
        ("今年前两个月", Span.TO_MONTH, date(2026, 2, 28)),
        ("去年前三季度", Span.TO_MONTH, date(2025, 9, 30)),
        ("一季度", Span.TO_MONTH, date(2026, 3, 31)),
        ("2025年上半年", Span.TO_MONTH, date(2025, 6, 30)),
        ("今年3月", Span.MONTH, date(2026, 3, 31)),
        ("2025年12月", Span.MONTH, date(2025, 12, 31)),
        ("去年第三季度", Span.QUARTER, date(2025, 9, 30)),
        ("下半年", Span.HALF, date(2026, 12, 31)),
        ("2025年底", Span.END, date(2025, 12, 31)),
        ("去年末", Span.END, date(2025, 12, 31)),
        ("截至目前", Span.DAY, PAPER),
        ("", Span.DAY, PAPER),
        ("今年", Span.OTHER, date(2026, 12, 31)),
        ("“十四五”", Span.OTHER, date(2025, 12, 31)),
        ("六年前", Span.OTHER, date(2020, 12, 31)),
        ("去年13月", Span.OTHER, date(2025, 12, 31)),
        ("那时", Span.OTHER, PAPER),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, span: Span, day: date) -> None:
    year = resolve_years(period, issue_date=PAPER)

    moment = moment_of(told(period, year), PAPER)

    assert (span, day) == (moment.span, moment.day)


def test_what_neither_period_nor_paper_dates_has_no_day() -> None:
    assert moment_of(told("去年", ""), None).day is None


@pytest.mark.parametrize("year", ["0000", "2025..", "..", "9999..x", "约2025", "99999"])
def test_a_year_that_is_none_is_no_error(year: str) -> None:
    assert moment_of(told("去年", year), PAPER).span in (Span.OTHER, Span.YEAR)
