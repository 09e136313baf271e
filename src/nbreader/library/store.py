"""The library as it is opened: the precious file, its index, and the importer's lock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.library.database import (
    LibraryBusyError,
    OpenFile,
    connect,
    lock_path,
)

if TYPE_CHECKING:
    from nbreader.library.index import Index

__all__ = ["Library", "LibraryBusyError", "exists"]


def exists(path: Path) -> bool:
    """Tell whether there is a library to open at `path`."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


class Library(OpenFile):
    """An open library. It belongs to the thread that opened it.

    `connection` is that of library.db. One that is open to write holds the
    importer's lock until it is closed, and has its `index`, caught up.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, index: Index | None = None
    ) -> None:
        super().__init__(path, connection)
        self.index = index
        self.in_bulk = False
        self._closing = ExitStack()

    @property
    def is_unsettled(self) -> bool:
        """Whether the index is put in order at the end of a `bulk`, since it has grown much."""
        return self.index is not None and self.index.is_unsettled

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        write: bool = False,
        wait: float = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> Library:
        """The library at `path`.

        To read, it must be there. To write, it is made where it is missing, brought
        to today's version, and its index is mended and caught up; another importer
        is waited for up to `wait` seconds (-1: for ever), and then LibraryBusyError is
        raised. `progress` is told how many articles are indexed, and of how many, where
        the index has to be made. BadDataError for a file that is damaged, of another program, or
        newer than this one.
        """
        with ExitStack() as opening:
            index = None
            if write:
                opening.enter_context(importers_lock(path, wait))
            connection = connect(path, mode="rwc" if write else "ro")
            opening.callback(connection.close)
            if write:
                _fold_anew(path, connection)
                index = _index_of(path, connection)
                opening.callback(index.close)
                index.catch_up(progress)
            library = cls(path, connection, index)
            library._closing = opening.pop_all()
        return library

    def close(self) -> None:
        """Let go of the files and of the lock."""
        self._closing.close()


def _fold_anew(path: Path, connection: sqlite3.Connection) -> None:
    """Fold the names again, where the library was written by a program that folds otherwise."""
    from nbreader.library.database import told_of_reading
    from nbreader.library.refolding import refold

    with told_of_reading(path, connection):
        refold(connection)


def _index_of(path: Path, connection: sqlite3.Connection) -> Index:
    from nbreader.library.index import open_index

    return open_index(connection, path)


@contextmanager
def importers_lock(path: Path, wait: float) -> Iterator[None]:
    """Be the only one who adds to the library at `path`.

    The lock is the operating system's: it ends with the process that holds it.
    """
    from filelock import FileLock, Timeout

    from nbreader.errors import BadDataError, reason_of

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_path(path), timeout=wait)
        lock.acquire()
    except Timeout:
        raise LibraryBusyError(f"资料库 {path} 正在被另一个程序添加内容，请等它完成。") from None
    except OSError as error:
        raise BadDataError(f"资料库 {path} 不能写入：{reason_of(error)}。") from error
    try:
        yield
    finally:
        lock.release()
