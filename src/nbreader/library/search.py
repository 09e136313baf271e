"""A query asked of the library: the newest articles that match, and how many there are."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from nbreader.errors import BadDataError
from nbreader.library.asking import Conditions, Known
from nbreader.library.database import (
    NoIndexError,
    address,
    index_path,
    is_torn,
    told,
)
from nbreader.library.finds import Finds, Found
from nbreader.library.index import BUILDING, pruned, trouble_of
from nbreader.library.initials import with_initials
from nbreader.library.keys import BITS, date_of, keys_of, keys_of_undated
from nbreader.library.names import Names
from nbreader.library.opened import Opened
from nbreader.library.plan import Plan, Planner, Statement, make_plan
from nbreader.library.store import Library
from nbreader.library.syntax import Query

__all__ = ["Count", "Found", "Interrupted", "Known", "Results", "Search"]

_BATCH = 64  # candidates that are looked at together


class Interrupted(Exception):  # noqa: N818  # no error: somebody asked for it
    """The search was given up because `Search.interrupt` was called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Some hits, newest first. `next_before` leads to the next ones; None: there are no more.

    `pending` are articles that the index does not know yet, which are not among them.
    """

    hits: tuple[Found, ...]
    next_before: int | None
    pending: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many articles match: this many, or if it is not `exact` at least so many."""

    number: int
    exact: bool


