"""Pages as they were last parsed, so that the reader opens without parsing again.

A remembered page is found by the hash of its source, its corrections, and the
program that parsed it; so it is never out of date, and may always be thrown
away. The form is that of a .pyc file: marshal, which loads nothing but values,
and is trusted as far as the folder that it lies in.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

import nbreader
from nbreader.desk import folders
from nbreader.model import (
    Article,
    Block,
    Byline,
    Dateline,
    Doubt,
    Edit,
    Jump,
    Page,
    Piece,
    Role,
    Source,
)

# What a page is made of; a value is stored with its place in this list.
_NOUNS: tuple[type, ...] = (Page, Article, Block, Piece, Byline, Dateline, Jump, Doubt, Role, date)
_CODES = {noun: code for code, noun in enumerate(_NOUNS)}
_FIELDS = [[field.name for field in fields(noun)] for noun in _NOUNS[:-2]]

# What decides how a page is parsed, besides its bytes and its corrections.
_PARSER = ("model.py", "tables.py", "words.py", "actions/memory.py", "intake", "parse", "data")

_MOST = 400  # remembered pages; a page takes some 50 kB


def recall(source: Source, edits: tuple[Edit, ...]) -> Page | None:
    """The page that this program last made of the source, if it is remembered."""
    try:
        stored = marshal.loads(_path(source, edits).read_bytes())
        page = _decoded(stored, source)
    except (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError):
        return None  # missing or damaged: the page is parsed again
    return page if isinstance(page, Page) else None


def remember(page: Page, edits: tuple[Edit, ...]) -> None:
    """Keep a page for `recall`, where that is possible; never raises."""
    path = _path(page.source, edits)
    with suppress(OSError):
        make_room(path.parent, _MOST)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(marshal.dumps(_encoded(page)))
        beside.replace(path)


def _path(source: Source, edits: tuple[Edit, ...]) -> Path:
    key = sha256(f"{source.sha256} {edits!r}".encode("utf-8", "surrogatepass")).hexdigest()
    return folders().data / "cache" / _program() / key[:32]


@cache
def _program() -> str:
    """A name for the code and tables that parse pages; any change gives another."""
    root = Path(nbreader.__file__).parent
    files = (
        file
        for name in _PARSER
        for file in ([root / name] if name.endswith(".py") else sorted((root / name).glob("*.*")))
    )
    told = [nbreader.__version__, str(sys.implementation.cache_tag)]
    for file in files:
        with suppress(OSError):  # a program in an archive has no such files
            status = file.stat()
            told.append(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def make_room(folder: Path, most: int) -> None:
    """Make a cache's folder; throw away its older versions beside it.

    Of `most` files or more that it holds the older half of `most` goes.
    """
    if not folder.exists():
        rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
    kept = list(folder.iterdir())
    if len(kept) >= most:
        for path in sorted(kept, key=lambda path: path.stat().st_mtime)[: most // 2]:
            path.unlink(missing_ok=True)


def _encoded(value: Any) -> Any:
    """Nouns as lists, their code first; tuples and plain values as they are."""
    if isinstance(value, tuple):
        return tuple(map(_encoded, value))
    if isinstance(value, Role):
        return [_CODES[Role], str(value)]
    if isinstance(value, date):
        return [_CODES[date], value.toordinal()]
    if isinstance(value, Source):
        return None  # it was just read, and is handed to `_decoded`
    code = _CODES.get(type(value))
    if code is None:
        return value
    return [code, *(_encoded(getattr(value, name)) for name in _FIELDS[code])]


def _decoded(value: Any, source: Source) -> Any:
    if isinstance(value, tuple):
        return tuple(_decoded(each, source) for each in value)
    if not isinstance(value, list):
        return value
    noun, parts = _NOUNS[value[0]], value[1:]
    if noun is Role:
        return Role(parts[0])
    if noun is date:
        return date.fromordinal(parts[0])
    decoded = {
        name: _decoded(part, source) for name, part in zip(_FIELDS[value[0]], parts, strict=True)
    }
    if noun is Page:
        decoded["source"] = source
    return noun(**decoded)
