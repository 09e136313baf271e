"""Where a line of Chinese may end: pure, in terminal cells.

The rules are those of the Chinese typesetting standard (GB/T 15834, CLREQ):
closing marks do not begin a line, opening marks do not end one, `……` and `——`
are not torn; and a newspaper's own: a number stays with its unit, a Latin word
stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len

NO_START = "，。、；：？！”’』」）》】〉〕］｝,.;:?!)]}%％‰℃·～"
NO_END = "“‘『「（《【〈〔［｛([{《￥$"

# Counters and measures that newspapers print behind a number.
_UNITS = (
    "个百分点 百分点 平方公里 平方米 立方米 标准箱 标准煤 千瓦时 人民币 公里 公顷 公斤 美元 "
    "欧元 港元 日元 英镑 人次 小时 分钟 周年 年代 月份 个月 海里 元 家 个 项 人 名 位 次 年 "
    "月 日 号 时 分 秒 天 周 届 期 版 种 类 条 件 台 套 辆 艘 架 座 栋 幢 层 间 所 户 村 镇 "
    "亩 吨 米 克 升 度 倍 成 岁 级 强 篇 款 处 场 批 对 支 只 头 张 份 门 线 部 轮 省 市 县 "
    "区 国 城 校 股 箱 瓦 株 棵 颗 笔 单 起 例 宗 票 列 班 趟 页 册 本 字 点 步"
)
_UNIT = "|".join(sorted(_UNITS.split(), key=len, reverse=True))
_DIGITS = r"[0-9０-９]+(?:[.,:/．][0-9０-９]+)*"
_SCALE = "[十百千万亿兆]"
_MEASURE = rf"[%％‰℃]|[A-Za-zμ²³]+|[余多]?{_SCALE}+[余多]?(?:{_UNIT})?|[余多]?(?:{_UNIT})"
_DATE = r"[0-9]{2,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日"
_NUMBER = rf"第?[+\-±＋－]?{_DIGITS}(?:[—–~～\-－至]{_DIGITS})?(?: ?(?:{_MEASURE}))?[+＋]?"
_LATIN = r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9'’&+/_@#＋-]*(?:\.[A-Za-z0-9]+)*"
_RUNS = "[…⋯]+|[—―─]+|-{2,}"
_COMBINING = r"[\u0300-\u036f\ufe00-\ufe0f\u200d]*"

_starts = re.escape(NO_START)
_ends = re.escape(NO_END)
_UNBREAKABLE = re.compile(
    rf"(?:[{_ends}]\s*)*(?:{_DATE}|{_NUMBER}|{_LATIN}|{_RUNS}|[^\s{_starts}{_ends}])?{_COMBINING}"
    rf"(?:\s*[{_starts}])*"
)
_WORD = re.compile(r"\S+")
_PATH = re.compile(r"\S*[/\\]\S*")


def break_lines(
    text: str,
    measure: int,
    *,
    indent: int = 0,
    seams: Collection[int] = (),
    whole_words: bool = False,
) -> tuple[tuple[int, int], ...]:
    """Ranges of `text`, one a line, that together hold all but its blanks.

    Args:
        text: one paragraph.
        measure: cells in a line, at least 2.
        indent: cells that the first line leaves free.
        seams: positions where a mark of one cell is drawn before the character.
        whole_words: break at blanks only, as for a list of names.

    A unit longer than a whole line is the only thing that is ever torn.

    >>> break_lines("产值达40.5亿元。", 10)
    ((0, 3), (3, 10))
    """
    measure = max(2, measure)
    lines: list[tuple[int, int]] = []
    begin, end, room = -1, -1, measure - indent
    for start, stop in _units(text, measure, whole_words):
        width = _width(text, start, stop, seams)
        gap = cell_len(text[end:start]) if begin >= 0 else 0
        if begin >= 0 and gap + width > room:
            lines.append((begin, end))
            begin, room, gap = -1, measure, 0
        if begin < 0:
            begin = start
        end, room = stop, room - gap - width
    if begin >= 0:
        lines.append((begin, end))
    return tuple(lines)


def break_evenly(text: str, measure: int) -> tuple[tuple[int, int], ...]:
    """Ranges of a head: as few lines as `break_lines` needs, about equally long.

    A head that does not fit is broken at its blanks when that costs no line.
    """
    lines = break_lines(text, measure)
    if len(lines) < 2:
        return lines
    by_phrase = break_lines(text, measure, whole_words=True)
    if len(by_phrase) == len(lines) and all(a[1] < b[0] for a, b in pairwise(by_phrase)):
        return by_phrase
    narrow, wide = 2, measure
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(break_lines(text, middle)) > len(lines):
            narrow = middle + 1
        else:
            wide = middle
    return break_lines(text, wide)


def cut_cells(text: str, room: int) -> str:
    """`text` in at most `room` cells, its end replaced by … if it is longer."""
    if cell_len(text) <= room:
        return text
    if room < 1:
        return ""
    return text[: fitting(text, room - 1)] + "…"


def cut_middle(text: str, room: int) -> str:
    """`text` in at most `room` cells, its middle replaced by … if it is longer."""
    if cell_len(text) <= room or room < 4:
        return cut_cells(text, room)
    tail = (room - 1) // 2
    head = room - 1 - tail
    last = len(text)
    while last and cell_len(text[last - 1 :]) <= tail:
        last -= 1
    return text[: fitting(text, head)] + "…" + text[last:]


def cut_path(text: str, room: int) -> str:
    """`text` in `room` cells if a path in it can give way, else `text` as it is.

    Where a sentence is about a file, what is wrong with it stands behind the path.

    >>> cut_path("资料库 /home/lin/papers/library.db 坏了。", 30)
    '资料库 /home/li…rary.db 坏了。'
    """
    path = max(_PATH.findall(text), key=cell_len, default="")
    rest = cell_len(text) - cell_len(path)
    if not path or rest + cell_len(path) <= room:
        return text
    return text.replace(path, cut_middle(path, max(1, room - rest)), 1)


def fitting(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` cells."""
    used = 0
    for count, character in enumerate(text):
        used += cell_len(character)
        if used > room:
            return count
    return len(text)


@lru_cache(maxsize=512)
def _units(text: str, measure: int, whole_words: bool) -> tuple[tuple[int, int], ...]:
    pattern = _WORD if whole_words else _UNBREAKABLE
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        start, stop = match.span()
        if start == stop:
            continue
        if cell_len(text[start:stop]) < measure:
            found.append((start, stop))
        elif whole_words:
            found += [(start + a, start + b) for a, b in _units(text[start:stop], measure, False)]
        else:
            found += _torn(text, start, stop, measure)
    return tuple(found)


def _torn(text: str, start: int, stop: int, measure: int) -> list[tuple[int, int]]:
    """Parts of a unit that no line can hold, torn where it hurts least."""
    parts = []
    while start < stop:
        cut = start + max(1, fitting(text[start:stop], measure - 1))
        best = cut
        while best > start + 1 and best < stop and not _may_break(text, best):
            best -= 1
        cut = best if best > start + 1 or _may_break(text, best) else cut
        parts.append((start, cut))
        start = cut
        while start < stop and text[start].isspace():
            start += 1
    return parts


def _may_break(text: str, at: int) -> bool:
    if at >= len(text):
        return True
    return text[at] not in NO_START and text[at - 1] not in NO_END


def _width(text: str, start: int, stop: int, seams: Collection[int]) -> int:
    width = cell_len(text[start:stop])
    return width + sum(start <= seam < stop for seam in seams) if seams else width
