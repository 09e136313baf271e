"""Keys over a library that is slow, that changes meanwhile, or that is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import WIDE, labels, press, settle, told, unbroken
from tests.screen.slowness import Hold
from tests.shelving import make_library, new_page

from nbreader import actions
from nbreader.actions import Places, shelving
from nbreader.actions.catalogue import Catalogue
from nbreader.actions.narrowing import NarrowedCatalogue
from nbreader.tui.app import ReaderApp
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens import reading
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
        assert "不是资料库文件" in unbroken(app)


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


async def test_every_passage_that_was_left_is_found_in_the_next_run(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_WRITE", 0.1)
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        first = app.session.article_id
        await press(pilot, *"jjj", "]", *"jj", "]")
        await pilot.pause(0.2)
        await settle(pilot)
        await press(pilot, "[", "k", "q")
    shelved = shelving.load_shelved(library, first)
    view = shelving.first_view(library)

    assert shelved is not None
    assert view is not None
    assert [3, 1] == [each.paragraph for each in shelved.passages][:2]
    assert view.article_id == shelved.passages[1].article_id


async def test_a_passage_is_kept_though_its_page_comes_anew(library: Path) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        reader = reader_of(app)
        first = app.session.article_id
        await press(pilot, *"jjj", "]")
        shelved = shelving.load_shelved(library, first)
        assert shelved is not None
        reader.put(shelved)
        await press(pilot, "[")

        assert 3 == reader.view.passage


def ids(app: LibraryApp) -> list[str]:
    """All articles, in the order of the tree."""
    with Catalogue.open(app.session.library) as catalogue:
        return [branch.key for year in catalogue.years() for branch in catalogue.leaves(year.key)]


async def test_the_article_that_was_asked_for_last_is_opened(library: Path, hold: Hold) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        *_, slow, _, _, wanted = ids(app)
        reading = hold(shelving, "load_shelved", lambda _, article_id: article_id == slow)
        app.reader.open_article(slow)
        await reading.begun(pilot)
        app.reader.open_article(wanted)
        await pilot.pause(0.2)
        reading.let_go()
        await settle(pilot)

        assert wanted == app.session.article_id


@pytest.mark.parametrize(
    ("key", "owner", "name"),
    [("]", Catalogue, "beside"), ("f", shelving, "marked_beside"), ("n", Catalogue, "beside")],
)
async def test_a_late_answer_does_not_take_the_reader_away(
    library: Path, hold: Hold, key: str, owner: object, name: str
) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        first = app.session.article_id
        if key == "n":
            await press(pilot, "/", *"甲", "enter")
        await press(pilot, "]")
        looking = hold(owner, name)
        await pilot.press(key, key, key)
        await looking.begun(pilot)
        app.reader.open_article(first)
        looking.let_go()
        await settle(pilot)

        assert first == app.session.article_id


async def test_a_filter_that_is_opened_on_the_way_does_not_end_it(
    library: Path, hold: Hold
) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]")
        looking = hold(Catalogue, "beside")
        await pilot.press("]")
        await looking.begun(pilot)
        await pilot.press("/")
        looking.let_go()
        await settle(pilot)

        assert ids(app)[2] == app.session.article_id


async def test_the_same_key_finds_the_next_match_after_the_filter_was_emptied_meanwhile(
    library: Path, hold: Hold
) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        order = ids(app)
        await press(pilot, "/", *"招宝", "enter")
        looking = hold(Catalogue, "beside")
        await pilot.press("]")
        await looking.begun(pilot)
        await pilot.press("/", "backspace", "backspace", "enter", "/")
        looking.let_go()
        await press(pilot, *"招宝", "enter", "]")

        assert order[1] == app.session.article_id


async def test_a_key_that_repeats_goes_one_step_for_each_answer(library: Path, hold: Hold) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        order = ids(app)
        await press(pilot, "]")
        looking = hold(Catalogue, "beside")
        await pilot.press("]", "]", "]")
        await looking.begun(pilot)
        looking.let_go()
        await settle(pilot)
        await press(pilot, "]", "]")

        assert order.index(app.session.article_id) == 4


async def test_a_bookmark_is_gone_to_though_others_change_meanwhile(
    library: Path, hold: Hold
) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        last = ids(app)[-1]
        app.reader.open_article(last)
        await settle(pilot)
        await press(pilot, *"jjjjj", "b")
        app.reader.open_article(ids(app)[0])
        await settle(pilot)
        await press(pilot, "q")
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.pause(0.1)
        await settle(pilot)
        reader = reader_of(app)
        (kept,) = app.session.bookmarks
        seeking = hold(shelving, "find_bookmark")
        reader.open_bookmark(kept)
        await seeking.begun(pilot)
        reader.change_bookmarks(lambda: "")
        await pilot.pause(0.2)
        seeking.let_go()
        await settle(pilot)
        start, end = reader.view.lit
        article = reader.view.article

        assert last == app.session.article_id
        assert article is not None
        assert kept.quote.exact == article.text[start:end]
