"""Roles that a line's own words and shape give it."""

from __future__ import annotations

import pytest
from tests.parsing import named

from nbreader.model import Role

BODY = "昨天，临江区的江堤绿道全线贯通，沿江的居民推窗见绿、出门见水。"
HEAD = "江堤上的石滩变成了绿道"


def read(text: str) -> list[tuple[Role, str]]:
    return [(chunk.role, chunk.text) for chunk in named(text)]


def roles(text: str) -> list[Role]:
    return [chunk.role for chunk in named(text)]


@pytest.mark.parametrize(
    "line",
    [
        "【下转第7版】",
        "（下转第7版）",
        "（下转第二版）",
        "（下转第十二版）",
        "（下转A6版）",
        "（下转B02版）",
        "[下转5版]",
        "<下转第2版>",
        "【下转今日第9版】",
        "（下转第3版 ②）",
        "（下转第三版①）",
        "（下转第7版，标题为《新征程》）",
        "下转第8版",
        "下转2版",
        "下转第 7 版",
        "▶下转第3版",
        "→下转第6版",
        "（上接第1版）",
        "【上接第一版】",
        "（上接A01版）",
        "上接第1版",
        "上接1版",
        "（紧接第1版）",
        "（紧接1版）",
        "（接第1版）",
        "（转第2版）",
        "（详见第5版）",
        "（见3版）",
        "（全文见第4版）",
        "（相关报道见第6版）",
        "（相关报道详见4版）",
        "（详细报道见3版）",
    ],
)
def test_line_to_another_page_is_a_jump(line: str) -> None:
    assert [Role.JUMP] == roles(line)


@pytest.mark.parametrize(
    "line",
    [
        "新版图书目录见报",
        "版面上的城市",
        "第7版图书的故事",
        "转型升级再出发",
        "上接天线下接地气",
        "见证大桥的成长",
    ],
)
def test_words_of_jump_lines_inside_a_title_make_no_jump(line: str) -> None:
    assert [Role.HEADLINE] == roles(line)


def test_jump_line_behind_a_paragraph_comes_away() -> None:
    assert [(Role.PARAGRAPH, BODY), (Role.JUMP, "（下转第7版）")] == read(BODY + "（下转第7版）")


def test_jump_line_in_front_of_a_paragraph_comes_away() -> None:
    assert [(Role.JUMP, "（上接第1版）"), (Role.PARAGRAPH, BODY)] == read("（上接第1版）" + BODY)


def test_jump_lines_on_both_sides_of_a_paragraph_come_away() -> None:
    text = "（上接第1版）" + BODY + "（下转第8版）"

    assert [Role.JUMP, Role.PARAGRAPH, Role.JUMP] == roles(text)


def test_jump_in_the_middle_of_a_paragraph_stays() -> None:
    text = BODY + "（下转第7版）" + BODY

    assert [(Role.PARAGRAPH, text)] == read(text)


def test_unbracketed_word_of_a_jump_inside_a_paragraph_stays() -> None:
    text = "昨天，他把文章转第7版〉又改回来，编辑部的同事都说不必，可他坚持说见第8版〉"

    assert [(Role.PARAGRAPH, text)] == read(text)


def test_long_line_with_a_jump_inside_is_no_jump_line() -> None:
    assert [Role.PARAGRAPH] == roles(BODY + BODY + "（下转第7版）" + BODY)


@pytest.mark.parametrize(
    "line",
    [
        "扫码看全文",
        "扫一扫 看视频",
        "看视频 扫码",
        "扫描二维码阅读全文",
        "长按识别二维码",
        "点击阅读全文",
        "更多内容请看甬派客户端",
        "更多精彩，尽在甬派",
        "关注宁波日报公众号",
        "下载甬派客户端",
        "微信公众号 宁波发布",
        "详见第5版",
    ],
)
def test_line_that_sends_the_reader_elsewhere_is_a_pointer(line: str) -> None:
    assert [Role.POINTER] == roles(line)


@pytest.mark.parametrize(
    "line",
    [
        "全市下载量突破百万",
        "网络客户端技术公司成立大会",
        "扫码经济的背后，是一场静悄悄的变革，它改变了我们的生活方式，也改变了我们的消费习惯，",
    ],
)
def test_line_about_codes_and_apps_is_no_pointer(line: str) -> None:
    assert Role.POINTER not in roles(line)


@pytest.mark.parametrize(
    "line",
    [
        "本版图片由市委宣传部提供",
        "本版图片除署名外由张晓明摄",
        "本版摄影 张晓明",
        "本版照片均为资料图",
        "（本版图片由受访者提供）",
        "以上图片均由市文旅局提供",
        "除署名外 图片由张晓明 摄",
        "本版文字 张晓明",
    ],
)
def test_credit_for_a_whole_page_is_a_credit(line: str) -> None:
    assert ["page-credit"] == [chunk.rule for chunk in named(line)]


