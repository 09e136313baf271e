"""A library that was put back without its index: it is made while one reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import SMALL, WIDE, press, settle, shown, unbroken
from tests.shelving import make_library, new_page
from textual.pilot import Pilot

from nbreader import actions
from nbreader.actions import indexing, shelving
from nbreader.actions.shelving import SavedQuery
from nbreader.errors import BadDataError
from nbreader.library.database import index_path
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.library_session import session_over


def app_over(folder: Path) -> LibraryApp:
    """The reader over a library without an index, with a search that is kept."""
    page = new_page([make_article("大桥通车", ("两岸居民出行更便捷。",))])
    path = make_library(folder / "library.db", [page])
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
    tmp_path: Path,
) -> None:
    app = app_over(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"大桥")

        assert await until(pilot, app, "1 篇")
        assert "建好才能搜索" not in shown(app)
        await press(pilot, "escape")
        await settle(pilot)
        assert 1 == app.reader.session.search_totals["search:桥"].number  # type: ignore[attr-defined]  # a library's


@pytest.mark.parametrize("folder", ["", "很长的文件夹" * 9], ids=["short", "long"])
async def test_an_index_that_cannot_be_made_is_told_without_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """In full: what can be done is said behind the library's path."""

    def refuse(path: Path) -> Iterator[tuple[int, int]]:
        yield 0, 1
        raise BadDataError("索引不能写入。")

    monkeypatch.setattr(indexing, "catch_up_beside", refuse)
    (tmp_path / folder).mkdir(exist_ok=True)
    app = app_over(tmp_path / folder)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"大桥")

        told = f"资料库 {app.reader.session.library} 的索引还没有建好，建好才能搜索。"  # type: ignore[attr-defined]  # a library's
        assert "".join(told.split()) in unbroken(app)
        assert "‸" not in shown(app)
        await press(pilot, "escape", "slash", *"大桥")

        below = shown(app).splitlines()[-1]  # one line: the path gives way
        assert "的索引还没有建好，建好才能搜" in below
