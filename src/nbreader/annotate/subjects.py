"""Whom or what a figure is told of: a company, a place, a project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from nbreader.annotate.counted import read_counted
from nbreader.annotate.lexicon import any_of, load_cities, load_far_places, load_words, word_list
from nbreader.annotate.metrics import Metric, Scene
from nbreader.annotate.phrases import read_tokens
from nbreader.annotate.places import place_pattern
from nbreader.annotate.sentences import sentences
from nbreader.words import tags

_CLAUSE = re.compile(r"[^，。；：！？,;:!?—]+")
_WHOLE = re.compile(r"全市|我市|本市|全省|我省|全区|全县|全镇|全街道|全村")
_WIDE = re.compile(r"(?:全国|全球|世界|国际|国内|我国)(?:超过?|约|近|逾|有|的|共)*$")
_THIS = re.compile(
    r"(?:这|该|此|本|那)(?:[一二两三四五六七八九十]?[个条座项家支套款批所片处台只艘])?"
)
_PREPOSITION = re.compile(
    r"在|从|自|由|对|为|向|于|据|当|随着|通过|根据|按照|作为|围绕|依托|除了|针对|面对|经过?|以|把|将|被|让|使"
)
# Behind such words whoever acts is named in a later clause.
_TURNED_ROUND = re.compile("面对|针对|围绕|为了?|依托|随着|立足|根据|按照")
# 在宁波石化区, 记者走进某公司: the scene of what follows.
_SCENE = re.compile(
    r"(?:记者|笔者)?(?:早?在|走进|来到|走入|从)(?P<noun>.{2,24}?)(?:的.{1,8}|[里中内上下]|获悉|了解到|看到)*$"
)
_IN = re.compile(r"[在于](?P<noun>[^，。；,;]{2,12})$")
_TOWARDS = re.compile(r"[对给向](?P<noun>[^，。；,;]{2,24}?)(?:累计|共|已|总计)?$")
_FROM_HOUSE = re.compile(r"(?:来自|源自|首选|选择|出自|由)(?P<noun>.{2,24})")
_OF_OTHERS = re.compile("其(?:中|次|他|余|它|实|间)")
_MEDIA = re.compile(
    r"(?:日报|晚报|商报|时报|社|电视台|记者|局|委|部|厅|办|政府|海关|法院|检察院|党中央|国务院)$"
)
_HOUSE = re.compile(r"[^、，]*?(?:公司|集团|科技|股份|银行|大学|学院|研究院|医院|实验室|社区|村)")
_ONLY_WHOLE = re.compile(r"(?:全国|全球|世界)(?:共有?|每|有|约|近|超|累计|已有?)*$")
_WE = frozenset({"我们", "我", "我们公司", "我们企业", "本公司"})
_KIND = re.compile("该(?P<kind>[\u4e00-\u9fff]{2,4})")
_LONGEST = 30


@cache
def _office() -> re.Pattern[str]:
    """A place in front of its office: 镇海区委, 宁波前湾新区管委会."""
    place = place_pattern().pattern
    return re.compile(
        rf"(?P<place>(?:{place})+)(?:市|区|县|镇)?(?:委(?!党校)|政府|管委会|人大|政协|党工委)"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a figure is told of, "" where the text does not say."""

    text: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The folded texts of an article's blocks, with the organisations named in them.

    `names` holds the (start, end) of each name, block by block, in order.
    """

    texts: tuple[str, ...]
    names: tuple[tuple[tuple[int, int], ...], ...]
    title: str = ""  # of the speaker whose words the article is

    @cached_property
    def home(self) -> str:
        """Whom a speaker means by 我们: the place or house of the title, "" for none."""
        places = list(_office().finditer(self.title))
        if places:
            return places[-1]["place"]
        if self.title.startswith(("市", "本市", "我市")):
            return self.city
        house = _HOUSE.match(self.title)
        return house.group() if house else ""

    @cached_property
    def city(self) -> str:
        """The city that the article speaks of most, "" for none."""
        found = Counter(
            match.group().removesuffix("市")
            for text in self.texts
            for match in place_pattern().finditer(text)
        )
        return next((name for name, _ in found.most_common() if name in load_cities()), "")

    def names_in(self, block: int, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Each organisation named in a range of a block, with its place."""
        text = self.texts[block]
        return ((a, text[a:b]) for a, b in self.names[block] if start <= a and b <= end)

    def name_at(self, block: int, start: int) -> str:
        """The organisation whose name begins at `start`, "" for none."""
        return next((name for a, name in self.names_in(block, start, 1 << 60) if a == start), "")

    def last_name(self, block: int, at: int) -> str:
        """The organisation named last before `at` that can be 该公司, "" for none."""
        for index in range(block, -1, -1):
            stop = at if index == block else 1 << 60
            named = [name for _, name in self.names_in(index, 0, stop) if not _MEDIA.search(name)]
            if named:
                return named[-1]
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a subject is looked for: one block among the article's."""

    around: Surroundings
    block: int

    @property
    def text(self) -> str:
        """The folded text of the block."""
        return self.around.texts[self.block]


