"""Which articles hold a character, or a pair that stands in many of them: a bit an article.

Lists of such tokens would name a large share of all articles; as bits they are
short, counted at once, and asked of an article without being read. A row of bits
is for a block of days. Within it the articles of a day lie a step apart, so that
what is added to a day later moves no other bit.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from nbreader.library.keys import BITS, DAY, UNDATED_TO

_STEP = 6  # a block has 1 << 6 days, so two months
_DAYS = 1 << _STEP
_LAST, _LAST_DAY = DAY - 1, _DAYS - 1  # number of a day, and day of a block
_UNDATED = 12  # and 1 << 12 keys of undated articles
# How bits are kept: as they are, deflated, or as their places.
_DENSE, _DEFLATED, _SPARSE, _WIDE = b"d", b"z", b"s", b"w"
_SIZES = {_SPARSE: 2, _WIDE: 4}  # bytes of a place
_FEW = 5  # as many bytes of bits as places may have one of, since deflated bits are no longer


def place_of(key: int) -> tuple[int, int]:
    """The block and the bit of an article's key."""
    if key < UNDATED_TO:
        return key >> _UNDATED, key & ((1 << _UNDATED) - 1)
    day = key >> BITS
    return day >> _STEP, (~key & _LAST) << _STEP | (day & _LAST_DAY)


def key_of(block: int, bit: int) -> int:
    """The key of a block's bit."""
    if block < UNDATED_TO >> _UNDATED:
        return block << _UNDATED | bit
    day = block << _STEP | (bit & _LAST_DAY)
    return day << BITS | _LAST - (bit >> _STEP)


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

    def __init__(
        self, bits: Mapping[int, int], packed: Mapping[int, tuple[int, bytes]] | None = None
    ) -> None:
        """Of `packed` bits, each with how many are set, one is unpacked when it is asked for."""
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
        return {block for block, bits in self._bits.items() if bits} | self._packed.keys()

    def bits(self, block: int) -> int:
        """A block's bits, 0 for none."""
        bits = self._bits.get(block)
        if bits is None:
            packed = self._packed.pop(block, None)
            bits = 0 if packed is None else unpack_bits(packed[1])
            self._bits[block] = bits
        return bits

    def has(self, key: int) -> int:
        """1 where an article is marked, else 0."""
        if key < UNDATED_TO:
            block, bit = place_of(key)
            return self.bits(block) >> bit & 1
        day = key >> BITS  # as `place_of`, without a call: this is asked of many
        bits = self._bits.get(day >> _STEP)
        if bits is None:
            bits = self.bits(day >> _STEP)
        return bits >> ((~key & _LAST) << _STEP | (day & _LAST_DAY)) & 1

    def keys(self) -> list[int]:
        """The keys of the articles that are marked, falling."""
        every: list[int] = []
        for block in self.blocks:
            if block < UNDATED_TO >> _UNDATED:
                every += [key_of(block, bit) for bit in self._places(block)]
            else:  # as `key_of`, without a call for each of many
                first = block << _STEP
                every += [
                    (first | bit & _LAST_DAY) << BITS | _LAST - (bit >> _STEP)
                    for bit in self._places(block)
                ]
        every.sort(reverse=True)
        return every

    def _places(self, block: int) -> Iterable[int]:
        packed = self._packed.get(block)
        if packed is not None and packed[1][:1] in _SIZES:
            return _kept_places(packed[1])
        return places(self.bits(block))

    def count(self) -> int:
        """How many articles are marked."""
        own = sum(bits.bit_count() for bits in self._bits.values())
        return own + sum(count for count, _ in self._packed.values())

    def count_among(self, keys: Iterable[int]) -> int:
        """How many of some articles are marked."""
        return sum(map(self.has, keys))

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
    rows = connection.execute("SELECT block, articles, bits FROM mark WHERE token = ?", (token,))
    return Marks({}, _checked(rows))


def _checked(rows: Iterable[tuple[Any, Any, Any]]) -> dict[int, tuple[int, bytes]]:
    """Rows of the table by block; where they cannot be what was written, as SQLite tells it."""
    kept = {}
    for block, count, packed in rows:
        if not (isinstance(block, int) and isinstance(count, int) and _is_packed(packed)):
            raise _torn()
        kept[block] = count, packed
    return kept


