"""Pages taken out of the library."""

from __future__ import annotations

from dataclasses import dataclass

from nbreader.library.database import transaction
from nbreader.library.forgetting import Printed, forget_names, note_page
from nbreader.library.index import prune
from nbreader.library.issues import drop_empty_issues
from nbreader.library.joining import keep_jumps, pages_beside
from nbreader.library.loading import page_of
from nbreader.library.rows import delete_page
from nbreader.library.saving import Compose
from nbreader.library.store import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page of the library, and the file that it was read from."""

    page_id: str
    path: str
    sha256: str
    articles: int


def find_pages(library: Library, part: str, *, limit: int = 10) -> tuple[KeptPage, ...]:
    """The page of this id or sha256, or of the article of this id; else those with such ids."""
    for condition in (
        "page.name = ?1 OR sha256 = ?1",
        "page.id = (SELECT page FROM article WHERE name = ?1)",
        "instr(page.name, ?1) OR page.id IN (SELECT page FROM article WHERE instr(name, ?1))",
    ):
        rows = library.connection.execute(
            "SELECT page.name, path, sha256, (SELECT count(*) FROM article WHERE page = page.id)"
            f" FROM page WHERE {condition} ORDER BY page.id LIMIT ?2",
            (part, limit),
        ).fetchall()
        if rows:
            break
    return tuple(
        KeptPage(page_id=name, path=path, sha256=sha256, articles=articles)
        for name, path, sha256, articles in rows
    )


def remove_page(library: Library, page_id: str, *, compose: Compose) -> bool:
    """Take a page out of the library; False if it is not there.

    What was read of it is forgotten, corrections and bookmarks are other files'. Jumps
    that led to it from its issue (`compose` as in `save_pages`) are open again.
    """
    if library.index is None:
        raise ValueError("the library is open to read only")
    connection = library.connection
    with library.reading():
        row = connection.execute("SELECT id FROM page WHERE name = ?", (page_id,)).fetchone()
        if row is None:
            return False
        with transaction(connection):
            prune(connection, library.index.watermark)
            page = page_of(connection, row[0], source_text=False)
            gone = Printed()
            note_page(connection, row[0], gone)
            delete_page(connection, row[0])
            forget_names(connection, gone)
            beside = pages_beside(connection, [page])
            for issue in compose(tuple(beside.values())):
                for composed in issue.pages:
                    keep_jumps(connection, beside[composed.source.sha256], composed)
            drop_empty_issues(connection)
    library.index.catch_up()
    return True
