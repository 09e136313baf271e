"""Saved web pages (数字报) to the text that a browser shows, with Markdown for its structure.

Headings become `#` lines, items of a list `-` lines, a paragraph all in bold
type a `**` line, and paragraphs stand apart by blank lines. Printed signs that
look like such marks are kept from being any. Tags, scripts, styles and what is hidden are
no text.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
# What a browser shows nothing of as text.
_UNSEEN_TAGS = "head title noscript template svg math iframe object audio video select"
# A line of its own, and a block that blank lines set apart.
_LINE_TAGS = "li tr dt dd caption option legend"
_BLOCK_TAGS = """
    html body p div section article header footer main aside nav ul ol dl table thead tbody tfoot
    h1 h2 h3 h4 h5 h6 blockquote pre hr form fieldset figure figcaption address center details
    summary
"""
_VOID, _UNSEEN = frozenset(_VOID_TAGS.split()), frozenset(_UNSEEN_TAGS.split())
_LINES, _BLOCKS = frozenset(_LINE_TAGS.split()), frozenset(_BLOCK_TAGS.split())
_CELLS = frozenset(("td", "th"))
_BOLD = frozenset(("b", "strong"))
_HEADING = re.compile("h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# White space as HTML has it; a no-break or an ideographic space is printed.
_BLANKS = re.compile("[ \t\r\n\f]+")
# Source text is wrapped anywhere in Chinese; that is no blank.
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·"
_WRAPPED = re.compile(rf"(?<=[{_CJK}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_CJK}])")
# Printed signs that would be marks of Markdown, parted by what has no width.
_MARKS = re.compile(r"[*\\]|_(?=_)")
_LEADING_MARK = re.compile(r"(?:#{1,6}|[-+])\s|>")
# What the makers of web editions tell of the page in a comment, or in its title.
_PROPERTIES = re.compile(r"<(?P<name>date|nodename|papername)>(?P<value>[^<>]{1,80})</(?P=name)>")
_ITEM, _NO_WIDTH = "- ", "\N{ZERO WIDTH SPACE}"
_BETWEEN_CELLS = "\N{IDEOGRAPHIC SPACE}"


class WebPage(NamedTuple):
    """The visible text of a web page, and what its title says of it, which no one sees on it."""

    text: str
    title: str


def read_web_page(text: str) -> WebPage:
    """The visible text of HTML, however broken it is.

    Where something hidden is never closed, it is taken as visible: text is
    rather shown too much than lost.
    """
    reader = _Reader(hide=True)
    reader.read(text)
    if reader.is_hiding:
        reader = _Reader(hide=False)
        reader.read(text)
    return WebPage(text=reader.text, title=reader.title)


class _Reader(HTMLParser):
    """Collects visible text line by line, in the order of the file."""

    def __init__(self, *, hide: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._hide = hide
        self._hidden: tuple[str, int] = ("", 0)  # the tag that hides, and how often it is open
        self._lines: list[str] = []
        self._parts: list[str] = []  # of the line that is being read
        self._bold = self._links = 0  # open tags
        self._plain = self._unlinked = False  # the line has such text
        self._mark = ""  # what the line begins with in Markdown
        self._pre = 0
        self._told: list[str] = []
        self._in_title = False

    @property
    def text(self) -> str:
        """All lines, one blank line between blocks."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    @property
    def title(self) -> str:
        """The title, and what the page's comment says of paper, day and page."""
        return " ".join(" ".join(self._told).split())

    @property
    def is_hiding(self) -> bool:
        """Whether the page ended inside what is hidden."""
        return bool(self._hidden[0])

    def read(self, text: str) -> None:
        """Take a whole page."""
        self.feed(text)
        self.close()
        self._end_line()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a block, a heading, or something hidden."""
        self._in_title = tag == "title"
        if self._hidden[0]:
            if tag == self._hidden[0]:
                self._hidden = tag, self._hidden[1] + 1
            if not (self._hidden[0] == "head" and tag == "body"):
                return
            self._hidden = "", 0  # a head that is never closed ends where the body begins
        if tag in _VOID:
            self._void(tag)
        elif self._is_hidden(tag, dict(attrs)):
            self._hidden = tag, 1
        else:
            self._open(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<p/>` as a browser does: as `<p>`."""
        if tag in _VOID and not self._hidden[0]:
            self._void(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began."""
        self._in_title = False
        if self._hidden[0]:
            left = self._hidden[1] - (tag == self._hidden[0])
            self._hidden = (self._hidden[0], left) if left else ("", 0)
        elif tag in _BLOCKS or "-" in tag:
            self._end_block()
            self._mark = "" if _HEADING.fullmatch(tag) else self._mark
            self._pre -= tag == "pre" and self._pre > 0
        elif tag == "tr":
            self._end_block()
            self._mark = ""
        elif tag in _LINES:
            self._end_line()
            self._mark = ""
        elif tag in _BOLD:
            self._bold -= self._bold > 0
        elif tag == "a":
            self._links -= self._links > 0

    def handle_data(self, data: str) -> None:
        """Take text as it is shown."""
        if self._in_title:
            self._told.append(data)
        elif not self._hidden[0] and self.cdata_elem is None:
            self._add(data)

    def handle_comment(self, data: str) -> None:
        """Read what the makers of web editions tell of the page."""
        self._told += (match["value"] for match in _PROPERTIES.finditer(data))

    def _is_hidden(self, tag: str, attrs: dict[str, str | None]) -> bool:
        if not self._hide:
            return tag in ("head", "title")
        return tag in _UNSEEN or "hidden" in attrs or bool(_HIDDEN.search(attrs.get("style") or ""))

    def _void(self, tag: str) -> None:
        if tag == "br":
            self._end_line()
        elif tag == "hr":
            self._end_block()

    def _open(self, tag: str) -> None:
        if tag in _BLOCKS or "-" in tag:
            self._end_block()
            heading = _HEADING.fullmatch(tag)
            self._mark = "#" * int(heading[1]) + " " if heading else ""
            self._pre += tag == "pre"
        elif tag in _LINES:
            self._end_line()
            self._mark = _ITEM if tag == "li" else ""
        elif tag in _CELLS and self._has_text():
            self._parts.append(_BETWEEN_CELLS)
            self._mark = _ITEM  # a row of a table; one cell alone only lays the page out
        self._bold += tag in _BOLD
        self._links += tag == "a"

    def _add(self, data: str) -> None:
        lines = data.split("\n") if self._pre else [_WRAPPED.sub("", data)]
        for number, line in enumerate(lines):
            if number:
                self._end_line()
            self._parts.append(_BLANKS.sub(" ", line))
            if line.strip():
                self._plain |= not self._bold
                self._unlinked |= not self._links

    def _has_text(self) -> bool:
        return any(part.strip() for part in self._parts)

    def _end_block(self) -> None:
        self._end_line()
        self._lines.append("")

    def _end_line(self) -> None:
        if self._has_text():
            printed = re.sub(" {2,}", " ", "".join(self._parts)).strip(" ")
            guarded = _MARKS.sub(rf"\g<0>{_NO_WIDTH}", printed).replace("`", "\\`")
            self._lines.append(self._marked(guarded))
        self._parts, self._plain, self._unlinked = [], False, False

    def _marked(self, line: str) -> str:
        """The line with its mark; an item of a list that is a link alone leads elsewhere."""
        mark = "" if self._mark == _ITEM and not self._unlinked else self._mark
        line = line.lstrip() if mark else line
        if mark == _ITEM and line[0].isdigit():
            mark += _NO_WIDTH  # - 5 could be a number below nought
        if not mark and not self._plain:
            return f"**{_NO_WIDTH if line[0] == '*' else ''}{line}**"
        return (mark or (_NO_WIDTH if _LEADING_MARK.match(line) else "")) + line
