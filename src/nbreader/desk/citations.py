"""Where a passage was printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from nbreader.model import Article, Block, Byline, Citation, Issue, Page, Piece

_LINE_END = re.compile(r"\r\n?|\n")
# Names of these stand alone; in front of others the role is printed.
_PLAIN_ROLES = frozenset({"作者", "电头", "发言人"})


def cite(issue: Issue, page: Page, article: Article, start: int, end: int) -> Citation:
    """The citation of `article.text[start:end]`, down to the lines of the source.

    Where the passage was continued on another page of the issue, that page is cited.
    """
    pieces = tuple(_pieces_of(issue, page, article, start, end))
    cited = _page_of(issue, page, pieces[0]) if pieces else page
    own = [piece for piece in pieces if _page_of(issue, page, piece) is cited]
    day = cited.date or issue.date
    return Citation(
        newspaper=cited.newspaper or issue.newspaper,
        date=day.isoformat() if day else "",
        page="" if cited.number is None else str(cited.number),
        label=cited.label,
        section=article.section,
        headline=article.title,
        byline=byline_text(article.byline),
        source=cited.source.name,
        sha256=cited.source.sha256,
        lines=line_ranges(cited.source.text, own),
    )


def byline_text(byline: Iterable[Byline]) -> str:
    """The names behind their roles: 记者 何晴，通讯员 陈夕馨、杨奇星."""
    groups = groupby(byline, key=lambda one: one.role)
    return "，".join(_with_role(role, "、".join(map(_name, group))) for role, group in groups)


def _with_role(role: str, names: str) -> str:
    return names if role in _PLAIN_ROLES else f"{role} {names}"


def _name(one: Byline) -> str:
    return f"{one.name}（{one.title}）" if one.title else one.name


def line_ranges(text: str, pieces: Iterable[Piece]) -> str:
    """The lines of `text` that hold the pieces, in order: "45-47, 64".

    Blank lines between two of them do not part them.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    ranges: list[tuple[int, int]] = []
    for piece in pieces:
        first, last = bisect_right(starts, piece.start), bisect_right(starts, piece.end - 1)
        if ranges and _blank_between(text, starts, ranges[-1][1], first):
            first = ranges.pop()[0]
        ranges.append((first, last))
    return ", ".join(f"{a}-{b}" if b > a else str(a) for a, b in ranges)


def _blank_between(text: str, starts: list[int], last: int, first: int) -> bool:
    """Tell whether line `first` follows line `last`, or is that line."""
    return last <= first and (last == first or not text[starts[last] : starts[first - 1]].strip())


def _page_of(issue: Issue, page: Page, piece: Piece) -> Page:
    return next((other for other in issue.pages if other.id == piece.page), page)


def _pieces_of(issue: Issue, page: Page, article: Article, start: int, end: int) -> Iterator[Piece]:
    """The source ranges that hold a range of the article's text."""
    blocks = article.head + article.blocks
    for block, at in zip(blocks, article.offsets, strict=True):
        low, high = max(start - at, 0), min(end - at, len(block.text))
        if low < high:
            yield from _pieces_in(issue, page, block, low, high)


def _pieces_in(issue: Issue, page: Page, block: Block, low: int, high: int) -> Iterator[Piece]:
    """The parts of a block's pieces that hold `block.text[low:high]`.

    Counted without white space: only so are the text and its pieces the same.
    """
    before, wanted = _ink(block.text[:low]), _ink(block.text[low:high])
    for piece in block.pieces:
        if piece.markup:
            continue
        text = _page_of(issue, page, piece).source.text
        inked = [at for at in range(piece.start, piece.end) if not text[at : at + 1].isspace()]
        part = inked[before : before + wanted]
        before, wanted = max(0, before - len(inked)), wanted - len(part)
        if part:
            yield Piece(start=part[0], end=part[-1] + 1, page=piece.page)


def _ink(text: str) -> int:
    return sum(not char.isspace() for char in text)
