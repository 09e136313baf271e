"""`nbreader explain`: why each block of a page is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import only_article, open_issues
from nbreader.cli.options import ANY_PATH, common_options
from nbreader.cli.output import emit, harmless
from nbreader.model import Doubt, Page

_SHOWN = 36  # characters of a block's text on its line


@click.command("explain", cls=RichCommand)
@click.argument("path", metavar="PATH", type=ANY_PATH)
@click.argument("article", metavar="[ARTICLE]", required=False)
@common_options
def command(path: Path, article: str | None) -> ExitCode:
    """说明每一块文字为什么判成这样，哪里接过、移过、存疑。

    按原文的行号排列：版面里有哪些文块，由哪条规则判定，关于它有什么存疑。ARTICLE 是
    文章的编号，或只有它才有的一段编号，只看这一篇。

    \b
    例：
      nbreader explain seeds/002_af9f4a4ab9fcd3f0.txt
      nbreader explain seeds/000_a1fb47af6652c340.txt i0003
    """
    opened = open_issues([path])
    if article is None:
        for page in (page for issue in opened.issues for page in issue.pages):
            emit("\n".join(_page_lines(page)))
        return opened.code
    found = only_article(opened.issues, article)
    if found is None:
        return opened.code or ExitCode.NOTHING_FOUND
    emit("\n".join(_page_lines(found.page, found.article.id)))
    return opened.code


def _page_lines(page: Page, article_id: str | None = None) -> Iterator[str]:
    yield harmless(page.source.path)
    for explained in actions.explain_page(page, article_id):
        yield harmless(_block_line(explained))
        for doubt in explained.doubts:
            yield harmless(_doubt_line(doubt))


def _block_line(explained: actions.Explanation) -> str:
    article = explained.article_id.rpartition("-")[2]
    columns = f"{_ranges(explained.lines):>9}  {article:<6}  {explained.role or '':<12}"
    return f"{columns}  {explained.rule:<24}  {_start_of(explained.text)}".rstrip()


def _doubt_line(doubt: Doubt) -> str:
    return f"{'':>9}  ? {doubt.code} {doubt.confidence:.2f} {doubt.rule}：{doubt.text}"


def _start_of(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _ranges(lines: Sequence[int]) -> str:
    """Line numbers in reading order, runs drawn together: (54, 64, 65) -> "54,64-65"."""
    runs = (
        [number for _, number in run]
        for _, run in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0])
    )
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
