"""Articles in memory filtered by a query, fast enough to be done at each key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbreader.library.query import Query
from nbreader.library.tokens import Folded
from nbreader.model import Article, Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Haystack:
    """An article made ready to be searched again and again."""

    article: Article
    folded: Folded  # of article.text


def fold_article(article: Article) -> Haystack:
    """Fold an article's text once, for all the keys that will be typed."""
    raise NotImplementedError


def find_hits(
    query: Query, articles: Iterable[Article | Haystack], readings: Mapping[str, str]
) -> tuple[Hit, ...]:
    """The articles that match, in their order, each with the places that did.

    `readings` gives a character's possible pinyin initials ("重" -> "zc"); empty
    means that Latin words are only taken literally. See `needs_readings`.

    Articles may be given folded, which is most of the work of a first call.
    Places are ranges of `Article.text`, in order, not overlapping; one may run
    over the end of a block, since white space does not count. A query that only
    excludes, and an empty one, give articles without places.
    """
    raise NotImplementedError


def needs_readings(query: Query) -> bool:
    """Tell whether some word of the query could be pinyin initials."""
    raise NotImplementedError
