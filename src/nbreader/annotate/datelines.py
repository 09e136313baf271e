"""Where an article's story begins behind its dateline: 本报讯（记者 王伟）|温州港去年…"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from nbreader.annotate.folding import Folded
from nbreader.annotate.lexicon import alternatives, load_surnames, load_words

_OPENING = r"[\s　“”【\[□■●▲◆◎○]*"
_DATE = r"(?:(?:20[0-9]{2}年)?(?:[0-9]{1,2}\s*月\s*)?[0-9]{1,2}\s*日|[昨今]日|[昨今]天)"
# Where and when a report was sent: 合肥, 长沙3月5日; no sentence of its own.
_SENT = rf"(?:[\u4e00-\u9fff]{{2,8}}?\s*)?(?:{_DATE}\s*)?"
_NO_NAME = r"(?![\u4e00-\u9fff]{0,2}[省市区县镇乡村])"
_FILLING = "。"  # a stop to all rules, so what follows opens a sentence


def without_dateline(folded: Folded, end: int) -> Folded:
    """The folded text of a block with its dateline filled by stops; places stay.

    A dateline is what papers print before the first sentence: whose report it is
    (本报讯, 新华社长沙3月5日电, 扬子晚报讯), and who wrote it, in brackets, before
    报道, or set apart by white space. `end` is where it ends as printed.
    """
    if not end:
        return folded
    stop = folded.at(end)
    return replace(folded, text=_FILLING * stop + folded.text[stop:])


def dateline_end(printed: str) -> int:
    """Where the dateline of a block ends, 0 where it has none.

    >>> dateline_end("本报讯（记者 王伟）温州港去年")
    10
    """
    if not _may_open().match(printed):
        return 0
    match = _dateline().match(printed)
    return match.end() if match else 0


@cache
def _may_open() -> re.Pattern[str]:
    """A cheap look at the first characters: most blocks have no dateline."""
    words = load_words("datelines")
    signs = alternatives((*words["houses"], *words["media"], *words["writers"]))
    return re.compile(rf".{{0,24}}?(?:{signs})", re.DOTALL)


@cache
def _dateline() -> re.Pattern[str]:
    """The parts of a dateline, in any number: 据新华社电, （记者 王伟）, 记者 何晴 报道."""
    words = load_words("datelines")
    houses, media, writers, ways, no_report, no_wire = (
        f"(?:{alternatives(words[name])})"
        for name in ("houses", "media", "writers", "ways", "no_report", "no_wire")
    )
    end = rf"(?:专电|专讯|快讯|电讯|讯(?!{no_report})|电(?!{no_wire}))"
    house = rf"(?:{houses}|[\u4e00-\u9fff]{{2,8}}?{media})"
    sent = rf"(?:据\s*)?(?:{houses}\s*{_SENT}|{house}\s*(?:{_DATE}\s*)?){end}"
    surname = f"[{''.join(sorted(load_surnames()))}]"
    name = rf"{_NO_NAME}{surname}(?:[\u4e00-\u9fff]{{1,2}}|\s[\u4e00-\u9fff])"
    office = rf"(?:{house}\s*)?(?:[\u4e00-\u9fff]{{2,4}}\s*)?{writers}\s*[:：]?\s*"
    names = rf"{name}(?:[\s、]+{name}(?=[\s、]|{ways}|{writers}))*"
    signed = rf"{office}{names}"
    bracket = rf"[（(【][^（）()【】。]{{0,30}}?{writers}[^（）()【】。]{{0,60}}[）)】]"
    alone = rf"[（(]\s*{name}(?:[\s、，/]+{name})*\s*[）)]"  # only where 本报讯 stands before
    # 记者王伟 says who wrote only where it is closed; 记者王伟看到… is a sentence.
    loose = rf"{signed}(?:\s*(?:{signed}))*(?:\s*{ways}|\s+)"
    return re.compile(
        rf"{_OPENING}(?:(?:{sent}(?:\s*{alone})?|{bracket}|{loose})[\s　”】\]:：|丨]*)+"
    )
