"""Values over time as blocks of text: bars with every value, or columns for long series.

Drawn from zero, so that a bar twice as long is a number twice as large. Every
label is a printed value, and nothing is drawn between two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from rich.cells import cell_len

from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import cut_cells

MOST_BARS = 16  # longer series are drawn as columns
_LINES = 6  # of columns
_LEAST = 8  # cells for bars, or the labels are cut
_PARTS = " ▏▎▍▌▋▊▉█"  # eighths of a cell, from the left
_LEVELS = " ▁▂▃▄▅▆▇█"  # and from below


class Value(NamedTuple):
    """One value of a plot: when, how much, and how it is printed."""

    when: str
    value: Decimal
    printed: str


def bar_line(value: Value, among: Sequence[Value], width: int, *, indent: int = 2) -> PrintedLine:
    """One bar of a plot, its day before it and its printed value behind it."""
    days = max(cell_len(each.when) for each in among)
    labels = max(cell_len(each.printed) for each in among)
    room = max(_LEAST, width - indent - days - labels - 3)
    zero, bar = _bar(value.value, among, room)
    when = " " * indent + value.when + " " * (days - cell_len(value.when) + 1)
    used = cell_len(when) + len(zero) + len(bar)
    label = cut_cells(value.printed, max(0, width - used - 2))
    return PrintedLine((Run(when, "quiet"), Run(zero), Run(bar, "amount"), Run(f" {label}")))


def _bar(value: Decimal, among: Sequence[Value], room: int) -> tuple[str, str]:
    """Blanks and blocks of one bar; those below zero end where the others begin."""
    low, high = _bounds(among)
    per_cell = (high - low) / room
    zero = int(-low / per_cell)
    cells = abs(value) / per_cell
    if value < 0:
        whole = max(1, min(zero, round(cells)))
        return " " * (zero - whole), "█" * whole
    whole, eighths = divmod(int(cells * 8), 8)
    part = _PARTS[eighths].strip()
    return " " * zero, ("█" * whole + part) or (_PARTS[1] if value else "")


def _bounds(among: Sequence[Value]) -> tuple[Decimal, Decimal]:
    """The least and the greatest value, with zero between them."""
    low = min(Decimal(0), *(each.value for each in among))
    high = max(Decimal(0), *(each.value for each in among))
    return low, high if high > low else low + 1


def column_lines(among: Sequence[Value], width: int, *, indent: int = 2) -> list[PrintedLine]:
    """A column for each value, the newest ones if there is not room for all.

    Above them the greatest and the least, below them the first and the last.
    """
    kept = among[-max(1, width - indent - 2) :]
    wide = max(1, min(4, (width - indent - 2) // len(kept)))
    low, high = _bounds(kept)
    lines = [_words(_extremes(kept), "quiet", indent, width)]
    for line in range(_LINES, 0, -1):
        blocks = "".join(_column(each.value, low, high, line, wide) for each in kept)
        lines.append(PrintedLine((Run(" " * indent), Run(blocks, "amount"))))
    first, last = (f"{each.when} {each.printed}" for each in (kept[0], kept[-1]))
    gap = " " * max(2, wide * len(kept) - cell_len(first) - cell_len(last))
    lines.append(_words(first + gap + last, "quiet", indent, width))
    return lines


def _extremes(among: Sequence[Value]) -> str:
    most = max(among, key=lambda each: each.value)
    least = min(among, key=lambda each: each.value)
    return f"最高 {most.printed}（{most.when}）  最低 {least.printed}（{least.when}）"


def _column(value: Decimal, low: Decimal, high: Decimal, line: int, wide: int) -> str:
    """A column's part in one line; with values below zero it is drawn from the least."""
    eighths = int((value - low) / (high - low) * _LINES * 8)
    level = max(0, min(8, eighths - (line - 1) * 8))
    if line == 1:
        level = max(1, level)
    return _LEVELS[level] * max(1, wide - 1) + (" " if wide > 1 else "")


def _words(text: str, ink: str, indent: int, width: int) -> PrintedLine:
    return PrintedLine((Run(" " * indent), Run(cut_cells(text, max(0, width - indent)), ink)))
