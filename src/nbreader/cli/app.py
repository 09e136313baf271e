"""The `nbreader` command: its subcommands, and how every call ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click
import rich_click
from rich_click import RichGroup

from nbreader import actions
from nbreader.cli import COMMANDS
from nbreader.cli.exits import ExitCode, ended
from nbreader.cli.options import common_options
from nbreader.cli.output import prepare_streams, say
from nbreader.cli.sentences import sentence_of
from nbreader.errors import UsageError


class App(RichGroup):
    """The program: a call ends with one sentence at most, and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The subcommands, in the order in which --help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name, its module loaded when it is called."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"nbreader.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take `nbreader PATH...` as `nbreader read PATH...`."""
        word = args[0]
        if word in COMMANDS:
            return super().resolve_command(ctx, args)
        meant = get_close_matches(word, COMMANDS, n=1, cutoff=0.75)
        if meant and not actions.is_there(word):
            raise UsageError(f"没有“{word}”这个命令或文件，是不是 {meant[0]}？")
        return "read", self.get_command(ctx, "read"), args

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> NoReturn:
        """Run a call and leave with its exit code."""
        prepare_streams()
        options["standalone_mode"] = False
        call = partial(super().main, args, *rest, **options)
        sys.exit(ended(partial(_saying, call)))


def _saying(call: Callable[[], object]) -> object:
    """Do a call; what click finds wrong with its words is said in one sentence."""
    try:
        return call()
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        say(sentence_of(error))
        return ExitCode.USAGE


@rich_click.group(
    cls=App,
    invoke_without_command=True,
    subcommand_metavar="[PATH... | COMMAND ...]",
    context_settings={
        "help_option_names": ["-h", "--help"],
        "rich_help_config": {
            "text_paragraph_linebreaks": "\n\n",
            "options_panel_title": "选项",
            "commands_panel_title": "命令",
            "default_string": "[默认 {}]",
        },
    },
)
@common_options
@click.pass_context
def app(ctx: click.Context) -> object:
    """在终端里读中文报纸的版面。

    扫描识别的文本、Markdown 和 pdftotext 的输出还原成一篇篇文章，按阅读顺序排好，
    可以浏览、筛选、加书签、导出。nbreader PATH... 打开阅读界面；不写 PATH 打开资料库，
    资料库是空的就打开样张。
    版面用 add 加入资料库，用 search 在里面查找。

    \b
    例：
      nbreader seeds/
      nbreader add seeds/
      nbreader search 招宝
      nbreader parse --format json seeds/ > pages.json
      nbreader explain seeds/002_af9f4a4ab9fcd3f0.txt

    \b
    命令补全（bash；zsh 和 fish 用 zsh_source、fish_source）：
      eval "$(_NBREADER_COMPLETE=bash_source nbreader)"
    """
    if ctx.invoked_subcommand is not None:
        return None
    from nbreader.cli.read import command

    return ctx.invoke(command, paths=())
