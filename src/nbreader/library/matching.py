"""Which article of a page goes on as which, when the page is read again."""

from __future__ import annotations

from collections.abc import Sequence

from nbreader.model import Article

_ALIKE = 0.5  # share of common character pairs from which two texts are one article


def same_articles(old: Sequence[Article], new: Sequence[Article]) -> tuple[tuple[int, int], ...]:
    """Pairs of places in `old` and `new` that hold one article, each place at most once.

    The very words first, white space aside; of the rest those most alike.
    """
    left = {at: _squeeze(article.text) for at, article in enumerate(old)}
    right = {at: _squeeze(article.text) for at, article in enumerate(new)}
    same = []
    for at, text in list(left.items()):
        other = next((place for place, words in right.items() if words == text), None)
        if other is not None:
            same.append((at, other))
            del left[at], right[other]
    grams = {at: _pairs(text) for at, text in left.items()}
    others = {at: _pairs(text) for at, text in right.items()}
    scores = sorted(
        ((_likeness(a, b), i, j) for i, a in grams.items() for j, b in others.items()), reverse=True
    )
    for score, i, j in scores:
        if score >= _ALIKE and i in left and j in right:
            same.append((i, j))
            del left[i], right[j]
    return tuple(sorted(same))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(str.__add__, text, text[1:]))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller text's pairs that the other has too: an article may be cut."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0
