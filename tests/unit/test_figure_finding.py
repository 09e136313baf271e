"""Figures are found with their value and unit; what only looks like one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import make_article

from nbreader.annotate import annotate_article, find_figures, spotting
from nbreader.annotate.figures import spot_figures
from nbreader.annotate.folding import fold, simplify
from nbreader.annotate.lexicon import (
    Refusals,
    join_refusals,
    load_refusals,
    load_units,
    refusals_of,
)
from nbreader.numerals import read_numeral
from nbreader.tables import load_tables

GOLD = Path(__file__).resolve().parents[1] / "gold" / "figures"


def rows(name: str) -> list[list[str]]:
    """The cells of a table of cases, one case a line."""
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def reading(printed: str) -> str:
    """All figures of a phrase, in the words of the tables."""
    folded = simplify(fold(printed))
    return "; ".join(
        f"{printed[folded.start(spot.start) : folded.end(spot.end)]} = "
        f"{spot.value if spot.value is not None else f'{spot.low}..{spot.high}'} "
        f"{spot.unit} {spot.kind} {spot.approx}"
        for spot in spot_figures(folded.text)
    )


@pytest.mark.parametrize(("phrase", "figures"), rows("figures.tsv"))
def test_figures_of_the_table_are_read(phrase: str, figures: str) -> None:
    assert figures == reading(phrase)


@pytest.mark.parametrize(("phrase", "figure"), rows("units.tsv"))
def test_unit_of_the_table_is_read(phrase: str, figure: str) -> None:
    assert figure == reading(phrase)


def test_every_form_of_a_unit_has_its_line() -> None:
    printed = tuple(figure.partition(" = ")[0] for _, figure in rows("units.tsv"))

    assert [form for form in load_units() if not any(p.endswith(form) for p in printed)] == []


@pytest.mark.parametrize("phrase", [row[0] for row in rows("negatives.tsv")])
def test_phrase_of_the_table_holds_no_figure(phrase: str) -> None:
    assert reading(phrase) == ""


@pytest.mark.parametrize(("name", "phrase"), rows("refusals.tsv"))
def test_refusal_takes_a_figure_away(
    name: str, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_it(form: str) -> Refusals:
        return join_refusals(each for each in refusals_of(form) if each.name != name)

    refused = reading(phrase)
    monkeypatch.setattr(spotting, "joined_refusals_of", without_it)
    taken = reading(phrase)

    assert (refused, taken != "") == ("", True)


def test_every_refusal_has_its_case() -> None:
    assert {each.name for each in load_refusals()} == {row[0] for row in rows("refusals.tsv")}


@pytest.mark.parametrize("form", [form for form, unit in load_units().items() if not unit.before])
def test_every_unit_is_read_behind_a_number(form: str) -> None:
    printed = f"共有120{form}。"
    (spot,) = spot_figures(printed)

    assert (spot.unit, printed[spot.start : spot.end]) == (load_units()[form].name, f"120{form}")


@pytest.mark.parametrize(
    ("form", "guard"),
    [(form, guard) for form, unit in load_units().items() for guard in unit.guards],
)
def test_guarded_form_is_no_unit(form: str, guard: str) -> None:
    numeral = read_numeral("120")
    assert numeral is not None

    assert spotting.unit_form(f"{form}{guard}", 0, numeral) != form


def test_there_are_more_than_two_hundred_units() -> None:
    assert len({unit.name for unit in load_units().values()}) > 200


def test_figure_in_a_letter_spaced_line_keeps_its_spaces() -> None:
    text = "人 ” 达 182 家 ， 数 量 位 居 全 国 第 三"
    figures = find_figures(make_article("", (text,)))

    assert [figure.printed for figure in figures] == ["182 家", "第 三"]


def test_spaced_digits_of_a_letter_spaced_line_are_one_number() -> None:
    (figure,) = find_figures(make_article("", ("产 值 1 8 2 亿 元 ， 居 首",)))[:1]

    assert (str(figure.value), figure.printed) == ("18200000000", "1 8 2 亿 元")


def test_spaced_thousands_are_one_number() -> None:
    (figure,) = find_figures(make_article("", ("共计 1 234 567 元",)))

    assert str(figure.value) == "1234567"


def test_two_numbers_with_a_space_between_stay_two() -> None:
    figures = find_figures(make_article("", ("2025 100家企业",)))

    assert [figure.printed for figure in figures] == ["100家"]


def test_space_between_number_and_unit_is_part_of_the_figure() -> None:
    (figure,) = find_figures(make_article("", ("规上工业总产值首破 3000 亿元",)))

    assert (figure.printed, str(figure.value)) == ("3000 亿元", "300000000000")


def test_figure_never_reaches_into_the_next_block() -> None:
    figures = find_figures(make_article("", ("产值100", "亿元订单")))

    assert figures == ()


def test_figure_of_a_headline_counts() -> None:
    article = make_article("产值突破100亿元", ("正文。",))
    (figure,) = find_figures(article)

    assert article.text[figure.start : figure.end] == "100亿元"


def test_figures_stand_in_the_order_of_the_text() -> None:
    article = make_article("增长5%", ("先有3家，后有5家。", "再有7家。"))

    assert [figure.printed for figure in find_figures(article)] == ["5%", "3家", "5家", "7家"]


def test_code_with_a_unit_of_money_is_a_figure() -> None:
    assert reading("GDP超1.8万亿元") == "1.8万亿元 = 1800000000000 元 amount over"


def test_annotations_name_the_article_and_the_tables() -> None:
    article = make_article("产值突破100亿元", article_id="a7")
    annotations = annotate_article(article)

    assert (annotations.article_id, annotations.tables_version) == ("a7", load_tables().version)


def test_mentions_that_are_known_are_kept() -> None:
    article = make_article("", ("宁波某某有限公司新增订单3亿元。",))
    mentions = annotate_article(article).mentions

    assert annotate_article(article, mentions=mentions).mentions == mentions


def test_keywords_of_a_letter_spaced_line_are_whole_words() -> None:
    article = make_article("", ("新 能 源 汽 车 产 业 集 群 加 快 发 展",))

    assert "新能源" in annotate_article(article).keywords
