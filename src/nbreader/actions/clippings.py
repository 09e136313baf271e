"""What is cut out of an article for a list: sentences that name somebody, and figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nbreader.actions.periods import Moment, moment_of
from nbreader.library.tokens import fold
from nbreader.model import Annotations, Article, Figure, Issue, Mention, Organisation, Page

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The article that prints something, as a list names it."""

    article_id: str
    headline: str
    newspaper: str = ""
    date: date | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Sentences of one block that name an organisation.

    `text` is `Article.text[start : start + len(text)]`; `marks` are the ranges of
    `text` that hold the name. `others` are the further owners of a short name that
    has several: then it is not sure that this one is meant.
    """

    origin: Origin
    start: int
    text: str
    marks: tuple[Range, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """A figure, with the sentence that prints it and what a table needs beside it.

    `metric` is without its words of change (产值 同比增长 is metric 产值, change
    同比增长); `subject` is an organisation's full name where the printed one leads
    to it. A `weak` one only stands in a sentence that names the organisation that
    was asked for. `sentence` is `Article.text[start : start + len(sentence)]`.
    """

    origin: Origin
    figure: Figure
    metric: str
    change: str
    subject: str
    moment: Moment
    sentence: str
    start: int
    weak: bool = False

    @property
    def mark(self) -> Range:
        """Where the figure stands in the sentence."""
        return self.figure.start - self.start, self.figure.end - self.start


class Read:
    """An article that was annotated, with what is asked of it again and again."""

    def __init__(self, origin: Origin, article: Article, found: Annotations) -> None:
        self.origin, self.article, self.found = origin, article, found

    @cached_property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where its blocks begin in it."""
        return self.article.offsets

    def block_at(self, at: int) -> int:
        """Which block holds a place of the text."""
        return bisect_right(self.offsets, at) - 1

    def sentence(self, start: int, end: int) -> Range:
        """The sentences of a block that hold a range, without blanks at the ends."""
        from nbreader.annotate.sentences import sentences

        index = self.block_at(start)
        base = self.offsets[index]
        text = (*self.article.head, *self.article.blocks)[index].text
        inside = [s for s in sentences(text) if s[0] < end - base and s[1] > start - base]
        low, high = (inside[0][0], inside[-1][1]) if inside else (start - base, end - base)
        held = text[low:high]
        low += len(held) - len(held.lstrip())
        return base + min(low, start - base), max(base + low + len(held.strip()), end)


def read_articles(
    issues: Iterable[Issue], annotations: Mapping[str, Annotations]
) -> tuple[Read, ...]:
    """The articles that were annotated, by their papers' days: the newest first, undated last.

    Those of one day stay in the order of their pages.
    """
    reads = [
        Read(origin_of(issue, page, article), article, found)
        for issue in issues
        for page in issue.pages
        for article in page.articles
        if (found := annotations.get(article.id)) is not None
    ]
    return tuple(sorted(reads, key=lambda read: newest(read.origin.date)))


def newest(day: date | None) -> int:
    """A number to sort days by: the later one first, none at the end."""
    return -day.toordinal() if day else 0


def origin_of(issue: Issue, page: Page, article: Article) -> Origin:
    """Where an article was printed."""
    return Origin(
        article_id=article.id,
        headline=article.title,
        newspaper=issue.newspaper or page.newspaper,
        date=issue.date or page.date,
        page=page.number,
    )


# Sentences that name somebody


def excerpts_of(read: Read, mentions: Sequence[Mention], name: str) -> Iterator[Excerpt]:
    """The sentences around mentions of one organisation; those in a row are one excerpt."""
    held: list[tuple[Range, list[Mention]]] = []
    for mention in mentions:
        span = read.sentence(mention.start, mention.end)
        last = held[-1] if held else None
        alike = last is not None and bool(last[1][-1].organisation) == bool(mention.organisation)
        if last and alike and _in_a_row(read, last[0], span):
            held[-1] = (last[0][0], max(last[0][1], span[1])), [*last[1], mention]
        else:
            held.append((span, [mention]))
    for (start, end), inside in held:
        yield Excerpt(
            origin=read.origin,
            start=start,
            text=read.text[start:end],
            marks=tuple((m.start - start, m.end - start) for m in inside),
            others=tuple(owner for owner in inside[0].owners if owner != name),
        )


def _in_a_row(read: Read, first: Range, second: Range) -> bool:
    same = read.block_at(first[0]) == read.block_at(second[0])
    return same and not read.text[first[1] : second[0]].strip()


# Figures


def datum_of(
    read: Read, figure: Figure, full_names: Mapping[str, str], *, weak: bool = False
) -> Datum:
    """A figure with its sentence; `full_names` is what `full_names_of` gave."""
    start, end = read.sentence(figure.start, figure.end)
    metric, change = split_metric(figure.metric)
    return Datum(
        origin=read.origin,
        figure=figure,
        metric=metric,
        change=change,
        subject=full_names.get(fold(figure.subject).text, figure.subject),
        moment=moment_of(figure, read.origin.date),
        sentence=read.text[start:end],
        start=start,
        weak=weak,
    )


def full_names_of(organisations: Iterable[Organisation]) -> Mapping[str, str]:
    """The full name for each folded name that only one organisation has."""
    owners: dict[str, set[str]] = {}
    for organisation in organisations:
        for name in (organisation.name, *organisation.aliases):
            owners.setdefault(fold(name).text, set()).add(organisation.name)
    return {name: next(iter(full)) for name, full in owners.items() if len(full) == 1}


def split_metric(metric: str) -> tuple[str, str]:
    """A figure's metric without its words of change, and these.

    >>> split_metric("产值 同比增长")
    ('产值', '同比增长')
    """
    name, _, change = metric.partition(" ")
    return name, change


def metric_key(metric: str) -> str:
    """What two spellings of one metric have in common, words of change left out.

    >>> metric_key("“单项冠军” 增长") == metric_key("单项冠军")
    True
    """
    return fold(split_metric(metric)[0]).text.replace('"', "")
