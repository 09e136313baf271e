"""The units and refusals of `data/` as compiled values, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from nbreader.tables import read_table, unit_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What one printed form of a unit means, and where it is none."""

    name: str  # the unit that figures are stored in
    kind: str  # amount, count, percent, ratio, duration
    money: bool = False
    times: int = 1
    guards: tuple[str, ...] = ()  # no unit where the text goes on like one of these
    large_only: bool = False  # behind a small Chinese number it is part of a word
    at_least: int = 0
    many: bool = False  # 个多月: the form has 多 inside
    before: re.Pattern[str] | None = None  # one of these two must stand beside the number,
    after: re.Pattern[str] | None = None  # where either is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A shape that looks like a figure and is none.

    All given parts must hold: `printed` matches the whole figure, `before` the
    text that ends where it begins, `after` the text that begins where it ends.
    """

    name: str
    units: frozenset[str]  # forms this refusal is about; empty: all
    printed: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def load_units() -> Mapping[str, Unit]:
    """Each printed form of a unit."""
    table = read_table("units")
    guards, at_least = table["guards"], table["at_least"]
    beside = table["beside"]
    large_only = frozenset(table["large_only"]["forms"])
    units: dict[str, Unit] = {}
    for entry in unit_entries(table):
        for form in entry["forms"]:
            units[form] = Unit(
                name=entry.get("name", entry["forms"][0]),
                kind=entry["kind"],
                money=entry.get("money", False),
                times=entry.get("times", 1),
                guards=tuple(guards.get(form, ())),
                large_only=form in large_only,
                at_least=at_least.get(form, 0),
                before=_pattern(beside.get(form, {}).get("before", ""), end="$"),
                after=_pattern(beside.get(form, {}).get("after", "")),
            )
    units |= {_with_many(form): _as_many(unit) for form, unit in units.items() if form[0] == "个"}
    return MappingProxyType(units)


def _with_many(form: str) -> str:
    return f"个多{form[1:]}"


def _as_many(unit: Unit) -> Unit:
    return Unit(name=unit.name, kind=unit.kind, guards=unit.guards, many=True)


@cache
def load_bare_nouns() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Nouns that are counted without a classifier, and the unit each stands for."""
    units = _by_word("bare_nouns")
    return re.compile(f"(?P<word>{any_of(units)})"), units


