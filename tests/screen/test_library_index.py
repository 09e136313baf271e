"""A library that was put back without its index: it is made while one reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import WIDE, press, settle, shown
from tests.shelving import make_library, new_page
from textual.pilot import Pilot

from nbreader import actions
from nbreader.actions import indexing, shelving
from nbreader.actions.shelving import SavedQuery
from nbreader.errors import BadDataError
from nbreader.library.database import index_path
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.library_session import session_over


@pytest.fixture
def app(tmp_path: Path) -> LibraryApp:
    """The reader over a library without an index, with a search that is kept."""
    page = new_page([make_article("大桥通车", ("两岸居民出行更便捷。",))])
    path = make_library(tmp_path / "library.db", [page])
    shelving.save_search(path, SavedQuery(name="桥", words="大桥"))
    index_path(path).unlink()
    view = shelving.first_view(path)
    assert view is not None
    return LibraryApp(session_over(path, view, actions.load_settings()), view.shelved)


async def until(pilot: Pilot[None], app: LibraryApp, words: str) -> bool:
    """Wait for words on the screen, which another process makes come."""
    for _ in range(100):
        if words in shown(app):
            return True
        await pilot.pause(0.1)
    return False


async def test_what_was_asked_too_early_is_answered_when_the_index_is_made(
    app: LibraryApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"大桥")

        assert await until(pilot, app, "1 篇")
        assert "建好才能搜索" not in shown(app)
        await press(pilot, "escape")
        await settle(pilot)
        assert 1 == app.reader.session.search_totals["search:桥"].number  # type: ignore[attr-defined]  # a library's


async def test_an_index_that_cannot_be_made_is_told_without_a_mark(
    app: LibraryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Iterator[tuple[int, int]]:
        yield 0, 1
        raise BadDataError("索引不能写入。")

    monkeypatch.setattr(indexing, "catch_up_beside", refuse)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"大桥")

        assert "索引还没有建好，建好才能搜索" in shown(app)
        assert "‸" not in shown(app)
