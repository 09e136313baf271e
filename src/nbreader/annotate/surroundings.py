"""What stands around the figures of an article: its texts, names and speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from nbreader.annotate.lexicon import load_cities, load_divisions, load_provinces
from nbreader.annotate.places import find_places, place_end, place_pattern

MEDIA = re.compile(
    r"(?:日报|晚报|商报|时报|社|电视台|记者|局|委|部|厅|办|政府|海关|法院|检察院|党中央|国务院)$"
)
_LEVEL = re.compile("(?:省|市|自治区)$")
_TOWN_LEVELS = ("市", "县", "区")
_HOUSE = re.compile(r"[^、，]*(?:公司|集团|科技|股份|银行|大学|学院|研究院|医院|实验室|社区|村)")


@cache
def _office() -> re.Pattern[str]:
    """A place in front of its office: 镇海区委, 宁波前湾新区管委会."""
    place = place_pattern().pattern
    return re.compile(
        rf"(?P<place>(?:{place})+)(?:市|区|县|镇)?(?:委(?!党校)|政府|管委会|人大|政协|党工委)"
    )


class Subject(NamedTuple):
    """Whom a figure is told of, "" where the text does not say."""

    text: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The folded texts of an article's blocks, with the organisations named in them.

    `names` holds the (start, end) of each name, block by block, in order.
    """

    texts: tuple[str, ...]
    names: tuple[tuple[tuple[int, int], ...], ...]
    asides: frozenset[int] = frozenset()  # bylines, captions: blocks that tell no story
    title: str = ""  # of the speaker whose words the article is
    towns: tuple[str, ...] = ()  # places of no table that the article's organisations tell of
    # Who opens a clause, and who opens a sentence or one before it, by block and
    # place: the figures of a paragraph ask for the same again and again.
    openers: dict[tuple[int, int, int], Subject | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    earlier: dict[tuple[int, int], Subject | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def home(self) -> str:
        """Whom a speaker means by 我们: the place or house of the title, "" for none."""
        places = list(_office().finditer(self.title))
        if places:
            return places[-1]["place"]
        if self.title.startswith(("市", "本市", "我市")):
            return self.city
        house = _HOUSE.match(self.title)
        return house.group() if house else ""

    @cached_property
    def city(self) -> str:
        """The city that the article speaks of most, "" for none.

        A city below a prefecture is it only where no other place is named as often before,
        and a town of no table where it is named more often than the city of the tables.
        """
        known, told = self._known_city, {town: self._count(town) for town in self.towns}
        town = max(told, key=told.__getitem__, default="")
        return town if town and (not known or told[town] > self._count(known)) else known

    def _count(self, place: str) -> int:
        return sum(text.count(place) for text in self.texts)

    @property
    def _known_city(self) -> str:
        first = next(iter(self._places), "")
        if first in load_divisions().cities - load_provinces():
            return first
        return next((name for name in self._places if name in load_cities()), "")

    def town_end(self, phrase: str) -> int:
        """Where one of `towns` ends that a phrase begins with, its level included: 云港市."""
        town = next((town for town in self.towns if phrase.startswith(town)), "")
        return len(town) + bool(town and phrase.startswith(_TOWN_LEVELS, len(town)))

    def place_of(self, level: str) -> str:
        """The place printed with this level (区, 县, 州, 旗) that the article names most."""
        named = (name for name in self._places if len(name) > 2 and name.endswith(level))
        return next((name for name in named if place_end(name) == len(name)), "")

    @property
    def is_of_a_place(self) -> bool:
        """Tell whether the article speaks of a city or a province."""
        return bool(self.city or self.province)

    @cached_property
    def province(self) -> str:
        """The province that the article speaks of most, "" for none."""
        return next((name for name in self._places if name in load_provinces()), "")

    @cached_property
    def _places(self) -> tuple[str, ...]:
        """The places that the article names, without their level, the most frequent first."""
        found = Counter(_LEVEL.sub("", place) for text in self.texts for place in find_places(text))
        return tuple(name for name, _ in found.most_common())

    @cached_property
    def named(self) -> frozenset[str]:
        """The organisations that the article names."""
        return frozenset(name for _, names in self._names_of for _, _, name in names)

    def names_in(self, block: int, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Each organisation named in a range of a block, with its place."""
        starts, names = self._names_of[block]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return ((a, name) for a, b, name in names[first:last] if b <= end)

    def name_at(self, block: int, start: int) -> str:
        """The organisation whose name begins at `start`, "" for none."""
        return self._names_by_start[block].get(start, "")

    @cached_property
    def _names_of(self) -> tuple[tuple[list[int], list[tuple[int, int, str]]], ...]:
        """Where the names of each block begin, and the names."""
        return tuple(
            ([a for a, _ in names], [(a, b, text[a:b]) for a, b in names])
            for text, names in zip(self.texts, self.names, strict=True)
        )

    @cached_property
    def _names_by_start(self) -> tuple[dict[int, str], ...]:
        return tuple(
            {a: text[a:b] for a, b in names}
            for text, names in zip(self.texts, self.names, strict=True)
        )

    def last_name(self, block: int, at: int) -> str:
        """The organisation named last before `at` that can be 该公司, "" for none."""
        for index in range(block, -1, -1):
            starts, names = self._names_of[index]
            last = bisect_left(starts, at) if index == block else len(names)
            for _, end, name in reversed(names[:last]):
                if (index < block or end <= at) and not MEDIA.search(name):
                    return name
        return ""


class Site(NamedTuple):
    """Where a subject is looked for: one block among the article's."""

    around: Surroundings
    block: int

    @property
    def text(self) -> str:
        """The folded text of the block."""
        return self.around.texts[self.block]
