"""Rows of text in columns that line up, hanzi counted as two."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from nbreader.cli.output import harmless

_GAP = "  "


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """The rows with their columns padded to one width, nothing cut."""
    clean = [[harmless(" ".join(cell.split())) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*clean, strict=True)]
    return "\n".join(_line(row, widths) for row in clean)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
    return _GAP.join(cells).rstrip()
