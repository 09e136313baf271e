"""How a query is asked: who names the articles, and what is asked of each of them.

One condition drives: it names articles, newest first. The others are asked of
each. The choice is by what it costs until a page is full, which a short look at
the tables tells: how often each condition holds among the newest articles.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbreader.library.asking import Conditions
from nbreader.library.conditions import ALL, Condition, Leg, all_of_table, negated
from nbreader.library.conditions import any_of as any_condition
from nbreader.library.figured import figure_conditions, is_about_figures
from nbreader.library.index import last_change
from nbreader.library.keys import DAY, keys_of
from nbreader.library.language import FieldName
from nbreader.library.syntax import Clause, Field, Query, Word
from nbreader.library.values import days_of

_EVERY = (-(1 << 62), 1 << 62)
_PROBE = 400  # newest articles of a leg that are looked at
_COUNTED = 4000  # rows of an unordered leg that are counted
_READ, _SORTED = 0.15, 0.4  # microseconds to read an article's key from a leg, and to sort it too


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked: all conditions, of the articles of a range of keys."""

    conditions: tuple[Condition, ...]
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether what the tables name surely matches."""
        return all(condition.exact for condition in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that gives article keys."""

    sql: str
    values: tuple[Any, ...]


def make_plan(query: Query, made: Conditions) -> Plan:
    """The conditions of a query, those of words joined into one for each table."""
    low, high = _EVERY
    conditions: list[Condition] = []
    barred: list[Condition] = []
    inexact = False
    for clause in query.clauses:
        if any(map(is_about_figures, clause.tests)):
            continue
        dates = _dates(clause)
        if dates is not None:
            low, high = max(low, dates[0]), min(high, dates[1])
            continue
        tests = [test for test in clause.tests if isinstance(test, Word | Field)]
        condition = any_condition([made.of_test(test) for test in tests])
        if not clause.excluded:
            conditions.append(condition)
        elif condition.exact:
            barred.append(condition)
        else:
            inexact = True
    figured = [c for c in query.clauses if any(map(is_about_figures, c.tests))]
    conditions += figure_conditions(made, figured)
    joined = _join_words(conditions, barred)
    if inexact:
        joined.append(Condition(predicate="1", cost=0.0, exact=False))
    return Plan(conditions=tuple(joined), low=low, high=high)


def _dates(clause: Clause) -> tuple[int, int] | None:
    """The keys of a clause that is nothing but a date."""
    if clause.excluded or len(clause.tests) > 1:
        return None
    (test,) = clause.tests
    if isinstance(test, Field) and test.name is FieldName.DATE:
        return keys_of(*days_of(test.text))
    return None


def _join_words(conditions: Iterable[Condition], barred: Iterable[Condition]) -> list[Condition]:
    """Conditions that one table of the index can answer at once become one."""
    tables: dict[str, list[Condition]] = {}
    others: list[Condition] = []
    for condition in conditions:
        (tables.setdefault(condition.table, []) if condition.table else others).append(condition)
    unwanted = list(barred)
    for table, group in tables.items():
        own = [each for each in unwanted if each.table == table]
        unwanted = [each for each in unwanted if each.table != table]
        others.append(all_of_table(table, group, own))
    return others + [opposite for each in unwanted if (opposite := negated(each)) is not None]


