"""The reading screen over a small library: tree, reading, filter, bookmarks, corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article, make_figure
from tests.screen.driving import SMALL, WIDE, headline, labels, passage, press, settle, shown, told
from tests.shelving import make_library, new_page
from textual.widgets import Input

from nbreader import actions
from nbreader.actions import shelving
from nbreader.actions.shelving import SavedQuery
from nbreader.library.store import Library
from nbreader.model import Annotations, Article, Mention, Organisation
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.library import LibraryScreen
from nbreader.tui.screens.library_session import session_over
from nbreader.tui.tree import SEARCH

MAGNETS = Organisation(name="宁波招宝磁业股份有限公司", kind="company", aliases=("招宝磁业",))


def article(title: str, *paragraphs: str, section: str = "") -> Article:
    return make_article(title, paragraphs, section=section)


def annotated(each: Article) -> Annotations:
    text = each.text
    mentions = [
        Mention(start=at, end=at + 4, printed="招宝磁业", organisation=MAGNETS.name)
        for at in range(len(text))
        if text.startswith("招宝磁业", at)
    ]
    figures = [make_figure(text, printed) for printed in ("40.5亿元", "12%") if printed in text]
    return Annotations(article_id="", figures=tuple(figures), mentions=tuple(mentions))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three issues of two years, and two undated pages."""
    pages = []
    for day, number, articles in (
        (
            date(2026, 3, 25),
            1,
            (
                article("慈溪跑出加速度", "产值达40.5亿元。", "绿色经济。", section="要闻"),
                article("深学细悟", "招宝磁业产值再创新高。", "招宝磁业增长12%。"),
            ),
        ),
        (date(2026, 3, 25), 4, (article("港口繁忙", "集装箱吞吐量上升。"),)),
        (date(2026, 3, 24), 1, (article("昨日要闻", "招宝磁业注资。"),)),
        (date(2025, 12, 1), 1, (article("去年的事", "慈溪去年的产值。"),)),
        (None, None, (article("不知哪天", "招宝磁业的旧闻。"),)),
        (None, None, (article("也不知哪天", "港口旧闻。"),)),
    ):
        pages.append(
            new_page(
                articles,
                annotations=tuple(map(annotated, articles)),
                organisations=(MAGNETS,),
                number=number,
                day=day,
                newspaper="宁波日报" if day else "",
                data=f"{day} {number} {articles[0].headline}".encode(),
            )
        )
    return make_library(tmp_path / "library.db", pages)


MakeLibraryApp = Callable[[], LibraryApp]


@pytest.fixture
def make_app(library: Path) -> MakeLibraryApp:
    def make() -> LibraryApp:
        view = shelving.first_view(library)
        assert view is not None
        return LibraryApp(session_over(library, view, actions.load_settings()), view.shelved)

    return make


def screen_of(app: LibraryApp) -> LibraryScreen:
    assert isinstance(app.reader, LibraryScreen)
    return app.reader


async def test_the_newest_article_is_open_and_its_branches(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert "慈溪跑出加速度" == headline(app)
        assert [
            "2026年",
            "3月",
            "03-25 宁波日报",
            "第1版",
            "要闻",
            "慈溪跑出加速度",
            "深学细悟",
            "第4版",
            "03-24 宁波日报",
            "2025年",
            "日期不详",
        ] == labels(app)


async def test_a_branch_is_read_when_it_is_opened(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        reader = screen_of(app)
        assert "year:2025" not in reader.session.tree.branches
        await press(pilot, "t", "G", "up", "right", "down", "enter")

        assert "12月" in labels(app)
        assert "12-01 宁波日报" in labels(app)
        await press(pilot, "left", "left", "left", "left")
        assert "12月" not in labels(app)


async def test_next_goes_over_pages_and_issues_to_undated_pages(make_app: MakeLibraryApp) -> None:
    app = make_app()
    seen = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for _ in range(6):
            await press(pilot, "]")
            seen.append(headline(app))

        assert ["深学细悟", "港口繁忙", "昨日要闻", "去年的事", "也不知哪天", "不知哪天"] == seen
        await press(pilot, "]")
        assert told(app)[-1] == "已是最后一篇"
        for wanted in reversed(["慈溪跑出加速度", *seen[:-1]]):
            await press(pilot, "[")
            assert wanted == headline(app)


async def test_unread_counts_follow_what_is_read(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "]")
        screen_of(app).save_places()
        await settle(pilot)
        unread = {entry.label: (entry.unread, entry.count) for entry in app.reader.outline.items}

        assert (1, 4) == unread["2026年"]
        assert (0, 3) == unread["03-25 宁波日报"]
        assert "3 期" in app.reader.title_bar.middle or "未读 4" in app.reader.title_bar.middle


async def test_the_place_is_kept_in_the_library(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "]", "]", "j")
        await press(pilot, "q")
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert "昨日要闻" == headline(again)
        assert passage(again).startswith("招宝磁业")


async def test_the_filter_narrows_the_tree_to_what_matches(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"招宝")
        entries = [(entry.label, entry.count) for entry in app.reader.outline.items]

        assert [
            ("2026年", 2),
            ("3月", 2),
            ("03-25 宁波日报", 1),
            ("第1版", 1),
            ("深学细悟", 2),
            ("03-24 宁波日报", 1),
            ("第1版", 1),
            ("昨日要闻", 1),
            ("日期不详", 1),
            ("不知哪天", 1),
            ("不知哪天", 1),
        ] == entries
        assert "3 篇" == app.reader.status.found
        await press(pilot, "escape")
        assert "2025年" in labels(app)


async def test_hits_are_gone_to_over_issues(make_app: MakeLibraryApp) -> None:
    app = make_app()
    lit = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"招宝", "enter")
        for _ in range(4):
            lit.append((headline(app), app.reader.view.lit))
            await press(pilot, "n")

        assert [title for title, _ in lit] == ["深学细悟", "深学细悟", "昨日要闻", "不知哪天"]
        assert all(span != (0, 0) for _, span in lit)
        assert told(app)[-1] == "后面没有命中了"
        await press(pilot, "N")
        assert "昨日要闻" == headline(app)


async def test_a_wrong_filter_says_where_and_keeps_what_was_found(
    make_app: MakeLibraryApp,
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"招宝")
        before = labels(app)
        await press(pilot, "space", *"date:x")

        assert before == labels(app)
        assert app.reader.status.trouble
        assert "第 9 字" in app.reader.status.found


async def test_figures_and_names_come_from_the_library(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]")
        inks = {overlay.ink for overlay in app.reader.view.overlays}

        assert {"amount", "named"} <= inks
        assert MAGNETS.name in {each.name for each in app.reader.session.organisations}
        assert "招宝磁业" in shown(app)


async def test_only_some_pages_stay_open(
    make_app: MakeLibraryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbreader.tui.screens import library_reading

    monkeypatch.setattr(library_reading, "_KEPT", 2)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"]]]]]")

        assert 2 >= len(app.reader.session.shelf.pages)
        assert set(app.reader.session.annotations) <= set(app.reader.session.shelf.order)


async def test_a_bookmark_is_gone_to_wherever_it_is(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"]]]", "j", "b")
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "g", "[", "[", "[")
        await press(pilot, "B", "enter")

        assert "昨日要闻" == headline(again)
        assert "昨日要闻" in {e.label for e in again.reader.outline.items if e.starred}