class Search(Opened):
    """Searches of a library that is open to read, from one thread.

    Only `interrupt` may be called from another.
    """

    def __init__(self, library: Library) -> None:
        """A search that borrows the library's connection, as long as that is open."""
        self._library = library
        self._owned = False
        self._stopped = False
        self._names = Names(library.connection)
        self._conditions: Conditions | None = None  # of what was asked last
        _attach_index(library)

    @classmethod
    def open(cls, path: Path) -> Self:
        """A search with its own connection; BadDataError as for `Library.open`."""
        library = Library.open(path)
        try:
            search = cls(library)
        except BaseException:
            library.close()
            raise
        search._owned = True
        return search

    @property
    def library(self) -> Library:
        """The library that is searched, for lists and articles on the same connection."""
        return self._library

    def find(
        self,
        query: Query,
        *,
        limit: int = 20,
        before: int | None = None,
        known: Known | None = None,
    ) -> Results:
        """The newest articles that match, up to `limit`, of those with keys below `before`.

        An empty query finds all. BadDataError where the index is missing or damaged.
        """
        with self._reading() as pending:
            asked = self._asked(query, known, pending)
            hits = []
            for found in asked.hits(limit + 1, before):
                self._check()
                hits.append(found)
                if len(hits) > limit:
                    break
            more = len(hits) > limit
            return Results(
                hits=tuple(hits[:limit]),
                next_before=hits[limit - 1].row.key if more else None,
                pending=len(pending),
            )

    def count(self, query: Query, *, cap: int | None = None, known: Known | None = None) -> Count:
        """How many articles match; with `cap` it stops there."""
        with self._reading() as pending:
            asked = self._asked(query, known, pending)
            if asked.plan.exact:
                if cap is None:
                    return Count(number=asked.planner.count(), exact=True)
                number = asked.planner.count_up_to(cap + 1)
                return Count(number=min(number, cap), exact=number <= cap)
            number = 0
            for _ in asked.matching():
                self._check()
                number += 1
                if cap is not None and number > cap:
                    return Count(number=cap, exact=False)
            return Count(number=number, exact=True)

    def ids(
        self, query: Query, *, limit: int | None = None, known: Known | None = None
    ) -> tuple[str, ...]:
        """The ids of the articles that match, newest first."""
        with self._reading() as pending:
            asked = self._asked(query, known, pending)
            if asked.plan.exact:
                statement = asked.planner.newest(limit, None)
                rows = self._library.connection.execute(
                    f"SELECT name FROM ({statement.sql}) AS named"
                    " CROSS JOIN article ON article.key = named.key ORDER BY article.key DESC",
                    statement.values,
                )
                return tuple(name for (name,) in rows)
            keys = sorted(self._keys(asked), reverse=True)[:limit]
            names = dict(
                self._library.connection.execute(
                    "SELECT key, name FROM article WHERE key IN (SELECT value FROM json_each(?))",
                    (json.dumps(keys),),
                ).fetchall()
            )
            return tuple(names[key] for key in keys if key in names)

    def counts_by(
        self,
        query: Query,
        by: str,
        *,
        year: int | None = None,
        month: int | None = None,
        undated: bool = False,
        known: Known | None = None,
    ) -> tuple[tuple[str, int], ...]:
        """How many articles match `by` "year", "month", "issue" or "page", the newest first.

        A year is "2026", a month "2026-03", undated ones are ""; issue and page are their ids.
        Only those with a hit are named. `year`, `month` and `undated` narrow it down.
        """
        with self._reading() as pending:
            asked = self._asked(query, known, pending, _range(year, month, undated))
            if by in ("issue", "page"):
                return self._by_paper(asked, by)
            length = {"year": 4, "month": 7}[by]
            first = keys_of(None, None)[0] >> BITS
            counts: Counter[str] = Counter()
            for day, number in self._by_day(asked).items():
                counts["" if day < first else date_of(day).isoformat()[:length]] += number
            return tuple(sorted(counts.items(), reverse=True))

    def interrupt(self) -> None:
        """Make what runs at this moment, or else the next call, raise Interrupted.

        From any thread.
        """
        self._stopped = True
        self._library.connection.interrupt()

    def close(self) -> None:
        """Let go of the files, if they were opened for this search."""
        if self._owned:
            self._library.close()

    def tell(self, error: BaseException | None) -> None:
        """As the library tells."""
        self._library.tell(error)

    def _asked(
        self,
        query: Query,
        known: Known | None,
        pending: frozenset[int],
        within: tuple[int, int] | None = None,
    ) -> _Asked:
        asked = _Asked(
            self._library.connection, query, known or Known(), self._names, pending, within
        )
        self._conditions = asked.conditions
        return asked

    def _keys(self, asked: _Asked) -> set[int]:
        """The keys of the articles that match, where what the tables name is not exact."""
        keys = set()
        for key in asked.matching():
            self._check()
            keys.add(key)
        return keys

    def _named(self, asked: _Asked) -> Statement:
        """The keys of the articles that match, as SQL: many of them had better stay in SQLite."""
        if asked.plan.exact:
            return asked.planner.newest(None, None)
        keys = json.dumps(sorted(self._keys(asked)))
        return Statement(sql="SELECT value AS key FROM json_each(?)", values=(keys,))

    def _by_day(self, asked: _Asked) -> Counter[int]:
        if asked.plan.exact:
            return asked.planner.count_by_day()
        return Counter(key >> BITS for key in self._keys(asked))

    def _by_paper(self, asked: _Asked, by: str) -> tuple[tuple[str, int], ...]:
        named = self._named(asked)
        order = "coalesce(day, -1e9) DESC, issue.id DESC" if by == "issue" else "page.id DESC"
        rows = self._library.connection.execute(
            f"SELECT {by}.name, count(*) FROM ({named.sql}) AS named"
            f" CROSS JOIN article ON article.key = named.key JOIN {by} ON {by}.id = article.{by}"
            f" GROUP BY {by}.id ORDER BY {order}",
            named.values,
        )
        return tuple((name, number) for name, number in rows)

    def _check(self) -> None:
        if self._stopped:
            raise Interrupted

    def _begin(self) -> frozenset[int]:
        """Begin to read; gives the keys that the index lacks."""
        connection = self._library.connection
        for _ in range(2):
            _attach_index(self._library)
            connection.execute("BEGIN")
            try:
                lacking = _pending(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            if lacking is not None:
                return lacking
            # Another program has made the index anew; ours is a file that is gone.
            connection.execute("ROLLBACK")
            connection.execute("DETACH shelf")
        raise _no_index(self._library, "damaged")

    @contextmanager
    def _reading(self) -> Iterator[frozenset[int]]:
        """One view of both files for the whole search; gives the keys that the index lacks."""
        connection = self._library.connection
        try:
            with self._library.reading():
                lacking = self._begin()
                try:
                    self._check()
                    yield lacking
                    self._check()  # what was stopped between two statements
                except sqlite3.DatabaseError as error:
                    made = self._conditions
                    is_known = made is not None and made.is_torn
                    if is_known or (is_torn(error) and _is_of_index(connection)):
                        raise BadDataError(
                            f"资料库 {self._library.path} 的索引坏了，用 nbreader check 重建。"
                        ) from error
                    raise
                finally:
                    connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from error
            raise
        finally:
            self._stopped = False


class _Asked:
    """One query with its plan, and the articles that it finds."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        known: Known,
        names: Names,
        pending: frozenset[int],
        within: tuple[int, int] | None,
    ) -> None:
        query = with_initials(query, connection)
        made = self.conditions = Conditions(connection, known, names)
        plan = make_plan(query, made)
        if within is not None:
            plan = Plan(
                conditions=plan.conditions,
                low=max(plan.low, within[0]),
                high=min(plan.high, within[1]),
            )
        self.plan = plan
        without = json.dumps(sorted(pending)) if pending else ""
        self.planner = Planner(connection, plan, without)
        self._connection = connection
        self._finds = Finds(connection, query, known, tuple(made.organisations.values()))

    def hits(self, limit: int, before: int | None) -> Iterator[Found]:
        """Hits, newest first."""
        for keys in self._candidates(limit, before, min(limit, _BATCH)):
            yield from self._finds.hits(keys)

    def matching(self) -> Iterator[int]:
        """The keys of all articles that match, each looked at."""
        for keys in self._candidates(None, None, _BATCH):
            yield from self._finds.matching(keys)

    def _candidates(self, limit: int | None, before: int | None, batch: int) -> Iterator[list[int]]:
        """Keys that the tables name, falling; more than `limit` where they may not match."""
        statement = self.planner.newest(limit if self.plan.exact else None, before)
        cursor = self._connection.execute(statement.sql, statement.values)
        while rows := cursor.fetchmany(batch):
            yield [key for (key,) in rows]


def _attach_index(library: Library) -> None:
    path = index_path(library.path)
    names = {row[1] for row in library.connection.execute("PRAGMA database_list")}
    if "shelf" in names:
        return
    with library.reading():
        trouble = trouble_of(library.connection, path)
    if trouble:
        raise _no_index(library, trouble)
    with told(path):
        library.connection.execute("ATTACH ? AS shelf", (address(path, "ro"),))
        library.connection.execute("PRAGMA shelf.cache_size = -65536")


def _is_of_index(connection: sqlite3.Connection) -> bool:
    """Whether damage that a search met is none of the library's."""
    from nbreader.library.proving import file_damage

    return not file_damage(connection)


def _no_index(library: Library, trouble: str) -> NoIndexError:
    why = "还没有建好" if trouble == "missing" else "坏了"
    return NoIndexError(f"资料库 {library.path} 的索引{why}，建好才能搜索。")


def _pending(connection: sqlite3.Connection) -> frozenset[int] | None:
    """The keys of articles whose last change the index has not taken over.

    None where the library has forgotten changes that the index has not.
    """
    # The library's view is taken first: then the index may be ahead of it by what was
    # saved in between, but never behind it without a change to show for it.
    connection.execute("SELECT 1 FROM fact").fetchone()
    watermark, built = connection.execute("SELECT watermark, built FROM shelf.state").fetchone()
    if watermark == BUILDING:
        rows = connection.execute("SELECT key FROM body WHERE ? IS NULL OR key > ?", (built, built))
    elif watermark < pruned(connection):
        return None
    else:
        rows = connection.execute("SELECT key FROM change WHERE number > ?", (watermark,))
    return frozenset(key for (key,) in rows)


def _range(year: int | None, month: int | None, undated: bool) -> tuple[int, int] | None:
    if undated:
        return keys_of_undated()
    if year is None:
        return None
    first = date(year, month or 1, 1)
    if month is None:
        return keys_of(first, date(year, 12, 31))
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else None
    low, _ = keys_of(first, None)
    return low, keys_of(None, None)[1] if following is None else keys_of(following, None)[0] - 1
