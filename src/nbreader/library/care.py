"""Looking after a library: checking it, mending its index, copying it while it is used."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from nbreader.errors import BadDataError, reason_of
from nbreader.library.codec import unpack_bytes, unpack_text
from nbreader.library.database import (
    LibraryBusyError,
    address,
    connect,
    index_path,
    is_sound,
    told,
    transaction,
)
from nbreader.library.index import pending, remove_files, trouble_of
from nbreader.library.pairs import chars_of, pairs_of
from nbreader.library.store import Library, importers_lock
from nbreader.library.tokens import fold_text

Progress = Callable[[int, int], None]

_PAGES = 2048  # of a database, copied at a time
_SAMPLE = 200  # articles that are looked up in the index


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a library, and whether it has been mended."""

    code: str
    sentence: str
    mended: bool = False


def check(path: Path, *, mend: bool = True, deep: bool = False) -> tuple[Finding, ...]:
    """All that is wrong with the library at `path`; nothing if () comes out.

    The file itself, its references, its counts, its sources; whether the index is
    whole, caught up, and holds what the articles say: a sample of them, or with
    `deep` all. Only the index is mended, and counts. Raises BadDataError where
    the library cannot be opened at all.
    """
    found: list[Finding] = []
    with closing(connect(path, mode="ro")) as connection, told(path):
        found += _check_file(connection, deep)
        if found:
            return tuple(found)  # damage: nothing below could be believed
        found += _check_counts(connection)
        found += _check_sources(connection, deep)
        why = _index_trouble(connection, path, deep)
    if mend and any(finding.code == "counts" for finding in found):
        _recount(path)
        found = [replace(each, mended=True) if each.code == "counts" else each for each in found]
    if why:
        found.append(_mended(path, why) if mend else Finding(code="index", sentence=why))
    return tuple(found)


def rebuild_index(path: Path, *, progress: Progress | None = None) -> None:
    """Make the index anew from the library; LibraryBusyError where somebody is adding to it.

    Stopped in the middle, it goes on when the library is next opened to write.
    """
    with importers_lock(path, 0):
        remove_files(index_path(path))
    with Library.open(path, write=True, progress=progress) as library:
        assert library.index is not None
        library.index.optimise()


def backup(
    path: Path, target: Path, *, progress: Progress | None = None, overwrite: bool = False
) -> None:
    """Write a whole copy of library.db to `target`, while it may be in use.

    The index is not copied: it is made again from the copy. BadDataError where
    `target` is there already and is not to be overwritten, or cannot be written, or
    where the library is damaged: then a backup of before stays.
    """
    there = os.path.exists(target)  # noqa: PTH110  (a name that is too long is not there)
    if there and not overwrite:
        raise BadDataError(f"备份文件 {target} 已经存在。")
    if there and target.samefile(path):
        raise BadDataError(f"备份文件 {target} 就是资料库自己。")
    beside = target.with_name(f"{target.name}.part")
    try:
        with closing(connect(path, mode="ro")) as source, told(target):
            beside.open("wb").close()  # which says why it cannot be, where SQLite does not
            with closing(sqlite3.connect(address(beside, "rwc"), uri=True)) as copy:
                source.backup(
                    copy,
                    pages=_PAGES,
                    progress=None
                    if progress is None
                    else lambda _, rest, total: progress(total - rest, total),
                )
                copy.execute("PRAGMA journal_mode = DELETE")
                if not is_sound(copy):
                    raise BadDataError(f"资料库 {path} 已损坏，没有备份。")
        beside.replace(target)
    except OSError as error:
        raise BadDataError(f"备份文件 {target} 写不了：{reason_of(error)}。") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _check_file(connection: sqlite3.Connection, deep: bool) -> Iterator[Finding]:
    check = "integrity_check" if deep else "quick_check"
    rows = connection.execute(f"PRAGMA {check}(5)").fetchall()
    if rows != [("ok",)]:
        told = "；".join(" ".join(str(row[0]).split()) for row in rows)
        yield Finding(code="damage", sentence=f"资料库文件已损坏（{told}），请用备份替换它。")
        return
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(5):
        yield Finding(code="references", sentence=f"表 {table} 里有一行指向不存在的 {parent}。")


# Counts that are kept, and what they count.
_COUNTS = (
    ("issue", "pages", "SELECT count(*) FROM page WHERE issue = issue.id"),
    ("issue", "articles", "SELECT count(*) FROM article WHERE issue = issue.id"),
    ("metric", "figures", "SELECT count(*) FROM figure WHERE metric = metric.id"),
    ("subject", "figures", "SELECT count(*) FROM figure WHERE subject = subject.id"),
    (
        "organisation",
        "mentions",
        "SELECT count(*) FROM mention WHERE organisation = organisation.id AND is_sure",
    ),
    (
        "organisation",
        "articles",
        "SELECT count(DISTINCT article) FROM mention"
        " WHERE organisation = organisation.id AND is_sure",
    ),
)
_STRAYS = (
    (
        "有文章没有正文",
        "SELECT count(*) FROM article LEFT JOIN body USING (key) WHERE text IS NULL",
    ),
    (
        "有文章和它的版面不在同一期",
        "SELECT count(*) FROM article JOIN page ON page.id = article.page"
        " WHERE article.issue != page.issue",
    ),
)


