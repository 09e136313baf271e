"""Names of places: known ones with the level that is printed behind them."""

from __future__ import annotations

import re
from functools import cache

from nbreader.annotate.lexicon import any_of, load_places

_LEVEL = "(?:自治区|自治州|特别行政区|新区|开发区|街道|社区|省|市|区|县|镇|乡|村)"


@cache
def place_chain() -> re.Pattern[str]:
    """Places one inside the other: 余姚市泗门镇."""
    return re.compile(rf"(?:{place_pattern().pattern})+")


@cache
def place_pattern() -> re.Pattern[str]:
    """A known place and its level, where that is printed: 慈溪, 宁波市, 前湾新区."""
    return re.compile(rf"(?:{any_of(load_places())})(?:{_LEVEL}(?!级))?")
