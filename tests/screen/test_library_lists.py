"""Lists and pages of a library that has more than is shown at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import make_article, make_figure
from tests.screen.driving import WIDE, press, settle, shown
from tests.shelving import make_library, new_page
from textual.pilot import Pilot

from nbreader import actions
from nbreader.actions import shelving
from nbreader.model import Annotations, Mention, Organisation
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.dossier import DossierScreen, MetricScreen, PageScreen
from nbreader.tui.screens.library_session import session_over

ALL = 230  # companies and metrics, more than a list shows first
DAYS = 5  # pages that tell of the one output


@pytest.fixture
def app(tmp_path: Path) -> LibraryApp:
    """A page that names many, and a few days of one metric."""
    names = [f"甬{number:03}公司" for number in range(ALL)]
    text = "、".join(names)
    mentions = tuple(
        Mention(start=at, end=at + 6, printed=name, organisation=name)
        for name in names
        for at in (text.index(name),)
    )
    figures = tuple(
        make_figure(text, name[1:4], metric=f"指标{name[1:4]}", subject=name) for name in names
    )
    pages = [
        new_page(
            [make_article("", (text,))],
            annotations=[Annotations(article_id="", figures=figures, mentions=mentions)],
            organisations=tuple(Organisation(name=name, kind="company") for name in names),
        )
    ]
    for number in range(DAYS):
        told = f"甬{number}厂产值{number + 1}亿元。"
        figure = make_figure(told, f"{number + 1}亿元", metric="产值", subject=f"甬{number}厂")
        pages.append(
            new_page(
                [make_article("", (told,))],
                annotations=[Annotations(article_id="", figures=(figure,))],
                day=date(2026, 3, 1) + timedelta(number),
            )
        )
    path = make_library(tmp_path / "library.db", pages)
    view = shelving.first_view(path)
    assert view is not None
    return LibraryApp(session_over(path, view, actions.load_settings()), view.shelved)


async def press_and_wait(pilot: Pilot[None], *keys: str) -> None:
    await press(pilot, *keys)
    await settle(pilot)


@pytest.mark.parametrize(("key", "total"), [("C", ALL), ("M", ALL + 1)])
async def test_a_list_says_how_many_there_are_and_goes_on(
    key: str, total: int, app: LibraryApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press_and_wait(pilot, "tab", "tab", key)
        screen = app.screen
        assert isinstance(screen, DossierScreen)
        first = len(screen.rows.items)
        assert f"{total} 条" in shown(app)
        await press_and_wait(pilot, "end")
        await press_and_wait(pilot, "end")

        assert first < total == len(screen.rows.items)
        assert total - 1 == screen.rows.cursor


async def test_a_metric_page_says_what_it_shows_and_shows_more(
    app: LibraryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PageScreen, "newest", 2)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.push_screen(MetricScreen(app.reader, "产值"))
        await settle(pilot)
        said = shown(app)
        counts = []
        for _ in range(2):
            await press_and_wait(pilot, "end", "enter")
            counts.append("再往前列" in shown(app))

        assert f"{DAYS} 个数据 · {DAYS} 个主体" in said
        assert "下面只列最近 2 篇里的 2 个" in said
        assert "再往前列 2 篇" in said
        assert [True, False] == counts
        assert "下面只列" not in shown(app)


async def test_a_list_of_the_whole_library_waits_for_no_open_page(app: LibraryApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.session.annotations.clear()  # as right after the first paint
        await press_and_wait(pilot, "tab", "tab", "C")
        said = shown(app)

        assert f"{ALL} 条" in said
        assert "没有读完" not in said
