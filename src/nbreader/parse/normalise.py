"""Lines to rows: markup set aside, letter-spacing closed, every offset kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbreader.model import Line, Piece, RawPage
from nbreader.parse.lexicon import HAN, Lexicon

WEB_PAGE = "text/html"
MARKED_UP = frozenset(("text/markdown", WEB_PAGE))  # whose text has marks of Markdown
_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+(?=\S)")
_BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
_STRONG = re.compile(r"\*{2,3}|__|(?<!\\)`|\\(?=[\\`*_{}\[\]()#+\-.!>|~])")
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe0e\ufe0f]")
_CJK_MARKS = HAN + r"，。、；：？！“”‘’（）《》〈〉【】「」『』…⋯—·％＋,;:?!()%+"
_SPACED_OUT = re.compile(rf"(?:^|(?<=\s))(?:[{_CJK_MARKS}]\s+){{3,}}(?=\S(?:\s|$)|[{_CJK_MARKS}])")
_BLANKS_IN_CJK = re.compile(rf"(?<=[{_CJK_MARKS}])\s+(?=[{_CJK_MARKS}])")
_NARROW = re.compile("[\x00-\u1fff]+")
_BLANKS = re.compile(r"\s+")
_AROUND_NUMBERS = re.compile(
    rf"(?<=[{HAN}，。、；：“”（）《》])\s+(?=[0-9０-９A-Z])|(?<=[0-9０-９A-Z%％+＋])\s+(?=[{HAN}，。、；：“”（）《》])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed line without its outer blanks and its markup."""

    number: int
    text: str
    key: str  # the text as it is looked up, as long as the text
    pieces: tuple[Piece, ...]
    blanks: int  # blank lines before it
    indent: int  # leading blanks, in terminal cells
    level: int = 0  # Markdown heading level
    bullet: bool = False
    bold: bool = False
    hard_break: bool = False  # Markdown line break at its end
    spaced: bool = False  # was letter-spaced, so it filled its column
    width: float = 0.0  # printed, in hanzi; two Latin characters make one


def width_of(text: str) -> float:
    """Printed width in hanzi: a character beyond Latin counts 1, else a half."""
    return (len(text) + len(_NARROW.sub("", text))) / 2


def rows_of(raw: RawPage, *, lexicon: Lexicon) -> tuple[Row, ...]:
    """The rows of a page; blank lines are counted in the row below them.

    Letter-spacing (快 企 业 智 造) is closed when three single characters stand
    in a row; a line that names writers keeps its blanks, since 张 三 李 四 are
    two names. Characters that print nothing (a byte-order mark, a zero-width
    blank) become markup pieces.
    """
    markdown = raw.source.media_type in MARKED_UP
    rows: list[Row] = []
    blanks = 0
    carried: tuple[Piece, ...] = ()  # marks of lines that print nothing
    for line in raw.lines:
        if not line.text.strip():
            blanks += 1
            continue
        row = _row(line, blanks=blanks, markdown=markdown, lexicon=lexicon)
        if not row.text:
            carried += row.pieces
            blanks += 1
            continue
        if carried:
            row = _with_pieces(row, carried + row.pieces)
            carried = ()
        rows.append(row)
        blanks = 0
    if carried and rows:
        rows[-1] = _with_pieces(rows[-1], rows[-1].pieces + carried)
    return tuple(rows)


def _with_pieces(row: Row, pieces: tuple[Piece, ...]) -> Row:
    return Row(
        number=row.number, text=row.text, key=row.key, pieces=pieces, blanks=row.blanks,
        indent=row.indent, level=row.level, bullet=row.bullet, bold=row.bold,
        hard_break=row.hard_break, spaced=row.spaced, width=row.width,
    )  # fmt: skip


