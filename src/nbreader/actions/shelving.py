"""From the library to the reader: pages as they are opened, and what was read of them.

Each function opens the library for itself, about a millisecond, and may be called
from any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.actions.catalogue import Branch, Branches, Catalogue, Totals
from nbreader.desk import Passage
from nbreader.model import Annotations, Bookmark, Issue, Organisation

if TYPE_CHECKING:
    from nbreader.actions.seeking import LibraryFinder, Result
    from nbreader.library.store import Library

_FAR = 100  # articles that are looked through for a figure
_QUOTED = 40  # characters of a bookmark that it is looked for by


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One page out of the library, in an issue of its own, with what was found in it."""

    issue: Issue
    annotations: Mapping[str, Annotations]
    organisations: tuple[Organisation, ...] = ()
    read: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()  # the last one of each article


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A search that the reader keeps, under a name."""

    name: str
    words: str
    added: datetime | None = None  # UTC; None before it is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstView:
    """What the reader shows first: an article, and the way to it in the tree."""

    totals: Totals
    article_id: str
    shelved: Shelved
    way: tuple[str, ...]
    branches: Branches = field(default_factory=dict)
    searches: tuple[SavedQuery, ...] = ()


def first_view(path: Path) -> FirstView | None:
    """The article that was read last, or the newest; None for a library without articles.

    BadDataError if the library is missing or damaged.
    """
    from nbreader.library import notes

    with Catalogue.open(path) as catalogue:
        article_id = notes.open_article(catalogue.library) or newest_article(catalogue)
        shelved = shelve(catalogue.library, article_id) if article_id else None
        if shelved is None:
            return None
        way = catalogue.way_to(article_id)
        branches: dict[str, tuple[Branch, ...]] = {}
        for key in ("", *way):
            if key not in branches:
                branches |= catalogue.below(key)
        return FirstView(
            totals=catalogue.totals(),
            article_id=article_id,
            shelved=shelved,
            way=way,
            branches=branches,
            searches=_searches(catalogue.library),
        )


def newest_article(catalogue: Catalogue) -> str:
    """The first article of the newest issue, "" in a library without articles."""
    key = ""
    while True:
        below = catalogue.below(key).get(key, ())
        branch = next((b for b in below if b.count or b.kind == "article"), None)
        if branch is None or branch.kind == "article":
            return branch.key if branch else ""
        key = branch.key


def load_shelved(path: Path, article_id: str) -> Shelved | None:
    """The page that prints an article, None if the library does not have it."""
    from nbreader.library.store import Library

    with Library.open(path) as library:
        return shelve(library, article_id)


def shelve(library: Library, article_id: str) -> Shelved | None:
    """The page that prints an article, as the reader keeps it."""
    from nbreader.library import listing, loading, notes

    row = listing.article_row(library, article_id)
    page = loading.load_page(library, row.page_id) if row else None
    if row is None or page is None:
        return None
    annotations = {
        article.id: found
        for article in page.articles
        if (found := loading.load_annotations(library, article.id)) is not None
    }
    mentions = [mention for found in annotations.values() for mention in found.mentions]
    names = dict.fromkeys(n for m in mentions for n in (m.organisation, *m.owners) if n)
    places = {article.id: notes.place_of(library, article.id) for article in page.articles}
    return Shelved(
        issue=Issue(
            id=row.issue_id,
            newspaper=page.newspaper,
            date=page.date,
            edition=page.edition,
            pages=(page,),
        ),
        annotations=annotations,
        organisations=loading.load_organisations(library, names),
        read=frozenset(r.id for r in listing.articles(library, page_id=row.page_id) if r.read),
        passages=tuple(
            Passage(article_id=name, paragraph=place[0], offset=place[1])
            for name, place in places.items()
            if place is not None
        ),
    )


def marked_beside(
    path: Path, article_id: str, step: int, *, names: bool
) -> tuple[str, tuple[int, int]] | None:
    """The next article down the tree (step 1) or up that has figures, or names organisations.

    With the first or last of them; None if a hundred articles that way have none.
    """
    from nbreader.library.loading import load_annotations

    with Catalogue.open(path) as catalogue:
        for _ in range(_FAR):
            branch = catalogue.beside(article_id, step)
            if branch is None:
                return None
            article_id = branch.key
            found = load_annotations(catalogue.library, article_id)
            marks = (found.mentions if names else found.figures) if found else ()
            spans = sorted((each.start, each.end) for each in marks)
            if spans:
                return article_id, spans[0] if step > 0 else spans[-1]
    return None


def find_bookmark(path: Path, bookmark: Bookmark) -> Shelved | None:
    """The page that holds a bookmark: by its article's id, its file, else the words it quotes.

    None if the library does not have them.
    """
    shelved = load_shelved(path, bookmark.article_id) or _page_of_file(path, bookmark)
    if shelved is not None or not bookmark.quote.exact.strip():
        return shelved
    from nbreader.actions.seeking import LibraryFinder
    from nbreader.library.query import Word

    finder = LibraryFinder(path)
    try:
        line = max(bookmark.quote.exact.split("\n"), key=len)
        found = finder.find(str(Word(text=line[:_QUOTED], phrase=True)))
    finally:
        finder.close()
    return load_shelved(path, found.rows[0].hit.article_id) if found.rows else None


def _page_of_file(path: Path, bookmark: Bookmark) -> Shelved | None:
    from nbreader.library import listing
    from nbreader.library.saving import known_page

    with Catalogue.open(path) as catalogue:
        page = known_page(catalogue.library, bookmark.citation.sha256)
        rows = listing.articles(catalogue.library, page_id=page.page_id) if page else ()
        return shelve(catalogue.library, rows[0].id) if rows else None


# What was read


def keep_reading(
    path: Path,
    read: Iterable[str],
    passages: Sequence[Passage] = (),
    unread: Iterable[str] = (),
) -> None:
    """Keep in the library which articles were read, and where; the last passage is the open one."""
    from nbreader.library.notes import Notes

    with Notes.open(path) as notes:
        notes.mark_read(read)
        notes.mark_read(unread, read=False)
        for passage in passages:
            notes.keep_place(passage.article_id, passage.paragraph, passage.offset)


# Saved searches


def result_branches(
    finder: LibraryFinder, words: str, key: str, *, least: int = 1
) -> tuple[Branch, ...]:
    """The first articles that a saved search finds, `least` or some more, below its key.

    A branch "more" stands for those that follow; its own key, given as `key`, leads to them.
    """
    home, _, after = key.removeprefix("more:").partition("\t")
    found: list[Branch] = []
    at = int(after) if after else None
    while True:
        results = finder.find(words, at)
        found += (_found(row, home) for row in results.rows)
        at = results.after
        if at is None:
            return tuple(found)
        if len(found) >= least:
            return (*found, Branch(key=f"more:{home}\t{at}", kind="more"))


def _found(row: Result, key: str) -> Branch:
    return Branch(
        key=f"found:{key}\t{row.hit.article_id}",
        kind="found",
        label=row.hit.headline,
        newspaper=row.newspaper,
        date=row.date,
        read=row.read,
        spans=row.hit.places,
    )


def saved_searches(path: Path) -> tuple[SavedQuery, ...]:
    """The searches that the reader keeps, the oldest first."""
    from nbreader.library.store import Library

    with Library.open(path) as library:
        return _searches(library)


def save_search(path: Path, search: SavedQuery) -> None:
    """Keep a search under its name; one of that name is replaced."""
    from nbreader.library.notes import Notes

    with Notes.open(path) as notes:
        notes.save_search(search.name, search.words, search.added)


def remove_search(path: Path, name: str) -> None:
    """Forget a saved search."""
    from nbreader.library.notes import Notes

    with Notes.open(path) as notes:
        notes.remove_search(name)


def _searches(library: Library) -> tuple[SavedQuery, ...]:
    from nbreader.library import notes

    return tuple(
        SavedQuery(name=one.name, words=one.query, added=one.added)
        for one in notes.saved_searches(library)
    )