def subject_of(
    scene: Scene, metric: Metric, *, before: Subject | None, site: Site
) -> tuple[Subject, Metric]:
    """Whom the figure is told of, and its metric without the subject's words.

    In this order: the subject of the figure before, if the metric was taken
    from it; the name at the head of the metric's own noun (慈溪|产值); what
    stands before the verb (慈溪|实现营收); the subject of the figure before, if
    nobody is named since; whoever opens an earlier clause, sentence or paragraph.
    """
    if metric.inherited and before is not None and before.text:
        return before, metric
    own = _in_noun(metric, site)
    if own is not None:
        return own
    found = _behind_number(scene, metric, site) or _before_verb(scene, metric, site)
    if found is None:
        found = _in_sentence(scene, site, before)
    if found is None and before is not None and before.text:
        found = replace(before, confidence=min(before.confidence, 0.7))
    found = found or _in_later_clause(scene, site) or _in_next_sentence(scene, site)
    return found or _in_article(scene, site), metric


# In the words of the figure itself


def _in_noun(metric: Metric, site: Site) -> tuple[Subject, Metric] | None:
    """宁波全市规上工业增加值: the name at its head is the subject, the rest the metric."""
    if metric.noun_start < 0 or not metric.noun:
        return None
    at = metric.noun_start
    found = _entity(site, at, at + len(metric.noun))
    if found is None or found[1] >= len(metric.noun):
        return None
    name, length = found
    rest = _WHOLE.sub("", metric.noun[length:].removeprefix("的"), count=1)
    group = _group(rest)
    rest = rest[len(group) :] or rest
    return Subject(text=name + group, confidence=0.85), replace(metric, noun=rest)


def _group(rest: str) -> str:
    """新材料产业 of 慈溪新材料产业产值: an industry of a place is a subject of its own.

    规上 opens a category of the statistics, which belongs to the metric.
    """
    head = word_list("nouns", "heads").ending(rest)
    group = rest[: len(rest) - len(head)]
    if not head or not group or group.startswith(load_words("subjects")["categories"]):
        return ""
    return group if word_list("subjects", "ends").ending(group) else ""


def _behind_number(scene: Scene, metric: Metric, site: Site) -> Subject | None:
    """规模1.5亿元的宁波汝鑫招宝基金, 27岁的徐磊, 全球40%的切割丝，源自某公司."""
    behind = scene.text[scene.spot.end : scene.end]
    if scene.spot.form in ("岁", "周岁") or (
        metric.noun_start >= 0 and scene.spot.kind == "amount"
    ):
        return _described(scene, behind, site) if behind.startswith("的") else None
    counts = scene.spot.unit != "%" and scene.spot.kind != "rank"
    whole = _ONLY_WHOLE.search(scene.lead) if counts else None
    if whole:
        return Subject(text=whole.group()[:2], confidence=0.8)
    share = scene.spot.unit == "%" and _WIDE.search(scene.lead)
    if share or scene.spot.kind == "ratio":
        return _source(scene, site)
    return None


def _described(scene: Scene, behind: str, site: Site) -> Subject | None:
    """Who stands behind 的: a person for an age, else something that can be a subject."""
    noun = read_counted(behind).noun
    start = scene.spot.end + 1
    found = _entity(site, start, start + len(noun))
    if found:
        return Subject(text=found[0], confidence=0.7)
    person = scene.spot.unit == "岁" and len(noun) > 1
    return Subject(text=noun, confidence=0.7) if person else None


def _source(scene: Scene, site: Site) -> Subject | None:
    """From whom comes what the share counts."""
    stop = re.compile("[；。;！]").search(scene.text, scene.spot.end, scene.sentence[1])
    end = stop.start() if stop else scene.sentence[1]
    named = [name for _, name in site.around.names_in(site.block, scene.spot.end, end)]
    if named:
        return Subject(text=named[0], confidence=0.7)
    source = _FROM_HOUSE.search(scene.text, scene.spot.end, end)
    if source:
        found = _entity(site, source.start("noun"), source.end("noun"))
        return Subject(text=found[0], confidence=0.6) if found else None
    return None


