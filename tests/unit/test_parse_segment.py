"""Chunks to articles: captions, boxes, packages, and pages read backwards."""

from __future__ import annotations

import pytest
from tests.parsing import doubts_of, headlines, named, parsed, texts, with_text

from nbreader.model import Role
from nbreader.parse.backwards import reads_backwards

BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"
NEXT = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"
BUS = "昨起，全市增开三条夜间公交线路，末班车延长到零点，夜班工人有车可坐。"
LEAD = f"## 江堤变身绿道\n\n{BODY}\n\n{NEXT}"
SECOND = f"## 夜间公交增开\n\n{BUS}"


def test_page_without_titles_is_an_article_without_a_headline() -> None:
    page = parsed(f"{BODY}\n\n{NEXT}")

    assert [""] == headlines(page)


def test_page_of_furniture_alone_has_no_article() -> None:
    assert () == parsed("宁波日报\n\n2026年3月25日 星期三").articles


def test_caption_inside_an_article_stays_where_it_stands() -> None:
    page = parsed(f"## 江堤变身绿道\n\n{BODY}\n\n图为夜间公交。\n\n{NEXT}\n\n{SECOND}")

    assert "江堤变身绿道" == with_text(page, "图为夜间公交").headline


@pytest.mark.parametrize("line", ["（上接第1版）", "【紧接第1版】"])
def test_line_that_says_where_an_article_comes_from_stands_over_its_headline(line: str) -> None:
    page = parsed(f"{LEAD}\n\n{line}\n\n{SECOND}")

    assert ["江堤变身绿道", "夜间公交增开"] == headlines(page)
    assert [None, "1"] == [each.jump and each.jump.page for each in page.articles]
    assert [Role.JUMP, Role.PARAGRAPH] == [block.role for block in page.articles[1].blocks]


def test_line_that_says_where_an_article_goes_on_closes_it() -> None:
    page = parsed(f"{LEAD}\n\n（下转第4版）\n\n{SECOND}")

    assert ["4", None] == [each.jump and each.jump.page for each in page.articles]


@pytest.mark.parametrize(
    ("caption", "headline"),
    [
        ("图为夜间公交线路的末班车。", "夜间公交增开"),
        ("图为江堤绿道上的居民。", "江堤变身绿道"),
        ("图为孩子们的春游。", "夜间公交增开"),
    ],
    ids=["of the last", "of the first", "of none"],
)
def test_caption_behind_the_last_article_goes_to_the_one_whose_words_it_shares(
    caption: str, headline: str
) -> None:
    page = parsed(f"{LEAD}\n\n{SECOND}\n\n{caption}")

    assert headline == with_text(page, caption).headline


@pytest.mark.parametrize(
    ("caption", "headline"),
    [("图为夜间公交线路的末班车。", "夜间公交增开"), ("图为江堤绿道上的居民。", "江堤变身绿道")],
)
def test_caption_between_two_articles_goes_to_the_one_whose_words_it_shares(
    caption: str, headline: str
) -> None:
    page = parsed(f"{LEAD}\n\n{caption}\n\n{SECOND}")

    assert headline == with_text(page, caption).headline


def test_caption_above_all_articles_belongs_to_the_first() -> None:
    page = parsed(f"图为江堤绿道上的居民。\n\n{LEAD}")

    assert "江堤变身绿道" == with_text(page, "图为江堤绿道").headline


def test_caption_alone_on_a_page_is_an_article() -> None:
    assert ["图为江堤绿道上的居民。"] == texts(parsed("图为江堤绿道上的居民。"), Role.CAPTION)


def test_box_ends_with_its_signature() -> None:
    page = parsed(
        f"## 江堤变身绿道\n\n{BODY}\n\n专家点评\n\n{NEXT}\n\n汀海理工学院教授 管仲平\n\n{BUS}"
    )

    assert "江堤变身绿道" == with_text(page, BUS).headline


def test_box_without_a_signature_goes_on() -> None:
    page = parsed(f"## 江堤变身绿道\n\n{BODY}\n\n专家点评\n\n{NEXT}\n\n{BUS}")

    assert "专家点评" == with_text(page, BUS).headline


def spoken(lead: str, *, above: str = "") -> str:
    """A lead and the statements of three speakers, one of which may stand above it."""
    said = "我们将坚持还岸于民，今年再建成绿道二十公里，让市民走得进、坐得下。"
    parts = [
        f"临江区{office}{name}——\n\n{head}\n\n{said}"
        for office, name, head in (
            ("区长", "江望潮", "把最美的江岸留给群众"),
            ("生态环境局局长", "孟云涛", "从源头上守住一江清水"),
            ("交通局局长", "宋知夏", "让末班车等一等夜归人"),
        )
    ]
    if above:
        return "\n\n".join([parts[0], f"## 江堤变身绿道\n\n{lead}", *parts[1:]])
    return "\n\n".join([f"## 江堤变身绿道\n\n{lead}", *parts])


