"""Names that show by how they end: 有限公司, 集团, 研究院, 局, or a trade word.

A name is read from its ending to the left, word by word, until something stands
there that no name holds. What was read is then cut down to the name itself, and
kept if it names somebody: 上市公司 and 科技公司 do not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nbreader.annotate.clauses import Clause, Piece, breaks_of, clauses_of, read_clause
from nbreader.annotate.folding import Folded
from nbreader.annotate.judging import names_somebody
from nbreader.annotate.naming import Ending, Naming, Part

_LONGEST = 40  # characters of a name
_NEAR = 14  # characters of a short name with its place
_LEVELS = frozenset("省市区县镇乡村州岛")
_BRANDS = frozenset({Part.RARE, Part.LATIN, Part.QUOTED})
_LEADING = frozenset({Part.STOP, Part.VERB})
_WORDY = frozenset({Part.TRADE, Part.EITHER, Part.NOUN, Part.PROPER})
_TRADED = frozenset({Part.TRADE})
_PLAIN = frozenset({Part.TRADE, Part.PARENT, Part.BRACKET})
_REGISTERED = _PLAIN | {Part.EITHER}
_STUDIED = _WORDY | {Part.CHAR, Part.LATIN}
_INSIDE = _WORDY | {Part.BRACKET, Part.PARENT}
_BEFORE = frozenset({Part.PLACE, Part.STOP, Part.CHAR, Part.VERB})  # what a name comes after
_MIDDLE = "中"  # begins as many names (中电海康) as it ends phrases (过程中)
_PUBLIC = frozenset({"institute", "government", "legal"})
_STATE = frozenset({"国家", "全国"})
_JOINS = frozenset("与和及")
_BY = frozenset("由与和及向对")  # what leads whoever acts in: 由|启航建设有限公司承建


class Name(NamedTuple):
    """A name in a folded text: half-open range, kind, and the rule that read it."""

    start: int
    end: int
    kind: str
    shape: str


def find_names(folded: Folded, naming: Naming) -> Iterator[Name]:
    """The names in a block, clause by clause, none within another."""
    hits = naming.matcher.find_matches_as_indexes(folded.text, overlapping=True)
    hits = _without_topics(folded.text, hits, naming)
    if not hits:
        return
    hits.sort(key=lambda hit: hit[2])
    breaks, at = breaks_of(folded), 0
    for start, end in clauses_of(folded):
        first = at
        while at < len(hits) and hits[at][2] <= end:
            at += 1
        if first == at:
            continue
        inside = [hit for hit in hits[first:at] if _may_name(folded.text, hit, start, naming)]
        if inside:
            clause = read_clause(folded, start, end, breaks)
            yield from names_in(clause, inside, naming)


def _without_topics(
    text: str, hits: list[tuple[int, int, int]], naming: Naming
) -> list[tuple[int, int, int]]:
    """The hits, less words that name things (智能|制造) unless a place stands near before them.

    What is such a word ends no name by a part of it either: 电动|汽车.
    """
    soft = [hit for hit in hits if naming.is_soft[hit[0]]]
    if not soft:
        return hits
    soft = [hit for hit in soft if not _level_near(text, hit[1])]
    hits_of_places = naming.place_matcher.find_matches_as_indexes(text) if soft else ()
    places = [at for _, at, _ in hits_of_places]
    topics = {hit[2]: hit[1] for hit in soft if not _place_near(hit[1], places)}
    return [
        hit
        for hit in hits
        if hit[1] < topics.get(hit[2], len(text)) or naming.endings[hit[0]].shape != "head"
    ]


def _level_near(text: str, at: int) -> bool:
    """Tell whether 省, 市 or another level of a place stands near before `at`."""
    return not _LEVELS.isdisjoint(text[max(0, at - _NEAR) : at])


def _place_near(at: int, places: Sequence[int]) -> bool:
    """Tell whether a place begins so near before `at` that a name may reach from it."""
    index = bisect_left(places, at - _NEAR)
    return index < len(places) and places[index] < at


def _may_name(text: str, hit: tuple[int, int, int], start: int, naming: Naming) -> bool:
    """Tell from its neighbours whether an ending can close a name of its clause.

    Most cannot, and their clauses need not be cut into words.
    """
    index, at, end = hit
    if at <= start:
        return False
    if text[at - 1] in naming.never and naming.place_before(text, at) == at:
        return False  # 公司的|银行, but 成都|银行
    if naming.endings[index].shape != "head":
        return True
    before = naming.parts.get(text[at - 2 : at])
    if before in _LEADING or (before is None and text[at - 1] in naming.leads):
        return False
    return not text.startswith(naming.topics, end) or text.startswith(naming.acts, end)


def names_in(clause: Clause, hits: Sequence[tuple[int, int, int]], naming: Naming) -> list[Name]:
    """The names of one clause, given where endings stand, the last name first.

    Of endings of one shape that close at one place the longest decides.
    """
    names: list[Name] = []
    taken, tried = clause.end + 1, (clause.end + 1, "")
    for index, start, end in sorted(hits, key=lambda hit: (-hit[2], hit[1])):
        ending = naming.endings[index]
        if end > taken or (end, ending.shape) == tried or not _closes(clause, end, naming):
            continue
        tried = end, ending.shape
        name = read_name(clause, start, ending, naming)
        if name:
            names.append(name)
            taken = name.start
    return names


def _closes(clause: Clause, end: int, naming: Naming) -> bool:
    """Tell whether a word ends here, or only a person's office follows in it (市委|书记)."""
    return clause.is_edge(end) or clause.text.startswith(naming.titles, end)


