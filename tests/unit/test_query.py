"""The query language."""

from __future__ import annotations

from decimal import Decimal
from unicodedata import east_asian_width

import pytest

from nbreader.errors import QueryError
from nbreader.library import (
    Clause,
    Field,
    Query,
    Value,
    Word,
    parse_query,
    with_units,
)
from nbreader.library.language import FORMS, FieldName


def word(text: str, *, excluded: bool = False) -> Clause:
    return Clause(tests=(Word(text=text),), excluded=excluded)


def phrase(text: str, *, excluded: bool = False) -> Clause:
    return Clause(tests=(Word(text=text, phrase=True),), excluded=excluded)


def field(name: str, text: str, *, excluded: bool = False) -> Clause:
    return Clause(tests=(Field(name=FieldName(name), text=text),), excluded=excluded)


def printed(words: str) -> str:
    return str(parse_query(words))


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("", ()),
        (" 　\t", ()),
        ("产值", (word("产值"),)),
        ("产值 慈溪　增长", (word("产值"), word("慈溪"), word("增长"))),
        ('"产值 增长"', (phrase("产值 增长"),)),
        ("“产值 增长”", (phrase("产值 增长"),)),
        ("”产值 增长“", (phrase("产值 增长"),)),
        ("＂产值＂", (phrase("产值"),)),
        ("「产值」『增长』", (phrase("产值"), phrase("增长"))),
        ("慈溪“产值”增长", (word("慈溪"), phrase("产值"), word("增长"))),
        ('"他说“好”"', (phrase("他说“好”"),)),
        ("-宁波", (word("宁波", excluded=True),)),
        ("－宁波", (word("宁波", excluded=True),)),
        ("-“新区 产值”", (phrase("新区 产值", excluded=True),)),
        ("ST-125MN", (word("ST-125MN"),)),
        ("--5", (word("-5", excluded=True),)),
        ("\N{ZERO WIDTH SPACE} 产值", (word("产值"),)),
        ("or", (word("or"),)),
        ("-OR", (phrase("OR", excluded=True),)),
        ("AI：赋能", (word("AI：赋能"),)),
        ("比分3:2", (word("比分3:2"),)),
        ("8:30", (word("8:30"),)),
        ("12:5", (word("12:5"),)),
        ("foo: bar", (word("foo:"), word("bar"))),
        ("https://a.cn", (word("https://a.cn"),)),
        ("“foo:bar”", (phrase("foo:bar"),)),
        ("company:招宝", (field("company", "招宝"),)),
        ("公司：招宝 Metric:产值", (field("company", "招宝"), field("metric", "产值"))),
        ("company: “招宝 磁业”说", (field("company", "招宝 磁业"), word("说"))),
        ("-机构：招宝", (field("company", "招宝", excluded=True),)),
        ("kind:百分比 is:未读", (field("kind", "percent"), field("is", "unread"))),
    ],
)
def test_a_query_is_read_as_its_clauses(words: str, clauses: tuple[Clause, ...]) -> None:
    assert Query(clauses=clauses) == parse_query(words)


@pytest.mark.parametrize("words", ["慈溪 产值 OR 营收", "慈溪 产值 ＯＲ 营收", "慈溪“产值”OR 营收"])
def test_or_joins_its_neighbours(words: str) -> None:
    first, second = parse_query(words).clauses

    assert ("慈溪", ["产值", "营收"]) == (str(first), [str(t).strip('"') for t in second.tests])


def test_or_joins_more_than_two_and_any_kind_of_test() -> None:
    assert "产值 OR company:招宝 OR value>1亿 慈溪".replace("1亿", "100000000") == printed(
        "产值 OR 公司:招宝 OR >1亿 慈溪"
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("value>100亿元", "value>10000000000元"),
        ("value＞＝３.５％", "value>=3.5%"),
        ("数值≤1,200", "value<=1200"),
        ("value：100万元..1亿元", "value:1000000元..100000000元"),
        ("value:3..5亿元", "value:300000000元..500000000元"),
        ("value:3万..5亿元", "value:30000元..500000000元"),
        ("value:3%..5", "value:3%..5%"),
        ("value:3%..", "value>=3%"),
        ("value:。。5%", "value<=5%"),
        ("value:3%至5%", "value:3%..5%"),
        ("value:3%～5%", "value:3%..5%"),
        ("value:5%..5%", "value=5%"),
        ("value=14家", "value=14家"),
        ("value:14家", "value=14家"),
        (">百分之三点五", "value>3.5%"),
        ("value < 三千五百", "value<3500"),
        ("value>1.2亿千瓦时", "value>120000000千瓦时"),
        ("value>5千克", "value>5千克"),
        ("value>3百分点", "value>3百分点"),
        ("value>100㎡", "value>100m2"),
        ("value<-5℃", "value<-5°C"),
        ("value>100多家", "value>100家"),
    ],
)
def test_a_value_is_read_to_its_number_and_unit(words: str, shown: str) -> None:
    assert shown == printed(words)


