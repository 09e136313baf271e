"""The shelf: the query language, matching over articles in memory, and the library's files.

Nothing is loaded with the package itself: who opens the library to list and to
read needs no query, and who filters open pages needs no database.
"""

from typing import TYPE_CHECKING

from nbreader.later import load_later

if TYPE_CHECKING:
    from nbreader.library.filter import Matcher
    from nbreader.library.finding import needs_readings
    from nbreader.library.haystack import Facts, Haystack, fold_article
    from nbreader.library.query import (
        Clause,
        Field,
        Query,
        Test,
        Value,
        Word,
        parse_query,
        with_units,
    )

__all__ = [
    "Clause",
    "Facts",
    "Field",
    "Haystack",
    "Matcher",
    "Query",
    "Test",
    "Value",
    "Word",
    "fold_article",
    "needs_readings",
    "parse_query",
    "with_units",
]

_LATER = {
    "nbreader.library.filter": ("Matcher",),
    "nbreader.library.finding": ("needs_readings",),
    "nbreader.library.haystack": ("Facts", "Haystack", "fold_article"),
    "nbreader.library.query": (
        "Clause",
        "Field",
        "Query",
        "Test",
        "Value",
        "Word",
        "parse_query",
        "with_units",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_later(globals(), _LATER)
