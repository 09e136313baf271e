"""What the two streams can and cannot do."""

from __future__ import annotations

import io
import sys

import pytest

from nbreader.cli.exits import ended
from nbreader.cli.output import ReaderGoneError, emit, harmless, prepare_streams, say
from nbreader.errors import BadDataError, UsageError


class FailingStream(io.StringIO):
    """A stream whose reader has gone, or whose disk is full."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error

    def write(self, text: str, /) -> int:
        raise self.error


def test_data_ends_with_one_line_feed(capsys: pytest.CaptureFixture[str]) -> None:
    emit("一")
    emit("二\n")

    assert capsys.readouterr().out == "一\n二\n"


def test_talk_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say("好。")

    assert tuple(capsys.readouterr()) == ("", "好。\n")


def test_talk_is_one_line_whatever_it_tells(capsys: pytest.CaptureFixture[str]) -> None:
    say("没有\n找到\r\n“a\x1bb”。")

    assert capsys.readouterr().err == "没有 找到 “a␛b”。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x07\r\x7f", "␇␍␡"),
        ("\x9b31m", "�31m"),
        ("a\u202eb", "a�b"),
        ("\t宁波\n", "\t宁波\n"),
    ],
)
def test_control_characters_get_visible_stand_ins(text: str, expected: str) -> None:
    assert harmless(text) == expected


def test_a_stream_without_chinese_becomes_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    prepare_streams()
    emit("宁波\udcff")
    sys.stdout.flush()

    assert raw.getvalue().decode("utf-8").strip() == "宁波\\udcff"


@pytest.mark.parametrize(
    "error", [BrokenPipeError(32, "Broken pipe"), OSError(22, "Invalid argument")]
)
def test_a_reader_that_has_gone_is_no_error(
    error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", FailingStream(error))

    with pytest.raises(ReaderGoneError):
        emit("一")


def test_a_full_disk_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", FailingStream(OSError(28, "No space left on device")))

    assert ended(lambda: emit("一")) == 3
    assert capsys.readouterr().err == "写不出结果：磁盘已满。\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError("写错了。"), 2), (BadDataError("坏了。"), 3), (ReaderGoneError(), 0)],
)
def test_each_error_has_its_exit_code(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    def fail() -> None:
        raise error

    assert ended(fail) == code


def test_an_interrupted_call_ends_with_130() -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    assert ended(interrupt) == 130


def test_a_bug_is_left_to_crash() -> None:
    with pytest.raises(ZeroDivisionError):
        ended(lambda: 1 // 0)
