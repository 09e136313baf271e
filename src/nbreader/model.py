"""Every noun of nbreader: frozen values, no logic but their own invariants.

A file is a `Source`; intake makes a `RawPage` of it; parsing makes a `Page` of
that; pages of one paper and day make an `Issue`. Text that stands in the paper
is never rewritten: each `Block` carries the `Piece`s it came from, so that
every character on the screen leads back to a place in a file.

Offsets count code points, end exclusive. Sequences are tuples. "" and () mean
absent; None is used only where zero would mean something.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """What a block is on the page (the names are those of `parse --format json`)."""

    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    FRAGMENT = "fragment"  # a paragraph whose beginning or end was lost
    CROSSHEAD = "crosshead"
    LIST_ITEM = "list_item"
    ATTRIBUTION = "attribution"
    EDITORS_NOTE = "editors_note"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    JUMP = "jump"
    POINTER = "pointer"
    BANNER = "banner"
    FLAG = "flag"
    FOLIO = "folio"
    LABEL = "label"


HEAD_ROLES = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK, Role.SECTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the page, in the page's unit, from the top left corner."""

    hpos: float
    vpos: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as it was read: its bytes' hash and its decoded text."""

    path: str
    sha256: str
    media_type: str  # "text/plain", "text/markdown", "text/html"
    encoding: str  # "utf-8", "gb18030", ...
    text: str  # decoded, nothing changed, line ends as in the file; of HTML what is visible

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a source.

    `text` is as long as the source's `text[start : start + len(text)]`, with
    control characters shown as visible stand-ins of the same length.
    """

    number: int  # 1-based, blank lines counted
    text: str
    start: int
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """The lines of one page, with what its format says for sure."""

    source: Source
    unit: str  # "cell", "px" or "pt"
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...] = ()  # ("title", "宁波日报 2026-03-25 第3版")
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that is no newspaper page, with the one sentence that says why."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A range of a page's source text.

    A `markup` piece holds what is no text (a Markdown `##`): kept and counted.
    """

    start: int
    end: int
    page: str = ""  # id of the page; "" while a page is being parsed
    markup: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a piece needs 0 <= start < end, not {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of printed text with one role.

    Without white space, `text` is the text of its pieces that are not markup,
    in the order of `pieces`. A caption's credit is part of its text.
    """

    role: Role
    text: str
    pieces: tuple[Piece, ...]
    rule: str = ""  # the name of the rule that decided the role
    credit: str = ""  # captions only: who took or gave the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A person or agency that an article names as its writer or speaker."""

    role: str  # 记者, 通讯员, 作者, 电头 or 发言人
    name: str
    title: str = ""  # a speaker's office


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a report was filed, as printed and as read."""

    printed: str
    agency: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A line that sends the reader to, or says it comes from, another page."""

    direction: str  # "to" or "from"
    page: str  # the printed page number, "7"
    headline: str = ""
    article_id: str = ""  # the other end, where that page is loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something the parser was unsure of: shown, never raised."""

    stage: str  # the module that doubts: "stitch", "segment", ...
    code: str  # joined, moved, gap, repeat, suspect_character, order, role, ...
    text: str  # one sentence for the reader of the newspaper
    pieces: tuple[Piece, ...]
    confidence: float  # 0 to 1: how sure the parser is of what it did
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its head, and everything else in reading order."""

    id: str
    section: str = ""
    head: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()
    byline: tuple[Byline, ...] = ()
    dateline: Dateline | None = None
    jump: Jump | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def kicker(self) -> str:
        """The lines of smaller type above the headline, joined by a space."""
        return self._head_text(Role.KICKER)

    @property
    def headline(self) -> str:
        """The main head lines, joined by a space."""
        return self._head_text(Role.HEADLINE)

    @property
    def deck(self) -> str:
        """The lines of smaller type below the headline, joined by a space."""
        return self._head_text(Role.DECK)

    @property
    def title(self) -> str:
        """The headline, or for an article without one its first words."""
        if self.headline:
            return self.headline
        first = next((b.text for b in self.head + self.blocks), "")
        return first if len(first) <= 20 else first[:19] + "…"

    @property
    def text(self) -> str:
        """Head and blocks, one a line; figures and bookmarks count in it."""
        return "\n".join(block.text for block in self.head + self.blocks)

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each block of `head + blocks` begins in `text`."""
        starts, at = [], 0
        for block in self.head + self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return tuple(starts)

    def _head_text(self, role: Role) -> str:
        return " ".join(block.text for block in self.head if block.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One printed page: its articles, and all that belongs to none of them."""

    id: str
    source: Source
    number: int | None = None
    label: str = ""  # 版名: 要闻, 专版, 专题
    newspaper: str = ""
    date: date | None = None
    edition: str = ""
    articles: tuple[Article, ...] = ()
    furniture: tuple[Block, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The pages of one newspaper of one day; undated pages share an issue."""

    id: str
    newspaper: str = ""
    date: date | None = None
    edition: str = ""
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A correction by a person, replayed at each parse of the same bytes.

    `kind` is join, split, move, role or metadata. `line` and `other` are line
    numbers of the source (1-based): join puts the text at `other` behind the
    text that holds `line`; split begins a new paragraph at `line`; move puts
    the block at `line` behind the block at `other` (0: in front of all); role
    gives the block at `line` the role `value`. For metadata, `field` is
    newspaper, date or page and `value` the new text ("" takes it away).
    """

    kind: str
    line: int = 0
    other: int = 0
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number the article prints, with its unit and what it counts.

    Offsets count in `Article.text`. `value` is exact, in `unit` (3.2万亿元 is
    3200000000000 元); a fuzzy number (数百) has `low` and `high`.
    """

    start: int
    end: int
    printed: str
    value: Decimal | None
    unit: str
    kind: str  # amount, count, percent, rank, ratio, duration
    low: Decimal | None = None
    high: Decimal | None = None
    metric: str = ""
    subject: str = ""
    period: str = ""
    year: str = ""  # the period resolved by the page's date: "2026", "2026..2030"
    direction: str = "none"  # up, down, none
    approx: str = "exact"  # exact, about, over, under
    status: str = "result"  # result, target
    scope: str = ""
    confidence: tuple[tuple[str, float], ...] = ()  # ("metric", 0.7), ...

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.printed):
            raise ValueError(f"{self.printed!r} does not fill {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in an article's text where an organisation is named."""

    start: int
    end: int
    printed: str
    organisation: str  # the full name; "" where an alias has two owners
    owners: tuple[str, ...] = ()  # all candidates, where there are several

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.printed):
            raise ValueError(f"{self.printed!r} does not fill {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A company, institute, office or paper, with the names it goes by."""

    name: str
    kind: str  # company, fund, institute, government, media, park, ...
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What was found in one article, beside its untouched text."""

    article_id: str
    figures: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    keywords: tuple[str, ...] = ()
    tables_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that matches a query; `marks` are ranges of the snippet, `places` of its text."""

    article_id: str
    headline: str
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The exact words of a passage with a little of what stands around them."""

    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a passage was printed, so that it can be cited without the page."""

    newspaper: str = ""
    date: str = ""  # ISO, or ""
    page: str = ""  # "1", or ""
    label: str = ""
    section: str = ""
    headline: str = ""
    byline: str = ""
    source: str = ""  # the file's name
    sha256: str = ""
    lines: str = ""  # "45-47": lines of the source file


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A passage that the reader keeps."""

    id: str
    article_id: str
    quote: Quote
    citation: Citation
    note: str = ""
    tags: tuple[str, ...] = ()
    added: datetime | None = None  # UTC
    start: int | None = None  # where the passage began in the article's text when it was marked
