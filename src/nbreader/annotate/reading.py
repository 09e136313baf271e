"""All names of one block: by rule, by table, by list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nbreader import words
from nbreader.annotate.aliases import BRANCHES
from nbreader.annotate.clauses import is_between_words
from nbreader.annotate.folding import Folded
from nbreader.annotate.known import Known
from nbreader.annotate.lexicon import load_surnames
from nbreader.annotate.lists import Alias, names_in_lists, second_names
from nbreader.annotate.names import Name, find_names
from nbreader.annotate.naming import Naming
from nbreader.annotate.tagging import Range, with_tagged

_SEAT = re.compile(r"\(([^()]{2,12})\)")
# A short word may be cut out of two others (建行 in 建行动), this long it is not.
_SAFE = 4
_FAMILY = re.compile("系(?![统列])")  # 海信系: all that belongs to them
_ROW = 7  # a mark, and the characters of a name beside it in a list
_SHORT = 2  # so short it is cut out of three words too: 东航 of 东|航向
_JOINING = frozenset("和时经应项")  # surnames that join sooner than they name: 和海尔
_LEVELS = frozenset("省市区县")
_OF_SOME = frozenset("某该各两多每几数级城地都")  # before 市政府: not the page's own
_OWNERS = frozenset({"company", "institute"})
_GROUNDS = frozenset({"park", "community"})
_FORMS = ("集团有限公司", "股份有限公司", "有限公司", "集团公司", "集团", "公司", "股份")


class Reading(NamedTuple):
    """The names of a block, in order, and which of them are second names."""

    names: tuple[Name, ...]
    aliases: tuple[Alias, ...]


def read_block(
    folded: Folded, naming: Naming, known: Known, tagged: Sequence[Range] = ()
) -> Reading:
    """The names of a block before any page is asked for short names.

    `tagged` are the ranges of the folded text that a tagger takes for names.
    """
    names = [*known_names(folded, naming, known), *find_names(folded, naming)]
    names = apart(_without_refused(folded, names, naming, known)) if names else []
    if tagged:
        names = with_tagged(folded, names, tagged, naming)
        names = apart(_without_refused(folded, names, naming, known))
    names = [_with_seat(folded.text, name, naming) for name in names]
    names = apart((*names, *names_in_lists(folded, names, naming)))
    return Reading(tuple(names), tuple(second_names(folded, names)) if names else ())


def _with_seat(text: str, name: Name, naming: Naming) -> Name:
    """An institute's name with the place in brackets behind it: 哈尔滨工业大学（深圳）."""
    if name.kind != "institute":
        return name
    seat = _SEAT.match(text, name.end)
    if not seat or not all(word in naming.places for word in seat[1].split("·")):
        return name
    return name._replace(end=seat.end())


def _without_refused(
    folded: Folded, names: Sequence[Name], naming: Naming, known: Known
) -> Iterator[Name]:
    """The names, less refused words and what a known name shows to be none."""
    owners = {name.start: name for name in names if name.shape == "known"}
    for name in names:
        if folded.text[name.start : name.end] in known.refused:
            continue
        owner = owners.get(name.start)
        if not owner or owner is name or not _is_owned(folded, name, owner, naming):
            yield name


def _is_owned(folded: Folded, name: Name, owner: Name, naming: Naming) -> bool:
    """Tell whether a name is what a known one owns or does, not a name of its own.

    A company's grounds (中国中车|宁波产业基地), an office's topic (工信部|人工智能).
    """
    if name.kind in _GROUNDS and owner.kind in _OWNERS:
        return naming.place_after(folded.text, owner.end) > owner.end
    return name.shape == "head" and owner.kind not in _OWNERS


def apart(names: Iterable[Name]) -> list[Name]:
    """Of names that overlap the longest, in the order of the text."""
    names = list(names)
    if len(names) < 2:
        return names
    kept: list[Name] = []  # in the order of the text
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        at = bisect_right(kept, name.start, key=lambda other: other.start)
        is_behind = not at or kept[at - 1].end <= name.start
        if is_behind and (at == len(kept) or name.end <= kept[at].start):
            kept.insert(at, name)
    return kept


def known_names(folded: Folded, naming: Naming, known: Known) -> Iterator[Name]:
    """The names that the tables hold, each with the form behind it."""
    text = folded.text
    for index, start, end in known.matcher.find_matches_as_indexes(text):
        word = known.words[index]
        if word in known.refused or not stands_alone(folded, start, end, naming):
            continue
        if word in naming.alone and not _is_bare_office(text, start):
            continue
        if word in known.listed and not _is_listed(text, start, end, known):
            continue
        owner = (known.owners.get(word) or known.weak[word])[0]
        kind = known.kinds[owner]
        if kind == "company":
            if text.startswith(_FORMS, end):
                end += next(len(form) for form in _FORMS if text.startswith(form, end))
            end = _branch_end(text, end, naming)
        place = naming.place_before(text, start)
        if place < start and owner.startswith(text[place:start]):
            start = place
        yield Name(start=start, end=end, kind=kind, shape="known")


def _is_bare_office(text: str, start: int) -> bool:
    """Tell whether an office is printed without a place: 市政府, not 某市政府 or 城市|政府."""
    before = text[max(0, start - 1) : start]
    return text[start] not in _LEVELS or not (
        before in _OF_SOME or words.is_word(text[start - 1 : start + 1])
    )


def _is_listed(text: str, start: int, end: int, known: Known) -> bool:
    """Tell whether a short name stands in a row with another name: 工行、农行."""
    before, behind = text[max(0, start - _ROW) : start], text[end : end + _ROW]
    rows = (
        (before[-at:-1] for at in range(3, _ROW + 1)),
        (behind[1:at] for at in range(3, _ROW + 1)),
    )
    return any(
        word in known.listed or word in known.owners
        for stop, words_beside in zip((before[-1:], behind[:1]), rows, strict=True)
        if stop == "、"
        for word in words_beside
    )


def _branch_end(text: str, end: int, naming: Naming) -> int:
    """Where the name of a branch ends: 宁波分公司 behind the company's name."""
    place = naming.place_after(text, end)
    if place == end or not text.startswith(BRANCHES, place):
        return end
    return place + next(len(word) for word in BRANCHES if text.startswith(word, place))


def stands_alone(folded: Folded, start: int, end: int, naming: Naming) -> bool:
    """Tell whether no other word reaches into a short name's place.

    The word for an office (市委书记) may go on behind the body's name, and a long
    name may begin inside what the dictionary takes for a word.
    """
    text = folded.text
    if _FAMILY.match(text, end):
        return False
    if not is_between_words(text, end) and not text.startswith(naming.titles, end):
        return False
    if end - start <= _SHORT and (
        _is_crossed(text, start, end) or _is_given_name(text, start, naming)
    ):
        return False
    return end - start >= _SAFE or is_between_words(text, start)


def _is_crossed(text: str, start: int, end: int) -> bool:
    """Tell whether the dictionary has a word that lies across an edge of a name."""
    return any(words.is_word(text[at - 1 : at + 1]) for at in (start, end) if at)


def _is_given_name(text: str, start: int, naming: Naming) -> bool:
    """Tell whether a surname stands by itself before two characters: 张|海亮."""
    surname = text[max(0, start - 1) : start]
    if surname not in load_surnames() or surname in naming.leads or surname in _JOINING:
        return False
    return is_between_words(text, start - 1)
