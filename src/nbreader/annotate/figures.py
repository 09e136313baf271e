"""Figures of folded text: numbers with units, shares, doublings and ranks.

`spot_figures` gives each its place, value, unit and kind; what it counts and
for whom is the work of `metrics`, `subjects` and `periods`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache

from nbreader.annotate.lexicon import alternatives, load_units, load_words
from nbreader.annotate.numerals import NUMERAL, SIZES, read_numeral
from nbreader.annotate.ranks import spot_ranks
from nbreader.annotate.spotting import Spot, is_refused, spot_units

_SHARE = re.compile(r"(?P<base>[一二两三四五六七八九十百千万亿0-9]+)分之")
_DOUBLING = re.compile(
    r"翻(?:了|上)?(?:近|约|超|逾|整整)?(?P<times>[一两二三四五六七八九0-9])番|(?P<plain>翻番)"
)
_RANGE = re.compile(r"(?P<mark>[-~—]|[至到])$")
_FROM = re.compile(r"[从由自][^，。；、,;]{0,12}$")
_BORROW = re.compile(
    r"从(?P<number>[0-9]+(?:\.[0-9]+)?|零)(?=[^，。；、,;0-9]{0,8}[到至为]了?(?P<end>)[0-9一两二三四五六七八九十])"
)
_EVERY = re.compile(r"每(?:销售|生产|卖出|有|使用|新增|售出|产出|拥有)?$")
_OF_EVERY = re.compile(r"[^。；！？;!?]{0,24}?(?:就有|便有|则有|中有|有)$")
_BEFORE_NO_RANGE = re.compile(r"[-~第年月+/×A-Za-z0-9]$")
_HUNDREDTH = Decimal("0.01")


def spot_figures(text: str) -> tuple[Spot, ...]:
    """All figures of `text` in order, none overlapping another.

    Args:
        text: folded text of one block.
    """
    units = [_with_half(spot, text) for spot in spot_units(text)]
    joined = _with_ratios(list(_join_ranges(units, text)), text)
    counted = [_as_steps(spot, text) for spot in joined if not is_refused(spot, text)]
    found = [*_spot_shares(text), *_spot_doublings(text), *spot_ranks(text), *counted]
    spots = _with_borrowed(_without_overlaps(found), text)
    return tuple(_with_approx(spot, text) for spot in spots)


def _without_overlaps(found: Iterable[Spot]) -> list[Spot]:
    """In order of place; where two overlap the longer stays."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda spot: (spot.start, -spot.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept


# Shares and doublings


def _spot_shares(text: str) -> Iterator[Spot]:
    """百分之三点五, 千分之二; 三分之一 is 33.33 to 33.34 %."""
    for match in _SHARE.finditer(text):
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


def _spot_doublings(text: str) -> Iterator[Spot]:
    """翻一番 is twice as much, 翻两番 four times; 翻番 alone is once."""
    for match in _DOUBLING.finditer(text):
        times = read_numeral(match["times"] or "一")
        if times is None or times.value is None:
            continue
        start = match.start() if match["plain"] else match.start("times")
        value = Decimal(2) ** int(times.value)
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


# Numbers with units that need their neighbours


def _with_half(spot: Spot, text: str) -> Spot:
    """两年半, 六成半: half of a unit more."""
    if (
        spot.value is None
        or not text.startswith("半", spot.end)
        or spot.form not in ("年", "成", "倍")
    ):
        return spot
    return replace(
        spot, end=spot.end + 1, value=spot.value + Decimal(load_units()[spot.form].times) / 2
    )


def _join_ranges(spots: list[Spot], text: str) -> Iterator[Spot]:
    """3%至5%, 3-5年, 100至200万元 are one figure with bounds; 从3%到5% is two."""
    waiting: Spot | None = None
    for spot in spots:
        mark = _RANGE.search(text[max(0, spot.start - 1) : spot.start])
        joined = _range(spot, waiting, mark["mark"], text) if mark else None
        if waiting is not None and (joined is None or joined.start != waiting.start):
            yield waiting
        waiting = joined or spot
    if waiting is not None:
        yield waiting


