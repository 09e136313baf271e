"""Opening SQLite files: their settings, and their damage in one sentence."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from nbreader.errors import BadDataError, reason_of
from nbreader.library.opened import Opened
from nbreader.library.schema import LIBRARY_ID, VERSION, migrate

_HEADER = b"SQLite format 3\0"
_BUSY = 15.0  # seconds to wait for another's transaction, which is a fraction of one
_CACHE_KB = 64 * 1024
_MAPPED = 1 << 30  # bytes of a file that are read without copying

_FULL = {sqlite3.SQLITE_FULL: "磁盘满了", sqlite3.SQLITE_READONLY: "不能写入"}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# What a value of another kind than was written raises where it is read.
_MISREAD = (ValueError, TypeError, LookupError, AttributeError)


class LibraryBusyError(BadDataError):
    """Somebody else is adding to the library at this moment."""


class NoIndexError(BadDataError):
    """There is no index to search with; it can be made."""


def index_path(path: Path) -> Path:
    """Where the index of the library at `path` is."""
    return path.with_name(f"{path.stem}-index.db")


def lock_path(path: Path) -> Path:
    """The file that the one who adds to the library holds."""
    return path.with_name(f"{path.name}.lock")


def address(path: Path, mode: str) -> str:
    """The file as SQLite's URI names it; `mode` is ro, rw or rwc."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """A connection to the library file at `path`, which must be there for ro and rw.

    Raises BadDataError where it cannot be opened, is no library, or is newer than
    this program.
    """
    with told(path):
        _look_at(path, mode)
        connection = sqlite3.connect(
            address(path, mode), uri=True, timeout=_BUSY, isolation_level=None
        )
        try:
            _set_up(connection, mode)
            _check_version(connection, path, mode)
        except BaseException:
            connection.close()
            raise
    return connection


def _look_at(path: Path, mode: str) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        if mode == "rwc":
            return
        raise BadDataError(f"资料库 {path} 不存在。") from None
    except OSError as error:
        raise BadDataError(f"资料库 {path} 打不开：{reason_of(error)}。") from error
    if header and not header.startswith(_HEADER):
        raise BadDataError(f"{path} 不是资料库文件。")
    if not header and mode != "rwc":
        raise BadDataError(f"资料库 {path} 是空文件。")


def _set_up(connection: sqlite3.Connection, mode: str) -> None:
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if mode != "ro":
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


def _check_version(connection: sqlite3.Connection, path: Path, mode: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    is_empty = version == application == tables == 0
    if is_empty and mode != "rwc":
        raise BadDataError(f"资料库 {path} 还没有内容。")
    if application != LIBRARY_ID and not is_empty:
        raise BadDataError(f"{path} 是别的程序的数据库，不是资料库。")
    if version > VERSION:
        raise BadDataError(f"资料库 {path} 是更新版本的程序写的，请先升级本程序。")
    if version == VERSION:
        return
    if not version and not is_empty:
        raise _damaged(path)
    if mode == "ro":
        raise BadDataError(f"资料库 {path} 是旧版本的，用 nbreader add 加入报纸时会更新。")
    migrate(connection)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged, full or locked file into one sentence.

    A packed text that cannot be unpacked is damage too.
    """
    try:
        yield
    except zlib.error as error:
        raise _damaged(path) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED or _is_no_text(error):
            raise _damaged(path) from error
        if code in _FULL:
            raise BadDataError(f"资料库 {path} {_FULL[code]}。") from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LibraryBusyError(f"资料库 {path} 正被占用，请稍后再试。") from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_AUTH):
            raise BadDataError(f"资料库 {path} 读写不了。") from error
        raise


@contextmanager
def told_of_reading(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """As `told`, and where values are read that nobody wrote, if the file is damaged."""
    try:
        with told(path):
            yield
    except _MISREAD as error:
        if is_sound(connection):
            raise  # a bug
        raise _damaged(path) from error


class OpenFile(Opened):
    """An open library file: where it is, and the connection to it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def reading(self) -> AbstractContextManager[None]:
        """What is read inside tells of damage in one sentence, as leaving `with` does."""
        return told_of_reading(self.path, self.connection)

    def tell(self, error: BaseException | None) -> None:
        """Raise damage that an error means, in one sentence; do nothing for other errors."""
        if isinstance(error, Exception):
            with suppress(type(error)), self.reading():
                raise error

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def _damaged(path: Path) -> BadDataError:
    return BadDataError(f"资料库 {path} 已损坏，请用备份替换它。")


def _is_no_text(error: sqlite3.DatabaseError) -> bool:
    """Whether a column's bytes are not the text they should be, which has no code of SQLite's."""
    return isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether the structure of a connection's file is whole."""
    try:
        return bool(connection.execute("PRAGMA main.quick_check(1)").fetchall() == [("ok",)])
    except sqlite3.Error:
        return False


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is done inside is kept, or, if anything is raised, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has rolled back by itself where a disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
