"""What stands on a page about an organisation or a metric, item by item: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from nbreader import actions
from nbreader.actions import (
    Datum,
    Dossier,
    Excerpt,
    MetricDossier,
    MetricEntry,
    Neighbour,
    OrganisationEntry,
    Series,
)
from nbreader.model import Figure
from nbreader.tui.plot import MOST_BARS, Value
from nbreader.tui.values import ORGANISATION_KINDS, UNSURE_MARK, arrows, split_number

_NEAREST = 3  # neighbours named in the head of a page


class Words(NamedTuple):
    """A line of the page's head, or a hint: nothing to choose."""

    text: str
    ink: str = "quiet"


class Heading(NamedTuple):
    """A heading in the list, with a free line above where there is none yet."""

    text: str
    size: int = 0
    apart: bool = True


class FigureRow(NamedTuple):
    """A figure; `table` says which page it is on, the next two how wide its columns are.

    `is_doubtful` where the page or the heading above names its subject for sure, and
    that it is the figure's was guessed.
    """

    datum: Datum
    table: str  # organisation, beside, metric
    numbers: int = 0
    units: int = 0
    is_doubtful: bool = False


class Bar(NamedTuple):
    """One value of a series."""

    datum: Datum
    value: Value
    among: tuple[Value, ...]


class Columns(NamedTuple):
    """A long series."""

    values: tuple[Value, ...]


class Also(NamedTuple):
    """Another metric."""

    metric: str
    figures: int


class More(NamedTuple):
    """The last line of a page that leaves older articles out; so many more can be asked for."""

    articles: int


Item = (
    Words
    | Heading
    | FigureRow
    | Bar
    | Columns
    | Also
    | More
    | Excerpt
    | Neighbour
    | OrganisationEntry
    | MetricEntry
)


def can_be_chosen(item: Item) -> bool:
    """Tell whether the cursor may stand on an item."""
    return not isinstance(item, Words | Heading | Columns)


def is_counted(item: Item) -> bool:
    """Tell whether an item is one of those that a list counts."""
    return can_be_chosen(item) and not isinstance(item, More)


def words_of(item: Item) -> str:
    """The words that an item is found by; those of a directory are its names."""
    if isinstance(item, OrganisationEntry):
        return "\n".join((item.organisation.name, *item.organisation.aliases))
    if isinstance(item, MetricEntry | Also):
        return item.metric
    if isinstance(item, Neighbour):
        return item.name
    if isinstance(item, Excerpt):
        return f"{item.text}\n{item.origin.headline}"
    if isinstance(item, FigureRow | Bar):
        datum, figure = item.datum, item.datum.figure
        told = (figure.metric, datum.subject, figure.period, figure.printed)
        return "\n".join((*told, datum.origin.headline))
    return ""


def keep_items(items: Sequence[Item], kept: frozenset[int]) -> tuple[Item, ...]:
    """The items at these places, and the headings with one of them below."""
    found: list[Item] = []
    heading: Heading | None = None
    for at, item in enumerate(items):
        if isinstance(item, Heading):
            heading = item
        elif at in kept and can_be_chosen(item):
            if heading is not None:
                found.append(heading._replace(size=0, apart=True))
                heading = None
            found.append(item)
    return tuple(found)


# What stands on a page


def organisation_items(dossier: Dossier) -> tuple[Item, ...]:
    """The page of an organisation: its names and counts, figures, passages, neighbours."""
    asked = dossier.organisation
    counts = f"{dossier.mentions} 处提及，{dossier.articles} 篇"
    own = tuple(datum for datum in dossier.figures if not datum.weak)
    near = tuple(datum for datum in dossier.figures if datum.weak)
    if dossier.told:
        counts += f" · {dossier.told} 个数据"
    items: list[Item] = [Words(asked.name, "headline")]
    items.append(Words(" · ".join(filter(None, (ORGANISATION_KINDS.get(asked.kind, ""), counts)))))
    if dossier.more:
        listed = len({each.origin.article_id for each in dossier.excerpts})
        what = "数据和段落" if dossier.figures else "段落"
        items.append(Words(f"下面只列最近 {listed} 篇里的{what}"))
    if asked.aliases:
        items.append(Words("又作 " + "、".join(asked.aliases)))
    near_by = [each.name for each in dossier.neighbours if each.paragraphs][:_NEAREST]
    if near_by:
        items.append(Words("常同段 " + "、".join(near_by)))
    items += _figures("数据", own, "organisation", doubtful=True)
    if dossier.excerpts:
        items += [Heading("段落", len(dossier.excerpts)), *dossier.excerpts]
    after = not dossier.excerpts  # an excerpt has a free line below
    items += _figures("同句里的其他数据", near, "beside", apart=after)
    if dossier.neighbours:
        heading = Heading("同篇的机构", len(dossier.neighbours), after or bool(near))
        items += [heading, *dossier.neighbours]
    return tuple(items)


