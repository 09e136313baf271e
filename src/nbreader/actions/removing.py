"""Pages taken out of the library."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.actions.library import opened_library
from nbreader.actions.shelf import library_path
from nbreader.errors import UsageError

if TYPE_CHECKING:
    from nbreader.library.removing import KeptPage


def find_kept_pages(word: str) -> tuple[KeptPage, ...]:
    """The library's page of a file, else of an id, or of an article's id, or of a part of it."""
    from nbreader.library.removing import find_pages

    path = Path(word)
    with suppress(OSError, ValueError):  # words that can be no name
        if path.is_dir():
            raise UsageError(f"“{word}”是文件夹；请写版面的文件或编号。")
    with opened_library() as library:
        return find_pages(library, _sha256_of(path) or word)


def remove_kept_page(page: KeptPage) -> bool:
    """Take a page out of the library; False if it is not there any more.

    Its bookmarks and corrections stay, and hold again when its file is added again.
    BadDataError where somebody is adding to the library.
    """
    from nbreader.actions.pages import compose
    from nbreader.library.removing import remove_page
    from nbreader.library.store import Library

    with Library.open(library_path(), write=True) as library:
        return remove_page(library, page.page_id, compose=compose)


def has_its_file(page: KeptPage) -> bool:
    """Tell whether the file that a page was read from is still where it was, as it was."""
    return _sha256_of(Path(page.path)) == page.sha256


def _sha256_of(path: Path) -> str:
    """The sha256 of a file, "" where there is none that can be read."""
    with suppress(OSError, ValueError):
        if path.is_file():
            return sha256(path.read_bytes()).hexdigest()
    return ""
