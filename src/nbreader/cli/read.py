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
    """Open the reader on files or folders.

    Without PATH it opens the sample pages. `nbreader PATH...` is the same.

    \b
    Examples:
      nbreader read seeds/
      nbreader seeds/000_a1fb47af6652c340.txt
    """
    return open_reader(paths)