def test_a_value_keeps_its_bounds_exactly() -> None:
    (clause,) = parse_query("value>0.1亿元").clauses

    assert (Value(low=Decimal(10_000_000), above=True, unit="元"),) == clause.tests


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("date:2026", "date:2026"),
        ("日期：2026年3月", "date:2026-03"),
        ("date:2026年3月5日", "date:2026-03-05"),
        ("date:2026/3/5", "date:2026-03-05"),
        ("date:20260325", "date:2026-03-25"),
        ("date:２０２６－０３", "date:2026-03"),
        ("date:2026-03-01..2026-03-31", "date:2026-03-01..2026-03-31"),
        ("date:2026-03。。", "date:2026-03.."),
        ("date:..2026年3月", "date:..2026-03"),
    ],
)
def test_a_date_is_read_as_iso_prints_it(words: str, shown: str) -> None:
    assert shown == printed(words)


@pytest.mark.parametrize(
    ("words", "at", "fault"),
    [
        ("“产值", 0, "引号 “ 没有收尾"),
        ("慈溪 -", 3, "“-”后面要紧跟着写不要的词"),
        ("－ 慈溪", 0, "“－”后面要紧跟着写不要的词"),
        ('慈溪 ""', 3, "引号中没有要找的字"),
        ("OR 产值", 0, "OR 前面缺一个词"),
        ("产值 OR", 3, "OR 后面缺一个词"),
        ("产值 OR OR 营收", 6, "OR 前面缺一个词"),
        ("产值 OR -营收", 6, "OR 两边不能有 - 的词"),
        ("-产值 OR 营收", 4, "OR 两边不能有 - 的词"),
        ("慈溪 company:", 11, "“company:”后面还没写"),
        ("value>", 6, "“value>”后面还没写"),
        ("value>多少", 6, "“多少”不是数，要如 100亿元、3%..5%"),
        ("value:5%..3%", 6, "“5%..3%”不是数，要如 100亿元、3%..5%"),
        (
            "date:2026-13",
            5,
            "日期要如 2026、2026-03、2026-03-25、2026-01..2026-03",
        ),
        ("is:new", 3, "“is:”后只能是 unread、read、bookmarked、doubtful"),
        ("慈溪 compny:招宝", 3, "没有“compny:”，是不是“company:”？要找这几个字请加引号"),
        ("慈溪 foo:bar", 3, "没有“foo:”这个字段，要找这几个字请加引号"),
        ("-AI:赋能", 1, "没有“AI:”这个字段，要找这几个字请加引号"),
    ],
)
def test_a_wrong_query_is_one_sentence_and_a_place(words: str, at: int, fault: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(words)

    quoted = f"「{words}」" if set("“”") & set(words) else f"“{words}”"
    assert (f"查询{quoted}第 {at + 1} 字：{fault}。", at, fault) == (
        str(raised.value),
        raised.value.at,
        raised.value.fault,
    )


def test_a_query_with_quotes_is_told_in_other_ones() -> None:
    with pytest.raises(QueryError, match=r"^查询「“智能制造」第 1 字"):
        parse_query("“智能制造")


def test_the_mark_stands_under_the_fault_in_cells() -> None:
    with pytest.raises(QueryError) as raised:
        parse_query("慈溪 value>多少")

    mark = raised.value.mark(lambda text: sum(1 + (east_asian_width(c) == "W") for c in text))
    assert " " * 11 + "‸" == mark


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("慈溪 “产值 增", '慈溪 "产值 增"'),
        ("慈溪 “", "慈溪"),
        ("慈溪 “”", "慈溪"),
        ("慈溪 -", "慈溪"),
        ("慈溪 - ", "慈溪"),
        ("慈溪 -“", "慈溪"),
        ("慈溪 OR", "慈溪"),
        ("OR", ""),
        ("慈溪 OR -", "慈溪"),
        ("慈溪 company:", "慈溪"),
        ("慈溪 company: ", "慈溪"),
        ("慈溪 company:“招宝 磁", '慈溪 company:"招宝 磁"'),
        ("慈溪 value>", "慈溪"),
        ("慈溪 value:..", "慈溪"),
        ("慈溪 value:3%..", "慈溪 value>=3%"),
        ("慈溪 >百分之", "慈溪"),
        ("慈溪 value:10%..2", "慈溪"),
        ("慈溪 date:202", "慈溪"),
        ("慈溪 date:2026-", "慈溪"),
        ("慈溪 is:un", "慈溪"),
        ("慈溪 kind:百", "慈溪"),
    ],
)
def test_what_is_still_being_typed_is_taken_leniently(words: str, shown: str) -> None:
    assert shown == str(parse_query(words, typing=True))


