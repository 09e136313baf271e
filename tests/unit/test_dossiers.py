"""What pages say of one organisation or one metric."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.builders import make_article, make_issue, make_page

from nbreader import actions
from nbreader.actions import Datum, Dossier, MetricDossier
from nbreader.actions.spellings import one_spelling
from nbreader.model import Annotations, Article, Figure, Issue, Mention, Organisation

ZHAOBAO = Organisation(name="宁波招宝磁业股份有限公司", kind="company", aliases=("招宝磁业",))
BANK = Organisation(name="宁波招宝银行", kind="company", aliases=("招宝",))
PARK = Organisation(name="招宝产业园", kind="park", aliases=("招宝",))
LAB = Organisation(name="甬江实验室", kind="institute")
KNOWN = (ZHAOBAO, BANK, PARK, LAB)


def mentions_in(article: Article) -> tuple[Mention, ...]:
    """Each known name where it is printed, the longest first, none inside another."""
    found: dict[int, Mention] = {}
    text = article.text
    owners: dict[str, tuple[str, ...]] = {}
    for known in KNOWN:
        for name in (known.name, *known.aliases):
            owners[name] = (*owners.get(name, ()), known.name)
    for name in sorted(owners, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if not any(m.start <= at < m.end for m in found.values()):
                sure = len(owners[name]) == 1
                found[at] = Mention(
                    start=at,
                    end=at + len(name),
                    printed=name,
                    organisation=owners[name][0] if sure else "",
                    owners=() if sure else owners[name],
                )
            at = text.find(name, at + 1)
    return tuple(found[at] for at in sorted(found))


def figure_in(
    article: Article, printed: str, metric: str, subject: str = "", **more: str
) -> Figure:
    start = article.text.index(printed)
    number = "".join(c for c in printed if c in "0123456789.")
    unit = printed[printed.index(number) + len(number) :]
    told = {"period": "", "year": "", "status": "result", "direction": "none", **more}
    return Figure(
        start=start,
        end=start + len(printed),
        printed=printed,
        value=Decimal(number),
        unit=unit,
        kind="percent" if unit == "%" else "amount",
        metric=metric,
        subject=subject,
        **told,  # type: ignore[arg-type]  # all of them text
    )


class Shelf:
    """Issues with their annotations, one article each."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.annotations: dict[str, Annotations] = {}

    def add(
        self,
        day: date | None,
        *paragraphs: str,
        figures: tuple[tuple[str, ...] | dict[str, str], ...] = (),
    ) -> Article:
        name = f"a{len(self.issues)}"
        article = make_article("标题", paragraphs, article_id=name)
        page = make_page((article,), day=day)
        self.issues.append(make_issue((page,), issue_id=f"i{name}"))
        article = page.articles[0]
        made = tuple(
            figure_in(article, **told) if isinstance(told, dict) else figure_in(article, *told)
            for told in figures
        )
        self.annotations[name] = Annotations(
            article_id=name, figures=made, mentions=mentions_in(article)
        )
        return article

    def organisation(self, name: str = ZHAOBAO.name) -> Dossier:
        return actions.organisation_dossier(name, self.issues, self.annotations, KNOWN)

    def metric(self, name: str) -> MetricDossier:
        return actions.metric_dossier(name, self.issues, self.annotations, KNOWN)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def printed(data: tuple[Datum, ...]) -> list[str]:
    return [datum.figure.printed for datum in data]


# One organisation


def test_the_newest_passage_stands_first_and_the_undated_last(shelf: Shelf) -> None:
    shelf.add(None, "招宝磁业投产。")
    shelf.add(date(2026, 3, 1), "招宝磁业扩产。")
    shelf.add(date(2026, 4, 1), "招宝磁业上市。")

    found = shelf.organisation()

    assert ["招宝磁业上市。", "招宝磁业扩产。", "招宝磁业投产。"] == [
        excerpt.text for excerpt in found.excerpts
    ]
    assert (3, 3, date(2026, 4, 1)) == (found.mentions, found.articles, found.latest)


