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
_ABBREVIATED = 2  # characters of the shortest names


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
    shipped: frozenset[str]  # names of organisations that are not the reader's own
    listed: frozenset[str]  # weak names that count in a list too: 工行、农行
    words: tuple[str, ...]
    matcher: AhoCorasick  # finds `words`: strong names, listed ones and the refused


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
    """The names of `entries`, less what the reader's own table says otherwise.

    Whom the reader's table calls by one of an entry's names has the others too.
    """
    entries, own = _merged(tuple(map(_cautious, entries)), own)
    own_names = {word for entry in own for word in _all_names(entry)}
    kept = [_without(entry, own_names) for entry in entries]
    everybody = [entry for entry in (*own, *kept) if entry.kind != NOBODY]
    owners = _owners((entry.name, (entry.name, *entry.aliases)) for entry in everybody)
    weak = _owners((entry.name, entry.weak) for entry in everybody)
    nobody = frozenset(w for entry in own if entry.kind == NOBODY for w in _all_names(entry))
    for word in nobody:
        owners.pop(word, None)
    short = frozenset(w for e in kept for w in map(folded_name, e.weak) if len(w) == _ABBREVIATED)
    listed = short - owners.keys() - nobody
    words = tuple(word for word in (*owners, *nobody, *sorted(listed)) if len(word) > 1)
    return Known(
        kinds=MappingProxyType({entry.name: entry.kind for entry in reversed(everybody)}),
        owners=MappingProxyType(owners),
        weak=MappingProxyType(weak),
        weak_names=MappingProxyType({entry.name: entry.weak for entry in everybody if entry.weak}),
        refused=nobody,
        shipped=frozenset(entry.name for entry in kept) - {entry.name for entry in own},
        listed=listed,
        words=words,
        matcher=AhoCorasick(words, matchkind=MATCHKIND_LEFTMOST_LONGEST, store_patterns=False),
    )


def folded_name(name: str) -> str:
    """A name as it stands in folded text."""
    return fold_name(name).text


def _all_names(entry: KnownOrganisation) -> Iterator[str]:
    yield from map(folded_name, (entry.name, *entry.aliases, *entry.weak))


def _merged(
    entries: Sequence[KnownOrganisation], own: Sequence[KnownOrganisation]
) -> tuple[Sequence[KnownOrganisation], Sequence[KnownOrganisation]]:
    """The entries that the reader's table leaves, and the reader's with what those lose.

    An entry whose name or alias heads one of the reader's gives it all names that
    are its alone.
    """
    if not own:
        return entries, own
    owners = _owners((e.name, (e.name, *e.aliases, *e.weak)) for e in (*entries, *own))
    by_name = {entry.name: entry for entry in entries}
    heirs: dict[str, KnownOrganisation] = {}
    merged = []
    for entry in own:
        others = [name for name in owners[folded_name(entry.name)] if name != entry.name]
        name = others[0] if len(others) == 1 else entry.name
        same = by_name.get(name)
        if same and same.kind == entry.kind and same.name not in heirs:
            heirs[same.name] = entry
            entry = _with_names(entry, same, owners)
        merged.append(entry)
    return [entry for entry in entries if entry.name not in heirs], merged


def _with_names(
    entry: KnownOrganisation, same: KnownOrganisation, owners: Mapping[str, tuple[str, ...]]
) -> KnownOrganisation:
    both = {entry.name, same.name}

    def alone(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if both.issuperset(owners[folded_name(name)]))

    return KnownOrganisation(
        name=entry.name,
        kind=entry.kind,
        aliases=(*entry.aliases, *alone((same.name, *same.aliases))),
        weak=(*entry.weak, *alone(same.weak)),
    )


def _without(entry: KnownOrganisation, taken: set[str]) -> KnownOrganisation:
    """An entry without the names that the reader gave to somebody else."""
    return KnownOrganisation(
        name=entry.name,
        kind=entry.kind,
        aliases=tuple(word for word in entry.aliases if folded_name(word) not in taken),
        weak=tuple(word for word in entry.weak if folded_name(word) not in taken),
    )


def _cautious(entry: KnownOrganisation) -> KnownOrganisation:
    """An entry whose abbreviations of two characters need a fuller name beside them.

    中行 and 东航 are cut out of any text (集中|行动); 华为, with which a longer name
    begins, is a brand and can stand alone. 国航 does not: 中国|国航 adds nothing.
    """
    longer = [name for name in (entry.name, *entry.aliases) if len(name) > _ABBREVIATED]
    loose = {name for name in entry.aliases if _is_abbreviated(name, longer)}
    return KnownOrganisation(
        name=entry.name,
        kind=entry.kind,
        aliases=tuple(name for name in entry.aliases if name not in loose),
        weak=(*entry.weak, *(name for name in entry.aliases if name in loose)),
    )


def _is_abbreviated(name: str, longer: Sequence[str]) -> bool:
    if len(name) != _ABBREVIATED or name.isascii() or not longer:
        return False
    nations = load_naming().nations
    return not any(name in other and other.removesuffix(name) not in nations for other in longer)


def _owners(names: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for owner, words in names:
        for word in map(folded_name, words):
            if owner not in owners.get(word, ()):
                owners[word] = (*owners.get(word, ()), owner)
    return owners
