"""The figures and organisations of an article in the order and groups that the reader asks for.

All of it is pure: from annotations to groups of figures and counts of names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from nbreader.model import Annotations, Figure, Organisation
from nbreader.tui.orders import NameOrder, Order
from nbreader.tui.values import FIGURE_KINDS, ORGANISATION_KINDS, unsure_mark

# As the line above a table says them: all three of them fit the narrowest column.
SORTS = {"position": "原文次序", "value": "数值降序", "metric": "指标音序"}
GROUPS = {"printed": "按时期主体", "metric": "按指标", "subject": "按主体"}
NAME_SORTS = {"position": "原文次序", "count": "次数降序", "name": "名称音序"}
NAME_GROUPS = {"none": "不分组", "kind": "按类别"}
NO_METRIC, NO_SUBJECT = "指标不明", "主体不明"


def order_words(order: Order) -> str:
    """What is in force, "" where that is how every article opens."""
    told = [SORTS[order.sort]] if order.sort != "position" else []
    told += [GROUPS[order.group]] if order.group != "printed" else []
    told += [f"只看{FIGURE_KINDS[order.kind]}"] if order.kind else []
    return " · ".join(told)


def name_order_words(order: NameOrder) -> str:
    """The same for organisations."""
    told = [NAME_SORTS[order.sort]] if order.sort != "position" else []
    told += [NAME_GROUPS[order.group]] if order.group != "none" else []
    told += [f"只看{ORGANISATION_KINDS.get(order.kind, order.kind)}"] if order.kind else []
    return " · ".join(told)


def following(choices: Iterable[str], current: str) -> str:
    """The choice after the current one, round and round."""
    known = list(choices)
    return known[(known.index(current) + 1) % len(known)] if current in known else known[0]


# Figures


class Group(NamedTuple):
    """Figures under one heading."""

    heading: str
    figures: tuple[Figure, ...]


def kinds_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The kinds to step through: all, then each that is there."""
    there = {figure.kind for figure in figures}
    return ("", *(kind for kind in FIGURE_KINDS if kind in there))


def arranged(figures: Sequence[Figure], order: Order) -> tuple[Group, ...]:
    """The figures that show, in their groups.

    Values are only ever ordered within one unit; the largest stand first, and
    of fuzzy ones the middle counts. Groups come in the order of the text, and
    so do figures that nothing else sets apart.
    """
    shown = [figure for figure in figures if not order.kind or figure.kind == order.kind]
    if order.group == "printed" and order.sort == "position":
        return _runs(shown)
    heading = _HEADINGS.get(order.group) or (_unit if order.sort == "value" else _none)
    groups: dict[str, list[Figure]] = {}
    for figure in shown:
        groups.setdefault(heading(figure), []).append(figure)
    return tuple(Group(name, _sorted(group, order.sort)) for name, group in groups.items())


def _runs(figures: Iterable[Figure]) -> tuple[Group, ...]:
    """Figures that follow each other with the same period and subject stand together.

    One of which neither is known never stands under those of another.
    """
    groups: list[Group] = []
    for figure in figures:
        heading = _period_and_subject(figure)
        if not heading and groups and groups[-1].heading:
            heading = NO_SUBJECT
        if groups and heading == groups[-1].heading:
            groups[-1] = groups[-1]._replace(figures=(*groups[-1].figures, figure))
        else:
            groups.append(Group(heading, (figure,)))
    return tuple(groups)


def _period_and_subject(figure: Figure) -> str:
    period = figure.period + unsure_mark(figure, "period")
    subject = figure.subject + unsure_mark(figure, "subject")
    return " ".join(dict.fromkeys(filter(None, (period, subject))))


def _sorted(figures: Sequence[Figure], sort: str) -> tuple[Figure, ...]:
    if sort == "value":
        units = list(dict.fromkeys(figure.unit for figure in figures))
        return tuple(sorted(figures, key=lambda f: (units.index(f.unit), *_fall(f))))
    if sort == "metric":
        return tuple(sorted(figures, key=lambda f: _sounds(f.metric)))
    return tuple(figures)


