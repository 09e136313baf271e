"""Which characters are the same to the filter, and the way back to the text."""

from __future__ import annotations

import pytest

from nbreader.library.tokens import fold, fold_exact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("５Ｇ＋，", "5g+,"),
        ("⋯⋯", "……"),
        ("……", "......"),
        ("NingBo", "ningbo"),
        ("níngbō", "ningbo"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("㎡", "m2"),
        ("1—4月", "1-4月"),
        ("“加速度”", "「加速度」"),
        ("二○二六", "二〇二六"),
        ("招 宝\n磁　业", "招宝磁业"),
        ("招\N{ZERO WIDTH SPACE}宝", "招宝"),
        ("⽂化", "文化"),
        ("寧波產業", "宁波产业"),
        ("皇後", "皇后"),
    ],
)
def test_alike_texts_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [("未", "末"), ("≠", "="), ("一", "—"), ("、", "，")])
def test_different_characters_stay_different(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@pytest.mark.parametrize(("one", "other"), [("寧", "宁"), ("後", "后"), ("萬", "万")])
def test_exact_folding_tells_scripts_apart(one: str, other: str) -> None:
    assert fold_exact(one).text != fold_exact(other).text


def test_exact_folding_differs_in_scripts_alone() -> None:
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20))))

    assert fold(every).text == fold(fold_exact(every).text).text


def test_folding_any_character_twice_is_folding_it_once() -> None:
    every = map(chr, (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20)))
    once = fold("".join(every)).text

    assert once == fold(once).text


@pytest.mark.parametrize(
    ("text", "found", "place"),
    [
        ("宁波", "宁波", (0, 2)),
        ("　 宁 波 ", "宁波", (2, 5)),
        ("约５００㎡地", "m2", (4, 5)),
        ("约５００㎡地", "2地", (4, 6)),
        ("约５００㎡地", "地", (5, 6)),
        ("……好", "...", (0, 1)),
        ("……好", "好", (2, 3)),
    ],
)
def test_a_place_leads_back_to_the_text_it_was_folded_from(
    text: str, found: str, place: tuple[int, int]
) -> None:
    folded = fold(text)
    at = folded.text.index(found)

    assert place == folded.place(at, at + len(found))


def test_a_long_text_folds_as_its_pieces_do() -> None:
    codes = [*range(0x20, 0x3400), *range(0x4E00, 0x6000), *range(0xF900, 0x10000)]
    pieces = ["".join(map(chr, codes[at : at + 20])) for at in range(0, len(codes), 20)]
    for piece in pieces:
        for exact in (fold, fold_exact):
            short, long = exact(piece), exact(piece * 4)
            size = len(short.text)

            assert long.text == short.text * 4
            assert [long.place(2 * size + at, 2 * size + at + 1) for at in range(size)] == [
                (start + 2 * len(piece), end + 2 * len(piece))
                for start, end in (short.place(at, at + 1) for at in range(size))
            ]
