"""Organisations that the tables name, by every name they go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

from nbreader.annotate.clauses import fold_name
from nbreader.annotate.naming import load_naming
from nbreader.tables import KnownOrganisation, load_organisations

NOBODY = "none"  # the kind of a table's words that are nobody's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All known names, folded; a name may have several owners.

    Words that the reader's own table refuses are in `refused` alone.
    """

    kinds: Mapping[str, str]  # by an organisation's name
    owners: Mapping[str, tuple[str, ...]]  # by each name that stands alone
    weak: Mapping[str, tuple[str, ...]]  # by each name that needs another beside it
    weak_names: Mapping[str, tuple[str, ...]]  # weak names by an organisation's name
    refused: frozenset[str]
    words: tuple[str, ...]
    matcher: AhoCorasick  # finds `words`: the strong names and the refused


@lru_cache(maxsize=4)
def load_known(own: tuple[KnownOrganisation, ...] = ()) -> Known:
    """The shipped organisations, and the reader's own, which win."""
    return known_of((*load_organisations(), *_offices_alone()), own=own)


def _offices_alone() -> Iterator[KnownOrganisation]:
    """The offices that are named without a place, less those that have a fuller name."""
    named = {word for entry in load_organisations() for word in _all_names(entry)}
    for name in sorted(load_naming().alone - named):
        yield KnownOrganisation(name=name, kind="government")


def known_of(entries: Iterable[KnownOrganisation], *, own: Sequence[KnownOrganisation]) -> Known:
    """The names of `entries`, less what the reader's own table says otherwise."""
    own_names = {word for entry in own for word in _all_names(entry)}
    kept = [_without(entry, own_names) for entry in entries]
    everybody = [entry for entry in (*own, *kept) if entry.kind != NOBODY]
    owners = _owners((entry.name, (entry.name, *entry.aliases)) for entry in everybody)
    weak = _owners((entry.name, entry.weak) for entry in everybody)
    nobody = frozenset(w for entry in own if entry.kind == NOBODY for w in _all_names(entry))
    for word in nobody:
        owners.pop(word, None)
    words = tuple(word for word in {**owners, **dict.fromkeys(nobody)} if len(word) > 1)
    return Known(
        kinds=MappingProxyType({entry.name: entry.kind for entry in reversed(everybody)}),
        owners=MappingProxyType(owners),
        weak=MappingProxyType(weak),
        weak_names=MappingProxyType({entry.name: entry.weak for entry in everybody if entry.weak}),
        refused=nobody,
        words=words,
        matcher=AhoCorasick(words, matchkind=MATCHKIND_LEFTMOST_LONGEST, store_patterns=False),
    )


def folded_name(name: str) -> str:
    """A name as it stands in folded text."""
    return fold_name(name).text


def _all_names(entry: KnownOrganisation) -> Iterator[str]:
    yield from map(folded_name, (entry.name, *entry.aliases, *entry.weak))


def _without(entry: KnownOrganisation, taken: set[str]) -> KnownOrganisation:
    """An entry without the names that the reader gave to somebody else."""
    return KnownOrganisation(
        name=entry.name,
        kind=entry.kind,
        aliases=tuple(word for word in entry.aliases if folded_name(word) not in taken),
        weak=tuple(word for word in entry.weak if folded_name(word) not in taken),
    )


def _owners(names: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for owner, words in names:
        for word in map(folded_name, words):
            if owner not in owners.get(word, ()):
                owners[word] = (*owners.get(word, ()), owner)
    return owners
