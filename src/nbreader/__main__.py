"""`python -m nbreader`, and what the `nbreader` command calls."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        sys.exit(_run(sys.argv[1:]))
    except KeyboardInterrupt:  # pressed while the program was still loading
        sys.exit(130)


def _run(words: list[str]) -> int:
    """Do what the words ask for; the calls that must be quick go without click."""
    if words == ["--version"]:
        from nbreader import __version__
        from nbreader.cli.exits import ended
        from nbreader.cli.output import emit, prepare_streams

        prepare_streams()
        return ended(lambda: emit(f"nbreader {__version__}"))
    if "_NBREADER_COMPLETE" not in os.environ:
        from nbreader.cli.reading import is_plain, read_plain

        if is_plain(words):
            return read_plain(words)
        from nbreader.cli.searching import asked_plainly, search_plain

        if asked := asked_plainly(words):
            return search_plain(asked)
    from nbreader.cli.app import app

    raise SystemExit(app(words, prog_name="nbreader"))


if __name__ == "__main__":
    main()
