"""The noun beside a number: what stands before it, or what it counts behind it.

Verbs come from closed lists in `data/metrics.toml`; the tagger's parts of
speech only say which words are particles, adverbs and prepositions, since it
takes 营收 and 增速 for verbs and 清单 for an adjective.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbreader.annotate.folding import GAP
from nbreader.annotate.lexicon import WordList, word_list
from nbreader.words import tags

_OPEN, _CLOSE = "“‘「『（(《〈", "”’」』）)》〉"
_AND = frozenset({"、", "和", "及", "与", "以及", "或", "暨"})
# Tags of words that end a noun phrase: adverb, preposition, pronoun, time ...
_CLOSED = ("d", "p", "r", "t", "m", "y", "e", "o", "u", "c", "f", "q", "x")
# Words with such tags that stand inside noun phrases all the same.
_LONGEST = 24  # a longer noun phrase is a clause that was misread
# A share is one noun: 工业增加值占GDP比重.
_SHARE = re.compile(r"占[^，。；、,;占]{1,12}(?:比重|比例|份额|总数|总量|总额)$")
# How a figure differs from another one: 高出全国平均.
_APART = re.compile(
    r"(?:高出|高于|低于|低出|快于|慢于|优于|领先|落后|超出|超过)(?:于)?[^，。；、,;0-9]{2,12}$"
)
# Words that lead to where a change begins: 从2020年的, 由去年的.
_FROM = re.compile(
    r"[从由自](?:(?:(?:19|20)[0-9]{2}年|[去上前]年|原来|原先|最初|起初|当初|过去|此前|之前)"
    r"[底末初]?的?(?:全国|全省|全市|全球)?)?$"
)
_WHEN = re.compile(
    r"(?:(?:19|20)[0-9]{2}年底?|今年|去年|目前|现在|如今|当前|最初|起初|原来|原先)的?$"
)
_PHRASE = re.compile(
    r"[在从对由](?:[^，。；、,;]{1,14}?)[中里](?![国心小试高期医欧西东部程面])(?=.)"
)
_PLANNED = re.compile("计划|预计|预期|力争|争取")
_LATIN = re.compile(r"[A-Za-z0-9.+&-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What stands before a number in its clause.

    `noun` is the noun phrase at the end (产品研发周期), `verb` the verb that
    leads it or stands alone (攻克, 投资), `change` how it moved (同比增长), and
    `start` is where the first of them begins in the clause.
    """

    noun: str
    verb: str
    change: str
    start: int
    reached: bool  # a verb of reaching or of change stands before the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What stands behind a number: the noun, and the predicate that follows it."""

    noun: str
    predicate: str


def read_lead(clause: str) -> Lead:
    """The noun and verb at the end of `clause`, the text before a number."""
    rest, change, reached = _without_tail(clause)
    phrase = _last_phrase_end(rest)
    head = _head(rest)
    verb = "" if head else _lone_verb(rest)
    if verb:
        start = len(rest) - len(verb)
        return Lead(noun="", verb=verb, change=change, start=start, reached=reached)
    tokens = _tokens(rest[phrase : len(rest) - len(head)], phrase)
    if head:
        tokens.append((head, "n", len(rest) - len(head)))
    first = _noun_start(tokens)
    at = tokens[first][2] if first < len(tokens) else len(rest)
    verb = _verb_before(tokens, first)
    if verb in word_list("change", "up", "down"):
        verb, change = "", verb + change
    noun = _PLANNED.split(_whole_quotes(rest[at:]))[-1].strip("的" + GAP)
    start = rest.rfind(verb, 0, at) if verb else at
    return Lead(noun=noun, verb=verb, change=_kind_of_change(change), start=start, reached=reached)


def _last_phrase_end(text: str) -> int:
    """Where the phrase 从清单中 ends, whose noun is not the number's."""
    ends = [match.end() for match in _PHRASE.finditer(text)]
    return ends[-1] if ends else 0


def _lone_verb(text: str) -> str:
    """A verb of the table that ends the clause, where the tagger would cut it (降本)."""
    verb = word_list("verbs", "strong").ending(text)
    return "" if len(verb) < 2 or verb in word_list("verbs", "both") else verb


def _kind_of_change(change: str) -> str:
    """增长到 leads to an amount, which is no growth itself."""
    return "" if change.endswith(("到", "至", "为")) else change.rstrip("了达")