def test_a_passage_is_the_sentence_that_names_it(shelf: Shelf) -> None:
    article = shelf.add(None, "春风拂面。　招宝磁业投产！游人如织。")

    (excerpt,) = shelf.organisation().excerpts

    assert "招宝磁业投产！" == excerpt.text
    assert article.text[excerpt.start :].startswith(excerpt.text)
    assert ((0, 4),) == excerpt.marks


def test_sentences_in_a_row_are_one_passage(shelf: Shelf) -> None:
    shelf.add(None, "招宝磁业投产。招宝磁业扩产。别的。招宝磁业上市。", "招宝磁业搬迁。")

    assert ["招宝磁业投产。招宝磁业扩产。", "招宝磁业上市。", "招宝磁业搬迁。"] == [
        excerpt.text for excerpt in shelf.organisation().excerpts
    ]


def test_a_short_name_with_two_owners_is_shown_with_both_and_not_counted(shelf: Shelf) -> None:
    shelf.add(None, "招宝发展很快。")

    found = shelf.organisation(BANK.name)

    assert [(PARK.name,)] == [excerpt.others for excerpt in found.excerpts]
    assert (0, 0) == (found.mentions, found.articles)


def test_figures_told_of_it_by_any_name_come_before_those_beside_it(shelf: Shelf) -> None:
    shelf.add(
        None,
        "镇海园区产值80亿元，其中招宝磁业贡献5亿元。招宝磁业注资8000万元。园区有30家企业。",
        figures=(
            ("80亿元", "产值", "镇海园区"),
            ("5亿元", "产值", "招宝磁业"),
            ("8000万元", "注资", ZHAOBAO.name),
            ("30家", "企业", "园区"),
        ),
    )

    found = shelf.organisation()

    assert ["5亿元", "8000万元", "80亿元"] == printed(found.figures)
    assert [False, False, True] == [datum.weak for datum in found.figures]
    assert {ZHAOBAO.name} == {datum.subject for datum in found.figures if not datum.weak}


def test_a_figure_told_of_a_shared_short_name_is_weak(shelf: Shelf) -> None:
    shelf.add(None, "去年营收5亿元。", figures=(("5亿元", "营收", "招宝"),))

    assert [True] == [datum.weak for datum in shelf.organisation(BANK.name).figures]


def test_neighbours_are_counted_by_paragraph_and_article(shelf: Shelf) -> None:
    shelf.add(None, "招宝磁业与甬江实验室合作。甬江实验室供图。", "宁波招宝银行放贷。")
    shelf.add(None, "招宝磁业扩产。", "宁波招宝银行放贷。")
    shelf.add(None, "甬江实验室揭牌。")

    assert [(LAB.name, 1, 1), (BANK.name, 2, 0)] == [
        (n.name, n.articles, n.paragraphs) for n in shelf.organisation().neighbours
    ]


def test_an_organisation_that_nobody_names_has_an_empty_page(shelf: Shelf) -> None:
    shelf.add(None, "春风拂面。")

    found = shelf.organisation("无名公司")

    assert ("无名公司", 0, (), ()) == (
        found.organisation.name,
        found.mentions,
        found.excerpts,
        found.figures,
    )


def test_articles_that_are_not_annotated_yet_are_left_out(shelf: Shelf) -> None:
    shelf.add(None, "招宝磁业投产。")
    shelf.annotations.clear()

    assert () == shelf.organisation().excerpts


# One metric


def test_a_metric_gathers_its_levels_and_changes(shelf: Shelf) -> None:
    shelf.add(
        None,
        "产值达40亿元，同比增长24%。",
        figures=(("40亿元", "产值", "慈溪"), ("24%", "产值 同比增长", "慈溪")),
    )

    found = shelf.metric("产值")

    assert [("40亿元", ""), ("24%", "同比增长")] == [
        (datum.figure.printed, datum.change) for datum in found.data
    ]
    assert found == shelf.metric("产值 同比增长")


