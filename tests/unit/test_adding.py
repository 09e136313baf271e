"""Adding files to the library: what is read, what is kept, and what is not done twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from nbreader import actions
from nbreader.actions import AddEvent, Progress, Remark, Saved, Unplaced, adding, readings, told
from nbreader.actions.following import BookmarkCheck
from nbreader.errors import UsageError
from nbreader.library.listing import issues, pages, totals
from nbreader.library.loading import load_page
from nbreader.library.store import Library
from nbreader.model import Edit, Page, Refused

DAY = "2026年3月25日 星期三"
BRIDGE = f"""宁波日报
{DAY} 第1版

江北大桥正式通车 两岸居民出行更便捷

昨天下午，江北大桥正式通车，首批车辆缓缓驶过大桥，两岸居民纷纷前来见证这一历史时刻。

下转第2版
"""
MORE = f"""宁波日报
{DAY} 第2版

江北大桥正式通车 两岸居民出行更便捷

上接第1版

大桥连接江北与海曙，通车以后两岸居民往来不用绕行，出行更加便捷，总投资40.5亿元。
"""
SHORT_NAMES = (
    f"""宁波日报
{DAY} 第1版

天骏新能源投产

昨天，浙江天骏新能源有限公司（以下简称“骏瀚重工”）在江北投产，首批产品已经下线，各方前来见证这一时刻。
""",
    f"""宁波日报
{DAY} 第2版

骏瀚重工交付新产品

昨天，骏瀚重工向客户交付首批新产品，订单金额38亿元，车间里一派繁忙的景象，各方前来见证。
""",
)
UNDATED = """江北新城正式开工 各方共同见证

昨天上午，江北新城在慈城正式开工建设，全市上下共同见证这一时刻，与会嘉宾为新城奠基培土。

据了解，新城位于宁波北部，规划面积很大，将建设多座大桥和中央公园，总投资40.5亿元。
"""


@pytest.fixture
def folder(tmp_path: Path, home: Path) -> Path:
    """A folder of three pages: two of one day, one of no known day."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in (("1.txt", BRIDGE), ("2.txt", MORE), ("3.txt", UNDATED)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def add(*paths: Path, newspaper: str = "", date: str = "", page: str = "") -> list[AddEvent]:
    return list(actions.add_paths(paths, newspaper=newspaper, date=date, page=page, jobs=1))


def last(events: Iterable[AddEvent]) -> tuple[int, int, int, int]:
    """Files added, replaced, unchanged and refused."""
    *_, end = (event for event in events if isinstance(event, Progress))
    return end.added, end.replaced, end.unchanged, end.refused


def stored() -> list[tuple[str, list[str]]]:
    """The issues of the library, each with the names of its pages' files."""
    with Library.open(actions.library_path()) as library:
        return [
            (issue.id, [Path(page.path).name for page in pages(library, issue.id)])
            for issue in issues(library)
        ]


def stored_pages(library: Library, issue_id: str) -> list[Page | None]:
    """An issue's pages, in page order."""
    return [load_page(library, page.id) for page in pages(library, issue_id)]


def no_parse(*_: object) -> Page:
    raise AssertionError("a page was parsed again")


def test_pages_are_stored_by_issue(folder: Path) -> None:
    events = add(folder)

    assert (3, 0, 0, 0) == last(events)
    assert [("nbrb-2026-03-25", ["1.txt", "2.txt"]), ("undated", ["3.txt"])] == stored()


def test_figures_are_stored(folder: Path) -> None:
    add(folder)

    with Library.open(actions.library_path()) as library:
        assert 2 == totals(library).figures


def test_short_name_holds_on_the_other_pages_of_its_issue(home: Path) -> None:
    pages = [
        readings.read_one(text.encode(), f"{at}.txt", ()) for at, text in enumerate(SHORT_NAMES)
    ]
    again = readings.read_one(SHORT_NAMES[1].replace("38", "39").encode(), "3.txt", ())

    findings = readings.read_issue(
        [each for each in (*pages, again) if isinstance(each, Page)], (), False
    )

    assert [{"浙江天骏新能源有限公司"}] * 3 == [
        {each.name for each in found.organisations if each.kind == "company"} for found in findings
    ]


def test_each_issue_is_saved_at_once(folder: Path) -> None:
    saved = [event for event in add(folder) if isinstance(event, Saved)]

    assert [2, 1] == [len(each.pages) for each in saved]


def test_progress_ends_at_the_total(folder: Path) -> None:
    (folder / "4.txt").write_text("no page", encoding="utf-8")
    *_, end = (event for event in add(folder) if isinstance(event, Progress))

    assert (4, 4, 4.0, 0) == (end.total, end.done, end.step, end.seconds_left)


