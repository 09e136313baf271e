"""Lists told with 分别: the first item takes the first figure, and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbreader.annotate.leads import read_lead
from nbreader.annotate.lexicon import word_list
from nbreader.annotate.sentences import clause_start
from nbreader.annotate.spotting import Spot

_BETWEEN = re.compile(r"(?:以上|左右)?(?:[、和及与,，]|以及)(?:约|近|超|逾|超过)?")
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
        names = list(_names(before, begin)) if mark else []
        if len(row) < 2 or len(names) < len(row):
            continue
        lead = read_lead(behind)
        last = names[-1][0]
        head = lead.noun or word_list("nouns", "heads").ending(last)
        for spot, (name, start) in zip(row, names[-len(row) :], strict=True):
            items[spot.start] = Item(
                name=name, start=start, head=head, change=lead.change, shared=bool(lead.noun)
            )
    return items


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


def _names(before: str, begin: int) -> Iterator[tuple[str, int]]:
    """The items of a list, with their places."""
    at = 0
    for match in [*_ITEMS.finditer(before), None]:
        end = match.start() if match else len(before)
        if end > at:
            yield before[at:end], begin + at
        at = match.end() if match else end
