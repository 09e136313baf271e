"""The program as a process of its own: streams, signals, locales, and two at once."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nbreader import __version__, actions
from nbreader.library.care import check

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NBREADER = [sys.executable, "-m", "nbreader"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and devices")


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A dump that takes long enough to parse to be interrupted."""
    path = tmp_path / "dump.txt"
    page = (SEEDS / "002_af9f4a4ab9fcd3f0.txt").read_text(encoding="utf-8")
    path.write_text("\n\n".join(page for _ in range(60)), encoding="utf-8")
    return path


def run(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*NBREADER, *map(str, words)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **variables},
        timeout=60,
        check=False,
    )


def test_the_version_is_told() -> None:
    result = run("--version")

    assert (result.returncode, result.stdout.decode().strip()) == (0, f"nbreader {__version__}")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("parse", SEEDS), 0),
        (("explain", SEEDS, "no-such-id"), 1),
        (("parse",), 2),
        ((), 2),
        (("parse", SEEDS / "missing.txt"), 3),
    ],
)
def test_each_way_to_end_has_its_exit_code(words: tuple[str | Path, ...], code: int) -> None:
    result = run(*words)

    assert result.returncode == code
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("words", [("search", "长" * 200), ("长" * 200,)])
def test_words_too_long_for_a_name_end_like_others(words: tuple[str, ...]) -> None:
    result = run(*words)

    assert result.returncode in (1, 2)
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONLEGACYWINDOWSSTDIO": "1", "PYTHONIOENCODING": "cp1252"},
    ],
)
def test_output_is_utf8_whatever_the_locale(variables: dict[str, str]) -> None:
    result = run("parse", "--format", "json", SEEDS, **variables)

    assert (result.returncode, result.stderr) == (0, b"")
    assert any(issue["newspaper"] == "宁波日报" for issue in json.loads(result.stdout)["issues"])


def test_colours_are_left_out_where_nobody_wants_them() -> None:
    assert b"\x1b" not in run("parse", "--help", NO_COLOR="1").stdout


@POSIX
def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [*NBREADER, "parse", "--format", "json", str(SEEDS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


@POSIX
@pytest.mark.parametrize("form", ["tree", "json", "markdown"])
def test_a_full_disk_behind_standard_output_is_said(form: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*NBREADER, "parse", "--format", form, str(SEEDS)],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert result.returncode == 3
    assert result.stderr.count(b"\n") == 1
    assert b"Traceback" not in result.stderr


@POSIX
@pytest.mark.parametrize("words", [("--version",), ("--help",), ("add", "--help"), ("check",)])
def test_a_full_disk_is_said_whoever_prints(words: tuple[str, ...], home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*NBREADER, *words], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )

    assert (result.returncode, result.stderr.decode()) == (3, "写不出结果：磁盘已满。\n")


@POSIX
@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [
        ("1", ("list",), 3),
        ("1", ("search", "新城"), 3),
        ("1", ("parse", SEEDS), 3),
        ("1", ("--version",), 3),
        ("1", ("add", SEEDS), 0),
        ("2", ("list",), 0),
        ("2", ("add", "missing.txt"), 3),
        ("0", ("add", SEEDS), 0),
        ("0", ("search", "新城"), 0),
    ],
)
def test_a_stream_that_is_closed_is_no_bug(
    closed: str, words: tuple[str | Path, ...], code: int, home: Path
) -> None:
    for _ in actions.add_paths([SEEDS], jobs=1):
        pass
    program = shlex.join([*NBREADER, *map(str, words)])
    result = subprocess.run(
        ["/bin/sh", "-c", f"{program} {closed}>&-"], capture_output=True, timeout=60, check=False
    )

    assert code == result.returncode
    assert b"Traceback" not in result.stderr
    assert () == check(actions.library_path())


@POSIX
def test_ctrl_c_ends_quietly_with_130(slow: Path) -> None:
    with subprocess.Popen(
        [*NBREADER, "parse", "missing.txt", str(slow)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the missing file is said; the slow one comes next
        process.send_signal(signal.SIGINT)
        output, said = process.communicate(timeout=60)

    assert (process.returncode, output) == (130, b"")
    assert b"Traceback" not in said


def test_two_readers_at_once_lose_no_bookmark(home: Path) -> None:
    article = "2026-03-25-p0001-i0003"
    words = ["bookmark", "add", article, "--in", str(SEEDS / "000_a1fb47af6652c340.txt")]
    running = [
        subprocess.Popen([*NBREADER, *words, "--passage", str(number)], stdout=subprocess.PIPE)
        for number in range(1, 5)
    ]
    codes = [process.wait(timeout=60) for process in running]
    for process in running:
        assert process.stdout is not None
        process.stdout.close()

    assert codes == [0, 0, 0, 0]
    assert len(actions.list_bookmarks()) == 4


def test_a_file_that_changes_is_read_as_it_is_now(tmp_path: Path, home: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("第一版的标题\n\n昨天上午，新城在江北开工建设。\n", encoding="utf-8")
    before = run("parse", page).stdout.decode()
    page.write_text("改过的标题\n\n昨天上午，新城在江北开工建设。\n", encoding="utf-8")
    after = run("parse", page).stdout.decode()

    assert "改过的标题" not in before
    assert "改过的标题" in after


@POSIX
def test_a_file_name_that_is_no_text_is_printed_harmlessly(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.txt")
    try:
        (tmp_path / name).write_text("", encoding="utf-8")
    except OSError:
        pytest.skip("this system takes only names that are text")
    result = run("parse", "--format", "json", tmp_path / name)

    assert result.returncode == 3
    assert b"Traceback" not in result.stderr
    assert json.loads(result.stdout)["issues"] == []