def test_same_bytes_are_not_parsed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder)
    monkeypatch.setattr(adding, "read_told", no_parse)
    (folder / "2.txt").rename(folder / "moved.txt")

    assert (0, 0, 3, 0) == last(add(folder))


def test_same_bytes_twice_in_one_call_are_one_page(folder: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "1.txt").read_bytes())

    assert (3, 0, 1, 0) == last(add(folder))


@pytest.mark.parametrize("between", [0, 70])
def test_each_file_of_the_same_bytes_that_are_no_page_is_refused(
    folder: Path, between: int
) -> None:
    for name in ("0.txt", "z.txt"):
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    for number in range(between):
        (folder / f"a{number:02}.txt").write_bytes((folder / "3.txt").read_bytes())
    events = add(folder)

    assert (3, 0, between, 2) == last(events)
    assert ["0.txt", "z.txt"] == [Path(e.path).name for e in events if isinstance(e, Refused)]


def test_what_is_no_page_is_refused_and_the_rest_added(folder: Path) -> None:
    bad = folder / "0.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    events = add(folder, folder / "missing.txt")

    assert (3, 0, 0, 2) == last(events)
    assert {f"{bad} 是图片，不是文本。", f"找不到 {folder / 'missing.txt'}。"} == {
        event.sentence for event in events if isinstance(event, Refused)
    }


def test_member_of_an_archive_keeps_its_place_as_path(folder: Path) -> None:
    path = folder.parent / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("宁波日报/003.txt", BRIDGE)
    add(path)

    with Library.open(actions.library_path()) as library:
        (page,) = pages(library, "nbrb-2026-03-25")
    assert page.path == f"{path}/宁波日报/003.txt"


def test_path_is_kept_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    add(Path("1.txt"))

    with Library.open(actions.library_path()) as library:
        (page,) = pages(library, "nbrb-2026-03-25")
    assert page.path == str(folder / "1.txt")


def test_jump_is_joined_across_two_imports(folder: Path) -> None:
    add(folder / "1.txt")
    add(folder / "2.txt")

    with Library.open(actions.library_path()) as library:
        both = stored_pages(library, "nbrb-2026-03-25")
    first, second = (page.articles[0] for page in both if page is not None)
    assert first.jump is not None
    assert second.jump is not None
    assert (second.id, first.id) == (first.jump.article_id, second.jump.article_id)


def test_metadata_is_kept_as_a_correction(folder: Path) -> None:
    add(folder / "3.txt", newspaper="宁波日报", date="2026年3月26日", page="第3版")

    assert [("nbrb-2026-03-26", ["3.txt"])] == stored()
    assert {
        Edit(kind="metadata", field="newspaper", value="宁波日报"),
        Edit(kind="metadata", field="date", value="2026-03-26"),
        Edit(kind="metadata", field="page", value="3"),
    } == set(actions.edits_of_file(folder / "3.txt"))


def test_metadata_moves_a_page_that_was_undated(folder: Path) -> None:
    add(folder)
    events = add(folder / "3.txt", newspaper="宁波日报", date="2026-03-25", page="3")

    assert (0, 1, 0, 0) == last(events)
    assert [("nbrb-2026-03-25", ["1.txt", "2.txt", "3.txt"])] == stored()


def test_metadata_of_an_unchanged_page_is_not_kept_twice(folder: Path) -> None:
    for _ in range(2):
        events = add(folder / "3.txt", date="2026-03-26")

    assert (0, 0, 1, 0) == last(events)
    assert 1 == len(actions.edits_of_file(folder / "3.txt"))


def test_metadata_is_not_kept_for_what_is_no_page(folder: Path) -> None:
    (folder / "4.txt").write_text("no page", encoding="utf-8")
    add(folder, newspaper="宁波晚报")
    assert {actions.sha256_of_file(folder / "3.txt")} == set(actions.load_edits())


def remarks(events: Iterable[AddEvent]) -> list[str]:
    return [event.sentence for event in events if isinstance(event, Remark)]


def test_what_a_page_prints_is_kept_whatever_is_told(folder: Path) -> None:
    events = add(folder, newspaper="宁波晚报", date="2019-05-05")

    issues_then = [("nbwb-2019-05-05", ["3.txt"]), ("nbrb-2026-03-25", ["1.txt", "2.txt"])]
    assert sorted(issues_then) == sorted(stored())
    assert ["2 版自己印着"] == [sentence[:7] for sentence in remarks(events)]
    again = add(folder, newspaper="宁波晚报", date="2019-05-05")
    assert (0, 0, 3, 0) == last(again)
    assert remarks(events) == remarks(again)


def test_what_is_told_again_wins_where_nothing_is_printed(folder: Path) -> None:
    add(folder / "3.txt", newspaper="宁波晚报", date="2019-05-05")
    add(folder / "3.txt", newspaper="宁波日报", date="2019-05-06")

    assert [("nbrb-2019-05-06", ["3.txt"])] == stored()


