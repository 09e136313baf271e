"""How organisations are named: `data/names.toml` as compiled values, read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from ahocorasick_rs import AhoCorasick

from nbreader.tables import read_table


class Part(StrEnum):
    """What a word can be inside, or in front of, a name.

    Strings, since those are quick to look up in a set.
    """

    PLACE = "place"
    TRADE = "trade"  # 科技, 电子: what the organisation does
    EITHER = "either"  # 制造, 设计: a trade behind the brand, a verb before it
    PARENT = "parent"  # 大学, 集团: ends another name, which this one may begin with
    RARE = "rare"  # a word hardly used but in names: 海天, 上汽
    PROPER = "proper"  # a name in common use (太平, 东方): a brand only with more
    NOUN = "noun"
    CHAR = "char"  # one character: part of a word that the dictionary lacks
    LATIN = "latin"
    QUOTED = "quoted"
    BRACKET = "bracket"
    VERB = "verb"  # leads a name in, or is its brand (启迪) where nothing else is
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The last words of a name, and what they tell of it."""

    text: str
    shape: str  # which rule reads the name: legal, bare, head, institute, ...
    kind: str  # company, fund, institute, government, media, park, ...
    width: int  # how many of its characters belong to the name; an officer's none


# The kind of organisation for each list of endings that is not named by its kind.
_KINDS = {
    "legal": "company",
    "bare": "company",
    "branch": "company",
    "works": "company",
    "bank": "company",
    "platform": "company",
    "firm": "company",
    "head": "company",
    "officer": "company",
}
# Where a word is in two lists of endings, the later shape wins.
_SHAPES = (
    "officer",
    "head",
    "platform",
    "park",
    "community",
    "association",
    "media",
    "institute",
    "government",
    "fund",
    "firm",
    "bank",
    "works",
    "bare",
    "branch",
    "legal",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The tables of `data/names.toml`."""

    endings: tuple[Ending, ...]
    matcher: AhoCorasick  # finds `endings`, by index
    is_soft: tuple[bool, ...]  # by an ending's index: whether it is in `soft`
    place_matcher: AhoCorasick  # finds places without their levels
    parts: Mapping[str, Part]  # words of two characters and more
    lengths: Mapping[str, tuple[int, ...]]  # of `parts` by their last character, descending
    status: frozenset[str]
    firm: frozenset[str]
    nations: frozenset[str]
    places: frozenset[str]  # with and without 省, 市, 区
    cities: frozenset[str]
    districts: frozenset[str]
    tellers: Mapping[str, Mapping[str, tuple[str, ...]]]  # words that tell of a place, by level
    trades: frozenset[str]
    heads: frozenset[str]  # those that can end a short name
    soft: frozenset[str]  # those of them that seldom do
    topics: tuple[str, ...]
    acts: tuple[str, ...]  # topics that are also deeds: 纳微科技|研发出了
    counted: tuple[str, ...]
    alone: frozenset[str]
    never: frozenset[str]
    rarely: frozenset[str]
    leads: frozenset[str]
    weak: frozenset[str]
    generic: frozenset[str]  # with the words of trade
    vague: frozenset[str]  # without them
    matter: frozenset[str]
    utilities: frozenset[str]
    latin: frozenset[str]
    refused: frozenset[str]
    numerals: frozenset[str]
    titles: tuple[str, ...]
    ranks: frozenset[str]  # 局, 部: endings of offices of one character
    plain: frozenset[str]  # words that tell no room from another
    rooms: frozenset[str]  # 研发中心: every company has one
    offices: Mapping[str, str]
    shorter: Mapping[str, str]

    def product_at(self, text: str, start: int) -> bool:
        """Tell whether a word of trade that could end a name begins at `start`."""
        return self.trade_at(text, start) in self.heads

    def trade_at(self, text: str, start: int) -> str:
        """The longest word of trade that begins at `start`; "" if there is none."""
        for length in range(min(6, len(text) - start), 1, -1):
            if text[start : start + length] in self.trades:
                return text[start : start + length]
        return ""

    def place_before(self, text: str, end: int) -> int:
        """Where the longest place that ends at `end` begins; `end` if there is none."""
        for length in range(min(8, end), 1, -1):
            if text[end - length : end] in self.places:
                return end - length
        return end

    def place_after(self, text: str, start: int = 0) -> int:
        """Where the longest place that begins at `start` ends; `start` if there is none."""
        for length in range(min(8, len(text) - start), 1, -1):
            if text[start : start + length] in self.places:
                return start + length
        return start


@cache
def load_naming() -> Naming:
    """The tables that come with the program."""
    return read_naming(read_table("names"))


def read_naming(table: Mapping[str, Any]) -> Naming:
    """The tables in the parsed content of a `names.toml`."""
    stops, trades = table["stops"], table["trades"]
    endings = tuple(_endings(table))
    trade_words = _words(trades["heads"]) | _words(trades["inside"])
    places = frozenset(_places(table))
    soft = _words(trades["soft"])
    parts = _parts(trade_words, _words(stops["words"]), places, endings)
    for town in _words(table["places"]["towns"]):
        parts.setdefault(town, Part.RARE)
    return Naming(
        endings=endings,
        matcher=AhoCorasick([ending.text for ending in endings], store_patterns=False),
        is_soft=tuple(e.shape == "head" and e.text in soft for e in endings),
        place_matcher=AhoCorasick(sorted(places), store_patterns=False),
        parts=MappingProxyType(parts),
        lengths=MappingProxyType(_lengths(parts)),
        status=_words(stops["status"]),
        firm=_words(table["short"]["firm"]),
        nations=_words(table["places"]["nations"]),
        places=places,
        cities=_cities(table) | _words(table["places"]["provinces"]),
        districts=_words(table["places"]["districts"]),
        tellers=MappingProxyType(_tellers(table)),
        trades=trade_words,
        heads=_words(trades["heads"]),
        soft=soft,
        topics=tuple(sorted(_words(trades["topics"]))),
        acts=tuple(sorted(_words(table["short"]["acts"]))),
        counted=tuple(sorted(_words(table["lists"]["counted"]), key=len, reverse=True)),
        alone=_words(table["government"]["alone"]),
        never=frozenset(stops["never"]),
        rarely=frozenset(stops["rarely"]),
        leads=frozenset(stops["leads"]),
        weak=frozenset(stops["weak"]),
        vague=_words(stops["generic"]),
        generic=_words(stops["generic"]) | trade_words,
        matter=frozenset(stops["matter"]),
        utilities=_words(stops["utilities"]),
        latin=_words(stops["latin"]),
        refused=_words(stops["refused"]),
        numerals=frozenset(stops["numerals"]),
        titles=tuple(sorted(_words(table["titles"]["words"]))),
        ranks=frozenset(e.text for e in endings if e.kind == "government" and len(e.text) == 1),
        plain=_words(table["endings_common"]["plain"]),
        rooms=_words(table["endings_common"]["rooms"]),
        offices=MappingProxyType(dict(table["offices"])),
        shorter=MappingProxyType(dict(table["shorter"])),
    )


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in found.items()}


def _tellers(table: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each level its places, and the words that tell of each: a province's cities too.

    高新 is a word and 高新区 a place, so the small ones are told by their full names.
    """
    places, cities = table["places"], table["cities"]
    provinces = _words(places["provinces"]) - _MUNICIPALITIES
    return {
        "省": {name: (name, *cities.get(name, "").split()) for name in provinces},
        "市": {name: (name,) for name in _cities(table) | _MUNICIPALITIES},
        "区": {name: (name + "区",) for name in _words(places["districts"])},
        "县": {name: (name + "县",) for name in _words(places["counties"])},
    }


def _cities(table: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(city for group in table["cities"].values() for city in group.split())


_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _endings(table: Mapping[str, Any]) -> Iterator[Ending]:
    trades = table["trades"]
    lists = {**table["endings"], "head": trades["heads"], "officer": trades["officers"]}
    shapes = {word: shape for shape in _SHAPES for word in lists[shape].split()}
    for word, shape in shapes.items():
        width = 0 if shape == "officer" else len(word)
        yield Ending(text=word, shape=shape, kind=_KINDS.get(shape, shape), width=width)


def _places(table: Mapping[str, Any]) -> Iterator[str]:
    """Each place, bare and with the words that say what it is.

    A town's bare name is as often a brand (阳明, 长河) and is no place here.
    """
    places = table["places"]
    towns, nations = _words(places["towns"]), _words(places["nations"])
    lists = (places[kind] for kind in ("provinces", "counties", "districts"))
    names = _cities(table).union(*map(_words, lists))
    yield from names | nations
    for name in names | towns:
        for suffix in _words(places["suffixes"]):
            yield name + suffix


def _parts(
    trades: Iterable[str], stops: Iterable[str], places: Iterable[str], endings: Iterable[Ending]
) -> dict[str, Part]:
    parts = dict.fromkeys(trades, Part.TRADE)
    for word in stops:
        parts[word] = Part.EITHER if word in parts else Part.STOP
    for ending in endings:
        if ending.shape in ("institute", "bank", "government", "media", "park", "legal"):
            parts.setdefault(ending.text, Part.PARENT)
    parts["集团"] = parts["控股集团"] = Part.PARENT
    parts |= dict.fromkeys(places, Part.PLACE)
    return {word: part for word, part in parts.items() if len(word) > 1}
