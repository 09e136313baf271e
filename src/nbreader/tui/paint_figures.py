"""Figures and organisations as printed lines: pure, from values to runs with inks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from nbreader import actions
from nbreader.model import Figure, Mention
from nbreader.tui.figure_table import (
    Named,
    arranged,
    arranged_names,
    label_of,
    name_order_words,
    order_words,
)
from nbreader.tui.ink import Overlay, PrintedLine, Run
from nbreader.tui.linebreak import break_lines, cut_cells, cut_middle
from nbreader.tui.orders import NameOrder, Order
from nbreader.tui.paint import Item, Part
from nbreader.tui.values import (
    ORGANISATION_KINDS,
    UNSURE_MARK,
    arrows,
    period_words,
    split_number,
    unsure_mark,
    value_words,
)

_STOPS = "，。；：！？、,;:!?（(“\n"
_CONTEXT = 5  # characters shown beside a figure of which nothing is known
SHARED = UNSURE_MARK  # the kind of a short name with several owners

# In the text


def figure_ink(figure: Figure) -> str:
    """By kind; a target has its own style on top of the colour."""
    return f"{figure.kind} target" if figure.status == "target" else figure.kind


def figure_overlays(figures: Iterable[Figure]) -> tuple[Overlay, ...]:
    """Inks for the figures of an article."""
    return tuple(Overlay(figure.start, figure.end, figure_ink(figure)) for figure in figures)


def mention_overlays(mentions: Iterable[Mention]) -> tuple[Overlay, ...]:
    """Inks for the organisations that an article names."""
    return tuple(Overlay(mention.start, mention.end, "named") for mention in mentions)


# In the margin


def figure_items(figures: Sequence[Figure], text: str, order: Order) -> tuple[Item, ...]:
    """The figures that show, under their headings; first of all what order is in force.

    Where it is not known what a figure counts, the words before it stand for it.
    """
    items = _order_items(order_words(order))
    for heading, group in arranged(figures, order):
        if heading:
            items.append(Item(group[0].start, group[0].end, "heading", heading))
        for figure in group:
            number, unit = split_number(actions.printed_words(figure))
            items.append(
                Item(
                    figure.start,
                    figure.end,
                    "figure",
                    label_of(figure, order, words_beside(text, figure)),
                    f"{arrows(figure)} {number}".lstrip(),
                    unit,
                    figure_ink(figure),
                    figure.metric,
                )
            )
    return tuple(items)


def _order_items(words: str) -> list[Item]:
    return [Item(0, 0, "order", words)] if words else []


def words_beside(text: str, figure: Figure) -> str:
    """The last words of the clause before a figure; where it opens one, those behind."""
    begin = max(text.rfind(stop, 0, figure.start) for stop in _STOPS) + 1
    before = text[max(begin, figure.start - _CONTEXT) : figure.start].strip()
    after = re.split(f"[{re.escape(_STOPS)}]", text[figure.end : figure.end + _CONTEXT])[0]
    return before or (f"…{after}" if after else "")


def organisation_items(
    names: Sequence[Named], keywords: Sequence[str], order: NameOrder
) -> tuple[Item, ...]:
    """The organisations that show, under the article's keywords and the order in force."""
    items = [Item(0, 0, "keywords", " ".join(keywords))] if keywords else []
    items += _order_items(name_order_words(order))
    for heading, group in arranged_names(names, order):
        if heading:
            items.append(Item(group[0].start, group[0].end, "heading", heading))
        items += [_organisation_item(named) for named in group]
    return tuple(items)


def _organisation_item(named: Named) -> Item:
    more = f"/{named.everywhere}" if named.everywhere > named.here else ""
    kind = SHARED if named.owners else ORGANISATION_KINDS.get(named.kind, "")
    name = f"{named.name}：{'、'.join(named.owners)}" if named.owners else named.name
    key = "" if named.owners else named.name
    return Item(
        named.start, named.end, "organisation", name, f"{named.here}{more}", kind, "named", key
    )


