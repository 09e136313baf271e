"""Chunks to articles: heads bound to bodies, captions to what they show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nbreader.model import Role
from nbreader.parse.backwards import bind_backwards, reads_backwards
from nbreader.parse.chunks import Chunk
from nbreader.parse.drafts import Draft
from nbreader.parse.evidence import Topics
from nbreader.parse.heads import (
    LABEL_MARKS,
    as_crossheads,
    find_heads,
    groups_of,
    has_briefs,
    is_briefs_label,
    rank_of,
    sort_head,
)
from nbreader.parse.lexicon import Lexicon

_INVITES = re.compile(r"听听|请听|请看|讲述|畅谈|共话|谈谈|心声|怎么[看说]|怎样[看说]|的回答")
_FURNITURE = frozenset({Role.FLAG, Role.FOLIO, Role.BANNER, Role.CREDIT})


@dataclass(slots=True)
class _Desk:
    """The articles of a page while its chunks are dealt out."""

    drafts: list[Draft] = field(default_factory=list)
    briefs: bool = False  # a label stands for all heads below it
    box: Draft | None = None  # a box that is still open
    captions: list[Chunk] = field(default_factory=list)  # whose article is not known yet

    section: tuple[str, int] = ("", 0)  # a column of briefs, and the rank of its label
    main: Draft | None = None  # the last article that is no box

    @property
    def current(self) -> Draft:
        """The article that goes on; one without a head where none has begun."""
        if self.box is not None:
            return self.box
        if self.main is None:
            self.main = Draft()
            self.drafts.append(self.main)
        return self.main


def segment(
    chunks: Sequence[Chunk], *, lexicon: Lexicon, source: str
) -> tuple[tuple[Draft, ...], tuple[Chunk, ...]]:
    """The articles of a page in reading order, and its furniture."""
    furniture = [c for c in chunks if _is_furniture(c)]
    inner = [c for c in chunks if not _is_furniture(c)]
    if reads_backwards(inner):
        drafts = bind_backwards(inner, lexicon=lexicon, source=source)
    else:
        drafts = _forwards(inner, lexicon, source)
    return tuple(_packaged([d for d in drafts if d.head or d.blocks])), tuple(furniture)


def _is_furniture(chunk: Chunk) -> bool:
    if chunk.role is Role.LABEL:
        return chunk.rule != "note-label"
    return chunk.role in _FURNITURE


def _forwards(chunks: Sequence[Chunk], lexicon: Lexicon, source: str) -> list[Draft]:
    """Deal out chunks below the heads that they follow."""
    heads = find_heads(chunks, lexicon=lexicon)
    groups = {g.start: g for g in groups_of(chunks)}
    desk = _Desk(briefs=has_briefs(chunks))
    at = 0
    above: list[Chunk] = []  # 上接第1版 over a headline
    while at < len(chunks):
        group = groups.get(at)
        if group is None:
            if at + 1 in heads and _comes_from(chunks[at], lexicon):
                above.append(chunks[at])
            else:
                _deal(desk, chunks[at])
            at += 1
        elif at in heads:
            _open_article(desk, chunks[at : group.end], lexicon, source)
            desk.drafts[-1].blocks += above
            above = []
            at = group.end
        else:
            _flush(desk, None)
            desk.current.blocks += as_crossheads(chunks[at : group.end])
            at = group.end
    _flush(desk, None, everywhere=True)
    return desk.drafts


def _comes_from(chunk: Chunk, lexicon: Lexicon) -> bool:
    """Tell whether a line says from which page an article goes on, which ends none."""
    match = lexicon.jump.search(chunk.key) if chunk.role is Role.JUMP else None
    return match is not None and (match[1] or match[3]).endswith("接")


def _open_article(desk: _Desk, lines: Sequence[Chunk], lexicon: Lexicon, source: str) -> None:
    name = lines[0].key.replace(" ", "").strip(LABEL_MARKS)
    is_box = name in lexicon.boxes and len(lines) <= 2
    draft = Draft(head=list(sort_head(lines, lexicon=lexicon, source=source)), is_box=is_box)
    if draft.head and draft.head[0].role is Role.SECTION:
        draft.section = draft.head[0].text.strip(LABEL_MARKS)
        lasts = desk.briefs or is_briefs_label(draft.section)
        desk.section = (draft.section, rank_of(lines[0])) if lasts else ("", 0)
    elif desk.section[0] and rank_of(lines[0]) >= desk.section[1]:
        draft.section = desk.section[0]
    else:
        desk.section = ("", 0)
    pending, desk.captions = desk.captions, []
    desk.drafts.append(draft)
    desk.box = draft if is_box else None
    desk.main = desk.main if is_box else draft
    for caption in pending:
        desk.captions.append(caption)
    draft.owed = len(desk.captions)


def _deal(desk: _Desk, chunk: Chunk) -> None:
    """Give a chunk to the article that is open; captions wait until it is clear whose."""
    if chunk.role is Role.CAPTION:
        desk.captions.append(chunk)
        return
    if chunk.role in (Role.PARAGRAPH, Role.FRAGMENT):
        _flush(desk, chunk)
    desk.current.blocks.append(chunk)
    if desk.box is not None and chunk.rule == "signature":
        desk.box = None


def _flush(desk: _Desk, below: Chunk | None, *, everywhere: bool = False) -> None:
    """Settle captions that stood before this point.

    Between two articles, and behind the last, a caption goes to the one whose
    words it shares; inside an article it stays where it stands.
    """
    if not desk.captions:
        return
    captions, desk.captions = desk.captions, []
    current = desk.current
    owed, current.owed = min(current.owed, len(captions)), 0
    for n, caption in enumerate(captions):
        if n < owed or everywhere:
            candidates = _rivals(desk, current, below, everywhere=everywhere)
            home = _home_of(caption, candidates, below if n < owed else None, current)
        else:
            home = current
        home.blocks.append(caption)


def _rivals(desk: _Desk, current: Draft, below: Chunk | None, *, everywhere: bool) -> list[Draft]:
    if everywhere:
        return [d for d in desk.drafts if d.blocks or d.head]
    at = desk.drafts.index(current)
    return desk.drafts[max(0, at - 1) : at + 1]


def _home_of(
    caption: Chunk, candidates: Sequence[Draft], below: Chunk | None, current: Draft
) -> Draft:
    """The article that shares most of a caption's words; in doubt the one it stands in."""
    keys = [d.key + (below.key if below is not None and d is current else "") for d in candidates]
    if len(keys) < 2:
        return current
    topics = Topics(keys)
    scores = [topics.found_in(caption.key, key) for key in keys]
    best = max(scores)
    main = max(candidates, key=lambda d: len(d.key))
    standing = current if not current.is_box else main
    if (
        best < 0.25
        or scores[candidates.index(standing) if standing in candidates else 0] >= best - 0.08
    ):
        return standing
    return candidates[scores.index(best)]


def _packaged(ordered: list[Draft]) -> list[Draft]:
    """A lead and the statements that it announces are one package.

    The lead ends on a dash, a colon or an invitation to listen; the statements
    are those with speakers. The lead's headline names their section, and what
    stood before the lead comes behind it.
    """
    spoken = [d for d in ordered if d.has_speaker]
    lead = next((d for d in ordered if not d.has_speaker and not d.is_box and _announces(d)), None)
    if lead is None or len(spoken) < 2:
        return ordered
    name = next((c.text for c in lead.head if c.role is Role.HEADLINE), "")
    if not name:
        return ordered
    for draft in (lead, *spoken):
        draft.section = draft.section or name
    early = [d for d in spoken if ordered.index(d) < ordered.index(lead)]
    rest = [d for d in ordered if d not in early]
    at = rest.index(lead) + 1
    for draft in early:
        draft.moved = True
    return rest[:at] + early + rest[at:]


def _announces(draft: Draft) -> bool:
    if not draft.body:
        return False
    last = draft.body[-1].key.rstrip()
    return last.endswith(("——", "--", ":", "—")) or _INVITES.search(last[-40:]) is not None
