"""A chunk: a paragraph, head line or caption on its way through the stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nbreader.model import Block, Piece, Role
from nbreader.parse.normalise import Row, close_numbers

_RUNNING = frozenset({Role.PARAGRAPH, Role.FRAGMENT, Role.EDITORS_NOTE, Role.LIST_ITEM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Rows that belong together, and what the stages have found out about them.

    `role` HEADLINE stands for any title line until `segment` tells headline,
    kicker, deck, crosshead and section apart.
    """

    text: str
    key: str
    pieces: tuple[Piece, ...]
    line: int  # number of its first line
    last: int  # number of its last line
    blanks: int  # blank lines before it; 0: it follows in the same clump
    rows: int
    width: float  # of its widest row, in hanzi
    indent: int
    level: int = 0
    bullet: bool = False
    bold: bool = False
    role: Role = Role.PARAGRAPH
    rule: str = ""
    credit: str = ""

    def as_role(self, role: Role, rule: str) -> Chunk:
        """The chunk with a role and the name of the rule that gave it."""
        return replace(self, role=role, rule=rule)

    def as_block(self) -> Block:
        """The chunk as it is printed on a page."""
        text = close_numbers(self.text) if self.role in _RUNNING else self.text
        return Block(
            role=self.role, text=text, pieces=merge(self.pieces), rule=self.rule, credit=self.credit
        )


def chunk_of(rows: Sequence[Row]) -> Chunk:
    """Rows made one: nothing between them but a blank between two Latin words."""
    first = rows[0]
    if len(rows) == 1:
        text, key, pieces = first.text, first.key, first.pieces
    else:
        text, key = glue([r.text for r in rows]), glue([r.key for r in rows])
        pieces = tuple(p for row in rows for p in row.pieces)
    return Chunk(
        text=text, key=key, pieces=pieces, line=first.number, last=rows[-1].number,
        blanks=first.blanks, rows=len(rows), width=max(r.width for r in rows),
        indent=first.indent, level=first.level, bullet=first.bullet, bold=first.bold,
    )  # fmt: skip


def glue(texts: Sequence[str]) -> str:
    """Texts run together; a blank only between two Latin letters."""
    whole = texts[0]
    for text in texts[1:]:
        latin = whole[-1:].isascii() and whole[-1:].isalpha()
        whole += (" " if latin and text[:1].isascii() and text[:1].isalpha() else "") + text
    return whole


def join(chunks: Sequence[Chunk], *, space: bool = False) -> Chunk:
    """Chunks made one, with the role and place of the first."""
    first = chunks[0]
    texts, keys = [c.text for c in chunks], [c.key for c in chunks]
    return replace(
        first,
        text=" ".join(texts) if space else glue(texts),
        key=" ".join(keys) if space else glue(keys),
        pieces=tuple(p for c in chunks for p in c.pieces),
        last=max(c.last for c in chunks),
        rows=sum(c.rows for c in chunks),
        width=max(c.width for c in chunks),
    )


def cut(chunk: Chunk, at: int, *, source: str) -> tuple[Chunk, Chunk]:
    """A chunk cut before character `at` of its text; both sides must print something."""
    before, after = cut_pieces(chunk.pieces, solid(chunk.text[:at]), source=source)
    left, right = chunk.text[:at].rstrip(), chunk.text[at:].lstrip()
    skip = len(chunk.text) - len(right)
    line = chunk.line + source.count("\n", before[0].start, after[0].start)
    return (
        replace(chunk, text=left, key=chunk.key[: len(left)], pieces=before, last=line),
        replace(chunk, text=right, key=chunk.key[skip:], pieces=after, line=line, blanks=0),
    )


def cut_pieces(
    pieces: Iterable[Piece], count: int, *, source: str
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Pieces cut after `count` printed characters; marks stay with what follows them."""
    before: list[Piece] = []
    after: list[Piece] = []
    left = count
    for piece in pieces:
        if not left:
            after.append(piece)
            continue
        if piece.markup:
            before.append(piece)
            continue
        size = solid(source[piece.start : piece.end])
        if size <= left:
            before.append(piece)
            left -= size
            continue
        at = piece.start
        while left:
            left -= not source[at].isspace()
            at += 1
        before.append(Piece(start=piece.start, end=at))
        after.append(Piece(start=at, end=piece.end))
    return tuple(before), tuple(after)


def solid(text: str) -> int:
    """How many characters of a text are no white space."""
    return len(text) - sum(map(str.isspace, text))


def merge(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbouring pieces of one kind made one where nothing lies between them."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and last.end == piece.start and last.markup == piece.markup:
            merged[-1] = Piece(start=last.start, end=piece.end, markup=piece.markup)
        else:
            merged.append(piece)
    return tuple(merged)
