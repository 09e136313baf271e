"""A reader over hand-made pages, with its own files in a temporary folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import make_article, make_block, make_figure, make_page
from tests.screen.slowness import hold

from nbreader import actions
from nbreader.model import (
    Annotations,
    Article,
    Doubt,
    Mention,
    Organisation,
    Page,
    Refused,
    Role,
)
from nbreader.tui.app import ReaderApp
from nbreader.tui.screens import annotating
from nbreader.tui.screens.base import Session

__all__ = ["hold"]  # pytest finds a fixture where it is named

CIXI = (
    "今年前两个月，慈溪新材料产业产值达40.5亿元，同比增长24.3%，增速居宁波第一。",
    "慈溪锁定“双碳”目标，持续激发绿色经济新动能。",
    "去年，前湾新能源汽车产业集群实现营收1644.1亿元，其中国家级星级绿色工厂20家。",
)
# What is known of the figures of these passages; of any other, its printed text alone.
KNOWN: dict[str, dict[str, Any]] = {
    "40.5亿元": {
        **{"value": "4050000000", "metric": "产值", "subject": "慈溪新材料产业"},
        **{"period": "今年前两个月", "year": "2026"},
    },
    "24.3%": {
        **{"value": "24.3", "unit": "%", "kind": "percent", "metric": "产值 同比增长"},
        **{"subject": "慈溪新材料产业", "period": "今年前两个月", "direction": "up"},
    },
    "1644.1亿元": {
        **{"value": "164410000000", "metric": "营收", "subject": "前湾新能源汽车产业集群"},
        **{"period": "去年", "year": "2025", "confidence": (("subject", 0.4),)},
    },
    "20家": {
        **{"value": "20", "unit": "家", "kind": "count", "metric": "国家级星级绿色工厂"},
        **{"status": "target"},
    },
}
GROUND = tuple(
    f"第{n}段：招宝磁业的产值再创新高，增长{n}%。" + "企业向新攀高。" * 12 for n in range(1, 13)
)


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBREADER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NBREADER_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture(autouse=True)
def _plain_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures and names found by a rule that never changes, so that no screen changes with it."""

    def annotate(
        article: Article, issue_date: date | None = None, mentions: Sequence[Mention] = ()
    ) -> Annotations:
        printed = re.findall(r"[0-9][0-9.]*(?:亿元|万元|%|家)", article.text)
        figures = tuple(
            make_figure(article.text, words, **KNOWN.get(words, {}))
            for words in dict.fromkeys(printed)
        )
        return Annotations(article_id=article.id, figures=figures, mentions=tuple(mentions))

    monkeypatch.setattr(actions, "annotate", annotate)
    monkeypatch.setattr(actions, "find_organisations", _find_organisations)
    monkeypatch.setattr(actions, "can_tag", lambda: False)
    monkeypatch.setattr(annotating, "_IDLE", 0.001)


def _find_organisations(
    articles: Sequence[Article], own: Sequence[object] = (), tagged: object = None
) -> tuple[tuple[Organisation, ...], dict[str, tuple[Mention, ...]]]:
    """招宝磁业 in all articles, under the one full name that its owner goes by."""
    mentions = {
        article.id: tuple(
            Mention(start=m.start(), end=m.end(), printed=m.group(), organisation=MAGNETS.name)
            for m in re.finditer("招宝磁业", article.text)
        )
        for article in articles
    }
    return (MAGNETS,), mentions


def front_page() -> Page:
    lead = make_article("慈溪跑出“加速度”", CIXI, article_id="lead", section="区(县、市)头条")
    doubt = Doubt(
        stage="stitch",
        code="joined",
        text="这一段由两处拼成。",
        pieces=lead.blocks[0].pieces,
        confidence=0.8,
        rule="open-tail",
    )
    lead = Article(
        id="lead",
        section=lead.section,
        head=lead.head,
        blocks=(*lead.blocks, make_block("慈溪城区风光 贺元凯 摄", Role.CAPTION, credit="贺元凯")),
        doubts=(doubt,),
    )
    other = make_article("[red]深学细悟[/red] 入脑入心", GROUND, article_id="other")
    return make_page((lead, other), label="要闻")


def undated_page() -> Page:
    articles = (make_article("为链赋能", ("招宝磁业注资8000万元。",), article_id="chain"),)
    return make_page(
        articles, number=None, newspaper="", day=None, label="专版", path="c.txt", sha256="c" * 64
    )


MAGNETS = Organisation(name="宁波招宝磁业股份有限公司", kind="company", aliases=("招宝磁业",))

MakeApp = Callable[..., ReaderApp]


@pytest.fixture
def make_app() -> MakeApp:
    """Make a reader; the first page is open, the rest come after the first paint."""

    def make(
        pages: Iterable[Page | Refused] | None = None, rest: Iterable[Page | Refused] | None = None
    ) -> ReaderApp:
        opened: list[Page | Refused] = [front_page()] if pages is None else list(pages)
        coming: Iterable[Page | Refused] = [undated_page()] if rest is None else rest
        session = Session(actions.load_settings(), actions.load_places())
        return ReaderApp(session, opened, coming)

    return make
