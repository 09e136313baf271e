"""Severed paragraphs rejoined, columns put back, losses marked."""

from __future__ import annotations

import pytest
from tests.parsing import doubts_of, parsed, placed, shipped_lexicon, texts

from nbreader.model import Doubt, Page, Role
from nbreader.parse.columns import Seams, find_exchange
from nbreader.parse.stitch import stitch

HEAD = "江堤变身绿道\n\n■ 张晓明 李小红\n\n"
BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"
LAST = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"
TAIL = "临江区首先从沿岸的九家砂石厂入手，用一年时间完成搬迁，腾出岸线三千六百"
REST = "米，交给园林部门种树铺草，并且把三台旧塔吊留下来改成瞭望台。"


def page_of(*paragraphs: str) -> Page:
    return parsed(HEAD + "\n\n".join(paragraphs))


def stitched(page: Page) -> list[Doubt]:
    return [d for d in doubts_of(page) if d.stage == "stitch"]


def test_severed_paragraph_is_joined_with_the_next() -> None:
    assert TAIL + REST in texts(page_of(BODY, TAIL, REST, LAST), Role.PARAGRAPH)


@pytest.mark.parametrize(
    "between",
    [
        "图为新建的绿道。（张晓明 摄）",
        "扫码看全文",
        "本版图片由市委宣传部提供",
        "本版图片由市委宣传部提供\n\n图为新建的绿道。",
    ],
)
def test_severed_paragraph_is_joined_over_what_is_set_aside(between: str) -> None:
    assert TAIL + REST in texts(page_of(BODY, TAIL, between, REST, LAST), Role.PARAGRAPH)


@pytest.mark.parametrize("between", ["【下转第7版】", "（据新华社）", "责任编辑 张晓明"])
def test_severed_paragraph_is_not_joined_over_the_end_of_its_article(between: str) -> None:
    page = page_of(BODY, TAIL, between, LAST)

    assert [TAIL] == texts(page, Role.FRAGMENT)


def test_join_says_how_sure_it_is() -> None:
    joins = {
        name: next(d.confidence for d in stitched(page_of(*blocks)) if d.code == "joined")
        for name, blocks in {
            "leaning": (BODY, TAIL, REST, LAST),
            "next": (
                BODY,
                "区里办成了大事。砂石厂完成搬迁，又腾",
                "出岸线三千米，种树铺草。",
                LAST,
            ),
            "over": (
                BODY,
                "区里办成了大事。砂石厂完成搬迁，又腾",
                "扫码看全文",
                "出岸线三千米，种树铺草。",
            ),
        }.items()
    }

    assert joins["leaning"] > joins["next"] > joins["over"]


def test_doubt_quotes_both_sides_of_a_join() -> None:
    (doubt,) = stitched(page_of(BODY, TAIL, REST, LAST))

    assert f"第 7 行在句中断开，接上第 9 行：“{TAIL[-6:]}|{REST[:6]}”" == doubt.text


def test_tail_behind_a_comma_goes_on_in_a_fresh_start() -> None:
    first, second = "三年来，区里办成了许多大事，", "今年还要再建绿道二十公里。"

    assert first + second in texts(page_of(BODY, first, second, LAST), Role.PARAGRAPH)


def test_open_tail_does_not_go_on_in_a_report_of_its_own() -> None:
    page = page_of(BODY, TAIL[:-6], "本报讯 " + LAST)

    assert [TAIL[:-6]] == texts(page, Role.FRAGMENT)


def test_paragraph_without_its_end_is_a_fragment() -> None:
    page = page_of(BODY, TAIL)

    assert [(TAIL, "lost-tail")] == [
        (b.text, b.rule) for b in page.articles[0].blocks if b.role is Role.FRAGMENT
    ]


