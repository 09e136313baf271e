"""The pages of one issue, composed again when one of them comes or goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from nbreader.library.issues import group_of
from nbreader.library.loading import page_of
from nbreader.library.rows import jump_column
from nbreader.model import Page


def pages_beside(connection: sqlite3.Connection, pages: Iterable[Page]) -> dict[str, Page]:
    """The library's pages that are composed with these, as parsed, by their sha256.

    Those of the same dated issues, and any that has the id of one of these.
    """
    found: dict[int, None] = {}
    for page in pages:
        rows = connection.execute(
            "SELECT id FROM page WHERE name = ? UNION SELECT page.id FROM page"
            " JOIN issue ON issue.id = issue WHERE newspaper = ? AND day = ? AND edition = ?",
            (page.id, *group_of(page.newspaper, page.date, page.edition)),
        )
        found |= dict.fromkeys(number for (number,) in rows)
    beside = (
        page_of(connection, number, source_text=False, joined=False) for number in sorted(found)
    )
    return {page.source.sha256: page for page in beside}


def keep_jumps(connection: sqlite3.Connection, parsed: Page, composed: Page) -> None:
    """Keep the jumps of a page that is in the library, where composing changed them."""
    for a, b in zip(parsed.articles, composed.articles, strict=True):
        connection.execute(
            "UPDATE article SET jump = ?1 WHERE name = ?2 AND jump IS NOT ?1",
            (jump_column(a, b), b.id),
        )
