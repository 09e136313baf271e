"""Texts that a person could hand in as a page, from tidy to hostile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import escape

from hypothesis import strategies as st
from tests.typesetting import SHAPES, typeset

from nbreader.library import Clause, Field, Query, Test, Value, Word
from nbreader.library.language import CHOICES, FieldName

HAN = st.text(
    st.sampled_from("港城春耕新区产业集群的了在是和发展工厂一二三十百亿年月日宁波记者"), max_size=40
)
WIDTHS = st.text(
    st.sampled_from("，。、；：？！“”‘’（）《》『』「」—…·,.;:?!()'\"-+%０Ａ１ａ　"), max_size=8
)
LATIN = st.text(st.sampled_from("ABCxyz0123456789 .%-"), max_size=12)
MARKUP = st.sampled_from(
    ["# ", "## ", "### ", "#", "- ", "* ", "**", "__", "> ", "1. ", "---", "```", "|", "[b]", "\\"]
)
PRINTED = st.sampled_from(
    [
        "本报讯（记者张三）",
        "新华社北京3月1日电 ",
        "编者按",
        "专版",
        "【下转第7版】",
        "（上接第1版）",
        "王五 摄",
        "图片由某局提供",
        "本版图片由某局提供",
        "■ 张三 李四",
        "记者 张三 通讯员 李四",
        "某区区长张三——",
        "——副题",
        "扫码看全文",
        "2026年4月2日 星期四 第3版 要闻",
    ]
)
CONTROLS = st.text(
    st.sampled_from(
        "\x00\x07\x08\t\x0b\x0c\x1b\x7f\x85\xa0\xad\u200b\u200d\u2028\u202e\ufeff\ufffd"
    ),
    max_size=4,
)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
BREAKS = st.sampled_from(
    ["\n", "\n", "\n\n", "\n\n", "\n\n\n\n", "  \n", "\r\n", "\r", "\n \n", "\n　　"]
)
LONG = st.builds(lambda text, times: text * times, HAN, st.integers(1, 60))

LINES = st.lists(
    st.one_of(HAN, WIDTHS, LATIN, MARKUP, PRINTED, CONTROLS, ANYTHING, LONG), max_size=6
).map("".join)


@st.composite
def messy_pages(draw: st.DrawFn) -> str:
    """A text of any lines that holds at least one Chinese character."""
    lines = draw(st.lists(st.tuples(LINES, BREAKS), max_size=24))
    return "".join(line + end for line, end in lines) + "宁"


@st.composite
def damaged_pages(draw: st.DrawFn) -> str:
    """A typeset page with a stretch taken out and a line put in somewhere."""
    page = typeset(draw(st.sampled_from(sorted(SHAPES))), draw(st.integers(0, 400)))
    start = draw(st.integers(0, len(page.source)))
    end = draw(st.integers(start, min(len(page.source), start + 300)))
    return page.source[:start] + draw(LINES) + draw(BREAKS) + page.source[end:] + "宁"


# Numerals as newspapers print them, each with the number that it says.

_DIGITS = "零一二三四五六七八九"
_SIZES = (("", 1), ("十", 10), ("百", 100), ("千", 1000))


def write_chinese(number: int) -> str:
    """A whole number below 10**16 in Chinese: 10500 is 一万零五百."""
    if number < 10_000:
        return _write_section(number)
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{write_chinese(head)}{word}{gap}{write_chinese(rest) if rest else ''}"
    raise ValueError(number)


def _write_section(number: int) -> str:
    """A number below 10,000."""
    if number < 10:
        return _DIGITS[number]
    word, size = next((word, size) for word, size in reversed(_SIZES) if number >= size)
    head, rest = divmod(number, size)
    gap = "零" if 0 < rest < size // 10 else ""
    return f"{_DIGITS[head]}{word}{gap}{_write_section(rest) if rest else ''}"


def _arabic(digits: tuple[int, int]) -> tuple[str, Decimal]:
    number = Decimal(digits[0]).scaleb(-digits[1])
    return f"{number:f}", number


def _grouped(number: int) -> tuple[str, Decimal]:
    return f"{number:,}", Decimal(number)


def _sized(case: tuple[tuple[int, int], tuple[str, int]]) -> tuple[str, Decimal]:
    printed, number = _arabic(case[0])
    word, size = case[1]
    return printed + word, number * size


NUMERALS = st.one_of(
    st.tuples(st.integers(0, 10**12), st.integers(0, 6)).map(_arabic),
    st.integers(1000, 10**12).map(_grouped),
    st.tuples(
        st.tuples(st.integers(1, 10**6), st.integers(0, 4)),
        st.sampled_from(
            [
                ("百", 100),
                ("千", 1000),
                ("万", 10**4),
                ("百万", 10**6),
                ("千万", 10**7),
                ("亿", 10**8),
                ("千亿", 10**11),
                ("万亿", 10**12),
            ]
        ),
    ).map(_sized),
    st.integers(10**4, 10**16 - 1).map(lambda number: (write_chinese(number), Decimal(number))),
    st.integers(10, 9999).map(lambda number: (write_chinese(number), Decimal(number))),
)


# Queries, and what is typed where a query is meant.

QUERY_MARKS = st.lists(
    st.one_of(
        st.text(st.sampled_from('"＂“”「」『』-－ 　\t产值ab:：><=≥.。3五千亿元%'), max_size=6),
        st.sampled_from(
            [" OR ", "value>", " 数值：", "company:", " 日期:2026", "is:", "unit:亿", ".."]
        ),
    ),
    max_size=6,
).map("".join)

_TYPED = st.one_of(
    LINES, QUERY_MARKS, st.sampled_from(["产值", "慈溪", "zbcy", "OR", "-5", "value"])
)


def _kept(*made: st.SearchStrategy[Test | None]) -> st.SearchStrategy[Test]:
    return st.one_of(*made).filter(lambda test: test is not None)


def _made(kind: Callable[..., Test], **parts: object) -> Test | None:
    """The test, None where it says itself that it could not be typed."""
    try:
        return kind(**parts)
    except ValueError:
        return None


_WORDS = st.builds(
    lambda text, phrase: _made(Word, text=text, phrase=phrase), _TYPED, st.booleans()
)
_FIELDS = st.builds(
    lambda name, text: _made(Field, name=name, text=text),
    st.sampled_from(sorted(set(FieldName) - {FieldName.DATE, *CHOICES})),
    _TYPED,
)
_CHOSEN = st.sampled_from(
    [Field(name=name, text=word) for name, words in CHOICES.items() for word in words]
)
_DAYS = st.dates().map(date.isoformat)
_ENDS = st.one_of(_DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4]))
_DATES = st.one_of(
    _ENDS,
    _ENDS.map(lambda end: f"{end}.."),
    _ENDS.map(lambda end: f"..{end}"),
    st.tuples(_ENDS, _ENDS).map(lambda ends: "..".join(sorted(ends))),
).map(lambda text: _made(Field, name=FieldName.DATE, text=text))
_BOUNDS = st.one_of(
    st.none(), st.decimals(-(10**13), 10**13, places=3), st.integers(0, 10**6).map(Decimal)
)
_UNITS = st.sampled_from(
    ["", "元", "%", "家", "千瓦时", "百分点", "元/平方米", "m2", "°C", "万元", "至"]
)
_VALUES = st.builds(
    lambda low, high, above, below, unit: _made(
        Value, low=low, high=high, above=above, below=below, unit=unit
    ),
    _BOUNDS,
    _BOUNDS,
    st.booleans(),
    st.booleans(),
    _UNITS,
)
TESTS = _kept(_WORDS, _FIELDS, _CHOSEN, _DATES, _VALUES)


@st.composite
def queries(draw: st.DrawFn, tests: st.SearchStrategy[Test] = TESTS) -> Query:
    """A query of up to four clauses, with tests of every kind."""
    clauses = []
    for _ in range(draw(st.integers(0, 4))):
        excluded = draw(st.booleans())
        made = draw(st.lists(tests, min_size=1, max_size=1 if excluded else 3))
        try:
            clauses.append(Clause(tests=tuple(made), excluded=excluded))
        except ValueError:  # a word behind a - of its own
            continue
    return Query(clauses=tuple(clauses))


# The same number in the characters of cheques, of traditional script and of full width.
_LOWER = "一二三四五六七八九十百千万亿"
CHARACTERS = {
    "printed": {},
    "full width": str.maketrans("0123456789.", "０１２３４５６７８９．"),
    "financial": str.maketrans(_LOWER, "壹贰叁肆伍陆柒捌玖拾佰仟万亿"),
    "traditional": str.maketrans(_LOWER, "一二三四五六七八九十百千萬億"),
    "traditional financial": str.maketrans(_LOWER, "壹貳參肆伍陸柒捌玖拾佰仟萬億"),
}
WRITTEN_NUMERALS = st.tuples(NUMERALS, st.sampled_from(sorted(CHARACTERS))).map(
    lambda case: (case[0][0].translate(CHARACTERS[case[1]]), case[0][1])
)

_SEEN = st.text(st.sampled_from("江堤绿道水，。“”A1#-*_`\\> 　&<\n"), max_size=12)
_TAGS = st.sampled_from(
    ("p", "div", "b", "span", "h1", "h3", "li", "td", "tr", "table", "a", "pre", "br", "ul")
)
# Tags in any order, some never closed, round text that holds marks of Markdown.
WEB_PAGES = st.recursive(
    _SEEN.map(escape),
    lambda inner: st.builds(
        lambda tag, parts, closed: f"<{tag}>{''.join(parts)}" + f"</{tag}>" * closed,
        _TAGS,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
).map("<!doctype html><body>开头{}".format)
