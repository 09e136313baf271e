"""Title lines sorted: headlines with their kickers and decks, section labels, crossheads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nbreader.model import HEAD_ROLES, Role
from nbreader.parse.chunks import Chunk, cut
from nbreader.parse.lexicon import Lexicon
from nbreader.parse.tags import BY_TAG
from nbreader.parse.unwrap import ends_sentence

_SHORT_HEADLINE = 12  # characters; a longer line below it explains it: a deck
_LONG_PART = 10  # characters; parts of a line this long are lines of a head of their own
_SIGNED_END = re.compile(r"[。”!?]\s*\([^()。,]{2,40}\)$")  # （记者 张三） behind the last stop
LABEL_MARKS = "【】[]《》<>■□●◆▍▌|·—: "  # what labels are set between
_BRIEFS = re.compile(r"(?:简讯|短讯|短波|快讯|速览|集锦|微闻|要闻速递|一句话新闻|天下短波|点击)$")
_NUMBERED = re.compile(
    r"[(]?[一二三四五六七八九十]{1,2}[)、.．]|[(]\d{1,2}[)]|\d{1,2}[、.．]\D|第[一二三四五六七八九十][,、:]"
)
_DASHES = ("——", "—", "--", "——")


@dataclass(frozen=True, slots=True)
class Group:
    """Title lines that stand together: chunks `start` to `end` of a page."""

    start: int
    end: int


def groups_of(chunks: Sequence[Chunk]) -> tuple[Group, ...]:
    """Runs of title lines; a speaker line opens a run, a box's name is one by itself."""
    groups: list[Group] = []
    at = 0
    while at < len(chunks):
        if not _is_title(chunks[at]):
            at += 1
            continue
        end = at + 1
        while end < len(chunks) and chunks[end].role is Role.HEADLINE:
            if _NUMBERED.match(chunks[end].key):
                break  # a numbered crosshead begins a group of its own
            end += 1
        if all(c.rule == "speaker" for c in chunks[at:end]):
            at = end
            continue
        groups.append(Group(at, end))
        at = end
    return tuple(groups)


def _is_title(chunk: Chunk) -> bool:
    return chunk.role is Role.HEADLINE or chunk.rule == "speaker"


def find_heads(chunks: Sequence[Chunk], *, lexicon: Lexicon) -> frozenset[int]:
    """Where a group of title lines begins an article; the other groups are crossheads."""
    groups = groups_of(chunks)
    if not groups:
        return frozenset()
    ends = [*(g.start for g in groups[1:]), len(chunks)]
    signed = [_is_signed(chunks, g, lexicon) for g in groups]
    habits = _Habits(
        signed=frozenset(
            rank_of(_main_line(chunks, g)) for g, s in zip(groups, signed, strict=True) if s
        ),
        level=_headline_level(chunks, groups, lexicon),
        deeper=any(
            not s and n and rank_of(_main_line(chunks, g)) > rank_of(_main_line(chunks, groups[0]))
            for n, (g, s) in enumerate(zip(groups, signed, strict=True))
        ),
        briefs=_is_briefs(chunks, groups),
        sizes=Counter(len(chunks[g.start].key) for g in groups[1:] if g.end - g.start == 1),
    )
    weights = [
        _weight(chunks, group, n == 0, habits, lexicon) + 2.0 * _has_source(chunks[group.end : end])
        for n, (group, end) in enumerate(zip(groups, ends, strict=True))
    ]
    heads = {g.start for g, weight in zip(groups, weights, strict=True) if weight >= 2}
    return frozenset(heads | _briefs_below(chunks, groups))


def _briefs_below(chunks: Sequence[Chunk], groups: Sequence[Group]) -> set[int]:
    """The heads of briefs: titles of one rank below a label that says 简讯."""
    found: set[int] = set()
    rank = label = 0
    for group in groups:
        lines = chunks[group.start : group.end]
        if _BRIEFS.search(lines[0].key.strip(LABEL_MARKS)):
            rank, label = rank_of(lines[-1]), rank_of(lines[0])
            found.add(group.start)
        elif rank and rank_of(lines[0]) == rank >= label:
            found.add(group.start)
        else:
            rank = 0
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """What a page's groups of title lines have in common."""

    signed: frozenset[int]  # ranks of titles that a byline or dateline makes headlines
    level: int  # Markdown level of headlines, 0 where there is none
    deeper: bool  # titles below the rank of the first: crossheads have a rank of their own
    briefs: bool
    sizes: Counter[int]  # lengths of title lines that stand alone, the first apart


