"""Row keys in date order: a day, and a number within that day.

The newest articles are those with the greatest keys, so that SQLite reads them
first without sorting. Of one day, what was saved first has the greatest keys:
the front page comes before the back page. Undated articles lie below all dates,
there with the last saved first; they have room without end, a day has 65,536.
"""

from __future__ import annotations

from datetime import date

BITS = 16  # of a key, for the number within a day
DAY = 1 << BITS
# Below any date of the calendar: 1 January of year 1 is day -693,595.
UNDATED_FROM = -(1 << 41)
UNDATED_TO = -(1 << 40)

_FIRST = date(1900, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1900-01-01, negative before.

    >>> day_number(date(1900, 1, 2))
    1
    """
    return day.toordinal() - _FIRST


def date_of(number: int) -> date:
    """The date of a day's number."""
    return date.fromordinal(number + _FIRST)


def keys_of(first: date | None, last: date | None) -> tuple[int, int]:
    """The least and the greatest key of the days from `first` to `last`; None is open.

    Undated articles are in no such range.
    """
    low = UNDATED_TO if first is None else day_number(first) << BITS
    high = (1 << 62) if last is None else (day_number(last) << BITS) + DAY - 1
    return low, high


def keys_of_undated() -> tuple[int, int]:
    """The least and the greatest key of undated articles."""
    return UNDATED_FROM, UNDATED_TO - 1


def keys_of_day(day: int | None) -> tuple[int, int]:
    """The least and the greatest key of a day's number, None for undated."""
    if day is None:
        return keys_of_undated()
    return day << BITS, (day << BITS) + DAY - 1
