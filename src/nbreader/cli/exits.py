"""How a call ends: the exit codes are a promise to scripts."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from nbreader.cli.output import ReaderGoneError, close_quietly, finish, harmless, say
from nbreader.errors import BadDataError, NbreaderError, QueryError


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
        say(str(error))
        if isinstance(error, QueryError):
            _show_place(error)
        return ExitCode.BAD_DATA if isinstance(error, BadDataError) else ExitCode.USAGE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code if isinstance(code, int) else ExitCode.DONE


def _show_place(error: QueryError) -> None:
    """The query, and a mark under the place from which it cannot be read."""
    from rich.cells import cell_len

    say(f"  {error.query}")
    say("  " + error.mark(lambda text: cell_len(harmless(text))))
