"""What must hold for any text that is set in lines."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.builders import make_article, make_block

from nbreader.model import Role
from nbreader.tui.ink import Overlay, laid_over
from nbreader.tui.linebreak import NO_END, NO_START, break_lines, cut_cells, cut_middle
from nbreader.tui.typeset import set_article

WORDS = [
    "慈溪",
    "产值",
    "“",
    "”",
    "，",
    "。",
    "（",
    "）",
    "《",
    "》",
    "……",
    "——",
    " ",
    "LYSO",
    "AGV",
]
WORDS += [
    "40.5亿元",
    "24.3%",
    "3930万标准箱",
    "第12位",
    "1—4月",
    "2026年",
    "企业",
    "的",
    "、",
    "：",
    "【",
    "】",
]
newsprint = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
anything = st.text(max_size=80)
measures = st.integers(min_value=2, max_value=90)


@given(st.one_of(newsprint, anything), measures)
def test_no_character_is_lost_or_printed_twice(text: str, measure: int) -> None:
    printed = "".join(text[a:b] for a, b in break_lines(text, measure))

    assert "".join(text.split()) == "".join(printed.split())


@given(st.one_of(newsprint, anything), measures)
def test_no_line_is_longer_than_the_measure(text: str, measure: int) -> None:
    too_long = [text[a:b] for a, b in break_lines(text, measure) if cell_len(text[a:b]) > measure]

    assert [] == [line for line in too_long if len(line) > 1]


@given(newsprint, st.integers(min_value=40, max_value=90))
def test_no_line_begins_with_a_closing_mark(text: str, measure: int) -> None:
    if re.search(f"[{re.escape(NO_START + NO_END)} ]{{9,}}", text):
        return  # a run of marks that no line can hold
    lines = [text[a:b] for a, b in break_lines(text, measure)]

    assert [] == [line for line in lines[1:] if line[0] in NO_START]


@given(newsprint, st.integers(min_value=40, max_value=90))
def test_no_line_ends_with_an_opening_mark(text: str, measure: int) -> None:
    if re.search(f"[{re.escape(NO_START + NO_END)} ]{{9,}}", text):
        return
    lines = [text[a:b] for a, b in break_lines(text, measure)]

    assert [] == [line for line in lines[:-1] if line[-1] in NO_END]


@given(
    st.lists(st.tuples(st.sampled_from(list(Role)), st.one_of(newsprint, anything)), max_size=8),
    st.integers(min_value=24, max_value=90),
)
def test_a_set_article_prints_all_its_text_in_the_measure(
    blocks: list[tuple[Role, str]], measure: int
) -> None:
    article = make_article("", (), blocks=tuple(make_block(text, role) for role, text in blocks))
    sheet = set_article(article, measure)
    printed = "".join(run.text for line in sheet.lines for run in line.runs if run.start >= 0)

    assert "".join(article.text.split()) == "".join(printed.split())
    assert all(line.width <= measure + 1 for line in sheet.lines)


@given(newsprint, st.integers(min_value=24, max_value=60))
def test_every_printed_character_leads_back_to_its_place(text: str, measure: int) -> None:
    article = make_article("标题", (text or "文",))
    runs = [run for line in set_article(article, measure).lines for run in line.runs]

    assert [] == [
        run for run in runs if run.start >= 0 and not article.text.startswith(run.text, run.start)
    ]


@given(
    newsprint,
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
)
def test_overlays_change_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    line = set_article(make_article("标题", (text or "文",)), 40).lines[-1]
    overlays = [Overlay(min(span), max(span), "hit") for span in spans]

    assert line.plain == "".join(run.text for run in laid_over(line.runs, overlays))


@given(st.text(max_size=40), st.integers(min_value=0, max_value=30))
def test_a_cut_text_fits(text: str, room: int) -> None:
    assert cell_len(cut_cells(text, room)) <= room
    assert cell_len(cut_middle(text, room)) <= room
