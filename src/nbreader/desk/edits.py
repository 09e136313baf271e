"""A person's corrections of a parse, kept by the source's hash in edits.toml."""

from __future__ import annotations

from collections.abc import Mapping

from nbreader.model import Edit


def check_edit(edit: Edit) -> Edit:
    """The edit with its value in standard form ("2026年3月5日" -> "2026-03-05").

    Raises UsageError with one sentence for an edit that makes no sense.
    """
    raise NotImplementedError


def load_edits() -> Mapping[str, tuple[Edit, ...]]:
    """All corrections by the source's sha256: one read of the file for many pages."""
    raise NotImplementedError


def edits_of(sha256: str) -> tuple[Edit, ...]:
    """The corrections made to the source with this hash, oldest first."""
    raise NotImplementedError


def add_edit(sha256: str, edit: Edit) -> Edit:
    """Keep a correction, checked; returns it as it was kept."""
    raise NotImplementedError


def undo_edit(sha256: str) -> Edit | None:
    """Take the last correction of this source back and return it."""
    raise NotImplementedError
