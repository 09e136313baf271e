"""Picture credits in the forms that papers print."""

from __future__ import annotations

import pytest
from tests.parsing import shipped_lexicon

from nbreader.parse.bylines import is_picture_credit


def key(text: str) -> str:
    return shipped_lexicon().key(text)


@pytest.mark.parametrize(
    "line",
    [
        "张晓明 摄",
        "张晓明摄",
        "（张晓明 摄）",
        "张晓明/摄",
        "张晓明 摄影报道",
        "张晓明 李小红 摄",
        "张 三 摄",
        "记者 张晓明 摄",
        "记者张晓明 摄",
        "本报记者 张晓明 摄",
        "通讯员 张晓明 摄",
        "张晓明 供图",
        "张晓明 制图",
        "张晓明 绘",
        "摄影 张晓明",
        "摄影：张晓明",
        "摄影/张晓明",
        "制图：张晓明",
        "图/张晓明",
        "图片来源：视觉中国",
        "图源：新华社",
        "供图：市文旅局",
        "市委宣传部供图",
        "（市委宣传部供图）",
        "受访者供图",
        "图片由市城管局提供",
        "照片由张晓明提供",
        "资料图片",
        "（资料照片）",
        "均为资料图",
        "视觉中国",
        "新华社发",
    ],
)
def test_credit_of_a_picture_is_one(line: str) -> None:
    assert is_picture_credit(key(line), shipped_lexicon())


@pytest.mark.parametrize(
    "line",
    [
        "摄",
        "共绘",
        "市图书馆",
        "城市蓝图",
        "一图读懂",
        "图书展",
        "航拍宁波",
        "北仑区的提供",
        "文/张晓明",
        "众人划桨共同绘",
        "张晓明",
        "企业 服务 市场 环境 人才 政策 摄",
    ],
)
def test_other_short_lines_are_no_credits(line: str) -> None:
    assert not is_picture_credit(key(line), shipped_lexicon())
