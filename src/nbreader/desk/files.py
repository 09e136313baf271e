"""Where the reader's own files are, and how they are written without losing any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The settings file, and the folder of all that the reader keeps."""

    config: Path  # config.toml
    data: Path


def folders() -> Folders:
    """The usual places of this system; NBREADER_CONFIG and NBREADER_DATA win."""
    raise NotImplementedError


def write_replacing(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside the old one, then in its place.

    Raises BadDataError with one sentence; the old file is then as it was.
    """
    raise NotImplementedError


@contextmanager
def held(path: Path, *, patience: float = 2.0) -> Iterator[None]:
    """Hold a file against other readers; BadDataError after `patience` seconds."""
    yield
