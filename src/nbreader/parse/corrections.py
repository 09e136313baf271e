"""A person's corrections, replayed while a page is parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nbreader.model import HEAD_ROLES, Edit, Role
from nbreader.parse.chunks import Chunk, join
from nbreader.parse.folio import Folio

BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Edits by what they change; a line that no longer exists changes nothing."""

    splits: frozenset[int]
    joins: tuple[tuple[int, int], ...]
    moves: tuple[tuple[int, int], ...]
    roles: tuple[tuple[int, Role], ...]
    metadata: tuple[tuple[str, str], ...]

    def rename(self, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
        """The chunks with the roles that a person gave them."""
        out = list(chunks)
        for line, role in self.roles:
            i = chunk_at(out, line)
            if i is None:
                continue
            inner = Role.HEADLINE if role in HEAD_ROLES else role
            out[i] = replace(out[i], role=inner, rule=f"{BY_HAND}-{role}")
        return tuple(out)

    def reorder(self, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
        """The chunks with those that a person moved behind the ones they belong to."""
        out = list(chunks)
        for line, other in self.moves:
            i = chunk_at(out, line)
            target = chunk_at(out, other)
            if i is None or (other and target is None) or i == target:
                continue
            chunk = out.pop(i)
            at = 0 if not other else (chunk_at(out, other) or 0) + 1
            out.insert(at, chunk)
        return tuple(out)

    def join(self, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
        """The chunks with those made one that a person joined."""
        out = list(chunks)
        for line, other in self.joins:
            i, k = chunk_at(out, line), chunk_at(out, other)
            if i is None or k is None or i == k:
                continue
            out[i] = replace(join([out[i], out[k]]), role=out[i].role, rule=f"{BY_HAND}-join")
            del out[k]
        return tuple(out)

    def describe(self, folio: Folio) -> Folio:
        """The folio with what a person knows better."""
        for field, value in self.metadata:
            if field == "newspaper":
                folio = replace(folio, newspaper=value)
            elif field == "date":
                folio = replace(folio, date=date.fromisoformat(value) if value else None)
            elif field == "page":
                folio = replace(folio, number=int(value) if value else None)
        return folio


def corrections_of(edits: Sequence[Edit]) -> Corrections:
    """Edits sorted by kind, in the order in which they were made."""

    def pairs(kind: str) -> tuple[tuple[int, int], ...]:
        return tuple((e.line, e.other) for e in edits if e.kind == kind)

    return Corrections(
        splits=frozenset(e.line for e in edits if e.kind == "split"),
        joins=pairs("join"),
        moves=pairs("move"),
        roles=tuple((e.line, Role(e.value)) for e in edits if e.kind == "role"),
        metadata=tuple((e.field, e.value) for e in edits if e.kind == "metadata"),
    )


def chunk_at(chunks: Sequence[Chunk], line: int) -> int | None:
    """Which chunk a line of the file went into, or None.

    The chunk that begins on the line; else one that goes on over it.
    """
    for i, chunk in enumerate(chunks):
        if chunk.line == line:
            return i
    return next((i for i, c in enumerate(chunks) if c.line <= line <= c.last), None)
