"""How long the reader takes to show a page, and to answer a key.

    python benchmarks/startup.py [--runs N]

Both are measured in a pseudo-terminal of 120 by 36. Start-up is the time from
the start of the process until the first article's text has been written to the
terminal, and its ratio to a Textual app that shows one word, started in turn in
this very run. A key's time runs until the screen has been repainted.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
COLUMNS, ROWS = 120, 36

READER = [sys.executable, "-m", "nbreader", str(SEEDS)]
READER_READY = "春风浩荡"  # the first words of the first article
BARE_READY = "就绪"
BARE = [
    sys.executable,
    "-c",
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Bare(App):\n"
    "    def compose(self):\n"
    f"        yield Static('{BARE_READY}')\n"
    "Bare().run()",
]

PATIENCE = 20.0  # seconds until a screen is given up
QUIET = 0.12  # seconds without output after which a repaint is over
# Keys in an order in which each changes the screen; "/" opens the filter.
KEYS = [*"jjjjjjjjjj", *"kkkkk", *"    ", *"]]]", *"[[", "/", *"zbcy", "\x1b"]

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"  # OSC, DCS and the like
    rb"|\x1b[@-Z\\-_=>()][AB0]?",
    re.DOTALL,
)


@dataclass
class Screen:
    """A program in a pseudo-terminal, and what it has written so far."""

    process: subprocess.Popen[bytes]
    master: int
    began: float
    written: bytearray = field(default_factory=bytearray)

    def read(self, timeout: float) -> bool:
        """Take what has been written; False if nothing came in time."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return False
        try:
            self.written += os.read(self.master, 1 << 16)
        except OSError:  # the program has ended
            return False
        return True

    def wait_for(self, words: str) -> float:
        """Seconds from the start of the process until `words` were written."""
        while words not in self.text():
            left = self.began + PATIENCE - time.perf_counter()
            if left <= 0 or not self.read(left):
                raise TimeoutError(f"no {words!r} on the screen; it ends: {self.text()[-300:]!r}")
        return time.perf_counter() - self.began

    def press(self, key: str) -> float | None:
        """Seconds until the repaint after a key was written; None if there was none."""
        self.settle()
        began = time.perf_counter()
        os.write(self.master, key.encode())
        last = None
        while self.read(QUIET if last else 1.0):
            last = time.perf_counter()
        return last and last - began

    def settle(self) -> None:
        """Wait until nothing more is written."""
        while self.read(QUIET):
            pass

    def text(self) -> str:
        """What was written, without escape sequences."""
        return _ESCAPES.sub(b"", bytes(self.written)).decode("utf-8", "ignore")

    def close(self) -> None:
        """End the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def open_screen(command: list[str], home: Path) -> Screen:
    """Start a program in a pseudo-terminal of its own, with an empty home."""
    import fcntl
    import struct
    import termios

    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "NBREADER_DATA": str(home),
        "NBREADER_CONFIG": str(home / "config.toml"),
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=environment,
        cwd=ROOT,
    )
    os.close(slave)
    return Screen(process, master, began)


def ready_seconds(command: list[str], words: str, home: Path) -> float:
    """Seconds from the start of a program to its first readable screen."""
    screen = open_screen(command, home)
    try:
        return screen.wait_for(words)
    finally:
        screen.close()


def measure_startup(runs: int, home: Path) -> None:
    """Print start-up times, and the ratio of their medians."""
    first = ready_seconds(READER, READER_READY, home)
    ready_seconds(BARE, BARE_READY, home)
    reader, bare = [], []
    for _ in range(runs):
        reader.append(ready_seconds(READER, READER_READY, home))
        bare.append(ready_seconds(BARE, BARE_READY, home))
    ours, theirs = statistics.median(reader), statistics.median(bare)
    print(f"first run  {first * 1e3:7.0f} ms (an empty home)")
    print(f"reader     {ours * 1e3:7.0f} ms to the first article's text, median of {runs}")
    print(f"bare app   {theirs * 1e3:7.0f} ms")
    print(f"ratio      {ours / theirs:7.2f} (aim: at most 1.8)")


def measure_keys(rounds: int, home: Path) -> None:
    """Print how long a key takes until the screen is repainted."""
    screen = open_screen(READER, home)
    try:
        screen.wait_for(READER_READY)
        pressed = [(key, screen.press(key)) for _ in range(rounds) for key in KEYS]
    finally:
        screen.close()
    times = sorted(seconds for _, seconds in pressed if seconds is not None)
    if not times:
        raise TimeoutError("no key changed the screen")
    print(f"keys       {len(times):7} repaints, {len(pressed) - len(times)} keys changed nothing")
    print(f"p50        {statistics.median(times) * 1e3:7.1f} ms from key to repaint")
    print(f"p95        {times[int(len(times) * 0.95)] * 1e3:7.1f} ms (aim: under 50)")
    print(f"slowest    {times[-1] * 1e3:7.1f} ms")


def main() -> int:
    """Measure and print; a sentence where there is no pseudo-terminal."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=9, help="starts of each, of which the median")
    options.add_argument("--rounds", type=int, default=3, help="times that all keys are pressed")
    given = options.parse_args()
    if not hasattr(os, "openpty"):
        print("This system has no pseudo-terminals; nothing is measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        try:
            measure_startup(given.runs, Path(folder))
            measure_keys(given.rounds, Path(folder))
        except TimeoutError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
