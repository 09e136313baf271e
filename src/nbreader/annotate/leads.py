"""What stands before a number in its clause: a noun, its verb, and how it moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from nbreader.annotate.folding import GAP
from nbreader.annotate.lexicon import WordList, load_places, load_words, word_list
from nbreader.annotate.periods import INSIDE
from nbreader.annotate.phrases import (
    CLOSING,
    JOINTS,
    LONGEST,
    OPENING,
    SIZE_CLASS,
    Token,
    is_noun,
    read_tokens,
    whole_quotes,
)

# A share is one noun: 工业增加值占GDP比重.
_SHARE = re.compile(r"占[^，。；、,;占]{1,12}(?:比重|比例|份额|总数|总量|总额)$")
# How a figure differs from another one: 高出全国平均.
_APART = re.compile(
    r"(?:(?:高出|高于|低于|低出|快于|慢于|优于|领先|落后|超出|超过)于?[^，。；、,;0-9]{2,12}"
    r"|[比较](?!上年|去年|同期)[^，。；、,;0-9]{2,12}?(?:[高低多少快慢大小]|超)[出了]?)$"
)
# Words that lead to where a change begins: 从2020年的, 由去年的.
_FROM = re.compile(
    r"[从由自](?:(?:(?:19|20)[0-9]{2}年|[去上前]年|原来|原先|最初|起初|当初|过去|此前|之前)"
    r"[底末初]?的?(?:全国|全省|全市|全球)?)?$"
)
_WHEN = re.compile(
    r"(?:(?:19|20)[0-9]{2}年底?|今年|去年|目前|现在|如今|当前|最初|起初|原来|原先)的?$"
)
# What an amount is compared with (较2023年同期), and a remark in brackets before a change.
_AGAINST = re.compile(
    r"(?:相?比|较)(?:(?:(?:19|20)[0-9]{2}年|[上去前][年月]|上半年|上季度|上学期|年初|疫情前|平日|平时|往[日年届]|以往|此前|之前|预期|计划|预算"
    r"|[0-9一二两三四五六七八九十]+(?:年|个月)前)(?:同期|底|末)?|同期)$"
)
# Of what one unit the number is told: 房价涨至每晚, 标准每人每月提高.
_UNITS_OF_ONE = "晚夜天年月日周季人亩户吨斤件台辆只间套股克度次升桶箱平米张位名头棵株座"
_PER = re.compile(
    f"(?:每(?:平方米|立方米|平方公里|公里|公斤|千瓦时|小时|分钟|标准箱|百户|[{_UNITS_OF_ONE}]))+$"
)
_TWICE = re.compile("[“‘]?双$")
_RATE = re.compile("[\u4e00-\u9fff]{2}率$")  # 就诊率, which the tagger cuts
# What the four above can end in: most clauses end otherwise, and need no search.
_TAIL_ENDS = frozenset(
    "从由自年来先初当去前底末的国省市球在今双" + _UNITS_OF_ONE + "米里斤时钟箱户"
)
_REMARK = re.compile(r"[（(][^（）()]{1,12}[)）]$")
_REACHED = re.compile("[达为是占破升降提减增超]|实现|完成")
_PHRASE = re.compile(r"[在从对由][^，。；、,;]{1,14}?[中里](?![国心小试高期医欧西东部程面])(?=.)")
# What a name is listed as, between it and what is measured of it: 三一重工（600031）|营收.
_CODE = re.compile(r"[（(][^（）()]{0,8}[0-9]{4,6}(?:\.[A-Z]{2})?[)）]")
# The other name of who stands before it: 某集团有限公司（简称某集团）|投资.
_CALLED = re.compile(r"[（(](?:以下|下|又|亦|也)?(?:简|统)?称(?:为)?[^（）()，。；,;]{1,20}[)）]")
# Where it is done, no part of what is measured: 将在澜州|投资.
_WHERE = re.compile(
    r"(?<=[将拟要会])在(?!建)[^\W投建]{2,8}?(?=(?:累计|总|共|再|新|追加)?(?:投资|投入|注资|投建))"
)
_SPAN = re.compile(rf"(?:年|个月|天){INSIDE}(?=.)")
_WORD_ENDS = frozenset("报出成起住得高长重大深宽到至")  # verbs that end other words as well
_WORD = 6  # enough characters to see where the last word begins
_KEPT = 1024  # clauses whose reading is kept: each is asked for several times in a row
_YEARS = tuple("去今前明当全近上每本历0123456789")
# 60岁及|以上|老年人口, but 硕士及|以上学历教师.
_BOUND = re.compile("^[及或]?以[上下内]的?(?=.)")
_BOUNDED = re.compile("[0-9一二三四五六七八九十百千万亿][^0-9，。；、]{1,3}[及或]?$|^[及或]?$")
_PLANNED = re.compile("计划|预计|预期(?!寿命)|力争|争取")


class Lead(NamedTuple):
    """What stands before a number in its clause.

    `noun` is the noun phrase at the end (产品研发周期), `verb` the verb that
    leads it or stands alone (攻克, 投资), `change` how it moved (同比增长), and
    `start` is where the first of them begins in the clause.
    """

    noun: str = ""
    verb: str = ""
    change: str = ""
    start: int = 0
    reached: bool = False  # a verb of reaching stands before the number (达, 为, 占)


@lru_cache(maxsize=_KEPT)
def read_lead(clause: str) -> Lead:
    """The noun and verb at the end of `clause`, the text before a number."""
    rest, change = _without_tail(clause)
    reached = _REACHED.search(clause[len(rest) :]) is not None
    head = _head(rest)
    verb = "" if head else _lone_verb(rest)
    if verb:
        start = len(rest) - len(verb)
        return Lead(verb=verb, change=_kind_of_change(change), start=start, reached=reached)
    begin = _last_phrase_end(rest)
    tokens = read_tokens(rest[begin : len(rest) - len(head)], begin)
    if head:
        tokens.append(Token(head, "n", len(rest) - len(head)))
    first = _noun_start(tokens)
    at = tokens[first].at if first < len(tokens) else len(rest)
    verb = _verb_before(tokens, first)
    if not verb and rest[at:] in word_list("verbs", "both") and not head:
        verb, at = rest[at:], len(rest)  # 换电站累计|建设
    start = rest.rfind(verb, 0, at) if verb else at
    if verb in word_list("change", "up", "down"):
        verb, change = "", verb + change
    noun = _PLANNED.split(whole_quotes(rest[at:]))[-1].strip("的" + GAP)
    noun = _BOUND.sub("", noun) if _BOUNDED.search(rest[:at]) else noun
    return Lead(noun=noun, verb=verb, change=_kind_of_change(change), start=start, reached=reached)


# The words that only lead to the number


def _without_tail(clause: str) -> tuple[str, str]:
    """The clause without its last verbs and adverbs, and those that tell a change.

    A noun of the table (增长率, 全长) is never cut, though it ends like a verb;
    nor is a verb that a noun may stand before (新增, 形成).
    """
    apart = _APART.search(clause)
    if apart:
        return clause[: apart.start()], apart.group()
    rest, change = clause, ""
    while rest:
        cut = None
        if rest[-1] in _TAIL_ENDS:
            cut = _FROM.search(rest) or _WHEN.search(rest) or _TWICE.search(rest)
            cut = cut or _PER.search(rest)
        if change and cut is None:
            cut = _REMARK.search(rest)
        against = _AGAINST.search(rest) if change else None
        if against:
            rest, change = rest[: against.start()], against.group() + change
            continue
        word = cut.group() if cut else _leading_word(rest)
        if not word:
            break
        rest = rest[: -len(word)]
        if word in word_list("change", "up", "down") or (
            change and word in word_list("change", "bases")
        ):
            change = word + change
    return rest, change


def _leading_word(rest: str) -> str:
    """The verb or adverb that `rest` ends with, if it is not the end of another word."""
    leading = _leading_words()
    word = leading.ending(rest)
    if not word:
        return ""
    if word in _WORD_ENDS and read_tokens(rest[-_WORD:])[-1].word != word:
        return ""  # 演出 ends in 出, and is one word
    kept = _whole_words().ending(rest)
    is_verb = kept in word_list("verbs", "light", "strong")
    if len(word) < len(kept) or (len(word) == len(kept) and not is_verb):
        return ""
    heads = word_list("nouns", "heads")
    for length in range(1, len(word)):  # 比重达 ends in 比重 and 达, not in 重达
        if rest[-length:] in leading and heads.ending(rest[:-length]):
            return rest[-length:]
    return word


@cache
def _leading_words() -> WordList:
    """Verbs and adverbs that lead to a number: 达到, 同比, 约, 增长."""
    words = [load_words("change")[name] for name in ("up", "down", "bases")]
    words += [load_words("approx")[name] for name in ("about", "over", "under")]
    return WordList(chain(load_words("verbs")["reach"], *words))


@cache
def _whole_words() -> WordList:
    """Words that are never cut: nouns of the table, verbs with an object, places."""
    verbs = load_words("verbs")
    return WordList(
        chain(load_words("nouns")["heads"], verbs["light"], verbs["strong"], load_places())
    )


def _kind_of_change(change: str) -> str:
    """增长到 leads to an amount, which is no growth itself."""
    return "" if change.endswith(("到", "至", "为")) else change.rstrip("了达")


# The noun and its verb


def _head(text: str) -> str:
    """The noun of the table, or the share of a whole, that `text` ends with."""
    share = _SHARE.search(text)
    if share:
        return share.group()
    heads = word_list("nouns", "heads")
    head = heads.ending(text)
    if head[:1] == "年" and text[: -len(head)].endswith(_YEARS):  # 去年|营收, not 去|年营收
        return heads.ending(head[1:])
    rate = None if head else _RATE.search(text)
    return rate.group() if rate else head


def _lone_verb(text: str) -> str:
    """A verb of the table that ends the clause, where the tagger would cut it (降本)."""
    verb = word_list("verbs", "strong", "light").ending(text)
    return "" if len(verb) < 2 or verb in word_list("verbs", "both") else verb


def _last_phrase_end(text: str) -> int:
    """Where the phrase 从清单中 ends, whose noun is not the number's, or a code in brackets.

    Or the span 三年内, the other name of who acts, or 在澜州 before 投资.
    """
    ends = [match.end() for match in _PHRASE.finditer(text)]
    if "内" in text:
        ends += [match.end() for match in _SPAN.finditer(text)]
    if "）" in text or ")" in text:
        ends += [match.end() for match in _CODE.finditer(text)]
        ends += [match.end() for match in _CALLED.finditer(text)]
    if "在" in text:
        ends += [match.end() for match in _WHERE.finditer(text)]
    return max(ends, default=0)


def _noun_start(tokens: Sequence[Token]) -> int:
    """The index of the first word of the noun phrase that the words end in."""
    first, length, closing = len(tokens), 0, 0
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index].word
        length += len(word)
        if length > LONGEST:
            break
        if word in CLOSING:
            closing += 1
        elif word in OPENING:
            closing -= 1
            if closing < 0:
                break
        elif not closing and not _is_nominal(tokens, index, first):
            break
        first = index
    if first and len(tokens) - first == 1 and len(tokens[first].word) == 1:
        first -= _belongs(tokens, first - 1)
    first = first if not closing else _behind_last_close(tokens, first)
    return first + 1 if first < len(tokens) and tokens[first].word in JOINTS else first


def _belongs(tokens: Sequence[Token], index: int) -> bool:
    """充电|桩, 加氢|站: a verb that a noun of one character needs to be a word."""
    token = tokens[index]
    if len(token.word) != 2 or not token.tag.startswith("v"):
        return False
    return token.word in word_list("verbs", "both") or not _is_verb(tokens, index)


def _behind_last_close(tokens: Sequence[Token], first: int) -> int:
    """Where a bracket never opened, the noun is what stands behind its end."""
    for index in range(len(tokens) - 1, first - 1, -1):
        if tokens[index].word in CLOSING:
            return index + 1
    return first


def _is_nominal(tokens: Sequence[Token], index: int, first: int) -> bool:
    """Tell whether a word can belong to a noun phrase whose rest begins at `first`."""
    token = tokens[index]
    behind = tokens[first].word if first < len(tokens) else ""
    if token.word == "的":  # 企业的占比, but not 覆盖广泛的产业链
        return 0 < len(behind) <= 2 and is_noun(tokens, index - 1)
    if token.word in JOINTS:
        return bool(behind) and is_noun(tokens, index - 1)
    if token.word == "全部" or (behind and SIZE_CLASS.fullmatch(token.word)):
        return True
    if token.word in word_list("nouns", "openers", "stops") or _is_verb(tokens, index):
        return False
    return not token.is_closed or token.tag == "q"  # 充电桩, 种植户


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the word at `index` leads an object.

    A word that can be either is a verb where no noun stands before it.
    """
    token = tokens[index]
    if token.word in word_list("verbs", "both") or token.word in word_list("nouns", "heads"):
        is_last = index + 1 == len(tokens)
        return not is_last and token.tag.startswith("v") and not is_noun(tokens, index - 1)
    if token.word in word_list("verbs", "light", "strong"):
        return True
    if len(token.word) > 1 and token.word in word_list("change", "up", "down"):
        return True
    return token.is_short_verb


def _verb_before(tokens: Sequence[Token], first: int) -> str:
    """The verb that leads the noun phrase at `first`, "" for none."""
    index = first - 1
    if index >= 0 and tokens[index].word in ("了", "出", "过"):
        index -= 1
    word = tokens[index].word if index >= 0 else ""
    if word in word_list("verbs", "light", "strong", "both"):
        return word
    return word if word in word_list("change", "up", "down") and len(word) > 1 else ""
