"""Whether what was read in front of an ending names somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from nbreader.annotate.clauses import Clause, Piece
from nbreader.annotate.naming import Ending, Naming, Part

_BRANDS = frozenset({Part.RARE, Part.LATIN, Part.QUOTED, Part.PARENT})
# Offices of a place whose name says only its rank: 市经信局, 省财政厅.
_RANKS = frozenset("省市区县")
# Parts that a short name does not hold.
_LONG_NAMES = frozenset({Part.PARENT, Part.QUOTED, Part.BRACKET, Part.VERB})
_NATIONS = frozenset({"中国", "国家", "全国"})


def names_somebody(
    clause: Clause, pieces: Sequence[Piece], at: int, ending: Ending, naming: Naming
) -> bool:
    """Tell whether `pieces` and the `ending` at `at` are somebody's name."""
    end = at + ending.width
    start = pieces[0].start if pieces else at
    printed = clause.text[start:end]
    if printed in naming.refused or not _RULES[ending.shape](pieces, ending, naming):
        return False
    if not clause.is_edge(at) and (not pieces or len(ending.text) == 1):
        return False
    return ending.shape not in ("head", "officer") or _stands_free(clause, pieces, end, naming)


def brand_of(pieces: Sequence[Piece], naming: Naming) -> str:
    """The part of a name that is nobody else's; "" where there is none.

    A rare word, Latin letters, or two unknown characters and more that do not
    all count or measure; one unknown character with the word before it.
    """
    run = ""
    for at, piece in enumerate(pieces):
        if piece.part in _BRANDS and piece.text not in naming.latin:
            return piece.text
        if piece.part is Part.CHAR:
            run += piece.text
            continue
        if len(run) > 1 and not naming.weak.issuperset(run):
            return run
        run = _joined(pieces, at, run)
    return run if len(run) > 1 and not naming.weak.issuperset(run) else ""


def _joined(pieces: Sequence[Piece], at: int, run: str) -> str:
    """What a single unknown character and the noun beside it make together."""
    piece = pieces[at]
    if piece.part is not Part.NOUN:
        return ""
    following = pieces[at + 1].part if at + 1 < len(pieces) else None
    return piece.text if following is Part.CHAR else run + piece.text if run else ""


def _stands_free(clause: Clause, pieces: Sequence[Piece], end: int, naming: Naming) -> bool:
    """Tell whether a short name has its own edges: no topic behind, no noun before."""
    if clause.text.startswith(naming.topics, end):
        return False
    before = clause.piece_before(pieces[0].start, naming)
    if before is None or before.text in naming.rarely:
        return True
    return before.part not in (Part.NOUN, Part.TRADE, Part.CHAR)


def _is_legal(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return any(piece.part not in (Part.TRADE, Part.PLACE, Part.BRACKET) for piece in pieces) or (
        len(pieces) > 1 and pieces[0].part is Part.PLACE
    )


def _is_bare(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if brand_of(pieces, naming):
        return True
    if not pieces or pieces[0].part is not Part.PLACE or len(pieces) == 1:
        return False
    if ending.text.endswith("集团"):
        return True
    return any(piece.text in naming.utilities for piece in pieces)


def _is_branch(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return len(pieces) > 1 and any(piece.part is not Part.PLACE for piece in pieces[:-1])


def _is_short(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    """Two to four unknown characters, or a rare word, directly before trade words."""
    core = [piece for piece in pieces if piece.part is not Part.PLACE]
    brand = brand_of(core, naming)
    if not brand or not joined_text(core).startswith(brand):
        return False
    if any(piece.part in _LONG_NAMES for piece in core):
        return False
    if core[0].part is Part.LATIN:
        return 2 <= len(brand) <= 8 and brand.isalpha()
    return 2 <= len(brand) <= 4 and not _tells_a_topic(brand, naming)


def joined_text(pieces: Sequence[Piece]) -> str:
    """The text of pieces that stand side by side."""
    return "".join(piece.text for piece in pieces)


def _tells_a_topic(brand: str, naming: Naming) -> bool:
    return brand in naming.generic or naming.matter.issuperset(brand)


def _has_owner(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    """A place or a brand: for banks, works, parks."""
    return _begins_with_place(pieces) or bool(brand_of(pieces, naming))


def _begins_with_place(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and pieces[0].part is Part.PLACE and pieces[0].text not in _NATIONS


def _is_firm(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return any(piece.part not in (Part.TRADE, Part.PLACE) for piece in pieces)


def _is_fund(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if pieces and pieces[0].part is Part.QUOTED:
        return False
    return bool(brand_of(pieces, naming)) or (len(pieces) > 1 and _begins_with_place(pieces))


def _is_community(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    own = [piece.text for piece in pieces if piece.part is not Part.PLACE]
    return bool(own) and not naming.generic.issuperset(own)


def _is_institute(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if _has_owner(pieces, ending, naming):
        return True
    if pieces and pieces[0].text in _NATIONS:
        return any(piece.text not in naming.vague for piece in pieces[1:])
    return ending.text in ("大学", "学院") and any(piece.part is Part.NOUN for piece in pieces)


def _is_office(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if len(ending.text) == 1 and sum(len(piece.text) for piece in pieces) < 4:
        return False
    if not pieces:
        return False
    return pieces[0].part is Part.PLACE or pieces[0].text in _RANKS


def _has_place(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return bool(pieces) and pieces[0].part is Part.PLACE


_RULES: Mapping[str, Callable[[Sequence[Piece], Ending, Naming], bool]] = MappingProxyType(
    {
        "legal": _is_legal,
        "bare": _is_bare,
        "branch": _is_branch,
        "works": _has_owner,
        "bank": _has_owner,
        "firm": _is_firm,
        "fund": _is_fund,
        "head": _is_short,
        "officer": _is_short,
        "institute": _is_institute,
        "government": _is_office,
        "media": _has_place,
        "park": _has_owner,
        "community": _is_community,
        "association": _has_place,
    }
)
