from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import SMALL, WIDE, headline, passage, press, settle, shown, told
from textual.widgets import Input

from nbreader import actions
from nbreader.errors import BadDataError
from nbreader.model import Bookmark, Quote
from nbreader.tui.app import ReaderApp
from nbreader.tui.screens.bookmarks import BookmarksScreen
from nbreader.tui.screens.forms import FormScreen


def quotes() -> list[str]:
    return [bookmark.quote.exact for bookmark in actions.list_bookmarks()]


async def test_a_passage_is_bookmarked_and_saved_at_once(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "b")

        assert ["慈溪锁定“双碳”目标，持续激发绿色经济新动能。"] == quotes()
        assert "已加书签 · u 撤销 · N 批注" in told(app)
        assert "★" in shown(app)


async def test_selected_text_is_bookmarked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "v", *("h" * 13), "b")

        assert ["慈溪锁定“双碳”目标"] == quotes()
        assert app.reader.view.visual is None


async def test_a_bookmark_is_undone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b", "u")

        assert [] == quotes()


async def test_a_bookmark_is_found_in_the_next_run(make_app: MakeApp) -> None:
    first = make_app()
    async with first.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "q")
    second = make_app()
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert 1 == len(second.reader.placements)
        assert ["marked"] == [o.ink for o in second.reader.view.overlays if o.ink == "marked"]


async def test_a_note_and_tags_are_written(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "N", *"要闻", "down", *"产值", "space", *"慈溪", "enter")
        kept = actions.list_bookmarks()

        assert [("要闻", ("产值", "慈溪"))] == [(b.note, b.tags) for b in kept]


async def test_a_note_that_is_left_changes_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "N", *"要闻", "escape")

        assert [] == quotes()


async def test_a_note_that_is_being_typed_is_kept_when_the_program_is_left(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "N", *"要闻", "down", *"慈溪", "ctrl+c")

    assert [("要闻", ("慈溪",))] == [(b.note, b.tags) for b in actions.list_bookmarks()]


async def open_list(app: ReaderApp, pilot: object) -> BookmarksScreen:
    screen = app.screen
    assert isinstance(screen, BookmarksScreen)
    return screen


async def test_the_list_shows_the_newest_first_with_its_preview(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "j", "b", "B")
        screen = await open_list(app, pilot)

        assert ["慈溪锁定", "今年前两"] == [b.quote.exact[:4] for b in screen.rows.items]
        assert "第1版 要闻" in shown(app)


async def test_a_bookmark_is_opened_from_the_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "b", "]", "B", "enter")

        assert "慈溪跑出“加速度”" == headline(app)
        assert passage(app).startswith("慈溪锁定")


async def test_a_bookmark_is_deleted_and_brought_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "B", "d")
        gone = quotes()
        await press(pilot, "u")
        screen = await open_list(app, pilot)

        assert [] == gone
        assert 1 == len(quotes()) == len(screen.rows.items)


async def test_the_list_is_filtered(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "j", "b", "B", "/", *"双碳", "enter")
        screen = await open_list(app, pilot)

        assert ["慈溪锁定"] == [b.quote.exact[:4] for b in screen.rows.items]


async def test_an_empty_list_says_what_to_do(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "B", "enter", "d", "N", "u", "e")

        assert "还没有书签：在文章里按 b 加一个" in shown(app)


async def test_a_bookmark_of_another_page_is_kept_and_said(make_app: MakeApp) -> None:
    first = make_app()
    async with first.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "]", "j", "b", "q")
    second = make_app(rest=[])
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "B", "enter")

        assert "1 条不在打开的版面里" in shown(second)
        assert ["c.txt 没有打开，或这一段找不到了；书签还留着"] == told(second)


async def fill(app: ReaderApp, field: str, words: str) -> None:
    app.screen.query_one(f"#field-{field}", Input).value = words


async def test_bookmarks_are_exported_to_a_file(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "e")
        await fill(app, "path", str(tmp_path / "out.md"))
        await press(pilot, "enter")

        assert "慈溪新材料产业" in (tmp_path / "out.md").read_text(encoding="utf-8")


async def test_a_file_that_is_there_is_overwritten_only_when_asked(
    make_app: MakeApp, tmp_path: Path
) -> None:
    there = tmp_path / "out.md"
    there.write_text("旧", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "e")
        await fill(app, "path", str(there))
        await press(pilot, "enter")
        asked = (there.read_text(encoding="utf-8"), isinstance(app.screen, FormScreen))
        await press(pilot, "enter")

        assert ("旧", True) == asked
        assert "慈溪新材料产业" in there.read_text(encoding="utf-8")


async def test_an_empty_path_means_the_clipboard(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "e")
        await fill(app, "path", "")
        await press(pilot, "enter")

        assert "慈溪新材料产业" in app.clipboard


async def test_without_bookmarks_there_is_nothing_to_export(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "e")

        assert ["还没有书签：b 给这一段加一个"] == told(app)


async def test_a_filter_without_hits_has_nothing_to_export(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "B", "slash", *"没有", "enter", "e")

        assert "没有符合筛选的书签可以导出" == told(app)[-1]
        assert isinstance(app.screen, BookmarksScreen)


async def test_what_is_not_open_is_counted_only_while_it_is_shown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b")
        (kept,) = app.session.bookmarks
        away = replace(kept, id="away", quote=Quote(exact="别处的话"))
        app.session.bookmarks = (kept, away)
        await press(pilot, "B")
        before = shown(app)
        await press(pilot, "slash", *"产值")

        assert "1 条不在打开的版面里" in before
        assert "不在打开的版面里" not in shown(app)


async def test_a_passage_is_copied(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "y")

        assert "慈溪锁定“双碳”目标，持续激发绿色经济新动能。" == app.clipboard


async def test_a_full_disk_keeps_the_bookmark_and_tries_again(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = actions.add_bookmark

    def full(*_: object, **__: object) -> Bookmark:
        raise BadDataError("书签没有存下：磁盘已满。")

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(actions, "add_bookmark", full)
        await press(pilot, "j", "b")
        said, kept = told(app), quotes()
        monkeypatch.setattr(actions, "add_bookmark", add)
        await press(pilot, "q")

    assert ["书签没有存下：磁盘已满。"] == said
    assert ([], 1) == (kept, len(quotes()))


async def test_a_damaged_bookmarks_file_is_said_once(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "bookmarks.toml").write_text("]]", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b")

        assert 1 == sum("bookmarks" in words for words in told(app))
        assert 1 == len(quotes())


async def test_a_small_screen_has_the_list_without_preview(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "B")

        assert not app.screen.query_one("#kept-preview").display


async def test_a_small_list_of_bookmarks_shows_its_keys_on_the_last_line(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "b", "B")

        assert "删除" in shown(app).split("\n")[-1]


async def test_what_was_said_is_gone_when_another_screen_opens(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        said = told(app)
        await press(pilot, "B")

        assert ["已加书签 · u 撤销 · N 批注"] == said
        assert [] == told(app)
