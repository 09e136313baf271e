"""How long the reader takes to show a page, and to answer a key.

    python benchmarks/startup.py [--runs N] [--library ISSUES]

Both are measured in a pseudo-terminal of 120 by 36. Start-up is the time from
the start of the process until the first article's text has been written to the
terminal, and its ratio to a Textual app that shows one word, started in turn in
this very run. A key's time runs until the screen is repainted: until it first
changes, and until nothing follows any more.

Both run from bytecode, as what is installed does: it is compiled first, into a
folder of its own, even where Python is told to write none.

With --library the reader is opened on a library of so many issues, which is made
first: about a minute for a thousand. Then peak memory is compared too.
"""

from __future__ import annotations

import argparse
import math
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
from typing import NamedTuple

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

LIBRARY = [sys.executable, "-m", "nbreader"]
ARTICLES_AN_ISSUE = 40  # in the archive that is made
WORKING = 2.0  # seconds until what is done after the first screen has begun
PATIENCE = 20.0  # seconds until a screen is given up
QUIET = 0.12  # seconds without output after which a repaint is over
# Keys in an order in which each changes the screen; "/" opens the filter, and
# Escape closes it. That is not counted: a terminal program has to wait after it,
# since every arrow key begins with it too.
KEYS = [*"jjjjjjjjjj", *"kkkkk", *"  ", *"]]]", *"[[", "/", *"zbcy", "\x1b"]
ESCAPE = "\x1b"

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"  # OSC, DCS and the like
    rb"|\x1b[@-Z\\-_=>()][AB0]?",
    re.DOTALL,
)


class Repaint(NamedTuple):
    """Seconds from a key to the first and to the last change of the screen."""

    first: float
    last: float


@dataclass
class Screen:
    """A program in a pseudo-terminal, and what it has written so far."""

    process: subprocess.Popen[bytes]
    master: int
    began: float
    written: bytearray = field(default_factory=bytearray)
    ended: bool = False

    def read(self, timeout: float) -> bool:
        """Take what has been written; False if nothing came in time."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return False
        try:
            self.written += os.read(self.master, 1 << 16)
        except OSError:
            self.ended = True
            return False
        return True

    def wait_for(self, words: str) -> float:
        """Seconds from the start of the process until `words` were written."""
        while words not in self.text():
            left = self.began + PATIENCE - time.perf_counter()
            if left <= 0 or not self.read(left):
                raise TimeoutError(f"no {words!r} on the screen; it ends: {self.text()[-300:]!r}")
        return time.perf_counter() - self.began

    def press(self, key: str) -> Repaint | None:
        """What a key did to the screen; None if nothing."""
        self.settle()
        began = time.perf_counter()
        os.write(self.master, key.encode())
        changes: list[float] = []
        while self.read(QUIET if changes else 1.0):
            changes.append(time.perf_counter() - began)
        if self.ended:
            raise RuntimeError(f"the reader ended; it said: {self.text()[-600:]}")
        return Repaint(changes[0], changes[-1]) if changes else None

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


def open_screen(command: list[str], home: Path, library: Path | None = None) -> Screen:
    """Start a program in a pseudo-terminal of its own, with an empty home, and a library."""
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
        "NBREADER_LIBRARY": str(library or home / "library.db"),
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


def ready_seconds(command: list[str], words: str, home: Path, library: Path | None = None) -> float:
    """Seconds from the start of a program to its first readable screen."""
    screen = open_screen(command, home, library)
    try:
        return screen.wait_for(words)
    finally:
        screen.close()


def measure_startup(runs: int, home: Path) -> None:
    """Print start-up times, and the ratio of their medians."""
    ready_seconds(READER, READER_READY, home / "compiling")
    ready_seconds(BARE, BARE_READY, home)
    first = ready_seconds(READER, READER_READY, home)
    reader, bare = [], []
    for _ in range(runs):
        reader.append(ready_seconds(READER, READER_READY, home))
        bare.append(ready_seconds(BARE, BARE_READY, home))
    ours, theirs = statistics.median(reader), statistics.median(bare)
    print(f"first run  {first * 1e3:7.0f} ms (an empty home)")
    print(f"reader     {ours * 1e3:7.0f} ms to the first article's text, median of {runs}")
    print(f"bare app   {theirs * 1e3:7.0f} ms")
    print(f"ratio      {ours / theirs:7.2f} (aim: at most 1.8)")


def peak_megabytes(
    command: list[str], words: str, home: Path, library: Path | None = None
) -> float:
    """The most memory that a program has held by the time it is quiet again; 0 if not known."""
    screen = open_screen(command, home, library)
    try:
        screen.wait_for(words)
        time.sleep(WORKING)
        screen.settle()
        status = Path(f"/proc/{screen.process.pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    finally:
        screen.close()
    return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) / 1024


def measure_library(issues: int, runs: int, home: Path) -> None:
    """Make a library, and print start-up times and peak memory beside those of the bare app."""
    folder = home / "archive"
    articles = str(issues * ARTICLES_AN_ISSUE)
    build = [sys.executable, "-m", "benchmarks.archive", str(folder), "--articles", articles]
    subprocess.run(build, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    library = folder / "library.db"
    words = first_words(library)
    reader, bare = [], []
    ready_seconds(LIBRARY, words, home, library)
    ready_seconds(BARE, BARE_READY, home)
    for _ in range(runs):
        reader.append(ready_seconds(LIBRARY, words, home, library))
        bare.append(ready_seconds(BARE, BARE_READY, home))
    ours, theirs = statistics.median(reader), statistics.median(bare)
    print(f"library    {issues:7} issues, {articles} articles")
    print(f"reader     {ours * 1e3:7.0f} ms to tree and article, median of {runs}")
    print(f"bare app   {theirs * 1e3:7.0f} ms")
    print(f"ratio      {ours / theirs:7.2f} (aim: at most 1.8)")
    peaks = [peak_megabytes(*of, home, library) for of in ((LIBRARY, words), (BARE, BARE_READY))]
    if all(peaks):
        print(f"memory     {peaks[0]:7.1f} MB at most, bare app {peaks[1]:.1f} MB")
        print(f"ratio      {peaks[0] / peaks[1]:7.2f} (aim: at most 1.5)")


def first_words(library: Path) -> str:
    """Words that the reader shows first: those that its first article's text begins with."""
    from nbreader.actions.shelving import first_view

    view = first_view(library)
    assert view is not None
    page = view.shelved.issue.pages[0]
    article = next(each for each in page.articles if each.id == view.article_id)
    return article.blocks[0].text[:5]


