"""Adding files to the library: read in several processes, saved issue by issue.

Files are read, hashed and compared here; what is new is parsed and annotated by
`workers`; what comes back is saved by one writer, one transaction an issue. So an
import that ends at any moment has added whole issues, and goes on where it was.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.actions.following import follow_bookmarks, mend_left_behind
from nbreader.actions.progress import Gauge, Progress
from nbreader.actions.readings import Findings, read_issue, version_of_readings
from nbreader.actions.shelf import library_path
from nbreader.actions.short_names import explain_short_names
from nbreader.actions.told import ReadPage, Remark, Told, read_told
from nbreader.actions.workers import Later, Workers, cores
from nbreader.desk import check_edit, load_settings, with_edits
from nbreader.errors import BadDataError, UsageError
from nbreader.library.saving import (
    NewPage,
    Outcome,
    SavedPage,
    bulk,
    known_page,
    save_pages,
)
from nbreader.library.store import Library, LibraryBusyError
from nbreader.model import Bookmark, Edit, Page, Refused

if TYPE_CHECKING:
    from nbreader.intake import File
    from nbreader.tables import KnownOrganisation

_WINDOW = 64  # files that are looked at before any of them is parsed
_FEW = 16  # files that are parsed sooner than another process has started
_MOST_AT_ONCE = 32  # pages that are annotated and saved together
_PATIENCE = 0.5  # seconds between two looks whether another import has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another program is adding to the same library; told again and again until it ends."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Pages that are in the library from now on, added or replaced together."""

    pages: tuple[SavedPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A bookmark whose words are not on the page any more as it is read now."""

    bookmark: Bookmark


AddEvent = Progress | Refused | Remark | Saved | Unplaced | Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """A file that has to be read, with the sha256 of its bytes and the corrections of its page."""

    file: File
    source: str
    edits: tuple[Edit, ...]
    offered: tuple[Edit, ...] = ()  # that it takes where it prints nothing itself


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    fresh: _Fresh
    page: Page


def add_paths(
    paths: Sequence[Path],
    *,
    newspaper: str = "",
    date: str = "",
    page: str = "",
    jobs: int = 0,
    library: Path | None = None,
) -> Iterator[AddEvent]:
    """Add files, folders and zip archives to the library; yields what happens as it happens.

    Newspaper, date and page are for what a page does not print itself, and are kept as
    corrections of its file. The library is made where there is none. `jobs` is the
    number of processes that parse, 0 for one on each core, 1 for this process alone.
    Closing the iterator ends the import: what was saved stays, and adding the same
    paths again goes on from there.

    Bytes that the library has, read by the same program with the same corrections,
    are not parsed again; after a better program, or other corrections, the page is
    replaced and its bookmarks follow it.

    Raises UsageError for a date or a page that is none, BadDataError for a library
    that cannot be opened.
    """
    told = {"newspaper": newspaper, "date": date, "page": page}
    metadata = tuple(
        check_edit(Edit(kind="metadata", field=field, value=value))
        for field, value in told.items()
        if value
    )
    if page:
        _refuse_one_page_for_many(paths, page)
    return _add(
        library or library_path(),
        _files(paths),
        metadata=metadata,
        jobs=jobs or cores(),
        total=_count(paths),
    )


def refresh_pages(
    sources: Sequence[str],
    *,
    jobs: int = 1,
    library: Path | None = None,
    as_they_were: Mapping[str, tuple[Edit, ...]] | None = None,
) -> Iterator[AddEvent]:
    """Read pages of the library again from the bytes that it keeps, by the sources' sha256.

    That is how a correction reaches the library: newspaper, date and page move the
    page to its issue, and its bookmarks follow. What the library does not have, or
    has as it is read now, is left alone. What stands in `as_they_were` is read with
    those corrections, whatever is kept: so a page is again what `edits_in_library` told.
    """
    path = library or library_path()
    files = _stored_files(path, sources)
    return _add(
        path, files, jobs=jobs, total=len(sources), restores=False, as_they_were=as_they_were
    )


def _count(paths: Sequence[Path]) -> int:
    from nbreader.intake import count_files

    return count_files(paths)


def _refuse_one_page_for_many(paths: Sequence[Path], page: str) -> None:
    count = _count(paths)
    if count > 1:
        raise UsageError(f"版次“{page}”只能给一个文件，这里有 {count} 个。")


def _files(paths: Sequence[Path]) -> Iterator[File | Refused]:
    from nbreader.intake import read_files

    return read_files(paths)


def _stored_files(path: Path, sources: Sequence[str]) -> Iterator[File | Refused]:
    from nbreader.intake import File
    from nbreader.library.loading import stored_source

    with Library.open(path) as library:
        for source in sources:
            stored = stored_source(library, source)
            if stored is not None:
                yield File(path=stored[1].path, data=stored[0])


def _add(
    path: Path,
    files: Iterator[File | Refused],
    *,
    metadata: tuple[Edit, ...] = (),
    jobs: int,
    total: int,
    restores: bool = True,
    as_they_were: Mapping[str, tuple[Edit, ...]] | None = None,
) -> Iterator[AddEvent]:
    from nbreader.actions.reading import own_organisations
    from nbreader.actions.tagging import can_tag

    own: Sequence[KnownOrganisation] = ()
    try:
        own = own_organisations()
    except BadDataError as error:
        yield Refused(path="", sentence=str(error))
    ner = load_settings().ner and can_tag()
    library = yield from _opened(path)
    told = Told(metadata, restores=restores, as_they_were=as_they_were)
    workers = Workers(jobs)
    try:
        with library, bulk(library):
            yield from told.load()
            yield from mend_left_behind(library)
            adding = _Adding(library, workers, Gauge(total), told, own=own, ner=ner)
            yield from adding.add(files)
            yield from told.remarks()
            if library.is_unsettled:
                yield Waiting(sentence="加入的文章多，正在整理索引，请稍候。")
    finally:
        workers.close()


def _opened(path: Path) -> Generator[AddEvent, None, Library]:
    wait = 0.0
    while True:
        try:
            return Library.open(path, write=True, wait=wait)
        except LibraryBusyError as busy:
            yield Waiting(sentence=str(busy))
            wait = _PATIENCE


class _Adding:
    """One import: what is being parsed, what is being annotated, and how far it is."""

    def __init__(
        self,
        library: Library,
        workers: Workers,
        gauge: Gauge,
        told: Told,
        *,
        own: Sequence[KnownOrganisation],
        ner: bool,
    ) -> None:
        self._library = library
        self._workers = workers
        self._asked = (own, ner)
        self._gauge = gauge
        self._version = version_of_readings(own, ner=ner)
        self._told = told
        # Sources that are parsed and not saved yet, with further files of the same bytes.
        self._in_hand: dict[str, list[File]] = {}
        self._parsing: deque[tuple[_Fresh, Later[ReadPage | Refused]]] = deque()
        self._group: list[_Parsed] = []
        self._annotating: deque[tuple[list[_Parsed], Later[tuple[Findings, ...]]]] = deque()

    def add(self, files: Iterator[File | Refused]) -> Iterator[AddEvent]:
        """Take in all files."""
        yield self._gauge.progress()
        window: list[File] = []
        for file in files:
            if isinstance(file, Refused):
                yield self._gauge.refused()
                yield file
                continue
            window.append(file)
            if len(window) == _WINDOW:
                yield from self._take(window)
                window = []
        yield from self._take(window)
        yield from self._drain(0)
        yield from self._close_group()
        yield from self._save(0)
        yield self._gauge.progress()

    def _take(self, window: Sequence[File]) -> Iterator[AddEvent]:
        """Have those files of a window parsed that the library has not."""
        fresh, current = [], []
        for file in window:
            source = sha256(file.data).hexdigest()
            if source in self._in_hand:
                self._in_hand[source].append(file)
                continue
            page = known_page(self._library, source)
            edits = self._told.of(source, page)
            offered = self._told.offered(source, edits, page)
            if page is not None and not offered and page.is_current(self._version, edits):
                current.append(source)
            else:
                fresh.append(_Fresh(file=file, source=source, edits=edits, offered=offered))
                self._in_hand[source] = []
        yield from self._told.keep(dict.fromkeys(current))
        yield self._gauge.unchanged(len(current))
        if len(fresh) > _FEW:
            self._workers.start()
        for each in fresh:
            self._parse(each)
        yield from self._drain(_WINDOW if self._workers.at_once > 1 else 0)

    def _parse(self, fresh: _Fresh) -> None:
        file = fresh.file
        call = self._workers.call(read_told, file.data, file.path, fresh.edits, fresh.offered)
        self._parsing.append((fresh, call))

    def _drain(self, waiting: int) -> Iterator[AddEvent]:
        """Take parsed pages in, until so many are still being parsed."""
        parsed: list[_Parsed] = []
        while len(self._parsing) > waiting:
            fresh, call = self._parsing.popleft()
            read = call.result()
            if isinstance(read, Refused):
                yield self._gauge.refused()
                yield read
                self._try_another(fresh)
                continue
            yield self._gauge.parsed()
            self._told.take(fresh.source, fresh.offered, read)
            edits = with_edits(fresh.edits, read.filled)
            parsed.append(_Parsed(fresh=replace(fresh, edits=edits), page=read.page))
            if not self._told.is_new:
                yield from self._gather(parsed)
        yield from self._told.keep(each.page.source.sha256 for each in parsed)
        yield from self._gather(parsed)

    def _try_another(self, refused: _Fresh) -> None:
        """What is no page under one name is looked at under the next that has its bytes."""
        copies = self._in_hand.pop(refused.source)
        if copies:
            self._in_hand[refused.source] = copies[1:]
            self._parse(replace(refused, file=copies[0]))

    def _gather(self, parsed: list[_Parsed]) -> Iterator[AddEvent]:
        """Put parsed pages with those of their issue, which is annotated when another begins."""
        for each in parsed:
            if self._group and not self._belongs(each.page):
                yield from self._close_group()
            self._group.append(each)
        parsed.clear()

    def _belongs(self, page: Page) -> bool:
        first = self._group[0].page
        same = (first.newspaper, first.date, first.edition) == (
            page.newspaper,
            page.date,
            page.edition,
        )
        return same and len(self._group) < _MOST_AT_ONCE

    def _close_group(self) -> Iterator[AddEvent]:
        """Have the pages annotated that belong together."""
        group, self._group = self._group, []
        if group:
            pages = tuple(each.page for each in group)
            self._annotating.append((group, self._workers.call(read_issue, pages, *self._asked)))
        yield from self._save(self._workers.at_once if self._workers.at_once > 1 else 0)

    def _save(self, waiting: int) -> Iterator[AddEvent]:
        """Save annotated issues, until so many are still being annotated."""
        while len(self._annotating) > waiting:
            group, call = self._annotating.popleft()
            findings = call.result()
            pages = [
                NewPage(
                    page=_at_absolute_path(each.page),
                    data=each.fresh.file.data,
                    annotations=found.annotations,
                    organisations=found.organisations,
                    edits=each.fresh.edits,
                    version=self._version,
                )
                for each, found in zip(group, findings, strict=True)
            ]
            shorts = [found.unexplained for found in findings]
            yield from self._saved(explain_short_names(self._library, pages, shorts))

    def _saved(self, pages: Sequence[NewPage]) -> Iterator[AddEvent]:
        from nbreader.actions.spelling import spellings
        from nbreader.parse import compose_issues

        saved = save_pages(self._library, pages, compose=compose_issues, spell=spellings)
        self._told.see(self._library, saved)
        copies = sum(len(self._in_hand.pop(each.sha256, ())) for each in saved)
        changed = tuple(each for each in saved if each.outcome is not Outcome.UNCHANGED)
        lost: list[AddEvent] = []
        replaced = [each for each in changed if each.outcome is Outcome.REPLACED]
        if replaced:  # before the caller may stop: what is told as saved is whole
            try:
                followed = follow_bookmarks(self._library, replaced)
                lost = [Unplaced(bookmark=bookmark) for bookmark in followed]
            except BadDataError as error:
                lost = [Refused(path="", sentence=str(error))]
        yield Saved(pages=changed)
        yield from lost
        yield self._gauge.saved(saved)
        if copies:
            yield self._gauge.unchanged(copies)


def _at_absolute_path(page: Page) -> Page:
    """The page as it is found from any working folder."""
    path = os.path.abspath(page.source.path)  # noqa: PTH100  (a member of an archive is no Path)
    return replace(page, source=replace(page.source, path=path))
