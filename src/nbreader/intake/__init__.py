"""Bytes of any format to raw pages: lines with positions, never structure."""

from __future__ import annotations

from pathlib import Path

from nbreader.intake.files import File, count_files, find_files, read_again, read_bytes, read_files
from nbreader.intake.text import page_of_bytes
from nbreader.model import RawPage

__all__ = [
    "File",
    "count_files",
    "find_files",
    "page_of_bytes",
    "read_again",
    "read_files",
    "read_page",
]


def read_page(path: Path) -> RawPage:
    """The page that a file holds; a `BadDataError` says why it holds none."""
    return page_of_bytes(read_bytes(path), path=str(path))
