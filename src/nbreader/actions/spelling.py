"""Names as they are typed by the initials of their readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

_MOST = 64  # spellings of one name


def spellings(name: str) -> Iterator[str]:
    """The pinyin initials of a name, one spelling for each reading of its characters.

    Latin letters and digits stand for themselves; marks are left out. A name with
    very many readings is spelled by the usual ones, and with one of the others at
    a time.

    >>> sorted(spellings("重庆银行"))
    ['cqyh', 'cqyx', 'zqyh', 'zqyx']
    """
    from nbreader.words import readings

    table = readings()
    letters = [
        table.get(char) or char.casefold() for char in name if char in table or char.isalnum()
    ]
    if prod(map(len, letters)) <= _MOST:
        yield from map("".join, product(*letters))
        return
    usual = "".join(each[0] for each in letters)
    yield usual
    for at, each in enumerate(letters):
        yield from (usual[:at] + other + usual[at + 1 :] for other in each[1:])
