"""Words of a clause, and which of them can stand in a noun phrase.

Verbs come from closed lists in `data/metrics.toml`; the tagger's parts of
speech only say which words are particles, adverbs and prepositions, since it
takes 营收 and 增速 for verbs and 清单 for an adjective.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nbreader.annotate.lexicon import word_list
from nbreader.words import tags

OPENING, CLOSING = "“‘「『（(《〈", "”’」』）)》〉"
JOINTS = frozenset({"、", "和", "及", "与", "以及", "或", "暨"})
_MARKS = frozenset(OPENING + CLOSING)
LONGEST = 24  # a longer noun phrase is a clause that was misread
# Tags of words that end a noun phrase: adverb, preposition, pronoun, time ...
_CLOSED = ("d", "p", "r", "t", "m", "y", "e", "o", "u", "c", "f", "q", "x")
_LATIN = re.compile(r"[A-Za-z0-9.+&-]+")
# 百亿企业, 五百亿级规模企业, 亿元以上项目: a class of size is part of the noun.
SIZE_CLASS = re.compile(
    r"[0-9一二两三四五六七八九十百千万亿]*[十百千万亿](?:元|美元|吨|级|以上|、|及以上)*"
)


class Token(NamedTuple):
    """A word with its part of speech and its place in the clause.

    A tuple, since a page has thousands and each is looked at a few times only.
    """

    word: str
    tag: str
    at: int

    @property
    def is_closed(self) -> bool:
        """Tell whether the word belongs to no noun phrase by its kind."""
        if not self.tag.startswith(_CLOSED):
            return False
        return self.word not in word_list("nouns", "inside") and not _LATIN.fullmatch(self.word)

    @property
    def is_short_verb(self) -> bool:
        """Tell whether it is a verb of one character (达, 含), which ends any noun."""
        return len(self.word) == 1 and self.tag.startswith("v")


def read_tokens(text: str, at: int = 0) -> list[Token]:
    """The words of `text`, which begins at `at` of its clause.

    A verb of the lists is split off its object, and 首 stays with its classifier.
    """
    found: list[Token] = []
    has_first = "首" in text
    for word, tag in tags(text):
        if (
            has_first
            and found
            and found[-1].word == "首"
            and f"首{word}" in word_list("nouns", "inside")
        ):
            first = found.pop()
            found.append(Token(first.word + word, first.tag, first.at))
            at += len(word)
            continue
        if len(word) == 4 and _is_verb_with_object(word):
            found += (Token(word[:2], "v", at), Token(word[2:], "v", at + 2))
        else:
            found.append(Token(word, tag, at))
        at += len(word)
    return found


def _is_verb_with_object(word: str) -> bool:
    """解决问题 is one word to the tagger."""
    verbs = word_list("verbs", "light", "strong")
    return word[:2] in verbs and word not in word_list("nouns", "heads")


def whole_quotes(noun: str) -> str:
    """The noun without the half of a quotation that ends or begins in it."""
    if _MARKS.isdisjoint(noun):
        return noun
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        while noun.count(closing) > noun.count(opening):
            noun = noun.partition(closing)[2]
        while noun.count(opening) > noun.count(closing):
            noun = noun.rpartition(opening)[2 if noun.endswith(opening) else 0]
    return noun


def is_noun(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the word at `index` is a noun, by its tag or by the lists."""
    if not 0 <= index < len(tokens):
        return False
    token = tokens[index]
    if token.tag == "vn" or token.word in word_list("verbs", "both"):
        return True
    return not (token.is_closed or token.tag.startswith("v"))
