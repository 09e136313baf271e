"""Text and query folded alike: the one place that says which characters are the same.

Full and half width, letter case, accents, ⋯⋯ and ……, the many dashes, dots and
quotation marks, and compatible forms (㎡ and m2) are the same; white space and
invisible marks are not there at all.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Printed alike, or typed for each other, but kept apart by Unicode's NFKC.
_ALIKE = {
    alike: shown
    for shown, group in {
        "…": "⋯",
        "-": "—–―−‐‑‒─",
        "~": "〜",
        "·": "‧•・∙",
        '"': "“”„‟〝〞「」『』",
        "'": "‘’‚‛",
        "〇": "○◯",
    }.items()
    for alike in group
}
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Folded text that knows where each of its characters came from.

    A character that follows its neighbour in the original too needs no note:
    `turns` are the places in `text` where that is not so, `origins` where those
    came from.
    """

    text: str
    turns: tuple[int, ...]
    origins: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that `text[start:end]` was folded from."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        turn = bisect_right(self.turns, at) - 1
        return self.origins[turn] + at - self.turns[turn]


def fold(text: str) -> Folded:
    """`text` as it is compared, with the way back.

    Folding goes character by character, so that the folded text of two texts in
    a row is their folded texts in a row.

    >>> fold("ＮＢ 港⋯").text
    'nb港...'
    """
    turns, origins = [0], [0]
    for at, origin in _turns(text):
        if turns[-1] == at:
            origins[-1] = origin
        else:
            turns.append(at)
            origins.append(origin)
    return Folded(text=text.translate(_FOLDS), turns=tuple(turns), origins=tuple(origins))


class _Folds(dict[int, str]):
    """A table for str.translate that fills itself."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDS = _Folds()


def _fold_character(char: str) -> str:
    folded = _fold_once(char)
    while (again := "".join(map(_fold_once, folded))) != folded:
        folded = again
    return folded


def _fold_once(char: str) -> str:
    char = _ALIKE.get(char, char)
    bare = unicodedata.normalize("NFD", char)[0]
    plain = bare if bare.isascii() and bare.isalpha() else unicodedata.normalize("NFKC", char)
    return "".join(c for c in plain.casefold() if unicodedata.category(c) not in _UNSEEN)


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """Where the folded text leaves the step of the original: (folded, original)."""
    uneven = "".join(char for char in set(text) if len(_FOLDS[ord(char)]) != 1)
    if not uneven:
        return
    gained = 0
    for match in re.finditer(f"[{re.escape(uneven)}]", text):
        origin = match.start()
        length = len(_FOLDS[ord(match[0])])
        for step in range(length):
            yield origin + gained + step, origin
        gained += length - 1
        yield origin + 1 + gained, origin + 1
