"""When a figure holds: the printed time phrase, and the years it means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from nbreader.annotate.sentences import clause_start, opens_sentence
from nbreader.numerals import read_integer

_NUMBER = r"(?:[0-9]{1,4}|[一二两三四五六七八九十百数几]{1,4})"
_YEAR = (
    r"(?:(?:19|20)[0-9]{2}[-—至到~])?(?:19|20)[0-9]{2}年度?|[一二][零〇○一二三四五六七八九]{3}年"
)
_RELATIVE = (
    "今年|去年|前年|明年|后年(?![产销均营收可处发出接利税吞节])|上年|本年度?|当年|同年|次年|翌年"
)
# Holidays, alone or one with another: 国庆中秋假期, 春节期间.
_FEASTS = "(?:春节|元旦|元宵|清明|[“]?五一[”]?|端午|中秋|国庆|十一|双节|暑假|寒假|春运|暑运|暑期)+"
_DIGITS = "[一二三四五六七八九十]{1,2}"
_PART = (
    r"[上下]半年|前三季度|前[一二两三四五六七八九十0-9]{1,2}个?月|第?[一二三四1-4]季度|首季度?|前两个季度"
    r"|[0-9]{1,2}月份?[-—至到~][0-9]{1,2}月份?"
    r"|[0-9]{1,2}(?:[-—至到~][0-9]{1,2})?月份?(?:[0-9]{1,2}日)?(?:[上中下]旬|底|初|末)?"
    rf"|{_DIGITS}(?:[-—至到]{_DIGITS})?月份?(?:[上中下]旬|底|初|末)?"
    r"|全年|当月|单月|[春夏秋冬]季学期|[春夏秋冬]季|新学[年期]|春运(?:前[0-9]{1,2}天|首[日周])"
    rf"|{_FEASTS}(?:(?:小?长)?假期?|黄金周)?期间|{_FEASTS}(?:(?:小?长)?假期?(?![日前])|黄金周)"
    r"|(?:假期|节日|假日|长假|会议|展会|活动|赛事|汛期|报告期)(?:期间|内)"
)
_EACH = (
    r"每个?(?:年|月|天|日|周|季度|小时|分钟|学期|学年)"
    r"|(?<![0-9今去当全多每上近常终百千数两])年(?=产(?![值业品学权])|增收|处理|节约|发电|销售|出口|接待|吞吐|减排)"
)
# 内 of 五年内 and 今年内, not of 内蒙古 or 内需.
INSIDE = "内(?![蒙地部外需河江陆容涝卷控贸燃衣存资设]|销(?!售))"
_SPAN = (
    rf"(?:近|过去|未来|今后|最近)的?{_NUMBER}[多余]?(?:年|个月|天|周)(?:来|间|里|{INSIDE})?"
    rf"|{_NUMBER}[多余]?(?:年|个月|天)(?:前|以来|来|间)(?!自)"
    rf"|(?:(?:{_NUMBER}[-—至到~])?{_NUMBER}[多余]?(?:年|个月|天)|半年)之?{INSIDE}"
    r"|[0-9一二两三四五六七八九十]{1,2}年(?=翻|累计)"
)
_TIME = re.compile(
    # Only at these characters can a time phrase begin.
    r"(?=[0-9一二三四五六七八九十截今去前明后上下本当同次翌首全春元清端中国暑寒目如至迄每年月日周近过未最两数几半昨第双新夏秋冬十假节长会展活赛汛报单“\"])(?<![0-9.])(?:"
    rf"(?P<till>截至|截止到?)?(?P<year>(?:{_YEAR}|{_RELATIVE})(?:[-—至到~](?:(?:19|20)[0-9]{{2}})年)?)"
    rf"(?:的?(?P<part>{_PART}|年底|年末|年初|底|末|初|{INSIDE}))?(?:以来|至今|期间)?"
    rf"|(?:截至|截止到?)?(?P<alone>{_PART}|年底|年末|年初|年内)(?:以来|至今|期间)?"
    r"|(?P<now>截至(?:目前|当前|昨[天日]|今[天日]|发稿)|目前|如今|至今(?![天日年])|迄今)"
    r"|(?P<plan>[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|规划期|以来|末|初期|开局之年|收官之年|(?=[，,])))"
    rf"|(?P<each>{_EACH})|(?P<span>{_SPAN})"
    r"|(?P<day>(?:昨天|昨日|今天|今日|前天|当天|当日)(?:上午|下午|晚上|晚)?))"
)
_SINCE = re.compile(
    # Only at these characters can it begin.
    rf"(?=[至以期半0-9一二两三四五六七八九十百数几])(?:至今|以来|期间|(?:半年|{_NUMBER}(?:年|个月))多?来)(?=[，,])"
)
_EVENT = re.compile(r"[^，。；：、,;“”\"]{2,10}$")
_NO_EVENT = re.compile(
    r"(?:近年|多年|长期|一直|历|自古|有史|近期|近|这|[0-9一二三四五六七八九十]年|月|季度|今年|去年)$"
)
# 比去年, 较2020年, 是2020年的3倍: what a figure is compared with is not its time.
_COMPARED = "比|较|与|同|跟|相比于?|相较于?|高于|低于|是|不及|超过"
_NOT_BEHIND = re.compile(r"同期|的?[0-9.]+倍|相比|[^，。；,;]{0,3}电[）)]|的?政府工作报告|第")
# 成立于2003年 dates the house, not its figures.
_FOUNDED = "(?:成立|建成?|始建|创建|创办|创立|诞生|出生|生|注册|毕业)于"
_NOT_BEFORE = re.compile(f"(?:{_COMPARED}|{_FOUNDED})$")
_WHOLE_YEAR = "全年"
_SAME_YEAR = frozenset({"当年", "同年"})
_PLAN_YEARS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_SHIFTS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_ENDS_OF_CHANGE = frozenset("从由到至")
# What is had by now was not had in the year that an earlier sentence named.
_STATE = re.compile("已拥?有|拥有|现有|共有|已累计|已建")
_LATER = re.compile("年后|后来|此后|随后|如今|眼下")
_REPORTED = re.compile(
    "(?:介绍|表示|说|称|透露|显示|表明|统计|公布|发布|获悉|了解到|通报|指出|数据|看|会上|方面)[，：,:]$"
)
_SHORT = 14  # characters of a subject before a time that holds on
_FAR = 2000  # characters of a paragraph that a time holds on for
_TITLE = 30  # characters of a title that a time may stand in


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time phrase in folded text; `year` is the printed year, "" without one."""

    start: int
    end: int
    printed: str
    kind: str  # year, alone (a part of a year), now, plan, each, span, day, since
    year: str = ""
    part: str = ""
    ends: bool = False  # 从2020年的201亿元: the time of one number only


