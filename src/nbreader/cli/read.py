"""`nbreader read`: open the reader."""

from __future__ import annotations

from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from nbreader.cli.exits import ExitCode
from nbreader.cli.options import ANY_PATH, common_options
from nbreader.cli.reading import open_reader


@click.command("read", cls=RichCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=ANY_PATH)
@common_options
def command(paths: tuple[Path, ...]) -> ExitCode:
    """打开阅读界面，读文件或文件夹，zip 压缩包也行。

    不写 PATH 打开资料库，资料库是空的就打开样张。nbreader PATH... 是一样的。

    \b
    例：
      nbreader read seeds/
      nbreader seeds/000_a1fb47af6652c340.txt
    """
    return open_reader(paths)
