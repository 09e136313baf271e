"""What is done to the branches of the library's tree: searches, read marks, more of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.screen.driving import (
    SMALL,
    WIDE,
    headline,
    hint_labels,
    labels,
    press,
    settle,
    shown,
    told,
)
from tests.shelving import make_library, new_page, save
from textual.pilot import Pilot
from textual.widgets import Input, Label

from nbreader import actions
from nbreader.actions import Progress, catalogue, narrowing, shelving
from nbreader.actions.catalogue import Catalogue
from nbreader.actions.shelving import SavedQuery
from nbreader.library.saving import NewPage
from nbreader.library.store import Library
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.library import LibraryScreen
from nbreader.tui.screens.library_session import session_over

DAY = date(2026, 3, 25)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two pages of one day."""
    pages = [
        new_page([make_article(f"{title}{n}", ("招宝磁业。",)) for n in (1, 2)], number=number)
        for number, title in ((1, "头版"), (2, "二版"))
    ]
    return make_library(tmp_path / "library.db", pages)


def app_over(library: Path) -> LibraryApp:
    view = shelving.first_view(library)
    assert view is not None
    return LibraryApp(session_over(library, view, actions.load_settings()), view.shelved)


async def ready(pilot: Pilot[None]) -> LibraryScreen:
    """Wait until the saved searches are there."""
    await settle(pilot)
    await pilot.pause(0.15)
    await settle(pilot)
    assert isinstance(pilot.app, LibraryApp)
    assert isinstance(pilot.app.reader, LibraryScreen)
    return pilot.app.reader


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("key", ["d", "delete", "ｄ"])
async def test_a_saved_search_is_taken_out_and_put_back_in_its_place(
    library: Path, size: tuple[int, int], key: str
) -> None:
    for name in ("甲", "乙"):
        shelving.save_search(library, SavedQuery(name=name, words="招宝"))
    saved = shelving.saved_searches(library)
    app = app_over(library)
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await press(pilot, "t", "g")
        first = labels(app)[0]
        await press(pilot, "right", key)
        assert [s for s in saved if s.name != first] == list(shelving.saved_searches(library))
        assert first not in labels(app)
        assert size == SMALL or "拿掉" in hint_labels(app)  # of the one that follows
        assert f"搜索“{first}”已从目录拿掉 · u 放回" in told(app)
        await press(pilot, "u")

        assert saved == shelving.saved_searches(library)
        assert first == labels(app)[0]


async def test_d_tells_of_doubts_where_no_saved_search_is_pointed_at(library: Path) -> None:
    shelving.save_search(library, SavedQuery(name="甲", words="招宝"))
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(pilot)
        await press(pilot, "t", "g")
        assert "拿掉" in hint_labels(app)
        await press(pilot, "down")
        assert "拿掉" not in hint_labels(app)
        await press(pilot, "d")

        assert "doubts" == reader.margin.tab
        assert 1 == len(shelving.saved_searches(library))
        await press(pilot, "t", "g", "d")
        assert "拿掉" not in hint_labels(app)


async def test_a_search_that_takes_the_place_of_another_can_be_undone(library: Path) -> None:
    shelving.save_search(library, SavedQuery(name="甲", words="招宝"))
    saved = shelving.saved_searches(library)
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await press(pilot, "s", *"头版", "ctrl+s", "ctrl+u", "甲", "enter")
        assert saved == shelving.saved_searches(library)
        await press(pilot, "enter", "escape")
        assert [("甲", "头版")] == [(s.name, s.words) for s in shelving.saved_searches(library)]
        await press(pilot, "u")

        assert saved == shelving.saved_searches(library)


def many(count: int) -> Iterator[NewPage]:
    """Pages without a date, of one article each."""
    for n in range(count):
        article = make_article(f"港口{n:02}", ("码头。",))
        yield new_page([article], newspaper="", day=None, number=None, data=str(n).encode())


