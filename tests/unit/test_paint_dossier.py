"""Pages about organisations and metrics as lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rich.cells import cell_len

from nbreader.actions import (
    Datum,
    Dossier,
    Excerpt,
    MetricDossier,
    MetricEntry,
    Neighbour,
    OrganisationEntry,
    Origin,
    Point,
    Series,
)
from nbreader.actions.periods import Moment, Span
from nbreader.model import Figure, Organisation
from nbreader.tui.dossier_items import (
    Bar,
    Columns,
    FigureRow,
    Heading,
    Item,
    Words,
    keep_items,
    metric_items,
    organisation_items,
    when_of,
    words_of,
)
from nbreader.tui.paint_dossier import Preview, paint_item, preview_item

DATED = Origin(
    article_id="a", headline="标题", newspaper="宁波日报", date=date(2026, 3, 25), page=1
)
UNDATED = Origin(article_id="b", headline="没有报头的一版上很长很长的标题" * 3)
LONG = "宁波某某某某新材料科技股份有限公司" * 4
COMPANY = Organisation(name=LONG, kind="company", aliases=("某某材料", LONG + "二"))


def datum(
    printed: str = "40.5亿元",
    *,
    origin: Origin = DATED,
    span: Span = Span.YEAR,
    day: date | None = date(2025, 12, 31),
    **more: str,
) -> Datum:
    told = {"metric": "产值", "change": "", "subject": "慈溪", "period": "去年", **more}
    sentence = f"产值{printed}。"
    return Datum(
        origin=origin,
        figure=Figure(
            start=2,
            end=2 + len(printed),
            printed=printed,
            value=Decimal(1),
            unit="元",
            kind="amount",
            metric=f"{told['metric']} {told['change']}".strip(),
            subject=told["subject"],
            period=told["period"],
            direction=told.get("direction", "none"),
            status=told.get("status", "result"),
        ),
        metric=told["metric"],
        change=told["change"],
        subject=told["subject"],
        moment=Moment(span=span, day=day),
        sentence=sentence,
        start=0,
    )


def excerpt(text: str, name: str, *, others: tuple[str, ...] = ()) -> Excerpt:
    at = text.index(name)
    return Excerpt(origin=UNDATED, start=0, text=text, marks=((at, at + len(name)),), others=others)


def every_item() -> tuple[Item, ...]:
    data = tuple(
        datum(
            f"{n + 1}23456789.5亿元",
            origin=UNDATED if n % 3 else DATED,
            metric=LONG,
            change="同比增长",
            period="今年前两个月的某一段时间",
            direction="up",
            status="target" if n % 2 else "result",
        )
        for n in range(20)
    )
    points = tuple(
        Point(day=date(2000 + n, 12, 31), value=Decimal(n - 3), datum=each)
        for n, each in enumerate(data)
    )
    series = (
        Series(subject="慈溪", basis="", unit="元", span=Span.YEAR, points=points[:5]),
        Series(subject="慈溪", basis="同比", unit="%", span=Span.YEAR, points=points),
    )
    dossier = Dossier(
        organisation=COMPANY,
        mentions=3,
        articles=2,
        excerpts=(
            excerpt("好。" * 400 + "某某材料" + "好。" * 90, "某某材料", others=(LONG, "乙")),
        ),
        figures=data,
        neighbours=(Neighbour(name=LONG, kind="park", articles=2, paragraphs=1),),
    )
    metric = MetricDossier(metric=LONG, data=data, series=series, also=((LONG, 3),))
    entries: tuple[Item, ...] = (
        OrganisationEntry(organisation=COMPANY, mentions=12345, articles=1234),
        MetricEntry(metric=LONG, figures=12345, subjects=1234, latest=date(2026, 3, 25)),
    )
    return (*organisation_items(dossier), *metric_items(metric), *entries)


@pytest.mark.parametrize("width", [30, 40, 59, 60, 71, 80, 84, 120])
def test_no_line_is_wider_than_the_list(width: int) -> None:
    wide = [
        (type(item).__name__, line.width, line.plain)
        for item in every_item()
        for line in (
            *paint_item(item, width),
            *preview_item(Preview(item, "正文" * 80, ((3, 9),)), width),
        )
        if cell_len(line.plain.rstrip()) >= width  # the last cell is the scrollbar's
        or line.width > width
    ]

    assert [] == wide


def test_a_long_excerpt_shows_the_lines_with_the_name() -> None:
    item = excerpt("春风拂面。" * 100 + "招宝磁业投产。" + "春风拂面。" * 100, "招宝磁业")

    lines = [line.plain for line in paint_item(item, 60)]

    assert any("招宝磁业" in line for line in lines)
    assert lines[0].startswith("…")
    assert lines[-3].endswith("…")
    assert "《没有报头" in lines[-2]


def test_half_width_marks_among_hanzi_are_shown_wide_and_the_name_stays_lit() -> None:
    lines = paint_item(excerpt("去年,招宝(磁业)投产", "招宝(磁业)"), 60)

    assert "去年，招宝（磁业）投产" in lines[0].plain
    assert ["招宝（磁业）"] == [run.text for run in lines[0].runs if "hit" in run.ink]


def test_a_short_series_is_bars_and_a_long_one_columns() -> None:
    kinds = [type(item) for item in every_item()]

    assert (5, 1) == (kinds.count(Bar), kinds.count(Columns))


@pytest.mark.parametrize(
    ("span", "day", "words"),
    [
        (Span.YEAR, date(2025, 12, 31), "2025年"),
        (Span.TO_MONTH, date(2026, 4, 30), "2026年1—4月"),
        (Span.TO_MONTH, date(2026, 1, 31), "2026年1月"),
        (Span.MONTH, date(2026, 3, 31), "2026年3月"),
        (Span.QUARTER, date(2025, 9, 30), "2025年3季度"),
        (Span.HALF, date(2025, 12, 31), "2025年下半年"),
        (Span.END, date(2025, 12, 31), "2025年底"),
        (Span.DAY, date(2026, 3, 25), "2026-03-25"),
        (Span.DAY, None, "去年"),
    ],
)
def test_a_value_is_labelled_with_its_year_and_part(
    span: Span, day: date | None, words: str
) -> None:
    assert words == when_of(datum(span=span, day=day))


def guessed_of(text: str, subject: str) -> Datum:
    """A figure whose subject was guessed."""
    told = datum(text, subject=subject)
    return replace(told, figure=replace(told.figure, confidence=(("subject", 0.4),)))


def test_a_group_of_guesses_has_a_question_mark_at_its_head() -> None:
    data = (guessed_of("1亿元", "甲"), datum("2亿元", subject="乙"), guessed_of("3亿元", ""))

    items = metric_items(MetricDossier(metric="产值", data=data))

    assert ["甲？", "乙", "主体不详"] == [each.text for each in items if isinstance(each, Heading)]
    assert [False] * 3 == [each.is_doubtful for each in items if isinstance(each, FigureRow)]


def test_a_guess_among_others_of_a_subject_is_marked_in_its_row() -> None:
    data = (datum("1亿元", subject="甲"), guessed_of("2亿元", "甲"))

    items = metric_items(MetricDossier(metric="产值", data=data))
    rows = [paint_item(each, 80)[0].plain for each in items if isinstance(each, FigureRow)]

    assert ["甲"] == [each.text for each in items if isinstance(each, Heading)]
    assert [False, True] == ["主体？" in row for row in rows]


def test_a_guess_on_the_page_of_its_organisation_is_marked() -> None:
    data = (datum("1亿元", subject="甲"), guessed_of("2亿元", "甲"))
    page = Dossier(organisation=COMPANY, mentions=1, articles=1, figures=data)

    items = organisation_items(page)
    rows = [paint_item(each, 80)[0].plain for each in items if isinstance(each, FigureRow)]

    assert [False, True] == ["主体？" in row for row in rows]


def test_a_filter_keeps_only_headings_with_something_below() -> None:
    items: tuple[Item, ...] = (
        Heading("甲", 1),
        FigureRow(datum("1亿元"), "organisation"),
        Heading("乙", 2),
        FigureRow(datum("2亿元"), "organisation"),
        FigureRow(datum("3亿元"), "organisation"),
    )
    kept = keep_items(items, frozenset({0, 2, 4}))

    assert (Heading("乙"), items[4]) == kept
    assert "3亿元" in words_of(items[4])


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("table", ["organisation", "beside", "metric"])
def test_every_figure_says_which_paper_and_page_print_it(table: str, width: int) -> None:
    lines = paint_item(FigureRow(datum(), table, 8, 4), width)

    assert "宁波日报 2026-03-25 第1版" in "".join(line.plain for line in lines)


@pytest.mark.parametrize(
    ("figures", "what"), [((), "段落"), ((datum(),), "数据和段落")], ids=["none", "one"]
)
def test_a_page_that_leaves_articles_out_says_what_it_lists(
    figures: tuple[Datum, ...], what: str
) -> None:
    dossier = Dossier(
        organisation=COMPANY,
        mentions=300,
        articles=250,
        excerpts=(excerpt("某某材料扩产。", "某某材料"),),
        figures=figures,
        more=True,
    )

    assert Words(f"下面只列最近 1 篇里的{what}") in organisation_items(dossier)
