"""Figures of two numbers: ranges (3%至5%) and sums of units (2小时14分26秒)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nbreader.annotate.lexicon import load_units
from nbreader.annotate.spotting import Spot
from nbreader.numerals import DIGITS, SIZES, read_numeral

_RANGE = frozenset("-~—至到")
_FROM = re.compile(r"[从由自][^，。；、,;]{0,12}$")
_BEFORE_NO_RANGE = re.compile(r"[-~第年月+/×A-Za-z0-9]$")
# Not the digit of a number of its own: 三成五百人.
_TENTH = re.compile("[一二三四五六七八九](?![零一二三四五六七八九十百千万亿个家成])")
_HALVED = frozenset({"年", "成", "倍"})
_REACH = 12  # how far before the mark of a range its first number may begin

_HOURS, _MINUTES, _SECONDS = "(?P<a>[0-9]+)个?小时", "(?P<b>[0-9]{1,2})分钟?", "(?P<c>[0-9]{1,2})秒"
_PART = "(?P<rest>[0-9]{1,2})(?![0-9.%万亿个])"  # 13秒37, 84米54
_NOT_BEHIND = "(?<![0-9.第:一二三四五六七八九十])(?<![0-9][时点])"
_FEW = "(?:[0-9]{1,2}|[一两三四五六七八九十]{1,2})"
# Units told one after the other: a word that all of them hold, the numbers, the unit that
# they are summed up in, and how many of it each is.
_SUMS = tuple(
    (mark, re.compile(_NOT_BEHIND + source), unit, worths)
    for mark, source, unit, worths in (
        ("秒", f"{_HOURS}{_MINUTES}{_SECONDS}(?:{_PART})?", "秒", (3600, 60, 1)),
        ("小时", f"{_HOURS}{_MINUTES}(?![0-9])", "分钟", (60, 1)),
        ("秒", f"(?P<a>[0-9]+)分钟?(?P<b>[0-9]{{1,2}})秒(?:{_PART})?", "秒", (60, 1)),
        ("秒", f"(?<!分)(?P<a>[0-9]+)秒{_PART}", "秒", (1,)),
        ("米", f"(?P<a>[0-9]+)米{_PART}", "米", (1,)),
        ("个月", f"(?P<a>{_FEW})年零?(?P<b>{_FEW})个月", "月", (12, 1)),
    )
)


def spot_sums(text: str) -> Iterator[Spot]:
    """Yield times of several units in the last one, and 84米54 as 84.54.

    1小时30分钟 is 90 分钟, 1分54秒85 is 114.85 秒, 3年零6个月 is 42 月.
    """
    for mark, pattern, unit, worths in _SUMS:
        for match in pattern.finditer(text) if mark in text else ():
            numbers = [read_numeral(match[name]) for name in "abc"[: len(worths)]]
            values = [number.value for number in numbers if number and number.value is not None]
            if len(values) < len(worths):
                continue
            value = sum((a * b for a, b in zip(values, worths, strict=True)), Decimal(0))
            rest = match.groupdict().get("rest")
            yield _sum(match, unit, value + Decimal(f"0.{rest}") if rest else value)


def _sum(match: re.Match[str], unit: str, value: Decimal) -> Spot:
    return Spot(
        start=match.start(),
        end=match.end(),
        value=value,
        low=None,
        high=None,
        unit=unit,
        form="个月" if unit == "月" else unit,
        kind="amount" if unit == "米" else "duration",
        rule="sum",
        numeral_end=match.end(),
    )


def with_rest(spot: Spot, text: str) -> Spot:
    """两年半, 六成半: half of a unit more; 三成五 is 35 %."""
    tenth = _TENTH.match(text, spot.end) if spot.form == "成" else None
    if tenth and spot.value is not None:
        return spot._replace(end=tenth.end(), value=spot.value + DIGITS[tenth.group()])
    if spot.value is None or spot.form not in _HALVED or not text.startswith("半", spot.end):
        return spot
    half = Decimal(load_units()[spot.form].times) / 2
    return spot._replace(end=spot.end + 1, value=spot.value + half)


def join_ranges(spots: Iterable[Spot], text: str) -> Iterator[Spot]:
    """3%至5%, 3-5年, 100至200万元 are one figure with bounds; 从3%到5% is two."""
    waiting: Spot | None = None
    for spot in spots:
        mark = text[max(0, spot.start - 1) : spot.start]
        joined = _range(spot, waiting, mark, text) if mark in _RANGE else None
        if waiting is not None and (joined is None or joined.start != waiting.start):
            yield waiting
        waiting = joined or spot
    if waiting is not None:
        yield waiting


def _range(spot: Spot, last: Spot | None, mark: str, text: str) -> Spot | None:
    at = spot.start - 1
    if mark in "至到" and _FROM.search(text[max(0, at - _REACH - 2) : at]):
        return None
    if last is not None and last.end == at:
        return _between(last, last.value, spot) if last.unit == spot.unit else None
    number = _number_before(text, at)
    if number is None or spot.value is None:
        return None
    start, printed = number
    numeral = read_numeral(printed)
    if numeral is None or numeral.value is None:
        return None
    scale = _scale_of(text[spot.start : spot.numeral_end])
    shares = printed[-1] not in SIZES and numeral.value * scale <= spot.value
    low = numeral.value * (scale if shares else 1) * load_units()[spot.form].times
    return _between(spot._replace(start=start), low, spot)


def _number_before(text: str, at: int) -> tuple[int, str] | None:
    """The number that ends at `at`, and where it begins; None for dates and codes."""
    match = re.search(
        rf"[0-9.]+[{''.join(SIZES)}]*$|[一二两三四五六七八九十百千万亿]+$",
        text[max(0, at - _REACH) : at],
    )
    if match is None:
        return None
    start = at - len(match.group())
    if _BEFORE_NO_RANGE.search(text[:start][-1:]):
        return None
    return start, match.group()


def _scale_of(printed: str) -> int:
    """The size at the end of a numeral, which its partner shares: 万 of 100至200万元."""
    scale = 1
    for char in reversed(printed.rstrip("多余")):
        if char not in SIZES:
            break
        scale *= SIZES[char]
    return scale


def _between(first: Spot, low: Decimal | None, last: Spot) -> Spot | None:
    """One figure from `first` to `last`; None where the bounds do not rise."""
    if low is None or last.value is None or low >= last.value:
        return None
    return last._replace(
        start=first.start, value=None, low=low, high=last.value, approx="about", rule="range"
    )
