"""The exit codes: a promise to scripts."""

from __future__ import annotations

from enum import IntEnum

from nbreader.errors import BadDataError, NbreaderError


class ExitCode(IntEnum):
    """How a call ended."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    BAD_DATA = 3
    INTERRUPTED = 130


def exit_code_of(error: NbreaderError) -> ExitCode:
    """The exit code that an error of a person's input leads to."""
    return ExitCode.BAD_DATA if isinstance(error, BadDataError) else ExitCode.USAGE
