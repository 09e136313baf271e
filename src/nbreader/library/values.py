"""Numbers and dates as a query writes them: 100亿元, 百分之三, 3%..5%, 2026年3月."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nbreader.numerals import NUMERAL, read_numeral

Number = tuple[Decimal, str]  # and its unit, "" where none is written
Dates = tuple[date | None, date | None]  # first and last day; None: open

# A unit's printed form -> the unit that figures are stored in, and how many of it.
Units = Mapping[str, tuple[str, int]]

# Two dots or what a Chinese input method types for them, ～ and 至.
_BETWEEN = re.compile(r"\.{2,}|。{2,}|[…⋯]+|[~～〜至]")
_SHARE = re.compile(r"(?P<whole>[百千])分之(?P<number>.+)")
_SHARES = {"百": "%", "千": "‰"}
# A size in front of one of these belongs to the unit: 千瓦, 兆帕, 百分点 (GB 3100 prefixes).
_PREFIXED = re.compile(r"千(?:[克米瓦伏赫卡帕焦升]|分点)|兆[瓦赫帕焦字比伏]|百(?:帕|分点)")
_BEGUN_NUMBER = re.compile(r"[-0-9.,。~～至…⋯百千分之点零〇一二两三四五六七八九十]*")
_BEGUN_DATE = re.compile(r"[-0-9年月日.。~～至…⋯/]*")
_DAYS = (
    re.compile(r"([0-9]{4})(?:年|[-/.年]([0-9]{1,2})(?:月|[-/.月]([0-9]{1,2})日?)?)?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?"),
)
_DIGITS = re.compile(r"[0-9.,]+")
# No unit: a further number, a sign (5>3), a second end
# (3~5元) or a share that is not finished.
_NO_UNIT = re.compile(rf"^[-.,0-9]|[<>=:\s]|分之|{_BETWEEN.pattern}")
_LONGEST = 40  # digits; what is longer does not read back


def read_number(words: str) -> Number | None:
    """The number and unit that words say exactly, None where they say none.

    A size that belongs to the unit's name (5千瓦) is left to it.

    >>> read_number("100亿元")
    (Decimal('10000000000'), '元')
    """
    text = unicodedata.normalize("NFKC", words)
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    if share := _SHARE.fullmatch(text):
        found = read_number(share["number"])
        return None if found is None or found[1] else (sign * found[0], _SHARES[share["whole"]])
    printed, unit = _split(text)
    numeral = read_numeral(printed)
    if numeral is None or numeral.value is None:
        return None
    number = sign * numeral.value, unit
    return number if reads_back(*number) else None


def reads_back(value: Decimal, unit: str) -> bool:
    """Tell whether a number printed with its unit reads as the same: not if it is too long."""
    printed = f"{abs(value):f}"
    if len(printed) > _LONGEST or _NO_UNIT.search(unit):
        return False
    return _split(printed + unit) == (printed, unit)


def _split(text: str) -> tuple[str, str]:
    """The numeral that a text begins with, and the rest; a size may belong to the rest."""
    match = NUMERAL.match(text)
    end = match.end() if match else 0
    if end > 1 and _PREFIXED.match(text, end - 1):
        end -= 1
    return text[:end], text[end:]


def is_unit(unit: str, units: Units) -> bool:
    """Tell whether a unit is printed or kept so: 元, 人, 万元/平方米."""
    kept = {name for name, _ in units.values()}
    parts = (unit,) if unit in units else unit.split("/", 1)
    return all(part in units or part in kept or _sized(part, units) for part in parts)


def _sized(unit: str, units: Units) -> bool:
    """万元 of 2.5万元/平方米, whose size is part of the number elsewhere."""
    number = read_number(f"1{unit}")
    return number is not None and number[1] in units


def read_range(words: str) -> tuple[Number | None, Number | None] | None:
    """The two ends of 100万元..1亿元, None for an open one; None where it is no range.

    What only the second end says counts for both, as 3至5亿元 is printed: its
    unit where the first has none, and its size where the first is bare digits.
    """
    ends = _BETWEEN.split(unicodedata.normalize("NFKC", words))
    if len(ends) != 2 or not any(ends):
        return None
    first, second = ends
    high = read_number(second) if second else None
    if high and _DIGITS.fullmatch(first):
        number = second[: len(second) - len(high[1])]
        first += number.lstrip("-0123456789.,") + high[1]
    low = read_number(first) if first else None
    if (first and low is None) or (second and high is None):
        return None
    if low and high:
        low, high = (low[0], low[1] or high[1]), (high[0], high[1] or low[1])
    return low, high


def begins_number(words: str) -> bool:
    """Tell whether words could be the beginning of a number or a range."""
    text = unicodedata.normalize("NFKC", words)
    if _BEGUN_NUMBER.fullmatch(text):
        return True
    first, *rest = _BETWEEN.split(text)
    return len(rest) == 1 and read_number(first) is not None and begins_number(rest[0])


def read_dates(words: str) -> str:
    """A day, month, year or range of them as ISO prints it, "" where it is none.

    A range that ends before it begins is none.

    >>> read_dates("2026年3月..")
    '2026-03..'
    """
    text = unicodedata.normalize("NFKC", words)
    if (day := _iso(text)) is not None:
        return day
    ends = _BETWEEN.split(text)
    if len(ends) != 2 or not any(ends):
        return ""
    first, last = (_iso(end) if end else "" for end in ends)
    if first is None or last is None:
        return ""
    dates = f"{first}..{last}"
    low, high = days_of(dates)
    return "" if low and high and low > high else dates


def begins_date(words: str) -> bool:
    """Tell whether words could be the beginning of a date."""
    return _BEGUN_DATE.fullmatch(words) is not None


def _iso(text: str) -> str | None:
    """2026, 2026-03 or 2026-03-25, None where the calendar has no such day."""
    match = next((found for form in _DAYS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def days_of(dates: str) -> Dates:
    """The first and last day of what `read_dates` printed."""
    first, dots, last = dates.partition("..")
    if not dots:
        last = first
    return _first_day(first), _last_day(last)


def _first_day(text: str) -> date | None:
    parts = [int(part) for part in text.split("-") if part]
    return date(*[*parts, 1, 1][:3]) if parts else None


def _last_day(text: str) -> date | None:
    parts = [int(part) for part in text.split("-") if part]
    if not parts:
        return None
    year, month = [*parts, 12][:2]
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
