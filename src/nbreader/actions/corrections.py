"""Corrections by a person to the parse of one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nbreader.desk import add_edits, check_edit, edits_of, undo_edit
from nbreader.errors import UsageError
from nbreader.model import Edit, RawPage


def edits_of_file(path: Path) -> tuple[Edit, ...]:
    """The corrections made to these bytes, oldest first."""
    return edits_of(_read(path).source.sha256)


def edit_file(path: Path, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Keep corrections of a file's parse; returns all that are now kept for it.

    All are checked before the first is kept. Raises UsageError for one that
    makes no sense or names a line that the file does not have.
    """
    raw = _read(path)
    checked = [_checked(edit, raw) for edit in edits]
    return add_edits({raw.source.sha256: checked})[raw.source.sha256]


def sha256_of_file(path: Path) -> str:
    """The name that corrections of a file and its page in the library go by."""
    return _read(path).source.sha256


def edits_in_library(sources: Sequence[str], path: Path) -> Mapping[str, tuple[Edit, ...]]:
    """The corrections that the library's pages were read with, by the sources' sha256."""
    from nbreader.library.saving import known_page
    from nbreader.library.store import Library

    with Library.open(path) as library:
        known = {source: known_page(library, source) for source in sources}
    return {source: page.edits for source, page in known.items() if page is not None}


def undo_file_edit(path: Path) -> Edit | None:
    """Take the last correction of a file back; None if there is none."""
    return undo_edit(_read(path).source.sha256)


def _read(path: Path) -> RawPage:
    from nbreader.intake import read_page

    return read_page(path)


def _checked(edit: Edit, raw: RawPage) -> Edit:
    edit = check_edit(edit)
    if edit.kind == "metadata":
        return edit
    named = [edit.line] if edit.kind in ("split", "role") else [edit.line, edit.other]
    if edit.kind == "move" and edit.other == 0:  # in front of all
        named = [edit.line]
    printed = {line.number for line in raw.lines if line.text.strip()}
    for number in named:
        if number not in printed:
            raise UsageError(f"{raw.source.path} 的第 {number} 行没有文字，改不了。")
    return edit
