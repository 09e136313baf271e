"""Bylines, speakers, datelines and picture credits in the forms that papers print."""

from __future__ import annotations

import pytest
from tests.parsing import chunk_named, parsed, shipped_lexicon

from nbreader.model import Byline, Dateline, Role
from nbreader.parse.bylines import (
    bylines_of,
    dateline_of,
    is_byline,
    is_names,
    speaker_of,
)

REPORT = "昨天，全市水利工作会议召开。"


def key(text: str) -> str:
    return shipped_lexicon().key(text)


def byline_in(text: str, role: Role = Role.BYLINE) -> list[tuple[str, str]]:
    found = bylines_of([chunk_named(text, role)], shipped_lexicon())
    return [(byline.role, byline.name) for byline in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者 张晓明", ["记者 张晓明"]),
        ("记者张晓明", ["记者 张晓明"]),
        ("本报记者 张晓明", ["记者 张晓明"]),
        ("本报记者张晓明", ["记者 张晓明"]),
        ("记者：张晓明", ["记者 张晓明"]),
        ("首席记者 张晓明", ["记者 张晓明"]),
        ("见习记者 张晓明", ["记者 张晓明"]),
        ("全媒体记者 张晓明", ["记者 张晓明"]),
        ("人民日报记者 张晓明", ["记者 张晓明"]),
        ("宁波日报全媒体记者 张晓明", ["记者 张晓明"]),
        ("（记者 张晓明）", ["记者 张晓明"]),
        ("记者 张晓明、李小红", ["记者 张晓明", "记者 李小红"]),
        ("记者 张 三 李 四", ["记者 张三", "记者 李四"]),
        ("记者 欧阳修远", ["记者 欧阳修远"]),
        ("记者 买买提·艾力 张晓明", ["记者 买买提·艾力", "记者 张晓明"]),
        ("记者 张晓明 通讯员 李小红", ["记者 张晓明", "通讯员 李小红"]),
        ("记者 张晓明 通讯员 王 芳", ["记者 张晓明", "通讯员 王芳"]),
        ("记者 张晓明 通讯员 李小红 王芳", ["记者 张晓明", "通讯员 李小红", "通讯员 王芳"]),
        ("（本报记者 张晓明 通讯员 李小红）", ["记者 张晓明", "通讯员 李小红"]),
        ("记者 张晓明 通讯员 宁波海关", ["记者 张晓明", "通讯员 宁波海关"]),
        ("特约通讯员 张晓明", ["通讯员 张晓明"]),
        ("通讯员：王芳 李小红", ["通讯员 王芳", "通讯员 李小红"]),
        ("■记者 张晓明", ["记者 张晓明"]),
        ("□记者 张晓明 实习生 李小红", ["记者 张晓明", "作者 李小红"]),
        ("■本报记者 张晓明 文/摄", ["记者 张晓明"]),
        ("■ 张晓明 李小红", ["作者 张晓明", "作者 李小红"]),
        ("◎张晓明", ["作者 张晓明"]),
        ("▲ 张晓明", ["作者 张晓明"]),
        ("文/张晓明", ["作者 张晓明"]),
        ("文/张晓明 图/李小红", ["作者 张晓明", "作者 李小红"]),
        ("文 张晓明 图 李小红", ["作者 张晓明", "作者 李小红"]),
        ("文/本报记者 张晓明", ["记者 张晓明"]),
        ("张晓明/文", ["作者 张晓明"]),
        ("张晓明 文/摄", ["作者 张晓明"]),
        ("记者 张晓明/文 李小红/摄", ["记者 张晓明", "作者 李小红"]),
        ("作者：张晓明", ["作者 张晓明"]),
        ("撰文：张晓明", ["作者 张晓明"]),
        ("执笔：张晓明", ["作者 张晓明"]),
        ("整理 张晓明", ["作者 张晓明"]),
        ("评论员 张晓明", ["作者 张晓明"]),
        ("本报评论员 张晓明", ["作者 张晓明"]),
        ("实习生 张晓明", ["作者 张晓明"]),
        ("本报评论员", ["作者 本报评论员"]),
        ("记者 张晓明 Peter", ["记者 张晓明", "记者 Peter"]),
    ],
)
def test_byline_names_its_writers_with_their_roles(line: str, expected: list[str]) -> None:
    assert expected == [f"{role} {name}" for role, name in byline_in(line)]


