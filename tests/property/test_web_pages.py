"""Of a web page all that is seen is kept, and nothing else, however it is tagged."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from hypothesis import example, given
from tests.parsing import blocks_of, tables
from tests.property.strategies import WEB_PAGES

from nbreader.intake import page_of_bytes
from nbreader.parse import parse_page


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(WEB_PAGES)
@example("<!doctype html><body><b><p>*</b>江")
@example("<!doctype html><body><p>江\\&gt;**`a`__")
def test_no_visible_character_is_lost_or_invented(page: str) -> None:
    seen = unescape(re.sub("<[^<>]*>", "", page))

    parsed = parse_page(page_of_bytes(page.encode(), path="page.html"), tables=tables())

    shown = "".join(block.text for block in blocks_of(parsed))
    assert characters(seen) == characters(shown)


@given(WEB_PAGES)
def test_what_is_no_blank_is_in_one_piece(page: str) -> None:
    parsed = parse_page(page_of_bytes(page.encode(), path="page.html"), tables=tables())

    text = parsed.source.text
    pieces = [p for block in blocks_of(parsed) for p in block.pieces]
    covered = Counter(at for p in pieces for at in range(p.start, p.end) if not text[at].isspace())
    assert Counter(at for at, char in enumerate(text) if not char.isspace()) == covered
