"""What the masthead and the folio say of a page: paper, date, number, name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from nbreader.model import Role
from nbreader.parse.chunks import Chunk
from nbreader.parse.lexicon import Lexicon
from nbreader.tables import Tables

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_NUMBER = re.compile(
    r"第?\s*[A-Z]?(\d{1,3})\s*版|^[A-Z]?0?(\d{1,2})(?=[\s:版]|$)|第\s*([一二三四五六七八九十]{1,3})\s*版"
)
_ALL_PAGES = ("今日", "今天", "本期", "共")  # before how many pages an issue has
# A page number without 版 is a word of its own; not 18 ℃, 2 元, 12 期.
_BARE_NUMBER = re.compile(r"[A-Z]?0?(\d{1,2})")
_COUNTED = re.compile(r"\s*[版期号元张份℃°~%]")
_NUMBER_WORD = re.compile(r"第?[A-Z]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})版?|第|版")
_WEEKDAY = re.compile(r"(?:星期|礼拜)[一二三四五六日天]|周[一二三四五六日](?![\u4e00-\u9fff])")
_SENTENCE = re.compile("[。，；！？,;!?]")
_LONGEST_WORD = 12  # characters of a word in a folio: 责任编辑:张晓明
_FEW_WORDS = 3  # of a folio without its day: 03 版 经济
_PAGE_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
_REPUBLIC = re.compile(r"民国\s*(\d{2,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ONLINE = re.compile(
    r"(?:.*来源:)?([\u4e00-\u9fff]{2,8}?报)(?:数字报|电子版|社版权所有|社.{0,4}版权所有|$)"
)
_IMPRINT = re.compile(r"机关报|统一连续出版物|统一刊号|邮发代号|国内刊号|CN\s*\d\d-\d{4}")
_DAY = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日|(\d{4})[-./](\d{1,2})[-./](\d{1,2})"
)
# What parts the words of a folio line: days, of the moon too, weekdays, blanks and marks.
_BETWEEN_WORDS = re.compile(
    rf"{_REPUBLIC.pattern}|{_DAY.pattern}|{_WEEKDAY.pattern}"
    r"|农历\S*|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\S*|[\s|/·•:—-]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """What a page says of itself; absent where it does not say."""

    newspaper: str = ""
    date: date | None = None
    number: int | None = None
    label: str = ""


def read_folio(
    furniture: Sequence[Chunk], *, title: str = "", tables: Tables, lexicon: Lexicon
) -> Folio:
    """The first paper, date, page number and page name in a page's furniture.

    Dates in running text are never taken: only the folio's own is the page's.
    A page with the paper's flag and its imprint (serial number, organ line) is
    the front page. What no line of the page says may stand in the `title` of a
    web page.
    """
    mast = [c for c in furniture if c.role in (Role.FLAG, Role.FOLIO, Role.LABEL)]
    mast += [_as_folio(title, lexicon)] if title else []
    number = next((k for c in mast if (k := _number(c.key)) is not None), None)
    if number is None and any(c.role is Role.FLAG for c in mast):
        number = 1 if any(_IMPRINT.search(c.key) for c in mast) else None
    return Folio(
        newspaper=next((n for c in mast if (n := _newspaper(c, tables, lexicon))), ""),
        date=next((d for c in mast if (d := read_date(c.key))), None),
        number=number,
        label=_label(mast, lexicon),
    )


def _as_folio(title: str, lexicon: Lexicon) -> Chunk:
    return Chunk(
        text=title, key=lexicon.key(title), pieces=(), line=0, last=0, blanks=0, rows=1,
        width=0.0, indent=0, role=Role.FOLIO, rule="title-of-web-page",
    )  # fmt: skip


def is_folio_line(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a printed line holds nothing but what a folio says, however it is spaced.

    It names its day beside the paper, the page or the weekday, or the page by
    number and name; and its words are short.
    """
    key = lexicon.key(text).strip()
    words = [key[start:end] for start, end in _words(key)]
    if any(len(word) > _LONGEST_WORD or _SENTENCE.search(word) for word in words):
        return False
    numbered = _number(key) is not None
    if read_date(key) is None:
        labelled = any(word in lexicon.labels for word in words)
        return numbered and labelled and len(words) <= _FEW_WORDS
    papers = (lexicon.paper_name.fullmatch(word) or word in lexicon.papers for word in words)
    return numbered or _WEEKDAY.search(key) is not None or any(papers)


