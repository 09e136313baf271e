"""Figures and mentions with the places they were printed at, for lists outside the reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from nbreader.actions.reading import annotate, filter_articles, find_organisations
from nbreader.actions.tagging import tag_organisations
from nbreader.model import Article, Figure, Issue, Mention, Organisation, Page

if TYPE_CHECKING:
    from nbreader.tables import KnownOrganisation

Found = TypeVar("Found", Figure, Mention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[Found]):
    """A figure or a mention, and where it stands.

    `block` leads from the article of `parse --format json` to the block: "head/0",
    "blocks/3". `start` and `end` count the characters of the file's text without
    its white space, which is the same however a page was wrapped. What was cut
    ends as far behind its start as it is long, wherever its rest stands.
    """

    page: Page
    article: Article
    block: str
    start: int
    end: int
    found: Found


def list_figures(
    issues: Sequence[Issue],
    query: str = "",
    *,
    own: Sequence[KnownOrganisation] = (),
    ner: bool = False,
) -> Iterator[Placed[Figure]]:
    """Every figure of the articles that match `query`, in reading order.

    `own` is the reader's table of organisations, which figures are told of; with
    `ner` the tagger is asked for more of them, where it is installed. Raises
    UsageError for a query that cannot be read.
    """
    wanted = _matching(issues, query)
    _, mentions = _named([article for *_, article in wanted], own, ner)
    for issue, page, article in wanted:
        day = issue.date or page.date
        for figure in annotate(article, day, mentions[article.id]).figures:
            yield _placed(figure, article, page, issue)


def list_mentions(
    issues: Sequence[Issue],
    query: str = "",
    *,
    own: Sequence[KnownOrganisation] = (),
    ner: bool = False,
) -> tuple[tuple[Organisation, ...], tuple[Placed[Mention], ...]]:
    """The organisations that matching articles name, and every place of a name.

    A full name in any of these articles explains its short forms in all of them.
    With `ner` the tagger is asked as well, where it is installed. Raises
    UsageError for a query that cannot be read.
    """
    wanted = _matching(issues, query)
    organisations, mentions = _named([article for *_, article in wanted], own, ner)
    placed = tuple(
        _placed(mention, article, page, issue)
        for issue, page, article in wanted
        for mention in mentions[article.id]
    )
    return organisations, placed


def _named(
    articles: Sequence[Article], own: Sequence[KnownOrganisation], ner: bool
) -> tuple[tuple[Organisation, ...], Mapping[str, tuple[Mention, ...]]]:
    return find_organisations(articles, own, tag_organisations(articles) if ner else None)


def _matching(issues: Iterable[Issue], query: str) -> list[tuple[Issue, Page, Article]]:
    every = [
        (issue, page, article)
        for issue in issues
        for page in issue.pages
        for article in page.articles
    ]
    hits = {hit.article_id for hit in filter_articles(query, [article for *_, article in every])}
    return [each for each in every if each[2].id in hits]


def _placed(found: Found, article: Article, page: Page, issue: Issue) -> Placed[Found]:
    from nbreader.annotate.offsets import source_pieces

    texts = {each.id: each.source.text for each in issue.pages}
    pieces = source_pieces(
        article, found.start, found.end, text_of=lambda name: texts.get(name, page.source.text)
    )
    first = pieces[0]
    start = _squeezed(texts.get(first.page, page.source.text))[first.start]
    index = bisect_right(article.offsets, found.start) - 1
    heads = len(article.head)
    return Placed(
        page=page,
        article=article,
        block=f"head/{index}" if index < heads else f"blocks/{index - heads}",
        start=start,
        end=start + len("".join(found.printed.split())),
        found=found,
    )


@lru_cache(maxsize=4)
def _squeezed(text: str) -> tuple[int, ...]:
    from nbreader.annotate.offsets import squeezed_offsets

    return squeezed_offsets(text)
