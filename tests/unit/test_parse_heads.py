"""Title lines sorted: headlines, kickers, decks, sections, crossheads."""

from __future__ import annotations

import pytest
from tests.parsing import headlines, named, parsed, shipped_lexicon, texts

from nbreader.model import Role
from nbreader.parse.heads import find_heads, groups_of, sort_head

BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"
NEXT = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"
LEAD = f"## 江堤变身绿道\n\n{BODY}\n\n{NEXT}\n\n"
PLAIN = LEAD.removeprefix("## ")


def head_of(*lines: str) -> list[tuple[Role, str]]:
    """The head of an article whose title lines stand above its body."""
    page = parsed("\n\n".join([*lines, BODY, NEXT]))
    return [(block.role, block.text) for block in page.articles[0].head]


def test_one_line_is_the_headline() -> None:
    assert [(Role.HEADLINE, "江堤变身绿道")] == head_of("江堤变身绿道")


def test_longer_line_below_a_short_one_is_the_deck() -> None:
    lines = ("江堤变身绿道", "临江区水岸更新三年行动见闻与启示")

    assert [(Role.HEADLINE, lines[0]), (Role.DECK, lines[1])] == head_of(*lines)


def test_longer_line_above_is_the_kicker() -> None:
    lines = ("临江区水岸更新三年行动取得阶段性成果", "江堤变身绿道")

    assert [(Role.KICKER, lines[0]), (Role.HEADLINE, lines[1])] == head_of(*lines)


def test_longer_line_below_a_long_one_is_the_deck() -> None:
    lines = ("临江区的江堤三年变身绿道", "这是一条属于所有居民的步道")

    assert [(Role.HEADLINE, lines[0]), (Role.DECK, lines[1])] == head_of(*lines)


def test_two_lines_of_one_clump_are_one_headline() -> None:
    assert ["把最美的江岸 留给群众"] == headlines(parsed(f"把最美的江岸\n留给群众\n\n{BODY}"))


def test_two_headings_of_one_level_are_one_headline() -> None:
    assert ["长堤卧波 绿满新城"] == headlines(parsed(f"## 长堤卧波\n\n## 绿满新城\n\n{BODY}"))


def test_line_behind_dashes_is_the_deck() -> None:
    lines = ("江堤变身绿道", "——临江区见闻")

    assert [(Role.HEADLINE, lines[0]), (Role.DECK, lines[1])] == head_of(*lines)


def test_deck_behind_dashes_below_kicker_and_headline() -> None:
    lines = ("临江区水岸更新三年行动", "江堤变身绿道", "——来自江堤的见闻")

    assert [Role.KICKER, Role.HEADLINE, Role.DECK] == [role for role, _ in head_of(*lines)]


def test_dashes_alone_in_a_head_make_the_headline() -> None:
    assert [(Role.HEADLINE, "——临江区见闻")] == head_of("——临江区见闻")


def test_three_lines_are_kicker_headline_and_deck() -> None:
    lines = ("临江区三年行动收官", "江堤变身绿道", "推窗见绿出门见水成为现实")

    assert [Role.KICKER, Role.HEADLINE, Role.DECK] == [role for role, _ in head_of(*lines)]


def test_last_of_three_lines_that_is_short_is_headline() -> None:
    lines = ("临江区三年行动收官", "推窗见绿出门见水成为现实", "江堤变身绿道")

    assert [Role.KICKER, Role.HEADLINE, Role.HEADLINE] == [role for role, _ in head_of(*lines)]


def test_kicker_that_has_run_into_its_headline_is_cut_off() -> None:
    line = "迭代实施创新驱动首位战略 临江建设一流创新生态"

    assert [(Role.KICKER, line.split()[0]), (Role.HEADLINE, line.split()[1])] == head_of(line)


def test_headline_of_two_short_parts_stays_whole() -> None:
    assert [(Role.HEADLINE, "长堤卧波 绿满新城")] == head_of("长堤卧波 绿满新城")


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("## 县区头条", "县区头条"),
        ("## 【一线聚焦】", "一线聚焦"),
        ("## 春晓", "春晓"),
    ],
)
def test_short_heading_over_a_deeper_one_names_the_section(label: str, section: str) -> None:
    page = parsed(f"{LEAD}{label}\n\n### 白湖蓝莓抢鲜上市\n\n记者 张晓明\n\n{BODY}")

    assert ["", section] == [a.section for a in page.articles]


@pytest.mark.parametrize("label", ["【一线聚焦】", "■ 县区", "县区头条", "记者观察"])
def test_column_above_a_headline_names_the_section(label: str) -> None:
    page = parsed(f"{PLAIN}{label}\n\n白湖蓝莓今年抢鲜上市\n\n记者 张晓明\n\n{BODY}")

    assert label.strip("【】■ ") in [a.section for a in page.articles]


@pytest.mark.parametrize("label", ["## 【聚焦】", "## 县区头条"])
def test_column_over_a_heading_of_its_level_names_the_section(label: str) -> None:
    page = parsed(f"{LEAD}{label}\n\n## 白湖蓝莓今年抢鲜上市\n\n记者 张晓明\n\n{BODY}")

    assert label.strip("#【】 ") == page.articles[1].section


def test_known_page_name_above_a_headline_inside_the_page_is_its_section() -> None:
    page = parsed(f"{PLAIN}聚焦\n\n白湖蓝莓今年抢鲜上市\n\n记者 张晓明\n\n{BODY}")

    assert "聚焦" == page.articles[-1].section


