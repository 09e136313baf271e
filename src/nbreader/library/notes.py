"""What the reader does with the library: short transactions beside any import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from nbreader.library.database import OpenFile, connect, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A query that the reader keeps, under a name."""

    name: str
    query: str
    added: datetime  # UTC


class Notes(OpenFile):
    """Reading state and saved searches, to be changed. It belongs to the thread that opened it.

    It needs no importer's lock: each call waits for what is just being saved, a
    fraction of a second, and holds nothing afterwards.
    """

    @classmethod
    def open(cls, path: Path) -> Self:
        """The notes of the library at `path`, which must be there; BadDataError if it is not."""
        return cls(path, connect(path, mode="rw"))

    def mark_read(self, article_ids: Iterable[str], read: bool = True) -> None:
        """Keep that articles were read, or are to be read again; unknown ids are passed over."""
        with self.reading(), transaction(self.connection):
            self.connection.executemany(
                "INSERT INTO reading (article, is_read) SELECT key, ?2 FROM article WHERE name = ?1"
                " ON CONFLICT DO UPDATE SET is_read = ?2",
                [(name, read) for name in article_ids],
            )

    def keep_place(self, article_id: str, paragraph: int, offset: int = 0) -> None:
        """Keep the last passage of an article, and that it was open last."""
        with self.reading(), transaction(self.connection):
            self.connection.execute(
                "INSERT INTO reading (article, is_read, paragraph, at)"
                " SELECT key, 0, ?2, ?3 FROM article WHERE name = ?1"
                " ON CONFLICT DO UPDATE SET paragraph = ?2, at = ?3",
                (article_id, paragraph, offset),
            )
            self.connection.execute("INSERT OR REPLACE INTO fact VALUES ('open', ?)", (article_id,))

    def save_search(self, name: str, query: str, added: datetime | None = None) -> None:
        """Keep a query under a name; one of that name is replaced and keeps its place.

        `added` is when (UTC), where it is not now: one that was taken out is put back.
        """
        with self.reading(), transaction(self.connection):
            self.connection.execute(
                "INSERT INTO saved_search (name, query, added) VALUES (?1, ?2, ?3)"
                " ON CONFLICT DO UPDATE SET query = ?2",
                (name, query, (added or datetime.now(UTC)).isoformat(timespec="seconds")),
            )

    def remove_search(self, name: str) -> None:
        """Forget a saved search."""
        with self.reading(), transaction(self.connection):
            self.connection.execute("DELETE FROM saved_search WHERE name = ?", (name,))


def place_of(library: OpenFile, article_id: str) -> tuple[int, int] | None:
    """The last passage of an article: a paragraph, and a character in it; None if it has none."""
    row = library.connection.execute(
        "SELECT paragraph, at FROM reading JOIN article ON key = article WHERE name = ?",
        (article_id,),
    ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1])


def open_article(library: OpenFile) -> str:
    """The id of the article that was read last, "" if that is not known or it is gone."""
    row = library.connection.execute(
        "SELECT value FROM fact JOIN article ON article.name = value WHERE fact.name = 'open'"
    ).fetchone()
    return "" if row is None else row[0]


def saved_searches(library: OpenFile) -> tuple[SavedSearch, ...]:
    """The saved searches, the oldest first."""
    rows = library.connection.execute(
        "SELECT name, query, added FROM saved_search ORDER BY added, name"
    )
    return tuple(
        SavedSearch(name=name, query=query, added=datetime.fromisoformat(added))
        for name, query, added in rows
    )
