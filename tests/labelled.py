"""Short made-up pages with every figure labelled, in `gold/figures/unseen`.

A file holds the day of the issue, the headline, one paragraph a line, `---`, and
one figure a line in the order of the text:

    printed | value unit kind | metric | subject | period | flags

The value is a number or low..high; `"` says the same as the line above. Flags:
up, down, about, over, under, target, optional (may be found or left out),
skip-value (value and unit are not judged) and scope=words (of a rank).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.builders import make_article

from nbreader.annotate import find_figures
from nbreader.annotate.organisations import find_organisations
from nbreader.model import Article, Figure

PAGES = Path(__file__).parent / "gold" / "figures" / "unseen"


class Label(NamedTuple):
    """What a person read of one figure; offsets are those of the article's text."""

    doc: str
    start: int
    printed: str
    values: str
    unit: str
    kind: str
    metric: str
    subject: str
    period: str
    direction: str
    approx: str
    status: str
    scope: str
    optional: bool
    judged: bool = True  # whether value and unit are

    @property
    def end(self) -> int:
        return self.start + len(self.printed)


@cache
def labelled_pages(part: str) -> tuple[tuple[Article, date, tuple[Label, ...]], ...]:
    """The pages of a part, `open` or `held`, with their labels."""
    return tuple(_read(path) for path in sorted((PAGES / part).glob("*.txt")))


@cache
def figures_of_part(part: str) -> tuple[tuple[Figure, ...], ...]:
    """The figures found in each page of a part, each page on its own."""
    found = []
    for article, day, _ in labelled_pages(part):
        _, mentions = find_organisations((article,))
        found.append(find_figures(article, mentions[article.id], issue_date=day))
    return tuple(found)


def _read(path: Path) -> tuple[Article, date, tuple[Label, ...]]:
    text, _, table = path.read_text(encoding="utf-8").partition("---\n")
    day, headline, *paragraphs = text.splitlines()
    article = make_article(headline, tuple(paragraphs), article_id=path.stem)
    return article, date.fromisoformat(day), tuple(_labels(path.stem, article, table))


def _labels(doc: str, article: Article, table: str) -> Iterator[Label]:
    at, above = 0, ["", "", ""]
    for line in table.splitlines():
        printed, number, *words, told = (cell.strip() for cell in line.split("|"))
        above = [old if word == '"' else word for word, old in zip(words, above, strict=True)]
        at = article.text.index(printed, at)
        value, unit, kind = number.split()
        flags = told.split()
        yield Label(
            doc=doc,
            start=at,
            printed=printed,
            values="..".join(f"{Decimal(part):f}" for part in value.split("..")),
            unit=unit,
            kind=kind,
            metric=above[0],
            subject=above[1],
            period=above[2],
            direction=_one_of(flags, "up", "down") or "none",
            approx=_one_of(flags, "about", "over", "under") or "exact",
            status=_one_of(flags, "target") or "result",
            scope=next((flag[6:] for flag in flags if flag.startswith("scope=")), ""),
            optional="optional" in flags,
            judged="skip-value" not in flags,
        )
        at += len(printed)


def _one_of(flags: list[str], *names: str) -> str:
    return next((flag for flag in flags if flag in names), "")
