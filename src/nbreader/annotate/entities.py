"""Who can be the subject of figures, and who stands at the head of a clause."""

from __future__ import annotations

import re
from functools import cache

from nbreader.annotate.counted import read_counted
from nbreader.annotate.leads import read_lead
from nbreader.annotate.lexicon import (
    any_of,
    load_divisions,
    load_far_places,
    load_places,
    load_surnames,
    load_words,
    word_list,
)
from nbreader.annotate.phrases import read_tokens
from nbreader.annotate.places import chain_end
from nbreader.annotate.sentences import clause_start, clauses
from nbreader.annotate.surroundings import MEDIA, Site, Subject, Surroundings
from nbreader.words import tags

WHOLE = re.compile(
    r"[全我本]市(?!场)|[全我]省|[全我本]区(?!域)|[全我本]县|全州(?!县)|全[镇旗盟村]|全街道"
)
_THIS = re.compile(
    r"(?:这|该|此|本(?![报刊网]|社(?!区))|那)(?:[一二两三四五六七八九十]?[个条座项家支套款批所片处台只艘届次场轮期])?"
)
_PREPOSITION = re.compile(
    r"在|从|自|由|对|为|向|于|据|当|随着|通过|根据|按照|作为|围绕|依托|除了|针对|面对|经过?|以|把|将|被|让|使"
)
# 在宁波石化区, 记者走进某公司: the scene of what follows.
SCENE = re.compile(
    r"(?:记者|笔者)?(?:早?在|走进|来到|走入|从)(?P<noun>.{2,24}?)(?:的.{1,8}|[里中内上下]|获悉|了解到|看到)*$"
)
# Where the subject of a clause is or who made it, told before its name.
_DESCRIBED = re.compile(
    "[^，。；：“”的]{2,14}(?:下属|旗下|所属|所辖|辖区)的"
    "|(?:总部)?(?:位于|地处|坐落于|坐落在|设在|来自|毗邻)[^，。；：“”的]{2,16}的"
    "|[^，。；：、“”的]{2,20}(?:研制|研发|开发|打造|推出|生产|建造|运营|出品|制造|设计)的(?=“)"
)
_OF_OTHERS = re.compile("其(?:中|次|他|余|它|实|间)")
_COULD = "得以"
_WE = frozenset({"我们", "我", "我们公司", "我们企业", "本公司"})
_DATE = (
    r"(?:(?:19|20)[0-9]{2}年度?|[今去前]年)?(?:[0-9]{1,2}(?:[-—至][0-9]{1,2})?月份?(?:[0-9]{1,2}日)?|前?[0-9一二三四]{1,2}个?(?:季度|月)"
    r"|[上下]半年|全年)(?:以来|底|末)?|(?:19|20)[0-9]{2}年(?:以来|底|末|初)?"
)
_REGISTERED = re.compile("[^，。；：、“”的了在与和对为]{2,16}(?:公司|集团|合作社)$")
# A place that no table holds, by its level; not 城市, 小镇, 百强县, 产粮大县.
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{2,6}自治[州县]"
    r"|[\u4e00-\u9fff]{1,2}[^\W乡村小市县镇大各全心点强困区级型类等该本我每](?:街道|[县乡](?![级域长委化际土情村企]))"
    r"|[\u4e00-\u9fff]{1,2}[^\W城乡村小市县镇大各全心点强困区级型类等该本我每重]镇(?![级域长委化区])"
    r"|[^\W全我本该各每省地大中小多超特在对][^\W城级股楼车上门夜集债菜超本该各县]市(?![场民级长委区域政直属面])"
)
_ATHLETE = re.compile(
    "队?(?:选手|小将|名将|老将|运动员|球员|后卫|前锋|中锋|门将|外援|姑娘)[\u4e00-\u9fff]{2,3}?"
    "(?=$|[以在获得夺全也则凭摘斩砍贡拿率的与和、，])"
)
_PRONOUN = re.compile("我们|他们|它们?(?!他)|我(?![市省国区县们校院])")
_PRONOUNS, _SCENES = frozenset("我他它"), frozenset("记笔早在走来从")  # what they begin with
# Where something is sold is a part of what is counted, nobody of whom it is told.
_MARKET = re.compile("(?:海外|国内|国际|境外|省外|内销|外销|线上|线下|本地|内地|全球|整个)市场")
# Who tells of a visit is no part of the name behind.
_VISIT = re.compile("(?:记者|笔者)?(?:一行)?(?:早?在|走进|走访了?|来到|走入|探访|从|步入|跟随)")
_HOUSES = frozenset({"公司", "企业", "集团", "企业集团"})
_CLASSES = ("企业", "公司", "单位", "龙头", "机构")  # what a name is, told before it
_NEAR_NAME = 8
_HAS = (
    "拥有",
    "具有",
    "采用",
    "配备",
    "搭载",
    "达",
    "实现",
    "已",
    "共",
    "可",
    "能",
    "是",
    "由",
    "总",
    "有",
)
# No name goes over a word that leads a part of the clause in: 该船由某某有限公司订造.
_COMPANY = re.compile(
    "[^，。；：、“”的了在与和对为年由被将把该此]{2,20}?有限(?:责任)?公司(?![、和及与])"
)
_QUOTED = re.compile("“[^”，。；]{2,12}”")
_KIND = re.compile("该(?P<kind>[\u4e00-\u9fff]{2,4})")
_NEAR = 160  # how far back 该公司 looks for whoever opened a clause, in characters
_FAR = 1000  # how far back 他 and 该联盟 look
_LONGEST = 26  # a longer noun phrase is a clause that was misread


