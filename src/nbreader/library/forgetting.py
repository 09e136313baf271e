"""Names that a page took with it: what no page prints any more is not looked up any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from nbreader.library.codec import unpack_text
from nbreader.library.initials import count_letters
from nbreader.library.pairs import storable
from nbreader.library.tokens import fold_text
from nbreader.model import Annotations


@dataclass(slots=True, kw_only=True)
class Printed:
    """What pages print: organisations, each with its folded names there, metrics and subjects.

    Organisations are rows by their full names, metrics and subjects rows.
    """

    names: dict[str, set[str]] = field(default_factory=dict)
    metrics: set[int] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)


def note_page(connection: sqlite3.Connection, page: int, printed: Printed) -> None:
    """Note what a page prints, before it is taken out."""
    texts = connection.execute(
        "SELECT key, text FROM article JOIN body USING (key) WHERE page = ?", (page,)
    ).fetchall()
    for key, packed in texts:
        text = unpack_text(packed)
        for name, start, end in connection.execute(
            "SELECT organisation.name, start, finish FROM mention"
            " JOIN organisation ON organisation.id = organisation WHERE article = ?",
            (key,),
        ):
            printed.names.setdefault(name, set()).add(storable(fold_text(text[start:end])))
        for metric, subject in connection.execute(
            "SELECT metric, subject FROM figure WHERE article = ?", (key,)
        ):
            printed.metrics.add(metric)
            printed.subjects.add(subject)


def forget_names(
    connection: sqlite3.Connection, gone: Printed, back: Iterable[Annotations] = ()
) -> None:
    """Forget those names of pages that were taken out which no page in the library prints.

    `back` is what was found in pages that were put in instead. An organisation that
    nobody names is forgotten with its initials, and so are metrics and subjects
    without figures.
    """
    for found in back:
        for mention in found.mentions:
            for owner in (mention.organisation, *mention.owners):
                words = gone.names.get(storable(owner), set())
                words.discard(storable(fold_text(mention.printed)))
    for name, words in gone.names.items():
        _forget_organisation(connection, name, words)
    for table, numbers in (("metric", gone.metrics), ("subject", gone.subjects)):
        unused = [
            number
            for number in numbers - {0}
            if connection.execute(
                f"SELECT 1 FROM {table} WHERE id = ? AND figures = 0", (number,)
            ).fetchone()
        ]
        for number in unused:
            if table == "metric":
                connection.execute("DELETE FROM spelling WHERE metric = ?", (number,))
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))


def _forget_organisation(connection: sqlite3.Connection, name: str, words: set[str]) -> None:
    """Forget those of its names that nothing prints, and itself, where nothing names it."""
    row = connection.execute("SELECT id FROM organisation WHERE name = ?", (name,)).fetchone()
    if row is None:
        return
    (number,) = row
    named = connection.execute(
        "SELECT 1 FROM mention WHERE organisation = ? LIMIT 1", (number,)
    ).fetchone()
    if named is None and number:
        for table in ("alias", "spelling"):
            connection.execute(f"DELETE FROM {table} WHERE organisation = ?", (number,))
        connection.execute("DELETE FROM organisation WHERE id = ?", (number,))
        return
    unprinted = _unprinted(connection, number, set(words))
    connection.executemany(
        "DELETE FROM alias WHERE organisation = ? AND folded = ? AND name != ?",
        [(number, word, name) for word in unprinted],
    )
    if unprinted and number:
        _forget_initials(connection, number)


def _forget_initials(connection: sqlite3.Connection, number: int) -> None:
    """Forget the initials of an organisation that are as long as no name of it any more."""
    aliases = connection.execute("SELECT name FROM alias WHERE organisation = ?", (number,))
    lengths = {count_letters(name) for (name,) in aliases}
    rows = connection.execute("SELECT letters FROM spelling WHERE organisation = ?", (number,))
    connection.executemany(
        "DELETE FROM spelling WHERE organisation = ? AND letters = ?",
        [(number, letters) for (letters,) in rows.fetchall() if len(letters) not in lengths],
    )


def _unprinted(connection: sqlite3.Connection, number: int, words: set[str]) -> set[str]:
    """Those of an organisation's folded names that no mention of it prints.

    Looks at its articles, the newest first, until all are found.
    """
    if not words:
        return words
    key, text = None, ""
    for article, start, end, packed in connection.execute(
        "SELECT article, start, finish, text FROM mention JOIN body ON key = article"
        " WHERE organisation = ? ORDER BY article DESC",
        (number,),
    ):
        if article != key:
            key, text = article, unpack_text(packed)
        words.discard(storable(fold_text(text[start:end])))
        if not words:
            break
    return words
