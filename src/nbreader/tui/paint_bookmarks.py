"""Bookmarks as printed lines: in the list, and in full beside it."""

from __future__ import annotations

from nbreader.model import Bookmark, Citation
from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import break_lines
from nbreader.tui.paint import row


def paint_bookmark(bookmark: Bookmark, width: int) -> tuple[PrintedLine, ...]:
    """Two lines in the list: the passage, and where it was printed; then a free line."""
    tags = "".join(f" #{tag}" for tag in bookmark.tags)
    quote = " ".join(bookmark.quote.exact.split())
    where = " · ".join(filter(None, (bookmark.citation.headline, cite_briefly(bookmark.citation))))
    return (
        row([Run(" "), Run(quote)], [Run(f"{tags} ", "accent")] if tags else [Run(" ")], width),
        row([Run("   "), Run(where, "quiet")], [Run(" ")], width),
        PrintedLine(),
    )


def preview_bookmark(bookmark: Bookmark, width: int) -> tuple[PrintedLine, ...]:
    """The whole passage with its surroundings, note and citation."""
    lines = [PrintedLine()]
    lines += _paragraph(bookmark.citation.headline, "headline", width)
    lines += [PrintedLine(), *_paragraph(bookmark.quote.exact, "", width)]
    if bookmark.note:
        lines += [PrintedLine(), *_paragraph("批注：" + bookmark.note, "accent", width)]
    if bookmark.tags:
        lines += [PrintedLine((Run(" ".join(f"#{tag}" for tag in bookmark.tags), "accent"),))]
    citation = bookmark.citation
    lines.append(PrintedLine())
    source = f"{citation.source} 第 {citation.lines} 行" if citation.lines else citation.source
    for words in (cite_briefly(citation), citation.byline, source):
        lines += _paragraph(words, "quiet", width)
    return tuple(lines)


def cite_briefly(citation: Citation) -> str:
    """Newspaper, date and page as one line."""
    page = f"第{citation.page}版" if citation.page else ""
    return " ".join(filter(None, (citation.newspaper, citation.date, page, citation.label)))


def _paragraph(text: str, ink: str, width: int) -> list[PrintedLine]:
    return [
        PrintedLine((Run(part[start:end], ink),))
        for part in text.split("\n")
        for start, end in break_lines(part, max(10, width - 2))
    ]
