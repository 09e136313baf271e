"""Half-width marks among hanzi shown at full width; the text itself stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace

from nbreader.model import Article, Block

_CHINESE_MARKS = frozenset("，。、；：？！“”‘’（）《》【】…—％")
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_MARKS = re.compile(r"[,;:?!()]+")


def at_full_width(text: str) -> str:
    """The text with half-width marks beside hanzi made full-width, as long as before.

    >>> at_full_width("本报讯(记者黄合)昨天,共1,200家")
    '本报讯（记者黄合）昨天，共1,200家'
    """
    if text.isascii():
        return text
    return _MARKS.sub(_wide_beside_hanzi, text)


def _wide_beside_hanzi(marks: re.Match[str]) -> str:
    """Marks with a hanzi on one side; a comma or colon between digits is a number's."""
    text, (start, end) = marks.string, marks.span()
    if _is_chinese(text[start - 1 : start]) or _is_chinese(text[end : end + 1]):
        return marks.group().translate(_WIDE)
    return marks.group()


def _is_chinese(char: str) -> bool:
    """Tell whether a character, of which there may be none, is a hanzi or a mark among them."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char in _CHINESE_MARKS


def shown_article(article: Article) -> Article:
    """The article with its texts as they are shown; offsets are the same."""
    return replace(
        article,
        head=tuple(map(_shown, article.head)),
        blocks=tuple(map(_shown, article.blocks)),
    )


def _shown(block: Block) -> Block:
    return replace(block, text=at_full_width(block.text), credit=at_full_width(block.credit))
