"""Organisations: what holds for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import make_block

from nbreader.annotate.organisations import find_organisations
from nbreader.model import Article

# Pieces that names are made of, and what stands between them in print.
FRAGMENTS = (
    *("宁波", "慈溪市", "骏辰", "天骏", "臻", "公牛", "华为", "招", "中国", "国家", "北仑区"),
    *("磁业", "电子", "科技", "新能源", "智能", "光电", "（集团）", "(宁波)", "股份", "汽车"),
    *("有限公司", "股份有限公司", "集团", "公司", "分公司", "银行", "研究院", "实验室", "大学"),
    *("局", "市委", "日报", "基金", "产业园", "社区", "协会", "厂", "律师事务所", "创新中心"),
    *("、", "等39家企业", "以及", "（以下简称“", "”）", "的", "在", "与", "该", "董事长", "AI"),
    *("，", "。", " ", "\n", "　", "“", "”", "360", "5", "ＬＧ", "TCL", "走进", "企业", "和"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=25).map("".join)
ANY_TEXTS = st.one_of(TEXTS, st.text(min_size=1, max_size=40))


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, ...]:
    """One to three pages of an article each."""
    pages = draw(st.lists(st.lists(ANY_TEXTS, min_size=1, max_size=3), min_size=1, max_size=3))
    return tuple(
        Article(id=f"p{at:04}-i0001", blocks=tuple(make_block(text) for text in texts))
        for at, texts in enumerate(pages)
    )


@given(articles())
def test_mentions_stand_where_they_say(pages: tuple[Article, ...]) -> None:
    mentions = find_organisations(pages)[1]

    printed = [
        (page.text[mention.start : mention.end], mention.printed)
        for page in pages
        for mention in mentions[page.id]
    ]
    assert [(said, said) for _, said in printed] == printed


@given(articles())
def test_mentions_of_an_article_follow_each_other(pages: tuple[Article, ...]) -> None:
    mentions = find_organisations(pages)[1]

    for page in pages:
        places = [at for each in mentions[page.id] for at in (each.start, each.end)]
        assert sorted(places) == places


@given(articles())
def test_a_mention_stays_inside_its_block(pages: tuple[Article, ...]) -> None:
    mentions = find_organisations(pages)[1]

    for page in pages:
        ends = [at + len(block.text) for at, block in zip(page.offsets, page.blocks, strict=True)]
        for mention in mentions[page.id]:
            assert any(
                mention.start >= at and mention.end <= end for at, end in _ranges(page, ends)
            )


def _ranges(page: Article, ends: list[int]) -> list[tuple[int, int]]:
    return list(zip(page.offsets, ends, strict=True))


@given(articles())
def test_every_mention_has_an_owner_that_is_listed(pages: tuple[Article, ...]) -> None:
    organisations, mentions = find_organisations(pages)

    listed = {each.name for each in organisations}
    owners = {
        owner
        for page in pages
        for mention in mentions[page.id]
        for owner in mention.owners or (mention.organisation,)
    }
    assert owners == listed


@given(articles())
def test_finding_twice_is_finding_once(pages: tuple[Article, ...]) -> None:
    assert find_organisations(pages) == find_organisations(pages)