def _before_verb(scene: Scene, metric: Metric, site: Site) -> Subject | None:
    """慈溪|已创建星级绿色工厂, 对招宝磁业|累计注资, 全市|拥有, 已在宁波|落地."""
    stop = metric.start
    lead = scene.text[scene.begin : stop]
    if lead.endswith("等") or (scene.last is not None and scene.last.end == scene.begin):
        return None  # 卓力、凯波等39家企业; 14幢商务楼宇中的2000家
    towards, inside = _TOWARDS.search(lead), _IN.search(lead)
    if towards:
        name = site.around.name_at(site.block, scene.begin + towards.start("noun"))
        if name:
            return Subject(text=name, confidence=0.75)
    opener = _opener(site, scene.begin, stop)
    if opener is None and inside:
        found = _entity(site, scene.begin + inside.start("noun"), stop)
        return Subject(text=found[0], confidence=0.65) if found else None
    return replace(opener, confidence=0.85) if opener else None


# In the clauses before


def _in_sentence(scene: Scene, site: Site, before: Subject | None) -> Subject | None:
    """Whoever opens the nearest clause before the figure's own, back to the figure before."""
    floor = scene.sentence[0]
    if scene.last is not None and before is not None and before.text:
        rest = re.compile("[，；：,;:]").search(scene.text, scene.last.end, scene.begin)
        floor = rest.end() if rest else scene.begin
    spans = [match.span() for match in _CLAUSE.finditer(scene.text, floor, scene.begin)]
    for start, end in reversed(spans):
        found = _opener(site, start, end)
        if found:
            return replace(found, confidence=0.7)
    return None


def _in_later_clause(scene: Scene, site: Site) -> Subject | None:
    """面对557家企业的需求，大碶横河社区整合…: who acts is named behind."""
    if not _TURNED_ROUND.match(scene.text[scene.begin : scene.begin + 2]):
        return None
    for match in _CLAUSE.finditer(scene.text, scene.end, scene.sentence[1]):
        found = _opener(site, *match.span()) if match.start() > scene.end else None
        if found:
            return replace(found, confidence=0.6)
    return None


def _in_next_sentence(scene: Scene, site: Site) -> Subject | None:
    """A paragraph may begin with the figure and name the house in the next sentence."""
    if site.text[: scene.sentence[0]].strip():
        return None
    for start, end in sentences(site.text):
        if start >= scene.sentence[1]:
            opening = _openings().match(site.text, start, end)
            name = site.around.name_at(site.block, opening.end() if opening else start)
            return Subject(text=name, confidence=0.5) if name else None
    return None


def _in_article(scene: Scene, site: Site) -> Subject:
    """Whoever opens an earlier sentence of the paragraph, or of one of the two before.

    In a speech it may be the speaker's own house.
    """
    for block in range(site.block, max(-1, site.block - 3), -1):
        there = Site(around=site.around, block=block)
        stop = scene.sentence[0] if block == site.block else len(there.text)
        spans = [span for span in sentences(there.text) if span[1] <= stop]
        for start, end in reversed(spans):
            found = _topic(there, start, end)
            if found:
                return replace(found, confidence=0.5 if block == site.block else 0.4)
    home = site.around.home
    return Subject(text=home, confidence=0.4) if home else Subject()


def _topic(site: Site, start: int, end: int) -> Subject | None:
    """Whoever opens the first clause of a sentence that is opened by anybody.

    A scene (在前湾新区) stands back behind whoever acts in it.
    """
    scene = None
    for match in _CLAUSE.finditer(site.text, start, end):
        found = _opener(site, *match.span())
        if found and not _SCENE.match(match.group()):
            return found
        scene = scene or found
    return scene


def _opener(site: Site, start: int, end: int) -> Subject | None:
    """Who stands at the head of a clause."""
    opening = _openings().match(site.text, start, end)
    start = opening.end() if opening else start
    name = site.around.name_at(site.block, start)
    if name:
        return Subject(text=name, confidence=0.7)
    clause = site.text[start:end]
    if clause[:1] in ("他", "她") and clause[1:2] != "们":
        person = _person_before(site, start)
        return Subject(text=person, confidence=0.5) if person else None
    kind = _KIND.match(clause)
    again = _named_kind(site, start, kind["kind"]) if kind else ""
    if again:
        return Subject(text=again, confidence=0.6)
    scene = _SCENE.match(clause)
    if scene:
        found = _entity(site, start + scene.start("noun"), start + scene.end("noun"))
        return Subject(text=found[0], confidence=0.6) if found else None
    if not clause or _PREPOSITION.match(clause):
        return None
    if clause.startswith("其") and not _OF_OTHERS.match(clause):
        return _of_the_same(site, start, clause)
    noun = read_counted(clause).noun
    found = _entity(site, start, start + len(noun)) if noun else None
    return Subject(text=found[0], confidence=0.7) if found else None


