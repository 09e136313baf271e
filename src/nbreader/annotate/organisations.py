"""Organisations of one page or of many: names, short names, and who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nbreader.annotate.clauses import fold_name
from nbreader.annotate.folding import Folded
from nbreader.annotate.known import Known, folded_name, load_known
from nbreader.annotate.linking import Links, Sighting, link
from nbreader.annotate.names import Name
from nbreader.annotate.naming import Naming, load_naming
from nbreader.annotate.reading import Reading, read_block
from nbreader.annotate.seats import Seats
from nbreader.annotate.shortnames import ShortNames
from nbreader.annotate.tagging import Ranges
from nbreader.model import Article, Mention, Organisation
from nbreader.tables import KnownOrganisation

Mentions = Mapping[str, tuple[Mention, ...]]
NOTHING_TAGGED: Mapping[str, Ranges] = MappingProxyType({})


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
    articles: Sequence[Article],
    *,
    own: Iterable[KnownOrganisation] = (),
    tagged: Mapping[str, Ranges] = NOTHING_TAGGED,
) -> tuple[tuple[Organisation, ...], Mentions]:
    """The organisations that articles name, and where, by the article's id.

    A full name on any page explains its short forms on all of them. `own` is
    the reader's own table, which wins over the shipped one; `tagged` is what
    `tag_article` found, by the article's id. Organisations come in the order of
    their first mention, mentions in the order of the text.
    """
    naming, known = load_naming(), load_known(tuple(own))
    blocks = [
        block
        for article in articles
        for block in _blocks(article, naming, known, tagged.get(article.id, ()))
    ]
    links = link(_sightings(blocks), seconds=_seconds(blocks), naming=naming, known=known)
    finder = ShortNames(links, known, naming)
    seats = Seats(_texts(blocks), links, known, naming)
    mentions: dict[str, list[Mention]] = {article.id: [] for article in articles}
    for block in blocks:
        names = finder.names_in(block.folded, block.reading.names, block.page)
        mentions[block.article] += _mentions(block, names, links, known, seats)
    ordered = {article: tuple(found) for article, found in mentions.items()}
    return _organisations(ordered, links, known), ordered


def find_mentions(article: Article, known: Sequence[Organisation]) -> tuple[Mention, ...]:
    """The mentions in one article, given organisations that are known already."""
    own = tuple(
        KnownOrganisation(name=each.name, kind=each.kind, aliases=each.aliases) for each in known
    )
    return find_organisations((article,), own=own)[1][article.id]


def _blocks(article: Article, naming: Naming, known: Known, tagged: Ranges) -> Iterator[_Block]:
    page = article.id.rpartition("-")[0] or article.id
    for at, block in zip(article.offsets, article.head + article.blocks, strict=True):
        folded = fold_name(block.text)
        yield _Block(
            article=article.id,
            page=page,
            at=at,
            printed=block.text,
            folded=folded,
            reading=read_block(folded, naming, known, _within(tagged, at, block.text, folded)),
        )


def _within(tagged: Ranges, at: int, printed: str, folded: Folded) -> Ranges:
    """The ranges that lie in one block, as ranges of its folded text."""
    return tuple(
        (folded.at(start - at), folded.at(end - at))
        for start, end in tagged
        if at <= start and end <= at + len(printed)
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


def _texts(blocks: Iterable[_Block]) -> Mapping[str, list[str]]:
    """The folded text of each page, by block."""
    texts: dict[str, list[str]] = defaultdict(list)
    for block in blocks:
        texts[block.page].append(block.folded.text)
    return texts


def _mentions(
    block: _Block, names: Iterable[Name], links: Links, known: Known, seats: Seats
) -> Iterator[Mention]:
    """The mentions of a block; an office whose place nobody tells is none."""
    folded = block.folded
    for name in names:
        owners = links.owners(folded.text[name.start : name.end], block.page, known)
        if len(owners) == 1 and name.kind == "government":
            owner = seats.owner_of(owners[0], block.page)
            if not owner:
                continue
            owners = (owner,)
        owners = tuple(map(links.called, owners))
        yield Mention(
            start=block.at + folded.start(name.start),
            end=block.at + folded.end(name.end),
            printed=block.printed_name(name.start, name.end),
            organisation=owners[0] if len(owners) == 1 else "",
            owners=owners if len(owners) > 1 else (),
        )


def _organisations(mentions: Mentions, links: Links, known: Known) -> tuple[Organisation, ...]:
    """The organisations of mentions; names that differ in the width of marks are one."""
    printed: dict[str, dict[str, str]] = defaultdict(dict)
    for found in mentions.values():
        for mention in found:
            for owner in mention.owners or (mention.organisation,):
                word = "".join(mention.printed.split())
                printed[owner].setdefault(folded_name(word), word)
    return tuple(
        Organisation(
            name=owner,
            kind=links.kinds.get(owner) or known.kinds.get(owner, "company"),
            aliases=tuple(word for form, word in words.items() if form != folded_name(owner)),
        )
        for owner, words in printed.items()
    )
