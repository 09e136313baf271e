"""Names from the tagger, where it is installed, set beside those of the rules.

The tagger has read far more text than the rules were written from, but it knows
no tables, is short of breath at brackets, and calls what is new an organisation.
So its names count where nothing speaks against them: none of two characters, no
dictionary word, nothing that the tables refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nbreader import words
from nbreader.annotate.clauses import Clause, Piece, fold_name, read_clause
from nbreader.annotate.folding import Folded
from nbreader.annotate.judging import brand_of
from nbreader.annotate.names import Name
from nbreader.annotate.naming import Naming, Part
from nbreader.model import Article

Range = tuple[int, int]
Ranges = tuple[Range, ...]

_SENTENCE = re.compile("[^。！？；\n]+[。！？；\n]?")
_LEAST = 3  # characters
_SURE = frozenset({"known", "listed"})  # rules whose left edge stands
_PUBLIC = frozenset({"institute", "government", "media", "bank"})
_PARTING = "和与及、()"


def tag_article(article: Article) -> Ranges:
    """The ranges of `article.text` that the tagger takes for organisations.

    Slow (20,000 characters a second), and () where the tagger is not installed.
    """
    return tuple(
        (at + folded.start(start + first), at + folded.end(start + last))
        for at, block in zip(article.offsets, article.head + article.blocks, strict=True)
        for folded in (fold_name(block.text),)
        for start, sentence in _sentences(folded.text)
        for first, last in words.tagged_organisations(sentence)
    )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(text):
        yield match.start(), match.group()


def with_tagged(
    folded: Folded, names: Sequence[Name], tagged: Iterable[Range], naming: Naming
) -> list[Name]:
    """The names of the rules, with those of the tagger where the rules are silent.

    Where both see a name, its left edge is the tagger's, which knows words that
    the dictionary lacks, and its right edge the rule's, which knows endings.
    """
    kept = list(names)
    for start, end in tagged:
        end -= folded.text.endswith("报讯", start, end)  # 南国早报|讯
        at = next((at for at, n in enumerate(kept) if n.start < end and n.end > start), -1)
        if at >= 0:
            kept[at] = _with_left_edge(folded.text, kept[at], start, kept[:at], naming)
        elif _is_name(read_clause(folded, start, end, frozenset()), naming):
            kept.append(_named(folded.text, start, end, naming))
            kept.sort(key=lambda name: name.start)
    return kept


def _with_left_edge(
    text: str, name: Name, start: int, before: Sequence[Name], naming: Naming
) -> Name:
    """The name from where the tagger begins it; one that the rules are sure of as it is.

    A place in front stays, and so does what stands before a bracket, where the
    tagger begins anew.
    """
    free = max((other.end for other in before), default=0)
    if name.shape in _SURE or start < free:
        return name
    first, last = sorted((start, name.start))
    between = text[first:last]
    if any(mark in between for mark in _PARTING):
        return name
    if start > name.start and naming.place_after(text, name.start) > name.start:
        return name
    return name._replace(start=start)


def _is_name(clause: Clause, naming: Naming) -> bool:
    """Tell whether what the tagger alone calls an organisation can be somebody's name.

    It holds something that is no common word, or a place before the ending of an
    institute, an office or a paper.
    """
    text = clause.text[clause.start : clause.end]
    if len(text) < _LEAST or words.is_word(text) or text in naming.refused:
        return False
    pieces = _pieces(clause, naming)
    if any(piece.part is Part.STOP for piece in pieces):
        return False
    inside = pieces[:-1] if pieces[-1].part is Part.PARENT else pieces
    if brand_of([piece for piece in inside if piece.part is not Part.PLACE], naming):
        return not text.isdigit()
    named = {naming.endings[hit[0]].shape for hit in _closing(text, naming)}
    if not named & _PUBLIC or pieces[0].part is not Part.PLACE:
        return False
    return any(piece.text not in naming.plain | naming.rooms for piece in pieces[1:])


def _pieces(clause: Clause, naming: Naming) -> list[Piece]:
    found: list[Piece] = []
    at = clause.end
    while piece := clause.piece_before(at, naming):
        found.append(piece)
        at = piece.start
    return found[::-1]


def _closing(text: str, naming: Naming) -> list[tuple[int, int, int]]:
    """The endings that close a text."""
    hits = naming.matcher.find_matches_as_indexes(text, overlapping=True)
    return [hit for hit in hits if hit[2] == len(text)]


def _named(text: str, start: int, end: int, naming: Naming) -> Name:
    """A tagged name, of the kind that its longest ending tells."""
    hit = min(_closing(text[start:end], naming), key=lambda hit: hit[1], default=None)
    kind = naming.endings[hit[0]].kind if hit else "company"
    return Name(start=start, end=end, kind=kind, shape="tagged")
