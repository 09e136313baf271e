"""places.json: where the reader left off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nbreader.desk import Passage, Places, load_places, save_places
from nbreader.errors import BadDataError


def passage(article_id: str, paragraph: int = 1) -> Passage:
    return Passage(article_id=article_id, paragraph=paragraph, offset=3)


def test_without_a_file_nothing_was_read(home: Path) -> None:
    assert Places() == load_places()


def test_saved_places_are_loaded(home: Path) -> None:
    places = Places(read=frozenset({"a"}), passages=(passage("a"),), open_article="a")

    saved = save_places(places)

    assert (places, places) == (saved, load_places())


def test_an_article_has_one_passage(home: Path) -> None:
    places = Places().with_passage(passage("a", 1)).with_passage(passage("a", 2))

    assert (passage("a", 2), None) == (places.passage_of("a"), places.passage_of("b"))


def test_an_article_is_read_or_not() -> None:
    read = Places().with_read("a")

    assert ({"a"}, set()) == (set(read.read), set(read.with_read("a", False).read))


def test_two_readers_keep_each_others_places(home: Path) -> None:
    save_places(Places(read=frozenset({"x", "y"}), passages=(passage("a"), passage("b"))))
    one, other = load_places(), load_places()
    save_places(one.with_read("y", False).with_passage(passage("a", 7)))

    saved = save_places(other.with_read("z").with_passage(passage("c")))

    assert {"x", "z"} == saved.read
    assert {passage("a", 7), passage("b"), passage("c")} == set(saved.passages)


def test_what_was_read_and_marked_unread_since_loading_is_unread(home: Path) -> None:
    places = load_places().with_all_read({"a", "b"})
    save_places(places)

    assert {"b"} == save_places(places.with_read("a", False)).read
    assert {"a", "b"} == save_places(places.with_read("a", False).with_read("a")).read


def test_the_article_last_opened_is_that_of_the_reader_who_opened_one(home: Path) -> None:
    one, other = load_places(), load_places()
    save_places(replace(one, open_article="a"))
    unmoved = save_places(other).open_article

    assert ("a", "b") == (unmoved, save_places(replace(other, open_article="b")).open_article)


def test_saving_twice_from_one_load_keeps_the_later(home: Path) -> None:
    places = load_places()
    save_places(places.with_passage(passage("a", 1)))

    assert (passage("a", 2),) == save_places(places.with_passage(passage("a", 2))).passages


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"read": 1}',
        '{"read": [1]}',
        '{"passages": [{"article": 1}]}',
        '{"passages": [{"article": "a", "paragraph": true}]}',
    ],
)
def test_a_damaged_file_is_kept_aside_and_said_once(home: Path, text: str) -> None:
    (home / "places.json").write_text(text, encoding="utf-8")

    with pytest.raises(BadDataError, match=r"^阅读进度文件 .* 已损坏，原样另存为 places.damaged-"):
        load_places()

    (aside,) = home.glob("places.damaged-*.json")
    assert (text, Places()) == (aside.read_text("utf-8"), load_places())
