"""From a line of a page about organisations and metrics to its place in the paper."""

from __future__ import annotations

from typing import NamedTuple

from nbreader.actions import Excerpt
from nbreader.tui.dossier_items import Bar, FigureRow, Item
from nbreader.tui.paint_dossier import Preview
from nbreader.tui.screens.holdings import Holdings


class Target(NamedTuple):
    """A place to open in the reader."""

    article_id: str
    start: int
    end: int


def in_full(item: Item, holdings: Holdings) -> Preview:
    """An item with the paragraph that prints it."""
    target = target_of(item)
    if target is None:
        return Preview(item)
    paragraph, base = holdings.paragraph(target.article_id, target.start)
    if not paragraph:
        return Preview(item)
    if isinstance(item, Excerpt):
        marks = tuple((item.start - base + a, item.start - base + b) for a, b in item.marks)
    else:
        marks = ((target.start - base, target.end - base),)
    return Preview(item, paragraph, marks)


def target_of(item: Item) -> Target | None:
    """The place in the paper that an item stands for."""
    if isinstance(item, Excerpt):
        start, end = item.marks[0]
        return Target(item.origin.article_id, item.start + start, item.start + end)
    if isinstance(item, FigureRow | Bar):
        figure = item.datum.figure
        return Target(item.datum.origin.article_id, figure.start, figure.end)
    return None
