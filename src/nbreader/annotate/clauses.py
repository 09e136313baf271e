"""Text between two stops as dictionary words, each known as a part of names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from nbreader import words
from nbreader.annotate.folding import GAP, Folded, fold
from nbreader.annotate.naming import Naming, Part
from nbreader.tables import read_table

# A name holds none of these; brackets and quotes it may hold.
_CLAUSE = re.compile(
    r"[^，。；：！？、,;:!?…—《》〈〉【】\[\]{}|/\\■●▲◆□○★☆※→\n\N{SYMBOL FOR SPACE}]+"
)
_FULL_LETTER = re.compile("[Ａ-Ｚａ-ｚ]")
_TO_HALF = 0xFEE0  # full-width letters stand so far above their half-width forms
_OPEN, _CLOSE = "“‘「『\"'", "”’」』\"'"
_LEVELS = frozenset("区县")
_TOWN_LEVELS = frozenset("市县区")
# What stands before a level and tells which of many is meant, or how great it is.
_NO_TOWN = frozenset("级各本全某多几数每城地部属直驻县市区省国两三四五六七八九十个大小")
_HAN = re.compile("[\u4e00-\u9fff]+")
_RULED = frozenset("省市区县镇")
_PLACE_WORDS = frozenset({Part.NOUN, Part.PROPER, Part.RARE})
_PLACE_ENDS = frozenset("省市区县镇乡村州岛")
# Tags of words that stand between names, not in them.
_FUNCTION_TAGS = frozenset("pcurydfemqtokhil")
_PROPER_TAGS = frozenset({"nz", "nr", "nrt", "nrfg", "ns", "nt", "j"})
# Verbs and adjectives: they lead names in, and now and then are one's brand.
_LEADING_TAGS = frozenset({"v", "vd", "vi", "vq", "a", "ad", "z", "b"})
_KEPT = 1024  # clauses whose words are kept
_COMMON = 300  # a proper noun that the dictionary's corpus held more often is common speech
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.\-]*")
# A stem and a branch (甲寅) number years: without 年 behind they are somebody's brand.
_STEM_AND_BRANCH = re.compile("[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]")


class Piece(NamedTuple):
    """One word of a clause, or one entry of the tables that spans words.

    A tuple, since a page has thousands.
    """

    start: int
    end: int
    part: Part
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of folded text without a stop, cut into dictionary words.

    Offsets are those of the folded text; `text` is the whole of it.
    """

    text: str
    start: int
    end: int
    words: tuple[int, ...]  # where each word begins
    tags: tuple[str, ...]  # each word's part of speech
    breaks: frozenset[int]  # white space stood before these

    def is_edge(self, at: int) -> bool:
        """Tell whether a word begins, or the clause ends, at `at`."""
        return at <= self.start or at >= self.end or self.words[self._word(at)] == at

    def word_start(self, at: int) -> int:
        """Where the word begins that the character at `at` is in."""
        return self.words[self._word(at)]

    def _word(self, at: int) -> int:
        return bisect_right(self.words, at) - 1

    def piece_before(self, at: int, naming: Naming) -> Piece | None:
        """The piece that ends at `at`; None at the edge of the clause."""
        if at <= self.start or at in self.breaks:
            return None
        if self.text[at - 1] == "长" and self._leads_a_name(at, naming):
            return Piece(at - 1, at, Part.CHAR, "长")
        return (
            self._table_piece(at, naming)
            or self._place_piece(at, naming)
            or self.town_before(at, naming)
            or self._word_piece(at)
        )

    def _leads_a_name(self, at: int, naming: Naming) -> bool:
        """Tell whether 长 behind a city begins a name: 东莞市|长盈精密, not 市长."""
        return self.text[at - 2] in _RULED and naming.place_before(self.text, at - 1) < at - 3

    def _table_piece(self, at: int, naming: Naming) -> Piece | None:
        text, most = self.text, at - self.start
        for length in naming.lengths.get(text[at - 1], ()):
            if length > most:
                continue
            word = text[at - length : at]
            part = naming.parts.get(word)
            if part and self.is_edge(at - length):
                return Piece(at - length, at, part, word)
        return None

    def _place_piece(self, at: int, naming: Naming) -> Piece | None:
        """A county or district that no table has: one word of two characters and 县, 区."""
        start = at - 3
        if self.text[at - 1] not in _LEVELS or start < self.start or not self.is_edge(at - 1):
            return None
        text = self.text[start : at - 1]
        word = self._word(at - 2)
        if self.words[word] != start or text in naming.parts:
            return None
        if part_of(text, self.tags[word]) not in _PLACE_WORDS:
            return None
        return Piece(start, at, Part.PLACE, text + self.text[at - 1])

    def town_before(self, at: int, naming: Naming) -> Piece | None:
        """A place of no table, its level included, that ends at `at`: 云港市.

        Two or three characters that are no word of the language, from where a
        name can begin.
        """
        if self.text[at - 1] not in _TOWN_LEVELS:
            return None
        for start in (at - 3, at - 4):
            if start >= self.start and self._begins_a_name(start, naming):
                name = self.text[start : at - 1]
                if is_unknown_place(name, naming) and not words.is_word(self.text[at - 2 : at]):
                    return Piece(start, at, Part.PLACE, self.text[start:at])
        return None

    def _begins_a_name(self, at: int, naming: Naming) -> bool:
        """Tell whether a name can begin at `at`: at an edge, or behind a word that leads in."""
        if at == self.start or at in self.breaks:
            return True
        before = self.text[at - 1]
        leads = before in naming.leads or before in naming.rarely or before in naming.never
        return leads or not before.isalpha() or naming.place_before(self.text, at) < at

    def _word_piece(self, at: int) -> Piece:
        word = self._word(at - 1)
        start = max(self.words[word], self.start)
        text = self.text[start:at]
        if text[-1] in _CLOSE:
            return self._quoted_piece(at) or Piece(start, at, Part.STOP, text)
        if text[-1] == ")":
            return self._bracket_piece(at) or Piece(start, at, Part.STOP, text)
        if text.isascii():
            return self._ascii_piece(at)
        part = part_of(text, self.tags[word])
        if len(text) == 1 and not self.is_edge(at):
            part = Part.STOP  # 子|公司, 工|厂: half a word is no brand
        return Piece(start, at, part, text)

    def _ascii_piece(self, at: int) -> Piece:
        start = at
        while start > self.start and _is_latin(self.text[start - 1]):
            start -= 1
        text = self.text[start:at]
        if text and (_LATIN.fullmatch(text) or (text.isdigit() and len(text) == 3)):
            return Piece(start, at, Part.LATIN, text)
        start = min(start, at - 1)
        return Piece(start, at, Part.STOP, self.text[start:at])

    def _quoted_piece(self, at: int) -> Piece | None:
        mark = _OPEN[_CLOSE.index(self.text[at - 1])]
        start = self.text.rfind(mark, max(self.start, at - 10), at - 1)
        if start < 0 or at - start < 4:
            return None
        return Piece(start, at, Part.QUOTED, self.text[start + 1 : at - 1])

    def _bracket_piece(self, at: int) -> Piece | None:
        start = self.text.rfind("(", max(self.start, at - 10), at - 1)
        if start <= self.start or at - start < 4:
            return None
        return Piece(start, at, Part.BRACKET, self.text[start + 1 : at - 1])


