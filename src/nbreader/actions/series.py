"""Values of one subject that may be set side by side over time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nbreader.actions.clippings import Datum
from nbreader.actions.periods import Span
from nbreader.library.tokens import fold

LEAST = 3  # dated values that make a series


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a series: the day that its period ends on, and where it is printed."""

    day: date
    value: Decimal
    datum: Datum


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Three or more values of one subject, unit and kind of period, by time.

    `basis` says of what change they are (同比, 环比, 增减); "" for the level itself.
    """

    subject: str
    basis: str
    unit: str
    span: Span
    points: tuple[Point, ...]


def find_series(data: Iterable[Datum]) -> tuple[Series, ...]:
    """The series that the data of one metric make, those with more points first.

    Only results with an exact value and a known day are taken, and no ranks or
    fuzzy numbers. A whole year is never set beside the first months of one; where
    a value is printed more than once for one day, the newest paper counts.
    """
    groups: dict[tuple[str, str, str, Span], dict[date, Point]] = {}
    for datum in data:
        figure, moment = datum.figure, datum.moment
        if figure.value is None or moment.day is None or not _compares(datum):
            continue
        key = fold(datum.subject).text, basis_of(datum.change), figure.unit, moment.span
        points = groups.setdefault(key, {})
        known = points.get(moment.day)
        if known is None or _printed(known.datum) < _printed(datum):
            points[moment.day] = Point(day=moment.day, value=_signed(datum), datum=datum)
    made = [
        Series(
            subject=next(iter(points.values())).datum.subject,
            basis=basis,
            unit=unit,
            span=span,
            points=tuple(points[day] for day in sorted(points)),
        )
        for (_, basis, unit, span), points in groups.items()
        if len(points) >= LEAST
    ]
    return tuple(sorted(made, key=lambda series: -len(series.points)))


def basis_of(change: str) -> str:
    """What words of change measure against; "" for words that lead to a level (增至).

    >>> basis_of("同比下降"), basis_of("比上年增长"), basis_of("提高到")
    ('同比', '同比', '')
    """
    if change.endswith(("至", "到", "为")):
        return ""
    if re.search("同比|[比较](?:上年|去年)", change):
        return "同比"
    if "环比" in change:
        return "环比"
    return "增减" if change else ""


def _compares(datum: Datum) -> bool:
    figure = datum.figure
    return (
        figure.status == "result"
        and figure.kind != "rank"
        and datum.moment.span is not Span.OTHER
        and bool(datum.subject)
    )


def _printed(datum: Datum) -> date:
    return datum.origin.date or date.min


def _signed(datum: Datum) -> Decimal:
    """下降3% is the value 3 with the direction down; in a series of changes it is -3."""
    value = datum.figure.value or Decimal(0)
    falls = datum.figure.direction == "down" and bool(basis_of(datum.change)) and value > 0
    return -value if falls else value
