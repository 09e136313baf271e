"""A seeded archive of N newspaper articles, added to a library by the program's own writer.

    python -m benchmarks.archive FOLDER [--articles N] [--jobs J] [--text]

Article k is the same for any N. Words have the frequencies of jieba's
dictionary, and part of them comes in recurring phrases; companies (some with
rare characters), their short names, figures and dates from 1980 to 2026 are
drawn by Zipf's law. What is found in the articles comes from the generator,
so that what is measured is the library.

FOLDER gets library.db, its index, archive.json (what was measured) and with
--text archive.txt, one article a line, for scans to be compared with.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path

from nbreader.library.saving import NewPage, bulk, save_pages
from nbreader.library.store import Library
from nbreader.model import (
    Annotations,
    Article,
    Block,
    Figure,
    Issue,
    Mention,
    Organisation,
    Page,
    Piece,
    Role,
    Source,
)

SEED = 1905
ARTICLES_A_PAGE, PAGES_AN_ISSUE = 5, 8
AN_ISSUE = ARTICLES_A_PAGE * PAGES_AN_ISSUE
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2026, 12, 31)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
STEP = 6961  # a prime that does not divide DAYS: issues come to lie all over the years
COMPANIES, PHRASES = 20_000, 150_000
METRICS = (
    *("营收", "产值", "利润", "增加值", "订单", "投资", "出口额", "税收", "销售额", "研发投入"),
    *("规上工业增加值", "固定资产投资", "社会消费品零售总额", "进出口总额", "财政收入"),
)
PAPERS = ("宁波日报", "东海商报", "慈溪晚报", "江南经济报")
RARE = "䶮堃喆垚犇玥甬镕鋆曌㛃䲟\U00020bb7\U0002a6d6\U000233b4\U00024b62"
WHERE = (
    "宁波",
    "慈溪",
    "余姚",
    "北仑",
    "镇海",
    "鄞州",
    "奉化",
    "象山",
    "宁海",
    "海曙",
    "江北",
    "杭州",
)
WHAT = (
    "磁业",
    "电器",
    "模具",
    "新材",
    "轴承",
    "光电",
    "机械",
    "塑业",
    "化纤",
    "汽配",
    "电子",
    "药业",
)
NAMED = (
    "招宝华茂金田海天永新东方万能公牛德业均胜韵升奥克斯方太卓力凯波先锋月立祈禧合力通达元科德昌吉"
)
MARKS = "，，，，，，，，，，。。。。。、、、；：！？"


@dataclass(frozen=True, slots=True)
class Company:
    """A company and its short name."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Language:
    """What articles are made of, the same for every N."""

    words: tuple[str, ...]
    weights: tuple[float, ...]  # accumulated
    phrases: tuple[str, ...]
    companies: tuple[Company, ...]

    def draw_words(self, rng: random.Random, count: int) -> list[str]:
        """Words by their frequency."""
        return rng.choices(self.words, cum_weights=self.weights, k=count)