class Period(NamedTuple):
    """The time phrase of a figure as a column shows it, and how sure that is."""

    printed: str = ""
    year: str = ""  # the year it names, as printed
    confidence: float = 0.6  # that no time is said

    @property
    def full(self) -> str:
        """The phrase with its year, also where an earlier sentence names the year."""
        return self.printed if self.year in self.printed else self.year + self.printed


def find_times(text: str) -> list[Time]:
    """All time phrases of `text` that can be a figure's period, in order."""
    found = [time for match in _TIME.finditer(text) if (time := _time(match, text)) is not None]
    found += (time for match in _SINCE.finditer(text) if (time := _since(match, text)) is not None)
    found.sort(key=lambda time: (time.start, -time.end))
    outer = [
        time
        for at, time in enumerate(found)
        if not any(other.end >= time.end for other in found[max(0, at - 3) : at])
    ]
    return outer


def _since(match: re.Match[str], text: str) -> Time | None:
    """一期投用至今: an event, and that it goes on."""
    event = _EVENT.search(text[max(0, match.start() - 10) : match.start()])
    if event is None or _NO_EVENT.search(event.group()):
        return None
    start = match.start() - len(event.group())
    return Time(start=start, end=match.end(), printed=text[start : match.end()], kind="since")


def _time(match: re.Match[str], text: str) -> Time | None:
    before = text[max(0, match.start() - 4) : match.start()]
    if _NOT_BEFORE.search(before) or _NOT_BEHIND.match(text, match.end()):
        return None
    near = max(0, match.start() - _TITLE)
    if text.rfind("《", near, match.start()) > text.rfind("》", near, match.start()):
        return None
    return _make(match, next(kind for kind in _KINDS if match[kind]))


_NEAR = 6  # characters between a time and the number that it alone belongs to
_KINDS = ("year", "alone", "now", "plan", "each", "span", "day")


