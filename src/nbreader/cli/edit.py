"""`nbreader edit`: corrections by a person, replayed at each parse of the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.add import unplaced_line
from nbreader.cli.exits import ExitCode
from nbreader.cli.options import ANY_PATH, common_options
from nbreader.cli.output import emit, harmless, say
from nbreader.errors import UsageError
from nbreader.model import Edit, Refused

METADATA = ("newspaper", "date", "page")


@click.command("edit", cls=RichCommand)
@click.argument("path", metavar="PATH", type=ANY_PATH)
@click.option("--newspaper", metavar="N", help="报名；'' 是去掉。")
@click.option("--date", metavar="D", help="日期：2026-03-25；'' 是去掉。")
@click.option("--page", metavar="P", help="版次；'' 是去掉。")
@click.option("--join", nargs=2, type=int, multiple=True, metavar="A B", help="B 行接着 A 行。")
@click.option("--split", type=int, multiple=True, metavar="A", help="从 A 行另起一段。")
@click.option(
    "--move",
    nargs=2,
    type=int,
    multiple=True,
    metavar="A B",
    help="A 行的文块移到 B 行的文块后面（0 是移到最前）。",
)
@click.option(
    "--role",
    nargs=2,
    type=(int, str),
    multiple=True,
    metavar="A ROLE",
    help="A 行的文块是 ROLE，名字同 nbreader explain 里的。",
)
@click.option("--undo", is_flag=True, help="撤销最后一次更正。")
@common_options
def command(path: Path, undo: bool, **given: Any) -> ExitCode:
    """更正版面的解析，或看看已有的更正。

    行号是原文的行号，nbreader explain 会打印。文件从不改动：更正按文件的内容另存，
    每次解析时重放；资料库里有这一版时，那里也跟着改。打印这个文件的全部更正，先做的在前。

    \b
    例：
      nbreader edit seeds/001_d1056862e353fce5.txt --date 2026-03-26
      nbreader edit seeds/002_af9f4a4ab9fcd3f0.txt --join 54 64 --move 56 74
      nbreader edit seeds/002_af9f4a4ab9fcd3f0.txt --undo
    """
    edits = tuple(_edits(given))
    if undo and edits:
        raise UsageError("--undo 只能单独使用。")
    if undo:
        taken = actions.undo_file_edit(path)
        say(f"已撤销：{line_of(taken)}" if taken else f"{path} 没有可以撤销的修改。")
        code = ExitCode.DONE if taken else ExitCode.NOTHING_FOUND
    else:
        code = ExitCode.DONE
    kept = actions.edit_file(path, edits) if edits else actions.edits_of_file(path)
    if (edits or undo) and actions.has_library():
        code = _carry_over(path) or code
    if kept:
        emit("\n".join(harmless(line_of(edit)) for edit in kept))
    return code


def _carry_over(path: Path) -> ExitCode:
    """Have the library read the file's page again, if it has it; what goes wrong is said."""
    waited, code = False, ExitCode.DONE
    for event in actions.refresh_pages([actions.sha256_of_file(path)]):
        if isinstance(event, actions.Unplaced):
            say(unplaced_line(event.bookmark))
        elif isinstance(event, Refused):
            say(event.sentence)
            code = ExitCode.BAD_DATA
        elif isinstance(event, actions.Waiting) and not waited:
            waited = True
            say(event.sentence)
    return code


def line_of(edit: Edit) -> str:
    """A correction as the words that make it: `join 54 64`, `date 2026-03-25`."""
    if edit.kind == "metadata":
        return f"{edit.field} {edit.value}".rstrip()
    words = {
        "split": (edit.line,),
        "role": (edit.line, edit.value),
    }.get(edit.kind, (edit.line, edit.other))
    return " ".join(map(str, (edit.kind, *words)))


def _edits(given: dict[str, Any]) -> Iterator[Edit]:
    """The corrections that the options ask for, metadata first."""
    for field in METADATA:
        if given[field] is not None:
            yield Edit(kind="metadata", field=field, value=given[field])
    for line, other in given["join"]:
        yield Edit(kind="join", line=line, other=other)
    for line in given["split"]:
        yield Edit(kind="split", line=line)
    for line, other in given["move"]:
        yield Edit(kind="move", line=line, other=other)
    for line, role in given["role"]:
        yield Edit(kind="role", line=line, value=role)
