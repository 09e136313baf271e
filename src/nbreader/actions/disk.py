"""What is on the disk, asked with any words that a person may write."""

from __future__ import annotations

from pathlib import Path


def is_there(path: str | Path) -> bool:
    """Tell whether words name something on the disk.

    What may not be looked at is there. No words name nothing, though a `Path` of
    them is the working folder; nor do words that are too long for a name.
    """
    if path == "":
        return False
    try:
        return Path(path).exists()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
