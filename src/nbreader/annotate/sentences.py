"""Sentences and clauses of folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# A stop with the quotes that close on it. A newspaper's sentence may end in a
# quotation: 同比增长30%。”该公司负责人说 goes on, so the quote is not part of it.
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]*[”’」』）)]*")
_CLAUSE = re.compile(r"[^，。；：！？,;:!?—]+")
_CLAUSE_STOPS = frozenset("，。；：！？,;:!?【】|—⋯…")
_MARKED = _CLAUSE_STOPS | frozenset("（）()")
_OPENERS = re.compile(
    r"^(?:[“‘「『\"'（(【《、和及与，,]|在|到|于|早在|从|自|截至|其中|预计|据|而|但|并|且|同时|仅|的)*"
)
_OPENING = "“‘「『\"'（(【《"
_LONGEST = 1000  # characters; the longest sentence of the samples has 250
_KEPT = 64  # blocks whose sentences are kept: each of their figures asks for them


@lru_cache(maxsize=_KEPT)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, its stop included; together they are the text.

    What goes on for more than 1,000 characters without a stop (a table, a scan
    that lost its marks) is parted at a comma: each of its figures looks through
    its whole sentence.
    """
    return tuple(
        part for match in _SENTENCE.finditer(text) for part in _parted(text, *match.span())
    )


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        limit = start + _LONGEST
        comma = max(text.rfind(mark, start + _LONGEST // 2, limit) for mark in "；;，,、")
        cut = limit if comma < 0 or _is_in_number(text, comma) else comma + 1
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def clause_start(text: str, at: int, *, not_before: int = 0) -> int:
    """Where the clause that holds the character before `at` begins.

    A comma between digits (1,200) and one inside brackets (县(市、区)) is no stop.
    """
    depth = 0
    for place in range(at - 1, not_before - 1, -1):
        char = text[place]
        if char not in _MARKED:
            continue
        if char in "）)":
            depth += 1
        elif char in "（(":
            depth = max(0, depth - 1)
        elif char in _CLAUSE_STOPS and not depth and not _is_in_number(text, place):
            return place + 1
    return not_before


def clause_end(text: str, at: int, *, not_behind: int) -> int:
    """Where the clause that begins before `at` ends, its stop left out."""
    for place in range(at, not_behind):
        if text[place] in _CLAUSE_STOPS and not _is_in_number(text, place):
            return place
    return not_behind


def _is_in_number(text: str, at: int) -> bool:
    return text[at] in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each clause between two places begins and ends, without its stop."""
    return (match.span() for match in _CLAUSE.finditer(text, start, end))


def opens_sentence(text: str, start: int, at: int) -> bool:
    """Tell whether only quotes and a preposition stand before `at` in its sentence."""
    return not text[start:at].strip(_OPENING + "在到于早从自截至")


def opens_clause(text: str, start: int, at: int) -> bool:
    """Tell whether only words that open a clause stand before `at` in it."""
    return not _OPENERS.sub("", text[start:at])
