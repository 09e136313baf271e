"""What a panel shows, as tab-separated lines for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from nbreader import actions
from nbreader.actions import Origin
from nbreader.model import Figure
from nbreader.tui.figure_table import Named
from nbreader.tui.shelf import Place
from nbreader.tui.values import FIGURE_KINDS, ORGANISATION_KINDS, unsure_mark

FIGURE_HEAD = (
    *("指标", "主体", "时期", "年份", "原文", "数值", "下限", "上限", "单位", "类别"),
    *("性质", "增减", "约数", "范围", "标题", "报纸", "日期", "版", "文件"),
)
NAME_HEAD = ("机构", "类别", "本篇次数", "全部次数", "可能是", "标题", "报纸", "日期", "版", "文件")
_DIRECTION = {"up": "增", "down": "减"}


def figures_tsv(figures: Iterable[Figure], place: Place) -> str:
    """A header, and a line for each figure; guessed attributes end in a question mark."""
    return placed_figures_tsv((figure, source_cells(place)) for figure in figures)


def placed_figures_tsv(figures: Iterable[tuple[Figure, tuple[str, ...]]]) -> str:
    """The same for figures of several articles, each with the cells of its source."""
    return _lines(FIGURE_HEAD, (_figure_cells(*each) for each in figures))


def names_tsv(names: Iterable[Named], place: Place) -> str:
    """A header, and a line for each organisation."""
    return _lines(NAME_HEAD, (_name_cells(named, place) for named in names))


def _figure_cells(figure: Figure, source: tuple[str, ...]) -> tuple[str, ...]:
    def told(name: str) -> str:
        return actions.safe_cell(getattr(figure, name) + unsure_mark(figure, name))

    return (
        told("metric"),
        told("subject"),
        told("period"),
        figure.year,
        actions.safe_cell(figure.printed),
        _number(figure.value),
        _number(figure.low),
        _number(figure.high),
        actions.safe_cell(figure.unit),
        FIGURE_KINDS.get(figure.kind, figure.kind),
        actions.STATUS_WORDS.get(figure.status, figure.status) + unsure_mark(figure, "status"),
        _DIRECTION.get(figure.direction, ""),
        actions.APPROX_WORDS.get(figure.approx, ""),
        actions.safe_cell(figure.scope),
        *source,
    )


def _name_cells(named: Named, place: Place) -> tuple[str, ...]:
    return (
        actions.safe_cell(named.name),
        ORGANISATION_KINDS.get(named.kind, named.kind),
        str(named.here),
        str(named.everywhere),
        actions.safe_cell("、".join(named.owners)),
        *source_cells(place),
    )


def origin_cells(origin: Origin) -> tuple[str, ...]:
    """Where an article of the library was printed; its file is not looked up."""
    return (
        actions.safe_cell(origin.headline),
        actions.safe_cell(origin.newspaper),
        origin.date.isoformat() if origin.date else "",
        str(origin.page) if origin.page is not None else "",
        "",
    )


def source_cells(place: Place) -> tuple[str, ...]:
    """Where an open article was printed."""
    issue, page, article = place
    day = issue.date or page.date
    return (
        actions.safe_cell(article.title),
        actions.safe_cell(issue.newspaper or page.newspaper),
        day.isoformat() if day else "",
        str(page.number) if page.number is not None else actions.safe_cell(page.label),
        actions.safe_cell(page.source.name),
    )


def _number(value: Decimal | None) -> str:
    return "" if value is None else actions.plain_number(value)


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(cells) + "\n" for cells in (head, *rows))
