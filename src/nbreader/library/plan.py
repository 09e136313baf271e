"""How a query is asked: who names the articles, and what is asked of each of them.

One condition drives: it names articles, newest first. Of the others the lists are
merged with that, or they are asked of each. The choice is by what it costs until
a page is full, which a short look at the tables tells: how often each condition
holds among the newest articles.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbreader.library.asking import Conditions
from nbreader.library.conditions import ALL, Condition, Leg, all_of_words, negated
from nbreader.library.conditions import any_of as any_condition
from nbreader.library.figured import figure_conditions, is_about_figures
from nbreader.library.index import last_change
from nbreader.library.keys import BITS, DAY, keys_of
from nbreader.library.language import FieldName
from nbreader.library.marks import Marks, all_marks, any_marks
from nbreader.library.syntax import Clause, Field, Query, Word
from nbreader.library.values import days_of

_EVERY = (-(1 << 62), 1 << 62)
_PROBE = 200  # newest articles of a leg that are looked at
_COUNTED = 1500  # rows of an unordered leg that are counted
# Microseconds to read an article's key from a leg, to sort it too, and to begin with a leg.
_READ, _SORTED, _BEGUN = 0.1, 0.4, 20.0
_ALL = Condition(predicate="1", legs=(ALL,), cost=0.0)


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
    """Conditions of words, which the index can answer at once, become one."""
    words: list[Condition] = []
    others: list[Condition] = []
    for condition in conditions:
        (words if condition.match else others).append(condition)
    unwanted = list(barred)
    if words:
        own = [each for each in unwanted if each.match]
        unwanted = [each for each in unwanted if not each.match]
        others.append(all_of_words(words, own))
    return others + [opposite for each in unwanted if (opposite := negated(each)) is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How articles are found: the conditions that name them, and those asked of each of these."""

    named: tuple[Condition, ...]
    asked: tuple[Condition, ...]
    cost: float = 0.0  # microseconds


