"""Text to the lines of one page: offsets, numbers, and harmless stand-ins."""

from __future__ import annotations

import hashlib
import re

import pytest

from nbreader.errors import BadDataError
from nbreader.intake import page_of_bytes
from nbreader.intake.text import lines_of, shown_path, visible
from nbreader.model import Line, Piece


def test_page_names_its_source() -> None:
    data = "\ufeff# 宁波日报\r\n正文。".encode()

    source = page_of_bytes(data, path="seeds/甲.txt").source

    assert (
        "seeds/甲.txt",
        hashlib.sha256(data).hexdigest(),
        "text/markdown",
        "utf-8-sig",
        "# 宁波日报\r\n正文。",
    ) == (source.path, source.sha256, source.media_type, source.encoding, source.text)


def test_page_of_text_is_measured_in_cells_and_states_no_facts() -> None:
    page = page_of_bytes("正文。".encode(), path="甲")

    assert ("cell", (), ()) == (page.unit, page.facts, page.doubts)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_know_where_they_start(end: str) -> None:
    lines = lines_of(f"一{end}{end}二三{end}")

    wide = len(end)
    assert (
        Line(number=1, text="一", start=0),
        Line(number=2, text="", start=1 + wide),
        Line(number=3, text="二三", start=1 + 2 * wide),
    ) == lines


def test_last_line_needs_no_end() -> None:
    assert lines_of("一\n二") == lines_of("一\n二\n")


def test_mixed_line_ends_are_each_an_end() -> None:
    assert [(1, "一"), (2, "二"), (3, "三"), (4, ""), (5, "四")] == [
        (line.number, line.text) for line in lines_of("一\r二\n三\r\n\r四")
    ]


@pytest.mark.parametrize("ends", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_rarer_line_ends_divide_lines_but_are_not_numbered(ends: str) -> None:
    assert (
        Line(number=1, text="一", start=0),
        Line(number=1, text="二", start=2),
        Line(number=2, text="三", start=4),
    ) == lines_of(f"一{ends}二\n三")


def test_form_feed_between_pages_is_a_blank_line() -> None:
    lines = lines_of("第一版。\n\f第二版。\n\f")

    assert [(1, "第一版。"), (2, ""), (2, "第二版。"), (3, "")] == [
        (line.number, line.text) for line in lines
    ]


def test_text_of_nothing_has_no_lines() -> None:
    assert () == lines_of("")


@pytest.mark.parametrize(
    ("control", "shown"),
    [
        ("\0", "␀"),
        ("\x07", "␇"),
        ("\b", "␈"),
        ("\x1b", "␛"),
        ("\x7f", "␡"),
        ("\x80", "\ufffd"),
        ("\x9b", "\ufffd"),
        ("\t", " "),
        ("\x1f", " "),
    ],
)
def test_control_characters_are_shown_one_for_one(control: str, shown: str) -> None:
    assert f"一{shown}二" == visible(f"一{control}二")


def test_colour_codes_of_a_terminal_are_shown_as_text() -> None:
    (line,) = page_of_bytes("\x1b[31;1m红\x1b[0m字".encode(), path="甲").lines

    assert "␛[31;1m红␛[0m字" == line.text


def test_source_keeps_its_control_characters() -> None:
    assert "\x1b[31m红\t字" == page_of_bytes("\x1b[31m红\t字".encode(), path="甲").source.text


@pytest.mark.parametrize(
    "text", ["[bold]红[/bold]", "\u200b\u202e\u2066\ufeff\u00ad红", "　红\xa0"]
)
def test_what_no_terminal_obeys_stays_as_it_is(text: str) -> None:
    assert text == visible(text)


def test_no_control_character_is_left_in_a_line() -> None:
    every = "中" + "".join(map(chr, range(0x110)))

    shown = "".join(line.text for line in lines_of(every))

    assert [] == re.findall("[\x00-\x1f\x7f-\x9f]", shown)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("seeds/第1版.txt", "seeds/第1版.txt"),
        ("a\x1b[31m.txt", "a␛[31m.txt"),
        ("a\nb.txt", "a b.txt"),
        ("a\udcff.txt", "a\ufffd.txt"),
    ],
)
def test_path_can_always_be_printed(path: str, shown: str) -> None:
    assert shown == shown_path(path)
    assert shown == page_of_bytes("中".encode(), path=path).source.path


def test_refusal_names_a_path_that_can_be_printed() -> None:
    with pytest.raises(BadDataError, match=r"^a\ufffd 是空文件。$"):
        page_of_bytes(b"", path="a\udcff")


def test_broken_bytes_are_one_doubt_that_shows_where() -> None:
    page = page_of_bytes(b"\xff" + "宁波日报".encode() * 4 + b"\xff\xff!", path="甲")

    (doubt,) = page.doubts
    assert ("encoding", "broken-bytes") == (doubt.code, doubt.rule)
    assert (Piece(start=0, end=1), Piece(start=17, end=19)) == doubt.pieces
    assert "有 2 处字节不合 utf-8 编码，显示为 \ufffd。" == doubt.text


def test_doubt_about_many_broken_bytes_shows_the_first_hundred() -> None:
    data = ("宁波日报".encode() * 4 + b"\xff") * 300

    (doubt,) = page_of_bytes(data, path="甲").doubts

    assert 100 == len(doubt.pieces)
    assert "有 300 处" in doubt.text


def test_guessed_encoding_is_a_doubt() -> None:
    data = ("昨日、東京で大きな地震がありました。\n" * 3).encode("shift_jis")

    (doubt,) = page_of_bytes(data, path="甲").doubts

    assert ("encoding", "guessed-encoding", 0.5, ()) == (
        doubt.code,
        doubt.rule,
        doubt.confidence,
        doubt.pieces,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_dump_of_five_megabytes_is_read_whole(encoding: str) -> None:
    line = "全市工业经济运行总体平稳，规上工业增加值同比增长 8.8%。\n"
    text = line * (5_000_000 // len(line.encode(encoding)))

    page = page_of_bytes(text.encode(encoding), path="甲")

    assert text == page.source.text


@pytest.mark.parametrize("run", ["[", "**", "\n#", "- ", "> ", "-", "  \n", "!", "\f", "(", "\t"])
def test_long_runs_of_one_mark_are_read_whole(run: str) -> None:
    text = "中" + run * (200_000 // len(run))  # a pattern that backtracks would not come to an end

    page = page_of_bytes(text.encode(), path="甲")

    assert text == page.source.text
