"""The library as a tree, whole and narrowed to a query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.shelving import make_library, new_page, save

from nbreader.actions import catalogue as catalogue_room
from nbreader.actions import narrowing
from nbreader.actions.catalogue import UNDATED, Catalogue
from nbreader.actions.narrowing import NarrowedCatalogue
from nbreader.actions.seeking import LibraryFinder
from nbreader.library.saving import NewPage
from nbreader.library.store import Library
from nbreader.tui.tree import read_below

# Newspaper, day, page and headlines; those with 港 match below.
PAGES = (
    ("宁波日报", date(2026, 3, 25), 2, ("甲", "港乙")),
    ("宁波日报", date(2026, 3, 25), 1, ("港丙", "丁")),
    ("慈溪晚报", date(2026, 3, 25), 1, ("戊", "港己")),
    ("宁波日报", date(2026, 3, 1), 1, ("庚",)),
    ("宁波日报", date(2026, 2, 1), 1, ("港辛", "港壬")),
    ("宁波日报", date(2019, 12, 31), 1, ("癸",)),
    ("", None, None, ("港子", "丑")),
    ("某报", None, None, ("寅",)),
    ("", None, None, ("港卯",)),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = [
        new_page(
            [make_article(title, ("正文。",)) for title in titles],
            newspaper=newspaper,
            day=day,
            number=number,
            data=f"{newspaper}{day}{number}{titles}".encode(),
            page_id=f"nbrb-{newspaper}-{day}-{number}" if day else "",
        )
        for newspaper, day, number, titles in PAGES
    ]
    return make_library(tmp_path_factory.mktemp("library") / "library.db", pages)


@pytest.fixture
def catalogue(library: Path) -> Iterator[Catalogue]:
    with Catalogue.open(library) as opened:
        yield opened


@pytest.fixture
def narrowed(library: Path) -> Iterator[NarrowedCatalogue]:
    finder = LibraryFinder(library)
    yield NarrowedCatalogue.over(finder, "港")
    finder.close()


def walk(catalogue: Catalogue, key: str = "") -> Iterator[tuple[str, str]]:
    """All articles below a branch, in the order of the tree: id and headline."""
    for branch in catalogue.below(key).get(key, ()):
        if branch.kind == "article":
            yield branch.key, branch.label
        else:
            yield from walk(catalogue, branch.key)


def steps(catalogue: Catalogue, start: str, step: int) -> Iterator[str]:
    while branch := catalogue.beside(start, step):
        yield branch.label
        start = branch.key


def test_the_tree_is_newest_first_and_ends_with_undated_pages(catalogue: Catalogue) -> None:
    years = [(branch.number, branch.count) for branch in catalogue.years()]
    titles = [title for _, title in walk(catalogue)]

    assert [(2026, 9), (2019, 1), (None, 4)] == years
    assert ["港丙", "丁", "甲", "港乙"] == [t for t in titles if t in ("港丙", "丁", "甲", "港乙")]
    assert ["庚", "港辛", "港壬", "癸"] == titles[6:10]
    assert {"港卯", "寅", "港子", "丑"} == set(titles[10:])


def test_from_article_to_article_the_tree_is_walked_down_and_up(catalogue: Catalogue) -> None:
    order = list(walk(catalogue))
    titles = [title for _, title in order]

    assert titles[1:] == list(steps(catalogue, order[0][0], 1))
    assert titles[-2::-1] == list(steps(catalogue, order[-1][0], -1))


def test_a_narrowed_tree_holds_what_matches_with_its_counts(narrowed: NarrowedCatalogue) -> None:
    matching = [title for _, title in walk(narrowed)]

    assert [(2026, 5), (None, 2)] == [(b.number, b.count) for b in narrowed.years()]
    assert ["港丙", "港乙", "港己", "港辛", "港壬", "港卯", "港子"] == sorted(
        matching, key=["港丙", "港乙", "港己", "港辛", "港壬", "港卯", "港子"].index
    )
    assert all(b.spans for b in narrowed.below(UNDATED)[f"page:{_page_of(narrowed, '港子')}"])


def _page_of(catalogue: Catalogue, title: str) -> str:
    article_id = next(key for key, label in walk(catalogue) if label == title)
    row = catalogue.row(article_id)
    assert row is not None
    return row.page_id


def test_matches_are_walked_from_any_article(
    catalogue: Catalogue, narrowed: NarrowedCatalogue
) -> None:
    order = list(walk(catalogue))
    matching = [title for _, title in walk(narrowed)]

    for at, (key, _) in enumerate(order):
        below = [title for _, title in order[at + 1 :] if title in matching]
        above = [title for _, title in order[:at] if title in matching][::-1]
        assert below == list(steps(narrowed, key, 1))
        assert above == list(steps(narrowed, key, -1))


def test_the_first_branches_are_those_that_are_seen(narrowed: NarrowedCatalogue) -> None:
    first = narrowed.first_branches()

    assert {"", "year:2026", "month:2026-03", UNDATED} <= set(first)
    assert 7 == sum(b.kind == "article" for below in first.values() for b in below)


def test_undated_matches_come_some_at_a_time_in_the_order_of_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "_BATCH", 3)
    monkeypatch.setattr(catalogue_room, "_PAGES", 2)

    def page(n: int, count: int, version: str = "1") -> NewPage:
        titles = [f"{'港' if m % 3 else '丁'}{n}-{m}" for m in range(count)]
        made = [make_article(title, ("正文。",)) for title in titles]
        return new_page(made, newspaper="", day=None, data=f"{n}".encode(), version=version)

    path = make_library(tmp_path / "library.db", [page(n, 1 + n % 4) for n in range(9)])
    with Library.open(path, write=True) as library:
        save(library, page(2, 6, "2"))  # its keys are the greatest now, but it stays in its place
    finder = LibraryFinder(path)
    with Catalogue.open(path) as whole:
        order = list(walk(whole))
    matching = [title for _, title in order if "港" in title]
    narrowed = NarrowedCatalogue.over(finder, "港")

    assert matching == [title for _, title in walk(narrowed, UNDATED)]
    assert matching == list(steps(narrowed, order[0][0], 1))
    first = narrowed.below(UNDATED)[UNDATED]
    assert "more" == first[-1].kind
    assert sum(branch.count for branch in first) < len(matching)
    last = _page_of(narrowed, matching[-1])
    reached = read_below(narrowed, (UNDATED,), shown={}, reach=f"page:{last}")
    assert f"page:{last}" == reached[UNDATED][-1].key
    assert reached == read_below(narrowed, (UNDATED,), shown={UNDATED: 9})
    finder.close()


def test_the_way_to_an_article_is_its_branches(catalogue: Catalogue) -> None:
    ways = {title: catalogue.way_to(key) for key, title in walk(catalogue)}

    assert ("year:2019", "month:2019-12") == ways["癸"][:2]
    assert (UNDATED, f"page:{_page_of(catalogue, '寅')}") == ways["寅"]
    assert () == catalogue.way_to("nobody")


def test_a_paragraph_is_found_by_a_place_in_it(catalogue: Catalogue) -> None:
    key = next(key for key, title in walk(catalogue) if title == "庚")

    assert ("庚", 0) == catalogue.paragraph(key, 0)
    assert ("正文。", 2) == catalogue.paragraph(key, 3)
    assert ("", 0) == catalogue.paragraph("nobody", 3)
