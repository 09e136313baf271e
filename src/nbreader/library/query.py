"""The query language: text to a frozen `Query`.

A query is clauses that must all hold; a clause is one test or several of which
one must hold (OR), or one that must not (-). What a person can write stands in
`language`; `str(query)` is text that parses to an equal query.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from nbreader.errors import QueryError
from nbreader.library.language import (
    CHOICES,
    FieldName,
    begins_choice,
    chosen,
    field_named,
    field_near,
    is_like_field,
)
from nbreader.library.syntax import (
    FIELD,
    MINUS,
    OR,
    PAIR_OF,
    VALUE,
    Clause,
    Field,
    Query,
    Test,
    Value,
    Word,
    is_bare,
    with_units,
)
from nbreader.library.tokens import fold
from nbreader.library.values import (
    Number,
    Units,
    begins_date,
    begins_number,
    is_unit,
    read_dates,
    read_number,
    read_range,
)

__all__ = ["Clause", "Field", "Query", "Test", "Value", "Word", "parse_query", "with_units"]

_SIGNS = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<="}
_OR_EXCLUDED = "OR 两边不能有 - 的词"


def parse_query(text: str, *, typing: bool = False, units: Callable[[], Units] = dict) -> Query:
    """Read a query.

    Where `units` gives any, a value in another unit is wrong; they are asked for
    only if the query has one.

    While a person is `typing`, what is not finished at the end is taken leniently:
    an open quote counts as closed, and a -, an OR, a quote, a field or a value with
    nothing (or only the beginning of something) behind it as not there. What is
    wrong is a QueryError with the place of the fault.

    >>> parse_query("慈溪 -“产值 增长”").clauses[1].tests
    (Word(text='产值 增长', phrase=True),)
    """
    return _Reader(text=text, typing=typing, units=units).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operand:
    """What stands behind the colon of a field or the sign of a value."""

    text: str
    start: int
    end: int
    last: bool  # nothing follows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One query, read from left to right; `at` is always a place in `text`."""

    text: str
    typing: bool
    units: Callable[[], Units]

    def read(self) -> Query:
        clauses: list[Clause] = []
        waiting = -1  # where an OR stands that has no second test yet
        at = self._past_space(0)
        while at < len(self.text):
            start = at
            if match := OR.match(self.text, at):
                at = self._past_space(match.end())
                if not (self.typing and at == len(self.text)):
                    self._check_or(start, clauses, waiting)
                    waiting = start
                continue
            excluded = self.text[at] in MINUS
            test, at = self._read_test(at + excluded, excluded)
            at = self._past_space(at)
            if test is None:
                continue
            if waiting < 0:
                clauses.append(Clause(tests=(test,), excluded=excluded))
            elif excluded:
                raise self._error(start, _OR_EXCLUDED)
            else:
                clauses[-1] = Clause(tests=(*clauses[-1].tests, test))
                waiting = -1
        if waiting >= 0 and not self.typing:
            raise self._error(waiting, "OR 后面缺一个词")
        return Query(clauses=tuple(clauses))

    def _check_or(self, at: int, clauses: list[Clause], waiting: int) -> None:
        if not clauses or waiting >= 0:
            raise self._error(at, "OR 前面缺一个词")
        if clauses[-1].excluded:
            raise self._error(at, _OR_EXCLUDED)

    def _read_test(self, start: int, excluded: bool) -> tuple[Test | None, int]:
        """The test that begins at `start` and where it ends; None where nothing is asked."""
        if not self.text[start : start + 1].strip():
            if self.typing and self._past_space(start) == len(self.text):
                return None, len(self.text)
            raise self._error(start - 1, f"“{self.text[start - 1]}”后面要紧跟着写不要的词")
        if match := VALUE.match(self.text, start):
            operand = self._operand(match.end(), match[0])
            return self._value(operand, match["sign"] or match["bare"] or ":"), operand.end
        if (match := FIELD.match(self.text, start)) and (name := field_named(match["name"])):
            operand = self._operand(match.end(), match[0])
            return self._field(operand, name), operand.end
        if match and (near := field_near(match["name"])):
            raise self._error(
                start, f"没有“{match['name']}:”，是不是“{near}:”？要找这几个字请加引号"
            )
        if match and is_like_field(match["name"], self.text[match.end("name") :]):
            raise self._error(start, f"没有“{match['name']}:”这个字段，要找这几个字请加引号")
        if self.text[start] in PAIR_OF:
            text, end = self._read_quoted(start)
            phrase = True
        else:
            end = self._word_end(start)
            text = self.text[start:end]
            phrase = not is_bare(text)  # -OR
        return (Word(text=text, phrase=phrase) if fold(text).text else None), end

    def _operand(self, at: int, before: str) -> _Operand:
        """The word or quote at `at` or behind the space there."""
        start = self._past_space(at)
        if start == len(self.text) and not self.typing:
            raise self._error(at, f"“{before}”后面还没写")
        if self.text[start : start + 1] in PAIR_OF and start < len(self.text):
            text, end = self._read_quoted(start)
        else:
            end = self._word_end(start)
            text = self.text[start:end]
        last = self._past_space(end) == len(self.text)
        if not fold(text).text and not (self.typing and last):
            raise self._error(at, f"“{before}”后面还没写")
        return _Operand(text=text, start=start, end=end, last=last)

    def _field(self, operand: _Operand, name: FieldName) -> Field | None:
        text = unicodedata.normalize("NFKC", operand.text).strip()
        if not fold(text).text:
            return None
        if name is FieldName.DATE:
            text, begun = read_dates(text), begins_date(text)
            sentence = "日期要如 2026、2026-03、2026-03-25、2026-01..2026-03"
        elif name in CHOICES:
            text, begun = chosen(name, text), begins_choice(name, text)
            sentence = f"“{name}:”后只能是 {'、'.join(CHOICES[name])}"
        else:
            return Field(name=name, text=operand.text)
        if text:
            return Field(name=name, text=text)
        if self.typing and operand.last and begun:
            return None
        raise self._error(operand.start, sentence)

    def _value(self, operand: _Operand, sign: str) -> Value | None:
        sign = _SIGNS.get(sign) or unicodedata.normalize("NFKC", sign)
        value = _read_value(operand.text, sign) if fold(operand.text).text else None
        if value is not None:
            return value if self._knows_unit(value.unit, operand) else None
        if not fold(operand.text).text:
            return None
        if self.typing and operand.last and begins_number(operand.text):
            return None
        raise self._error(operand.start, f"“{operand.text}”不是数，要如 100亿元、3%..5%")

    def _knows_unit(self, unit: str, operand: _Operand) -> bool:
        """False where the unit may still become one; an error where there is none such."""
        known = self.units() if unit else {}
        if not known or is_unit(unit, known):
            return True
        if self.typing and operand.last and any(form.startswith(unit) for form in known):
            return False
        at = self.text.find(unit, operand.start, operand.end)
        raise self._error(
            max(at, operand.start), f"没有“{unit}”这个单位，单位要如 元、亿元、%、家、公里"
        )

    def _read_quoted(self, start: int) -> tuple[str, int]:
        """What stands in the quotes that open at `start`, and where they have closed."""
        pair = PAIR_OF[self.text[start]]
        places = range(start + 1, len(self.text))
        end = next((at for at in places if self.text[at] in pair), -1)
        if end < 0 and not self.typing:
            raise self._error(start, f"引号 {self.text[start]} 没有收尾")
        text = self.text[start + 1 :] if end < 0 else self.text[start + 1 : end]
        if not self.typing and not fold(text).text:
            raise self._error(start, "引号中没有要找的字")
        return text, len(self.text) if end < 0 else end + 1

    def _word_end(self, start: int) -> int:
        end = start
        while end < len(self.text) and not self.text[end].isspace():
            if self.text[end] in PAIR_OF:
                break
            end += 1
        return end

    def _past_space(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _error(self, at: int, what: str) -> QueryError:
        return QueryError(what, query=self.text, at=at)


def _read_value(text: str, sign: str) -> Value | None:
    """The bounds that a sign and its operand say, None where the operand is no number."""
    number = read_number(text)
    if number is None:
        ends = read_range(text) if sign in ":=" else None
        return None if ends is None else _between(*ends)
    bound, unit = number
    if sign in (">", ">="):
        return Value(low=bound, above=sign == ">", unit=unit)
    if sign in ("<", "<="):
        return Value(high=bound, below=sign == "<", unit=unit)
    return Value(low=bound, high=bound, unit=unit)


def _between(low: Number | None, high: Number | None) -> Value | None:
    """The range from low to high, None where they are the wrong way round or do not compare."""
    if low is None or high is None:
        bound, unit = low or high or (None, "")
        return Value(low=bound, unit=unit) if low else Value(high=bound, unit=unit)
    if low[1] != high[1] or low[0] > high[0]:
        return None
    return Value(low=low[0], high=high[0], unit=low[1])
