"""How fast a library is searched, against a scan of the same text in memory.

    python -m benchmarks.search [FOLDER] [--articles N] [--queries Q] [--no-scan]

FOLDER is what `benchmarks/archive.py` made; without it an archive of N articles
(20,000) is made and thrown away. Twelve queries of each kind, each asked once
before it is measured (warm) and five times then, of which the median counts;
cold is with the files put out of the page cache, where the system lets us.
A first page is the newest 20 articles with snippets, by the function that the
program calls. A scan looks for the same words in all texts, in memory; ripgrep
in a file in memory, where it is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import archive

from nbreader.actions.seeking import LibraryFinder
from nbreader.library import parse_query
from nbreader.library.codec import unpack_text
from nbreader.library.search import Interrupted, Search
from nbreader.library.store import Library
from nbreader.library.syntax import Query
from nbreader.library.tokens import fold_text
from nbreader.tui.app import TURN

ROUNDS = 5
CAP = 10_000
FIRST_PAGE_P95, FIRST_PAGE_WORST, COLD, COUNT_P95, LAG_P95 = 5.0, 16.0, 300.0, 16.0, 1.0


@dataclass(frozen=True)
class Kind:
    """Queries of one kind; `words` are what a scan would look for, one for each query."""

    name: str
    queries: list[str]
    words: list[str]


def kinds(count: int) -> Iterator[Kind]:
    """The kinds of queries, the same for archives of any size."""
    told = archive.language()
    rng = random.Random(7)
    single = [word for word in told.words if len(word) == 1]
    common = _most(told, 2, 60)
    rarer = _most(told, 2, 6000)[2000:]
    four = _most(told, 4, 400)
    companies = [told.companies[archive.zipf(rng, 2000)] for _ in range(count)]
    rare = [c for c in told.companies[:8000] if c.short[0] in archive.RARE]
    phrases = [p for p in told.phrases[:3000] if 6 <= len(p) <= 8]

    def plain(name: str, words: list[str]) -> Kind:
        return Kind(name, words, words)

    yield plain("1 character", rng.sample(_most_of(told, single, 300), count))
    yield plain("2 characters, common", rng.sample(common, count))
    yield plain("2 characters, rarer", rng.sample(rarer, count))
    yield plain("4 characters", rng.sample(four, count))
    yield plain("rare character", [c.short for c in rng.sample(rare, count)])
    yield plain("phrase, 6-8", rng.sample(phrases, count))
    pairs = [(rng.choice(common), rng.choice(rarer)) for _ in range(count)]
    yield Kind("AND of two", [f"{a} {b}" for a, b in pairs], [b for _, b in pairs])
    pairs = [(rng.choice(common), rng.choice(single)) for _ in range(count)]
    yield Kind("AND with 1 character", [f"{a} {b}" for a, b in pairs], [a for a, _ in pairs])
    yield Kind(
        "company with aliases",
        [f"company:{c.short}" for c in companies],
        [c.short for c in companies],
    )
    values = [(rng.choice(archive.METRICS[:6]), rng.randint(1, 900)) for _ in range(count)]
    yield Kind(
        "metric, value range",
        [f"metric:{m} value:{v}亿元..{v + 20}亿元" for m, v in values],
        [m for m, _ in values],
    )
    yield Kind(
        "word, value range",
        [f"{rng.choice(common)} value:{v}亿元..{v + 20}亿元" for _, v in values],
        [m for m, _ in values],
    )
    years = [rng.randint(1981, 2025) for _ in range(count)]
    words = [rng.choice(common) for _ in years]
    yield Kind(
        "word in a year", [f"{w} date:{y}" for w, y in zip(words, years, strict=True)], words
    )
    for length in (1, 2, 3):
        yield plain(f"key {length} of a name", [c.short[:length] for c in companies])


def _most(told: archive.Language, length: int, count: int) -> list[str]:
    """The commonest words of a length."""
    return _most_of(told, [word for word in told.words if len(word) == length], count)


def _most_of(told: archive.Language, words: list[str], count: int) -> list[str]:
    weights = dict(zip(told.words, _steps(told), strict=True))
    return sorted(words, key=lambda word: -weights[word])[:count]


def _steps(told: archive.Language) -> Iterator[float]:
    last = 0.0
    for weight in told.weights:
        yield weight - last
        last = weight


def timed(action: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1e3


def measured(action: Callable[[], object]) -> float:
    """The median of five, after one that is not counted."""
    action()
    return statistics.median(timed(action) for _ in range(ROUNDS))


def spread(times: list[float]) -> str:
    """The median, the 95th percentile and the largest."""
    ordered = sorted(times)
    p95 = _p95(ordered)
    return f"{statistics.median(ordered):8.2f} {p95:8.2f} {ordered[-1]:8.2f}"


@dataclass
class Times:
    """Milliseconds of every query."""

    pages: list[float]
    counts: list[float]
    capped: list[float]
    cold: list[float]
    ratios: list[float]  # scan / first page


def _p95(ordered: list[float]) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def measure(folder: Path, count: int, scan: Scan | None) -> Times:
    """Ask all queries and print what they take."""
    path = folder / "library.db"
    every = Times([], [], [], [], [])
    print(
        "milliseconds           hits  first page p50 p95 worst      exact count p50 p95 worst"
        "   capped p95   cold p50 worst   scan/page"
    )
    with Search.open(path) as search:
        for kind in kinds(count):
            queries = [parse_query(text) for text in kind.queries]
            pages = [measured(partial(search.find, q)) for q in queries]
            counts = [measured(partial(search.count, q)) for q in queries]
            capped = [measured(partial(search.count, q, cap=CAP)) for q in queries]
            hits = statistics.mean(search.count(query).number for query in queries)
            cold = [first for q in queries[:4] if (first := cold_page(folder, q)) is not None]
            ratio = ""
            if scan is not None:
                scanned = [timed(partial(scan.count, w)) for w in kind.words[:4]]
                own = [a / b for a, b in zip(scanned, pages, strict=False)]
                every.ratios += own
                ratio = f"{min(own):9.0f} x"
            every.pages += pages
            every.counts += counts
            every.capped += capped
            every.cold += cold
            shown_cold = (
                f"{statistics.median(cold):8.1f} {max(cold):6.1f}" if cold else "       -      -"
            )
            p95 = _p95(sorted(capped))
            print(
                f"{kind.name:21} {hits:9,.0f} {spread(pages)}   {spread(counts)}   {p95:8.2f} "
                f"{shown_cold} {ratio}"
            )
        _completions(search, count)
    return every


def _completions(search: Search, count: int) -> None:
    rng = random.Random(8)
    names = [archive.language().companies[archive.zipf(rng, 2000)].short for _ in range(count)]
    finder = LibraryFinder(search.library.path)
    for length in (1, 2, 3):
        times = [measured(partial(finder.complete, name[:length])) for name in names]
        print(f"names for {length} typed               {spread(times)}")
    finder.close()


def cold_page(folder: Path, query: Query) -> float | None:
    """A first page with a new connection and files that are in no cache; None if they cannot be."""
    if not hasattr(os, "posix_fadvise"):
        return None
    for name in ("library.db", "library-index.db"):
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    start = time.perf_counter()
    with Search.open(folder / "library.db") as search:
        search.find(query)
    return (time.perf_counter() - start) * 1e3


class Scan:
    """All texts of the library in memory, one string an article, folded as the index folds them."""

    def __init__(self, path: Path) -> None:
        with Library.open(path) as library:
            rows = library.connection.execute("SELECT text FROM body")
            self.texts = [fold_text(unpack_text(packed)) for (packed,) in rows]

    def count(self, word: str) -> int:
        """In how many a word stands."""
        word = fold_text(word)
        return sum(word in text for text in self.texts)


def ripgrep(folder: Path, words: list[str]) -> list[float]:
    """Milliseconds of `rg -c -F` over archive.txt, read once before."""
    program, file = shutil.which("rg"), folder / "archive.txt"
    if program is None or not file.exists():
        return []

    def search(word: str) -> None:
        subprocess.run(
            [program, "-c", "-F", "--", word, str(file)], capture_output=True, check=False
        )

    return [measured(partial(search, word)) for word in words]


def loop_lag(path: Path, *, searching: bool, seconds: float = 3.0) -> list[float]:
    """Milliseconds that an event loop is late, also while a thread searches all the time."""
    sys.setswitchinterval(TURN)
    stop = threading.Event()
    queries = [parse_query(text) for kind in kinds(4) for text in kind.queries]

    def keep_searching() -> None:
        with Search.open(path) as search:
            while not stop.is_set():
                for query in queries:
                    if stop.is_set():
                        break
                    search.find(query)
                    search.count(query, cap=CAP)

    async def watch() -> list[float]:
        late = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            start = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append(max(0.0, (time.perf_counter() - start - 0.005) * 1e3))
        return late

    thread = threading.Thread(target=keep_searching if searching else stop.wait)
    thread.start()
    try:
        return sorted(asyncio.run(watch()))
    finally:
        stop.set()
        thread.join()


def interruption(path: Path) -> list[float]:
    """Milliseconds from `interrupt` until the search that was running has stopped."""
    times = []
    query = parse_query("的 OR 是 kind:percent OR 在")
    for delay in (0.002, 0.005, 0.01, 0.02, 0.04, 0.08):
        with Search.open(path) as search:
            called = [0.0]

            def stop(called: list[float] = called, search: Search = search) -> None:
                called[0] = time.perf_counter()
                search.interrupt()

            timer = threading.Timer(delay, stop)
            timer.start()
            try:
                search.ids(query)
            except Interrupted:
                times.append((time.perf_counter() - called[0]) * 1e3)
            timer.join()
    return times


def summary(folder: Path, every: Times, scan: bool) -> None:
    """Print the aims and what was reached."""
    pages, counts = sorted(every.pages), sorted(every.counts)
    p95 = _p95(pages)
    print(
        f"first page      p95 {p95:.2f} ms (aim {FIRST_PAGE_P95:.0f}), "
        f"worst {pages[-1]:.2f} (aim {FIRST_PAGE_WORST:.0f})"
    )
    if every.cold:
        print(f"cold            worst {max(every.cold):.0f} ms (aim {COLD:.0f})")
    print(
        f"exact count     p95 {_p95(counts):.2f} ms (aim {COUNT_P95:.0f}), worst {counts[-1]:.2f}"
    )
    if scan:
        print(
            f"scan in memory  {min(every.ratios):,.0f} to {max(every.ratios):,.0f} times the first "
            f"page, median {statistics.median(every.ratios):,.0f} (aim: at least 100)"
        )
    words = [*next(kinds(12)).words[:4], *archive.language().phrases[:4]]
    found = ripgrep(folder, words)
    if found:
        ratio = statistics.median(found) / statistics.median(every.pages)
        print(
            f"ripgrep         {statistics.median(found):.0f} ms, {ratio:,.0f} times the first page"
        )
    else:
        print("ripgrep         not measured: it is not installed, or there is no archive.txt")
    path = folder / "library.db"
    idle, busy = (loop_lag(path, searching=searching) for searching in (False, True))
    print(
        f"loop lag        p95 {_p95(busy):.2f} ms (aim {LAG_P95:.0f}), worst {busy[-1]:.2f},"
        f" while a thread searches; idle {_p95(idle):.2f}, {idle[-1]:.2f}"
    )
    stopped = interruption(folder / "library.db")
    shown = f"worst {max(stopped):.1f} ms" if stopped else "not measured: all was found before"
    print(f"interrupt       {shown}")
    print(
        f"peak memory     {archive.peak_kilobytes() / 1024:,.0f} MB"
        + (" with the scanned texts" if scan else "")
    )


def main() -> int:
    """Make an archive if there is none, measure, and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--queries", type=int, default=12, help="of each kind")
    options.add_argument("--no-scan", action="store_true", help="do not load all texts into memory")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if not (folder / "library.db").exists():
            archive.report(
                archive.build(folder, given.articles, jobs=os.cpu_count() or 1, text=True)
            )
        elif (folder / "archive.json").exists():
            kept = json.loads((folder / "archive.json").read_text(encoding="utf-8"))
            archive.report(archive.Measured(**kept))
        scan = None if given.no_scan else Scan(folder / "library.db")
        every = measure(folder, given.queries, scan)
        summary(folder, every, scan is not None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