def _newspaper(chunk: Chunk, tables: Tables, lexicon: Lexicon) -> str:
    """A paper that the table knows by its full name; any other as it is printed."""
    bare = chunk.key.replace(" ", "")
    paper = tables.paper(bare)
    if paper is not None:
        printed = "".join(chunk.text.split())
        return printed if lexicon.key(printed) == lexicon.key(paper.name) else paper.name
    for name in sorted(tables.names, key=len, reverse=True):
        if len(name) >= 4 and name in bare:
            return tables.names[name].name
    named = _ONLINE.match(bare)
    if named:
        return named[1]
    words = _words(chunk.key) if chunk.role is Role.FOLIO else [(0, len(chunk.text))]
    for start, end in words:
        printed = "".join(chunk.text[start:end].split())
        if lexicon.paper_name.fullmatch(lexicon.key(printed)):
            return printed
        if online := _ONLINE.fullmatch(printed):
            return online[1]
    return ""


def read_date(text: str) -> date | None:
    """The first day that a text names with its year, or None.

    >>> read_date("二〇二六年三月二十五日 星期三")
    datetime.date(2026, 3, 25)
    """
    if (republic := _REPUBLIC.search(text)) is not None:
        with suppress(ValueError):
            return date(int(republic[1]) + 1911, int(republic[2]), int(republic[3]))
    for match in _DAY.finditer(text):
        printed = [group for group in match.groups() if group]
        try:
            return date(_year(printed[0]), _small(printed[1]), _small(printed[2]))
        except ValueError:
            continue  # the 31st of February: no date
    return None


def _year(printed: str) -> int:
    return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in printed))


def _small(printed: str) -> int:
    """A number below a hundred, in digits or in Chinese numerals."""
    if printed.isdigit():
        return int(printed)
    tens, _, ones = printed.rpartition("十")
    try:
        if "十" not in printed:
            return int("".join(str(_DIGITS[c]) for c in printed))
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    except KeyError as cause:  # 十十: recognition has doubled a character
        raise ValueError(printed) from cause


def _words(key: str) -> list[tuple[int, int]]:
    """Where the words of a folio line stand, without its day and weekday.

    >>> _words("云港日报2025年11月18日 03 版")
    [(0, 4), (16, 18), (19, 20)]
    """
    words, start = [], 0
    for match in _BETWEEN_WORDS.finditer(key):
        words.append((start, match.start()))
        start = match.end()
    return [(start, end) for start, end in (*words, (start, len(key))) if start < end]


def _number(key: str) -> int | None:
    """The page that a line names: 第3版, 03 要闻; in a dated line also 经济 A03."""
    for match in _NUMBER.finditer(key.strip()):
        if key[: match.start()].rstrip().endswith(_ALL_PAGES):
            continue
        with suppress(ValueError):
            return _small(match[1] or match[2] or match[3])
    if read_date(key) is not None:
        for start, end in _words(key):
            bare = _BARE_NUMBER.fullmatch(key, start, end)
            if bare and not _COUNTED.match(key, end):
                return _small(bare[1])
    return None


def _label(mast: Sequence[Chunk], lexicon: Lexicon) -> str:
    """A label line, or the page name among the words of a folio line."""
    for chunk in mast:
        if chunk.role is Role.LABEL:
            bare = re.sub(r"^第?\s*[A-Z]?\d{0,3}\s*版?\s*:?\s*", "", chunk.text.strip())
            return bare.strip("■□◆◎【】[]《》·-—:： ") or chunk.text
    folios = [c for c in mast if c.role is Role.FOLIO and not lexicon.editors.match(c.key)]
    for chunk in folios:
        for start, end in _words(chunk.key):
            bare = re.sub(r"^第?[A-Z]?\d{1,3}版", "", chunk.key[start:end])
            if bare in lexicon.labels:
                return bare
    return next((name for chunk in folios if (name := _beside_number(chunk, lexicon))), "")


def _beside_number(chunk: Chunk, lexicon: Lexicon) -> str:
    """A page name of no table: the word behind the number in a dated line, or before it."""
    if read_date(chunk.key) is None:
        return ""
    words = _words(chunk.key)
    numbers = [at for at, word in enumerate(words) if _NUMBER_WORD.fullmatch(chunk.key, *word)]
    if not numbers or _number(chunk.key) is None:
        return ""
    for at in (numbers[-1] + 1, numbers[0] - 1):
        if 0 <= at < len(words) and _PAGE_NAME.fullmatch(chunk.key, *words[at]):
            start, end = words[at]
            name = chunk.key[start:end]
            is_paper = name in lexicon.papers or lexicon.paper_name.fullmatch(name)
            if not is_paper and not lexicon.editors.match(chunk.key[start:]):
                return chunk.text[start:end]
    return ""