@pytest.mark.parametrize("line", ["本版编辑张晓明", "本报今日改版"])
def test_other_words_of_the_page_are_no_credit(line: str) -> None:
    assert Role.CREDIT not in roles(line)


@pytest.mark.parametrize(
    "line",
    [
        "（据新华社）",
        "（据新华社电）",
        "（新华社）",
        "（综合新华社报道）",
        "（据人民日报）",
        "（来源：宁波日报）",
        "（摘自《人民日报》）",
        "（原载《光明日报》）",
        "（转自澎湃新闻）",
        "（本报综合报道）",
        "（央视新闻客户端）",
        "来源：甬派客户端",
        "资料来源：国家统计局",
    ],
)
def test_source_of_a_report_is_an_attribution(line: str) -> None:
    assert [Role.ATTRIBUTION] == roles(line)


@pytest.mark.parametrize("line", ["（张晓明）", "（图）", "（二）", "水的来源：一条大江"])
def test_other_lines_in_brackets_are_no_attribution(line: str) -> None:
    assert Role.ATTRIBUTION not in roles(line)


@pytest.mark.parametrize(
    "line", ["编者按", "【编者按】", "编者按：", "开栏语", "编前", "本报编者按", "题记"]
)
def test_label_of_a_note_is_one(line: str) -> None:
    assert [(Role.LABEL, line), (Role.EDITORS_NOTE, BODY)] == read(line + "\n\n" + BODY)


@pytest.mark.parametrize("label", ["编者按：", "【编者按】", "开栏语 ", "[编者按]"])
def test_label_that_runs_on_with_its_note_comes_away(label: str) -> None:
    assert [(Role.LABEL, label.strip()), (Role.EDITORS_NOTE, BODY)] == read(label + BODY)


def test_note_labels_word_at_the_head_of_a_sentence_is_no_label() -> None:
    assert [Role.PARAGRAPH] == roles("题记忆犹新的事，他一口气说了十多件，听的人都笑了。")


def test_heading_below_a_notes_label_is_no_note() -> None:
    assert [Role.LABEL, Role.HEADLINE] == roles("编者按\n\n## " + HEAD)


def test_heading_is_not_cut_at_a_notes_label() -> None:
    assert [(Role.HEADLINE, "编者按：" + HEAD)] == read("## 编者按：" + HEAD)


@pytest.mark.parametrize("line", ["宁波日报", "宁 波 日 报", "寧波日報", "余姚日报", "甬江晚报"])
def test_name_of_a_paper_is_a_flag(line: str) -> None:
    assert [Role.FLAG] == roles(line)


@pytest.mark.parametrize("line", ["某某市报", "每日报到的人们", "天天日报道的事"])
def test_words_like_a_papers_name_are_no_flag(line: str) -> None:
    assert Role.FLAG not in roles(line)


def test_latin_name_above_the_first_body_is_a_flag() -> None:
    assert [Role.FLAG, Role.PARAGRAPH] == roles("LINJIANG DAILY\n\n" + BODY)


def test_latin_name_inside_the_page_is_a_title() -> None:
    assert Role.HEADLINE is roles(f"{BODY}\n\nBetter City\n\n{BODY}")[1]


def test_latin_sentence_is_no_flag() -> None:
    assert Role.FLAG not in roles("better city, better life\n\n" + BODY)


@pytest.mark.parametrize("line", ["■■■", "——", "……", "◆ ◆ ◆"])
def test_line_without_a_letter_is_an_ornament(line: str) -> None:
    assert [Role.BANNER, Role.PARAGRAPH] == roles(line + "\n\n" + BODY)


@pytest.mark.parametrize(
    "line",
    [
        "● 完善基础设施，推进城乡融合",
        "①推进水利工程建设，改善农村饮水条件；",
        "- 一项议程",
        "* 一项议程",
        "· 完善基础设施，推进城乡融合",
    ],
)
def test_line_with_a_bullet_is_a_list_item(line: str) -> None:
    assert [Role.LIST_ITEM] == roles(line)


@pytest.mark.parametrize(
    ("line", "role"),
    [("● 张晓明 李小红", Role.BYLINE), ("● 要闻", Role.HEADLINE), ("-10度的早晨", Role.HEADLINE)],
)
def test_other_line_with_a_bullet_is_no_list_item(line: str, role: Role) -> None:
    assert [Role.PARAGRAPH, role] == roles(BODY + "\n\n" + line)


