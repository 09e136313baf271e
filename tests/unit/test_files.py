"""Paths to files: folders in natural order, and one sentence for what cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from nbreader.errors import BadDataError
from nbreader.intake import detect, files, find_files, read_page
from nbreader.model import Refused

PAGE = "宁波日报\n"


def write(path: Path, text: str = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def names(found: Iterable[Path | Refused], folder: Path) -> list[str]:
    """Paths relative to a folder, sentences as they are."""
    return [
        path.sentence if isinstance(path, Refused) else path.relative_to(folder).as_posix()
        for path in found
    ]


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no symbolic links here")


def test_folder_is_walked_in_natural_order(tmp_path: Path) -> None:
    for name in ("第10版.txt", "第2版.txt", "第2版/b.txt", "第1版.txt", "Z.txt", "a.txt"):
        write(tmp_path / name)

    assert ["a.txt", "Z.txt", "第1版.txt", "第2版/b.txt", "第2版.txt", "第10版.txt"] == names(
        find_files([tmp_path]), tmp_path
    )


def test_order_of_the_given_paths_is_kept(tmp_path: Path) -> None:
    given = [write(tmp_path / name) for name in ("2.txt", "1.txt", "10.txt")]

    assert given == list(find_files(given))


def test_file_that_is_named_twice_is_found_once(tmp_path: Path) -> None:
    page = write(tmp_path / "1.txt")

    assert [page] == list(find_files([page, tmp_path, page, tmp_path]))


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "readme.txt", "README.zh.md", "LICENSE", "CHANGELOG.md", ".hidden.txt",
        ".git/page.txt", "__pycache__/page.txt", "page.json", "page.PDF", "page.mht", "p.txt~",
        "page.toml", "page.png", "page.rar",
    ],
)  # fmt: skip
def test_folder_passes_over_what_its_name_says_is_no_page(tmp_path: Path, name: str) -> None:
    write(tmp_path / "1.txt")
    write(tmp_path / name)

    assert ["1.txt"] == names(find_files([tmp_path]), tmp_path)


@pytest.mark.parametrize(
    "name", ["1", "1.md", "1.ocr", "第1版", "要闻.2026-03-25", "1.TXT", "1.html"]
)
def test_folder_gives_what_may_be_a_page(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)

    assert [name] == names(find_files([tmp_path]), tmp_path)


@pytest.mark.parametrize("name", ["README.md", ".hidden", "page.json"])
def test_file_that_is_given_is_never_passed_over(tmp_path: Path, name: str) -> None:
    page = write(tmp_path / name)

    assert [page] == list(find_files([page]))


def test_hidden_folder_that_is_given_is_walked(tmp_path: Path) -> None:
    page = write(tmp_path / ".pages" / "1.txt")

    assert [page] == list(find_files([tmp_path / ".pages"]))


def test_missing_path_is_refused_and_the_rest_is_found(tmp_path: Path) -> None:
    page = write(tmp_path / "1.txt")
    missing = tmp_path / "2.txt"

    assert [Refused(path=str(missing), sentence=f"找不到 {missing}。"), page] == list(
        find_files([missing, page])
    )


def test_path_below_a_file_is_refused(tmp_path: Path) -> None:
    below = write(tmp_path / "1.txt") / "2.txt"

    assert [f"找不到 {below}。"] == names(find_files([below]), tmp_path)


def test_path_with_a_zero_byte_is_refused(tmp_path: Path) -> None:
    (found,) = find_files([tmp_path / "a\0b"])

    assert isinstance(found, Refused)
    assert found.sentence.startswith(f"读不了 {tmp_path / 'a␀b'}：")


@pytest.mark.parametrize("beside", ["README.md", "empty/.keep"])
def test_folder_without_pages_is_refused(tmp_path: Path, beside: str) -> None:
    write(tmp_path / beside)

    assert [f"文件夹 {tmp_path} 里没有可读的文件。"] == names(find_files([tmp_path]), tmp_path)


def test_folder_is_walked_as_it_goes(tmp_path: Path) -> None:
    for name in ("1/1.txt", "2/2.txt"):
        write(tmp_path / name)
    found = find_files([tmp_path])

    first = next(found)
    write(tmp_path / "2/3.txt")

    assert ["1/1.txt", "2/2.txt", "2/3.txt"] == names([first, *found], tmp_path)


def test_links_to_folders_are_not_walked(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt")
    link(tmp_path / "a" / "up", tmp_path)
    link(tmp_path / "b", tmp_path / "a")

    assert ["a/1.txt"] == names(find_files([tmp_path]), tmp_path)


def test_links_to_files_are_read_and_broken_ones_are_not(tmp_path: Path) -> None:
    page = write(tmp_path / "elsewhere" / "1.txt")
    (tmp_path / "pages").mkdir()
    link(tmp_path / "pages" / "2.txt", page)
    link(tmp_path / "pages" / "3.txt", tmp_path / "gone.txt")
    link(tmp_path / "pages" / "4.txt", tmp_path / "pages" / "4.txt")

    assert ["pages/2.txt"] == names(find_files([tmp_path / "pages"]), tmp_path)


def test_folder_that_cannot_be_opened_is_refused_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "1" / "1.txt")
    write(tmp_path / "2.txt")
    scan = os.scandir

    def refuse_one(path: Path) -> object:
        if path.name == "1":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse_one)

    assert [f"没有权限读取 {tmp_path / '1'}。", "2.txt"] == names(find_files([tmp_path]), tmp_path)


@pytest.mark.parametrize("module", ["charset_normalizer"])
def test_one_file_is_read_without_slow_imports(tmp_path: Path, module: str) -> None:
    write(tmp_path / "1.txt")
    program = (
        "import sys; from pathlib import Path; from nbreader.intake import *;"
        "print([read_page(p).source.name for p in find_files([Path(sys.argv[1])])],"
        f"{module!r} in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True
    )

    assert b"['1.txt'] False" == done.stdout.strip()


def test_page_is_read_with_its_path(tmp_path: Path) -> None:
    page = read_page(write(tmp_path / "1.txt"))

    assert (str(tmp_path / "1.txt"), PAGE) == (page.source.path, page.source.text)


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadDataError) as caught:
        read_page(tmp_path / "1.txt")

    assert f"找不到 {tmp_path / '1.txt'}。" == str(caught.value)


def test_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(BadDataError) as caught:
        read_page(tmp_path)

    assert f"{tmp_path} 是文件夹，不是文件。" == str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(BadDataError) as caught:
        read_page(tmp_path / "pipe")

    assert f"{tmp_path / 'pipe'} 不是普通文件。" == str(caught.value)


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (PermissionError(13, "Permission denied"), "没有权限读取 {}。"),
        (OSError(5, "Input/output error"), "读不了 {}：磁盘出错。"),
        (OSError("odd"), "读不了 {}：odd。"),
    ],
)
def test_unreadable_file_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: OSError, said: str
) -> None:
    path = write(tmp_path / "1.txt")

    def fail(_: Path) -> bytes:
        raise cause

    monkeypatch.setattr(Path, "read_bytes", fail)

    with pytest.raises(BadDataError) as caught:
        read_page(path)

    assert said.format(path) == str(caught.value)


def test_large_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "1.txt")
    monkeypatch.setattr(detect, "LIMIT", 1)
    monkeypatch.setattr(Path, "read_bytes", None)

    with pytest.raises(BadDataError, match="太大了"):
        files.read_bytes(path)
