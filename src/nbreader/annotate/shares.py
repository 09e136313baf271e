"""Figures written as parts and multiples: 百分之三点五, 三分之一, 翻两番."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from nbreader.annotate.spotting import Spot
from nbreader.numerals import DIGITS, NUMERAL, read_integer, read_numeral

_SHARE = re.compile(r"(?P<base>[一二两三四五六七八九十百千万亿0-9]+)分之")
_DOUBLING = re.compile(
    r"翻(?:了|上)?(?:近|约|超|逾|整整)?(?P<times>[一两二三四五六七八九0-9])番|(?P<plain>翻番)"
)
# 1/3的企业, 约2/3, 占1/4. Dates (3/25), scores, rounds (1/8决赛) and 24/7 look alike, so
# such a word must stand beside it, and the part must be less than the whole.
_FRACTION = re.compile(
    r"(?<![0-9/.A-Za-z:+第-])(?P<part>[1-9][0-9]?)[/／](?P<base>[1-9][0-9]{0,2})"
    r"(?![0-9/／.A-Za-z%年月日号+-])"
)
_BEFORE_FRACTION = re.compile(
    r"(?:[占约近超逾达仅剩]|将近|接近|超过|不足|不到|达到|至少|只有|减少|下降|缩短|提高|降低|增长|高出)了?$"
)
_BEHIND_FRACTION = re.compile("的(?!$)|以[上下]|左右|强(?![大度])|多")
# 打八折, 八五折优惠; 一波三折 and 百折不挠 are none.
_DISCOUNT = re.compile(
    r"(?P<led>(?:打|享受?|低至|最低|[按给]|打出|约)了?(?:[到至]|全场)?)?"
    r"(?P<digits>[一二三四五六七八九]{1,2}|对)折(?P<sold>优惠|起|促销|销售|出售|购|票|特价|价)?"
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
    yield from _fractions(text)


def _fractions(text: str) -> Iterator[Spot]:
    """1/3 is 33.33 to 33.34 %, where the words beside it say that it is a share."""
    for match in _FRACTION.finditer(text) if "/" in text or "／" in text else ():
        part, base = Decimal(match["part"]), Decimal(match["base"])
        before = text[max(0, match.start() - 4) : match.start()]
        told = _BEHIND_FRACTION.match(text, match.end()) or _BEFORE_FRACTION.search(before)
        if part < base and told:
            low, high = _share_of(part, base)
            yield Spot(
                start=match.start(),
                end=match.end(),
                value=low if low == high else None,
                low=None if low == high else low,
                high=None if low == high else high,
                unit="%",
                form="%",
                kind="percent",
                rule="share",
                numeral_end=match.end(),
            )


def spot_discounts(text: str) -> Iterator[Spot]:
    """打八折 is 8 折, 八五折优惠 8.5; 七八折 is from 7 to 8."""
    for match in _DISCOUNT.finditer(text) if "折" in text else ():
        if not match["led"] and not match["sold"]:
            continue
        digits = [Decimal(DIGITS.get(char, 5)) for char in match["digits"]]  # 对折 is half
        spread = len(digits) == 2 and digits[1] == digits[0] + 1
        value = digits[0] + (digits[1] / 10 if len(digits) == 2 else 0)
        yield Spot(
            start=match.start("digits"),
            end=match.end("digits") + 1,
            value=None if spread else value,
            low=digits[0] if spread else None,
            high=digits[1] if spread else None,
            unit="折",
            form="折",
            kind="ratio",
            approx="about" if spread else "exact",
            rule="discount",
            numeral_end=match.end("digits"),
        )


def _share(part: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
    """Bounds of the share in percent (per mille for thousandths)."""
    return (part, part) if base in (100, 1000) else _share_of(part, base)


def _share_of(part: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
    """Bounds of a fraction in percent, to two places."""
    share = part * 100 / base
    low, high = share.quantize(_HUNDREDTH, ROUND_FLOOR), share.quantize(_HUNDREDTH, ROUND_CEILING)
    return (_plain(low), _plain(low)) if low == high else (low, high)


def _plain(share: Decimal) -> Decimal:
    """20 for 20.00, and not 2E+1."""
    return Decimal(f"{share:f}".rstrip("0").rstrip("."))


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
