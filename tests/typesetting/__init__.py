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

Typesetter = Callable[[random.Random, Desk, str, bool], TypesetPage]

SHAPES: dict[str, Typesetter] = {
    "A": lambda rng, desk, doc, odd: typeset_front_page(rng, desk, doc, losses=odd),
    "B": lambda rng, desk, doc, odd: typeset_dump(rng, desk, doc, heads_last=not odd),
    "C": lambda rng, desk, doc, odd: typeset_box_page(rng, desk, doc, knots=not odd),
    "D": lambda rng, desk, doc, odd: typeset_names_page(rng, desk, doc),
    "E": lambda rng, desk, doc, odd: typeset_banner_page(rng, desk, doc, losses=not odd),
}


def typeset(shape: str, seed: int) -> TypesetPage:
    """The page of a shape and a seed."""
    rng = random.Random(f"{shape}-{seed}")
    desk = open_desk("held" if seed >= HELD_OUT else "open")
    return SHAPES[shape](rng, desk, f"{shape}-{seed:04d}.txt", seed % 2 == 1)