def _fall(figure: Figure) -> tuple[bool, Decimal]:
    """Larger values first, unknown ones last; of ranks the first is the first."""
    size = size_of(figure)
    if size is None:
        return True, Decimal(0)
    return False, size if figure.kind == "rank" else -size


def size_of(figure: Figure) -> Decimal | None:
    """The value, or what lies between the bounds of a fuzzy one."""
    if figure.value is not None:
        return figure.value
    bounds = [bound for bound in (figure.low, figure.high) if bound is not None]
    return sum(bounds, Decimal(0)) / len(bounds) if bounds else None


def _sounds(words: str) -> tuple[bool, bytes]:
    """The order of a Chinese index: GB 2312 lists its common characters by their pinyin."""
    return not words, words.encode("gb18030", "replace")


def _unit(figure: Figure) -> str:
    return FIGURE_KINDS["rank"] if figure.kind == "rank" else figure.unit


def _none(figure: Figure) -> str:
    return ""


_HEADINGS: Mapping[str, Callable[[Figure], str]] = {
    "metric": lambda figure: figure.metric or NO_METRIC,
    "subject": lambda figure: figure.subject + unsure_mark(figure, "subject") or NO_SUBJECT,
}


def label_of(figure: Figure, order: Order, beside: str = "") -> str:
    """What a figure's line says beside its value: all that its heading does not.

    `beside` stands for a metric that is not known.
    """
    metric = (figure.metric or beside) + unsure_mark(figure, "metric")
    subject = figure.subject + unsure_mark(figure, "subject")
    period = figure.period + unsure_mark(figure, "period")
    if order.group == "metric":
        parts = [subject, period] if subject or period else [beside]
    elif order.group == "subject":
        parts = [metric, period]
    else:
        parts = [metric] if order.sort == "position" else [metric, subject]
    return " ".join(filter(None, parts))


# Organisations


class Named(NamedTuple):
    """An organisation as an article names it; a short name with several owners is its own."""

    name: str
    kind: str  # "" where it has several owners
    start: int
    end: int
    here: int  # mentions in this article
    everywhere: int  # in all open pages
    owners: tuple[str, ...] = ()


def count_mentions(annotations: Iterable[Annotations]) -> Counter[str]:
    """How often each organisation is named; a name with several owners counts for none."""
    return Counter(
        mention.organisation or mention.printed
        for found in annotations
        for mention in found.mentions
    )


def named_in(
    found: Annotations, organisations: Iterable[Organisation], everywhere: Mapping[str, int]
) -> tuple[Named, ...]:
    """The organisations of an article, each once, by their first mention."""
    kinds = {organisation.name: organisation.kind for organisation in organisations}
    here = count_mentions((found,))
    rows: dict[str, Named] = {}
    for mention in found.mentions:
        name = mention.organisation or mention.printed
        if name not in rows:
            count = here[name]
            rows[name] = Named(
                name,
                kinds.get(name, ""),
                mention.start,
                mention.end,
                count,
                max(count, everywhere.get(name, 0)),
                mention.owners,
            )
    return tuple(rows.values())


def name_kinds_of(names: Iterable[Named]) -> tuple[str, ...]:
    """The kinds to step through: all, then each that is there."""
    there = {named.kind for named in names}
    return ("", *(kind for kind in ORGANISATION_KINDS if kind in there))


def arranged_names(
    names: Sequence[Named], order: NameOrder
) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """The organisations that show, under the heading of their group."""
    shown = [named for named in names if not order.kind or named.kind == order.kind]
    if order.sort == "count":
        shown.sort(key=lambda named: (-named.here, -named.everywhere))
    elif order.sort == "name":
        shown.sort(key=lambda named: _sounds(named.name))
    if order.group == "none":
        return (("", tuple(shown)),) if shown else ()
    groups: dict[str, list[Named]] = {}
    for named in shown:
        groups.setdefault(ORGANISATION_KINDS.get(named.kind, "几家共用的简称"), []).append(named)
    return tuple((heading, tuple(group)) for heading, group in groups.items())