def _row(line: Line, *, blanks: int, markdown: bool, lexicon: Lexicon) -> Row:
    printed = line.text
    core = printed.strip()
    at = len(printed) - len(printed.lstrip())
    start, end = line.start + at, line.start + at + len(core)
    level, bullet, prefix = _prefix(core, markdown=markdown)
    marks = [(0, prefix)] if prefix else []
    if _FORMAT.search(core):
        marks += [m.span() for m in _FORMAT.finditer(core, prefix)]
    bold = False
    if (markdown or core.startswith("**")) and (emphasis := _emphasis(core, prefix)):
        bold = emphasis[0][0] == prefix and emphasis[-1][1] == len(core)
        marks += emphasis
    if marks:
        text, pieces = _set_aside(core, start, sorted(set(marks)))
    else:
        text, pieces = core, (Piece(start=start, end=end),)
    spaced = False
    if _BLANKS.search(text):
        spaced = _SPACED_OUT.search(text) is not None and not _names_writers(text, lexicon)
        text = _BLANKS.sub(" ", _BLANKS_IN_CJK.sub("", text) if spaced else text)
    return Row(
        number=line.number, text=text, key=lexicon.key(text), pieces=pieces, blanks=blanks,
        indent=sum(2 if c == "\u3000" else 4 if c == "\t" else 1 for c in printed[:at]),
        level=level, bullet=bullet, bold=bold,
        hard_break=markdown and (printed.endswith("  ") or core.endswith("\\")),
        spaced=spaced, width=width_of(text),
    )  # fmt: skip


def _prefix(core: str, *, markdown: bool) -> tuple[int, bool, int]:
    """Heading level, whether a list item, and how many characters are marks."""
    if match := _HEADING.match(core):
        return len(match[1]), False, match.end()
    if (match := _BULLET.match(core)) and not core[match.end()].isdigit():
        return 0, True, match.end()
    if markdown and (match := _QUOTE.match(core)):
        return 0, False, match.end()
    return 0, False, 0


def _emphasis(core: str, prefix: int) -> list[tuple[int, int]]:
    """Emphasis marks and escapes; an odd one out is printed text."""
    marks = list(_STRONG.finditer(core, prefix))
    paired = [m.span() for m in marks if m[0] == "\\"]
    if not marks and core[0] == core[-1] == "*" and core.count("*") == 2 and len(core) > 2:
        return [(0, 1), (len(core) - 1, len(core))]
    for kind in ("**", "***", "__", "`"):
        spans = [m.span() for m in marks if m[0] == kind]
        paired += spans[: len(spans) // 2 * 2]
    return sorted(paired)


def _set_aside(
    core: str, start: int, marks: list[tuple[int, int]]
) -> tuple[str, tuple[Piece, ...]]:
    """The text between the marks, and the pieces of both in their order."""
    text, pieces, at = [], [], 0
    for a, b in [*marks, (len(core), len(core))]:
        if core[at:a].strip():
            text.append(core[at:a])
            pieces.append(Piece(start=start + at, end=start + a))
        if core[a:b].strip():
            pieces.append(Piece(start=start + a, end=start + b, markup=True))
        at = b
    return "".join(text).strip(), tuple(pieces)


def _names_writers(text: str, lexicon: Lexicon) -> bool:
    """Tell whether single characters in a line are names printed wide: 张 三 李 四."""
    if re.search(r"(?:记者|記者|通讯员|通訊員|作者|摄影|攝影|^[■□◎◆])\s", text):
        return True
    tokens = lexicon.key(text).split()
    if len(text) > 40 or not all(token.isalpha() and len(token) <= 4 for token in tokens):
        return False
    names, at = [], 0
    while at < len(tokens):
        pair = len(tokens[at]) == 1 and at + 1 < len(tokens) and len(tokens[at + 1]) == 1
        names.append("".join(tokens[at : at + 2]) if pair else tokens[at])
        at += 2 if pair else 1
    return all(
        len(n) > 1 and (n[0] in lexicon.surnames or n[:2] in lexicon.surnames) for n in names
    )


def close_numbers(text: str) -> str:
    """Running text without the blanks that extraction puts around numbers.

    >>> close_numbers("突破 4000 亿元")
    '突破4000亿元'
    """
    return _AROUND_NUMBERS.sub("", text) if " " in text else text
