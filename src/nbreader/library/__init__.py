"""The shelf: the query language, and matching over articles in memory."""

from nbreader.library.filter import Haystack, find_hits, fold_article, needs_readings
from nbreader.library.query import Query, Term, parse_query

__all__ = [
    "Haystack",
    "Query",
    "Term",
    "find_hits",
    "fold_article",
    "needs_readings",
    "parse_query",
]
