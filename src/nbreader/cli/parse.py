"""`nbreader parse`: recover the structure of pages and print it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import open_issues
from nbreader.cli.options import common_options, format_option, paths_argument
from nbreader.cli.output import emit
from nbreader.model import Issue


def _tree(issues: Sequence[Issue]) -> str:
    from nbreader.cli.outline import outline

    return outline(issues)


def _json(issues: Sequence[Issue]) -> str:
    from nbreader.cli.parse_json import parse_json

    return parse_json(issues)


def _markdown(issues: Sequence[Issue]) -> str:
    from nbreader.cli.markdown import issues_markdown

    return issues_markdown(issues)


FORMATS: dict[str, Callable[[Sequence[Issue]], str]] = {
    "tree": _tree,
    "json": _json,
    "markdown": _markdown,
}


@click.command("parse", cls=RichCommand)
@paths_argument
@format_option(tuple(FORMATS), help="提纲、全部结构，或 Markdown。")
@common_options
def command(paths: tuple[Path, ...], form: str) -> ExitCode:
    """还原版面的结构，打印出来。

    PATH 是文件、文件夹或 zip 压缩包。什么都不存；JSON 里有每个字在原文中的位置，
    一个字也不丢。

    \b
    例：
      nbreader parse seeds/
      nbreader parse --format markdown seeds/003_be19fa72af17722a.txt > page.md
      nbreader parse --format json seeds/ | python3 -m json.tool
    """
    opened = open_issues(paths)
    text = FORMATS[form](opened.issues)
    if text:
        emit(text)
    return opened.code
