"""Organisations in the manner of a dozen papers, against floors.

`gold/organisations/press` holds made-up pages, one a file, a paragraph a line, in
which `{name}` is a company, `{i:name}` an institute, `{f:name}` a fund, `{g:name}`
an office, `{m:name}` a paper and `{p:name}` a park or an association, which counts
neither way; `{name=>full name}` tells whom a short name belongs to. The rules for
what counts are those of the seeds' gold. Those in `open` and `held` were labelled
before any rule was written for them, and nobody looked into `held` while rules
were; those in `fresh` were written when the rules stood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.builders import make_block

from nbreader.annotate.organisations import find_organisations
from nbreader.annotate.tagging import Ranges, tag_article
from nbreader.model import Article
from nbreader.words import can_tag_organisations

GOLD = Path(__file__).parent / "gold"
FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
MARKED = re.compile(r"\{(?:([ifgmp]):)?([^{}=]+)(?:=>([^{}]+))?\}")
KINDS = {"i": "institute", "f": "fund", "g": "government", "m": "media", "p": "other"}
CORE = frozenset({"company", "institute", "fund"})


class Named(NamedTuple):
    """A name in an article: where, of what kind, and whose."""

    start: int
    end: int
    kind: str
    owner: str


class Counts(NamedTuple):
    """Names that are wanted, that were read, that were read right, and links alike."""

    wanted: int = 0
    read: int = 0
    exact: int = 0
    overlap: int = 0
    pairs: int = 0
    linked: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))

    def scores(self) -> dict[str, float]:
        return {
            "exact": 2 * self.exact / (self.wanted + self.read),
            "overlap": 2 * self.overlap / (self.wanted + self.read),
            "linked": self.linked / self.pairs,
        }


def read_page(path: Path) -> tuple[Article, list[Named]]:
    """The article of a file, and the names that are marked in it."""
    texts, wanted, at = [], [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        text, last = "", 0
        for mark in MARKED.finditer(line):
            text += line[last : mark.start()]
            start = at + len(text)
            text += mark[2]
            kind = KINDS.get(mark[1] or "", "company")
            wanted.append(Named(start, at + len(text), kind, mark[3] or mark[2]))
            last = mark.end()
        texts.append(text + line[last:])
        at += len(texts[-1]) + 1
    return Article(id=f"{path.stem}-i1", blocks=tuple(map(make_block, texts))), wanted


def count(article: Article, wanted: list[Named], tagged: Ranges) -> Counts:
    """How one article's companies, institutes and funds were read."""
    organisations, mentions = find_organisations((article,), tagged={article.id: tagged})
    kinds = {each.name: each.kind for each in organisations}
    found = [
        Named(m.start, m.end, kinds[owner], m.organisation)
        for m in mentions[article.id]
        for owner in ((m.organisation, *m.owners)[0] or m.owners[0],)
    ]
    core = [name for name in wanted if name.kind in CORE]
    places = {(name.start, name.end): name.owner for name in found}
    pairs = [(one, two) for one in core for two in core if one < two and one.owner == two.owner]
    return Counts(
        wanted=len(core),
        read=sum(_counts(name, wanted) for name in found),
        exact=sum(name[:2] in places for name in core),
        overlap=sum(any(_overlap(name, other) for other in found) for name in core),
        pairs=len(pairs),
        linked=sum(
            bool(places.get(one[:2])) and places.get(one[:2]) == places.get(two[:2])
            for one, two in pairs
        ),
    )


def _counts(name: Named, wanted: list[Named]) -> bool:
    """Tell whether a name that was read is right or wrong; offices and parks are neither."""
    touched = [other.kind for other in wanted if name.start < other.end and other.start < name.end]
    return any(kind in CORE for kind in touched) if touched else name.kind in CORE


def _overlap(one: Named, other: Named) -> bool:
    """Tell whether two names share half of both their spans or more."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end, other.end) - min(one.start, other.start)


def paths(folder: str) -> Iterator[Path]:
    yield from sorted((GOLD / "organisations" / "press" / folder).glob("*.txt"))


@cache
def scores(folder: str, *, tagger: bool = False) -> dict[str, float]:
    """The scores over all pages of a folder."""
    total = Counts()
    for path in paths(folder):
        article, wanted = read_page(path)
        total = total.plus(count(article, wanted, tag_article(article) if tagger else ()))
    return total.scores()


@pytest.mark.parametrize("folder", ["open", "held", "fresh"])
def test_the_press_keeps_its_floors(folder: str) -> None:
    reached, floors = scores(folder), FLOORS["organisations"]["press"][folder]

    assert {} == {name: reached[name] for name, floor in floors.items() if reached[name] < floor}


@pytest.mark.skipif(not can_tag_organisations(), reason="the extra `ner` is not installed")
@pytest.mark.parametrize("folder", ["open", "held"])
def test_the_tagger_loses_nothing(folder: str) -> None:
    assert scores(folder, tagger=True)["overlap"] >= scores(folder)["overlap"]