class Planner:
    """Chooses statements for a plan, by what there is in the library."""

    def __init__(self, connection: sqlite3.Connection, plan: Plan, without: str) -> None:
        """`without` is a JSON list of keys that are left out, "" for none."""
        self._connection = connection
        self._plan = plan
        self._without = without
        self._counts: dict[int, float] = {}
        self._total: float | None = None

    def newest(self, limit: int | None, before: int | None) -> Statement:
        """The keys of up to `limit` articles (None: all) that meet the conditions, falling.

        Where the conditions are not exact, they are candidates.
        """
        plan = self._plan
        high = plan.high if before is None else min(plan.high, before - 1)
        return self._statement(self._way(limit), plan.low, high, limit)

    def count(self) -> int:
        """How many articles meet the conditions."""
        plan = self._plan
        marks = self._marks()
        if marks is not None:
            return marks.count()
        if rest := self._marked_rest():
            return self._count_by_marks(rest)
        if plan.conditions and all(c.is_unmarked for c in plan.conditions) and not self._without:
            return self._count(None) - self._barred().within(plan.low, plan.high).count()
        if len(plan.conditions) <= 1:
            driver = plan.conditions[0] if plan.conditions else None
            if driver is None or driver.legs:
                return self._count(driver)
        return self._counted(self.newest(None, None))

    def count_up_to(self, cap: int) -> int:
        """How many there are, or `cap` where there are more."""
        marks = self._marks()
        if marks is not None:
            return min(cap, marks.count())
        if rest := self._marked_rest():
            return min(cap, self._count_by_marks(rest))
        return self._counted(self.newest(cap, None))

    def count_by_day(self) -> Counter[int]:
        """How many articles of each day meet the conditions; see keys."""
        marks = self._marks()
        if marks is not None:
            return marks.count_by_day()
        named = self.newest(None, None)
        rows = self._connection.execute(
            f"SELECT key >> {BITS}, count(*) FROM ({named.sql}) GROUP BY 1", named.values
        )
        return Counter(dict(rows.fetchall()))

    def _marks(self) -> Marks | None:
        """The articles that meet the conditions, where the index has marks of all that is asked."""
        if any(c.marks is None for c in self._plan.conditions):
            return None
        wanted, barred = self._wanted(), self._barred()
        if wanted is None:
            return None
        # What nothing is taken from need not be unpacked to be counted.
        left = wanted.without(barred) if barred.blocks else wanted
        span = (self._plan.low, self._plan.high)
        return left if span == _EVERY else left.within(*span)

    def _wanted(self) -> Marks | None:
        """What is marked by all that must be; None where nothing must."""
        wanted = [c.marks() for c in self._plan.conditions if c.marks and not c.is_unmarked]
        return all_marks(wanted) if wanted else None

    def _barred(self) -> Marks:
        """What is marked and must not be, and what the index does not know yet."""
        barred = [c.marks() for c in self._plan.conditions if c.marks and c.is_unmarked]
        return any_marks([*barred, Marks.of(json.loads(self._without or "[]"))])

    def _marked_rest(self) -> list[Condition]:
        """The conditions without marks, where what they name can be compared with the others'."""
        rest = [c for c in self._plan.conditions if c.marks is None]
        marked = len(rest) < len(self._plan.conditions)
        return rest if marked and any(c.legs for c in rest) else []

    def _count_by_marks(self, rest: Sequence[Condition]) -> int:
        """How many of the articles that conditions without marks name the others' marks leave."""
        wanted, barred = self._wanted(), self._barred()
        keys = self._named_by(rest)
        if wanted is not None:
            return wanted.without(barred).count_among(keys)
        return len(keys) - barred.count_among(keys)

    def _named_by(self, rest: Sequence[Condition]) -> Collection[int]:
        """The keys that these conditions name, in no order."""
        if len(rest) == 1 and rest[0].legs and not rest[0].bars:
            found = set[int]()
            for leg in rest[0].legs:
                within, values = _within(leg, self._plan.low, self._plan.high)
                sql = f"SELECT {leg.key} FROM {leg.tables} WHERE {within}"
                found.update(key for (key,) in self._connection.execute(sql, values))
            return found
        plan = replace(self._plan, conditions=tuple(rest))
        named = Planner(self._connection, plan, "").newest(None, None)
        return [key for (key,) in self._connection.execute(named.sql, named.values)]

    def _counted(self, statement: Statement) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM ({statement.sql})", statement.values
        ).fetchone()
        return int(count)

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
            return self._counted(self.newest(None, None))
        (count,) = self._connection.execute(statement.sql, statement.values).fetchone()
        return int(count)

    def _way(self, limit: int | None) -> Way:
        """The cheapest way to `limit` articles, None for all."""
        able = [c for c in self._plan.conditions if c.legs]
        bars = any(c.bars for c in self._plan.conditions)
        is_ordered = all(leg.ordered for c in able for leg in c.legs)
        if len(self._plan.conditions) <= 1 and is_ordered and not bars:
            asked = tuple(c for c in self._plan.conditions if not c.legs)
            return Way(named=tuple(able), asked=asked)
        if any(not self._rows(c) for c in able):
            able = [c for c in able if not self._rows(c)][:1]
        ways = [self._way_by(driver, limit) for driver in (None, *able)]
        return min(ways, key=lambda way: way.cost)

    def _way_by(self, driver: Condition | None, limit: int | None) -> Way:
        """The cheapest way that begins with this driver.

        Of each other condition the lists are merged with the driver's, or it is asked
        of each article: where both are long it is merged, where one is short asked.
        """
        total = max(1.0, self._everything())
        others = [c for c in self._plan.conditions if c is not driver]
        share = self._share(driver)
        for condition in others:
            share *= self._share(condition)
        part = 1.0 if limit is None else min(1.0, limit / max(share * total, 1e-9))
        named = [] if driver is None else [driver]
        asked = []
        cost = self._naming(driver, part)
        looked = total * self._share(driver) * part
        for condition in sorted(others, key=lambda c: self._share(c)):
            can_merge = bool(condition.bars) or (bool(named) and len(condition.legs) == 1)
            merging = self._naming(condition, part) if can_merge else math.inf
            asking = looked * condition.cost
            if merging < asking:
                named.append(condition)
            else:
                asked.append(condition)
            cost += min(merging, asking)
            looked *= self._share(condition)
        return Way(named=tuple(named), asked=tuple(asked), cost=cost)

    def _naming(self, condition: Condition | None, part: float) -> float:
        """Microseconds until a part of the articles of a condition is read, newest first."""
        if condition is None:
            return self._everything() * part * _READ
        legs = condition.legs or condition.bars
        if all(leg.ordered for leg in legs):
            return _BEGUN * len(legs) + self._rows(condition) * part * _READ
        return _BEGUN + self._rows(condition) * _SORTED

    def _share(self, condition: Condition | None) -> float:
        """The share of all articles that meets a condition; 1 where nobody can tell."""
        if condition is None or not (condition.legs or condition.known is not None):
            return 1.0
        return min(1.0, max(self._rows(condition), 0.5) / max(1.0, self._everything()))

    def _everything(self) -> float:
        """About how many articles there are: as many as ever came or went."""
        if self._total is None:
            self._total = float(last_change(self._connection))
        return self._total

    def _rows(self, condition: Condition) -> float:
        """About how many articles meet a condition."""
        known = self._counts.get(id(condition), condition.known)
        if known is None:
            known = sum(self._rows_of(leg) for leg in condition.legs or condition.bars)
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
        count, oldest, newest = self._connection.execute(
            f"SELECT count(*), min(key), max(key) FROM (SELECT {leg.key} AS key FROM {leg.tables}"
            f" WHERE {within} ORDER BY {leg.key} DESC LIMIT ?)",
            (*values, _PROBE),
        ).fetchone()
        if count < _PROBE:
            return float(count)
        first, last = self._span()
        spanned: float = (newest - oldest) / DAY + 1.0
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

    def _statement(self, way: Way, low: int, high: int, limit: int | None) -> Statement:
        """The keys that all that is named has in common, of which all that is asked holds, falling.

        SQLite merges what is sorted alike, without keeping it. What is asked stands
        outside of that, so that it is asked of no more articles than are needed; the
        inner LIMIT keeps SQLite from moving it in.
        """
        keys, values = "", list[Any]()
        for condition in way.named if way.named and way.named[0].legs else (_ALL, *way.named):
            for place, leg in enumerate(condition.legs or condition.bars):
                within, own = _within(leg, low, high)
                word = "DISTINCT " if leg.distinct and len(way.named) == 1 else ""
                if keys:
                    joint = "EXCEPT" if condition.bars else "UNION" if place else "INTERSECT"
                    keys += f" {joint} "
                keys += f"SELECT {word}{leg.key} AS key FROM {leg.tables} WHERE {within}"
                values += own
        keys += " ORDER BY key DESC"
        most = -1 if limit is None else limit
        ordered = sorted(way.asked, key=lambda condition: condition.cost)
        outer = [condition.predicate.format(key="named.key") for condition in ordered]
        values += [-1] if outer or self._without else []
        values += [value for condition in ordered for value in condition.values]
        if self._without:
            outer.append("named.key NOT IN (SELECT value FROM json_each(?))")
            values.append(self._without)
        if not outer:
            return Statement(sql=f"{keys} LIMIT ?", values=(*values, most))
        sql = f"SELECT key FROM ({keys} LIMIT ?) AS named WHERE {' AND '.join(outer)} LIMIT ?"
        return Statement(sql=sql, values=(*values, most))


def _within(leg: Leg, low: int, high: int) -> tuple[str, tuple[Any, ...]]:
    """A leg's WHERE for a range of keys."""
    if (low, high) == _EVERY:
        return leg.where, leg.values
    return f"{leg.where} AND {leg.key} BETWEEN ? AND ?", (*leg.values, low, high)
