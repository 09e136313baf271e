"""Newspaper pages with a known structure, broken as recognition breaks them.

`typeset(shape, seed)` gives the same page each time. Seeds from 1000 on use
articles that no smaller seed uses.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.typesetting.copydesk import Desk, open_desk
from tests.typesetting.shape_a import typeset_front_page
from tests.typesetting.shape_b import typeset_dump
from tests.typesetting.shape_f import typeset_other
from tests.typesetting.shape_plain import (
    typeset_banner_page,
    typeset_box_page,
    typeset_names_page,
)
from tests.typesetting.sheet import TypesetPage
from tests.typesetting.truth import PageTruth, dump_truth, load_truth, miscounted

HELD_OUT = 1000  # the first seed of the held-out articles

__all__ = [
    "HELD_OUT",
    "SHAPES",
    "PageTruth",
    "TypesetPage",
    "dump_truth",
    "load_truth",
    "miscounted",
    "typeset",
]

Typesetter = Callable[[random.Random, Desk, str, int], TypesetPage]

SHAPES: dict[str, Typesetter] = {
    "A": lambda rng, desk, doc, seed: typeset_front_page(rng, desk, doc, losses=seed % 2 == 1),
    "B": lambda rng, desk, doc, seed: typeset_dump(rng, desk, doc, heads_last=seed % 2 == 0),
    "C": lambda rng, desk, doc, seed: typeset_box_page(rng, desk, doc, knots=seed % 2 == 0),
    "D": lambda rng, desk, doc, seed: typeset_names_page(rng, desk, doc),
    "E": lambda rng, desk, doc, seed: typeset_banner_page(rng, desk, doc, losses=seed % 2 == 0),
    "F": lambda rng, desk, doc, seed: typeset_other(rng, desk, doc, seed=seed),
}


def typeset(shape: str, seed: int) -> TypesetPage:
    """The page of a shape and a seed."""
    rng = random.Random(f"{shape}-{seed}")
    desk = open_desk("held" if seed >= HELD_OUT else "open")
    return SHAPES[shape](rng, desk, f"{shape}-{seed:04d}.txt", seed)
