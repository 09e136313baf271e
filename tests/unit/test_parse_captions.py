"""Captions: told by their words, their credits, the hole of a picture, their place."""

from __future__ import annotations

import pytest
from tests.parsing import captioned, named, parsed, placed, texts

from nbreader.model import Role
from nbreader.parse.captions import hole_of

HEAD = "## 江堤变身绿道"
BODY = "江河是城市的眼睛，水岸更新三年来，临江区的江堤上游人如织，成了市民的好去处。"
NEXT = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"
HOLE = "\n\n\n\n"


def between(line: str) -> str:
    return "\n\n".join([HEAD, BODY, line, NEXT])


def captions(text: str) -> list[tuple[str, str]]:
    """The captions of a text with their credits."""
    return [(c.text, c.credit) for c in captioned(text) if c.role is Role.CAPTION]


def rules(text: str) -> list[str]:
    return [c.rule for c in captioned(text) if c.role is Role.CAPTION]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("图为游人在江堤上骑行。", ""),
        ("图为游人在江堤上骑行。（张晓明 摄）", "张晓明 摄"),
        ("上图：游人在江堤上骑行。", ""),
        ("左图：新建的大桥", ""),
        ("右图为新建的大桥", ""),
        ("题图 新建的大桥", ""),
        ("图①：游人在江堤上骑行", ""),
        ("图一：新建的大桥", ""),
        ("图片说明：新建的大桥", ""),
        ("照片为新建的大桥", ""),
        ("↑新建的大桥", ""),
        ("▲游人在江堤上骑行", ""),
        ("▲ 游人在江堤上骑行。张晓明 摄", "张晓明 摄"),
        ("游人在江堤上骑行。张晓明 摄", "张晓明 摄"),
        ("游人在江堤上骑行 张晓明 摄", "张晓明 摄"),
        ("游人在江堤上骑行。（张晓明 摄）", "张晓明 摄"),
        ("游人在江堤上骑行。(张晓明 李小红 摄)", "张晓明 李小红 摄"),
        ("游人在江堤上骑行。记者 张晓明 摄", "记者 张晓明 摄"),
        ("游人在江堤上骑行。 通讯员 张晓明 摄", "通讯员 张晓明 摄"),
        ("游人在江堤上骑行。新华社记者 张晓明 摄", "新华社记者 张晓明 摄"),
        ("昨天，游人在江堤上骑行。 张晓明 摄影报道", "张晓明 摄影报道"),
        ("游人在江堤上骑行。（新华社发）", "新华社发"),
        ("游人在江堤上骑行。（资料图片）", "资料图片"),
        ("游人在江堤上骑行。（图源：视觉中国）", "图源：视觉中国"),
        ("游人在江堤上骑行。（市文旅局供图）", "市文旅局供图"),
        ("游人在江堤上骑行（受访者供图）", "受访者供图"),
        ("游人在江堤上骑行。图片由市文旅局提供", "图片由市文旅局提供"),
        ("张晓明（左）和李小红在实验室", ""),
        ("张晓明（左二）在指导学生。", ""),
        ("张晓明（右一）、李小红（右二）领奖", ""),
    ],
)
def test_line_is_a_caption_with_its_credit(line: str, credit: str) -> None:
    assert [(line, credit)] == captions(between(line))


@pytest.mark.parametrize(
    "line",
    [
        "图书馆里的年轻人",
        "图强之路越走越宽",
        "中国图案之美展览开幕",
        "图为",
        "## 图为何物",
        "他摄下了这一幕，却没有想到会得奖。",
        "张晓明（三十岁）在实验室工作",
        "江水清了。草木绿了。人心齐了。大家笑了。（张晓明 摄）",
    ],
)
def test_other_line_between_paragraphs_is_no_caption(line: str) -> None:
    assert [] == captions(between(line))


def test_long_paragraph_with_a_credit_is_no_caption() -> None:
    assert [] == captions(between(BODY * 3 + "（张晓明 摄）"))


@pytest.mark.parametrize(
    ("credit", "printed"),
    [("张晓明 摄", "张晓明 摄"), ("（张晓明 摄）", "张晓明 摄"), ("图片由市文旅局提供",) * 2],
)
def test_credit_below_a_short_line_makes_it_a_caption(credit: str, printed: str) -> None:
    assert [(f"临江绿道鸟瞰 {credit}", printed)] == captions(between(f"临江绿道鸟瞰\n\n{credit}"))


def test_credit_below_a_paragraph_is_a_caption_alone() -> None:
    assert [("张晓明 摄", "张晓明 摄")] == captions(between(BODY + BODY + "\n\n张晓明 摄"))


def test_second_credit_below_a_caption_stands_alone() -> None:
    text = between("临江绿道鸟瞰\n\n张晓明 摄\n\n李小红 摄")

    assert ["张晓明 摄", "李小红 摄"] == [credit for _, credit in captions(text)]