@pytest.mark.parametrize(
    "label", ["## 把最美的江岸，留给群众", "## 长堤卧波绿满新城人来鱼往歌声扬"]
)
def test_long_heading_over_a_deeper_one_names_no_section(label: str) -> None:
    page = parsed(f"{LEAD}{label}\n\n### 白湖蓝莓抢鲜上市\n\n记者 张晓明\n\n{BODY}")

    assert ["", ""] == [a.section for a in page.articles]


@pytest.mark.parametrize(
    "crosshead",
    ["一、先从岸上做起", "（一）先从岸上做起", "1.先从岸上做起", "第一，先从岸上做起", "水清岸绿"],
)
def test_title_inside_an_article_is_a_crosshead(crosshead: str) -> None:
    page = parsed(f"{LEAD}{crosshead}\n\n{BODY}\n\n{NEXT}")

    assert (["江堤变身绿道"], [crosshead]) == (headlines(page), texts(page, Role.CROSSHEAD))


@pytest.mark.parametrize(
    "below",
    [
        f"记者 张晓明\n\n{BODY}",
        f"本报讯（记者张晓明）{BODY}",
        f"新华社北京3月24日电 {BODY}",
        f"图为新建的绿道。（张晓明 摄）\n\n本报讯 {BODY}",
        f"编者按\n\n{NEXT}\n\n记者 张晓明\n\n{BODY}",
    ],
    ids=["byline", "inline byline", "dateline", "caption between", "note"],
)
def test_title_above_a_signed_text_begins_an_article(below: str) -> None:
    page = parsed(f"{LEAD}夜间公交增开三条线路\n\n{below}")

    assert ["江堤变身绿道", "夜间公交增开三条线路"] == headlines(page)


@pytest.mark.parametrize(
    "end",
    [
        "（据新华社）",
        "【下转第7版】",
        "下一步，支流治理将启动。（张晓明 李小红）",
    ],
)
def test_title_below_the_end_of_an_article_begins_one(end: str) -> None:
    page = parsed(f"{PLAIN}{end}\n\n夜间公交增开三条线路更多市民受益\n\n{BODY}")

    assert "夜间公交增开三条线路更多市民受益" in headlines(page)


@pytest.mark.parametrize("title", ["拍卖公告", "遗失声明", "停水通告", "招聘启事", "讣告"])
def test_head_of_a_notice_begins_an_article(title: str) -> None:
    assert title in headlines(parsed(f"{PLAIN}{title}\n\n{BODY}"))


@pytest.mark.parametrize("title", ["专家点评", "记者手记", "相关链接", "■ 新闻背景"])
def test_name_of_a_box_begins_an_article(title: str) -> None:
    assert title in headlines(parsed(f"{LEAD}{title}\n\n{BODY}"))


def test_headings_of_the_top_level_begin_articles() -> None:
    page = parsed(f"{LEAD}## 夜间公交增开\n\n{BODY}\n\n### 末班车\n\n{NEXT}")

    assert (["江堤变身绿道", "夜间公交增开"], ["末班车"]) == (
        headlines(page),
        texts(page, Role.CROSSHEAD),
    )


def test_single_top_heading_over_signed_ones_names_the_page() -> None:
    page = parsed(
        f"# 临江三年\n\n## 江堤变身绿道\n\n记者 张晓明\n\n{BODY}\n\n"
        f"## 夜间公交增开\n\n记者 李小红\n\n{NEXT}"
    )

    assert 2 == len(page.articles)


def test_crossheads_that_are_cut_alike_begin_no_articles() -> None:
    heads = ("水清岸绿的江堤才是好江堤", "人来鱼往的江堤才是好江堤", "歌声飞扬的江堤才是好江堤")

    page = parsed(LEAD + "\n\n".join(f"{head}\n\n{BODY}\n\n{NEXT}" for head in heads))

    assert ["江堤变身绿道"] == headlines(page)


def test_page_of_briefs_has_an_article_for_each_head() -> None:
    heads = (
        "临江区江堤绿道昨起全线贯通",
        "全市增开三条夜间公交",
        "白湖县蓝莓今年比往年早熟十天上市价钱也高",
    )

    page = parsed("\n\n".join(f"{head}\n\n本报讯 {BODY}" for head in heads))

    assert list(heads) == headlines(page)


def test_chunks_without_titles_have_no_heads() -> None:
    assert frozenset() == find_heads(named(f"{BODY}\n\n{NEXT}"), lexicon=shipped_lexicon())


def test_speaker_without_a_title_is_no_group() -> None:
    assert () == groups_of(named(f"{BODY}\n\n临江区区长江望潮——\n\n{NEXT}"))


def test_speaker_above_a_title_opens_its_group() -> None:
    chunks = named(f"{BODY}\n\n临江区区长江望潮——\n\n把最美的江岸留给群众\n\n{NEXT}")

    assert [(1, 3)] == [(g.start, g.end) for g in groups_of(chunks)]


def test_head_without_a_title_line_is_left_as_it_is() -> None:
    lines = [c for c in named("临江区区长江望潮——\n\n" + BODY) if c.rule == "speaker"]

    assert tuple(lines) == sort_head(lines, lexicon=shipped_lexicon(), source="")
