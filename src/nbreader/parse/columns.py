"""Columns that were read in the wrong order, put back.

Two neighbouring stretches of text that have changed places leave three seams:
A|b, B|c, C|d were printed A|c, C|b, B|d. At each seam either a sentence goes on
or a paragraph ends cleanly. All such exchanges between two titles are weighed,
and the best is made where it makes the seams fit clearly better. Since every
seam may look clean by shape, it stays a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nbreader.model import Role
from nbreader.parse.captions import set_aside
from nbreader.parse.chunks import Chunk
from nbreader.parse.evidence import (
    Topics,
    crosses,
    grammar,
    is_open,
    leans,
    longest_seen,
    opens_freshly,
    run_on,
    texts,
    unclosed,
    unopened,
)
from nbreader.parse.lexicon import Lexicon

# How much each evidence says that a head goes on from a tail, in log-odds: fitted by a
# conditional logit on the severed paragraphs of typeset pages.
_WORDS, _CROSSES, _SEEN, _SEEN_LONG = 0.8, 0.9, 1.1, 1.2
_FRESH, _BALANCED, _UNBALANCED = -0.9, 3.1, -5.0
_GRAMMAR, _TOPIC, _COUNTED, _LISTED = 1.2, 6.2, 4.2, 3.4
_HEADLESS = 1.8  # a head behind an open tail is headless, one behind a closed tail is not
_LEANS = 1.5
_ONE_SEAM = 5.0  # what it must gain besides where only one seam is severed
_EXCHANGE = 1.5  # what an exchange of columns must gain over the printed order
_NEVER = -20.0
_LONGEST_PAGE = 30_000  # characters that are searched for words seen elsewhere
_MOST_PARTS = 48  # stretches between two titles; more are no page of a newspaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two neighbouring stretches of chunks that change places."""

    start: int  # first chunk of the first stretch
    middle: int  # first chunk of the second stretch
    end: int  # first chunk behind both
    gain: float


@dataclass(slots=True)
class Seams:
    """How well chunks follow each other on one page; each pair is weighed once."""

    chunks: Sequence[Chunk]
    lexicon: Lexicon
    kept: frozenset[int] = frozenset()  # lines that a person has said begin a paragraph
    _page: str = ""
    _topics: Topics | None = None  # made when first asked for
    _known: dict[tuple[int, int], float] = field(init=False, default_factory=dict)

    def fit(self, tail: int, head: int) -> float:
        """Log-odds that chunk `head` goes on from chunk `tail`, by the text alone."""
        if self.chunks[head].line in self.kept:
            return _NEVER
        if (tail, head) not in self._known:
            self._known[tail, head] = self._weigh(self.chunks[tail].key, self.chunks[head].key)
        return self._known[tail, head]

    def _weigh(self, tail: str, head: str) -> float:
        if self._topics is None:
            self._page = texts(self.chunks)[:_LONGEST_PAGE]
            self._topics = Topics([c.key for c in self.chunks])
        weight = _WORDS * run_on(tail, head) + _CROSSES * crosses(tail, head, page=self._page)
        seen = longest_seen(tail, head, page=self._page)
        weight += _SEEN * (seen >= 2) + _SEEN_LONG * (seen >= 3)
        weight += _FRESH * opens_freshly(head, self.lexicon)
        opened, closing = unclosed(tail), unopened(head)
        weight += _BALANCED * bool(opened and closing)
        weight += _UNBALANCED * (bool(opened) != bool(closing))
        weight += _GRAMMAR * grammar(tail, head, self.lexicon)
        weight += _TOPIC * self._topics.shared(tail[-160:], head[:160])
        weight += _TOPIC * self._topics.shared(tail[-50:], head[:50])
        weight += _COUNTED * (tail[-1:].isdigit() and head[:1] in self.lexicon.counters)
        listed = tail.endswith("、") and any(mark in head[:12] for mark in "、等和")
        return weight + _LISTED * listed


def find_exchange(
    chunks: Sequence[Chunk], *, lexicon: Lexicon, kept: frozenset[int] = frozenset()
) -> Exchange | None:
    """The exchange of two stretches that mends most, or None."""
    seams = Seams(chunks, lexicon, kept)
    best: Exchange | None = None
    for region in _regions(chunks):
        opens = [is_open(chunks[i]) for i in region]
        if sum(opens) >= 2 and len(region) <= _MOST_PARTS:
            found = _best_of(region, opens, seams, chunks)
            if found is not None and (best is None or found.gain > best.gain):
                best = found
    return best


def _regions(chunks: Sequence[Chunk]) -> Iterator[list[int]]:
    """The paragraphs between two titles, without what is set aside."""
    region: list[int] = []
    for i, chunk in enumerate(chunks):
        if chunk.role is Role.PARAGRAPH:
            region.append(i)
        elif not set_aside(chunk) or chunk.rule == "speaker" or chunk.role is Role.ATTRIBUTION:
            yield region
            region = []
    yield region


def _best_of(
    region: Sequence[int], opens: Sequence[bool], seams: Seams, chunks: Sequence[Chunk]
) -> Exchange | None:
    """Weigh all exchanges of one region.

    Two of the three seams are severed, or the first is and the second stretch
    is one paragraph: the other half, read too late.
    """
    headless = [n > 0 and opens[n - 1] for n in range(len(region))]
    lean = [leans(chunks[i].key, seams.lexicon) for i in region]

    def seam(tail: int, head: int) -> float:
        if head == len(region):
            return -3.0 if opens[tail] else 0.0
        if chunks[region[head]].line in seams.kept:
            return 0.0  # settled: it begins a paragraph wherever it stands
        alone = _HEADLESS * (1 if headless[head] else -1) + _LEANS * lean[head]
        return seams.fit(region[tail], region[head]) + alone if opens[tail] else -alone

    best, choice = _EXCHANGE, None
    for a in range(len(region) - 2):
        for b in range(a + 1, len(region) - 1):
            for c in range(b + 1, len(region)):
                severed = opens[a] + opens[b] + opens[c]
                if severed < 2 and not (opens[a] and c == b + 1):
                    continue
                printed = seam(a, a + 1) + seam(b, b + 1) + seam(c, c + 1)
                exchanged = seam(a, b + 1) + seam(c, a + 1) + seam(b, c + 1)
                gain = exchanged - printed - (_ONE_SEAM if severed < 2 else 0.0)
                if gain > best:
                    best, choice = gain, (a, b, c)
    if choice is None:
        return None
    a, b, c = choice
    end = region[c + 1] if c + 1 < len(region) else region[c] + 1
    return Exchange(start=region[a + 1], middle=region[b + 1], end=end, gain=best)