async def choose(app: LibraryApp, pilot: Pilot[None], label: str) -> None:
    """Press Enter on the entry of the outline with this label."""
    app.reader.outline.place_cursor(labels(app).index(label))
    await press(pilot, "enter")


async def test_a_saved_search_shows_more_until_all_are_there(tmp_path: Path) -> None:
    library = make_library(tmp_path / "library.db", many(65))
    shelving.save_search(library, SavedQuery(name="甲", words="码头"))
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(pilot)
        await press(pilot, "t", "g", "right")
        assert ["… 还有 35 篇"] == labels(app)[31:32]
        await choose(app, pilot, "… 还有 35 篇")
        assert "… 还有 5 篇" == labels(app)[61]
        assert 31 == reader.outline.cursor  # on the first of those that came
        reader.read_search("search:甲")  # as it is read again after an import
        await settle(pilot)
        assert "… 还有 5 篇" == labels(app)[61]
        await choose(app, pilot, "… 还有 5 篇")

        assert [f"港口{n:02}" for n in reversed(range(65))] == labels(app)[1:66]


async def test_undated_pages_show_more_and_keep_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_PAGES", 4)
    library = make_library(tmp_path / "library.db", many(10))
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(pilot)
        more = next(e for e in reader.outline.items if e.kind == "more")
        assert "… 还有 6 篇" == more.label
        reader.unfold(more.key)
        await choose(app, pilot, more.label)  # asked for twice
        assert "… 还有 2 篇" in labels(app)
        reader.library_changed()
        await settle(pilot)
        assert "… 还有 2 篇" in labels(app)
        await press(pilot, "[")
        await press(pilot, *"]" * 9)  # to the last page, which the tree does not show yet

        assert "港口00" in labels(app)
        assert not any(entry.kind == "more" for entry in reader.outline.items)


async def test_the_narrowed_tree_shows_more_undated_matches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "_BATCH", 4)
    app = app_over(make_library(tmp_path / "library.db", many(10)))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await press(pilot, "/", *"码头")
        assert "… 还有 6 篇" == labels(app)[-1]
        await press(pilot, "enter", "t")
        await choose(app, pilot, "… 还有 6 篇")
        await choose(app, pilot, "… 还有 2 篇")

        assert [f"港口{n:02}" for n in reversed(range(10))] == [
            entry.label for entry in app.reader.outline.items if entry.kind == "article"
        ]


def marks(app: LibraryApp) -> str:
    """A dot for each article in the outline, as it shows."""
    return "".join("○●"[not e.read] for e in app.reader.outline.items if e.kind == "article")


def unread(library: Path) -> int:
    with Catalogue.open(library) as whole:
        return whole.totals().unread


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_open_article_is_marked_unread_and_read_again(
    library: Path, size: tuple[int, int]
) -> None:
    app = app_over(library)
    async with app.run_test(size=size) as pilot:
        reader = await ready(pilot)
        await press(pilot, "]", "R")
        assert "○●" == marks(app)
        assert "未读 3" in reader.title_bar.middle
        assert 3 == unread(library)
        reader.save_everything()
        assert 3 == unread(library)  # it stays so, though it is open
        await press(pilot, "Ｒ")
        assert ("○○", 2) == (marks(app), unread(library))
        await press(pilot, "u")
        assert ("○●", 3) == (marks(app), unread(library))
        await press(pilot, "[", "]")
        reader.save_everything()

        assert ("○○", 2) == (marks(app), unread(library))  # opened again is read


@pytest.mark.parametrize("label", ["2026年", "3月", "03-25 宁波日报"])
async def test_a_branch_is_marked_with_all_below_and_back(library: Path, label: str) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await press(pilot, "t")
        app.reader.outline.place_cursor(labels(app).index(label))
        await press(pilot, "R")
        assert 0 == unread(library)
        assert {0} == {e.unread for e in app.reader.outline.items}
        assert "3 篇已标为已读 · u 撤销" in told(app)
        await press(pilot, "u")
        assert ("○●", 3) == (marks(app), unread(library))
        await press(pilot, "R", "R")

        assert ("●●", 4) == (marks(app), unread(library))
        assert label == labels(app)[app.reader.outline.cursor]


