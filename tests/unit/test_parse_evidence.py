"""What a text's ends say: an open tail, a head that leans on what is missing."""

from __future__ import annotations

import pytest
from tests.parsing import chunk_named, shipped_lexicon

from nbreader.parse.evidence import (
    Topics,
    crosses,
    goes_on,
    grammar,
    is_beheaded,
    is_closed,
    is_open,
    leans,
    longest_seen,
    opens_freshly,
    pairs_of,
    run_on,
    unclosed,
    unopened,
)


@pytest.mark.parametrize(
    "tail",
    [
        "江清了。",
        "江清了！",
        "“江清了。”",
        "数据如下：",
        "江清了；",
        "徐徐铺展——",
        "……",
        "（完）",
        "江清了。 ",
    ],
)
def test_paragraph_may_end_here(tail: str) -> None:
    assert is_closed(shipped_lexicon().key(tail))


@pytest.mark.parametrize("tail", ["江清", "江清，", "江清、", "推行“水岸同治", "2026", "江清了”"])
def test_text_that_stops_inside_a_sentence_is_open(tail: str) -> None:
    assert is_open(chunk_named("江" + tail))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("推动“政研学、", "“"),
        ("（一）“甲”", ""),
        ("《甲（乙", "《("),
        ("甲”乙", ""),
        ("（甲”乙）", ""),
    ],
)
def test_opening_marks_that_are_not_closed(text: str, marks: str) -> None:
    assert marks == unclosed(shipped_lexicon().key(text))


@pytest.mark.parametrize(
    ("text", "marks"),
    [("校企地”协同", "”"), ("“甲”", ""), ("甲）乙》", ")》"), ("“甲）乙”", ""), ("", "")],
)
def test_closing_marks_that_are_not_opened(text: str, marks: str) -> None:
    assert marks == unopened(shipped_lexicon().key(text))


@pytest.mark.parametrize(
    "head", ["今年以来，", "2026年，", "截至目前，", "与此同时，", "其次，", "本报讯"]
)
def test_text_opens_as_paragraphs_do(head: str) -> None:
    assert opens_freshly(head, shipped_lexicon())


@pytest.mark.parametrize("head", ["", "的命运", "2026", "江堤上", "202年"])
def test_text_opens_as_anything_may(head: str) -> None:
    assert not opens_freshly(head, shipped_lexicon())


@pytest.mark.parametrize(
    "head", ["，江清了", "”的办法", "%以上", "机,就有这么多人", "的命运", "度高达95%", "率首次突破"]
)
def test_head_that_leans_on_what_is_missing(head: str) -> None:
    assert leans(shipped_lexicon().key(head), shipped_lexicon())


@pytest.mark.parametrize("head", ["", "江堤上", "业务骨干", "机器换人", "A,B两类", "5,000人"])
def test_head_that_stands_alone(head: str) -> None:
    assert not leans(head, shipped_lexicon())


@pytest.mark.parametrize(
    "head", ["的命运", "率首次突破", "一等奖奖金,是全市唯一获此殊荣的企业。", "”的办法"]
)
def test_head_has_surely_lost_its_beginning(head: str) -> None:
    assert is_beheaded(head, shipped_lexicon())


@pytest.mark.parametrize("head", ["", "机器换人", "业务骨干", "公司,是全市唯一获此殊荣的企业。"])
def test_head_has_not_surely_lost_its_beginning(head: str) -> None:
    assert not is_beheaded(head, shipped_lexicon())


@pytest.mark.parametrize(
    ("tail", "head", "weight"),
    [
        ("主导产业集聚", "度高达95%", 0.4),
        ("持续推动", "度假村建设", 0.0),
        ("全力推动", "成立共同体", 0.3),
        ("区里", "了不起", 0.0),
    ],
)
def test_first_word_of_a_head_fits_the_last_word_of_a_tail(
    tail: str, head: str, weight: float
) -> None:
    assert weight == pytest.approx(grammar(tail, head, shipped_lexicon()), abs=0.35)


def test_ending_behind_a_verb_fits_better_than_behind_a_verb_of_causing() -> None:
    lexicon = shipped_lexicon()

    assert grammar("产业集聚", "度达到", lexicon) > grammar("持续推动", "度达到", lexicon)


def test_ending_behind_a_noun_says_nothing() -> None:
    assert 0.0 == grammar("一张桌子", "度达到", shipped_lexicon())


def test_word_that_the_dictionary_knows_crosses_a_cut() -> None:
    assert crosses("安卓手", "机，就有", page="") > 0


def test_word_that_the_page_prints_crosses_a_cut_for_sure() -> None:
    assert crosses("安卓手", "机，就有", page="一部手机") > crosses("安卓手", "机，就有", page="")


def test_no_word_crosses_a_mark() -> None:
    assert 0.0 == crosses("手，", "，机", page="")


def test_text_inside_a_word_runs_on() -> None:
    assert run_on("有三部安卓手", "机就有两部") > run_on("有三部安卓。", "江堤上游人")


@pytest.mark.parametrize(
    ("page", "length"), [("", 0), ("集聚度", 3), ("产业集聚度高", 5), ("聚度", 2), ("聚 度", 0)]
)
def test_longest_run_that_the_page_prints_elsewhere(page: str, length: int) -> None:
    assert length == longest_seen("产业集聚", "度高达", page=page)


def test_run_of_four_that_the_page_prints_goes_on() -> None:
    assert goes_on("在江堤绿", "道骑行", page="江堤绿道")


def test_pairs_leave_marks_and_blanks_out() -> None:
    assert {"江堤", "堤绿", "绿道"} == pairs_of("江堤，绿 道")


def test_texts_of_the_same_words_share_everything() -> None:
    topics = Topics(["江堤绿道", "夜间公交"])

    assert (1.0, 0.0) == (
        topics.shared("江堤绿道", "江堤绿道"),
        topics.shared("江堤绿道", "夜间公交"),
    )


def test_short_text_is_found_in_a_long_one() -> None:
    topics = Topics(["江堤绿道", "夜间公交"])

    assert 1.0 == topics.found_in("江堤", "江堤绿道")


def test_text_without_words_shares_nothing() -> None:
    topics = Topics([])

    assert (0.0, 0.0) == (topics.shared("", "江堤"), topics.found_in("", "江堤"))


def test_rare_words_weigh_more() -> None:
    topics = Topics(["江堤绿道", "江堤公交", "江堤学校"])

    assert topics.found_in("江堤绿道", "绿道") > topics.found_in("江堤绿道", "江堤")
