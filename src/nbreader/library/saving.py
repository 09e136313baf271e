"""Pages saved in one transaction: the same bytes change nothing, a better parse replaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count, islice
from typing import Any

from nbreader.library.codec import edits_of
from nbreader.library.database import transaction
from nbreader.library.forgetting import Printed, forget_names, note_page
from nbreader.library.index import Index, prune
from nbreader.library.issues import drop_empty_issues, issue_number, issue_of
from nbreader.library.joining import keep_jumps, pages_beside
from nbreader.library.keys import date_of, day_number
from nbreader.library.loading import page_of
from nbreader.library.matching import same_articles
from nbreader.library.rows import (
    Names,
    PageRow,
    Spell,
    delete_page,
    free_keys,
    insert_articles,
    insert_page,
    jump_column,
    keys_in_place,
)
from nbreader.library.store import Library
from nbreader.model import Annotations, Article, Edit, Issue, Organisation, Page

Compose = Callable[[Sequence[Page]], tuple[Issue, ...]]

_IN_BULK = 20_000  # changes after which the index is caught up within a big import


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """A page to be saved, as it was parsed, with what was found in its articles.

    `annotations` stand in the order of `page.articles`; their ids are not looked
    at. `version` names the program and the tables that made all this.
    """

    page: Page
    data: bytes  # the file's bytes
    annotations: tuple[Annotations, ...]
    organisations: tuple[Organisation, ...] = ()  # that the annotations name
    edits: tuple[Edit, ...] = ()  # that were replayed in the page
    version: str

    def __post_init__(self) -> None:
        if len(self.annotations) != len(self.page.articles):
            raise ValueError(f"{self.page.id} needs one Annotations for each article")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """What the library has of a file."""

    page_id: str
    version: str
    edits: tuple[Edit, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)  # newspaper, date, page; "" unknown

    def is_current(self, version: str, edits: tuple[Edit, ...]) -> bool:
        """Tell whether reading the same bytes again would change nothing."""
        return self.version == version and self.edits == edits


class Outcome(StrEnum):
    """What saving a page did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """What became of a page.

    Where it was replaced, `old` and `new` are what stood there and what stands
    there now. `renamed` says under which new id an article goes on that had
    another one; all of these hold at once, so one's old id may be another's new.
    """

    page_id: str
    issue_id: str
    sha256: str
    path: str
    outcome: Outcome
    articles: int = 0
    figures: int = 0
    mentions: int = 0
    old: tuple[Article, ...] = ()
    new: tuple[Article, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def save_pages(
    library: Library, pages: Sequence[NewPage], *, compose: Compose, spell: Spell | None = None
) -> tuple[SavedPage, ...]:
    """Save pages, all or none, and say what became of each, in their order.

    A file is known by its sha256. The same bytes, version and corrections change
    nothing. Otherwise the page is replaced; so a page is given a date by saving
    it again, parsed with that correction. What was read stays read, also where
    an article's id changes.

    Dated pages are composed (`parse.compose_issues`) with those that the library
    has of their issue, so that jumps are joined across imports; so are those of an
    issue that a page leaves. `spell` gives the pinyin initials of a name that is new
    to the library.
    """
    index = _index(library)
    with library.reading():
        changed = {
            page.page.source.sha256: page for page in pages if not _is_current(library, page)
        }
        saved: dict[str, SavedPage] = {}
        if changed:
            with transaction(library.connection):
                prune(library.connection, index.watermark)
                saved = _Saving(library.connection, spell, changed).save(compose)
    if saved and (not library.in_bulk or index.lag >= _IN_BULK):
        index.catch_up()
    return tuple(
        saved.pop(sha256) if sha256 in saved else _unchanged(library, page)
        for page in pages
        for sha256 in [page.page.source.sha256]
    )


@contextmanager
def bulk(library: Library) -> Iterator[None]:
    """Save many pages inside: the index is caught up now and then, and at the end.

    Where that has grown much it is put in order too, unless something is raised.
    """
    index = _index(library)
    library.in_bulk = True
    try:
        yield
    finally:
        library.in_bulk = False
        index.catch_up()
    if library.is_unsettled:
        index.optimise()


def known_page(library: Library, sha256: str) -> KnownPage | None:
    """What the library has of a file, None if it does not know its bytes."""
    row = library.connection.execute(
        "SELECT page.name, version, edits, newspaper, day, number FROM page"
        " JOIN issue ON issue.id = issue WHERE sha256 = ?",
        (sha256,),
    ).fetchone()
    return None if row is None else _known_page(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TakenOut:
    """A page that stood where a new one comes, and what was read of its articles."""

    number: int  # of its row
    page: Page
    reading: tuple[tuple[int, int | None, int | None] | None, ...]


class _Saving:
    """One transaction that puts changed pages in."""

    def __init__(
        self, connection: sqlite3.Connection, spell: Spell | None, changed: Mapping[str, NewPage]
    ) -> None:
        self._connection = connection
        self._changed = changed
        self._names = Names(connection, spell)
        self._gone = Printed()  # by the pages that are replaced, as they were
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM page").fetchone()
        self._numbers = count(last + 1)  # for the rows of new pages

    def save(self, compose: Compose) -> dict[str, SavedPage]:
        """What became of each page, by its sha256."""
        old = {sha256: self._take_out(sha256) for sha256 in self._changed}
        for new in self._changed.values():
            for organisation in new.organisations:
                self._names.describe(organisation)
        pages = [new.page for new in self._changed.values()]
        left = [each.page for each in old.values() if each is not None]
        there = pages_beside(self._connection, (*pages, *left))
        composed = compose([*there.values(), *pages])
        saved: dict[str, SavedPage] = {}
        for issue in composed:
            changed = [page for page in issue.pages if page.source.sha256 in self._changed]
            if changed:
                saved |= self._put_in(changed, issue, old)
            for page in issue.pages:
                if page.source.sha256 not in self._changed:
                    keep_jumps(self._connection, there[page.source.sha256], page)
        drop_empty_issues(self._connection)
        back = (found for new in self._changed.values() for found in new.annotations)
        forget_names(self._connection, self._gone, back)
        return saved

    def _take_out(self, sha256: str) -> _TakenOut | None:
        row = self._connection.execute("SELECT id FROM page WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        page = page_of(self._connection, row[0], source_text=False)
        reading = self._connection.execute(
            "SELECT is_read, paragraph, at, reading.article FROM article"
            " LEFT JOIN reading ON reading.article = article.key WHERE page = ? ORDER BY place",
            (row[0],),
        ).fetchall()
        note_page(self._connection, row[0], self._gone)
        delete_page(self._connection, row[0])
        return _TakenOut(
            number=row[0],
            page=page,
            reading=tuple(None if each[3] is None else each[:3] for each in reading),
        )

    def _put_in(
        self, pages: Sequence[Page], issue: Issue, old: Mapping[str, _TakenOut | None]
    ) -> dict[str, SavedPage]:
        """Put the changed pages of an issue in."""
        number = issue_number(self._connection, issue)
        day = None if issue.date is None else day_number(issue.date)
        rows = [self._row(page, number, old[page.source.sha256]) for page in pages]
        keys = self._put_back(rows, old) if day is None else {}
        new = [row for row in rows if row.number not in keys]
        if day is None:
            new.reverse()  # what is undated is read from the last page that was added
        free = iter(free_keys(self._connection, day, sum(len(row.page.articles) for row in new)))
        keys |= {row.number: list(islice(free, len(row.page.articles))) for row in new}
        for row in new:
            insert_page(self._connection, row)
        for row in reversed(new):
            insert_articles(self._connection, self._names, row, keys[row.number])
        return {
            page.source.sha256: self._told(page, keys[row.number], old[page.source.sha256])
            for page, row in zip(pages, rows, strict=True)
        }

    def _put_back(
        self, rows: Sequence[PageRow], old: Mapping[str, _TakenOut | None]
    ) -> dict[int, list[int]]:
        """Put undated pages in where they stood before; the keys by the row's number.

        The others are left: they are new, or there is no room for them any more.
        """
        found: dict[int, list[int]] = {}
        for row in sorted(rows, key=lambda row: row.number):
            if old[row.page.source.sha256] is not None:
                keys = keys_in_place(self._connection, row.number, len(row.page.articles))
                if len(keys) == len(row.page.articles):
                    insert_page(self._connection, row)
                    insert_articles(self._connection, self._names, row, keys)
                    found[row.number] = keys
        return found

    def _row(self, page: Page, issue: int, old: _TakenOut | None) -> PageRow:
        new = self._changed[page.source.sha256]
        pairs = list(zip(new.page.articles, page.articles, strict=True))
        return PageRow(
            number=next(self._numbers) if old is None else old.number,
            page=replace(page, articles=tuple(replace(b, jump=a.jump) for a, b in pairs)),
            jumps=tuple(jump_column(a, b) for a, b in pairs),
            issue=issue,
            data=new.data,
            version=new.version,
            edits=new.edits,
            annotations=new.annotations,
        )

    def _told(self, page: Page, keys: Sequence[int], old: _TakenOut | None) -> SavedPage:
        new = self._changed[page.source.sha256]
        return SavedPage(
            page_id=page.id,
            issue_id=issue_of(self._connection, page_id=page.id),
            sha256=page.source.sha256,
            path=page.source.path,
            outcome=Outcome.ADDED if old is None else Outcome.REPLACED,
            articles=len(keys),
            figures=sum(len(found.figures) for found in new.annotations),
            mentions=sum(len(found.mentions) for found in new.annotations),
            old=old.page.articles if old else (),
            new=page.articles if old else (),
            renamed=self._carry(old, page, keys) if old else (),
        )

    def _carry(
        self, old: _TakenOut, page: Page, keys: Sequence[int]
    ) -> tuple[tuple[str, str], ...]:
        """Move what was read along, and name the articles that have another id now."""
        renamed = []
        for before, after in same_articles(old.page.articles, page.articles):
            reading = old.reading[before]
            if reading is not None:
                self._connection.execute(
                    "INSERT INTO reading (article, is_read, paragraph, at) VALUES (?, ?, ?, ?)",
                    (keys[after], *reading),
                )
            names = old.page.articles[before].id, page.articles[after].id
            if names[0] != names[1]:
                renamed.append(names)
        return tuple(renamed)


def _index(library: Library) -> Index:
    if library.index is None:
        raise ValueError("the library is open to read only")
    return library.index


def _is_current(library: Library, new: NewPage) -> bool:
    known = known_page(library, new.page.source.sha256)
    return known is not None and known.is_current(new.version, new.edits)


def _known_page(row: Sequence[Any]) -> KnownPage:
    name, version, edits, newspaper, day, number = row
    date = "" if day is None else date_of(day).isoformat()
    return KnownPage(
        page_id=name,
        version=version,
        edits=edits_of(edits),
        metadata={"newspaper": newspaper, "date": date, "page": str(number or "")},
    )


def _unchanged(library: Library, new: NewPage) -> SavedPage:
    number, name, articles = library.connection.execute(
        "SELECT page.id, page.name, count(article.key) FROM page"
        " LEFT JOIN article ON article.page = page.id WHERE sha256 = ? GROUP BY page.id",
        (new.page.source.sha256,),
    ).fetchone()
    return SavedPage(
        page_id=name,
        issue_id=issue_of(library.connection, number),
        sha256=new.page.source.sha256,
        path=new.page.source.path,
        outcome=Outcome.UNCHANGED,
        articles=articles,
    )
