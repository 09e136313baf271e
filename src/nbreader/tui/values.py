"""Figures in words: what a value comes to, what is unsure, what a kind is called."""

from __future__ import annotations

import re
from decimal import Decimal

from nbreader import actions
from nbreader.model import Figure

FIGURE_KINDS = {
    "amount": "数额",
    "percent": "比例",
    "count": "数量",
    "rank": "排名",
    "ratio": "倍数",
    "duration": "时长",
}
ORGANISATION_KINDS = {
    "company": "企业",
    "fund": "基金",
    "institute": "院所",
    "government": "机关",
    "media": "媒体",
    "park": "园区",
    "community": "社区",
    "association": "协会",
    "brand": "品牌",
}
GOAL = "→"  # a target, not yet a result
UNSURE_MARK = "？"

_SIZES = (("万亿", 12), ("亿", 8), ("万", 4))
_NARROW = str.maketrans("０１２３４５６７８９．％－\N{MINUS SIGN}", "0123456789.%--", ", ，")
_ONES = "一二三四五六七八九十百千两零几\N{IDEOGRAPHIC NUMBER ZERO}\N{WHITE CIRCLE}"
_DIGITS = _ONES + "万亿"
_CHINESE = re.compile(
    rf"^((?:约|逾|不足)?第?(?:[{_DIGITS}]+分之)?[数上{_DIGITS}][{_DIGITS}多余来]*(?:点[{_DIGITS}]+)?)(\D*)$"
)
_BARE = re.compile("(?:约|逾|不足)?[百千万亿]+")  # 亿元 is no number and unit
# The size before a unit belongs to it (40.5|亿元), if a number stands before that.
_SIZE = re.compile(f"(?<=[{_ONES}多余来])[万亿]+[多余来]?$")
_NUMBER = re.compile(r"^([^0-9０-９]*[0-9０-９][0-9０-９.,:/—–~～\-－至]*)(.*)$", re.DOTALL)


def unsure_mark(figure: Figure, name: str) -> str:
    """A question mark behind an attribute that is there and unsure."""
    return UNSURE_MARK if getattr(figure, name) and actions.is_unsure(figure, name) else ""


def split_number(printed: str) -> tuple[str, str]:
    """The number and the unit of a printed figure: ("40.5", "亿元"), ("二十点三", "亿元")."""
    match = _NUMBER.match(printed)
    if match:
        return match[1], match[2].strip()
    match = _CHINESE.match(printed)
    if match is None or _BARE.fullmatch(match[1]):
        return printed, ""
    size = _SIZE.search(match[1])
    end = size.start() if size and "分之" not in match[1] else len(match[1])
    return printed[:end], printed[end:].strip()


def sized_number(value: Decimal) -> str:
    """A number as a newspaper would write it.

    >>> sized_number(Decimal("4050000000"))
    '40.5亿'
    """
    for name, power in _SIZES:
        if abs(value) >= 10**power:
            return actions.plain_number(value.scaleb(-power)) + name
    return actions.plain_number(value)


def read_value(figure: Figure) -> str:
    """The value with its unit; of a fuzzy number its bounds, "" where there are none."""
    low, high, unit = figure.low, figure.high, figure.unit
    if figure.value is not None:
        if figure.kind == "rank":
            place = "前" if figure.approx == "under" else "第"
            return f"{place}{actions.plain_number(figure.value)}"
        return sized_number(figure.value) + unit
    if low is not None and high is not None:
        return f"{sized_number(low)}～{sized_number(high)}{unit}"
    if low is not None:
        return f"{sized_number(low)}{unit}以上"
    return f"{sized_number(high)}{unit}以下" if high is not None else ""


def value_words(figure: Figure) -> str:
    """The figure as printed, and what it was read as where that says more.

    六成 = 60%, but 40.5亿元 stands alone.
    """
    printed, read = actions.printed_words(figure), read_value(figure)
    narrow = printed.translate(_NARROW).replace("个百分点", "百分点")
    spelt = actions.plain_number(figure.value) + figure.unit if figure.value is not None else read
    if not read or read in narrow or spelt in narrow:
        return printed
    return f"{printed} = {actions.approx_word(figure)}{read}"


def period_words(figure: Figure) -> str:
    """The period as printed, with the year that it was resolved to."""
    years = figure.year.replace("..", "—")
    if not years or years in figure.period:
        return figure.period
    return f"{figure.period}（{years}）" if figure.period else years


def arrows(figure: Figure) -> str:
    """→ for a target, ▲ and ▼ for up and down."""
    return (GOAL if figure.status == "target" else "") + actions.ARROWS.get(figure.direction, "")
