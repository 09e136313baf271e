"""Numbers with units in folded text, before their attributes are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from nbreader.annotate.lexicon import (
    Unit,
    alternatives,
    currency_ends,
    joined_refusals_of,
    load_bare_metrics,
    load_bare_nouns,
    load_currencies,
    load_units,
    load_words,
    longest_units,
)
from nbreader.annotate.signs import sign_before
from nbreader.numerals import NUMERAL, Numeral, read_numeral


class Spot(NamedTuple):
    """A figure in folded text: its place, and what number of what it says."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    form: str  # the unit as printed; "" where none is
    kind: str
    approx: str = "exact"
    scope: str = ""
    rule: str = ""  # how it was found: "unit", "share", "doubling", "rank", ...
    numeral_end: int = 0


# Characters right behind which a bare size (亿元, 万家) is a number.
_REACHED = re.compile(
    r"(?:近|约|超|超过|逾|破|突破|达|达到|过|首破|不足|不到|接近|将近|至少|迈上|跨上|站上|迈过|跨过|跨越|跃上|冲上|登上)了?$"
)
# Behind 亿元 such nouns are measured; others (企业, 项目, 产业) are classed by size.
_OUTPUT = re.compile("的?(?:产值|产出|规模(?!企业)|消费|营收|销售额|融资|贷款|增加值|市场规模)")
_LANDMARK = re.compile(r"(?:[^，。；、,;]{0,2}大关|[^，。；、,;]{0,2}台阶|元?门槛)")
# 上 in 以上百家, 网上千元 belongs to the word before it.
_UP_OF = frozenset("以线网路海船车身世马晚早地天街桌会事历实迈跨站登跃冲攀踏跳赶追送爱")
_NUMBER_END = re.compile(r"[0-9.~—至-]+$|[一二三四五六七八九十至]+$")
_ALONE = re.compile(r"$|[，。；！？、,;:：()（）”\"』」]|以上|左右|台阶|门槛|之[上下]")
_ROUND_ENDS, _ROUND_STARTS = frozenset("万亿多余"), frozenset("数几上")
_LETTER = re.compile(r"[A-Za-z]")
_OWN = "元"  # the currency where none is named
_SIGN = re.compile("[^A-Z\u4e00-\u9fff]")  # in NT$, ¥; not in a word or a code of letters
_LONGEST_MARK = 5  # characters of what names a currency


def spot_units(text: str) -> Iterator[Spot]:
    """Yield every number with a unit in `text`, also those that a refusal will take."""
    for match in NUMERAL.finditer(text):
        spot = _spot_at(text, match.start(), match.end())
        if spot is not None:
            yield spot


def _spot_at(text: str, start: int, end: int) -> Spot | None:
    if text[start] == "上" and start and text[start - 1] in _UP_OF:
        start += 1
    end = _before_unit(text, start, end)
    mark = currency_before(text, start)
    has_unit = text[end : end + 1] in longest_units()
    if not has_unit and not mark and not _is_round(text, start, end):
        return None  # whatever it says: no unit and no round number
    numeral = read_numeral(text[start:end])
    if numeral is None:
        return None
    form = unit_form(text, end, numeral)
    if mark and (not form or load_units()[form].name == _OWN):
        return _in_currency(text, start, end, numeral, form, mark)
    if numeral.bare and not _counts_as_number(text, start, end, form):
        return None
    if form:
        return _make(text, start, end, numeral, form)
    return _money(text, start, end, numeral) or _bare(text, start, end, numeral)


def currency_before(text: str, at: int) -> str:
    """What names a currency before `at` or its minus (新台币, NT$), the longest; "" for none."""
    at -= text.startswith("-", at - 1) if at else 0
    if text[at - 1 : at] not in currency_ends():
        return ""
    words = (text[at - length : at] for length in range(min(at, _LONGEST_MARK), 0, -1))
    return next((word for word in words if word in load_currencies()), "")


def _in_currency(
    text: str, start: int, end: int, numeral: Numeral, form: str, mark: str
) -> Spot | None:
    """新台币3675亿元, NT$412亿, ¥120: the currency belongs to the figure.

    A word without 元 behind the number needs a round sum: 人民币2025年 is none.
    """
    if not form and not _SIGN.search(mark) and not _is_round(text, start, end):
        return None
    if not form and _LETTER.match(text, end):
        return None  # $3D
    spot = _make(text, start, end, numeral, form or _OWN)
    return spot._replace(
        start=spot.start - len(mark),
        end=spot.end if form else end,
        unit=load_currencies()[mark] + spot.unit.removeprefix(_OWN) * bool(form),
        form=form,
        rule="unit" if form else "money",
    )


def _before_unit(text: str, start: int, end: int) -> int:
    """Where the numeral ends: 千 in 1.2亿千瓦时 belongs to the unit."""
    if text[end - 1] not in "千百兆" or end - 1 == start:
        return end
    longest = longest_units().get(text[end - 1], 0)
    forms = (text[end - 1 : end - 1 + length] for length in range(longest, 1, -1))
    return end - 1 if any(form in load_units() for form in forms) else end


def _counts_as_number(text: str, start: int, end: int, form: str) -> bool:
    """Tell whether a bare size is a count of one: 近亿元, 千亿大关, 万亿元产值."""
    if form == "元" and _OUTPUT.match(text, end + 1):
        return True
    before = text[max(0, start - 4) : start]
    return bool(_REACHED.search(before) or _LANDMARK.match(text, end))


