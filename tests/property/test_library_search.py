"""The library's search against a plain scan, and against the filter in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.builders import make_article
from tests.property.strategies import LINES
from tests.shelving import make_library, new_page

from nbreader.library import (
    Clause,
    Facts,
    Field,
    Haystack,
    Matcher,
    Query,
    Value,
    Word,
    fold_article,
)
from nbreader.library.language import CHOICES, FieldName
from nbreader.library.loading import load_annotations, load_page
from nbreader.library.notes import Notes
from nbreader.library.saving import NewPage
from nbreader.library.search import Known, Search
from nbreader.library.store import Library
from nbreader.library.tokens import fold
from nbreader.model import (
    Annotations,
    Article,
    Byline,
    Doubt,
    Figure,
    Mention,
    Organisation,
    Piece,
)

# Texts made of few characters, so that pieces of one are often in another; with
# rare ones, marks, widths and cases that fold alike.
_FEW = st.text(
    st.sampled_from("港城港，。,.%３3ＡaÀ…⋯“”\N{CJK UNIFIED IDEOGRAPH-20BB7}\u9fff產ab- \n"),
    max_size=14,
)
_TEXTS = st.one_of(_FEW, _FEW, LINES)


def phrase(text: str) -> Query | None:
    """A query for these very words, None where no quotation marks can go around them."""
    try:
        return Query(clauses=(Clause(tests=(Word(text=text, phrase=True),)),))
    except ValueError:
        return None


def pages_of(texts: Sequence[str]) -> list[NewPage]:
    """A page of several days or none for each text; the text is two paragraphs if it can be."""
    days = (date(2026, 3, 25), None, date(1980, 1, 1), date(2026, 3, 26))
    return [
        new_page(
            [
                make_article(
                    "", tuple(filter(None, (text[: len(text) // 2], text[len(text) // 2 :])))
                )
            ],
            number=place + 1,
            day=days[place % len(days)],
        )
        for place, text in enumerate(texts)
        if text
    ]


@settings(max_examples=40)
@given(st.lists(_TEXTS.filter(bool), min_size=1, max_size=6, unique=True), st.booleans(), st.data())
def test_a_search_finds_what_a_plain_scan_finds(
    texts: list[str], settled: bool, data: st.DataObject
) -> None:
    pages = pages_of(texts)
    assume(len({page.page.source.sha256 for page in pages}) == len(pages))
    whole = {page.page.articles[0].id: fold(page.page.articles[0].text).text for page in pages}

    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "library.db", pages, settled=settled)
        with Search.open(path) as search:
            for _ in range(8):
                text = data.draw(st.sampled_from(texts))
                start = data.draw(st.integers(0, len(text)))
                end = min(len(text), start + data.draw(st.integers(1, 6)))
                query = phrase(data.draw(st.sampled_from([text[start:end], text, *texts])))
                if query is None:
                    continue
                (word,) = query.clauses[0].tests
                assert isinstance(word, Word)
                scanned = {name for name, all_of in whole.items() if fold(word.text).text in all_of}

                assert scanned == set(search.ids(query))
                assert len(scanned) == search.count(query).number
                assert scanned == found_by_pages(search, query, Known())


def found_by_pages(search: Search, query: Query, known: Known) -> set[str]:
    """The ids of all hits, read a few at a time."""
    names: list[str] = []
    before = None
    while True:
        results = search.find(query, limit=2, before=before, known=known)
        names += [found.hit.article_id for found in results.hits]
        before = results.next_before
        if before is None:
            assert len(names) == len(set(names))
            return set(names)


# Articles of a few words, in which everything that a query can ask for may stand.

_WORDS = ("产值", "营收", "慈溪", "港", "A,b", "3.5%")
_NAMES = ("", "慈溪港", "港城", "慈溪")
_NUMBERS = st.sampled_from([Decimal(n) for n in ("1", "2", "3.5", "5")])
_UNITS = st.sampled_from(["元", "%", "M"])
_SENTENCES = st.lists(
    st.sampled_from([*_WORDS, "產值", "。", ",", "、"]), min_size=1, max_size=5
).map("".join)


@st.composite
def figures(draw: st.DrawFn, text: str) -> Figure:
    """A figure anywhere in a text: exact, or between bounds of which one may be missing."""
    start = draw(st.integers(0, len(text) - 1))
    value = draw(st.one_of(st.none(), _NUMBERS))
    ends = sorted(draw(st.lists(_NUMBERS, min_size=2, max_size=2)))
    low, high = draw(st.sampled_from([(None, None), (ends[0], None), (None, ends[1]), tuple(ends)]))
    return Figure(
        start=start,
        end=start + 1,
        printed=text[start],
        value=value,
        low=None if value is not None else low,
        high=None if value is not None else high,
        unit=draw(_UNITS),
        kind=draw(st.sampled_from(["amount", "percent"])),
        metric=draw(st.sampled_from(["", "產值", *_WORDS])),
        subject=draw(st.sampled_from(["", "慈溪", "港城"])),
        approx=draw(st.sampled_from(["exact", "over", "under"])),
    )


@st.composite
def mentions(draw: st.DrawFn, text: str) -> Mention:
    """A name anywhere in a text: of one organisation, of one of several, or of nobody."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 3)))
    owners = draw(st.lists(st.sampled_from(_NAMES[1:]), max_size=2, unique=True))
    return Mention(
        start=start,
        end=end,
        printed=text[start:end],
        organisation=draw(st.sampled_from(_NAMES)),
        owners=tuple(owners) if len(owners) > 1 else (),
    )


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, Annotations]:
    """An article with figures and names."""
    article = make_article(
        draw(_SENTENCES),
        tuple(draw(st.lists(_SENTENCES, min_size=1, max_size=2))),
        deck=draw(st.one_of(st.just(""), _SENTENCES)),
        kicker=draw(st.one_of(st.just(""), _SENTENCES)),
        byline=draw(st.sampled_from(["", "记者 慈溪"])),
        section=draw(st.sampled_from(["", "港城产值"])),
    )
    doubt = Doubt(
        stage="a", code="b", text="c", pieces=(Piece(start=0, end=1),), confidence=0.5, rule="d"
    )
    article = replace(
        article,
        byline=draw(st.sampled_from([(), (Byline(role="记者", name="营收"),)])),
        doubts=draw(st.sampled_from([(), (doubt,)])),
    )
    text = article.text
    found = Annotations(
        article_id="",
        figures=tuple(draw(st.lists(figures(text), max_size=3))),
        mentions=tuple(
            sorted(
                draw(st.lists(mentions(text), max_size=2, unique_by=lambda each: each.start)),
                key=lambda each: each.start,
            )
        ),
    )
    return article, found


