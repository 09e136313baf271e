"""Printed numerals, Arabic, Chinese or mixed, read to exact `Decimal`s.

All functions take text without white space and with half-width digits (see
`annotate.folding.fold`). A numeral that states a size but no number (数百, 十几万, 上亿)
has bounds and no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

ZEROS = "零\N{IDEOGRAPHIC NUMBER ZERO}\N{WHITE CIRCLE}"
DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
DIGITS |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
DIGITS |= {"两": 2, "俩": 2, "仨": 3} | dict.fromkeys(ZEROS, 0)
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SIZES = SMALL | LARGE

_DIGIT = "".join(DIGITS)
_SIZE = "".join(SIZES)
_CORE = _DIGIT + _SIZE + "".join(TENS)
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SCALED = rf"(?:[多余]?[{_SIZE}]+)"
_ARABIC = rf"{_NUMBER}(?:几?{_SCALED}+(?:{_NUMBER}{_SCALED}+)*)?[多余]?"
_CHINESE = (
    rf"(?:(?:数|几|上)(?=[{_SIZE}])[{_SIZE}]+"
    rf"|[{_CORE}](?:[{_CORE}]|几(?=[{_SIZE}])|[多余来](?=[{_SIZE}]))*"
    rf"(?:点[{_DIGIT}]+[{_SIZE}]*|几)?)[多余来]?"
)

STARTS = f"0-9{_CORE}数几上"  # what a numeral begins with, as a range of a regular expression
# One numeral, as long as it can be made.
NUMERAL = re.compile(rf"(?=[{STARTS}])(?:(?P<arabic>{_ARABIC})|(?P<chinese>{_CHINESE}))")

# Longer than any printed number: what lies beyond is a code or an accident.
_LONGEST = 40
_KEPT = 1024  # numerals whose reading is kept: most of a page's are small and come again
# Wide enough for `_LONGEST` digits times every size: nothing is ever rounded.
_EXACT = Context(prec=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """What a printed numeral says.

    `value` is None where only bounds are printed; `low` and `high` are None
    for an exact number. `bare` is a size without a number before it (亿, 百万),
    which counts one of that size; 百余 is as good as a number.
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    approx: str = "exact"  # exact, about, over
    chinese: bool = False
    bare: bool = False


@lru_cache(maxsize=_KEPT)
def read_numeral(printed: str) -> Numeral | None:
    """What `printed` says, None where it is no numeral.

    多 and 余 make a number "over", 来 "about"; 几 and 数 and two digits that
    follow each other (七八百) give bounds. 一百二 and 三万五 are read as 120 and
    35000. A run of digits without sizes (二〇二六) is read digit by digit.

    >>> read_numeral("2.2万亿").value
    Decimal('2200000000000')
    >>> read_numeral("十几万").low
    Decimal('100000')
    """
    match = NUMERAL.fullmatch(printed)
    if match is None or len(printed) > _LONGEST:
        return None
    if match["arabic"] is not None:
        return _read_arabic(printed)
    return _read_chinese(printed)


def read_integer(printed: str) -> int | None:
    """The whole number that `printed` says exactly, else None (for ranks, dates)."""
    numeral = read_numeral(printed)
    if numeral is None or numeral.value is None or numeral.approx != "exact":
        return None
    return int(numeral.value) if numeral.value == int(numeral.value) else None


def _read_arabic(printed: str) -> Numeral | None:
    approx = "over" if re.search("[多余]", printed) else "exact"
    total, room = Decimal(0), None
    for number, sizes in re.findall(rf"({_NUMBER})([几多余{_SIZE}]*)", printed):
        scale = _product(sizes)
        value = _EXACT.multiply(Decimal(number.replace(",", "")), Decimal(scale))
        if room is not None and value >= room:  # 1万3亿 is no number
            return None
        total, room = _EXACT.add(total, value), Decimal(scale)
        if "几" in sizes:
            return _between(total, _EXACT.add(total, Decimal(10 * scale)))
    return Numeral(value=_plain(total), approx=approx)


def _read_chinese(printed: str) -> Numeral | None:
    if printed[0] in "数几上":
        return _read_vague(printed)
    core = re.sub("[多余来]", "", printed)
    approx = "over" if re.search("[多余]", printed) else "exact"
    if "来" in printed:
        approx = "about"
    if "几" in core:
        return _read_odd(core)
    spread = _read_spread(core)
    if spread is not None:
        return spread
    value = _value(core)
    bare = core[0] in SIZES and core[0] not in "十拾"
    if value is None or (bare and any(char not in SIZES for char in core)):  # 万一
        return None
    return Numeral(
        value=_plain(value), approx=approx, chinese=True, bare=bare and approx == "exact"
    )


