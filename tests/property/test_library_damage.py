"""A library that is torn anywhere: whatever is asked of it, only the project's own errors come.

A few patterns of damage are tried each time; more with NBREADER_DAMAGE=1000.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from nbreader import actions
from nbreader.actions import shelving
from nbreader.actions.catalogue import Catalogue
from nbreader.actions.indexing import catch_up_index
from nbreader.actions.narrowing import NarrowedCatalogue
from nbreader.actions.seeking import LibraryFinder
from nbreader.actions.shelving import SavedQuery
from nbreader.desk import Passage
from nbreader.errors import BadDataError
from nbreader.library.database import index_path
from nbreader.model import Bookmark

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = int(os.environ.get("NBREADER_DAMAGE", "10"))
PAGE = 4096  # bytes that SQLite reads at a time

Damage = Callable[[Path, Random], None]


# --- damage


def garble_bytes(path: Path, rng: Random) -> None:
    """A few bytes are others."""
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 4, 64))):
        data[rng.randrange(100, len(data))] = rng.randrange(256)
    path.write_bytes(bytes(data))


def garble_pages(path: Path, rng: Random) -> None:
    """Some pages hold noise, nothing, or what belongs elsewhere."""
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 3))):
        at = rng.randrange(1, len(data) // PAGE) * PAGE
        other = rng.randrange(1, len(data) // PAGE) * PAGE
        noise = (rng.randbytes(PAGE), bytes(PAGE), bytes(data[other : other + PAGE]))
        data[at : at + PAGE] = rng.choice(noise)
    path.write_bytes(bytes(data))


def cut(path: Path, rng: Random) -> None:
    """The end is missing."""
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(100, len(data))])


def garble_values(path: Path, rng: Random) -> None:
    """Some values are others than were written, in a file that is sound."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
                " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'pairs_%'"
                " AND name NOT LIKE 'chars_%'"
            )
        ]
        for _ in range(rng.choice((1, 3))):
            table = rng.choice(tables)
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            value = rng.choice((None, -1, 1 << 60, 0.5, "", "x", "[1]", "{}", b"", b"g\x00", b"u"))
            column = rng.choice(columns)
            where = rng.choice(
                ("1", f"{column} = (SELECT {column} FROM {table} ORDER BY random() LIMIT 1)")
            )
            with suppress(sqlite3.IntegrityError):
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value,))
        connection.commit()


def take_rows(path: Path, rng: Random) -> None:
    """Rows are gone, others point to them."""
    with closing(sqlite3.connect(path)) as connection:
        table = rng.choice(
            ("page", "issue", "article", "body", "fact", "metric", "organisation", "section")
        )
        connection.execute(f"DELETE FROM {table} WHERE random() & 1")
        connection.commit()


def of_index(damage: Damage) -> Damage:
    """The same to the index."""

    def change(path: Path, rng: Random) -> None:
        damage(index_path(path), rng)

    return change


DAMAGES: tuple[Damage, ...] = (
    *(garble_bytes, garble_pages, garble_values, garble_values, take_rows, cut),
    *map(of_index, (garble_bytes, garble_pages, garble_values, cut)),
)


# --- what is asked


def walk(path: Path) -> None:
    with Catalogue.open(path) as catalogue:
        _walk(catalogue)


def walk_narrowed(path: Path) -> None:
    for words in ("宁波", "metric:产值", "company:宁波", "headline:宁波", "section:专版"):
        finder = LibraryFinder(path)
        try:
            with NarrowedCatalogue.over(finder, words) as catalogue:
                catalogue.first_branches()
                _walk(catalogue)
        finally:
            finder.close()


def _walk(catalogue: Catalogue) -> None:
    waiting = [""]
    catalogue.totals()
    while waiting:
        for branches in catalogue.below(waiting.pop()).values():
            waiting += [branch.key for branch in branches if branch.kind != "article"]
            for branch in branches:
                if branch.kind == "article":
                    catalogue.way_to(branch.key)
                    catalogue.beside(branch.key, 1)
                    catalogue.paragraph(branch.key, 10)


def find(path: Path) -> None:
    finder = LibraryFinder(path)
    try:
        for words in (
            *("", "宁波", "波", "nbzb", "company:宁波", "metric:产值 value>1亿元", "unit:%"),
            *("headline:宁波", "byline:记者", "is:unread", "date:2026-03", "is:doubtful", "-家电"),
        ):
            finder.find(words)
            finder.count(words, 3)
            finder.count(words)
        finder.complete("宁")
        finder.complete("nb")
    finally:
        finder.close()


