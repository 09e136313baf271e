"""A passage's exact words with a little around them, and how to find it again.

A better parse moves, joins and renames articles, so a bookmark holds words and
not a place. They are looked for without white space: as they are, then with
characters read differently. What could be in two places is not placed at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbreader.model import Article, Bookmark, Quote

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

_AROUND = 32  # characters kept before and after
_TELLING = 12  # fewer characters are not looked for by likeness
_NEAR = 0.25  # of the context must agree with exact words, and tell one of two places
_FLOOR = 0.75  # of the characters, for words that are not exact
_FLOOR_INSIDE = 0.6  # the same, of the words without their context
_MARGIN = 0.05  # two scores this close are a tie
_GRAM = 4  # characters that a text must share with the words to be compared at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a bookmarked passage stands now, and how sure that is.

    The score is the share of characters that agree, 0.75 to 1; 1.0 means the
    very words, but for white space.
    """

    article_id: str
    start: int
    end: int
    score: float


def make_quote(text: str, start: int, end: int) -> Quote:
    """The words of `text[start:end]` with up to 32 characters before and after."""
    return Quote(
        exact=text[start:end],
        before=text[max(0, start - _AROUND) : start],
        after=text[end : end + _AROUND],
    )


def place_bookmark(bookmark: Bookmark, articles: Iterable[Article]) -> Placement | None:
    """Where the bookmarked passage stands in `articles`; None if that is unsure."""
    (placement,) = place_bookmarks((bookmark,), articles)
    return placement


def place_bookmarks(
    bookmarks: Iterable[Bookmark], articles: Iterable[Article]
) -> tuple[Placement | None, ...]:
    """One placement for each bookmark, in order; cheaper than one at a time."""
    grounds = {article.id: _Ground(article) for article in articles}
    return tuple(_place(bookmark, grounds) for bookmark in bookmarks)


class _Ground:
    """An article's text with and without white space."""

    __slots__ = ("article_id", "squeezed", "text")

    def __init__(self, article: Article) -> None:
        self.article_id = article.id
        self.text = article.text
        self.squeezed = _squeeze(self.text)

    def placement(self, start: int, end: int, score: float) -> Placement:
        """A range of the squeezed text as a place in the article."""
        kept = [at for at, char in enumerate(self.text) if not char.isspace()]
        first, last = kept[start], kept[end - 1]
        return Placement(article_id=self.article_id, start=first, end=last + 1, score=score)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What is looked for, without white space."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A place in a squeezed text where the words could be."""

    ground: _Ground
    start: int
    end: int
    score: float

    def overlaps(self, other: _Candidate) -> bool:
        return self.ground is other.ground and self.start < other.end and other.start < self.end


def _place(bookmark: Bookmark, grounds: dict[str, _Ground]) -> Placement | None:
    own = grounds.get(bookmark.article_id)
    start, quote = bookmark.start, bookmark.quote
    if own and start is not None and own.text.startswith(quote.exact, start):
        end = start + len(quote.exact)
        if make_quote(own.text, start, end) == quote:
            return Placement(article_id=own.article_id, start=start, end=end, score=1.0)
    words = _Words(
        before=_squeeze(quote.before), exact=_squeeze(quote.exact), after=_squeeze(quote.after)
    )
    if not words.exact:
        return None
    best = _best(_exact_places(words, grounds.values()), own=None, margin=_NEAR)
    if best:
        return best.ground.placement(best.start, best.end, 1.0)
    best = _best(_like_places(words, grounds.values(), own), own=own, margin=_MARGIN)
    if best:
        return best.ground.placement(best.start, best.end, round(best.score, 3))
    return None


def _best(
    candidates: Iterable[_Candidate], *, own: _Ground | None, margin: float
) -> _Candidate | None:
    """The one candidate that no other comes near; on a tie, the one in its own article."""
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    near = [c for c in ranked if c.score >= ranked[0].score - margin]
    apart = [c for i, c in enumerate(near) if not any(c.overlaps(other) for other in near[:i])]
    at_home = [candidate for candidate in apart if candidate.ground is own]
    if len(apart) > 1:
        apart = at_home
    return apart[0] if len(apart) == 1 else None


def _exact_places(words: _Words, grounds: Iterable[_Ground]) -> Iterator[_Candidate]:
    """Each place of the very words, scored by how much of the context agrees.

    Without any of it the words may be a repeat, the place itself being misread:
    then likeness decides.
    """
    size = len(words.exact)
    for ground in grounds:
        text, at = ground.squeezed, -1
        while (at := text.find(words.exact, at + 1)) >= 0:
            score = _agreement(words, text, at, at + size)
            if score >= _NEAR:
                yield _Candidate(ground=ground, start=at, end=at + size, score=score)


def _agreement(words: _Words, text: str, start: int, end: int) -> float:
    """The share of the context that stands unbroken around a place, 1 if there is none."""
    known = len(words.before) + len(words.after)
    left = _shared(words.before[::-1], text[max(0, start - len(words.before)) : start][::-1])
    right = _shared(words.after, text[end : end + len(words.after)])
    return (left + right) / known if known else 1.0


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _like_places(
    words: _Words, grounds: Iterable[_Ground], own: _Ground | None
) -> Iterator[_Candidate]:
    """Places that read nearly like the words, with their context or without it."""
    whole = words.before + words.exact + words.after
    grams = [whole[at : at + _GRAM] for at in range(len(whole) - _GRAM + 1)]
    alone = _Words(before="", exact=words.exact, after="")
    for ground in grounds:
        if ground is own or any(gram in ground.squeezed for gram in grams):
            yield from _like_places_in(ground, words)
            yield from _like_places_in(ground, alone)


def _like_places_in(ground: _Ground, words: _Words) -> Iterator[_Candidate]:
    """The best place in one article, and the best one apart from it."""
    text = ground.squeezed
    if len(words.before) + len(words.exact) + len(words.after) < _TELLING:
        return
    for _ in range(2):
        found = _nearest(words, text)
        if found is None:
            return
        start, end, score = found
        yield _Candidate(ground=ground, start=start, end=end, score=score)
        text = text[:start] + "\0" * (end - start) + text[end:]


def _nearest(words: _Words, text: str) -> tuple[int, int, float] | None:
    """Where `text` reads most like the words, and how much of it agrees."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    whole = words.before + words.exact + words.after
    low, high, score = 0, len(text), fuzz.ratio(whole, text)
    if len(text) > len(whole):
        found = fuzz.partial_ratio_alignment(whole, text)
        assert found is not None  # without a cutoff there is always one
        slack = _GRAM + len(whole) // 20  # what a character too many pushed out
        low, high = max(0, found.dest_start - slack), found.dest_end + slack
        score = found.score
    if score < 100 * _FLOOR:
        return None
    steps = Levenshtein.opcodes(whole, text[low:high])
    start = low + _carried(steps, len(words.before), is_end=False)
    end = low + _carried(steps, len(words.before) + len(words.exact), is_end=True)
    if start >= end or fuzz.ratio(words.exact, text[start:end]) < 100 * _FLOOR_INSIDE:
        return None
    return start, end, score / 100


def _carried(steps: Opcodes, at: int, *, is_end: bool) -> int:
    """Where an edge at `at` comes to lie after the steps.

    Characters put in at the edge itself stay outside.
    """
    edges = [
        step.dest_start + min(at - step.src_start, step.dest_end - step.dest_start)
        for step in steps
        if step.src_start <= at <= step.src_end and step.tag != "insert"
    ]
    return edges[0 if is_end else -1]


def _squeeze(text: str) -> str:
    return "".join(text.split())
