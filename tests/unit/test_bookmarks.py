"""bookmarks.toml: kept, changed, undone, and never lost."""

from __future__ import annotations

import errno
import multiprocessing
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import make_article, make_issue, make_page

from nbreader.desk import (
    add_bookmark,
    change_bookmark,
    list_bookmarks,
    remove_bookmark,
    replace_bookmarks,
    restore_bookmark,
)
from nbreader.desk.files import read_whole
from nbreader.errors import BadDataError, UsageError
from nbreader.model import Bookmark, Citation, Quote

ARTICLE = make_article("慈溪", ("产值达40.5亿元，增速第一。", "今年前两个月。"), article_id="cixi")
PAGE = make_page((ARTICLE,), number=1)
ISSUE = make_issue((PAGE,))


def keep(words: str, *, note: str = "", tags: tuple[str, ...] = ()) -> Bookmark:
    start = ARTICLE.text.index(words)
    end = start + len(words)
    return add_bookmark(ISSUE, PAGE, ARTICLE, start, end, note=note, tags=tags)


def test_replaced_bookmarks_stand_where_they_stood(home: Path) -> None:
    first, second = keep("40.5亿元"), keep("今年前两个月")
    moved = replace(first, article_id="elsewhere")
    replace_bookmarks([moved])

    assert (moved, second) == list_bookmarks()


def test_bookmark_that_is_gone_is_not_brought_back_by_replacing(home: Path) -> None:
    made = keep("40.5亿元")
    remove_bookmark(made.id)
    replace_bookmarks([made])

    assert () == list_bookmarks()


def test_without_a_file_there_are_no_bookmarks(home: Path) -> None:
    assert () == list_bookmarks()


def test_a_kept_passage_holds_its_words_and_where_they_stood(home: Path) -> None:
    before = datetime.now(UTC)
    made = keep("40.5亿元", note="看", tags=("产值",))

    expected = Bookmark(
        id=made.id,
        article_id="cixi",
        quote=Quote(exact="40.5亿元", before="慈溪\n产值达", after="，增速第一。\n今年前两个月。"),
        citation=Citation(
            newspaper="宁波日报",
            date="2026-03-25",
            page="1",
            headline="慈溪",
            source="page.txt",
            sha256="0" * 64,
            lines="2",
        ),
        note="看",
        tags=("产值",),
        added=made.added,
        start=6,
    )
    assert expected == made
    assert made.added is not None
    assert before <= made.added


def test_bookmarks_are_listed_in_the_order_of_adding(home: Path) -> None:
    made = [keep("增速"), keep("产值"), keep("今年")]

    assert tuple(made) == list_bookmarks()


def test_ids_are_short_and_stay(home: Path) -> None:
    first, again = keep("增速"), keep("增速")

    assert (5, first.id) == (len(first.id), again.id)


def test_white_space_around_a_passage_is_left_off(home: Path) -> None:
    end = len("慈溪\n")

    assert "慈溪" == add_bookmark(ISSUE, PAGE, ARTICLE, 0, end).quote.exact


def test_nothing_cannot_be_kept(home: Path) -> None:
    with pytest.raises(UsageError, match="选中的地方没有字"):
        add_bookmark(ISSUE, PAGE, ARTICLE, 2, 3)


def test_the_same_passage_is_kept_once_with_what_was_said_of_it(home: Path) -> None:
    keep("增速", note="旧", tags=("一",))
    keep("增速", note="新", tags=("二", "一"))
    keep("增速")

    (kept,) = list_bookmarks()

    assert ("新", ("一", "二")) == (kept.note, kept.tags)


@pytest.mark.parametrize(
    ("note", "kept"), [(" 看\r\n\t这里\x1b ", "看\n 这里"), ("\x00", ""), ("a\rb", "a\nb")]
)
def test_notes_hold_no_control_characters(home: Path, note: str, kept: str) -> None:
    assert kept == keep("增速", note=note).note


def test_tags_are_tidied(home: Path) -> None:
    tags = ("#产值", "＃产值", " 前\n湾  新区 ", "#", "")

    assert ("产值", "前 湾 新区") == keep("增速", tags=tags).tags


def test_a_note_can_be_changed_alone(home: Path) -> None:
    made = keep("增速", note="旧", tags=("一",))

    changed = change_bookmark(made.id, note="新")

    assert (("新", ("一",)), (changed,)) == ((changed.note, changed.tags), list_bookmarks())


def test_tags_can_be_changed_alone(home: Path) -> None:
    changed = change_bookmark(keep("增速", note="旧", tags=("一",)).id, tags=())

    assert ("旧", ()) == (changed.note, changed.tags)


def test_a_removed_bookmark_can_be_put_back_in_its_place(home: Path) -> None:
    made = [keep("增速"), keep("产值")]
    removed = remove_bookmark(made[0].id)
    without = list_bookmarks()
    restore_bookmark(removed)

    assert ((made[1],), tuple(made)) == (without, list_bookmarks())


def test_a_bookmark_is_put_back_once(home: Path) -> None:
    made = keep("增速")
    restore_bookmark(made)

    assert (made,) == list_bookmarks()


def test_an_unknown_id_is_said(home: Path) -> None:
    keep("增速")

    with pytest.raises(UsageError, match=r"^没有编号为“none”的书签。$"):
        remove_bookmark("none")


def test_the_text_of_the_file_can_be_anything(home: Path) -> None:
    note = '"引号" \\ 😀 """ \'\'\' #注\n\N{LINE SEPARATOR}[x]'
    made = keep("增速", note=note)

    assert (note, (made,)) == (made.note, list_bookmarks())


