"""Opening the reader: what `nbreader PATH...` does, with or without click before it.

The time to the first readable screen is a promise, and click takes a good part
of it; so the plainest call, words that are no options, comes here directly.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from nbreader import actions
from nbreader.cli import COMMANDS
from nbreader.cli.exits import ExitCode, ended
from nbreader.cli.output import prepare_streams
from nbreader.errors import UsageError

_EMPTY = "资料库还是空的，这里打开的是样张；按 a 把文件加入资料库"


def is_plain(words: Sequence[str]) -> bool:
    """Tell whether a call only names files and folders, to be read."""
    named = [word for word in words if word.startswith("-") or not actions.is_there(word)]
    return not named and words[:1] != ["read"] and not set(words[:1]) & set(COMMANDS)


def read_plain(words: Sequence[str]) -> int:
    """Open the reader on the files that a plain call names, and return the exit code."""
    prepare_streams()
    return ended(lambda: open_reader([Path(word) for word in words]))


def open_reader(paths: Sequence[Path]) -> ExitCode:
    """Open the screen on these paths; without any on the library, an empty one on the samples.

    Raises UsageError where there is no terminal to open it in.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("阅读界面要在终端里打开；要输出文字请用 nbreader parse。")
    gc.disable()  # loading makes no garbage; the reading screen enables it after its first paint
    # The one place where the command line opens the other door.
    from nbreader.tui.app import run_reader

    if paths:
        return ExitCode(run_reader(tuple(paths)))
    if actions.has_library():
        from nbreader.tui.library_app import run_library

        code = run_library(actions.library_path())
        if code is not None:
            return ExitCode(code)
    from nbreader.cli.samples import samples_unless

    return ExitCode(run_reader(samples_unless(()), _EMPTY))
