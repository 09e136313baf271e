"""Saved web pages: what is seen becomes text, what the tags say structure."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.parsing import blocks_of, headlines, tables, texts

from nbreader.errors import BadDataError
from nbreader.intake import count_files, page_of_bytes, read_files
from nbreader.intake.files import File
from nbreader.intake.html import read_web_page
from nbreader.model import Page, Role
from nbreader.parse import parse_page

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>江堤变身绿道-临江日报</title>
<!--enpproperty <date>2026-03-25 00:00:00.0</date><nodename>第03版：民生</nodename> enpproperty-->
<style>p {{ color: red }}</style><script>var text = "<p>不是正文</p>";</script></head><body>
<ul><li><a href="1">返回首页</a></li><li><a href="2">下一版</a></li></ul>
<h3>临江区三年治水见闻</h3><h1>江堤变身绿道</h1><h2>推窗见绿</h2><p>本报记者 张晓明</p>
<div><P>　　昨天，临江区的江堤绿道全线贯通，
沿江的居民推窗见绿、<span>出门见水</span>，总投资3.2亿元&mdash;&mdash;增长5&#37;。</P>
<p><strong>治水算长远账</strong></p>
<p>　　治水要算长远账。我们将投入五亿元，对沿江三十家企业实施搬迁改造。</p>
<table><tr><th>年份</th><th>绿道</th></tr><tr><td>2024</td><td>12公里</td></tr></table>
</div><p hidden>看不见</p></body></html>"""


def parsed(data: bytes, path: str = "page.html") -> Page:
    return parse_page(page_of_bytes(data, path=path), tables=tables())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>江堤</p><p>绿道</p>", "江堤\n\n绿道"),
        ("<p>江堤<br>绿道<br/>水</p>", "江堤\n绿道\n水"),
        ("<p>江<b>堤</b><i>绿</i>道</p>", "江堤绿道"),
        ("<p>江堤\n绿道</p>", "江堤绿道"),
        ("<p>张晓明 \n 李小红 <span>黄合</span>\n<span>文</span></p>", "张晓明李小红 黄合 文"),
        ("<p>Wind\n and  water</p>", "Wind and water"),
        ("<p>A&lt;B&amp;C&#27743;&#x5824;</p>", "A<B&C江堤"),
        ("<h1>江堤</h1><h2>绿道<br>水</h2>", "# 江堤\n\n## 绿道\n## 水"),
        ("<h1><a>江堤</a></h1>", "# 江堤"),
        ("<p><b>小标题</b></p><p><b>半</b>句</p>", "**小标题**\n\n半句"),
        ("<ul><li>一</li><li>二</ul>", "- 一\n- 二"),
        ("<ul><li><a>首页</a></li><li><a>第</a>二</li></ul>", "首页\n- 第二"),
        ("<table><tr><td>年</td><td>值</td></tr></table>", "- 年\u3000值"),
        ("<table><tr><td>2024</td><td>5</td></tr></table>", "- \u200b2024\u30005"),
        ("<table><tr><td>整页正文</td></tr></table>", "整页正文"),
        ("<pre>第一行\n  第二行</pre>", "第一行\n第二行"),
        ("<script>字</script><style>字</style><p>江</p><noscript>字</noscript>", "江"),
        ("<head><title>题</title><body><p>江堤</p>", "江堤"),
        ("<!-- <p>字</p> --><p>江</p>", "江"),
        ('<p style="display: none">字</p><div hidden><div>字</div>字</div><p>江</p>', "江"),
        ("<p>江</p><div hidden><p>堤", "江\n\n堤"),
        ("<svg><text>字</text></svg><p>江", "江"),
        ("<p># 一</p><p>- 二</p><p>&gt; 三</p>", "\u200b# 一\n\n\u200b- 二\n\n\u200b> 三"),
        ("<p>a**b __c `d` \\#</p>", "a*\u200b*\u200bb _\u200b_c \\`d\\` \\\u200b#"),
        ("<p>一 < 二 <3", "一 < 二 <3"),
        ("<div><p>江</div>堤</p></b></table>道", "江\n\n堤\n\n道"),
    ],
)
def test_text_is_what_is_seen(source: str, text: str) -> None:
    assert text == read_web_page(f"<body>{source}").text


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gbk", "gb18030"), ("gb2312", "gb18030")]
)
def test_page_is_read_in_the_encoding_it_names(charset: str, encoding: str) -> None:
    source = page_of_bytes(PAGE.format(charset=charset).encode(charset), path="page.html").source

    assert (encoding, "text/html") == (source.encoding, source.media_type)
    assert "沿江的居民推窗见绿、出门见水，总投资3.2亿元——增长5%。" in source.text


