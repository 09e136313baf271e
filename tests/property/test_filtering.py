"""The filter against a plain scan, and its language against itself."""

from __future__ import annotations

import re

from hypothesis import assume, given, reject
from hypothesis import strategies as st
from tests.builders import make_article
from tests.property.strategies import LINES, QUERY_MARKS, queries

from nbreader.errors import UsageError
from nbreader.library import Clause, Query, Word, find_hits, parse_query
from nbreader.library.tokens import fold


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

    hits = find_hits(
        for_phrase(piece.replace("＂", "“")),
        [make_article("", (text,))],
        {},
    )

    lit = {at for hit in hits for place in hit.places for at in range(*place)}
    assert {at for span in scanned for at in range(*folded.place(*span))} == lit


@given(LINES, st.sampled_from(["宁波", "港", "ab", "12", "产业集群", ".", "-"]))
def test_every_place_holds_the_word(text: str, word: str) -> None:
    hits = find_hits(for_phrase(word), [make_article("", (text,))], {})

    places = [text[start:end] for hit in hits for start, end in hit.places]
    assert places == [place for place in places if fold(word).text in fold(place).text]
    assert places == [place.strip() for place in places]
