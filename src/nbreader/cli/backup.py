"""`nbreader backup`: a copy of the library, also while it is in use."""

from __future__ import annotations

from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.counting import counting
from nbreader.cli.exits import ExitCode
from nbreader.cli.list import say_empty
from nbreader.cli.options import FILE, common_options
from nbreader.cli.output import say
from nbreader.errors import UsageError


@click.command("backup", cls=RichCommand)
@click.argument("target", metavar="FILE", type=FILE)
@click.option("--overwrite", is_flag=True, help="FILE 已经存在时替换它。")
@common_options
def command(target: Path, overwrite: bool) -> ExitCode:
    """把资料库备份成一个文件；正在阅读或加入版面时也可以。

    备份就是一个资料库，用 --library FILE 打开。书签和修改另外存在数据文件夹里，
    索引不用备份，随时可以重建。

    \b
    例：
      nbreader backup 资料库.db
      nbreader --library 资料库.db list
    """
    if not actions.has_library():
        return say_empty()
    if actions.is_there(target) and not overwrite:
        raise UsageError(f"{target} 已经存在；要替换请加 --overwrite。")
    with counting("核对") as show:
        torn = actions.backup_library(target, overwrite=overwrite, progress=show)
    if torn:
        say(f"已备份到 {target}，但有 {torn} 版读不全；用 nbreader check 修复，再备份一次。")
        return ExitCode.BAD_DATA
    say(f"已备份到 {target}。")
    return ExitCode.DONE
