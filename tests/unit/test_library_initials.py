"""Latin words that the library reads as initials of the names it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.shelving import compose, new_page, save

from nbreader.actions.queries import filter_articles
from nbreader.actions.spelling import spellings
from nbreader.library import parse_query
from nbreader.library.dossiers import organisations
from nbreader.library.initials import MOST_FORMS, with_initials
from nbreader.library.language import as_markdown
from nbreader.library.listing import articles
from nbreader.library.removing import remove_page
from nbreader.library.saving import NewPage, save_pages
from nbreader.library.search import Search
from nbreader.library.store import Library
from nbreader.model import Annotations, Figure, Mention

FULL = "宁波招宝磁业股份有限公司"
TEXTS = (f"{FULL}投产。", "招宝磁业产值12亿元。科宁达也在。", "周边场也好。")


@pytest.fixture
def companies(tmp_path: Path) -> Iterator[Library]:
    """Articles by the full name, by a short one with a metric, and by neither."""
    figure = Figure(
        start=6, end=10, printed="12亿元", value=None, unit="元", kind="amount", metric="产值"
    )
    named = Mention(start=0, end=len(FULL), printed=FULL, organisation=FULL)
    new = new_page(
        [make_article("", (text,)) for text in TEXTS],
        annotations=[
            Annotations(article_id="", mentions=(named,)),
            Annotations(article_id="", figures=(figure,)),
            Annotations(article_id=""),
        ],
    )
    with Library.open(tmp_path / "library.db", write=True) as library:
        save_pages(library, [new], compose=compose, spell=spellings)
        yield library


def found(library: Library, words: str) -> set[str]:
    with Search.open(library.path) as search:
        return set(search.ids(parse_query(words)))


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("zbcy", {1: ["招宝磁业"], 0: ["招宝磁业"]}),
        ("ZBCY", {1: ["招宝磁业"], 0: ["招宝磁业"]}),
        ("nbzb", {0: ["宁波招宝"]}),
        ("zbcy -nbzb", {1: ["招宝磁业"]}),
        ("cz zbcy", {1: ["招宝磁业", "产值"]}),
        ("别的 OR cz", {1: ["产值"]}),
        ('"zbcy"', {}),
        ("zbc5", {}),
        ("zbyc", {}),
    ],
)
def test_a_latin_word_is_read_as_initials_of_known_names(
    companies: Library, words: str, places: dict[int, list[str]]
) -> None:
    rows = articles(companies, issue_id="nbrb-2026-03-25")
    texts = {row.id: text for row, text in zip(rows, TEXTS, strict=True)}
    with Search.open(companies.path) as search:
        hits = [each.hit for each in search.find(parse_query(words)).hits]
        count = search.count(parse_query(words))
    lit = {hit.article_id: [texts[hit.article_id][a:b] for a, b in hit.places] for hit in hits}

    assert {rows[at].id: spans for at, spans in places.items()} == lit
    assert (len(places), True) == (count.number, count.exact)


def test_letters_that_are_printed_are_found_beside_the_names(companies: Library) -> None:
    save(companies, new_page([make_article("", ("品牌ZBCY上市。",))], number=7, data=b"7"))

    assert 3 == len(found(companies, "zbcy"))


def test_as_many_forms_of_a_latin_word_are_asked_as_is_said(companies: Library) -> None:
    names = [chr(0x4E00 + at) + "波" for at in range(2 * MOST_FORMS)]
    companies.connection.executemany(
        "INSERT INTO organisation (name, kind, articles) VALUES (?, '', 5)", [(n,) for n in names]
    )
    companies.connection.execute(
        "INSERT INTO spelling (letters, organisation, metric)"
        " SELECT 'xb', id, 0 FROM organisation WHERE articles = 5"
    )
    (asked,) = with_initials(parse_query("xb"), companies.connection).clauses
    barred = with_initials(parse_query("-xb"), companies.connection).clauses

    assert asked.tests == tuple(test for clause in barred for test in clause.tests)
    assert MOST_FORMS + 1 == len(asked.tests) == len(barred)
    assert f"{MOST_FORMS} 种写法" in as_markdown()


@pytest.mark.parametrize("words", ["zbcy", "nb", "cz", "zb", "-cz", "zbcy OR cz"])
def test_the_filter_reads_more_as_initials_and_never_less(companies: Library, words: str) -> None:
    rows = articles(companies, issue_id="nbrb-2026-03-25")
    made = [make_article("", (text,)) for text in TEXTS]
    held = [bool(filter_articles(words, [article])) for article in made]
    filtered = {row.id for row, holds in zip(rows, held, strict=True) if holds}
    in_library = found(companies, words)

    assert filtered <= in_library if words.startswith("-") else in_library <= filtered


def test_only_the_filter_reads_initials_over_what_is_no_name(companies: Library) -> None:
    assert 1 == len(filter_articles("zbcy", [make_article("", (TEXTS[2],))]))
    assert 2 == len(found(companies, "zbcy"))


SHORT = "云帆航发"
LONG = "云帆航空发动机有限公司"


def spelled_page(text: str, number: int) -> NewPage:
    """A page that calls the company by its long or short name."""
    printed = LONG if LONG in text else SHORT
    named = Mention(start=0, end=len(printed), printed=printed, organisation=LONG)
    return new_page(
        [make_article("", (text,))],
        number=number,
        annotations=[Annotations(article_id="", mentions=(named,))],
    )


def test_a_company_is_found_by_the_initials_of_each_of_its_names(tmp_path: Path) -> None:
    pages = [spelled_page(f"{LONG}投产。", 1), spelled_page(f"{SHORT}投产。", 2)]
    with Library.open(tmp_path / "library.db", write=True) as library:
        save_pages(library, pages, compose=compose, spell=spellings)
        assert 2 == len(found(library, "company:yfhf")) == len(found(library, "company:yfhkfdj"))
        assert [LONG] == [row.name for row in organisations(library, "yfhf", limit=5)]

        remove_page(library, pages[1].page.id, compose=compose)
        assert set() == found(library, "company:yfhf")
        assert 1 == len(found(library, "company:yfhkfdj"))
