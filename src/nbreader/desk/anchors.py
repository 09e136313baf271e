"""A passage's exact words with a little around them, and how to find it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nbreader.model import Article, Bookmark, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a bookmarked passage stands now, and how sure that is (0 to 1)."""

    article_id: str
    start: int
    end: int
    score: float  # 1.0: the very words


def make_quote(text: str, start: int, end: int) -> Quote:
    """The words of `text[start:end]` with up to 32 characters before and after."""
    raise NotImplementedError


def place_bookmark(bookmark: Bookmark, articles: Iterable[Article]) -> Placement | None:
    """Where the bookmarked passage stands in `articles`; None if that is unsure."""
    raise NotImplementedError


def place_bookmarks(
    bookmarks: Iterable[Bookmark], articles: Iterable[Article]
) -> tuple[Placement | None, ...]:
    """One placement for each bookmark, in order; cheaper than one at a time."""
    raise NotImplementedError
