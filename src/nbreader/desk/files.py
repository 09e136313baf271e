"""Where the reader's own files are, and how they are written without losing any."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from nbreader.errors import BadDataError, reason_of

# Windows refuses to replace a file while another program reads it.
_REPLACE_TRIES = 10
_REPLACE_PAUSE = 0.02  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The settings file, and the folder of all that the reader keeps."""

    config: Path  # config.toml
    data: Path


def folders() -> Folders:
    """The usual places of this system; NBREADER_CONFIG and NBREADER_DATA win."""
    config, data = os.environ.get("NBREADER_CONFIG"), os.environ.get("NBREADER_DATA")
    return Folders(
        config=Path(config) if config else _usual("config") / "config.toml",
        data=Path(data) if data else _usual("data"),
    )


def _usual(kind: str) -> Path:
    from platformdirs import PlatformDirs

    places = PlatformDirs("nbreader", appauthor=False)
    return places.user_config_path if kind == "config" else places.user_data_path


def read_whole(path: Path) -> bytes | None:
    """A file's bytes, or None if there is no file; BadDataError if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadDataError(f"无法读取 {path}：{reason_of(error)}。") from error


def write_replacing(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all: beside the old one, then in its place.

    The old file's permissions are kept, and a link stays a link. Raises
    BadDataError with one sentence; the old file is then as it was.
    """
    # A file's name may hold half a character, which no encoding can write.
    data = text.encode("utf-8", errors="replace") if isinstance(text, str) else text
    target = _behind_links(path)
    with writing(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(target, data)
    _settle(target.parent)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says against writing a file into one sentence."""
    try:
        yield
    except OSError as error:
        raise BadDataError(f"未能写入 {path}：{reason_of(error)}，没有改动任何文件。") from error


def _behind_links(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _write_beside(target: Path, data: bytes) -> None:
    fresh = target.with_name(f".nbreader-{os.urandom(6).hex()}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # no old file, or a disk without permissions
            fresh.chmod(target.stat().st_mode & 0o7777)
        _replace(fresh, target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _replace(fresh: Path, target: Path) -> None:
    for _ in range(_REPLACE_TRIES):
        try:
            fresh.replace(target)
        except PermissionError:
            time.sleep(_REPLACE_PAUSE)
        else:
            return
    fresh.replace(target)


def _settle(folder: Path) -> None:
    """Have the folder's new entry written to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def held(path: Path, *, patience: float = 2.0) -> Iterator[None]:
    """Hold a file against other readers; BadDataError after `patience` seconds.

    The lock is a file of its own beside it, since the file itself is replaced.
    """
    from filelock import FileLock, Timeout

    target = _behind_links(path)
    lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=patience, poll_interval=0.01)
    with writing(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise BadDataError(f"另一个阅读器正在写 {path}，请稍后再试。") from error
    try:
        yield
    finally:
        lock.release()
