"""Folded text to what the index holds: overlapping pairs of characters.

The marks that divide sentences break a text into runs. A run gives each pair of
neighbours, and at its end the last character alone; so a piece of a run is a
phrase of its pairs, and no phrase runs across a mark. Marks that stand inside
numbers and names (3.5%, A-B) break nothing. What holds a breaking mark is found
by its runs, and has to be looked for in the text as well.
"""

from __future__ import annotations

import re

# As `tokens.fold` leaves them: a full-width comma is a comma.
BREAKS = ",;:!?()\"'。、《》〈〉【】[]·"
_RUNS = re.compile(f"[^{re.escape(BREAKS)}]+")
_BREAK = re.compile(f"[{re.escape(BREAKS)}]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def pairs_of(folded: str) -> str:
    """The pairs of a folded text, as the index takes them: with spaces between.

    >>> pairs_of("慈溪产值,增3.5%")
    '慈溪 溪产 产值 值 增3 3. .5 5% %'
    """
    tokens: list[str] = []
    for run in _RUNS.findall(storable(folded)):
        tokens += map(str.__add__, run, run[1:])
        tokens.append(run[-1])
    return " ".join(tokens)


def chars_of(folded: str) -> frozenset[str]:
    """The characters of a folded text, as the index takes them."""
    return frozenset(storable(folded))


def phrase_of(word: str) -> str:
    """The phrase that finds a folded word among pairs, "" if it is too short for one.

    What is found holds the word's runs in their order, and the word itself if it
    is one run (`is_exact`). A last run of one character says nothing here: it may
    begin any pair.

    >>> phrase_of("慈溪产值")
    '"慈溪 溪产 产值"'
    """
    runs = _RUNS.findall(storable(word))
    if not runs:
        return ""
    closed = _BREAK.fullmatch(word[-1]) is not None
    tokens: list[str] = []
    for run in runs:
        tokens += map(str.__add__, run, run[1:])
        tokens.append(run[-1])
    if not closed:
        tokens.pop()
    return f'"{" ".join(tokens)}"' if tokens else ""


def is_exact(word: str) -> bool:
    """Tell whether what the index finds for a folded word surely holds it."""
    return len(word) == 1 or _BREAK.search(word) is None


def storable(text: str) -> str:
    """The text with no half of a surrogate pair, which SQLite cannot hold."""
    return _SURROGATES.sub("\ufffd", text) if _SURROGATES.search(text) else text
