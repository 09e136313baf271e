"""The pages of organisations and metrics, and the lists of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.builders import make_article, make_page
from tests.screen.conftest import MAGNETS, MakeApp
from tests.screen.driving import SMALL, WIDE, headline, hint_labels, press, settle, shown
from textual.pilot import Pilot

from nbreader import actions
from nbreader.model import Annotations, Article, Figure, Mention, Page
from nbreader.tui.app import ReaderApp
from nbreader.tui.screens.dossier import (
    DossierScreen,
    MetricScreen,
    MetricsScreen,
    OrganisationScreen,
    OrganisationsScreen,
)
from nbreader.tui.screens.reader import ReaderScreen


def paper(year: int, value: str) -> Page:
    text = f"{year}年，招宝磁业产值达{value}亿元。[b]旁人[/b]另有 3家店。"
    article = make_article(f"{year}年报", (text,), article_id=f"a{year}")
    return make_page(
        (article,), day=date(year + 1, 2, 1), path=f"{year}.txt", sha256=str(year) * 16
    )


def told(article: Article, issue_date: date | None = None, mentions: object = ()) -> Annotations:
    """The output as 招宝磁业's, and the shops as nobody's."""
    text = article.text
    year = article.id[1:]

    def figure(printed: str, **more: object) -> Figure:
        start = text.index(printed)
        return Figure(
            start=start,
            end=start + len(printed),
            printed=printed,
            value=Decimal(printed.removesuffix("亿元").removesuffix("家")),
            unit="元",
            kind="amount",
            **more,  # type: ignore[arg-type]  # words all of them
        )

    at = text.index("产值达") + 3
    output = figure(
        text[at : text.index("亿元") + 2],
        metric="产值",
        subject="招宝磁业",
        period=f"{year}年",
        year=year,
    )
    named: tuple[Mention, ...] = tuple(mentions)  # type: ignore[arg-type]  # as in conftest
    return Annotations(article_id=article.id, figures=(output, figure("3家")), mentions=named)


@pytest.fixture
def app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> ReaderApp:
    """Three papers of three years that tell of one company's output."""
    monkeypatch.setattr(actions, "annotate", told)
    papers = [paper(2023, "10.5"), paper(2024, "30.5"), paper(2025, "20.5")]
    return make_app(papers[:1], papers[1:])


async def test_all_organisations_are_listed_where_none_is_at_hand(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "C")

        assert isinstance(app.screen, OrganisationsScreen)
        assert f"{MAGNETS.name}  招宝磁业" in shown(app)
        assert "企业    3 处   3 篇  2026-02-01" in shown(app)


async def test_a_page_opens_from_the_list_and_its_passage_in_the_reader(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "C", "enter")

        assert MAGNETS.name == getattr(app.screen, "name_asked", "")
        assert "3 处提及，3 篇 · 3 个数据" in shown(app)
        assert "[b]旁人[/b]" in shown(app)

        await press(pilot, "j", "j", "enter")

        assert isinstance(app.screen, ReaderScreen)
        assert "2023年报" == headline(app)
        assert app.reader.view.article is not None
        assert "10.5亿元" == app.reader.view.article.text[slice(*app.reader.view.lit)]


async def test_escape_goes_back_one_step_at_a_time(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "Ｃ", "enter", "/", *"10.5")
        steps = []
        for _ in range(3):
            await press(pilot, "escape")
            steps.append(type(app.screen))

        assert [OrganisationScreen, OrganisationsScreen, ReaderScreen] == steps


async def test_a_metric_page_draws_three_dated_values(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "M", "enter")

        assert isinstance(app.screen, MetricScreen)
        lines = [line for line in shown(app).splitlines() if "█" in line]
        assert [("2023年", "10.5亿元"), ("2024年", "30.5亿元"), ("2025年", "20.5亿元")] == [
            (line.split()[0], line.split()[2]) for line in lines
        ]
        longest = [line.count("█") for line in lines]
        assert longest[1] == max(longest)
        assert "  2025年" in shown(app)
        assert "宁波日报 2026-02-01 第1版" in shown(app)


def test_a_metric_page_looks_as_it_did(app: ReaderApp, snap_compare: Callable[..., bool]) -> None:
    async def drive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "M", "enter")

    assert snap_compare(app, terminal_size=WIDE, run_before=drive)


async def test_a_bar_leads_to_the_place_that_prints_it(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "M", "enter", "j", "enter")

        assert "2024年报" == headline(app)


async def test_from_a_figure_to_its_company_and_back_to_the_metric(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "M", "enter", "C")
        company = app.screen
        await press(pilot, "Ｍ")

        assert isinstance(company, OrganisationScreen)
        assert MAGNETS.name == company.name_asked
        assert isinstance(app.screen, MetricScreen)


async def test_what_is_lit_in_the_text_decides_which_page_opens(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        reader, article = app.reader, app.reader.view.article
        assert article is not None
        pages = []
        for words, key in (("招宝磁业", "C"), ("10.5亿元", "C"), ("10.5亿元", "M"), ("3家", "M")):
            at = article.text.index(words)
            reader.open_article("a2023", (at, at + len(words)))
            await press(pilot, key)
            assert isinstance(app.screen, DossierScreen)
            pages.append(app.screen.name_asked or app.screen.metric_asked)
            await press(pilot, "escape")

        assert [MAGNETS.name, MAGNETS.name, "产值", ""] == pages


async def test_the_list_is_filtered_by_name_and_initials(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "C", "/", *"zbcy")
        found = shown(app)
        await press(pilot, "escape", "/", *"甬江")

        assert "1 / 1" in found
        assert MAGNETS.name in found
        assert "没有这样的机构" in shown(app)


async def test_the_filter_keeps_the_heading_of_what_it_finds(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "C", "enter", "/", *"30.5")

        assert "数据" in shown(app)
        assert "30.5 亿元" in shown(app)
        assert "20.5 亿元" not in shown(app)


async def test_a_page_fills_up_as_articles_are_annotated(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = app.session
        last = session.annotations.pop("a2025")
        await press(pilot, "C", "enter")
        before = shown(app)
        session.annotations["a2025"] = last
        session.linked.add("a2025")
        assert isinstance(app.screen, DossierScreen)
        app.screen.look_again()
        await settle(pilot)

        assert "还有 1 篇没有读完" in before
        assert "2 处提及，2 篇" in before
        assert "没有读完" not in shown(app)
        assert "3 处提及，3 篇" in shown(app)


async def test_a_page_about_nobody_says_so(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.reader.open_organisation("无名公司")
        await settle(pilot)

        assert "0 处提及" in shown(app)
        await press(pilot, "enter", "C", "M")
        assert isinstance(app.screen, MetricsScreen)


async def test_what_was_guessed_has_a_question_mark(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = app.session
        for name, found in session.annotations.items():
            guesses = tuple(
                replace(figure, confidence=(("metric", 0.4),)) for figure in found.figures
            )
            session.annotations[name] = replace(found, figures=guesses)
        await press(pilot, "C", "enter")

        assert "产值？" in shown(app)


async def test_the_figures_of_a_page_are_copied_for_a_spreadsheet(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "C", "enter", "/", *"30.5", "enter", "y")
        head, line = app.clipboard.splitlines()

        assert head.startswith("指标\t主体")
        assert line.startswith("产值\t招宝磁业\t2024年\t2024\t30.5亿元")
        assert "2025-02-01" in line


async def test_the_foot_names_the_keys(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "C")

        assert ["打开", "筛选", "机构页", "指标页", "复制", "返回", "帮助"] == hint_labels(app)
