"""What a reader asks of articles: figures and names in them, and which ones match."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nbreader.library import Haystack, find_hits, needs_readings, parse_query
from nbreader.model import Annotations, Article, Hit


def annotate(article: Article, issue_date: date | None = None) -> Annotations:
    """The figures, organisations and keywords of one article."""
    from nbreader.annotate import annotate_article

    return annotate_article(article, issue_date=issue_date)


def filter_articles(words: str, articles: Iterable[Article | Haystack]) -> tuple[Hit, ...]:
    """The articles that match `words`, in their order, each with its places.

    Articles that are searched at each key may be given folded (`fold_article`).
    Raises UsageError with one sentence for a query that cannot be read.
    """
    query = parse_query(words)
    if not needs_readings(query):
        return find_hits(query, articles, {})
    from nbreader.words import readings

    return find_hits(query, articles, readings())
