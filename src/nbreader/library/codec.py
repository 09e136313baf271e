"""Pages and articles as bytes that the library keeps, and back.

The form is JSON: a noun is an object of the fields that differ from their
defaults. So a field that is added to the model later is read from an older
library as absent, and one that this program does not know is passed over. The
text of blocks is kept once, as the article's text, and cut by their lengths.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from dataclasses import Field as DataclassField
from decimal import Decimal
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from nbreader.library.database import MISREAD, UnreadableError
from nbreader.model import (
    Article,
    Block,
    Byline,
    Dateline,
    Doubt,
    Edit,
    Figure,
    Jump,
    Page,
    Piece,
    Role,
    Source,
)

Noun = TypeVar("Noun")
P = ParamSpec("P")
R = TypeVar("R")
Json = dict[str, Any]

# Fields that hold nouns: one, or a tuple of them. Pieces have a form of their own.
_PARTS: Mapping[type, Mapping[str, type]] = {
    Page: {"furniture": Block, "doubts": Doubt},
    Article: {
        "head": Block,
        "blocks": Block,
        "byline": Byline,
        "dateline": Dateline,
        "jump": Jump,
        "doubts": Doubt,
    },
}
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Page: frozenset({"id", "source", "articles", "newspaper", "date", "edition"}),
    Article: frozenset({"id"}),
    Block: frozenset({"text"}),
    Figure: frozenset(
        [
            *("start", "end", "printed", "value", "low", "high"),
            *("metric", "subject", "unit", "kind", "approx"),
        ]
    ),
}


def decodes(read: Callable[P, R]) -> Callable[P, R]:
    """Make a function raise UnreadableError for a value that it cannot read."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        except (zlib.error, StopIteration, *MISREAD) as error:
            raise UnreadableError(read.__name__) from error

    return reading


# --- texts

_GB = b"g"  # GB18030: half the size of Chinese in UTF-8, once deflated a fifth less
_UTF = b"u"


def pack_text(text: str) -> bytes:
    """A text, deflated. Any text: half surrogate pairs too."""
    try:
        return _GB + zlib.compress(text.encode("gb18030"))
    except UnicodeEncodeError:
        return _UTF + zlib.compress(text.encode("utf-8", "surrogatepass"))


@decodes
def unpack_text(packed: bytes) -> str:
    """The text that `pack_text` packed."""
    if packed[:1] == _GB:
        return zlib.decompress(packed[1:]).decode("gb18030")
    return zlib.decompress(packed[1:]).decode("utf-8", "surrogatepass")


def pack_bytes(data: bytes) -> bytes:
    """A file's bytes, deflated."""
    return zlib.compress(data)


@decodes
def unpack_bytes(packed: bytes) -> bytes:
    """The bytes that `pack_bytes` packed."""
    return zlib.decompress(packed)


def pack_source(data: bytes, source: Source) -> tuple[bytes, bytes | None]:
    """A file's bytes, and its decoded text where the bytes do not decode to it."""
    decodes = _decodes_to(data, source.encoding, source.text)
    return pack_bytes(data), None if decodes else pack_text(source.text)


def _decodes_to(data: bytes, encoding: str, text: str) -> bool:
    try:
        return data.decode(encoding) == text
    except (UnicodeError, LookupError):
        return False


# --- structure


def pack_page(page: Page) -> bytes:
    """What a page has beside its articles and what the library keeps in columns."""
    texts = [block.text for block in page.furniture]
    return _pack({**_object(page, page.id), "texts": texts})


@decodes
def unpack_page(packed: bytes, *, page_id: str) -> Json:
    """The fields of a Page that `pack_page` kept."""
    kept = _unpack(packed)
    texts = kept.pop("texts")
    return _noun_fields(Page, kept, page_id, iter(texts))


def pack_article(article: Article, *, page_id: str) -> bytes:
    """An article without its id and its text."""
    sizes = [len(block.text) for block in article.head + article.blocks]
    return _pack({**_object(article, page_id), "sizes": sizes})


def pack_body(article: Article, page_id: str) -> tuple[int, bytes, bytes]:
    """Where the head of an article ends, its text and its structure, as `body` keeps them."""
    text = article.text
    head = sum(len(block.text) + 1 for block in article.head)
    return min(head, len(text)), pack_text(text), pack_article(article, page_id=page_id)


@decodes
def unpack_article(packed: bytes, *, text: str, article_id: str, page_id: str) -> Article:
    """The article that `pack_article` packed, whose text was `text`."""
    kept = _unpack(packed)
    texts, at = [], 0
    for size in kept.pop("sizes"):
        texts.append(text[at : at + size])
        at += size + 1
    return Article(id=article_id, **_noun_fields(Article, kept, page_id, iter(texts)))


