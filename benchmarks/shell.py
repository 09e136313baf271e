"""How long a person at a shell waits for the first hit: `nbreader search`, beside bare Python.

    python benchmarks/shell.py [--library FILE] [--query QUERY] [--rounds N]

Without --library the sample pages are added to a library of its own. Prints the
least and the median wall time of each call, the difference to `python -c pass` in
the same run, and the ratio. Exits 1 if the least difference is over 0.15 s.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
LIMIT = 0.15  # seconds over Python's own start

NBREADER = [sys.executable, "-m", "nbreader"]


def main() -> int:
    """Measure, print, and tell by the exit code whether the promise is kept."""
    asked = _arguments()
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "NBREADER_DATA": folder}
        if asked.library:
            environment["NBREADER_LIBRARY"] = str(asked.library)
        else:
            _run([*NBREADER, "add", str(SEEDS)], environment)
        calls = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "nbreader --version": [*NBREADER, "--version"],
            "nbreader search": [*NBREADER, "search", asked.query],
            "nbreader search, by click": [*NBREADER, "--config", "none", "search", asked.query],
            "nbreader list": [*NBREADER, "list"],
        }
        times: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(asked.rounds):
            for name, call in calls.items():
                times[name].append(_run(call, environment))
    bare = min(times["python -c pass"])
    print(f"{'call':<28}{'least':>8}{'median':>8}{'over bare':>11}{'ratio':>7}")
    for name, taken in times.items():
        least = min(taken)
        print(
            f"{name:<28}{least:>8.3f}{median(taken):>8.3f}{least - bare:>11.3f}{least / bare:>7.1f}"
        )
    return int(min(times["nbreader search"]) - bare > LIMIT)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--library", type=Path)
    parser.add_argument("--query", default="招宝")
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


def _run(call: list[str], environment: dict[str, str]) -> float:
    """Seconds that a call takes, its output thrown away."""
    before = time.perf_counter()
    subprocess.run(
        call,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - before


if __name__ == "__main__":
    sys.exit(main())