def is_unknown_place(name: str, naming: Naming) -> bool:
    """Tell whether characters before 市, 县 or 区 can be a place's own: 云港, not 试点 or 各地."""
    if not _HAN.fullmatch(name) or name in naming.parts or not _NO_TOWN.isdisjoint(name):
        return False
    if not (naming.never | naming.leads).isdisjoint(name):
        return False
    tagged = words.tags(name, guess=False)
    return len(tagged) > 1 or tagged[0][1] in _PROPER_TAGS


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "&.-")


def is_stem_and_branch(word: str) -> bool:
    """Tell whether a word is a pair such as 甲寅, which the dictionary takes for a number."""
    return _STEM_AND_BRANCH.fullmatch(word) is not None


@cache
def part_of(word: str, tag: str) -> Part:
    """What a dictionary word that is in no table can be in a name."""
    if len(word) == 1:
        return Part.CHAR if word.isalnum() else Part.STOP
    if is_stem_and_branch(word):
        return Part.RARE
    if tag == "nt":
        return Part.RARE
    if tag == "ns" and word[-1] in _PLACE_ENDS:
        return Part.PLACE
    if tag in _PROPER_TAGS:
        return Part.RARE if words.frequency(word) < _COMMON else Part.PROPER
    if tag in _LEADING_TAGS:
        return Part.VERB
    return Part.STOP if tag[:1] in _FUNCTION_TAGS or tag == "x" else Part.NOUN


