"""Whom or what a figure is told of: a company, a place, a project."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter

from nbreader.annotate.counted import read_counted
from nbreader.annotate.entities import (
    SCENE,
    WHOLE,
    find_entity,
    find_opener,
    opening_end,
    speaker_of,
)
from nbreader.annotate.lexicon import load_far_places, load_words, word_list
from nbreader.annotate.metrics import with_category
from nbreader.annotate.periods import find_times
from nbreader.annotate.places import place_end
from nbreader.annotate.rows import Item
from nbreader.annotate.scenes import Metric, Scene
from nbreader.annotate.sentences import clauses, opens_clause, sentences
from nbreader.annotate.surroundings import MEDIA, Site, Subject
from nbreader.annotate.territory import told_of_a_place

_LIMB_END = re.compile("[；。;！]")
_CLAUSE_END = re.compile("[，；：,;:]")
_ONLY_STOPS = re.compile("。*")
_WIDE = re.compile(r"(?:全国|全球|世界|国际|国内|我国)(?:超过?|约|近|逾|有|的|共)*$")
# Behind such words whoever acts is named in a later clause.
_TURNED_ROUND = re.compile("面对|针对|围绕|为了?|依托|随着|立足|根据|按照")
_HOW_MEASURED = re.compile("(?:日均|单日|年均|月均|平均|最高|累计|全年|的)+$")
# A body that begins to report is no subject, nor is whoever came before it.
_REPORTER = re.compile(
    "[^，。；、公该他她我其“]{3,16}(?:则)?(?:预测|公布|统计|通报|发布|表示|介绍|指出)(?:[，：]|[^，。]{0,8}(?:数据|统计|信息)[^，。]{0,4}[，：])"
)
_REPORTS = re.compile(
    "(?:介绍|表示|透露|显示|表明|统计|公布|发布|获悉|了解到|通报|指出|预测|数据|消息)[^，。；]{0,4}$"
)
# Such words tell a class of things, not one by its name.
_ANY = re.compile(
    "公[办立]|民[办营]|国有|国营|外资|中小|上市|重点|星级|三甲|综合|普通|高职|高等|职业|示范|部分|各|全|新|乡镇|社区|城市|农村|农民|省级|国家级|[两三四五六七八九十]"
)
_TOGETHER = re.compile("^[两三四五六七八九十]{1,2}[省市县区地国镇]")
_TOGETHER_END = re.compile("[两三四五六七八九十]{1,2}[省市县区地国镇家企]$")
_LONGEST_NAME = 8  # characters of a name that only its list vouches for
_LISTED = re.compile("[、和及与]")
_IN = re.compile(r"[在于](?P<noun>[^，。；,;]{2,12})$")
_TOWARDS = re.compile(r"[对给向](?P<noun>[^，。；,;]{2,24}?)(?:累计|共|已|总计)?$")
_FROM_HOUSE = re.compile(r"(?:来自|源自|首选|选择|出自|由)(?P<noun>.{2,24})")
_THIS = re.compile("(?:该|[本这此][届次个家座条项所]?)$")
_HOUSE = re.compile("(?:公司|集团|学校|医院|银行|团队|合作社|联盟|协会)(?=[\u4e00-\u9fff]{2})")
# Where it comes from or goes to, not whom it is told of: 来自全国31个省.
_REACHING = re.compile(
    "(?:来自|覆盖|遍布|销往|通达|辐射|服务|面向|分布在?|走向|出口至?|远销)(?:全国|全球|世界)$"
)
_ONLY_WHOLE = re.compile(r"(?:全国|全球|世界)(?:共有?|每|有|约|近|超|累计|已有?)*$")


def subject_of(
    scene: Scene, metric: Metric, *, before: Subject | None, site: Site
) -> tuple[Subject, Metric]:
    """Whom the figure is told of, and its metric without the subject's words.

    In this order: the subject of the figure before, if the metric was taken
    from it; the name at the head of the metric's own noun (慈溪|产值); what
    stands before the verb (慈溪|实现营收); the subject of the figure before, if
    nobody is named since; whoever opens an earlier clause, sentence or paragraph.
    A metric that only places have is told of no company.
    """
    subject, metric = _told_of(scene, metric, before, site)
    return told_of_a_place(subject, metric, scene, site), metric


def _told_of(
    scene: Scene, metric: Metric, before: Subject | None, site: Site
) -> tuple[Subject, Metric]:
    if metric.inherited and before is not None and before.text:
        return before, metric
    own = _of_item(scene, site)
    if own is not None:
        rest = _TOGETHER.sub("", _behind_time(metric.noun.removeprefix(own.text)))
        return own, metric._replace(noun=rest or metric.noun)
    if scene.item is not None and scene.item.shared and not scene.item.name.startswith("第"):
        metric = metric._replace(noun=scene.item.name + metric.noun)  # 国有企业|分别进出口
    told = _in_noun(scene, metric, site)
    if told is not None:
        return told
    found = _behind_number(scene, metric, site) or _before_verb(scene, metric, site)
    if found is None:
        found = _in_sentence(scene, site, before) or _speaker(scene, site)
    if found is None and before is not None and before.text:
        found = before._replace(confidence=min(before.confidence, 0.7))
    if found is not None and metric.start > scene.begin:
        metric = with_category(scene, metric, site.around.names[site.block])
    found = found or _in_later_clause(scene, site) or _in_next_sentence(scene, site)
    return found or _in_article(scene.sentence[0], site), metric


# In the words of the figure itself


def _of_item(scene: Scene, site: Site) -> Subject | None:
    """海曙、江北分别完成税收…: an item that is a name or a place."""
    if scene.item is None:
        return None
    start = scene.item.start
    found = find_entity(site, start, start + len(scene.item.name))
    if found is not None:
        whole = found[1] == len(scene.item.name)
        return Subject(text=found[0], confidence=0.85) if whole else None
    name = _listed_name(scene.item) if scene.item.among_names else ""
    return Subject(text=name, confidence=0.6) if name else None


def _listed_name(item: Item) -> str:
    """吉利 of 吉利、奇瑞销量: what stands among names is one, without time and metric."""
    name = item.name.removesuffix(item.head)
    times = find_times(name)
    name = _TOGETHER_END.sub("", name[: times[0].start] if times else name)
    categories = load_words("subjects")["categories"]
    is_name = 2 <= len(name) <= _LONGEST_NAME and not name.startswith(categories)
    return name if is_name and not word_list("nouns", "heads").ending(name) else ""


def _behind_time(noun: str) -> str:
    """GDP of 去年GDP."""
    times = find_times(noun)
    return noun[times[0].end :] if times and not times[0].start else noun


def _in_noun(scene: Scene, metric: Metric, site: Site) -> tuple[Subject, Metric] | None:
    """宁波全市规上工业增加值: the name at its head is the subject, the rest the metric."""
    if metric.noun_start < 0 or not metric.noun:
        return None
    at = metric.noun_start
    found = find_entity(site, at, at + len(metric.noun)) or _same_house(scene, metric, site)
    found = found or _thing(metric.noun)
    if found is None:
        return None
    name, length = found
    if length >= len(metric.noun) and name == site.around.name_at(site.block, at):
        return _name_alone(scene, metric, name)
    if length >= len(metric.noun):
        return _place_alone(scene, metric, name)
    rest = WHOLE.sub("", metric.noun[length:].removeprefix("的"), count=1)
    rest = _TOGETHER.sub("", rest) or rest
    rest = _behind_time(rest) if scene.item is not None else rest
    group = _group(rest)
    rest = rest[len(group) :] or rest
    return Subject(text=name + group, confidence=0.85), metric._replace(noun=rest)


def _thing(noun: str) -> tuple[str, int] | None:
    """大理古城|单日最高客流: a thing with a name of its own, and what is measured of it."""
    head = word_list("nouns", "heads").ending(noun)
    thing = _HOW_MEASURED.sub("", noun[: len(noun) - len(head)])
    kind = word_list("subjects", "things").ending(thing)
    if _ANY.match(thing):
        return None
    return (thing, len(thing)) if head and kind and len(thing) >= len(kind) + 2 else None


def _same_house(scene: Scene, metric: Metric, site: Site) -> tuple[str, int] | None:
    """公司研发人员, 该公司增开列车, 本届赛事使用场馆: the words begin with who was named before."""
    this = _THIS.search(scene.text[scene.begin : metric.noun_start])
    house = _HOUSE.match(metric.noun)
    kinds = word_list("subjects", "ends")
    length = next((size for size in (5, 4, 3, 2) if metric.noun[:size] in kinds), 0)
    length = length if this else house.end() if house else 0
    at = metric.noun_start - (len(this.group()) if this else 0)
    if not length or not opens_clause(site.text, scene.begin, at):
        return None
    found = find_opener(site, at, metric.noun_start + length)
    return (found.text, length) if found else None


def _place_alone(scene: Scene, metric: Metric, name: str) -> tuple[Subject, Metric] | None:
    """雨量较大的有温州60毫米、丽水32毫米: a place takes the metric of the figure before."""
    if scene.spot.kind == "count" or place_end(metric.noun) < len(metric.noun):
        return None
    noun = scene.before.noun if scene.before is not None else ""
    return Subject(text=name, confidence=0.8), metric._replace(noun=noun, inherited=True)


def _name_alone(scene: Scene, metric: Metric, name: str) -> tuple[Subject, Metric]:
    """某某公司|12英寸晶圆项目: a name measures nothing; what is behind the number is counted."""
    noun = "" if scene.spot.kind == "duration" else read_counted(scene.behind).noun
    if noun or scene.before is None:
        return Subject(text=name, confidence=0.8), metric._replace(noun=noun, confidence=0.7)
    noun = scene.before.noun
    return Subject(text=name, confidence=0.8), metric._replace(noun=noun, inherited=True)


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
    counts = counts and not _REACHING.search(scene.lead)
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
    found = find_entity(site, start, start + len(noun))
    if found:
        return Subject(text=found[0], confidence=0.7)
    person = scene.spot.unit == "岁" and len(noun) > 1
    return Subject(text=noun, confidence=0.7) if person else None


def _source(scene: Scene, site: Site) -> Subject | None:
    """From whom comes what the share counts."""
    stop = _LIMB_END.search(scene.text, scene.spot.end, scene.sentence[1])
    end = stop.start() if stop else scene.sentence[1]
    named = [name for _, name in site.around.names_in(site.block, scene.spot.end, end)]
    if named:
        return Subject(text=named[0], confidence=0.7)
    source = _FROM_HOUSE.search(scene.text, scene.spot.end, end)
    if source:
        found = find_entity(site, source.start("noun"), source.end("noun"))
        return Subject(text=found[0], confidence=0.6) if found else None
    return None


def _before_verb(scene: Scene, metric: Metric, site: Site) -> Subject | None:
    """慈溪|已创建星级绿色工厂, 对招宝磁业|累计注资, 全市|拥有, 已在宁波|落地."""
    stop = metric.start
    lead = scene.text[scene.begin : stop]
    if scene.follows:
        return None  # 14幢商务楼宇中的2000家
    if lead.endswith("等"):
        return _before_list(scene, lead, site)
    towards, inside = _TOWARDS.search(lead), _IN.search(lead)
    if towards:
        name = site.around.name_at(site.block, scene.begin + towards.start("noun"))
        if name:
            return Subject(text=name, confidence=0.75)
    opener = find_opener(site, scene.begin, stop)
    if opener is None and inside:
        found = find_entity(site, scene.begin + inside.start("noun"), stop)
        return Subject(text=found[0], confidence=0.65) if found else None
    return opener._replace(confidence=0.85) if opener else None


def _before_list(scene: Scene, lead: str, site: Site) -> Subject | None:
    """该校新设人工智能等4个专业; but 卓力 of 卓力、凯波等39家企业 is one of those counted."""
    first = _LISTED.split(lead)[0]
    opener = find_opener(site, scene.begin, scene.begin + len(first))
    if opener is None or first.endswith(opener.text):
        return None
    return opener._replace(confidence=0.7)


# In the clauses before


def _speaker(scene: Scene, site: Site) -> Subject | None:
    """Figures of a quotation are the speaker's, where nobody else is named in it."""
    house = speaker_of(site, scene.spot.start)
    return Subject(text=house, confidence=0.5) if house else None


