"""The minus before a number: 净利润为-2.3亿元, 零下10℃."""

from __future__ import annotations

import re

from nbreader.annotate.lexicon import Unit, load_units, word_list
from nbreader.numerals import DIGITS, SIZES, TENS

_LONGEST_UNIT = 6  # characters before the mark that may be a unit
# Behind a number of any unit the same mark joins a range, a date or a code.
_OF_NUMBER = frozenset("0123456789%℃°.年月日时点分秒号第") | set(DIGITS) | set(SIZES) | set(TENS)
_CODE = re.compile(r"[A-Za-z)）\]】*/+=-]")
_OPENING = frozenset("，。；：、,;:（(“‘「『【[《！？!?|")
# Such a number is no code and no number of a model: 0.05, 12万.
_MEASURED = re.compile("[.万亿千百]")
# These are never counted below nought.
_NO_SIGN = frozenset({"duration", "rank", "ratio"})
_ALONE = re.compile(r"$|[，。；！？、,;:：（）()|]")
# 增长-2.3%, -10℃: the units in which numbers below nought are common.
_SIGNED = frozenset({"%", "‰", "百分点", "℃", "度"})


def sign_before(text: str, start: int, end: int, unit: Unit) -> str:
    """The minus or 零下 right before the number at `start`, "" where none is.

    Args:
        end: where the number ends with its unit.

    A minus follows a mark or a word (净利润-2.3亿元). Behind a letter, a digit, or
    a number with its unit it joins a code, a range or a date; a small whole count
    behind a word that measures nothing is the number of a model (歼-20架).
    """
    if start > 1 and text[start - 2 : start] == "零下":
        return "零下" if unit.name in _SIGNED else ""
    if not start or text[start - 1] != "-" or _follows_number(text[: start - 1]):
        return ""
    if unit.name in _SIGNED:
        return "-"
    if unit.kind in _NO_SIGN:
        return ""
    before = text[max(0, start - _LONGEST_UNIT - 1) : start - 1]
    if not before:  # a cell of a table; before a phrase it is the mark of a list
        return "-" if _ALONE.match(text, end) else ""
    if before[-1] in _OPENING or unit.money or _MEASURED.search(text, start, end):
        return "-"
    return "-" if _leads_to_number(before) else ""


def _follows_number(before: str) -> bool:
    """Tell whether the text before a minus ends in a number, a unit of one or a code."""
    last = before[-1:]
    if not last or last in _OPENING:
        return False
    if _CODE.match(last):
        return True
    if last in _OF_NUMBER:
        return last not in "年月日时点分秒号" or before[-2:-1] in _OF_NUMBER
    for length in range(1, _LONGEST_UNIT + 1):
        number = before[:-length][-1:]
        if number in _OF_NUMBER and before[-length:] in load_units():
            return True
    return False


def _leads_to_number(before: str) -> bool:
    """Tell whether a word is measured or leads to a number: 净流出, 为, 同比."""
    change = word_list("change", "up", "down", "bases")
    words = (word_list("nouns", "heads"), word_list("verbs", "reach"), change)
    return any(each.ending(before) for each in words)