def _head(text: str) -> str:
    """The noun of the table, or the share of a whole, that `text` ends with."""
    share = _SHARE.search(text)
    return share.group() if share else word_list("nouns", "heads").ending(text)


def _whole_quotes(noun: str) -> str:
    """The noun without the half of a quotation that ends or begins in it."""
    for opening, closing in zip(_OPEN, _CLOSE, strict=True):
        while noun.count(closing) > noun.count(opening):
            noun = noun.partition(closing)[2]
        while noun.count(opening) > noun.count(closing):
            noun = noun.rpartition(opening)[2 if noun.endswith(opening) else 0]
    return noun


def _without_tail(clause: str) -> tuple[str, str, bool]:
    """The clause without the words that only lead to the number.

    A noun of the table (增长率, 全长) is never cut, though it ends like a verb.
    """
    apart = _APART.search(clause)
    if apart:
        return clause[: apart.start()], apart.group(), True
    rest, change = clause, ""
    while rest:
        cut = _FROM.search(rest) or _WHEN.search(rest)
        word = cut.group() if cut else _leading_word(rest)
        if not word:
            break
        rest = rest[: -len(word)]
        if word in word_list("change", "up", "down") or (
            change and word in word_list("change", "bases")
        ):
            change = word + change
    return rest, change, len(rest) < len(clause)


def _leading_word(rest: str) -> str:
    """The verb or adverb that `rest` ends with, if it is not the end of a noun."""
    heads = word_list("nouns", "heads")
    word = max((words.ending(rest) for words in _leading_lists()), key=len)
    if len(word) <= len(heads.ending(rest)):
        return ""
    for length in range(1, len(word)):  # 比重达 ends in 比重 and 达, not in 重达
        if heads.ending(rest[:-length]) and any(
            rest[-length:] in words for words in _leading_lists()
        ):
            return rest[-length:]
    return word


def _leading_lists() -> tuple[WordList, ...]:
    return (
        word_list("change", "up", "down"),
        word_list("change", "bases"),
        word_list("verbs", "reach"),
        word_list("approx", "about", "over", "under"),
    )


def _tokens(text: str, at: int = 0) -> list[tuple[str, str, int]]:
    """Words with their tags and places; a verb of the lists is split off its object."""
    found = []
    for word, tag in tags(text):
        for part in _split_verb(word):
            found.append((part, "v" if part != word else tag, at))
            at += len(part)
    return found


def _split_verb(word: str) -> Iterator[str]:
    """解决问题 is one word to the tagger."""
    verbs = word_list("verbs", "light", "strong")
    if len(word) == 4 and word[:2] in verbs and word not in word_list("nouns", "heads"):
        yield word[:2]
        yield word[2:]
    else:
        yield word


# Before the number


def _noun_start(tokens: Sequence[tuple[str, str, int]]) -> int:
    """The index of the first word of the noun phrase that the words end in."""
    first, length, closing = len(tokens), 0, 0
    for index in range(len(tokens) - 1, -1, -1):
        word, _, _ = tokens[index]
        length += len(word)
        if length > _LONGEST:
            break
        if word in _CLOSE:
            closing += 1
        elif word in _OPEN:
            closing -= 1
            if closing < 0:
                break
        elif not closing and not _is_nominal(tokens, index, first):
            break
        first = index
    return first if not closing else _behind_last_close(tokens, first)


def _behind_last_close(tokens: Sequence[tuple[str, str, int]], first: int) -> int:
    """Where a bracket never opened, the noun is what stands behind its end."""
    for index in range(len(tokens) - 1, first - 1, -1):
        if tokens[index][0] in _CLOSE:
            return index + 1
    return first


def _is_nominal(tokens: Sequence[tuple[str, str, int]], index: int, first: int) -> bool:
    """Tell whether a word can belong to a noun phrase whose rest begins at `first`."""
    word, tag, _ = tokens[index]
    behind = tokens[first][0] if first < len(tokens) else ""
    if word == "的":  # 企业的占比, but not 覆盖广泛的产业链
        return len(behind) <= 2 and bool(behind) and _is_noun_tag(tokens, index - 1)
    if word in word_list("nouns", "inside") or word == "全部" or _LATIN.fullmatch(word):
        return True
    if word in word_list("nouns", "openers") or word in word_list("nouns", "stops"):
        return False
    if _is_verb(tokens, index):
        return False
    return not tag.startswith(_CLOSED)


