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
from nbreader.model import Edit

METADATA = ("newspaper", "date", "page")


@click.command("edit", cls=RichCommand)
@click.argument("path", metavar="PATH", type=ANY_PATH)
@click.option("--newspaper", metavar="N", help="The paper's name; '' takes it away.")
@click.option("--date", metavar="D", help="The day: 2026-03-25; '' takes it away.")
@click.option("--page", metavar="P", help="The page's number; '' takes it away.")
@click.option(
    "--join", nargs=2, type=int, multiple=True, metavar="A B", help="Line B continues line A."
)
@click.option(
    "--split", type=int, multiple=True, metavar="A", help="A new paragraph begins at line A."
)
@click.option(
    "--move",
    nargs=2,
    type=int,
    multiple=True,
    metavar="A B",
    help="The block at line A goes behind the block at line B (0: in front of all).",
)
@click.option(
    "--role",
    nargs=2,
    type=(int, str),
    multiple=True,
    metavar="A ROLE",
    help="The block at line A is a ROLE, by its name in `nbreader explain`.",
)
@click.option("--undo", is_flag=True, help="Take the last correction back.")
@common_options
def command(path: Path, undo: bool, **given: Any) -> ExitCode:
    """Correct how a page is read, and see the corrections it has.

    Lines are those of the source file, as `nbreader explain` prints them. The
    file is never changed: corrections are kept beside it, by its contents, and
    replayed at each parse; a page that the library has changes there too. Prints
    all corrections of the file, oldest first.

    \b
    Examples:
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
        _carry_over(path)
    if kept:
        emit("\n".join(harmless(line_of(edit)) for edit in kept))
    return code


def _carry_over(path: Path) -> None:
    """Have the library read the file's page again, if it has it."""
    waited = False
    for event in actions.refresh_pages([actions.sha256_of_file(path)]):
        if isinstance(event, actions.Unplaced):
            say(unplaced_line(event.bookmark))
        elif isinstance(event, actions.Waiting) and not waited:
            waited = True
            say(event.sentence)


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
