from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import WIDE, headline, press, settle, shown, told
from textual.widgets import Input

from nbreader import actions
from nbreader.errors import BadDataError
from nbreader.model import Page
from nbreader.tui.app import ReaderApp, run_reader
from nbreader.tui.commands import COMMANDS, GROUPS, bindings, hints, shown_keys
from nbreader.tui.screens.forms import FormScreen
from nbreader.tui.screens.help import HelpScreen, help_rows

DUMP = """专版

为链赋能 向新攀高

“冠军之城”宁波因地制宜发展新质生产力

119家,这是宁波国家级制造业单项冠军企业数量,连续8年保持全国第一。

答案藏在宁波产业发展的深层逻辑中,坚实的制造业基础和完整的产业链配套。
"""


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(DUMP, encoding="utf-8", newline="\n")
    return path


def opened(path: Path) -> list[Page]:
    return [page for page in actions.open_pages((path,)) if isinstance(page, Page)]


async def fill(app: object, pilot: object, **answers: str) -> None:
    for name, words in answers.items():
        app.screen.query_one(f"#field-{name}", Input).value = words  # type: ignore[attr-defined]  # an app


async def test_corrected_metadata_is_shown_and_kept(make_app: MakeApp, dump: Path) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        await fill(app, pilot, newspaper="宁波日报", date="2025-11-03", page="6")
        await press(pilot, "enter")
        await settle(pilot)

        assert "宁波日报  2025年11月3日 星期一  第6版" in app.reader.title_bar.left
        assert 3 == len(actions.edits_of(opened(dump)[0].source.sha256))


async def test_corrected_metadata_is_undone(make_app: MakeApp, dump: Path) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        await fill(app, pilot, page="6")
        await press(pilot, "enter")
        await press(pilot, "u")
        await settle(pilot)

        assert () == actions.edits_of(opened(dump)[0].source.sha256)
        assert "第6版" not in app.reader.title_bar.left


async def test_what_was_read_stays_read_when_its_page_gets_other_ids(
    make_app: MakeApp, dump: Path
) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "m")
        (before,) = app.session.shelf.order
        await fill(app, pilot, newspaper="宁波日报", date="2025-11-03", page="6")
        await press(pilot, "enter")
        await settle(pilot)
        (after,) = app.session.shelf.order
        kept = app.session.places
        left_off = kept.passage_of(after)

        assert before != after
        assert (True, after) == (after in kept.read, kept.open_article)
        assert left_off is not None
        assert app.reader.view.passage == left_off.paragraph > 0


async def test_what_was_read_meanwhile_stays_read_when_a_correction_is_undone(
    make_app: MakeApp, dump: Path
) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        (before,) = app.session.shelf.order
        await press(pilot, "m")
        await fill(app, pilot, page="6")
        await press(pilot, "enter")
        await press(pilot, "j", "u")
        await settle(pilot)
        left_off = app.session.places.passage_of(before)

        assert before == app.session.places.open_article
        assert left_off is not None
        assert app.reader.view.passage == left_off.paragraph > 0


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        ({"date": "三月"}, "不能是“三月”"),
        ({"date": "20260325"}, "不能是“20260325”"),
        ({"date": "2026-W13-3"}, "不能是“2026-W13-3”"),
        ({"page": "头版"}, "不能是“头版”"),
        ({"page": "99999"}, "不能是“99999”"),
    ],
)
async def test_a_wrong_answer_is_said_and_the_form_stays(
    make_app: MakeApp, dump: Path, answers: dict[str, str], trouble: str
) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        await fill(app, pilot, **answers)
        await press(pilot, "enter")

        assert trouble in shown(app)
        assert isinstance(app.screen, FormScreen)


async def test_answers_are_taken_as_the_command_line_takes_them(
    make_app: MakeApp, dump: Path
) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        await fill(app, pilot, date="２０２５年11月3日", page="第6版")
        await press(pilot, "enter")
        await settle(pilot)

        assert "2025年11月3日 星期一  第6版" in app.reader.title_bar.left


async def test_an_unchanged_form_changes_nothing(make_app: MakeApp, dump: Path) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m", "enter")

        assert () == actions.edits_of(opened(dump)[0].source.sha256)


