"""Articles filtered by a query: which match, and where."""

from __future__ import annotations

import pytest
from tests.builders import make_article

from nbreader.library import Matcher, fold_article, needs_readings, parse_query
from nbreader.model import Article, Hit

READINGS = {"招": "z", "宝": "b", "磁": "c", "业": "y", "重": "zc", "庆": "q", "\U00020000": "h"}


def hits(words: str, *articles: Article) -> tuple[Hit, ...]:
    return Matcher(parse_query(words), READINGS).hits(articles)


def printed(words: str, text: str) -> list[str]:
    """What is lit up in an article of one paragraph and no head."""
    article = make_article("", (text,))
    return [article.text[start:end] for hit in hits(words, article) for start, end in hit.places]


CIXI = make_article("慈溪先进制造", ("产值达40.5亿元。", "增速第一。"), article_id="cixi")
JIANGBEI = make_article("江北调研", ("他强调产值与灵性。",), article_id="jiangbei")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("产值", ["cixi", "jiangbei"]),
        ("产值 慈溪", ["cixi"]),
        ("产值 -慈溪", ["jiangbei"]),
        ("-慈溪", ["jiangbei"]),
        ("-产值", []),
        ("钢铁", []),
        ("", ["cixi", "jiangbei"]),
    ],
)
def test_all_words_must_stand_and_excluded_ones_must_not(words: str, ids: list[str]) -> None:
    assert ids == [hit.article_id for hit in hits(words, CIXI, JIANGBEI)]


@pytest.mark.parametrize("words", ["", "-江北"])
def test_a_query_that_wants_nothing_marks_nothing(words: str) -> None:
    (hit,) = hits(words, CIXI)

    assert ((), (), "产值达40.5亿元。 增速第一。") == (hit.places, hit.marks, hit.snippet)


@pytest.mark.parametrize(
    ("words", "text", "lit"),
    [
        ("宁波", "宁波与宁波。", ["宁波", "宁波"]),
        ("波人", "宁波人", ["波人"]),
        ("5G＋", "５g+医疗", ["５g+"]),
        ("……", "穿梭⋯⋯昨天", ["⋯⋯"]),
        ("快企业", "加 快 企 业 智 造", ["快 企 业"]),
        ("产业集聚度", "主导产业集聚\n度高达95%", ["产业集聚\n度"]),
        ('"加 快"', "加快", ["加快"]),
        ("慈溪产 产业", "慈溪产业", ["慈溪产业"]),
        ("慈溪 产业", "慈溪产业", ["慈溪", "产业"]),
        ("的", "的的", ["的", "的"]),
    ],
)
def test_words_are_found_however_they_are_set(words: str, text: str, lit: list[str]) -> None:
    assert lit == printed(words, text)


@pytest.mark.parametrize(
    ("words", "text", "lit"),
    [
        ("zbcy", "公司招宝磁业说", ["招宝磁业"]),
        ("ZBCY", "招宝磁业和ＺＢＣＹ", ["招宝磁业", "ＺＢＣＹ"]),
        ("zq", "重庆", ["重庆"]),
        ("cq", "重庆", ["重庆"]),
        ('"zbcy"', "招宝磁业", []),
        ("z", "招宝磁业", []),
        ("zb1", "招宝磁业", []),
        ("hz", "\U00020000招", []),
    ],
)
def test_latin_words_are_also_pinyin_initials(words: str, text: str, lit: list[str]) -> None:
    assert lit == printed(words, text)


def test_excluded_initials_exclude() -> None:
    assert () == hits("-zbcy", make_article("招宝磁业"))


def test_without_readings_latin_words_are_taken_literally() -> None:
    assert () == Matcher(parse_query("zbcy"), {}).hits([make_article("招宝磁业")])


@pytest.mark.parametrize(
    ("words", "needed"), [("zbcy", True), ("-nb", True), ("产值 5G", False), ('z "nb"', False)]
)
def test_readings_are_needed_for_latin_words_only(words: str, needed: bool) -> None:
    assert needed == needs_readings(parse_query(words))


def test_folded_articles_give_the_same_hits() -> None:
    query = parse_query("产值")

    assert hits("产值", CIXI) == Matcher(query, {}).hits([fold_article(CIXI)])


def test_a_hit_names_its_article() -> None:
    (hit,) = hits("40.5", CIXI)

    assert ("cixi", "慈溪先进制造") == (hit.article_id, hit.headline)


def test_the_snippet_shows_the_body_rather_than_the_headline() -> None:
    (hit,) = hits("产值", make_article("产值", ("宁波很好。今年产值增长。",)))

    assert ("…今年产值增长。", ((3, 5),)) == (hit.snippet, hit.marks)


def test_the_snippet_shows_the_headline_where_only_that_matches() -> None:
    (hit,) = hits("先进", CIXI)

    assert "慈溪先进制造 产值达40.5亿元。 增速第一。" == hit.snippet


def test_a_long_snippet_is_cut_on_both_sides() -> None:
    (hit,) = hits("产值", make_article("", ("长" * 40 + "产值" + "短" * 40 + "产值",)))

    assert "…" + "长" * 14 + "产值" + "短" * 40 + "…" == hit.snippet
    assert ((15, 17),) == hit.marks


def test_a_snippet_ends_before_a_place_that_does_not_fit() -> None:
    (hit,) = hits('"长产值高"', make_article("", ("长产值高" + "短" * 50 + "长产值高",)))

    assert "长产值高" + "短" * 50 + "…" == hit.snippet
    assert ((0, 4),) == hit.marks


def test_a_mark_ends_with_the_snippet() -> None:
    (hit,) = hits("长" * 60, make_article("", ("长" * 60,)))

    assert ((0, 56),) == hit.marks