def _make(match: re.Match[str], kind: str) -> Time:
    return Time(
        start=match.start(),
        end=match.end(),
        printed=match.group(),
        kind=kind,
        year=match["year"] or "",
        part=match["part"] or match["alone"] or "",
        ends=match.string.startswith("的", match.end())
        and match.string[max(0, match.start() - 1) : match.start()] in _ENDS_OF_CHANGE,
    )


# Which phrase is a figure's


def choose_period(
    text: str,
    times: Sequence[Time],
    start: int,
    end: int,
    *,
    sentence: tuple[int, int],
    clause: tuple[int, int],
) -> Period:
    """The period of the figure at `start:end` in a clause of a sentence.

    The last phrase before it in its sentence; else one behind it in its clause
    (87件产品入选2025年度…), up to where that ends or the next figure begins; else
    the phrase that opened an earlier sentence of the paragraph, if it names a year
    or a part of one, no more than 2,000 characters before. 每年 and 昨天 hold in their
    own clause only.
    """
    begin, stop = clause
    first, last = (bisect_left(times, at, key=_start_of) for at in (sentence[0] - _FAR, stop))
    times = times[first:last]
    if not times:
        return Period()
    before = [
        time
        for time in times
        if sentence[0] <= time.start
        and time.end <= start
        and (time.kind != "each" or time.start >= begin)
        and (not time.ends or start - time.end <= _NEAR)
    ]
    dated = [time for time in before if time.kind in ("year", "alone")]
    if dated and before[-1].kind == "each" and not before[-1].printed.startswith("每"):
        before = dated  # 到2027年，年接待游客
    if before:
        if before[-1].year in _SAME_YEAR:
            before = [time for time in times if time.end <= start]
        earlier = [
            time
            for time in times
            if time.end <= start
            and time.kind == "year"
            and (not time.part or time.start >= sentence[0])
        ]
        return _whole(before, 0.95 if before[-1].start >= begin else 0.85, earlier)
    behind = [time for time in times if end <= time.start and time.end <= stop]
    if behind and behind[0].kind in ("year", "alone"):
        return _whole(behind[:1], 0.6)
    if _STATE.search(text, sentence[0], start) or _LATER.search(text, sentence[0], start):
        return Period()
    return _carried(text, times, sentence[0])


def with_year_told(period: Period, texts: Sequence[str], *, issue_date: date | None) -> Period:
    """全年 of a result with the year that the article tells of before it, where that is over.

    `texts` are the paragraphs before the figure's own, in which no year stands. The
    year named last in them decides: where it is the year of the issue, or several,
    the period stays as it is.
    """
    if period.printed != _WHOLE_YEAR or period.year or issue_date is None:
        return period
    for text in reversed(texts):
        named = [time for time in find_times(text) if time.kind == "year" and not time.part]
        if named:
            year = resolve_years(named[-1].year, issue_date=issue_date)
            is_over = year.isdecimal() and int(year) < issue_date.year
            return period._replace(year=named[-1].year) if is_over else period
    return period


def _carried(text: str, times: Sequence[Time], sentence: int) -> Period:
    """The time of an earlier sentence that holds on in the one that begins at `sentence`."""
    carried = [
        time
        for time in times
        if time.end <= sentence
        and time.kind in ("year", "alone")
        and not time.printed.endswith("日")
        and text[time.start - 1 : time.start] not in ("自", "从")
    ]
    for time in reversed(carried):
        start = _sentence_before(text, time.start)
        quoted = text.startswith("“", sentence)
        if opens_sentence(text, start, time.start) or (not quoted and _holds_on(text, start, time)):
            return _whole([time], 0.5)
    return Period()


def _start_of(time: Time) -> int:
    return time.start


def _holds_on(text: str, start: int, time: Time) -> bool:
    """Tell whether a time phrase inside its sentence holds for the next one as well.

    So it does behind the words for who reports (市统计局介绍，今年秋季), and a
    year behind a short subject at the head of the sentence (该校今年招收).
    """
    clause = clause_start(text, time.start, not_before=start)
    if clause > start and _REPORTED.search(text, start, clause):
        return opens_sentence(text, clause, time.start)
    lead = text[clause : time.start]
    return time.kind == "year" and clause == start and 1 < len(lead) <= _SHORT and lead[0] != "其"


