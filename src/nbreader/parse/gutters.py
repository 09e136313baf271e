"""Rows of several columns cut at the gutters between them.

`pdftotext -layout` prints columns side by side, as they stand on the page. A
gutter is a strip of blank cells that goes down through a band of lines with
text on both sides of it; the columns of a band are read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from unicodedata import east_asian_width

from nbreader.model import Line, RawPage
from nbreader.parse.folio import is_folio_line
from nbreader.parse.lexicon import Lexicon

Gutter = tuple[int, int]  # the first and last blank cell of a strip
_SIDE_BY_SIDE = re.compile(r"\S(?: {2,}|\u3000{2,}|\t+)\s*\S")
_LEAST_BAND = 4  # lines that have text on both sides of a gutter
_LEAST_GUTTER = 2  # cells
_LEAST_COLUMN = 10  # cells; five hanzi
_LONGEST_START = 12  # lines without two sides at the top of a band
_FILLED = 0.6  # share of a column's cells that its lines fill, at the median
_EDGE = 3  # printed lines at the head and the foot of a page that may be its folio
_BOTH_SIDES = 0.5  # share of a band's lines with text on both sides


def cut_at_gutters(raw: RawPage, *, lexicon: Lexicon) -> RawPage:
    """The page with each line's columns as lines of their own, column after column.

    A page without gutters is returned as it is. A folio is one line over all
    columns, though a gutter may fall on its blanks.
    """
    lines = [_with_tabs(line, raw.source.text) for line in raw.lines]
    suspects = [line for line in lines if _SIDE_BY_SIDE.search(line.text)]
    if len(suspects) < _LEAST_BAND:
        return raw
    printed = [line for line in lines if line.text.strip()]
    edges = {line.start for line in (*printed[:_EDGE], *printed[-_EDGE:])}
    folios = {ln.start for ln in suspects if ln.start in edges and is_folio_line(ln.text, lexicon)}
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.start in folios:
            parts += [[line], []]
        else:
            parts[-1].append(line)
    ordered = (line for part in parts for line in _in_reading_order(part))
    return replace(raw, lines=tuple(ordered))


def _with_tabs(line: Line, source: str) -> Line:
    """The line with its tabs, which are blanks elsewhere."""
    printed = source[line.start : line.start + len(line.text)]
    if "\t" not in printed:
        return line
    text = "".join("\t" if a == "\t" else b for a, b in zip(printed, line.text, strict=True))
    return replace(line, text=text)


def _in_reading_order(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines band by band; the columns of a band are searched for gutters again."""
    at = 0
    while at < len(lines):
        end, gutter = _band(lines, at)
        if gutter is None:
            yield lines[at]
            at += 1
            continue
        halves = [_cut(line, gutter) for line in lines[at:end]]
        for side in (0, 1):
            yield from _in_reading_order(_trimmed([half[side] for half in halves]))
        at = end


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    """A column's lines with a blank line before them, none behind."""
    last = max((i for i, line in enumerate(lines) if line.text.strip()), default=-1)
    first = lines[0]
    return [replace(first, text=""), *lines[: last + 1]]


def _band(lines: Sequence[Line], at: int) -> tuple[int, Gutter | None]:
    """Where the band that begins at a line ends, and its gutter."""
    blank: set[int] | None = None
    widest = both = solid = 0
    gutter: Gutter | None = None
    best: tuple[int, Gutter | None] = (at + 1, None)
    for end in range(at, len(lines)):
        text = lines[end].text.rstrip()
        if not text:
            continue
        cells, width = _blank_cells(text)
        blank = (
            cells
            if blank is None
            else {c for c in blank if c >= width or c in cells} | {c for c in cells if c >= widest}
        )
        widest = max(widest, width)
        before, gutter = gutter, _widest(blank, widest)
        if gutter is None:
            break
        solid += 1
        known = lines[end : end + 1] if gutter == before else lines[at : end + 1]
        both = (both if gutter == before else 0) + sum(_is_parted(ln.text, gutter) for ln in known)
        if both >= _LEAST_BAND and both >= _BOTH_SIDES * solid:
            best = (end + 1, gutter)
        elif solid > _LONGEST_START and both < _LEAST_BAND:
            break
    end, gutter = best
    return best if gutter and _is_text(lines[at:end], gutter) else (at + 1, None)


def _is_text(lines: Sequence[Line], gutter: Gutter) -> bool:
    """Columns of text fill their measure; the columns of a table do not."""
    parted = [line.text for line in lines if _is_parted(line.text, gutter)]
    halves = [
        (t[: _split(t, gutter)[0]].strip(), t[_split(t, gutter)[1] :].strip()) for t in parted
    ]
    left = median(sum(map(_width, one)) for one, _ in halves)
    right = median(sum(map(_width, other)) for _, other in halves)
    return left >= _FILLED * gutter[0] and right >= _LEAST_COLUMN


def _blank_cells(text: str) -> tuple[set[int], int]:
    """The blank cells inside a line, and how many cells it fills."""
    blank: set[int] = set()
    cell = 0
    for char in text:
        width = _width(char)
        if char.isspace():
            blank.update(range(cell, cell + width))
        cell += width
    return blank, cell


def _widest(blank: set[int], end: int) -> Gutter | None:
    """The widest run of blank cells with a column on each side, or None."""
    runs: list[Gutter] = []
    for cell in sorted(blank):
        if runs and runs[-1][1] == cell - 1:
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    wide = [
        run
        for run in runs
        if run[1] - run[0] + 1 >= _LEAST_GUTTER
        and run[0] >= _LEAST_COLUMN
        and run[1] + _LEAST_COLUMN <= end
    ]
    return max(wide, key=lambda run: run[1] - run[0], default=None)


def _is_parted(text: str, gutter: Gutter) -> bool:
    left, right = _split(text, gutter)
    return bool(text[:left].strip()) and bool(text[right:].strip())


def _split(text: str, gutter: Gutter) -> tuple[int, int]:
    """Which characters stand before a gutter, and from which on behind it."""
    cell = left = right = 0
    for n, char in enumerate(text):
        if cell <= gutter[0]:
            left = n
        cell += _width(char)
        right = n + 1
        if cell > gutter[1]:
            break
    return (len(text), len(text)) if cell <= gutter[0] else (left, right)


def _cut(line: Line, gutter: Gutter) -> tuple[Line, Line]:
    left, right = _split(line.text, gutter)
    if left == right == len(line.text):
        return line, replace(line, text="", start=line.start + len(line.text))
    return (
        replace(line, text=line.text[:left]),
        replace(line, text=line.text[right:], start=line.start + right),
    )


def _width(char: str) -> int:
    if char == "\t":
        return 4
    return 2 if east_asian_width(char) in "WF" else 1
