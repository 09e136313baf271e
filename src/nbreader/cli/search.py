"""`nbreader search`: articles of the library that match a query."""

from __future__ import annotations

import rich_click as click
from rich_click import RichCommand

from nbreader.cli.exits import ExitCode
from nbreader.cli.options import common_options, format_option
from nbreader.cli.query_help import query_help
from nbreader.cli.searching import FORMATS, LIMIT, run_search


@click.command("search", cls=RichCommand, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LIMIT,
    show_default=True,
    metavar="N",
    help="最多列出几篇。",
)
@format_option(FORMATS, help="供人读的列表、JSON 或 CSV。")
@common_options
@query_help
def command(words: tuple[str, ...], limit: int, form: str) -> ExitCode:
    """在资料库里查找文章，最新的在前，附上找到的那一句。

    找到的字在终端里用粗体，别处用【】括起；总数说在标准错误里。

    \b
    例：
      nbreader search 招宝
      nbreader search 慈溪 产值 OR 营收 -足球
      nbreader search "metric:产值 value>10亿元" --format json
    """
    return run_search(words, limit=limit, form=form)
