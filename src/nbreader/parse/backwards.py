"""Pages whose heads stand behind their bodies.

Some extractors give a page's text in the order in which it was drawn: bodies
first, heads after. Such a file begins with body and ends with a head.
"""

from __future__ import annotations

from collections.abc import Sequence

from nbreader.model import Role
from nbreader.parse.chunks import Chunk
from nbreader.parse.drafts import Draft
from nbreader.parse.evidence import Topics
from nbreader.parse.heads import sort_head
from nbreader.parse.lexicon import Lexicon

_HEAD_RULES = ("speaker",)
_DECK_PRIOR = 0.5  # of a headline's words; how much a deck's place is worth
_WIDER = 4.0  # hanzi; a body set so much wider is another article's


def reads_backwards(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a page begins with body text and ends with a head."""
    told = [c for c in chunks if c.role not in (Role.CAPTION, Role.POINTER)]
    if len(told) < 3:
        return False
    while told[-1].role is Role.BYLINE and len(told) > 3:
        told = told[:-1]
    first, last = told[0], told[-1]
    speakers = [c for c in told if c.rule in _HEAD_RULES]
    if first.role is Role.HEADLINE and last.role is Role.HEADLINE and len(speakers) >= 2:
        return True  # a page head and its lead, then statements with their heads behind them
    titled = last.role is Role.HEADLINE and not last.level
    heads = sum(c.role is Role.HEADLINE for c in told)
    return first.role in (Role.PARAGRAPH, Role.FRAGMENT) and titled and heads * 3 <= 2 * len(told)


def bind_backwards(chunks: Sequence[Chunk], *, lexicon: Lexicon, source: str) -> list[Draft]:
    """Articles of a page whose heads follow their bodies.

    Between two bodies there may stand two heads, the second of which opens
    what follows: where its words fit the text below better than the text
    above, and that text breaks in two.
    """
    topics = Topics([c.key for c in chunks])
    drafts: list[Draft] = []
    if chunks[0].role is Role.HEADLINE:
        lead, chunks = _page_lead(chunks)
        drafts.append(_draft(lead[0], lead[1], lexicon, source))
    runs = _runs(chunks)
    body = runs[0]
    for n in range(1, len(runs), 2):
        head = runs[n]
        below = runs[n + 1] if n + 1 < len(runs) else []
        at, end = _second_head(head, body, below, topics)
        drafts.append(_draft(head[:at], body, lexicon, source))
        if at < len(head):
            drafts.append(_draft(head[at:], below[:end], lexicon, source))
            below = below[end:]
        body = below
    if body:
        drafts.append(Draft(blocks=list(body)))
    return drafts


def _page_lead(
    chunks: Sequence[Chunk],
) -> tuple[tuple[list[Chunk], list[Chunk]], Sequence[Chunk]]:
    """The head and the body of a lead that stands first, and what follows it."""
    start = next((i for i, c in enumerate(chunks) if c.role is Role.PARAGRAPH), len(chunks))
    end = next((i for i in range(start, len(chunks)) if chunks[i].role is Role.HEADLINE), start)
    seam = _seam(chunks[start:end]) or min(1, end - start)
    return (list(chunks[:start]), list(chunks[start : start + seam])), chunks[start + seam :]


def _runs(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Bodies and heads in turn, a body first."""
    runs: list[list[Chunk]] = [[]]
    for chunk in chunks:
        in_head = len(runs) % 2 == 0
        is_head = chunk.role is Role.HEADLINE or chunk.rule in _HEAD_RULES
        follows_head = in_head and chunk.role is Role.BYLINE
        if is_head != in_head and not follows_head:
            runs.append([])
        runs[-1].append(chunk)
    return runs


def _second_head(
    head: Sequence[Chunk], body: Sequence[Chunk], below: Sequence[Chunk], topics: Topics
) -> tuple[int, int]:
    """Where a second head begins inside a head, and where its body ends.

    (len(head), 0) where there is none: all lines belong to the body above.
    """
    end = _seam(below)
    if not end or len(head) < 2:
        return len(head), 0
    above = "\n".join(c.key for c in body)
    under = "\n".join(c.key for c in below[:end])
    best, choice = 0.0, len(head)
    decked = _start_of_decked(head)
    for at in range(1, len(head)):
        if not any(c.role is Role.HEADLINE for c in head[at:]):
            break
        if not head[at].blanks or (head[at].role is Role.BYLINE and head[at].rule != "speaker"):
            continue
        gain = sum(
            (topics.found_in(c.key, above) - topics.found_in(c.key, under)) * (1 if i < at else -1)
            for i, c in enumerate(head)
            if c.role is Role.HEADLINE
        )
        gain += _DECK_PRIOR * (at == decked)
        if gain > best:
            best, choice = gain, at
    if choice == len(head) and head[-1].role is Role.BYLINE and head[-1].rule != "speaker":
        titled = [i for i, c in enumerate(head) if i and c.role is Role.HEADLINE and c.blanks]
        choice = titled[-1] if titled else len(head)
    return (choice, end) if choice < len(head) else (len(head), 0)


def _start_of_decked(head: Sequence[Chunk]) -> int:
    """Where the headline begins whose deck opens with dashes; a deck ends what it stands below."""
    deck = next((i for i, c in enumerate(head) if i and c.key.lstrip().startswith(("——", "--"))), 0)
    at = deck
    while at > 0 and not head[at].blanks:
        at -= 1
    return at - 1 if at == deck and deck else at


def _seam(below: Sequence[Chunk]) -> int:
    """How many chunks of a body belong to the head above it: up to a dash or a change of width."""
    for i in range(1, len(below)):
        above = below[i - 1]
        announced = above.key.rstrip().endswith(("——", "--"))
        if announced or above.width - below[i].width >= _WIDER:
            return i
    return 0


def _draft(head: Sequence[Chunk], body: Sequence[Chunk], lexicon: Lexicon, source: str) -> Draft:
    titles = [c for c in head if c.role is Role.HEADLINE]
    lines = [c for c in head if c.role is not Role.HEADLINE]
    return Draft(
        head=list(sort_head(titles, lexicon=lexicon, source=source)), blocks=[*lines, *body]
    )
