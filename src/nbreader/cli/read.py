"""`nbreader read`: open the reader."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from nbreader.cli.exits import ExitCode
from nbreader.cli.options import ANY_PATH, common_options
from nbreader.errors import UsageError


@click.command("read", cls=RichCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=ANY_PATH)
@common_options
def command(paths: tuple[Path, ...]) -> ExitCode:
    """Open the reader on files or folders.

    Without PATH it offers the sample pages. `nbreader PATH...` is the same.

    \b
    Examples:
      nbreader read seeds/
      nbreader seeds/000_a1fb47af6652c340.txt
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("阅读界面要在终端里打开；要输出文字请用 nbreader parse。")
    # The one place where the command line opens the other door.
    from nbreader.tui.app import run_reader

    return ExitCode(run_reader(paths))