def _headline_level(chunks: Sequence[Chunk], groups: Sequence[Group], lexicon: Lexicon) -> int:
    """The Markdown level that headlines have on this page, 0 where there is none.

    The highest level in use, unless one lone heading has it and the level
    below is signed like articles are: then that one names the page.
    """
    firsts = [chunks[g.start].level for g in groups if chunks[g.start].level]
    if not firsts:
        return 0
    top = min(firsts)
    below = [g for g in groups if chunks[g.start].level == top + 1]
    signed = sum(_is_signed(chunks, g, lexicon) for g in below)
    if firsts.count(top) == 1 and len(below) >= 2 and signed * 2 >= len(below):
        return top + 1
    return top


def _is_signed(chunks: Sequence[Chunk], group: Group, lexicon: Lexicon) -> bool:
    """Tell whether a byline or a dateline stands below a group, as below a headline."""
    for chunk in chunks[group.end : group.end + 3]:
        if chunk.role is Role.BYLINE and chunk.rule != "speaker":
            return True
        if chunk.role in (Role.LABEL, Role.EDITORS_NOTE, Role.CAPTION):
            continue
        return _is_dated(chunk, lexicon)
    return False


def _is_dated(chunk: Chunk, lexicon: Lexicon) -> bool:
    if chunk.role not in (Role.PARAGRAPH, Role.FRAGMENT):
        return False
    inline = lexicon.inline_byline.search(chunk.key[:60])
    return bool(lexicon.dateline.match(chunk.key)) or bool(inline and inline.start() <= 16)


def _weight(
    chunks: Sequence[Chunk], group: Group, leads: bool, habits: _Habits, lexicon: Lexicon
) -> float:
    """How much speaks for a headline against a crosshead; from 2 on it is one."""
    first, lines = chunks[group.start], chunks[group.start : group.end]
    if any(by_hand(line) is not None for line in lines):
        return 9.0
    if leads or first.rule == "speaker" or _is_box(first, lexicon):
        return 9.0
    weight = 0.0
    signed = _is_signed(chunks, group, lexicon)
    weight += _by_level(_main_line(chunks, group), habits)
    weight -= 4.0 * bool(_NUMBERED.match(first.key))
    weight += 3.0 * (len(lines) > 1 and is_section_label(first, lines[1], lexicon))
    weight += 5.0 * _opens_picture(chunks, group)
    weight += 5.0 * signed + 5.0 * _is_notice(first)
    weight += 2.0 * any(_is_deck(line) for line in lines[1:])
    weight += 2.0 * _article_ended(chunks, group)
    weight += 2.0 * (chunks[group.end - 1].rule != "speaker" and _next_is_note(chunks, group))
    weight += 1.0 * (len(lines) >= 2 and sum(len(c.key) for c in lines) >= 20)
    size = len(first.key.replace(" ", ""))
    weight += 0.5 * (size >= 14) - 1.0 * (size <= 9)
    weight -= 1.5 * (not signed and not habits.briefs and _is_parallel(lines, habits.sizes))
    weight += 3.0 * habits.briefs
    return weight


def _main_line(chunks: Sequence[Chunk], group: Group) -> Chunk:
    """The line of a group that is its headline by rank: the highest, the last of equals."""
    titles = [c for c in chunks[group.start : group.end] if c.role is Role.HEADLINE]
    return min(reversed(titles), key=rank_of)


def rank_of(chunk: Chunk) -> int:
    """How high a title stands: its Markdown level; bold type below, plain type lowest."""
    return chunk.level or (7 if chunk.bold else 8)


def _by_level(line: Chunk, habits: _Habits) -> float:
    """What a title's level says, measured against the levels of signed headlines.

    Where crossheads have a level of their own, one on the headlines' level is
    a headline; where all titles share it, the level says little.
    """
    if not habits.level:
        return 0.0
    rank = rank_of(line)
    if not habits.signed:
        return 3.0 if rank <= habits.level else -3.0
    if rank > max(habits.signed):
        return -3.0
    if rank not in habits.signed:
        return -2.0 if rank > habits.level or not habits.deeper else 1.0
    return 3.0 if habits.deeper and rank < 8 else 0.0