@dataclass(frozen=True)
class Shelf:
    """Pages, and what the reader did with their articles."""

    pages: tuple[NewPage, ...]
    read: frozenset[str]
    known: Known

    def haystacks(self) -> list[Haystack]:
        """The articles as the filter takes them."""
        return [
            fold_article(
                article,
                annotations=found,
                facts=Facts(
                    newspaper=page.page.newspaper,
                    date=page.page.date,
                    tags=tuple(t for t, names in self.known.tagged.items() if article.id in names),
                    bookmarked=article.id in self.known.bookmarked,
                    read=article.id in self.read,
                ),
            )
            for page in self.pages
            for article, found in zip(page.page.articles, page.annotations, strict=True)
        ]

    def organisations(self) -> list[Organisation]:
        """Every organisation, by all names that are printed for it."""
        printed: dict[str, set[str]] = {}
        for page in self.pages:
            for found in page.annotations:
                for mention in found.mentions:
                    for name in {mention.organisation, *mention.owners} - {""}:
                        printed.setdefault(name, set()).add(mention.printed)
        return [
            Organisation(name=name, kind="", aliases=tuple(aliases))
            for name, aliases in printed.items()
        ]


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    """A few pages of different days and papers."""
    pages = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        made = draw(st.lists(articles(), min_size=1, max_size=3))
        pages.append(
            new_page(
                [article for article, _ in made],
                annotations=[found for _, found in made],
                number=number,
                newspaper=draw(st.sampled_from(["宁波日报", "慈溪日报", ""])),
                day=draw(
                    st.sampled_from([None, date(2026, 3, 25), date(2026, 4, 1), date(1980, 1, 1)])
                ),
                data=f"{number}".encode(),
            )
        )
    names = [article.id for page in pages for article in page.page.articles]
    some = st.frozensets(st.sampled_from(names))
    return Shelf(
        pages=tuple(pages),
        read=draw(some),
        known=Known(
            bookmarked=draw(some),
            tagged={"慈溪": draw(some), "产值": draw(some)},
            exact_script=draw(st.booleans()),
        ),
    )


