"""The search screen over the pages that are open."""

from __future__ import annotations

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import SMALL, WIDE, headline, hint_labels, press, settle, shown
from textual.widgets import Input, Static

from nbreader.tui.app import ReaderApp
from nbreader.tui.screens.search import BelowField, Found, SearchScreen
from nbreader.tui.widgets.article import ArticleView


def found(app: ReaderApp) -> list[str]:
    return [result.hit.headline for result in app.screen.query_one(Found).items]


def below(app: ReaderApp) -> BelowField:
    return app.screen.query_one(BelowField)


@pytest.mark.parametrize("key", ["s", "ctrl+f", "ｓ"])
async def test_a_key_opens_the_search(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, key)

        assert isinstance(app.screen, SearchScreen)
        assert isinstance(app.focused, Input)
        assert 3 == len(found(app))


async def test_results_follow_each_key_with_marked_snippets(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"注资")
        (result,) = app.screen.query_one(Found).items
        start, end = result.hit.marks[0]

        assert ["为链赋能"] == found(app)
        assert "注资" == result.hit.snippet[start:end]
        assert "1 篇" in shown(app)


async def test_the_preview_stands_beside_with_the_hit_lit(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"招宝")
        await pilot.pause(0.1)
        await settle(pilot)
        preview = app.screen.query_one("#preview", ArticleView)
        assert preview.article is not None
        first = preview.lit
        await press(pilot, "shift+tab", "n")

        assert "招宝" == preview.article.text[slice(*first)]
        assert preview.lit > first


async def test_a_narrow_screen_has_no_preview(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s")

        assert not app.screen.query_one("#preview").display


async def test_a_screen_that_becomes_wide_fills_the_preview(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"注资")
        await pilot.resize_terminal(*WIDE)
        await pilot.pause(0.1)
        await settle(pilot)
        article = app.screen.query_one("#preview", ArticleView).article

        assert article is not None
        assert "为链赋能" == article.headline


async def test_down_and_enter_open_the_next_article_at_the_hit(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"招宝")
        wanted = found(app)[1]
        await press(pilot, "down", "enter")
        view = app.reader.view

        assert wanted == headline(app)
        assert view.article is not None
        assert "招宝" == view.article.text[slice(*view.lit)]


@pytest.mark.parametrize("typed", ["date:2026-13", "value:5..3"])
async def test_what_is_not_counted_as_it_is_typed_is_said(make_app: MakeApp, typed: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *typed)
        assert below(app).begun
        assert below(app).begun in shown(app)

        await press(pilot, "home", "ctrl+k", *"date:2026")
        assert not below(app).begun


async def test_no_number_stands_beside_a_wrong_query(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"foo:bar")

        assert below(app).trouble
        assert "" == str(app.screen.query_one("#count", Static).content)


async def test_a_wrong_query_is_marked_and_the_last_results_stay(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"招宝")
        before = found(app)
        await press(pilot, "space", *"kind:xx")

        assert before == found(app)
        assert "‸" in shown(app)
        assert below(app).trouble
        await press(pilot, *["backspace"] * 8)
        assert not below(app).trouble


@pytest.mark.parametrize(
    ("typed", "signs"), [("哪里也没有", False), ("产值 foo:", True), ("(产值", True)]
)
async def test_no_result_is_said_in_one_line(make_app: MakeApp, typed: str, signs: bool) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        app.screen.query_one(Input).value = typed
        await press(pilot)

        assert [] == found(app)
        assert f"打开的 3 篇里没有文章符合“{typed}”" in shown(app)
        assert signs == ("照字面找" in shown(app))
        app.screen.query_one(Input).value = "招宝"
        await press(pilot)
        assert "没有文章符合" not in shown(app)


@pytest.mark.parametrize("typed", ["招宝", "zbcy", "机构:招", "company:zb"])
async def test_tab_completes_a_name(make_app: MakeApp, typed: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *typed)
        await press(pilot, "tab")

        assert app.screen.query_one(Input).value.endswith(":宁波招宝磁业股份有限公司 ")
        assert 2 == len(found(app))


async def test_the_search_is_still_there_when_the_reader_comes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"招宝")
        await press(pilot, "down", "escape")
        assert "慈溪跑出“加速度”" == headline(app)
        await press(pilot, "s")

        assert "招宝" == app.screen.query_one(Input).value
        assert 2 == len(found(app))


async def test_the_hints_are_those_of_where_the_keys_go(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        typing = hint_labels(app)
        await press(pilot, "shift+tab")

        assert "补全名字" in typing
        assert "上下处" in hint_labels(app)


async def test_other_words_begin_at_the_newest_result(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"注资")
        await pilot.pause(0.1)
        chosen = found(app)
        await press(pilot, "ctrl+u")
        await settle(pilot)

        assert chosen != found(app)[:1]
        assert 0 == app.screen.query_one(Found).cursor


async def test_escape_goes_back_from_a_hit_to_the_results_to_the_place_before(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = headline(app)
        await press(pilot, "s", *"注资", "enter")
        await settle(pilot)
        opened = headline(app)
        await press(pilot, "escape")
        await settle(pilot)
        assert isinstance(app.screen, SearchScreen)
        assert "注资" == app.screen.field.value
        await press(pilot, "escape")
        await settle(pilot)

        assert before != opened
        assert before == headline(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, SearchScreen)
