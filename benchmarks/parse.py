"""How fast pages are parsed: pages a second, against jieba, and as they grow.

    python benchmarks/parse.py [--runs N]

Prints three things. Pages a second over the sample pages, from bytes to Page.
The ratio of that time to `jieba.lcut` over the same text, both warm, measured
in turn in this very run: below 1 parsing is the quicker. And how the time grows
from one page to a dump of 5 MB: an exponent of 1 is linear.
"""

from __future__ import annotations

import argparse
import logging
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from nbreader.intake import page_of_bytes
from nbreader.parse import parse_page
from nbreader.tables import load_tables

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SIZES = (0, 100_000, 500_000, 1_000_000, 5_000_000)  # bytes; 0 is one page


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=7, help="runs of each, of which the median")
    runs = options.parse_args().runs
    pages = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
    if not pages:
        print(f"no sample pages in {SEEDS}", file=sys.stderr)
        return 3
    _against_jieba(pages, runs)
    _growth(pages)
    return 0


def parse(data: bytes) -> None:
    """The whole way of one file, from bytes to Page."""
    parse_page(page_of_bytes(data, path="page.txt"), tables=load_tables())


def _against_jieba(pages: list[bytes], runs: int) -> None:
    cut = _quiet_jieba()
    text = "\n".join(data.decode("utf-8") for data in pages)

    def parse_all() -> None:
        for data in pages:
            parse(data)

    parsing, cutting = _medians((parse_all, lambda: cut(text)), runs)
    print(f"parse      {len(pages) / parsing:8.1f} pages/s  {parsing * 1e3:7.1f} ms")
    print(f"jieba.lcut {'':8}          {cutting * 1e3:7.1f} ms")
    print(f"ratio      {parsing / cutting:8.2f} of jieba.lcut over the same {len(text)} characters")


def _quiet_jieba() -> Callable[[str], object]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own packaging, on import
        import jieba

    jieba.setLogLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder  # its cache; by default shared by all users
        jieba.initialize()
    lcut: Callable[[str], object] = jieba.lcut
    return lcut


def _medians(jobs: tuple[Callable[[], object], ...], runs: int) -> list[float]:
    """The median seconds of each job, run in turn, after one run that is not counted."""
    times: list[list[float]] = [[] for _ in jobs]
    for job in jobs:
        job()
    for _ in range(runs):
        for job, seconds in zip(jobs, times, strict=True):
            began = time.perf_counter()
            job()
            seconds.append(time.perf_counter() - began)
    return [statistics.median(seconds) for seconds in times]


def _growth(pages: list[bytes]) -> None:
    points = []
    for size in SIZES:
        data = dump(pages, size)
        (seconds,) = _medians((partial(parse, data),), 1 if size > 1_000_000 else 3)
        points.append((len(data), seconds))
        speed = len(data) / seconds / 1e6
        print(f"dump       {len(data) / 1e6:8.2f} MB  {seconds:8.3f} s  {speed:6.2f} MB/s")
    (small, first), (large, last) = points[1], points[-1]
    exponent = math.log(last / first) / math.log(large / small)
    print(f"growth     {exponent:8.2f} (exponent of the time over the size; 1 is linear)")


def dump(pages: list[bytes], size: int) -> bytes:
    """Sample pages one after the other up to `size` bytes, each copy renumbered."""
    parts: list[bytes] = []
    length = copy = 0
    while not parts or length < size:
        part = _renumbered(pages[copy % len(pages)], copy)
        parts.append(part)
        length += len(part)
        copy += 1
    return b"\n\n".join(parts)


def _renumbered(page: bytes, copy: int) -> bytes:
    """The page with each digit moved on by `copy`, and a mark of its own in each line."""
    digits = bytes((digit - 48 + copy) % 10 + 48 for digit in range(48, 58))
    moved = page.translate(bytes.maketrans(b"0123456789", digits))
    mark = chr(0x4E00 + copy).encode()
    return moved.replace("，".encode(), mark + "，".encode())


if __name__ == "__main__":
    sys.exit(main())