def test_paragraph_without_its_beginning_is_a_fragment() -> None:
    page = page_of(BODY, "率首次突破九成，是全市唯一获此殊荣的区。", LAST)

    assert ["lost-head"] == [b.rule for b in page.articles[0].blocks if b.role is Role.FRAGMENT]


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [(TAIL, "第 7 行这一段结尾缺失"), ("率首次突破九成，是全市第一。", "第 7 行这一段开头缺失")],
)
def test_gap_says_what_is_lost(lost: str, sentence: str) -> None:
    assert [sentence] == [d.text for d in stitched(page_of(BODY, lost))]


def test_short_open_paragraph_at_the_end_is_no_fragment() -> None:
    assert [] == texts(page_of(BODY, "江清了，岸绿了，"), Role.FRAGMENT)


def test_page_of_open_lines_is_left_as_it_is() -> None:
    lines = "\n\n".join(f"第{n}位，江堤绿道上的行人，" for n in range(30))
    chunks = placed(lines)

    assert (chunks, ()) == (
        stitch(chunks, lexicon=shipped_lexicon()).chunks,
        stitch(chunks, lexicon=shipped_lexicon()).doubts,
    )


def test_line_that_begins_a_paragraph_by_hand_is_not_joined() -> None:
    chunks = placed(HEAD + f"{BODY}\n\n{TAIL}\n\n{REST}")
    line = next(c.line for c in chunks if c.text == REST)

    found = stitch(chunks, lexicon=shipped_lexicon(), kept=frozenset({line}))

    assert [TAIL, REST] == [c.text for c in found.chunks[-2:]]


def test_half_that_stands_in_another_place_is_found() -> None:
    page = page_of(
        BODY, "主导产业的集聚", "## 夜间公交增开", "度高达95%，比上年提高三个百分点。", LAST
    )

    assert {"moved", "joined", "gap"} & {d.code for d in stitched(page)}


KNOT = (
    "临江区首先从沿岸的九家砂石厂入手，用一年时间完成搬迁，腾出岸线三千六百",
    "公里，串起七座公园和十一所学校，孩子们上学多了一条看得见江的路。",
    "绿道修好以后，沿线的小店也热闹起来。在春江路开面馆的老板说，周末的客",
    "米，交给园林部门种树铺草，并且把三台旧塔吊留下来改成瞭望台。",
    "岸线腾出来了，路也要跟着通。区里请来设计师，规划了一条环江绿道，全长四十二",
    "人比平日多出三倍，不少是骑着自行车从城东赶来的。",
)


def test_page_with_one_open_end_has_no_exchange() -> None:
    chunks = placed(HEAD + f"{BODY}\n\n{TAIL}\n\n{REST}")

    assert find_exchange(chunks, lexicon=shipped_lexicon()) is None


def test_columns_that_changed_places_are_an_exchange() -> None:
    chunks = placed(HEAD + "\n\n".join([BODY, *KNOT, LAST]))

    found = find_exchange(chunks, lexicon=shipped_lexicon())

    assert found is not None
    assert found.start < found.middle < found.end


def test_exchange_that_mends_nothing_is_not_made() -> None:
    chunks = placed(
        HEAD
        + "\n\n".join(
            [
                BODY,
                TAIL,
                REST,
                LAST,
                BODY,
                "岸线腾出来了，路也要跟着通。全长四十二公",
                "里的绿道串起七座公园。",
            ]
        )
    )

    assert find_exchange(chunks, lexicon=shipped_lexicon()) is None


def test_exchange_leaves_every_paragraph_on_the_page() -> None:
    page = page_of(BODY, *KNOT, LAST)

    whole = "".join(texts(page, Role.PARAGRAPH) + texts(page, Role.FRAGMENT))
    assert [] == [part for part in KNOT if part not in whole]


def test_seam_is_weighed_once() -> None:
    seams = Seams(placed(f"{TAIL}\n\n{REST}"), shipped_lexicon())

    assert seams.fit(0, 1) == seams.fit(0, 1)


def test_counted_thing_fits_behind_a_number() -> None:
    chunks = placed("腾出岸线总共3600\n\n米，种树铺草，不再堆沙。\n\n据悉，夜班公交车增开了。")
    seams = Seams(chunks, shipped_lexicon())

    assert seams.fit(0, 1) > seams.fit(0, 2)