def find_opener(site: Site, start: int, end: int) -> Subject | None:
    """Who stands at the head of a clause."""
    key = (site.block, start, end)
    if key not in site.around.openers:
        site.around.openers[key] = _opener(site, start, end)
    return site.around.openers[key]


def _opener(site: Site, start: int, end: int) -> Subject | None:
    start = opening_end(site.text, start, end)
    name = site.around.name_at(site.block, start)
    if name:
        return Subject(text=name, confidence=0.7)
    clause = site.text[start : min(end, start + _LONGEST)]
    if clause[:1] in ("他", "她") and clause[1:2] != "们":
        person = _person_before(site, start)
        return Subject(text=person, confidence=0.5) if person else None
    named = _named_otherwise(site, start, clause)
    if named:
        return Subject(text=named, confidence=0.6)
    first = clause[:1]
    pronoun = _PRONOUN.match(clause) if first in _PRONOUNS else None
    if pronoun:
        owner = speaker_of(site, start) or _same_again(site, start, pronoun.group())
        return Subject(text=owner, confidence=0.6) if owner else None
    kind = _KIND.match(clause) if first == "该" else None
    again = _named_kind(site, start, kind["kind"]) if kind else ""
    if again:
        return Subject(text=again, confidence=0.6)
    scene = SCENE.match(clause) if first in _SCENES else None
    if scene:
        found = find_entity(site, start + scene.start("noun"), start + scene.end("noun"))
        return Subject(text=found[0], confidence=0.6) if found else None
    if not clause or _PREPOSITION.match(clause):
        return None
    if clause.startswith("其") and not _OF_OTHERS.match(clause):
        return _of_the_same(site, start, clause)
    if not _may_name_somebody(site, start, clause):
        return None
    noun = read_counted(clause).noun
    found = find_entity(site, start, start + len(noun)) if noun else None
    return Subject(text=found[0], confidence=0.7) if found else None


def _named_otherwise(site: Site, start: int, clause: str) -> str:
    """A name behind its class (同城企业某公司), a company of no table, 本届赛事, “天眼三号”拥有."""
    for at, known in site.around.names_in(site.block, start, start + _NEAR_NAME + _LONGEST):
        if at - start <= _NEAR_NAME and site.text[start:at].endswith(_CLASSES):
            return known
        break
    first = clause[:1]
    visit = _VISIT.match(clause)
    named = _COMPANY.match(clause) if "有限" in clause and not visit else None
    if first == "“":
        named = _QUOTED.match(clause)
        if named and not clause.startswith(_HAS, named.end()):
            return ""
    elif first in ("本", "这", "此"):
        named = _this_event().match(clause)
    return named.group() if named else ""


def _may_name_somebody(site: Site, start: int, clause: str) -> bool:
    """Tell, at little cost, whether reading the clause's first noun can be worth it."""
    if (
        chain_end(clause)
        or clause.startswith(site.around.towns)
        or _heads().match(clause)
        or _kinds().search(clause)
    ):
        return True
    return any(True for _ in site.around.names_in(site.block, start, start + len(clause)))


@cache
def _heads() -> re.Pattern[str]:
    """How a subject begins that is no name: a town, 全市, 该公司, 这条."""
    again = any_of(load_words("subjects")["again"])
    return re.compile(rf"{again}|{WHOLE.pattern}|{_THIS.pattern}|{_TOWN.pattern}")


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(any_of(load_words("subjects")["ends"]))