async def test_a_page_of_an_archive_is_corrected(
    make_app: MakeApp, dump: Path, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.write(dump, "宁波/1.txt")
    app = make_app(opened(tmp_path / "pages.zip"), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        await fill(app, pilot, page="6")
        await press(pilot, "enter")
        await settle(pilot)

        assert "第6版" in app.reader.title_bar.left


async def test_a_file_gone_while_open_is_said_and_stays_readable(
    make_app: MakeApp, dump: Path
) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = headline(app)
        dump.unlink()
        await press(pilot, "m")
        await fill(app, pilot, page="6")
        await press(pilot, "enter")
        await settle(pilot)

        assert 1 == len(told(app))
        assert str(dump) in told(app)[0]
        assert before == headline(app)


async def test_a_file_changed_while_open_is_said(make_app: MakeApp, dump: Path) -> None:
    app = make_app(opened(dump), [])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        dump.write_text(DUMP + "又加了一段。\n", encoding="utf-8", newline="\n")
        await press(pilot, "m")
        await fill(app, pilot, page="6")
        await press(pilot, "enter")
        await settle(pilot)

        assert [f"{dump} 已变动，重新打开后再改。"] == told(app)


async def test_a_state_that_cannot_be_saved_is_said_at_the_end(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(places: object) -> None:
        raise BadDataError("阅读位置没有存下：目录不可写。")

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(actions, "save_places", read_only)
        await press(pilot, "q")

    assert "阅读位置没有存下：目录不可写。" == app.trouble


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
async def test_a_read_only_home_is_no_crash(make_app: MakeApp, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "b", "]", "q")
    tmp_path.chmod(0o700)

    assert app.trouble


def test_help_lists_every_command() -> None:
    listed = {words for _, words in help_rows({})}

    assert [] == [c.id for c in COMMANDS if not any(words.endswith(c.help) for words in listed)]


@pytest.mark.parametrize("key", ["?", "？", "f1"])
async def test_escape_leaves_the_help(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, key)
        there = isinstance(app.screen, HelpScreen)
        await press(pilot, "escape")

        assert (True, True) == (there, app.screen is app.reader)


async def test_the_palette_offers_the_commands(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        offered = [command.title for command in app.get_system_commands(app.screen)]

        assert {"筛选", "书签夹", "导出", "帮助", "明暗"} <= set(offered)


@pytest.mark.parametrize("words", ["theme", "主题", "深色", "明暗"])
async def test_the_palette_finds_a_command_by_label_help_and_id(
    make_app: MakeApp, words: str
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = app.theme
        await press(pilot, "ctrl+p", *words)
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await press(pilot, "enter")

        assert before != app.theme


async def test_the_palette_says_that_there_is_no_such_command(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *"[xq]")
        await pilot.pause(0.3)

        assert "没有命令含“[xq]”" in shown(app)


async def test_keys_are_changed_in_the_settings(make_app: MakeApp) -> None:
    actions.save_setting("keys.next-article", "J")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "J")

        assert "[red]深学细悟[/red] 入脑入心" == headline(app)
        assert "J" in shown(app).split("\n")[-1]


async def test_settings_that_name_nothing_are_told(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'theme = "nosuch"\n[keys]\nnope = "x"\nnor-this = "y"\n', encoding="utf-8"
    )
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert [
            "没有名为“nosuch”的主题，现用 textual-dark",
            "config.toml 的 [keys] 里没有命令 nope、nor-this",
        ] == told(app)


def test_a_damaged_file_of_places_is_told(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "places.json").write_text("garbage", encoding="utf-8")
    complaints: list[str] = []

    def ran(app: ReaderApp) -> int:
        complaints.extend(app.session.settings.complaints)
        return 0

    monkeypatch.setattr("nbreader.tui.app.run_app", ran)
    run_reader((dump,))

    assert 1 == len(complaints)
    assert "阅读进度文件" in complaints[0]


def test_every_binding_has_the_id_of_its_command() -> None:
    scopes = {command.scope for command in COMMANDS}

    assert {c.id for c in COMMANDS} == {b.id for b in bindings(*scopes)}  # type: ignore[union-attr]  # never tuples


def test_every_command_has_a_group_that_help_shows() -> None:
    assert {command.group for command in COMMANDS} == set(GROUPS)


def test_no_two_commands_of_a_scope_share_a_key_but_n_and_d() -> None:
    taken: dict[tuple[str, str], str] = {}
    doubled = set()
    for command in COMMANDS:
        for key in command.keys.split(","):
            alone = command.scope in ("bookmarks", "search")  # screens of their own
            for scope in {command.scope} if alone else {command.scope, "app"}:
                if taken.setdefault((scope, key), command.id) != command.id:
                    doubled.add(key)

    assert {"N", "Ｎ", "d", "ｄ"} == doubled  # d drops a saved search where one is pointed at


def test_keys_are_written_as_on_the_keyboard() -> None:
    by_id = {command.id: command for command in COMMANDS}

    assert "空格 PgDn" == shown_keys(by_id["page-down"], {}, every=True)
    assert "J" == shown_keys(by_id["next-article"], {"next-article": "J"})


def test_hints_of_a_pair_stand_together() -> None:
    assert ("[ ]", "上下篇") in hints("article", {})
