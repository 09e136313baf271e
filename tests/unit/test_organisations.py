"""Organisations: the tables of sentences, who is who over pages, and the reader's own table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import make_block

from nbreader.annotate import annotate_article
from nbreader.annotate.organisations import find_mentions, find_organisations
from nbreader.model import Article, Byline, Mention, Organisation, Role
from nbreader.tables import KnownOrganisation

TABLES = Path(__file__).parents[1] / "gold" / "organisations"
MARKED = re.compile(r"\{(.*?)(?:=>(.*?))?\}")
CORE = frozenset({"company", "institute", "fund"})


def lines_of(table: str) -> list[str]:
    """The lines of a table that are no comments."""
    text = (TABLES / table).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def article_of(*paragraphs: str, article_id: str = "p0001-i0001") -> Article:
    """An article of paragraphs, which may hold marks."""
    texts = (MARKED.sub(r"\1", text) for text in paragraphs)
    return Article(id=article_id, blocks=tuple(make_block(text) for text in texts))


def pages_of(line: str) -> list[Article]:
    """The pages of a line of `linked.txt`, one that begins with a day as of that issue."""
    pages = []
    for at, part in enumerate(line.split("||")):
        dated = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ", part)
        issue, text = (f"xx-{dated[1]}-", part[dated.end() :]) if dated else ("", part)
        pages.append(article_of(text, article_id=f"{issue}p{at:04}-i0001"))
    return pages


def marks_of(line: str) -> Iterator[tuple[str, str]]:
    """Each marked name with its owner, as `linked.txt` gives them."""
    for match in MARKED.finditer(line):
        yield match[1], match[1] if match[2] is None else match[2]


def mentions_of(*paragraphs: str, own: tuple[KnownOrganisation, ...] = ()) -> tuple[Mention, ...]:
    """The mentions in one article."""
    article = article_of(*paragraphs)
    return find_organisations((article,), own=own)[1][article.id]


def core_names(text: str) -> list[str]:
    """The companies, institutes and funds that one paragraph names."""
    article = article_of(text)
    organisations, mentions = find_organisations((article,))
    kinds = {each.name: each.kind for each in organisations}
    return [
        mention.printed
        for mention in mentions[article.id]
        if kinds[mention.organisation or mention.owners[0]] in CORE
    ]


def kind_of(text: str) -> str:
    """The kind of the only organisation that a paragraph names."""
    (organisation,) = find_organisations((article_of(text),))[0]
    return organisation.kind


@pytest.mark.parametrize("line", lines_of("found.txt"))
def test_names_are_found_as_printed(line: str) -> None:
    found = core_names(line)

    assert [name for name, _ in marks_of(line)] == found


@pytest.mark.parametrize("line", lines_of("nobody.txt"))
def test_common_words_name_nobody(line: str) -> None:
    assert core_names(line) == []


@pytest.mark.parametrize("line", lines_of("linked.txt"))
def test_short_names_lead_to_their_owner(line: str) -> None:
    pages = pages_of(line)

    mentions = find_organisations(pages)[1]

    found = [(each.printed, each.organisation) for page in pages for each in mentions[page.id]]
    assert list(marks_of(line)) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("宁波骏辰磁业有限公司", "company"),
        ("宁波汝骏招商基金", "fund"),
        ("浙江智能纺织机械创新中心", "institute"),
        ("宁波市鄞州区教育局", "government"),
        ("慈溪市委宣传部", "government"),
        ("绍兴日报", "media"),
        ("羊城晚报", "media"),
        ("慈溪智能装备产业园", "park"),
        ("鄞州联丰社区", "community"),
        ("浙江省印染行业协会", "association"),
    ],
)
def test_the_ending_tells_the_kind(text: str, kind: str) -> None:
    assert kind == kind_of(text)


def test_an_alias_with_two_owners_shows_both() -> None:
    text = "宁波天骏电子有限公司与宁波天骏科技有限公司同台。天骏是谁？"

    last = mentions_of(text)[-1]

    assert (last.organisation, last.owners) == (
        "",
        ("宁波天骏电子有限公司", "宁波天骏科技有限公司"),
    )


def test_an_alias_with_two_owners_is_listed_with_both() -> None:
    text = "宁波天骏电子有限公司与宁波天骏科技有限公司同台。天骏是谁？"

    organisations = find_organisations((article_of(text),))[0]

    assert [("天骏",), ("天骏",)] == [each.aliases for each in organisations]


def test_organisations_list_the_names_they_are_printed_by() -> None:
    text = "宁波骏辰磁业股份有限公司投产。骏辰磁业很忙，骏辰在扩产。"

    organisations = find_organisations((article_of(text),))[0]

    expected = Organisation(
        name="宁波骏辰磁业股份有限公司", kind="company", aliases=("骏辰磁业", "骏辰")
    )
    assert (expected,) == organisations


def test_a_name_cut_by_white_space_is_one_mention() -> None:
    (mention,) = mentions_of("在宁 波 骏 辰 磁 业 有 限 公 司里")

    assert "宁 波 骏 辰 磁 业 有 限 公 司" == mention.printed


def test_white_space_between_words_parts_names() -> None:
    assert ["骏辰磁业"] == [each.printed for each in mentions_of("徐能 摄 骏辰磁业的车间")]


def test_offsets_count_in_the_article() -> None:
    article = article_of("第一段。", "骏辰磁业的车间。")

    (mention,) = find_organisations((article,))[1][article.id]

    assert "骏辰磁业" == article.text[mention.start : mention.end]


def test_headlines_are_read_too() -> None:
    head = make_block("骏辰磁业的秘密", Role.HEADLINE)
    article = Article(id="p1-i1", head=(head,), blocks=(make_block("车间里很忙。"),))

    (mention,) = find_organisations((article,))[1][article.id]

    assert "骏辰磁业" == mention.printed


def test_an_article_without_names_has_no_mentions() -> None:
    article = article_of("春风浩荡，奋进当时。")

    assert ((), {article.id: ()}) == find_organisations((article,))


def test_the_own_table_names_what_the_rules_cannot() -> None:
    own = (KnownOrganisation(name="蓝天", kind="brand", aliases=("小蓝",)),)

    found = mentions_of("小蓝和蓝天是一家。", own=own)

    assert [("小蓝", "蓝天"), ("蓝天", "蓝天")] == [(m.printed, m.organisation) for m in found]


def test_the_own_table_takes_an_alias_from_the_shipped_one() -> None:
    own = (KnownOrganisation(name="我的华为", kind="company", aliases=("华为",)),)

    (mention,) = mentions_of("华为的门店。", own=own)

    assert "我的华为" == mention.organisation


@pytest.mark.parametrize("text", ["华为的门店。", "骏辰磁业的车间。"])
def test_the_own_table_can_refuse_a_name(text: str) -> None:
    own = (KnownOrganisation(name="华为", kind="none", aliases=("骏辰磁业",)),)

    assert () == mentions_of(text, own=own)


def test_the_own_table_names_whom_the_shipped_one_knows() -> None:
    own = (KnownOrganisation(name="海信视像", kind="company"),)

    found = mentions_of("海信视像科技股份有限公司很忙。海信视像和海信家电也忙。", own=own)

    assert ["海信视像", "海信视像", "海信家电集团股份有限公司"] == [
        each.organisation for each in found
    ]


def test_a_weak_name_of_the_own_table_needs_another_beside_it() -> None:
    own = (KnownOrganisation(name="晨光集团", kind="company", weak=("晨光",)),)

    alone, beside = mentions_of("晨光很美。", own=own), mentions_of("晨光集团与晨光。", own=own)

    assert ([], ["晨光集团", "晨光"]) == (
        [m.printed for m in alone],
        [m.printed for m in beside],
    )


def test_known_organisations_are_found_in_one_article() -> None:
    known = (Organisation(name="宁波骏辰磁业有限公司", kind="company", aliases=("骏辰", "辰磁")),)

    found = find_mentions(article_of("骏辰在扩产，辰磁也是它。"), known)

    assert ["宁波骏辰磁业有限公司"] * 2 == [mention.organisation for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波今年提速。宁波的企业说，市委、市政府给了底气。", ["中共宁波市委", "宁波市人民政府"]),
        ("浙江要闻。省委部署在先。", ["中共浙江省委"]),
        ("青岛港开新航线，青岛啤酒。省政府表态。", ["青岛啤酒", "山东省政府"]),
        ("镇海区政府发文，区委要求落实。", ["镇海区政府", "镇海区委"]),
        ("余姚市经信局发文，市市场监管局落实。", ["余姚市经信局", "余姚市市场监管局"]),
        ("成都与重庆同城化，成都、重庆共建，市委要求。", []),
        ("会议指出，省委、市委、县委要一级抓一级。", []),
    ],
)
def test_a_bare_office_is_that_of_the_page_s_place(text: str, expected: list[str]) -> None:
    article = article_of(text)

    mentions = find_organisations((article,))[1][article.id]

    assert expected == [each.organisation for each in mentions]


def test_an_office_belongs_to_the_place_of_its_own_page() -> None:
    pages = pages_of("宁波的宁波人说，市委很忙。||温州的温州人说，市委很忙。")

    mentions = find_organisations(pages)[1]

    found = [each.organisation for page in pages for each in mentions[page.id]]
    assert ["中共宁波市委", "温州市委"] == found


def test_an_organisation_is_one_keyword_by_its_short_name() -> None:
    article = article_of("宁波骏辰磁业有限公司扩产。骏辰磁业的稀土磁材出口，骏辰磁业很忙。")

    found = annotate_article(article).keywords

    assert found[0] == "骏辰磁业"
    assert not {"骏辰", "磁业", "有限公司"} & set(found)


def test_who_wrote_an_article_is_no_keyword() -> None:
    byline = (Byline(role="记者", name="殷聪"),)
    article = replace(article_of("记者殷聪说，殷聪看到稀土，殷聪走了。"), byline=byline)

    assert "殷聪" not in annotate_article(article).keywords
