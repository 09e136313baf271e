"""`nbreader export`: bookmarked passages as Markdown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.bookmark import tagged
from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import open_issues
from nbreader.cli.options import FILE_OR_DASH, common_options, in_option
from nbreader.cli.output import emit, say
from nbreader.cli.query_help import query_help
from nbreader.cli.records import own_organisations
from nbreader.errors import UsageError
from nbreader.model import Bookmark

STANDARD_OUTPUT = Path("-")


@click.command("export", cls=RichCommand)
@click.option("--tag", metavar="T", help="只要带这个标签的书签。")
@click.option("--query", metavar="Q", help="只要符合查询的，写法同筛选。")
@click.option(
    "-o",
    "--output",
    "target",
    default=str(STANDARD_OUTPUT),
    metavar="FILE",
    type=FILE_OR_DASH,
    help="写进 FILE；不写或写 - 就打印出来。",
)
@click.option("--overwrite", is_flag=True, help="FILE 已经存在时替换它。")
@in_option
@common_options
@query_help
def command(
    tag: str | None, query: str | None, target: Path, overwrite: bool, paths: tuple[Path, ...]
) -> ExitCode:
    """把书签的段落打印成 Markdown。

    按期、按篇排列：摘录、批注、标签、段落里的数据，和一行出处；资料库里有这一版时以它
    为准。--in 给出的版面重新解析。--query 里的词找摘录、标题、批注和标签，数据和机构看
    摘录和标题里的，报名、日期、栏目、署名看那一篇的。已有的文件不问不替换。

    \b
    例：
      nbreader export
      nbreader export --tag 产值 -o figures.md
      nbreader export --query '慈溪 -家电' --in seeds/
    """
    kept = tagged(actions.list_bookmarks(), tag)
    homes, code = actions.Homes(), ExitCode.DONE
    if kept:
        actions.read_query(query or "")  # a wrong query is told before anything is opened
        homes, code = _homes(kept, paths, named=bool(query))
    if query:
        kept = actions.filter_bookmarks(query, kept, homes)
    if not kept:
        say("没有符合条件的书签。")
        return code or ExitCode.NOTHING_FOUND
    text = actions.export_markdown(kept, homes.issues, homes.annotations)
    if target == STANDARD_OUTPUT:
        emit(text)
    else:
        actions.write_export(target, text, overwrite=overwrite or _agreed(target))
        say(f"已导出 {len(kept)} 条书签到 {target}。")
    return code


def _homes(
    kept: Sequence[Bookmark], paths: Sequence[Path], *, named: bool
) -> tuple[actions.Homes, ExitCode]:
    """Where the bookmarks stand: in files that are named, else in the library.

    Names and figures are read in files only if something is asked of them (`named`).
    """
    if paths:
        opened = open_issues(paths)
        if not named:
            return actions.Homes(issues=opened.issues), opened.code
        own, code = own_organisations()
        return actions.homes_in_files(kept, opened.issues, own), opened.code or code
    if actions.has_library():
        return actions.homes_in_library(kept), ExitCode.DONE
    return actions.Homes(), ExitCode.DONE


def _agreed(target: Path) -> bool:
    """Ask whether a file that is there may be replaced; False where nobody can answer."""
    if not actions.is_there(target):
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{target} 已经存在；要替换请加 --overwrite。")
    if not click.confirm(f"{target} 已经存在，替换吗？", err=True):
        raise UsageError(f"{target} 没有改动，书签没有导出。")
    return True