def _has_source(body: Sequence[Chunk]) -> bool:
    """Tell whether the text below a title ends with its source, as articles do."""
    told = [c for c in body if c.role not in (Role.CAPTION, Role.POINTER)]
    last = next((c for c in reversed(told) if c.role is not Role.LIST_ITEM), None)
    if last is None:
        return False
    signed = last.role is Role.PARAGRAPH and _SIGNED_END.search(last.key[-48:]) is not None
    return last.role is Role.ATTRIBUTION or signed


def _opens_picture(chunks: Sequence[Chunk], group: Group) -> bool:
    """A title over a picture and nothing else is a picture story."""
    below = [c.role for c in chunks[group.end : group.end + 2]]
    return below[:1] == [Role.CAPTION] and Role.PARAGRAPH not in below


def _is_box(chunk: Chunk, lexicon: Lexicon) -> bool:
    return chunk.key.replace(" ", "").strip(LABEL_MARKS) in lexicon.boxes


def _is_notice(chunk: Chunk) -> bool:
    """The head of a public notice or a classified advertisement."""
    return (
        bool(re.search(r"(?:公告|声明|启事|通告|公示|讣告|公示表)$", chunk.key))
        and len(chunk.key) <= 16
    )


def _next_is_note(chunks: Sequence[Chunk], group: Group) -> bool:
    return group.end < len(chunks) and chunks[group.end].rule == "note-label"


def _article_ended(chunks: Sequence[Chunk], group: Group) -> bool:
    """What stands above closes an article: its source, a jump, a signature at its end."""
    aside = (Role.CAPTION, Role.POINTER)
    above = next((c for c in reversed(chunks[: group.start]) if c.role not in aside), None)
    if above is None:
        return False
    if above.role is Role.PARAGRAPH:
        return _SIGNED_END.search(above.key[-48:]) is not None
    return above.role in (Role.ATTRIBUTION, Role.JUMP) or above.rule == "signature"


def _is_parallel(lines: Sequence[Chunk], sizes: Counter[int]) -> bool:
    """Crossheads of one article are cut alike: as long, one line each."""
    size = len(lines[0].key)
    alike = sum(sizes[n] for n in range(size - 2, size + 3))
    return len(lines) == 1 and alike > 1


def _is_briefs(chunks: Sequence[Chunk], groups: Sequence[Group]) -> bool:
    """A page of briefs: three heads and more, long and uneven, a paragraph or two below each.

    One byline for all, or title lines cut alike, make it one article with crossheads.
    """
    if len(groups) < 3:
        return False
    ends = [*(g.start for g in groups[1:]), len(chunks)]
    counts = [
        sum(c.role is Role.PARAGRAPH for c in chunks[g.end : end])
        for g, end in zip(groups, ends, strict=True)
    ]
    titles = [chunks[g.start].key for g in groups]
    signed = sum(c.role is Role.BYLINE and c.rule != "speaker" for c in chunks)
    if signed == 1 or _cut_alike(titles[1:]):
        return False
    size = sum(map(len, titles)) / len(titles)
    return max(counts) <= 3 and sum(counts) / len(counts) <= 2.2 and size >= 11


def _cut_alike(titles: Sequence[str]) -> bool:
    """Tell whether half of some titles are broken in one place, or begin with one word."""
    breaks = Counter(next((n for n, c in enumerate(t) if c in ", :"), 0) for t in titles)
    del breaks[0]
    words = Counter(t[:1] for t in titles)
    most = max([*breaks.values(), *words.values()], default=0)
    return most >= 2 and most * 2 >= len(titles)


def _is_deck(chunk: Chunk) -> bool:
    return chunk.key.lstrip().startswith(_DASHES)


def is_section_label(chunk: Chunk, below: Chunk | None, lexicon: Lexicon) -> bool:
    """Tell whether a title line names a column (栏目) and the line below it is the headline.

    A heading directly above a deeper one is a label when it is short; so is a
    line in brackets, or one that ends as column names do (头条, 聚焦).
    """
    key = chunk.key.replace(" ", "").strip()
    if below is None or _is_deck(below) or len(key) > 14 or ends_sentence(key):
        return False
    if chunk.rule == "label-inside-page":
        return True
    bracketed = key[:1] in "【[■□◆●▍▌|·—<《" and len(key) <= 12
    tail = bool(lexicon.section_tail.search(key)) and len(key) <= 10
    if chunk.level and rank_of(below) > chunk.level:
        return len(key) <= 12 and "," not in key and "·" not in key
    if chunk.level and below.level and below.level < chunk.level:
        return len(key) <= 9 and len(below.key) > len(key) and "," not in key
    if chunk.level and below.level == chunk.level:
        return bracketed or tail
    return not chunk.level and (bracketed or tail) and len(below.key) > len(key)