@pytest.mark.parametrize(
    "line",
    [
        "记者 张晓明",
        "记者张晓明",
        "本报记者张晓明",
        "记者张晓明李小红",
        "通讯员宁波市水利局",
        "■ 张晓明 李小红",
        "■ 欧阳修远",
        "文/张晓明 图/李小红",
        "欧阳修远文 司马相如摄",
        "张晓明 文/摄",
        "记者 张晓明（宁波日报） 李小红",
        "记者 张晓明 通讯员 市气象局",
        "记者 张晓明 通讯员 宁波市公安局",
    ],
)
def test_line_of_writers_is_a_byline(line: str) -> None:
    assert is_byline(key(line), shipped_lexicon())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "■",
        "记者在现场看到",
        "记者节快乐",
        "记者 在现场看到",
        "记者手记",
        "通讯员培训班开班",
        "作者见面会",
        "文明城市",
        "文化名城",
        "图文并茂",
        "摄影大赛开赛",
        "编辑部的故事",
        "本报讯",
        "文/体事业齐头并进",
        "张晓明当选市长",
        "张晓明 李小红",
        "■ 一线传真",
        "■ 新闻速递",
        "■ 要闻",
        "● 党建引领聚合力",
        "◆ 深化改革",
        "东方明珠 西湖龙井",
        "记者 " + "张晓明 " * 24,
    ],
)
def test_line_with_other_words_is_no_byline(line: str) -> None:
    assert not is_byline(key(line), shipped_lexicon())


@pytest.mark.parametrize(
    "line",
    ["张晓明", "张明", "张晓明 李小红", "张 三 李 四", "仇欢 胡忠忠 蒋敬东", "张晓明、李小红"],
)
def test_names_alone_are_names(line: str) -> None:
    assert is_names(line, shipped_lexicon())


@pytest.mark.parametrize(
    "line",
    [
        "高楼大厦",
        "王安石变法",
        "方便群众 服务群众",
        "平安宁波 和谐宁波",
        "江",
        "城市 蓝图",
        "张三 李四 王五 赵六 钱七 孙八 周九 吴十",
        "张晓明，李小红",
    ],
)
def test_phrases_are_no_names(line: str) -> None:
    assert not is_names(key(line), shipped_lexicon())


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("本报讯（记者张晓明）" + REPORT, ["记者 张晓明"]),
        ("本报讯（记者 张晓明 通讯员 李小红）" + REPORT, ["记者 张晓明", "通讯员 李小红"]),
        ("本报讯（记者张晓明 通讯员李小红）" + REPORT, ["记者 张晓明", "通讯员 李小红"]),
        ("本报讯（首席记者张晓明）" + REPORT, ["记者 张晓明"]),
        ("本报讯（见习记者张晓明李小红）" + REPORT, ["记者 张晓明", "记者 李小红"]),
        ("本报讯（通讯员欧阳修远张晓明）" + REPORT, ["通讯员 欧阳修远", "通讯员 张晓明"]),
        ("本报讯（实习生 张晓明）" + REPORT, ["作者 张晓明"]),
        ("本报讯（记者张晓明 通讯员市气象局）" + REPORT, ["记者 张晓明", "通讯员 市气象局"]),
        ("本报讯（记者张晓明整理）" + REPORT, ["记者 张晓明"]),
        ("本报讯 记者张晓明报道：" + REPORT, ["记者 张晓明"]),
        ("本报讯 记者张晓明 通讯员李小红报道：" + REPORT, ["记者 张晓明", "通讯员 李小红"]),
        ("记者 张晓明 报道 " + REPORT, ["记者 张晓明"]),
        ("本报北京3月24日讯（记者张晓明）" + REPORT, ["记者 张晓明"]),
        ("新华社北京3月24日电 " + REPORT, ["电头 新华社"]),
        (
            "新华社北京3月24日电（记者张晓明、李小红）" + REPORT,
            ["记者 张晓明", "记者 李小红", "电头 新华社"],
        ),
        (REPORT + "（张晓明）", ["作者 张晓明"]),
        (REPORT + "（张晓明 李小红）", ["作者 张晓明", "作者 李小红"]),
        (REPORT + "（记者 张晓明）", ["记者 张晓明"]),
    ],
)
def test_paragraph_names_its_writers(paragraph: str, expected: list[str]) -> None:
    found = byline_in(paragraph, Role.PARAGRAPH)

    assert expected == [f"{role} {name}" for role, name in found]


