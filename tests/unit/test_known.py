"""The table of organisations: its form, and what the shipped one may not say."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from nbreader import words
from nbreader.annotate.known import folded_name
from nbreader.errors import BadDataError
from nbreader.tables import KnownOrganisation, load_organisations, organisations_in

# Names that the dictionary takes for verbs, though nobody uses them so.
NAMES = {"建行", "交行", "招行", "传化", "安踏", "强生"}
KINDS = {"company", "institute", "government", "media", "park", "fund", "community", "association"}


def read(table: dict[str, Any]) -> list[KnownOrganisation]:
    return list(organisations_in(table, source="我的机构.toml"))


@pytest.mark.parametrize("printed", ["蓝天 小蓝 天?", ["蓝天", "小蓝", "天?"]])
def test_other_names_are_words_or_a_list(printed: object) -> None:
    expected = KnownOrganisation(
        name="蓝天集团", kind="company", aliases=("蓝天", "小蓝"), weak=("天",)
    )

    assert [expected] == read({"company": {"蓝天集团": printed}})


def test_an_organisation_may_have_one_name_only() -> None:
    assert [KnownOrganisation(name="蓝天集团", kind="company")] == read(
        {"company": {"蓝天集团": ""}}
    )


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"company": "蓝天"}, "机构表 我的机构.toml 里的 company 须写在 [类别] 之下。"),
        (
            {"company": {"蓝天": 5}},
            "机构表 我的机构.toml 里 蓝天 的别名须是词语或词语的列表。",
        ),
        (
            {"company": {"蓝天": ["小蓝", 5]}},
            "机构表 我的机构.toml 里 蓝天 的别名须是词语或词语的列表。",
        ),
    ],
)
def test_a_table_of_another_form_is_refused(table: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadDataError) as caught:
        read(table)

    assert sentence == str(caught.value)


def test_the_shipped_table_gives_no_full_name_to_two() -> None:
    names = Counter(
        folded_name(name)
        for entry in load_organisations()
        for name in {entry.name, *entry.aliases, *entry.weak}
    )

    assert [] == [entry.name for entry in load_organisations() if names[entry.name] > 1]


def test_only_companies_of_one_brand_share_a_name() -> None:
    kinds: dict[str, list[str]] = {}
    for entry in load_organisations():
        for name in {entry.name, *entry.aliases, *entry.weak}:
            kinds.setdefault(folded_name(name), []).append(entry.kind)

    assert {"company"} == {kind for each in kinds.values() if len(each) > 1 for kind in each}


def test_the_shipped_table_uses_the_known_kinds() -> None:
    assert {entry.kind for entry in load_organisations()} <= KINDS


def test_no_strong_name_of_the_shipped_table_is_a_common_word() -> None:
    common = {
        name
        for entry in load_organisations()
        if entry.kind not in ("government", "media", "park")
        for name in (entry.name, *entry.aliases)
        if _is_common(name)
    }

    assert set() == common


def _is_common(name: str) -> bool:
    """Tell whether the dictionary has a name as a verb, adverb or adjective."""
    tagged = words.tags(name, guess=False)
    return len(tagged) == 1 and tagged[0][1] in ("v", "d", "ad", "vn") and name not in NAMES


def test_frequency_tells_words_from_names() -> None:
    assert words.frequency("公司") > words.frequency("海天") > words.frequency("骏辰") == 0


def test_without_guessing_unknown_words_fall_into_characters() -> None:
    assert ["骏", "辰"] == [word for word, _ in words.tags("骏辰", guess=False)]
