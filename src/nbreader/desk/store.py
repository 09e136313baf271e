"""A file of the reader's data folder: read, changed under a lock, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar

from nbreader.desk.files import folders, held, read_whole, write_replacing
from nbreader.errors import BadDataError, UsageError

Content = TypeVar("Content")

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound(Generic[Content]):
    """What could be read of a file, and how many of its entries could not."""

    content: Content
    broken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Store(Generic[Content]):
    """One file and its form.

    `decode` raises ValueError for a text of which nothing can be read. A damaged
    file is copied under another name before what is sound in it takes its place;
    BadDataError says so after that, and after the change that was asked for.
    """

    name: str  # "bookmarks.toml"
    title: str  # what the sentences call it: 书签
    empty: Content
    decode: Callable[[str], Sound[Content]]
    encode: Callable[[Content], str]

    @property
    def path(self) -> Path:
        """Where the file is."""
        return folders().data / self.name

    def read(self) -> Content:
        """What the file holds; a missing file is an empty one."""
        sound = self._decoded(read_whole(self.path))
        if not sound.broken:
            return sound.content
        try:
            content, complaint = self._change(lambda stored: stored)
        except BadDataError as error:
            raise BadDataError(f"{self.title}文件已损坏，暂时无法修复：{error}") from error
        if complaint:
            raise BadDataError(complaint)
        return content

    def change(self, change: Callable[[Content], Content]) -> Content:
        """Read, change and write the file while no other reader can; return what it holds.

        `change` may raise UsageError: the file is then as it was.
        """
        content, complaint = self._change(change)
        if complaint:
            raise BadDataError(complaint)
        return content

    def _change(self, change: Callable[[Content], Content]) -> tuple[Content, str]:
        path = self.path
        with held(path):
            stored, complaint = self._mended(path)
            changed = stored
            try:
                changed = change(stored)
            except UsageError:
                if not complaint:
                    raise
            if changed != stored:
                write_replacing(path, self.encode(changed))
        return changed, complaint

    def _mended(self, path: Path) -> tuple[Content, str]:
        """What is sound in the file; a damaged one is kept aside, with the sentence for it."""
        data = read_whole(path)
        sound = self._decoded(data)
        if not sound.broken or data is None:
            return sound.content, ""
        aside = _free_name(path)
        write_replacing(aside, data)
        write_replacing(path, self.encode(sound.content))
        kept = "其中完好的部分仍在" if sound.content != self.empty else "现从空白开始"
        return sound.content, f"{self.title}文件 {path} 已损坏，原样另存为 {aside.name}，{kept}。"

    def _decoded(self, data: bytes | None) -> Sound[Content]:
        if data is None:
            return Sound(content=self.empty)
        try:
            return self.decode(data.decode("utf-8-sig"))
        except ValueError:
            return Sound(content=self.empty, broken=1)


def _free_name(path: Path) -> Path:
    """A name for a damaged file that no file has yet."""
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    names = (f"{path.stem}.damaged-{stamp}{more}{path.suffix}" for more in _counted())
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _counted() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def text_of(table: Mapping[str, object], key: str) -> str:
    """A string of a table, "" where it is missing; ValueError for anything else."""
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} is no string")
    return value


def number_of(table: Mapping[str, object], key: str) -> int:
    """A whole number from 0 of a table, 0 where it is missing; else ValueError."""
    value = table.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{key} is no number")
    return value


def tables_of(table: Mapping[str, object], key: str) -> list[dict[str, object]]:
    """The tables of an array, none where it is missing; ValueError for anything else."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ValueError(f"{key} is no array of tables")
    return value


def check_version(table: Mapping[str, object], title: str) -> None:
    """Leave alone, with one sentence, what a later version of this program wrote."""
    if number_of(table, "version") > VERSION:
        raise BadDataError(f"{title}文件由更新版本的 nbreader 写成，请先升级再用。")
