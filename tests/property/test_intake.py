"""What holds for any bytes and any text that come in."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbreader.errors import BadDataError
from nbreader.intake import File, count_files, page_of_bytes, read_files
from nbreader.intake.encoding import holds_han
from nbreader.intake.text import lines_of, visible
from nbreader.model import RawPage, Refused

CONTROLS = st.sampled_from([chr(c) for c in (*range(0x20), 0x7F, *range(0x80, 0xA0))])
ODD = st.sampled_from("\u2028\u2029\u200b\u202e\ufeff\u3000\xa0\xad\ufffd\uffff\ud7ff[]#*->\\")
ANY = st.characters(exclude_categories=["Cs"])
MESSY = st.text(st.one_of(CONTROLS, ODD, st.sampled_from("宁波日报，。“”"), ANY))
CHINESE = MESSY.map(lambda text: text + "宁")


def read(data: bytes) -> RawPage | None:
    try:
        return page_of_bytes(data, path="甲.txt")
    except BadDataError:
        return None


@given(MESSY)
def test_line_is_as_long_as_its_range_of_the_source(text: str) -> None:
    for line in lines_of(text):
        assert visible(text[line.start : line.start + len(line.text)]) == line.text


@given(MESSY)
def test_every_character_that_is_not_blank_is_in_exactly_one_line(text: str) -> None:
    held = [
        at
        for line in lines_of(text)
        for at in range(line.start, line.start + len(line.text))
        if not text[at].isspace()
    ]

    assert [at for at, character in enumerate(text) if not character.isspace()] == held


@given(MESSY)
def test_blank_stays_blank_and_nothing_else_becomes_it(text: str) -> None:
    assert [c.isspace() for c in text] == [c.isspace() for c in visible(text)]


@given(MESSY)
def test_visible_text_is_left_as_it_is(text: str) -> None:
    assert visible(text) == visible(visible(text))


@given(MESSY)
def test_no_line_holds_a_line_end(text: str) -> None:
    assert [] == [line for line in lines_of(text) if len(line.text.splitlines()) > 1]


@given(MESSY)
def test_lines_are_numbered_as_an_editor_numbers_them(text: str) -> None:
    unified = text.replace("\r\n", "\n").replace("\r", "\n")

    for line in lines_of(text):
        before = text[: line.start].replace("\r\n", "\n").replace("\r", "\n")
        assert before.count("\n") + 1 == line.number <= unified.count("\n") + 1


@given(CHINESE)
def test_any_utf8_with_a_chinese_character_is_a_page(text: str) -> None:
    page = page_of_bytes(text.encode(), path="甲.txt")

    assert text.removeprefix("\ufeff") == page.source.text


@given(st.binary())
def test_any_bytes_are_a_chinese_page_or_refused(data: bytes) -> None:
    page = read(data)

    assert page is None or holds_han(page.source.text)


@given(st.one_of(st.binary(), CHINESE.map(str.encode)))
def test_source_is_its_bytes_decoded_unless_a_doubt_says_otherwise(data: bytes) -> None:
    page = read(data)

    assert (
        page is None
        or any(doubt.rule == "broken-bytes" for doubt in page.doubts)
        or page.source.text == data.decode(page.source.encoding)
    )


@given(st.binary())
def test_source_can_be_written_as_utf8(data: bytes) -> None:
    page = read(data)

    assert page is None or page.source.text == page.source.text.encode().decode()


@given(st.text(st.sampled_from("宁波日报工业经济运行总体平稳开局良好，。 \n")))
def test_common_chinese_comes_back_from_gb18030(text: str) -> None:
    text = "工业经济" + text

    page = page_of_bytes(text.encode("gb18030"), path="甲.txt")

    assert (text, "gb18030") == (page.source.text, page.source.encoding)


def packed() -> bytes:
    """An archive of two pages, one of them with a name in UTF-8."""
    memory = io.BytesIO()
    with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a/1.txt", "宁波日报" * 50)
        archive.writestr("宁波日报/2.txt", "江北新城" * 50)
    return memory.getvalue()


ARCHIVE = packed()
CHANGES = st.lists(
    st.tuples(st.integers(4, len(ARCHIVE) - 1), st.integers(0, 255)), min_size=1, max_size=6
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archives") / "a.zip"


@given(CHANGES)
def test_damaged_archive_gives_files_or_sentences(
    archive: Path, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(ARCHIVE)
    for at, byte in changes:
        data[at] = byte
    archive.write_bytes(data)
    found = list(read_files([archive]))

    assert all(isinstance(each, File | Refused) for each in found)
    assert sum(len(each.data) for each in found if isinstance(each, File)) <= 2 * 600
    assert count_files([archive]) >= len(found)
