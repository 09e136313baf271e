"""What mastheads and folios say of a page, and what only looks like them."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from tests.parsing import named, parsed

from nbreader.model import Page, Role
from nbreader.parse.compose import compose_issues
from nbreader.parse.folio import read_date

NEWS = "## 江堤变身绿道\n\n昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"


def page_with(*furniture: str) -> Page:
    return parsed("\n\n".join([*furniture, NEWS]))


@pytest.mark.parametrize(
    "line",
    [
        "2026年3月25日 星期三",
        "2026年3月25日",
        "2026 年 3 月 25 日",
        "二〇二六年三月二十五日",
        "二○二六年三月二十五日 星期三",
        "二零二六年三月二十五日",
        "2026年03月25日",
        "星期三 2026年3月25日 农历丙午年二月初七",
        "2026-03-25",
        "中华民国115年3月25日",
        "民国115年2月31日，2026年3月25日",
        "2026.3.25",
        "2026/3/25",
        "第3版 2026年3月25日",
        "今年2月31日即2026年2月31日，次日为2026年3月25日",
    ],
)
def test_printed_day_is_read(line: str) -> None:
    assert date(2026, 3, 25) == read_date(line)


@pytest.mark.parametrize(
    ("numerals", "day"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("三十一", 31),
        ("一", 1),
        ("九", 9),
    ],
)
def test_day_in_chinese_numerals_is_read(numerals: str, day: int) -> None:
    assert date(2026, 12, day) == read_date(f"二〇二六年十二月{numerals}日")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "3月25日",
        "2026年3月",
        "星期三",
        "2026年2月30日",
        "2026年13月1日",
        "二〇二六年二月三十日",
        "0000年1月1日",
    ],
)
def test_what_is_no_day_is_none(line: str) -> None:
    assert read_date(line) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("第7版", 7),
        ("07版", 7),
        ("第 7 版", 7),
        ("7", 7),
        ("A6版", 6),
        ("A06", 6),
        ("第八版", 8),
        ("第十二版", 12),
        ("第7版 要闻", 7),
        ("07 要闻", 7),
        ("B2 国际新闻", 2),
        ("2026年3月25日 星期三 第7版", 7),
        ("2026年3月25日 星期三 民生 7", 7),
        ("2026 年 3 月 25 日  星期三  07  民生", 7),
        ("2026年3月25日 星期三 临江日报 A07", 7),
        ("临江日报 / 2026.3.25 / 星期三 / 民生 / B7", 7),
        ("2026年3月25日 星期三 今日8版 第7版", 7),
    ],
)
def test_page_number_is_read(line: str, number: int) -> None:
    assert number == page_with(line).number


@pytest.mark.parametrize(
    "line",
    [
        "2026",
        "星期三",
        "责任编辑 张晓明",
        "2026年3月25日",
        "2026年3月25日 星期三 今日8版",
        "2026年3月25日 星期三 今日 8 版",
        "2026年3月25日 多云 8 ℃",
        "2026年3月25日 第 12 期",
        "2026年3月25日 零售价 2 元",
    ],
)
def test_line_without_a_page_number_gives_none(line: str) -> None:
    assert page_with(line).number is None


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("要闻", "要闻"),
        ("■要闻", "要闻"),
        ("国 际 新 闻", "国际新闻"),
        ("第7版 要闻", "要闻"),
        ("07 要闻", "要闻"),
        ("B2 国际新闻", "国际新闻"),
        ("第7版 甬江潮", "甬江潮"),
        ("2026年3月25日 星期三 要闻", "要闻"),
        ("2026年3月25日 第7版 民生", "民生"),
        ("责任编辑 要闻", ""),
        ("2026年3月25日 星期三 07 甬江潮", "甬江潮"),
        ("甬江潮 07 版 2026年3月25日 星期三 临江日报", "甬江潮"),
        ("2026年3月25日 07版 临江日报", ""),
        ("2026年3月25日 07版 责任编辑 张晓明", ""),
    ],
)
def test_page_name_is_read(line: str, label: str) -> None:
    assert label == page_with(line).label


@pytest.mark.parametrize(
    ("line", "newspaper"),
    [
        ("宁波日报", "宁波日报"),
        ("宁 波 日 报", "宁波日报"),
        ("寧波日報", "寧波日報"),
        ("# 宁波日报", "宁波日报"),
        ("甬江晚报", "甬江晚报"),
        ("宁波日报 2026年3月25日", "宁波日报"),
        ("甬江晚报 2026年3月25日 星期三", "甬江晚报"),
        ("2026年3月25日 星期三", ""),
        ("甬江晚报2026年3月25日", "甬江晚报"),
        ("07 要闻|甬江晚报|2026年3月25日", "甬江晚报"),
        ("甬江晚报·要闻 07 2026年3月25日", "甬江晚报"),
    ],
)
def test_newspaper_is_read(line: str, newspaper: str) -> None:
    assert newspaper == page_with(line).newspaper


@pytest.mark.parametrize(
    "line",
    [
        "2026年3月25日 星期三",
        "二〇二六年三月二十五日",
        "第7版",
        "第八版",
        "A6版",
        "责任编辑 张晓明 版式 李小红",
        "责编：张晓明 美编：李小红",
        "□责任编辑 张晓明",
        "编辑：张晓明",
        "值班编委 张晓明 一版编辑 李小红",
        "农历丙午年二月初七",
        "国内统一连续出版物号 CN 33-0003",
        "邮发代号：31-10",
        "第20260期",
        "新闻热线：0574-87000000",
        "网址 www.cnnb.com.cn",
        "星期三",
        "地址：宁波市灵桥路768号",
        "零售价 2.00元",
        "宁波日报报业集团主办",
        "中共宁波市委机关报",
        "多云 8℃-15℃",
        "东北风3级",
        "今日天气：多云，东北风3级",
    ],
)
def test_line_of_the_masthead_is_a_folio(line: str) -> None:
    assert [Role.FOLIO] == [chunk.role for chunk in named(line)]


@pytest.mark.parametrize(
    "line",
    [
        "2026年3月25日宁波举行大会。",
        "2026年3月25日，宁波",
        "3月25日",
        "编辑部的故事",
        "责任重于泰山",
        "星期三早上，江堤上游人如织，三年前这里还是码头。",
        "2026年3月25日这一天，临江区的江堤绿道全线贯通，沿江两岸的三万多名居民终于盼来了推窗见绿、出门见水",
        "2026年3月25日宁波舟山港集装箱吞吐量再创新高背后的三组数字与两个启示观察记录",
    ],
)
def test_line_with_running_text_is_no_folio(line: str) -> None:
    assert Role.FOLIO not in {chunk.role for chunk in named(line)}


def test_day_in_running_text_is_not_the_pages() -> None:
    page = parsed("## 江堤变身绿道\n\n2026年3月25日，临江区的江堤绿道全线贯通，沿江居民出门见水。")

    assert page.date is None


def test_first_day_of_the_masthead_is_the_pages() -> None:
    page = page_with("2026年3月25日 星期三", "2026年3月26日 农历二月初八")

    assert date(2026, 3, 25) == page.date


def test_paper_of_the_table_wins_over_a_longer_name() -> None:
    assert "人民日报" == page_with("人民日报社主办 2026年3月25日").newspaper


@pytest.mark.parametrize(
    "words",
    [
        *permutations(("甬江晚报", "2026年3月25日", "07版", "要闻")),
        ("甬江晚报", "2026 年 3 月 25 日", "星期三", "07 版", "要闻"),
        ("07 要闻", "二〇二六年三月二十五日", "星期三", "农历丙午年二月初七", "甬江晚报"),
    ],
)
@pytest.mark.parametrize("gap", [" ", "    ", "　", " | ", " · "])
def test_folio_is_read_in_any_order_and_spacing(words: tuple[str, ...], gap: str) -> None:
    page = page_with(gap.join(words))

    read = (page.newspaper, page.date, page.number, page.label)
    assert ("甬江晚报", date(2026, 3, 25), 7, "要闻") == read


def test_jump_is_joined_over_pages_whose_folios_are_one_line() -> None:
    left = ("江堤是城市的名片，也是群众的客厅。我", "们将坚持还岸于民，今年再建成绿道二十") * 3
    right = ("治水要算长远账。我们将投入五亿元，对", "沿江三十家企业实施搬迁改造，从源头上") * 3
    columns = "\n".join(f"{a}    {b}" for a, b in zip(left, right, strict=True))
    day = "临江日报  2026 年 3 月 25 日  星期三"
    first = f"{day}   01 版  要闻\n\n{NEWS}【下转第3版】"
    third = f"{day}   03 版  经济\n\n{columns}\n\n江堤变身绿道\n\n(上接第1版)绿道还要再长一些。"

    (issue,) = compose_issues([parsed(first), parsed(third)])

    jumps = [a.jump.article_id for p in issue.pages for a in p.articles if a.jump is not None]
    assert 2 == len(set(jumps) - {""})
