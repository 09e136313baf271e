"""A figure in words, and text as a cell: what every list, table and export prints alike."""

from __future__ import annotations

import re
from decimal import Decimal

from nbreader.model import Figure

UNSURE = 0.6  # an attribute of a figure that is less sure than this is marked
APPROX_WORDS = {"about": "约", "over": "逾", "under": "不足"}
STATUS_WORDS = {"result": "结果", "target": "目标"}
ARROWS = {"up": "▲", "down": "▼"}  # by a figure's direction
# How a printed figure says itself that it is not exact: 900多公里, 2万余名, 上亿.
_SAYS_SO = re.compile("[多余来几数]|^[约近逾超上]|左右|上下|以[上下]|不足")
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = tuple("=+-@＝＋－＠\N{MINUS SIGN}")


def is_unsure(figure: Figure, name: str) -> bool:
    """Tell whether an attribute of a figure was guessed rather than read."""
    return dict(figure.confidence).get(name, 1.0) < UNSURE


def printed_words(figure: Figure) -> str:
    """The figure as printed, with how exact it is where other words than it say so.

    30% of 超过30% is 逾30%; 900多公里 stands alone.
    """
    printed = " ".join(figure.printed.split())
    return printed if _SAYS_SO.search(printed) else approx_word(figure) + printed


def approx_word(figure: Figure) -> str:
    """How exact a value is, in a word; bounds and ranks say so themselves."""
    bounded = figure.value is None or figure.kind == "rank"
    return "" if bounded else APPROX_WORDS.get(figure.approx, "")


def plain_number(value: Decimal) -> str:
    """A number in digits, without an exponent and without idle noughts.

    >>> plain_number(Decimal("4.050E+9"))
    '4050000000'
    """
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def safe_cell(text: str) -> str:
    """Text as one cell: no tab, no line end, nothing that is taken for a formula.

    >>> safe_cell("=1+1")
    "'=1+1"
    """
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat
