"""What a text's ends say: is its tail open, does its head lean on what is missing?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from operator import add

from nbreader import words
from nbreader.parse.chunks import Chunk
from nbreader.parse.lexicon import CLOSING, OPENING, PAIRS, Lexicon
from nbreader.parse.unwrap import ends_sentence

_SOFT_ENDS = (":", ";", "—", "…", "】", ")", "]", "》", "~")
_MEASURED = re.compile(r"(?:以上|以下|左右|之多|不等)[,。;]")  # what stands behind a number
_NO_LETTER = re.compile(r"[\W_]+")
TITLE_LENGTH = 42  # no printed head line is longer
_TITLE_MARKS = 3  # commas, colons and the like; running text has more
_TITLE_WITH_BOTH = 22  # characters of a title with a colon and a comma
_QUESTION = 26  # characters of a title that asks
_CUT_MARKS = ",，、。"
_INSIDE_A_WORD = 4.0  # log-odds
_ENDINGS = "度率性化力者感量额值业员界型式级类"


def is_closed(key: str) -> bool:
    """Tell whether a paragraph may end here: a stop, a colon, a dash, a bracket."""
    bare = key.rstrip()
    return ends_sentence(bare) or bare.endswith(_SOFT_ENDS)


def is_open(chunk: Chunk) -> bool:
    """Tell whether a chunk's text stops in the middle of a sentence."""
    return not is_closed(chunk.key)


def unclosed(key: str) -> str:
    """The opening quotes and brackets that a text does not close.

    >>> unclosed("推动“政研学、")
    '“'
    """
    stack: list[str] = []
    for mark in key:
        if mark in OPENING:
            stack.append(mark)
        elif mark in CLOSING and stack and stack[-1] == PAIRS[mark]:
            stack.pop()
    return "".join(stack)


def unopened(key: str) -> str:
    """The closing quotes and brackets that a text does not open.

    >>> unopened("校企地”协同融通")
    '”'
    """
    stack: list[str] = []
    missing: list[str] = []
    for mark in key:
        if mark in OPENING:
            stack.append(mark)
        elif mark in CLOSING:
            if stack and stack[-1] == PAIRS[mark]:
                stack.pop()
            elif not stack:
                missing.append(mark)
    return "".join(missing)


def looks_like_title(chunk: Chunk, *, longest: int = TITLE_LENGTH) -> bool:
    """Tell whether a chunk is set like a head line: short, whole, no full stop."""
    key = chunk.key
    if chunk.rows > 1 or len(key) > longest or not any(c.isalpha() for c in key):
        return False
    if ":" in key and "," in key and len(key) > _TITLE_WITH_BOTH:
        return False
    if key.endswith("?") and len(key) > _QUESTION and not chunk.level:
        return False
    if any(mark in key for mark in "。;") or key.endswith((",", "、", ":", "，")):
        return False
    if unclosed(key) or unopened(key) or sum(map(key.count, ",:、")) > _TITLE_MARKS:
        return False
    inner = key.rstrip("!?！？")
    return (
        sum(inner.count(m) for m in "!?！？") <= (1 if chunk.level else 0)
        and key.count(",") <= 1
        and key.count("、") <= 3
    )