@pytest.mark.parametrize(
    "paragraph",
    [
        REPORT,
        REPORT + "（完）",
        REPORT + "（图片由市委提供）",
        "昨天，全市召开大会（第二次）。",
        "记者张晓明从市发改委获悉，今年投资增长。",
        "今年以来，全市水利部门共派出五十多名业务骨干分赴各县（记者张晓明随行）。",
    ],
)
def test_paragraph_without_a_signature_names_nobody(paragraph: str) -> None:
    assert [] == byline_in(paragraph, Role.PARAGRAPH)


@pytest.mark.parametrize(
    ("line", "office", "name"),
    [
        ("临江区区长江望潮——", "临江区区长", "江望潮"),
        ("市经信局局长 张晓明——", "市经信局局长", "张晓明"),
        ("某公司董事长、CEO安聪慧——", "某公司董事长、CEO", "安聪慧"),
        ("某集团总工程师 张晓明：——", "某集团总工程师", "张晓明"),
        ("中国工程院院士张晓明--", "中国工程院院士", "张晓明"),
        ("企业家代表张晓明——", "企业家代表", "张晓明"),
        ("退役军人张晓明——", "退役军人", "张晓明"),
        ("张晓明——", "", "张晓明"),
        ("舟船设计匠人张明——", "舟船设计匠人", "张明"),
    ],
)
def test_speaker_line_gives_office_and_name(line: str, office: str, name: str) -> None:
    assert (office, name) == speaker_of(key(line), shipped_lexicon())


@pytest.mark.parametrize(
    "line",
    [
        "一条江的变迁——",
        "让城市更美好——",
        "——张晓明",
        "张晓明",
        "他说，江清了——",
        "张晓明——他是谁",
        "一座因为港口而兴起后来又因为创新而获得重生的东方大城张晓明——",
    ],
)
def test_line_without_office_and_name_is_no_speaker(line: str) -> None:
    assert speaker_of(key(line), shipped_lexicon()) is None


def test_speaker_line_is_a_byline_with_an_office() -> None:
    found = bylines_of([chunk_named("临江区区长江望潮——", Role.BYLINE)], shipped_lexicon())

    assert (Byline(role="发言人", name="江望潮", title="临江区区长"),) == found


def test_signature_gives_its_writers_office() -> None:
    line = chunk_named("汀海理工学院教授 管仲平", Role.BYLINE)

    assert (Byline(role="作者", name="管仲平", title="汀海理工学院教授"),) == bylines_of(
        [line], shipped_lexicon()
    )


def test_reporter_in_front_of_a_name_is_no_office() -> None:
    assert [("记者", "管仲平")] == byline_in("本报记者 管仲平")


def test_names_are_given_as_printed() -> None:
    assert [("记者", "張曉明")] == byline_in("記者 張曉明")


