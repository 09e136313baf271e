from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from tests.builders import make_article, make_page
from tests.screen.conftest import GROUND, MakeApp, front_page, undated_page
from tests.screen.driving import (
    SMALL,
    WIDE,
    headline,
    hint_labels,
    labels,
    passage,
    press,
    settle,
    shown,
    told,
)
from textual import events
from textual.geometry import Size

from nbreader import actions
from nbreader.model import Refused
from nbreader.tui.widgets.margin import TABS, MarginTabs


async def test_the_first_article_is_on_the_first_screen(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()

        assert "慈溪跑出“加速度”" in shown(app)


@pytest.mark.parametrize(
    ("size", "columns"), [((160, 40), "-broad"), (WIDE, "-wide"), (SMALL, "-narrow")]
)
async def test_nothing_is_below_and_the_width_is_known_before_it_is_laid_out(
    make_app: MakeApp, size: tuple[int, int], columns: str
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        assert [app.reader] == app.screen_stack
        assert {columns} == app.reader.classes
        await pilot.pause()
        assert {columns} == app.reader.classes


async def test_the_columns_follow_the_window_there_and_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        seen = []
        for size in (SMALL, (30, 10), WIDE, (160, 40), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
            assert size == app.reader.size
            seen.append(app.reader.classes & {"-tiny", "-narrow", "-wide", "-broad"})

        assert [{"-narrow"}, {"-narrow", "-tiny"}, {"-wide"}, {"-broad"}, {"-wide"}] == seen


async def test_an_older_size_that_comes_late_is_not_laid_out(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.reader.post_message(events.Resize(Size(*SMALL), Size(*SMALL)))
        await settle(pilot)

        assert WIDE == app.reader.size
        assert app.reader.has_class("-wide")


async def test_pages_come_into_the_outline_after_the_first_paint(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert [
            "宁波日报 2026-03-25",
            "第1版 要闻",
            "区(县、市)头条",
            "慈溪跑出“加速度”",
            "[red]深学细悟[/red] 入脑入心",
            "日期不详",
            "专版",
            "为链赋能",
        ] == labels(app)


async def test_markup_in_a_headline_is_shown_as_it_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "right_square_bracket")

        assert "[red]深学细悟[/red] 入脑入心" == headline(app)
        assert shown(app).count("[red]深学细悟[/red]") >= 1


@pytest.mark.parametrize("key", ["j", "down", "ｊ"])
async def test_down_goes_to_the_next_passage(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, key)

        assert passage(app).startswith("今年前两个月")


async def test_up_goes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "j", "j", "k")

        assert passage(app).startswith("今年前两个月")


async def test_the_ends_of_an_article_are_a_key_away(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "G")
        last = passage(app)
        await press(pilot, "g")

        assert ["慈溪城区风光 贺元凯 摄", "慈溪跑出“加速度”"] == [last, passage(app)]


@pytest.mark.parametrize("keys", [("]", "["), ("】", "【"), ("」", "「")])
async def test_brackets_of_any_width_turn_articles(
    make_app: MakeApp, keys: tuple[str, str]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, keys[0], keys[0])
        there = headline(app)
        await press(pilot, keys[1], keys[1])

        assert ["为链赋能", "慈溪跑出“加速度”"] == [there, headline(app)]


async def test_behind_the_last_article_there_is_a_word(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "]", "]")

        assert ["已是最后一篇"] == told(app)


async def test_a_page_key_turns_without_animation(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "]")
        await pilot.press("space")

        assert app.reader.view.scroll_offset.y == app.reader.view.size.height - 2


async def test_the_passage_cursor_stays_in_view(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "]")
        outside = []
        for _ in range(30):
            await pilot.press("j")
            view = app.reader.view
            first, last = view.sheet.passages[view.passage]
            top = view.scroll_offset.y - 1
            if not (first < top + view.size.height and last > top):
                outside.append(view.passage)

        assert [] == outside
        assert len(GROUND) == app.reader.view.passage


async def test_an_opened_article_is_read(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = app.reader.title_bar.middle
        await press(pilot, "]")

        assert ["2 版 · 3 篇 · 未读 2", "2 版 · 3 篇 · 未读 1"] == [
            before,
            app.reader.title_bar.middle,
        ]


async def test_the_place_in_an_article_is_remembered(make_app: MakeApp) -> None:
    first, second = make_app(), make_app()
    async with first.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "j", "j", "j", "q")
    second = make_app()
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert passage(second).startswith("第3段")


async def test_enter_in_the_outline_opens_the_article(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "G", "enter")

        assert "为链赋能" == headline(app)
        assert app.reader.view.has_focus


async def test_entries_fold_and_unfold(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "g", "h")
        folded = labels(app)
        await press(pilot, "l")

        assert ["宁波日报 2026-03-25", "日期不详", "专版", "为链赋能"] == folded
        assert 8 == len(labels(app))


async def test_a_click_puts_the_cursor_on_a_passage(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        line = app.reader.view.sheet.passages[2][0] + 1
        await pilot.click("#article", offset=(20, line))

        assert passage(app).startswith("慈溪锁定")


async def test_dragging_selects_what_is_printed_there(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        view = app.reader.view
        line = view.sheet.passages[2][0] + 1
        left = view.column[0] + 4
        await pilot.mouse_down("#article", offset=(left, line))
        await pilot.hover("#article", offset=(left + 8, line))
        await pilot.mouse_up("#article", offset=(left + 8, line))

        assert "慈溪锁定" in (app.screen.get_selected_text() or "")


async def test_text_is_selected_by_keys(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "v", "h", "h")
        view = app.reader.view
        assert view.article is not None
        assert view.selected is not None

        assert (
            "慈溪锁定“双碳”目标，持续激发绿色经济新动" == view.article.text[slice(*view.selected)]
        )


async def test_figures_stand_in_the_margin_in_order(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        values = [item.lead + item.tail for item in app.reader.margin.items["figures"] if item.tail]

        assert ["40.5亿元", "1644.1亿元", "→ 20家"] == [v for v in values if "元" in v or "家" in v]


async def test_choosing_a_figure_lights_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "G")
        article = app.reader.view.article
        assert article is not None

        assert "20家" == article.text[slice(*app.reader.view.lit)]
        assert passage(app).startswith("去年")


@pytest.mark.parametrize("counts", [(63, 21, 5, 2), (63, 121, 15, 12), (163, 121, 115, 112)])
async def test_all_tabs_of_the_margin_show_their_counts(
    make_app: MakeApp, counts: tuple[int, ...]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        tabs = app.reader.query_one(MarginTabs)
        tabs.counts = dict(zip(TABS, counts, strict=True))
        await pilot.pause()
        (line,) = [line for line in shown(app).splitlines() if "存疑" in line]

        read = re.findall("(?:数据|机构|图片|存疑) ?([0-9]+)", line)
        assert list(counts) == [int(number) for number in read]
        assert 34 == app.reader.margin.outer_size.width
        before = cell_len(line[: line.index("存疑")])
        await pilot.click(tabs, offset=(before - tabs.region.x, 0))
        assert "doubts" == app.reader.margin.tab


async def test_captions_stand_in_the_margin(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "p")

        assert ["慈溪城区风光 贺元凯 摄"] == [item.text for item in app.reader.margin.rows.items]


async def test_a_doubt_is_explained_on_request(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "d")

        assert "这一段由两处拼成。" in shown(app)


async def test_a_jump_that_is_loaded_is_followed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        from dataclasses import replace

        from nbreader.model import Jump
        from nbreader.tui.shelf import Shelf

        session = app.session
        lead = session.shelf.place(session.article_id)
        assert lead is not None
        target = session.shelf.order[-1]
        jump = Jump(direction="to", page="7", article_id=target)
        changed = replace(lead.article, jump=jump)
        page = replace(lead.page, articles=(changed, *lead.page.articles[1:]))
        issue = replace(lead.issue, pages=(page,))
        session.shelf = Shelf((issue, *session.shelf.issues[1:]))
        app.reader.open_article(session.article_id)
        await press(pilot, "G", "enter")

        assert "为链赋能" == headline(app)


async def test_refused_files_are_said_and_listed(make_app: MakeApp) -> None:
    refused = Refused(path="x.bin", sentence="x.bin 不是文本文件。")
    app = make_app(rest=[refused])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert ["x.bin 不是文本文件。"] == told(app)
        assert "x.bin 不是文本文件。" in labels(app)


async def test_a_page_without_articles_is_no_crash(make_app: MakeApp) -> None:
    app = make_app([make_page(())], [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "k", "b", "f", "G", "space", "v", "y", "enter", "]")

        assert "没有可读的文章" in shown(app)


async def test_the_measure_is_set_by_keys_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(140, 36)) as pilot:
        await settle(pilot)
        before = app.reader.view.column[1]
        await press(pilot, "minus", "minus")

        assert before - 8 == app.reader.view.column[1]
        assert app.reader.view.measure == actions.load_settings().measure


async def test_the_theme_is_switched_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "T")

        assert ["textual-light", "textual-light"] == [app.theme, actions.load_settings().theme]


async def test_below_110_columns_the_outer_columns_are_drawers(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        reader = app.reader
        closed = (reader.outline.display, reader.margin.display)
        await press(pilot, "t")
        left = (reader.outline.display, reader.margin.display)
        await press(pilot, "escape", "1")
        right = (reader.outline.display, reader.margin.display)

        assert [(False, False), (True, False), (False, True)] == [closed, left, right]


async def test_tab_goes_round_the_columns(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        ids = []
        for _ in range(3):
            await press(pilot, "tab")
            ids.append(type(app.focused).__name__)

        assert ["MarginRows", "Outline", "ArticleView"] == ids


@pytest.mark.parametrize("size", [(39, 20), (60, 11)])
async def test_a_window_too_small_says_so(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)

        lines = [line.strip() for line in shown(app).split("\n") if line.strip()]
        assert ["窗口太小：至少要 40 列 12 行"] == lines


async def test_the_footer_shows_what_is_of_use(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        reading = hint_labels(app)
        await press(pilot, "v")

        assert "书签" in reading
        assert ["增减一句", "增减一字", "复制", "书签", "放弃"] == hint_labels(app)


async def test_an_empty_call_of_every_command_is_no_crash(make_app: MakeApp) -> None:
    app = make_app([front_page()], [undated_page()])
    keys = [
        "j",
        "k",
        "l",
        "h",
        "space",
        "pageup",
        "g",
        "G",
        "enter",
        "]",
        "[",
        "t",
        "1",
        "r",
        "i",
        "w",
        "2",
        "r",
        "i",
        "w",
        "3",
        "4",
        "p",
        "d",
        "escape",
        "f",
        "F",
        "o",
        "O",
        "x",
        "X",
        "plus",
        "minus",
        "v",
        "y",
        "n",
        "P",
        "u",
        "escape",
        "B",
        "escape",
    ]
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key in keys:
            await press(pilot, key)

        assert app.screen is app.reader


async def test_ctrl_c_leaves_from_a_text_field(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", "慈", "ctrl+c")

    assert app.return_code == 0


async def test_control_characters_do_not_reach_the_terminal(make_app: MakeApp) -> None:
    article = make_article("清\x1b[2J屏", ("正\x07文\x9b31m。",))
    app = make_app([make_page((article,))], [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert [] == [c for c in shown(app) if not c.isprintable() and c not in "\n"]


async def test_a_resized_window_sets_the_article_anew(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(60, 24)
        await settle(pilot)

        assert "今年前两个月，慈溪新材料产业产值达40.5亿元，同" in shown(app)
        assert app.reader.view.sheet.measure == app.reader.view.column[1]


async def test_articles_and_branches_of_open_pages_are_marked_unread(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        def read() -> list[str]:
            return sorted(actions.load_places().read)

        await press(pilot, "]", "R")
        assert ["lead"] == read()
        await press(pilot, "t", "g", "R")
        assert ["lead", "other"] == read()
        assert "未读 1" in app.reader.title_bar.middle
        await press(pilot, "R")
        assert [] == read()
        await press(pilot, "u")

        assert ["lead", "other"] == read()
