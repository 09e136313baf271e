"""Pages about an organisation or a metric as printed lines: pure, from values to runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from nbreader import actions
from nbreader.actions import Datum, Excerpt, MetricEntry, Neighbour, OrganisationEntry, Origin
from nbreader.model import Figure
from nbreader.tui.dossier_items import (
    Also,
    Bar,
    Columns,
    FigureRow,
    Heading,
    Item,
    More,
    Words,
    number_and_unit,
)
from nbreader.tui.ink import Overlay, PrintedLine, Run, laid_over
from nbreader.tui.linebreak import break_lines, cut_cells, cut_middle
from nbreader.tui.paint import row
from nbreader.tui.paint_figures import figure_ink
from nbreader.tui.plot import bar_line, column_lines
from nbreader.tui.values import (
    ORGANISATION_KINDS,
    UNSURE_MARK,
    period_words,
    value_words,
)
from nbreader.tui.widths import at_full_width

# Cells from which a figure takes one line: on a metric's page, and on others.
_NARROW, _ROOMY = 68, 84
_SHOWN = 4  # lines of an excerpt in the list


def guessed(figure: Figure, name: str, words: str) -> str:
    """The words of an attribute, with a question mark where it was guessed."""
    return words + UNSURE_MARK if words and actions.is_unsure(figure, name) else words


def where(origin: Origin) -> str:
    """Newspaper, day and page; where the paper says neither, the headline."""
    page = f"第{origin.page}版" if origin.page is not None else ""
    day = origin.date.isoformat() if origin.date else ""
    printed = " ".join(filter(None, (origin.newspaper, day, page)))
    return printed if origin.newspaper or day else f"《{at_full_width(origin.headline)}》"


def latest(day: date | None) -> str:
    """The day of a list's last column, in ten cells."""
    return day.isoformat() if day else "日期不详  "


# Lines


def paint_item(item: Item, width: int) -> tuple[PrintedLine, ...]:
    """The lines of an item; one that can be chosen has its text on the first."""
    if isinstance(item, Words):
        return tuple(_paragraph(item.text, item.ink, width)) or (PrintedLine(),)
    if isinstance(item, More):
        words = f"… 再往前列 {item.articles} 篇"
        return (row([Run(f"  {words}", "quiet")], [Run(" ")], width),)
    if isinstance(item, Heading):
        count = [Run(f" {item.size}", "quiet")] if item.size else []
        line = PrintedLine((Run(" "), Run(cut_middle(item.text, width - 8), "section"), *count))
        return (PrintedLine(), line) if item.apart else (line,)
    if isinstance(item, FigureRow):
        return _figure_lines(item, width)
    if isinstance(item, Bar):
        return (bar_line(item.value, item.among, width - 1),)
    if isinstance(item, Columns):
        return tuple(column_lines(item.values, width - 1))
    if isinstance(item, Excerpt):
        return _excerpt_lines(item, width)
    return (_plain_line(item, width),)


def _plain_line(
    item: Also | Neighbour | OrganisationEntry | MetricEntry, width: int
) -> PrintedLine:
    if isinstance(item, Also):
        return row([Run("  " + item.metric)], [Run(f" {item.figures} 个数据 ", "quiet")], width)
    if isinstance(item, Neighbour):
        kind = ORGANISATION_KINDS.get(item.kind, "")
        count = f"同段 {item.paragraphs}" if item.paragraphs else ""
        tail = "  ".join(filter(None, (kind, count, f"同篇 {item.articles}")))
        return row([Run("  " + item.name)], [Run(f" {tail} ", "quiet")], width)
    day = f"  {latest(item.latest)}"
    if isinstance(item, MetricEntry):
        name, aliases = item.metric, ""
        subjects = f"{item.subjects}{'' if item.exact else '+'}"
        counts, more = f"{item.figures:>4} 个数据", f" {subjects:>3} 个主体{day}"
    else:
        name, aliases = item.organisation.name, "、".join(item.organisation.aliases)
        kind = ORGANISATION_KINDS.get(item.organisation.kind, "　　")
        counts, more = f"{kind} {item.mentions:>4} 处", f" {item.articles:>3} 篇{day}"
    tail = f" {counts}{more if width >= _NARROW else ''} "
    left = [Run(" " + at_full_width(name)), Run(f"  {aliases}" if aliases else "", "quiet")]
    return row(left, [Run(tail, "quiet")], width)


def _figure_lines(item: FigureRow, width: int) -> tuple[PrintedLine, ...]:
    """What, how much, when and where, in columns; the last two below where it is narrow."""
    datum, figure = item.datum, item.datum.figure
    number, unit = number_and_unit(figure)
    tail = [
        Run(" " * max(1, item.numbers - cell_len(number) + 1)),
        Run(number, figure_ink(figure)),
        Run(" " + unit + " " * max(0, item.units - cell_len(unit)), "quiet"),
    ]
    period = guessed(figure, "period", figure.period)
    name = _name_in(item, period)
    if item.table == "metric":
        period = datum.change
    source = where(datum.origin)
    if width < (_NARROW if item.table == "metric" else _ROOMY):
        below = " · ".join(filter(None, (period, source)))
        first = row([Run("  "), Run(name)], [*tail, Run(" ")], width)
        return first, row([Run("    "), Run(below, "quiet")], [Run(" ")], width)
    when = 10 if item.table == "metric" else 14
    tail += [Run(f"  {_fit(period, when)}  {_fit(source, 26)} ", "quiet")]
    return (row([Run("  "), Run(name)], tail, width),)


