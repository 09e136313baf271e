"""An article set as a newspaper would print it: pure, from model to printed lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import NamedTuple

from rich.cells import cell_len

from nbreader.model import Article, Block, Role
from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import break_evenly, break_lines
from nbreader.tui.widths import shown_article

SEAM = "⁝"  # two cut halves were joined here
LOST = "〔前后有缺〕"  # stands before a paragraph whose beginning or end was lost
_INDENT = 4  # cells: two characters

_CENTRED = {
    Role.KICKER: "kicker",
    Role.HEADLINE: "headline",
    Role.DECK: "deck",
    Role.SECTION: "section",
    Role.CROSSHEAD: "crosshead",
    Role.BYLINE: "byline",
    Role.BANNER: "banner",
    Role.POINTER: "quiet",
    Role.LABEL: "quiet",
    Role.FLAG: "quiet",
    Role.FOLIO: "quiet",
}
_FLUSH_RIGHT = {Role.ATTRIBUTION: "attribution", Role.JUMP: "jump", Role.CREDIT: "credit"}
_TIGHT = {Role.LIST_ITEM}  # no free line between two of these
_HEAD = {Role.KICKER, Role.HEADLINE, Role.DECK}


class Sheet(NamedTuple):
    """A set article: its lines, and where each passage stands among them."""

    measure: int  # cells
    lines: tuple[PrintedLine, ...] = ()
    passages: tuple[tuple[int, int], ...] = ()  # first and last line (exclusive) of each
    starts: tuple[int, ...] = ()  # first offset of each line, rising

    def line_of(self, offset: int) -> int:
        """The line that prints the article's character at `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def offset_at(self, line: int, column: int) -> int | None:
        """The article's offset at a column of a line; below the text on it, None."""
        for printed in self.lines[line:]:
            offset = printed.offset_at(column)
            if offset is not None:
                return offset
            column = 0  # an empty line leads to the next
        return None

    def passage_at(self, line: int) -> int:
        """The passage on this line, or the one above it."""
        for index in range(min(line, len(self.lines) - 1), -1, -1):
            if self.lines[index].passage >= 0:
                return self.lines[index].passage
        return 0


class Sheets:
    """The articles that were set last, so that turning back costs nothing."""

    _MOST = 32

    def __init__(self) -> None:
        self.fold_width = True  # half-width marks beside hanzi are set at full width
        self._kept: dict[tuple[str, int], tuple[Article, tuple[int, ...], Sheet]] = {}

    def sheet(self, article: Article, measure: int, seams: tuple[int, ...]) -> Sheet:
        """The article set in this measure, as it was kept or anew."""
        key = (article.id, measure)
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] is not article or kept[1] != seams:
            shown = shown_article(article) if self.fold_width else article
            kept = (article, seams, set_article(shown, measure, seams))
        self._kept[key] = kept  # the last again
        if len(self._kept) > self._MOST:
            del self._kept[next(iter(self._kept))]
        return kept[2]


def set_article(article: Article, measure: int, seams: Collection[int] = ()) -> Sheet:
    """The article in lines of at most `measure` cells.

    `seams` are offsets of `article.text` before which a joint is marked.
    """
    blocks = article.head + article.blocks
    lines: list[PrintedLine] = []
    passages: list[tuple[int, int]] = []
    if article.section and not any(b.role is Role.SECTION for b in article.head):
        lines += [_centred_line(article.section, "section", measure), PrintedLine()]
    for index, (block, offset) in enumerate(zip(blocks, article.offsets, strict=True)):
        if index:
            lines += [PrintedLine()] * _space_between(blocks[index - 1].role, block.role)
        own = [s - offset for s in seams if offset < s < offset + len(block.text)]
        printed = [_placed(line, offset, index) for line in _set_block(block, measure, own)]
        passages.append((len(lines), len(lines) + len(printed)))
        lines += printed
    if article.jump is not None and article.jump.article_id:
        lines += [PrintedLine(), _link_line(article, measure, len(blocks) - 1)]
    return Sheet(measure, tuple(lines), tuple(passages), _rising_starts(lines))


def _space_between(above: Role, below: Role) -> int:
    if above is below and above in _TIGHT:
        return 0
    if above in _HEAD and below in _HEAD:
        return 0 if above is below else 1
    return 1


def _set_block(block: Block, measure: int, seams: Collection[int]) -> Iterator[PrintedLine]:
    if block.role in _CENTRED:
        yield from _set_centred(block, measure)
    elif block.role in _FLUSH_RIGHT:
        yield from _set_flush_right(block, measure)
    elif block.role is Role.CAPTION:
        yield from _set_caption(block, measure)
    elif block.role is Role.EDITORS_NOTE:
        yield from _set_boxed(block, measure, seams)
    elif block.role is Role.LIST_ITEM:
        yield from _set_item(block, measure, seams)
    else:
        yield from _set_paragraph(block, measure, seams)


