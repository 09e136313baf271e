"""Traditional and simplified characters told apart in the library, where the reader says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.builders import make_article
from tests.shelving import make_library, new_page

from nbreader import actions
from nbreader.actions.library_dossiers import library_metrics, library_organisations
from nbreader.actions.narrowing import NarrowedCatalogue
from nbreader.actions.seeking import LibraryFinder, PagesFinder
from nbreader.library.store import Library
from nbreader.model import Annotations, Figure, Mention, Organisation

TEXT = "臺積電產值達10億元。"


@pytest.fixture
def library(home: Path) -> Path:
    """A library of one page in traditional characters."""
    figure = Figure(
        start=6, end=10, printed="10億元", value=None, unit="元", kind="amount",
        metric="產值", subject="臺積電",
    )  # fmt: skip
    named = Mention(start=0, end=3, printed="臺積電", organisation="臺積電")
    found = Annotations(article_id="", figures=(figure,), mentions=(named,))
    page = new_page(
        [make_article("", (TEXT,))],
        annotations=[found],
        organisations=(Organisation(name="臺積電", kind="company"),),
    )
    return make_library(actions.library_path(), [page])


@pytest.fixture(params=[True, False], ids=["folded", "apart"])
def folds(request: pytest.FixtureRequest, home: Path) -> bool:
    """Whether the scripts are the same to this reader."""
    actions.save_setting("fold_script", bool(request.param))
    return bool(request.param)


def _searched(words: str, path: Path) -> Sequence[object]:
    return actions.search_library(words).found


def _typed(words: str, path: Path) -> Iterator[object]:
    finder = LibraryFinder(path)
    try:
        assert finder.count(words).number == len(finder.find(words).rows)
        yield from finder.find(words).rows
    finally:
        finder.close()


def _narrowed(words: str, path: Path) -> Iterator[object]:
    finder = LibraryFinder(path)
    try:
        yield from NarrowedCatalogue.over(finder, words).years()
    finally:
        finder.close()


def _completed(words: str, path: Path) -> Iterator[object]:
    finder = LibraryFinder(path)
    try:
        yield from finder.complete(words)
    finally:
        finder.close()


def _listed(words: str, path: Path) -> Iterator[object]:
    with Library.open(path) as library:
        yield from library_organisations(library, words).entries
        yield from library_metrics(library, words).entries


WAYS: dict[str, Callable[[str, Path], Iterable[object]]] = {
    "search": _searched,
    "typing": _typed,
    "tree": _narrowed,
    "completions": _completed,
    "lists": _listed,
    "figures": lambda words, path: actions.figures_in_library(words),
    "companies": lambda words, path: actions.mentions_in_library(words)[1],
}


@pytest.mark.parametrize("words", ["台积", "产值"])
@pytest.mark.parametrize("way", WAYS)
def test_the_other_script_is_found_only_where_scripts_are_the_same(
    way: str, words: str, folds: bool, library: Path
) -> None:
    found = WAYS[way](words, library)

    assert folds == bool(list(found))


@pytest.mark.parametrize("words", ["臺積", "產值"])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_printed_is_found_either_way(
    way: str, words: str, folds: bool, library: Path
) -> None:
    assert list(WAYS[way](words, library))


def test_open_pages_are_asked_as_the_library_is(folds: bool, library: Path) -> None:
    page = new_page([make_article("", (TEXT,))]).page
    finder = PagesFinder(actions.compose([page]), {})

    assert folds == bool(finder.find("台积电").rows)
    assert folds == bool(actions.find_names("台积电", [("臺積電",)]))
