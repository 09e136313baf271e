"""Standard output is data, standard error is talk; both are safe to look at."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from contextlib import suppress

from nbreader.errors import BadDataError, reason_of

# Control characters (a file's name may hold them too), and the marks that turn
# the direction of what follows. Line feed and tab are left alone.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_CONTROL_PICTURES = 0x2400
_READER_GONE = frozenset({errno.EPIPE, errno.EINVAL})  # EINVAL: the same, on Windows


class ReaderGoneError(Exception):
    """The program that was reading our output has ended: `nbreader ... | head`."""


def prepare_streams() -> None:
    """Make both streams able to print any text, and open those that are closed.

    A terminal keeps its own encoding if that has Chinese; all else is UTF-8.
    What still cannot be printed (half of a file's broken name) is written as \\udcff.
    """
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            keeps = stream.isatty() and _has_chinese(stream.encoding)
            encoding = stream.encoding if keeps else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _open_closed() -> None:
    """Open what stands for a stream that the caller closed, or the library's file would.

    The system gives a file that is opened the lowest free number, and so the place
    of a standard stream. Talk goes nowhere; data cannot be written, which is told.
    """
    for name, mode, access in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode))


def emit(text: str) -> None:
    """Print data, whole lines; raises ReaderGoneError when nobody reads any more."""
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    except OSError as error:
        raise output_error(error) from error


def finish() -> None:
    """Push out what was printed, so that a full disk is noticed while we can say so."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise output_error(error) from error


def say(sentence: str) -> None:
    """Tell the person something, on one line of standard error."""
    with suppress(OSError):  # nobody listens, and there is nobody else to tell
        print(one_line(sentence), file=sys.stderr, flush=True)


def say_indexing(done: int, total: int) -> None:
    """Tell that an answer has to wait for the index of the library, and how far that is."""
    say(f"正在补建资料库的索引：{done} / {total} 篇")


def close_quietly() -> None:
    """Let nothing more be written: what is buffered would fail again at exit."""
    with suppress(OSError, ValueError):  # not a real stream: nothing is left to fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def harmless(text: str) -> str:
    """The text with control characters as visible stand-ins.

    >>> harmless("a\\x1b[31mb")
    'a␛[31mb'
    """
    return _UNSAFE.sub(_stand_in, text)


def one_line(text: str) -> str:
    """The text on one line, with control characters as visible stand-ins."""
    return harmless(" ".join(text.splitlines()))


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return chr(_CONTROL_PICTURES + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def _has_chinese(encoding: str) -> bool:
    try:
        return bool(codecs.encode("版“”…", encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def output_error(error: OSError) -> Exception:
    """What it means that standard output takes no more; nothing else is written to it."""
    close_quietly()
    if isinstance(error, BrokenPipeError) or error.errno in _READER_GONE:
        return ReaderGoneError()
    return BadDataError(f"写不出结果：{reason_of(error)}。")