def _read_vague(printed: str) -> Numeral:
    """数百, 几十万, 上亿: some of a size, with the bounds that size leaves.

    数百 may be 100 to 999, and 数十 begins at 20, since 一十 is never said of it.
    """
    unit = Decimal(_product(printed[1:]))
    first = Decimal(SIZES[printed[1]])
    low = 2 * unit if first == 10 and printed[0] != "上" else unit
    return Numeral(value=None, low=low, high=10 * unit - 1, approx=_vague(printed), chinese=True)


def _vague(printed: str) -> str:
    return "over" if printed[0] == "上" else "about"


def _read_odd(core: str) -> Numeral | None:
    """十几万, 二十几: from the ten that is printed to the next."""
    tens, _, sizes = core.partition("几")
    value = _value(tens)
    if value is None or any(char not in SIZES for char in sizes):
        return None
    step = SIZES.get(tens[-1], 10)
    if step > 1000:
        return None
    low, scale = value * _product(sizes), step * _product(sizes)
    return _between(low, low + scale, chinese=True)


def _read_spread(core: str) -> Numeral | None:
    """七八百, 三五家, 十七八: two digits that name the ends of a range."""
    pair = re.search(rf"(?<![{_DIGIT}])([{_DIGIT}])([{_DIGIT}])(?![{_DIGIT}])", core)
    if pair is None or "点" in core:
        return None
    first, second = DIGITS[pair[1]], DIGITS[pair[2]]
    if not (second == first + 1 or (first, second) == (3, 5)) or first == 0:
        return None
    head, tail = core[: pair.start()], core[pair.end() :]
    low, high = _value(head + pair[1] + tail), _value(head + pair[2] + tail)
    if low is None or high is None:
        return None
    return _between(low, high, chinese=True)


def _between(low: Decimal, high: Decimal, *, chinese: bool = False) -> Numeral:
    return Numeral(value=None, low=_plain(low), high=_plain(high), approx="about", chinese=chinese)


def _value(core: str) -> Decimal | None:
    """The number that Chinese digits and sizes say, None where they say none."""
    whole, point, rest = core.partition("点")
    if point:
        return _pointed(whole, rest)
    if not any(char in SIZES or char in TENS for char in core):
        return _spelt(core)
    total = _sum(core)
    return None if total is None else Decimal(total)


def _spelt(digits: str) -> Decimal | None:
    """二〇二六, 八: digit by digit. 二五 and 九五 are parts of names, no numbers."""
    if len(digits) in (0, 2, 3) and not any(char in ZEROS for char in digits):
        return None
    return Decimal("".join(str(DIGITS[char]) for char in digits)) if digits else None


def _pointed(whole: str, rest: str) -> Decimal | None:
    """三点五, 三点五亿."""
    digits = rest.rstrip(_SIZE)
    first = _value(whole)
    if first is None or not digits or any(char in SIZES for char in digits):
        return None
    decimals = "".join(str(DIGITS[char]) for char in digits)
    value = _EXACT.add(first, Decimal(f"0.{decimals}"))
    return _EXACT.multiply(value, Decimal(_product(rest[len(digits) :])))


def _sum(core: str) -> int | None:
    """Digits and sizes added up: 一万五千亿, 两亿三千万, 一百二."""
    total = section = digit = large = 0
    last, pending = 0, False  # the size before this place; a digit waits for its size
    for char in core:
        if char in SMALL:
            size = SMALL[char]
            if last and size >= last:
                return None
            section += (digit if pending else 1) * size
            digit, pending, last = 0, False, size
        elif char in LARGE:
            size = LARGE[char]
            part = section + digit
            if total and size > large:
                total = (total + part) * size  # 两万亿: all before it counts
            elif large and size == large:
                return None
            else:
                total += (part or 1) * size
            large = size
            section, digit, pending, last = 0, 0, False, size
        elif char in TENS:
            section, pending, last = section + TENS[char], False, 10
        elif DIGITS[char] == 0:
            last = 0
        elif pending:
            return None
        else:
            digit, pending = DIGITS[char], True
    # 一百二 and 三万五 leave their last size unsaid; 一百零二 does not.
    return total + section + digit * (last // 10 if pending and last > 10 else 1)


def _product(sizes: str) -> int:
    product = 1
    for char in sizes:
        product *= SIZES.get(char, 1)
    return product


def _plain(value: Decimal) -> Decimal:
    """The same value without an exponent: Decimal('4050000000'), not 4.05E+9."""
    whole = value.to_integral_value(context=_EXACT)
    return whole if value == whole else value.normalize(_EXACT)