@cache
def load_bare_metrics() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Words that a number without a unit ends a clause with, and the unit each stands for."""
    units = _by_word("bare_metrics")
    return re.compile(rf"(?P<word>{any_of(units)})[^，。；、,;]{{0,6}}$"), units


def _by_word(section: str) -> Mapping[str, str]:
    table = read_table("units")[section]
    return MappingProxyType({word: unit for unit, words in table.items() for word in words})


@cache
def load_currencies() -> Mapping[str, str]:
    """What names a currency before a number (新台币, NT$), and the unit that it stands for."""
    table = read_table("units")["currencies"]
    return MappingProxyType({mark: unit for unit, marks in table.items() for mark in marks})


@cache
def currency_ends() -> frozenset[str]:
    """The last characters of what names a currency."""
    return frozenset(mark[-1] for mark in load_currencies())


@cache
def longest_units() -> Mapping[str, int]:
    """How many characters the longest form has that begins with a character."""
    longest: dict[str, int] = {}
    for form in load_units():
        longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return MappingProxyType(longest)


@cache
def load_refusals() -> tuple[Refusal, ...]:
    """All refusals, in the order of the table."""
    return tuple(
        Refusal(
            name=entry["name"],
            units=frozenset(entry.get("units", ())),
            printed=_pattern(entry.get("printed", "")),
            before=_pattern(entry.get("before", ""), end="$"),
            after=_pattern(entry.get("after", "")),
        )
        for entry in read_table("refusals")["refusal"]
    )


@cache
def refusals_of(form: str) -> tuple[Refusal, ...]:
    """The refusals that are about one printed form of a unit."""
    return tuple(each for each in load_refusals() if not each.units or form in each.units)


class Refusals(NamedTuple):
    """Some refusals, in few searches: four, for what would else be some thirty."""

    one: Refusal  # those that look at one place only; any part is enough
    several: tuple[Refusal, ...]  # those that look at more than one
    printed: re.Pattern[str] | None  # what the `printed` of one of `several` matches
    unprinted: tuple[Refusal, ...]  # those of `several` that have no `printed`


@cache
def joined_refusals_of(form: str) -> Refusals:
    """The refusals that are about a form, as `join_refusals` gives them."""
    return join_refusals(refusals_of(form))


def join_refusals(refusals: Iterable[Refusal]) -> Refusals:
    """The refusals, those of one kind as one search."""
    places: dict[str, list[str]] = {"printed": [], "before": [], "after": []}
    several: list[Refusal] = []
    for each in refusals:
        parts = [(name, pattern) for name in places if (pattern := getattr(each, name))]
        if len(parts) != 1:
            several.append(each)
        for name, pattern in parts if len(parts) == 1 else ():
            places[name].append(pattern.pattern)
    together = {name: _pattern("|".join(sources)) for name, sources in places.items()}
    return Refusals(
        one=Refusal(name="any", units=frozenset(), **together),
        several=tuple(several),
        printed=_pattern("|".join(each.printed.pattern for each in several if each.printed)),
        unprinted=tuple(each for each in several if not each.printed),
    )


@cache
def load_words(section: str) -> Mapping[str, tuple[str, ...]]:
    """The word lists of one section of `data/metrics.toml` (a long one may be one string)."""
    table = _word_table()[section]
    return MappingProxyType({name: _words(words) for name, words in table.items()})


@cache
def _word_table() -> dict[str, Any]:
    return read_table("metrics")


def _words(words: str | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.split() if isinstance(words, str) else words))


@cache
def load_places() -> frozenset[str]:
    """Names of places, without their level."""
    table = read_table("places")["places"]
    return frozenset(name for names in table.values() for name in names)


@cache
def load_far_places() -> frozenset[str]:
    """Countries and parts of the world, which open many names of other things."""
    return frozenset(read_table("places")["places"]["world"])


_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})


@cache
def load_cities() -> frozenset[str]:
    """Names of cities, without their level."""
    places = read_table("places")["places"]
    return frozenset(places["cities"]) | _MUNICIPALITIES


@cache
def load_provinces() -> frozenset[str]:
    """Names of provinces, without their level."""
    return frozenset(read_table("places")["places"]["provinces"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """The divisions of `data/divisions.toml`; 长阳 and 长阳土家族自治县."""

    short: frozenset[str]  # of cities and counties, those that are words left out
    full: frozenset[str]  # with the level, those that are words left out
    cities: frozenset[str]  # county-level cities without their level
    levels: Mapping[str, str]  # of a name without its level the level; "" for several


@cache
def load_divisions() -> Divisions:
    """The prefectures, counties, districts and banners of mainland China."""
    table = read_table("divisions")
    words, common = (set(table["names"][name].split()) for name in ("words", "common"))
    names: list[str] = []
    for province in table["divisions"].values():
        for line in province.strip().splitlines():
            prefecture, _, below = line.partition(":")
            names += [*prefecture.split(), *below.split()]
    pairs = [(_short_name(name), name.replace("·", "")) for name in names]
    levels: dict[str, str] = {}
    for short, full in pairs:
        level = full.removeprefix(short)
        levels[short] = level if levels.get(short, level) == level else ""
    return Divisions(
        short=frozenset(short for short, full in pairs if full[-1] in "市县" and len(short) > 1)
        - words,
        full=frozenset(full for _, full in pairs) - common,
        cities=frozenset(short for short, full in pairs if full[-1] == "市"),
        levels=MappingProxyType(levels),
    )


def _short_name(name: str) -> str:
    """长阳 of 长阳·土家族自治县, 喀什 of 喀什地区, 大理 of 大理白族自治州."""
    if "·" in name:
        return name.partition("·")[0]
    return re.sub("(?:新区|矿区|特区|林区|地区|盟|旗|[市区县])$", "", name)


@cache
def load_surnames() -> frozenset[str]:
    """The surnames of one character."""
    return frozenset(
        name for name in read_table("words")["lists"]["surnames"].split() if len(name) == 1
    )


class WordList(frozenset[str]):
    """Words that are looked for at the end of a text, the longest that fits.

    A set itself, since a page asks thousands of times what is in one.
    """

    __slots__ = ("_lengths",)

    def __init__(self, words: Iterable[str]) -> None:
        """The words, made quick to look for."""
        lengths: dict[str, set[int]] = {}
        for word in self:
            lengths.setdefault(word[-1], set()).add(len(word))
        # Of the words that end in a character, falling.
        self._lengths = {end: sorted(found, reverse=True) for end, found in lengths.items()}

    def ending(self, text: str) -> str:
        """The longest word that `text` ends with, "" for none."""
        for length in self._lengths.get(text[-1:], ()):
            if text[-length:] in self:
                return text[-length:]
        return ""


@cache
def word_list(section: str, *names: str) -> WordList:
    """The words of some lists of a section of `data/metrics.toml`, as one list."""
    return WordList(word for name in names for word in load_words(section)[name])


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches any of `words`, the longest that fits."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered))


def any_of(words: Iterable[str]) -> str:
    """Like `alternatives`, made quick to search with: most characters begin no word."""
    chosen = set(words)
    first = "".join(sorted(re.escape(char) for char in {word[0] for word in chosen}))
    return f"(?=[{first}])(?:{alternatives(chosen)})"


def _pattern(source: str, *, end: str = "") -> re.Pattern[str] | None:
    return re.compile(f"(?:{source}){end}") if source else None
