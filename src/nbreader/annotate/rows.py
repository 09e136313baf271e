"""Lists told with 分别: the first item takes the first figure, and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbreader.annotate.entities import opening_end
from nbreader.annotate.leads import Lead, read_lead
from nbreader.annotate.lexicon import word_list
from nbreader.annotate.places import chain_end, find_chains
from nbreader.annotate.sentences import clause_start
from nbreader.annotate.spotting import Spot

_BETWEEN = re.compile(r"(?:以上|左右)?(?:[、和及与,，]|以及)(?:约|近|超|逾|超过)?")
_NEAR = 12  # characters between the two rows
_LISTED = re.compile("、")
_YEAR = re.compile("[0-9去今前明当全上每本]$")
_CLAUSES = re.compile("[、，,]")
_ITEMS = re.compile(r"[、和及与]|以及|and")
# Between two names of a list; one may carry its code: 江苏银行（600919）、无锡农商银行.
_JOINED = re.compile(r"(?:[（(][^（）()]{1,12}[)）])?(?:[、和及与]|以及)")


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
    among_names: bool = False  # another item is a known name, so this is one too


def find_items(
    text: str,
    spots: Sequence[Spot],
    sentence: tuple[int, int],
    names: Sequence[tuple[int, int]] = (),
) -> dict[int, Item]:
    """The items of all lists of a sentence, by the start of the figure they own.

    A metric alone before 分别 (甲、乙发布年报，净利润分别为) is told of the names that
    the sentence lists before it.

    Args:
        spots: the figures of the sentence, in order.
        names: where organisations are named in `text`, in order.
    """
    items: dict[int, Item] = {}
    for row in _rows(text, spots):
        begin = clause_start(text, row[0].start, not_before=sentence[0])
        before, mark, behind = text[begin : row[0].start].rpartition("分别")
        base = word_list("change", "bases").ending(before)
        before = before.removesuffix(base)
        if len(row) < 2 or not mark:
            continue
        lead = read_lead(behind)
        items |= _of_list(text, row, (begin, before, lead), base, sentence[0], names)
    return items


def _of_list(
    text: str,
    row: Sequence[Spot],
    words: tuple[int, str, Lead],
    base: str,
    start: int,
    named: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, Item]]:
    """The items that own the figures of one row.

    Args:
        words: where its clause begins, what stands in it before 分别, and behind.
        start: where the sentence begins.
    """
    begin, before, lead = words
    change = base + lead.change
    names = _listed(before, begin, len(row), named)
    if not names:
        alone = read_lead(before)
        head = lead.noun or alone.noun or alone.verb
        run = _run_of_names(text, named, (start, begin), len(row)) if head else []
        for spot, (first, end) in zip(row, run, strict=False):
            item = Item(name=text[first:end], start=first, head=head, change=change, shared=True)
            yield spot.start, item
        if run:
            return
        names = _over_commas(text, begin, before, start, len(row))
    if len(names) < len(row):
        return
    names[-1], shared = _and_others(*names[-1])
    head = lead.noun or shared or _head(names[-1][0])
    known = {first for first, _ in named}
    among = any(at in known or (name and chain_end(name) == len(name)) for name, at in names)
    for spot, (name, at) in zip(row, names[-len(row) :], strict=True):
        yield (
            spot.start,
            Item(
                name=name,
                start=at,
                head=head,
                change=change,
                shared=bool(lead.noun),
                among_names=among,
            ),
        )


def _head(name: str) -> str:
    """The metric that the last item ends with: 营收 of 2025年营收, though 年营收 is one too."""
    heads = word_list("nouns", "heads")
    head = heads.ending(name)
    dated = head[:1] == "年" and _YEAR.search(name[: -len(head)])
    return heads.ending(head[1:]) if dated else head


def _run_of_names(
    text: str, named: Sequence[tuple[int, int]], span: tuple[int, int], count: int
) -> list[tuple[int, int]]:
    """The last list of `count` names in a range: organisations, or places."""
    spans = [name for name in named if span[0] <= name[0] and name[1] <= span[1]]
    places = find_chains(text, *span)
    spans += [one for one in places if not any(a < one[1] and one[0] < b for a, b in spans)]
    found: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for one in sorted(spans):
        joined = run and _JOINED.fullmatch(text, run[-1][1], one[0])
        run = [*run, one] if joined else [one]
        found = run if len(run) == count else found
    return found


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


def _listed(
    before: str, begin: int, count: int, named: Sequence[tuple[int, int]]
) -> list[tuple[str, int]]:
    """The items of a list in one clause, by the first way to cut it that gives `count`.

    和 joins items or the halves of one (批发和零售业), so 、 alone is tried first.
    """
    for cut in (_LISTED, _ITEMS):
        names = list(_names(before, begin, cut, named))
        if len(names) == count:
            return names
    return []


def _over_commas(
    text: str, begin: int, before: str, start: int, count: int
) -> list[tuple[str, int]]:
    """The last `count` items of a list with commas, which reaches back over the clause."""
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


def _names(
    before: str, begin: int, cut: re.Pattern[str], named: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[str, int]]:
    """The items of a list, with their places; a name (和利时) is never cut."""
    at = 0
    for match in [*cut.finditer(before), None]:
        end = match.start() if match else len(before)
        if match and any(a <= begin + end < b for a, b in named):
            continue
        if end > at:
            known = any(a == begin + at for a, _ in named)
            opened = at if known else opening_end(before, at, end)
            yield before[opened:end], begin + opened
        at = match.end() if match else end