def test_writer_who_is_named_twice_is_given_once() -> None:
    lines = [chunk_named("记者 张晓明", Role.BYLINE), chunk_named(REPORT + "（张晓明）")]

    assert ["张晓明"] == [b.name for b in bylines_of(lines, shipped_lexicon())]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("（据新华社）", "新华社"),
        ("（据新华社电）", "新华社"),
        ("（综合新华社报道）", "新华社"),
        ("（据人民日报）", "人民日报"),
        ("（来源：宁波日报）", "宁波日报"),
        ("（摘自《人民日报》）", "人民日报"),
        ("（央视新闻客户端）", "央视新闻"),
    ],
)
def test_attribution_names_its_agency(line: str, agency: str) -> None:
    assert [("电头", agency)] == byline_in(line, Role.ATTRIBUTION)


def test_attribution_to_nobody_names_nobody() -> None:
    assert [] == byline_in("（本报综合报道）", Role.ATTRIBUTION)


@pytest.mark.parametrize(
    ("opening", "printed", "agency", "place", "day"),
    [
        ("本报讯（记者张晓明）", "本报讯", "本报", "", ""),
        ("本报讯 ", "本报讯", "本报", "", ""),
        ("本报北京3月24日讯 ", "本报北京3月24日讯", "本报", "北京", "3月24日"),
        ("本报北京3月24日电 ", "本报北京3月24日电", "本报", "北京", "3月24日"),
        ("本报杭州讯 ", "本报杭州讯", "本报", "杭州", ""),
        ("新华社北京3月24日电 ", "新华社北京3月24日电", "新华社", "北京", "3月24日"),
        ("新华社北京24日电 ", "新华社北京24日电", "新华社", "北京", "24日"),
        ("据新华社北京3月24日电 ", "据新华社北京3月24日电", "新华社", "北京", "3月24日"),
        ("据新华社电 ", "据新华社电", "新华社", "", ""),
        ("新华社联合国3月24日电 ", "新华社联合国3月24日电", "新华社", "联合国", "3月24日"),
        ("新华社内罗毕3月24日电 ", "新华社内罗毕3月24日电", "新华社", "内罗毕", "3月24日"),
        ("中新社上海4月1日电 ", "中新社上海4月1日电", "中新社", "上海", "4月1日"),
        ("中新网3月24日电 ", "中新网3月24日电", "中新网", "", "3月24日"),
        ("人民网北京3月24日电 ", "人民网北京3月24日电", "人民网", "北京", "3月24日"),
        ("路透社伦敦3月24日电 ", "路透社伦敦3月24日电", "路透社", "伦敦", "3月24日"),
        ("宁波4月2日讯 ", "宁波4月2日讯", "", "宁波", "4月2日"),
    ],
)
def test_dateline_is_read(opening: str, printed: str, agency: str, place: str, day: str) -> None:
    expected = Dateline(printed=printed, agency=agency, place=place, date=day)

    assert expected == dateline_of([chunk_named(opening + REPORT)], shipped_lexicon())


@pytest.mark.parametrize(
    "paragraph",
    [
        REPORT,
        "3月24日电力供应恢复。",
        "新华社记者张晓明获奖。",
        "今年3月24日讯飞公司开业。",
        "本报评论员认为，这很好。",
    ],
)
def test_paragraph_without_a_source_has_no_dateline(paragraph: str) -> None:
    assert dateline_of([chunk_named(paragraph)], shipped_lexicon()) is None


def test_attribution_behind_the_text_is_the_dateline() -> None:
    chunks = [chunk_named(REPORT), chunk_named("（据新华社）", Role.ATTRIBUTION)]

    article = parsed("## 水利大会召开\n\n" + "\n\n".join(c.text for c in chunks)).articles[0]

    assert Dateline(printed="据新华社", agency="新华社") == article.dateline


def test_dateline_that_is_not_understood_is_kept_as_printed() -> None:
    chunk = chunk_named("（综合新华社、人民日报报道）", Role.ATTRIBUTION)

    assert Dateline(printed="综合新华社、人民日报报道") == dateline_of([chunk], shipped_lexicon())


def test_no_chunks_have_no_dateline() -> None:
    assert dateline_of([], shipped_lexicon()) is None
