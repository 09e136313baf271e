"""The short names that a full name gives rise to.

宁波招宝磁业股份有限公司 is printed later as 招宝磁业股份有限公司, 招宝磁业公司, 招宝磁业
and, where nobody else is called so, 招宝.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nbreader import words
from nbreader.annotate.clauses import is_stem_and_branch
from nbreader.annotate.naming import Naming

# What a registered name closes with, brackets and forms in any order.
FORM = re.compile(
    r"(?:\([^()]*\)|集团|控股|股份|责任|合作|有限|总公司|公司|有限合伙|特殊普通合伙)+$"
)
_BRACKET = re.compile(r"\([^()]*\)")
_GROUPS = ("集团", "公司", "集团公司", "股份")
BRANCHES = ("分公司", "支公司", "支行", "分行", "营业部")
_RANKS = ("市", "区", "县", "省")
_INVESTING = "投资"
_LONG = 4  # characters of a brand that may hold more than the brand
TOWN_SIZES = (2, 3)  # characters of a place's name
_PROPER_TAGS = frozenset({"nz", "nr", "nrt", "nrfg", "j", "x", "eng"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """Names derived from one full name.

    `everywhere` hold on every page; `nearby` only on a page that prints a
    longer name of the same organisation. Of those, `middle` are what a name
    is shortened to if a place of no table begins it.
    """

    everywhere: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A company's name in its parts: 宁波 | 招宝 | 磁业 | 股份有限公司."""

    place: str
    brand: str  # "" where the name has only words of trade
    trades: tuple[str, ...]
    form: str

    @property
    def core(self) -> str:
        """Brand and trade, without place and form."""
        return self.brand + "".join(self.trades)


NOWHERE: frozenset[str] = frozenset()


def aliases_of(name: str, kind: str, naming: Naming, towns: frozenset[str] = NOWHERE) -> Aliases:
    """The shorter names of an organisation; `name` is folded.

    `towns` are places of no table that companies of the same pages are named after.
    """
    if name.endswith(BRANCHES):
        return Aliases()
    if kind == "company":
        return _company_aliases(name, naming, towns)
    if kind == "government":
        return _office_aliases(name, naming)
    if kind in ("institute", "park", "community", "fund"):
        return _placeless(name, naming)
    return Aliases()


def parse_company(name: str, naming: Naming, towns: frozenset[str] = NOWHERE) -> Parsed:
    """A company's name taken apart from both ends."""
    form = match.group() if (match := FORM.search(name)) else ""
    rest = _BRACKET.sub("", name[: len(name) - len(form)])
    place_end = naming.place_after(rest)
    while (further := naming.place_after(rest, place_end)) > place_end:
        place_end = further
    place_end = place_end or next((len(town) for town in towns if rest.startswith(town)), 0)
    if len(rest) - place_end < 2:
        place_end = 0
    brand, trades = _split(rest[place_end:], naming)
    return Parsed(place=rest[:place_end], brand=brand, trades=trades, form=form)


def _split(core: str, naming: Naming) -> tuple[str, tuple[str, ...]]:
    """Brand and the words behind it: the first word of trade ends the brand."""
    if naming.trade_at(core, 0):
        return "", tuple(_trades(core, naming))
    for at in range(2, len(core) - 1):
        if naming.trade_at(core, at):
            return _without_goods(core[:at], tuple(_trades(core[at:], naming)), naming)
    return _without_goods(core, (), naming)


def _without_goods(
    brand: str, trades: tuple[str, ...], naming: Naming
) -> tuple[str, tuple[str, ...]]:
    """A long brand parted from goods that no table has: two unknown characters, a word."""
    if len(brand) < _LONG:
        return brand, trades
    lengths = [len(word) for word, _ in words.tags(brand, guess=False)]
    if lengths[:2] == [1, 1] and lengths[2:] and lengths[2] > 1 and _are_goods(brand[2:], naming):
        return brand[:2], (brand[2:], *trades)
    return brand, trades


def _are_goods(text: str, naming: Naming) -> bool:
    """Tell whether words behind a brand can be what it makes; 戊丑 and the county 泰宁 are none."""
    return not _is_county(text, naming) and not is_stem_and_branch(text)


def _is_county(text: str, naming: Naming) -> bool:
    """Tell whether a word is a lesser place's name, of the tables or of the dictionary."""
    if text in naming.cities or text in naming.nations:
        return False
    return text in naming.places or words.tags(text, guess=False) == ((text, "ns"),)


def _trades(rest: str, naming: Naming) -> Iterator[str]:
    """A run of trade words cut into words; what is none stays with what it follows."""
    at = 0
    while at < len(rest):
        end = at + len(naming.trade_at(rest, at) or rest[at:])
        yield rest[at:end]
        at = end