def open_all(path: Path, ids: tuple[str, ...]) -> None:
    shelving.first_view(path)
    for article_id in ids:
        shelving.load_shelved(path, article_id)
        shelving.marked_beside(path, article_id, 1, names=True)
        actions.find_in_library(article_id)


def look_up(path: Path) -> None:
    with Catalogue.open(path) as catalogue:
        library = catalogue.library
        for name in ("宁波", *(row.organisation.name for row in _named(library, "").entries[:3])):
            actions.library_organisation(library, name)
            _named(library, name[:2])
        for entry in actions.library_metrics(library, "").entries[:3]:
            actions.library_metric(library, entry.metric)


_named = actions.library_organisations


def tabulate(words: str) -> None:
    list(actions.figures_in_library(words))
    actions.mentions_in_library(words)


def keep(path: Path, ids: tuple[str, ...]) -> None:
    passages = [Passage(article_id=article_id, paragraph=1, offset=2) for article_id in ids]
    shelving.keep_reading(path, ids, passages, ids[:2])


def search_notes(path: Path) -> None:
    shelving.save_search(path, SavedQuery(name="产值", words="metric:产值"))
    shelving.saved_searches(path)
    shelving.remove_search(path, "产值")


def follow(path: Path, bookmark: Bookmark) -> None:
    shelving.find_bookmark(path, bookmark)
    actions.check_bookmarks([bookmark])
    actions.pages_of_bookmarks([bookmark])


def remove(path: Path) -> None:
    for page in actions.find_kept_pages("2026"):
        actions.remove_kept_page(page)


def asks(path: Path, ids: tuple[str, ...], bookmark: Bookmark) -> Iterator[Callable[[], object]]:
    """Everything that a person can do with a library; what changes it comes last."""
    yield lambda: walk(path)
    yield lambda: walk_narrowed(path)
    yield lambda: find(path)
    yield lambda: open_all(path, ids)
    yield lambda: look_up(path)
    yield lambda: tabulate("宁波")
    yield lambda: tabulate("value>1亿元")
    yield actions.list_issues
    yield actions.library_size
    yield lambda: actions.search_library("宁波")
    yield lambda: catch_up_index(path)
    yield lambda: follow(path, bookmark)
    yield lambda: keep(path, ids)
    yield lambda: search_notes(path)
    yield lambda: actions.backup_library(path.with_name("copy.db"), overwrite=True)
    yield lambda: list(actions.add_paths([path.parent / "fresh.txt"], jobs=1, date="2026-03-25"))
    yield lambda: list(actions.refresh_pages([bookmark.citation.sha256]))
    yield lambda: remove(path)
    yield lambda: actions.check_library(deep=True)
    yield lambda: actions.check_library()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of the sample pages."""
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBREADER_DATA", str(folder))
        patch.setenv("NBREADER_LIBRARY", str(folder / "library.db"))
        list(actions.add_paths([ROOT / "seeds"], jobs=1))
        page = (ROOT / "seeds" / "000_a1fb47af6652c340.txt").read_text(encoding="utf-8")
        (folder / "fresh.txt").write_text(page + "\n", encoding="utf-8")
    for name in ("library.db", "library-index.db"):
        with closing(sqlite3.connect(folder / name)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
    return folder


@pytest.mark.parametrize("seed", range(PATTERNS))
def test_damage_is_always_told_in_a_sentence(
    seed: int, whole: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(seed)
    folder = tmp_path / "torn"
    shutil.copytree(whole, folder)
    path = folder / "library.db"
    monkeypatch.setenv("NBREADER_LIBRARY", str(path))
    ids, bookmark = made_before(path)
    damage = DAMAGES[seed % len(DAMAGES)]
    damage(path, rng)

    said = [sentence for ask in asks(path, ids, bookmark) if (sentence := told(ask))]

    assert [] == [sentence for sentence in said if "\n" in sentence]


def told(ask: Callable[[], object]) -> str:
    """What is said of bad data, "" if all is well."""
    try:
        ask()
    except BadDataError as error:
        return str(error)
    return ""


def made_before(path: Path) -> tuple[tuple[str, ...], Bookmark]:
    """The ids of the library's articles, and a bookmark on one, from before the damage."""
    with Catalogue.open(path) as catalogue:
        rows = catalogue.library.connection.execute("SELECT name FROM article ORDER BY key")
        ids = tuple(name for (name,) in rows)
    (found,) = actions.find_in_library(ids[-1])
    block = found.article.blocks[-1]
    end = len(found.article.text)
    start = end - len(block.text)
    return ids, actions.add_bookmark(found.issue, found.page, found.article, start, end)