def _set_paragraph(block: Block, measure: int, seams: Collection[int]) -> Iterator[PrintedLine]:
    indent = " " * min(_INDENT, measure // 4)
    first = [Run(indent)]
    if block.role is Role.FRAGMENT and measure > 4 * cell_len(LOST):
        first.append(Run(LOST, "gap"))
    used = sum(cell_len(run.text) for run in first)
    for start, end in break_lines(block.text, measure, indent=used, seams=seams):
        yield PrintedLine((*first, *_sewn(block.text, start, end, seams)))
        first = []


def _sewn(text: str, start: int, end: int, seams: Collection[int], ink: str = "") -> Iterator[Run]:
    """The characters `start` to `end`, each joint among them marked."""
    for seam in sorted(s for s in seams if start <= s < end):
        if seam > start:
            yield Run(text[start:seam], ink, start)
        yield Run(SEAM, "seam")
        start = seam
    yield Run(text[start:end], ink, start)


def _set_centred(block: Block, measure: int) -> Iterator[PrintedLine]:
    room = measure if block.role is Role.DECK else max(measure - 4, measure * 9 // 10)
    ink = _CENTRED[block.role]
    if block.role is Role.BYLINE:
        ranges = break_lines(block.text, room, whole_words=True)
    else:
        ranges = break_evenly(block.text, room)
    for start, end in ranges:
        text = block.text[start:end]
        yield PrintedLine((Run(" " * ((measure - cell_len(text)) // 2)), Run(text, ink, start)))


def _set_flush_right(block: Block, measure: int) -> Iterator[PrintedLine]:
    ink = _FLUSH_RIGHT[block.role]
    for start, end in break_lines(block.text, measure):
        text = block.text[start:end]
        yield PrintedLine((Run(" " * (measure - cell_len(text))), Run(text, ink, start)))


def _set_caption(block: Block, measure: int) -> Iterator[PrintedLine]:
    """A picture's words behind a rule, its credit flush right."""
    margin, room = Run("  ▏ ", "frame"), measure - 8
    words = block.text[: _credit_start(block)]
    for start, end in break_lines(words, room):
        yield PrintedLine((margin, Run(block.text[start:end], "caption", start)))
    for start, end in break_lines(block.text[len(words) :], room):
        start, end = start + len(words), end + len(words)
        text = block.text[start:end]
        pad = Run(" " * max(0, room - cell_len(text)))
        yield PrintedLine((margin, pad, Run(text, "credit", start)))


def _credit_start(block: Block) -> int:
    """Where the credit begins that closes a caption; the caption's end if none does."""
    at = block.text.rfind(block.credit) if block.credit else -1
    if at <= 0:
        return len(block.text)
    if block.text[at + len(block.credit) :].strip(" )）。摄影供图提"):
        return len(block.text)  # words follow: it is no credit line
    return at - 1 if block.text[at - 1] in "(（" else at


def _set_boxed(block: Block, measure: int, seams: Collection[int]) -> Iterator[PrintedLine]:
    """A note between two thin rules, set a little narrower than the text."""
    room = measure - 8
    rule = "─" * (measure - 4)
    yield PrintedLine((Run("  "), Run(rule, "frame")))
    for start, end in break_lines(block.text, room, indent=_INDENT, seams=seams):
        lead = " " * (4 + (_INDENT if start == 0 else 0))
        yield PrintedLine((Run(lead), *_sewn(block.text, start, end, seams, "note")))
    yield PrintedLine((Run("  "), Run(rule, "frame")))


def _set_item(block: Block, measure: int, seams: Collection[int]) -> Iterator[PrintedLine]:
    lead = Run("  · ", "frame")
    for start, end in break_lines(block.text, measure - _INDENT, seams=seams):
        yield PrintedLine((lead, *_sewn(block.text, start, end, seams)))
        lead = Run(" " * _INDENT)


def _centred_line(text: str, ink: str, measure: int) -> PrintedLine:
    return PrintedLine((Run(" " * max(0, (measure - cell_len(text)) // 2)), Run(text, ink)))


def _link_line(article: Article, measure: int, passage: int) -> PrintedLine:
    jump = article.jump
    assert jump is not None
    words = f"回车转到第{jump.page}版 →" if jump.direction == "to" else f"← 回车回到第{jump.page}版"
    return PrintedLine((Run(" " * max(0, measure - cell_len(words))), Run(words, "jump")), passage)


def _placed(line: PrintedLine, offset: int, passage: int) -> PrintedLine:
    runs = tuple(
        Run(run.text, run.ink, run.start + offset if run.start >= 0 else -1) for run in line.runs
    )
    return PrintedLine(runs, passage)


def _rising_starts(lines: list[PrintedLine]) -> tuple[int, ...]:
    """The first offset on each line; a line without one takes that of the next."""
    starts, following = [], 1 << 60
    for line in reversed(lines):
        following = next((run.start for run in line.runs if run.start >= 0), following)
        starts.append(following)
    return tuple(reversed(starts))
