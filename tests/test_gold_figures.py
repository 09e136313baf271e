"""The figures of the five seeds and of other pages, against floors.

`gold/figures/seeds.tsv` has one figure a line; a figure marked optional may be
found or left out. `gold/figures/unseen` has short pages in the manner of other
papers: rules were mended by those of `open`, and never by those of `held`. What
counts as right: a figure overlaps, and value and unit agree (full); the words of
metric, subject and period agree by three fifths of their characters, or hold the
wanted ones.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.labelled import Label, figures_of_part, labelled_pages

from nbreader.annotate import find_figures
from nbreader.annotate.offsets import source_pieces, squeezed_offsets
from nbreader.annotate.organisations import find_organisations
from nbreader.intake import page_of_bytes
from nbreader.model import Figure
from nbreader.parse import parse_page
from nbreader.tables import load_tables

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))["figures"]
# The pages that were labelled before any rule was written, and the two that were
# first read, and labelled, when the rules for the others stood.
FIRST = ("000", "002", "003")
LATER = ("001", "004")


class Placed(NamedTuple):
    """A figure that was found, by its place in the file without white space."""

    start: int
    end: int
    figure: Figure


@cache
def wanted() -> tuple[Label, ...]:
    lines = (GOLD / "figures" / "seeds.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(
        Label._make((row[0], int(row[1]), *row[2:13], row[13] == "optional", True)) for row in rows
    )


@cache
def found(doc: str) -> tuple[Placed, ...]:
    path = SEEDS / doc
    raw = page_of_bytes(path.read_bytes(), path=path.name)
    page = parse_page(raw, tables=load_tables())
    squeezed = squeezed_offsets(raw.source.text)
    _, mentions = find_organisations(page.articles)
    placed = []
    for article in page.articles:
        for figure in find_figures(article, mentions[article.id], issue_date=page.date):
            pieces = source_pieces(
                article, figure.start, figure.end, text_of=lambda _: raw.source.text
            )
            placed.append(Placed(squeezed[pieces[0].start], squeezed[pieces[-1].end], figure))
    return tuple(placed)


def same_number(figure: Figure, gold: Label) -> bool:
    """Tell whether value and unit agree with the gold or with one of its other readings."""
    if not gold.judged:
        return True
    first, *others = gold.values.split("|")
    if f"{figure.value}{figure.unit}" in others:
        return True
    if figure.unit != gold.unit:
        return False
    if ".." in first:
        low, high = map(Decimal, first.split(".."))
        return figure.value is None or low <= figure.value <= high
    return figure.value == Decimal(first)


def same_words(told: str, gold: str) -> bool:
    """Tell whether two columns say the same, by their characters."""
    told, gold = "".join(told.split()), "".join(gold.split())
    if not gold or not told:
        return told == gold
    common = sum((Counter(told) & Counter(gold)).values())
    return gold in told or 2 * common / (len(told) + len(gold)) >= 0.6


def pairs(docs: tuple[str, ...]) -> Iterator[tuple[Label | None, Figure | None]]:
    """Wanted and found figures that overlap, and those that stand alone."""
    for doc in sorted({gold.doc for gold in wanted() if gold.doc.startswith(docs)}):
        left = list(found(doc))
        for gold in (gold for gold in wanted() if gold.doc == doc):
            match = next((each for each in left if overlap(each, gold)), None)
            if match is not None:
                left.remove(match)
            if not gold.optional:
                yield gold, match.figure if match else None
        yield from ((None, each.figure) for each in left)


def overlap(placed: Placed | Figure, gold: Label) -> bool:
    return placed.start < gold.end and gold.start < placed.end


def unseen_pairs(part: str) -> Iterator[tuple[Label | None, Figure | None]]:
    """Wanted and found figures of the short pages that overlap, and those that stand alone."""
    for (_, _, labels), found_here in zip(labelled_pages(part), figures_of_part(part), strict=True):
        left = list(found_here)
        for gold in labels:
            match = next((each for each in left if overlap(each, gold)), None)
            if match is not None:
                left.remove(match)
            if not gold.optional:
                yield gold, match
        yield from ((None, figure) for figure in left)


@cache
def scores(docs: tuple[str, ...]) -> dict[str, float]:
    """The measures of some seeds."""
    return measures(list(pairs(docs)))


@cache
def unseen_scores(part: str) -> dict[str, float]:
    """The measures of the short pages of a part."""
    return measures(list(unseen_pairs(part)))


def measures(
    compared: Sequence[tuple[Label | None, Figure | None]],
) -> dict[str, float]:
    """F1 of full agreement, and the share of right attributes among figures that overlap."""
    both = [(gold, figure) for gold, figure in compared if gold and figure]
    golds = sum(gold is not None for gold, _ in compared)
    figures = sum(figure is not None for _, figure in compared)
    right = sum(same_number(figure, gold) for gold, figure in both)
    measured = {"full": 2 * right / (golds + figures)}
    for name in ("kind", "direction", "approx", "status"):
        agree = [getattr(figure, name) == getattr(gold, name) for gold, figure in both]
        measured[name] = sum(agree) / len(both)
    for name in ("metric", "subject", "period"):
        agree = [
            any(
                same_words(getattr(figure, name), words) for words in getattr(gold, name).split("/")
            )
            for gold, figure in both
        ]
        measured[name] = sum(agree) / len(both)
    return measured


@pytest.mark.parametrize("measure", FLOORS["first"])
def test_figures_of_the_first_pages_reach_their_floor(measure: str) -> None:
    assert scores(FIRST)[measure] >= FLOORS["first"][measure]


@pytest.mark.parametrize("measure", FLOORS["later"])
def test_figures_of_the_later_pages_reach_their_floor(measure: str) -> None:
    assert scores(LATER)[measure] >= FLOORS["later"][measure]


@pytest.mark.parametrize("part", ["open", "held"])
@pytest.mark.parametrize("measure", FLOORS["held"])
def test_figures_of_other_papers_reach_their_floor(part: str, measure: str) -> None:
    assert unseen_scores(part)[measure] >= FLOORS[part][measure]


def test_scopes_of_ranks_are_read() -> None:
    ranks = [
        (gold.scope, figure.scope)
        for gold, figure in pairs(FIRST)
        if gold and figure and gold.kind == "rank"
    ]

    assert [scope for scope, _ in ranks] == [scope for _, scope in ranks]


def test_words_that_share_little_differ() -> None:
    assert not same_words("产业集群数量", "规上工业产值")


def test_value_of_another_size_differs() -> None:
    gold = wanted()[0]
    figure = found(gold.doc)[0].figure

    assert not same_number(figure, gold._replace(values="41"))