def _torn() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("malformed marks")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def pack_bits(bits: int) -> bytes:
    """Bits as the index keeps them: in a short form."""
    length = (bits.bit_length() + 7) // 8
    size, form, letter = (2, _SPARSE, "H") if length <= DAY // 8 else (4, _WIDE, "I")
    count = bits.bit_count()
    if count * size * _FEW < length:
        return form + struct.pack(f"<{count}{letter}", *places(bits))
    dense = bits.to_bytes(length, "little")
    deflated = zlib.compress(dense, 1, -15)
    return _DEFLATED + deflated if len(deflated) < length else _DENSE + dense


def unpack_bits(packed: bytes) -> int:
    """What `pack_bits` was given; sqlite3.DatabaseError for deflated bits that are torn."""
    form, body = packed[:1], packed[1:]
    if form in _SIZES:
        return _bits_at(_kept_places(packed))
    if form == _DEFLATED:
        try:
            body = zlib.decompress(body, -15)
        except zlib.error as error:
            raise _torn() from error
    return int.from_bytes(body, "little")


def _kept_places(packed: bytes) -> tuple[int, ...]:
    """The bits that are set, rising, of which the places are kept."""
    size = _SIZES[packed[:1]]
    return struct.unpack_from(f"<{len(packed) // size}{'H' if size == 2 else 'I'}", packed, 1)


def _is_packed(packed: object) -> bool:
    """Whether a row of the table may be what `pack_bits` makes."""
    if not isinstance(packed, bytes):
        return False
    form = packed[:1]
    places_fit = form in _SIZES and len(packed) % _SIZES[form] == 1
    return places_fit or form in (_DENSE, _DEFLATED)


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
        self._added: dict[str, dict[int, int]] = {}  # by token and block
        self._removed: dict[str, dict[int, int]] = {}

    def add(self, key: int, tokens: Iterable[str]) -> None:
        """An article that holds these tokens."""
        self._note(self._added, key, tokens)

    def remove(self, key: int, tokens: Iterable[str]) -> None:
        """An article that held them, before anything is added for its key."""
        self._note(self._removed, key, tokens)

    def _note(self, noted: dict[str, dict[int, int]], key: int, tokens: Iterable[str]) -> None:
        block, bit = place_of(key)
        one = 1 << bit
        for token in tokens:
            bits = noted.setdefault(token, {})
            bits[block] = bits.get(block, 0) | one

    def write(self) -> None:
        """Bring the index to what was gathered, within its transaction, and forget that."""
        for token in sorted(self._added.keys() | self._removed.keys()):
            self._write_token(token, self._added.get(token, {}), self._removed.get(token, {}))
        self.clear()

    def clear(self) -> None:
        """Forget what was gathered."""
        self._added.clear()
        self._removed.clear()

    def _write_token(self, token: str, added: dict[int, int], removed: dict[int, int]) -> None:
        blocks = sorted(added.keys() | removed.keys())
        rows = self._connection.execute(
            "SELECT block, articles, bits FROM mark WHERE token = ? AND block BETWEEN ? AND ?",
            (token, blocks[0], blocks[-1]),
        )
        held = Marks({}, _checked(rows))
        changed = {b: held.bits(b) & ~removed.get(b, 0) | added.get(b, 0) for b in blocks}
        write_marks(self._connection, token, Marks(changed))
        self._connection.executemany(
            "DELETE FROM mark WHERE token = ? AND block = ?",
            [(token, block) for block, bits in changed.items() if not bits],
        )


def write_marks(connection: sqlite3.Connection, token: str, marks: Marks) -> None:
    """Keep the marks of a token for all blocks that have any."""
    rows = ((block, marks.bits(block)) for block in sorted(marks.blocks))
    connection.executemany(
        "REPLACE INTO mark (token, block, articles, bits) VALUES (?, ?, ?, ?)",
        [(token, block, bits.bit_count(), pack_bits(bits)) for block, bits in rows],
    )


def drop_marks(connection: sqlite3.Connection, token: str) -> None:
    """Keep the marks of a token no longer."""
    connection.execute("DELETE FROM mark WHERE token = ?", (token,))
