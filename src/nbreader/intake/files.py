"""Paths to files, and files to bytes, with one sentence for each that fails."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbreader.errors import BadDataError, reason_of
from nbreader.intake.detect import refuse_size
from nbreader.intake.text import shown_path
from nbreader.model import Refused

# Files that lie in a folder of pages and are none. A file that a person names
# is never passed over by its name.
_BESIDE_PAGES = (
    "readme", "license", "licence", "changelog", "contributing", "copying", "notice.",
    "authors", "makefile", "dockerfile", "requirements",
)  # fmt: skip
_SUFFIXES_OF_OTHER_KINDS = """
    json jsonl csv tsv xml yaml yml toml ini cfg lock py pyc ipynb js ts css mht
    mhtml pdf doc docx xls xlsx ppt pptx wps ofd epub mobi zip gz tgz bz2 xz zst 7z rar tar png
    jpg jpeg gif bmp tif tiff webp svg heic ico mp3 mp4 m4a mov avi mkv wav db sqlite sqlite3
    exe dll so sh bat ps1 ttf otf woff woff2 bak swp tmp part
"""
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")  # the first bytes of zip archives
_OTHER_FOLDERS = frozenset({"__pycache__", "__macosx", "node_modules"})
_OF_WEB_PAGES = ("_files", ".files", "_文件")  # folders that browsers keep beside a saved page
_WEB_PAGES = (".html", ".htm", ".xhtml")
_NUMBER = re.compile(r"(\d+)")
_OTHER_KINDS = frozenset("." + suffix for suffix in _SUFFIXES_OF_OTHER_KINDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The bytes of one file, and where it is: `archive.zip/宁波日报/003.txt` in an archive."""

    path: str
    data: bytes


def read_files(paths: Sequence[Path]) -> Iterator[File | Refused]:
    """Each file of `find_files` with its bytes, read as it goes, and those of zip archives.

    What cannot be read is refused, each with its sentence.
    """
    for path in find_files(paths):
        if isinstance(path, Refused):
            yield path
            continue
        try:
            if _is_archive(path):
                from nbreader.intake.archives import read_members

                yield from read_members(path)
            else:
                yield File(path=str(path), data=read_bytes(path))
        except BadDataError as error:
            yield Refused(path=str(path), sentence=str(error))


def count_files(paths: Sequence[Path]) -> int:
    """How many values `read_files` yields, by the folders and archives' lists alone."""
    count = 0
    for path in find_files(paths):
        if isinstance(path, Path) and _is_archive(path):
            from nbreader.intake.archives import count_members

            count += count_members(path)
        else:
            count += 1
    return count