@cache
def _this_event() -> re.Pattern[str]:
    """本届运动会, 本次展会."""
    return re.compile(rf"[本这此][届次场轮](?:{any_of(load_words('subjects')['ends'])})")


def _person_before(site: Site, at: int) -> str:
    """他: the person named last in the paragraph."""
    people = [
        word
        for word, tag in tags(site.text[max(0, at - _FAR) : at])
        if tag == "nr" and 2 <= len(word) <= 3 and word[0] in load_surnames()
    ]
    return people[-1] if people else ""


def _named_kind(site: Site, at: int, phrase: str) -> str:
    """该联盟: what was named with this ending before; 该公司 is who was named before."""
    for length in range(len(phrase), 1, -1):
        kind = phrase[:length]
        if kind in word_list("subjects", "ends"):
            owner = _same_again(site, at, f"该{kind}") if kind in _HOUSES else ""
            return owner or _last_of_kind(site.text[max(0, at - _FAR) : at], kind)
    return ""


def _last_of_kind(before: str, kind: str) -> str:
    """What was named last with this ending; a registered name keeps its place.

    目前公司 is no name: the times that open a clause are none of it, nor is the
    scene (记者走进).
    """
    end = len(before)
    while (end := before.rfind(kind, 0, end)) >= 0:
        stop = end + len(kind)
        start = clause_start(before, stop, not_before=max(0, stop - _LONGEST))
        start = opening_end(before, start, stop)
        visit = _VISIT.match(before, start, stop)
        clause = before[visit.end() if visit else start : stop]
        registered = _REGISTERED.search(clause)
        named = registered.group() if registered else read_lead(clause).noun
        if len(named) > len(kind) and not _THIS.match(named):
            return named
    return ""


def opening_end(text: str, start: int, end: int) -> int:
    """Where the words end that stand before the subject of a clause.

    其中, 2024年; 位于高新区的, and 某校研制的 before a quoted name.
    """
    opening = _openings().match(text, start, end)
    start = opening.end() if opening else start
    # All that it matches holds a 的, which few clauses do.
    described = _DESCRIBED.match(text, start, end) if text.find("的", start, end) >= 0 else None
    return described.end() if described else start


@cache
def _openings() -> re.Pattern[str]:
    """Words that stand before the subject of a clause; a quote that stays open."""
    words = any_of(load_words("subjects")["openings"])
    return re.compile(
        rf"(?:{words}|{_DATE}|[“‘(（](?=[^”’)）]*$)|[0-9一二三四五六七八九十]+年来|[一二三四五六七]是|[、和及与])+"
    )


def _of_the_same(site: Site, start: int, clause: str) -> Subject | None:
    """其数字安全基地: of whom was named before; 其得以快速发展: the owner itself."""
    owner = site.around.last_name(site.block, start)
    noun = read_counted(clause[1:]).noun
    is_known = owner and (noun or clause.startswith(_COULD, 1))
    return Subject(text=f"{owner}{noun}", confidence=0.6) if is_known else None


# What is a subject


def find_entity(site: Site, start: int, end: int) -> tuple[str, int] | None:
    """The subject that a noun phrase begins with, and how many characters name it there."""
    phrase = site.text[start:end]
    name = site.around.name_at(site.block, start)
    if name:
        return name, len(name)
    if phrase in word_list("subjects", "again"):
        owner = _same_again(site, start, phrase)
        return (owner, len(phrase)) if owner else None
    whole = WHOLE.match(phrase)
    if whole:
        return _whole(whole.group(), site.around), whole.end()
    return _closed_by_a_kind(phrase) or _place(phrase, site) or _inside(site, start, end)


def _whole(word: str, around: Surroundings) -> str:
    """全市 is the city of the article, 全县 its county, where it names one."""
    level = word[-1]
    if level == "省":
        return around.province or word
    return (around.city if level == "市" else around.place_of(level)) or word


def _closed_by_a_kind(phrase: str) -> tuple[str, int] | None:
    """国内首个机器人训练场项目, 这条管廊系统: a phrase that ends in what it is."""
    this = _THIS.match(phrase)
    bare = phrase[this.end() :] if this else phrase
    closing = word_list("subjects", "ends").ending(bare)
    if not closing or len(bare) > _LONGEST or word_list("nouns", "heads").ending(bare):
        return None
    if _MARKET.fullmatch(bare):
        return None
    if not this and any(bare[-length:] in load_places() for length in (2, 3)):
        return None  # 香港 closes no name of a port
    if not this and read_tokens(bare)[0].tag.startswith(("v", "d", "p", "r")):
        return None
    return (bare, len(phrase)) if this or len(bare) >= len(closing) + 2 else None


