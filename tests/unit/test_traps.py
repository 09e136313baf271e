"""Ten traps in which a layout parser falls: each page is small and holds one."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.scoring import BODY_ROLES

from nbreader.intake import page_of_bytes
from nbreader.model import Article, Edit, Page, Role
from nbreader.parse import parse_page
from nbreader.tables import Tables, load_tables

HEAD = (
    "专版",
    "长堤卧波 绿满新城",
    "临江区水岸更新三年见闻",
    "入夏以来，临江区的江堤上游人如织。三年前，这里还是一片堆满沙石的码头，"
    "如今草木葱茏，成了市民散步的好去处。",
)
BYLINE = "■ 江雨桐 许文慧"
CROSSHEAD = "治水，先从岸上做起"
CLOSED = (
    "为了摸清家底，临江区组织了三百名志愿者，用两个月时间走遍全区一百一十七条河道，建起一河一档。"
)
LAST = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"


@cache
def tables() -> Tables:
    return load_tables()


def parsed(*paragraphs: str, edits: tuple[Edit, ...] = ()) -> Page:
    text = "\n\n" + "\n\n".join(paragraphs)
    return parse_page(page_of_bytes(text.encode(), path="page.txt"), tables=tables(), edits=edits)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def body(page: Page) -> list[str]:
    return [
        bare(b.text) for article in page.articles for b in article.blocks if b.role in BODY_ROLES
    ]


def texts(page: Page, role: Role) -> list[str]:
    return [bare(b.text) for article in page.articles for b in article.blocks if b.role is role]


def names(page: Page) -> list[str]:
    return [byline.name for article in page.articles for byline in article.byline]


def codes(page: Page) -> set[str]:
    doubts = [doubt for article in page.articles for doubt in article.doubts] + list(page.doubts)
    return {doubt.code for doubt in doubts}


def marks_gap_at(page: Page, text: str) -> bool:
    """Whether a gap is marked, or a fragment begins, within a few characters of `text`."""
    at = page.source.text.index(text)
    doubts = [doubt for article in page.articles for doubt in article.doubts] + list(page.doubts)
    places = [piece for doubt in doubts if doubt.code == "gap" for piece in doubt.pieces]
    blocks = [block for article in page.articles for block in article.blocks]
    places += [piece for b in blocks if b.role is Role.FRAGMENT for piece in b.pieces]
    return any(piece.start - 5 <= at <= piece.end + 5 for piece in places)


# 1. A closed paragraph in front of a headless one


HEADLESS = "率首次突破九成，是全市唯一获此殊荣的区。"


def test_headless_paragraph_behind_a_closed_one_stands_alone() -> None:
    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, HEADLESS, LAST)

    assert [CLOSED, HEADLESS, LAST] == body(page)[1:]


def test_headless_paragraph_behind_a_closed_one_marks_a_gap() -> None:
    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, HEADLESS, LAST)

    assert marks_gap_at(page, HEADLESS)


# 2. A sentence's head that looks like a crosshead, a crosshead that looks like a sentence


def test_sentence_head_that_looks_like_a_crosshead_is_body() -> None:
    first, second = "一条江改变了“灰姑娘”小镇", "的命运，也改变了两岸三万居民对家园的看法和期待。"

    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, first, second)

    assert ([first + second], [CROSSHEAD]) == (body(page)[2:], texts(page, Role.CROSSHEAD))


@pytest.mark.parametrize("crosshead", ["水清岸绿,鱼翔浅底", "治水，先从岸上做起", "谁来管，怎么管"])
def test_crosshead_with_a_comma_inside_is_no_paragraph(crosshead: str) -> None:
    page = parsed(*HEAD, BYLINE, crosshead, CLOSED, LAST)

    assert [crosshead] == texts(page, Role.CROSSHEAD)


# 3. Paragraphs that do not end with a full stop


@pytest.mark.parametrize(
    "ending",
    [
        "三年来，临江区的河长们走遍了每一条支流，也记下了一串串数字。这些变化，写在一组数据里：",
        "江水清了，草木绿了，人心齐了。一幅人水相依的长卷，正在临江区的两岸徐徐铺展——",
    ],
    ids=["colon", "dash"],
)
def test_paragraph_that_ends_with_another_mark_is_not_joined(ending: str) -> None:
    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, ending, LAST)

    assert [CLOSED, ending, LAST] == body(page)[1:]


def test_a_jump_line_behind_a_paragraph_is_no_part_of_it() -> None:
    page = parsed("## 江堤变身绿道", "记者 江雨桐  \n通讯员 许文慧", CLOSED, LAST + "【下转第7版】")

    assert ([CLOSED, LAST], ["【下转第7版】"]) == (body(page), texts(page, Role.JUMP))


def test_a_semicolon_is_joined_only_with_a_doubt() -> None:
    first = "在上游，护林员每天巡山二十里，守住第一滴水；"
    second = "在下游，渔民放下渔网，当起了护江员。"

    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, first, second, LAST)

    assert body(page)[2:4] == [first, second] or "joined" in codes(page)


# 4. A caption with a full stop, a caption inside a sentence


def test_caption_that_ends_with_a_full_stop_is_no_paragraph() -> None:
    caption = "游人在江堤绿道上骑行。(临江区委宣传部供图)"

    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, "\n\n" + caption, LAST)

    assert ([caption], [CLOSED, LAST]) == (texts(page, Role.CAPTION), body(page)[1:])


def test_caption_inside_a_quotation_is_cut_out_of_it() -> None:
    first = "三年来，临江区推行“水岸同治、建管并重、堤岸上的志愿者服务站"
    second = "干群齐心”的办法，累计投入资金十二亿元，建成绿道八十六公里。"

    page = parsed(*HEAD, BYLINE, CROSSHEAD, CLOSED, first, second, LAST)

    joined = first.removesuffix("堤岸上的志愿者服务站") + second
    assert ([joined], ["堤岸上的志愿者服务站"]) == (body(page)[2:3], texts(page, Role.CAPTION))


# 5. Bylines that hardly look like one


def test_names_alone_below_a_credit_are_the_byline() -> None:
    page = parsed(
        *HEAD, "\n\n临江绿道鸟瞰", "江雨桐 摄", "许文慧 钱小满 郑其远", CROSSHEAD, CLOSED, LAST
    )

    assert ["许文慧", "钱小满", "郑其远"] == names(page)


def test_byline_that_runs_over_two_lines_is_one() -> None:
    page = parsed(*HEAD, "■ 江雨桐 许文慧 钱小满 郑其远\n高岩松", CROSSHEAD, CLOSED, LAST)

    assert ["江雨桐", "许文慧", "钱小满", "郑其远", "高岩松"] == names(page)


def test_byline_behind_an_editors_note_is_the_articles() -> None:
    note = "江河是城市的眼睛。今起，本报推出系列报道，看临江两岸的新变化，敬请关注。"

    page = parsed("## 一江碧水向东流", "编者按", note, "记者 江雨桐  \n通讯员 许文慧", CLOSED, LAST)

    assert (["江雨桐", "许文慧"], [note]) == (names(page), texts(page, Role.EDITORS_NOTE))


# 6. Captions and heads that belong forward, backward or across the page's end


def home_of(page: Page, caption: str) -> Article:
    return next(a for a in page.articles if caption in [bare(b.text) for b in a.blocks])


def test_caption_in_front_of_a_head_belongs_to_the_article_that_names_its_place() -> None:
    caption = "石榴湾生态公园的观鸟屋。(临江区委宣传部供图)"
    page = parsed(
        "## 夜间公交增开三条",
        "本报讯（记者江雨桐）昨天起，全市增开三条夜间公交线路，末班车延长到零点。",
        "\n\n" + caption,
        "## 候鸟为什么愿意留下来",
        "记者 许文慧",
        "清晨的石榴湾生态公园，观鸟屋里已经坐满了人。近三年，这里越冬的候鸟增加了两倍。",
    )

    assert "候鸟为什么愿意留下来" == home_of(page, caption).headline


BACKWARD = """
江堤是城市的名片，也是群众的客厅。我
们将坚持还岸于民，今年再建成绿道二十公
里，让市民走得进、坐得下、留得住。