def _in_sentence(scene: Scene, site: Site, before: Subject | None) -> Subject | None:
    """Whoever opens the nearest clause before the figure's own, back to the figure before."""
    floor = scene.sentence[0]
    if scene.last is not None and before is not None and before.text:
        rest = _CLAUSE_END.search(scene.text, scene.last.end, scene.begin)
        floor = rest.end() if rest else scene.begin
    for start, end in reversed(list(clauses(scene.text, floor, scene.begin))):
        found = find_opener(site, start, end)
        if found and not _reports(scene.text[start:end], found):
            return found._replace(confidence=0.7)
    return None


def _reports(clause: str, found: Subject) -> bool:
    """Tell whether an office only says what follows (市统计局数据显示), and is no subject."""
    return bool(MEDIA.search(found.text) and _REPORTS.search(clause))


def _in_later_clause(scene: Scene, site: Site) -> Subject | None:
    """面对557家企业的需求，大碶横河社区整合…: who acts is named behind."""
    if not _TURNED_ROUND.match(scene.text[scene.begin : scene.begin + 2]):
        return None
    for start, end in clauses(scene.text, scene.end, scene.sentence[1]):
        found = find_opener(site, start, end) if start > scene.end else None
        if found:
            return found._replace(confidence=0.6)
    return None


