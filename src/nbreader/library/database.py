"""Opening SQLite files: their settings, and their damage in one sentence."""

from __future__ import annotations

import sqlite3
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
_UNREADABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_AUTH}
# What a value raises that is not what was kept, where it is read; and a bug too.
MISREAD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError)
_DOUBTFUL = (*MISREAD, sqlite3.DatabaseError)


class DamagedError(BadDataError):
    """A library that is torn somewhere, or holds what nobody wrote there."""


class UnreadableError(Exception):
    """A value that was kept cannot be read: a text that is not packed, a page of no structure."""


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

    A kept value that cannot be read is damage too.
    """
    try:
        yield
    except (UnreadableError, UnicodeDecodeError, sqlite3.DatabaseError) as error:
        _raise(_meaning(error, path), error)
        raise


@contextmanager
def told_of_reading(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """As `told`, and of what else damage may raise, where the library proves to be damaged.

    That takes as long as a thorough check of the library; what is no damage is a bug.
    """
    try:
        yield
    except (UnreadableError, *_DOUBTFUL) as error:
        _raise(_proved_meaning(error, path, connection), error)
        raise


def _raise(meant: BadDataError | None, error: Exception) -> None:
    """Raise what an error means, if that is known.

    No name of this frame may hold what is raised: both would stay, and with them
    statements that lock the file, until rubbish is collected.
    """
    try:
        if meant is not None:
            raise meant from error
    finally:
        del meant


def _meaning(error: Exception, path: Path) -> BadDataError | None:
    """What an error tells of the file at `path`, None if that is not sure."""
    if isinstance(error, UnreadableError | UnicodeDecodeError):  # also SQLite's own words
        return _damaged(path)
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_torn(error) or _is_no_text(error):
        return _damaged(path)
    if code in _FULL:
        return BadDataError(f"资料库 {path} {_FULL[code]}。")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusyError(f"资料库 {path} 正被占用，请稍后再试。")
    if code in _UNREADABLE:
        return BadDataError(f"资料库 {path} 读写不了。")
    return None


def _proved_meaning(
    error: Exception, path: Path, connection: sqlite3.Connection
) -> BadDataError | None:
    meant = _meaning(error, path)
    if meant is not None or not isinstance(error, _DOUBTFUL) or _is_no_damage(error):
        return meant
    from nbreader.library.proving import is_whole

    return None if is_whole(connection) else _damaged(path)


def _is_no_damage(error: Exception) -> bool:
    is_interrupted = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    return is_interrupted or isinstance(error, sqlite3.ProgrammingError)


def is_torn(error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite says that a file is torn, or none of its own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _is_no_text(error: sqlite3.DatabaseError) -> bool:
    """Whether a column's bytes are not the text they should be, which has no code of SQLite's."""
    return isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")


def _damaged(path: Path) -> DamagedError:
    return DamagedError(f"资料库 {path} 有损坏，用 nbreader check 检查和修复。")


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
            _raise(_proved_meaning(error, self.path, self.connection), error)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


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