临江区区长江望潮——

把最美的江岸
留给群众

治水要算长远账。我们将投入五亿元，对
沿江三十家企业实施搬迁改造，从源头上减
少污水入江，守住这一江清水。

临江区生态环境局局长孟云涛——

从源头上守住
一江清水"""


def test_heads_behind_their_bodies_are_bound_backwards() -> None:
    page = parse_page(page_of_bytes(BACKWARD.encode(), path="page.txt"), tables=tables())

    bound = [(a.headline, [b.name for b in a.byline], body_of(a)[:6]) for a in page.articles]
    assert [
        ("把最美的江岸 留给群众", ["江望潮"], "江堤是城市的"),
        ("从源头上守住 一江清水", ["孟云涛"], "治水要算长远"),
    ] == bound


def body_of(article: Article) -> str:
    return "".join(bare(b.text) for b in article.blocks if b.role in BODY_ROLES)


def test_caption_behind_the_box_belongs_to_the_main_article() -> None:
    caption = "临江区江堤绿道的骑行者"
    page = parsed(
        *HEAD,
        BYLINE,
        CROSSHEAD,
        CLOSED,
        LAST,
        "专家点评",
        "水岸更新不只是修一条路、种几棵树，更是把城市最好的资源还给市民。",
        "汀海理工学院城市研究中心主任 管仲平",
        "本版图片由临江区委宣传部提供",
        "\n\n" + caption,
    )

    assert "长堤卧波 绿满新城" == home_of(page, caption).headline


# 7. A repeat that is a loss, and repeats that are none


TAIL = "的居民自发组成护河队，每天沿河巡查两遍，三年来劝阻乱倒垃圾行为四百多起。"


def test_tail_that_was_read_twice_is_marked() -> None:
    page = parsed(
        *HEAD, BYLINE, CROSSHEAD, "春江社区" + TAIL, CLOSED, "为了留住年轻人，临江区" + TAIL, LAST
    )

    assert "repeat" in codes(page)


def test_sign_that_was_read_twice_is_marked() -> None:
    page = parsed(
        *HEAD,
        BYLINE,
        CROSSHEAD,
        CLOSED,
        LAST,
        "\n\n江堤绿道 图片由临江区委宣传部提供",
        "临江区治水展示馆",
        "\n\n临江区治水展示馆",
        "图片由临江区委宣传部提供",
    )

    assert {"repeat"} == codes(page) & {"repeat"}


def test_a_title_quoted_twice_is_no_loss() -> None:
    title = "《临江区水岸更新与生态修复三年行动方案及实施细则（试行）》"

    page = parsed(
        *HEAD,
        BYLINE,
        CROSSHEAD,
        f"三年前，{title}正式发布，提出十项任务。",
        CLOSED,
        f"对照{title}，十项任务已经完成九项。",
    )

    assert set() == codes(page) & {"repeat", "gap"}


# 8. Heading levels that say little


FRONT = (
    "# 汀海日报",
    "2026年4月17日  \n星期五",
    "## 江堤变身绿道",
    "### ——临江区水岸更新见闻",
    CLOSED,
    "## 县区头条",
    "### 白湖蓝莓抢鲜上市",
    "记者 许文慧",
    "清晨五点，白湖县的果农已经下到地里。今年蓝莓比往年早熟十天，每斤能多卖八块钱。",
    "### 好土 好水 好口感",
    "白湖的红土偏酸，正合蓝莓的脾气，这里产的果子又大又甜。",
)


def test_heading_levels_do_not_decide_what_a_line_is() -> None:
    page = parsed(*FRONT)

    read = [(a.section, a.headline, bare(a.deck).strip("—")) for a in page.articles]
    assert [
        ("", "江堤变身绿道", "临江区水岸更新见闻"),
        ("县区头条", "白湖蓝莓抢鲜上市", ""),
    ] == read


def test_crosshead_on_a_headlines_level_is_a_crosshead() -> None:
    assert ["好土好水好口感"] == texts(parsed(*FRONT), Role.CROSSHEAD)


# 9. A letter-spaced line, and names with blanks


SPACED = BACKWARD.replace(
    "们将坚持还岸于民，今年再建成绿道二十公", "们 坚 持 还 岸 于 民 ， 今 年 建 绿 道 20 公"
)


def test_letter_spaced_line_is_closed_up() -> None:
    page = parse_page(page_of_bytes(SPACED.encode(), path="page.txt"), tables=tables())

    printed = [b.text for a in page.articles for b in a.blocks]
    assert 1 == sum("我们坚持还岸于民，今年建绿道" in text for text in printed)


def test_names_keep_the_blanks_between_them() -> None:
    page = parsed("## 江堤变身绿道", "记者 江雨桐 许岩 钱小满", CLOSED, LAST)

    assert ["江雨桐", "许岩", "钱小满"] == names(page)


# 10. Columns that were read too early


KNOT = (
    *HEAD,
    BYLINE,
    CROSSHEAD,
    "临江区首先从沿岸的九家砂石厂入手，用一年时间完成搬迁，腾出岸线三千六百",
    "公里，串起七座公园和十一所学校，孩子们上学多了一条看得见江的路。",
    "绿道修好以后，沿线的小店也热闹起来。在春江路开面馆的老板说，周末的客",
    "米，交给园林部门种树铺草，并且把三台旧塔吊留下来改成瞭望台。",
    "岸线腾出来了，路也要跟着通。区里请来设计师，规划了一条环江绿道，全长四十二",
    "人比平日多出三倍，不少是骑着自行车从城东赶来的。",
    LAST,
)
READ = [
    KNOT[6] + KNOT[9],
    KNOT[10] + KNOT[7],
    KNOT[8] + KNOT[11],
]


def test_a_column_read_too_early_is_said_to_be_unsure() -> None:
    assert {"joined", "moved", "order"} & codes(parsed(*KNOT))


def test_a_column_read_too_early_can_be_mended_by_hand() -> None:
    text = "\n\n" + "\n\n".join(KNOT)
    line = {part: text[: text.index(part)].count("\n") + 1 for part in KNOT}
    pairs = [(KNOT[6], KNOT[9]), (KNOT[10], KNOT[7]), (KNOT[8], KNOT[11])]
    splits = tuple(Edit(kind="split", line=line[then]) for _, then in pairs)
    joins = tuple(Edit(kind="join", line=line[first], other=line[then]) for first, then in pairs)

    page = parsed(*KNOT, edits=splits + joins)

    assert sorted(READ) == sorted(body(page)[1:4])