def test_correction_of_a_printed_date_stays_whatever_is_told(folder: Path) -> None:
    actions.edit_file(folder / "1.txt", [Edit(kind="metadata", field="date", value="2026-03-24")])
    add(folder / "1.txt", date="2019-05-05")

    assert [("nbrb-2026-03-24", ["1.txt"])] == stored()


def test_correction_from_another_library_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [] == remarks(add(folder / "3.txt", date="2019-05-05"))
    monkeypatch.setenv("NBREADER_LIBRARY", str(tmp_path / "other.db"))

    assert ["1 版用了从前"] == [said[:7] for said in remarks(add(folder))]


def test_page_is_again_what_the_library_had_of_it(folder: Path) -> None:
    add(folder / "3.txt")
    source = actions.sha256_of_file(folder / "3.txt")
    actions.add_edits({source: [Edit(kind="metadata", field="date", value="2019-05-05")]})
    before = actions.edits_in_library([source], actions.library_path())
    (undated,) = stored()
    list(actions.refresh_pages([source]))
    assert [undated] != stored()

    list(actions.refresh_pages([source], as_they_were=before))
    assert [undated] == stored()


def test_page_that_is_there_from_other_bytes_is_told(folder: Path) -> None:
    add(folder)
    (folder / "new.txt").write_text(BRIDGE.replace("昨天下午", "昨日下午"), encoding="utf-8")
    (told,) = remarks(add(folder))

    assert "nbrb-2026-03-25-p0001 " in told
    assert 2 == told.count("nbrb-2026-03-25-p0001")
    assert [] == remarks(add(folder))


def test_metadata_is_not_kept_before_a_file_is_a_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> Page:
        raise KeyboardInterrupt

    monkeypatch.setattr(adding, "read_told", killed)
    with pytest.raises(KeyboardInterrupt):
        add(folder, newspaper="宁波晚报")

    assert {} == actions.load_edits()


