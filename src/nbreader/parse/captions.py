"""Captions: told by their credits, by the hole that a picture left, by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nbreader.model import Role
from nbreader.parse.bylines import is_names
from nbreader.parse.chunks import Chunk, join
from nbreader.parse.evidence import (
    goes_on,
    is_beheaded,
    is_dated,
    is_open,
    leans,
    opens_freshly,
    texts,
    unopened,
)
from nbreader.parse.intruders import is_severed, part_intruders
from nbreader.parse.lexicon import Lexicon
from nbreader.parse.unwrap import ends_sentence

_LONGEST = 100  # characters of a caption with its credit
_LONGEST_PAGE = 30_000  # characters that are searched for words seen elsewhere
_BARE = 64  # characters of a caption that has none
_HOLE = 3  # blank lines that a removed picture leaves
_SENTENCE = 2.5  # the weight from which a short line is a sentence's head
_SIDES = re.compile(
    r"\((?:左|右|中|前|后|上|下)[一二三四五两排起]?[起左右]?[一二三四五]?(?:、.{1,6})?\)"
)


def find_captions(chunks: Sequence[Chunk], *, lexicon: Lexicon, source: str) -> tuple[Chunk, ...]:
    """The chunks with captions named, each made one with its credit."""
    hole = hole_of(chunks)
    out = list(chunks)
    for i, chunk in enumerate(out):
        rule = _own_rule(chunk, lexicon) or (_hole_rule(out, i, lexicon) if hole else "")
        if rule:
            out[i] = _captioned(chunk, rule, lexicon)
    out = _beside_captions(_with_credits(out, lexicon), lexicon)
    return tuple(part_intruders(out, lexicon=lexicon, source=source))


def hole_of(chunks: Sequence[Chunk]) -> bool:
    """Tell whether three blank lines mean a picture: elsewhere fewer stand between blocks."""
    gaps = Counter(chunk.blanks for chunk in chunks[1:] if chunk.blanks)
    return bool(gaps) and gaps.most_common(1)[0][0] < _HOLE


def _own_rule(chunk: Chunk, lexicon: Lexicon) -> str:
    """The rule by which a chunk's own words make it a caption, or ""."""
    key = chunk.key.strip()
    if chunk.role not in (Role.HEADLINE, Role.PARAGRAPH) or chunk.level or len(key) > _LONGEST:
        return ""
    if lexicon.caption_head.match(key) and len(key) > 4:
        return "caption-words"
    if (credit := lexicon.caption_credit.search(key)) is not None:
        body = key[: credit.start()].rstrip(" .")
        if body and body.count("。") <= 2 and not is_severed(body):
            return "credit-at-its-end"
    return (
        "sides-named" if len(key) <= _BARE and _SIDES.search(key) and "。" not in key[:-1] else ""
    )


def _hole_rule(chunks: Sequence[Chunk], i: int, lexicon: Lexicon) -> str:
    """A short line below the hole of a picture is its caption."""
    chunk = chunks[i]
    if chunk.blanks != _HOLE or chunk.level or chunk.role not in (Role.HEADLINE, Role.PARAGRAPH):
        return ""
    if not any(c.role in (Role.PARAGRAPH, Role.HEADLINE) for c in chunks[:i]):
        return ""  # the hole of a flag's logo
    short = len(chunk.key) <= _BARE and chunk.key.count("。") <= 1
    if not short or leans(chunk.key, lexicon) or is_names(chunk.key, lexicon):
        return ""
    return "below-a-hole"


def _captioned(chunk: Chunk, rule: str, lexicon: Lexicon) -> Chunk:
    credit = lexicon.caption_credit.search(chunk.key)
    printed = ""
    if credit is not None:
        name = next(k for k, v in credit.groupdict().items() if v)
        printed = chunk.text[credit.start(name) : credit.end(name)].strip("()（）")
    return replace(chunk, role=Role.CAPTION, rule=rule, credit=printed)


