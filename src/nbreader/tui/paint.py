"""Lists and bars as printed lines: pure, from values to runs with inks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from nbreader.model import Article, Doubt, Issue, Page, Role
from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import break_lines, cut_cells, cut_middle
from nbreader.tui.shelf import Shelf

_LEAST = 8  # cells that words keep that give way to others
WEEKDAYS = "一二三四五六日"


def row(left: Sequence[Run], right: Sequence[Run], width: int) -> PrintedLine:
    """One line: `left` from the left edge, `right` flush right, `left` cut if need be."""
    room = width - sum(cell_len(run.text) for run in right)
    kept: list[Run] = []
    used = 0
    for run in left:
        text = cut_cells(run.text, room - used)
        if text:
            kept.append(Run(text, run.ink, run.start))
        used += cell_len(text)
        if text != run.text:
            break
    pad = Run(" " * max(0, room - used))
    return PrintedLine((*kept, pad, *right))


# The outline

_ENTRY_INKS = {
    "year": "strong",
    "issue": "strong",
    "section": "section",
    "refusals": "bad",
    "search": "accent",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline: an issue, a page, a section, an article or a refused file.

    In the library also a year, a month, a saved search, and what stands for more lines.
    """

    key: str
    kind: str  # issue, page, section, article, refusals, refused; search, year, month, more
    label: str
    depth: int
    count: int = 0  # articles below; with a filter, hits
    open: bool = False
    read: bool = False
    starred: bool = False
    matched: bool = False  # the count is one of hits
    unread: int = 0  # articles of those below
    picked: bool = False  # marked, for what is done to several pages
    tail: str = ""  # stands in the place of a count


class Marks(NamedTuple):
    """What the outline shows beside the headlines."""

    read: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    hits: dict[str, int] | None = None  # None without a filter
    picked: frozenset[str] = frozenset()  # pages, by key


def outline(shelf: Shelf, closed: frozenset[str], marks: Marks) -> tuple[Entry, ...]:
    """The entries that show: those below a closed one are not made.

    With a filter only what matches is there, and everything is open.
    """
    entries: list[Entry] = []
    for issue in shelf.issues:
        entries += _issue_entries(issue, closed, marks)
    if shelf.refused and marks.hits is None:
        is_open = "refused" not in closed
        entries.append(Entry("refused", "refusals", "未打开的文件", 0, len(shelf.refused), is_open))
        if is_open:
            entries += [
                Entry(f"refused:{n}", "refused", refusal.sentence, 1)
                for n, refusal in enumerate(shelf.refused)
            ]
    return tuple(entries)


def _issue_entries(issue: Issue, closed: frozenset[str], marks: Marks) -> Iterable[Entry]:
    kept = [(page, _kept(page.articles, marks)) for page in issue.pages]
    kept = [(page, articles) for page, articles in kept if articles or marks.hits is None]
    if not kept:
        return
    key = f"issue:{issue.id}"
    is_open = marks.hits is not None or key not in closed
    count = _count([article for _, articles in kept for article in articles], marks)
    yield Entry(key, "issue", issue_label(issue), 0, count, is_open, matched=marks.hits is not None)
    for page, articles in kept if is_open else ():
        label = page_label(page, alone=len(issue.pages) == 1)
        yield from _page_entries(page, label, articles, closed, marks)


def _page_entries(
    page: Page, label: str, articles: Sequence[Article], closed: frozenset[str], marks: Marks
) -> Iterable[Entry]:
    key = f"page:{page.id}"
    matched = marks.hits is not None
    is_open = matched or key not in closed
    count = _count(articles, marks)
    picked = key in marks.picked
    yield Entry(key, "page", label, 1, count, is_open, matched=matched, picked=picked)
    section = ""
    for article in articles if is_open else ():
        if article.section and article.section != section:
            mates = [a for a in articles if a.section == article.section]
            section_key = f"section:{page.id}:{article.section}"
            shown = matched or section_key not in closed
            label = article.section
            yield Entry(
                section_key, "section", label, 2, _count(mates, marks), shown, matched=matched
            )
        section = article.section
        if not section or matched or f"section:{page.id}:{section}" not in closed:
            yield _article_entry(article, 3 if section else 2, marks)


def _article_entry(article: Article, depth: int, marks: Marks) -> Entry:
    return Entry(
        article.id,
        "article",
        article.title or "（无题）",
        depth,
        marks.hits.get(article.id, 0) if marks.hits is not None else 0,
        read=article.id in marks.read,
        starred=article.id in marks.starred,
        matched=marks.hits is not None,
    )


def _kept(articles: Sequence[Article], marks: Marks) -> list[Article]:
    hits = marks.hits
    return list(articles) if hits is None else [a for a in articles if a.id in hits]


def _count(articles: Sequence[Article], marks: Marks) -> int:
    hits = marks.hits
    return len(articles) if hits is None else sum(hits.get(a.id, 0) for a in articles)


def paint_entry(entry: Entry, width: int) -> tuple[PrintedLine, ...]:
    """An entry of the outline, its headline cut with … where it does not fit."""
    indent = Run(" " * entry.depth)
    if entry.kind == "article":
        left = [
            indent,
            Run("○ " if entry.read else "● ", "quiet" if entry.read else "unread"),
            Run(entry.label, "quiet" if entry.read else "", 0),
        ]
    elif entry.kind == "refused":
        left = [indent, Run("× ", "bad"), Run(entry.label, "quiet")]
    elif entry.kind == "more":
        left = [indent, Run(f"  {entry.label}", "quiet")]
    else:
        ink = _ENTRY_INKS.get(entry.kind, "")
        left = [indent, Run("▾ " if entry.open else "▸ ", "quiet"), Run(entry.label, ink)]
    if entry.picked:
        left.insert(1, Run("✓", "good"))
    right = [Run(" ★", "star")] if entry.starred else []
    if entry.tail:
        right.append(Run(f" {entry.tail}", "quiet"))
    elif entry.unread and not entry.matched:
        right += [Run(f" {entry.unread}", "unread"), Run(f"/{entry.count}", "quiet")]
    elif entry.count or entry.matched:
        right.append(Run(f" {entry.count}", "hit-count" if entry.matched else "quiet"))
    return (row(left, [*right, Run(" ")], width),)