_ASKED = st.one_of(
    st.builds(
        Word,
        text=st.sampled_from(["产值", "慈溪", "港", "溪港", "產", "b", ",", "值,", "3.5", "营"]),
    ),
    st.builds(Word, text=st.sampled_from(["值。营", "港 慈", "a,b", "，"]), phrase=st.just(True)),
    st.builds(
        lambda name, text: Field(name=name, text=text),
        st.sampled_from(
            [
                *(FieldName.COMPANY, FieldName.METRIC, FieldName.SUBJECT, FieldName.NEWSPAPER),
                *(FieldName.SECTION, FieldName.HEADLINE, FieldName.BYLINE, FieldName.TAG),
            ]
        ),
        st.sampled_from(["慈溪", "港", "产值", "產", "收", "a,b", "记者", "日报", "值营"]),
    ),
    st.builds(
        lambda text: Field(name=FieldName.UNIT, text=text), st.sampled_from(["元", "m", "斤"])
    ),
    st.sampled_from(
        [Field(name=name, text=word) for name, words in CHOICES.items() for word in words]
    ),
    st.builds(
        lambda text: Field(name=FieldName.DATE, text=text),
        st.sampled_from(["2026", "2026-03", "1980..2026-03-25", "2026-04-01..", "..1990"]),
    ),
    st.builds(Value, low=_NUMBERS, above=st.booleans(), unit=st.sampled_from(["", "元", "m"])),
    st.builds(Value, high=_NUMBERS, below=st.booleans()),
    st.just(Value(low=Decimal(2), high=Decimal(3))),
)


@st.composite
def asked(draw: st.DrawFn) -> Query:
    """A query of a few clauses of any kind."""
    clauses = []
    for _ in range(draw(st.integers(1, 4))):
        excluded = draw(st.integers(0, 3)) == 0
        tests = draw(st.lists(_ASKED, min_size=1, max_size=1 if excluded else 2))
        clauses.append(Clause(tests=tuple(tests), excluded=excluded))
    return Query(clauses=tuple(clauses))


@settings(max_examples=50)
@given(shelves(), st.lists(asked(), min_size=8, max_size=8), st.booleans())
def test_the_library_finds_what_the_filter_finds(
    shelf: Shelf, queries: list[Query], settled: bool
) -> None:
    haystacks, organisations = shelf.haystacks(), shelf.organisations()

    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "library.db", shelf.pages, settled=settled)
        with Notes.open(path) as notes:
            notes.mark_read(shelf.read)
        with Search.open(path) as search:
            for query in queries:
                matcher = Matcher(query, {}, organisations, exact_script=shelf.known.exact_script)
                hits = matcher.hits(haystacks)
                names = {hit.article_id for hit in hits}

                assert names == set(search.ids(query, known=shelf.known)), str(query)
                assert names == found_by_pages(search, query, shelf.known), str(query)
                assert len(names) == search.count(query, known=shelf.known).number, str(query)
                capped = search.count(query, cap=1, known=shelf.known)
                assert (min(1, len(names)), len(names) <= 1) == (capped.number, capped.exact)
                years = search.counts_by(query, "year", known=shelf.known)
                assert len(names) == sum(number for _, number in years), str(query)


@settings(max_examples=30)
@given(shelves(), asked())
def test_a_hit_of_the_library_is_the_hit_of_the_filter(shelf: Shelf, query: Query) -> None:
    matcher = Matcher(query, {}, shelf.organisations(), exact_script=shelf.known.exact_script)
    hits = matcher.hits(shelf.haystacks())

    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "library.db", shelf.pages)
        with Notes.open(path) as notes:
            notes.mark_read(shelf.read)
        with Search.open(path) as search:
            results = search.find(query, limit=100, known=shelf.known)

    found = {each.hit.article_id: each.hit for each in results.hits}
    assert {hit.article_id: hit for hit in hits} == found


@settings(max_examples=30)
@given(shelves())
def test_what_is_saved_is_loaded_the_same(shelf: Shelf) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "library.db", shelf.pages)
        with Library.open(path) as library:
            pages = [load_page(library, page.page.id) for page in shelf.pages]
            found = [
                load_annotations(library, article.id)
                for page in shelf.pages
                for article in page.page.articles
            ]

    assert [
        replace(page.page, source=kept.source)
        for page, kept in zip(shelf.pages, pages, strict=True)
        if kept
    ] == pages
    assert [each for page in shelf.pages for each in page.annotations] == found