def _with_credits(chunks: Sequence[Chunk], lexicon: Lexicon) -> list[Chunk]:
    """A credit on a line of its own belongs to the line above, which is a caption.

    A second line of the same clump goes on with the first.
    """
    out: list[Chunk] = []
    for chunk in chunks:
        above = out[-1] if out else None
        if above is None or not _may_be_captioned(above, chunk):
            out.append(chunk)
        elif chunk.role is Role.CREDIT and chunk.rule == "picture-credit":
            below = join([above, chunk], space=True)
            rule = above.rule if above.role is Role.CAPTION else "credit-below"
            out[-1] = replace(
                below, role=Role.CAPTION, rule=rule, credit=chunk.text.strip("()（）")
            )
        elif (
            above.role is Role.CAPTION
            and chunk.blanks == 0
            and not lexicon.caption_head.match(chunk.key)
            and _goes_on(above, chunk)
        ):
            out[-1] = _captioned(join([above, chunk]), above.rule, lexicon)
        else:
            out.append(chunk)
    return [
        replace(c, role=Role.CAPTION, rule="credit-alone", credit=c.text.strip("()（）"))
        if c.role is Role.CREDIT and c.rule == "picture-credit"
        else c
        for c in out
    ]


def _may_be_captioned(above: Chunk, below: Chunk) -> bool:
    if above.role is Role.CAPTION:
        return not above.credit
    if above.role is Role.HEADLINE:
        return not above.level
    stops = above.key.count("。")
    brief = len(above.key) <= 40 and (not stops or (stops == 1 and not below.blanks))
    whole = brief or above.blanks == _HOLE
    return above.role is Role.PARAGRAPH and len(above.key) <= _BARE and whole


def _goes_on(above: Chunk, chunk: Chunk) -> bool:
    return (
        chunk.role in (Role.HEADLINE, Role.PARAGRAPH)
        and not chunk.level
        and not ends_sentence(above.key)
        and len(above.key) + len(chunk.key) <= _LONGEST
    )


def _beside_captions(chunks: Sequence[Chunk], lexicon: Lexicon) -> list[Chunk]:
    """Title lines between captions at the end of a page or section are captions too."""
    out = list(chunks)
    last_body = max((i for i, c in enumerate(out) if c.role is Role.PARAGRAPH), default=-1)
    for i, chunk in enumerate(out):
        if chunk.role is not Role.HEADLINE or chunk.level or i == 0:
            continue
        above, below = out[i - 1], out[i + 1] if i + 1 < len(out) else None
        after = below is None or below.role in (Role.CAPTION, Role.CREDIT, Role.FOLIO)
        beside = above.role is Role.CAPTION or (above.role is Role.CREDIT and i > last_body)
        doubled = below is not None and below.role is Role.CAPTION and chunk.key in below.key
        if (beside and after and i > last_body) or doubled:
            out[i] = chunk.as_role(Role.CAPTION, "between-captions")
    return out


def set_aside(chunk: Chunk) -> bool:
    """Tell whether text may go on from above this chunk to below it."""
    return chunk.role not in (Role.PARAGRAPH, Role.HEADLINE, Role.LIST_ITEM, Role.EDITORS_NOTE)


def name_severed_lines(
    chunks: Sequence[Chunk], *, lexicon: Lexicon, measure: float = 0.0
) -> tuple[Chunk, ...]:
    """Tell title lines that are none: heads of severed sentences, captions between two halves.

    On a hard-wrapped page (`measure` > 0) the head of a severed sentence is as
    wide as the column: anything narrower is a title.
    """
    out = list(chunks)
    habits = _Habits(
        page=texts(chunks)[:_LONGEST_PAGE],
        measure=measure,
        levelled=sum(c.level > 0 and c.role is Role.HEADLINE for c in chunks) >= 2,
        shapes=Counter(_shape(c.key) for c in chunks if c.role is Role.HEADLINE),
    )
    at = 0
    while at < len(out):
        if not _unsure(out[at]):
            at += 1
            continue
        end = at
        while end < len(out) and (_unsure(out[end]) or out[end].role is Role.CAPTION):
            end += 1
        _settle(out, at, end, lexicon, habits)
        at = end
    return tuple(_joined_captions(out))


def _unsure(chunk: Chunk) -> bool:
    return chunk.role is Role.HEADLINE and not chunk.level and not chunk.bold


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """What holds for all title lines of a page."""

    page: str  # all its keys
    measure: float  # of its columns, where it is hard-wrapped
    levelled: bool  # titles have Markdown levels
    shapes: Counter[tuple[int, ...]]


