"""An article with what is known of it, ready to be searched again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nbreader.library.tokens import Folded, fold
from nbreader.model import Annotations, Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a query can ask of an article that does not stand in its text."""

    newspaper: str = ""
    date: date | None = None
    tags: tuple[str, ...] = ()  # of its bookmarks
    bookmarked: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Haystack:
    """An article made ready to be searched again and again.

    What is None is not known yet: no test on it holds, and no excluded one either.
    """

    article: Article
    text: str  # article.text
    folded: Folded
    body: int  # where the head ends in `text`
    annotations: Annotations | None = None
    facts: Facts | None = None


def fold_article(
    article: Article, *, annotations: Annotations | None = None, facts: Facts | None = None
) -> Haystack:
    """Fold an article's text once, for all the keys that will be typed."""
    text = article.text
    body = sum(len(block.text) + 1 for block in article.head)
    return Haystack(
        article=article,
        text=text,
        folded=fold(text),
        body=min(body, len(text)),
        annotations=annotations,
        facts=facts,
    )
