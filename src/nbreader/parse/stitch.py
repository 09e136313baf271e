"""Severed paragraphs rejoined: open tails matched with headless starts over a whole page.

Position first: once captions, bylines and furniture are set aside, an open
paragraph goes on in the next one. Only where the evidence of the text speaks
against that - a start that is fresh, a swap that fits every cut better - is
another match tried, and it is always a doubt that the reader is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbreader.model import Doubt, Piece, Role
from nbreader.parse.captions import set_aside
from nbreader.parse.chunks import Chunk, join, merge
from nbreader.parse.columns import Exchange, Seams, find_exchange
from nbreader.parse.evidence import is_beheaded, is_dated, is_open, leans, opens_freshly
from nbreader.parse.lexicon import CLOSING, OPENING, Lexicon

_RUNNING = (Role.PARAGRAPH, Role.EDITORS_NOTE, Role.LIST_ITEM)
_MOST_CUTS = 24  # a page with more open ends has no sentences to mend
_GOES_ON = 1.5  # log-odds from which a fresh start goes on from an open end
_FARTHEST = 80  # chunks between two halves of one page
_SURE = 4.0  # log-odds that leave no doubt
_STRAY = 4.0  # log-odds from which two distant halves are one


@dataclass(frozen=True, slots=True)
class _Cut:
    """An open tail, and the head that stands next behind it."""

    tail: int  # index of the chunk that breaks off
    head: int  # index of the next body chunk, or -1


@dataclass(frozen=True, slots=True)
class Stitched:
    """The chunks in reading order, and what was doubtful in finding it."""

    chunks: tuple[Chunk, ...]
    doubts: tuple[Doubt, ...] = field(default=())


def stitch(
    chunks: Sequence[Chunk], *, lexicon: Lexicon, kept: frozenset[int] = frozenset()
) -> Stitched:
    """Rejoin what the columns have severed; mark what has lost its other half.

    `kept` are lines that a person has said begin a paragraph of their own.
    """
    cuts = _cuts(chunks, kept)
    if not cuts:
        return _with_gaps(chunks, lexicon)
    if len(cuts) > _MOST_CUTS and len(cuts) > 0.5 * len(chunks):
        return Stitched(tuple(chunks))
    exchanged = find_exchange(chunks, lexicon=lexicon, kept=kept)
    if exchanged is not None:
        chunks = _reordered(chunks, exchanged)
        cuts = _cuts(chunks, kept)
    seams = Seams(chunks, lexicon)
    pairs = {c.tail: c.head for c in cuts if c.head >= 0 and _may_join(chunks, c, seams)}
    moved = _seams_of(exchanged, chunks) if exchanged is not None else frozenset()
    strays = _strays(chunks, cuts, pairs, seams, kept)
    doubts = [_join_doubt(seams, t, h, t in moved) for t, h in pairs.items()]
    doubts += [_join_doubt(seams, t, h, True) for t, h in strays.items()]
    rest = _with_gaps(_joined(chunks, {**pairs, **strays}), lexicon)
    return Stitched(rest.chunks, (*doubts, *rest.doubts))


def _reordered(chunks: Sequence[Chunk], exchange: Exchange) -> list[Chunk]:
    start, middle, end = exchange.start, exchange.middle, exchange.end
    return [*chunks[:start], *chunks[middle:end], *chunks[start:middle], *chunks[end:]]


def _seams_of(exchange: Exchange, chunks: Sequence[Chunk]) -> frozenset[int]:
    """The last paragraph before each of the three new seams."""
    middle = exchange.start + exchange.end - exchange.middle
    bodies = [i for i, c in enumerate(chunks) if c.role is Role.PARAGRAPH]
    return frozenset(
        max((i for i in bodies if i < seam), default=-1)
        for seam in (exchange.start, middle, exchange.end)
    )


def _cuts(chunks: Sequence[Chunk], kept: frozenset[int]) -> list[_Cut]:
    """Every open tail with what stands behind it; a title line stands between."""
    found = []
    for i, chunk in enumerate(chunks):
        if chunk.role not in _RUNNING or chunk.bullet or not is_open(chunk):
            continue
        j = i + 1
        while j < len(chunks) and set_aside(chunks[j]) and not _ends_article(chunks[j]):
            j += 1
        joins = j < len(chunks) and chunks[j].role is Role.PARAGRAPH and chunks[j].line not in kept
        found.append(_Cut(i, j if joins else -1))
    return found


def _ends_article(chunk: Chunk) -> bool:
    return chunk.role in (Role.JUMP, Role.ATTRIBUTION) or chunk.rule in ("speaker", "editors")


def _may_join(chunks: Sequence[Chunk], cut: _Cut, seams: Seams) -> bool:
    """Position says yes; a fresh start needs the text's word for it as well."""
    tail, head = chunks[cut.tail].key, chunks[cut.head].key
    if is_dated(head, seams.lexicon):
        return False
    if tail.endswith((",", "、")):
        return True  # no paragraph ends so
    if not opens_freshly(head, seams.lexicon):
        return True
    return seams.fit(cut.tail, cut.head) >= _GOES_ON


