"""Words found in folded text, as they are or by their pinyin initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from nbreader.library.language import CHOICES, FieldName
from nbreader.library.snippets import Span
from nbreader.library.syntax import Field, Query, Test, Value, Word
from nbreader.library.tokens import fold, fold_exact

Find = Callable[[str], Iterator[Span]]

# A class of characters compiles in 2 ms up to here, and in 400 ms with the rare
# ones behind; those are found as themselves, not by their initials.
_COMMON = "\uffff"
# Fields that take no free text.
_FIXED = frozenset({FieldName.UNIT, FieldName.DATE, *CHOICES})


def needs_readings(query: Query) -> bool:
    """Tell whether some word of the query could be pinyin initials."""
    return any(_could_be_initials(test) for clause in query.clauses for test in clause.tests)


def find_test(
    test: Word | Field, readings: Mapping[str, str], *, exact_script: bool = False
) -> Find:
    """What finds a test's text in folded text; with `exact_script` in exactly folded text.

    `readings` gives a character's possible pinyin initials ("重" -> "zc"); empty
    means that Latin words are only taken literally.
    """
    word = (fold_exact if exact_script else fold)(test.text).text
    if readings and _could_be_initials(test):
        return _find_spelled(word, readings)
    return _find_literal(word)


def _could_be_initials(test: Test) -> bool:
    if isinstance(test, Value):
        return False
    if test.phrase if isinstance(test, Word) else test.name in _FIXED:
        return False
    word = fold(test.text).text
    return len(word) > 1 and word.isascii() and word.isalpha()


def _find_literal(word: str) -> Find:
    def find(text: str) -> Iterator[Span]:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))

    return find


def _find_spelled(letters: str, readings: Mapping[str, str]) -> Find:
    """Find characters in a row that can each be read with their letter, or are it."""
    read_as = {
        letter: letter + "".join(c for c, s in readings.items() if letter in s and c <= _COMMON)
        for letter in set(letters)
    }
    pattern = re.compile("".join(f"[{re.escape(read_as[letter])}]" for letter in letters))

    def find(text: str) -> Iterator[Span]:
        return (match.span() for match in pattern.finditer(text))

    return find
