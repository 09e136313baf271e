"""Which articles hold a character, or a pair that stands in many of them: a bit an article.

Lists of such tokens would name a large share of all articles; as bits they are
short, counted at once, and asked of an article without being read. A row of bits
is for a block of days. Within it the articles of a day lie a step apart, so that
what is added to a day later moves no other bit.
"""

from __future__ import annotations

import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import and_, or_
from typing import TypeVar

from nbreader.library.keys import BITS, DAY, UNDATED_TO

Key = TypeVar("Key", int, str)

_STEP = 6  # a block has 1 << 6 days, so two months
_DAYS = 1 << _STEP
_UNDATED = 12  # and 1 << 12 keys of undated articles
_DENSE, _SPARSE, _WIDE = b"d", b"s", b"w"  # the bits themselves, or their places
_MANY = 500  # tokens of a block, from which it is read as a whole
_SIZES = {_SPARSE: 2, _WIDE: 4}  # bytes of a place


def place_of(key: int) -> tuple[int, int]:
    """The block and the bit of an article's key."""
    if key < UNDATED_TO:
        return key >> _UNDATED, key & ((1 << _UNDATED) - 1)
    day = key >> BITS
    return day >> _STEP, (~key & (DAY - 1)) << _STEP | (day & (_DAYS - 1))


def key_of(block: int, bit: int) -> int:
    """The key of a block's bit."""
    if block < UNDATED_TO >> _UNDATED:
        return block << _UNDATED | bit
    day = block << _STEP | (bit & (_DAYS - 1))
    return day << BITS | (DAY - 1 - (bit >> _STEP))


def range_of(block: int) -> tuple[int, int]:
    """The least and the greatest key that a block may have."""
    if block < UNDATED_TO >> _UNDATED:
        return block << _UNDATED, ((block + 1) << _UNDATED) - 1
    return block << (_STEP + BITS), ((block + 1) << (_STEP + BITS)) - 1


def places(bits: int) -> Iterator[int]:
    """The bits that are set, rising."""
    text = f"{bits:b}"[::-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


class Marks:
    """Some articles, as the bits of each block that has any."""

    def __init__(self, bits: Mapping[int, int], packed: Mapping[int, bytes] | None = None) -> None:
        """Of `packed` bits, as `pack_bits` made them, each is unpacked when it is asked for."""
        self._bits = {block: each for block, each in bits.items() if each}
        self._packed = dict(packed or {})

    @classmethod
    def of(cls, keys: Iterable[int]) -> Marks:
        """The marks of articles."""
        gathered: dict[int, list[int]] = {}
        for key in keys:
            block, bit = place_of(key)
            gathered.setdefault(block, []).append(bit)
        return cls({block: _bits_at(set_bits) for block, set_bits in gathered.items()})

    @property
    def blocks(self) -> set[int]:
        """The blocks that have marks."""
        return self._bits.keys() | self._packed.keys()

    def bits(self, block: int) -> int:
        """A block's bits, 0 for none."""
        packed = self._packed.pop(block, None)
        if packed is not None:
            self._bits[block] = unpack_bits(packed)
        return self._bits.get(block, 0)

    def has(self, key: int) -> int:
        """1 where an article is marked, else 0."""
        block, bit = place_of(key)
        return self.bits(block) >> bit & 1

    def keys(self) -> list[int]:
        """The keys of the articles that are marked, falling."""
        every = (key_of(block, bit) for block in self.blocks for bit in places(self.bits(block)))
        return sorted(every, reverse=True)

    def count(self) -> int:
        """How many articles are marked."""
        own = sum(bits.bit_count() for bits in self._bits.values())
        return own + sum(map(_count_packed, self._packed.values()))

    def count_by_day(self) -> Counter[int]:
        """How many articles of each day are marked; the undated have days of their own: `keys`."""
        counts: Counter[int] = Counter()
        for block in self.blocks:
            bits = self.bits(block)
            if block < UNDATED_TO >> _UNDATED:
                counts[block >> (BITS - _UNDATED)] += bits.bit_count()
                continue
            mask = _every_day(bits.bit_length())
            for day in range(_DAYS):
                if number := (bits >> day & mask).bit_count():
                    counts[block << _STEP | day] += number
        return counts

    def within(self, low: int, high: int) -> Marks:
        """What is marked among the articles of a range of keys."""
        kept: dict[int, int] = {}
        for block in self.blocks:
            least, greatest = range_of(block)
            if low <= least and greatest <= high:
                kept[block] = self.bits(block)
            elif low <= greatest and least <= high:
                keys = (key_of(block, bit) for bit in places(self.bits(block)))
                kept[block] = _bits_at(place_of(key)[1] for key in keys if low <= key <= high)
        return Marks(kept)

    def without(self, barred: Marks) -> Marks:
        """What is marked and not barred."""
        return Marks({block: self.bits(block) & ~barred.bits(block) for block in self.blocks})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Marks):
            return NotImplemented
        return all(self.bits(block) == other.bits(block) for block in self.blocks | other.blocks)

    __hash__ = None  # type: ignore[assignment]  # it unpacks itself bit by bit


def all_marks(every: Iterable[Marks]) -> Marks:
    """What all of at least one are marked."""
    first, *others = every
    if not others:
        return first
    blocks = first.blocks.intersection(*(marks.blocks for marks in others))
    return Marks(
        {b: reduce(and_, (marks.bits(b) for marks in others), first.bits(b)) for b in blocks}
    )


def any_marks(every: Iterable[Marks]) -> Marks:
    """What at least one marks."""
    them = list(every)
    blocks = set[int]().union(*(marks.blocks for marks in them))
    return Marks({block: reduce(or_, (marks.bits(block) for marks in them)) for block in blocks})