async def test_of_a_narrowed_tree_only_matches_are_marked(library: Path) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await press(pilot, "/", *"头版2 OR 二版2", "enter", "t", "g", "R")
        assert "○○" == marks(app)
        assert "1 篇已标为已读 · u 撤销" in told(app)  # the first match is open, one was unread
        await press(pilot, "R")
        assert "2 篇已标为未读 · u 撤销" in told(app)
        await press(pilot, "escape")

        assert "○●" == marks(app)
        assert 3 == unread(library)


async def test_a_search_is_not_marked_but_what_it_finds_is(library: Path) -> None:
    shelving.save_search(library, SavedQuery(name="甲", words="二版"))
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await press(pilot, "t", "g", "R")
        assert "移到一篇文章、一版或一期上再按" in told(app)
        await press(pilot, "right", "down", "R")

        assert "○●○●" == marks(app)
        assert 2 == unread(library)


async def test_no_drawer_lies_over_the_hit_and_the_foot_says_how_to_go_on(library: Path) -> None:
    app = app_over(library)
    async with app.run_test(size=SMALL) as pilot:
        reader = await ready(pilot)
        await press(pilot, "t", "/", *"二版2", "enter")

        assert "二版2" == headline(app)
        assert not reader.outline.display
        assert "n N 上下处" in shown(app).splitlines()[-1]
        await press(pilot, "t", "s", *"头版2", "enter")
        assert not reader.outline.display


async def form_title(pilot: Pilot[None], *keys: str) -> str:
    """The title of the form that these keys open; it is left again."""
    await press(pilot, *keys)
    title = str(pilot.app.screen.query(".form-title").first(Label).render())
    await press(pilot, "escape")
    return title


async def test_m_is_about_the_page_or_issue_that_the_tree_points_at(library: Path) -> None:
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(pilot)
        own = await form_title(pilot, "m")
        await press(pilot, "t")
        assert own == await form_title(pilot, "m")  # on the article, which is on that page
        reader.outline.place_cursor(labels(app).index("第2版"))
        assert "报头信息：第2版" == await form_title(pilot, "m")
        reader.outline.place_cursor(labels(app).index("03-25 宁波日报"))
        assert "报头信息：选中的 2 版" == await form_title(pilot, "m")
        await press(pilot, "g", "m")

        assert "先展开这一项，再在版面上按 m" in told(app)


async def test_saved_searches_are_counted_again_when_the_library_changes(library: Path) -> None:
    for name, words in (("全部", "招宝"), ("没看", "is:unread")):
        shelving.save_search(library, SavedQuery(name=name, words=words))
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        reader = await ready(pilot)

        def counts() -> dict[str, str]:
            return {e.label: e.tail for e in reader.outline.items if e.kind == "search"}

        await press(pilot, "R")
        assert {"全部": "4", "没看": "4"} == counts()
        await press(pilot, "R")
        assert {"全部": "4", "没看": "3"} == counts()
        reader.open_search("search:全部")
        await settle(pilot)
        with Library.open(library, write=True) as opened:
            save(opened, new_page([make_article("新来的", ("招宝。",))], number=3))
        reader.library_changed()
        reader.gathered(Progress(total=1))
        await settle(pilot)

        assert {"全部": "5", "没看": "4"} == counts()
        assert "新来的" in labels(app)


async def test_a_search_begins_with_the_kept_one_that_is_pointed_at(library: Path) -> None:
    shelving.save_search(library, SavedQuery(name="甲", words="二版"))
    app = app_over(library)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await press(pilot, "s", *"头版1", "escape", "t", "g", "s")
        assert "2 篇" in shown(app)
        assert "二版2" in shown(app)
        await press(pilot, "escape", "s")

        assert "二版" == app.screen.query_one("#sought", Input).value
