"""Lines whose place tells what they are: names alone, signatures, banners."""

from __future__ import annotations

import pytest
from tests.parsing import parsed, placed, texts

from nbreader.model import Role

HEAD = "长堤卧波绿满新城"
BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"
NEXT = "下一步，临江区还将启动支流治理，让更多的居民推窗见绿、出门见水。"


def rule_of(text: str, line: str) -> str:
    return next(c.rule for c in placed(text) if c.text == line)


@pytest.mark.parametrize("names", ["张晓明", "张明", "司马光", "张晓明 李小红", "张晓明、李小红"])
def test_names_below_a_headline_are_its_byline(names: str) -> None:
    assert "names-alone" == rule_of(f"{HEAD}\n\n{names}\n\n{BODY}\n\n{NEXT}", names)


def test_name_behind_the_last_paragraph_signs_it() -> None:
    assert "names-alone" == rule_of(f"## {HEAD}\n\n{BODY}\n\n{NEXT}\n\n张晓明", "张晓明")


def test_name_between_two_paragraphs_is_no_byline() -> None:
    assert "names-alone" != rule_of(f"## {HEAD}\n\n{BODY}\n\n张晓明\n\n{NEXT}", "张晓明")


def test_name_below_a_headline_without_a_body_is_no_byline() -> None:
    text = f"## {HEAD}\n\n张晓明\n\n## {NEXT}\n\n{BODY}"

    assert "names-alone" != rule_of(text, "张晓明")


@pytest.mark.parametrize("line", ["张晓明", "张晓明 李小红"])
def test_names_at_the_top_of_a_page_are_no_byline(line: str) -> None:
    assert "names-alone" not in {c.rule for c in placed(f"{line}\n\n{BODY}\n\n{NEXT}")}


@pytest.mark.parametrize("line", ["文明城市", "平安 和谐", "江河湖海"])
def test_words_below_a_headline_are_no_byline(line: str) -> None:
    assert "names-alone" != rule_of(f"## {HEAD}\n\n{line}\n\n{BODY}", line)


def test_heading_of_names_stays_a_heading() -> None:
    assert "title-line" == rule_of(f"## {HEAD}\n\n### 张晓明 李小红\n\n{BODY}", "张晓明 李小红")


@pytest.mark.parametrize(
    "line",
    [
        "汀海理工学院教授 管仲平",
        "汀海理工学院城市研究中心主任 管仲平",
        "市律师协会律师 张明",
        "（作者系汀海理工学院教授）",
        "（本文作者为市社科院研究员）",
        "（作者单位：汀海理工学院研究员）",
    ],
)
def test_office_and_name_below_the_text_sign_it(line: str) -> None:
    assert "signature" == rule_of(f"## {HEAD}\n\n{BODY}\n\n{NEXT}\n\n{line}", line)


@pytest.mark.parametrize(
    "line",
    ["汀海理工学院教授", "教授 走进校园课堂", "（汀海理工学院教授）", "汀海理工学院教授 讲座"],
)
def test_office_without_a_name_signs_nothing(line: str) -> None:
    assert "signature" != rule_of(f"## {HEAD}\n\n{BODY}\n\n{NEXT}\n\n{line}", line)


def test_office_and_name_above_the_text_sign_nothing() -> None:
    line = "汀海理工学院教授 管仲平"

    assert "signature" != rule_of(f"## {HEAD}\n\n{line}\n\n{BODY}", line)


QUOTED = "“江堤是城市的名片。”张晓明说，“绿道是群众的客厅。”“大家都来走一走。”"


@pytest.mark.parametrize(
    "halves", ["奋力实现『十五五』\n\n良好开局", "良好开局\n\n奋力实现『十五五』"]
)
def test_slogan_set_upright_is_a_banner_with_its_other_half(halves: str) -> None:
    page = parsed(f"## {HEAD}\n\n{QUOTED}\n\n{halves}\n\n{QUOTED}\n\n{NEXT}")

    assert [halves.replace("\n\n", " ")] == texts(page, Role.BANNER)


def test_slogan_set_upright_alone_is_a_banner() -> None:
    page = parsed(f"## {HEAD}\n\n{QUOTED}\n\n奋力实现『十五五』\n\n{QUOTED}\n\n{NEXT}")

    assert ["奋力实现『十五五』"] == texts(page, Role.BANNER)


def test_banners_above_a_banner_stay() -> None:
    page = parsed(
        f"## {HEAD}\n\n{QUOTED}\n\n奋战『双过半』目标任务\n\n{QUOTED}\n\n"
        f"奋力实现『十五五』\n\n良好开局\n\n{QUOTED}"
    )

    assert ["奋战『双过半』目标任务", "奋力实现『十五五』 良好开局"] == texts(page, Role.BANNER)


def test_title_on_a_page_of_upright_quotes_is_no_banner() -> None:
    page = parsed(f"## {HEAD}\n\n「江堤是名片。」张晓明说。\n\n奋力实现「十五五」\n\n{BODY}")

    assert [] == texts(page, Role.BANNER)


def test_heading_with_upright_quotes_is_no_banner() -> None:
    page = parsed(f"## 奋力实现『十五五』\n\n{QUOTED}\n\n{NEXT}")

    assert [] == texts(page, Role.BANNER)
