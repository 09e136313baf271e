"""How far an import is, how fast it goes, and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbreader.library.saving import SavedPage

_LATELY = 30.0  # seconds that the rate is measured over
_SURE = 2.0  # seconds from which on a rate is one, and says how long the rest takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of files, `done` being those of which nothing is left to do."""

    total: int
    step: float = 0.0  # of `total`, to draw; a file that is parsed and not saved is a half
    done: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: int = 0
    articles: int = 0  # in the pages that were added or replaced
    figures: int = 0
    rate: float = 0.0  # files a second, of late; 0 while nothing is known
    seconds_left: float | None = None  # None while nothing is known


class Gauge:
    """Counts what an import does with its files.

    A file counts half when it is parsed and half when it is saved, so that the bar
    moves while an issue is put together.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._steps = 0  # two a file
        self._added = self._replaced = self._unchanged = self._refused = 0
        self._articles = self._figures = 0
        self._lately = deque([(clock(), 0)])  # begins when the first file comes out

    def unchanged(self, files: int) -> Progress:
        """Count files that the library has already."""
        self._unchanged += files
        return self._after(2 * files)

    def refused(self) -> Progress:
        """Count a file that is no page."""
        self._refused += 1
        return self._after(2)

    def parsed(self) -> Progress:
        """Count a page that is parsed, and still to be saved."""
        return self._after(1)

    def saved(self, pages: Sequence[SavedPage]) -> Progress:
        """Count pages that are saved."""
        for page in pages:
            self._added += page.outcome == "added"
            self._replaced += page.outcome == "replaced"
            self._unchanged += page.outcome == "unchanged"
            if page.outcome != "unchanged":
                self._articles += page.articles
                self._figures += page.figures
        return self._after(len(pages))

    def progress(self) -> Progress:
        """Where things stand."""
        return self._after(0)

    def _after(self, steps: int) -> Progress:
        now = self._clock()
        if steps and not self._steps:  # what starts the work is no part of its rate
            self._lately = deque([(now, steps)])
        self._steps += steps
        self._lately.append((now, self._steps))
        while len(self._lately) > 2 and now - self._lately[0][0] > _LATELY:
            self._lately.popleft()
        (then, before) = self._lately[0]
        rate = (self._steps - before) / 2 / (now - then) if now > then else 0.0
        told = now - then >= _SURE or self._steps >= 2 * self._total
        left = max(0, self._total - self._steps / 2)
        return Progress(
            total=max(self._total, self._steps // 2),
            step=self._steps / 2,
            done=self._added + self._replaced + self._unchanged + self._refused,
            added=self._added,
            replaced=self._replaced,
            unchanged=self._unchanged,
            refused=self._refused,
            articles=self._articles,
            figures=self._figures,
            rate=rate if told else 0.0,
            seconds_left=left / rate if rate and told else None,
        )
