"""The districts, counties and cities of China that subjects are known by."""

from __future__ import annotations

import pytest

from nbreader.annotate.lexicon import load_divisions
from nbreader.annotate.places import chain_end, find_places, place_end
from nbreader.tables import read_table

# Divisions of county level by province in the division codes of 2023. Four cities
# without a county below them stand beside those of their province.
COUNTS = """
北京 16 天津 16 河北 167 山西 117 内蒙古 103 辽宁 100 吉林 60 黑龙江 121
上海 16 江苏 95 浙江 90 安徽 104 福建 84 江西 100 山东 136 河南 157
湖北 103 湖南 122 广东 124 广西 111 海南 26 重庆 38 四川 183 贵州 88
云南 129 西藏 74 陕西 107 甘肃 87 青海 44 宁夏 22 新疆 108
"""


def test_each_province_has_as_many_divisions_as_the_codes() -> None:
    words = COUNTS.split()
    divisions = read_table("divisions")["divisions"]
    counted = {
        province: sum(len(line.partition(":")[2].split()) for line in lines.splitlines())
        for province, lines in divisions.items()
    }

    assert dict(zip(words[::2], map(int, words[1::2]), strict=True)) == counted


@pytest.mark.parametrize(
    "text",
    [
        "昆山",
        "昆山市",
        "龙岗区",
        "正蓝旗",
        "长阳土家族自治县",
        "长阳",
        "延边朝鲜族自治州",
        "大理州",
        "喀什地区",
    ],
)
def test_place_is_read_whole(text: str) -> None:
    assert place_end(text + "去年") == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "地区",
        "社区",
        "小区",
        "园区",
        "山区",
        "市区",
        "城区",
        "灾区",
        "景区",
        "新城区",
        "老城区",
        "南山区域",
        "合作",
        "资源",
    ],
)
def test_common_word_is_no_place(text: str) -> None:
    assert place_end(text + "产值") == 0


def test_places_one_inside_the_other_are_one() -> None:
    assert chain_end("广州市天河区去年") == 6


def test_places_of_a_text_do_not_overlap() -> None:
    assert list(find_places("昆山市和滨湖区")) == ["昆山市", "滨湖区"]


def test_name_of_two_levels_has_none() -> None:
    levels = load_divisions().levels

    assert (levels["昆山"], levels["朝阳"]) == ("市", "")
