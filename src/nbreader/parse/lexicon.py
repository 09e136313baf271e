"""The word lists of `data/words.toml` as compiled patterns, made once.

Printed text is looked up by its *key*: the same text, character for character,
with full-width marks made half-width and traditional characters made
simplified, so that one pattern serves every page. Keys are for matching only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from nbreader.parse import patterns
from nbreader.tables import Tables, read_table

HAN = r"\u3400-\u9fff\uf900-\ufaff\N{IDEOGRAPHIC NUMBER ZERO}"
STOPS = "。！？!?…"  # what ends a sentence
MARKS = STOPS + "，,；;：:、"  # what tells running text from a title
OPENING = "“‘（(《〈【「『["
CLOSING = "”’）)》〉】」』]"
PAIRS = dict(zip(CLOSING, OPENING, strict=True))
NAME = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,8}})?"
SPACED_NAME = rf"(?:[{HAN}]\s[{HAN}]|{NAME})"
BULLETS = "■□◎◆◇●○▲△▼★☆※▪•◢►▶"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_QUOTES = {
    ord("「"): "“",
    ord("」"): "”",
    ord("『"): "“",
    ord("』"): "”",
    ord("﹃"): "“",
    ord("﹄"): "”",
}
_SPACE = {ord("\u3000"): " ", ord("\u00a0"): " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns over keys; each is named for the line that it recognises."""

    fold: dict[int, int | str]
    traditional: re.Pattern[str]
    surnames: frozenset[str]
    openers: tuple[str, ...]
    leaning: frozenset[str]
    clinging: frozenset[str]
    counters: frozenset[str]
    transitive: tuple[str, ...]
    hanging: tuple[str, ...]
    boxes: frozenset[str]
    papers: frozenset[str]
    paper_name: re.Pattern[str]
    labels: frozenset[str]
    section_tail: re.Pattern[str]
    note_label: re.Pattern[str]
    role_word: re.Pattern[str]
    writer: re.Pattern[str]
    inline_byline: re.Pattern[str]
    dateline: re.Pattern[str]
    attribution: re.Pattern[str]
    speaker: re.Pattern[str]
    signature: re.Pattern[str]
    caption_credit: re.Pattern[str]
    editors: re.Pattern[str]
    clash: re.Pattern[str]
    credit_head: re.Pattern[str] = patterns.CREDIT_HEAD
    credit_tail: re.Pattern[str] = patterns.CREDIT_TAIL
    caption_head: re.Pattern[str] = patterns.CAPTION_HEAD
    page_credit: re.Pattern[str] = patterns.PAGE_CREDIT
    jump: re.Pattern[str] = patterns.JUMP
    pointer: re.Pattern[str] = patterns.POINTER
    index_line: re.Pattern[str] = patterns.INDEX_LINE
    navigation: re.Pattern[str] = patterns.NAVIGATION
    folio_word: re.Pattern[str] = patterns.FOLIO_WORD
    folio: re.Pattern[str] = patterns.FOLIO

    def key(self, text: str) -> str:
        """The text as it is looked up: as long as the text itself."""
        return text.translate(self.fold)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")"


