"""What pages say of one organisation or one metric, as plain values for a screen.

The functions take issues and the annotations of their articles, as many as are
there by now; the values that come out do not say where they were read from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from nbreader.actions.clippings import (
    Datum,
    Excerpt,
    Read,
    datum_of,
    excerpts_of,
    full_names_of,
    metric_key,
    newest,
    read_articles,
    split_metric,
)
from nbreader.actions.queries import filter_articles
from nbreader.actions.series import Series, find_series
from nbreader.actions.spellings import one_spelling
from nbreader.library.tokens import fold
from nbreader.model import (
    Annotations,
    Article,
    Block,
    Issue,
    Mention,
    Organisation,
    Piece,
    Role,
)

NEIGHBOURS = 12  # as many as are worth a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An organisation beside another: in how many of its articles and paragraphs it stands."""

    name: str
    kind: str
    articles: int
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known of one organisation, the newest first, undated papers last.

    `mentions` and `articles` count what names it for sure, `told` the figures that
    are not weak, over all pages; `excerpts` also hold short names that may mean
    another, and `figures` end with the weak ones. With `more`, articles older than
    those of `excerpts` are left out of all but these counts.
    """

    organisation: Organisation
    mentions: int
    articles: int
    excerpts: tuple[Excerpt, ...] = ()
    figures: tuple[Datum, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    latest: date | None = None
    told: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricDossier:
    """The values of one metric by subject, and the series that they make.

    Subjects with more figures come first; of one subject the latest period first.
    `also` are metrics whose name holds this one or is held by it, with counts.
    `figures` and `subjects` count over all pages; `subjects` or more, if that is not
    `exact`. With `more`, articles older than those of `data` are left out of it.
    """

    metric: str
    data: tuple[Datum, ...] = ()
    series: tuple[Series, ...] = ()
    also: tuple[tuple[str, int], ...] = ()
    latest: date | None = None
    figures: int = 0
    subjects: int = 0
    exact: bool = True
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry:
    """A line of the list of organisations; `latest` is the day of the newest paper."""

    organisation: Organisation
    mentions: int
    articles: int
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricEntry:
    """A line of the list of metrics; `subjects` or more, if that is not `exact`."""

    metric: str
    figures: int
    subjects: int
    latest: date | None = None
    exact: bool = True


Entry = TypeVar("Entry", OrganisationEntry, MetricEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Entry]):
    """A stretch of a list, and how many lines the whole list has."""

    entries: tuple[Entry, ...]
    total: int


# One organisation


def organisation_dossier(
    name: str,
    issues: Iterable[Issue],
    annotations: Mapping[str, Annotations],
    organisations: Sequence[Organisation],
) -> Dossier:
    """The page of the organisation with this full name; an empty one if nobody names it.

    A figure is about it if its subject is the full name or one of its other names;
    weaker if it only stands in a sentence that names it, or if its subject is a
    short name that another organisation has too.
    """
    asked = next((o for o in organisations if o.name == name), Organisation(name=name, kind=""))
    full = full_names_of(organisations)
    names = {fold(each).text for each in (name, *asked.aliases)}
    excerpts: list[Excerpt] = []
    figures: list[Datum] = []
    beside = _Beside()
    for read in read_articles(issues, annotations):
        named = [m for m in read.found.mentions if name in (m.organisation, *m.owners)]
        excerpts += excerpts_of(read, named, name)
        figures += _about(read, named, names, full)
        beside.count(read, name)
    return Dossier(
        organisation=asked,
        mentions=beside.mentions,
        articles=beside.own_articles,
        excerpts=tuple(excerpts),
        figures=tuple(sorted(figures, key=lambda datum: datum.weak)),
        neighbours=beside.neighbours({o.name: o.kind for o in organisations}),
        latest=next((e.origin.date for e in excerpts if not e.others), None),
        told=sum(not datum.weak for datum in figures),
    )


def _about(
    read: Read, named: Sequence[Mention], names: set[str], full: Mapping[str, str]
) -> Iterator[Datum]:
    """The figures of an article that are about an organisation, or stand beside its name."""
    sentences = {read.sentence(m.start, m.end) for m in named}
    for figure in read.found.figures:
        subject = fold(figure.subject).text
        theirs = subject in names
        if theirs and subject in full:
            yield datum_of(read, figure, full)
        elif theirs or any(a <= figure.start and figure.end <= b for a, b in sentences):
            yield datum_of(read, figure, full, weak=True)


class _Beside:
    """Counts an organisation, and who stands in its articles and paragraphs."""

    def __init__(self) -> None:
        self.mentions = self.own_articles = 0
        self.articles: Counter[str] = Counter()
        self.paragraphs: Counter[str] = Counter()

    def count(self, read: Read, name: str) -> None:
        """Take one article in; one that does not name the organisation changes nothing."""
        sure = [mention for mention in read.found.mentions if mention.organisation]
        own = [mention for mention in sure if mention.organisation == name]
        if not own:
            return
        self.mentions += len(own)
        self.own_articles += 1
        blocks = {read.block_at(mention.start) for mention in own}
        places = {(m.organisation, read.block_at(m.start)) for m in sure if m not in own}
        self.articles.update({other for other, _ in places})
        self.paragraphs.update(other for other, block in places if block in blocks)

    def neighbours(self, kinds: Mapping[str, str]) -> tuple[Neighbour, ...]:
        """Those with most paragraphs in common first, then with most articles."""
        order = sorted(self.articles, key=lambda n: (-self.paragraphs[n], -self.articles[n], n))
        return tuple(
            Neighbour(
                name=name,
                kind=kinds.get(name, ""),
                articles=self.articles[name],
                paragraphs=self.paragraphs[name],
            )
            for name in order[:NEIGHBOURS]
        )


# One metric


def metric_dossier(
    metric: str,
    issues: Iterable[Issue],
    annotations: Mapping[str, Annotations],
    organisations: Sequence[Organisation] = (),
) -> MetricDossier:
    """The table of a metric, named with or without words of change.

    Two names are the same if they are so folded and without quotation marks:
    规上工业增加值 is not 工业增加值, but stands among its `also`.
    """
    wanted = metric_key(metric)
    full = full_names_of(organisations)
    data: list[Datum] = []
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for read in read_articles(issues, annotations):
        for figure in read.found.figures:
            key = metric_key(figure.metric)
            if key and (key in wanted or wanted in key):
                names[key][split_metric(figure.metric)[0]] += 1
            if key and key == wanted:
                data.append(datum_of(read, figure, full))
    called = names.pop(wanted, None)
    also = [(_usual(forms), forms.total()) for forms in names.values()] if wanted else []
    ordered = _by_subject(_in_one_spelling(data))
    return MetricDossier(
        metric=_usual(called) if called else split_metric(metric)[0],
        data=ordered,
        series=find_series(ordered),
        also=tuple(sorted(also, key=lambda pair: (-pair[1], pair[0]))),
        latest=data[0].origin.date if data else None,
        figures=len(data),
        subjects=len({datum.subject for datum in ordered} - {""}),
    )


def _in_one_spelling(data: Sequence[Datum]) -> list[Datum]:
    """慈溪 and 慈溪市 are one subject, by its full form; of what folds alike the newest form."""
    full = one_spelling(datum.subject for datum in data)
    printed: dict[str, str] = {}
    for datum in data:
        printed.setdefault(fold(datum.subject).text, datum.subject)
    printed |= full
    return [replace(datum, subject=printed[fold(datum.subject).text]) for datum in data]


def _usual(forms: Counter[str]) -> str:
    """The form that is printed most."""
    return forms.most_common(1)[0][0]


def _by_subject(data: Sequence[Datum]) -> tuple[Datum, ...]:
    """Subjects with more figures first, the unknown one last; in each the latest period first."""
    counts = Counter(fold(datum.subject).text for datum in data)
    first = {fold(datum.subject).text: rank for rank, datum in reversed([*enumerate(data)])}

    def order(datum: Datum) -> tuple[object, ...]:
        subject = fold(datum.subject).text
        return (not subject, -counts[subject], first[subject], newest(datum.moment.day))

    return tuple(sorted(data, key=order))


# All organisations, all metrics


def list_organisations(
    issues: Iterable[Issue],
    annotations: Mapping[str, Annotations],
    organisations: Sequence[Organisation],
) -> tuple[OrganisationEntry, ...]:
    """The organisations that the annotated articles name for sure, the most mentioned first."""
    mentions: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    latest: dict[str, date | None] = {}
    for read in read_articles(issues, annotations):
        named = [m.organisation for m in read.found.mentions if m.organisation]
        mentions.update(named)
        articles.update(set(named))
        for name in named:
            latest.setdefault(name, read.origin.date)
    known = {organisation.name: organisation for organisation in organisations}
    entries = [
        OrganisationEntry(
            organisation=known.get(name, Organisation(name=name, kind="")),
            mentions=count,
            articles=articles[name],
            latest=latest[name],
        )
        for name, count in mentions.items()
    ]
    return tuple(sorted(entries, key=lambda e: (-e.mentions, -e.articles, newest(e.latest))))


def list_metrics(
    issues: Iterable[Issue],
    annotations: Mapping[str, Annotations],
    organisations: Sequence[Organisation] = (),
) -> tuple[MetricEntry, ...]:
    """The metrics of the annotated articles' figures, those with most figures first."""
    full = {short: fold(name).text for short, name in full_names_of(organisations).items()}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    subjects: dict[str, set[str]] = defaultdict(set)
    latest: dict[str, date | None] = {}
    for read in read_articles(issues, annotations):
        for figure in read.found.figures:
            key = metric_key(figure.metric)
            if key:
                names[key][split_metric(figure.metric)[0]] += 1
                subject = fold(figure.subject).text
                subjects[key] |= {full.get(subject, subject)} - {""}
                latest.setdefault(key, read.origin.date)
    entries = [
        MetricEntry(
            metric=_usual(forms),
            figures=forms.total(),
            subjects=len(subjects[key] - one_spelling(subjects[key]).keys()),
            latest=latest[key],
        )
        for key, forms in names.items()
    ]
    return tuple(sorted(entries, key=lambda e: (-e.figures, -e.subjects, newest(e.latest))))


def find_names(words: str, names: Iterable[tuple[str, ...]]) -> tuple[int, ...]:
    """Which of these things match what is typed, each given by all of its names.

    Every word has to stand in one of the names; Latin letters are also the
    pinyin initials of characters in a row.
    """
    piece = (Piece(start=0, end=1),)
    listed = [
        Article(
            id=str(at),
            blocks=tuple(Block(role=Role.PARAGRAPH, text=name, pieces=piece) for name in every),
        )
        for at, every in enumerate(names)
    ]
    return tuple(int(hit.article_id) for hit in filter_articles(words, listed, typing=True))
