"""What is wrong with a call, in one sentence of the reader's language."""

from __future__ import annotations

import re

import click

# Click's own sentences, which it does not tell apart by class.
_TRANSLATED = (
    (re.compile(r"Got unexpected extra arguments? \((.*)\)"), "多出了 {}"),
    (re.compile(r"No such command '(.*)'"), "没有子命令 {}"),
    (re.compile(r"Option '(.*)' requires (?:an argument|\d+ arguments)"), "{} 后面缺少内容"),
    (re.compile(r"Option '(.*)' does not take a value"), "{} 后面不能有内容"),
    (re.compile(r"Missing command"), "缺少子命令"),
)


def sentence_of(error: click.ClickException) -> str:
    """The one sentence for an error that click found in the words of a call."""
    called = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    return f"{_what(error)}（用法见 {called or 'nbreader'} --help）。"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} {_what_it_takes(error)}"
    for pattern, sentence in _TRANSLATED:
        if match := pattern.match(error.message):
            return sentence.format(*match.groups())
    return error.format_message().rstrip(".")


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return (parameter.metavar or parameter.name or "").rstrip(".").upper()


def _what_it_takes(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"要写 {kind.min} 以上的整数"
    if isinstance(kind, click.Path):
        return "要写一个文件或文件夹的路径" if kind.dir_okay else "要写一个文件的路径"
    if "integer" in error.message:
        return "要写行号"
    return f"不对：{error.message.rstrip('.')}"