def _range(spot: Spot, last: Spot | None, mark: str, text: str) -> Spot | None:
    at = spot.start - 1
    if mark in "至到" and _FROM.search(text[max(0, at - 14) : at]):
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
    return _between(replace(spot, start=start), low, spot)


def _number_before(text: str, at: int) -> tuple[int, str] | None:
    match = re.search(
        rf"[0-9.]+[{''.join(SIZES)}]*$|[一二两三四五六七八九十百千万亿]+$",
        text[max(0, at - 12) : at],
    )
    if match is None:
        return None
    start = at - len(match.group())
    if _BEFORE_NO_RANGE.search(text[:start][-1:]):
        return None
    return start, match.group()


def _scale_of(printed: str) -> int:
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
    return replace(
        last, start=first.start, value=None, low=low, high=last.value, approx="about", rule="range"
    )


def _as_steps(spot: Spot, text: str) -> Spot:
    """提升3位, 前移两位: places in a ranking, not people."""
    if spot.form == "位" and _steps().search(text[max(0, spot.start - 5) : spot.start]):
        return replace(spot, unit="位")
    return spot


@cache
def _steps() -> re.Pattern[str]:
    words = load_words("ranks")
    return re.compile(rf"(?:{alternatives(words['rising'] + words['falling'])})了?$")


def _with_borrowed(spots: list[Spot], text: str) -> list[Spot]:
    """从0增长到14家: the first number borrows the second one's unit."""
    starts = {spot.start: spot for spot in spots}
    borrowed = []
    for match in _BORROW.finditer(text):
        spot = starts.get(match.start("end"))
        value = read_numeral(match["number"])
        if spot is None or value is None or spot.kind == "rank":
            continue
        borrowed.append(
            replace(
                spot,
                start=match.start("number"),
                end=match.end("number"),
                value=value.value,
                low=None,
                high=None,
                approx="exact",
                rule="borrowed",
                numeral_end=match.end("number"),
            )
        )
    return _without_overlaps([*spots, *borrowed])


def _with_ratios(spots: list[Spot], text: str) -> list[Spot]:
    """每3部手机，就有1部: both are parts of a ratio."""
    marked = list(spots)
    for at, spot in enumerate(spots[:-1]):
        after = spots[at + 1]
        if _EVERY.search(text[max(0, spot.start - 4) : spot.start]) and _OF_EVERY.fullmatch(
            text[spot.end : after.start]
        ):
            marked[at] = replace(spot, kind="ratio", rule="ratio")
            marked[at + 1] = replace(after, kind="ratio", rule="ratio")
    return marked


# How exact a number is


def _with_approx(spot: Spot, text: str) -> Spot:
    """The words around a number, where the numeral itself is exact."""
    if spot.approx != "exact" or spot.rule == "range":
        return spot
    before, behind = _approximators()
    word = before.search(text[max(0, spot.start - 8) : spot.start])
    if word is not None and not _is_part_of_a_word(text, spot.start):
        return replace(spot, approx=word.lastgroup or "exact")
    word = behind.match(text, spot.end)
    if word is not None:
        return replace(spot, approx=word.lastgroup or "exact")
    return spot


@cache
def _approximators() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_words("approx")
    names = ("about", "over", "under")
    before = "|".join(f"(?P<{name}>{alternatives(words[name])})" for name in names)
    behind = "|".join(f"(?P<{name}>{alternatives(words[f'{name}_behind'])})" for name in names)
    return re.compile(rf"(?:{before})(?:了|的)?$"), re.compile(rf"(?:{behind})")


def _is_part_of_a_word(text: str, at: int) -> bool:
    before = text[max(0, at - 5) : at].removesuffix("了")
    return before.endswith(load_words("approx")["not_before"])
