"""Figures and mentions with the places they were printed at, for lists outside the reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from nbreader.actions.queries import UNMARKED, Marks, facts_of, make_matcher, marks_of
from nbreader.actions.reading import annotate, find_organisations
from nbreader.actions.tagging import tag_organisations
from nbreader.library import Haystack, Matcher, fold_article
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

    Where the query asks for figures, those that pass. `own` is the reader's table
    of organisations, which figures are told of; with `ner` the tagger is asked for
    more of them, where it is installed. Raises QueryError for a query that cannot
    be read.
    """
    asked = _ask(issues, query, own, ner)
    for issue, page, hay in asked.matching(annotated=True):
        for figure in asked.matcher.figures(hay):
            yield placed(figure, hay.article, page, issue)


def list_mentions(
    issues: Sequence[Issue],
    query: str = "",
    *,
    own: Sequence[KnownOrganisation] = (),
    ner: bool = False,
) -> tuple[tuple[Organisation, ...], tuple[Placed[Mention], ...]]:
    """The organisations that matching articles name, and every place of a name.

    With `ner` the tagger is asked as well, where it is installed. Raises QueryError
    for a query that cannot be read.
    """
    asked = _ask(issues, query, own, ner)
    every = tuple(
        placed(mention, hay.article, page, issue)
        for issue, page, hay in asked.matching(annotated=False)
        for mention in asked.mentions[hay.article.id]
    )
    named = {name for each in every for name in (each.found.organisation, *each.found.owners)}
    return tuple(each for each in asked.organisations if each.name in named), every


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A query, and what it is asked of.

    Names are looked for in all articles, matching or not: a full name in one
    explains its short forms in all.
    """

    matcher: Matcher
    places: tuple[tuple[Issue, Page, Article], ...]
    organisations: tuple[Organisation, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    marks: Mapping[str, Marks]

    def matching(self, *, annotated: bool) -> Iterator[tuple[Issue, Page, Haystack]]:
        """The articles that match; annotated where that is asked for, or needed to tell."""
        for issue, page, article in self.places:
            hay = _haystack(issue, page, article, self.marks)
            if self.matcher.needs_annotations:
                hay = self._annotated(hay, issue.date or page.date)
            if self.matcher.hit(hay) is None:
                continue
            if annotated and hay.annotations is None:
                hay = self._annotated(hay, issue.date or page.date)
            yield issue, page, hay

    def _annotated(self, hay: Haystack, day: date | None) -> Haystack:
        found = annotate(hay.article, day, self.mentions[hay.article.id])
        return replace(hay, annotations=found)


def _ask(
    issues: Sequence[Issue], query: str, own: Sequence[KnownOrganisation], ner: bool
) -> _Asked:
    matcher = make_matcher(query)  # a wrong query first
    places = tuple(
        (issue, page, article)
        for issue in issues
        for page in issue.pages
        for article in page.articles
    )
    articles = [article for *_, article in places]
    marks = marks_of(articles) if matcher.needs_marks else {}
    tagged = None
    if ner:  # which takes long: only what can match
        kept = (
            article
            for issue, page, article in places
            if matcher.needs_annotations or matcher.hit(_haystack(issue, page, article, marks))
        )
        tagged = tag_organisations(tuple(kept))
    organisations, mentions = find_organisations(articles, own, tagged)
    return _Asked(
        matcher=make_matcher(query, organisations),
        places=places,
        organisations=organisations,
        mentions=mentions,
        marks=marks,
    )


def _haystack(issue: Issue, page: Page, article: Article, marks: Mapping[str, Marks]) -> Haystack:
    facts = facts_of(issue, page, marks.get(article.id, UNMARKED))
    return fold_article(article, facts=facts)


def placed(found: Found, article: Article, page: Page, issue: Issue) -> Placed[Found]:
    """A figure or a mention with its place in the source."""
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
