"""What a file is: a page of text and of which kind, or why it is none.

The evidence is in the bytes and in the text, never in the file's name.
"""

from __future__ import annotations

import re

from nbreader.errors import BadDataError
from nbreader.intake.encoding import Decoded, decode, holds_han

LIMIT = 64 * 1024 * 1024  # bytes; a newspaper page has about ten thousand

# First bytes of files that people keep beside their pages.
_KINDS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
    (b"PK\x05\x06", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"Rar!\x1a\x07", "压缩包"),
    (b"BZh91AY&SY", "压缩包"),
    (b"\xfd7zXZ\x00", "压缩包"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档"),
    (b"\x89PNG\r\n\x1a\n", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF87a", "图片"),
    (b"GIF89a", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"SQLite format 3\x00", "数据库"),
    (b"\x7fELF", "程序"),
)
_EVIDENCE = 1 << 17  # characters in which Markdown shows itself

WEB_PAGE = "text/html"
# What a web page begins with; a stray tag further down in a plain text makes none.
_OPENS_WEB_PAGE = re.compile(
    r"\ufeff?\s*(?:<!--.{0,4000}?-->\s*|<\?xml[^<>]{0,200}>\s*){0,8}<(?:!doctype\s+html|html|head|body"
    r"|meta|title|div|table|article|section|p|h[1-6]|founder-[a-z]+)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)

_LINE = r"(?:\A|[\r\n])"
_HEADING = re.compile(_LINE + r" {0,3}#{1,6}[ \t]+[^\s#]")
# One of these stands in plain text by chance; two different ones do not.
_MARKDOWN = (
    re.compile(_LINE + r" {0,3}[-*+] {1,3}\S"),
    re.compile(_LINE + r" {0,3}> {0,3}[^\s>]"),
    re.compile(r"\*\*[^\s*][^*\r\n]{0,200}\*\*"),
    re.compile(r"!?\[[^\[\]\r\n]{0,200}\]\([^()\r\n]{1,300}\)"),
    re.compile(r"\S {2}(?:\r\n?|\n)[^\S\r\n]*\S"),
    re.compile(_LINE + r"(?:[-*_] ?){3,80}[\r\n]"),
)


def text_of(data: bytes, *, path: str) -> Decoded:
    """The text of a page; a `BadDataError` says why a file is none."""
    refuse_size(len(data), path=path)
    if not data:
        raise BadDataError(f"{path} 是空文件。")
    if kind := _kind_of(data):
        raise BadDataError(f"{path} 是{kind}，不是文本。")
    decoded = decode(data)
    if decoded is None:
        raise BadDataError(f"{path} 不是文本文件。")
    if not holds_han(decoded.text):
        raise BadDataError(f"{path} {_lack_of(decoded.text)}。")
    return decoded


def refuse_size(size: int, *, path: str) -> None:
    """Refuse what is too large to be a page, by its size in bytes alone."""
    if size > LIMIT:
        raise BadDataError(f"{path} 超过 {LIMIT >> 20} MiB，太大了。")


def media_type_of(text: str) -> str:
    """`text/html` for a web page, `text/markdown` where a text has headings or two other marks."""
    text = text[:_EVIDENCE]
    if _OPENS_WEB_PAGE.match(text):
        return WEB_PAGE
    marks = sum(mark.search(text) is not None for mark in _MARKDOWN)
    return "text/markdown" if marks > 1 or _HEADING.search(text) else "text/plain"


def _kind_of(data: bytes) -> str:
    return next((kind for start, kind in _KINDS if data.startswith(start)), "")


def _lack_of(text: str) -> str:
    if not text.strip():
        return "里只有空白"
    return "不是文本文件" if "\0" in text else "里没有中文"
