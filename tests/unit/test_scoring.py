"""The scorer: a perfect page scores 1, and each measure notices its own fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import make_source
from tests.scoring import f1, mean_scores, score_page
from tests.typesetting import HELD_OUT, SHAPES, TypesetPage, typeset
from tests.typesetting.truth import ArticleTruth, Passage

from nbreader.model import Article, Block, Byline, Doubt, Page, Piece, Role

ROLES = {
    "p": Role.PARAGRAPH,
    "title": Role.HEADLINE,
    "note": Role.POINTER,
    "furniture": Role.LABEL,
    "byline": Role.BYLINE,
}


def perfect_page(typeset_page: TypesetPage) -> Page:
    """The page as a parser would give it that makes no mistake."""
    truth = typeset_page.truth
    markup = tuple(Piece(start=start, end=end, markup=True) for start, end in truth.markup)
    furniture = tuple(_block(passage) for passage in truth.furniture)
    marks = (Block(role=Role.LABEL, text="", pieces=markup),) if markup else ()
    return Page(
        id="page",
        source=make_source(typeset_page.source),
        label=truth.label,
        newspaper=truth.newspaper,
        date=date.fromisoformat(truth.date) if truth.date else None,
        articles=tuple(_article(number, article) for number, article in enumerate(truth.articles)),
        furniture=furniture + marks,
        doubts=tuple(
            Doubt(
                stage="test",
                code=loss.code,
                text="",
                pieces=tuple(Piece(start=start, end=end) for start, end in loss.spans),
                confidence=1.0,
                rule="",
            )
            for loss in truth.doubts
        ),
    )


def _article(number: int, truth: ArticleTruth) -> Article:
    blocks = (*truth.byline_blocks, *truth.body, *truth.captions, *truth.notes)
    return Article(
        id=str(number),
        section=truth.section,
        head=(_block(truth.title),) if truth.title.spans else (),
        blocks=tuple(_block(passage) for passage in blocks),
        byline=tuple(Byline(role="记者", name=name) for name in truth.byline),
    )


def _block(passage: Passage) -> Block:
    return Block(
        role=ROLES.get(passage.kind) or Role(passage.kind),
        text=passage.text,
        pieces=tuple(Piece(start=start, end=end) for start, end in passage.spans),
    )


def first_article_with(page: Page, **changes: object) -> Page:
    """The page with other fields in its first article."""
    first = replace(page.articles[0], **changes)  # type: ignore[arg-type]  # fields by name
    return replace(page, articles=(first, *page.articles[1:]))


@pytest.mark.parametrize("seed", [0, 1, 2, 3, HELD_OUT, HELD_OUT + 1])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_perfect_page_scores_one_everywhere(shape: str, seed: int) -> None:
    typeset_page = typeset(shape, seed)

    scores = score_page(perfect_page(typeset_page), typeset_page.truth)

    assert dict.fromkeys(scores, 1.0) == scores


@pytest.mark.parametrize(
    ("measure", "changes"),
    [
        ("title", {"head": ()}),
        ("section", {"section": "别的栏目"}),
        ("byline", {"byline": ()}),
        ("para", {"blocks": ()}),
        ("crosshead", {"blocks": ()}),
        ("caption", {"blocks": ()}),
        ("article", {"blocks": ()}),
        ("order", {"blocks": ()}),
        ("conserved", {"blocks": ()}),
    ],
)
def test_a_fault_in_an_article_lowers_its_measure(measure: str, changes: dict[str, object]) -> None:
    typeset_page = typeset("D", 0)
    page = first_article_with(perfect_page(typeset_page), **changes)

    assert score_page(page, typeset_page.truth)[measure] < 1.0


@pytest.mark.parametrize("changes", [{"label": "别的版"}, {"date": date(1999, 1, 1)}])
def test_a_wrong_folio_costs_a_third_of_meta(changes: dict[str, object]) -> None:
    typeset_page = typeset("D", 0)
    page = replace(perfect_page(typeset_page), **changes)  # type: ignore[arg-type]  # by name

    assert score_page(page, typeset_page.truth)["meta"] == pytest.approx(2 / 3)


def test_a_loss_that_is_not_marked_scores_no_doubt() -> None:
    typeset_page = typeset("E", 0)
    page = replace(perfect_page(typeset_page), doubts=())

    assert score_page(page, typeset_page.truth)["doubt"] == 0.0


def test_a_doubt_where_nothing_was_lost_lowers_doubt() -> None:
    typeset_page = typeset("E", 0)
    perfect = perfect_page(typeset_page)
    wrong = replace(perfect.doubts[0], pieces=(Piece(start=2, end=3),))
    page = replace(perfect, doubts=(*perfect.doubts, wrong))

    assert score_page(page, typeset_page.truth)["doubt"] < 1.0


def test_a_measure_that_a_page_lacks_is_left_out_of_its_mean() -> None:
    means = mean_scores([{"para": 1.0}, {"para": 0.0, "doubt": 0.5}])

    assert {"doubt": 0.5, "para": 0.5} == means


def test_f1_counts_a_text_as_often_as_it_stands_there() -> None:
    assert f1(["a", "a"], ["a"]) == pytest.approx(2 / 3)


def test_f1_of_nothing_wanted_and_something_read_is_zero() -> None:
    assert f1([], ["a"]) == 0.0