@pytest.mark.parametrize(
    "line",
    [
        "江堤上的石滩变成了绿道",
        "水清岸绿,鱼翔浅底",
        "谁来管，怎么管？",
        "## 治水：先从岸上做起",
        "## 江堤上的石滩，变成了绿道。",
        "**江堤上的石滩变成了绿道**",
    ],
)
def test_short_line_without_a_stop_is_a_title(line: str) -> None:
    assert [Role.HEADLINE] == roles(line)


@pytest.mark.parametrize(
    "line",
    [
        "问：您怎么看这件事",
        "答：先从岸上做起",
        "他说，江清了",
        "张晓明认为，江清了",
        "本报讯 江清了",
        "新华社北京3月24日电 江清了",
        "本报北仑（记者张晓明）江清了",
        "江水清了；草木绿了",
        "江水清了。",
        "江水清了，",
        "江水清了，草木绿了，人心齐了",
        "“江水清了",
        "江水清了”",
        "江清了吗？岸绿了吗？",
        "一条江改变了一座小镇的命运也改变了两岸三万多名居民对家园的看法和期待还改变了更多人的生活",
    ],
)
def test_line_of_running_text_is_no_title(line: str) -> None:
    assert [Role.PARAGRAPH] == roles(line + "\n\n## " + HEAD)[:1]


def test_wrapped_byline_goes_on_in_names() -> None:
    assert [(Role.BYLINE, "■ 张晓明 李小红 王芳")] == read("■ 张晓明 李小红\n王芳")


def test_byline_and_byline_below_it_are_one() -> None:
    assert [(Role.BYLINE, "记者 张晓明 通讯员 李小红")] == read("记者 张晓明\n通讯员 李小红")


def test_names_behind_a_blank_line_are_not_the_bylines() -> None:
    assert 2 == len(read("■ 张晓明 李小红\n\n王芳 赵强"))


def test_names_below_a_speaker_are_not_the_speakers() -> None:
    assert 2 == len(read("临江区区长江望潮——\n张晓明 李小红"))


@pytest.mark.parametrize("word", ["甬江潮", "城事", "春晓"])
def test_word_above_the_first_title_names_the_page(word: str) -> None:
    assert [Role.LABEL, Role.HEADLINE, Role.PARAGRAPH] == roles(f"{word}\n\n{HEAD}\n\n{BODY}")


@pytest.mark.parametrize(
    "top",
    [
        "长堤卧波绿满新城",  # too long for a page's name
        "2026",
        "专版\n\n春晓",  # the page has a name
        "## 春晓",
    ],
)
def test_other_line_above_the_first_title_is_no_page_name(top: str) -> None:
    assert "word-above-first-title" not in {c.rule for c in named(f"{top}\n\n{HEAD}\n\n{BODY}")}


@pytest.mark.parametrize("below", [HEAD[:4], "——临江区水岸更新见闻"])
def test_word_above_a_deck_or_a_short_line_is_no_page_name(below: str) -> None:
    assert Role.LABEL not in roles(f"春晓\n\n{below}\n\n{BODY}")


def test_known_page_name_inside_the_page_is_a_title() -> None:
    text = f"{HEAD}\n\n{BODY}\n\n聚焦\n\n{BODY}"

    assert [Role.HEADLINE, Role.PARAGRAPH] * 2 == roles(text)


def test_paper_in_a_heading_inside_the_page_is_a_title() -> None:
    assert Role.HEADLINE is roles(f"{BODY}\n\n## 宁波日报\n\n{BODY}")[1]


def test_line_between_two_lines_of_the_masthead_belongs_to_it() -> None:
    text = f"宁波日报\n\n港城三江六岸\n\n2026年3月25日 星期三\n\n## {HEAD}\n\n{BODY}"

    assert [Role.FLAG, Role.FOLIO, Role.FOLIO, Role.HEADLINE, Role.PARAGRAPH] == roles(text)


def test_headline_between_two_lines_of_the_masthead_stays_one() -> None:
    text = f"宁波日报\n\n## {HEAD}\n\n2026年3月25日 星期三\n\n{BODY}"

    assert Role.HEADLINE is roles(text)[1]


def test_head_that_has_run_into_one_line_is_a_title_at_the_top() -> None:
    line = "迭代实施创新驱动首位战略打造更高水平创新型城市 临江建设一流创新生态加快产业提能发展突围"

    assert [Role.HEADLINE, Role.PARAGRAPH] == roles(f"{line}\n\n{BODY}")


def test_long_line_without_a_blank_is_no_title_at_the_top() -> None:
    line = "迭代实施创新驱动首位战略打造更高水平创新型城市临江建设一流创新生态加快产业提能发展突围"

    assert [Role.PARAGRAPH, Role.PARAGRAPH] == roles(f"{line}\n\n{BODY}")
