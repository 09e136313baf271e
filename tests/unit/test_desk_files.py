"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from nbreader.desk.files import folders, held, read_whole, write_replacing
from nbreader.errors import BadDataError


def refusing(code: int, times: int = 1000) -> Callable[..., None]:
    """A system call that fails so often, then does nothing."""
    left = [times]

    def call(*_: object) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise OSError(code, os.strerror(code))

    return call


def test_environment_says_where_the_files_are(home: Path) -> None:
    found = folders()

    assert (home / "config.toml", home) == (found.config, found.data)


def test_without_environment_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NBREADER_DATA", raising=False)
    monkeypatch.setenv("NBREADER_CONFIG", "")

    found = folders()

    assert ("config.toml", True) == (found.config.name, "nbreader" in str(found.data))


def test_written_text_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.toml"

    write_replacing(path, "甬\n")

    assert "甬\n".encode() == read_whole(path)


def test_a_missing_file_has_no_bytes(tmp_path: Path) -> None:
    assert read_whole(tmp_path / "none") is None


def test_what_is_no_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=f"^无法读取 {tmp_path}：.*。$"):
        read_whole(tmp_path)


def test_half_a_character_is_written_as_a_question_mark(tmp_path: Path) -> None:
    write_replacing(tmp_path / "file", "\udce5甬")

    assert "?甬".encode() == read_whole(tmp_path / "file")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o640)

    write_replacing(path, "新")

    assert 0o640 == stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)

    write_replacing(link, "新")

    assert (True, b"\xe6\x96\xb0") == (link.is_symlink(), read_whole(real))


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "why"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限"),
        (errno.EMFILE, os.strerror(errno.EMFILE)),
    ],
)
def test_a_failed_write_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, why: str
) -> None:
    path = tmp_path / "file"
    path.write_text("旧", encoding="utf-8")
    monkeypatch.setattr(os, step, refusing(code))

    with pytest.raises(BadDataError) as raised:
        write_replacing(path, "新")

    assert f"未能写入 {path}：{why}，没有改动任何文件。" == str(raised.value)
    assert ([path], "旧") == (list(tmp_path.iterdir()), path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_disk_that_fills_while_writing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text("旧", encoding="utf-8")
    always_full = Path("/dev/full").open
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda _, mode: always_full(mode.replace("x", "w")))
        with pytest.raises(BadDataError, match="磁盘已满"):
            write_replacing(path, "新")

    assert ([path], "旧") == (list(tmp_path.iterdir()), path.read_text(encoding="utf-8"))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(BadDataError, match=r"^未能写入 "):
        write_replacing(tmp_path / "file" / "inside", "新")


def test_an_interrupted_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_replacing(tmp_path / "file", "新")

    assert [] == list(tmp_path.iterdir())


def test_replacing_is_tried_again_while_another_program_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse, replace = refusing(errno.EACCES, times=2), os.replace

    def replace_at_last(source: Path, target: Path) -> None:
        refuse()
        replace(source, target)

    monkeypatch.setattr(os, "replace", replace_at_last)
    write_replacing(tmp_path / "file", "新")

    assert "新".encode() == read_whole(tmp_path / "file")


def test_a_system_that_cannot_settle_folders_still_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", refusing(errno.EACCES))

    write_replacing(tmp_path / "file", "新")

    assert "新".encode() == read_whole(tmp_path / "file")


def test_a_held_file_is_not_held_twice(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with (
        held(path),
        pytest.raises(BadDataError, match=f"^另一个阅读器正在写 {path}，请稍后再试。$"),
        held(path, patience=0.02),
    ):
        pytest.fail("held twice")


def test_a_file_can_be_held_again_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(KeyError), held(path):
        raise KeyError

    with held(path, patience=0):
        assert path.with_name(".file.lock").exists()


def test_a_folder_without_room_for_a_lock_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileLock, "acquire", refusing(errno.EROFS))
    path = tmp_path / "file"

    with pytest.raises(BadDataError, match=f"^未能写入 {path}：没有权限，"), held(path):
        pytest.fail("held")