@cache
def _every_day(length: int) -> int:
    """The bits of a block's first day, up to a length."""
    return int.from_bytes((b"\x01" + bytes(_DAYS // 8 - 1)) * (length // _DAYS + 1), "little")


def read_marks(connection: sqlite3.Connection, token: str) -> Marks:
    """The marks of a token, as the index has them."""
    rows = connection.execute(
        "SELECT block.number, mark.bits FROM block CROSS JOIN mark"
        " ON mark.block = block.number AND mark.token = ?",
        (token,),
    )
    return Marks({}, _checked(rows))


def _checked(rows: Iterable[tuple[Key, bytes]]) -> dict[Key, bytes]:
    """Rows of the table by their key; where they cannot be what was written, as SQLite tells it."""
    packed = dict(rows)
    if not all(map(_is_packed, packed.values())):
        error = sqlite3.DatabaseError("malformed marks")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    return packed


def pack_bits(bits: int) -> bytes:
    """Bits as the index keeps them: the shorter of two forms."""
    length = (bits.bit_length() + 7) // 8
    size, form, letter = (2, _SPARSE, "H") if length <= DAY // 8 else (4, _WIDE, "I")
    count = bits.bit_count()
    if count * size < length:
        return form + struct.pack(f"<{count}{letter}", *places(bits))
    return _DENSE + bits.to_bytes(length, "little")


def unpack_bits(packed: bytes) -> int:
    """What `pack_bits` was given; ValueError for what it did not write."""
    form, body = packed[:1], packed[1:]
    if form == _DENSE:
        return int.from_bytes(body, "little")
    if form not in (_SPARSE, _WIDE):
        raise ValueError("no bits")
    size, letter = (2, "H") if form == _SPARSE else (4, "I")
    return _bits_at(struct.unpack(f"<{len(body) // size}{letter}", body))


def _is_packed(packed: object) -> bool:
    """Whether a row of the table may be what `pack_bits` makes."""
    if not isinstance(packed, bytes):
        return False
    form = packed[:1]
    return form == _DENSE or (form in _SIZES and len(packed) % _SIZES[form] == 1)


def _count_packed(packed: bytes) -> int:
    if packed[:1] == _SPARSE:
        return (len(packed) - 1) // 2
    return unpack_bits(packed).bit_count()


def _bits_at(set_bits: Iterable[int]) -> int:
    them = list(set_bits)
    if not them:
        return 0
    bits = bytearray(max(them) // 8 + 1)
    for bit in them:
        bits[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(bits, "little")


class MarkChanges:
    """Gathers what a transaction changes, and writes each row of bits once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._added: dict[int, dict[str, int]] = {}
        self._removed: dict[int, dict[str, int]] = {}

    def add(self, key: int, tokens: Iterable[str]) -> None:
        """An article that holds these tokens."""
        self._note(self._added, key, tokens)

    def remove(self, key: int, tokens: Iterable[str]) -> None:
        """An article that held them, before anything is added for its key."""
        self._note(self._removed, key, tokens)

    def _note(self, noted: dict[int, dict[str, int]], key: int, tokens: Iterable[str]) -> None:
        block, bit = place_of(key)
        bits, one = noted.setdefault(block, {}), 1 << bit
        for token in tokens:
            bits[token] = bits.get(token, 0) | one

    def write(self) -> None:
        """Bring the index to what was gathered, within its transaction, and forget that."""
        for block in sorted(self._added.keys() | self._removed.keys()):
            self._write_block(block, self._added.get(block, {}), self._removed.get(block, {}))
        self.clear()

    def clear(self) -> None:
        """Forget what was gathered."""
        self._added.clear()
        self._removed.clear()

    def _write_block(self, block: int, added: dict[str, int], removed: dict[str, int]) -> None:
        tokens = sorted(added.keys() | removed.keys())
        held = self._held(block, tokens)
        kept: list[tuple[int, str, bytes]] = []
        gone: list[tuple[int, str]] = []
        for token in tokens:
            bits = held.get(token, 0) & ~removed.get(token, 0) | added.get(token, 0)
            if bits:
                kept.append((block, token, pack_bits(bits)))
            else:
                gone.append((block, token))
        change = self._connection.executemany
        change("INSERT OR IGNORE INTO block VALUES (?)", [(block,)])
        change("REPLACE INTO mark VALUES (?, ?, ?)", kept)
        change("DELETE FROM mark WHERE block = ? AND token = ?", gone)

    def _held(self, block: int, tokens: Sequence[str]) -> dict[str, int]:
        """What the index has of a block: of these tokens, or of all where they are many."""
        find = "SELECT token, bits FROM mark WHERE block = ?"
        if len(tokens) > _MANY:
            rows = self._connection.execute(find, (block,)).fetchall()
        else:
            named = f"{find} AND token = ?"
            every = (self._connection.execute(named, (block, token)) for token in tokens)
            rows = [row for found in every for row in found]
        return {token: unpack_bits(packed) for token, packed in _checked(rows).items()}


def write_marks(connection: sqlite3.Connection, token: str, marks: Marks) -> None:
    """Keep the marks of a token that had none."""
    blocks = sorted(marks.blocks)
    connection.executemany("INSERT OR IGNORE INTO block VALUES (?)", ((b,) for b in blocks))
    connection.executemany(
        "REPLACE INTO mark VALUES (?, ?, ?)",
        ((block, token, pack_bits(marks.bits(block))) for block in blocks),
    )


def drop_marks(connection: sqlite3.Connection, token: str) -> None:
    """Keep the marks of a token no longer."""
    blocks = connection.execute("SELECT number FROM block").fetchall()
    connection.executemany(
        "DELETE FROM mark WHERE block = ? AND token = ?", ((block, token) for (block,) in blocks)
    )
