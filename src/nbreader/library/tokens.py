"""Text and query folded alike: the one place that says which characters are the same.

Full and half width, letter case, ⋯⋯ and ……, and compatible forms (㎡ and m2) are
the same; white space and invisible marks are not there at all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Folded text that knows where each of its characters came from."""

    text: str
    origins: tuple[int, ...]  # for each folded character, its place in the original

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that `text[start:end]` was folded from."""
        raise NotImplementedError


def fold(text: str) -> Folded:
    """`text` as it is compared, with the way back."""
    raise NotImplementedError