def read_name(clause: Clause, at: int, ending: Ending, naming: Naming) -> Name | None:
    """The name that closes with `ending` at `at`, if it names somebody."""
    if ending.shape == "government" and ending.text[0] in _LEVELS:
        town = clause.town_before(at + 1, naming)
        if town:  # 云港|市政府
            return Name(town.start, at + ending.width, ending.kind, ending.shape)
    pieces = pieces_before(clause, at, ending.shape, naming)
    pieces = cut_to_name(pieces, ending.shape, naming)
    start = pieces[0].start if pieces else at
    if not names_somebody(clause, pieces, at, ending, naming):
        return None
    return Name(start=start, end=at + ending.width, kind=ending.kind, shape=ending.shape)


def pieces_before(clause: Clause, at: int, shape: str, naming: Naming) -> list[Piece]:
    """The words in front of an ending that a name can hold, in reading order."""
    found: list[Piece] = []
    doubtful = -1
    lowest = at - _LONGEST
    while (piece := clause.piece_before(at, naming)) and piece.start > lowest:
        if not _goes_on(clause, piece, found, shape, naming):
            if not _may_go_on(piece, found, shape, naming):
                break
            doubtful = len(found) if doubtful < 0 else doubtful
        found.append(piece)
        at = piece.start
    if doubtful >= 0 and not any(_is_city(piece, naming) for piece in found[doubtful:]):
        del found[doubtful:]
    return found[::-1]


def _is_city(piece: Piece, naming: Naming) -> bool:
    return piece.part is Part.PLACE and piece.text not in naming.nations


def _may_go_on(piece: Piece, found: Sequence[Piece], shape: str, naming: Naming) -> bool:
    """Tell whether a name may hold a piece if a place stands before it all.

    浙江省应用量子|计算|重点实验室, 材料|与|化学工程学院, 成都市公园城市|建设|管理局: what
    is studied, governed or registered is any word.
    """
    if shape not in _PUBLIC or (found and found[-1].part not in _STUDIED):
        return shape == "legal" and piece.part is Part.EITHER
    if piece.part is Part.STOP:
        return len(piece.text) > 1 and piece.text not in naming.parts and piece.text.isalnum()
    return piece.part in (Part.VERB, Part.EITHER) or bool(found and piece.text in _JOINS)


def _goes_on(
    clause: Clause, piece: Piece, found: Sequence[Piece], shape: str, naming: Naming
) -> bool:
    """Tell whether a name with the pieces `found` (right to left) can hold one more."""
    match piece.part:
        case Part.STOP:
            return False
        case Part.PARENT if shape == "park":
            return False
        case Part.PARENT:
            return not piece.text.endswith("公司") or shape == "branch"
        case Part.EITHER:
            return not any(other.part in _BRANDS or other.part is Part.CHAR for other in found)
        case Part.VERB:
            plain = _REGISTERED if shape == "legal" else _PLAIN
            return all(other.part in plain for other in found) and _begins_name(
                clause, piece, naming
            )
        case Part.BRACKET:
            if shape in ("legal", "bare") and not found and piece.text not in naming.parts:
                return True  # 华芯微电子(云港)有限公司: its seat, in the table or not
            return naming.parts.get(piece.text) in (Part.PLACE, Part.TRADE, Part.PARENT)
        case Part.CHAR:
            return _char_goes_on(clause, piece, found, shape, naming)
    return True


def _begins_name(clause: Clause, piece: Piece, naming: Naming) -> bool:
    """Tell whether nothing but a place, or a word that leads in, stands before a piece."""
    before = clause.piece_before(piece.start, naming)
    return before is None or before.part is Part.PLACE or before.text in _BY


