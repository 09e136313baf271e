"""The options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from nbreader import __version__

F = TypeVar("F", bound=Callable[..., Any])


class _Path(click.Path):
    """A path that is written out; whether it can be read is told by who reads it."""

    def __init__(self, **options: bool) -> None:
        super().__init__(readable=False, path_type=Path, **options)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path; no words are none, though a `Path` of them is the working folder."""
        if value == "":
            self.fail("empty", param, ctx)
        return super().convert(value, param, ctx)


FILE = _Path(dir_okay=False)
FILE_OR_DASH = _Path(dir_okay=False, allow_dash=True)
ANY_PATH = _Path()


_help = click.help_option("-h", "--help", help="显示这份说明。")


def common_options(function: F) -> F:
    """Give a command --config, --library, --version, --help."""
    for option in (_help, _version, _library, _config):
        function = option(function)
    return function


def paths_argument(function: F) -> F:
    """Give a command PATH..., files and folders; at least one."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=ANY_PATH)(
        function
    )


def format_option(forms: Sequence[str], *, help: str) -> Callable[[F], F]:
    """Give a command --format, of which the first form is the usual one."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=help,
    )


def bom_option(function: F) -> F:
    """Give a command that prints CSV --bom."""
    return click.option("--bom", is_flag=True, help="CSV 以 BOM 开头，给 Excel 用。")(function)


def in_option(function: F) -> F:
    """Give a command --in PATH: where to look for articles."""
    return click.option(
        "--in",
        "paths",
        multiple=True,
        metavar="PATH",
        type=ANY_PATH,
        help="在这些文件或文件夹里找；可以写几个。不写就在资料库和样张里找。",
    )(function)


def _print_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"nbreader {__version__}")
        ctx.exit()


def _keep(variable: str) -> Callable[[click.Context, click.Parameter, Path | None], None]:
    """Hand an option on by its environment variable, for as long as the call lasts."""

    def keep(ctx: click.Context, _param: click.Parameter, path: Path | None) -> None:
        if path is None:
            return
        before = os.environ.get(variable)
        os.environ[variable] = str(path)
        ctx.find_root().call_on_close(lambda: _put_back(variable, before))

    return keep


def _put_back(variable: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before


def _file_option(name: str, variable: str, what: str) -> Callable[[F], F]:
    """An option that names a file, handed on by an environment variable."""
    return click.option(
        name,
        expose_value=False,
        metavar="FILE",
        type=FILE,
        callback=_keep(variable),
        help=f"{what}（{variable}）。",
    )


_version = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="打印版本号。",
)
_library = _file_option("--library", "NBREADER_LIBRARY", "资料库文件")
_config = _file_option("--config", "NBREADER_CONFIG", "设置文件")