def _check_counts(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, column, counted in _COUNTS:
        (wrong,) = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} != ({counted})"
        ).fetchone()
        if wrong:
            yield Finding(code="counts", sentence=f"{table}.{column} 有 {wrong} 处数目不对。")
    for sentence, sql in _STRAYS:
        (wrong,) = connection.execute(sql).fetchone()
        if wrong:
            yield Finding(code="articles", sentence=f"{sentence}（{wrong} 处）。")


def _check_sources(connection: sqlite3.Connection, deep: bool) -> Iterator[Finding]:
    """The files' bytes and the articles' texts can be unpacked, and are what they were."""
    from hashlib import sha256

    limit = -1 if deep else _SAMPLE
    pages = connection.execute(
        "SELECT path, sha256, bytes FROM page ORDER BY random() LIMIT ?", (limit,)
    )
    for path, known, packed in pages:
        try:
            sound = sha256(unpack_bytes(packed)).hexdigest() == known
        except zlib.error:
            sound = False
        if not sound:
            yield Finding(code="source", sentence=f"{path} 存下的原文与当初不符。")


def _recount(path: Path) -> None:
    """Count again what is kept as a count."""
    with Library.open(path, write=True) as library, told(path), transaction(library.connection):
        for table, column, counted in _COUNTS:
            library.connection.execute(
                f"UPDATE {table} SET {column} = ({counted}) WHERE {column} != ({counted})"
            )


def _index_trouble(connection: sqlite3.Connection, path: Path, deep: bool) -> str:
    """One sentence on what is wrong with the index, "" if nothing is."""
    file = index_path(path)
    trouble = trouble_of(connection, file)
    if trouble:
        return "索引不在。" if trouble == "missing" else "索引坏了，或不是这个资料库的。"
    if rest := pending(connection, file):
        return f"索引还缺 {rest} 篇文章。"
    with closing(sqlite3.connect(address(file, "rwc"), uri=True, timeout=15)) as index:
        try:
            if index.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                return "索引文件坏了。"
            if deep:
                for table in ("pairs", "chars"):
                    index.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
            if _wrong_count(index):
                return "索引里字的篇数不对。"
            wrong = _wrong_articles(connection, index, deep)
        except sqlite3.DatabaseError:
            return "索引文件坏了。"
    return f"索引里有 {wrong} 篇文章与正文不符。" if wrong else ""


def _wrong_count(index: sqlite3.Connection) -> bool:
    """Whether some of a few characters is counted otherwise than it is indexed."""
    rows = index.execute("SELECT char, articles FROM char_count ORDER BY random() LIMIT 20")
    for char, articles in rows.fetchall():
        counted = index.execute("SELECT count(*) FROM chars WHERE chars MATCH ?", (f'"{char}"',))
        if counted.fetchone() != (articles,):
            return True
    return False


def _wrong_articles(connection: sqlite3.Connection, index: sqlite3.Connection, deep: bool) -> int:
    """Of how many articles the index lacks the first or last words, or some character."""
    if deep:
        rows = connection.execute("SELECT key, text FROM body")
    else:
        (articles,) = connection.execute("SELECT count(*) FROM article").fetchone()
        step = max(1, articles // _SAMPLE)
        rows = connection.execute(
            "SELECT key, text FROM body WHERE key IN (SELECT key FROM (SELECT key,"
            " row_number() OVER (ORDER BY key) AS place FROM article) WHERE place % ? = 0)",
            (step,),
        )
    wrong = 0
    for key, packed in rows:
        folded = fold_text(unpack_text(packed))
        if not folded:
            continue
        pairs = pairs_of(folded).split(" ")
        asked = [
            ("pairs", " AND ".join(f'"{token}"' for token in {pairs[0], pairs[-1]} if token)),
            ("chars", " AND ".join(f'"{token}"' for token in chars_of(folded))),
        ]
        wrong += any(
            index.execute(
                f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = ?", (match, key)
            ).fetchone()
            is None
            for table, match in asked
            if match
        )
    return wrong


def _mended(path: Path, sentence: str) -> Finding:
    """The index made anew or caught up, if nobody is adding to the library."""
    try:
        with Library.open(path, write=True) as library:
            assert library.index is not None
            if _index_trouble(library.connection, path, False):
                library.index.close()
                remove_files(index_path(path))
        with Library.open(path, write=True):
            pass
    except LibraryBusyError as error:
        return Finding(code="index", sentence=f"{sentence}{error}")
    return Finding(code="index", sentence=f"{sentence}已经重建。", mended=True)
