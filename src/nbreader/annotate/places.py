"""Names of places: known ones with the level that is printed behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from nbreader.annotate.lexicon import any_of, load_places

_LEVEL = "(?:自治区|自治州|特别行政区|新区|开发区|街道|社区|省|市|区|县|镇|乡|村)"


@cache
def place_chain() -> re.Pattern[str]:
    """Places one inside the other: 余姚市泗门镇."""
    return re.compile(rf"(?:{place_pattern().pattern})+")


def find_places(text: str) -> Iterator[str]:
    """Yield each place that `place_pattern` finds in a text, in order.

    It is tried only where a name begins, of which a text has few.
    """
    end = 0
    hits = _names().find_matches_as_indexes(text, overlapping=True)
    for start in sorted({start for _, start, _ in hits}):
        found = place_pattern().match(text, start) if start >= end else None
        if found:
            end = found.end()
            yield found.group()


@cache
def _names() -> AhoCorasick:
    return AhoCorasick(sorted(load_places()), store_patterns=False)


@cache
def place_pattern() -> re.Pattern[str]:
    """A known place and its level, where that is printed: 慈溪, 宁波市, 前湾新区."""
    return re.compile(rf"(?:{any_of(load_places())})(?:{_LEVEL}(?!级))?")
