"""Keys that come while something else is under way: nothing is lost, nothing acts too late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread, Timer, current_thread, main_thread
from typing import Any

import pytest
from tests.screen.conftest import MakeApp, front_page
from tests.screen.driving import WIDE, headline, press, settle, shown, told
from tests.screen.slowness import Held, Hold

from nbreader import actions
from nbreader.errors import BadDataError
from nbreader.model import Bookmark, Page, Refused
from nbreader.tui.messages import Opened
from nbreader.tui.shelf import Shelf


async def test_what_was_chosen_opens_when_the_tree_changes_meanwhile(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        outline = app.reader.outline
        outline.focus()
        await pilot.pause()
        outline.place_cursor([entry.key for entry in outline.items].index("chain"))
        outline.action_choose()
        outline.show(outline.items[:2])
        await settle(pilot)

        assert "为链赋能" == headline(app)


@pytest.mark.parametrize("chosen", [False, True])
async def test_a_figure_that_was_looked_at_is_lit_when_the_table_changes_meanwhile(
    make_app: MakeApp, chosen: bool
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        margin = app.reader.margin
        margin.rows.action_bottom()
        wanted = margin.current
        if chosen:
            margin.rows.action_choose()
        margin.show({"figures": margin.items["figures"][:1]})
        await settle(pilot)

        assert wanted is not None
        assert (wanted.start, wanted.end) == app.reader.view.lit


async def test_a_filter_holds_for_articles_that_got_other_ids(
    make_app: MakeApp, hold: Hold
) -> None:
    app = make_app(rest=[])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"产值", "enter")
        issue = app.session.shelf.issues[0]
        articles = tuple(replace(each, id=f"new-{each.id}") for each in front_page().articles)
        renamed = replace(issue, pages=(replace(issue.pages[0], articles=articles),))
        asking = hold(actions, "make_matcher")
        app.reader.post_message(Opened(Shelf([renamed]), done=True, renamed=True))
        await asking.begun(pilot)
        await pilot.press("n")
        await pilot.pause()
        lit = app.reader.view.lit
        asking.let_go()
        await settle(pilot)

        assert "new-lead" == app.session.article_id
        assert app.session.hits is not None
        assert lit in app.session.hits["new-lead"].places


# Corrections


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pages."""
    made = tmp_path / "pages"
    made.mkdir()
    for name in "abc":
        text = f"港口繁忙{name}\n\n本报讯 {name}集装箱吞吐量达40.5亿元，码头一片繁忙。\n"
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


async def test_pages_go_on_coming_while_one_is_corrected(make_app: MakeApp, folder: Path) -> None:
    coming, way = actions.open_pages((folder,)), Held()
    first = next(coming)
    assert isinstance(first, Page)

    def rest() -> Iterator[Page | Refused]:
        yield next(coming)
        way.wait()
        yield from coming

    app = make_app([first], rest())
    async with app.run_test(size=WIDE) as pilot:
        await way.begun(pilot)
        app.reader.correct_pages(((first.source.sha256, {"newspaper": "宁波日报"}),))
        while "报头信息已改 · u 撤销" not in told(app):
            await pilot.pause(0.01)
        way.let_go()
        await settle(pilot)
        shelf = app.session.shelf

        assert app.session.complete
        assert ["宁波日报"] == [page.newspaper for page in shelf.pages if page.newspaper]
        assert 3 == len(shelf.pages)

        await press(pilot, "u")

        assert [""] * 3 == [page.newspaper for page in app.session.shelf.pages]


