"""Names and fields folded again, when the program has another table of what is the same.

What is folded is kept beside what it was folded from, so that it can be searched;
an index of another folding is made anew by whoever opens the library to write.
"""

from __future__ import annotations

import sqlite3

from nbreader.library.codec import unpack_article, unpack_text
from nbreader.library.database import transaction
from nbreader.library.fields import heads_of, section_of, signed_of
from nbreader.library.index import fact
from nbreader.library.pairs import storable
from nbreader.library.rows import Names
from nbreader.library.tokens import fold_text, folding_version


def refold(connection: sqlite3.Connection) -> None:
    """Bring all that is folded up to this program, in one transaction."""
    version = folding_version()
    if fact(connection, "folding") == version:
        return
    with transaction(connection):
        for table, key in (("metric", "id"), ("subject", "id"), ("unit", "name")):
            rows = connection.execute(f"SELECT {key}, name FROM {table}").fetchall()
            connection.executemany(
                f"UPDATE {table} SET folded = ? WHERE {key} = ?",
                [(fold_text(name), number) for number, name in rows],
            )
        _refold_aliases(connection)
        _refold_articles(connection)
        connection.execute("INSERT OR REPLACE INTO fact VALUES ('folding', ?)", (version,))


def _refold_aliases(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT organisation, name FROM alias").fetchall()
    connection.execute("DELETE FROM alias")
    connection.executemany(
        "INSERT OR IGNORE INTO alias (folded, organisation, name) VALUES (?, ?, ?)",
        [(fold_text(name), number, name) for number, name in rows],
    )


def _refold_articles(connection: sqlite3.Connection) -> None:
    names = Names(connection, None)
    for (key,) in connection.execute("SELECT key FROM body").fetchall():
        name, page, packed, structure = connection.execute(
            "SELECT article.name, page.name, body.text, body.structure FROM body"
            " JOIN article USING (key) JOIN page ON page.id = article.page WHERE key = ?",
            (key,),
        ).fetchone()
        article = unpack_article(structure, text=unpack_text(packed), article_id=name, page_id=page)
        connection.execute(
            "UPDATE article SET section = ?, heads = ?, signed = ? WHERE key = ?",
            (
                names.section(article.section, storable(section_of(article))),
                storable(heads_of(article)),
                storable(signed_of(article)),
                key,
            ),
        )
