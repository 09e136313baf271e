"""What a file is, by its bytes: encodings, kinds of text, and what is no page."""

from __future__ import annotations

import codecs
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from nbreader.errors import BadDataError
from nbreader.intake import detect
from nbreader.intake.detect import LIMIT, media_type_of, refuse_size, text_of
from nbreader.intake.encoding import Decoded, decode

SIMPLIFIED = "宁波日报\n\n本报讯(记者 黄合)昨天上午，全市工业经济运行总体平稳。\n\n“开局良好！”\n"
TRADITIONAL = (
    "寧波日報\n\n本報訊（記者 黃合）昨天上午，全市工業經濟運行總體平穩。\n\n「開局良好！」\n"
)
SEEDS = Path(__file__).parents[2] / "seeds"
LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
ENCODINGS = (
    "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
)  # fmt: skip


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize(("encoding", "end"), product(ENCODINGS, LINE_ENDS))
def test_text_comes_back_whatever_its_encoding(encoding: str, end: str, text: str) -> None:
    text = text.replace("\n", LINE_ENDS[end])

    assert Decoded(text=text, encoding=encoding) == decode(text.encode(encoding))


@pytest.mark.parametrize("end", LINE_ENDS)
def test_big5_comes_back(end: str) -> None:
    text = TRADITIONAL.replace("\n", LINE_ENDS[end])

    assert Decoded(text=text, encoding="big5") == decode(text.encode("big5"))


@pytest.mark.parametrize("narrow", ["gb2312", "gbk"])
def test_parts_of_gb18030_are_read_as_gb18030(narrow: str) -> None:
    assert Decoded(text=SIMPLIFIED, encoding="gb18030") == decode(SIMPLIFIED.encode(narrow))


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_big_endian_marks_are_read(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding))

    assert decoded is not None
    assert SIMPLIFIED == decoded.text


def test_only_the_first_byte_order_mark_is_taken_away() -> None:
    decoded = decode(codecs.BOM_UTF8 * 2 + "中".encode())

    assert Decoded(text="\ufeff中", encoding="utf-8-sig") == decoded


