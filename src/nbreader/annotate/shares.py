"""Figures written as parts and multiples: 百分之三点五, 三分之一, 翻两番."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from nbreader.annotate.spotting import Spot
from nbreader.numerals import NUMERAL, read_integer, read_numeral

_SHARE = re.compile(r"(?P<base>[一二两三四五六七八九十百千万亿0-9]+)分之")
_DOUBLING = re.compile(
    r"翻(?:了|上)?(?:近|约|超|逾|整整)?(?P<times>[一两二三四五六七八九0-9])番|(?P<plain>翻番)"
)
_HUNDREDTH = Decimal("0.01")


def spot_shares(text: str) -> Iterator[Spot]:
    """百分之三点五, 千分之二; 三分之一 is 33.33 to 33.34 %."""
    for match in _SHARE.finditer(text) if "分之" in text else ():
        number = NUMERAL.match(text, match.end())
        base = read_numeral(match["base"])
        part = read_numeral(number.group()) if number else None
        if number is None or base is None or part is None or not base.value or part.value is None:
            continue
        per_mille = base.value == 1000
        low, high = _share(part.value, base.value)
        yield Spot(
            start=match.start(),
            end=number.end(),
            value=low if low == high else None,
            low=None if low == high else low,
            high=None if low == high else high,
            unit="‰" if per_mille else "%",
            form="‰" if per_mille else "%",
            kind="percent",
            approx=part.approx,
            rule="share",
            numeral_end=number.end(),
        )


def _share(part: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
    """Bounds of the share in percent (per mille for thousandths)."""
    if base in (100, 1000):
        return part, part
    share = part * 100 / base
    low, high = share.quantize(_HUNDREDTH, ROUND_FLOOR), share.quantize(_HUNDREDTH, ROUND_CEILING)
    return (low.normalize(), low.normalize()) if low == high else (low, high)


def spot_doublings(text: str) -> Iterator[Spot]:
    """翻一番 is twice as much, 翻两番 four times; 翻番 alone is once."""
    for match in _DOUBLING.finditer(text) if "番" in text else ():
        times = read_integer(match["times"] or "一")
        if not times:
            continue
        start = match.start() if match["plain"] else match.start("times")
        value = Decimal(2) ** times
        yield Spot(
            start=start,
            end=match.end(),
            value=value,
            low=None,
            high=None,
            unit="倍",
            form="番",
            kind="ratio",
            rule="doubling",
            numeral_end=match.end() - 1,
        )