def unit_form(text: str, at: int, numeral: Numeral) -> str:
    """The longest unit printed at `at` that fits `numeral`, "" where there is none."""
    units = load_units()
    for length in range(longest_units().get(text[at : at + 1], 0), 0, -1):
        form = text[at : at + length]
        unit = units.get(form)
        if unit is not None and _fits(unit, form, text, at, numeral):
            return form
    return ""


def _fits(unit: Unit, form: str, text: str, at: int, numeral: Numeral) -> bool:
    end = at + len(form)
    if unit.guards and text.startswith(unit.guards, end):
        return False
    if form[-1].isascii() and form[-1].isalpha() and _LETTER.match(text, end):
        return False
    size = (numeral.low if numeral.value is None else numeral.value) or 0
    if unit.large_only and numeral.chinese and size < 10:
        return False
    return size >= unit.at_least and _is_beside(unit, text, at, end)


def _is_beside(unit: Unit, text: str, at: int, end: int) -> bool:
    """Tell whether the words that a unit needs (8级大风) stand beside the number."""
    if unit.before is None or unit.after is None:
        return True
    number = _NUMBER_END.search(text[:at])
    before = text[max(0, (number.start() if number else at) - 8) : number.start() if number else at]
    return bool(unit.after.match(text, end) or unit.before.search(before))


def _make(text: str, start: int, end: int, numeral: Numeral, form: str) -> Spot:
    unit = load_units()[form]
    sign = sign_before(text, start, end + len(form), unit)
    times, bounds = unit.times, (numeral.low, numeral.high)
    if sign:
        times, bounds = -times, bounds[::-1]
    per = _per_unit(text, end + len(form))
    return Spot(
        start=start - len(sign),
        end=end + len(form) + len(per),
        value=_times(numeral.value, times),
        low=_times(bounds[0], times),
        high=_times(bounds[1], times),
        unit=unit.name + per,
        form=form,
        kind=unit.kind,
        approx="over" if unit.many else numeral.approx,
        rule="unit",
        numeral_end=end,
    )


def _per_unit(text: str, at: int) -> str:
    """/平方米 of 2.5万元/平方米, "" where no other unit follows."""
    if not text.startswith("/", at):
        return ""
    for length in range(longest_units().get(text[at + 1 : at + 2], 0), 0, -1):
        if text[at + 1 : at + 1 + length] in load_units():
            return text[at : at + 1 + length]
    return ""


def _money(text: str, start: int, end: int, numeral: Numeral) -> Spot | None:
    """千亿大关, 上亿产值, 投资超20亿: money whose unit is left out."""
    printed = text[start:end]
    if not _is_round(text, start, end) or not ("亿" in printed or "万" in printed):
        return None
    before, behind = _money_context()
    if not behind.match(text, end):
        is_sum = _ALONE.match(text, end) and before.search(text[max(0, start - 12) : start])
        if not is_sum:
            return None
    spot = _make(text, start, end, numeral, "元")
    return spot._replace(end=end, form="", rule="money")


def _bare(text: str, start: int, end: int, numeral: Numeral) -> Spot | None:
    """16万多民众, 60余区县, 粉丝超300万: a large number right beside what it counts."""
    if not _is_round(text, start, end):
        return None
    nouns, units = load_bare_nouns()
    noun = nouns.match(text, end)
    if noun is None and _ALONE.match(text, end):
        nouns, units = load_bare_metrics()
        noun = nouns.search(text[max(0, start - 12) : start])
    if noun is None:
        return None
    spot = _make(text, start, end, numeral, units[noun["word"]])
    return spot._replace(end=end, form="", rule="bare")


def _is_round(text: str, start: int, end: int) -> bool:
    """Tell whether a numeral can be a sum or a count without a unit: 20亿, 数万, 60余."""
    return text[end - 1] in _ROUND_ENDS or text[start] in _ROUND_STARTS


@cache
def _money_context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = alternatives(load_words("money")["metrics"])
    return re.compile(rf"(?:{words})[^，。；、,;]{{0,8}}$|双$"), re.compile(
        rf"大关|门槛|的?(?:{words})"
    )


def _times(value: Decimal | None, times: int) -> Decimal | None:
    return None if value is None else value * times


def is_refused(spot: Spot, text: str) -> bool:
    """Tell whether a refusal of the table holds for `spot` (never for a part of a ratio)."""
    if spot.rule == "ratio":
        return False
    printed = text[spot.start : spot.end]
    before = text[max(0, spot.start - 12) : spot.start]
    after = text[spot.end : spot.end + 16]
    refusals = joined_refusals_of(spot.form)
    one = refusals.one
    if one.printed is not None and one.printed.fullmatch(printed):
        return True
    if one.after is not None and one.after.match(after):
        return True
    if one.before is not None and one.before.search(before):
        return True
    fits = refusals.printed is not None and refusals.printed.fullmatch(printed)
    for refusal in refusals.several if fits else refusals.unprinted:
        # The two that look at one place only come first: nearly all fail there.
        if refusal.printed is not None and not refusal.printed.fullmatch(printed):
            continue
        if refusal.after is not None and not refusal.after.match(after):
            continue
        if refusal.before is None or refusal.before.search(before):
            return True
    return False