@pytest.mark.parametrize("extended", ["cp950", "big5hkscs"])
def test_big5_is_read_with_the_characters_that_were_added_to_it(extended: str) -> None:
    added = {"cp950": "碁銹裏墻恒粧嫺╔╦╗", "big5hkscs": "啲喺嘅嚟冇佢哋"}[extended]

    assert Decoded(text=TRADITIONAL + added, encoding=extended) == decode(
        (TRADITIONAL + added).encode(extended)
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("text", ["宁波日报", "开工", "2026年3月25日 星期三", "王成赴江北"])
def test_handful_of_characters_is_read(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert decoded is not None
    assert (text, encoding) == (decoded.text, decoded.encoding)


def test_gb18030_that_is_valid_utf8_without_han_is_read() -> None:
    assert "通".encode("gb18030").decode("utf-8") == "\u0368"

    decoded = decode("通".encode("gb18030"))

    assert decoded is not None
    assert "通" == decoded.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("text", [SIMPLIFIED.strip(), "宁波日报"])
def test_file_cut_inside_its_last_character_is_read(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding)[:-1])

    assert decoded is not None
    assert (text[:-1] + "\ufffd", encoding, True) == (
        decoded.text,
        decoded.encoding,
        decoded.broken,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_file_with_a_few_broken_bytes_keeps_its_encoding(encoding: str) -> None:
    data = SIMPLIFIED.encode(encoding)
    middle = data.index("昨".encode(encoding))

    decoded = decode(data[:middle] + b"\xff" + data[middle:])

    assert decoded is not None
    assert (encoding, True) == (decoded.encoding, decoded.broken)
    assert SIMPLIFIED[-20:] == decoded.text[-20:]


def test_mark_of_an_encoding_that_the_rest_is_not_in_is_not_believed() -> None:
    data = codecs.BOM_UTF32_LE + SIMPLIFIED.encode("utf-16-le")

    decoded = decode(data)

    assert decoded is not None
    assert ("\0" + SIMPLIFIED, "utf-16") == (decoded.text, decoded.encoding)


def test_close_call_between_encodings_is_less_than_sure() -> None:
    korean = "어제 서울에서 큰 행사가 열렸습니다.".encode("euc-kr")

    decoded = decode(korean)

    assert decoded is not None
    assert 0 < decoded.confidence < 1


def test_other_encodings_are_left_to_charset_normalizer() -> None:
    text = "昨日、東京で大きな地震がありましたが、被害は報告されていません。\n" * 3

    decoded = decode(text.encode("shift_jis"))

    assert Decoded(text=text, encoding="cp932", confidence=0.5) == decoded


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le"])
def test_chinese_is_read_without_charset_normalizer(encoding: str) -> None:
    program = (
        "import sys; from nbreader.intake.encoding import decode;"
        f"decode(bytes.fromhex('{TRADITIONAL.encode(encoding).hex()}'));"
        "print('charset_normalizer' in sys.modules)"
    )

    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert b"False" == printed.stdout.strip()


@pytest.mark.parametrize(
    "data",
    [
        "L'été dernier, nous avons visité la cathédrale de Besançon.".encode("latin-1"),
        ("Errors should never pass silently. " * 5 + "résumé").encode("latin-1"),
        "Привет, мир. Это проверка кодировки текста.".encode("cp1251"),
        "Привет, мир. Это проверка кодировки текста.".encode(),
        "어제 서울에서 큰 행사가 열렸습니다.".encode("utf-16"),
        b"Errors should never pass silently.",
        b"# README\n\n- one\n- two\n",
    ],
)
def test_text_of_other_languages_is_refused(data: bytes) -> None:
    with pytest.raises(BadDataError, match=r"^甲\.txt 里没有中文。$"):
        text_of(data, path="甲.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\0" * 4000,
        b"abc\0def\0\0\0" * 20,
        b"\x00\x01\x02\x03\xff\xfe\xfd\xfc" * 400,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(BadDataError, match=r"^甲\.txt 不是文本文件。$"):
        text_of(data, path="甲.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\0", "压缩包或 Office 文档"),
        (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\x7fELF\x02", "程序"),
    ],
)
def test_known_kind_of_file_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(BadDataError, match=f"^甲 是{kind}，不是文本。$"):
        text_of(data, path="甲")


def test_empty_file_is_refused() -> None:
    with pytest.raises(BadDataError, match=r"^甲 是空文件。$"):
        text_of(b"", path="甲")


@pytest.mark.parametrize(
    "data", [b" \t\r\n\f", "\u3000\n".encode(), codecs.BOM_UTF8, "\u3000\n".encode("utf-16")]
)
def test_blank_file_is_refused(data: bytes) -> None:
    with pytest.raises(BadDataError, match=r"^甲 里只有空白。$"):
        text_of(data, path="甲")


@pytest.mark.parametrize("text", ["〇", "⼀", "𠮷", "a中\0\0\0\0\0\0\0\0", "\x1b[31m红"])
def test_one_chinese_character_makes_a_page(text: str) -> None:
    assert Decoded(text=text, encoding="utf-8") == text_of(text.encode(), path="甲")


def test_file_over_the_limit_is_refused() -> None:
    with pytest.raises(BadDataError, match=r"^甲 超过 64 MiB，太大了。$"):
        refuse_size(LIMIT + 1, path="甲")


@pytest.mark.parametrize(("limit", "refused"), [(5, True), (6, False)])
def test_bytes_over_the_limit_are_refused(
    limit: int, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detect, "LIMIT", limit)

    try:
        text_of("中文".encode(), path="甲")
    except BadDataError:
        assert refused
    else:
        assert not refused


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize(
    "text",
    [
        "# 宁波日报\n",
        "正文。\n\n## 标题 一\n\n正文。",
        "- 一\n- 二\n\n**黑体**正文。\n",
        "> 引文\n\n[链接](http://example.org)\n",
        "主办：市委  \n统一刊号\n\n---\n\n正文。",
    ],
)
def test_markdown_is_told_by_its_marks(text: str, end: str) -> None:
    assert "text/markdown" == media_type_of(text.replace("\n", LINE_ENDS[end]))


@pytest.mark.parametrize(
    "text",
    [
        "正文。\n",
        "#话题#正文。\n",
        "正文 # 不是标题\n",
        "- 第一点\n- 第二点\n",
        "——副题\n\n5 * 3 ** 2 ** 1\n",
        "■ 记者 黄合\n\f专版\n\n2 > 1\n",
        "####### 七个\n",
        "2026-03-25\n-----\n",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert "text/plain" == media_type_of(text)


def test_seeds_are_told_apart_by_their_text() -> None:
    kinds = {
        path.name[:3]: media_type_of(path.read_text(encoding="utf-8"))
        for path in SEEDS.glob("0*.txt")
    }

    plain = dict.fromkeys(("001", "002", "003", "004"), "text/plain")
    assert {"000": "text/markdown", **plain} == kinds
