"""Pages with a known structure: the five seeds and typeset pages, against floors.

The floors stand in gold/floors.toml. A floor may be raised when the parser gets
better; lowering one is a decision that its commit has to explain.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.scoring import Scores, mean_scores, score_page
from tests.typesetting import HELD_OUT, SHAPES, load_truth, miscounted, typeset
from tests.typesetting.truth import PageTruth, text_at

from nbreader.intake import page_of_bytes
from nbreader.model import Page
from nbreader.parse import parse_page
from nbreader.tables import Tables, load_tables

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"
CLEAN = [
    *sorted((GOLD / "negative").glob("*.txt")),
    *(
        pytest.param(path, marks=pytest.mark.xfail(strict=True, reason="taken for a loss"))
        for path in sorted((GOLD / "known-failures").glob("*.txt"))
    ),
]
DAMAGE = {"joined", "moved", "gap", "repeat"}
WILD = sorted((GOLD / "wild").glob("*.json"))
FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
POOLS = {"typeset": range(42), "held-out": range(HELD_OUT, HELD_OUT + 28)}


@cache
def tables() -> Tables:
    return load_tables()


def parsed(data: bytes, name: str) -> Page:
    return parse_page(page_of_bytes(data, path=name), tables=tables())


@cache
def seed_scores(path: Path) -> Scores:
    truth = load_truth(path.read_text(encoding="utf-8"))
    return score_page(parsed((SEEDS / truth.doc).read_bytes(), truth.doc), truth)


@cache
def typeset_scores(pool: str, shape: str) -> tuple[Scores, ...]:
    pages = [typeset(shape, seed) for seed in POOLS[pool]]
    return tuple(
        score_page(parsed(page.source.encode(), page.truth.doc), page.truth) for page in pages
    )


def below(scores: Scores, floors: dict[str, float]) -> dict[str, float]:
    """The measures that fall short of their floor, with what they are."""
    return {name: scores[name] for name, floor in floors.items() if scores[name] < floor}


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.stem[:3])
def test_gold_of_a_seed_holds_each_character_once(path: Path) -> None:
    truth = load_truth(path.read_text(encoding="utf-8"))
    source = (SEEDS / truth.doc).read_text(encoding="utf-8")

    assert [] == miscounted(source, truth)


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.stem[:3])
def test_gold_of_a_seed_says_what_stands_at_its_spans(path: Path) -> None:
    truth = load_truth(path.read_text(encoding="utf-8"))
    source = (SEEDS / truth.doc).read_text(encoding="utf-8")

    assert _texts(truth) == [text_at(source, p.spans) for a in truth.articles for p in a.passages]


def _texts(truth: PageTruth) -> list[str]:
    return [passage.text for article in truth.articles for passage in article.passages]


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.stem[:3])
def test_each_seed_keeps_its_floors(path: Path) -> None:
    assert {} == below(seed_scores(path), FLOORS["structure"]["each-seed"])


def test_the_seeds_keep_their_floors() -> None:
    means = mean_scores([seed_scores(path) for path in WILD])

    assert {} == below(means, FLOORS["structure"]["seeds"])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("pool", POOLS)
def test_typeset_pages_keep_their_floors(pool: str, shape: str) -> None:
    means = mean_scores(typeset_scores(pool, shape))

    assert {} == below(means, FLOORS["structure"][pool][shape])


@pytest.mark.parametrize("pool", POOLS)
def test_all_typeset_pages_together_keep_their_floors(pool: str) -> None:
    means = mean_scores([mean_scores(typeset_scores(pool, shape)) for shape in SHAPES])

    assert {} == below(means, FLOORS["structure"][pool]["all"])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("pool", POOLS)
def test_nothing_of_a_typeset_page_is_lost(pool: str, shape: str) -> None:
    rows = typeset_scores(pool, shape)

    assert [1.0] * len(rows) == [scores["conserved"] for scores in rows]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_page_without_damage_is_said_to_have_none(path: Path) -> None:
    page = parsed(path.read_bytes(), path.name)

    doubts = [doubt for article in page.articles for doubt in article.doubts] + list(page.doubts)
    assert set() == {doubt.code for doubt in doubts} & DAMAGE


@pytest.mark.parametrize(
    "path", sorted((GOLD / "negative").glob("*.txt")), ids=lambda path: path.stem
)
def test_a_page_without_damage_keeps_its_order(path: Path) -> None:
    page = parsed(path.read_bytes(), path.name)

    starts = [block.pieces[0].start for article in page.articles for block in article.blocks]
    assert sorted(starts) == starts