def measure_keys(rounds: int, home: Path) -> None:
    """Print how long a key takes until the screen is repainted."""
    screen = open_screen(READER, home)
    try:
        screen.wait_for(READER_READY)
        pressed = [(key, screen.press(key)) for _ in range(rounds) for key in KEYS]
    finally:
        screen.close()
    repaints = [(key, seen) for key, seen in pressed if seen is not None and key != ESCAPE]
    if not repaints:
        raise TimeoutError("no key changed the screen")
    print(f"keys       {len(repaints):7} repaints")
    first = sorted(seen.first * 1e3 for _, seen in repaints)
    last = sorted(seen.last * 1e3 for _, seen in repaints)
    print("                 p50      p95  slowest")
    print(f"repaint {_spread(first)} ms from key to the first change (aim: p95 under 50)")
    print(f"settled {_spread(last)} ms until nothing changes any more")
    for key in dict.fromkeys(key for key, _ in repaints):
        own = sorted(seen.first * 1e3 for other, seen in repaints if other == key)
        print(f"{key!r:7} {_spread(own)}")


def _spread(times: list[float]) -> str:
    """The median, the 95th percentile and the largest of sorted times."""
    p95 = times[math.ceil(len(times) * 0.95) - 1]
    return f"{statistics.median(times):12.1f} {p95:8.1f} {times[-1]:8.1f}"


def main() -> int:
    """Measure and print; a sentence where there is no pseudo-terminal."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=9, help="starts of each, of which the median")
    options.add_argument("--rounds", type=int, default=3, help="times that all keys are pressed")
    options.add_argument("--library", type=int, metavar="ISSUES", help="measure over a library")
    given = options.parse_args()
    if not hasattr(os, "openpty"):
        print("This system has no pseudo-terminals; nothing is measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        try:
            if given.library:
                measure_library(given.library, given.runs, Path(folder))
                return 0
            measure_startup(given.runs, Path(folder))
            measure_keys(given.rounds, Path(folder))
        except (TimeoutError, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
