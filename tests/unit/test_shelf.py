"""What is open in the reader, in the order of the paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.builders import make_article, make_page

from nbreader.model import Issue
from nbreader.tui.shelf import Shelf


def shelf_of(names: str) -> Shelf:
    articles = tuple(make_article(name, ("一。",), article_id=name) for name in names)
    page = make_page(articles)
    return Shelf([Issue(id="i", newspaper="", date=None, pages=(page,))])


@pytest.mark.parametrize(
    ("here", "step", "among", "beside"),
    [
        ("b", 1, None, "c"),
        ("b", 2, None, "d"),
        ("b", -1, None, "a"),
        ("a", -1, None, ""),
        ("e", 1, None, ""),
        ("d", 2, None, ""),
        ("", 1, None, "a"),
        ("", -1, None, ""),
        ("gone", 1, "bd", "b"),
        ("b", 1, "bd", "d"),
        ("c", 1, "bd", "d"),
        ("c", -1, "bd", "b"),
        ("c", -2, "bd", ""),
        ("d", 1, "bd", ""),
        ("c", 1, "", ""),
    ],
)
def test_the_article_beside_is_of_those_that_match(
    here: str, step: int, among: str | None, beside: str
) -> None:
    hits = None if among is None else dict.fromkeys(among)

    assert beside == shelf_of("abcde").beside(here, step, hits)


class Counted(dict[str, None]):
    """Hits that count how often they are looked at."""

    looks = 0

    def __contains__(self, key: object) -> bool:
        self.looks += 1
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self.looks += len(self)
        return super().__iter__()


def test_one_step_looks_at_no_more_hits_than_there_are_articles_on_the_way() -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    hits = Counted(dict.fromkeys(names[::2]))

    assert "c" == shelf_of(names).beside("a", 1, hits)
    assert 2 == hits.looks