def _is_noun_tag(tokens: Sequence[tuple[str, str, int]], index: int) -> bool:
    return index >= 0 and tokens[index][1].startswith(("n", "j", "l"))


def _is_verb(tokens: Sequence[tuple[str, str, int]], index: int) -> bool:
    """Tell whether the word at `index` leads an object.

    A word that can be either is a verb where no noun stands before it.
    """
    word, tag, _ = tokens[index]
    if word in word_list("verbs", "both") or word in word_list("nouns", "heads"):
        return (
            index + 1 < len(tokens) and not _is_noun_before(tokens, index) and tag.startswith("v")
        )
    if word in word_list("verbs", "light", "strong"):
        return True
    if len(word) > 1 and word in word_list("change", "up", "down"):
        return True
    return len(word) == 1 and tag.startswith("v")


def _is_noun_before(tokens: Sequence[tuple[str, str, int]], index: int) -> bool:
    if index == 0:
        return False
    word, tag, _ = tokens[index - 1]
    return not tag.startswith((*_CLOSED, "v")) or tag == "vn" or word in word_list("verbs", "both")


def _verb_before(tokens: Sequence[tuple[str, str, int]], first: int) -> str:
    """The verb that leads the noun phrase at `first`, "" for none."""
    index = first - 1
    if index >= 0 and tokens[index][0] in ("了", "出", "过"):
        index -= 1
    if index < 0:
        return ""
    word = tokens[index][0]
    if word in word_list("verbs", "light", "strong", "both"):
        return word
    return word if word in word_list("change", "up", "down") and len(word) > 1 else ""


# Behind the number


def read_counted(clause: str) -> Counted:
    """The noun that a number counts and its predicate, from the text behind the number."""
    of = clause.startswith("的")
    body = clause.removeprefix("的")
    tokens = _tokens(body)
    end = _noun_end(tokens)
    stop = tokens[end][2] if end < len(tokens) else len(body)
    noun = _last_noun(tokens[:end], _whole_quotes(body[:stop])).strip("、和及与或" + GAP)
    if of and not noun:
        return Counted(noun="", predicate="")
    return Counted(noun=noun, predicate=body[stop:])


def _noun_end(tokens: Sequence[tuple[str, str, int]]) -> int:
    """The index behind the last word of the noun phrase that the words begin with."""
    ends = word_list("verbs", "ends")
    both = word_list("verbs", "both")
    depth = 0
    for index, (word, tag, _) in enumerate(tokens):
        if word in _OPEN:
            depth += 1
        elif word in _CLOSE:
            depth -= 1
            if depth < 0:
                return index
        elif depth or word in word_list("nouns", "inside") or word == "的":
            continue
        elif word in _AND:
            if index in (0, len(tokens) - 1) or not _goes_on(tokens, index + 1):
                return index
        elif word in ends:
            if not (word in both and _stands_inside(tokens, index)):
                return index
        elif _closes_noun(word, tag) and not (index == 0 and tag in ("f", "d", "ad")):
            return index
    return len(tokens)


def _closes_noun(word: str, tag: str) -> bool:
    if tag.startswith(_CLOSED):
        return not _LATIN.fullmatch(word)
    return len(word) == 1 and tag.startswith("v")


def _stands_inside(tokens: Sequence[tuple[str, str, int]], index: int) -> bool:
    """Tell whether a word that can be a verb opens the noun, or joins its parts."""
    if index + 1 == len(tokens):
        return True
    return index == 0 or tokens[index + 1][1].startswith(("n", "v", "l", "j"))


def _goes_on(tokens: Sequence[tuple[str, str, int]], index: int) -> bool:
    word, tag, _ = tokens[index]
    return (
        word in _OPEN
        or word in word_list("nouns", "inside")
        or not (tag.startswith(_CLOSED) or word in word_list("verbs", "ends"))
    )


def _last_noun(tokens: Sequence[tuple[str, str, int]], noun: str) -> str:
    """What stands behind the last 的 where a clause stands before it.

    应用公司产品的氢能重卡 counts 氢能重卡.
    """
    *_, last = noun.split("的")
    if len(last) == len(noun) or not last:
        return noun.removesuffix("的")
    verbs = any(
        word in word_list("verbs", "ends", "light", "strong")
        for word, _, at in tokens
        if at < len(noun) - len(last)
    )
    return last if verbs or len(noun) > _LONGEST else noun
