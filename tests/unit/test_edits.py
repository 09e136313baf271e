"""edits.toml: a person's corrections by source."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbreader.desk import (
    add_edits,
    check_edit,
    edits_of,
    load_edits,
    undo_edit,
    undo_edits,
    with_edits,
)
from nbreader.errors import BadDataError, UsageError
from nbreader.model import Edit

JOIN = Edit(kind="join", line=54, other=64)
SPLIT = Edit(kind="split", line=7)


def metadata(field: str, value: str) -> Edit:
    return Edit(kind="metadata", field=field, value=value)


def test_a_source_without_corrections_has_none(home: Path) -> None:
    assert () == edits_of("one")


def test_corrections_are_kept_by_source_oldest_first(home: Path) -> None:
    for source, edit in (("one", JOIN), ("two", SPLIT), ("one", SPLIT)):
        add_edits({source: [edit]})

    assert {"one": (JOIN, SPLIT), "two": (SPLIT,)} == load_edits()


def test_corrections_of_many_sources_are_kept_at_once(home: Path) -> None:
    add_edits({"one": [JOIN]})
    kept = add_edits({"one": [SPLIT], "two": [metadata("date", "2026年3月5日")], "three": []})

    assert {
        "one": (JOIN, SPLIT),
        "two": (metadata("date", "2026-03-05"),),
        "three": (),
    } == kept
    assert {"one": kept["one"], "two": kept["two"]} == load_edits()


def test_corrections_to_be_kept_are_told_without_keeping_them(home: Path) -> None:
    first, second = metadata("date", "2026-03-05"), metadata("date", "2026-03-06")
    wanted = [metadata("date", "2026年3月6日"), second, JOIN, JOIN]
    add_edits({"one": [JOIN, first]})

    assert (JOIN, first, second) == with_edits(edits_of("one"), wanted)
    assert (JOIN, first) == edits_of("one")
    assert add_edits({"one": wanted}) == {"one": with_edits((JOIN, first), wanted)}


def test_correction_that_says_the_same_again_is_not_kept(home: Path) -> None:
    first, second = metadata("date", "2026-03-05"), metadata("date", "2026-03-06")
    for edit in (first, first, second, first):
        add_edits({"one": [edit]})

    assert (first, second, first) == edits_of("one")


def test_undo_takes_back_the_last_correction_of_that_source(home: Path) -> None:
    for source, edit in (("one", JOIN), ("one", SPLIT), ("two", SPLIT)):
        add_edits({source: [edit]})

    undone = undo_edit("one")

    assert (SPLIT, {"one": (JOIN,), "two": (SPLIT,)}) == (undone, load_edits())


def test_nothing_to_undo_is_none(home: Path) -> None:
    assert undo_edit("one") is None


@pytest.mark.parametrize(
    "edit",
    [
        JOIN,
        SPLIT,
        Edit(kind="move", line=56, other=0),
        Edit(kind="role", line=3, value="headline"),
        metadata("newspaper", "宁波日报"),
        metadata("date", ""),
    ],
)
def test_a_sensible_correction_is_kept_as_it_is(home: Path, edit: Edit) -> None:
    add_edits({"one": [edit]})

    assert (edit,) == edits_of("one")


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("date", "2026-03-05", "2026-03-05"),
        ("date", "2026年3月5日", "2026-03-05"),
        ("date", " 2026/3/5 ", "2026-03-05"),
        ("date", "２０２６．３．５", "2026-03-05"),
        ("page", "第07版", "7"),
        ("page", "１２", "12"),
        ("newspaper", " 宁波日报　", "宁波日报"),
    ],
)
def test_values_get_their_standard_form(field: str, written: str, value: str) -> None:
    assert value == check_edit(metadata(field, written)).value


def test_what_a_kind_does_not_use_is_left_out() -> None:
    full = Edit(kind="split", line=7, other=9, field="date", value="x")

    assert SPLIT == check_edit(full)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Edit(kind="mend"), "没有“mend”这种改法，只有 join、split、move、role、metadata。"),
        (
            Edit(kind="join", line=3, other=3),
            "join 要两个不同的行号，从 1 数起，不能是 3 和 3。",
        ),
        (Edit(kind="join", line=3), "join 要两个不同的行号，从 1 数起，不能是 3 和 0。"),
        (Edit(kind="split"), "split 要一个行号，从 1 数起，不能是 0。"),
        (
            Edit(kind="move", line=0, other=2),
            "move 要两个不同的行号，后一个是 0 时移到最前，不能是 0 和 2。",
        ),
        (Edit(kind="role", value="deck"), "role 要一个行号，从 1 数起，不能是 0。"),
        (metadata("title", "x"), "没有“title”这一项，只能改 newspaper、date、page。"),
        (metadata("date", "明天"), "日期应像 2026-03-25 那样写，不能是“明天”。"),
        (metadata("date", "2026-02-30"), "日期应像 2026-03-25 那样写，不能是“2026-02-30”。"),
        (metadata("date", "日" * 99), f"日期应像 2026-03-25 那样写，不能是“{'日' * 60}”。"),
        (metadata("page", "0"), "版次应是 1 到 9999 的整数，不能是“0”。"),
        (
            metadata("newspaper", "宁波\n日报"),
            "报名应在一行之内、不超过 40 个字，不能是“宁波\n日报”。",
        ),
    ],
)
def test_a_senseless_correction_is_one_sentence(edit: Edit, sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_edit(edit)

    assert sentence == str(raised.value)


def test_an_unknown_role_is_said_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"^没有“poem”这种文块，只有 kicker、headline、"):
        check_edit(Edit(kind="role", line=3, value="poem"))


def test_a_senseless_correction_is_not_kept(home: Path) -> None:
    with pytest.raises(UsageError):
        add_edits({"one": [Edit(kind="mend")]})

    assert () == edits_of("one")


def test_what_is_sound_in_a_damaged_file_stays(home: Path) -> None:
    text = (
        '[[edits]]\nsource = "one"\nkind = "split"\nline = 7\n'
        '[[edits]]\nsource = "one"\nkind = "mend"\n'
        '[[edits]]\nsource = "one"\nkind = "split"\nline = "7"\n'
    )
    (home / "edits.toml").write_text(text, encoding="utf-8")

    with pytest.raises(BadDataError, match=r"^更正文件 .* 已损坏，"):
        load_edits()

    assert (SPLIT,) == edits_of("one")


def test_last_corrections_of_many_sources_are_taken_back_at_once(home: Path) -> None:
    add_edits(
        {"one": [JOIN, SPLIT, metadata("date", "2026-03-05")], "two": [SPLIT], "three": [JOIN]}
    )
    undo_edits({"one": 2, "two": 1, "three": 0, "four": 1})

    assert {"one": (JOIN,), "three": (JOIN,)} == load_edits()
