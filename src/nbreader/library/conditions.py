"""What one test or clause of a query asks of the tables.

A condition can be asked of one article (`predicate`), and most can also name the
articles that meet it (`legs`), newest first where the tables lie so. Which does
what in a query is chosen by `plan`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbreader.library.pairs import chars_phrase, is_exact, phrase_of

Values = tuple[Any, ...]

# Microseconds to ask one article, as measured at 1,000,000: they rank plans.
_TEXT, _MATCH, _ROW, CALL, COMPARE = 60.0, 25.0, 2.0, 3.0, 0.1
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
    A condition of nothing but words has the `match` of an index's `table`.
    """

    predicate: str
    values: Values = ()
    legs: tuple[Leg, ...] = ()
    bars: tuple[Leg, ...] = ()
    cost: float = _ROW
    exact: bool = True
    table: str = ""
    match: str = ""


NOTHING = Condition(
    predicate="0",
    legs=(Leg(tables="article", key="article.key", where="0", ordered=True),),
    cost=COMPARE,
)
ALL = Leg(tables="article", key="article.key", where="1", ordered=True)


def matching(table: str, match: str, *, exact: bool) -> Condition:
    """The articles that an expression of the index matches."""
    return Condition(
        predicate=(
            f"EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND {table}.rowid = {{key}})"
        ),
        values=(match,),
        legs=(
            Leg(
                tables=table,
                key=f"{table}.rowid",
                where=f"{table} MATCH ?",
                values=(match,),
                ordered=True,
            ),
        ),
        cost=_MATCH,
        exact=exact,
        table=table,
        match=match,
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
    )


def any_of(conditions: Sequence[Condition]) -> Condition:
    """At least one of them."""
    if len(conditions) == 1:
        return conditions[0]
    exact = all(each.exact for each in conditions)
    tables = {each.table for each in conditions}
    if len(tables) == 1 and "" not in tables:
        match = " OR ".join(f"({each.match})" for each in conditions)
        return _asked_as(" OR ", conditions, matching(tables.pop(), match, exact=exact))
    legs = [leg for each in conditions for leg in each.legs]
    return Condition(
        predicate="(" + " OR ".join(each.predicate for each in conditions) + ")",
        values=tuple(value for each in conditions for value in each.values),
        legs=tuple(legs) if all(each.legs for each in conditions) else (),
        cost=sum(each.cost for each in conditions),
        exact=exact,
    )


def all_of_table(table: str, wanted: Sequence[Condition], barred: Sequence[Condition]) -> Condition:
    """All of the wanted conditions of one table of the index, and none of the barred ones."""
    match = " AND ".join(f"({each.match})" for each in wanted)
    for each in barred:
        match = f"({match}) NOT ({each.match})"
    opposites = [replace(each, predicate=f"NOT ({each.predicate})") for each in barred]
    found = matching(table, match, exact=all(each.exact for each in wanted))
    return _asked_as(" AND ", [*wanted, *opposites], found)


def _asked_as(word: str, conditions: Sequence[Condition], found: Condition) -> Condition:
    """What was joined in one match, asked of one article as its parts are, where that is other."""
    if found.table != "chars":
        return found
    return replace(
        found,
        predicate="(" + word.join(each.predicate for each in conditions) + ")",
        values=tuple(value for each in conditions for value in each.values),
        cost=sum(each.cost for each in conditions),
    )


def of_ids(column: str, ids: Collection[int]) -> tuple[str, Values]:
    """That a column is one of these numbers."""
    if len(ids) <= _MOST_IDS:
        return f"{column} IN ({','.join(map(str, sorted(ids)))})", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)


def of_word(word: str) -> Condition:
    """The articles that hold a folded word."""
    phrase = phrase_of(word) if len(word) > 1 else ""
    if phrase:
        return matching("pairs", phrase, exact=is_exact(word))
    found = matching("chars", chars_phrase(word), exact=len(word) == 1)
    # That index cannot be asked of one article: it is read from its beginning.
    holds = "SELECT 1 FROM body WHERE body.key = {key} AND holds(body.text, ?)"
    return replace(found, predicate=f"EXISTS ({holds})", values=(word,), cost=_TEXT)


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
