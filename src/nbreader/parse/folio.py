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
    r"第?\s*([A-Z]?)(\d{1,3})\s*版|^([A-Z])?0?(\d{1,2})(?=[\s:版]|$)|第\s*([一二三四五六七八九十]{1,3})\s*版"
)
_REPUBLIC = re.compile(r"民国\s*(\d{2,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ONLINE = re.compile(
    r"(?:.*来源:)?([\u4e00-\u9fff]{2,8}?报)(?:数字报|电子版|社版权所有|社.{0,4}版权所有|$)"
)
_IMPRINT = re.compile(r"机关报|统一连续出版物|统一刊号|邮发代号|国内刊号|CN\s*\d\d-\d{4}")
_DAY = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日|(\d{4})[-./](\d{1,2})[-./](\d{1,2})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """What a page says of itself; absent where it does not say."""

    newspaper: str = ""
    date: date | None = None
    number: int | None = None
    label: str = ""


def read_folio(furniture: Sequence[Chunk], *, tables: Tables, lexicon: Lexicon) -> Folio:
    """The first paper, date, page number and page name in a page's furniture.

    Dates in running text are never taken: only the folio's own is the page's.
    A page with the paper's flag and its imprint (serial number, organ line) is
    the front page.
    """
    mast = [c for c in furniture if c.role in (Role.FLAG, Role.FOLIO, Role.LABEL)]
    number = next((k for c in mast if (k := _number(c.key)) is not None), None)
    if number is None and any(c.role is Role.FLAG for c in mast):
        number = 1 if any(_IMPRINT.search(c.key) for c in mast) else None
    return Folio(
        newspaper=next((n for c in mast if (n := _newspaper(c, tables, lexicon))), ""),
        date=next((d for c in mast if (d := read_date(c.key))), None),
        number=number,
        label=_label(mast, lexicon),
    )


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
    for word in chunk.text.split() if chunk.role is Role.FOLIO else [chunk.text]:
        printed = "".join(word.split())
        if lexicon.paper_name.fullmatch(lexicon.key(printed)):
            return printed
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


def _number(key: str) -> int | None:
    match = _NUMBER.search(key.strip())
    if match is None:
        return None
    if key[max(0, match.start() - 2) : match.start()].endswith(("今日", "今天", "本期", "共")):
        return None  # how many pages the issue has
    with suppress(ValueError):
        return _small(match[5] or match[2] or match[4])
    return None


def _label(mast: Sequence[Chunk], lexicon: Lexicon) -> str:
    """A label line, or the page name among the words of a folio line."""
    for chunk in mast:
        if chunk.role is Role.LABEL:
            bare = re.sub(r"^第?\s*[A-Z]?\d{0,3}\s*版?\s*:?\s*", "", chunk.text.strip())
            return bare.strip("■□◆◎【】[]《》·-—:： ") or chunk.text
    for chunk in mast:
        if chunk.role is Role.FOLIO and not lexicon.editors.match(chunk.key):
            for word in re.split(r"[\s|/·::]+", chunk.key):
                bare = re.sub(r"^第?[A-Z]?\d{1,3}版", "", word)
                if bare in lexicon.labels:
                    return bare
    return ""
