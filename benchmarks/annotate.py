"""How fast figures and organisations are found, against jieba in the same run.

    python benchmarks/annotate.py [--runs N]

Prints megabytes of text a second, on one core, for figures, for organisations
and for both together, and what part that is of `rjieba.cut` and how many times
`jieba.posseg` over the same text. Processor time, the median of the runs. Whatever
the readings keep of words and clauses is thrown away before each run, since every
run reads the same pages, and a reader does not.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

from nbreader.annotate import find_figures, find_mentions
from nbreader.annotate.aliases import _is_word
from nbreader.annotate.clauses import _clauses_in, _words_of, part_of
from nbreader.annotate.counted import read_counted
from nbreader.annotate.leads import read_lead
from nbreader.annotate.periods import resolve_years
from nbreader.intake import page_of_bytes
from nbreader.model import Article
from nbreader.numerals import read_numeral
from nbreader.parse import parse_page
from nbreader.tables import load_tables
from nbreader.words import cut

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=7, help="runs of each, of which the median")
    runs = options.parse_args().runs
    articles = tuple(_articles(sorted(SEEDS.glob("*.txt"))))
    if not articles:
        print(f"no sample pages in {SEEDS}", file=sys.stderr)
        return 3
    texts = [block.text for article in articles for block in article.head + article.blocks]
    size = sum(len(text.encode()) for text in texts) / 1e6
    mentions = [find_mentions(article, ()) for article in articles]

    def figures() -> None:
        _forget()
        for article, named in zip(articles, mentions, strict=True):
            find_figures(article, named)

    def organisations() -> None:
        _forget()
        for article in articles:
            find_mentions(article, ())

    tag = _quiet_jieba()
    found, named = _median(figures, runs), _median(organisations, runs)
    cutting = _median(lambda: [cut(text) for text in texts], runs)
    tagging = _median(lambda: [list(tag(text)) for text in texts], min(runs, 3))
    for name, seconds in (("figures", found), ("organisations", named), ("both", found + named)):
        print(
            f"{name:14}{size / seconds:7.2f} MB/s   {cutting / seconds:6.3f} of rjieba.cut   "
            f"{tagging / seconds:6.1f} times jieba.posseg"
        )
    print(f"{'rjieba.cut':14}{size / cutting:7.2f} MB/s")
    print(f"{'jieba.posseg':14}{size / tagging:7.2f} MB/s")
    return 0


def _articles(paths: Iterable[Path]) -> Iterable[Article]:
    for path in paths:
        raw = page_of_bytes(path.read_bytes(), path=path.name)
        yield from parse_page(raw, tables=load_tables()).articles


def _forget() -> None:
    for reading in (
        _clauses_in,
        _is_word,
        _words_of,
        part_of,
        read_counted,
        read_lead,
        read_numeral,
        resolve_years,
    ):
        reading.cache_clear()


def _median(work: Callable[[], object], runs: int) -> float:
    """The median processor time of some runs, the first one left out."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _quiet_jieba() -> Callable[[str], Iterable[object]]:
    """jieba's tagger, loaded, without a word and without a cache in the shared folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own packaging, on import
        import jieba
        import jieba.posseg

    jieba.setLogLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder
        jieba.initialize()
        list(jieba.posseg.cut("宁波"))
    tag: Callable[[str], Iterable[object]] = jieba.posseg.cut
    return tag


if __name__ == "__main__":
    sys.exit(main())
