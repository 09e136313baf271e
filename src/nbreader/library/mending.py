"""A page whose kept values cannot be read, made again from the file that it was read from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from nbreader.library.codec import (
    edits_of,
    pack_body,
    pack_page,
    pack_source,
    unpack_bytes,
    unpack_text,
)
from nbreader.library.database import UnreadableError, connect, index_path, transaction
from nbreader.library.index import last_change, prune, remove_files
from nbreader.library.pairs import storable
from nbreader.library.proving import TornPage, torn_page
from nbreader.library.store import Library, importers_lock
from nbreader.model import Article, Edit, Page

# What a file's bytes make with these corrections, None if they make no page.
Reread = Callable[[bytes, str, tuple[Edit, ...]], Page | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A page that was read again, and the bytes that it was read from."""

    data: bytes
    page: Page


@contextmanager
def opened_to_mend(path: Path) -> Iterator[Library]:
    """The library to be written, whatever its index is; LibraryBusyError while somebody adds."""
    with importers_lock(path, 0), closing(connect(path, mode="rw")) as connection:
        yield Library(path, connection)


def read_again(library: Library, torn: TornPage, reread: Reread) -> Again | None:
    """A torn page as this program reads it, with the corrections that are kept of it.

    Its bytes come from the library, or from the file itself where it still is as it
    was; None where they are nowhere any more, or make no page.
    """
    data = _bytes_of(library.connection, torn)
    if data is None:
        return None
    page = reread(data, torn.path, _edits_of(library.connection, torn.number))
    return None if page is None else Again(data=data, page=page)


def mend_in_place(library: Library, torn: TornPage, again: Again) -> TornPage | None:
    """Put back what a page has lost; what is still torn, None if all can be read again.

    The file's bytes are put back in any case, texts and structures where the page is
    read as it was by the program that saved it.
    """
    connection = library.connection
    with library.reading(), transaction(connection):
        if not torn.has_source:
            connection.execute(
                "UPDATE page SET bytes = ?, text = ? WHERE id = ?",
                (*pack_source(again.data, again.page.source), torn.number),
            )
        if _is_the_same(connection, torn, again.page):
            _keep_structure(connection, torn, pack_page(again.page))
            for key, article in zip(
                _keys_of(connection, torn.number), again.page.articles, strict=True
            ):
                if key in torn.articles:
                    _keep_body(connection, key, article, again.page.id)
    return torn_page(connection, torn.number, deep=torn.values)


def make_readable(library: Library, torn: TornPage, again: Again) -> None:
    """Fill in what a page has lost, for the moment, and have it read again when it is added.

    An article that is torn is what now stands in its place. The index does not know
    the words that are gone: it is made anew.
    """
    connection, found = library.connection, again.page.articles
    with library.reading(), transaction(connection):
        _keep_structure(connection, torn, pack_page(Page(id="", source=again.page.source)))
        for place, key in enumerate(_keys_of(connection, torn.number)):
            if key in torn.articles:
                article = found[place] if place < len(found) else Article(id="")
                _keep_body(connection, key, article, again.page.id)
                connection.execute(
                    "UPDATE article SET characters = ? WHERE key = ?", (len(article.text), key)
                )
        if not _edits_of(connection, torn.number):
            connection.execute("UPDATE page SET edits = '[]' WHERE id = ?", (torn.number,))
        connection.execute("UPDATE page SET version = '' WHERE id = ?", (torn.number,))
        connection.execute("UPDATE article SET jump = NULL WHERE page = ?", (torn.number,))
    if torn.articles:
        forget_index(library)


def forget_index(library: Library) -> None:
    """Have the index made anew by who opens the library to write next."""
    with library.reading(), transaction(library.connection):
        prune(library.connection, last_change(library.connection))
    remove_files(index_path(library.path))


def _bytes_of(connection: sqlite3.Connection, torn: TornPage) -> bytes | None:
    """The bytes that a page was read from; None where they are nowhere any more."""
    (packed,) = connection.execute("SELECT bytes FROM page WHERE id = ?", (torn.number,)).fetchone()
    with suppress(UnreadableError):
        if sha256(data := unpack_bytes(packed)).hexdigest() == torn.sha256:
            return data
    with suppress(OSError, ValueError):
        if sha256(data := Path(torn.path).read_bytes()).hexdigest() == torn.sha256:
            return data
    return None


def _edits_of(connection: sqlite3.Connection, number: int) -> tuple[Edit, ...]:
    (kept,) = connection.execute("SELECT edits FROM page WHERE id = ?", (number,)).fetchone()
    try:
        return edits_of(kept)
    except UnreadableError:
        return ()


def _is_the_same(connection: sqlite3.Connection, torn: TornPage, page: Page) -> bool:
    """Tell whether a page is read as it was, as far as the library can still tell."""
    rows = connection.execute(
        "SELECT key, characters, headline, body.text FROM article LEFT JOIN body USING (key)"
        " WHERE page = ? ORDER BY place",
        (torn.number,),
    ).fetchall()
    return len(rows) == len(page.articles) and all(
        (characters, headline) == (len(article.text), storable(article.title))
        and (key in torn.articles or unpack_text(text) == article.text)
        for (key, characters, headline, text), article in zip(rows, page.articles, strict=True)
    )


def _keys_of(connection: sqlite3.Connection, number: int) -> list[int]:
    rows = connection.execute("SELECT key FROM article WHERE page = ? ORDER BY place", (number,))
    return [key for (key,) in rows]


def _keep_structure(connection: sqlite3.Connection, torn: TornPage, packed: bytes) -> None:
    if not torn.has_structure:
        connection.execute("UPDATE page SET structure = ? WHERE id = ?", (packed, torn.number))


def _keep_body(connection: sqlite3.Connection, key: int, article: Article, page_id: str) -> None:
    connection.execute(
        "INSERT INTO body (key, keywords, tables, head, text, structure)"
        " VALUES (?1, '', '', ?2, ?3, ?4)"
        " ON CONFLICT DO UPDATE SET head = ?2, text = ?3, structure = ?4",
        (key, *pack_body(article, page_id)),
    )
