"""What is cut out of an article is what the article prints."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import make_article, make_issue, make_page

from nbreader import actions
from nbreader.model import Issue

NAMES = ("宁波招宝磁业股份有限公司", "招宝磁业", "甬江实验室", "国家石墨烯创新中心", "雅虎！公司")
WORDS = st.sampled_from(
    (
        *NAMES,
        "产值达40.5亿元",
        "，同比增长24.3%",
        "。",
        "！”",
        "；",
        " ",
        "　",
        "和",
        "去年",
        "\n",
        "（以下简称“招宝”）",
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map("".join)
DAYS = st.sampled_from((None, date(2026, 3, 25), date(2025, 12, 1)))


@st.composite
def papers(draw: st.DrawFn) -> tuple[Issue, ...]:
    drawn = draw(st.lists(st.tuples(DAYS, st.lists(TEXTS, min_size=1, max_size=3)), max_size=3))
    return tuple(
        make_issue(
            (make_page((make_article("标题", tuple(texts), article_id=f"a{n}"),), day=day),),
            issue_id=f"i{n}",
        )
        for n, (day, texts) in enumerate(drawn)
    )


@given(papers())
def test_marks_lie_on_the_name_and_on_the_figure(issues: tuple[Issue, ...]) -> None:
    articles = [a for issue in issues for page in issue.pages for a in page.articles]
    texts = {article.id: article.text for article in articles}
    organisations, mentions = actions.find_organisations(articles)
    annotations = {a.id: actions.annotate(a, None, mentions[a.id]) for a in articles}
    printed = {(i, m.start, m.printed) for i, found in mentions.items() for m in found}
    for organisation in organisations:
        found = actions.organisation_dossier(organisation.name, issues, annotations, organisations)
        for excerpt in found.excerpts:
            article_id = excerpt.origin.article_id
            end = excerpt.start + len(excerpt.text)
            assert texts[article_id][excerpt.start : end] == excerpt.text
            assert all(
                (article_id, excerpt.start + a, excerpt.text[a:b]) in printed
                for a, b in excerpt.marks
            )
        for datum in found.figures:
            assert datum.figure.printed == datum.sentence[slice(*datum.mark)]
        marks = sum(len(excerpt.marks) for excerpt in found.excerpts if not excerpt.others)
        assert found.mentions == marks
    figures = sum(1 for found in annotations.values() for f in found.figures if f.metric)
    listed = actions.list_metrics(issues, annotations)
    pages = [actions.metric_dossier(e.metric, issues, annotations, organisations) for e in listed]
    assert figures == sum(len(page.data) for page in pages)
