"""The index beside the library: made from it, behind it for a moment, never ahead.

The library writes a change for each article that comes or goes, in the same
transaction. Only when that is committed does the index take the changes over,
in one transaction of its own that moves its watermark. So a crash between the
two leaves an index that is behind, and the next writer catches it up.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from nbreader.library.codec import unpack_text
from nbreader.library.database import UnreadableError, address, index_path, told, transaction
from nbreader.library.marks import MarkChanges, Marks, drop_marks, write_marks
from nbreader.library.pairs import chars_of, pairs_of
from nbreader.library.schema import INDEX_ID, INDEX_VERSION, create_index
from nbreader.library.tokens import fold_text

Progress = Callable[[int, int], None]  # articles done, articles in all

CHUNK = 20_000  # articles a transaction when the index is made anew
_FEW = 4_000  # articles; in fewer nothing is slow
_SAMPLE = 4_000  # articles that tell which pairs are common
_COMMON, _STILL_COMMON = 1 / 16, 1 / 20  # the share of articles that hold a common pair
_CACHE_KB = 64 * 1024
# What SQLite says of a file that is none of its own, is torn, or lacks a table.
_UNFIT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
BUILDING = -1  # the watermark of an index that is being made anew


class Index:
    """The index of a library that is open to write."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        library: sqlite3.Connection,
        library_path: Path,
    ) -> None:
        self.path = path
        self.connection = connection
        self._library = library
        self._library_path = library_path
        self._marks = MarkChanges(connection)
        self._common = common_pairs(connection)

    @property
    def watermark(self) -> int:
        """The last change that is in the index."""
        (watermark,) = self.connection.execute("SELECT watermark FROM state").fetchone()
        return int(watermark)

    @property
    def lag(self) -> int:
        """How many changes of the library are not in the index."""
        return self._last_change() - self.watermark

    def catch_up(self, progress: Progress | None = None) -> None:
        """Take over all changes that the library has and the index has not."""
        with told(self.path):
            if self.watermark == BUILDING:
                self._build(progress)
            last = self._last_change()
            if last > self.watermark:
                with self._changing():
                    self._take_over(self.watermark)
                    self.connection.execute("UPDATE state SET watermark = ?", (last,))

    @property
    def is_unsettled(self) -> bool:
        """Whether so much was added since it was last put in order that it is worth doing again."""
        (settled,) = self.connection.execute("SELECT settled FROM state").fetchone()
        ((articles,),) = self._read("SELECT count(*) FROM article")
        return bool(articles >= max(CHUNK, 2 * settled))

    def optimise(self) -> None:
        """Put it in order: one segment, and marks for the pairs that are common by now."""
        with told(self.path):
            self.connection.execute("INSERT INTO pairs(pairs) VALUES ('optimize')")
            ((articles,),) = self._read("SELECT count(*) FROM article")
            with transaction(self.connection):
                self._settle_pairs(articles)
                self.connection.execute("UPDATE state SET settled = ?", (articles,))
            self.connection.execute("VACUUM")  # what was merged leaves as much room again
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def _build(self, progress: Progress | None) -> None:
        """Index articles in the order of their keys, from where an earlier build stopped."""
        (built,) = self.connection.execute("SELECT built FROM state").fetchone()
        last = self._last_change()
        ((total,),) = self._read("SELECT count(*) FROM article")
        done = 0
        if built is not None:
            ((done,),) = self._read("SELECT count(*) FROM article WHERE key <= ?", built)
        while True:
            rows = list(
                self._read(
                    "SELECT key, text FROM body WHERE ? IS NULL OR key > ? ORDER BY key LIMIT ?",
                    *(built, built, CHUNK),
                )
            )
            if not rows:
                break
            with self._changing():
                self._add((key, self._unpack(text)) for key, text in rows)
                built = rows[-1][0]
                self.connection.execute("UPDATE state SET built = ?", (built,))
            done += len(rows)
            if progress is not None:
                progress(done, total)
        self.connection.execute("UPDATE state SET watermark = ?, built = NULL", (last,))

    def _settle_pairs(self, articles: int) -> None:
        """Give marks to pairs that have become common, and take those of others away."""
        shares = self._shares_of_pairs(articles) if articles >= _FEW else {}
        common = {pair for pair, share in shares.items() if share >= _COMMON}
        common |= {pair for pair in self._common if shares.get(pair, 0) >= _STILL_COMMON}
        for pair in self._common - common:
            drop_marks(self.connection, pair)
        for pair in common - self._common:
            rows = self.connection.execute(
                "SELECT rowid FROM pairs WHERE pairs MATCH ?", (f'"{pair}"',)
            )
            write_marks(self.connection, pair, Marks.of(key for (key,) in rows))
        self.connection.execute("DELETE FROM common")
        self.connection.executemany("INSERT INTO common VALUES (?)", ((pair,) for pair in common))
        self._common = frozenset(common)

    def _shares_of_pairs(self, articles: int) -> dict[str, float]:
        """The share of articles that hold a pair, of some that lie evenly over the years."""
        rows = self._read(
            "SELECT text FROM body WHERE key IN (SELECT key FROM (SELECT key,"
            " row_number() OVER (ORDER BY key) AS place FROM article) WHERE place % ? = 0)",
            max(1, articles // _SAMPLE),
        )
        seen, counts = 0, Counter[str]()
        for (text,) in rows:
            counts.update(_two(pairs_of(fold_text(self._unpack(text)))))
            seen += 1
        return {pair: count / seen for pair, count in counts.items()}

    def _take_over(self, watermark: int) -> None:
        """Bring every article that changed to what the library has now, in key order.

        Of several changes of one article the first says what the index holds of it.
        """
        rows = self._read(
            "SELECT change.key, change.was, body.text FROM change"
            " LEFT JOIN body ON body.key = change.key"
            " WHERE change.number IN"
            " (SELECT min(number) FROM change WHERE number > ? GROUP BY key)"
            " ORDER BY change.key",
            watermark,
        )
        for key, was, text in rows:
            if was == text:
                continue
            if was is not None:
                self._forget(key, self._unpack(was))
            if text is not None:
                self._add([(key, self._unpack(text))])

    # What is read of the library; its damage is told of the library, not of the index.

    def _last_change(self) -> int:
        with told(self._library_path):
            return last_change(self._library)

    def _read(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with told(self._library_path):
            yield from self._library.execute(sql, values)

    def _unpack(self, packed: bytes) -> str:
        with told(self._library_path):
            return unpack_text(packed)

    def _add(self, texts: Iterable[tuple[int, str]]) -> None:
        cursor = self.connection.cursor()
        for key, text in texts:
            folded = fold_text(text)
            pairs = pairs_of(folded)
            cursor.execute("INSERT INTO pairs(rowid, t) VALUES (?, ?)", (key, pairs))
            self._marks.add(key, self._marked(folded, pairs))

    def _forget(self, key: int, text: str) -> None:
        folded = fold_text(text)
        pairs = pairs_of(folded)
        self.connection.execute(
            "INSERT INTO pairs(pairs, rowid, t) VALUES ('delete', ?, ?)", (key, pairs)
        )
        self._marks.remove(key, self._marked(folded, pairs))

    def _marked(self, folded: str, pairs: str) -> frozenset[str]:
        """The tokens of a text that have marks."""
        chars = chars_of(folded)
        return chars | self._common.intersection(pairs.split(" ")) if self._common else chars

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction that writes the marks at its end."""
        self._marks.clear()
        with transaction(self.connection):
            yield
            self._marks.write()


def common_pairs(index: sqlite3.Connection) -> frozenset[str]:
    """The pairs that have marks."""
    return frozenset(pair for (pair,) in index.execute("SELECT pair FROM common"))


def _two(pairs: str) -> set[str]:
    """The different pairs of a text, without the single characters at the ends of runs."""
    return {pair for pair in pairs.split(" ") if len(pair) == 2}


def last_change(library: sqlite3.Connection) -> int:
    """The number of the library's last change, 0 for none."""
    row = library.execute("SELECT seq FROM sqlite_sequence WHERE name = 'change'").fetchone()
    return row[0] if row else 0


def fact(library: sqlite3.Connection, name: str) -> str:
    """A single fact of the library, "" if it is not there."""
    row = library.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def pruned(library: sqlite3.Connection) -> int:
    """Changes up to this one are forgotten; UnreadableError where the fact is no number."""
    value = fact(library, "pruned")
    try:
        return int(value or 0)
    except (ValueError, TypeError) as error:
        raise UnreadableError from error


def prune(library: sqlite3.Connection, watermark: int) -> None:
    """Forget the changes that the index has taken over; inside a transaction."""
    if watermark == BUILDING:
        return
    library.execute("DELETE FROM change WHERE number <= ?", (watermark,))
    library.execute("UPDATE fact SET value = ? WHERE name = 'pruned'", (str(watermark),))


def open_index(library: sqlite3.Connection, library_path: Path) -> Index:
    """The index of this library, fit for it: made where it is missing, damaged or another's.

    It is not caught up yet.
    """
    path = index_path(library_path)
    with told(library_path):
        born, folding = fact(library, "born"), fact(library, "folding")
        trouble = trouble_of(library, path)
    with told(path):
        if trouble:
            remove_files(path)
        connection = _connected(path)
        try:
            if _is_empty(connection):
                create_index(connection, born, folding)
        except BaseException:
            connection.close()
            raise
    return Index(path, connection, library, library_path)


def trouble_of(library: sqlite3.Connection, path: Path) -> str:
    """Why the index must be made anew: "missing", "damaged" or "", which is no reason.

    Ahead of the library, or without changes that the library no longer has, is
    damaged too: one of the two files was put back from a copy. An index that cannot
    be read just now, because it is locked or there is no right to, is not damaged:
    BadDataError.
    """
    if not path.exists() or path.stat().st_size == 0:
        return "missing"
    state = _state_of(path)
    if state is None:
        return "damaged"
    owner, folding, watermark = state
    if (owner, folding) != (fact(library, "born"), fact(library, "folding")):
        return "damaged"
    if watermark != BUILDING and not (pruned(library) <= watermark <= last_change(library)):
        return "damaged"
    return ""


def _state_of(path: Path) -> tuple[str, str, int] | None:
    """Whose index it is, how it folds, and its watermark; None for no index of today's."""
    with told(path):
        try:
            return _read_state(path)
        except (TypeError, ValueError):  # a row that is not there, a page that is no text
            return None
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _UNFIT:
                return None
            raise


def _read_state(path: Path) -> tuple[str, str, int] | None:
    with closing(sqlite3.connect(address(path, "ro"), uri=True, timeout=15)) as index:
        known = index.execute("PRAGMA application_id").fetchone() == (INDEX_ID,)
        version = index.execute("PRAGMA user_version").fetchone()
        if not known or version != (INDEX_VERSION,):
            return None
        owner, folding, watermark, *others = index.execute(
            "SELECT library, folding, watermark, coalesce(built, 0), settled FROM state"
        ).fetchone()
        if not all(isinstance(number, int) for number in (watermark, *others)):
            return None
        index.execute("SELECT count(*) FROM pairs WHERE pairs MATCH '\"的 的\"'").fetchone()
        index.execute("SELECT token, block, articles, bits FROM mark LIMIT 1").fetchone()
        index.execute("SELECT pair FROM common LIMIT 1").fetchone()
    return owner, folding, watermark


def remove_files(path: Path) -> None:
    """Take away an index with what SQLite keeps beside it."""
    for name in (f"{path.name}-wal", f"{path.name}-shm", path.name):
        with suppress(FileNotFoundError):
            path.with_name(name).unlink()


def pending(library: sqlite3.Connection, path: Path) -> int | None:
    """How many changes the index has still to take over; None where it must be made anew."""
    if trouble_of(library, path):
        return None
    with closing(sqlite3.connect(address(path, "ro"), uri=True, timeout=15)) as index:
        watermark, built = index.execute("SELECT watermark, built FROM state").fetchone()
    if watermark == BUILDING:
        (rest,) = library.execute(
            "SELECT count(*) FROM article WHERE ? IS NULL OR key > ?", (built, built)
        ).fetchone()
    else:
        (rest,) = library.execute(
            "SELECT count(DISTINCT key) FROM change WHERE number > ?", (watermark,)
        ).fetchone()
    return int(rest)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(address(path, "rwc"), uri=True, timeout=15, isolation_level=None)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(tables == 0)
