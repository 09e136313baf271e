"""Ranks in folded text: 居宁波第一, 全国第12位, 居首位, 跻身全国前十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from nbreader.annotate.lexicon import alternatives, load_words
from nbreader.annotate.places import place_pattern
from nbreader.annotate.spotting import Spot
from nbreader.numerals import read_integer

_NUMBER = r"(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})"
# 第一大港 and 前十大 are ranks; 第一产业, 第一时间, 第一批 and 前三季度 are none.
_BEHIND = (
    r"(?=$|[，。；！？、,;:：()（）”\"』」…⋯—|并且和与以后跃升晋降近超逾达约的]"
    r"|大(?!会|学)|上升|提升|前移|下滑)"
)
_RANK = re.compile(
    rf"(?=[第前首榜])(?:第(?P<place>{_NUMBER})(?:[位名]|{_BEHIND})"
    rf"|前(?P<head>{_NUMBER})(?:[位名强]|{_BEHIND})"
    rf"|(?P<first>(?:首位|榜首)(?![度战席])|(?<=[居列之])首(?=[，。；、的,;]|$)))"
)
_REACH = 18  # how far before a rank its verb and scope may begin, in characters
# What may stand between a verb and its scope, or before the scope: 连续八年全国第一.
_TIME = re.compile(r"^.*?(?:[0-9一二两三四五六七八九十]+年|去年|今年|上年)的?")
# Some that are counted together: 六都, 十一个设区市, 各县.
_COLLECTIVE = re.compile("[各两三四五六七八九十0-9]{1,3}个?[\u4e00-\u9fff]{1,6}")
_STOP = re.compile(r"[，。；！？：,;:!?“”\"]")


def spot_ranks(text: str) -> Iterator[Spot]:
    """Yield every rank in `text` that has a verb of rank or a scope before it."""
    scope = ""
    for match in _RANK.finditer(text):
        before = _STOP.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        found = _scope(before)
        number = _number(match)
        if found is None or number is None:
            continue
        scope = found or (scope if _goes_on(before) else "")
        yield Spot(
            start=match.start(),
            end=match.end(),
            value=Decimal(number),
            low=None,
            high=None,
            unit="位",
            form="",
            kind="rank",
            approx="under" if match["head"] else "exact",
            scope=scope,
            rule="rank",
            numeral_end=match.end(),
        )


def _number(match: re.Match[str]) -> int | None:
    if match["first"]:
        return 1
    number = read_integer(match["place"] or match["head"])
    return number if number != 0 else None


def _scope(before: str) -> str | None:
    """Among whom the rank counts, "" where only a verb of rank says it is one.

    None where neither is there: 第三，聚焦 is an enumeration.
    """
    verb = _verbs().search(before)
    if verb is not None:
        between = _TIME.sub("", verb["between"]).removesuffix("的").removesuffix("之")
        if not between or _scopes().search(between) or place_pattern().match(between):
            return between
        if _COLLECTIVE.fullmatch(between):
            return between
    scope = _ends_in_scope().search(before)
    return (
        _TIME.sub("", scope["scope"]).removesuffix("的").removesuffix("之")
        if scope is not None
        else None
    )


def _goes_on(before: str) -> bool:
    """Tell whether a rank is the end of a climb that began at another rank."""
    return bool(_climbs().search(before))


@cache
def _climbs() -> re.Pattern[str]:
    words = load_words("ranks")
    return re.compile(alternatives(words["rising"] + words["falling"]))


@cache
def _verbs() -> re.Pattern[str]:
    verbs = alternatives(load_words("ranks")["verbs"])
    return re.compile(rf".*(?:{verbs})(?:在|于|了|至|到)?(?P<between>[^居列]{{0,14}})$")


@cache
def _scopes() -> re.Pattern[str]:
    return re.compile(alternatives(load_words("ranks")["scopes"]))


@cache
def _ends_in_scope() -> re.Pattern[str]:
    scopes = alternatives(load_words("ranks")["scopes"])
    place = place_pattern().pattern
    tail = rf"(?:[^，。]{{0,6}}(?:{scopes}|\)|）))?的?"
    return re.compile(rf"(?P<scope>(?:{scopes}|{place}){tail})$")
