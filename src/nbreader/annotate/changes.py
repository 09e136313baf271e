"""How a figure moved, and whether it is a result or a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from nbreader.annotate.lexicon import alternatives, load_words, word_list
from nbreader.annotate.spotting import Spot

_RELATIVE_UNITS = frozenset({"%", "‰", "百分点", "千分点", "基点", "倍"})
_ADVERB = (
    r"(?:[了至到为达近约超逾破过出起]|超过|突破|不足|不到|不[低高少多]于|不超过|至少|每[晚天年月日亩吨]|达到|接近|将近|大约|将达?|可达?|均|分别|大幅|了?近"
    r"|(?:19|20)[0-9]{2}年的?|去年的?|今年的?|现在的?|目前的?|如今的?|以上|平均|整整|幅度[为达]?|速度[为达]?|全国|全省|预计|有望|能|会|多)*"
)
# 增加值 and 增值税 are nouns; 提升工程 is a name.
_NO_CHANGE = r"(?!值|点|极|空间|动能|工程|行动|曲线|引擎|幅度大|税|潜力|动力)"
_AND = re.compile(r"[、和及与,，](?:分别)?$")
_TO = re.compile("[到至]$")
_TO_YEAR = re.compile(r"到(20[0-9]{2})年")
_MORE = re.compile(
    r"(?:比|较)[^，。；、,;]{0,10}?(?:上年|去年|同期|前年|年|上月|上季|以往|此前|过去|原来|之前|往年)[^，。；、,;]{0,12}?"
    r"(?:(?P<up>多[收增花赚卖产]?|高|增|快|提前|早)|(?P<down>少[收花卖产]?|低|慢|晚))[了出]?$"
)


def direction_of(text: str, spot: Spot, *, begin: int, before: tuple[Spot, str] | None) -> str:
    """up or down where the figure is a change or the end of one, else none.

    Args:
        begin: where the clause begins, or the figure before it in the clause ends.
        before: the figure before this one with its direction.
    """
    lead = text[max(begin, spot.start - 40) : spot.start]
    if spot.rule == "doubling":
        return "up"
    if spot.kind == "rank":
        return _rank_direction(lead)
    word = _word_of_change(lead, relative=spot.unit in _RELATIVE_UNITS)
    below = spot.value is not None and spot.value < 0 and spot.unit in _RELATIVE_UNITS
    if below and (word or word_list("change", "bases").ending(lead)) and not _TO.search(lead):
        return "down"  # 增长-2.3%, 同比-2.3%; 收窄至-2.3% is the end of a change
    if word is not None:
        return word
    if before is not None and _is_beside(text, before[0], spot):
        return before[1]
    return "none"


def _is_beside(text: str, first: Spot, second: Spot) -> bool:
    """增长5%和6%: two figures of one unit with nothing but an "and" between them."""
    return first.unit == second.unit and bool(_AND.fullmatch(text[first.end : second.start]))


def _rank_direction(lead: str) -> str:
    match = _climbs().search(lead)
    return match.lastgroup or "none" if match else "none"


@cache
def _climbs() -> re.Pattern[str]:
    words = load_words("ranks")
    up, down = alternatives(words["rising"]), alternatives(words["falling"])
    return re.compile(f"(?P<up>{up})|(?P<down>{down})")


def _word_of_change(lead: str, *, relative: bool) -> str | None:
    direct, distant = _changes()
    match = direct.search(lead) or _MORE.search(lead)
    if match is None and relative:
        match = distant.search(lead)
    return match.lastgroup if match else None


@cache
def _changes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of change right before a number, and with what changed in between."""
    words = load_words("change")
    up, down = alternatives(words["up"]), alternatives(words["down"])
    # Most characters begin none of the words, which is quick to see.
    first = f"(?=[{''.join(sorted({word[0] for word in words['up'] + words['down']}))}])"
    either = f"{first}(?<![新至起])(?:(?P<up>{up})|(?P<down>{down}))"
    long = f"{first}(?:(?P<up>{_long(words['up'])})|(?P<down>{_long(words['down'])}))"
    return (
        re.compile(rf"{either}{_NO_CHANGE}{_ADVERB}$"),
        re.compile(
            rf"{long}{_NO_CHANGE}了?(?!的)[^，。；、,;0-9达占为高低比做率]{{1,12}}{_ADVERB}$"
        ),
    )


def _long(words: Sequence[str]) -> str:
    """A word of one character (增, 减) leads no object: 减排, 增值 are other words."""
    return alternatives(word for word in words if len(word) > 1)


# Result or target


class Mark(NamedTuple):
    """A word of plan or of result, by where it ends."""

    end: int
    plan: bool


def find_marks(text: str, sentence: tuple[int, int]) -> tuple[Mark, ...]:
    """The words of a sentence that say whether its figures are plans or results."""
    return tuple(
        Mark(end=match.end(), plan=match.lastgroup == "target")
        for match in _marks().finditer(text, *sentence)
        if match.lastgroup != "unless"
    )


def status_of(
    text: str,
    spot: Spot,
    marks: Sequence[Mark],
    *,
    sentence: tuple[int, int],
    issue_date: date | None,
    planned: bool,
) -> tuple[str, float]:
    """Whether the figure is a result or a target, and how sure that is.

    The last word of plan or of result before the figure in its sentence decides;
    到2027年 is a plan where the year is still to come; 的目标 may follow.

    Args:
        marks: those of the sentence, in order.
        planned: the sentence before this one told a plan.
    """
    if _behind().match(text, spot.end):
        return "target", 0.9
    marks = [mark for mark in marks if mark.end <= spot.start]
    future = _future_year(text[sentence[0] : spot.start], issue_date)
    if marks and marks[-1].plan:
        return "target", 0.9
    if marks:
        return ("target", 0.7) if future else ("result", 0.9)
    if future:
        return "target", 0.8
    if planned and _going_on().search(text, sentence[0], spot.start):
        return "target", 0.6
    return "result", 0.85


def tells_a_plan(marks: Sequence[Mark], *, planned: bool) -> bool:
    """Tell whether figures of the next sentence may still be part of a plan."""
    return marks[-1].plan if marks else planned


def _future_year(lead: str, issue_date: date | None) -> bool:
    """到2027年 in a page of 2026; without a date the year says nothing."""
    if issue_date is None:
        return False
    years = _TO_YEAR.findall(lead)
    return bool(years) and int(years[-1]) >= issue_date.year


@cache
def _marks() -> re.Pattern[str]:
    words = load_words("status")
    names = ("unless", "target", "result")
    groups = "|".join(f"(?P<{name}>{alternatives(words[name])})" for name in names)
    first = {word[0] for name in names for word in words[name]}
    return re.compile(rf"(?=[{''.join(sorted(first))}])(?:{groups})")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:以上|左右)?(?:{alternatives(load_words('status')['behind'])})")


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(alternatives(load_words("status")["going_on"]))
