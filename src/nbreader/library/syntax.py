"""What a query is made of: frozen tests and clauses that print as they can be typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from nbreader.library.language import (
    CHOICES,
    VALUE_NAMES,
    FieldName,
    field_named,
    field_near,
    is_like_field,
)
from nbreader.library.tokens import fold
from nbreader.library.values import Units, read_dates, read_number, reads_back

# Any mark of a pair opens and any closes: an input method that is out of step
# types ” first. The first two are how the pair is printed.
QUOTES = ('""＂', "“”", "「」", "『』")
PAIR_OF = {mark: pair for pair in QUOTES for mark in pair}
MINUS = "-－"

_MARKS = "".join(PAIR_OF)
_COMPARED = r"[>＞][=＝]|[<＜][=＝]|[≥≧≤≦]|[>＞<＜=＝]"
OR = re.compile(rf"[OＯ][RＲ](?=[\s{_MARKS}]|$)")
FIELD = re.compile(rf"(?P<name>[^\s:：{_MARKS}]{{1,16}})[:：]")
VALUE = re.compile(
    rf"(?:(?i:{'|'.join(VALUE_NAMES)})(?:\s*(?P<sign>{_COMPARED})|[:：])|(?P<bare>{_COMPARED}))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Text that stands in the article, as it was typed.

    A phrase is what stood in quotes: only a word is also read as pinyin initials.
    """

    text: str
    phrase: bool = False

    def __post_init__(self) -> None:
        if not fold(self.text).text:
            raise ValueError(f"{self.text!r} has nothing to look for")
        if self.phrase and not free_pair(self.text):
            raise ValueError(f"{self.text!r} has every kind of quotation mark")
        if not self.phrase and not is_bare(self.text):
            raise ValueError(f"{self.text!r} does not read as one word")

    def __str__(self) -> str:
        return _quoted(self.text) if self.phrase else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Text that one field of the article, its page, figures or bookmarks holds.

    `text` is as it was typed, but a date is as ISO prints it (`days_of` gives its
    ends), and a kind or state is one of `CHOICES`.
    """

    name: FieldName
    text: str

    def __post_init__(self) -> None:
        if not fold(self.text).text:
            raise ValueError(f"{self.text!r} has nothing to look for")
        if not free_pair(self.text):
            raise ValueError(f"{self.text!r} has every kind of quotation mark")
        if self.name in CHOICES and self.text not in CHOICES[self.name]:
            raise ValueError(f"{self.text!r} is no {self.name}")
        if self.name is FieldName.DATE and read_dates(self.text) != self.text:
            raise ValueError(f"{self.text!r} is no date")

    def __str__(self) -> str:
        broken = any(char.isspace() or char in PAIR_OF for char in self.text)
        return f"{self.name}:{_quoted(self.text) if broken else self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure between two bounds, None for none; in `unit`, or in any if that is "".

    `low` itself is out if the value must be `above` it, `high` if `below` it.
    The unit is as typed; `with_units` makes it the one that figures are stored in.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    below: bool = False
    unit: str = ""

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a value needs a bound")
        if self.low is not None and self.high is not None:
            if self.low > self.high or self.above or self.below:
                raise ValueError("a range begins with its lower end, and holds both")
        elif (self.above and self.low is None) or (self.below and self.high is None):
            raise ValueError("what is above or below needs that bound")
        ends = (self.low, self.high)
        if not all(reads_back(end, self.unit) for end in ends if end is not None):
            raise ValueError(f"{self} does not read back")

    def __str__(self) -> str:
        low, high = self._print(self.low), self._print(self.high)
        if self.low is not None and self.high is not None:
            return f"value={low}" if self.low == self.high else f"value:{low}..{high}"
        if self.low is not None:
            return f"value>{'' if self.above else '='}{low}"
        return f"value<{'' if self.below else '='}{high}"

    def _print(self, bound: Decimal | None) -> str:
        return "" if bound is None else f"{bound:f}{self.unit}"


Test = Word | Field | Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Tests of which one must hold; or one test that must not."""

    tests: tuple[Test, ...]
    excluded: bool = False

    def __post_init__(self) -> None:
        if not self.tests or (self.excluded and len(self.tests) > 1):
            raise ValueError("a clause has tests; an excluded one has one")
        for test in self.tests:
            bare = isinstance(test, Word) and not test.phrase and not self.excluded
            if bare and str(test)[0] in MINUS:
                raise ValueError(f"{test} reads as excluded")

    def __str__(self) -> str:
        return ("-" if self.excluded else "") + " OR ".join(map(str, self.tests))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All clauses must hold. `str(query)` is text that parses to an equal query."""

    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))


def with_units(query: Query, units: Units) -> Query:
    """The query with its units as figures are stored in them: 3成 as 30%, 公斤 as 千克.

    A unit that the table does not know stays as it was typed.
    """
    clauses = (
        replace(clause, tests=tuple(_with_unit(test, units) for test in clause.tests))
        for clause in query.clauses
    )
    return Query(clauses=tuple(clauses))


def _with_unit(test: Test, units: Units) -> Test:
    if isinstance(test, Value) and test.unit in units:
        unit, times = units[test.unit]
        low, high = (None if end is None else end * times for end in (test.low, test.high))
        return replace(test, low=low, high=high, unit=unit)
    if isinstance(test, Field) and test.name is FieldName.UNIT:
        sized = read_number("1" + test.text)
        unit = test.text if test.text in units else sized[1] if sized else ""
        return replace(test, text=units[unit][0]) if unit in units else test
    return test


def free_pair(text: str) -> str:
    """The first kind of quotation mark that `text` does not hold, or ""."""
    return next((pair for pair in QUOTES if not set(pair) & set(text)), "")


def is_bare(text: str) -> bool:
    """Tell whether text without quotes around it is read as one word and nothing else."""
    if any(char.isspace() or char in PAIR_OF for char in text) or OR.fullmatch(text):
        return False
    if VALUE.match(text):
        return False
    match = FIELD.match(text)
    if match is None:
        return True
    name, rest = match["name"], text[match.end("name") :]
    return not (field_named(name) or field_near(name) or is_like_field(name, rest))


def _quoted(text: str) -> str:
    pair = free_pair(text)
    return pair[0] + text + pair[1]
