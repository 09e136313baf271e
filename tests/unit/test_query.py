"""The filter's language."""

from __future__ import annotations

import pytest

from nbreader.errors import UsageError
from nbreader.library.query import Query, Term, parse_query


def word(text: str, *, excluded: bool = False) -> Term:
    return Term(text=text, excluded=excluded)


def phrase(text: str, *, excluded: bool = False) -> Term:
    return Term(text=text, phrase=True, excluded=excluded)


@pytest.mark.parametrize(
    ("words", "terms"),
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
    ],
)
def test_a_query_is_read_as_its_terms(words: str, terms: tuple[Term, ...]) -> None:
    assert Query(terms=terms) == parse_query(words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("“产值", "筛选词““产值”里的引号““”没有收尾。"),
        ("慈溪 -", "筛选词“慈溪 -”里的“-”后面要紧跟着写不要的词。"),
        ("－ 慈溪", "筛选词“－ 慈溪”里的“－”后面要紧跟着写不要的词。"),
        ('慈溪 ""', '筛选词“慈溪 ""”里的引号中没有要找的字。'),
    ],
)
def test_a_wrong_query_is_one_sentence(words: str, sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_query(words)

    assert sentence == str(raised.value)


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("慈溪 “产值 增", (word("慈溪"), phrase("产值 增"))),
        ("慈溪 “", (word("慈溪"),)),
        ("慈溪 “”", (word("慈溪"),)),
        ("慈溪 -", (word("慈溪"),)),
        ("慈溪 - ", (word("慈溪"),)),
        ("慈溪 -“", (word("慈溪"),)),
    ],
)
def test_what_is_still_being_typed_is_taken_leniently(words: str, terms: tuple[Term, ...]) -> None:
    assert Query(terms=terms) == parse_query(words, typing=True)


def test_a_lone_minus_before_further_words_is_wrong_while_typing_too() -> None:
    with pytest.raises(UsageError):
        parse_query("慈溪 - 产值", typing=True)


@pytest.mark.parametrize(
    ("text", "is_phrase"),
    [
        ("", False),
        (" ", True),
        ("两 词", False),
        ("引“号", False),
        ("-词", False),
        ('"“「『', True),
    ],
)
def test_a_term_that_could_not_be_typed_is_refused(text: str, is_phrase: bool) -> None:
    with pytest.raises(ValueError, match=r"has|read"):
        Term(text=text, phrase=is_phrase)


def test_a_query_prints_as_it_can_be_typed() -> None:
    query = Query(terms=(word("慈溪"), phrase('"好"', excluded=True), word("-5", excluded=True)))

    assert '慈溪 -“"好"” --5' == str(query)
    assert query == parse_query(str(query))
