"""No test touches the files of the person who runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_ones_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home for tests that need none; those that write ask for `home`."""
    with pytest.MonkeyPatch.context() as patch:
        _live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the test's own."""
    folder = tmp_path / "home"
    folder.mkdir()
    _live_in(folder, monkeypatch)
    return folder


def _live_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("NBREADER_DATA", str(folder))
    patch.setenv("NBREADER_CONFIG", str(folder / "config.toml"))
    patch.delenv("NBREADER_LIBRARY", raising=False)
