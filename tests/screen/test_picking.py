"""Marking pages in the tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import SMALL, WIDE, press, settle, told
from tests.shelving import make_library, new_page

from nbreader import actions
from nbreader.actions import shelving
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.library_session import session_over


@pytest.fixture
def app(tmp_path: Path) -> LibraryApp:
    """Two pages of one day."""
    pages = [
        new_page([make_article(f"{title}{n}", ("正文。",)) for n in (1, 2)], number=number)
        for number, title in ((1, "头版"), (2, "二版"))
    ]
    library = make_library(tmp_path / "library.db", pages)
    view = shelving.first_view(library)
    assert view is not None
    return LibraryApp(session_over(library, view, actions.load_settings()), view.shelved)


async def test_a_page_is_marked_from_its_articles_too_and_the_way_on_is_told(
    app: LibraryApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        outline = app.reader.outline
        assert outline.current is not None
        assert "article" == outline.current.kind
        article_id = outline.current.key
        await press(pilot, "*")
        (page,) = app.session.shelf.pages

        assert article_id in {each.id for each in page.articles}
        assert {f"page:{page.id}"} == app.session.picked
        assert ["标记了 1 版，已移到下一版 · m 一起填报头 · Esc 取消"] == told(app)
        assert outline.current.kind == "page"


async def test_a_row_without_a_page_says_so_once(app: LibraryApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "g", "*", "*", "*")

        assert ["先移到版面或文章上，再按 * 标记那一版，按 m 一起填报头"] == told(app)
        assert not app.session.picked


@pytest.mark.parametrize(("size", "keys"), [(WIDE, "tt"), (SMALL, "")])
async def test_no_page_is_marked_in_a_tree_that_does_not_show(
    app: LibraryApp, size: tuple[int, int], keys: str
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *keys, "*")

        assert not app.reader.outline.display
        assert not app.session.picked
        assert ["先按 t 到目录，移到版面或文章上，再按 * 标记那一版，按 m 一起填报头"] == told(app)
