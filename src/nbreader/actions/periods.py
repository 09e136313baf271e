"""When a figure holds: years, and parts of a year that may be set side by side."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nbreader.model import Figure


class Span(StrEnum):
    """What stretch of time a figure tells of; only figures of one kind make a series."""

    YEAR = "year"  # 2025年, 去年
    TO_MONTH = "to-month"  # 1—4月, 前三季度, 上半年: from January on
    MONTH = "month"  # 3月
    QUARTER = "quarter"  # 二季度
    HALF = "half"  # 下半年
    END = "end"  # 2025年底: how things stood
    DAY = "day"  # 目前, or nothing said: as on the day of the paper
    OTHER = "other"  # 今年, “十四五”, 六年前: never in a series


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The last day of what a figure tells of, and of what kind that is."""

    span: Span
    day: date | None  # None where neither period nor paper says


_YEARS = re.compile(r"去年|今年|前年|上年|本年|明年|后年|当年|[12][0-9]{3}年度?|全年|年度")
_NOW = re.compile(r"(?:截至)?(?:目前|现在|当前|至今|迄今|如今|眼下)|截至$|$")
_DIGITS = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {"两": "2"}
_NUMBERS = re.compile(r"十[一二]?|[一二两三四五六七八九]")
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")  # 2021年（当年）
_N = r"([0-9]{1,2})"
_TO = "(?:[-—–~～至到]+)"
# What is left of a period without its year, with the span and how many months one of it has.
_PARTS: tuple[tuple[re.Pattern[str], Span, int], ...] = tuple(
    (re.compile(pattern), span, months)
    for pattern, span, months in (
        (rf"(?:1月?{_TO}|前|头){_N}个?月(?:份)?", Span.TO_MONTH, 1),
        (rf"(?:第?1季?度?{_TO}|前|头)第?{_N}个?季度?", Span.TO_MONTH, 3),
        (r"(?:第|首)?(1)个?季度", Span.TO_MONTH, 3),
        (r"首个?季(度)", Span.TO_MONTH, 3),
        (r"上半(年)", Span.TO_MONTH, 6),
        (rf"{_N}月(?:份)?", Span.MONTH, 1),
        (rf"第?{_N}季度", Span.QUARTER, 3),
        (r"下半(年)", Span.HALF, 12),
        (r"年?(?:年底|年末|底|末)()", Span.END, 12),
    )
)


def moment_of(figure: Figure, printed: date | None) -> Moment:
    """When a figure holds: by its resolved year, or by the day of the paper.

    A year and a part of it (去年, 今年1—4月, 2025年底) give the last day of that
    part. A period that only says "now", or none, is dated by the paper. What is
    not closed (今年), runs over years (“十四五”) or hangs on something else (六年前)
    is dated for sorting alone: by the last year it resolves to, else by the paper.
    """
    period = "".join(_ASIDE.sub("", figure.period).split())
    if _NOW.fullmatch(period):
        return Moment(span=Span.DAY, day=printed)
    first, _, last = figure.year.partition("..")
    if first.isdecimal() and figure.year in (first, f"{first}..{first}"):
        span, month = _part_of_year(period)
        return Moment(span=span, day=_last_day(int(first), month))
    if last.isdecimal():
        return Moment(span=Span.OTHER, day=_last_day(int(last), 12))
    return Moment(span=Span.OTHER, day=printed)


def _part_of_year(period: str) -> tuple[Span, int]:
    """What part of its year a period is, and the month that it ends in."""
    if period in ("今年", "本年"):  # not over yet
        return Span.OTHER, 12
    rest = _YEARS.sub("", period).removeprefix("截至").strip("，、的")
    rest = _NUMBERS.sub(_arabic, rest)
    if not rest:
        return Span.YEAR, 12
    for pattern, span, months in _PARTS:
        match = pattern.fullmatch(rest)
        if match:
            count = int(match[1]) if match[1].isdigit() else 1
            if 1 <= count * months <= 12:
                return span, count * months
    return Span.OTHER, 12


def _arabic(match: re.Match[str]) -> str:
    """十二 as 12, up to the months of a year."""
    number = match[0]
    if number.startswith("十"):
        return "1" + (_DIGITS[number[1]] if number[1:] else "0")
    return _DIGITS[number]


def _last_day(year: int, month: int) -> date | None:
    try:
        return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