def opens_freshly(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a text begins as printed paragraphs do: a time, a source, a connection."""
    if is_dated(key, lexicon):
        return True
    return key.startswith(lexicon.openers) or (key[:4].isdigit() and key[4:5] == "年")


def is_dated(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a text opens with its source: it goes on from nothing above."""
    inline = lexicon.inline_byline.search(key[:60])
    return lexicon.dateline.match(key) is not None or (inline is not None and inline.start() <= 8)


def leans(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a text can hardly be the beginning of a paragraph.

    It begins with a mark that closes something, with one character and a
    comma (机，就有…), or with a particle or ending that is no word with what follows.
    """
    return _begins_broken(key, lexicon.leaning)


def is_beheaded(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a text has surely lost its beginning; stricter than `leans`.

    Also where its first clause calls a thing a company or a person: the real
    subject stood before.
    """
    if _MEASURED.match(key) or _begins_broken(key, lexicon.clinging):
        return True
    return lexicon.clash.match(key) is not None


def _begins_broken(key: str, endings: frozenset[str]) -> bool:
    if not key:
        return False
    if key[0] in CLOSING + ",，、。;:!?%":
        return True
    if key[1:2] and key[1] in _CUT_MARKS and not key[0].isascii() and key[0].isalpha():
        return True
    return key[0] in endings and not words.is_word(key[:2]) and not words.is_word(key[:3])


def grammar(tail: str, head: str, lexicon: Lexicon) -> float:
    """How well the first word of a head may follow the last word of a tail, -0.2 to 0.4.

    An ending (度, 率) leans on a verb or an adjective, a verb follows an adverb or
    a verb of causing, and a noun follows the noun that it forms a name with.
    """
    before, after = _last_kind(tail), _first_kind(head)
    causing = tail.endswith(lexicon.transitive)
    if after == "ending":
        return 0.4 if before in ("v", "a") and not causing else -0.1 if causing else 0.0
    if after == "v":
        return 0.3 if causing or before == "d" else 0.1 if before == "n" else -0.1
    if after == "n":
        return 0.2 if before == "n" or causing else 0.0
    return 0.0


def _last_kind(key: str) -> str:
    return next((k for n in (4, 3, 2) if len(key) >= n and (k := words.kind_of_word(key[-n:]))), "")


def _first_kind(key: str) -> str:
    kind = next((k for n in (4, 3, 2) if (k := words.kind_of_word(key[:n]))), "")
    return kind or ("ending" if key[:1] in _ENDINGS else "")


class Topics:
    """How much two texts of one page share, by the rarity of the character pairs they share."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._counts = Counter(pair for key in keys for pair in pairs_of(key))
        self._weights = [log(1 + max(1, len(keys)) / max(1, n)) for n in range(len(keys) + 1)]

    def shared(self, one: str, other: str) -> float:
        """Weight of the shared pairs over that of the shorter text, 0 to 1."""
        a, b = pairs_of(one), pairs_of(other)
        least = min(self._sum(a), self._sum(b))
        return self._sum(a & b) / least if least else 0.0

    def found_in(self, short: str, long: str) -> float:
        """Weight of a short text's pairs that a long text has too, 0 to 1."""
        pairs = pairs_of(short)
        whole = self._sum(pairs)
        return self._sum(pair for pair in pairs if pair in long) / whole if whole else 0.0

    def _sum(self, pairs: Iterable[str]) -> float:
        return sum(self._weights[self._counts[pair]] for pair in pairs)


@lru_cache(maxsize=4096)
def pairs_of(key: str) -> frozenset[str]:
    """The overlapping pairs of letters and Han characters of a text."""
    solid = _NO_LETTER.sub("", key)
    return frozenset(map(add, solid, solid[1:]))


def crosses(tail: str, head: str, *, page: str) -> float:
    """How much a word runs across the cut between two texts, 0 to 1.

    A word of two to four characters across the cut counts by whether the
    dictionary has it and whether the same page prints it somewhere whole.
    """
    best = 0.0
    for before in (1, 2, 3):
        for after in (1, 2, 3):
            word = tail[-before:] + head[:after]
            if before + after > 4 or len(word) < before + after or not word.isalnum():
                continue
            known = 0.6 if words.is_word(word) else 0.0
            seen = 0.4 if page.count(word) > 0 else 0.0
            best = max(best, (known + seen) * (1.0 if before + after > 2 else 0.8))
    return best


def run_on(tail: str, head: str) -> float:
    """How much likelier two texts are as one run of words than as two, in log-odds.

    About 0 where the cut falls between words, positive where it falls inside one.
    """
    a, b = tail[-5:], head[:5]
    return words.likelihood(a + b) - words.likelihood(a) - words.likelihood(b)


def longest_seen(tail: str, head: str, *, page: str) -> int:
    """Length of the longest run of letters across a cut, 2 to 5, that the page prints elsewhere."""
    longest = 0
    for before in (1, 2, 3):
        for after in (1, 2, 3):
            size = before + after
            run = tail[-before:] + head[:after]
            if longest < size <= 5 and len(run) == size and run.isalpha() and run in page:
                longest = size
    return longest


def goes_on(tail: str, head: str, *, page: str) -> bool:
    """Tell whether a word surely runs across the cut between two texts."""
    return run_on(tail, head) >= _INSIDE_A_WORD or longest_seen(tail, head, page=page) >= 4


def texts(chunks: Sequence[Chunk]) -> str:
    """All keys of a page, apart from each other, for looking words up in."""
    return "\n".join(chunk.key for chunk in chunks)
