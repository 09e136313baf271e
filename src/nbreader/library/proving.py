"""Whether a library is whole: its file, its references, and all that its pages keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from nbreader.library.codec import jump_of, sizes_of, unpack_bytes, unpack_page, unpack_text
from nbreader.library.database import MISREAD, UnreadableError
from nbreader.library.index import fact, last_change
from nbreader.library.listing import ARTICLE_ROWS, article_row_of
from nbreader.library.loading import figures_of, mentions_of, page_of

Progress = Callable[[int, int], None]  # pages done, pages in all

# Counts that are kept, and what they count.
COUNTS = (
    ("issue", "pages", "SELECT count(*) FROM page WHERE issue = issue.id"),
    ("issue", "articles", "SELECT count(*) FROM article WHERE issue = issue.id"),
    ("metric", "figures", "SELECT count(*) FROM figure WHERE metric = metric.id"),
    ("subject", "figures", "SELECT count(*) FROM figure WHERE subject = subject.id"),
    (
        "organisation",
        "mentions",
        "SELECT count(*) FROM mention WHERE organisation = organisation.id AND is_sure",
    ),
    (
        "organisation",
        "articles",
        "SELECT count(DISTINCT article) FROM mention"
        " WHERE organisation = organisation.id AND is_sure",
    ),
)
_STEP = 100  # pages between two words about the progress


@dataclass(frozen=True, slots=True, kw_only=True)
class TornPage:
    """A page that cannot be read whole.

    `articles` are those, by their row keys, whose text or structure cannot be read or
    is missing; `has_source` tells whether the file's bytes are what they were.
    `values`: something else of it cannot be read, such as a figure, or it was made empty
    and has still to be read again.
    """

    number: int
    page_id: str
    path: str
    sha256: str
    has_source: bool
    has_structure: bool
    articles: tuple[int, ...] = ()
    values: bool = False


def is_whole(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing is damaged that can be: it takes minutes for a million articles."""
    try:
        return (
            not file_damage(connection, deep=True)
            and not missing_rows(connection)
            and next(wrong_counts(connection), None) is None
            and int(fact(connection, "pruned")) <= last_change(connection)
            and next(torn_pages(connection, deep=True), None) is None
        )
    except (sqlite3.Error, UnreadableError, *MISREAD):
        return False


def file_damage(connection: sqlite3.Connection, *, deep: bool = False) -> tuple[str, ...]:
    """What SQLite finds wrong with the file, a few of it; `deep` compares all indices too."""
    check = "integrity_check" if deep else "quick_check"
    try:
        rows = connection.execute(f"PRAGMA main.{check}(5)").fetchall()
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return () if rows == [("ok",)] else tuple(str(row[0]) for row in rows)


def missing_rows(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Tables with a row that points to none, each with the table it points to; a few of them."""
    rows = connection.execute("PRAGMA main.foreign_key_check").fetchmany(5)
    return tuple((table, parent) for table, _, parent, _ in rows)


def wrong_counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The columns that keep counts, with how many of them are wrong."""
    for table, column, counted in COUNTS:
        (wrong,) = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} IS NOT ({counted})"
        ).fetchone()
        if wrong:
            yield f"{table}.{column}", wrong


def torn_pages(
    connection: sqlite3.Connection, *, deep: bool = False, progress: Progress | None = None
) -> Iterator[TornPage]:
    """Every page that cannot be read whole: all that is packed is unpacked and measured.

    With `deep` all else that is read of a page and its articles is read too. The file
    itself is whole; where it is not, sqlite3.DatabaseError.
    """
    (total,) = connection.execute("SELECT count(*) FROM page").fetchone()
    numbers = connection.execute("SELECT id FROM page ORDER BY id").fetchall()
    for done, (number,) in enumerate(numbers):
        if progress is not None and done % _STEP == 0:
            progress(done, total)
        torn = torn_page(connection, number, deep=deep)
        if torn is not None:
            yield torn
    if progress is not None:
        progress(total, total)


def torn_page(
    connection: sqlite3.Connection, number: int, *, deep: bool = False
) -> TornPage | None:
    """What is torn of the page of a row, None if nothing is: see `torn_pages`."""
    name, path, known, encoding, version, structure, data, text = connection.execute(
        "SELECT name, path, sha256, encoding, version, structure, bytes, text FROM page"
        " WHERE id = ?",
        (number,),
    ).fetchone()
    rows = connection.execute(
        "SELECT article.key, characters, body.text, structure FROM article"
        " LEFT JOIN body USING (key) WHERE page = ? ORDER BY place",
        (number,),
    ).fetchall()
    articles = tuple(row[0] for row in rows if not _holds(_measure, *row[1:]))
    has_source = _holds(_check_source, data, known, encoding, text)
    has_structure = _holds(unpack_page, structure, page_id=name)
    packed = has_source and has_structure and not articles
    values = not version or (packed and deep and not _holds(_read_all, connection, number))
    if packed and not values:
        return None
    return TornPage(
        number=number,
        page_id=name,
        path=path,
        sha256=known,
        has_source=has_source,
        has_structure=has_structure,
        articles=articles,
        values=values,
    )


def _holds(read: Callable[..., object], *values: object, **named: object) -> bool:
    """Tell whether something can be read."""
    try:
        read(*values, **named)
    except (UnreadableError, *MISREAD):
        return False
    return True


def _check_source(data: bytes, known: str, encoding: str, text: bytes | None) -> None:
    unpacked = unpack_bytes(data)
    if sha256(unpacked).hexdigest() != known:
        raise UnreadableError("bytes")
    if text is None:
        unpacked.decode(encoding)
    else:
        unpack_text(text)


def _measure(characters: int, text: bytes, structure: bytes) -> None:
    length = len(unpack_text(text))
    sizes = sizes_of(structure)
    if length != characters or length != sum(sizes) + max(0, len(sizes) - 1):
        raise UnreadableError("length")


def _read_all(connection: sqlite3.Connection, number: int) -> None:
    """Read a page as the reader and the search do."""
    page = page_of(connection, number)
    rows = connection.execute(
        f"{ARTICLE_ROWS} WHERE page.id = ? ORDER BY place", (number,)
    ).fetchall()
    for article, row in zip(page.articles, map(article_row_of, rows), strict=True):
        (jump,) = connection.execute("SELECT jump FROM article WHERE key = ?", (row.key,))
        jump_of(jump[0] or "")
        tuple(figures_of(connection, row.key, article.text))
        tuple(mentions_of(connection, row.key, article.text))
