"""The typesetter itself: what it says of its pages is true."""

from __future__ import annotations

import pytest
from tests.typesetting import HELD_OUT, SHAPES, dump_truth, load_truth, miscounted, typeset
from tests.typesetting.copydesk import open_desk
from tests.typesetting.damage import cut_points, letter_space
from tests.typesetting.truth import text_at
from tests.typesetting.wrap import fill_lines

SEEDS = (*range(6), *range(HELD_OUT, HELD_OUT + 4))
PAGES = [pytest.param(shape, seed, id=f"{shape}-{seed}") for shape in SHAPES for seed in SEEDS]


@pytest.mark.parametrize(("shape", "seed"), PAGES)
def test_every_character_of_a_typeset_page_is_in_one_span(shape: str, seed: int) -> None:
    page = typeset(shape, seed)

    assert [] == miscounted(page.source, page.truth)


@pytest.mark.parametrize(("shape", "seed"), PAGES)
def test_text_of_a_passage_is_what_stands_at_its_spans(shape: str, seed: int) -> None:
    page = typeset(shape, seed)

    passages = [passage for article in page.truth.articles for passage in article.passages]
    assert [text_at(page.source, passage.spans) for passage in passages] == [
        passage.text for passage in passages
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_same_seed_gives_the_same_page(shape: str) -> None:
    assert typeset(shape, 3) == typeset(shape, 3)


@pytest.mark.parametrize("shape", SHAPES)
def test_structure_survives_json(shape: str) -> None:
    truth = typeset(shape, 1).truth

    assert truth == load_truth(dump_truth(truth))


def test_held_out_pages_share_no_article_with_the_others() -> None:
    opened, held = open_desk("open"), open_desk("held")

    shared = {copy.body for copy in opened.copies} & {copy.body for copy in held.copies}
    assert set() == shared


def test_a_column_is_never_cut_behind_a_full_stop_or_inside_a_number() -> None:
    text = "全镇去年收入1200万元，同比增长。他们今年还要再修三条路、两座桥。"

    assert [] == [
        at
        for at in cut_points(text, least=1)
        if text[at - 1] == "。" or text[at - 1 : at + 1] == "20"
    ]


def test_a_line_begins_with_no_mark_that_cannot_begin_one() -> None:
    lines = fill_lines("春天来了，花都开了。大家去看花，也去看海。", [5])

    assert [] == [line for line in lines if line[0] in "，。"]


def test_letter_spacing_keeps_a_number_whole() -> None:
    assert "共 有 182 家" == letter_space("共有182家")