def sort_head(lines: Sequence[Chunk], *, lexicon: Lexicon, source: str) -> tuple[Chunk, ...]:
    """The lines of one article's head with their roles: section, kicker, headline, deck.

    Without marks the shape tells: a short line over a longer one is a headline
    with its deck, a longer one over a shorter one a kicker with its headline.
    """
    out = [c.as_role(role, c.rule) for c in lines if (role := by_hand(c)) is not None]
    titles = [c for c in lines if c.role is Role.HEADLINE and by_hand(c) is None]
    others = [*out, *(c for c in lines if c.role is not Role.HEADLINE)]
    out = []
    if not titles:
        return tuple(sorted(others, key=lambda c: (c.line, c.pieces[0].start)))
    if len(titles) >= 2 and is_section_label(titles[0], titles[1], lexicon):
        out.append(titles[0].as_role(Role.SECTION, "label-above-headline"))
        titles = titles[1:]
    main = [c for c in titles if not _is_deck(c)]
    first_deck = next((i for i, c in enumerate(titles) if _is_deck(c)), len(titles))
    if not main:
        main, first_deck = titles[:1], 1
    before = titles[: max(first_deck, 1)]
    decks = titles[max(first_deck, 1) :]
    out += _named(before, has_deck=bool(decks), source=source)
    out += [c.as_role(Role.DECK, "dashes-or-below-deck") for c in decks]
    return tuple(sorted([*out, *others], key=lambda c: (c.line, c.pieces[0].start)))


def by_hand(chunk: Chunk) -> Role | None:
    """The head role that a person gave a line, or a web page's tags; or None."""
    value = chunk.rule.removeprefix("by-hand-").removeprefix(f"{BY_TAG}-")
    return Role(value) if value != chunk.rule and value in HEAD_ROLES else None


def _named(lines: Sequence[Chunk], *, has_deck: bool, source: str) -> list[Chunk]:
    """Kicker, headline and deck among lines that have no marks."""
    if len(lines) == 1:
        return _one_line(lines[0], source)
    first, *rest = lines
    sizes = [len(c.key.replace(" ", "")) for c in lines]
    if len(lines) == 2 and not has_deck:
        if sizes[0] <= _SHORT_HEADLINE and sizes[1] > sizes[0] + 3 and rest[0].blanks:
            return [_headline(first), rest[0].as_role(Role.DECK, "longer-line-below")]
        of_one_size = rest[0].blanks == 0 and abs(sizes[0] - sizes[1]) <= 8
        if of_one_size or first.level == rest[0].level > 0:
            return [_headline(first), _headline(rest[0])]
        if sizes[0] > sizes[1]:
            return [first.as_role(Role.KICKER, "longer-line-above"), _headline(rest[0])]
        return [_headline(first), rest[0].as_role(Role.DECK, "longer-line-below")]
    kicker = first.as_role(Role.KICKER, "first-of-several")
    last = rest[-1]
    if len(rest) >= 2 and not has_deck and sizes[-1] > sizes[-2] and last.blanks:
        return [kicker, *map(_headline, rest[:-1]), last.as_role(Role.DECK, "last-of-several")]
    return [kicker, *map(_headline, rest)]


def _headline(chunk: Chunk) -> Chunk:
    return chunk.as_role(Role.HEADLINE, "title-line")


def _one_line(chunk: Chunk, source: str) -> list[Chunk]:
    """A kicker and a headline that have run into one line, parted at the blank."""
    parts = chunk.text.split(" ")
    if len(parts) >= 2 and all(len(part) >= _LONG_PART for part in parts):
        kicker, headline = cut(chunk, len(parts[0]) + 1, source=source)
        return [kicker.as_role(Role.KICKER, "first-part-of-line"), _headline(headline)]
    return [_headline(chunk)]


def as_crossheads(lines: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """A group of title lines inside an article; lines of one clump are one crosshead."""
    return tuple(c.as_role(Role.CROSSHEAD, "title-line-inside-article") for c in lines)


def has_briefs(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a page holds briefs, which share the label above the first of them."""
    return _is_briefs(chunks, groups_of(chunks))


def is_briefs_label(label: str) -> bool:
    """Tell whether a label announces briefs: 简讯, 短波."""
    return _BRIEFS.search(label) is not None
