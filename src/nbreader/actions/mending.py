"""Pages of the library that cannot be read any more, made again from their files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nbreader.actions.adding import Waiting, refresh_pages
from nbreader.actions.readings import read_one
from nbreader.errors import BadDataError
from nbreader.library.mending import make_readable, mend_in_place, opened_to_mend, read_again
from nbreader.library.proving import TornPage, torn_page
from nbreader.library.store import Library
from nbreader.model import Edit, Page


def remake_pages(path: Path, torn: Sequence[TornPage]) -> frozenset[int]:
    """Make torn pages of the library at `path` again; the row numbers of those that are whole now.

    What this program reads as the page was read before is put back in its place. Else the
    page is replaced, as by adding its file, where its bytes are in the library or its file
    still is as it was. LibraryBusyError where somebody is adding.
    """
    again = []
    with opened_to_mend(path) as library:
        for page in torn:
            found = read_again(library, page, _reread)
            left = mend_in_place(library, page, found) if found else None
            if found and left:
                make_readable(library, left, found)
                again.append(left.sha256)
    if again:
        with suppress(BadDataError):  # another page, which cannot be made again
            for event in refresh_pages(again, library=path):
                if isinstance(event, Waiting):
                    break
    with Library.open(path) as library:
        return frozenset(
            page.number
            for page in torn
            if torn_page(library.connection, page.number, deep=page.values) is None
        )


def _reread(data: bytes, path: str, edits: tuple[Edit, ...]) -> Page | None:
    page = read_one(data, path, edits)
    return page if isinstance(page, Page) else None
