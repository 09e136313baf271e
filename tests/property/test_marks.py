"""Marks against plain sets of keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from nbreader.library.keys import BITS, DAY, UNDATED_FROM, UNDATED_TO, keys_of
from nbreader.library.marks import (
    MarkChanges,
    Marks,
    all_marks,
    any_marks,
    drop_marks,
    key_of,
    pack_bits,
    place_of,
    read_marks,
    unpack_bits,
    write_marks,
)
from nbreader.library.schema import INDEX, run, statements

_FIRST, _ = keys_of(date(1, 1, 1), None)
_DAYS = st.one_of(st.integers(0, 200), st.integers(-693_595, 2_900_000))
_NUMBERS = st.one_of(st.integers(DAY - 40, DAY - 1), st.integers(0, DAY - 1))
DATED = st.builds(lambda day, number: day << BITS | number, _DAYS, _NUMBERS)
UNDATED = st.one_of(
    st.integers(UNDATED_FROM, UNDATED_FROM + 9000), st.integers(UNDATED_FROM, UNDATED_TO - 1)
)
KEYS = st.one_of(DATED, DATED, UNDATED)
SETS = st.sets(KEYS, max_size=60)


@given(KEYS)
def test_a_bit_is_the_article_it_was_made_of(key: int) -> None:
    assert key == key_of(*place_of(key))


@given(st.sets(st.integers(0, 3000)), st.integers(0, 90_000))
@example(set(), 0)
@example(set(range(2000)), 70_000)
def test_bits_are_unpacked_as_they_were_packed(places: set[int], far: int) -> None:
    bits = sum(1 << place for place in places) | 1 << far

    assert bits == unpack_bits(pack_bits(bits))
    assert len(pack_bits(bits)) <= bits.bit_length() // 8 + 2


@given(SETS, SETS)
def test_marks_are_sets_of_articles(ones: set[int], others: set[int]) -> None:
    marks, more = Marks.of(ones), Marks.of(others)

    assert sorted(ones, reverse=True) == marks.keys()
    assert len(ones) == marks.count()
    assert ones & others == set(all_marks([marks, more]).keys())
    assert ones | others == set(any_marks([marks, more]).keys())
    assert ones - others == set(marks.without(more).keys())
    assert all(marks.has(key) == (key in ones) for key in ones | others)
    assert len(ones & others) == marks.count_among(others)
    assert (ones == others) == (marks == more)


@given(SETS, KEYS, KEYS)
def test_marks_within_a_range_are_those_of_its_keys(keys: set[int], one: int, two: int) -> None:
    low, high = min(one, two), max(one, two)

    assert {key for key in keys if low <= key <= high} == set(
        Marks.of(keys).within(low, high).keys()
    )


@given(SETS)
def test_marks_are_counted_by_day(keys: set[int]) -> None:
    counts = Marks.of(keys).count_by_day()

    assert {key >> BITS for key in keys} == set(counts)
    assert all(number == sum(key >> BITS == day for key in keys) for day, number in counts.items())


_CHANGES = st.lists(
    st.tuples(st.integers(0, 5), st.sets(st.sampled_from("港城产"))), min_size=1, max_size=8
)


@given(
    st.lists(KEYS, min_size=6, max_size=6, unique=True),
    st.lists(_CHANGES, max_size=4),
)
def test_what_comes_and_goes_is_marked_so(
    keys: list[int], transactions: list[list[tuple[int, set[str]]]]
) -> None:
    held: dict[int, set[str]] = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as index:
        run(index, list(statements(INDEX)))
        changes = MarkChanges(index)
        for transaction in transactions:
            for place, tokens in dict(transaction).items():
                key = keys[place]
                changes.remove(key, held.pop(key, set()))
                if tokens:
                    changes.add(key, tokens)
                    held[key] = tokens
            changes.write()

            for token in "港城产":
                assert read_marks(index, token) == Marks.of(k for k in held if token in held[k])
        for token in "港城":
            drop_marks(index, token)
        write_marks(index, "城", Marks.of(keys))

        assert [0, 6] == [read_marks(index, token).count() for token in "港城"]
        rows = index.execute("SELECT count(*) FROM mark WHERE bits = x''").fetchone()
        assert (0,) == rows
