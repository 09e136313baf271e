"""Which place's office a page means by 市委 or 省政府.

A paper leaves out the place where its readers live. It is the one that the page
speaks of most, or the only one whose offices it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from nbreader.annotate.known import Known, folded_name
from nbreader.annotate.linking import Links
from nbreader.annotate.naming import Naming
from nbreader.annotate.towns import town_of_office

_LEVELS = "省市区县"
_MORE = 2  # times as often as any other place


class Seats:
    """The places that pages speak of, looked for when an office is printed bare."""

    def __init__(
        self, texts: Mapping[str, Iterable[str]], links: Links, known: Known, naming: Naming
    ) -> None:
        self._texts, self._links, self._known, self._naming = texts, links, known, naming
        self._seats: dict[tuple[str, str], str] = {}
        self._places: dict[str, Counter[str]] = {}

    def owner_of(self, office: str, page: str) -> str:
        """The full name of a page's bare office; "" where the place is not told.

        An office that says more than its rank (市经信局) stays as it is then.
        """
        if office[:1] not in _LEVELS:
            return office
        place = self._seat(page, office[0])
        if not place:
            return "" if office in self._naming.alone else office
        full = place + office[1:]
        owners = self._links.owners(full, page, self._known)
        if len(owners) == 1:
            return owners[0]
        self._links.kinds.setdefault(full, "government")
        return full

    def _seat(self, page: str, level: str) -> str:
        if (page, level) not in self._seats:
            self._seats[page, level] = self._most_told(page, level) or self._only(page, level)
        return self._seats[page, level]

    def _most_told(self, page: str, level: str) -> str:
        """The place of a level that a page names far more often than any other."""
        told = self._told(page)
        counts = {
            place: sum(map(told.__getitem__, words))
            for place, words in self._naming.tellers[level].items()
            if not told.keys().isdisjoint(words)
        }
        counts |= self._told_of_towns(page, level)
        if not counts:
            return ""
        first, second = sorted((0, *counts.values()), reverse=True)[:2]
        if first < max(1, _MORE * second):
            return ""
        return max(counts, key=counts.__getitem__) + level

    def _told_of_towns(self, page: str, level: str) -> dict[str, int]:
        """How often a page prints each place of no table whose offices it names."""
        offices = (
            folded_name(name)
            for name, kind in self._links.kinds.items()
            if kind == "government" and page in self._links.pages.get(name, ())
        )
        towns = {town_of_office(name, self._naming): name for name in offices}
        return {
            town: sum(text.count(town) for text in self._texts[page])
            for town, name in towns.items()
            if town and name.startswith(town + level)
        }

    def _told(self, page: str) -> Counter[str]:
        """How often a page prints each place, with its level and without."""
        if page not in self._places:
            text = "\n".join(self._texts[page])
            hits = self._naming.place_matcher.find_matches_as_indexes(text, overlapping=True)
            self._places[page] = Counter(text[start:end] for _, start, end in hits)
        return self._places[page]

    def _only(self, page: str, level: str) -> str:
        """The place of a level whose offices a page names, if it is only one."""
        places = set()
        for name, kind in self._links.kinds.items():
            if kind == "government" and page in self._links.pages.get(name, ()):
                place = name[: self._naming.place_after(name)]
                places |= {place} if place.endswith(level) else set()
        return places.pop() if len(places) == 1 else ""