def paint_figures(items: Sequence[Item], width: int) -> list[PrintedLine]:
    """Figures in columns: what is counted, the number flush right, the unit flush left."""
    shown = [item for item in items if item.kind == "figure"]
    numbers = min(max((cell_len(i.lead) for i in shown), default=0), width // 2)
    units = min(max((cell_len(i.tail) for i in shown), default=0), width // 3, 8)
    return [_figure_line(item, width, numbers, units) for item in items]


def _figure_line(item: Item, width: int, numbers: int, units: int) -> PrintedLine:
    if item.kind != "figure":
        return _other_line(item, width)
    unit = item.tail + " " * max(0, units - cell_len(item.tail))
    room = max(0, width - max(numbers, cell_len(item.lead)) - cell_len(unit) - 5)
    name = cut_middle(item.text, room)
    pad = width - cell_len(name) - cell_len(item.lead) - cell_len(unit) - 4
    return PrintedLine(
        (
            Run("  " + name + " " * max(1, pad)),
            Run(item.lead, item.ink, item.start),
            Run(" " + unit + " ", "quiet"),
        )
    )


def _other_line(item: Item, width: int) -> PrintedLine:
    """A heading, or a quiet line that says something about the list."""
    cut = cut_middle if item.kind == "heading" else cut_cells
    return PrintedLine((Run(cut(item.text, width - 1), "quiet"),))


def paint_organisations(items: Sequence[Item], width: int) -> list[PrintedLine]:
    """Names left, their kind and how often they stand here (and everywhere) in columns."""
    shown = [item for item in items if item.kind == "organisation"]
    counts = max((cell_len(item.lead) for item in shown), default=0)
    return [_organisation_line(item, width, counts) for item in items]


def paint_keywords(item: Item, width: int) -> list[PrintedLine]:
    """The words that set the article apart, over several lines, a free line below."""
    words = f"关键词 {item.text}"
    lines = [
        PrintedLine((Run(words[start:end], "quiet"),))
        for start, end in break_lines(words, max(8, width - 2))
    ]
    return [*lines, PrintedLine()]


def _organisation_line(item: Item, width: int, counts: int) -> PrintedLine:
    if item.kind != "organisation":
        return _other_line(item, width)
    right = " " * (1 + counts - cell_len(item.lead)) + item.lead + " "
    kind = " " + item.tail + " " * max(0, 4 - cell_len(item.tail))
    room = max(0, width - cell_len(kind) - cell_len(right) - 2)
    name = cut_middle(item.text, room)
    return PrintedLine(
        (
            Run("  "),
            Run(name, item.ink, item.start),
            Run(" " * (room - cell_len(name))),
            Run(kind, "quiet"),
            Run(right, "quiet"),
        )
    )


# On the line at the foot


def told_figure(figure: Figure, text: str) -> tuple[Part, ...]:
    """What a figure says: metric, subject, period, value, and whether it is a target.

    What is guessed has a question mark.
    """
    metric = figure.metric + unsure_mark(figure, "metric") or words_beside(text, figure)
    parts = [
        Part(metric, "strong", True),
        Part(figure.subject + unsure_mark(figure, "subject"), "", True),
        Part(period_words(figure) + unsure_mark(figure, "period"), "", True),
        Part(figure.scope, "", True),
    ]
    arrow = actions.ARROWS.get(figure.direction, "")
    parts.append(Part(f"{arrow} {value_words(figure)}".lstrip(), figure.kind))
    if figure.status == "target":
        parts.append(Part("目标" + unsure_mark(figure, "status"), "target"))
    return tuple(part for part in parts if part.text)


def told_mention(mention: Mention, kind: str, here: int, everywhere: int) -> tuple[Part, ...]:
    """Whose name this is, and how often it stands here and in all open pages."""
    counts = Part(f"本篇 {here} 处 · 全部 {everywhere} 处", "quiet")
    if mention.owners:
        owners = "、".join(mention.owners)
        return (
            Part(f"“{mention.printed}”", "strong"),
            Part(f"{len(mention.owners)} 家都用这个简称", "bad"),
            Part(owners, "", True),
            counts,
        )
    label = ORGANISATION_KINDS.get(kind, kind)
    parts = (Part(mention.organisation, "strong", True), Part(label), counts)
    return tuple(part for part in parts if part.text)