def test_credit_below_a_heading_leaves_it_one() -> None:
    assert "credit-alone" in rules("## 临江绿道鸟瞰\n\n张晓明 摄\n\n" + BODY)


def test_caption_goes_on_in_the_next_row() -> None:
    text = between("图为游人在江堤上骑行，\n三年前这里还是一片码头")

    assert [("图为游人在江堤上骑行，三年前这里还是一片码头", "")] == captions(text)


def test_caption_below_a_caption_is_its_own() -> None:
    assert 2 == len(captions(between("上图：江堤绿道\n下图：江心小岛")))


def test_short_line_below_the_hole_of_a_picture_is_a_caption() -> None:
    text = "\n\n".join([HEAD, BODY, NEXT]) + HOLE + "临江绿道鸟瞰\n\n" + NEXT

    assert ["below-a-hole"] == rules(text)


@pytest.mark.parametrize(
    "line",
    ["张晓明 李小红", "机，就有这么多人", BODY * 2, "江清了。岸绿了。", "## 临江绿道鸟瞰"],
    ids=["names", "severed", "long", "two sentences", "heading"],
)
def test_other_line_below_a_hole_is_no_caption(line: str) -> None:
    assert [] == captions("\n\n".join([HEAD, BODY, NEXT]) + HOLE + line + "\n\n" + NEXT)


def test_line_below_the_hole_of_the_flag_is_no_caption() -> None:
    assert [] == captions(f"宁波日报{HOLE}长堤卧波绿满新城\n\n{BODY}\n\n{NEXT}")


def test_three_blank_lines_everywhere_are_no_hole() -> None:
    assert not hole_of(named(HOLE.join(["江堤变身绿道", BODY, NEXT])))


def test_three_blank_lines_among_single_ones_are_a_hole() -> None:
    assert hole_of(named(f"江堤变身绿道\n\n{BODY}\n\n{NEXT}{HOLE}临江绿道鸟瞰"))


def test_page_of_one_block_has_no_hole() -> None:
    assert not hole_of(named(BODY))


def test_title_line_between_captions_at_the_end_is_a_caption() -> None:
    text = f"{HEAD}\n\n{BODY}\n\n江心小岛。（张晓明 摄）\n\n石榴湾公园的观鸟屋"

    assert "between-captions" in rules(text)


def test_sign_in_a_picture_that_its_caption_repeats_is_a_caption() -> None:
    text = f"{HEAD}\n\n{BODY}\n\n临江区治水展示馆\n\n临江区治水展示馆内景。（张晓明 摄）\n\n{NEXT}"

    assert ["between-captions", "credit-at-its-end"] == rules(text)


def test_caption_between_two_halves_of_a_sentence_is_one() -> None:
    text = "\n\n".join(
        [
            HEAD,
            BODY,
            "三年来，临江区聚力治水护岸，全线推",
            "堤岸志愿者服务站",
            "动“水岸同治”的新办法，成效明显。",
        ]
    )

    assert ["堤岸志愿者服务站"] == texts(parsed(text), Role.CAPTION)


@pytest.mark.parametrize("lines", ["石榴湾公园\n的观鸟屋", "石榴湾公园\n观鸟屋内景"])
def test_caption_lines_of_one_clump_between_two_halves_are_one(lines: str) -> None:
    halves = ("三年来，临江区推行“水岸同治、建管并重、", "干群齐心”的办法，建成绿道八十六公里。")

    text = "\n\n".join([HEAD, BODY, halves[0], lines, halves[1]])

    assert [lines.replace("\n", "")] == [c.text for c in placed(text) if c.role is Role.CAPTION]


def test_head_of_a_severed_sentence_is_a_paragraph() -> None:
    halves = "一条江改变了“灰姑娘”小镇\n\n的命运，也改变了两岸三万居民的看法和期待。"
    text = f"{HEAD}\n\n{BODY}\n\n{halves}"

    assert "head-of-a-severed-sentence" in {c.rule for c in placed(text)}


def test_caption_behind_the_head_of_a_severed_sentence_is_one() -> None:
    text = "\n\n".join(
        [
            HEAD,
            BODY,
            "一条江正在持续不断地改变着这座江边小镇和",
            "石榴湾观鸟屋",
            "的命运，也改变了居民的看法。",
        ]
    )

    assert ["石榴湾观鸟屋"] == [c.text for c in placed(text) if c.role is Role.CAPTION]


def test_crosshead_over_a_whole_paragraph_stays_one() -> None:
    text = f"{HEAD}\n\n{BODY}\n\n治水，先从岸上做起\n\n{NEXT}"

    assert Role.HEADLINE is placed(text)[2].role