def test_mostly_ascii_page_is_read_in_the_encoding_it_names() -> None:
    data = f'<html><meta charset="gbk"><!--{"x" * 3000}--><p>江堤绿道</p>'.encode("gbk")

    assert "江堤绿道" == page_of_bytes(data, path="page.html").source.text


def test_tags_become_structure() -> None:
    page = parsed(PAGE.format(charset="utf-8").encode())
    article = page.articles[0]

    assert ["江堤变身绿道"] == headlines(page)
    assert ("临江区三年治水见闻", "推窗见绿") == (article.kicker, article.deck)
    assert ["治水算长远账"] == texts(page, Role.CROSSHEAD)
    assert ["张晓明"] == [byline.name for byline in article.byline]
    assert 2 == len(texts(page, Role.PARAGRAPH))
    assert ["年份 绿道", "2024 12公里"] == texts(page, Role.LIST_ITEM)


def test_title_and_comment_say_what_no_line_says() -> None:
    page = parsed(PAGE.format(charset="utf-8").encode())

    folio = (page.newspaper, str(page.date), page.number, page.label)
    assert ("临江日报", "2026-03-25", 3, "民生") == folio


def test_folio_of_the_page_wins_over_the_title() -> None:
    title = "<title>晚江日报 2025-01-01 第9版</title>"
    folio = "<p>临江日报 2026年3月25日 03版 要闻</p>"

    page = parsed(f"<html>{title}{folio}<h1>江堤</h1><p>昨天，绿道全线贯通。</p>".encode())

    assert ("临江日报", 3, "要闻") == (page.newspaper, page.number, page.label)


def test_tags_and_scripts_are_no_text() -> None:
    page = parsed(PAGE.format(charset="utf-8").encode())

    shown = "".join(block.text for block in blocks_of(page))
    assert [] == [word for word in ("<", "不是正文", "color", "看不见", "enp") if word in shown]


def test_levels_of_crossheads_make_no_headline() -> None:
    body = "<p>昨天，江堤绿道全线贯通，沿江的居民推窗见绿。</p>"
    source = f"<html><h1>江堤</h1>{body}<h2>治水算长远账</h2><h3>三年不松劲</h3>{body}"

    assert ["江堤"] == headlines(parsed(source.encode()))


@pytest.mark.parametrize("source", ["<html><script>江</script>", "<html><p>no Chinese</p>"])
def test_page_without_visible_chinese_is_refused(source: str) -> None:
    with pytest.raises(BadDataError, match=r"^page\.html "):
        page_of_bytes(source.encode(), path="page.html")


@pytest.mark.parametrize(
    "text", ["江堤 <p>绿道</p>", "a < b 江堤", "<记者 张晓明>江堤", "《<p>》江"]
)
def test_text_with_a_stray_tag_is_no_web_page(text: str) -> None:
    assert "text/plain" == page_of_bytes(text.encode(), path="1.txt").source.media_type


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.xhtml"])
def test_folder_gives_web_pages_without_what_browsers_keep_beside_them(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    beside = tmp_path / "page_files"
    beside.mkdir()
    (beside / "frame.html").write_text("<p>江堤</p>", encoding="utf-8")

    found = [each for each in read_files([tmp_path]) if isinstance(each, File)]

    assert ([name], 1) == ([Path(each.path).name for each in found], count_files([tmp_path]))


def test_folder_that_only_sounds_like_one_of_a_browser_is_walked_into(tmp_path: Path) -> None:
    beside = tmp_path / "2025_files"
    beside.mkdir()
    (beside / "1.txt").write_text("江堤绿道", encoding="utf-8")

    assert ["1.txt"] == [Path(each.path).name for each in read_files([tmp_path])]