def _place(phrase: str, site: Site) -> tuple[str, int] | None:
    """A place, with the part of it that is meant: 宁波口岸, 镇海“招宝氢谷”."""
    end = chain_end(phrase)
    if phrase[:end] in load_divisions().short and not _ends_a_word(phrase, end):
        end = 0
    town = None if end else _TOWN.match(phrase)
    end = town.end() if town else end or site.around.town_end(phrase)
    if not end or (phrase[:end] in load_far_places() and end < len(phrase)):
        return None
    part = _ATHLETE.match(phrase, end) or _parts().match(phrase, end)
    end = part.end() if part else end
    return phrase[:end], end


def _ends_a_word(phrase: str, end: int) -> bool:
    """Tell whether no word of the dictionary reaches over `end`: 高安全性 is no 高安."""
    at = 0
    for word, _ in tags(phrase, guess=False):
        at += len(word)
        if at >= end:
            return at == end or phrase[:end] in load_places()
    return True


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load_words('subjects')['parts'])}|“[^”]{{2,10}}”)")


def _inside(site: Site, start: int, end: int) -> tuple[str, int] | None:
    """链主企业镇海炼化: a name behind what it is."""
    for at, name in site.around.names_in(site.block, start, end):
        if at + len(name) == end or site.text[start:at].endswith(_CLASSES):
            return name, at + len(name) - start
    return None


def _same_again(site: Site, start: int, word: str) -> str:
    """该公司, 企业: whoever of the organisations opened the nearest clause, or was named last."""
    if word in _WE and site.around.home:
        return site.around.home
    for clause in reversed(list(clauses(site.text, max(0, start - _NEAR), start))):
        name = site.around.name_at(site.block, opening_end(site.text, *clause))
        if name and not MEDIA.search(name):
            return name
    return site.around.last_name(site.block, start)


# Who speaks

_SAYS = "(?:说|表示|介绍|告诉记者|坦言|称|透露|感慨|感叹|说道|直言|回忆|解释|补充|算了|告诉|分析)"
_SPEAKER_BEHIND = re.compile(rf"[，,]?(?P<who>[^，。；：“”]{{2,30}}?){_SAYS}")
_SPEAKER_BEFORE = re.compile(rf"(?P<who>[^，。；：“”]{{2,30}}?){_SAYS}[^，。；：“”]{{0,6}}[，：:]$")
_OFFICE = re.compile(
    "(?P<house>[^，。；“”]{2,24}?)(?:的)?(?:相关|有关|主要|执行|联合|常务)?"
    "(?:负责人|创始人|董事长|总经理|总裁|经理|总工程师|工程师|厂长|店主|店长|场长|校长|院长|行长|馆长|书记|主任|理事长|会长|董事|社长|老板|工作人员)"
)


# A person by trade or standing, whose figures are his own: 养殖大户周平.
_PERSON = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:大户|村民|居民|市民|游客|农民|渔民|果农|菜农|茶农|牧民|车主|司机|摊主|家长|学生|教练|选手|运动员)[\u4e00-\u9fff]{2,3}$"
)


def speaker_of(site: Site, at: int) -> str:
    """The house of whoever says the quotation that holds the character at `at`, "" for none.

    “……”某公司负责人说 and 某公司负责人说：“……”.
    """
    text = site.text
    opened = text.rfind("“", 0, at)
    if opened < 0 or text.rfind("”", 0, at) > opened:
        return ""
    closed = text.find("”", at)
    behind = _SPEAKER_BEHIND.match(text, closed + 1) if closed >= 0 else None
    before = _SPEAKER_BEFORE.search(text[max(0, opened - 40) : opened])
    if behind:
        return _house_of(site, closed + 1, behind["who"])
    return _house_of(site, opened - len(before.group()), before["who"]) if before else ""


def _house_of(site: Site, start: int, who: str) -> str:
    named = [name for _, name in site.around.names_in(site.block, start, start + len(who) + 1)]
    if named and not MEDIA.search(named[-1]):
        return named[-1]
    person = _PERSON.search(who)
    if person:
        return person.group()
    office = _OFFICE.match(who)
    house = office["house"] if office else ""
    if house in word_list("subjects", "again") or house.startswith("该"):
        return ""
    return house if len(house) > 3 else ""
