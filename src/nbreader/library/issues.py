"""The rows of issues; always inside a transaction."""

from __future__ import annotations

import sqlite3
from datetime import date

from nbreader.library.keys import day_number
from nbreader.library.pairs import storable
from nbreader.model import Issue


def group_of(newspaper: str, day: date | None, edition: str) -> tuple[str, int | None, str]:
    """What the pages of one issue have in common, as its row says it."""
    return storable(newspaper), None if day is None else day_number(day), storable(edition)


def issue_number(connection: sqlite3.Connection, issue: Issue) -> int:
    """The number of an issue's row, which is made if there is none."""
    group = group_of(issue.newspaper, issue.date, issue.edition)
    row = connection.execute(
        "SELECT id FROM issue WHERE newspaper = ? AND day IS ? AND edition = ?", group
    ).fetchone()
    if row is not None:
        return int(row[0])
    name, number = issue.id, 2
    while connection.execute("SELECT 1 FROM issue WHERE name = ?", (name,)).fetchone():
        name, number = f"{issue.id}-{number}", number + 1
    made = connection.execute(
        "INSERT INTO issue (name, newspaper, day, edition) VALUES (?, ?, ?, ?)", (name, *group)
    )
    assert made.lastrowid is not None
    return made.lastrowid


def issue_of(connection: sqlite3.Connection, number: int = 0, *, page_id: str = "") -> str:
    """The id of the issue of a page, which is named by its row's number or its id."""
    row = connection.execute(
        "SELECT issue.name FROM page JOIN issue ON issue.id = issue"
        " WHERE page.id = ? OR page.name = ?",
        (number, page_id),
    )
    return str(row.fetchone()[0])


def twin_of(connection: sqlite3.Connection, sha256: str) -> str:
    """The id of the first page of the same issue, number and label that came from other bytes.

    "" if there is none, or nothing tells the day or the number.
    """
    row = connection.execute(
        "SELECT other.name FROM page JOIN issue ON issue.id = page.issue"
        " JOIN page AS other ON other.issue = page.issue AND other.number = page.number"
        " WHERE page.sha256 = ? AND issue.day NOT NULL AND other.label = page.label"
        " AND other.id < page.id ORDER BY other.id LIMIT 1",
        (sha256,),
    ).fetchone()
    return str(row[0]) if row else ""


def drop_empty_issues(connection: sqlite3.Connection) -> None:
    """Take out the issues that have no page any more."""
    connection.execute("DELETE FROM issue WHERE pages = 0")
