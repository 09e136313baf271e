"""The shelf: the query language, and matching over articles in memory."""

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
