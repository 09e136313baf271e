"""What a person writes where a path may stand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nbreader.actions import is_there


def test_files_and_folders_are_there(tmp_path: Path) -> None:
    (tmp_path / "1.txt").touch()

    assert is_there(tmp_path)
    assert is_there(str(tmp_path / "1.txt"))


@pytest.mark.parametrize("words", ["", "missing.txt", "长" * 200, "a\0b", "1.txt/2.txt"])
def test_what_can_be_no_path_is_not_there(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.txt").touch()
    monkeypatch.chdir(tmp_path)

    assert not is_there(words)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look anywhere"
)
def test_what_may_not_be_looked_at_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    try:
        assert is_there(folder / "1.txt")
    finally:
        folder.chmod(0o700)
