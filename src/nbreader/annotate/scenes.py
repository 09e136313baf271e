"""A figure in its clause, and the metric that is read from there."""

from __future__ import annotations

from typing import NamedTuple

from nbreader.annotate.folding import GAP
from nbreader.annotate.rows import Item
from nbreader.annotate.spotting import Spot

_MARKS = "-—~·:：、，,/|" + GAP


class Metric(NamedTuple):
    """What a figure is about.

    `noun` is the thing measured (产值), `change` how it is looked at (同比增长).
    `start` is where the noun or its verb begins in the text (the number itself,
    if they stand behind it), `noun_start` where the noun begins before the
    number, -1 if it stands elsewhere.
    """

    noun: str = ""
    change: str = ""
    confidence: float = 0.0
    inherited: bool = False  # the figure before lent its noun
    start: int = 0
    noun_start: int = -1

    @property
    def text(self) -> str:
        """As a table's column says it: 产值 同比增长."""
        return " ".join(word for word in (self.noun, self.change) if word)


class Scene(NamedTuple):
    """A figure in its clause.

    `begin` is where the words before it begin: its clause, or the figure or the
    time phrase before it in the clause. `end` is where the words behind it end.
    """

    text: str
    spot: Spot
    lead: str  # the words before the number
    behind: str  # the words behind it
    begin: int
    end: int
    clause_start: int
    clause_end: int
    sentence: tuple[int, int]
    before: Metric | None = None  # of the figure before it, or of the one it tells more of
    last: Spot | None = None  # the figure right before it
    last_change: str = ""  # how the figure right before it moved
    row: str = ""  # the clause behind the last figure of a row (39家企业、39款产品)
    follows: bool = False  # nothing but the noun of the figure before stands between
    item: Item | None = None  # the item of a list that owns the figure


def without_marks(metric: Metric) -> Metric:
    """The metric without a dash, a colon or a comma at its ends."""
    noun = metric.noun.strip(_MARKS)
    if noun == metric.noun:
        return metric
    left = len(metric.noun) - len(metric.noun.lstrip(_MARKS))
    start = metric.noun_start + left if noun and metric.noun_start >= 0 else -1
    return metric._replace(noun=noun, noun_start=start)