@pytest.mark.parametrize("words", ["慈溪 - 产值", "value>a", "is:x", "is:un 慈溪", "compny:a"])
def test_what_is_wrong_is_wrong_while_typing_too(words: str) -> None:
    with pytest.raises(QueryError):
        parse_query(words, typing=True)


UNITS = {"元": ("元", 1), "美元": ("美元", 1), "公斤": ("千克", 1), "平方米": ("平方米", 1)}


@pytest.mark.parametrize(
    ("words", "at", "unit"),
    [
        ("value>1亿美圆", 8, "美圆"),
        ("慈溪 value>100亿元亿", 13, "元亿"),
        ("value>1oo", 7, "oo"),
        ("value:1斗..5斗", 7, "斗"),
    ],
)
def test_a_unit_that_there_is_not_is_said(words: str, at: int, unit: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(words, units=lambda: UNITS)

    assert raised.value.fault == f"没有“{unit}”这个单位，单位要如 元、亿元、%、家、公里"
    assert raised.value.at == at


@pytest.mark.parametrize("words", ["value>1", "value>1亿美元", "value>5千克", "value>2万元/平方米"])
def test_a_unit_that_there_is_is_asked_for(words: str) -> None:
    assert parse_query(words) == parse_query(words, units=lambda: UNITS)


def test_a_unit_that_is_being_typed_asks_for_nothing_yet() -> None:
    assert str(parse_query("慈溪 value>1亿美", typing=True, units=lambda: UNITS)) == "慈溪"


@pytest.mark.parametrize(
    ("text", "is_phrase"),
    [
        ("", False),
        (" ", True),
        ("两 词", False),
        ("引“号", False),
        ("OR", False),
        ("company:招宝", False),
        ("compny:招宝", False),
        ("foo:bar", False),
        (">5", False),
        ('"“「『', True),
    ],
)
def test_a_word_that_could_not_be_typed_is_refused(text: str, is_phrase: bool) -> None:
    with pytest.raises(ValueError, match=r"has|read"):
        Word(text=text, phrase=is_phrase)


def test_a_clause_that_could_not_be_typed_is_refused() -> None:
    with pytest.raises(ValueError, match="reads as excluded"):
        word("-词")
    with pytest.raises(ValueError, match="an excluded one has one"):
        Clause(tests=(Word(text="一"), Word(text="二")), excluded=True)


@pytest.mark.parametrize(
    "bounds",
    [
        {},
        {"low": Decimal(5), "high": Decimal(3)},
        {"low": Decimal(3), "high": Decimal(5), "above": True},
        {"high": Decimal(5), "above": True},
        {"low": Decimal(5), "unit": "万元"},
        {"low": Decimal("1e50")},
    ],
)
def test_a_value_that_could_not_be_typed_is_refused(bounds: dict[str, Decimal]) -> None:
    with pytest.raises(ValueError, match=r"bound|range|read"):
        Value(**bounds)  # type: ignore[arg-type]  # numbers, a unit and a flag


def test_a_query_prints_as_it_can_be_typed() -> None:
    query = Query(clauses=(word("慈溪"), phrase('"好"', excluded=True), word("-5", excluded=True)))

    assert '慈溪 -“"好"” --5' == str(query)
    assert query == parse_query(str(query))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("value>3成", "value>30%"),
        ("value:1公斤..2公斤", "value:1千克..2千克"),
        ("unit:公斤", "unit:千克"),
        ("unit:万公斤", "unit:千克"),
        ("value>3箱", "value>3箱"),
        ("-unit:公斤 OR产值", "-unit:千克 OR产值"),
    ],
)
def test_units_become_those_that_figures_are_stored_in(words: str, shown: str) -> None:
    units = {"成": ("%", 10), "公斤": ("千克", 1)}

    assert shown == str(with_units(parse_query(words), units))


@pytest.mark.parametrize("example", [form.example for form in FORMS])
def test_every_example_of_the_table_is_read(example: str) -> None:
    assert parse_query(example).clauses


def test_every_field_stands_in_the_table_with_all_its_names() -> None:
    rows = {form.field: form for form in FORMS if form.field is not None}

    assert set(FieldName) == set(rows)
    for name, form in rows.items():
        (clause,) = parse_query(form.example).clauses
        value = form.example.partition(":")[2]
        spelt = {parse_query(f"{other}：{value}").clauses for other in form.names}
        assert {(clause,)} == spelt, name


@pytest.mark.parametrize("words", ["date:2026-02..2025-01", "date:2026-02-03..2026-02-02"])
def test_a_range_of_days_that_ends_before_it_begins_is_wrong(words: str) -> None:
    with pytest.raises(QueryError):
        parse_query(words)


def test_a_range_of_days_may_overlap_itself() -> None:
    assert "date:2026..2026-03" == str(parse_query("date:2026..2026-03"))
