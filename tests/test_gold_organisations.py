"""The companies, institutes and funds of the five seeds, against floors.

`gold/organisations/seeds.jsonl` names each with its places, which count the
characters of the file without white space.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from nbreader.annotate import organisations
from nbreader.annotate.known import Known, folded_name, known_of
from nbreader.annotate.offsets import source_pieces
from nbreader.intake import page_of_bytes
from nbreader.model import Article, Mention, Page
from nbreader.parse import compose_issues, parse_page
from nbreader.tables import KnownOrganisation, load_organisations, load_tables

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"
FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
CORE = frozenset({"company", "institute", "fund"})


class Named(NamedTuple):
    """A mention in a file: where, and of whom."""

    doc: str
    start: int
    end: int
    owner: str


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


@cache
def pages() -> tuple[Page, ...]:
    """The five seeds, composed into issues."""
    parsed = (
        parse_page(page_of_bytes(path.read_bytes(), path=path.name), tables=load_tables())
        for path in sorted(SEEDS.glob("*.txt"))
    )
    return tuple(page for issue in compose_issues(parsed) for page in issue.pages)


@cache
def wanted() -> frozenset[Named]:
    """What the gold says."""
    lines = (GOLD / "organisations" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    return frozenset(
        Named(doc=entry["doc"], start=start, end=end, owner=entry["name"])
        for entry in map(json.loads, lines)
        for start, end in entry["places"]
    )


def read_seeds() -> set[Named]:
    """What the program says."""
    articles = [(article, page) for page in pages() for article in page.articles]
    found, mentions = organisations.find_organisations([article for article, _ in articles])
    core = {each.name for each in found if each.kind in CORE}
    return {
        place_of(article, page, mention)
        for article, page in articles
        for mention in mentions[article.id]
        if (mention.organisation or mention.owners[0]) in core
    }


def place_of(article: Article, page: Page, mention: Mention) -> Named:
    """A mention's place in its file without white space."""
    sources = {each.id: each.source for each in pages()}
    pieces = source_pieces(
        article, mention.start, mention.end, text_of=lambda name: sources[name or page.id].text
    )
    source = sources[pieces[0].page or page.id]
    start = len(squeezed(source.text[: pieces[0].start]))
    end = start + len(squeezed(mention.printed))
    owner = mention.organisation or "|".join(mention.owners)
    return Named(doc=source.name, start=start, end=end, owner=owner)


def f1(right: int, read: int, gold: int) -> float:
    return 2 * right / (read + gold)


def overlapping(one: Named, others: Iterable[Named]) -> Named | None:
    """The one of `others` that shares half of both names' span or more."""
    for other in others:
        shared = min(one.end, other.end) - max(one.start, other.start)
        whole = max(one.end, other.end) - min(one.start, other.start)
        if one.doc == other.doc and 2 * shared >= whole:
            return other
    return None


def linking(matched: Mapping[Named, Named | None]) -> float:
    """B-cubed F1 over the gold's mentions; one that was missed is linked to nobody."""
    recalls = [_share(gold, gold.owner, matched, of_gold=True) for gold in matched]
    read = [(gold, named) for gold, named in matched.items() if named]
    precisions = [_share(gold, named.owner, matched, of_gold=False) for gold, named in read]
    recall = sum(recalls) / len(recalls)
    precision = sum(precisions) / len(precisions)
    return 2 * recall * precision / (recall + precision)


def _share(
    gold: Named, owner: str, matched: Mapping[Named, Named | None], *, of_gold: bool
) -> float:
    """How many of the mentions linked with one on one side are on the other too."""
    mine = matched[gold]
    if of_gold:
        cluster = [named for other, named in matched.items() if other.owner == owner]
        return sum(bool(named and mine and named.owner == mine.owner) for named in cluster) / len(
            cluster
        )
    golds = [other for other, named in matched.items() if named and named.owner == owner]
    return sum(other.owner == gold.owner for other in golds) / len(golds)


def scores() -> dict[str, float]:
    """Exact and overlap F1, and linking."""
    read, gold = read_seeds(), wanted()
    spans = {named[:3] for named in read} & {named[:3] for named in gold}
    matched = {each: overlapping(each, read) for each in gold}
    return {
        "exact": f1(len(spans), len(read), len(gold)),
        "overlap": f1(sum(map(bool, matched.values())), len(read), len(gold)),
        "linking": linking(matched),
    }


def below(floors: Mapping[str, float], reached: Mapping[str, float]) -> dict[str, float]:
    return {name: reached[name] for name, floor in floors.items() if reached[name] < floor}


@cache
def known_without_the_seeds() -> Known:
    """The shipped table less every company, institute and fund that a seed prints."""
    text = folded_name("".join(squeezed(page.source.text) for page in pages()))
    return known_of((e for e in load_organisations() if not _is_printed(e, text)), own=())


def _is_printed(entry: KnownOrganisation, text: str) -> bool:
    names = (entry.name, *entry.aliases, *entry.weak)
    return entry.kind in CORE and any(folded_name(name) in text for name in names)


def test_the_seeds_keep_their_floors() -> None:
    assert below(FLOORS["organisations"]["seeds"], scores()) == {}


def test_the_rules_alone_keep_their_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisations, "load_known", lambda own: known_without_the_seeds())

    assert below(FLOORS["organisations"]["rules-alone"], scores()) == {}
