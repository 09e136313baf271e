"""Bookmarked passages as Markdown that can be pasted into a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from nbreader.model import Bookmark, Citation, Figure

NO_FIGURES: Mapping[str, tuple[Figure, ...]] = {}
NO_CITATIONS: Mapping[str, Citation] = {}


def export_markdown(
    bookmarks: Iterable[Bookmark],
    *,
    figures: Mapping[str, tuple[Figure, ...]] = NO_FIGURES,
    citations: Mapping[str, Citation] = NO_CITATIONS,
) -> str:
    """The passages by issue and article, with note, tags, figures and citation.

    `figures` (those inside the passage) and `citations` (fresher than the stored
    ones) are looked up by the bookmark's id.
    """
    raise NotImplementedError


def write_export(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write an export to a file.

    Raises UsageError if the file is there and `overwrite` is not asked for,
    BadDataError if it cannot be written.
    """
    raise NotImplementedError