@decodes
def sizes_of(packed: bytes) -> list[int]:
    """The lengths of the blocks of an article that `pack_article` packed."""
    return [int(size) for size in _unpack(packed)["sizes"]]


def jump_json(jump: Jump | None) -> str:
    """A jump as a column holds it."""
    return "" if jump is None else _dumps(_object(jump, ""))


@decodes
def jump_of(kept: str) -> Jump | None:
    """The jump of a column."""
    return Jump(**json.loads(kept)) if kept else None


def edits_json(edits: Iterable[Edit]) -> str:
    """Corrections as a column holds them."""
    return _dumps([_object(edit, "") for edit in edits])


@decodes
def edits_of(kept: str) -> tuple[Edit, ...]:
    """The corrections of a column."""
    return tuple(_known(Edit, each) for each in json.loads(kept))


def figure_json(figure: Figure) -> str:
    """The attributes of a figure that have no column of their own."""
    return _dumps(_object(figure, ""))


@decodes
def figure_of(kept: str, **columns: Any) -> Figure:
    """The figure of its columns and what `figure_json` kept."""
    told = json.loads(kept)
    if "confidence" in told:
        told["confidence"] = tuple((name, sure) for name, sure in told["confidence"])
    return _known(Figure, {**columns, **told})


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal as a column holds it, digit by digit."""
    return None if value is None else str(value)


@decodes
def decimal_of(kept: str | None) -> Decimal | None:
    """The decimal of a column."""
    return None if kept is None else Decimal(kept)


# --- nouns as objects


@cache
def _fields(noun: type) -> tuple[tuple[str, Any], ...]:
    """The fields that an object of this noun may have, with their defaults."""
    left_out = _LEFT_OUT.get(noun, frozenset())
    known: Iterable[DataclassField[Any]] = fields(noun)
    return tuple((f.name, f.default) for f in known if f.name not in left_out)


def _object(noun: Any, page_id: str) -> Json:
    """The fields of a noun that differ from their defaults."""
    kind: Any = type(noun)
    found: Json = {}
    for name, default in _fields(kind):
        value = getattr(noun, name)
        if value is default or (default is not MISSING and value == default):
            continue
        if name == "pieces":
            value = _flat(value, page_id)
        elif name in _PARTS.get(kind, ()):
            value = (
                [_object(each, page_id) for each in value]
                if isinstance(value, tuple)
                else _object(value, page_id)
            )
        found[name] = value
    return found


def _noun_fields(kind: type, kept: Json, page_id: str, texts: Iterable[str]) -> Json:
    """The fields of a noun from its object; blocks take their text from `texts`."""
    parts = _PARTS.get(kind, {})
    found: Json = {}
    for name, _ in _fields(kind):
        if name not in kept:
            continue
        value = kept[name]
        part = parts.get(name)
        if name == "pieces":
            value = _pieces(value, page_id)
        elif name == "role":
            value = Role(value) if kind is Block else value
        elif part is not None and isinstance(value, list):
            value = tuple(_noun(part, each, page_id, texts) for each in value)
        elif part is not None:
            value = _noun(part, value, page_id, texts)
        found[name] = value
    return found


def _noun(kind: type, kept: Json, page_id: str, texts: Iterable[str]) -> Any:
    found = _noun_fields(kind, kept, page_id, texts)
    if kind is Block:
        found["text"] = next(iter(texts))
    return kind(**found)


def _known(kind: type[Noun], kept: Json) -> Noun:
    """A noun of plain fields; those that this program does not know are passed over."""
    plain: Any = kind
    names = _names(plain)
    return kind(**{name: value for name, value in kept.items() if name in names})


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(f.name for f in fields(kind))


def _flat(pieces: Sequence[Piece], page_id: str) -> list[Any]:
    """Pieces as numbers: the step from the last end, and the length; markup is negative.

    A piece of no page, or of another one, has the page's id behind its numbers.
    """
    flat: list[Any] = []
    at = 0
    for piece in pieces:
        length = piece.end - piece.start
        flat += (piece.start - at, -length if piece.markup else length)
        if piece.page != page_id:
            flat.append(piece.page)
        at = piece.end
    return flat


def _pieces(flat: Sequence[Any], page_id: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at, i = 0, 0
    while i < len(flat):
        start, length = at + flat[i], flat[i + 1]
        i += 2
        page = page_id
        if i < len(flat) and isinstance(flat[i], str):
            page = flat[i]
            i += 1
        at = start + abs(length)
        pieces.append(Piece(start=start, end=at, page=page, markup=length < 0))
    return tuple(pieces)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pack(kept: Json) -> bytes:
    return pack_text(_dumps(kept))


def _unpack(packed: bytes) -> Json:
    kept: Json = json.loads(unpack_text(packed))
    return kept
