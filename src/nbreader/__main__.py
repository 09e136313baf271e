"""`python -m nbreader`, and what the `nbreader` command calls."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is imported: scripts ask this often.
        from nbreader import __version__

        print(f"nbreader {__version__}")
        return
    try:
        from nbreader.cli.app import app

        app(prog_name="nbreader")
    except KeyboardInterrupt:  # pressed while the program was still loading
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