async def test_undo_waits_for_a_correction_that_takes_long(
    make_app: MakeApp, folder: Path, hold: Hold
) -> None:
    app = make_app(list(actions.open_pages((folder / "a.txt",))), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        (page,) = app.session.shelf.pages
        again = hold(actions, "open_again")
        app.reader.correct_pages(((page.source.sha256, {"newspaper": "宁波日报"}),))
        await again.begun(pilot)
        await pilot.press("u")
        await pilot.pause()
        said = told(app)
        again.let_go()
        await settle(pilot)

        assert ["改完就撤销"] == said
        assert "已恢复原来的报头信息" == told(app)[-1]
        assert [""] == [each.newspaper for each in app.session.shelf.pages]
        assert {} == actions.load_edits()


# Bookmarks


def quotes() -> list[str]:
    return [bookmark.quote.exact for bookmark in actions.list_bookmarks()]


async def test_bookmarks_of_a_later_version_are_told_and_left_alone(
    make_app: MakeApp, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "bookmarks.toml"
    file.parent.mkdir()
    file.write_text("version = 2\n", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert app.is_running
        assert ["书签文件由更新版本的 nbreader 写成，请先升级再用。"] == told(app)
        assert "version = 2\n" == file.read_text(encoding="utf-8")


async def test_undo_takes_back_the_bookmark_that_is_still_being_written(
    make_app: MakeApp, hold: Hold
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b")
        kept = quotes()
        writing = hold(actions, "add_bookmark")
        await pilot.press("j", "b")
        await writing.begun(pilot)
        await pilot.press("u")
        writing.let_go()
        await settle(pilot)

        assert 1 == len(kept)
        assert kept == quotes()


async def test_an_undo_that_the_file_refuses_can_be_asked_for_again(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        with monkeypatch.context() as busy:
            busy.setattr(actions, "remove_bookmark", refuse)
            await press(pilot, "u")
        left = quotes()
        await press(pilot, "u")

        assert 1 == len(left)
        assert [] == quotes()


def refuse(*_: object, **__: object) -> None:
    raise BadDataError("另一个阅读器正在写，请稍后再试。")


async def test_undo_of_a_bookmark_that_was_there_leaves_it_as_it_was(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b")
        await press(pilot, "b", "u")

        assert 1 == len(quotes())


async def test_bookmarks_that_waited_for_the_file_are_written_once(
    make_app: MakeApp, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        with monkeypatch.context() as busy:
            busy.setattr(actions, "add_bookmark", refuse)
            await press(pilot, "j", "b", "j", "b")
        before = quotes()
        writing = hold(actions, "add_bookmark")
        app.reader.change_bookmarks(lambda: "")
        app.reader.change_bookmarks(lambda: "")
        await writing.begun(pilot)
        writing.let_go()
        await settle(pilot)

        assert [] == before
        assert 2 == len(quotes())
        assert [] == app.reader.unsaved


async def test_undo_takes_back_a_bookmark_that_still_waits_for_the_file(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(actions, "add_bookmark", refuse)
        await press(pilot, "b", "u")

        assert [] == app.reader.unsaved


async def test_what_is_asked_for_last_before_leaving_is_done(make_app: MakeApp, hold: Hold) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b")
        kept = quotes()
        writing = hold(actions, "add_bookmark")
        await pilot.press("j", "b", "j", "b", "u")
        await writing.begun(pilot)
        Timer(0.1, writing.let_go).start()
        await pilot.press("q")

    assert 1 == len(kept)
    assert 2 == len(quotes())


async def test_bookmarks_are_looked_for_beside_the_screen(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    filter_bookmarks, threads = actions.filter_bookmarks, set[Thread]()

    def noted(*args: Any, **kwargs: Any) -> tuple[Bookmark, ...]:
        threads.add(current_thread())
        return filter_bookmarks(*args, **kwargs)

    monkeypatch.setattr(actions, "filter_bookmarks", noted)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "B", "/", *">1亿元", "enter")

    assert threads
    assert main_thread() not in threads


async def test_an_export_waits_for_what_the_words_leave(make_app: MakeApp, hold: Hold) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "j", "b", "B")
        finding = hold(actions, "filter_bookmarks")
        await pilot.press("/", *"双碳", "enter", "e")
        await finding.begun(pilot)
        finding.let_go()
        await settle(pilot)

        assert "导出 1 条书签" in shown(app)


# Settings


async def test_the_last_setting_wins(make_app: MakeApp, hold: Hold) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        first = iter([True])
        writing = hold(actions, "save_setting", lambda *_: next(first, False))
        await pilot.press("-", "-", "-")
        await writing.begun(pilot)
        await pilot.pause(0.1)
        writing.let_go()
        await settle(pilot)

        assert app.session.settings.measure == actions.load_settings().measure
