"""Names of places: known ones with the level that is printed behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick

from nbreader.annotate.lexicon import any_of, load_divisions, load_places, load_provinces

_LEVEL = "(?:自治区|自治州|特别行政区|新区|开发区|街道|社区|省|市|区|县|镇|乡|村)"
_LEVEL_BEHIND = re.compile(f"(?:{_LEVEL}|州(?![县市]))(?!级)")
# The level of what is no 省; the regions' full names are printed seldom.
_PROVINCES = dict.fromkeys(("北京", "天津", "上海", "重庆"), "市") | dict.fromkeys(
    ("内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门"), ""
)
# 南山区域 and 江北区块 name no district.
_NO_DISTRICT = ("域", "块", "间", "位", "别", "分")


def place_end(text: str, start: int = 0) -> int:
    """Where the place ends that begins at `start`, its level included; `start` for none.

    慈溪, 宁波市, 前湾新区, 鄂温克族自治旗.
    """
    for length in _lengths().get(text[start : start + 1], ()):
        end = start + length
        name = text[start:end]
        if len(name) < length or name not in known_places():
            continue
        if name[-1] == "区" and text[end : end + 1] in _NO_DISTRICT:
            continue
        level = _LEVEL_BEHIND.match(text, end) if name not in full_names() else None
        return level.end() if level else end
    return start


def chain_end(text: str, start: int = 0) -> int:
    """Where places one inside the other end: 余姚市泗门镇; `start` for none."""
    while (end := place_end(text, start)) > start:
        start = end
    return start


def find_places(text: str) -> Iterator[str]:
    """Yield each place of a text, in order, none overlapping another."""
    end = 0
    for start in _starts(text):
        stop = place_end(text, start) if start >= end else start
        if stop > start:
            end = stop
            yield text[start:stop]


def find_chains(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where places, one inside the other, begin and end in a range of a text."""
    within = text[start:end]
    stop = 0
    for first in _starts(within):
        if first >= stop and (last := chain_end(within, first)) > first:
            stop = last
            yield start + first, start + last


def _starts(text: str) -> list[int]:
    """Where a name of a place begins, of which a text has few."""
    hits = _names().find_matches_as_indexes(text, overlapping=True)
    return sorted({start for _, start, _ in hits})


def level_of(name: str) -> str:
    """The only level that a division of this name has: 市 of 昆山; "" for several or none.

    >>> level_of("昆山"), level_of("吉林")
    ('市', '')
    """
    level = load_divisions().levels.get(name, "")
    if name not in load_provinces():
        return level
    return "" if level else _PROVINCES.get(name, "省")


@cache
def known_places() -> frozenset[str]:
    """All names of places: those of the tables, short and full."""
    return load_places() | load_divisions().short | full_names()


@cache
def full_names() -> frozenset[str]:
    """Names of divisions with their level, for which no short form and level stand."""
    return load_divisions().full


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """How long the names are that begin with a character, falling."""
    found: dict[str, set[int]] = {}
    for name in known_places():
        found.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


@cache
def _names() -> AhoCorasick:
    return AhoCorasick(sorted(known_places()), store_patterns=False)


@cache
def place_pattern() -> re.Pattern[str]:
    """A well-known place and its level, where that is printed: 慈溪, 宁波市, 前湾新区.

    For use inside other patterns; `place_end` knows the small divisions too.
    """
    return re.compile(rf"(?:{any_of(load_places())})(?:{_LEVEL}(?!级))?")