def _in_next_sentence(scene: Scene, site: Site) -> Subject | None:
    """A paragraph may begin with the figure and name the house in the next sentence."""
    if not _ONLY_STOPS.fullmatch(site.text, 0, scene.sentence[0]):
        return None
    spans = sentences(site.text)
    later = bisect_left(spans, scene.sentence[1:])
    return _first_name(site, *spans[later]) if later < len(spans) else None


def _first_name(site: Site, start: int, end: int) -> Subject | None:
    """The organisation that opens one of the first two clauses of a sentence."""
    for clause in list(clauses(site.text, start, end))[:2]:
        name = site.around.name_at(site.block, opening_end(site.text, *clause))
        if name:
            return Subject(text=name, confidence=0.5)
    return None


def _in_article(sentence: int, site: Site) -> Subject:
    """Whoever opens a sentence of the paragraph before `sentence`, or of one of the two before.

    In a speech it may be the speaker's own house.
    """
    for block in range(site.block, max(-1, site.block - 3), -1):
        if block in site.around.asides:
            continue
        if block != site.block and _REPORTER.match(site.text):
            break
        there = Site(around=site.around, block=block)
        stop = sentence if block == site.block else len(there.text)
        found = _last_topic(there, stop)
        if found:
            return found._replace(confidence=0.5 if block == site.block else 0.4)
    home = site.around.home
    return Subject(text=home, confidence=0.4) if home else Subject()


def _last_topic(site: Site, stop: int) -> Subject | None:
    """Whoever opens the last sentence before `stop` that is opened by anybody."""
    spans, known = sentences(site.text), site.around.earlier
    passed: list[tuple[int, int]] = []
    found = None
    for at in range(bisect_right(spans, stop, key=itemgetter(1)) - 1, -1, -1):
        key = (site.block, spans[at][0])
        if key in known:
            found = known[key]
            break
        passed.append(key)
        found = _topic(site, *spans[at])
        if found:
            break
    known |= dict.fromkeys(passed, found)
    return found


def _topic(site: Site, start: int, end: int) -> Subject | None:
    """Whoever opens the first clause of a sentence that is opened by anybody.

    A scene (在前湾新区) stands back behind whoever acts in it.
    """
    scene = None
    for clause in clauses(site.text, start, end):
        found = find_opener(site, *clause)
        if found and _reports(site.text[slice(*clause)], found):
            continue
        if found and found.text in load_far_places() and site.around.is_of_a_place:
            continue  # 欧盟为天津第一大贸易伙伴 makes it no subject of what follows
        if found and not SCENE.match(site.text[slice(*clause)]):
            return found
        scene = scene or found
    return scene
