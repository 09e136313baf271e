"""The filter's language: words that must stand in an article, or must not.

Several words mean all of them; "a phrase" in quotes is taken as it is, white
space and all (also “ ”, 「 」 and 『 』, as a Chinese input method types them);
a word behind - or － must not stand in the article.
"""

from __future__ import annotations

from dataclasses import dataclass

from nbreader.errors import UsageError
from nbreader.library.tokens import fold

# Any mark of a pair opens and any closes: an input method that is out of step
# types ” first.
_QUOTES = ('"＂', "“”", "「」", "『』")
_PAIR_OF = {mark: pair for pair in _QUOTES for mark in pair}
_MINUS = "-－"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase of a query, as it was typed.

    A phrase is what stood in quotes: only a word is also read as pinyin initials.
    """

    text: str
    phrase: bool = False
    excluded: bool = False

    def __post_init__(self) -> None:
        if not fold(self.text).text:
            raise ValueError(f"{self.text!r} has nothing to look for")
        if self.phrase and not _free_pair(self.text):
            raise ValueError(f"{self.text!r} has every kind of quotation mark")
        if not self.phrase and not self._reads_as_word():
            raise ValueError(f"{self.text!r} does not read as one word")

    def _reads_as_word(self) -> bool:
        broken = any(char.isspace() or char in _PAIR_OF for char in self.text)
        return not broken and (self.excluded or self.text[0] not in _MINUS)

    def __str__(self) -> str:
        shown = self.text
        if self.phrase:
            pair = _free_pair(self.text)
            shown = pair[0] + self.text + pair[-1]
        return "-" + shown if self.excluded else shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All terms must hold. `str(query)` is text that parses to the same query."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))


def parse_query(words: str, *, typing: bool = False) -> Query:
    """Read a query.

    While a person is `typing`, what is not finished at the end is taken leniently:
    an open quote counts as closed, and a - or a quote with nothing behind it yet
    as not there. Otherwise, and for a lone - before further words, UsageError.

    >>> parse_query("慈溪 -“产值 增长”").terms[1]
    Term(text='产值 增长', phrase=True, excluded=True)
    """
    terms, at = [], 0
    while at < len(words):
        if words[at].isspace():
            at += 1
            continue
        term, at = _read_term(words, at, typing)
        if term is not None:
            terms.append(term)
    return Query(terms=tuple(terms))


def _read_term(words: str, at: int, typing: bool) -> tuple[Term | None, int]:
    """The term that begins at `at`, and where it ends."""
    excluded = words[at] in _MINUS
    start = at + excluded
    if not words[start : start + 1].strip():
        if typing and not words[start:].strip():
            return None, len(words)
        raise UsageError(f"筛选词“{words}”里的“{words[at]}”后面要紧跟着写不要的词。")
    if words[start] in _PAIR_OF:
        text, end = _read_phrase(words, start, typing)
        phrase = True
    else:
        text, end = _read_word(words, start)
        phrase = False
    if not fold(text).text:
        return None, end
    return Term(text=text, phrase=phrase, excluded=excluded), end


def _read_phrase(words: str, start: int, typing: bool) -> tuple[str, int]:
    pair = _PAIR_OF[words[start]]
    end = next((at for at in range(start + 1, len(words)) if words[at] in pair), -1)
    if end < 0 and not typing:
        raise UsageError(f"筛选词“{words}”里的引号“{words[start]}”没有收尾。")
    text = words[start + 1 :] if end < 0 else words[start + 1 : end]
    if not typing and not fold(text).text:
        raise UsageError(f"筛选词“{words}”里的引号中没有要找的字。")
    return text, len(words) if end < 0 else end + 1


def _read_word(words: str, start: int) -> tuple[str, int]:
    end = start
    while end < len(words) and not words[end].isspace() and words[end] not in _PAIR_OF:
        end += 1
    return words[start:end], end


def _free_pair(text: str) -> str:
    """The first kind of quotation mark that `text` does not hold, or ""."""
    return next((pair for pair in _QUOTES if not set(pair) & set(text)), "")
