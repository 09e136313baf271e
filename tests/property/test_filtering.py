"""The filter against a plain scan, and its language against itself."""

from __future__ import annotations

import re

from hypothesis import assume, given, reject
from hypothesis import strategies as st
from tests.builders import make_article
from tests.property.strategies import LINES

from nbreader.errors import UsageError
from nbreader.library import Query, Term, find_hits, parse_query
from nbreader.library.tokens import fold

MARKS = st.text(st.sampled_from('"＂“”「」『』-－ 　\t产值ab'), max_size=12)
TEXTS = st.one_of(LINES, MARKS).filter(lambda text: bool(fold(text).text))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    text, excluded = draw(TEXTS), draw(st.booleans())
    if draw(st.booleans()):
        text = re.sub('["＂]', "", text)
        assume(fold(text).text)
        return Term(text=text, phrase=True, excluded=excluded)
    text = re.sub('[\\s"＂“”「」『』]', "", text)
    text = text if excluded else text.lstrip("-－")
    assume(fold(text).text)
    return Term(text=text, excluded=excluded)


@given(st.lists(terms(), max_size=4))
def test_a_printed_query_parses_to_itself(made: list[Term]) -> None:
    query = Query(terms=tuple(made))

    assert query == parse_query(str(query))


@given(st.one_of(LINES, MARKS))
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

    hits = find_hits(
        Query(terms=(Term(text=piece.replace("＂", "“"), phrase=True),)),
        [make_article("", (text,))],
        {},
    )

    lit = {at for hit in hits for place in hit.places for at in range(*place)}
    assert {at for span in scanned for at in range(*folded.place(*span))} == lit


@given(LINES, st.sampled_from(["宁波", "港", "ab", "12", "产业集群", ".", "-"]))
def test_every_place_holds_the_word(text: str, word: str) -> None:
    hits = find_hits(Query(terms=(Term(text=word, phrase=True),)), [make_article("", (text,))], {})

    places = [text[start:end] for hit in hits for start, end in hit.places]
    assert places == [place for place in places if fold(word).text in fold(place).text]
    assert places == [place.strip() for place in places]
