"""Figures of folded text: numbers with units, shares, doublings and ranks.

`spot_figures` gives each its place, value, unit and kind; what it counts and
for whom is the work of `metrics`, `subjects` and `periods`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from nbreader.annotate.lexicon import alternatives, load_words, word_list
from nbreader.annotate.ranges import join_ranges, spot_sums, with_rest
from nbreader.annotate.ranks import spot_ranks
from nbreader.annotate.shares import spot_discounts, spot_doublings, spot_shares
from nbreader.annotate.spotting import Spot, is_refused, spot_units
from nbreader.numerals import STARTS, read_numeral

# Without one of these a text has no number, no doubling and no rank.
_MAY_COUNT = re.compile(f"[{STARTS}番首折]")
_LARGE_SIZES = frozenset("百千万亿")
_BORROW = re.compile(
    r"从(?P<number>[0-9]+(?:\.[0-9]+)?|零)(?=[^，。；、,;0-9]{0,8}[到至为]了?(?P<end>)[0-9一两二三四五六七八九十])"
)
_LISTED = re.compile(r"(?<![0-9.第])(?P<number>[0-9]+(?:\.[0-9]+)?)[、和与及]$")
_AND = frozenset("、和及与，")
_LIST = 40  # how far before a unit its list may begin, in characters
_EVERY = re.compile(r"每(?:销售|生产|卖出|有|使用|新增|售出|产出|拥有)?$")
_OF_EVERY = re.compile(r"[^。；！？;!?]{0,24}?(?:就有|便有|则有|中有|有)$")


def spot_figures(text: str) -> tuple[Spot, ...]:
    """All figures of `text` in order, none overlapping another.

    Args:
        text: folded text of one block.
    """
    if not _MAY_COUNT.search(text):
        return ()
    units = [with_rest(spot, text) for spot in spot_units(text)]
    joined = _with_ratios(list(join_ranges(units, text)), text)
    counted = [
        _as_steps(spot, text) for spot in (*joined, *spot_sums(text)) if not is_refused(spot, text)
    ]
    found = [*spot_shares(text), *spot_doublings(text), *spot_discounts(text)]
    found += [*spot_ranks(text), *counted]
    spots = _with_borrowed(_without_overlaps(found), text)
    return tuple(_in_rows([_with_approx(spot, text) for spot in spots], text))


def _in_rows(spots: Sequence[Spot], text: str) -> Iterator[Spot]:
    """分别不低于15%和20%: the words before a row hold for all of it."""
    last: Spot | None = None
    for spot in spots:
        joined = last is not None and last.unit == spot.unit and spot.approx == "exact"
        if last is not None and joined and text[last.end : spot.start] in _AND:
            lead = text[max(0, last.start - 8) : last.start]
            if last.approx != "exact" and ("分别" in lead or last.rule == "row"):
                spot = spot._replace(approx=last.approx, rule="row")
        yield spot
        last = spot


def _without_overlaps(found: Iterable[Spot]) -> list[Spot]:
    """In order of place; where two overlap the longer stays."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda spot: (spot.start, -spot.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept


# Numbers that need their neighbours


def _as_steps(spot: Spot, text: str) -> Spot:
    """提升3位, 前移两位: places in a ranking, not people."""
    if spot.form == "位" and _steps().search(text[max(0, spot.start - 5) : spot.start]):
        return spot._replace(unit="位")
    return spot


@cache
def _steps() -> re.Pattern[str]:
    words = load_words("ranks")
    return re.compile(rf"(?:{alternatives(words['rising'] + words['falling'])})了?$")


def _with_borrowed(spots: list[Spot], text: str) -> list[Spot]:
    """从0增长到14家: the first number borrows the second one's unit."""
    borrowed = list(_listed(spots, text)) if "分别" in text or "各" in text else []
    starts = {spot.start: spot for spot in spots} if "从" in text else {}
    for match in _BORROW.finditer(text) if starts else ():
        spot = starts.get(match.start("end"))
        value = read_numeral(match["number"])
        if spot is not None and value is not None and spot.kind != "rank":
            borrowed.append(_lend(spot, match, value.value))
    return _without_overlaps([*spots, *borrowed]) if borrowed else spots


def _lend(spot: Spot, match: re.Match[str], value: Decimal | None) -> Spot:
    """The number of `match` in the unit of `spot`."""
    return spot._replace(
        start=match.start("number"),
        end=match.end("number"),
        value=value,
        low=None,
        high=None,
        approx="exact",
        rule="borrowed",
        numeral_end=match.end("number"),
    )


def _listed(spots: Iterable[Spot], text: str) -> Iterator[Spot]:
    """分别增长3.9和4.1个百分点: a number of a list borrows the unit at its end."""
    for spot in spots:
        at, lead = spot.start, text[max(0, spot.start - _LIST) : spot.start]
        while "分别" in lead or "各" in lead:
            match = _LISTED.search(text[:at])
            numeral = read_numeral(match["number"]) if match else None
            if match is None or numeral is None:
                break
            yield _lend(spot, match, numeral.value)
            at = match.start("number")


def _with_ratios(spots: list[Spot], text: str) -> list[Spot]:
    """每3部手机，就有1部: both are parts of a ratio."""
    if "每" not in text:
        return spots
    marked = list(spots)
    for at, spot in enumerate(spots[:-1]):
        after = spots[at + 1]
        if _EVERY.search(text[max(0, spot.start - 4) : spot.start]) and _OF_EVERY.fullmatch(
            text[spot.end : after.start]
        ):
            marked[at] = spot._replace(kind="ratio", rule="ratio")
            marked[at + 1] = after._replace(kind="ratio", rule="ratio")
    return marked


# How exact a number is


def _with_approx(spot: Spot, text: str) -> Spot:
    """The words around a number, where the numeral itself is exact."""
    if spot.approx != "exact" or spot.rule == "range":
        return spot
    behind = _behind()
    if spot.start and text[spot.start - 1] == "过" and text[spot.start] in _LARGE_SIZES:
        return spot._replace(approx="over")  # 过亿; 征战过四场 is exact
    lead = text[max(0, spot.start - 8) : spot.start]
    approx = _approx_before(lead.removesuffix("有").removesuffix("了").removesuffix("的"))
    if approx:
        return spot._replace(approx=approx)
    word = behind.match(text, spot.end)
    return spot._replace(approx=word.lastgroup) if word and word.lastgroup else spot


def _approx_before(lead: str) -> str:
    """What the words say that end where the number begins, "" for nothing.

    节约 and 通过 only end like 约 and 过.
    """
    names = ("about", "over", "under")
    if not word_list("approx", *names).ending(lead):
        return ""
    if word_list("approx", "not_before").ending(lead):
        return ""
    ending = {name: word_list("approx", name).ending(lead) for name in names}
    name = max(ending, key=lambda each: len(ending[each]))
    return name if ending[name] else ""


@cache
def _behind() -> re.Pattern[str]:
    """Words right behind a number: 以上, 左右, 以下."""
    words = load_words("approx")
    names = ("about", "over", "under")
    groups = "|".join(f"(?P<{name}>{alternatives(words[f'{name}_behind'])})" for name in names)
    return re.compile(groups)
