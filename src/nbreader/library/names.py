"""The folded names of a table in memory, so that a name's middle is found at once.

SQLite finds the middle of a name by looking at all. One string of all names is
looked through fifty times faster, but must be read first: that is worth it for
who asks again and again, as a person does who types.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_BETWEEN = "\n"  # in no folded name: white space folds away


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A table's names in a row, where each begins, and whose it is."""

    text: str
    starts: Sequence[int]
    ids: Sequence[int]


class Names:
    """Names of a library that is open to read, for as long as nobody changes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = (-1, -1)
        self._held: dict[str, _Held | None] = {}

    def find(self, table: str, column: str, word: str) -> list[int]:
        """The ids in `column` of the names of a table that hold a folded word.

        They are read into memory when the same library is asked for the second time.
        """
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        version = (others, self._connection.total_changes)
        if version != self._version:
            self._version, self._held = version, {}
        if table not in self._held:
            self._held[table] = None
            rows = self._connection.execute(
                f"SELECT DISTINCT {column} FROM {table} WHERE instr(folded, ?)", (word,)
            )
            return [number for (number,) in rows]
        held = self._held[table] = self._held[table] or self._read(table, column)
        return list(dict.fromkeys(_holding(held, word)))

    def _read(self, table: str, column: str) -> _Held:
        rows = self._connection.execute(f"SELECT folded, {column} FROM {table}").fetchall()
        return _Held(
            text=_BETWEEN.join(name for name, _ in rows),
            starts=[0, *accumulate(len(name) + len(_BETWEEN) for name, _ in rows)],
            ids=[number for _, number in rows],
        )


def _holding(held: _Held, word: str) -> Sequence[int]:
    found = []
    at = held.text.find(word)
    while at >= 0:
        place = bisect_right(held.starts, at) - 1
        found.append(held.ids[place])
        at = held.text.find(word, held.starts[place + 1])
    return found
