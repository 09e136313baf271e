"""Where bookmarked passages stand, in the library or in files, and what was read there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nbreader.actions.reading import annotate, find_organisations
from nbreader.desk import Placement, place_bookmarks
from nbreader.model import Annotations, Article, Bookmark, Issue, Organisation, Page

if TYPE_CHECKING:
    from nbreader.tables import KnownOrganisation

NOTHING_FOUND: Mapping[str, Annotations] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A passage's article as it is read now, and the range of its text that the passage is."""

    issue: Issue
    page: Page
    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Pages that bookmarks were made on.

    `annotations` and `read` are by the article's id; what is not annotated is not
    known yet. `organisations` are those that the annotations name, with all names.
    """

    issues: tuple[Issue, ...] = ()
    annotations: Mapping[str, Annotations] = field(default_factory=dict)
    organisations: tuple[Organisation, ...] = ()
    read: frozenset[str] = frozenset()

    def of(self, bookmarks: Iterable[Bookmark]) -> Iterator[tuple[Bookmark, Home | None]]:
        """Each bookmark with its home, None where its words are on none of the pages."""
        kept = tuple(bookmarks)
        places = {
            article.id: (issue, page, article)
            for issue in self.issues
            for page in issue.pages
            for article in page.articles
        }
        placements = place_bookmarks(kept, [article for *_, article in places.values()])
        for bookmark, placement in zip(kept, placements, strict=True):
            home = _home(places[placement.article_id], placement) if placement else None
            yield bookmark, home


NO_HOMES = Homes()


def homes_in_library(bookmarks: Sequence[Bookmark]) -> Homes:
    """The library's pages of bookmarks; BadDataError for a library that cannot be read."""
    from nbreader.actions.library import opened_library, pages_of_bookmarks
    from nbreader.library.listing import article_row
    from nbreader.library.loading import load_organisations

    issues, annotations = pages_of_bookmarks(bookmarks)
    named = {
        name: None
        for found in annotations.values()
        for mention in found.mentions
        for name in (mention.organisation, *mention.owners)
    }
    with opened_library() as library:
        rows = (article_row(library, article_id) for article_id in annotations)
        return Homes(
            issues=issues,
            annotations=annotations,
            organisations=load_organisations(library, filter(None, named)),
            read=frozenset(row.id for row in rows if row and row.read),
        )


def homes_in_files(
    bookmarks: Sequence[Bookmark],
    issues: Sequence[Issue],
    own: Sequence[KnownOrganisation] = (),
) -> Homes:
    """The pages of files, with what the articles tell that bookmarks stand in.

    A full name on any page explains its short forms on all. `own` is the reader's
    table of organisations.
    """
    from nbreader.desk import load_places

    articles = [article for issue in issues for page in issue.pages for article in page.articles]
    organisations, mentions = find_organisations(articles, own)
    homes = Homes(
        issues=tuple(issues), organisations=organisations, read=frozenset(load_places().read)
    )
    found = {
        home.article.id: annotate(
            home.article, home.issue.date or home.page.date, mentions[home.article.id]
        )
        for _, home in homes.of(bookmarks)
        if home is not None
    }
    return Homes(
        issues=homes.issues,
        annotations=found,
        organisations=organisations,
        read=homes.read,
    )


def _home(place: tuple[Issue, Page, Article], placement: Placement) -> Home:
    issue, page, article = place
    return Home(issue=issue, page=page, article=article, start=placement.start, end=placement.end)
