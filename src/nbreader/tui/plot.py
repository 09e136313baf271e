"""Values over time as blocks of text: bars with every value, or columns for long series.

Both are drawn from zero, what is below zero to the other side, so that a bar twice
as long is a number twice as large. Every label is a printed value, and nothing is
drawn between two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len

from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import cut_cells

MOST_BARS = 16  # longer series are drawn as columns
_LINES = 6  # of columns
_LEAST = 8  # cells for bars, or the labels are cut
_PARTS = " ▏▎▍▌▋▊▉█"  # eighths of a cell, from the left
_LEVELS = " ▁▂▃▄▅▆▇█"  # and from below
# From the right and from above there are an eighth and a half alone.
_PARTS_LEFT = " ▕▕▕▐▐▐▐█"
_LEVELS_DOWN = " ▔▔▔▀▀▀▀█"


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
    per_cell, zero = _scale(among, room)
    whole, eighths = divmod(max(int(abs(value) / per_cell * 8), 1 if value else 0), 8)
    if value < 0:
        bar = _PARTS_LEFT[eighths].strip() + "█" * whole
        return " " * (zero - len(bar)), bar
    return " " * zero, "█" * whole + _PARTS[eighths].strip()


def _scale(among: Sequence[Value], room: int) -> tuple[Decimal, int]:
    """How much a cell of `room` is worth, and how many of them are for what is below zero."""
    low = min(Decimal(0), *(each.value for each in among))
    high = max(Decimal(0), *(each.value for each in among))
    per_cell = (high - low) / (room - 1 if low < 0 < high else room) or Decimal(1)
    return per_cell, ceil(-low / per_cell)


def column_lines(among: Sequence[Value], width: int, *, indent: int = 2) -> list[PrintedLine]:
    """A column for each value, the newest ones if there is not room for all.

    Above them the greatest and the least, below them the first and the last.
    """
    kept = among[-max(1, width - indent - 2) :]
    wide = max(1, min(4, (width - indent - 2) // len(kept)))
    per_line, below = _scale(kept, _LINES)
    lines = [_words(_extremes(kept), "quiet", indent, width)]
    for line in range(_LINES - below, -below, -1):
        blocks = "".join(_column(each.value / per_line, line, wide) for each in kept)
        lines.append(PrintedLine((Run(" " * indent), Run(blocks, "amount"))))
    first, last = (f"{each.when} {each.printed}" for each in (kept[0], kept[-1]))
    gap = " " * max(2, wide * len(kept) - cell_len(first) - cell_len(last))
    lines.append(_words(first + gap + last, "quiet", indent, width))
    return lines


def _extremes(among: Sequence[Value]) -> str:
    most = max(among, key=lambda each: each.value)
    least = min(among, key=lambda each: each.value)
    return f"最高 {most.printed}（{most.when}）  最低 {least.printed}（{least.when}）"


def _column(height: Decimal, line: int, wide: int) -> str:
    """A column's part in one line; 1 is the line above zero, 0 the one below it."""
    eighths = max(int(abs(height) * 8), 1)
    hangs = line < 1
    level = max(0, min(8, eighths - (-line if hangs else line - 1) * 8))
    if hangs != (height < 0):
        level = 0
    block = (_LEVELS_DOWN if hangs else _LEVELS)[level]
    return block * max(1, wide - 1) + (" " if wide > 1 else "")


def _words(text: str, ink: str, indent: int, width: int) -> PrintedLine:
    return PrintedLine((Run(" " * indent), Run(cut_cells(text, max(0, width - indent)), ink)))
