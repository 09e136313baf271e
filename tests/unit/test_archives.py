"""Zip archives: pages come out of them, and nothing else does."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from nbreader.errors import BadDataError
from nbreader.intake import File, archives, count_files, read_again, read_files
from nbreader.model import Refused

PAGE = "宁波日报\n".encode()


def pack(folder: Path, members: Iterable[tuple[str | ZipInfo, bytes]]) -> Path:
    path = folder / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def pack_named(folder: Path, name: bytes, *, extra: bytes = b"") -> Path:
    """An archive whose one name is these bytes, without the mark of UTF-8."""
    stand_in = ZipInfo("x" * len(name))
    stand_in.extra = extra
    path = pack(folder, [(stand_in, PAGE)])
    path.write_bytes(path.read_bytes().replace(stand_in.filename.encode(), name))
    return path


def told(path: Path) -> list[str]:
    """What comes out of an archive: names inside it, and sentences without its path."""
    shown = f"{path}/"
    return [
        (found.sentence if isinstance(found, Refused) else found.path).replace(shown, "")
        for found in read_files([path])
    ]


def test_members_come_in_natural_order_with_their_bytes(tmp_path: Path) -> None:
    path = pack(tmp_path, [(f"报/第{n}版.txt", str(n).encode()) for n in (10, 2, 1)])

    assert [File(path=f"{path}/报/第{n}版.txt", data=str(n).encode()) for n in (1, 2, 10)] == list(
        read_files([path])
    )


def test_archive_in_a_folder_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path, [("1.txt", PAGE)])

    assert [File(path=f"{path}/1.txt", data=PAGE)] == list(read_files([tmp_path]))


def test_archive_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = pack(tmp_path, [("1.txt", PAGE)]).rename(tmp_path / "archive")

    assert ["1.txt"] == told(path)


def test_member_is_read_again_by_its_path(tmp_path: Path) -> None:
    path = pack(tmp_path, [("版/10.txt", b"ten"), ("版/2.txt", b"two")])

    assert b"ten" == read_again(f"{path}/版/10.txt")
    for name in ("3.txt", "../2.txt"):
        with pytest.raises(BadDataError, match="找不到"):
            read_again(f"{path}/版/{name}")


def test_what_is_no_page_by_its_name_is_passed_over(tmp_path: Path) -> None:
    names = ["a.jpg", ".hidden/1.txt", "__MACOSX/1.txt", "README.md", "1.txt", "folder/"]

    assert ["1.txt"] == told(pack(tmp_path, [(name, PAGE) for name in names]))


@pytest.mark.parametrize(
    "name", ["../1.txt", "/1.txt", "a/../../1.txt", "C:/1.txt", "c:1.txt", "..\\1.txt", "\\\\h\\1"]
)
def test_path_that_leaves_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    shown = name.replace("\\", "/")

    assert {"good.txt", f"{shown} 指向压缩包之外，没有读取。"} == set(
        told(pack(tmp_path, [(name, PAGE), ("good.txt", PAGE)]))
    )


def test_link_is_refused(tmp_path: Path) -> None:
    link = ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16

    assert ["good.txt", "link.txt 是链接，没有读取。"] == told(
        pack(tmp_path, [(link, b"/etc/passwd"), ("good.txt", PAGE)])
    )


def test_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    assert ["good.txt", "in.zip 是压缩包里的压缩包，请先解开。"] == told(
        pack(tmp_path, [("in.zip", b"PK\x03\x04"), ("good.txt", PAGE)])
    )


def test_bomb_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    assert ["bomb.txt 解开后大出 200 倍以上，没有读取。", "good.txt"] == told(
        pack(tmp_path, [("bomb.txt", b" " * (3 << 20)), ("good.txt", PAGE)])
    )


def test_member_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path: Path) -> None:
    path = pack(tmp_path, [("bomb.txt", b" " * (3 << 20))])
    size, lie = struct.pack("<L", 3 << 20), struct.pack("<L", 1000)
    path.write_bytes(path.read_bytes().replace(size, lie))

    assert ["bomb.txt 已损坏，解不开。"] == told(path)


def test_many_small_bombs_together_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path, [(f"{n}.txt", b" " * (1 << 20)) for n in range(5)])

    assert [f"压缩包 {path} 解开后大出 200 倍以上，没有读取。"] == told(path)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    path = pack(tmp_path, [(f"{n}.txt", PAGE) for n in range(3)])

    assert [f"压缩包 {path} 里有 3 个文件，超过 2 个。"] == told(path)


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 10)
    path = pack(tmp_path, [("1.txt", PAGE)])

    assert [f"压缩包 {path} 解开后超过 0 GiB，太大了。"] == told(path)


def test_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path, [("1.txt", PAGE)])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert ["1.txt 有密码，没有读取。"] == told(path)


def test_cut_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path, [("1.txt", PAGE)])
    path.write_bytes(path.read_bytes()[:-30])

    assert [f"压缩包 {path} 已损坏或不完整。"] == told(path)


def test_office_document_is_no_archive_of_pages(tmp_path: Path) -> None:
    path = pack(tmp_path, [("[Content_Types].xml", b""), ("word/document.xml", b"")])

    assert [f"{path} 是 Office 文档，不是文本。"] == told(path)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_unmarked_chinese_name_is_read(tmp_path: Path, encoding: str) -> None:
    name = "中國日報新聞.txt" if encoding == "big5" else "宁波日报第一版.txt"

    assert [name] == told(pack_named(tmp_path, name.encode(encoding)))


def test_unmarked_name_that_is_not_chinese_is_western(tmp_path: Path) -> None:
    assert ["café.txt"] == told(pack_named(tmp_path, "café.txt".encode("cp437")))


def test_name_in_utf8_beside_the_old_one_wins(tmp_path: Path) -> None:
    old, new = b"page_1.txt", "第一版.txt".encode()
    field = struct.pack("<BL", 1, zlib.crc32(old)) + new

    assert ["第一版.txt"] == told(
        pack_named(tmp_path, old, extra=struct.pack("<HH", 0x7075, len(field)) + field)
    )


def test_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = pack(tmp_path, [("x.txt", PAGE), ("1.txt", PAGE)])
    path.write_bytes(path.read_bytes().replace(b"x.txt", b"\0.txt"))

    assert "1.txt" in told(path)


def test_files_are_counted_without_reading_them(tmp_path: Path) -> None:
    pack(tmp_path, [("1.txt", PAGE), ("../2.txt", PAGE), ("a.jpg", PAGE)])
    (tmp_path / "3.txt").write_bytes(PAGE)

    assert count_files([tmp_path]) == len(list(read_files([tmp_path]))) == 3
