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
from nbreader.parse.evidence import (
    Topics,
    crosses,
    ends_on_transitive,
    grammar,
    is_beheaded,
    is_open,
    leans,
    opens_freshly,
    texts,
    unclosed,
    unopened,
)
from nbreader.parse.lexicon import Lexicon

_RUNNING = (Role.PARAGRAPH, Role.EDITORS_NOTE, Role.LIST_ITEM)
_MOST_CUTS = 24  # a page with more open ends has no sentences to mend
_SWAP_GAIN = 0.55  # how much better a swap must fit than the printed order


@dataclass(slots=True)
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
    chunks: Sequence[Chunk],
    *,
    lexicon: Lexicon,
    kept: frozenset[int] = frozenset(),
) -> Stitched:
    """Rejoin what the columns have severed; mark what has lost its other half.

    `kept` are lines that a person has said begin a paragraph of their own.
    """
    cuts = _cuts(chunks, kept)
    if not cuts:
        return _with_gaps(chunks, {}, frozenset(), lexicon)
    if len(cuts) > _MOST_CUTS and len(cuts) > 0.5 * len(chunks):
        return Stitched(tuple(chunks))
    page = texts(chunks)
    order = list(range(len(chunks)))
    pairs = {c.tail: c.head for c in cuts if c.head >= 0 and _may_join(chunks, c, lexicon, page)}
    swap = _best_swap(chunks, pairs, lexicon, page)
    if swap is not None:
        pairs, order = _swapped(pairs, order, swap)
    strays = _strays(chunks, cuts, pairs, lexicon, page)
    pairs.update(strays)
    moved = frozenset(swap or ()) | frozenset(strays)
    joined = _joined(chunks, order, pairs)
    doubts = [_join_doubt(chunks, t, h, t in moved, lexicon) for t, h in pairs.items()]
    rest = _with_gaps(joined, pairs, moved, lexicon)
    return Stitched(rest.chunks, (*doubts, *rest.doubts))


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


def _may_join(chunks: Sequence[Chunk], cut: _Cut, lexicon: Lexicon, page: str) -> bool:
    """Position says yes; a fresh start needs the text's word for it as well."""
    tail, head = chunks[cut.tail].key, chunks[cut.head].key
    if tail.endswith((",", "、")):
        return True  # no paragraph ends so
    if not opens_freshly(head, lexicon) and not _self_contained(head):
        return True
    return _fit(tail, head, lexicon, page) >= 0.3


def _self_contained(head: str) -> bool:
    """A quotation that opens a paragraph opens it freshly."""
    return head.startswith(("“", "《")) and not unopened(head)


def _fit(tail: str, head: str, lexicon: Lexicon, page: str) -> float:
    """How well a head goes on from a tail, by the text alone; about -1 to 2."""
    fit = crosses(tail, head, page=page)
    fit += 0.5 * leans(head, lexicon) - 0.4 * opens_freshly(head, lexicon)
    opened, closing = unclosed(tail), unopened(head)
    if opened and closing:
        fit += 0.8
    elif opened or closing:
        fit -= 0.5
    fit += 0.15 * ends_on_transitive(tail, lexicon)
    if tail[-1:].isdigit() and head[:1].isdigit():
        fit -= 0.3
    return fit


def _best_swap(
    chunks: Sequence[Chunk], pairs: dict[int, int], lexicon: Lexicon, page: str
) -> tuple[int, int, int] | None:
    """Three cuts whose heads fit better when two columns change places.

    Columns read in the wrong order leave three cuts: A|b, B|c, C|d were printed
    A|c, C|b, B|d. All triples are tried; the best must beat the printed order
    by a clear gain, since every cut is clean by shape.
    """
    tails = sorted(pairs)
    if not 3 <= len(tails) <= _MOST_CUTS:
        return None
    topics = Topics([c.key for c in chunks])
    fits = {
        (t, h): _fit(chunks[t].key, chunks[h].key, lexicon, page)
        + grammar(chunks[t].key, chunks[h].key, lexicon)
        + 1.6 * topics.shared(chunks[t].key[-160:], chunks[h].key[:160])
        for t in tails
        for h in pairs.values()
    }
    best, gain = None, _SWAP_GAIN
    for x, a in enumerate(tails):
        for y, b in enumerate(tails[x + 1 :], x + 1):
            for c in tails[y + 1 :]:
                printed = fits[a, pairs[a]] + fits[b, pairs[b]] + fits[c, pairs[c]]
                swapped = fits[a, pairs[b]] + fits[c, pairs[a]] + fits[b, pairs[c]]
                if swapped - printed > gain:
                    best, gain = (a, b, c), swapped - printed
    return best