def _person_before(site: Site, at: int) -> str:
    """他: the person named last in the paragraph."""
    people = [word for word, tag in tags(site.text[:at]) if tag == "nr" and 2 <= len(word) <= 3]
    return people[-1] if people else ""


def _named_kind(site: Site, at: int, phrase: str) -> str:
    """该联盟: what was named with this ending before."""
    for length in range(len(phrase), 1, -1):
        kind = phrase[:length]
        if kind in word_list("subjects", "ends"):
            named = re.findall(rf"[^，。；：、“”的了在与和对为]{{2,12}}{kind}", site.text[:at])
            return named[-1] if named else ""
    return ""


@cache
def _openings() -> re.Pattern[str]:
    """Words that stand before the subject of a clause; a quote that stays open."""
    words = any_of(load_words("subjects")["openings"])
    return re.compile(
        rf"(?:{words}|[“‘(（](?=[^”’)）]*$)|[0-9一二三四五六七八九十]+年来|[一二三四五六七]是|[、和及与])+"
    )


def _of_the_same(site: Site, start: int, clause: str) -> Subject | None:
    """其数字安全基地: of whom was named before."""
    owner = site.around.last_name(site.block, start)
    noun = read_counted(clause[1:]).noun
    return Subject(text=f"{owner}{noun}", confidence=0.6) if owner and noun else None


# What is a subject


def _entity(site: Site, start: int, end: int) -> tuple[str, int] | None:
    """The subject that a noun phrase begins with, and how many characters name it there."""
    phrase = site.text[start:end]
    name = site.around.name_at(site.block, start)
    if name:
        return name, len(name)
    if phrase in word_list("subjects", "again"):
        owner = _same_again(site, start, phrase)
        return (owner, len(phrase)) if owner else None
    whole = _WHOLE.match(phrase)
    if whole:
        return _whole(whole.group(), site.around), whole.end()
    return _closed_by_a_kind(phrase) or _place(phrase) or _inside(site, start, end)


def _whole(word: str, around: Surroundings) -> str:
    """全市 is the city of the article, where it names one."""
    return around.city or word if word in ("全市", "我市", "本市") else word


def _closed_by_a_kind(phrase: str) -> tuple[str, int] | None:
    """国内首个机器人训练场项目, 这条管廊系统: a phrase that ends in what it is."""
    this = _THIS.match(phrase)
    bare = phrase[this.end() :] if this else phrase
    closing = word_list("subjects", "ends").ending(bare)
    if not closing or len(bare) > _LONGEST or word_list("nouns", "heads").ending(bare):
        return None
    if not this and read_tokens(bare)[0].tag.startswith(("v", "d", "p", "r")):
        return None
    return (bare, len(phrase)) if this or len(bare) >= len(closing) + 2 else None


def _place(phrase: str) -> tuple[str, int] | None:
    """A place, with the part of it that is meant: 宁波口岸, 镇海“招宝氢谷”."""
    place = place_pattern().match(phrase)
    if place is None or (place.group() in load_far_places() and place.end() < len(phrase)):
        return None
    part = _parts().match(phrase, place.end())
    end = part.end() if part else place.end()
    return phrase[:end], end


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load_words('subjects')['parts'])}|“[^”]{{2,10}}”)")


def _inside(site: Site, start: int, end: int) -> tuple[str, int] | None:
    """链主企业镇海炼化: a name behind what it is."""
    for at, name in site.around.names_in(site.block, start, end):
        if at + len(name) == end or site.text[start:at].endswith(
            ("企业", "公司", "单位", "龙头", "机构")
        ):
            return name, at + len(name) - start
    return None


def _same_again(site: Site, start: int, word: str) -> str:
    """该公司, 企业: whoever of the organisations opened the nearest clause, or was named last."""
    if word in _WE and site.around.home:
        return site.around.home
    for match in reversed(list(_CLAUSE.finditer(site.text, max(0, start - 160), start))):
        opening = _openings().match(site.text, *match.span())
        name = site.around.name_at(site.block, opening.end() if opening else match.start())
        if name and not _MEDIA.search(name):
            return name
    return site.around.last_name(site.block, start)
