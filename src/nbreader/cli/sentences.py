"""What is wrong with a call, in one sentence of the reader's language."""

from __future__ import annotations

import click


def sentence_of(error: click.ClickException) -> str:
    """The one sentence for an error that click found in the words of a call."""
    called = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    return f"{_what(error)}（用法见 {called or 'nbreader'} --help）"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}？" if error.possibilities else "。"
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}。"
    if isinstance(error, click.BadParameter):
        if error.param is not None and isinstance(error.param.type, click.Choice):
            return f"{_name(error)} 只能是 {'、'.join(error.param.type.choices)}。"
        return f"{_name(error)} 不对：{error.message.rstrip('.')}。"
    return f"{error.format_message().rstrip('.')}。"


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.metavar or (parameter.name or "").upper()