def metric_items(dossier: MetricDossier) -> tuple[Item, ...]:
    """The page of a metric: for each subject its plots and its values, then other metrics."""
    subjects = list(dict.fromkeys(datum.subject for datum in dossier.data))
    counts = f"{dossier.figures} 个数据"
    if dossier.subjects:
        counts += f" · {dossier.subjects} 个{'' if dossier.exact else '以上'}主体"
    items: list[Item] = [Words(dossier.metric, "headline"), Words(counts)]
    if dossier.more:
        listed = len({datum.origin.article_id for datum in dossier.data})
        items.append(Words(f"下面只列最近 {listed} 篇里的 {len(dossier.data)} 个"))
    for subject in subjects:
        data = tuple(datum for datum in dossier.data if datum.subject == subject)
        guessed = all(_is_guessed(datum) for datum in data)
        mark = UNSURE_MARK if guessed and subject else ""
        items.append(Heading(f"{subject}{mark}" or "主体不详", len(data)))
        for series in dossier.series:
            if series.subject == subject:
                items += _plot(series)
        items += _figures("", data, "metric", doubtful=not guessed)
    if dossier.also:
        items.append(Heading("相近的指标", len(dossier.also)))
        items += [Also(*pair) for pair in dossier.also]
    return tuple(items)


def _is_guessed(datum: Datum) -> bool:
    return bool(datum.subject) and actions.is_unsure(datum.figure, "subject")


def _figures(
    heading: str,
    data: Sequence[Datum],
    table: str,
    *,
    apart: bool = True,
    doubtful: bool = False,
) -> list[Item]:
    """A row for each figure; `doubtful` to mark those whose subject was guessed."""
    if not data:
        return []
    parts = [number_and_unit(datum.figure) for datum in data]
    numbers = min(16, max(cell_len(number) for number, _ in parts))
    units = min(8, max(cell_len(unit) for _, unit in parts))
    head: list[Item] = [Heading(heading, len(data), apart)] if heading else []
    return [
        *head,
        *(
            FigureRow(datum, table, numbers, units, doubtful and _is_guessed(datum))
            for datum in data
        ),
    ]


def _plot(series: Series) -> list[Item]:
    values = tuple(
        Value(
            when_of(point.datum), point.value, printed_value(point.datum.figure, basis=series.basis)
        )
        for point in series.points
    )
    if len(values) > MOST_BARS:
        return [Words(f"  {series.basis}") if series.basis else Words(""), Columns(values)]
    bars = [
        Bar(point.datum, value, values) for point, value in zip(series.points, values, strict=True)
    ]
    return [*([Words(f"  {series.basis}")] if series.basis else []), *bars, Words("")]


# Words for values


def when_of(datum: Datum) -> str:
    """The period of a value, with its year: 2025年, 2026年1—4月, or the paper's day."""
    day = datum.moment.day
    if day is None:
        return datum.figure.period
    part = {
        "year": "",
        "to-month": f"1—{day.month}月" if day.month > 1 else "1月",
        "month": f"{day.month}月",
        "quarter": f"{day.month // 3}季度",
        "half": "下半年",
        "end": "底",
    }.get(datum.moment.span)
    return f"{day:%Y-%m-%d}" if part is None else f"{day.year}年{part}"


def printed_value(figure: Figure, *, basis: str = "") -> str:
    """The value as printed, with how exact it is; a change below zero has its sign."""
    printed = actions.printed_words(figure)
    falls = basis and figure.direction == "down" and figure.printed[:1].isdigit()
    return f"\N{MINUS SIGN}{printed}" if falls else printed


def number_and_unit(figure: Figure) -> tuple[str, str]:
    """The number as printed, with its arrows, and the unit."""
    number, unit = split_number(actions.printed_words(figure))
    return f"{arrows(figure)} {number}".lstrip(), unit