@cache
def language() -> Language:
    """The words, phrases and companies; half a second."""
    place = importlib.util.find_spec("jieba")
    assert place is not None
    assert place.submodule_search_locations
    lines = (Path(place.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf-8")
    counted = [line.split()[:2] for line in lines.splitlines()]
    pairs = [(w, int(n)) for w, n in counted if int(n) > 2 and not w.isascii()]
    words = tuple(word for word, _ in pairs)
    weights = tuple(accumulate(float(number) for _, number in pairs))
    rng = random.Random(SEED)
    phrases = tuple(
        "".join(rng.choices(words, cum_weights=weights, k=rng.choice((2, 3, 3, 4))))
        for _ in range(PHRASES)
    )
    return Language(words, weights, phrases, _companies(rng))


def _companies(rng: random.Random) -> tuple[Company, ...]:
    made: dict[str, Company] = {}
    while len(made) < COMPANIES:
        first = rng.choice(RARE) if rng.random() < 0.06 else rng.choice(NAMED)
        short = first + rng.choice(NAMED) + rng.choice(NAMED) * (rng.random() < 0.5)
        short += rng.choice(WHAT)
        name = rng.choice(WHERE) + short + rng.choice(("股份有限公司", "有限公司", "集团有限公司"))
        made.setdefault(name, Company(name, short))
    return tuple(made.values())


def zipf(rng: random.Random, count: int) -> int:
    """A rank below `count`, the first the most likely."""
    return int(count ** rng.random()) - 1


@dataclass
class Draft:
    """An article as it is written: its text so far, and what stands in it."""

    rng: random.Random
    text: str
    figures: list[Figure]
    mentions: list[Mention]
    companies: list[Company]

    def name(self, company: Company) -> None:
        """Write a company's name: in full the first time."""
        printed = company.short if company in self.companies else company.name
        if company not in self.companies:
            self.companies.append(company)
        start = len(self.text)
        self.text += printed
        self.mentions.append(
            Mention(start=start, end=len(self.text), printed=printed, organisation=company.name)
        )

    def number(self, value: Decimal, size: str, unit: str, kind: str, metric: str) -> None:
        """Write a figure."""
        subject = self.companies[-1].name if self.companies else ""
        start = len(self.text)
        printed = f"{value}{size}{unit}"
        self.text += printed
        times = {"": 1, "万": 10**4, "亿": 10**8}[size]
        self.figures.append(
            Figure(
                start=start,
                end=len(self.text),
                printed=printed,
                value=value * times,
                unit=unit,
                kind=kind,
                metric=metric,
                subject=subject,
            )
        )

    def sentence(self, told: Language) -> None:
        """Write words, now and then a recurring phrase, with marks between."""
        rng = self.rng
        for word in told.draw_words(rng, rng.randint(8, 20)):
            if rng.random() < 0.06:
                self.text += told.phrases[zipf(rng, PHRASES)]
            self.text += word
            if rng.random() < 0.12:
                self.text += rng.choice(MARKS)
        self.text = self.text.rstrip("，。、；：！？") + "。"

    def news(self, told: Language) -> None:
        """Write a sentence about a company with two figures."""
        rng = self.rng
        self.name(told.companies[zipf(rng, COMPANIES)])
        metric = METRICS[zipf(rng, len(METRICS))]
        self.text += rng.choice(("去年实现", "今年一季度完成", "前两个月"))
        self.text += metric
        value = Decimal(rng.randint(1, 9999)) / 10
        self.number(value, rng.choice(("万", "亿", "亿")), "元", "amount", metric)
        self.text += "，同比增长"
        self.number(Decimal(rng.randint(1, 300)) / 10, "", "%", "percent", metric)
        self.text += "。"


def make_article(k: int) -> tuple[Article, Annotations, tuple[Company, ...]]:
    """Article k of every archive."""
    told = language()
    rng = random.Random(SEED * 1_000_003 + k)
    draft = Draft(rng, "", [], [], [])
    if rng.random() < 0.4:
        draft.name(told.companies[zipf(rng, COMPANIES)])
    draft.text += "".join(told.draw_words(rng, rng.randint(4, 8)))
    ends = [len(draft.text)]
    for _ in range(rng.randint(3, 7)):
        draft.text += "\n"
        for _ in range(rng.randint(2, 8)):
            if rng.random() < 0.028:
                draft.news(told)
            else:
                draft.sentence(told)
        ends.append(len(draft.text))
    starts = [0, *(end + 1 for end in ends)]
    blocks = tuple(
        Block(
            role=Role.PARAGRAPH if place else Role.HEADLINE,
            text=draft.text[start:end],
            pieces=(Piece(start=start, end=end),),
            rule="made",
        )
        for place, (start, end) in enumerate(zip(starts, ends, strict=False))
    )
    article = Article(id=f"a{k}", head=blocks[:1], blocks=blocks[1:])
    found = Annotations(
        article_id=article.id,
        figures=tuple(draft.figures),
        mentions=tuple(draft.mentions),
        tables_version="made",
    )
    return article, found, tuple(draft.companies)


def issue_day(j: int) -> date:
    """The day of issue j: they come to lie all over the years, whatever their number."""
    return FIRST_DAY + timedelta(days=j * STEP % DAYS)


def make_issue(j: int, articles: int) -> list[NewPage]:
    """The pages of issue j, as far as articles go."""
    paper, day = PAPERS[j // DAYS % len(PAPERS)], issue_day(j)
    pages = []
    for number in range(1, PAGES_AN_ISSUE + 1):
        first = j * AN_ISSUE + (number - 1) * ARTICLES_A_PAGE
        made = [make_article(k) for k in range(first, min(first + ARTICLES_A_PAGE, articles))]
        if not made:
            break
        text = "\n".join(article.text for article, _, _ in made)
        page_id = f"paper{PAPERS.index(paper)}-{day.isoformat()}-p{number:04}"
        companies = {company for _, _, named in made for company in named}
        data = text.encode()
        page = Page(
            id=page_id,
            source=Source(
                path=f"{page_id}.txt",
                sha256=sha256(data).hexdigest(),
                media_type="text/plain",
                encoding="utf-8",
                text=text,
            ),
            number=number,
            newspaper=paper,
            date=day,
            articles=tuple(article for article, _, _ in made),
        )
        pages.append(
            NewPage(
                page=page,
                data=data,
                annotations=tuple(found for _, found, _ in made),
                organisations=tuple(
                    Organisation(name=c.name, kind="company", aliases=(c.short,)) for c in companies
                ),
                version="made",
            )
        )
    return pages


def issues(articles: int, jobs: int) -> Iterator[list[NewPage]]:
    """All issues, oldest first."""
    order = sorted(range(-(-articles // AN_ISSUE)), key=lambda j: (issue_day(j), j))
    if jobs <= 1:
        yield from (make_issue(j, articles) for j in order)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [pool.submit(make_issue, j, articles) for j in order[: 4 * jobs]]
        rest = iter(order[4 * jobs :])
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(make_issue, j, articles) for j in islice(rest, 1)]


def compose(pages: Sequence[Page]) -> tuple[Issue, ...]:
    """The pages of one issue: there are no jumps to join."""
    first = pages[0]
    assert first.date is not None
    name = first.id[: first.id.index("-p")]
    return (
        Issue(id=name, newspaper=first.newspaper, date=first.date, edition="", pages=tuple(pages)),
    )


def spell(name: str) -> tuple[str, ...]:
    """Initials that stand for pinyin's: a letter for each character, by its code."""
    return ("".join(chr(97 + ord(char) % 26) for char in name),)


@dataclass
class Measured:
    """What building an archive took."""

    articles: int
    text_bytes: int = 0
    writer_cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    library_bytes: int = 0
    index_bytes: int = 0
    peak_kb: int = 0


def build(folder: Path, articles: int, *, jobs: int, text: bool) -> Measured:
    """Make the archive's library in an empty folder."""
    measured = Measured(articles)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "library.db"
    began, cpu, saved = time.perf_counter(), 0.0, 0
    with (
        (folder / "archive.txt").open("w", encoding="utf-8", newline="\n") as lines,
        Library.open(path, write=True) as library,
    ):
        with ExitStack() as stack:
            stack.enter_context(bulk(library))
            for pages in issues(articles, jobs):
                for page in pages:
                    for article in page.page.articles:
                        measured.text_bytes += len(article.text.encode())
                        if text:
                            lines.write(article.text.replace("\n", " ") + "\n")
                start = time.process_time()
                save_pages(library, pages, compose=compose, spell=spell)
                cpu += time.process_time() - start
                saved += sum(len(page.page.articles) for page in pages)
                _show(saved, articles, began)
            start = time.process_time()
        library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cpu += time.process_time() - start
    if not text:
        (folder / "archive.txt").unlink()
    measured.writer_cpu_seconds = cpu
    measured.wall_seconds = time.perf_counter() - began
    measured.library_bytes = path.stat().st_size
    measured.index_bytes = (folder / "library-index.db").stat().st_size
    measured.peak_kb = peak_kilobytes()
    (folder / "archive.json").write_text(json.dumps(asdict(measured)), encoding="utf-8")
    return measured


def peak_kilobytes() -> int:
    """The most memory that this process has held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _show(saved: int, articles: int, began: float) -> None:
    if sys.stderr.isatty() or saved % 20_000 < AN_ISSUE:
        rate = saved / (time.perf_counter() - began)
        left = (articles - saved) / rate
        print(f"{saved:9,} articles, {rate:6.0f} a second, {left:6.0f} s left", file=sys.stderr)


def report(measured: Measured) -> None:
    """Print what building took."""
    n, size = measured.articles, measured.text_bytes
    cpu = measured.writer_cpu_seconds
    print(f"articles        {n:,}, {size / 1e6:,.0f} MB of text")
    print(f"writer          {cpu:,.1f} CPU s, {cpu / n * 1e6:,.0f} us an article")
    print(f"wall            {measured.wall_seconds:,.1f} s with the making of the articles")
    print(f"library / text  {measured.library_bytes / size:.2f}")
    print(f"index / text    {measured.index_bytes / size:.2f} (aim: at most 1.9)")
    print(f"peak memory     {measured.peak_kb / 1024:,.0f} MB")


def main() -> int:
    """Make an archive and say what it took."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path, help="a folder that is empty or not there")
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--text", action="store_true", help="also write archive.txt")
    given = options.parse_args()
    if (given.folder / "library.db").exists():
        print(f"{given.folder} holds an archive already.", file=sys.stderr)
        return 2
    report(build(given.folder, given.articles, jobs=given.jobs, text=given.text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
