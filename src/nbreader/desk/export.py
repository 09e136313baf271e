"""Bookmarked passages as Markdown that can be pasted into a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from nbreader.desk.files import write_replacing, writing
from nbreader.desk.markdown import code, escaped, paragraphs, quoted, table
from nbreader.desk.wording import STATUS_WORDS, is_unsure, printed_words
from nbreader.errors import UsageError
from nbreader.model import Bookmark, Citation, Figure

NO_FIGURES: Mapping[str, tuple[Figure, ...]] = {}
NO_CITATIONS: Mapping[str, Citation] = {}

_UNKNOWN = "\uffff"  # behind every date and name


def export_markdown(
    bookmarks: Iterable[Bookmark],
    *,
    figures: Mapping[str, tuple[Figure, ...]] = NO_FIGURES,
    citations: Mapping[str, Citation] = NO_CITATIONS,
) -> str:
    """The passages by issue and article, with note, tags, figures and citation.

    `figures` (those inside the passage) and `citations` (fresher than the stored
    ones) are looked up by the bookmark's id. Issues stand by date, articles by
    page and line, undated issues last; no bookmarks give "".
    """
    cited = [(citations.get(bookmark.id, bookmark.citation), bookmark) for bookmark in bookmarks]
    issues: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for citation, bookmark in sorted(cited, key=lambda one: _order(one[0])):
        articles = issues.setdefault(_issue_title(citation), {})
        article = citation.page, citation.sha256, citation.source, citation.headline
        parts = articles.setdefault(article, [f"## {escaped(citation.headline) or '（无题）'}"])
        parts += _passage(bookmark, citation, figures.get(bookmark.id, ()))
    parts = []
    for title, articles in issues.items():
        parts += [f"# {title}", *(part for told in articles.values() for part in told)]
    return "\n\n".join(parts) + "\n" if parts else ""


def write_export(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write an export to a file, or to a device as it is.

    Raises UsageError if the file is there and `overwrite` is not asked for,
    BadDataError if it cannot be written.
    """
    with writing(path):
        if path.is_dir():
            raise UsageError(f"{path} 是文件夹，导出要写成文件。")
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
        elif overwrite:
            write_replacing(path, text)
        else:
            _write_new(path, text)


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whatever others do in the meantime."""
    try:
        path.open("x").close()
    except FileExistsError as error:
        raise UsageError(f"{path} 已经存在，没有改动；要替换它，请说明覆盖。") from error
    try:
        write_replacing(path, text)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _order(citation: Citation) -> tuple[object, ...]:
    page = int(citation.page) if citation.page.isdecimal() else 10**6
    line = re.match(r"\d+", citation.lines)
    return (
        citation.date or _UNKNOWN,
        citation.newspaper or _UNKNOWN,
        page,
        citation.source,
        int(line[0]) if line else 0,
    )


def _issue_title(citation: Citation) -> str:
    newspaper = escaped(citation.newspaper) or "报名不详"
    return f"{newspaper} {_day(citation.date) or '日期不详'}"


def _day(iso: str) -> str:
    """2026-03-25 as 2026年3月25日; what is no such date as it stands."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return escaped(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _passage(bookmark: Bookmark, citation: Citation, figures: tuple[Figure, ...]) -> list[str]:
    parts = [quoted(paragraphs(bookmark.quote.exact))]
    note = paragraphs(bookmark.note)
    if note:
        parts += [f"批注：{note[0]}", *note[1:]]
    if bookmark.tags:
        parts.append("标签：" + "、".join(map(escaped, bookmark.tags)))
    if figures:
        parts.append(_figures(figures))
    return [*parts, *_citation_line(citation)]


def _figures(figures: tuple[Figure, ...]) -> str:
    """What the figures count, of whom and when, as printed, and whether they are plans."""
    rows = [tuple(map(escaped, _cells(figure))) for figure in figures]
    return table(("指标", "主体", "时期", "数据", "性质"), rows)


def _cells(figure: Figure) -> tuple[str, ...]:
    def told(name: str, words: str) -> str:
        """The words, with a question mark where they were guessed."""
        return f"{words}？" if words and is_unsure(figure, name) else words

    return (
        told("metric", figure.metric),
        told("subject", figure.subject),
        told("period", figure.period),
        _printed(figure),
        told("status", STATUS_WORDS.get(figure.status, figure.status)),
    )


def _printed(figure: Figure) -> str:
    """The figure as printed, with what stands before it in other words, and a rank's scope."""
    scope = f"（{figure.scope}）" if figure.scope and figure.scope not in figure.printed else ""
    return printed_words(figure) + scope


def _citation_line(citation: Citation) -> list[str]:
    """——《宁波日报》2026年3月25日第1版（要闻），《题》，记者 何晴；原文：`a.txt` 第 5—7 行

    Nothing where nothing is known.
    """
    printed = "，".join(
        part
        for part in (
            _where(citation),
            f"《{escaped(citation.headline)}》" if citation.headline else "",
            escaped(citation.byline),
        )
        if part
    )
    known = [part for part in (printed, _source(citation)) if part]
    return ["——" + "；".join(known)] if known else []


def _where(citation: Citation) -> str:
    newspaper = f"《{escaped(citation.newspaper)}》" if citation.newspaper else ""
    page = f"第{escaped(citation.page)}版" if citation.page else ""
    place = newspaper + _day(citation.date) + page
    label = escaped(citation.label)
    return f"{place}（{label}）" if place and label else place + label


def _source(citation: Citation) -> str:
    if not citation.source:
        return ""
    lines = citation.lines.replace("-", "—").replace(", ", "、")
    return f"原文：{code(citation.source)}" + (f" 第 {escaped(lines)} 行" if lines else "")
