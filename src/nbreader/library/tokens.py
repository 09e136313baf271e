"""Text and query folded alike: the one place that says which characters are the same.

Full and half width, letter case, accents, ⋯⋯ and ……, the many dashes, dots and
quotation marks, compatible forms (㎡ and m2), and traditional and simplified
characters are the same; white space and invisible marks are not there at all.
Text that is shown is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256

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
# The unified ideographs, which stay what they are but for the script.
_HAN = (0x4E00, 0x9FFF)
_KEPT = "、。《》"  # they stay, and stand in every text
_SHORT = 64  # characters of a text up to which nothing is gained by that
_MOST_REPLACED = 24  # different characters of a text that are put one after the other
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
    return _fold_by(_FOLDS, text)


def fold_exact(text: str) -> Folded:
    """`text` folded, but traditional and simplified characters told apart."""
    return _fold_by(_EXACT_FOLDS, text)


def _fold_by(folds: _Folds, text: str) -> Folded:
    folded, changed = folds.fold(text)
    uneven = changed & folds.uneven
    if not uneven:
        return Folded(text=folded, turns=(0,), origins=(0,))
    turns, origins = [0], [0]
    for at, origin in _turns(text, uneven, folds):
        if turns[-1] == at:
            origins[-1] = origin
        else:
            turns.append(at)
            origins.append(origin)
    return Folded(text=folded, turns=tuple(turns), origins=tuple(origins))


def fold_text(text: str) -> str:
    """`fold(text).text`, without the way back, and so a little faster."""
    return _FOLDS.fold(text)[0]


@cache
def folding_version() -> str:
    """A name for how this program folds; what was folded under another is to be folded anew."""
    told = f"{unicodedata.unidata_version} {sorted(_ALIKE.items())} {sorted(_pairs().items())}"
    return sha256(told.encode()).hexdigest()[:16]


def differs_by_script(text: str) -> bool:
    """Tell whether some character of a text has another form in the other script."""
    return any(char in _pairs() or char in _simplified_forms() for char in fold_exact(text).text)


@cache
def _simplified_forms() -> frozenset[str]:
    return frozenset(_pairs().values())


class _Folds(dict[int, str]):
    """A table for str.translate that fills itself."""

    def __init__(self, *, exact_script: bool) -> None:
        super().__init__()
        self._exact_script = exact_script
        self.uneven: set[str] = set()  # characters met so far that become none or several
        self._changing: re.Pattern[str] | None = None

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if not self._exact_script and not folded.isascii():
            folded = "".join(map(_simplified, folded))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        self[code] = folded
        return folded

    def fold(self, text: str) -> tuple[str, set[str]]:
        """A text folded, and those of its characters that may have become others.

        Few characters of a newspaper's text become others, and what they become stays
        as it is: to put one after the other in its place is four times faster than
        to look each character of the text up.
        """
        if len(text) < _SHORT:
            return text.translate(self), set(text)
        if self._changing is None:
            self._changing = self._compile()
        changed = set(self._changing.findall(text))
        if len(changed) > _MOST_REPLACED:
            return text.translate(self), changed
        for char in changed:
            text = text.replace(char, self[ord(char)])
        return text, changed

    def _compile(self) -> re.Pattern[str]:
        """Finds all characters that become others, and seldom one that does not."""
        moved = "" if self._exact_script else "".join(_pairs())
        kept = "".join(chr(code) for code in range(0x80) if self[code] == chr(code))
        start, ranges = _HAN[0], ""
        for code in [*sorted({ord(c) for c in moved if _HAN[0] <= ord(c) <= _HAN[1]}), _HAN[1] + 1]:
            if start < code:
                ranges += f"{chr(start)}-{chr(code - 1)}"
            start = code + 1
        return re.compile(f"[^{re.escape(kept + _KEPT)}{ranges}]")


_FOLDS = _Folds(exact_script=False)
_EXACT_FOLDS = _Folds(exact_script=True)


def _simplified(char: str) -> str:
    return _pairs().get(char, char)


@cache
def _pairs() -> Mapping[str, str]:
    """Each traditional character's simplified form."""
    from nbreader.tables import read_table

    return {pair[0]: pair[1] for pair in read_table("traditional")["pairs"].split()}


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


def _turns(text: str, uneven: set[str], folds: _Folds) -> Iterator[tuple[int, int]]:
    """Where the folded text leaves the step of the original: (folded, original)."""
    runs = _runs_of("".join(sorted(uneven)))
    if not any(folds[ord(char)] for char in uneven):
        lost = 0
        for run in runs.finditer(text):
            start, end = run.span()
            yield start - lost, end
            lost += end - start
        return
    gained = 0
    for run in runs.finditer(text):
        for origin in range(*run.span()):
            length = len(folds[ord(text[origin])])
            for step in range(length):
                yield origin + gained + step, origin
            gained += length - 1
            yield origin + 1 + gained, origin + 1


@lru_cache(maxsize=256)
def _runs_of(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(chars)}]+")
