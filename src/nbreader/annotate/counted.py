"""What stands behind a number: the noun it counts, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from nbreader.annotate.folding import GAP
from nbreader.annotate.lexicon import load_words, word_list
from nbreader.annotate.phrases import (
    CLOSING,
    JOINTS,
    LONGEST,
    OPENING,
    SIZE_CLASS,
    Token,
    read_tokens,
    whole_quotes,
)

_KEPT = 1024  # clauses whose reading is kept: each is asked for several times in a row


class Counted(NamedTuple):
    """The noun behind a number, and the predicate that follows it.

    `size` is the class of size that opens the noun (亿元以上 of 亿元以上项目).
    """

    noun: str
    predicate: str
    size: str = ""


@lru_cache(maxsize=_KEPT)
def read_counted(clause: str) -> Counted:
    """The noun that opens `clause` and its predicate; the text stands behind a number."""
    body = clause.removeprefix("的")
    size = SIZE_CLASS.match(body)
    begin = size.end() if size and not body.startswith("一") else 0
    tokens = read_tokens(body[begin:], begin)
    end = _noun_end(tokens)
    stop = tokens[end].at if end < len(tokens) else len(body)
    noun = _last_noun(tokens[:end], whole_quotes(body[begin:stop]), begin)
    noun = (body[:begin] + noun).strip("、和及与或" + GAP)
    held = _measured(noun)
    if held and body[:stop].endswith(held):
        noun, stop = noun.removesuffix(held), stop - len(held)
    return Counted(noun=noun, predicate=body[stop:], size=body[:begin])


def _measured(noun: str) -> str:
    """净利润 of 70家上市公司净利润超过…: what is measured of those who are counted."""
    head = word_list("nouns", "heads").ending(noun)
    ends = [noun.rfind(wide) + len(wide) for wide in load_words("verbs")["wide"] if wide in noun]
    if not head or not ends or max(ends) > len(noun) - len(head):
        return ""
    return noun[max(ends) :]


def _noun_end(tokens: Sequence[Token]) -> int:
    """The index behind the last word of the noun phrase that the words begin with."""
    depth = 0
    if tokens and tokens[0].word in ("(", "（"):  # a remark on the number
        return 0
    for index, token in enumerate(tokens):
        if token.word in OPENING:
            depth += 1
        elif token.word in CLOSING:
            depth -= 1
            if depth < 0:
                return index
        elif not depth and _ends_noun(tokens, index):
            return index
    return len(tokens)


def _ends_noun(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.word == "的" or token.word in word_list("nouns", "inside"):
        return False
    if token.word in JOINTS:
        return index in (0, len(tokens) - 1) or not _goes_on(tokens[index + 1])
    if token.word in word_list("verbs", "ends"):
        both = token.word in word_list("verbs", "both")
        return not (both and _stands_inside(tokens, index))
    if token.is_short_verb:
        return True
    return token.is_closed and not (index == 0 and token.tag in ("f", "d", "ad"))


def _stands_inside(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word that can be a verb opens the noun, or joins its parts."""
    if index + 1 == len(tokens):
        return True
    return index == 0 or tokens[index + 1].tag.startswith(("n", "v", "l", "j"))


def _goes_on(token: Token) -> bool:
    if token.word in OPENING or token.word in word_list("nouns", "inside"):
        return True
    return not token.is_closed and token.word not in word_list("verbs", "ends")


def _last_noun(tokens: Sequence[Token], noun: str, begin: int) -> str:
    """What stands behind the last 的 where a clause stands before it.

    应用公司产品的氢能重卡 counts 氢能重卡.
    """
    *_, last = noun.split("的")
    if len(last) == len(noun) or not last:
        return noun.removesuffix("的")
    verbs = word_list("verbs", "ends", "light", "strong")
    cut = begin + len(noun) - len(last)
    led = any(token.word in verbs for token in tokens if token.at < cut)
    return last if led or len(noun) > LONGEST else noun
