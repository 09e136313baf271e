"""What the heading tags of a web page say of its head lines.

Editors of web editions set them by hand or from the layout, so that `h1` among
other levels is the headline. Levels of recognised Markdown are hints alone (see
docs/decisions/0004-heading-levels-are-hints.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from nbreader.model import Role
from nbreader.parse.chunks import Chunk

BY_TAG = "by-tag"


def name_by_tags(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The chunks with kicker, headline and deck told apart where head lines differ in level.

    The lines of the highest level in a run are the headline, what stands before
    them is the kicker, behind them the deck. A run of one level stays as it is,
    and so does one without the highest level of the page: crossheads.
    """
    named: list[Chunk] = []
    highest = min((chunk.level for chunk in chunks if chunk.level), default=0)
    for is_head, run in groupby(chunks, key=lambda chunk: chunk.role is Role.HEADLINE):
        lines = list(run)
        levels = {chunk.level for chunk in lines}
        differ = is_head and len(levels) > 1 and highest in levels
        named += _told_apart(lines, highest) if differ else lines
    return tuple(named)


def _told_apart(lines: Sequence[Chunk], top: int) -> list[Chunk]:
    first = next(at for at, chunk in enumerate(lines) if chunk.level == top)
    named = []
    for at, chunk in enumerate(lines):
        lower = Role.KICKER if at < first else Role.DECK
        role = Role.HEADLINE if chunk.level == top else lower
        named.append(chunk.as_role(Role.HEADLINE, f"{BY_TAG}-{role.value}"))
    return named
