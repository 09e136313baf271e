"""The filter against a plain scan, and its language against itself."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import assume, given, reject
from hypothesis import strategies as st
from tests.builders import make_article
from tests.property.strategies import LINES, QUERY_MARKS, queries

from nbreader.errors import UsageError
from nbreader.library import (
    Clause,
    Field,
    Haystack,
    Matcher,
    Query,
    Test,
    Value,
    Word,
    fold_article,
    parse_query,
)
from nbreader.library.language import FieldName
from nbreader.library.tokens import fold
from nbreader.model import Annotations, Figure


def for_phrase(text: str) -> Query:
    return Query(clauses=(Clause(tests=(Word(text=text, phrase=True),)),))


@given(queries())
def test_a_printed_query_parses_to_itself(query: Query) -> None:
    assert query == parse_query(str(query))


@given(st.one_of(LINES, QUERY_MARKS))
def test_whatever_can_be_read_prints_and_parses_to_the_same(words: str) -> None:
    try:
        query = parse_query(words, typing=True)
    except UsageError:
        reject()

    assert query == parse_query(str(query))


@given(LINES, LINES)
def test_folding_goes_character_by_character(one: str, other: str) -> None:
    assert fold(one + other).text == fold(one).text + fold(other).text


@given(LINES, st.data())
def test_any_piece_of_a_text_is_found_as_a_plain_scan_finds_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))].replace('"', "")
    folded, word = fold(text), fold(piece).text
    assume(word)
    scanned = [match.span() for match in re.finditer(re.escape(word), folded.text)]

    hits = Matcher(for_phrase(piece.replace("＂", "“")), {}).hits([make_article("", (text,))])

    lit = {at for hit in hits for place in hit.places for at in range(*place)}
    assert {at for span in scanned for at in range(*folded.place(*span))} == lit


@given(LINES, st.sampled_from(["宁波", "港", "ab", "12", "产业集群", ".", "-"]))
def test_every_place_holds_the_word(text: str, word: str) -> None:
    hits = Matcher(for_phrase(word), {}).hits([make_article("", (text,))])

    places = [text[start:end] for hit in hits for start, end in hit.places]
    assert places == [place for place in places if fold(word).text in fold(place).text]
    assert places == [place.strip() for place in places]


# A plain evaluator of the rules in the table, over articles of few words and figures.

_WORDS = ("产值", "营收", "慈溪", "元")
_NUMBERS = st.sampled_from([Decimal(n) for n in (1, 2, 3, 5)])


@st.composite
def annotated(draw: st.DrawFn) -> Haystack:
    """An article of a few words, with figures that stand at any place of it."""
    text = "".join(draw(st.lists(st.sampled_from([*_WORDS, "。"]), min_size=1, max_size=5)))
    figures = tuple(
        Figure(
            start=0,
            end=1,
            printed=text[0],
            value=draw(_NUMBERS),
            unit=draw(st.sampled_from(["元", "%"])),
            kind="amount",
            metric=draw(st.sampled_from(_WORDS)),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    found = Annotations(article_id="a", figures=figures)
    return fold_article(make_article("", (text,)), annotations=found)


_SIMPLE = st.one_of(
    st.sampled_from(_WORDS).map(lambda text: Word(text=text, phrase=True)),
    st.sampled_from(_WORDS).map(lambda text: Field(name=FieldName.METRIC, text=text)),
    st.sampled_from(["元", "%"]).map(lambda text: Field(name=FieldName.UNIT, text=text)),
    st.builds(Value, low=_NUMBERS, above=st.booleans(), unit=st.sampled_from(["", "元"])),
    st.builds(Value, high=_NUMBERS, below=st.booleans()),
)


def holds(test: Test, hay: Haystack, figure: Figure | None) -> bool:
    if isinstance(test, Word):
        return test.text in hay.text
    if figure is None:
        return False
    if isinstance(test, Field):
        return test.text in (figure.metric if test.name is FieldName.METRIC else figure.unit)
    value = figure.value
    assert value is not None
    return (
        (not test.unit or test.unit == figure.unit)
        and (test.low is None or value > test.low or (value == test.low and not test.above))
        and (test.high is None or value < test.high or (value == test.high and not test.below))
    )


def matches(query: Query, hay: Haystack) -> bool:
    """Some one figure, or none if there is none to pick, for which all clauses hold.

    Where no clause asks for a figure, one that excludes is about them all.
    """
    assert hay.annotations is not None
    figures = hay.annotations.figures
    asks = any(
        not isinstance(test, Word)
        for clause in query.clauses
        for test in clause.tests
        if not clause.excluded
    )
    if not asks:
        return all(
            clause.excluded != any(holds(t, hay, f) for t in clause.tests for f in (None, *figures))
            for clause in query.clauses
        )
    return any(
        all(
            clause.excluded != any(holds(test, hay, figure) for test in clause.tests)
            for clause in query.clauses
        )
        for figure in (figures or (None,))
    )


@given(queries(_SIMPLE), annotated())
def test_a_query_finds_what_the_rules_say(query: Query, hay: Haystack) -> None:
    assert matches(query, hay) == bool(Matcher(query, {}).hits([hay]))


@given(queries(), annotated())
def test_any_query_can_be_asked(query: Query, hay: Haystack) -> None:
    lit = [place for hit in Matcher(query, {}).hits([hay]) for place in hit.places]

    assert lit == [(start, end) for start, end in lit if 0 <= start < end <= len(hay.text)]
