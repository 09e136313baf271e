from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from rich.cells import cell_len
from tests.builders import make_figure

from nbreader.model import Mention
from nbreader.tui.figure_table import (
    GROUPS,
    NAME_GROUPS,
    NAME_SORTS,
    SORTS,
    Named,
    name_order_words,
    order_words,
)
from nbreader.tui.orders import NameOrder, Order
from nbreader.tui.paint import Item, Part, fitted
from nbreader.tui.paint_figures import (
    figure_items,
    figure_overlays,
    organisation_items,
    paint_figures,
    paint_organisations,
    told_figure,
    told_mention,
)
from nbreader.tui.values import FIGURE_KINDS, ORGANISATION_KINDS, split_number, value_words

TEXT = "今年，产值达40.5亿元，出口增长3%，培育企业385家。"


def plain(parts: tuple[Part, ...]) -> str:
    return " · ".join(part.text for part in parts)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("40.5亿元", ("40.5", "亿元")),
        ("24.3%", ("24.3", "%")),
        ("第12位", ("第12", "位")),
        ("三个", ("三", "个")),
        ("1—4月", ("1—4", "月")),
        ("首位", ("首位", "")),
        ("二十点三亿元", ("二十点三", "亿元")),
        ("二十亿元", ("二十", "亿元")),
        ("五分之一", ("五分之一", "")),
        ("百分之三点五", ("百分之三点五", "")),
        ("亿元", ("亿元", "")),
        ("千亿元", ("千亿元", "")),
        ("上亿元", ("上亿", "元")),
        ("数百家", ("数百", "家")),
        ("十余万名", ("十余", "万名")),
        ("逾二十亿元", ("逾二十", "亿元")),
        ("六成", ("六", "成")),
    ],
)
def test_a_printed_figure_parts_into_number_and_unit(
    printed: str, expected: tuple[str, str]
) -> None:
    assert expected == split_number(printed)


def test_figures_stand_in_columns() -> None:
    figures = [make_figure(TEXT, printed) for printed in ("40.5亿元", "3%", "385家")]
    lines = [line.plain for line in paint_figures(figure_items(figures, TEXT, Order()), 30)]

    assert [
        "  产值达            40.5 亿元",
        "  出口增长             3 %",
        "  培育企业           385 家",
    ] == [line.rstrip() for line in lines]


def test_figure_lines_fit_the_margin() -> None:
    figures = [make_figure(TEXT, printed) for printed in ("40.5亿元", "3%", "385家")]
    widths = [line.width for line in paint_figures(figure_items(figures, TEXT, Order()), 24)]

    assert all(width <= 24 for width in widths)


def test_a_guess_has_a_question_mark_in_the_margin() -> None:
    figure = make_figure(
        TEXT,
        "40.5亿元",
        metric="产值",
        subject="慈溪",
        confidence=(("metric", 0.5), ("subject", 0.4)),
    )
    items = figure_items([figure], TEXT, Order())

    assert ["慈溪？", "产值？"] == [item.text for item in items]


def test_a_target_differs_from_a_result_in_the_text() -> None:
    result = make_figure(TEXT, "40.5亿元")
    target = make_figure(TEXT, "3%", kind="percent", status="target")

    assert ["amount", "percent target"] == [o.ink for o in figure_overlays([result, target])]


def test_the_order_in_force_is_said_above_the_figures() -> None:
    figures = [make_figure(TEXT, "40.5亿元"), make_figure(TEXT, "3%", kind="percent")]
    order = Order(sort="value", group="metric", kind="percent")

    assert "数值降序 · 按指标 · 只看比例" == figure_items(figures, TEXT, order)[0].text
    assert "figure" == figure_items(figures, TEXT, Order())[0].kind


COLUMN = 30  # cells for a line in the column of 34: its edge, padding and scrollbar are not