async def test_a_saved_search_is_a_branch_with_its_count(
    make_app: MakeLibraryApp, library: Path
) -> None:
    shelving.save_search(library, SavedQuery(name="磁业", words="招宝"))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.pause(0.15)  # searches are counted when the first screen stands
        await settle(pilot)
        first = app.reader.outline.items[0]
        await press(pilot, "t", "g", "right")
        await press(pilot, "down", "down", "enter")

        assert ("磁业", "3") == (first.label, first.tail)
        assert "昨日要闻" == headline(app)
        assert app.reader.view.lit != (0, 0)


async def test_a_saved_search_that_is_gone_opens_nothing(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = [entry.key for entry in app.reader.outline.items]
        assert isinstance(app.reader, LibraryScreen)
        app.reader.open_search(SEARCH + "磁业")
        await settle(pilot)

        assert before == [entry.key for entry in app.reader.outline.items]


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_search_screen_opens_the_article_at_the_hit(
    make_app: MakeLibraryApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+f", *"注资")
        assert "1 篇" in shown(app)
        await press(pilot, "enter")

        assert "昨日要闻" == headline(app)
        start, end = app.reader.view.lit
        article = app.reader.view.article
        assert article is not None
        assert "注资" == article.text[start:end]


async def test_pages_about_names_and_metrics_reach_over_the_library(
    make_app: MakeLibraryApp,
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "C")
        assert MAGNETS.name in shown(app)
        await press(pilot, "enter")

        assert "招宝磁业注资" in shown(app)  # of a page that is not open
        assert "3 篇" in shown(app)


async def test_escape_leaves_the_search_where_the_reader_was(make_app: MakeLibraryApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "s", *"注资", "escape")

        assert "深学细悟" == headline(app)
        await press(pilot, "s")
        assert "注资" == app.screen.query_one("#sought", Input).value


async def test_a_library_without_articles_has_no_first_view(tmp_path: Path) -> None:
    with Library.open(tmp_path / "empty.db", write=True):
        pass

    assert shelving.first_view(tmp_path / "empty.db") is None


async def test_a_bookmark_is_found_by_its_words_when_its_article_has_another_id(
    make_app: MakeLibraryApp, library: Path
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"]]]", "j", "b")
    (kept,) = actions.list_bookmarks()
    strange = replace(kept, article_id="x-i0001", citation=replace(kept.citation, sha256="f" * 64))

    found = shelving.find_bookmark(library, strange)

    assert found is not None
    assert kept.article_id in {a.id for a in found.issue.pages[0].articles}
    assert shelving.find_bookmark(library, replace(strange, article_id=kept.article_id)) == found


async def test_an_export_cites_passages_that_are_not_open(
    make_app: MakeLibraryApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    monkeypatch.setenv("NBREADER_LIBRARY", str(library))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "j", "j", "b")
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"]]]")
        await press(pilot, "e")
        again.screen.query_one(Input).value = str(tmp_path / "out.md")
        await press(pilot, "enter")

        written = (tmp_path / "out.md").read_text(encoding="utf-8")
        assert "招宝磁业" in written
        assert "12%" in written
