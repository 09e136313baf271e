"""Where the library is."""

from __future__ import annotations

import os
from pathlib import Path

from nbreader.desk.files import folders


def library_path() -> Path:
    """The library's file: NBREADER_LIBRARY, or library.db among the reader's own files."""
    given = os.environ.get("NBREADER_LIBRARY")
    return Path(given) if given else folders().data / "library.db"


def has_library() -> bool:
    """Tell whether there is a library; one that may not be looked at is there."""
    try:
        return library_path().stat().st_size > 0
    except PermissionError:
        return True
    except OSError:
        return False
