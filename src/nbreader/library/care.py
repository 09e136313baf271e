"""Looking after a library: checking it, mending its index, copying it while it is used."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from nbreader.errors import BadDataError, reason_of
from nbreader.library.codec import unpack_text
from nbreader.library.database import (
    MISREAD,
    DamagedError,
    LibraryBusyError,
    UnreadableError,
    address,
    connect,
    index_path,
    told,
    told_of_reading,
    transaction,
)
from nbreader.library.index import pending, remove_files, trouble_of
from nbreader.library.marks import Marks, read_marks
from nbreader.library.mending import forget_index, opened_to_mend
from nbreader.library.pairs import chars_of, pairs_of
from nbreader.library.proving import (
    COUNTS,
    TornPage,
    file_damage,
    missing_rows,
    torn_pages,
    wrong_counts,
)
from nbreader.library.store import Library, importers_lock
from nbreader.library.tokens import fold_text

Progress = Callable[[int, int], None]
Remake = Callable[[Sequence[TornPage]], frozenset[int]]  # the numbers of those that are whole now

_PAGES = 2048  # of a database, copied at a time
_BEHIND = "索引还缺"
_SAMPLE = 200  # articles that are looked up in the index


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a library, and whether it has been mended."""

    code: str
    sentence: str
    mended: bool = False