def _sentence_before(text: str, at: int) -> int:
    """Where the sentence that holds `at` begins."""
    begin = max(text.rfind(stop, 0, at) for stop in "。！？!?")
    return begin + 1


def _whole(times: Sequence[Time], confidence: float, earlier: Sequence[Time] = ()) -> Period:
    """The last of `times`, with the year of an earlier one where it has none itself."""
    time = times[-1]
    years = [other for other in times if other.kind == "year"]
    if time.kind == "alone" and years and not years[-1].part:
        return Period(
            printed=years[-1].printed + time.printed, year=years[-1].year, confidence=confidence
        )
    if time.kind == "alone" and earlier:
        return Period(printed=time.printed, year=earlier[-1].year, confidence=confidence)
    if time.year in _SAME_YEAR:
        named = [other.year for other in years if other.year[0] in "12"]
        if named:
            return Period(
                printed=f"{named[-1]}（{time.printed}）", year=named[-1], confidence=confidence
            )
    if time.kind == "each":
        return Period(printed=_each(time.printed), confidence=confidence)
    return Period(printed=time.printed, year=time.year, confidence=confidence)


def _each(printed: str) -> str:
    """年均 and the 年 of 年产 mean 每年."""
    return printed if printed.startswith("每") else f"每{printed[0]}"


# The years that a phrase means

_KEPT = 256  # phrases whose years are kept: a page says the same few again and again
_NAMED_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})(?:年|[-—至到~])|([一二][零〇○一二三四五六七八九]{3})年"
)
_LAST_YEAR = re.compile(r"[-—至到~]((?:19|20)[0-9]{2})年")
_PLAN = re.compile(r"十([一二三四五六])五")
_THIS_YEAR = re.compile(
    "目前|如今|^至今|^迄今|昨|今[天日]|当前|^[上下]半年|^前?[0-9一二三四五六七八九十]+(?:[-—至到~][0-9一二三四五六七八九十]+)?个?[季月](?!之?内)|年[底末初]|^年内|^全年"
)
_YEARS = re.compile(rf"(近|过去|最近|未来|今后)?的?({_NUMBER})[多余]?年(前|以来|来|间)?")


@lru_cache(maxsize=_KEPT)
def resolve_years(printed: str, *, issue_date: date | None) -> str:
    """The year or range of years (2024..2026) of a printed period, "" where it is open.

    今年 and 去年, 近三年 and 目前 need the day of the issue.

    >>> resolve_years("去年11月", issue_date=date(2026, 3, 25))
    '2025'
    >>> resolve_years("2025年至今", issue_date=date(2026, 3, 25))
    '2025..2026'
    """
    first = _first_year(printed, issue_date) if printed else None
    if first is None:
        return _relative_years(printed, issue_date) if printed else ""
    last = _LAST_YEAR.search(printed)
    if last:
        return f"{first}..{last[1]}"
    if printed.endswith(("以来", "至今")):
        return _range(first, issue_date.year) if issue_date else f"{first}.."
    return str(first)


def _first_year(printed: str, issue_date: date | None) -> int | None:
    named = _NAMED_YEAR.search(printed)
    if named:
        return int(named[1]) if named[1] else read_integer(named[2])
    shift = next((shift for word, shift in _SHIFTS.items() if word in printed), None)
    if shift is None or issue_date is None:
        return None
    return issue_date.year + shift


def _relative_years(printed: str, issue_date: date | None) -> str:
    plan = _PLAN.search(printed)
    if plan:
        first = _PLAN_YEARS[plan[1]]
        return f"{first}..{first + 4}"
    if issue_date is None:
        return ""
    if _THIS_YEAR.search(printed):
        return str(issue_date.year)
    span = _YEARS.match(printed)
    count = read_integer(span[2]) if span else None
    if span is None or count is None:
        return ""
    return _span_years(span[1] or "", span[3] or "", count, issue_date.year)


def _span_years(lead: str, tail: str, count: int, year: int) -> str:
    """近三年 up to this year, 未来五年 from the next one, 六年前 one year alone."""
    if lead in ("未来", "今后"):
        return _range(year + 1, year + count)
    if tail == "前":
        return str(year - count)
    if lead or tail:
        return _range(year - count + (1 if lead == "近" else 0), year)
    return ""


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}..{last}"
