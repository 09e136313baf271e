"""Figures and mentions of the library, with the places they were printed at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from nbreader.actions.indexing import Progress, catch_up_index
from nbreader.actions.library import known_of, opened_library
from nbreader.actions.places import Placed, placed
from nbreader.actions.queries import facts_of, make_matcher, marks_from, read_query
from nbreader.actions.shelf import library_path
from nbreader.library import Haystack, fold_article
from nbreader.library.listing import ArticleRow, article_row
from nbreader.library.loading import load_annotations, load_organisations, load_page
from nbreader.library.search import Search
from nbreader.library.store import Library
from nbreader.model import Annotations, Figure, Issue, Mention, Organisation, Page


def figures_in_library(words: str, progress: Progress | None = None) -> Iterator[Placed[Figure]]:
    """Every figure of the library's articles that match, those of the newest paper first.

    Where the query asks for figures, those that pass. An index that is missing or
    behind is brought up to date before; `progress` is told how far it is. Raises
    QueryError for a query that cannot be read, BadDataError for a library that cannot.
    """
    read_query(words)  # a wrong query is told before anything is opened
    catch_up_index(library_path(), progress)
    with opened_library() as library:
        for issue, page, hays in _matching(library, words):
            named = {
                name
                for hay in hays
                for mention in _found(hay).mentions
                for name in (mention.organisation, *mention.owners)
            }
            matcher = make_matcher(words, load_organisations(library, named))
            for hay in hays:
                for figure in matcher.figures(hay):
                    yield placed(figure, hay.article, page, issue)


def mentions_in_library(
    words: str, progress: Progress | None = None
) -> tuple[tuple[Organisation, ...], tuple[Placed[Mention], ...]]:
    """The organisations that the library's matching articles name, and every place of a name."""
    read_query(words)
    catch_up_index(library_path(), progress)
    with opened_library() as library:
        every = tuple(
            placed(mention, hay.article, page, issue)
            for issue, page, hays in _matching(library, words)
            for hay in hays
            for mention in _found(hay).mentions
        )
        names = dict.fromkeys(
            name for each in every for name in (each.found.organisation, *each.found.owners)
        )
        return load_organisations(library, filter(None, names)), every


def _matching(library: Library, words: str) -> Iterator[tuple[Issue, Page, list[Haystack]]]:
    """The matching articles, page by page, annotated as the library has it."""
    query = read_query(words)
    known = known_of(query)
    tags: dict[str, list[str]] = {article_id: [] for article_id in known.bookmarked}
    for tag, ids in known.tagged.items():
        for article_id in ids:
            tags.setdefault(article_id, []).append(tag)
    ids = Search(library).ids(query, known=known)
    rows = filter(None, (article_row(library, article_id) for article_id in ids))
    for page_id, group in groupby(rows, key=lambda row: row.page_id):
        page = load_page(library, page_id)
        if page is not None:
            yield _on_page(library, page, {row.id: row for row in group}, tags)


def _on_page(
    library: Library, page: Page, rows: Mapping[str, ArticleRow], tags: Mapping[str, list[str]]
) -> tuple[Issue, Page, list[Haystack]]:
    first = next(iter(rows.values()))
    issue = Issue(id=first.issue_id, newspaper=first.newspaper, date=first.date, pages=(page,))
    marks = marks_from((row.id for row in rows.values() if row.read), tags)
    hays = []
    for article in page.articles:
        if article.id in rows:
            mark = marks.get(article.id)
            facts = facts_of(issue, page, mark) if mark else facts_of(issue, page)
            found = load_annotations(library, article.id)
            hays.append(fold_article(article, annotations=found, facts=facts))
    return issue, page, hays


def _found(hay: Haystack) -> Annotations:
    return hay.annotations or Annotations(article_id=hay.article.id)