def check(
    path: Path,
    *,
    mend: bool = True,
    deep: bool = False,
    progress: Progress | None = None,
    remake: Remake | None = None,
) -> tuple[Finding, ...]:
    """All that is wrong with the library at `path`; nothing if () comes out.

    The file itself, its references, its counts; everything that is packed in it, page
    by page, of which `progress` is told; whether the index is whole, caught up, and
    holds what the articles say: a sample of them, or with `deep` all, and then all
    that is kept besides. The index and counts are mended, and with `remake`, which reads
    pages again, what cannot be read. Raises BadDataError where the library cannot be
    opened at all.
    """
    found: list[Finding] = []
    try:
        with closing(connect(path, mode="ro")) as connection, told_of_reading(path, connection):
            found += _check_file(connection, deep)
            if found:
                return tuple(found)  # damage: nothing below could be believed
            found += _check_counts(connection)
            torn = tuple(torn_pages(connection, deep=deep, progress=progress))
        whole = _mend_pages(torn, remake) if mend else frozenset()
        found += (_torn(page, page.number in whole) for page in torn)
        if mend and any(finding.code == "counts" for finding in found):
            _recount(path)
            found = [replace(f, mended=True) if f.code == "counts" else f for f in found]
        if all(page.number in whole or not page.articles for page in torn):
            found += _check_index(path, mend, deep)
    except LibraryBusyError as error:
        found.append(Finding(code="busy", sentence=f"{error}这时修不了。"))
    except DamagedError as error:
        found.append(_damage([str(error.__cause__ or error)]))
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
) -> int:
    """Write a whole copy of library.db to `target`, while it may be in use.

    The copy is read through, of which `progress` is told; comes out how many of its
    pages cannot be read whole, 0 if all is well. The index is not copied: it is made
    again from the copy. BadDataError where `target` is there already and is not to be
    overwritten, or cannot be written, or where the library's file is damaged; and where
    pages are torn that a backup of before may still have: then that stays.
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
                source.backup(copy, pages=_PAGES)
                copy.execute("PRAGMA journal_mode = DELETE")
                if file_damage(copy):
                    raise DamagedError(f"资料库 {path} 有损坏，没有备份。")
                with told_of_reading(path, copy):
                    torn = sum(1 for _ in torn_pages(copy, progress=progress))
        if torn and there:
            raise DamagedError(
                f"资料库 {path} 有 {torn} 版读不全，没有替换 {target}；先用 nbreader check 修复。"
            )
        beside.replace(target)
    except OSError as error:
        raise BadDataError(f"备份文件 {target} 写不了：{reason_of(error)}。") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return torn


def _check_file(connection: sqlite3.Connection, deep: bool) -> Iterator[Finding]:
    if wrong := file_damage(connection, deep=deep):
        yield _damage(wrong)
        return
    for table, parent in missing_rows(connection):
        sentence = f"表 {table} 里有一行指向不存在的 {parent}，请用备份替换资料库。"
        yield Finding(code="references", sentence=sentence)


def _damage(wrong: Sequence[str]) -> Finding:
    told = "；".join(" ".join(each.split()) for each in wrong)
    return Finding(code="damage", sentence=f"资料库文件已损坏（{told}），请用备份替换它。")


def _mend_pages(torn: Sequence[TornPage], remake: Remake | None) -> frozenset[int]:
    return remake(torn) if torn and remake is not None else frozenset()


def _torn(page: TornPage, mended: bool) -> Finding:
    """What is said of a page that could not be read."""
    what = f"{len(page.articles)} 篇文章" if page.articles else "版面的结构或数据"
    if page.has_source or page.articles or not page.has_structure:
        what = f"版面 {page.page_id} 有存下的内容读不出来（{what}）"
    else:
        what = f"版面 {page.page_id} 存下的原文坏了，文章还读得出来"
    if mended:
        how = "已经重新做好。"
    elif page.has_source:
        how = "没能从原文重新做好，请用备份替换资料库。"
    else:
        how = f"原来的文件也不在了；把它放回 {page.path} 再检查一次，或用备份替换资料库。"
    code = "text" if page.has_source else "source"
    return Finding(code=code, sentence=f"{what}，{how}", mended=mended)


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
    for name, wrong in wrong_counts(connection):
        yield Finding(code="counts", sentence=f"{name} 有 {wrong} 处数目不对。")
    for sentence, sql in _STRAYS:
        (wrong,) = connection.execute(sql).fetchone()
        if wrong:
            yield Finding(code="articles", sentence=f"{sentence}（{wrong} 处）。")


def _recount(path: Path) -> None:
    """Count again what is kept as a count."""
    with opened_to_mend(path) as library, library.reading(), transaction(library.connection):
        for table, column, counted in COUNTS:
            library.connection.execute(
                f"UPDATE {table} SET {column} = ({counted}) WHERE {column} != ({counted})"
            )


def _check_index(path: Path, mend: bool, deep: bool) -> Iterator[Finding]:
    with closing(connect(path, mode="ro")) as connection, told_of_reading(path, connection):
        why = _index_trouble(connection, path, deep)
    if why:
        yield _mended(path, why) if mend else Finding(code="index", sentence=why)


def _index_trouble(connection: sqlite3.Connection, path: Path, deep: bool) -> str:
    """One sentence on what is wrong with the index, "" if nothing is."""
    file = index_path(path)
    if _has_torn_changes(connection):
        return "索引要用的改动记录坏了。"
    trouble = trouble_of(connection, file)
    if trouble:
        return "索引不在。" if trouble == "missing" else "索引坏了，或不是这个资料库的。"
    if rest := pending(connection, file):
        return f"{_BEHIND} {rest} 篇文章。"
    with closing(sqlite3.connect(address(file, "rwc"), uri=True, timeout=15)) as index:
        try:
            if index.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                return "索引文件坏了。"
            if deep:
                index.execute("INSERT INTO pairs(pairs) VALUES ('integrity-check')")
            if _wrong_marks(index):
                return "索引里常用词的标记不对。"
            wrong = _wrong_articles(connection, index, deep)
        except (sqlite3.DatabaseError, *MISREAD):
            return "索引文件坏了。"
    return f"索引里有 {wrong} 篇文章与正文不符。" if wrong else ""


def _has_torn_changes(connection: sqlite3.Connection) -> bool:
    try:
        for (packed,) in connection.execute("SELECT was FROM change WHERE was IS NOT NULL"):
            unpack_text(packed)
    except UnreadableError:
        return True
    return False


def _wrong_marks(index: sqlite3.Connection) -> bool:
    """Whether one of a few common pairs is marked for other articles than it is indexed for."""
    for (pair,) in index.execute("SELECT pair FROM common ORDER BY random() LIMIT 10").fetchall():
        rows = index.execute("SELECT rowid FROM pairs WHERE pairs MATCH ?", (f'"{pair}"',))
        if Marks.of(key for (key,) in rows) != read_marks(index, pair):
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
    marks = cache(partial(read_marks, index))
    for key, packed in rows:
        folded = fold_text(unpack_text(packed))
        if not folded:
            continue
        pairs = pairs_of(folded).split(" ")
        match = " AND ".join(f'"{token}"' for token in {pairs[0], pairs[-1]} if token)
        found = (
            not match
            or index.execute(
                "SELECT 1 FROM pairs WHERE pairs MATCH ? AND rowid = ?", (match, key)
            ).fetchone()
        )
        wrong += not (found and all(marks(char).has(key) for char in chars_of(folded)))
    return wrong


def _mended(path: Path, sentence: str) -> Finding:
    """The index made anew or caught up, if nobody is adding to the library."""
    try:
        with opened_to_mend(path) as library:
            if _has_torn_changes(library.connection):
                forget_index(library)
            elif not sentence.startswith(_BEHIND):
                remove_files(index_path(path))
        try:
            with Library.open(path, write=True) as library:
                assert library.index is not None
                if _index_trouble(library.connection, path, False):
                    library.index.close()
                    remove_files(index_path(path))
        except DamagedError:  # too torn to be caught up
            remove_files(index_path(path))
        with Library.open(path, write=True):
            pass
    except LibraryBusyError as error:
        return Finding(code="index", sentence=f"{sentence}{error}")
    return Finding(code="index", sentence=f"{sentence}已经重建。", mended=True)