def _strays(
    chunks: Sequence[Chunk],
    cuts: Sequence[_Cut],
    pairs: dict[int, int],
    seams: Seams,
    kept: frozenset[int],
) -> dict[int, int]:
    """Tails without a head and heads without a tail, matched where the text is clear."""
    taken = set(pairs.values())
    tails = [c.tail for c in cuts if c.tail not in pairs]
    heads = [
        i
        for i, c in enumerate(chunks)
        if tails and i and c.role is Role.PARAGRAPH and i not in taken
        if c.line not in kept and leans(c.key, seams.lexicon)
    ]
    scored = sorted(
        (
            (seams.fit(t, h), -abs(t - h), t, h)
            for t in tails
            for h in heads
            if 0 < abs(h - t) <= _FARTHEST
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for fit, _, tail, head in scored:
        free = tail not in found and head not in found.values()
        if fit >= _STRAY and free and not _leads_to(head, tail, {**pairs, **found}):
            found[tail] = head
    return found


def _leads_to(start: int, goal: int, pairs: dict[int, int]) -> bool:
    """Tell whether reading on from one chunk comes to another."""
    while start != goal and start in pairs:
        start = pairs[start]
    return start == goal


def _joined(chunks: Sequence[Chunk], pairs: dict[int, int]) -> list[Chunk]:
    """The chunks in order, each severed paragraph whole at the place of its beginning."""
    heads = set(pairs.values())
    out: list[Chunk] = []
    for i in range(len(chunks)):
        if i in heads:
            continue
        parts, at = [chunks[i]], i
        while at in pairs:
            at = pairs[at]
            parts.append(chunks[at])
        out.append(join(parts) if len(parts) > 1 else chunks[i])
    return out


def _join_doubt(seams: Seams, tail: int, head: int, moved: bool) -> Doubt:
    """How sure a join is: by the text where that speaks, else by position."""
    above, below = seams.chunks[tail], seams.chunks[head]
    fit = seams.fit(tail, head)
    certain = fit >= _SURE or (fit >= 0 and leans(below.key, seams.lexicon))
    sure = 0.97 if certain else 0.9 if fit >= 0 else 0.7
    if moved:
        sure = 0.55
    elif head - tail > 1:
        sure = min(sure, 0.85)  # over a caption or a box
    verb = "换了次序后接上" if moved else "接上"
    return Doubt(
        stage="stitch",
        code="moved" if moved else "joined",
        text=f"第 {above.last} 行在句中断开，{verb}第 {below.line} 行"
        f"：“{above.text[-6:].lstrip(CLOSING)}|{below.text[:6].rstrip(OPENING)}”",
        pieces=(_last(above), _first(below)),
        confidence=sure,
        rule="swapped-columns" if moved else "open-end-next-body",
    )


def _first(chunk: Chunk) -> Piece:
    return merge([p for p in chunk.pieces if not p.markup] or chunk.pieces)[0]


def _last(chunk: Chunk) -> Piece:
    return merge([p for p in chunk.pieces if not p.markup] or chunk.pieces)[-1]


def _with_gaps(chunks: Sequence[Chunk], lexicon: Lexicon) -> Stitched:
    """Mark paragraphs that have lost their beginning or their end."""
    out, doubts = [], []
    body = [i for i, c in enumerate(chunks) if c.role is Role.PARAGRAPH]
    for i, chunk in enumerate(chunks):
        if chunk.role is not Role.PARAGRAPH:
            out.append(chunk)
            continue
        what = ""
        if body and i != body[0] and is_beheaded(chunk.key, lexicon):
            what = "开头"
        elif is_open(chunk) and len(chunk.key) >= 12:
            what = "结尾"
        if what:
            doubts.append(_gap_doubt(chunk, what))
            chunk = chunk.as_role(Role.FRAGMENT, "lost-head" if what == "开头" else "lost-tail")
        out.append(chunk)
    return Stitched(tuple(out), tuple(doubts))


def _gap_doubt(chunk: Chunk, what: str) -> Doubt:
    piece = _first(chunk) if what == "开头" else _last(chunk)
    return Doubt(
        stage="stitch",
        code="gap",
        text=f"第 {chunk.line} 行这一段{what}缺失",
        pieces=(piece,),
        confidence=0.6,
        rule="lost-head" if what == "开头" else "lost-tail",
    )