def _char_goes_on(
    clause: Clause, piece: Piece, found: Sequence[Piece], shape: str, naming: Naming
) -> bool:
    """Tell whether a single character belongs to the name behind it.

    A joining word does where the name would else be left with one character
    (和丰), where it ends a brand (臻至), and between the subjects of an
    institute or office (自然资源和规划局).
    """
    if piece.text in naming.never:
        return False
    run = _run(found)
    if (piece.text in naming.numerals and run != 1) or (piece.text == _MIDDLE and run):
        before = clause.piece_before(piece.start, naming)
        return before is None or before.part in _BEFORE
    if piece.text not in naming.rarely:
        return True
    before = clause.piece_before(piece.start, naming)
    if run:
        lonely = run == 1 and all(other.part in _INSIDE for other in found[:-1])
        if before is None or before.part is Part.STOP or before.text in naming.leads:
            return lonely and piece.text not in naming.leads
        return lonely and before.part is Part.PLACE
    if before is None:
        return False
    if shape == "legal" and before.part is Part.CHAR and before.text not in naming.rarely:
        first = clause.piece_before(before.start, naming)
        if first is not None and first.part is Part.PLACE:
            return True  # 宁波|骏能|动力有限公司: two characters between place and trade
    if piece.text in _JOINS and shape in ("institute", "government"):
        return before.part in _WORDY and (
            found[-1].part in _WORDY if found else shape == "government"
        )
    inside = _REGISTERED if shape == "legal" else _TRADED
    if piece.text in naming.leads or any(other.part not in inside for other in found):
        return False
    return before.part is Part.CHAR and before.text not in naming.rarely


def _run(found: Sequence[Piece]) -> int:
    """How many single characters end what was found so far."""
    length = 0
    for piece in reversed(found):
        if piece.part is not Part.CHAR:
            break
        length += 1
    return length


def cut_to_name(pieces: list[Piece], shape: str, naming: Naming) -> list[Piece]:
    """The pieces from where the name begins.

    A place begins it, unless another name stands before the place (上汽大众宁波分公司).
    Without a place, common nouns in front of the brand are not part of it.
    """
    last = max((at for at, piece in enumerate(pieces) if _is_seat(piece, at)), default=-1)
    if last < 0:
        return _from_brand(pieces)
    if shape == "institute" and last and pieces[0].text in _STATE:
        return pieces  # 国家高速列车青岛技术创新中心
    first = last
    while first and pieces[first - 1].part is Part.PLACE:
        first -= 1
    before = pieces[:first]
    if _ends_in_name(before, shape):
        return cut_to_name(before, shape, naming) + pieces[first:]
    return pieces[_place_begins(pieces, first, last, naming) :]


def _is_seat(piece: Piece, at: int) -> bool:
    """Tell whether a piece is a place; 国家 inside a name (大学国家重点实验室) is none."""
    return piece.part is Part.PLACE and (at == 0 or piece.text not in _STATE)


def _from_brand(pieces: list[Piece]) -> list[Piece]:
    brand = next((at for at, piece in enumerate(pieces) if _is_brand(pieces, at)), 0)
    return pieces[brand:]


def _is_brand(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether a piece begins a brand: a rare word, Latin, unknown characters.

    One unknown character makes a brand with the word before it (太平|鸟).
    """
    part = pieces[at].part
    if part in _BRANDS or part is Part.CHAR:
        return True
    following = pieces[at + 1 : at + 3]
    if part is not Part.PROPER or not following or following[0].part is not Part.CHAR:
        return False
    return len(following) == 1 or following[1].part is not Part.CHAR


def _ends_in_name(pieces: Sequence[Piece], shape: str) -> bool:
    """Tell whether another organisation's name stands in front of a place."""
    at = len(pieces) - 1
    while at >= 0 and (
        pieces[at].part is Part.TRADE or (shape == "branch" and pieces[at].part in _WORDY)
    ):
        at -= 1
    if at < 0:
        return shape == "branch" and bool(pieces)
    part = pieces[at].part
    if part is Part.PLACE:
        return at < len(pieces) - 1
    if part is Part.CHAR:
        return at > 0 and pieces[at - 1].part is Part.CHAR
    return part in _BRANDS or part is Part.PARENT


def _place_begins(pieces: Sequence[Piece], first: int, last: int, naming: Naming) -> int:
    """Which of several places in a row begins the name: the first that is no country."""
    while first < last and pieces[first].text in naming.nations:
        first += 1
    return first
