"""Text of any kind (OCR, Markdown, a pdftotext dump) to the lines of one page."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from nbreader.errors import BadDataError
from nbreader.intake.detect import WEB_PAGE, media_type_of, text_of
from nbreader.intake.encoding import REPLACEMENT, Decoded, holds_han
from nbreader.model import Doubt, Line, Piece, RawPage, Source

# What ends a line, as `str.splitlines` has it, is not here: it is in no line.
_CONTROLS = re.compile("[\x00-\x09\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_CONTROLS = "\t\x1f"  # white space to Python, and so to the parser
_SHOWN_BREAKS = 100  # pieces that one doubt may name


def page_of_bytes(data: bytes, *, path: str) -> RawPage:
    """One page from a file's bytes; a `BadDataError` says why they are none.

    A file is one page, also where form feeds divide it: they are white space. Of
    a web page the source's text is what a browser shows, and its title a fact.
    """
    path = shown_path(path)
    decoded = text_of(data, path=path)
    text, media_type, title = decoded.text, media_type_of(decoded.text), ""
    if media_type == WEB_PAGE:
        text, title = _web_page(decoded.text, path)
    source = Source(
        path=path,
        sha256=sha256(data).hexdigest(),
        media_type=media_type,
        encoding=decoded.encoding,
        text=text,
    )
    return RawPage(
        source=source,
        unit="cell",
        lines=lines_of(text),
        facts=(("title", title),) if title else (),
        doubts=tuple(_doubts(replace(decoded, text=text))),
    )


def _web_page(text: str, path: str) -> tuple[str, str]:
    """The visible text of a web page and its title."""
    from nbreader.intake.html import read_web_page  # most files are none

    page = read_web_page(text)
    if not holds_han(page.text):
        raise BadDataError(f"{path} 是网页，里面没有看得见的中文。")
    return page


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, with control characters made visible.

    Every break of `str.splitlines` ends a line, and each is blank; but lines are
    numbered as editors and `grep -n` number them. So the lines on both sides of
    a form feed, which begins a page of a pdftotext dump, may have one number.
    """
    shown = visible(text)
    lines, number, start = [], 1, 0
    for line, whole in zip(shown.splitlines(), shown.splitlines(keepends=True), strict=True):
        lines.append(Line(number=number, text=line, start=start))
        start += len(whole)
        number += whole[-1] in "\r\n"
    return tuple(lines)


def visible(text: str) -> str:
    """The text with harmless stand-ins, one for one, for control characters.

    A terminal would obey them: ESC becomes ␛, so that a colour code is read as
    ␛[31m. Blank ones become spaces. Line ends stay, and so do characters
    without width (a byte order mark, a change of direction), which the parser
    sets aside.

    >>> visible("\\x1b[31m红\\t字")
    '␛[31m红 字'
    """
    return _CONTROLS.sub(_stand_in, text)


def shown_path(path: str) -> str:
    """A path as it can be printed: file names may hold bytes that are no text."""
    name = visible(" ".join(path.splitlines()))
    return _SURROGATES.sub(REPLACEMENT, name)


def _stand_in(control: re.Match[str]) -> str:
    character = control[0]
    if character in _BLANK_CONTROLS:
        return " "
    if character == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    return chr(0x2400 + ord(character)) if character < " " else REPLACEMENT


def _doubts(decoded: Decoded) -> list[Doubt]:
    doubts = []
    if decoded.confidence < 1:
        doubts.append(
            Doubt(
                stage="detect",
                code="encoding",
                text=f"文件没有标明编码，按 {decoded.encoding} 解读，可能不对。",
                pieces=(),
                confidence=decoded.confidence,
                rule="guessed-encoding",
            )
        )
    if decoded.broken:
        breaks = [m.span() for m in re.finditer(f"{REPLACEMENT}+", decoded.text)]
        doubts.append(
            Doubt(
                stage="detect",
                code="encoding",
                text=f"有 {len(breaks)} 处字节不合 {decoded.encoding} 编码，显示为 {REPLACEMENT}。",
                pieces=tuple(Piece(start=a, end=b) for a, b in breaks[:_SHOWN_BREAKS]),
                confidence=0.9,
                rule="broken-bytes",
            )
        )
    return doubts
