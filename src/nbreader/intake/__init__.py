"""Bytes of any format to raw pages: lines with positions, never structure."""

from __future__ import annotations

from pathlib import Path

from nbreader.intake.files import find_files, read_bytes
from nbreader.intake.text import page_of_bytes
from nbreader.model import RawPage

__all__ = ["find_files", "page_of_bytes", "read_page"]


def read_page(path: Path) -> RawPage:
    """The page that a file holds; a `BadDataError` says why it holds none."""
    return page_of_bytes(read_bytes(path), path=str(path))
