"""The printed forms that one paper uses for the same thing.

A `Face` is what a page keeps to from top to bottom: its brackets, its byline
mark, how it credits pictures. It is drawn from the page's random numbers.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.typesetting.copydesk import Copy, Picture

HALF_WIDTH = str.maketrans("，：；？！（）", ",:;?!()")
BRACKETS = str.maketrans("（）", "()")
TRADITIONAL = str.maketrans("报讯记员摄图", "報訊記員攝圖")  # the words of datelines and credits

BYLINE_MARKS = ("■ ", "□ ", "◎ ", "◆ ", "● ", "○ ")
BYLINE_WORDS = ("本报记者 ", "记者 ", "首席记者 ", "文/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The manners of one page."""

    byline: str = "■ "  # a mark or a word in front of the names; "" for names alone
    credit: str = "摄"  # 摄, bracket, given, slash, word, apart: see `caption_lines`
    half_brackets: bool = False
    half_width: bool = False
    traditional: bool = False

    def printed(self, text: str) -> str:
        """The text in this page's widths and characters."""
        if self.traditional:
            text = text.translate(TRADITIONAL)
        if self.half_width:
            return text.translate(HALF_WIDTH)
        return text.translate(BRACKETS) if self.half_brackets else text


def byline_names(copy: Copy) -> tuple[str, ...]:
    """All names of a byline, writers first."""
    return copy.writers + copy.correspondents


def plain_byline(copy: Copy, face: Face) -> str:
    """A byline of one line: a mark or 记者 in front, 通讯员 where there are any."""
    if face.byline in BYLINE_WORDS:
        words = face.byline + " ".join(copy.writers)
        others = " 通讯员 " + " ".join(copy.correspondents) if copy.correspondents else ""
        return face.printed(words + others)
    return face.printed(face.byline + " ".join(byline_names(copy)))


def broken_byline(copy: Copy) -> str:
    """A byline in Markdown: a line for each trade, with a hard break."""
    lines = ["记者 " + " ".join(copy.writers)]
    if copy.correspondents:
        lines.append("通讯员 " + " ".join(copy.correspondents))
    return "  \n".join(lines)


def local_dateline(copy: Copy, rng: random.Random) -> str:
    """The 本报讯 that stands in front of a report's first sentence."""
    writers, others = "、".join(copy.writers), "、".join(copy.correspondents)
    blank = " ".join(copy.writers)
    if not others:
        return rng.choice([f"本报讯（记者{writers}）", f"本报讯（记者 {blank}）"])
    return rng.choice(
        [
            f"本报讯（记者{writers} 通讯员{others}）",
            f"本报讯（记者 {blank} 通讯员 {' '.join(copy.correspondents)}）",
        ]
    )


def agency_dateline(copy: Copy) -> str:
    """The 新华社…电 that stands in front of a wire report."""
    names = "（记者" + "、".join(copy.writers) + "）" if copy.writers else ""
    return f"新华社{copy.place}电{names}"


def caption_lines(picture: Picture, face: Face) -> tuple[str, ...]:
    """A caption with its credit: one line, or two where the credit stands apart."""
    text, credit = picture.text, picture.credit
    if not credit:
        return (text,)
    if picture.is_given:
        return _given(text, credit, face)
    match face.credit:
        case "bracket":
            return (f"{text}（{credit}摄）",)
        case "slash":
            return (f"{text} 图/{credit}",)
        case "word":
            return (f"{text} 摄影 {credit}",)
        case "reporter":
            return (f"{text} 本报记者 {credit} 摄",)
        case "apart":
            return (text, f"{credit} 摄")
        case _:
            return (f"{text} {credit} 摄",)


def _given(text: str, office: str, face: Face) -> tuple[str, ...]:
    match face.credit:
        case "bracket":
            return (f"{text}（{office}供图）",)
        case "apart":
            return (text, f"图片由{office}提供")
        case "slash" | "word":
            return (f"{text} {office}供图",)
        case _:
            return (f"{text} 图片由{office}提供",)


def draw_face(rng: random.Random, **fixed: object) -> Face:
    """A face at random, with some of its manners fixed."""
    face = Face(
        byline=rng.choice(BYLINE_MARKS + BYLINE_WORDS),
        credit=rng.choice(["摄", "bracket", "slash", "word", "reporter", "apart"]),
        half_brackets=rng.random() < 0.5,
    )
    return replace(face, **fixed)  # type: ignore[arg-type]  # fields of Face by name
