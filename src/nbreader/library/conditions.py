"""What one test or clause of a query asks of the tables.

A condition can be asked of one article (`predicate`), and most can also name the
articles that meet it (`legs`), newest first where the tables lie so. Which does
what in a query is chosen by `plan`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from nbreader.library.marks import Marks, all_marks, any_marks

Values = tuple[Any, ...]

# Microseconds to ask one article, as measured at 1,000,000: they rank plans.
_MATCH, _ROW, CALL, MARK, COMPARE = 25.0, 2.0, 3.0, 0.7, 0.1
_MOST_IDS = 2000  # ids that stand in a statement; more are given as one JSON text


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A SELECT of article keys: `key` is the column, `ordered` that it can be read newest first."""

    tables: str
    key: str
    where: str
    values: Values = ()
    ordered: bool = False
    distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`predicate` holds {key} where an article's key is put; `cost` is that of asking once.

    What is not `exact` holds for all articles that match, and perhaps for some that do not.
    What is excluded has the legs that name its opposite as `bars`.
    A condition of nothing but words has the `match` that finds them among the pairs.
    Where the index has marks of all that is asked, they are read by `marks`; with
    `is_unmarked` the condition holds for all others. `known` is how many articles
    meet it, None where nobody has counted.
    """

    predicate: str
    values: Values = ()
    legs: tuple[Leg, ...] = ()
    bars: tuple[Leg, ...] = ()
    cost: float = _ROW
    exact: bool = True
    match: str = ""
    marks: Callable[[], Marks] | None = None
    is_unmarked: bool = False
    known: int | None = None


NOTHING = Condition(
    predicate="0",
    legs=(Leg(tables="article", key="article.key", where="0", ordered=True),),
    cost=COMPARE,
)
ALL = Leg(tables="article", key="article.key", where="1", ordered=True)


def of_match(match: str, *, exact: bool, marks: Callable[[], Marks] | None = None) -> Condition:
    """The articles whose pairs an expression matches."""
    return Condition(
        predicate="EXISTS (SELECT 1 FROM pairs WHERE pairs MATCH ? AND pairs.rowid = {key})",
        values=(match,),
        legs=(
            Leg(
                tables="pairs",
                key="pairs.rowid",
                where="pairs MATCH ?",
                values=(match,),
                ordered=True,
            ),
        ),
        cost=_MATCH,
        exact=exact,
        match=match,
        marks=marks,
    )


def negated(condition: Condition) -> Condition | None:
    """Its opposite; None if what is not exact would bar too much."""
    if not condition.exact:
        return None
    return Condition(
        predicate=f"NOT ({condition.predicate})",
        values=condition.values,
        bars=condition.legs,
        cost=condition.cost,
        marks=condition.marks,
        is_unmarked=condition.marks is not None and not condition.is_unmarked,
    )


def any_of(conditions: Sequence[Condition]) -> Condition:
    """At least one of them."""
    if len(conditions) == 1:
        return conditions[0]
    exact = all(each.exact for each in conditions)
    marks = _joint(any_marks, conditions)
    if all(each.match for each in conditions):
        match = " OR ".join(f"({each.match})" for each in conditions)
        return of_match(match, exact=exact, marks=marks)
    legs = [leg for each in conditions for leg in each.legs]
    return Condition(
        predicate="(" + " OR ".join(each.predicate for each in conditions) + ")",
        values=tuple(value for each in conditions for value in each.values),
        legs=tuple(legs) if all(each.legs for each in conditions) else (),
        cost=sum(each.cost for each in conditions),
        exact=exact,
        marks=marks,
    )


def all_of_words(wanted: Sequence[Condition], barred: Sequence[Condition]) -> Condition:
    """All of the wanted conditions of words, and none of the barred ones."""
    match = " AND ".join(f"({each.match})" for each in wanted)
    for each in barred:
        match = f"({match}) NOT ({each.match})"
    marks = _joint(all_marks, wanted)
    others = _joint(any_marks, barred)
    if barred and marks and others:
        marks = partial(_apart, marks, others)
    return of_match(
        match,
        exact=all(each.exact for each in wanted),
        marks=marks if others or not barred else None,
    )


def _joint(
    join: Callable[[Iterable[Marks]], Marks], conditions: Sequence[Condition]
) -> Callable[[], Marks] | None:
    """What reads the marks of several conditions at once, None where one has none."""
    reads = [each.marks for each in conditions if each.marks and not each.is_unmarked]
    if not reads or len(reads) < len(conditions):
        return None
    return lambda: join(read() for read in reads)


def _apart(marks: Callable[[], Marks], barred: Callable[[], Marks]) -> Marks:
    return marks().without(barred())


def of_ids(column: str, ids: Collection[int]) -> tuple[str, Values]:
    """That a column is one of these numbers."""
    if len(ids) <= _MOST_IDS:
        return f"{column} IN ({','.join(map(str, sorted(ids)))})", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)


def of_keys(keys: Collection[int]) -> Condition:
    """These articles."""
    given = json.dumps(list(keys))
    return Condition(
        predicate="{key} IN (SELECT value FROM json_each(?))",
        values=(given,),
        legs=(Leg(tables="json_each(?) AS given", key="given.value", where="1", values=(given,)),),
        cost=COMPARE,
        known=len(keys),
    )


def of_range(low: int, high: int) -> Condition:
    """The articles of these keys."""
    return Condition(
        predicate="{key} BETWEEN ? AND ?",
        values=(low, high),
        legs=(
            Leg(
                tables="article",
                key="article.key",
                where="article.key BETWEEN ? AND ?",
                values=(low, high),
                ordered=True,
            ),
        ),
        cost=COMPARE,
    )