INVITING = "三年来，临江区的江堤变成了绿道。请听他们的心声——"


def test_statements_behind_a_lead_that_announces_them_are_its_package() -> None:
    page = parsed(spoken(INVITING))

    assert ["江堤变身绿道"] * 4 == [a.section for a in page.articles]


def test_statements_behind_a_lead_that_announces_nothing_are_no_package() -> None:
    page = parsed(spoken(BODY))

    assert {""} == {a.section for a in page.articles}


def test_statement_above_its_lead_comes_behind_it() -> None:
    page = parsed(spoken(INVITING, above="x"))

    assert ["江堤变身绿道", "把最美的江岸留给群众"] == headlines(page)[:2]


def test_statement_moved_behind_its_lead_is_in_doubt() -> None:
    assert "order" in {d.code for d in doubts_of(parsed(spoken(INVITING, above="x")))}


def test_lead_without_a_headline_makes_no_package() -> None:
    page = parsed(spoken(INVITING).removeprefix("## 江堤变身绿道\n\n"))

    assert {""} == {a.section for a in page.articles}


def backwards(*items: tuple[str, str]) -> str:
    return "\n\n".join(f"{body}\n\n{head}" for body, head in items)


def test_page_that_begins_with_body_and_ends_with_a_head_reads_backwards() -> None:
    page = parsed(backwards((BODY, "江堤变身绿道"), (BUS, "夜间公交增开三条线路")))

    assert [("江堤变身绿道", BODY), ("夜间公交增开三条线路", BUS)] == [
        (a.headline, a.blocks[0].text) for a in page.articles
    ]


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        BODY,
        f"{BODY}\n\n江堤变身绿道",
        f"{BODY}\n\n## 江堤变身绿道\n\n{NEXT}\n\n## 夜间公交增开",
        f"{BODY}\n\n江堤变身绿道\n\n人来鱼往歌声\n\n夜间公交增开",
    ],
    ids=["forwards", "body", "two chunks", "headings", "heads alone"],
)
def test_other_page_does_not_read_backwards(text: str) -> None:
    assert not reads_backwards(named(text))


def test_byline_behind_a_head_belongs_to_it() -> None:
    page = parsed(backwards((BODY, "江堤变身绿道\n\n记者 张晓明"), (BUS, "夜间公交增开三条线路")))

    assert [["张晓明"], []] == [[b.name for b in a.byline] for a in page.articles]


ABOVE = "夜间公交线路昨起增开三条，末班车延长到零点，夜班工人有车可坐了。"
UNDER = "江堤绿道全线贯通，临江区的居民推窗见绿。请听他们的心声——"
SAID = "我们将坚持还岸于民，今年再建成二十公里，让市民走得进、坐得下。"


@pytest.mark.parametrize("deck", ["", "\n\n——临江区江堤绿道见闻"])
def test_second_of_two_heads_opens_the_text_below_it(deck: str) -> None:
    head = f"夜间公交增开三条线路\n\n江堤变身绿道居民推窗见绿{deck}"
    text = backwards((ABOVE, head), (f"{UNDER}\n\n{SAID}", "临江区区长江望潮——\n\n还岸于民"))

    bound = [(a.headline, a.blocks[0].text[:4]) for a in parsed(text).articles]

    assert [
        ("夜间公交增开三条线路", "夜间公交"),
        ("江堤变身绿道居民推窗见绿", "江堤绿道"),
        ("还岸于民", "临江区区"),
    ] == bound


def test_two_heads_above_a_text_without_a_seam_belong_to_the_text_above() -> None:
    text = backwards((ABOVE, "夜间公交增开三条线路\n\n末班车延长到零点"), (SAID, "还岸于民"))

    assert 2 == len(parsed(text).articles)


def test_head_with_a_byline_at_its_end_opens_the_text_below_it() -> None:
    head = "夜间公交增开三条线路\n\n人来鱼往歌声飞扬\n\n记者 张晓明"
    text = backwards((ABOVE, head), (f"{UNDER}\n\n{SAID}", "还岸于民"))

    assert "人来鱼往歌声飞扬" in headlines(parsed(text))


def test_body_behind_the_last_head_is_an_article() -> None:
    text = backwards((BODY, "江堤变身绿道"), (BUS, "夜间公交增开三条线路"))

    page = parsed(f"{text}\n\n图为江堤绿道上的居民。")

    assert 1 <= sum("图为" in a.text for a in page.articles)
