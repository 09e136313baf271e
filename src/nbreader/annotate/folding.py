"""A block's text as the rules read it: no white space, half-width digits.

Printed text keeps its spaces: letter-spaced lines, blanks around numbers. Rules
look for words in the folded text, and every place found is led back to the
printed one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from nbreader.tables import read_table

_FULL = "０１２３４５６７８９％．＋－～"
_HALF = "0123456789%.+-~"
_DASHES = "–‐‑−"  # en dash, hyphens and the minus sign are one mark to the rules
_WIDTHS = str.maketrans(_FULL + _DASHES, _HALF + "-" * len(_DASHES))
_WIDE = re.compile(f"[{_FULL}{_DASHES}]")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_GROUPS = re.compile(r"(?<![0-9\s.])\s?[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9]|\s[0-9])")

# 參 and 叄 are digits only beside other characters of a sum; else 參 is 参 of 参加.
_SUM = "零壹貳叁肆伍陸柒捌玖拾佰仟萬億"
_THREE = re.compile(f"(?<=[{_SUM}])[參叄]|[參叄](?=[拾佰仟萬億])|叄")

# Stands between two numbers that only white space keeps apart.
GAP = "\N{SYMBOL FOR SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Folded text, and where each of its characters is printed.

    `places` is () where the printed text needed no folding of its length.
    """

    text: str
    places: tuple[int, ...] = ()

    def start(self, at: int) -> int:
        """The printed offset of the folded character `at`."""
        return self.places[at] if self.places else at

    def end(self, at: int) -> int:
        """The printed offset just behind the folded character `at - 1`."""
        return self.places[at - 1] + 1 if self.places else at

    def at(self, printed: int) -> int:
        """The folded offset of the first character at or behind a printed one."""
        return bisect_left(self.places, printed) if self.places else printed


def fold(printed: str) -> Folded:
    """`printed` without white space and with half-width digits, with the way back.

    White space between two numbers keeps them apart (in "2025 100家" it becomes
    one `GAP`), unless it only spaces out the figures of one number: "1 8 2" or
    "1 234 567".
    """
    text = printed.translate(_WIDTHS) if _WIDE.search(printed) else printed
    if not text or text.split(maxsplit=1) == [text]:  # no white space, quicker than a search
        return Folded(text=text)
    gaps = {match.start() for match in _BETWEEN_DIGITS.finditer(text)}
    gaps -= _inside_numbers(text)
    places = tuple(at for at, char in enumerate(text) if not char.isspace() or at in gaps)
    folded = "".join(GAP if at in gaps else text[at] for at in places)
    return Folded(text=folded, places=places)


def _inside_numbers(text: str) -> set[int]:
    """Where white space spaces out one number."""
    inside: set[int] = set()
    for group in _GROUPS.finditer(text):
        inside.update(range(group.start() + 1, group.end()))
    for run in re.finditer(r"(?<![0-9])[0-9](?:\s[0-9](?![0-9]))+", text):
        if _is_letter_spaced(text, run.start(), run.end()):
            inside.update(range(run.start(), run.end()))
    return inside


def _is_letter_spaced(text: str, start: int, end: int) -> bool:
    """Tell whether single digits stand in a line of single characters.

    Two neighbours on either side, each between blanks, show such a line.
    """
    before = re.search(r"\S\s\S\s$", text[:start][-6:])
    after = re.match(r"\s\S\s\S", text[end : end + 6])
    return bool(before or after) or end - start > 4


# Traditional script


def simplify(folded: Folded) -> Folded:
    """`folded` with simplified characters, which is what words and numbers are looked up in.

    One character stands for one, so every place stays where it is.
    """
    characters, pattern = _traditional()
    if not pattern.search(folded.text):
        return folded
    return replace(folded, text=_THREE.sub("叁", folded.text).translate(characters))


def simplified(printed: str) -> str:
    """`printed` with simplified characters, its white space kept.

    >>> simplified("本報訊 臺積電")
    '本报讯 台积电'
    """
    return printed.translate(_traditional()[0])


def printed_forms(printed: Iterable[str]) -> Mapping[int, str]:
    """How simplified characters are printed here: 产 as 產 where the texts print that.

    For `str.translate`; empty for texts in simplified script.
    """
    characters, pattern = _traditional()
    counts = Counter(char for text in printed if pattern.search(text) for char in text)
    if not counts:
        return MappingProxyType({})
    printed_here = set(map(ord, counts))  # few of the table's thousands
    forms = {
        ord(simple): chr(char)
        for char, simple in characters.items()
        if char in printed_here and counts[chr(char)] > counts[simple]
    }
    return MappingProxyType(forms)


class Printed:
    """How a page in traditional script prints the words that were read in simplified script.

    A word is taken from where it stands; one that stands nowhere so (two words
    joined) has each character as the page prints it most.
    """

    def __init__(
        self, forms: Mapping[int, str], read: Sequence[str], printed: Sequence[str]
    ) -> None:
        """`forms` of `printed_forms`; texts as they are read, and the same as printed."""
        self._forms = forms
        self._read, self._printed = ("\n".join(texts) if forms else "" for texts in (read, printed))

    def of(self, words: str) -> str:
        """The words as printed; as they are where the page is in simplified script."""
        return " ".join(map(self._of_word, words.split(" "))) if self._forms else words

    def _of_word(self, word: str) -> str:
        at = self._read.find(word)
        return word.translate(self._forms) if at < 0 else self._printed[at : at + len(word)]


@cache
def _traditional() -> tuple[Mapping[int, str], re.Pattern[str]]:
    pairs = read_table("traditional")["pairs"].split()
    characters = {ord(pair[0]): pair[1] for pair in pairs}
    return characters, re.compile(f"[{''.join(map(chr, characters))}]")
