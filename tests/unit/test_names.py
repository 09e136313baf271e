"""Names that are loaded when they are first asked for are there like all others."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from nbreader import actions, desk

ROOMS = [actions, desk]


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_there(room: ModuleType) -> None:
    assert [] == [name for name in room.__all__ if not hasattr(room, name)]


@pytest.mark.parametrize("room", ROOMS)
def test_another_name_is_not(room: ModuleType) -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        room.nonsense  # noqa: B018  # the asking is the test


def test_opening_loads_no_bookmarks() -> None:
    code = "import sys, nbreader.actions; print([m for m in sys.modules if 'bookmarks' in m])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )

    assert "[]" == result.stdout.strip()