def test_a_wider_or_narrower_metric_is_offered_and_not_mixed_in(shelf: Shelf) -> None:
    shelf.add(
        None,
        "6000亿元、800亿元、7%、30家。",
        figures=(
            ("6000亿元", "工业增加值", "宁波"),
            ("800亿元", "规上工业增加值", "宁波"),
            ("7%", "规上工业增加值 增长", "宁波"),
            ("30家", "企业", "宁波"),
        ),
    )

    assert ["6000亿元"] == printed(shelf.metric("工业增加值").data)
    assert (("规上工业增加值", 2),) == shelf.metric("工业增加值").also
    assert (("工业增加值", 1),) == shelf.metric("规上工业增加值").also


def test_spellings_of_a_metric_are_one(shelf: Shelf) -> None:
    shelf.add(
        None,
        "104家和119家和120家。",
        figures=(
            ("104家", "“单项冠军”", "宁波"),
            ("119家", "单项冠军", "宁波"),
            ("120家", "单项冠军", "宁波"),
        ),
    )

    found = shelf.metric("“单项冠军”")

    assert 3 == len(found.data)
    assert "单项冠军" == found.metric


def test_figures_without_a_metric_are_on_no_page(shelf: Shelf) -> None:
    shelf.add(None, "30家。", figures=(("30家", "", "宁波"),))

    assert ((), ()) == (shelf.metric("").data, shelf.metric("").also)


def test_subjects_stand_together_each_with_its_latest_period_first(shelf: Shelf) -> None:
    day = date(2026, 3, 25)
    shelf.add(
        day,
        "1亿元2亿元3亿元4亿元",
        figures=(
            {"printed": "1亿元", "metric": "产值", "subject": ""},
            {
                "printed": "2亿元",
                "metric": "产值",
                "subject": "慈溪",
                "period": "2024年",
                "year": "2024",
            },
            {"printed": "3亿元", "metric": "产值", "subject": "镇海"},
            {
                "printed": "4亿元",
                "metric": "产值",
                "subject": "慈溪",
                "period": "2025年",
                "year": "2025",
            },
        ),
    )

    assert ["4亿元", "2亿元", "3亿元", "1亿元"] == printed(shelf.metric("产值").data)


# Series


def yearly(shelf: Shelf, *values: str, **more: str) -> None:
    """One paper a year, each with the value of the year before."""
    for n, value in enumerate(values):
        told = {
            "printed": value,
            "metric": "产值 同比增长" if value.endswith("%") else "产值",
            "subject": "慈溪",
            "period": f"{2021 + n}年",
            "year": f"{2021 + n}",
            **more,
        }
        shelf.add(date(2022 + n, 2, 1), f"产值{value}。", figures=(told,))


def test_three_dated_values_of_one_unit_are_a_series(shelf: Shelf) -> None:
    yearly(shelf, "10亿元", "30亿元", "20亿元")

    (series,) = shelf.metric("产值").series

    assert ("慈溪", "", "亿元") == (series.subject, series.basis, series.unit)
    assert [(2021, 10), (2022, 30), (2023, 20)] == [
        (point.day.year, int(point.value)) for point in series.points
    ]


@pytest.mark.parametrize(
    ("values", "more"),
    [
        (("10亿元", "30亿元"), {}),
        (("10亿元", "30亿元", "5家"), {}),
        (("10亿元", "30亿元", "20亿元"), {"status": "target"}),
        (("10亿元", "30亿元", "20亿元"), {"period": "今年"}),
        (("10亿元", "30亿元", "20亿元"), {"subject": ""}),
        (("10亿元", "30亿元", "20亿元"), {"year": "2021", "period": "2021年"}),
    ],
)
def test_what_does_not_compare_is_no_series(
    shelf: Shelf, values: tuple[str, ...], more: dict[str, str]
) -> None:
    yearly(shelf, *values, **more)

    assert () == shelf.metric("产值").series


def test_a_whole_year_is_not_set_beside_a_part_of_one(shelf: Shelf) -> None:
    yearly(shelf, "10亿元", "30亿元")
    part = {
        "printed": "7亿元",
        "metric": "产值",
        "subject": "慈溪",
        "period": "2023年一季度",
        "year": "2023",
    }
    shelf.add(date(2023, 4, 20), "产值7亿元。", figures=(part,))

    assert () == shelf.metric("产值").series


