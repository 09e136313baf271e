"""Lists told with 分别: the first item takes the first figure, and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbreader.annotate.entities import opening_end
from nbreader.annotate.leads import read_lead
from nbreader.annotate.lexicon import word_list
from nbreader.annotate.sentences import clause_start
from nbreader.annotate.spotting import Spot

_BETWEEN = re.compile(r"(?:以上|左右)?(?:[、和及与,，]|以及)(?:约|近|超|逾|超过)?")
_NEAR = 12  # characters between the two rows
_LISTED = re.compile("、")
_CLAUSES = re.compile("[、，,]")
_ITEMS = re.compile(r"[、和及与]|以及|and")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list and the figure that it owns.

    `name` is the item as printed, `start` its place in the text. `head` is the
    metric that all items share: what the last one ends with (增加值), or what
    stands behind 分别 (完成产值).
    """

    name: str
    start: int
    head: str
    change: str
    shared: bool  # the head stands behind 分别


def find_items(text: str, spots: Sequence[Spot], sentence: tuple[int, int]) -> dict[int, Item]:
    """The items of all lists of a sentence, by the start of the figure they own.

    Args:
        spots: the figures of the sentence, in order.
    """
    items: dict[int, Item] = {}
    for row in _rows(text, spots):
        begin = clause_start(text, row[0].start, not_before=sentence[0])
        before, mark, behind = text[begin : row[0].start].rpartition("分别")
        base = word_list("change", "bases").ending(before)
        before = before.removesuffix(base)
        if len(row) < 2 or not mark:
            continue
        names = _fitting(text, begin, before, sentence[0], len(row))
        if len(names) < len(row):
            continue
        lead = read_lead(behind)
        names[-1], shared = _and_others(*names[-1])
        head = lead.noun or shared or word_list("nouns", "heads").ending(names[-1][0])
        for spot, (name, start) in zip(row, names[-len(row) :], strict=True):
            items[spot.start] = Item(
                name=name, start=start, head=head, change=base + lead.change, shared=bool(lead.noun)
            )
    return items


def find_twins(text: str, spots: Sequence[Spot]) -> dict[int, int]:
    """How many figures back the figure stands that each figure of a row tells more of.

    76690元和46800元，增长4.7%和6.6%: the second row tells of the first, in its
    order. 产值100亿元，利润10亿元，分别增长5%和6% need 分别 to be such a row.
    """
    twins: dict[int, int] = {}
    at = 0
    rows = list(_rows(text, spots))
    for before, row in zip([[], *rows], rows, strict=False):
        gap = text[spots[at - 1].end : row[0].start] if at else ""
        told_apart = "分别" in gap or "各" in gap
        if 2 <= len(row) <= at and len(gap) <= _NEAR and (told_apart or len(before) == len(row)):
            twins |= {spot.start: len(row) for spot in row}
        at += len(row)
    return twins


def _rows(text: str, spots: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Figures of one unit with nothing but "and" between them."""
    row: list[Spot] = []
    for spot in spots:
        if row and spot.unit == row[-1].unit and _BETWEEN.fullmatch(text[row[-1].end : spot.start]):
            row.append(spot)
            continue
        if row:
            yield row
        row = [spot]
    if row:
        yield row


def _fitting(text: str, begin: int, before: str, start: int, count: int) -> list[tuple[str, int]]:
    """The last `count` items, by the first way to cut the list that gives so many.

    和 joins items or the halves of one (批发和零售业), so 、 alone is tried first;
    a list with commas reaches back over the clause.
    """
    for cut in (_LISTED, _ITEMS):
        names = list(_names(before, begin, cut))
        if len(names) == count:
            return names
    start = max(start, _limb_start(text, begin))
    names = list(_names(text[start : begin + len(before)], start, _CLAUSES))[-count:]
    told = any(char.isdigit() for name, _ in names for char in name)
    return names if len(names) == count and not told else []


def _limb_start(text: str, begin: int) -> int:
    """Where the limb of the sentence begins that holds the clause at `begin`."""
    return max(text.rfind(stop, 0, begin) for stop in "；;：:。") + 1


def _and_others(name: str, start: int) -> tuple[tuple[str, int], str]:
    """人工智能等制造业增加值等: the last item, and what all of them share behind 等."""
    item, mark, shared = name.removesuffix("等").partition("等")
    return (item, start), shared if mark else ""


def _names(before: str, begin: int, cut: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The items of a list, with their places."""
    at = 0
    for match in [*cut.finditer(before), None]:
        end = match.start() if match else len(before)
        if end > at:
            opened = opening_end(before, at, end)
            yield before[opened:end], begin + opened
        at = match.end() if match else end
