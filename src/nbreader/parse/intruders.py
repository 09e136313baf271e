"""Captions that have run into the end of a severed paragraph, cut out again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nbreader import words
from nbreader.model import Role
from nbreader.parse.chunks import Chunk, cut
from nbreader.parse.evidence import (
    goes_on,
    grammar,
    is_open,
    longest_seen,
    run_on,
    texts,
    unclosed,
    unopened,
)
from nbreader.parse.lexicon import CLOSING, Lexicon

_SHORTEST, _LONGEST = 4, 36  # characters of a caption
_LISTED = 1.2  # what must speak for a caption in a list
_HOLE = 3  # blank lines that a removed picture leaves
_LONGEST_CREDIT = 40  # characters
_STOPS = "。!?;"
_ANNOUNCED = re.compile(r"[^。!?;”:]\s*((?:[▲△▼]\s*)?图为[^。]{3,40}。?)$")
_MARKS = _STOPS + ",:、"


def is_severed(body: str) -> bool:
    """Tell whether what stands before a credit is running text that breaks off.

    A caption of several sentences ends on a stop before its credit; a paragraph
    with a caption in its tail has a stop inside and none there, or a quotation
    that it leaves open.
    """
    bare = body.rstrip()
    inner = any(stop in bare[:-1] for stop in _STOPS)
    return bool(unclosed(bare)) or (inner and bare[-1:] not in _STOPS)


def part_intruders(chunks: Sequence[Chunk], *, lexicon: Lexicon, source: str) -> list[Chunk]:
    """The chunks, with captions cut out of the paragraphs that they ran into."""
    out: list[Chunk] = []
    page = ""
    bodies = [i for i, c in enumerate(chunks) if c.role is Role.PARAGRAPH]
    following = dict(pairwise(bodies))
    for i, chunk in enumerate(chunks):
        if ahead := _leading_caption(chunk, lexicon):
            left, right = cut(chunk, ahead, source=source)
            out += [left.as_role(Role.CAPTION, "runs-into-a-sentence"), right]
            continue
        below = chunks[following[i]].key if i in following else ""
        if announced := _announced_at(chunk) if below else 0:
            left, right = cut(chunk, announced, source=source)
            out += [left, right.as_role(Role.CAPTION, "runs-into-a-sentence")]
            continue
        credit = _credit_at(chunk, lexicon) if below else -1
        if not below or not (credit >= 0 or (is_open(chunk) and unclosed(chunk.key))):
            out.append(chunk)
            continue
        page = page or texts(chunks)
        if credit >= 0:
            at = _before_credit(chunk.key, credit, below, lexicon, page)
        else:
            at = _in_quotation(chunk.key, below, page)
        if at:
            left, right = cut(chunk, at, source=source)
            right = right.as_role(Role.CAPTION, "runs-into-a-sentence")
            if credit >= 0:
                printed = chunk.text[credit:].strip().strip("()（）")
                right = replace(right, credit=printed)
            out += [left, right]
        else:
            out.append(chunk)
    return out


def _announced_at(chunk: Chunk) -> int:
    """Where a caption that says 图为 begins behind an unfinished sentence, or 0."""
    if chunk.role is not Role.PARAGRAPH:
        return 0
    match = _ANNOUNCED.search(chunk.key) if "图为" in chunk.key[-48:] else None
    return match.start(1) if match else 0


def _leading_caption(chunk: Chunk, lexicon: Lexicon) -> int:
    """Where the text goes on behind a caption that opens a chunk below a picture's hole, or 0."""
    if chunk.role is not Role.PARAGRAPH or chunk.blanks < _HOLE:
        return 0
    end = chunk.key.find(")", 0, _LONGEST + 24) + 1
    caption, rest = chunk.key[:end], chunk.key[end:]
    credited = end > _SHORTEST and lexicon.caption_credit.search(caption)
    return (
        end if credited and rest.strip() and not any(stop in caption[:-1] for stop in _STOPS) else 0
    )


def _credit_at(chunk: Chunk, lexicon: Lexicon) -> int:
    """Where a credit begins at the end of a severed paragraph, or -1."""
    if chunk.role is not Role.PARAGRAPH or chunk.level:
        return -1
    match = lexicon.caption_credit.search(chunk.key, max(0, len(chunk.key) - _LONGEST_CREDIT))
    if match is None or not is_severed(chunk.key[: match.start()]):
        return -1
    name = next(k for k, v in match.groupdict().items() if v)
    return match.start(name)


def _before_credit(key: str, credit: int, below: str, lexicon: Lexicon, page: str) -> int:
    """Where the caption before a credit begins: where the text reads on below best.

    A caption holds no mark of a sentence, begins between two words, and likes
    to begin with a name that the page prints elsewhere.
    """
    body = key[:credit].rstrip()
    last = max(body.rfind(mark) for mark in _MARKS + "“") + 1
    first = max(last, len(body) - _LONGEST)
    best, choice = float("-inf"), 0
    for at in range(first, len(body) - _SHORTEST + 1):
        tail, caption = body[:at], body[at:]
        score = run_on(tail, below) - run_on(tail, caption)
        score += 2.0 * grammar(tail, below, lexicon)
        score += 1.0 * (longest_seen(tail, below, page=page) >= 2) - 0.25 * (at - first)
        score += 1.0 * (words.kind_of_word(caption[:2]) in ("n", "s") or not caption[0].isalpha())
        score += 1.5 * (page.count(caption[:4]) > 1) + 1.0 * (page.count(caption[:3]) > 1)
        score -= 2.0 * (page.count(tail[-1:] + caption[:2]) > 1)  # a word that the page knows
        if score > best:
            best, choice = score, at
    return choice


def _in_quotation(tail: str, head: str, page: str) -> int:
    """Where a caption begins in the tail of a severed quotation, or 0.

    The sign: a paragraph leaves a list in quotes open and the next one closes
    it. Without the caption the limbs of the list are as long as each other,
    and a word may run on from before it into the next paragraph.
    """
    if not unopened(head) or goes_on(tail, head, page=page):
        return 0
    opened = tail.rfind(unclosed(tail)[-1]) + 1
    first = max(tail.rfind(mark) for mark in _MARKS) + 1
    close = min((head.find(mark) for mark in CLOSING if mark in head), default=0)
    best, choice = _LISTED, 0
    for at in range(first if first > opened else len(tail), len(tail) - _SHORTEST + 1):
        limbs = [len(limb) for limb in re.split("[、,]", tail[opened:at] + head[:close])]
        alike = max(limbs) - min(limbs)
        score = 3.0 * (not alike) + 1.5 * (alike == 1) + run_on(tail[:at], head)
        score -= run_on(tail[:at], tail[at:]) + 0.25 * (at - first)
        if len(limbs) > 1 and score > best:
            best, choice = score, at
    return choice
