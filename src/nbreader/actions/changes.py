"""What another program did to the library since it was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbreader.actions.catalogue import Catalogue, Totals
from nbreader.actions.shelving import Shelved, shelve

Stamps = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The library at one moment.

    `stamps` are time and size of its files, `number` counts the articles that ever
    came, changed or went.
    """

    stamps: Stamps
    number: int
    totals: Totals


def look_at(path: Path, before: State | None) -> State:
    """The library's state now; `before` itself, unopened, if its files are as they were.

    BadDataError if it cannot be read.
    """
    from nbreader.library.index import last_change

    stamps = _stamps(path)
    if before is not None and before.stamps == stamps:
        return before
    with Catalogue.open(path) as catalogue:
        number = last_change(catalogue.library.connection)
        return State(stamps=stamps, number=number, totals=catalogue.totals())


def find_again(path: Path, shelved: Shelved, article_id: str) -> tuple[Shelved, str] | None:
    """An open page as the library has it now, and the article; None if it is gone.

    Where its articles have other ids by now, its file tells it, and the article is
    that in the same place.
    """
    from nbreader.library import listing
    from nbreader.library.saving import known_page

    page = shelved.issue.pages[0]
    with Catalogue.open(path) as catalogue:
        same = shelve(catalogue.library, article_id)
        if same is not None:
            return same, article_id
        known = known_page(catalogue.library, page.source.sha256)
        rows = listing.articles(catalogue.library, page_id=known.page_id) if known else ()
        if not rows:
            return None
        at = [article.id for article in page.articles].index(article_id)
        name = rows[min(at, len(rows) - 1)].id
        again = shelve(catalogue.library, name)
        return None if again is None else (again, name)


def _stamps(path: Path) -> Stamps:
    """Time and size of the library's file and of its journal; zeros where there is nothing."""
    found = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            stat = file.stat()
        except OSError:
            found.append((0, 0))
        else:  # who only reads may leave an empty journal
            found.append((stat.st_mtime_ns, stat.st_size) if stat.st_size else (0, 0))
    return tuple(found)