def test_every_order_is_said_in_full() -> None:
    words = [order_words(Order(*each)) for each in product(SORTS, GROUPS, FIGURE_KINDS)]
    words += [
        name_order_words(NameOrder(*each))
        for each in product(NAME_SORTS, NAME_GROUPS, ORGANISATION_KINDS)
    ]
    items = [Item(0, 0, "order", each) for each in words]

    assert words == [line.plain for line in paint_figures(items, COLUMN)]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({"printed": "40.5亿元", "value": "4050000000"}, "40.5亿元"),
        ({"printed": "1,200家", "value": "1200", "unit": "家"}, "1,200家"),
        ({"printed": "六成", "value": "60", "unit": "%"}, "六成 = 60%"),
        ({"printed": "３万元", "value": "30000"}, "３万元"),
        ({"printed": "4,050,000,000元", "value": "4050000000"}, "4,050,000,000元"),
        ({"printed": "首位", "value": "1", "unit": "位", "kind": "rank"}, "首位 = 第1"),
        (
            {"printed": "前十", "value": "10", "unit": "位", "kind": "rank", "approx": "under"},
            "前十 = 前10",
        ),
        ({"printed": "30%", "value": "30", "unit": "%", "approx": "over"}, "逾30%"),
        (
            {"printed": "十几万美元", "value": None, "unit": "美元", "low": 100000, "high": 200000},
            "十几万美元 = 10万～20万美元",
        ),
        ({"printed": "上亿元", "value": None, "low": 100000000}, "上亿元 = 1亿元以上"),
        (
            {"printed": "10多个", "value": "10", "unit": "个", "approx": "over"},
            "10多个 = 逾10个",
        ),
        ({"printed": "亿元", "value": "100000000", "approx": "about"}, "约亿元 = 约1亿元"),
        ({"printed": "16个百分点", "value": "16", "unit": "百分点"}, "16个百分点"),
        ({"printed": "若干", "value": None, "unit": "个"}, "若干"),
    ],
)
def test_a_value_is_told_as_printed_and_as_read(figure: dict[str, Any], expected: str) -> None:
    printed = figure["printed"]
    bounds: dict[str, Any] = {
        name: Decimal(figure[name]) for name in ("low", "high") if name in figure
    }

    assert expected == value_words(make_figure(printed, **{**figure, **bounds}))


def test_a_figure_is_told_in_one_line() -> None:
    figure = make_figure(
        TEXT,
        "40.5亿元",
        value="4050000000",
        metric="产值",
        subject="慈溪",
        period="今年",
        year="2026",
        direction="up",
        status="target",
        confidence=(("subject", 0.4),),
    )

    assert "产值 · 慈溪？ · 今年（2026） · ▲ 40.5亿元 · 目标" == plain(told_figure(figure, TEXT))


def test_a_figure_of_which_nothing_is_known_is_told_by_the_words_before_it() -> None:
    assert "产值达 · 40.5亿元 = 1元" == plain(told_figure(make_figure(TEXT, "40.5亿元"), TEXT))


def test_a_mention_tells_full_name_kind_and_counts() -> None:
    mention = Mention(start=0, end=2, printed="招宝", organisation="宁波招宝磁业股份有限公司")

    assert "宁波招宝磁业股份有限公司 · 企业 · 本篇 2 处 · 全部 7 处" == plain(
        told_mention(mention, "company", 2, 7)
    )


def test_a_short_name_with_two_owners_tells_both() -> None:
    mention = Mention(start=0, end=2, printed="东方", organisation="", owners=("东方甲", "东方乙"))

    assert "“东方” · 2 家都用这个简称 · 东方甲、东方乙 · 本篇 1 处 · 全部 1 处" == plain(
        told_mention(mention, "", 1, 1)
    )


@pytest.mark.parametrize("width", [30, 44, 60, 80])
def test_the_line_at_the_foot_never_cuts_the_value(width: int) -> None:
    parts = (
        Part("规上数字经济核心产业制造业增加值", "strong", True),
        Part("慈溪现代家具与智能家电产业集群核心区", "", True),
        Part("182.5亿元", "amount"),
    )
    line = "".join(run.text for run in fitted(parts, width))

    assert line.endswith("182.5亿元")
    assert cell_len(line) <= max(width, 33)


def names() -> tuple[Named, ...]:
    return (
        Named("宁波招宝磁业股份有限公司", "company", 3, 7, 2, 12),
        Named("省委", "government", 9, 11, 1, 1),
        Named("东方", "", 12, 14, 1, 1, ("东方甲公司", "东方乙公司")),
    )


def test_organisations_stand_in_columns_under_the_keywords() -> None:
    items = organisation_items(names(), ("磁材", "产业"), NameOrder())

    assert Item(0, 0, "keywords", "磁材 产业") == items[0]
    assert [
        "  宁波招宝磁…份有限公司 企业 2/12",
        "  省委                  机关    1",
        "  东方：东方…东方乙公司 ？      1",
    ] == [line.plain.rstrip() for line in paint_organisations(items[1:], 34)]


def test_a_name_with_two_owners_opens_neither() -> None:
    items = organisation_items(names(), (), NameOrder())

    assert ["宁波招宝磁业股份有限公司", "省委", ""] == [item.key for item in items]