def test_a_bookmark_written_by_hand_needs_only_its_words(home: Path) -> None:
    text = 'bookmarks = [{id = "a", added = 2026-03-25T01:02:03, quote = {exact = "词"}}]'
    (home / "bookmarks.toml").write_text(text, encoding="utf-8")

    (read,) = list_bookmarks()

    added = datetime(2026, 3, 25, 1, 2, 3, tzinfo=UTC)
    expected = Bookmark(
        id="a", article_id="", quote=Quote(exact="词"), citation=Citation(), added=added
    )
    assert expected == read


# A damaged file

SOUND = '[[bookmarks]]\nid = "a"\narticle = "x"\n[bookmarks.quote]\nexact = "词"\n'


def damage(home: Path, text: str) -> Path:
    path = home / "bookmarks.toml"
    path.write_text(text, encoding="utf-8")
    return path


def kept_aside(home: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(home.glob("bookmarks.damaged-*.toml"))]


@pytest.mark.parametrize("text", ["[[bookmarks", "bookmarks = 3", "version = 'x'", "version = -1"])
def test_a_damaged_file_is_kept_aside_and_said_once(home: Path, text: str) -> None:
    path = damage(home, text)

    with pytest.raises(BadDataError) as raised:
        list_bookmarks()

    (aside,) = home.glob("bookmarks.damaged-*.toml")
    sentence = f"书签文件 {path} 已损坏，原样另存为 {aside.name}，现从空白开始。"
    assert (sentence, [text], ()) == (str(raised.value), kept_aside(home), list_bookmarks())


@pytest.mark.parametrize(
    "broken",
    [
        '[[bookmarks]]\nid = "b"\n',
        '[[bookmarks]]\nid = "b"\nquote = {exact = ""}\n',
        '[[bookmarks]]\nquote = {exact = "词"}\n',
        '[[bookmarks]]\nid = 1\nquote = {exact = "词"}\n',
        '[[bookmarks]]\nid = "b"\nstart = -1\nquote = {exact = "词"}\n',
        '[[bookmarks]]\nid = "b"\ntags = "x"\nquote = {exact = "词"}\n',
        '[[bookmarks]]\nid = "b"\nadded = "x"\nquote = {exact = "词"}\n',
        '[[bookmarks]]\nid = "b"\ncitation = 1\nquote = {exact = "词"}\n',
        SOUND,
    ],
)
def test_what_is_sound_in_a_damaged_file_stays(home: Path, broken: str) -> None:
    damage(home, SOUND + broken)

    with pytest.raises(BadDataError, match=r"其中完好的部分仍在。$"):
        list_bookmarks()

    assert (["a"], [SOUND + broken]) == ([b.id for b in list_bookmarks()], kept_aside(home))


def test_a_change_of_a_damaged_file_is_made_before_it_is_said(home: Path) -> None:
    damage(home, "[[bookmarks")

    with pytest.raises(BadDataError, match="已损坏"):
        keep("增速")

    assert ["增速"] == [bookmark.quote.exact for bookmark in list_bookmarks()]


def test_a_wrong_change_of_a_damaged_file_says_the_damage(home: Path) -> None:
    damage(home, "[[bookmarks")

    with pytest.raises(BadDataError, match="已损坏"):
        remove_bookmark("none")


def test_two_damaged_files_of_one_second_are_both_kept(home: Path) -> None:
    for text in ("[[one", "[[two"):
        damage(home, text)
        with pytest.raises(BadDataError):
            list_bookmarks()

    assert {"[[one", "[[two"} == set(kept_aside(home))


def test_a_damaged_file_that_cannot_be_mended_is_said_and_left(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = damage(home, "[[bookmarks")

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(BadDataError, match=r"^书签文件已损坏，暂时无法修复：未能写入 .*没有权限"):
        list_bookmarks()

    assert "[[bookmarks" == path.read_text("utf-8")


def test_a_file_that_another_reader_mended_meanwhile_is_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = damage(home, "[[bookmarks")

    def read_before_mending(which: Path) -> bytes | None:
        found = read_whole(which)
        path.write_text(SOUND, encoding="utf-8")
        return found

    monkeypatch.setattr("nbreader.desk.store.read_whole", read_before_mending)

    assert ["a"] == [bookmark.id for bookmark in list_bookmarks()]


def test_a_file_of_a_later_version_is_left_alone(home: Path) -> None:
    path = damage(home, "version = 2")

    with pytest.raises(BadDataError, match=r"^书签文件由更新版本的 nbreader 写成，请先升级再用。$"):
        keep("增速")

    assert "version = 2" == path.read_text("utf-8")


# Bad luck


def test_a_full_disk_loses_no_bookmark(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keep("增速")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(BadDataError, match="磁盘已满"):
            keep("产值")

    assert (made,) == list_bookmarks()


def test_in_a_folder_without_permissions_reading_works_and_writing_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keep("增速")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with pytest.raises(BadDataError, match="没有权限"):
            keep("产值")

    assert (made,) == list_bookmarks()


def keep_many(data: str, name: str) -> None:
    os.environ["NBREADER_DATA"] = data
    article = make_article(name, ("一二三四五六七八",), article_id=name)
    page = make_page((article,))
    start = len(name) + 1
    for at in range(start, start + 8):
        add_bookmark(make_issue((page,)), page, article, at, at + 1)


def test_two_readers_at_once_lose_nothing(home: Path) -> None:
    context = multiprocessing.get_context("spawn")
    readers = [context.Process(target=keep_many, args=(str(home), name)) for name in ("甲", "乙")]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)

    kept = sorted((one.article_id, one.quote.exact) for one in list_bookmarks())
    assert sorted((name, word) for name in "甲乙" for word in "一二三四五六七八") == kept
