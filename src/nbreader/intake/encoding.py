"""Bytes to text: which encoding a file is in, by the evidence of its bytes.

In this order, the first that holds: a byte order mark; valid UTF-8; UTF-8 with
a few broken bytes; what a web page says of itself; GB18030, Big5 or UTF-16 by
the share of common characters; the word of charset-normalizer, which is slow to
import and so comes last.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import category

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HAN = re.compile("[\u3400-\u9fff]")
# Compiled when there is none of these: radicals, which PDF fonts may give for
# characters, and the characters beyond the first plane.
_RARE_HAN = "[〇々〻\u2e80-\u2fd5\uf900-\ufaff\U00020000-\U0003ffff]"

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE. Each codec
# takes its own mark away, so that the same name decodes the file once more.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GBK and GB2312 are parts of GB18030. On equal evidence the first one wins.
_UNMARKED = ("gb18030", "big5", "utf-16-le", "utf-16-be")
# Big5 as the standard has it, as Windows writes it, as Hong Kong extends it.
_VARIANTS = {name: (name,) for name in _UNMARKED} | {"big5": ("big5", "cp950", "big5hkscs")}
# <meta charset="gbk">, and what encodings such names mean here.
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.IGNORECASE
)
_META = 4096  # bytes of a web page in which it stands
_OF_META = dict.fromkeys(("gbk", "gb2312", "gb18030", "x-gbk", "cp936"), "gb18030")
_OF_META |= dict.fromkeys(("big5", "big5-hkscs", "cp950"), "big5hkscs") | {"utf-8": "utf-8"}
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_UNPRINTABLE = re.compile(rb"[^\t\n\r -~]+")
_SAMPLE = 1 << 15  # bytes that are enough to tell encodings apart
_LIKELY = 0.5  # share of common characters from which a decoding is believed
_FEW = 50  # bytes of a file to one that is not ASCII
_CLEAR = 0.25  # the lead over the next best decoding from which it is no guess
_UNSURE = 0.5  # confidence in charset-normalizer, asked when nothing else held

# The commonest characters by the word frequencies of jieba's dictionary, and the
# traditional forms of those that have one.
_COMMON = (
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自"
    "之对得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同"
    "北定开产前其军还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西"
    "没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武"
    "使次二向治因立数样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气"
    "汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给"
    "打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五京河接条规式县白"
    "它改风光运信受什组听布百济党指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集"
    "联古广完质阳难增历史专官每住商即步认车台林必死游举线言皇土团收考求德叫近备研争非具李众连"
    "调感转笑革该持始英克士尔让拉思根格造较际亲单朝红型价校约器字段周亚深候则功属积快图火千准"
    "究往极育装许参半令吃观鱼精办像帝八复影告远群包整构料随划算象容示投势热值夫网望源息语股铁"
    "断派速怎需片爱律纪支早况病境证编越局推满且列觉服双未居除乐企引标确织初青志率项飞球节察龙"
    "响药站施均消客失轻存低甚般击曾防请离落显罗营足素视护副食创余照兴占巴虽洲村费易试星木黑左"
    "宝置跟央识维采六底宫房音环案批切斗富乡另倒若按查故突责严宁讯摄"
    "說著門軍兩沒東無戰樣問應資務漢義領計別權給變華議稱決達導規風運組選卻職傳帶聯廣質陽難認車"
    "爭調爾較親紅亞屬積裝參魚遠勢熱鐵斷愛況證滿覺雙樂標織節響藥輕擊顯營興試寶識維宮環記訊員報"
    "攝編輯專題點評論綜國際經濟體見習實約縣區鎮鄉長書處廳會辦黨總師學醫護業產創責圖轉續請關鏈"
    "結讀聲觀後話開語視頭條線發電訪談對聞號農曆統連機楊陳張劉黃趙吳孫馬鄭許龍萬錢嚴溫齊寧紀單"
    "數據眾讓為與當這們個億時間來過還將則併於級類狀額貨從內邊裡麼嗎隨圍雖該現場舉動進強設構術"
    "費價團隊廠飛項備灣臺幾樓島歲須歷簡課買賣銀雜離殺絕兒聽雲幹樹確劃爺檢幫媽麗歡飯險賽館軟遊"
    "舊腦麥圓獲獻氣龐嶺齡"
)
_MARKS_IN_TEXT = (
    "\u3000、。，．：；？！（）《》〈〉「」『』【】“”‘’…⋯—－·％０１２３４５６７８９■●▲△○"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text, and how sure it is that the bytes mean that.

    `encoding` is a name that Python knows: where nothing is `broken`, the
    file's bytes decoded by it are `text`.
    """

    text: str
    encoding: str
    confidence: float = 1.0
    broken: bool = False  # some bytes fit no character and stand as U+FFFD


def decode(data: bytes) -> Decoded | None:
    """The text of a file, None where the bytes are no text of any encoding."""
    return (
        _by_mark(data)
        or _by_validity(data)
        or _by_meta(data)
        or _by_common_characters(data)
        or _by_charset_normalizer(data)
    )