def _company_aliases(name: str, naming: Naming, towns: frozenset[str]) -> Aliases:
    parsed = parse_company(name, naming, towns)
    if len(parsed.brand) < 2:
        inner = (*_inner_name(parsed, naming), *_platforms(parsed))
        return Aliases(everywhere=inner, nearby=tuple(_of_trades(parsed)))
    everywhere = [alias for alias in _of_brand(parsed) if alias != name]
    placed = [parsed.place + alias for alias in everywhere if parsed.place]
    bare = name[len(parsed.place) :] if name.startswith(parsed.place) else name
    if not is_own_word(parsed.core, naming):
        return Aliases(everywhere=tuple(placed))  # 江苏|银行: 银行 is any bank
    nearby: tuple[str, ...] = (parsed.brand,)
    if not is_own_word(parsed.brand, naming):
        nearby = tuple(alias for alias in everywhere if alias[len(parsed.brand) :] in _GROUPS)
        everywhere = [alias for alias in everywhere if alias not in nearby]
    if bare != parsed.brand:  # 白药 is 云南白药 only beside it
        everywhere.insert(0, bare)
    middle = tuple(_of_middle(parsed, name, naming))
    everywhere = list(dict.fromkeys((*placed, *everywhere)))
    return Aliases(everywhere=tuple(everywhere), nearby=(*nearby, *middle), middle=middle)


def middles(parsed: Parsed, naming: Naming) -> Iterator[Parsed]:
    """A name without a place read again as if a place of no table began it: 云港|蓝潮|生物.

    The brand that is left is no word of the language.
    """
    for size in () if parsed.place else TOWN_SIZES:
        brand = parsed.brand[size:]
        if len(brand) > 1 and not brand.isascii() and is_own_word(brand, naming):
            yield replace(parsed, place=parsed.brand[:size], brand=brand)


def _named_as_counties(parsed: Parsed, naming: Naming) -> Iterator[Parsed]:
    """澜州|泰宁|药业, where a brand is called as a county far off; a city is meant as one."""
    for size in () if parsed.place or not parsed.trades else TOWN_SIZES:
        brand = parsed.brand[size:]
        if _is_county(brand, naming):
            yield replace(parsed, place=parsed.brand[:size], brand=brand)


def _of_middle(parsed: Parsed, name: str, naming: Naming) -> Iterator[str]:
    """蓝潮生物 for 云港蓝潮生物科技有限公司, where 云港 is in no table; not 蓝潮 alone."""
    for middle in (*middles(parsed, naming), *_named_as_counties(parsed, naming)):
        yield from _of_brand(middle)
        yield name.removeprefix(middle.place)


def _of_brand(parsed: Parsed) -> Iterator[str]:
    """The brand with some of its trade words, and with 集团 or 公司."""
    trades = parsed.trades
    shorts = {parsed.brand + "".join(trades[:end]): None for end in range(len(trades), 0, -1)}
    shorts |= {parsed.brand + trade: None for trade in trades}
    shorts |= {parsed.brand + trade[:2]: None for trade in trades if len(trade) > 2}
    for short in shorts:
        yield short
    for short in (*shorts, parsed.brand):
        for group in _GROUPS:
            yield short + group


def _platforms(parsed: Parsed) -> Iterator[str]:
    """合肥建投 for 合肥市建设投资: how a city's companies for investment are called."""
    place = parsed.place.rstrip("省市区县")
    if place and _INVESTING in parsed.core[2:]:
        for group in ("", "集团"):
            yield place + parsed.core[0] + _INVESTING[0] + group


def _of_trades(parsed: Parsed) -> Iterator[str]:
    """What a name without a brand (宁波轨道交通集团) may be called beside itself."""
    if parsed.place and len(parsed.core) > 3 and parsed.form:
        for group in ("集团", "公司"):
            yield parsed.core + group
            yield parsed.place + parsed.core + group
        yield parsed.place + parsed.core


def _inner_name(parsed: Parsed, naming: Naming) -> tuple[str, ...]:
    """镇海炼化 in 中国石化镇海炼化公司: a parent, then a place with its trade."""
    core = parsed.core
    for at in range(2, len(core) - 3):
        end = naming.place_after(core, at)
        if end > at and core[end:] in naming.trades:
            return core[at:], core[at:] + "公司"
    return ()


@cache
def _is_word(text: str) -> bool:
    if is_stem_and_branch(text):
        return False
    tagged = words.tags(text, guess=False)
    return len(tagged) == 1 and tagged[0][1] not in _PROPER_TAGS and words.frequency(text) > 20


def is_own_word(brand: str, naming: Naming) -> bool:
    """Tell whether a brand is no word of the language, so that it can stand alone."""
    if brand.isascii():
        return len(brand) > 2 and brand.isalpha() and brand not in naming.latin
    return brand not in naming.generic and brand not in naming.places and not _is_word(brand)


def _office_aliases(name: str, naming: Naming) -> Aliases:
    """市经信局 for 宁波市经信局."""
    end = naming.place_after(name)
    if not end or len(name) - end < 2:
        return Aliases()
    rank = name[end - 1] if name[end - 1] in _RANKS else ""
    return Aliases(nearby=(rank + name[end:],))


def _placeless(name: str, naming: Naming) -> Aliases:
    """人形机器人创新中心 for 浙江人形机器人创新中心, if enough is left."""
    end = naming.place_after(name)
    rest = name[end:]
    if not end or len(rest) < 6 or rest in naming.refused:
        return Aliases()
    return Aliases(nearby=(rest,))
