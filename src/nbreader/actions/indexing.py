"""The index of the library: what it lacks is made up for when the library is asked."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.errors import BadDataError
from nbreader.library.database import LibraryBusyError, index_path
from nbreader.library.store import Library

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Progress = Callable[[int, int], None]  # articles in the index, articles in all

_QUICK = 5_000  # articles that a question may wait for: seconds
_LOOK = 0.3  # seconds between two looks at how far it is
_BUSY = "busy"  # what the other process says of an index that somebody else is catching up


def catch_up_index(path: Path, progress: Progress | None = None) -> None:
    """Have all articles of the library in its index, where that is a matter of seconds.

    Where it lacks more, an index that is behind is left so, and of one that is missing
    or damaged BadDataError says how it is made; nothing is changed then.

    `progress` is told only where something is missing. An index that is behind is
    left so where it cannot be written, or another program is adding to the library;
    of one that is missing that is BadDataError or LibraryBusyError.
    """
    known = _known(path)
    if known is None:
        return
    done, total = known
    if total - done > _QUICK:
        if done:
            return
        raise BadDataError(
            f"资料库 {path} 的索引要重建，共 {total} 篇，要等一阵；"
            "用 nbreader check 重建，或打开 nbreader，在后台重建。"
        )
    if progress is not None:
        progress(done, total)
    try:
        _write(path, progress)
    except BadDataError:
        if not done:
            raise


def catch_up_beside(path: Path) -> Generator[tuple[int, int], None, None]:
    """As `catch_up_index`, in another process; yields again and again how far it is.

    Nothing comes out where nothing is missing. Another program that adds to the
    library is waited for. Closing the iterator gives up; what was made is kept by
    the 20,000 articles.
    """
    from multiprocessing import Pipe

    from nbreader.actions.workers import start_alone

    while (known := _known(path)) is not None:
        yield known
        ours, theirs = Pipe(duplex=False)
        process = start_alone(_catch_up, path, theirs)
        theirs.close()
        try:
            while not ours.poll(_LOOK) and process.is_alive():
                yield _known(path) or known
            said = _said(ours)
        finally:
            process.terminate()
            process.join()
            ours.close()
        if said not in ("", _BUSY):
            raise BadDataError(said)


def _write(path: Path, progress: Progress | None) -> None:
    with Library.open(path, write=True, progress=progress):
        pass


def _catch_up(path: Path, told: Connection) -> None:
    """What the other process does; it tells what is wrong, or ""."""
    try:
        _write(path, None)
        told.send("")
    except LibraryBusyError:
        told.send(_BUSY)
    except BadDataError as error:
        told.send(str(error))


def _said(ours: Connection) -> str:
    try:
        return str(ours.recv())
    except EOFError:
        return "建索引的进程被系统中止，索引没有建完。"


def _known(path: Path) -> tuple[int, int] | None:
    """How many articles the index has, and how many there are; None if it lacks nothing."""
    from nbreader.library.index import pending

    with Library.open(path) as library:
        rest = pending(library.connection, index_path(path))
        if rest == 0:
            return None
        (total,) = library.connection.execute("SELECT count(*) FROM article").fetchone()
        return (0 if rest is None else max(0, total - rest)), total
