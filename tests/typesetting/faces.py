"""The printed forms that one paper uses for the same thing.

A `Face` is what a page keeps to from top to bottom: its brackets, its byline,
how it credits pictures. It is drawn from the page's random numbers. The plain
forms are those of the five sample pages; the others are what other papers print.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.typesetting.copydesk import Copy, Picture

HALF_WIDTH = str.maketrans("，：；？！（）", ",:;?!()")
BRACKETS = str.maketrans("（）", "()")
TRADITIONAL = str.maketrans("报讯记员摄图", "報訊記員攝圖")  # the words of datelines and credits

# What stands in front of the writers, between them and the correspondents, and behind.
Byline = tuple[str, str, str]
MARKED: tuple[Byline, ...] = (("■ ", " ", ""),)
WORDED: tuple[Byline, ...] = (("记者 ", " 通讯员 ", ""),)
NAMES_ALONE: tuple[Byline, ...] = (("", " ", ""),)
OTHER_BYLINES: tuple[Byline, ...] = (
    ("□ ", " ", ""),
    ("◎ ", " ", ""),
    ("◆ ", " ", ""),
    ("●", " ", ""),
    ("□ 本报记者 ", " 通讯员 ", ""),
    ("■本报记者 ", " 通讯员 ", ""),
    ("●记者 ", " 通讯员 ", ""),
    ("本报记者 ", " 通讯员 ", ""),
    ("首席记者 ", " 通讯员 ", ""),
    ("见习记者 ", " 通讯员 ", ""),
    ("文/", " ", ""),
    ("◎文/", " ", ""),
    ("撰文 ", " ", ""),
    ("（记者 ", " 通讯员 ", "）"),
)

# A photographer's name goes where the braces are; a line end sets the credit apart.
PLAIN_CREDITS = (" {} 摄", "\n{} 摄")
OTHER_CREDITS = (
    "（{}摄）",
    "（{} 摄）",
    "（本报记者 {} 摄）",
    " 图/{}",
    " 摄影 {}",
    " 摄影：{}",
    " 本报记者 {} 摄",
    " 记者 {} 摄",
    "\n本报记者 {} 摄",
    "\n（{} 摄）",
)
PLAIN_GIFTS = (" 图片由{}提供", "（{}供图）")
OTHER_GIFTS = (
    " {}供图",
    " {} 供图",
    "（图片由{}提供）",
    " 供图：{}",
    "\n图片由{}提供",
    "（{}提供）",
)
CAPTION_LEADS = ("图为", "▲", "△", "上图：", "左图：", "▲图为")

NUMBERS = "一二三四五六七八九"
NUMBERINGS = ("{}、", "（{}）", "0{0}. ", "{0}．")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The manners of one page."""

    byline: Byline = MARKED[0]
    credit: str = PLAIN_CREDITS[0]
    gift: str = PLAIN_GIFTS[0]
    caption_lead: str = ""
    numbering: str = ""
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


def draw_face(
    rng: random.Random,
    *,
    bylines: tuple[Byline, ...] = MARKED + WORDED,
    other: float = 0.5,
    credited: bool = True,
) -> Face:
    """A face at random; as often as `other` says, with forms the samples do not have."""
    if rng.random() >= other:
        return Face(
            byline=rng.choice(bylines),
            credit=rng.choice(PLAIN_CREDITS),
            gift=rng.choice(PLAIN_GIFTS),
            half_brackets=rng.random() < 0.5,
        )
    return Face(
        byline=rng.choice(OTHER_BYLINES + bylines),
        credit=rng.choice(OTHER_CREDITS + PLAIN_CREDITS),
        gift=rng.choice(OTHER_GIFTS + PLAIN_GIFTS),
        caption_lead=rng.choice(("", "", *CAPTION_LEADS)) if credited else "",
        numbering=rng.choice(("", "", *NUMBERINGS)),
        half_brackets=rng.random() < 0.5,
    )


def byline_names(copy: Copy) -> tuple[str, ...]:
    """All names of a byline, writers first."""
    return copy.writers + copy.correspondents


def plain_byline(copy: Copy, face: Face) -> str:
    """A byline of one line in the page's form."""
    front, between, back = face.byline
    others = between + " ".join(copy.correspondents) if copy.correspondents else ""
    return face.printed(front + " ".join(copy.writers) + others + back)


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
        return rng.choice(
            [
                f"本报讯（记者{writers}）",
                f"本报讯（记者 {blank}）",
                f"本报讯（记者 {blank}） ",
                f"本报讯 （记者{writers}）",
                f"本报讯 记者{writers}报道：",
            ]
        )
    return rng.choice(
        [
            f"本报讯（记者{writers} 通讯员{others}）",
            f"本报讯（记者{writers}，通讯员{others}）",
            f"本报讯（记者 {blank} 通讯员 {' '.join(copy.correspondents)}）",
        ]
    )


def agency_dateline(copy: Copy) -> str:
    """The 新华社…电 that stands in front of a wire report."""
    names = "（记者" + "、".join(copy.writers) + "）" if copy.writers else ""
    return f"新华社{copy.place}电{names}"


def caption_lines(picture: Picture, face: Face) -> tuple[str, ...]:
    """A caption with its credit: one line, or two where the credit stands apart."""
    text = face.caption_lead + picture.text
    if face.caption_lead.endswith("图为") and not text.endswith("。"):
        text += "。"
    if not picture.credit:
        return (text,)
    form = face.gift if picture.is_given else face.credit
    return tuple((text + form.format(picture.credit)).split("\n"))


def crosshead_line(text: str, count: int, face: Face) -> str:
    """A crosshead with its number, where the page numbers them; counted from 1."""
    if not face.numbering:
        return text
    return face.numbering.format(NUMBERS[count - 1] if "{}" in face.numbering else count) + text
