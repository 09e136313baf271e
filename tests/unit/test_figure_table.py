from __future__ import annotations

from decimal import Decimal

import pytest
from tests.builders import make_article, make_figure, make_issue, make_page

from nbreader import actions
from nbreader.model import Annotations, Figure, Mention, Organisation
from nbreader.tui import tsv
from nbreader.tui.figure_table import (
    GROUPS,
    Named,
    arranged,
    arranged_names,
    count_mentions,
    following,
    kinds_of,
    label_of,
    name_kinds_of,
    named_in,
)
from nbreader.tui.orders import NameOrder, Order
from nbreader.tui.shelf import Place

TEXT = "营收30亿元，产值5亿元，增长3%，营收20亿元，数百家，居第二，曾居第一。"


def figures() -> tuple[Figure, ...]:
    return (
        make_figure(TEXT, "30亿元", value="3000000000", metric="营收", subject="甲", period="去年"),
        make_figure(TEXT, "5亿元", value="500000000", metric="产值", subject="甲", period="去年"),
        make_figure(
            TEXT, "3%", value="3", unit="%", kind="percent", metric="产值 增长", subject="甲"
        ),
        make_figure(TEXT, "20亿元", value="2000000000", metric="营收", subject="乙", period="去年"),
        make_figure(TEXT, "数百家", value=None, unit="家", kind="count", low=Decimal(200)),
        make_figure(TEXT, "第二", value="2", unit="位", kind="rank", metric="营收"),
        make_figure(TEXT, "第一", value="1", unit="位", kind="rank", metric="营收"),
    )


def shown(order: Order) -> list[tuple[str, list[str]]]:
    return [(g.heading, [f.printed for f in g.figures]) for g in arranged(figures(), order)]


def test_figures_stand_as_printed_under_period_and_subject() -> None:
    assert [
        ("去年 甲", ["30亿元", "5亿元"]),
        ("甲", ["3%"]),
        ("去年 乙", ["20亿元"]),
        ("主体不明", ["数百家", "第二", "第一"]),
    ] == shown(Order())


def test_values_are_ordered_within_their_unit_alone() -> None:
    assert [
        ("元", ["30亿元", "20亿元", "5亿元"]),
        ("%", ["3%"]),
        ("家", ["数百家"]),
        ("排名", ["第一", "第二"]),
    ] == shown(Order(sort="value"))


def test_a_group_orders_its_own_values() -> None:
    groups = dict(shown(Order(sort="value", group="metric")))

    assert ["30亿元", "20亿元", "第一", "第二"] == groups["营收"]
    assert ["数百家"] == groups["指标不明"]


def test_metrics_are_ordered_by_their_sound() -> None:
    assert [("", ["5亿元", "3%", "30亿元", "20亿元", "第二", "第一", "数百家"])] == shown(
        Order(sort="metric")
    )


def test_figures_are_grouped_by_subject() -> None:
    assert ["甲", "乙", "主体不明"] == [heading for heading, _ in shown(Order(group="subject"))]


def test_one_kind_alone_is_shown() -> None:
    assert [("", ["第二", "第一"])] == shown(Order(kind="rank"))
    assert ("", "amount", "percent", "count", "rank") == kinds_of(figures())


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("sort", ["position", "value", "metric"])
def test_no_order_loses_or_doubles_a_figure(group: str, sort: str) -> None:
    found = [f for _, each in arranged(figures(), Order(sort, group)) for f in each]

    assert sorted(f.start for f in figures()) == sorted(f.start for f in found)


@pytest.mark.parametrize(
    ("order", "label"),
    [
        (Order(), "营收"),
        (Order(sort="value"), "营收 甲"),
        (Order(group="metric"), "甲 去年"),
        (Order(group="subject"), "营收 去年"),
    ],
)
def test_a_line_says_what_its_heading_does_not(order: Order, label: str) -> None:
    assert label == label_of(figures()[0], order)


def test_choices_go_round() -> None:
    assert ["metric", "subject", "printed"] == [following(GROUPS, g) for g in GROUPS]
    assert "printed" == following(GROUPS, "gone")


# Organisations


