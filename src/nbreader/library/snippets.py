"""A hit as a list shows it: where the words stand, and what stands around the first."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

# A snippet: about two lines of a narrow list, the hit well to the left.
_SNIPPET = 56
_LEAD = 14
_TO_A_STOP = re.compile("(?s:.*)[。！？；!?;\n]")
# Half a number is another number: what a snippet begins with is whole.
_OF_A_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，．]*\Z")
_LONGEST_NUMBER = 16


def join_places(places: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted places with those that overlap made one."""
    joined: list[Span] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def cut_snippet(text: str, body: int, places: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The words around the first place, from the body where it can be, and the places in them.

    `body` is where the head ends: the headline is shown beside the snippet anyway.
    A place that does not fit is left out whole: half a number is another number.
    Only the first one, where it is longer than the snippet, is cut.
    """
    first = next((start for start, _ in places if start >= body), None)
    if first is None:
        first = places[0][0] if places else body
    start = _clause_start(text, first)
    end = min(len(text), start + _SNIPPET)
    end = next((a for a, b in places if first < a < end < b), end)
    start = next((b for a, b in places if a < start < b <= first), start)
    before = "…" if start > 0 and text[start - 1] != "\n" else ""
    after = "…" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple(
        (max(a, start) + shift, min(b, end) + shift) for a, b in places if a < end and b > start
    )
    return before + text[start:end].replace("\n", " ") + after, marks


def _clause_start(text: str, at: int) -> int:
    """Where the sentence that holds `at` begins, or a little before `at`."""
    low = max(0, at - _LEAD)
    stopped = _TO_A_STOP.match(text, low, at)
    if stopped is not None:
        return stopped.end()
    number = _OF_A_NUMBER.search(text, max(0, low - _LONGEST_NUMBER), low)
    return number.start() if number else low
