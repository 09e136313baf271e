"""Whether what was read in front of an ending names somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from nbreader.annotate.clauses import Clause, Piece
from nbreader.annotate.naming import Ending, Naming, Part

_BRANDS = frozenset({Part.RARE, Part.LATIN, Part.QUOTED})
# Offices of a place whose name says only its rank: 市经信局, 省财政厅.
_NOUNS = frozenset({Part.NOUN, Part.PROPER})
_SHORT = frozenset({"head", "officer", "platform"})
_FAMILY = "系"
_RANKS = frozenset("省市区县")
_BUREAUS = frozenset("局厅署委")
_FEW = 4  # pieces of a name that ends in a soft word: its brand, and one trade
# Parts that a short name does not hold.
_LONG_NAMES = frozenset({Part.PARENT, Part.QUOTED, Part.BRACKET, Part.VERB})
# Parts that leave a registered name without a name.
_FORMAL = frozenset({Part.TRADE, Part.PLACE, Part.BRACKET, Part.PARENT})
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
    if not clause.is_edge(at) and not (pieces and _ends_an_office(clause, at, ending, naming)):
        return False
    return ending.shape not in _SHORT or _stands_free(clause, pieces, end, naming)


def _ends_an_office(clause: Clause, at: int, ending: Ending, naming: Naming) -> bool:
    """Tell whether an ending inside a word closes it: 管理|局, but not 布|局 or 门市|部."""
    if ending.text not in naming.ranks:
        return True
    return ending.text in _BUREAUS and at - clause.word_start(at) > 1


def brand_of(pieces: Sequence[Piece], naming: Naming) -> str:
    """The part of a name that is nobody else's; "" where there is none.

    A rare word, Latin letters, another organisation's name, or two unknown
    characters and more that do not all count or measure; one unknown character
    with the word before it (太平|鸟).
    """
    run = ""
    for at, piece in enumerate(pieces):
        if _is_brand(piece, first=at == 0) and piece.text not in naming.latin:
            return piece.text
        if piece.part is Part.CHAR:
            run += piece.text
            continue
        if _is_run(run, naming):
            return run
        run = piece.text if _takes_a_character(pieces, at, naming) else ""
    return run if _is_run(run, naming) else ""


def _is_brand(piece: Piece, *, first: bool) -> bool:
    if piece.part is Part.PARENT:
        return not first
    return piece.part in _BRANDS


def _is_run(run: str, naming: Naming) -> bool:
    if len(run) < 2 or naming.weak.issuperset(run):
        return False
    return run[0] not in naming.weak or run[1:] not in naming.generic  # 第三|大|晶圆


def _takes_a_character(pieces: Sequence[Piece], at: int, naming: Naming) -> bool:
    """Tell whether a noun and the single unknown character behind it are a brand."""
    following = [piece.part is Part.CHAR for piece in pieces[at + 1 : at + 3]]
    return (
        pieces[at].part is Part.PROPER
        and following[:1] == [True]
        and following[1:] != [True]
        and pieces[at + 1].text not in naming.weak
    )


def _stands_free(clause: Clause, pieces: Sequence[Piece], end: int, naming: Naming) -> bool:
    """Tell whether a short name has its own edges: no topic behind, no noun before."""
    if clause.text.startswith(naming.topics, end) or naming.product_at(clause.text, end):
        head = clause.text[pieces[-1].end : end]
        if head not in naming.firm or not clause.text.startswith(naming.acts, end):
            return False
    before = clause.piece_before(pieces[0].start, naming)
    if before is None or before.text in naming.rarely:
        return True
    return before.part not in (Part.NOUN, Part.PROPER, Part.TRADE, Part.CHAR)


def _is_legal(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return any(piece.part not in _FORMAL for piece in pieces) or (
        len(pieces) > 1 and pieces[0].part is Part.PLACE
    )


def _is_bare(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if any(piece.text in naming.status for piece in pieces) or _is_family(pieces, naming):
        return False
    if brand_of(pieces, naming):
        return True
    if _is_group(pieces, ending) and pieces[-1].part is Part.PROPER:
        return True
    if len(pieces) < 2 or pieces[0].part is not Part.PLACE:
        return False
    if _is_group(pieces, ending) or any(piece.text in naming.utilities for piece in pieces):
        return True
    place = pieces[0].text
    return place not in naming.nations and (len(pieces) > 2 or place[-1] in "省市区县")


def _is_family(pieces: Sequence[Piece], naming: Naming) -> bool:
    """海信系|三|公司: all that belongs to somebody, counted or not."""
    text = joined_text(pieces).rstrip("".join(naming.numerals))
    return text.endswith(_FAMILY)


def _is_group(pieces: Sequence[Piece], ending: Ending) -> bool:
    return bool(pieces) and ending.text.endswith("集团")


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
    if ending.shape == "officer" and core[0].part is not Part.LATIN:
        return 2 <= len(brand) <= 4 and brand not in naming.generic
    nouns = [piece for piece in core if piece.part in _NOUNS and piece.text not in brand]
    if len(nouns) > 1 or (nouns and core[0].part is not Part.CHAR):
        return False
    if any(piece.text in naming.generic for piece in nouns):
        return False
    if core[0].part is Part.LATIN:
        return 2 <= len(brand) <= 8 and brand.isalpha()
    if ending.text in naming.soft and not (_begins_with_place(pieces) and len(core) <= _FEW):
        return False
    return 2 <= len(brand) <= 3 and not _tells_a_topic(brand, ending, naming)


def joined_text(pieces: Sequence[Piece]) -> str:
    """The text of pieces that stand side by side."""
    return "".join(piece.text for piece in pieces)


def _tells_a_topic(brand: str, ending: Ending, naming: Naming) -> bool:
    """Tell whether two characters count or measure (五轴), or are a substance (硅碳)."""
    if len(brand) == 2 and brand[0] in naming.numerals:
        return True
    is_matter = naming.matter.issuperset(brand) and ending.text not in naming.firm
    return brand in naming.generic or is_matter


def _has_owner(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    """A place or a brand: for banks, works, parks."""
    return _begins_with_place(pieces) or bool(brand_of(pieces, naming))


def _is_platform(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    """What a city invests through: 合肥|建投."""
    return len(pieces) == 1 and _begins_with_place(pieces) and pieces[0].text in naming.cities


def _is_works(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if _has_owner(pieces, ending, naming):
        return True
    return len(pieces) > 1 and pieces[0].part in _NOUNS and pieces[0].text not in naming.generic


def _begins_with_place(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and pieces[0].part is Part.PLACE and pieces[0].text not in _NATIONS


def _is_firm(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return bool(brand_of(pieces, naming)) or any(
        piece.part is not Part.PLACE and piece.text not in naming.generic for piece in pieces
    )


def _is_fund(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if pieces and pieces[0].part is Part.QUOTED:
        return False
    if brand_of(pieces, naming):
        return True
    if not _begins_with_place(pieces):
        return False
    return len(pieces) > 1 or (len(ending.text) > 2 and pieces[0].text[-1] in _RANKS)


def _is_community(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    own = [piece.text for piece in pieces if piece.part is not Part.PLACE]
    return bool(own) and not naming.generic.issuperset(own)


def _is_institute(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if ending.text in naming.rooms and all(
        piece.part is Part.PLACE or piece.text in naming.plain for piece in pieces
    ):
        return False
    if _has_owner(pieces, ending, naming):
        return True
    if pieces and pieces[0].text in _NATIONS:
        return any(piece.text not in naming.vague for piece in pieces[1:])
    return ending.text in ("大学", "学院", "智库") and any(
        piece.part in _NOUNS and piece.text not in naming.vague for piece in pieces
    )


def _is_office(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if len(ending.text) == 1 and sum(len(piece.text) for piece in pieces) < 4:
        return False
    if not pieces:
        return False
    first = pieces[0].text
    return pieces[0].part is Part.PLACE or first in _RANKS or naming.place_after(first) > 0


def _is_paper(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    if _has_place(pieces, ending, naming) or bool(brand_of(pieces, naming)):
        return True
    return bool(pieces) and pieces[0].part in _NOUNS and pieces[0].text not in naming.generic


def _has_place(pieces: Sequence[Piece], ending: Ending, naming: Naming) -> bool:
    return bool(pieces) and pieces[0].part is Part.PLACE


_RULES: Mapping[str, Callable[[Sequence[Piece], Ending, Naming], bool]] = MappingProxyType(
    {
        "legal": _is_legal,
        "bare": _is_bare,
        "branch": _is_branch,
        "works": _is_works,
        "bank": _has_owner,
        "platform": _is_platform,
        "firm": _is_firm,
        "fund": _is_fund,
        "head": _is_short,
        "officer": _is_short,
        "institute": _is_institute,
        "government": _is_office,
        "media": _is_paper,
        "park": _has_owner,
        "community": _is_community,
        "association": _has_place,
    }
)