def found_in_article() -> Annotations:
    text = "招宝磁业与东方合作，招宝供货，省委来访。"
    whole = "宁波招宝磁业股份有限公司"

    def mention(printed: str, name: str, *owners: str) -> Mention:
        at = text.index(printed)
        return Mention(
            start=at, end=at + len(printed), printed=printed, organisation=name, owners=owners
        )

    found = (
        mention("招宝磁业", whole),
        mention("东方", "", "东方甲", "东方乙"),
        mention("招宝", whole),
        mention("省委", "省委"),
    )
    return Annotations(article_id="a", mentions=found)


def rows() -> tuple[Named, ...]:
    known = [
        Organisation(name="宁波招宝磁业股份有限公司", kind="company"),
        Organisation(name="省委", kind="government"),
    ]
    return named_in(found_in_article(), known, {"省委": 5})


def test_each_organisation_stands_once_with_its_counts() -> None:
    assert [("宁波招宝磁业股份有限公司", 2, 2), ("东方", 1, 1), ("省委", 1, 5)] == [
        (row.name, row.here, row.everywhere) for row in rows()
    ]


def test_a_shared_short_name_counts_for_neither_owner() -> None:
    counts = count_mentions((found_in_article(),))

    assert (0, 0, 1) == (counts["东方甲"], counts["东方乙"], counts["东方"])


def test_organisations_are_ordered_grouped_and_chosen_by_kind() -> None:
    def shown(order: NameOrder) -> list[tuple[str, list[str]]]:
        return [
            (head, [n.name[:2] for n in group]) for head, group in arranged_names(rows(), order)
        ]

    assert [("", ["宁波", "省委", "东方"])] == shown(NameOrder(sort="count"))
    assert [("", ["东方", "宁波", "省委"])] == shown(NameOrder(sort="name"))
    assert [("企业", ["宁波"]), ("几家共用的简称", ["东方"]), ("机关", ["省委"])] == shown(
        NameOrder(group="kind")
    )
    assert [("", ["省委"])] == shown(NameOrder(kind="government"))
    assert ("", "company", "government") == name_kinds_of(rows())


# For a spreadsheet


def place(headline: str = "标题") -> Place:
    page = make_page((make_article(headline, (TEXT,)),))
    return Place(make_issue((page,)), page, page.articles[0])


def test_figures_are_copied_with_a_header_and_their_source() -> None:
    head, *lines = tsv.figures_tsv(figures()[:1], place()).splitlines()

    assert dict(zip(head.split("\t"), lines[0].split("\t"), strict=True)) == {
        **dict.fromkeys(("年份", "下限", "上限", "增减", "约数", "范围"), ""),
        **{"指标": "营收", "主体": "甲", "时期": "去年", "原文": "30亿元", "数值": "3000000000"},
        **{"单位": "元", "类别": "数额", "性质": "结果", "标题": "标题", "报纸": "宁波日报"},
        **{"日期": "2026-03-25", "版": "1", "文件": "page.txt"},
    }


def test_every_line_has_as_many_cells_as_the_header() -> None:
    text = tsv.figures_tsv(figures(), place("a\tb\nc")) + tsv.names_tsv(rows(), place())
    counts = {line.count("\t") for line in text.splitlines()}

    assert {len(tsv.FIGURE_HEAD) - 1, len(tsv.NAME_HEAD) - 1} == counts


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("  +3%", "'+3%"),
        ("-3%", "'-3%"),
        ("＠甲", "'＠甲"),
        ("\t=1", "'=1"),
        ("甲\t乙\r\n丙", "甲 乙 丙"),
        ("\x1b[2J", "[2J"),
        ("3%", "3%"),
    ],
)
def test_a_cell_is_never_a_formula_and_never_two(text: str, cell: str) -> None:
    assert cell == actions.safe_cell(text)


def test_a_guess_is_copied_with_a_question_mark() -> None:
    figure = make_figure(TEXT, "30亿元", subject="甲", confidence=(("subject", 0.4),))

    assert "甲？" == tsv.figures_tsv((figure,), place()).splitlines()[1].split("\t")[1]
