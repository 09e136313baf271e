"""What always holds of figures, whatever the text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.builders import make_article
from tests.property.strategies import LINES, NUMERALS, WRITTEN_NUMERALS

from nbreader.annotate import find_figures
from nbreader.annotate.figures import spot_figures
from nbreader.annotate.folding import fold, simplify
from nbreader.model import Article
from nbreader.numerals import read_numeral

GOLD = Path(__file__).resolve().parents[1] / "gold" / "figures"
PHRASES = [
    line.partition("\t")[0]
    for name in ("figures.tsv", "negatives.tsv")
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines()[1:]
]
FRAGMENTS = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from("至—和、，。；“”（）每半已的级近约超从到第"),
    st.sampled_from(
        ["今年", "同比增长", "分别", "其中", "达到", "居全省", "宁波", "全市", "该公司", "目标"]
    ),
)
PROSE = st.lists(FRAGMENTS, max_size=24).map("".join)
TEXTS = st.one_of(PROSE, LINES, st.tuples(PROSE, LINES, PROSE).map("".join))
ARTICLES = st.lists(TEXTS, min_size=1, max_size=5).map(lambda texts: make_article("", tuple(texts)))


@given(NUMERALS)
def test_numeral_is_read_back_exactly(case: tuple[str, Decimal]) -> None:
    printed, number = case
    numeral = read_numeral(printed)

    assert numeral is not None
    assert numeral.value == number


@given(WRITTEN_NUMERALS, st.sampled_from(["元", "吨", "個", "噸", "%"]))
def test_number_with_a_unit_is_one_exact_figure(case: tuple[str, Decimal], unit: str) -> None:
    printed, number = case
    assume(number >= 10)
    article = make_article("", (f"完成{printed}{unit}。",))
    (figure,) = find_figures(article)

    assert figure.value == number
    assert figure.printed == article.text[figure.start : figure.end] == f"{printed}{unit}"


@given(WRITTEN_NUMERALS, WRITTEN_NUMERALS)
def test_numbers_of_a_range_are_its_exact_bounds(
    first: tuple[str, Decimal], second: tuple[str, Decimal]
) -> None:
    (low, below), (high, above) = first, second
    assume(10 <= below < above)
    (figure,) = find_figures(make_article("", (f"达{low}元至{high}元。",)))

    assert (figure.value, figure.low, figure.high) == (None, below, above)


@given(ARTICLES)
def test_offsets_match_the_printed_text(article: Article) -> None:
    figures = find_figures(article)

    assert [article.text[figure.start : figure.end] for figure in figures] == [
        figure.printed for figure in figures
    ]


@given(ARTICLES)
def test_figures_stand_apart_and_in_order(article: Article) -> None:
    figures = find_figures(article)

    assert all(a.end <= b.start for a, b in pairwise(figures))


@given(ARTICLES)
def test_annotating_twice_gives_the_same(article: Article) -> None:
    assert find_figures(article) == find_figures(article)


@given(ARTICLES)
def test_figure_has_a_value_or_rising_bounds(article: Article) -> None:
    for figure in find_figures(article):
        if figure.value is None:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low < figure.high


@given(ARTICLES)
@example(make_article("", ("今年和全年完成产值40.5亿元分别拉动增长3.9和4.1个百分点",)))
def test_attributes_keep_to_their_words(article: Article) -> None:
    for figure in find_figures(article):
        assert figure.kind in ("amount", "count", "percent", "rank", "ratio", "duration")
        assert figure.direction in ("up", "down", "none")
        assert figure.approx in ("exact", "about", "over", "under")
        assert figure.status in ("result", "target")
        assert all(0 <= sure <= 1 for _, sure in figure.confidence)


@given(st.text(max_size=80))
def test_traditional_script_changes_no_place(text: str) -> None:
    assert len(simplify(fold(text)).text) == len(fold(text).text)


@given(st.text(max_size=80))
def test_folding_leads_back_to_the_same_characters(text: str) -> None:
    folded = fold(text)
    kept = [text[folded.start(at)] for at in range(len(folded.text))]

    assert len(kept) == len(folded.text)
    assert [char for char in text if not char.isspace()] == [c for c in kept if not c.isspace()]


@given(PROSE)
def test_white_space_hides_no_figure(text: str) -> None:
    spaced = " ".join(text)
    assume(not any(a.isdigit() and b.isdigit() for a, b in pairwise(text)))
    assume("." not in text)

    printed = [fold(text).text[spot.start : spot.end] for spot in spot_figures(fold(text).text)]
    found = [fold(spaced).text[spot.start : spot.end] for spot in spot_figures(fold(spaced).text)]
    assert printed == found
