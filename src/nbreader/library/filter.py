"""Articles in memory filtered by a query, fast enough to be done at each key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from nbreader.library.query import Query, Term
from nbreader.library.tokens import Folded, fold
from nbreader.model import Article, Hit

Span = tuple[int, int]
Find = Callable[[str], Iterator[Span]]

# A snippet: about two lines of a narrow list, the hit well to the left.
_SNIPPET = 56
_LEAD = 14
_STOPS = "。！？；!?;\n"
# A class of characters compiles in 2 ms up to here, and in 400 ms with the rare
# ones behind; those are found as themselves, not by their initials.
_COMMON = "\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Haystack:
    """An article made ready to be searched again and again."""

    article: Article
    text: str  # article.text
    folded: Folded
    body: int  # where the head ends in `text`


def fold_article(article: Article) -> Haystack:
    """Fold an article's text once, for all the keys that will be typed."""
    text = article.text
    body = sum(len(block.text) + 1 for block in article.head)
    return Haystack(article=article, text=text, folded=fold(text), body=min(body, len(text)))


def find_hits(
    query: Query, articles: Iterable[Article | Haystack], readings: Mapping[str, str]
) -> tuple[Hit, ...]:
    """The articles that match, in their order, each with the places that did.

    `readings` gives a character's possible pinyin initials ("重" -> "zc"); empty
    means that Latin words are only taken literally. See `needs_readings`.

    Articles may be given folded, which is most of the work of a first call.
    Places are ranges of `Article.text`, in order, not overlapping; one may run
    over the end of a block, since white space does not count. A query that only
    excludes, and an empty one, give articles without places.
    """
    wanted = [_finder(term, readings) for term in query.terms if not term.excluded]
    unwanted = [_finder(term, readings) for term in query.terms if term.excluded]
    hits = []
    for article in articles:
        hay = article if isinstance(article, Haystack) else fold_article(article)
        found = _spans(hay.folded.text, wanted, unwanted)
        if found is not None:
            hits.append(_hit(hay, found))
    return tuple(hits)


def needs_readings(query: Query) -> bool:
    """Tell whether some word of the query could be pinyin initials."""
    return any(map(_could_be_initials, query.terms))


def _could_be_initials(term: Term) -> bool:
    word = fold(term.text).text
    return not term.phrase and len(word) > 1 and word.isascii() and word.isalpha()


def _finder(term: Term, readings: Mapping[str, str]) -> Find:
    word = fold(term.text).text
    if readings and _could_be_initials(term):
        return _find_spelled(word, readings)
    return _find_literal(word)


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


def _spans(text: str, wanted: list[Find], unwanted: list[Find]) -> list[Span] | None:
    """Where the wanted words stand, or None if the text does not match."""
    found: list[Span] = []
    for find in wanted:
        spans = list(find(text))
        if not spans:
            return None
        found += spans
    if any(next(find(text), None) for find in unwanted):
        return None
    return found


def _hit(hay: Haystack, found: list[Span]) -> Hit:
    places = _joined(hay.folded.place(*span) for span in sorted(found))
    snippet, marks = _snippet(hay, places)
    return Hit(
        article_id=hay.article.id,
        headline=hay.article.title,
        snippet=snippet,
        marks=marks,
        places=places,
    )


def _joined(places: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted places with those that overlap made one."""
    joined: list[Span] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _snippet(hay: Haystack, places: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The words around the first place, from the body where it can be.

    The headline is shown beside it anyway.
    """
    first = next((start for start, _ in places if start >= hay.body), None)
    if first is None:
        first = places[0][0] if places else hay.body
    start = _clause_start(hay.text, first)
    end = min(len(hay.text), start + _SNIPPET)
    before = "…" if start > 0 and hay.text[start - 1] != "\n" else ""
    after = "…" if end < len(hay.text) else ""
    shift = len(before) - start
    marks = tuple(
        (max(a, start) + shift, min(b, end) + shift) for a, b in places if a < end and b > start
    )
    return before + hay.text[start:end].replace("\n", " ") + after, marks


def _clause_start(text: str, at: int) -> int:
    """Where the sentence that holds `at` begins, or a little before `at`."""
    low = max(0, at - _LEAD)
    stop = max(text.rfind(mark, low, at) for mark in _STOPS)
    return low if stop < 0 else stop + 1
