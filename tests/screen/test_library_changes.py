"""What another program does to the library shows while the reader is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import WIDE, headline, labels, press, settle, shown, told
from tests.shelving import compose, make_library, new_page, save
from textual.pilot import Pilot

from nbreader import actions
from nbreader.actions import changes, shelving
from nbreader.library.removing import remove_page
from nbreader.library.saving import NewPage
from nbreader.library.store import Library
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.library import LibraryScreen
from nbreader.tui.screens.library_session import session_over

DAY = date(2026, 3, 25)


def page(title: str, day: date = DAY, *more: str) -> NewPage:
    articles = [make_article(each, (f"{each}的正文。", "第二段。")) for each in (title, *more)]
    return new_page(articles, day=day, data=title.encode())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two pages; the newer is open first."""
    return make_library(
        tmp_path / "library.db", [page("今天", DAY, "今天二"), page("昨天", date(2026, 3, 24))]
    )


@pytest.fixture
def app(library: Path) -> LibraryApp:
    view = shelving.first_view(library)
    assert view is not None
    return LibraryApp(session_over(library, view, actions.load_settings()), view.shelved)


def screen_of(app: LibraryApp) -> LibraryScreen:
    assert isinstance(app.reader, LibraryScreen)
    return app.reader


async def ready(app: LibraryApp, pilot: Pilot[None]) -> LibraryScreen:
    await settle(pilot)
    await pilot.pause(0.2)  # it reads on after the first paint
    await settle(pilot)
    return screen_of(app)


async def look(app: LibraryApp, pilot: Pilot[None]) -> None:
    screen_of(app).look_around()
    await settle(pilot)


def put_in(library: Path, *pages: NewPage) -> None:
    with Library.open(library, write=True) as opened:
        save(opened, *pages)


def take_out(library: Path, newspage: NewPage) -> None:
    with Library.open(library, write=True) as opened:
        assert remove_page(opened, newspage.page.id, compose=compose)


async def test_what_another_program_adds_stands_in_tree_and_title(
    app: LibraryApp, library: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(app, pilot)
        await press(pilot, "j")
        before, at = headline(app), reader.view.passage
        put_in(library, page("后天", date(2026, 3, 27)))
        await look(app, pilot)

        assert any(label.startswith("03-27") for label in labels(app))
        assert "3 期 · 4 篇" in shown(app)
        assert (before, at) == (headline(app), reader.view.passage)


async def test_what_another_program_removes_is_not_counted_any_more(
    app: LibraryApp, library: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await ready(app, pilot)
        take_out(library, page("昨天", date(2026, 3, 24)))
        await look(app, pilot)

        assert "1 期 · 2 篇" in shown(app)
        assert not any(label.startswith("03-24") for label in labels(app))
        assert "今天" == headline(app)
        assert [] == told(app)


async def test_an_open_page_that_is_removed_is_read_on_and_left_for_the_newest(
    app: LibraryApp, library: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await ready(app, pilot)
        take_out(library, page("今天", DAY, "今天二"))
        await look(app, pilot)

        assert "今天" == headline(app)
        assert ["打开的这一版已从资料库拿掉；离开前还能读"] == told(app)
        await press(pilot, "]", "]")
        assert "昨天" == headline(app)


async def test_an_open_page_is_shown_as_another_program_corrected_it(
    app: LibraryApp, library: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(app, pilot)
        await press(pilot, "]", "j")
        at = reader.view.passage
        corrected = page("今天", date(2025, 1, 1), "今天二")
        put_in(library, replace(corrected, version="2"))
        await look(app, pilot)

        assert "2025年1月1日" in shown(app)
        assert ("今天二", at) == (headline(app), reader.view.passage)
        assert any(label.startswith("01-01") for label in labels(app))


def test_a_library_that_nobody_changed_is_not_opened_again(library: Path) -> None:
    first = changes.look_at(library, None)

    assert first is changes.look_at(library, first)
    shelving.keep_reading(library, [shelving.first_view(library).article_id])  # type: ignore[union-attr]  # it has articles
    second = changes.look_at(library, first)
    assert second is not first
    assert first.number == second.number
    assert first.totals.unread == second.totals.unread + 1
