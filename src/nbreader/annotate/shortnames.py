"""Short names found again: every name that a fuller one explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from nbreader.annotate.folding import Folded
from nbreader.annotate.known import Known
from nbreader.annotate.linking import Links
from nbreader.annotate.names import Name
from nbreader.annotate.naming import Naming
from nbreader.annotate.reading import apart, stands_alone

_QUOTES = ("“", "”", "‘", "’", '"')
_TERM = 8  # characters of a quoted term; a quotation that begins so is longer
_KEY = 2  # characters that lead to the names which begin with them


class ShortNames:
    """The names that links explain, to be looked for in any block."""

    def __init__(self, links: Links, known: Known, naming: Naming) -> None:
        self._links, self._known, self._naming = links, known, naming
        self._heads = tuple(naming.heads)
        self._by_key: dict[str, list[str]] = {}
        for word in sorted(set(links.words(known)), key=len, reverse=True):
            if len(word) >= _KEY:
                self._by_key.setdefault(word[:_KEY], []).append(word)
        self._keys = tuple(self._by_key)
        self._matcher = AhoCorasick(self._keys, store_patterns=False)

    def names_in(self, folded: Folded, names: Iterable[Name], page: str) -> list[Name]:
        """The names read in a block of a page, and the short ones beside them."""
        found = (*names, *self._short(folded, page))
        return apart(self._without_room(name, folded, page) for name in found)

    def _without_room(self, name: Name, folded: Folded, page: str) -> Name:
        """The name, or only the company's where it is a company's room (某某食品|实验室)."""
        if name.kind != "institute":
            return name
        text = folded.text[name.start : name.end]
        room = next((room for room in self._naming.rooms if text.endswith(room)), "")
        owners = self._owners(text.removesuffix(room), page) if room else ()
        if not any(self._links.kinds.get(owner) == "company" for owner in owners):
            return name
        return name._replace(end=name.end - len(room), kind="company")

    def _short(self, folded: Folded, page: str) -> Iterator[Name]:
        """The longest name at each place that the page can mean."""
        free = 0
        hits = self._matcher.find_matches_as_indexes(folded.text, overlapping=True)
        for index, start, _ in hits:
            if start < free:
                continue
            name = self._name_at(folded, start, self._keys[index], page)
            if name:
                free = name.end
                yield name

    def _name_at(self, folded: Folded, start: int, key: str, page: str) -> Name | None:
        """The longest name here that has an owner and stands by itself.

        A derived name that is cut out of a product (极氪智能|电动汽车) or a quoted
        term (“招宝|氢谷”) is none, nor is any shorter one in its place.
        """
        text = folded.text
        for word in self._by_key[key]:
            owners = self._owners(word, page) if text.startswith(word, start) else ()
            end = start + len(word)
            if owners and word not in self._links.names and self._is_cut(word, text, start, end):
                return None
            if owners and stands_alone(folded, start, end, self._naming):
                kind = self._links.kinds.get(owners[0], "company")
                return Name(start=start, end=end, kind=kind, shape="short")
        return None

    def _owners(self, name: str, page: str) -> tuple[str, ...]:
        return self._links.owners(name, page, self._known)

    def _is_cut(self, word: str, text: str, start: int, end: int) -> bool:
        if text[start - 1 : start] in _QUOTES and text[end : end + 1] not in _QUOTES:
            return any(mark in text[end : end + _TERM] for mark in _QUOTES)
        return word.endswith(self._heads) and self._naming.product_at(text, end)
