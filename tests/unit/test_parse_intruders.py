"""Captions that have run into a severed paragraph, cut out again."""

from __future__ import annotations

import pytest
from tests.parsing import captioned

from nbreader.model import Role
from nbreader.parse.intruders import is_severed

HEAD = "## 江堤变身绿道"
BODY = "江河是城市的眼睛，水岸更新三年来，临江区的江堤上游人如织，成了市民的好去处。"
NEXT = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"


def read(*paragraphs: str) -> list[tuple[Role, str]]:
    return [(c.role, c.text) for c in captioned("\n\n".join(paragraphs)) if not c.level]


@pytest.mark.parametrize(
    "text",
    ["江清了。岸绿了，人心", "他说：“江清了。", "“江清了", "江清了!岸绿", "江清了;岸绿"],
)
def test_text_that_breaks_off_behind_a_stop_is_severed(text: str) -> None:
    assert is_severed(text)


@pytest.mark.parametrize(
    "text", ["", "江清了。", "江清了，岸绿了", "“江清了。”岸绿了。", "江清了。岸绿了! "]
)
def test_whole_text_is_not_severed(text: str) -> None:
    assert not is_severed(text)


def test_caption_with_a_credit_is_cut_off_the_tail_of_a_paragraph() -> None:
    first = "三年来，区里办成了不少大事。临江区首先从沿岸的砂石厂入手，用一年时间完成搬迁，腾"
    caption = "游人在江堤上骑行 张晓明 摄"
    second = "出岸线三千六百米，交给园林部门种树铺草。"

    assert [
        (Role.PARAGRAPH, BODY),
        (Role.PARAGRAPH, first),
        (Role.CAPTION, caption),
        (Role.PARAGRAPH, second),
    ] == read(HEAD, BODY, first + caption, second)


def test_caption_cut_out_has_its_credit() -> None:
    first = "三年来，区里办成了不少大事。临江区首先从沿岸的砂石厂入手，用一年时间完成搬迁，腾"
    text = f"{HEAD}\n\n{BODY}\n\n{first}游人在江堤上骑行 张晓明 摄\n\n出岸线三千六百米，种树铺草。"

    assert ["张晓明 摄"] == [c.credit for c in captioned(text) if c.role is Role.CAPTION]


def test_caption_that_announces_itself_is_cut_off_the_tail_of_a_paragraph() -> None:
    first, second = (
        "临江区首先从沿岸的砂石厂入手，用一年时间完成搬迁，腾",
        "出岸线三千六百米，种树铺草。",
    )

    read_so = read(HEAD, BODY, first + "图为游人在江堤上骑行。", second)

    assert (Role.CAPTION, "图为游人在江堤上骑行。") == read_so[2]


def test_last_paragraph_keeps_the_words_of_a_caption() -> None:
    text = "临江区首先从沿岸的砂石厂入手，用一年时间完成搬迁，图为游人在江堤上骑行。"

    assert (Role.PARAGRAPH, text) == read(HEAD, BODY, text)[-1]


def test_caption_in_front_of_a_paragraph_below_a_hole_is_cut_off() -> None:
    caption = "江堤绿道上的骑行者（张晓明 摄）"
    text = f"{HEAD}\n\n{BODY}\n\n{NEXT}\n\n\n\n{caption}{BODY * 2}\n\n{NEXT}"

    found = [(c.role, c.text) for c in captioned(text)][3:5]

    assert [(Role.CAPTION, caption), (Role.PARAGRAPH, BODY * 2)] == found


@pytest.mark.parametrize(
    "opening", ["江堤绿道（张晓明说）", "江清了。岸绿了（张晓明 摄）", "江堤绿道上的骑行者"]
)
def test_other_opening_below_a_hole_is_left_alone(opening: str) -> None:
    text = f"{HEAD}\n\n{BODY}\n\n{NEXT}\n\n\n\n{opening}{BODY * 2}\n\n{NEXT}"

    assert [] == [c.text for c in captioned(text) if c.role is Role.CAPTION]


def test_caption_in_an_open_quotation_is_cut_out_of_it() -> None:
    first = "三年来，临江区推行“水岸同治、建管并重、堤岸上的志愿者服务站"
    second = "干群齐心”的办法，累计投入资金十二亿元，建成绿道八十六公里。"

    assert (Role.CAPTION, "堤岸上的志愿者服务站") in read(HEAD, BODY, first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("三年来，临江区推行“水岸同治、建管并重、干群", "齐心”的办法，建成绿道八十六公里。"),
        ("三年来，临江区推行“水岸同治、建管并重、堤岸", "干群齐心的办法，建成绿道八十六公里。"),
        ("三年来，临江区推行“水岸共治共享的堤岸志愿者", "干群齐心”的办法，建成绿道八十六公里。"),
    ],
    ids=["goes on", "quotation does not close", "no limb behind a mark"],
)
def test_quotation_that_goes_on_is_left_alone(first: str, second: str) -> None:
    assert [Role.PARAGRAPH] * 3 == [role for role, _ in read(HEAD, BODY, first, second)]
