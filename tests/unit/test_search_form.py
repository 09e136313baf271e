"""The name of a saved search that is there already."""

from __future__ import annotations

from nbreader.tui.screens.forms import search_form


def test_a_name_that_is_taken_is_given_up_at_the_second_enter() -> None:
    check = search_form("慈溪", {"全年": "宁波"})._check

    assert "再按回车" in check({"name": "全年"})
    assert "" == check({"name": "全年"})


def test_a_name_that_is_free_or_has_the_same_words_is_kept_at_once() -> None:
    check = search_form("慈溪", {"全年": "宁波", "慈溪": "慈溪"})._check

    assert ["", "", ""] == [check({"name": name}) for name in ("", "慈溪", "新的")]
