"""Articles and figures that a query finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nbreader import desk
from nbreader.errors import QueryError
from nbreader.library import Facts, Haystack, Matcher, needs_readings, parse_query, with_units
from nbreader.library.language import FORMS, NOTES
from nbreader.library.query import Field, Query, Value
from nbreader.library.syntax import MINUS, PAIR_OF
from nbreader.model import Article, Hit, Issue, Organisation, Page

# The forms of the query language, and what is to be said of them.
QUERY_FORMS, QUERY_NOTES = FORMS, NOTES

_MARKS = (*PAIR_OF, *MINUS)  # that open what is not closed yet

NO_READINGS: Mapping[str, str] = {}


class Marks(NamedTuple):
    """What the reader did with an article."""

    read: bool = False
    bookmarked: bool = False
    tags: tuple[str, ...] = ()


UNMARKED = Marks()


def read_query(words: str, *, typing: bool = False) -> Query:
    """The query that `words` say, its units those that figures are stored in.

    While a person is `typing`, what is not finished at the end is let pass.
    Raises QueryError, which says in one sentence what is wrong and where.
    """
    query = parse_query(words, typing=typing, units=_units)
    if not any(_has_unit(test) for clause in query.clauses for test in clause.tests):
        return query
    return with_units(query, _units())


def not_finished(words: str) -> str:
    """What is wrong with words that are let pass while a person types; "" if nothing is.

    Words behind which only something is still to come (date:, an open quote) are not told.
    """
    try:
        read_query(words)
    except QueryError as error:
        behind = error.query[error.at :].lstrip()
        return error.fault if behind and behind[0] not in _MARKS else ""
    return ""


def _units() -> Mapping[str, tuple[str, int]]:
    from nbreader.tables import load_unit_names

    return load_unit_names()


def make_matcher(
    words: str,
    organisations: Iterable[Organisation] = (),
    *,
    typing: bool = False,
    exact_script: bool | None = None,
) -> Matcher:
    """What asks the query of one article after the other; for `typing` see `read_query`.

    `organisations` are those of all articles, by whose aliases a company may be
    called. With `exact_script` traditional and simplified characters are told
    apart; None: as the reader set it. Raises QueryError for a query that cannot be read.
    """
    query = read_query(words, typing=typing)
    if exact_script is None:
        exact_script = tells_scripts_apart()
    readings = NO_READINGS
    if needs_readings(query):
        from nbreader import words as language

        readings = language.readings()
    return Matcher(query, readings, organisations, exact_script=exact_script)


def tells_scripts_apart() -> bool:
    """Whether the reader set that traditional and simplified characters are not the same."""
    return not desk.load_settings().fold_script


def filter_articles(
    words: str, articles: Iterable[Article | Haystack], *, typing: bool = False
) -> tuple[Hit, ...]:
    """The articles that match `words`, in their order, each with its places.

    Articles that are searched at each key may be given folded (`fold_article`), and
    then with their annotations and facts; of others only the text is known.
    Raises QueryError for a query that cannot be read.
    """
    return make_matcher(words, typing=typing).hits(articles)


def facts_of(issue: Issue, page: Page, marks: Marks = UNMARKED) -> Facts:
    """What a query can ask of an article beside its text, by the page that prints it."""
    return Facts(
        newspaper=issue.newspaper or page.newspaper,
        date=issue.date or page.date,
        tags=marks.tags,
        bookmarked=marks.bookmarked,
        read=marks.read,
    )


def marks_of(articles: Sequence[Article]) -> Mapping[str, Marks]:
    """What the reader did with these articles, by id, as it is stored."""
    bookmarks = desk.list_bookmarks()
    placements = desk.place_bookmarks(bookmarks, articles)
    tags: dict[str, list[str]] = {}
    for bookmark, placement in zip(bookmarks, placements, strict=True):
        if placement is not None:
            tags.setdefault(placement.article_id, []).extend(bookmark.tags)
    return marks_from(desk.load_places().read, tags)


def marks_from(read: Iterable[str], tags: Mapping[str, Iterable[str]]) -> Mapping[str, Marks]:
    """Marks by article: `read` are ids; `tags` are those of its bookmarks, if it has any."""
    seen = frozenset(read)
    return {
        article_id: Marks(
            read=article_id in seen,
            bookmarked=article_id in tags,
            tags=tuple(tags.get(article_id, ())),
        )
        for article_id in seen | tags.keys()
    }


def _has_unit(test: object) -> bool:
    if isinstance(test, Value):
        return bool(test.unit)
    return isinstance(test, Field) and test.name == "unit"
