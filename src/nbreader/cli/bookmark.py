"""`nbreader bookmark`: keep passages, list them, take them away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import rich_click as click
from rich_click import RichGroup

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import only, only_article, open_issues
from nbreader.cli.options import common_options, format_option, in_option
from nbreader.cli.output import emit, harmless, say
from nbreader.cli.samples import samples_unless
from nbreader.errors import UsageError
from nbreader.model import Article, Bookmark

_SHOWN = 48  # characters of a quote in the list


@click.group("bookmark", cls=RichGroup, no_args_is_help=False)
@common_options
def command() -> None:
    """加书签，列出书签，删除书签。

    \b
    例：
      nbreader bookmark add i0003 --in seeds/000_a1fb47af6652c340.txt
      nbreader bookmark list
    """


@command.command("add")
@click.argument("article", metavar="ID")
@click.option(
    "--passage",
    type=click.IntRange(min=1),
    metavar="N",
    help="第 N 段，从标题的第一行数起；不写就是主题。",
)
@click.option("--note", default="", metavar="T", help="批注。")
@click.option("--tag", "tags", multiple=True, metavar="T", help="标签；可以写几个。")
@in_option
@common_options
def add(
    article: str, passage: int | None, note: str, tags: tuple[str, ...], paths: tuple[Path, ...]
) -> ExitCode:
    """给编号为 ID 的文章的一段加书签（编号，或只有它才有的一段编号）。

    文章先在资料库里找，再在样张里找；写了 --in 就只在那些版面里找。一段是文章的一块：
    一行标题、一个自然段、一条图片说明。打印书签的编号。

    \b
    例：
      nbreader bookmark add i0003 --in seeds/000_a1fb47af6652c340.txt
      nbreader bookmark add 03-25-p0001-i0003 --passage 4 --tag 产值
    """
    found, code = _find(article, paths)
    if found is None:
        return code or ExitCode.NOTHING_FOUND
    start, end = _range_of(found.article, passage)
    kept = actions.add_bookmark(
        found.issue, found.page, found.article, start, end, note=note, tags=tags
    )
    emit(harmless(kept.id))
    return code


@command.command("list")
@click.option("--tag", metavar="T", help="只要带这个标签的。")
@format_option(("table", "json"), help="供人读的几行，或全部 JSON。")
@common_options
def list_command(tag: str | None, form: str) -> ExitCode:
    """列出书签，先加的在前。

    \b
    例：
      nbreader bookmark list
      nbreader bookmark list --tag 产值 --format json
    """
    kept = tagged(actions.list_bookmarks(), tag)
    if form == "json":
        emit(json.dumps([_shape(b) for b in kept], ensure_ascii=False, indent=1))
    elif kept:
        emit("\n".join(harmless(_line(bookmark)) for bookmark in kept))
    if not kept:
        say("没有书签。" if tag is None else f"没有标签为“{tag}”的书签。")
        return ExitCode.NOTHING_FOUND
    return ExitCode.DONE


@command.command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@common_options
def remove(ids: tuple[str, ...]) -> ExitCode:
    """删除书签，ID 是 bookmark list 打印的编号。

    \b
    例：
      nbreader bookmark remove 8jjbe
    """
    code = ExitCode.DONE
    for bookmark_id in ids:
        if bookmark_id in {bookmark.id for bookmark in actions.list_bookmarks()}:
            removed = actions.remove_bookmark(bookmark_id)
            say(f"已删除书签：{_line(removed)}")
        else:
            say(f"没有编号为“{bookmark_id}”的书签。")
            code = ExitCode.NOTHING_FOUND
    return code


def tagged(bookmarks: Sequence[Bookmark], tag: str | None) -> tuple[Bookmark, ...]:
    """The bookmarks with this tag; without one, all."""
    return tuple(b for b in bookmarks if tag is None or tag in b.tags)


def _find(part: str, paths: Sequence[Path]) -> tuple[actions.FoundArticle | None, ExitCode]:
    """The article with this id or part of one, and how the call ends if all goes well."""
    if not paths and actions.has_library() and (found := actions.find_in_library(part)):
        return only(found, part), ExitCode.DONE
    opened = open_issues(samples_unless(paths))
    return only_article(opened.issues, part), opened.code


def _range_of(article: Article, passage: int | None) -> tuple[int, int]:
    """Where the passage stands in the article's text; the headline without a number."""
    blocks = article.head + article.blocks
    if passage is None:
        headline = [i for i, block in enumerate(article.head) if block.role == "headline"]
        first, last = (headline[0], headline[-1]) if headline else (0, 0)
    else:
        first = last = passage - 1
    if last >= len(blocks):
        raise UsageError(f"{article.id} 只有 {len(blocks)} 段，没有第 {last + 1} 段。")
    return article.offsets[first], article.offsets[last] + len(blocks[last].text)


def _line(bookmark: Bookmark) -> str:
    quote = " ".join(bookmark.quote.exact.split())
    shown = quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
    cited = bookmark.citation
    page = f"第{cited.page}版" if cited.page else ""
    where = " ".join(filter(None, (cited.newspaper, cited.date, page, cited.headline)))
    tags = " ".join(f"#{tag}" for tag in bookmark.tags)
    return "  ".join(filter(None, (bookmark.id, f"“{shown}”", where, tags, bookmark.note)))


def _shape(bookmark: Bookmark) -> dict[str, Any]:
    from dataclasses import asdict

    shape = asdict(bookmark)
    shape["added"] = bookmark.added.isoformat() if bookmark.added else None
    return shape