@lru_cache(maxsize=4)
def lexicon(tables: Tables) -> Lexicon:
    """The patterns made from one version of the tables."""
    words = tables.words
    writers = any_of(words("writer_words"))
    pictures = any_of(words("picture_words"))
    agencies = any_of(words("agencies"))
    offices = any_of(words("offices"))
    names = rf"{SPACED_NAME}(?:[\s、,/·]+{SPACED_NAME})*"
    traditional = _traditional()
    return Lexicon(
        fold={**_FULL_WIDTH, **_QUOTES, **_SPACE, **{ord(a): b for a, b in traditional.items()}},
        traditional=re.compile("[" + "".join(traditional) + "]"),
        surnames=words("surnames"),
        openers=tuple(words("openers")),
        leaning=words("leaning"),
        clinging=words("clinging"),
        counters=words("counters"),
        transitive=tuple(words("transitive")),
        hanging=tuple(words("hanging")),
        boxes=words("boxes"),
        papers=frozenset(tables.names),
        paper_name=re.compile(rf"[{HAN}]{{2,6}}?{any_of(words('paper_tails'))}"),
        labels=words("page_labels"),
        section_tail=re.compile(rf"{any_of(words('section_tails'))}$"),
        note_label=re.compile(rf"[\[(【]?{any_of(words('note_labels'))}[\])】]?:?"),
        role_word=re.compile(
            rf"(?:本报|本刊|本网|驻[{HAN}]{{2,6}}|[{HAN}A-Za-z\-]{{0,12}}?(?:报|刊|社|台|网|媒体?|新闻|中心|频道|客户端|杂志|记者站)"
            rf"|[{HAN}]{{0,8}}-?[A-Za-z][A-Za-z\-]*[{HAN}]{{0,4}}?)?"
            rf"(?:全媒体?|融媒体?|首席|特派|高级|见习|实习)?(?P<word>(?:{writers}|{pictures})+)(?P<rest>[{HAN}]*)"
        ),
        writer=re.compile(rf"{writers}|{pictures}"),
        inline_byline=re.compile(
            rf"[(【]([^()】]{{0,16}}?(?:{writers})[^()】]{{1,60}})[)】]|^(?:本报)?(?:{writers})\s+({names})(?=\s*报道)"
        ),
        dateline=_dateline(agencies),
        attribution=re.compile(
            rf"^[(\[](?:据|综合|摘自|来源|原载|转自|新华社|{agencies})[^()]{{0,40}}[)\]]$"
            rf"|^[(\[][^()]{{0,12}}(?:综合报道|综合消息|客户端)[)\]]$"
            rf"|^(?:来源|资料来源):.{{1,30}}$"
        ),
        speaker=re.compile(
            rf"^(?P<title>[^。!?;,“”]{{0,44}}?(?:{offices}))?\s*(?P<name>{NAME})\s*[:]?(?:——|--)$"
        ),
        signature=re.compile(
            rf"^[(]?(?:作者|本文作者)?(?:系|为|单位)?[:]?[^。！？,，;；]{{0,40}}?(?:{offices})[^。！？,，;；]{{0,12}}?[)]?$"
        ),
        caption_credit=_caption_credit(pictures, names),
        editors=re.compile(
            rf"^(?:[□■◎●○]\s*)?{any_of(words('editor_words'))}(?:\s*[:/／]\s*|\s+)[{HAN}]"
        ),
        clash=re.compile(
            rf"^[^,。;:“”]{{0,12}}{any_of(words('things'))},是[^,。;]{{2,30}}的{any_of(words('actors'))}[。,;]"
        ),
    )


def _dateline(agencies: str) -> re.Pattern[str]:
    """The source at the head of a report: 本报讯, 新华社北京3月24日电, 某市4月2日讯."""
    day = r"(?:\d{1,2}月)?\d{1,2}日"
    ends = r"(?:讯|电|消息)[\])】]?(?=[\s(:]|$)"
    return re.compile(
        rf"^[\[(【]?(?:本报|本刊|本网|本台)(?:[{HAN}]{{2,8}}?)?(?:{day})?(?:讯|{ends})"
        rf"|^[\[(【]?(?:据|综合)?{agencies}(?:[/、]?[{HAN}]{{0,10}}?)?(?:{day})?{ends}"
        rf"|^[\[(【]?[{HAN}]{{2,8}}{day}{ends}"
        rf"|^[{HAN}]{{1,6}}(?:日报|晚报|早报|晨报|时报|商报|都市报)讯"
    )


def _traditional() -> dict[str, str]:
    """Traditional characters with their simplified forms."""
    return {pair[0]: pair[1] for pair in read_table("traditional")["pairs"].split()}


def _caption_credit(pictures: str, names: str) -> re.Pattern[str]:
    """The credit at the end of a caption, as group "credit"."""
    given = r"(?:图片|照片|图)\s*(?:由|:)\s*[^。,，]{2,24}?(?:提供|供图)?"
    taken = (
        rf"(?:[{HAN}]{{0,6}}?(?:记者|通讯员|实习生)\s*)?(?:{names})"
        r"\s*[/]?\s*(?:摄影报道|摄影|拍摄|摄|供图|制图|绘)"
    )
    return re.compile(
        rf"(?P<credit>[(][^()]{{1,24}}(?:供图|摄|摄影|提供|制图|绘|资料图片?|资料照片)[)])[。.]?$"
        rf"|(?:^|[\s。”)])(?P<credit2>{given}(?:提供|供图)[)]?)$"
        rf"|(?:^|[\s。”)])(?P<credit3>{taken})[)]?$"
        rf"|(?P<credit4>[(](?:资料图片?|资料照片|受访者供图|视觉中国|新华社发.{{0,10}}|图源.{{0,16}})[)])$"
    )
