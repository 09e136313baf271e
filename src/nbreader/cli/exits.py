"""How a call ends: the exit codes are a promise to scripts."""

from __future__ import annotations

import errno
from collections.abc import Callable
from enum import IntEnum

from nbreader.cli.output import (
    ReaderGoneError,
    close_quietly,
    finish,
    harmless,
    output_error,
    say,
)
from nbreader.errors import BadDataError, NbreaderError, QueryError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EBADF, errno.EIO})  # what a closed stream says, too


class ExitCode(IntEnum):
    """How a call ended."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    BAD_DATA = 3
    INTERRUPTED = 130


def ended(call: Callable[[], object]) -> int:
    """Do what a call asks for, and tell how it ended.

    The code is what `call` returns, if that is a number. An error of the
    person's input is said in its one sentence; any other is a bug, and crashes.
    """
    try:
        code = call()
        finish()
    except (ReaderGoneError, BrokenPipeError):  # the latter from click's own printing
        close_quietly()
        return ExitCode.DONE
    except NbreaderError as error:
        return _told(error)
    except OSError as error:
        if error.errno not in _NO_ROOM or error.filename is not None:
            raise  # a bug
        return _told(output_error(error))  # from click's own printing, too
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code if isinstance(code, int) else ExitCode.DONE


def _told(error: Exception) -> ExitCode:
    say(str(error))
    if isinstance(error, QueryError):
        _show_place(error)
    return ExitCode.BAD_DATA if isinstance(error, BadDataError) else ExitCode.USAGE


def _show_place(error: QueryError) -> None:
    """The query, and a mark under the place from which it cannot be read."""
    from rich.cells import cell_len

    say(f"  {error.query}")
    say("  " + error.mark(lambda text: cell_len(harmless(text))))