def _name_in(item: FigureRow, period: str) -> str:
    """What a row begins with: the metric, on a metric's page the period."""
    datum, figure = item.datum, item.datum.figure
    doubt = f" 主体{UNSURE_MARK}" if item.is_doubtful else ""
    if item.table == "metric":
        return (period or "时期不详") + doubt
    metric = guessed(figure, "metric", " ".join(filter(None, (datum.metric, datum.change))))
    if item.table == "beside":
        metric = " ".join(filter(None, (guessed(figure, "subject", datum.subject), metric)))
    return (at_full_width(metric) or "……") + doubt


def _fit(text: str, cells: int) -> str:
    """The text in exactly so many cells."""
    cut = cut_middle(text, cells)
    return cut + " " * (cells - cell_len(cut))


def _excerpt_lines(item: Excerpt, width: int) -> tuple[PrintedLine, ...]:
    """The sentences with the name lit, at most a few lines; below where they are printed."""
    lines = _marked(item.text, item.marks, width - 4)
    first = next((n for n, line in enumerate(lines) if _has_mark(line)), 0)
    top = max(0, min(first - 1, len(lines) - _SHOWN))
    shown = [PrintedLine((Run("  "), *line.runs)) for line in lines[top : top + _SHOWN]]
    if top:
        shown[0] = PrintedLine((Run("… ", "quiet"), *shown[0].runs[1:]))
    if top + _SHOWN < len(lines):
        shown[-1] = PrintedLine((*shown[-1].runs, Run("…", "quiet")))
    source, headline = where(item.origin), f"《{at_full_width(item.origin.headline)}》"
    if source != headline:
        source += f" {headline}"
    if item.others:
        source = f"也可能指{'、'.join(item.others)} · {source}"
    left = [Run("    "), Run(source, "quiet")]
    return (*shown, row(left, [Run(" ")], width), PrintedLine())


def _has_mark(line: PrintedLine) -> bool:
    return any("hit" in run.ink.split() for run in line.runs)


def _marked(text: str, marks: Sequence[tuple[int, int]], width: int) -> list[PrintedLine]:
    """A text over several lines with ranges of it lit."""
    overlays = [Overlay(start, end, "hit") for start, end in marks]
    text = at_full_width(text)
    return [
        PrintedLine(laid_over([Run(text[start:end], "", start)], overlays))
        for start, end in break_lines(text, max(10, width))
    ]


def _paragraph(text: str, ink: str, width: int) -> list[PrintedLine]:
    text = at_full_width(text)
    return [
        PrintedLine((Run(" "), Run(text[start:end], ink)))
        for start, end in break_lines(text, max(10, width - 2))
    ]


# Beside the list


class Preview(NamedTuple):
    """An item with the paragraph that prints it."""

    item: Item
    paragraph: str = ""
    marks: tuple[tuple[int, int], ...] = ()


def preview_item(shown: Preview, width: int) -> tuple[PrintedLine, ...]:
    """The item in full: the whole paragraph, what is known, and where it is printed."""
    item = shown.item
    if not shown.paragraph:
        return paint_item(item, width)
    lines = [PrintedLine()]
    origin: Origin | None = None
    if isinstance(item, Excerpt):
        origin = item.origin
    elif isinstance(item, FigureRow | Bar):
        origin = item.datum.origin
    if origin is not None:
        lines += [*_paragraph(origin.headline, "headline", width), PrintedLine()]
    lines += [_indent_one(line) for line in _marked(shown.paragraph, shown.marks, width - 2)]
    if isinstance(item, FigureRow | Bar):
        lines += [PrintedLine(), *_attributes(item.datum, width)]
    if origin is not None:
        lines += [PrintedLine(), *_paragraph(where(origin), "quiet", width)]
    return tuple(lines)


def _indent_one(line: PrintedLine) -> PrintedLine:
    return PrintedLine((Run(" "), *line.runs))


def _attributes(datum: Datum, width: int) -> list[PrintedLine]:
    """What was read of a figure, a line each; what was guessed has a question mark."""
    figure = datum.figure
    status = "目标" if figure.status == "target" else "结果"
    metric = " ".join(filter(None, (datum.metric, datum.change)))
    known = {
        "数据": value_words(figure),
        "指标": guessed(figure, "metric", metric),
        "主体": guessed(figure, "subject", datum.subject),
        "时期": guessed(figure, "period", period_words(figure)),
        "范围": figure.scope,
        "性质": guessed(figure, "status", status),
    }
    return [
        PrintedLine((Run(f" {name}  ", "quiet"), Run(cut_cells(words, max(4, width - 8)))))
        for name, words in known.items()
        if words
    ]
