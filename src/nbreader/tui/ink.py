"""The printed line: runs of text, each with its ink and its place in the article.

Ink names are those of the `.ink--*` rules in inks.tcss; what they look like
is the theme's affair, so everything here is tested without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

_NAMES = (
    "quiet strong accent headline kicker deck section byline crosshead caption credit note "
    "attribution jump banner seam gap doubt repeat frame "
    "amount percent count rank ratio duration target named lit hit hit-count marked "
    "selected cursor-mark unread star key good bad cursor cursor-blurred tab tab-now title"
)
INKS = tuple(_NAMES.split())


class Run(NamedTuple):
    """Characters that share an ink (one or more names, blank-separated).

    `start` is the offset of the first one in `Article.text`, or -1 for what
    the article does not print: indents, frames, marks.
    """

    text: str
    ink: str = ""
    start: int = -1


class PrintedLine(NamedTuple):
    """One line on the screen; `passage` counts the blocks of head and body."""

    runs: tuple[Run, ...] = ()
    passage: int = -1

    @property
    def plain(self) -> str:
        """The characters as they stand on the screen."""
        return "".join(run.text for run in self.runs)

    @property
    def width(self) -> int:
        """The cells that the line fills."""
        return sum(cell_len(run.text) for run in self.runs)

    def offset_at(self, column: int) -> int | None:
        """The article's offset for the character at `column` (characters, not cells).

        A column on an indent or behind the text leads to the nearest printed character.
        """
        nearest, at = None, 0
        for run in self.runs:
            if run.start >= 0:
                if column < at + len(run.text):
                    return run.start + max(0, column - at)
                nearest = run.start + len(run.text)
            at += len(run.text)
        return nearest


class Overlay(NamedTuple):
    """An ink laid over the characters `start` to `end` of an article."""

    start: int
    end: int
    ink: str


def laid_over(runs: Sequence[Run], overlays: Iterable[Overlay]) -> tuple[Run, ...]:
    """The runs with the overlays' inks added, later overlays on top."""
    overlays = tuple(overlays)
    if not overlays:
        return tuple(runs)
    return tuple(part for run in runs for part in _split(run, overlays))


def _split(run: Run, overlays: tuple[Overlay, ...]) -> Iterable[Run]:
    begin, end = run.start, run.start + len(run.text)
    touching = [o for o in overlays if o.start < end and o.end > begin] if begin >= 0 else []
    if not touching:
        yield run
        return
    cuts = {begin, end}
    for overlay in touching:
        cuts |= {max(begin, overlay.start), min(end, overlay.end)}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        inks = [run.ink, *(o.ink for o in touching if o.start <= left and right <= o.end)]
        yield Run(run.text[left - begin : right - begin], " ".join(filter(None, inks)), left)
