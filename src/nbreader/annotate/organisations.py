"""Organisations of one page or of many: names, short names, and who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

from nbreader.annotate.clauses import fold_name
from nbreader.annotate.folding import Folded
from nbreader.annotate.known import Known, load_known
from nbreader.annotate.linking import Links, Sighting, link
from nbreader.annotate.names import Name
from nbreader.annotate.naming import Naming, load_naming
from nbreader.annotate.reading import Reading, apart, read_block, stands_alone
from nbreader.model import Article, Mention, Organisation
from nbreader.tables import KnownOrganisation

Mentions = Mapping[str, tuple[Mention, ...]]
_QUOTES = ("“", "”", "‘", "’", '"')
_TERM = 8  # characters of a quoted term; a quotation that begins so is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """One block of an article, folded, with the names read in it."""

    article: str
    page: str
    at: int  # where the block begins in the article's text
    printed: str
    folded: Folded
    reading: Reading

    def printed_name(self, start: int, end: int) -> str:
        """A range of the folded text as the page prints it."""
        return self.printed[self.folded.start(start) : self.folded.end(end)]


def find_organisations(
    articles: Sequence[Article], *, own: Iterable[KnownOrganisation] = ()
) -> tuple[tuple[Organisation, ...], Mentions]:
    """The organisations that articles name, and where, by the article's id.

    A full name on any page explains its short forms on all of them. `own` is
    the reader's own table, which wins over the shipped one. Organisations come
    in the order of their first mention, mentions in the order of the text.
    """
    naming, known = load_naming(), load_known(tuple(own))
    blocks = [block for article in articles for block in _blocks(article, naming, known)]
    links = link(_sightings(blocks), seconds=_seconds(blocks), naming=naming, known=known)
    finder = _ShortNames(links, known)
    mentions: dict[str, list[Mention]] = {article.id: [] for article in articles}
    for block in blocks:
        mentions[block.article] += _mentions(block, finder.names_in(block), links, known)
    ordered = {article: tuple(found) for article, found in mentions.items()}
    return _organisations(ordered, links, known), ordered


def find_mentions(article: Article, known: Sequence[Organisation]) -> tuple[Mention, ...]:
    """The mentions in one article, given organisations that are known already."""
    own = tuple(
        KnownOrganisation(name=each.name, kind=each.kind, aliases=each.aliases) for each in known
    )
    return find_organisations((article,), own=own)[1][article.id]


def _blocks(article: Article, naming: Naming, known: Known) -> Iterator[_Block]:
    page = article.id.rpartition("-")[0] or article.id
    for at, block in zip(article.offsets, article.head + article.blocks, strict=True):
        folded = fold_name(block.text)
        yield _Block(
            article=article.id,
            page=page,
            at=at,
            printed=block.text,
            folded=folded,
            reading=read_block(folded, naming, known),
        )


def _sightings(blocks: Iterable[_Block]) -> Iterator[Sighting]:
    for block in blocks:
        for name in block.reading.names:
            yield Sighting(
                page=block.page,
                name=block.folded.text[name.start : name.end],
                printed="".join(block.printed_name(name.start, name.end).split()),
                kind=name.kind,
                shape=name.shape,
            )
        for alias in block.reading.aliases:
            yield Sighting(
                page=block.page,
                name=block.folded.text[alias.start : alias.end],
                printed="".join(block.printed_name(alias.start, alias.end).split()),
                kind=alias.owner.kind,
                shape="second",
            )


def _seconds(blocks: Iterable[_Block]) -> dict[tuple[str, str], str]:
    """For each page and second name the name that it stands behind."""
    return {
        (block.page, block.folded.text[alias.start : alias.end]): block.folded.text[
            alias.owner.start : alias.owner.end
        ]
        for block in blocks
        for alias in block.reading.aliases
    }


class _ShortNames:
    """Finds every name that is explained by the links."""

    def __init__(self, links: Links, known: Known) -> None:
        self._links, self._known, self._naming = links, known, load_naming()
        self._words = tuple(word for word in dict.fromkeys(links.words(known)) if len(word) > 1)
        self._matcher = AhoCorasick(
            self._words, matchkind=MATCHKIND_LEFTMOST_LONGEST, store_patterns=False
        )

    def names_in(self, block: _Block) -> list[Name]:
        """The names of a block, short ones included."""
        names = (*block.reading.names, *self._short(block))
        return apart(self._without_room(name, block) for name in names)

    def _without_room(self, name: Name, block: _Block) -> Name:
        """The name, or only the company's where it is a company's room (某某食品|实验室)."""
        text = block.folded.text[name.start : name.end]
        room = next((room for room in self._naming.rooms if text.endswith(room)), "")
        if not room or name.kind != "institute":
            return name
        owners = self._links.owners(text.removesuffix(room), block.page, self._known)
        if not any(self._links.kinds.get(owner) == "company" for owner in owners):
            return name
        return replace(name, end=name.end - len(room), kind="company")

    def _short(self, block: _Block) -> Iterator[Name]:
        folded = block.folded
        for index, start, end in self._matcher.find_matches_as_indexes(folded.text):
            word = self._words[index]
            if self._tells_a_product(word, folded.text, start, end):
                continue
            owners = self._links.owners(word, block.page, self._known)
            if owners and stands_alone(folded, start, end, self._naming):
                kind = self._links.kinds.get(owners[0], "company")
                yield Name(start=start, end=end, kind=kind, shape="short")

    def _tells_a_product(self, word: str, text: str, start: int, end: int) -> bool:
        """Tell whether a derived name is cut out of another word.

        A product (极氪智能|电动汽车), or a quoted term (“招宝|氢谷”).
        """
        if word in self._links.names:
            return False
        if text[start - 1 : start] in _QUOTES and text[end : end + 1] not in _QUOTES:
            return any(mark in text[end : end + _TERM] for mark in _QUOTES)
        is_trade = any(word.endswith(trade) for trade in self._naming.heads)
        return is_trade and self._naming.product_at(text, end)


def _mentions(
    block: _Block, names: Iterable[Name], links: Links, known: Known
) -> Iterator[Mention]:
    folded = block.folded
    for name in names:
        owners = links.owners(folded.text[name.start : name.end], block.page, known)
        yield Mention(
            start=block.at + folded.start(name.start),
            end=block.at + folded.end(name.end),
            printed=block.printed_name(name.start, name.end),
            organisation=owners[0] if len(owners) == 1 else "",
            owners=owners if len(owners) > 1 else (),
        )


def _organisations(mentions: Mentions, links: Links, known: Known) -> tuple[Organisation, ...]:
    printed: dict[str, dict[str, None]] = defaultdict(dict)
    for found in mentions.values():
        for mention in found:
            for owner in mention.owners or (mention.organisation,):
                printed[owner]["".join(mention.printed.split())] = None
    return tuple(
        Organisation(
            name=owner,
            kind=links.kinds.get(owner) or known.kinds.get(owner, "company"),
            aliases=tuple(word for word in words if word != owner),
        )
        for owner, words in printed.items()
    )
