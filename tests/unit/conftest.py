"""A home of the reader's own for each test that asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the reader's files, config.toml among them."""
    monkeypatch.setenv("NBREADER_DATA", str(tmp_path))
    monkeypatch.setenv("NBREADER_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path