def encoding_of_names(names: Iterable[bytes]) -> str:
    """The encoding that file names of one origin are in; "cp437" where they are not Chinese.

    UTF-8 if all are, else GB18030 or Big5, whichever reads as Chinese.
    """
    joined = b"\n".join(names)
    if not _BEYOND_ASCII.search(joined):
        return "cp437"
    if _decoded_whole(joined, "utf-8"):
        return "utf-8"
    texts = {name: _decoded_whole(joined, name) for name in ("gb18030", "big5")}
    fits = {name: _fit(text) for name, text in texts.items() if holds_han(text)}
    best = max(fits, key=fits.__getitem__, default="")
    return best if best and fits[best] >= _LIKELY else "cp437"


def _decoded_whole(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def holds_han(text: str) -> bool:
    """Tell whether at least one character is Chinese."""
    return (_HAN.search(text) or re.search(_RARE_HAN, text)) is not None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (decoded := _decoded(data, encoding)):
            return decoded
    return None


def _by_validity(data: bytes) -> Decoded | None:
    """UTF-8, which other encodings hit by chance only where no Han comes out.

    A few broken bytes (a file cut inside a character, a bad copy) do not change
    that; bytes that are ASCII without zero bytes are UTF-8 as well.
    """
    decoded = _decoded(data, "utf-8")
    if decoded and (holds_han(decoded.text) or (data.isascii() and b"\0" not in data)):
        return decoded
    return None


def _by_meta(data: bytes) -> Decoded | None:
    """What a web page says itself, where its bytes agree: most of them are ASCII."""
    named = _CHARSET.search(data[:_META]) if data.lstrip()[:1] == b"<" else None
    encoding = _OF_META.get(named[1].decode("ascii").lower(), "") if named else ""
    decoded = _decoded(data, encoding) if encoding else None
    return decoded if decoded and holds_han(decoded.text) else None


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    """The text in that encoding, None where a fifth of what is not ASCII is broken."""
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count(REPLACEMENT) - text.endswith(REPLACEMENT)
    if broken * 5 > len(text) - len(text.encode("ascii", "ignore")):
        return None
    return Decoded(text=text, encoding=encoding, broken=True)


def _by_common_characters(data: bytes) -> Decoded | None:
    """GB18030, Big5 or UTF-16, whichever reads as Chinese.

    The wrong one gives rare characters, broken ones, or those of other scripts.
    A lone é in an English file makes a Chinese character with the letter behind
    it, so a file that is nearly all ASCII is not judged by so little.
    """
    if b"\0" not in data and len(data) > _FEW * (len(data) - len(data.decode("ascii", "ignore"))):
        return None
    fits = {name: _fit(_sample(data, name).decode(name, "replace")) for name in _UNMARKED}
    best, second = sorted(fits, key=lambda name: -fits[name])[:2]
    if fits[best] < _LIKELY:
        return None
    variants = filter(None, (_decoded(data, name) for name in _VARIANTS[best]))
    decoded = min(variants, key=lambda decoded: decoded.text.count(REPLACEMENT), default=None)
    return decoded and replace(
        decoded, confidence=min(1.0, (fits[best] - max(0.0, fits[second])) / _CLEAR)
    )


def _sample(data: bytes, encoding: str) -> bytes:
    """The part of a file that tells whether it is in that encoding.

    UTF-16 begins at the file's first byte, and many of its bytes are no
    printable ASCII: English letters, taken in pairs, look Chinese as well.
    The others are told by what follows the first character beyond ASCII.
    """
    if encoding.startswith("utf-16"):
        sample = data[:_SAMPLE]
        odd = sum(map(len, _UNPRINTABLE.findall(sample)))
        return sample if odd > len(sample) / 5 else b""
    found = _BEYOND_ASCII.search(data)
    return data[found.start() :][:_SAMPLE] if found else b""


def _fit(text: str) -> float:
    """How Chinese a text looks: 1.0 if every character beyond ASCII is common.

    A merely ordinary character counts half, and one that no text holds (a
    broken or unassigned one, a control character) takes one off. A broken one
    at the end may be cut, and counts nothing.
    """
    weights = {"common": 1.0, "ordinary": 0.5, "rare": 0.0, "wrong": -1.0}
    total, score = 0, 0.0
    for character, times in Counter(text.removesuffix(REPLACEMENT)).items():
        if character.isspace() or " " <= character <= "~" or character == "\x1b":
            continue
        total += times
        score += times * weights[_kind(character)]
    return score / total if total else 0.0


def _kind(character: str) -> str:
    if character in _common():
        return "common"
    if character in _ordinary():
        return "ordinary"
    wrong = character == REPLACEMENT or category(character) in ("Cc", "Cn", "Co", "Cs")
    return "wrong" if wrong else "rare"


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON + _MARKS_IN_TEXT)


@cache
def _ordinary() -> frozenset[str]:
    """The characters that GB2312 and Big5 each give in their first, commoner part."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    simplified = bytes(b for lead in range(0xB0, 0xD8) for t in trails[63:] for b in (lead, t))
    traditional = bytes(b for lead in range(0xA4, 0xC7) for t in trails for b in (lead, t))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))


def _by_charset_normalizer(data: bytes) -> Decoded | None:
    """What the library says, but for UTF-16, which it finds in any short text."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    best = from_bytes(sample[: sample.rfind(b"\n") + 1] or sample).best()
    if best is None or best.encoding.startswith(("utf_7", "utf_16")):
        return None
    encoding = (
        "gb18030" if best.encoding in ("gbk", "gb2312") else codecs.lookup(best.encoding).name
    )
    decoded = _decoded(data, encoding)
    return decoded and replace(decoded, confidence=_UNSURE)
