"""Adding files from inside, and several pages told their date at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.screen.conftest import MakeApp
from tests.screen.driving import SMALL, WIDE, headline, labels, press, settle, shown, told, unbroken
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from nbreader import actions
from nbreader.actions import AddEvent, Progress, shelving
from nbreader.errors import BadDataError, UsageError
from nbreader.library.store import importers_lock
from nbreader.model import Bookmark, Citation, Quote
from nbreader.tui.app import ReaderApp
from nbreader.tui.library_app import LibraryApp
from nbreader.tui.screens.adding import AddScreen, PathsField, complete_path, read_paths
from nbreader.tui.screens.correcting import keep_corrections
from nbreader.tui.screens.help import paint_help
from nbreader.tui.screens.library import LibraryScreen
from nbreader.tui.screens.library_gathering import Held
from nbreader.tui.screens.library_session import session_over
from nbreader.tui.screens.report import Report

PAGE = "港口繁忙\n\n本报讯 {}集装箱吞吐量达40.5亿元，同比增长12%。码头一片繁忙。\n"


@pytest.fixture(autouse=True)
def _library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBREADER_LIBRARY", str(tmp_path / "library.db"))


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(PAGE.format(name), encoding="utf-8")
    return folder


def library_app(scans: Path) -> LibraryApp:
    for _ in actions.add_paths((scans,), jobs=1):
        pass
    view = shelving.first_view(actions.library_path())
    assert view is not None
    session = session_over(actions.library_path(), view, actions.load_settings())
    return LibraryApp(session, view.shelved)


async def test_files_are_added_while_the_reader_reads(make_app: MakeApp, scans: Path) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        assert isinstance(app.screen, AddScreen)
        app.screen.query_one(PathsField).text = str(scans)
        await press(pilot, "enter")

        assert told(app)[-1].startswith("加入 3 版")
        assert "慈溪跑出“加速度”" == headline(app)
        assert 3 == shelving.first_view(actions.library_path()).totals.pages  # type: ignore[union-attr]  # it is there


async def test_the_samples_give_way_to_the_library(make_app: MakeApp, scans: Path) -> None:
    app = make_app()
    app.notice = "资料库还是空的"
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "资料库还是空的" in told(app)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = str(scans)
        await press(pilot, "enter")
        await pilot.pause(0.1)

        assert isinstance(app.reader, LibraryScreen)
        assert "日期不详" in labels(app)
        assert "加入 3 版 3 篇" in told(app)  # said on the screen that came
        assert "加入 3 版 3 篇 · A 明细" in shown(app)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_what_came_of_adding_is_found_afterwards(
    make_app: MakeApp, scans: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (scans / "d.txt").write_bytes(b"\x00\x01\x02" * 99)
    (scans / "e.txt").write_text("", encoding="utf-8")
    for _ in actions.add_paths((scans / "a.txt",), jobs=1):
        pass
    monkeypatch.chdir(scans.parent)  # a folder with a long name fills no screen
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "A")
        assert "打开以来还没有加入过文件：a 加入" in told(app)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = scans.name
        await press(pilot, "enter")
        line = "加入 2 版 2 篇，1 版原来就有，2 个没有加入 · A 明细"
        assert line in shown(app)
        await press(pilot, "s", "escape")  # another screen lies over it meanwhile
        assert line in shown(app)
        await press(pilot, "escape")
        assert line not in shown(app)
        await press(pilot, "Ａ")

        assert "加入 2 版 2 篇，1 版原来就有，2 个没有加入" in shown(app)
        report = app.session.report
        assert report is not None
        assert ("资料库", str(actions.library_path())) in report.rows()
        assert 2 == len(report.refused)
        for sentence in report.refused:
            assert "".join(sentence.split()) in unbroken(app)
        await press(pilot, "escape")
        assert "慈溪跑出“加速度”" == headline(app)


async def test_a_path_that_is_not_there_is_said_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = "/nowhere/at/all"
        await press(pilot, "enter")

        assert isinstance(app.screen, AddScreen)
        assert "/nowhere/at/all" in shown(app)
        assert "不在磁盘上" in shown(app)


async def test_a_line_too_long_for_a_name_is_said_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = "版" * 100
        await press(pilot, "enter")

        assert isinstance(app.screen, AddScreen)
        assert "版" * 100 == app.screen.query_one(PathsField).text


async def test_a_date_that_is_none_is_said_before_anything_is_added(
    make_app: MakeApp, scans: Path
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = str(scans)
        app.screen.query_one("#add-date", Input).value = "三月"
        await press(pilot, "enter")

        assert isinstance(app.screen, AddScreen)
        assert "不能是“三月”" in shown(app)


async def test_names_with_marks_that_a_terminal_obeys_are_shown_without_them(
    make_app: MakeApp, tmp_path: Path
) -> None:
    for name in ("a\x1b[31m.txt", "a\x1b[31mb.txt"):
        (tmp_path / name).touch()
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        app.screen.query_one(PathsField).text = f"{tmp_path}/a"
        await press(pilot, "tab")

        assert f"{tmp_path}/a\x1b[31m" == app.screen.query_one(PathsField).text
        assert "\x1b" not in shown(app)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_escape_leaves_from_each_field_and_the_keys_are_told(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for steps in range(3):
            await press(pilot, "a", *["ctrl+n"] * steps)
            assert isinstance(app.screen, AddScreen)
            for key in ("回车 加入", "Tab 补全路径", "Ctrl-J 换行", "Ctrl-N 下一项", "Esc 放弃"):
                assert key in shown(app)
            await press(pilot, "escape")
            assert not isinstance(app.screen_stack[-1], AddScreen)


async def test_tab_completes_a_path(make_app: MakeApp, scans: Path) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        field = app.screen.query_one(PathsField)
        field.text = str(scans)[:-2]
        await press(pilot, "tab")
        assert f"{scans}/" == field.text
        await press(pilot, "tab")

        assert "a.txt  b.txt  c.txt" in shown(app)


async def test_marked_pages_are_dated_together_and_back_again(scans: Path) -> None:
    app = library_app(scans)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "g", "down", "*", "*", "m")
        fields = list(app.screen.query(Input))
        for field, value in zip(fields, ("宁波日报", "2024-05-01", "3"), strict=True):
            field.value = value
        await press(pilot, "enter")
        await settle(pilot)
        pages = shelving.first_view(actions.library_path())
        assert pages is not None

        assert "2024年" in labels(app)
        assert "2 版的报头信息已改 · u 撤销" in told(app)
        assert 2 == pages.totals.issues
        await press(pilot, "u")
        await settle(pilot)
        assert "2024年" not in labels(app)


async def test_a_bookmark_follows_its_page_to_its_day(scans: Path) -> None:
    app = library_app(scans)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "m")
        app.screen.query(Input)[1].value = "2024-05-01"
        await press(pilot, "enter")
        await settle(pilot)
        (bookmark,) = actions.list_bookmarks()

        assert "2024-05-01" == bookmark.citation.date
        assert bookmark.article_id == app.reader.session.article_id
        assert bookmark.id in app.reader.placements


async def shows(app: ReaderApp, pilot: Pilot[None], words: str) -> bool:
    """Wait up to five seconds for these words in the line at the foot."""
    for _ in range(100):
        if words in app.reader.status.busy:
            return True
        await pilot.pause(0.05)
    return False


async def test_it_is_shown_that_another_program_is_adding(make_app: MakeApp, scans: Path) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        with importers_lock(actions.library_path(), 0):
            await press(pilot, "a")
            app.screen.query_one(PathsField).text = str(scans)
            await pilot.press("enter")

            assert await shows(app, pilot, "等另一个程序加入完")
        await settle(pilot)
        assert app.reader.status.busy.startswith("加入 3 版")
        assert told(app)[-1].startswith("加入 3 版")


async def test_a_correction_shows_what_it_takes_its_time_for(scans: Path) -> None:
    app = library_app(scans)
    shown_words = dict[str, None]()

    def listen(message: Message) -> None:
        if isinstance(message, Held):
            shown_words[message.words] = None

    async with app.run_test(size=WIDE, message_hook=listen) as pilot:
        await settle(pilot)
        await press(pilot, "j", "b", "m")
        app.screen.query(Input)[1].value = "2024-05-01"
        with importers_lock(actions.library_path(), 0):
            await pilot.press("enter")

            assert await shows(app, pilot, "等另一个程序加入完")
        await settle(pilot)
        assert ["正在重读…", "等另一个程序加入完", ""] == list(shown_words)
        assert "" == app.reader.status.busy
        assert "报头信息已改 · u 撤销" in told(app)


def test_wrong_answer_for_one_of_several_pages_keeps_none() -> None:
    with pytest.raises(UsageError):
        keep_corrections((("a" * 64, {"date": "2024-05-01"}), ("b" * 64, {"date": "昨天"})))

    assert {} == actions.load_edits()


async def test_correction_that_cannot_be_brought_to_the_library_can_be_undone(
    scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = library_app(scans)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "m")
        app.screen.query(Input)[1].value = "2024-05-01"
        with monkeypatch.context() as patched:
            patched.setattr(actions, "refresh_pages", no_library)
            await press(pilot, "enter")
            assert "资料库不能写入" in told(app)[-1]
        assert 1 == len(actions.load_edits())
        await press(pilot, "u")

        assert {} == actions.load_edits()


def no_library(*_: object, **__: object) -> Iterator[AddEvent]:
    raise BadDataError("资料库不能写入")


def test_a_line_is_one_path_or_several_as_a_shell_takes_them(tmp_path: Path) -> None:
    spaced = tmp_path / "two words.txt"
    spaced.touch()

    assert [spaced] == list(read_paths(str(spaced)))
    assert [spaced, Path("b")] == list(read_paths(f"'{spaced}' b"))
    assert [Path("~").expanduser() / "x"] == list(read_paths("~/x"))
    assert [Path("a"), Path("b")] == list(read_paths("a\n\nb\n"))


def test_a_path_goes_on_as_far_as_it_is_sure(tmp_path: Path) -> None:
    for name in ("page1.txt", "page2.txt", "papers"):
        (tmp_path / name).mkdir() if name == "papers" else (tmp_path / name).touch()

    assert (f"{tmp_path}/pa", ("page1.txt", "page2.txt", "papers/")) == complete_path(
        f"{tmp_path}/p"
    )
    assert (f"{tmp_path}/papers/", ()) == complete_path(f"{tmp_path}/pap")
    assert (f"{tmp_path}/x", ()) == complete_path(f"{tmp_path}/x")


@pytest.mark.parametrize(
    ("counts", "summary"),
    [
        ({"added": 2, "articles": 9}, "加入 2 版 9 篇"),
        ({"added": 2, "replaced": 1, "articles": 9}, "加入 2 版，更新 1 版，共 9 篇"),
        ({"unchanged": 5, "refused": 1}, "5 版原来就有，1 个没有加入"),
        ({}, "没有文件可以加入"),
    ],
)
def test_a_report_says_how_much_became_of_the_files(counts: dict[str, int], summary: str) -> None:
    report = Report(paths=(), progress=Progress(total=9, **counts))

    assert summary == report.summary
    assert f"已停下：{summary}" == replace(report, stopped=True).summary


def test_a_report_quotes_bookmarks_without_a_place() -> None:
    quote = Quote(exact="产值达40.5亿元\n同比增长")
    bookmark = Bookmark(id="b", article_id="a", quote=quote, citation=Citation())

    report = Report(paths=(Path("a"),), progress=None, unplaced=(bookmark,))

    assert ("★", "产值达40.5亿元 同比增长") == list(report.rows())[-1]


def test_a_report_names_all_files_that_were_to_be_added() -> None:
    paths = tuple(Path(f"/扫描/{n}/第{n}版.txt") for n in range(30))
    heading, *_ = Report(paths=paths, progress=None).rows()

    lines = ["".join(run.text for run in line.runs) for line in paint_help(heading, 76)]
    assert max(map(cell_len, lines)) <= 76
    assert "".join(map(str, paths)) == "".join(lines).replace(" ", "")
