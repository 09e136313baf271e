"""What a query asks of an article beside its words: figures, names, the page, the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.builders import make_article, make_figure

from nbreader.library import Facts, Haystack, Matcher, fold_article, parse_query
from nbreader.model import Annotations, Figure, Mention, Organisation

READINGS = {"招": "z", "宝": "b", "磁": "c", "业": "y", "产": "c", "值": "z"}
TEXT = "招宝磁业产值40.5亿元，增长24.3%；江北营收8亿元。"
MAGNETS = Organisation(name="宁波招宝股份有限公司", kind="company", aliases=("招宝磁业", "宝磁"))


def figure(printed: str, value: str | None, text: str = TEXT, **told: object) -> Figure:
    unit = "%" if printed.endswith("%") else "元"
    made = make_figure(text, printed, unit=unit, value=value or "0")
    if value is None:
        made = replace(made, value=None)
    return replace(made, **told)  # type: ignore[arg-type]  # fields, by name


OUTPUT = figure("40.5亿元", "4050000000", metric="产值", subject="招宝磁业")
GROWTH = figure("24.3%", "24.3", metric="产值", subject="招宝磁业", kind="percent")
SALES = figure("8亿元", "800000000", metric="营收", subject="江北")
ARTICLE = make_article(
    "企业向新",
    (TEXT,),
    kicker="春潮涌动",
    section="区县头条",
    byline="记者 何晴",
)
SHIFT = ARTICLE.text.index(TEXT)


def haystack(*figures: Figure, facts: Facts | None = None) -> Haystack:
    """The article with these figures, and with the one name in it."""
    moved = (replace(f, start=f.start + SHIFT, end=f.end + SHIFT) for f in figures)
    mention = Mention(start=SHIFT, end=SHIFT + 4, printed="招宝磁业", organisation=MAGNETS.name)
    found = Annotations(article_id=ARTICLE.id, figures=tuple(moved), mentions=(mention,))
    return fold_article(ARTICLE, annotations=found, facts=facts)


NEWS = haystack(
    OUTPUT,
    GROWTH,
    SALES,
    facts=Facts(newspaper="宁波日报", date=date(2026, 3, 25), tags=("产业链", "待查"), read=True),
)


def lit(words: str, hay: Haystack = NEWS) -> list[str] | None:
    """What is lit, None where the article does not match."""
    hit = Matcher(parse_query(words), READINGS, (MAGNETS,)).hit(hay)
    return None if hit is None else [hay.text[start:end] for start, end in hit.places]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("value>10亿元", ["40.5亿元"]),
        ("value>=40.5亿元", ["40.5亿元"]),
        ("value>40.5亿元", None),
        ("value<10亿元", ["8亿元"]),
        ("value<=8亿元 value>=8亿元", ["8亿元"]),
        ("value=24.3%", ["24.3%"]),
        ("value:20%..30%", ["24.3%"]),
        ("value:5亿元..", ["40.5亿元", "8亿元"]),
        ("value<100", ["24.3%"]),
        ("value<100元", None),
        ("metric:产", ["40.5亿元", "24.3%"]),
        ("metric:cz", ["40.5亿元", "24.3%"]),
        ("subject:江北", ["8亿元"]),
        ("unit:％", ["24.3%"]),
        ("kind:percent", ["24.3%"]),
        ("metric:产值 unit:元", ["40.5亿元"]),
        ("metric:产值 value<10亿元 unit:元", None),
        ("metric:营收 value>10亿元", None),
        ("metric:营收 OR unit:%", ["24.3%", "8亿元"]),
        ("metric:产值 -unit:%", ["40.5亿元"]),
        ("-unit:%", None),
        ("-unit:吨", []),
        ("metric:营收 -value<10亿元", None),
        ("江北 metric:产值 unit:元", ["40.5亿元", "江北"]),
        ("天津 metric:产值", None),
        ("天津 OR metric:营收", ["8亿元"]),
        ("江北 OR metric:税收", ["江北"]),
        ("江北 OR metric:税收 -unit:%", ["江北"]),
        ("江北 OR metric:税收 -value>0", None),
    ],
)
def test_the_tests_on_figures_hold_for_one_and_the_same(
    words: str, expected: list[str] | None
) -> None:
    assert expected == lit(words)


@pytest.mark.parametrize(
    ("printed", "told", "words", "passes"),
    [
        ("上亿元", {"low": "1e8", "high": "999999999", "approx": "over"}, "value>1亿元", True),
        ("上亿元", {"low": "1e8", "high": "999999999", "approx": "over"}, "value<1亿元", False),
        ("数百元", {"low": "100", "high": "999"}, "value>500元", True),
        ("数百元", {"low": "100", "high": "999"}, "value>1000元", False),
        ("数百元", {"low": "100", "high": "999"}, "value:50元..100元", True),
        ("数百元", {"low": "100", "high": "999"}, "value<100元", False),
        ("无数元", {}, "value>0", False),
        ("逾三十元", {"value": "30", "approx": "over"}, "value>30", True),
        ("逾三十元", {"value": "30", "approx": "over"}, "value<30", False),
        ("近三十元", {"value": "30", "approx": "under"}, "value<30", True),
        ("近三十元", {"value": "30", "approx": "under"}, "value>30", False),
        ("三十元", {"value": "30"}, "value>30", False),
    ],
)
def test_a_figure_without_an_exact_value_passes_where_it_can(
    printed: str, told: dict[str, str], words: str, passes: bool
) -> None:
    made = figure(
        printed,
        told.get("value"),
        printed,
        low=Decimal(told["low"]) if "low" in told else None,
        high=Decimal(told["high"]) if "high" in told else None,
        approx=told.get("approx", "exact"),
    )
    found = Annotations(article_id="a", figures=(made,))
    hay = fold_article(make_article("", (printed,)), annotations=found)

    assert passes == (lit(words, hay) is not None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("company:招宝", ["招宝磁业"]),
        ("company:宝磁", ["招宝磁业"]),
        ("company:宁波招宝股份", ["招宝磁业"]),
        ("company:zbcy", ["招宝磁业"]),
        ("company:江北", None),
        ("-company:招宝", None),
        ("company:江北 OR company:招宝", ["招宝磁业"]),
        ("headline:向新", ["向新"]),
        ("headline:春潮涌动企业", ["春潮涌动\n企业"]),
        ("headline:产值", None),
        ("section:头条", []),
        ("byline:何晴", ["何晴"]),
        ("byline:招宝", None),
        ("newspaper:宁波", []),
        ("newspaper:人民", None),
        ("tag:产业", []),
        ("tag:xx", None),
        ("is:read", []),
        ("is:unread", None),
        ("is:bookmarked", None),
        ("-is:bookmarked", []),
        ("is:doubtful", None),
    ],
)
def test_fields_ask_for_what_they_name(words: str, expected: list[str] | None) -> None:
    assert expected == lit(words)


@pytest.mark.parametrize(
    ("dates", "holds"),
    [
        ("2026", True),
        ("2025", False),
        ("2026-03", True),
        ("2026-03-25", True),
        ("2026-03-26", False),
        ("2026-03-25..2026-03-25", True),
        ("2026-03..", True),
        ("..2026-02", False),
        ("..2026-03", True),
        ("2025..2026-02", False),
    ],
)
def test_a_date_holds_from_its_first_to_its_last_day(dates: str, holds: bool) -> None:
    assert holds == (lit(f"date:{dates}") is not None)


@pytest.mark.parametrize(
    "words",
    ["metric:产值", "-metric:税收", "company:招宝", "-company:江北", "date:2026", "-is:read"],
)
def test_what_is_not_known_yet_matches_neither_way(words: str) -> None:
    assert lit(words, fold_article(ARTICLE)) is None


def test_what_is_not_known_does_not_hinder_another_way() -> None:
    assert ["江北"] == lit("江北 OR metric:税收", fold_article(ARTICLE))


def test_an_undated_page_has_no_date() -> None:
    hay = fold_article(ARTICLE, facts=Facts())

    assert (None, []) == (lit("date:2026", hay), lit("-date:2026", hay))


def test_a_name_with_two_owners_is_found_by_either() -> None:
    mention = Mention(
        start=0, end=2, printed="招商", organisation="", owners=("招商银行", "招商局")
    )
    found = Annotations(article_id="a", mentions=(mention,))
    hay = fold_article(make_article("招商局面"), annotations=found)

    assert ["招商"] == lit("company:招商银行", hay)


@pytest.mark.parametrize(
    ("words", "passing"),
    [
        ("江北", ["40.5亿元", "24.3%", "8亿元"]),
        ("metric:产值", ["40.5亿元", "24.3%"]),
        ("metric:产值 -unit:%", ["40.5亿元"]),
        ("江北 OR metric:产值", ["40.5亿元", "24.3%", "8亿元"]),
        ("天津 value>0", []),
    ],
)
def test_the_figures_that_pass(words: str, passing: list[str]) -> None:
    matcher = Matcher(parse_query(words))

    assert passing == [figure.printed for figure in matcher.figures(NEWS)]


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("产值 headline:慈溪 is:doubtful", (False, False, False)),
        ("-company:招宝", (True, False, False)),
        ("产值 OR value>5", (True, False, False)),
        ("date:2026", (False, True, False)),
        ("is:unread", (False, True, True)),
        ("tag:产值", (False, True, True)),
    ],
)
def test_a_query_tells_what_it_needs_to_know(words: str, needs: tuple[bool, ...]) -> None:
    matcher = Matcher(parse_query(words))

    assert needs == (matcher.needs_annotations, matcher.needs_facts, matcher.needs_marks)


@pytest.mark.parametrize(
    ("words", "alike", "exact"),
    [
        ("宁波", ["寧波", "宁波"], ["宁波"]),
        ("寧波", ["寧波", "宁波"], ["寧波"]),
        ("headline:寧", ["寧"], ["寧"]),
        ("headline:宁", ["寧"], None),
        ("nb", ["寧波", "宁波"], ["寧波", "宁波"]),
        ("-上海", [], []),
    ],
)
def test_scripts_are_the_same_unless_told_apart(
    words: str, alike: list[str], exact: list[str] | None
) -> None:
    hay = fold_article(make_article("寧波", ("宁波人。",)))
    readings = {"寧": "n", "宁": "n", "波": "b"}
    found = []
    for exact_script in (False, True):
        hit = Matcher(parse_query(words), readings, exact_script=exact_script).hit(hay)
        found.append(hit and [hay.text[start:end] for start, end in hit.places])

    assert [alike, exact] == found