def test_the_newest_paper_counts_for_a_day_with_two_values(shelf: Shelf) -> None:
    yearly(shelf, "10亿元", "30亿元", "20亿元")
    again = {
        "printed": "21亿元",
        "metric": "产值",
        "subject": "慈溪",
        "period": "2023年",
        "year": "2023",
    }
    shelf.add(date(2025, 1, 1), "产值21亿元。", figures=(again,))

    assert 21 == shelf.metric("产值").series[0].points[-1].value


def test_a_fall_is_negative_in_a_series_of_changes(shelf: Shelf) -> None:
    yearly(shelf, "5%", "6%")
    fall = {
        "printed": "2%",
        "metric": "产值 同比下降",
        "subject": "慈溪",
        "period": "2023年",
        "year": "2023",
        "direction": "down",
    }
    shelf.add(date(2024, 2, 1), "下降2%。", figures=(fall,))

    (series,) = shelf.metric("产值").series

    assert ("同比", [5, 6, -2]) == (series.basis, [int(p.value) for p in series.points])


def test_the_same_company_by_two_names_is_one_series(shelf: Shelf) -> None:
    yearly(shelf, "10亿元", "30亿元", "20亿元", subject="招宝磁业")
    shelf.annotations["a1"] = replace(
        shelf.annotations["a1"],
        figures=tuple(replace(f, subject=ZHAOBAO.name) for f in shelf.annotations["a1"].figures),
    )

    assert [ZHAOBAO.name] == [series.subject for series in shelf.metric("产值").series]


# Lists


def test_organisations_are_listed_by_how_often_they_are_named(shelf: Shelf) -> None:
    shelf.add(date(2026, 3, 1), "招宝磁业与甬江实验室。招宝磁业。招宝。")
    shelf.add(None, "甬江实验室。甬江实验室。")

    entries = actions.list_organisations(shelf.issues, shelf.annotations, KNOWN)

    assert [(LAB.name, 3, 2, date(2026, 3, 1)), (ZHAOBAO.name, 2, 1, date(2026, 3, 1))] == [
        (e.organisation.name, e.mentions, e.articles, e.latest) for e in entries
    ]


def test_metrics_are_listed_by_their_figures(shelf: Shelf) -> None:
    shelf.add(
        None,
        "1亿元2%3家4家",
        figures=(
            ("1亿元", "产值", "慈溪"),
            ("2%", "产值 增长", "镇海"),
            ("3家", "企业"),
            ("4家", ""),
        ),
    )

    entries = actions.list_metrics(shelf.issues, shelf.annotations)

    assert [("产值", 2, 2), ("企业", 1, 0)] == [(e.metric, e.figures, e.subjects) for e in entries]


def test_place_with_and_without_its_level_is_one_subject(shelf: Shelf) -> None:
    for year, place in ((2024, "张家港"), (2025, "张家港市"), (2026, "张家港")):
        told = {"period": f"{year - 1}年", "year": str(year - 1)}
        values = {"printed": f"{year}亿元", "metric": "产值", "subject": place, **told}
        shelf.add(date(year, 3, 2), f"{place}产值{year}亿元。", figures=(values,))

    page = shelf.metric("产值")

    assert {"张家港市"} == {datum.subject for datum in page.data}
    assert [("张家港市", 3)] == [(series.subject, len(series.points)) for series in page.series]
    assert [1] == [e.subjects for e in actions.list_metrics(shelf.issues, shelf.annotations)]


@pytest.mark.parametrize(
    "subjects",
    [
        ("吉林", "吉林省", "吉林市"),  # it may be either
        ("朝阳", "朝阳区"),  # a city, districts and a county
        ("慈溪", "鄞州"),  # printed one way alone
        ("招宝磁业", "招宝磁业市"),  # no place
    ],
)
def test_subjects_that_may_differ_keep_their_spelling(subjects: tuple[str, ...]) -> None:
    assert {} == one_spelling(subjects)


@pytest.mark.parametrize("words", ["招宝", "磁业", "zbcy", "nbzb gfyx"])
def test_names_are_found_by_alias_and_initials(words: str) -> None:
    names = [(o.name, *o.aliases) for o in (LAB, ZHAOBAO)]

    assert (1,) == actions.find_names(words, names)
