"""Half-width marks among hanzi shown at full width; the text itself stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace

from nbreader.model import Article, Block

_HAN = r"\u3400-\u9fff\uf900-\ufaff，。、；：？！“”‘’（）《》【】…—％"
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
# Marks with a hanzi on one side; a comma or colon between digits is a number's.
_MARK = re.compile(rf"(?<=[{_HAN}])[,;:?!()]+|[,;:?!()]+(?=[{_HAN}])")


def at_full_width(text: str) -> str:
    """The text with half-width marks beside hanzi made full-width, as long as before.

    >>> at_full_width("本报讯(记者黄合)昨天,共1,200家")
    '本报讯（记者黄合）昨天，共1,200家'
    """
    if text.isascii():
        return text
    return _MARK.sub(lambda match: match.group().translate(_WIDE), text)


def shown_article(article: Article) -> Article:
    """The article with its texts as they are shown; offsets are the same."""
    return replace(
        article,
        head=tuple(map(_shown, article.head)),
        blocks=tuple(map(_shown, article.blocks)),
    )


def _shown(block: Block) -> Block:
    return replace(block, text=at_full_width(block.text), credit=at_full_width(block.credit))