def clauses_of(folded: Folded) -> Iterator[tuple[int, int]]:
    """The ranges of a folded text between stops."""
    return zip(*_clauses_in(folded.text), strict=True)


@lru_cache(maxsize=256)
def _clauses_in(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the clauses of a block begin, and where they end."""
    spans = [match.span() for match in _CLAUSE.finditer(text)]
    return tuple(start for start, _ in spans), tuple(end for _, end in spans)


def read_clause(folded: Folded, start: int, end: int, breaks: frozenset[int]) -> Clause:
    """The clause in a range of a folded text, cut into words."""
    places, tags = _words_of(folded.text, *_whole_clauses(folded.text, start, end))
    return Clause(text=folded.text, start=start, end=end, words=places, tags=tags, breaks=breaks)


def is_between_words(text: str, at: int) -> bool:
    """Tell whether a word of a folded text begins, or the text ends, at `at`."""
    if at <= 0 or at >= len(text):
        return True
    first, last = _whole_clauses(text, at, at)
    if at in (first, last):
        return True
    places, _ = _words_of(text, first, last)
    return places[bisect_right(places, at) - 1] == at


def _whole_clauses(text: str, start: int, end: int) -> tuple[int, int]:
    """The least range of whole clauses that holds another range."""
    starts, ends = _clauses_in(text)
    before, behind = bisect_right(starts, start) - 1, bisect_left(ends, end)
    return (
        starts[before] if before >= 0 else 0,
        ends[behind] if behind < len(ends) else len(text),
    )


@lru_cache(maxsize=_KEPT)
def _words_of(text: str, start: int, end: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where the words of a range of a block begin, and their tags.

    The range is made of whole clauses: no word holds a stop, and the words between
    two stops do not depend on what stands behind them. Most clauses of a block
    are never asked for, others several times.
    """
    tagged = words.tags(text[start:end], guess=False)
    if not tagged:
        return (), ()
    printed, tags = zip(*tagged, strict=True)
    return tuple(accumulate(map(len, printed[:-1]), initial=start)), tags


def fold_name(printed: str) -> Folded:
    """`printed` folded, with half-width brackets and letters, and in simplified characters."""
    folded = fold(printed)
    text = folded.text.replace("（", "(").replace("）", ")")
    traditional = _traditional()
    if traditional.search(text):
        text = traditional.sub(lambda char: _simplified()[char[0]], text)
    text = _FULL_LETTER.sub(lambda letter: chr(ord(letter[0]) - _TO_HALF), text)
    return folded if text == folded.text else replace(folded, text=text)


@cache
def _simplified() -> Mapping[str, str]:
    """Each traditional character's simplified form."""
    return {pair[0]: pair[1] for pair in read_table("traditional")["pairs"].split()}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile("[" + "".join(_simplified()) + "]")


def breaks_of(folded: Folded) -> frozenset[int]:
    """Where white space parts words; not where it spaces out the letters of one.

    Letter-spacing leaves two single characters or more in a row between blanks.
    """
    places = folded.places
    if not places:
        return frozenset()
    gaps = {at for at in range(1, len(places)) if places[at] - places[at - 1] > 1}
    return frozenset(
        at for at in gaps if not _is_letter_spaced(at, gaps) and folded.text[at] != GAP
    )


def _is_letter_spaced(at: int, gaps: set[int]) -> bool:
    near = [at + step in gaps for step in (-2, -1, 1, 2)]
    return any(first and second for first, second in pairwise(near))