def _swapped(
    pairs: dict[int, int], order: list[int], swap: tuple[int, int, int]
) -> tuple[dict[int, int], list[int]]:
    """The pairs and the order of chunks after two columns have changed places."""
    a, b, c = swap
    first, second = order[a + 1 : b + 1], order[b + 1 : c + 1]
    order = order[: a + 1] + second + first + order[c + 1 :]
    return {**pairs, a: pairs[b], c: pairs[a], b: pairs[c]}, order


def _strays(
    chunks: Sequence[Chunk],
    cuts: Sequence[_Cut],
    pairs: dict[int, int],
    lexicon: Lexicon,
    page: str,
) -> dict[int, int]:
    """Tails without a head and heads without a tail, matched where the text is clear."""
    taken = set(pairs.values())
    tails = [c.tail for c in cuts if c.tail not in pairs]
    heads = (
        [
            i
            for i, c in enumerate(chunks)
            if c.role is Role.PARAGRAPH and i not in taken and i and leans(c.key, lexicon)
        ]
        if tails
        else []
    )
    found: dict[int, int] = {}
    scored = sorted(
        (
            (_fit(chunks[t].key, chunks[h].key, lexicon, page), -abs(t - h), t, h)
            for t in tails
            for h in heads
            if h != t
        ),
        reverse=True,
    )
    for fit, _, tail, head in scored:
        free = tail not in found and head not in found.values()
        if fit >= 0.9 and free and not _leads_to(head, tail, {**pairs, **found}):
            found[tail] = head
    return found


def _leads_to(start: int, goal: int, pairs: dict[int, int]) -> bool:
    """Tell whether reading on from one chunk comes to another."""
    while start != goal and start in pairs:
        start = pairs[start]
    return start == goal


def _joined(chunks: Sequence[Chunk], order: Sequence[int], pairs: dict[int, int]) -> list[Chunk]:
    """The chunks in order, each severed paragraph whole at the place of its beginning."""
    heads = set(pairs.values())
    out: list[Chunk] = []
    for i in order:
        if i in heads:
            continue
        parts, at = [chunks[i]], i
        while at in pairs:
            at = pairs[at]
            parts.append(chunks[at])
        out.append(join(parts) if len(parts) > 1 else chunks[i])
    return out


def _join_doubt(
    chunks: Sequence[Chunk], tail: int, head: int, moved: bool, lexicon: Lexicon
) -> Doubt:
    above, below = chunks[tail], chunks[head]
    sure = 0.55 if moved else 0.8 if head - tail > 1 else 0.9
    if leans(below.key, lexicon) and not moved:
        sure = 0.97
    verb = "换了次序后接上" if moved else "接上"
    return Doubt(
        stage="stitch",
        code="moved" if moved else "joined",
        text=f"第 {above.last} 行在句中断开，{verb}第 {below.line} 行"
        f"：“{above.text[-6:]}|{below.text[:6]}”",
        pieces=(_last(above), _first(below)),
        confidence=sure,
        rule="swapped-columns" if moved else "open-end-next-body",
    )


def _first(chunk: Chunk) -> Piece:
    return merge([p for p in chunk.pieces if not p.markup] or chunk.pieces)[0]


def _last(chunk: Chunk) -> Piece:
    return merge([p for p in chunk.pieces if not p.markup] or chunk.pieces)[-1]


def _with_gaps(
    chunks: Sequence[Chunk], pairs: dict[int, int], moved: frozenset[int], lexicon: Lexicon
) -> Stitched:
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
