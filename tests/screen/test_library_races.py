"""Keys over a library that is slow, that changes meanwhile, or that is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import WIDE, labels, settle, shown, told
from tests.screen.slowness import Hold
from tests.shelving import make_library, new_page

from nbreader import actions
from nbreader.actions import Places, shelving
from nbreader.actions.narrowing import NarrowedCatalogue
from nbreader.tui.app import ReaderApp
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.base import Session
from nbreader.tui.screens.library import LibraryScreen
from nbreader.tui.screens.library_session import session_over

TITLES = "甲乙丙丁"
LONG = tuple(f"第{n}段：招宝磁业的产值增长{n}%。" for n in range(1, 13))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four pages of two days, each with two articles."""
    monkeypatch.setenv("NBREADER_LIBRARY", str(tmp_path / "library.db"))
    pages = [
        new_page(
            [make_article(f"{title}{n}", LONG) for n in (1, 2)],
            number=number,
            day=date(2026, 3, 26 - number // 3),
        )
        for number, title in enumerate(TITLES, 1)
    ]
    return make_library(tmp_path / "library.db", pages)


def app_over(library: Path) -> LibraryApp:
    view = shelving.first_view(library)
    assert view is not None
    return LibraryApp(session_over(library, view, actions.load_settings()), view.shelved)


def reader_of(app: ReaderApp) -> LibraryScreen:
    assert isinstance(app.reader, LibraryScreen)
    return app.reader


def damage(library: Path) -> None:
    for file in library.parent.glob(f"{library.stem}*"):
        file.write_bytes(b"garbage" * 2000)


@pytest.mark.parametrize("key", ["C", "M"])
async def test_a_list_over_a_damaged_library_says_what_is_wrong(library: Path, key: str) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        damage(library)
        await pilot.press(key)
        await settle(pilot)

        assert app.is_running
        assert "不是资料库文件" in shown(app)


async def test_samples_stay_open_when_the_library_cannot_be_read(library: Path) -> None:
    damage(library)
    article = make_article("样报", ("产值一。",))
    page = new_page((article,)).page
    app = ReaderApp(Session(actions.load_settings(), Places()), [page])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.open_library()
        await settle(pilot)

        assert app.is_running
        assert str(library) in told(app)[-1]


async def test_the_library_waits_until_a_form_is_left(library: Path) -> None:
    page = new_page((make_article("样报", ("产值一。",)),)).page
    app = ReaderApp(Session(actions.load_settings(), Places()), [page])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("m")
        form = app.screen
        app.open_library()
        await pilot.pause(0.3)
        before = app.screen
        await pilot.press("escape")
        await settle(pilot)

        assert form is before
        assert isinstance(app.screen, LibraryScreen)


async def test_a_filter_that_is_taken_up_again_before_its_answer_is_asked_again(
    library: Path, hold: Hold
) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        asking = hold(NarrowedCatalogue, "first_branches")
        await pilot.press("/", *"乙1", "enter")
        await asking.begun(pilot)
        await pilot.press("/")
        asking.let_go()
        await settle(pilot)

        assert "乙1" == reader_of(app).field.value
        assert [title for title in ("乙1", "乙2", "丙1") if title in labels(app)] == ["乙1"]