def issue_label(issue: Issue) -> str:
    """Newspaper and date as the tree shows them."""
    name = issue.newspaper or ("报名不详" if issue.date else "")
    day = issue.date.isoformat() if issue.date else "日期不详"
    return " ".join(filter(None, (name, day, issue.edition)))


def page_label(page: Page, *, alone: bool = True) -> str:
    """Number and label of a page; one of several without a number says what it opens with."""
    if page.number is not None:
        return f"第{page.number}版 {page.label}".rstrip()
    if alone:
        return page.label or "版次不详"
    first = page.articles[0].title if page.articles else page.source.name
    return " ".join(filter(None, (page.label, first)))


def long_date(day: date | None) -> str:
    """2026年3月25日 星期三, or that it is not known."""
    if day is None:
        return "日期不详"
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def page_title(issue: Issue, page: Page) -> str:
    """The paper, day and page on the top line; for a page that says neither, its file."""
    printed = page_label(page) if page.number is not None else page.label
    if not issue.newspaper and issue.date is None:
        return "  ".join(filter(None, (page.source.name, printed, "报头不详，按 m 填写")))
    return "  ".join(filter(None, (issue.newspaper or "报名不详", long_date(issue.date), printed)))


# The margin: pictures and doubts; for figures and organisations see paint_figures.py


class Item(NamedTuple):
    """One thing in the margin, and the characters of the article it stands for."""

    start: int
    end: int
    kind: str  # heading, figure, organisation, picture, doubt, hint
    text: str
    lead: str = ""  # figures: the number; organisations: how often; doubts: how sure
    tail: str = ""  # figures: the unit; organisations: the kind; pictures: the credit
    ink: str = ""
    key: str = ""  # figures: the metric; organisations: the full name


def picture_items(article: Article) -> tuple[Item, ...]:
    """The captions of an article, with their credits."""
    return tuple(
        Item(offset, offset + len(block.text), "picture", block.text, tail=block.credit)
        for block, offset in zip(article.head + article.blocks, article.offsets, strict=True)
        if block.role is Role.CAPTION
    )


def sureness(confidence: float) -> str:
    """How sure the parser is, in words."""
    if confidence >= 0.9:
        return "很有把握"
    if confidence >= 0.7:
        return "较有把握"
    return "没有把握" if confidence < 0.5 else "把握不大"


def doubt_item(doubt: Doubt, start: int, end: int) -> Item:
    """A doubt as an item of the margin."""
    return Item(
        start, end, "doubt", doubt.text, f"{sureness(doubt.confidence)} {doubt.confidence:.0%}"
    )


def paint_note(item: Item, width: int) -> list[PrintedLine]:
    """A caption or a doubt over several lines, a free line below."""
    lines: list[PrintedLine] = []
    if item.kind == "heading":
        return [PrintedLine((Run(cut_cells(item.text, width), "strong"),))]
    if item.lead:
        lines.append(PrintedLine((Run(item.lead, "quiet"),)))
    ink = {"picture": "caption", "hint": "quiet"}.get(item.kind, "")
    for start, end in break_lines(item.text, width - 2):
        at = item.start + start if item.kind == "picture" else -1
        lines.append(PrintedLine((Run(item.text[start:end], ink, at),)))
    return [*lines, PrintedLine()]


# Bars


def hint_line(pairs: Iterable[tuple[str, str]], width: int) -> PrintedLine:
    """Keys and labels, as many as fit."""
    runs: list[Run] = [Run(" ")]
    used = 1
    for keys, label in pairs:
        cells = cell_len(keys) + cell_len(label) + 4
        if used + cells > width + 2:
            break
        runs += [Run(keys, "key"), Run(f" {label}   ", "quiet")]
        used += cells
    return PrintedLine(tuple(runs))


def title_line(left: str, middle: str, right: str, width: int) -> PrintedLine:
    """The top line: the paper, the counts, the help key."""
    tail = [Run(f"{middle}   " if middle else "", "quiet"), Run(f"{right} ", "quiet")]
    room = width - sum(cell_len(run.text) for run in tail) - 3  # two of them stand between
    return row([Run(" "), Run(cut_cells(left, room), "title")], tail, width)


class Part(NamedTuple):
    """A few words of a sentence; `gives` way where there is no room for all."""

    text: str
    ink: str = ""
    gives: bool = False


def fitted(parts: Sequence[Part], width: int) -> tuple[Run, ...]:
    """The parts on one line; the longest that give way are cut in the middle."""
    texts = [part.text for part in parts]
    while (over := _width(texts) - width) > 0:
        soft = [n for n, part in enumerate(parts) if part.gives and cell_len(texts[n]) > _LEAST]
        if not soft:
            break
        longest = max(soft, key=lambda n: cell_len(texts[n]))
        room = max(_LEAST, cell_len(texts[longest]) - over)
        texts[longest] = cut_middle(parts[longest].text, room)
    runs = [Run(" ")]
    for part, text in zip(parts, texts, strict=True):
        if len(runs) > 1:
            runs.append(Run(" · ", "quiet"))
        runs.append(Run(text, part.ink))
    return tuple(runs)


def _width(texts: Sequence[str]) -> int:
    return 1 + sum(map(cell_len, texts)) + 3 * max(0, len(texts) - 1)