def test_metadata_is_kept_before_its_page_is_stored(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> tuple[()]:
        raise KeyboardInterrupt

    monkeypatch.setattr(adding, "save_pages", killed)
    with pytest.raises(KeyboardInterrupt):
        add(folder / "3.txt", date="2026-03-26")

    assert not stored()
    assert 1 == len(actions.edits_of_file(folder / "3.txt"))


def test_corrections_that_cannot_be_kept_are_told_once_and_pages_added_with_them(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_WINDOW", 1)
    (home / "edits.toml").write_text("version = 99", encoding="utf-8")
    events = add(folder, date="2026-03-26")
    refused = [event.sentence for event in events if isinstance(event, Refused)]

    assert (3, 0, 0, 0) == last(events)
    assert ["xx-2026-03-26", "nbrb-2026-03-25"] == [issue for issue, _ in stored()]
    assert 1 == len(refused)
    assert (0, 0, 3, 0) == last(add(folder))


def test_one_page_number_is_not_for_many_files(folder: Path) -> None:
    with pytest.raises(UsageError, match="3 个"):
        add(folder, page="1")


def test_wrong_date_is_told_before_anything_is_done(folder: Path) -> None:
    with pytest.raises(UsageError, match="昨天"):
        actions.add_paths([folder], date="昨天")

    assert not actions.has_library()


def test_import_that_was_closed_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = actions.add_paths([folder], jobs=1)
    next(event for event in events if isinstance(event, Saved))
    events.close()  # type: ignore[attr-defined]  # it is a generator
    first = stored()

    assert [("nbrb-2026-03-25", ["1.txt", "2.txt"])] == first
    assert (1, 0, 2, 0) == last(add(folder))


def test_several_processes_store_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(name: str, jobs: int) -> list[object]:
        monkeypatch.setenv("NBREADER_LIBRARY", str(tmp_path / name))
        list(actions.add_paths([folder], jobs=jobs))
        with Library.open(tmp_path / name) as library:
            return [stored_pages(library, issue.id) for issue in issues(library)]

    monkeypatch.setattr(adding, "_FEW", 0)

    assert whole("one.db", 1) == whole("two.db", 2)


def bookmark_on(folder: Path, words: str) -> str:
    """Mark these words on the page that prints them; the bookmark's id."""
    for issue in actions.compose(actions.open_pages([folder])):  # type: ignore[arg-type]  # none is refused
        for page in issue.pages:
            for article in page.articles:
                at = article.text.find(words)
                if at >= 0:
                    kept = actions.add_bookmark(issue, page, article, at, at + len(words))
                    return kept.id
    raise AssertionError(words)


def test_bookmark_follows_a_page_that_was_dated(folder: Path) -> None:
    add(folder)
    words = "新城奠基培土"
    kept = bookmark_on(folder / "3.txt", words)
    add(folder / "3.txt", newspaper="宁波日报", date="2026-03-26", page="3")

    moved = next(each for each in actions.list_bookmarks() if each.id == kept)
    assert moved.article_id.startswith("nbrb-2026-03-26-p0003")
    assert "2026-03-26" == moved.citation.date
    assert words == moved.quote.exact


def test_bookmark_that_finds_no_place_is_told_and_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder / "3.txt")
    kept = bookmark_on(folder / "3.txt", "新城奠基培土")
    before = actions.list_bookmarks()
    read = readings.read_one

    def without_articles(data: bytes, path: str, edits: tuple[Edit, ...]) -> Page:
        page = read(data, path, edits)
        assert isinstance(page, Page)
        return replace(page, articles=())

    monkeypatch.setattr(told, "read_one", without_articles)
    monkeypatch.setattr(adding, "version_of_readings", lambda own, ner: "newer")
    events = add(folder / "3.txt")

    assert [kept] == [event.bookmark.id for event in events if isinstance(event, Unplaced)]
    assert before == actions.list_bookmarks()


def test_bookmark_has_followed_when_its_page_is_told_as_saved(folder: Path) -> None:
    add(folder)
    bookmark_on(folder / "3.txt", "新城奠基培土")
    events = actions.add_paths([folder / "3.txt"], date="2026-03-26", jobs=1)
    next(event for event in events if isinstance(event, Saved))
    events.close()  # type: ignore[attr-defined]  # it is a generator

    (kept,) = actions.list_bookmarks()
    assert "2026-03-26" == kept.citation.date
    assert actions.find_in_library(kept.article_id)


def left_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bookmark whose page was moved by an import that was killed before it could follow."""
    add(folder)
    bookmark_on(folder / "3.txt", "新城奠基培土")
    with monkeypatch.context() as patched:
        patched.setattr(adding, "follow_bookmarks", lambda *_: ())
        add(folder / "3.txt", date="2026-03-26")


def test_bookmark_that_a_kill_left_behind_follows_with_the_next_import(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(folder, monkeypatch)
    (before,) = actions.list_bookmarks()
    add(folder / "1.txt")

    (kept,) = actions.list_bookmarks()
    assert before.article_id != kept.article_id
    assert [kept.article_id] == [
        each.article.id for each in actions.find_in_library(kept.article_id)
    ]
    assert (before.id, before.quote, "2026-03-26") == (kept.id, kept.quote, kept.citation.date)


def test_check_mends_a_bookmark_of_another_article(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(folder, monkeypatch)
    before = actions.list_bookmarks()
    found = actions.check_bookmarks(before)

    assert found.moved == actions.list_bookmarks() != before
    assert actions.check_bookmarks(found.moved) == BookmarkCheck()


def test_newer_program_replaces_pages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder)
    monkeypatch.setattr(adding, "version_of_readings", lambda own, ner: "newer")

    assert (0, 3, 0, 0) == last(add(folder))


def test_corrections_that_only_the_library_has_are_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBREADER_LIBRARY", str(tmp_path / "carried.db"))
    add(folder / "3.txt", date="2026-03-26")
    monkeypatch.setenv("NBREADER_DATA", str(tmp_path / "another machine"))
    events = add(folder / "3.txt")

    assert (0, 0, 1, 0) == last(events)
    assert 1 == len(actions.edits_of_file(folder / "3.txt"))


def test_damaged_corrections_are_told_and_pages_added(folder: Path, home: Path) -> None:
    (home / "edits.toml").write_text("not = [toml", encoding="utf-8")
    events = add(folder)

    assert (3, 0, 0, 0) == last(events)
    assert ["更正文件" in e.sentence for e in events if isinstance(e, Refused)] == [True]


def test_pages_of_the_library_are_corrected_together(folder: Path) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        text = UNDATED.replace("江北", f"江北{name}")
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    add(folder)
    date = Edit(kind="metadata", field="date", value="2026年3月28日")
    with Library.open(actions.library_path()) as library:
        wanted = {page.sha256: (date,) for page in pages(library, "undated")}
    actions.add_edits(wanted)
    events = actions.refresh_pages(tuple(wanted))
    saved = [each for each in events if isinstance(each, Saved)]

    assert [3] == [len(each.pages) for each in saved]
    assert [3] == [len(names) for _, names in stored()]
    assert "undated" not in dict(stored())


def test_correction_reaches_the_library(folder: Path) -> None:
    add(folder)
    actions.edit_file(folder / "3.txt", [Edit(kind="metadata", field="date", value="2026-03-27")])
    with Library.open(actions.library_path()) as library:
        (page,) = pages(library, "undated")
    list(actions.refresh_pages([page.sha256]))

    assert [["1.txt", "2.txt"], ["3.txt"]] == sorted(names for _, names in stored())
    assert not dict(stored()).get("undated")
