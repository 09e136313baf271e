"""From figure to figure, from name to name, and the tables in the margin."""

from __future__ import annotations

import pytest
from tests.screen.conftest import MAGNETS, MakeApp
from tests.screen.driving import SMALL, WIDE, headline, hint_labels, press, settle, shown, told

from nbreader import actions
from nbreader.tui.app import ReaderApp
from nbreader.tui.messages import Annotated


def lit(app: ReaderApp) -> str:
    view = app.reader.view
    assert view.article is not None
    return view.article.text[slice(*view.lit)]


def at_the_foot(app: ReaderApp) -> str:
    return " · ".join(part.text for part in app.reader.status.told)


def panel(app: ReaderApp) -> list[str]:
    return [item.text for item in app.reader.margin.rows.items]


@pytest.mark.parametrize(("on", "back"), [("f", "F"), ("ｆ", "Ｆ")])
async def test_figures_are_a_key_apart(make_app: MakeApp, on: str, back: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        seen = []
        for key in (on, on, on, back):
            await press(pilot, key)
            seen.append(lit(app))

        assert ["40.5亿元", "24.3%", "1644.1亿元", "24.3%"] == seen


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_foot_tells_the_figure_that_is_lit(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        told_then = shown(app).splitlines()
        await press(pilot, "j")

        assert any(
            "产值 · 慈溪新材料产业 · 今年前两个月（2026） · 40.5亿元" in line
            for line in told_then[-2:]
        )
        assert "" == at_the_foot(app)


async def test_what_the_filter_says_comes_before_the_lit_figure(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "f", "/", *"双碳")
        typing = at_the_foot(app), "1 篇 · 1 处" in shown(app)
        await press(pilot, "enter", "f")

        assert ("", True) == typing
        assert "营收" in at_the_foot(app)


async def test_the_next_figure_counts_from_the_passage_cursor(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "f", "G", "F")

        assert "20家" == lit(app)


async def test_a_figure_asked_for_too_early_is_gone_to_when_it_is_found(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        article = app.reader.view.article
        assert article is not None
        found = app.session.annotations.pop(article.id)
        app.session.linked.discard(article.id)
        await press(pilot, "f", "f")
        waiting = lit(app), len(app.screen.query("Toast"))
        app.reader.post_message(Annotated((found,), text=article.text))
        await settle(pilot)

        assert ("", 1) == waiting
        assert "40.5亿元" == lit(app)


async def test_behind_the_last_figure_it_is_said_and_the_same_key_goes_on(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "G", "f")
        said, there = told(app), headline(app)
        await press(pilot, "f")

        assert ["这篇后面没有数字了 · 再按 f 到下一篇"] == said
        assert "慈溪跑出“加速度”" == there
        assert ("[red]深学细悟[/red] 入脑入心", "1%") == (headline(app), lit(app))


@pytest.mark.parametrize("away", [("k", "j"), ("]", "["), ("g", "G")])
async def test_who_moved_is_told_again_before_going_on(
    make_app: MakeApp, away: tuple[str, ...]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "G", "f", *away, "f")

        assert ["这篇后面没有数字了 · 再按 f 到下一篇"] * 2 == told(app)
        assert "慈溪跑出“加速度”" == headline(app)


async def test_names_are_a_key_apart_over_articles_without_one(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "o", "o")

        assert ("[red]深学细悟[/red] 入脑入心", "招宝磁业") == (headline(app), lit(app))
        assert f"{MAGNETS.name} · 企业 · 本篇 12 处 · 全部 13 处" == at_the_foot(app)


async def test_no_name_is_left_in_the_papers(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "O", "O")

        assert ["这篇没有机构 · 再按 O 到上一篇", "前面的文章没有机构了"] == told(app)


async def test_figures_and_names_are_lit_and_can_be_switched_off(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]")

        def inks() -> set[str]:
            return {overlay.ink for overlay in app.reader.view.overlays}

        before = inks()
        await press(pilot, "x")
        names = inks()
        await press(pilot, "X")

        assert [{"amount", "named"}, {"named"}, set()] == [before, names, inks()]
        settings = actions.load_settings()
        assert (False, False) == (settings.light_figures, settings.underline_names)
        assert ["数字不再标亮 · x 恢复", "机构不再加下划线 · X 恢复"] == told(app)


async def test_a_key_opens_each_tab(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        tabs = []
        for key in "1234":
            await press(pilot, key)
            tabs.append((app.reader.margin.tab, app.reader.margin.display))

        names = ("figures", "organisations", "pictures", "doubts")
        assert [(name, True) for name in names] == tabs


async def test_the_figures_are_sorted_grouped_and_filtered(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "r")
        by_value = panel(app)
        await press(pilot, "r", "r", "w")
        one_kind = panel(app)
        await press(pilot, "w", "i")

        assert ["数值降序", "元"] == by_value[:2]
        assert "只看数额" == one_kind[0]
        assert ["按指标 · 只看比例", "产值 同比增长"] == panel(app)[:2]
        assert ["打开", "排序", "分组", "类别", "复制"] == hint_labels(app)[:5]


async def test_the_cursor_stays_on_its_figure_in_another_order(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "G", "r")
        current = app.reader.margin.current

        assert current is not None
        assert ("→ 20", "家") == (current.lead, current.tail)


async def test_the_margin_follows_the_figure_that_is_lit(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "f", "f", "f")
        current = app.reader.margin.current

        assert current is not None
        assert "1644.1" == current.lead


async def test_what_shows_is_copied_as_a_table(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "y")
        lines = app.clipboard.splitlines()

        assert ["40.5亿元", "24.3%", "1644.1亿元", "20家"] == [
            line.split("\t")[4] for line in lines[1:]
        ]
        assert ["已复制 4 行，可粘贴到电子表格"] == told(app)


async def test_the_organisations_are_copied_too(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]", "2", "y")

        assert f"{MAGNETS.name}\t企业\t12\t13" in app.clipboard


async def test_enter_on_an_organisation_opens_it(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    opened: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(app.reader, "open_organisation", opened.append)
        await press(pilot, "]", "2", "enter")

        assert [MAGNETS.name] == opened


async def test_keywords_stand_beside_the_article_and_in_the_outline(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    plain = actions.annotate

    def annotate(*given: object) -> object:
        return replace(plain(*given), keywords=("[b]磁材", "产业"))  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(actions, "annotate", annotate)
    app = make_app()
    async with app.run_test(size=WIDE, tooltips=True) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        await pilot.hover("#outline", offset=(8, 5))

        assert "关键词 [b]磁材 产业" in shown(app)
        assert "[red]深学细悟[/red] 入脑入心\n关键词 [b]磁材 产业" == str(
            app.reader.outline.tooltip
        )


async def test_where_there_is_none_of_the_kind_it_is_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "w", "w", "w", "]")

        assert ["只看数量", "这篇没有这一类 · w 换一类"] == panel(app)


async def test_a_tab_without_a_table_is_left_as_it_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "r", "w")

        assert ["慈溪城区风光 贺元凯 摄"] == panel(app)
        assert ("position", "") == (app.session.order.sort, app.session.order.kind)


@pytest.mark.parametrize(("tab", "key", "name"), [("1", "M", "产值"), ("2", "C", MAGNETS.name)])
async def test_the_line_in_the_margin_has_a_page(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tab: str, key: str, name: str
) -> None:
    app = make_app()
    opened: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(app.reader, "open_organisation", opened.append)
        monkeypatch.setattr(app.reader, "open_metric", opened.append)
        if tab == "2":
            await press(pilot, "]")
        await press(pilot, tab, key)

        assert [name] == opened


@pytest.mark.parametrize("key", ["f", "o"])
@pytest.mark.parametrize("drawer", ["1", "t"])
async def test_no_drawer_lies_over_what_is_lit(make_app: MakeApp, drawer: str, key: str) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "]", drawer)
        assert app.reader.margin.display or app.reader.outline.display
        await press(pilot, key)

        assert (False, False) == (app.reader.margin.display, app.reader.outline.display)
        assert app.reader.view.has_focus
        assert "" != lit(app)


async def test_wide_windows_keep_the_table_while_figures_are_lit(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "f")

        assert app.reader.margin.rows.has_focus
        assert "" != lit(app)