class Planner:
    """Chooses statements for a plan, by what there is in the library."""

    def __init__(self, connection: sqlite3.Connection, plan: Plan, without: str) -> None:
        """`without` is a JSON list of keys that are left out, "" for none."""
        self._connection = connection
        self._plan = plan
        self._without = without
        self._counts: dict[int, float] = {}
        self._total: float | None = None

    def newest(self, limit: int, before: int | None) -> Statement:
        """The keys of up to `limit` articles that meet the conditions, falling.

        Where the conditions are not exact, they are candidates.
        """
        plan = self._plan
        high = plan.high if before is None else min(plan.high, before - 1)
        driver = self._driver(limit)
        asked = [c for c in plan.conditions if c is not driver]
        return self._statement(driver, asked, plan.low, high, limit)

    def keys(self) -> set[int]:
        """The keys of all articles that meet the conditions."""
        plan = self._plan
        driver = self._driver(None)
        found = self._fetch(self._statement(driver, [], plan.low, plan.high, -1))
        rest = sorted((c for c in plan.conditions if c is not driver), key=lambda c: c.cost)
        for condition in rest:
            if not found:
                break
            if self._has_legs(condition) and self._is_cheaper_apart(condition, len(found)):
                found &= self._fetch(self._statement(condition, [], plan.low, plan.high, -1))
            else:
                found = self._asked(found, condition)
        return found

    def count(self) -> int:
        """How many articles meet the conditions."""
        plan = self._plan
        if len(plan.conditions) <= 1:
            driver = plan.conditions[0] if plan.conditions else None
            known = self._known_count(driver)
            if known is not None:
                return known
            if driver is None or self._has_legs(driver):
                return self._count(driver)
        return len(self.keys())

    def count_up_to(self, cap: int) -> int:
        """How many there are, or `cap` where there are more."""
        plan = self._plan
        if len(plan.conditions) == 1 and self._known_count(plan.conditions[0]) is not None:
            return min(cap, self.count())
        driver = self._driver(cap)
        asked = [c for c in plan.conditions if c is not driver]
        if asked and self._exact_cost() < sum(c.cost for c in asked) * cap:
            return min(cap, self.count())
        statement = self._statement(driver, asked, plan.low, plan.high, cap)
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM ({statement.sql})", statement.values
        ).fetchone()
        return int(count)

    def _known_count(self, condition: Condition | None) -> int | None:
        """The count of a single character, which the index keeps."""
        whole = (self._plan.low, self._plan.high) == _EVERY and not self._without
        if condition is None or condition.table != "chars" or not whole:
            return None
        match = condition.match.strip("()")
        if not re.fullmatch(r'"[^" ]+"', match):
            return None
        row = self._connection.execute(
            "SELECT articles FROM char_count WHERE char = ?", (match[1:-1],)
        ).fetchone()
        return row[0] if row else 0

    def _count(self, driver: Condition | None) -> int:
        plan = self._plan
        legs = (ALL,) if driver is None else driver.legs
        if len(legs) == 1 and not self._without:
            (leg,) = legs
            column = f"DISTINCT {leg.key}" if leg.distinct else "*"
            within, values = _within(leg, plan.low, plan.high)
            statement = Statement(
                sql=f"SELECT count({column}) FROM {leg.tables} WHERE {within}", values=values
            )
        else:
            keys = self._statement(driver, [], plan.low, plan.high, -1)
            statement = replace(keys, sql=f"SELECT count(*) FROM ({keys.sql})")
        (count,) = self._connection.execute(statement.sql, statement.values).fetchone()
        return int(count)

    def _driver(self, limit: int | None) -> Condition | None:
        """The condition that names the articles; None: all articles are gone through."""
        able = [c for c in self._plan.conditions if self._has_legs(c)]
        if len(self._plan.conditions) <= 1:
            return able[0] if able else None
        costs = {at: self._cost_of(c, limit) for at, c in enumerate(able)}
        everything = self._cost_of(None, limit)
        best = min(costs, key=lambda at: costs[at], default=None)
        if best is None or everything < costs[best]:
            return None
        return able[best]

    def _cost_of(self, driver: Condition | None, limit: int | None) -> float:
        """Microseconds until `limit` articles are found with this driver."""
        total = max(1.0, self._everything())
        rows = total if driver is None else self._rows(driver)
        others = [c for c in self._plan.conditions if c is not driver]
        looked = rows
        if limit is not None:
            share = 1.0
            for condition in others:
                if self._has_legs(condition):
                    share *= max(self._rows(condition), 0.5) / total
            looked = min(rows, limit / max(share, 1e-9))
        is_ordered = driver is None or all(leg.ordered for leg in driver.legs)
        named = looked * _READ if is_ordered else rows * _SORTED
        if limit is None:
            return named + rows * min((c.cost for c in others), default=0.0)
        return named + looked * sum(condition.cost for condition in others)

    def _exact_cost(self) -> float:
        able = [c for c in self._plan.conditions if self._has_legs(c)]
        return sum(self._rows(c) * _SORTED for c in able)

    def _is_cheaper_apart(self, condition: Condition, found: int) -> bool:
        return self._rows(condition) * _SORTED < found * condition.cost

    def _has_legs(self, condition: Condition) -> bool:
        return bool(condition.legs)

    def _everything(self) -> float:
        """About how many articles there are: as many as ever came or went."""
        if self._total is None:
            self._total = float(last_change(self._connection))
        return self._total

    def _rows(self, condition: Condition) -> float:
        """About how many articles meet a condition."""
        known = self._counts.get(id(condition))
        if known is None:
            known = sum(self._rows_of(leg) for leg in condition.legs)
            self._counts[id(condition)] = known
        return known

    def _rows_of(self, leg: Leg) -> float:
        """Counted, or where there are many, by how densely the newest ones lie."""
        plan = self._plan
        within, values = _within(leg, plan.low, plan.high)
        if not leg.ordered:
            (count,) = self._connection.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM {leg.tables} WHERE {within} LIMIT ?)",
                (*values, _COUNTED),
            ).fetchone()
            return float(count if count < _COUNTED else max(_COUNTED, self._everything() / 10))
        rows = self._connection.execute(
            f"SELECT {leg.key} FROM {leg.tables} WHERE {within} ORDER BY {leg.key} DESC LIMIT ?",
            (*values, _PROBE),
        ).fetchall()
        if len(rows) < _PROBE:
            return float(len(rows))
        first, last = self._span()
        spanned: float = (rows[0][0] - rows[-1][0]) / DAY + 1.0
        return max(1.0, max(1.0, (last - first) / DAY) / spanned) * _PROBE

    def _span(self) -> tuple[int, int]:
        """The keys that articles have, within the plan's range."""
        # Asked for together, SQLite would read them all.
        low, high = self._connection.execute(
            "SELECT (SELECT min(key) FROM article), (SELECT max(key) FROM article)"
        ).fetchone()
        if low is None:
            return 0, 1
        dated, undated = keys_of(None, None)[0], low < keys_of(None, None)[0]
        if undated and high >= dated:
            (low,) = self._connection.execute(
                "SELECT min(key) FROM article WHERE key >= ?", (dated,)
            ).fetchone()
        return max(low, self._plan.low), min(high, self._plan.high)

    def _statement(
        self,
        driver: Condition | None,
        asked: Sequence[Condition],
        low: int,
        high: int,
        limit: int,
    ) -> Statement:
        """The keys of a driver's legs of which all that is asked holds, falling.

        What is asked stands outside of the sorted legs, so that it is asked of no
        more articles than are needed; the inner LIMIT keeps SQLite from moving it in.
        """
        legs = (ALL,) if driver is None else driver.legs
        selects, values = [], list[Any]()
        for leg in legs:
            within, own = _within(leg, low, high)
            word = "DISTINCT " if leg.distinct else ""
            selects.append(f"SELECT {word}{leg.key} AS key FROM {leg.tables} WHERE {within}")
            values += own
        keys = " UNION ".join(selects) + " ORDER BY key DESC"
        ordered = sorted(asked, key=lambda condition: condition.cost)
        outer = [condition.predicate.format(key="named.key") for condition in ordered]
        values += [-1] if outer or self._without else []
        values += [value for condition in ordered for value in condition.values]
        if self._without:
            outer.append("named.key NOT IN (SELECT value FROM json_each(?))")
            values.append(self._without)
        if not outer:
            return Statement(sql=f"{keys} LIMIT ?", values=(*values, limit))
        sql = f"SELECT key FROM ({keys} LIMIT ?) AS named WHERE {' AND '.join(outer)} LIMIT ?"
        return Statement(sql=sql, values=(*values, limit))

    def _fetch(self, statement: Statement) -> set[int]:
        rows = self._connection.execute(statement.sql, statement.values)
        return {key for (key,) in rows}

    def _asked(self, keys: set[int], condition: Condition) -> set[int]:
        """Those of the keys of which a condition holds."""
        predicate = condition.predicate.format(key="named.value")
        rows = self._connection.execute(
            f"SELECT named.value FROM json_each(?) AS named WHERE {predicate}",
            (json.dumps(sorted(keys)), *condition.values),
        )
        return {key for (key,) in rows}


def _within(leg: Leg, low: int, high: int) -> tuple[str, tuple[Any, ...]]:
    """A leg's WHERE for a range of keys."""
    if (low, high) == _EVERY:
        return leg.where, leg.values
    return f"{leg.where} AND {leg.key} BETWEEN ? AND ?", (*leg.values, low, high)