def find_files(paths: Sequence[Path]) -> Iterator[Path | Refused]:
    """Files to read, each once: those given, and those in the folders given.

    Folders are walked as it goes, in natural order (第2版 before 第10版), without
    hidden files, links to folders, and files whose names say that they hold no
    page or archive. A file that is given is always tried. What is missing, and a folder
    that holds nothing to read, is refused.
    """
    seen: set[str] = set()
    for path in paths:
        try:
            if not path.is_dir():
                path.stat()
                found: Iterator[Path | Refused] = iter((path,))
            else:
                found = _walk(path)
        except (OSError, ValueError) as cause:  # ValueError: a zero byte in the path
            found = iter((_refused(path, cause),))
        yield from _each_once(found, seen)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file that is not too large."""
    shown = shown_path(str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadDataError(f"{shown} 是文件夹，不是文件。")
        if not stat.S_ISREG(status.st_mode):
            raise BadDataError(f"{shown} 不是普通文件。")
        refuse_size(status.st_size, path=shown)
        return path.read_bytes()
    except (OSError, ValueError) as cause:
        raise BadDataError(_sentence(shown, cause)) from cause


def read_again(path: str) -> bytes:
    """The bytes of a file by the path of its `File`, also of one in a zip archive."""
    for folder in Path(path).parents:
        if _is_archive(folder):
            from nbreader.intake.archives import read_member

            return read_member(folder, path)
    return read_bytes(Path(path))


def _is_archive(path: Path) -> bool:
    """Tell by its first bytes whether a file is a zip archive."""
    try:
        if not path.is_file():  # a pipe would wait for ever
            return False
        with path.open("rb") as file:
            return file.read(4) in _ARCHIVES
    except (OSError, ValueError):
        return False


def _each_once(found: Iterator[Path | Refused], seen: set[str]) -> Iterator[Path | Refused]:
    for path in found:
        if isinstance(path, Path):
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
        yield path


def _walk(folder: Path) -> Iterator[Path | Refused]:
    """Files below a folder that may be pages, folder by folder."""
    empty = True
    pending = [(folder, True)]
    while pending:
        path, is_folder = pending.pop()
        if not is_folder:
            empty = False
            yield path
            continue
        try:
            pending += reversed(_entries(path))
        except OSError as cause:
            empty = False
            yield _refused(path, cause)
    if empty:
        shown = shown_path(str(folder))
        yield Refused(path=shown, sentence=f"文件夹 {shown} 里没有可读的文件。")


def _entries(folder: Path) -> list[tuple[Path, bool]]:
    """What to read and what to walk into (True) in a folder, in natural order."""
    with os.scandir(folder) as entries:
        kinds = {entry.name: _kind_of(entry) for entry in entries}
    there = {name.lower() for name in kinds}
    names = [
        name
        for name, kind in kinds.items()
        if kind != "none" and not (kind == "folder" and _belongs_to_web_page(name.lower(), there))
    ]
    return [(folder / name, kinds[name] == "folder") for name in _in_natural_order(names)]


def _belongs_to_web_page(name: str, there: set[str]) -> bool:
    """Tell whether a browser kept the pictures and scripts of a page that lies beside here."""
    page = next((name.removesuffix(end) for end in _OF_WEB_PAGES if name.endswith(end)), "")
    return any(page + suffix in there for suffix in _WEB_PAGES) if page else False


def _kind_of(entry: os.DirEntry[str]) -> str:
    """`file`, `folder`, or `none` for what is passed over."""
    name = entry.name.lower()
    if name.startswith("."):
        return "none"
    try:
        if entry.is_dir():
            return "none" if entry.is_symlink() or is_passed_folder(name) else "folder"
        read = may_hold_page(name) or name.endswith(".zip")
        return "file" if entry.is_file() and read else "none"
    except OSError:  # a link to itself
        return "none"


def may_hold_page(name: str) -> bool:
    """Tell by a file's name whether it may be a page."""
    name = name.lower()
    if name.startswith((".", *_BESIDE_PAGES)) or name.endswith("~"):
        return False
    return Path(name).suffix not in _OTHER_KINDS


def is_passed_folder(name: str) -> bool:
    """Tell by a folder's name that it is not walked into."""
    return name.startswith(".") or name.lower() in _OTHER_FOLDERS


def _in_natural_order(names: list[str]) -> list[str]:
    """Names with their numbers by value; a library for this costs the start 7 ms."""
    return sorted(sorted(names), key=natural_key)


def natural_key(name: str) -> list[str | int]:
    """Text and numbers in turn, so that 第2版 comes before 第10版."""
    parts = _NUMBER.split(name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]


def _refused(path: Path, cause: OSError | ValueError) -> Refused:
    shown = shown_path(str(path))
    return Refused(path=shown, sentence=_sentence(shown, cause))


def _sentence(shown: str, cause: OSError | ValueError) -> str:
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        return f"找不到 {shown}。"
    if isinstance(cause, PermissionError):
        return f"没有权限读取 {shown}。"
    reason = reason_of(cause) if isinstance(cause, OSError) else cause
    return f"读不了 {shown}：{reason}。"