def _settle(out: list[Chunk], at: int, end: int, lexicon: Lexicon, habits: _Habits) -> None:
    """Decide over a run of title lines between two stretches of body."""
    above = next((c for c in reversed(out[max(0, at - 12) : at]) if not set_aside(c)), None)
    below = next((c for c in out[end : end + 12] if not set_aside(c)), None)
    titles = [i for i in range(at, end) if _unsure(out[i])]
    if below is None or above is None:
        return
    asks = len(titles) == 1 and out[titles[0]].key[-1:] in "?!"
    if asks and habits.levelled and above.role is Role.PARAGRAPH:
        out[titles[0]] = out[titles[0]].as_role(Role.PARAGRAPH, "question-without-a-level")
        return  # a title would have a level on this page
    if below.role is not Role.PARAGRAPH:
        return
    tail_above = above.role is Role.PARAGRAPH and is_open(above)
    if tail_above and asks:
        out[titles[0]] = out[titles[0]].as_role(Role.PARAGRAPH, "end-of-a-severed-sentence")
        return
    if habits.measure and (len(titles) > 1 or out[titles[0]].width < habits.measure - 3):
        return
    if tail_above and _joins(above.key, below.key, lexicon, habits.page):
        for i in titles:
            out[i] = out[i].as_role(Role.CAPTION, "between-two-halves")
        return
    torn = len(titles) > 1 and all(out[i].blanks == 0 for i in titles[1:])
    if tail_above and torn and out[titles[0]].blanks:
        for i in titles:
            out[i] = out[i].as_role(Role.CAPTION, "between-two-halves")
        return
    under_head = above.role is Role.HEADLINE  # perhaps a line of that head
    weights = {
        i: _sentence_weight(out[i].key, below.key, lexicon, habits.page)
        + 0.7 * (i == titles[-1])
        - 1.5 * under_head
        + 1.8 * (habits.levelled and not under_head)
        - 2.0 * (habits.shapes[_shape(out[i].key)] > 1)
        + 0.8 * (i == titles[-1] and len(titles) == 2 and out[i].blanks > 0)
        for i in titles
    }
    head = max(titles, key=weights.__getitem__)
    if weights[head] >= _SENTENCE:
        out[head] = out[head].as_role(Role.PARAGRAPH, "head-of-a-severed-sentence")
        for k in titles:
            if k > head:
                out[k] = out[k].as_role(Role.CAPTION, "between-two-halves")


def _shape(key: str) -> tuple[int, ...]:
    """Where a title is broken, and its length in fours; crossheads of a page are cut alike.

    A title without a break has a shape of its own.
    """
    at = next((n for n, c in enumerate(key) if c in ", "), 0)
    return (at, len(key) // 4) if at else tuple(map(ord, key))


def _joins(tail: str, head: str, lexicon: Lexicon, page: str) -> bool:
    """Tell whether a head goes on from a tail for sure."""
    if opens_freshly(head, lexicon):
        return False
    return leans(head, lexicon) or bool(unopened(head)) or goes_on(tail, head, page=page)


def _sentence_weight(line: str, below: str, lexicon: Lexicon, page: str) -> float:
    """Weigh whether a short line is the severed head of the paragraph below it.

    A title is whole; the head of a sentence breaks off: after an adverb or a
    preposition, inside a word, or before a text that cannot begin a paragraph.
    """
    weight = 2.5 * line.endswith(lexicon.hanging) + 1.5 * opens_freshly(line, lexicon)
    if is_dated(below, lexicon):
        return -4.0
    weight += 1.0 * ("," in line and len(line) >= 12) - 2.0 * opens_freshly(below, lexicon)
    weight -= 1.0 * (len(line) <= 10 and "," not in line)
    weight += 0.5 * any(mark in line for mark in "了着这那")
    weight -= 2.0 * (" " in line.strip())  # the break between the lines of a head
    if weight >= _SENTENCE + 1 or weight <= -2:
        return weight
    weight += 0.5 * (below[:1].isdigit() and below[:4].find("年") < 0)
    weight += 3.5 if is_beheaded(below, lexicon) else 2.0 * leans(below, lexicon)
    return weight + 2.5 * goes_on(line, below, page=page)


def _joined_captions(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Caption lines of one clump made one."""
    out: list[Chunk] = []
    for chunk in chunks:
        above = out[-1] if out else None
        if (
            above is not None
            and chunk.role is Role.CAPTION
            and above.role is Role.CAPTION
            and chunk.blanks == 0
            and above.rule == chunk.rule == "between-two-halves"
        ):
            out[-1] = join([above, chunk])
        else:
            out.append(chunk)
    return out
