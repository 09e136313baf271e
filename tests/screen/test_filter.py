from __future__ import annotations

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import SMALL, WIDE, headline, labels, passage, press, settle, shown, told
from textual.widgets import Input


@pytest.mark.parametrize("key", ["/", "、", "／"])
async def test_a_slash_of_any_kind_opens_the_filter(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, key)

        assert isinstance(app.focused, Input)


async def test_only_matching_articles_stay_with_their_hits(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"招宝磁业")
        entries = [(entry.label, entry.count) for entry in app.reader.outline.items]

        assert [
            ("宁波日报 2026-03-25", 12),
            ("第1版 要闻", 12),
            ("[red]深学细悟[/red] 入脑入心", 12),
            ("日期不详", 1),
            ("专版", 1),
            ("为链赋能", 1),
        ] == entries


async def test_pinyin_initials_find_a_name(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"zbcy")

        assert "2 篇 · 13 处" == app.reader.status.found


async def test_the_article_stays_open_while_typing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"招宝")

        assert "慈溪跑出“加速度”" == headline(app)


async def test_hits_are_lit_in_text_headline_and_panel(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"慈溪")
        lit = [(o.start, o.end) for o in app.reader.view.overlays if o.ink == "hit"]
        article = app.reader.view.article
        assert article is not None

        assert ["慈溪"] * 4 == [article.text[start:end] for start, end in lit]
        assert ((0, 2),) == tuple(app.reader.outline.lit[article.id])
        assert lit == list(app.reader.margin.rows.hits)


async def test_enter_goes_to_the_first_hit(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"注资", "enter")

        assert "为链赋能" == headline(app)
        assert passage(app).startswith("招宝磁业注资")


async def test_n_and_shift_n_go_from_hit_to_hit_across_articles(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"招宝磁业", "enter")
        await press(pilot, "N")
        last = headline(app)
        await press(pilot, "n", "n")

        assert "为链赋能" == last
        assert passage(app).startswith("第2段")


async def test_escape_restores_outline_and_place(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = labels(app)
        await press(pilot, "j", "j", "/", *"注资", "enter", "escape")

        assert before == labels(app)
        assert "慈溪跑出“加速度”" == headline(app)
        assert passage(app).startswith("慈溪锁定")
        assert app.reader.view.has_focus


async def test_no_match_is_said_in_a_line(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"天外飞仙")

        assert "没有文章符合“天外飞仙”" == app.reader.status.found
        assert [] == labels(app)
        assert "慈溪跑出“加速度”" == headline(app)


async def test_a_query_that_cannot_be_read_keeps_the_last_result(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"注资")
        before = labels(app)
        await press(pilot, "space", "minus", "space", "x")

        assert before == labels(app)
        assert app.reader.status.trouble


async def test_brackets_turn_among_matching_articles(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"慈溪", "enter", "]")

        assert ["已是最后一篇"] == told(app)


async def test_without_a_filter_n_says_how_to_begin(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "n")

        assert ["先按 / 筛选"] == told(app)


async def test_on_a_small_screen_the_filter_takes_the_last_line(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"慈溪")

        assert "慈溪" in shown(app).split("\n")[-1]
        assert "1 篇 · 4 处" in shown(app).split("\n")[-1]


async def test_an_emptied_filter_shows_all_again(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", "慈", "backspace")

        assert 8 == len(labels(app))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("company:宁波招宝", "2 篇 · 13 处"),
        ("公司:招宝 -注资", "1 篇 · 12 处"),
        ("unit:元", "3 篇 · 15 处"),
        ("newspaper:宁波 is:unread", "1 篇"),
        ("is:doubtful", "1 篇"),
        ("date:2025", "没有文章符合“date:2025”"),
    ],
)
async def test_the_filter_asks_for_names_figures_and_pages(
    make_app: MakeApp, words: str, found: str
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *words)

        assert found == app.reader.status.found


async def test_tags_are_those_of_the_bookmarks_in_an_article(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b", "/", *"is:bookmarked")
        kept = labels(app)
        await press(pilot, *" tag:x")

        assert "慈溪跑出“加速度”" == kept[-1]
        assert [] == labels(app)


async def test_a_fault_is_said_and_its_word_underlined(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"产值 value>x y")
        underlined = [
            str(app.reader.field._value)[span.start : span.end]
            for span in app.reader.field._value.spans
        ]

        assert "第 10 字：“x”不是数，要如 100亿元、3%..5%" == app.reader.status.found
        assert ["x"] == underlined


async def test_on_a_small_screen_a_fault_has_the_line_for_itself(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"compny:x")

        assert "第 1 字：没有“compny:”，是不是“company:”" in shown(app).split("\n")[-1]


async def test_what_is_unfinished_is_wrong_when_it_is_entered(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"慈溪 value>")
        typed = app.reader.status.found
        await press(pilot, "enter")

        assert "1 篇 · 4 处" == typed
        assert "第 10 字：“value>”后面还没写" == app.reader.status.found
        assert app.reader.field.has_focus


async def test_a_filter_on_figures_is_asked_again_when_all_are_found(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = app.session
        found, session.annotations = session.annotations, {}
        session.annotated = False
        await press(pilot, "/", *"unit:元")
        before = app.reader.status.found
        session.annotations, session.annotated = found, True
        app.reader.annotations_changed()
        await settle(pilot)

        assert "没有文章符合“unit:元” · 还在识别数据和机构" == before
        assert "3 篇 · 15 处" == app.reader.status.found
