"""What a figure counts or measures: the words of a table's column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nbreader.annotate.counted import Counted, read_counted
from nbreader.annotate.folding import GAP
from nbreader.annotate.leads import Lead, read_lead
from nbreader.annotate.lexicon import alternatives, any_of, load_words, word_list
from nbreader.annotate.periods import find_times
from nbreader.annotate.phrases import SIZE_CLASS
from nbreader.annotate.places import place_end
from nbreader.annotate.rows import Item
from nbreader.annotate.scenes import Metric, Scene, without_marks

_BEHIND_NUMBER = re.compile(r"(?:以上|以下|以内|左右|上下|之多|有余|开外|大关|多)+")
_THIS_IS = re.compile(r"^[，,]这(?:就|也|便|正)?是(?P<noun>[^，。；,;]{2,30})")
_INSIDE_OF = re.compile(r"[在从](?P<noun>[^，。；,;]{3,40})中[，,][^，。；,;]*$")
_WIDE = re.compile(
    r"(?:全市|全省|全国|全球|全区|全县|世界|国内|省内|市内)(?:超过?|约|近|逾|有|的)?$"
)
_PART_OF = re.compile(
    r"占(?![比据地有用领])(?P<whole>[^，。；、,;占]{1,14}?)(?:比重|比例)?(?:达到|提高[到至]|提升[到至]|上升[到至]|升至|降至|力争|争取|有望|应当?|[的达近约超逾为要将须会])*$"
)
_FULFILLED = re.compile("(?:完成|为|达到?)[^，。；、,;0-9]{0,6}(?:预算|计划|任务|目标|进度)的$")
_TAKES = re.compile("占(?:到|了|近|约|超过?|逾|不足|不到|至少)*$")
_DONE_FOR = re.compile(r"(?:做|开展|进行)[了过]?(?P<service>.+)")
_ADVERBS = re.compile(r"^(?:已经?|均|都|将|正|也|还|随之|先后|陆续|分别|共同|同时|成功|全部)+")
_ROW_GOES_ON = re.compile(r"(?:[、和及与]|以及)?(?:近|约|超过?|逾)?")
_ROW = re.compile(r"[、和及与,，]$")
_COUNTED = re.compile("^[0-9.万亿多余]+[家个名项户人]")
_RATES: tuple[str, ...] = ("率", "比重", "占比", "比例", "份额", "折扣", "贡献", "利息", "优惠")
_RATES += ("增速", "增幅", "涨幅", "降幅")
_AGE, _DEGREES, _SHARE_PRICE, _AGES = "年龄", "温度", "股价", ("年龄", "寿命")
_MONEY = frozenset({"元", "美元", "%", "‰", "百分点"})
_LONGEST_PHRASE = 20


def metric_of(scene: Scene) -> Metric:
    """The metric of a figure, by the words beside it or by the figure before it."""
    return without_marks(_metric_of(scene))


def _metric_of(scene: Scene) -> Metric:
    if scene.item is not None:
        return _item_metric(scene, scene.item)
    if scene.spot.kind == "rank":
        return _rank_metric(scene)
    lead = read_lead(scene.lead)
    counted = read_counted(_said_of(scene))
    if scene.spot.kind == "duration":
        return _duration_metric(scene, lead, counted)
    if scene.spot.kind == "count" or scene.spot.rule == "ratio":
        return _count_metric(scene, lead, counted)
    return _amount_metric(scene, lead, counted)


def with_category(scene: Scene, metric: Metric, names: Sequence[tuple[int, int]]) -> Metric:
    """全市|规模以上工业企业|实现增加值: a class of the statistics belongs to the metric.

    One that stands in an organisation's name (某某高新技术产业开发区) is none; `names`
    are where those stand.
    """
    lead = scene.text[scene.begin : metric.start]
    for opening in _categories().finditer(lead):
        at = scene.begin + opening.start()
        if not any(start <= at < end for start, end in names):
            group = read_counted(lead[opening.start() :]).noun
            return metric._replace(noun=group + metric.noun) if len(group) > 4 else metric
    return metric


@cache
def _categories() -> re.Pattern[str]:
    return re.compile(any_of(load_words("subjects")["categories"]))


def _said_of(scene: Scene) -> str:
    """The words behind the number, less those that belong to it: 以上, 左右."""
    part = _BEHIND_NUMBER.match(scene.behind)
    return scene.behind[part.end() :] if part else scene.behind


def _item_metric(scene: Scene, item: Item) -> Metric:
    """高端装备、高技术制造业增加值分别增长: the item with what all items share."""
    if item.shared:
        noun = item.head
    elif not item.head and scene.before is not None:
        noun = scene.before.noun
    elif word_list("nouns", "heads").ending(item.name):
        noun = _without_time(item.name, item.head)
    else:
        noun = item.name + item.head
    start = -1 if item.shared else item.start
    return Metric(noun=noun, change=item.change, confidence=0.8, start=item.start, noun_start=start)


def _without_time(name: str, head: str) -> str:
    """乙公司营收 of 乙公司2025年营收."""
    owner = name.removesuffix(head)
    times = find_times(owner)
    return owner[: times[-1].start] + head if times and times[-1].end == len(owner) else name


# Counts


def _count_metric(scene: Scene, lead: Lead, counted: Counted) -> Metric:
    """39家企业, 星级绿色工厂385家: the noun behind the number, else the one before it."""
    is_head = lead.noun in word_list("nouns", "heads")
    if counted.noun and not (is_head and scene.behind.startswith("的")):
        return _elsewhere(scene, _told_apart(scene, counted), 0.9)
    if scene.spot.rule == "ratio" and scene.before is not None:
        return _inherit(scene, "")
    if lead.noun:
        return _own(scene, lead, _with_verb(lead), 0.85)
    if scene.spot.unit == "人" and 2 <= len(counted.predicate) <= 8:
        return _elsewhere(scene, f"{_ADVERBS.sub('', counted.predicate)}人数", 0.75)
    return _amount_metric(scene, lead, counted)


def _told_apart(scene: Scene, counted: Counted) -> str:
    """入选省级制造业“云上”企业 tells what 40家企业 are; 企业 alone would not."""
    noun, predicate = counted.noun, counted.predicate.strip(GAP)
    if counted.size and noun in (counted.size, counted.size.rstrip("、")):
        return _class_of_size(scene, noun.rstrip("、"))
    if scene.row and _ROW_GOES_ON.fullmatch(predicate):
        predicate = read_counted(scene.row).predicate
    elif scene.end < scene.clause_end:
        return noun  # the next figure cuts the predicate short
    if noun not in word_list("verbs", "wide") or not predicate:
        return noun
    done = _DONE_FOR.match(predicate)
    if done:
        return f"{done['service']}{noun}"
    if _leads().search(scene.lead):
        return noun
    predicate = _ADVERBS.sub("", predicate).rstrip("的")
    return f"{predicate}{noun}" if 2 <= len(predicate) <= 30 else noun


def _class_of_size(scene: Scene, size: str) -> str:
    """1个两千亿级、3个五百亿级产业集群: the noun stands at the end of the list."""
    rest = read_lead(scene.text[scene.spot.end : scene.clause_end]).noun
    return size + SIZE_CLASS.split(rest)[-1]


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load_words('verbs')['leads'])})了?[^，。；,;]{{0,3}}$")


def _with_verb(lead: Lead) -> str:
    """攻克技术难题 says more than 技术难题; 建成 and 拥有 say nothing."""
    strong, light = word_list("verbs", "strong"), word_list("verbs", "light")
    return lead.verb + lead.noun if lead.verb in strong and lead.verb not in light else lead.noun


# Amounts and shares


def _amount_metric(scene: Scene, lead: Lead, counted: Counted) -> Metric:
    """The noun before the number; behind 的 or where none is before, the noun behind it."""
    if scene.spot.form in ("岁", "周岁") and not (lead.noun.endswith(_AGES) or lead.change):
        return _elsewhere(scene, _AGE, 0.9)
    is_head = bool(word_list("nouns", "heads").ending(lead.noun))
    if scene.spot.unit.endswith("元/股") and not is_head:
        return _elsewhere(scene, _SHARE_PRICE, 0.8)
    of = _said_of(scene).startswith("的")
    direct = scene.spot.unit == "%" and not lead.reached and not is_head
    if counted.noun and not lead.change and ((of and not is_head) or direct):
        return _elsewhere(scene, _as_share(scene, counted.noun), 0.85)
    if scene.spot.unit in ("%", "‰"):
        part = _PART_OF.search(scene.lead)
        if part:
            return _share_of(scene, part)
        done = _FULFILLED.search(scene.lead)
        if done:
            return _fulfilled(scene, done)
        if lead.noun and _TAKES.search(scene.lead) and not lead.noun.endswith(_RATES):
            return _own(scene, lead, f"{lead.noun}占比", 0.85)
    if lead.noun:
        return _own(scene, lead, _joined(scene, lead, counted), 0.9 if is_head else 0.75)
    if scene.before is not None and (lead.change or scene.spot.rule == "doubling"):
        return _inherit(scene, lead.change or "增长")
    strong, light = word_list("verbs", "strong"), word_list("verbs", "light")
    of_light = lead.verb in light and lead.verb not in strong
    if of_light and 2 <= len(counted.noun) <= 8 and scene.spot.unit in _MONEY:
        return _elsewhere(scene, counted.noun, 0.7)  # 拿到500万元贷款
    if lead.verb and not counted.noun and lead.verb in light:
        return _of_verb_alone(scene, lead)
    if lead.verb:
        return _own(scene, lead, _joined(scene, lead, counted), 0.7)
    if counted.noun:
        return _elsewhere(scene, _as_share(scene, counted.noun), 0.75)
    return _otherwise(scene, lead)


def _of_verb_alone(scene: Scene, lead: Lead) -> Metric:
    """独占21席, 勾选出20项: a verb that says little, with its object elsewhere."""
    before = read_lead(scene.lead[: lead.start])
    noun = before.noun or before.verb
    if noun and not _is_somebody(noun) and noun not in word_list("nouns", "inside"):
        return _own(scene, before, noun, 0.7)  # 换电站累计建设2675座
    found = _inside_clause(scene)
    if found is not None:
        return found
    if scene.before is not None and scene.last is not None and scene.last.unit == scene.spot.unit:
        return _inherit(scene._replace(row=""), lead.verb)
    return _own(scene, lead, lead.verb, 0.4)


def _is_somebody(noun: str) -> bool:
    """Tell whether a noun names who acts, not what is counted."""
    return place_end(noun) > 0 or noun in word_list("subjects", "again")


def _joined(scene: Scene, lead: Lead, counted: Counted) -> str:
    """年产8000吨稀土永磁: a verb before the number and its object behind it are one."""
    noun = _with_verb(lead) or lead.verb
    if lead.noun or not counted.noun or scene.spot.unit in _MONEY:
        return noun
    return f"{noun}{counted.noun}" if lead.verb in word_list("verbs", "strong") else counted.noun


def _as_share(scene: Scene, noun: str) -> str:
    """全市2%的国土面积: 国土面积占全市比重."""
    if scene.spot.unit not in ("%", "‰") or noun.endswith(_RATES):
        return noun
    whole = _WIDE.search(scene.lead)
    return f"{noun}占{whole.group()[:2]}比重" if whole else f"{noun}占比"


def _fulfilled(scene: Scene, done: re.Match[str]) -> Metric:
    """财政收入完成年度预算的103%: the noun before 完成, and of what."""
    lead = read_lead(scene.lead[: done.start()])
    start = scene.begin + lead.start
    noun = f"{lead.noun}{done.group().removesuffix('的')}比例"
    return Metric(noun=noun, confidence=0.75, start=start, noun_start=start if lead.noun else -1)


def _share_of(scene: Scene, part: re.Match[str]) -> Metric:
    """占全省总数的33%: the noun before 占, or what the clause before names."""
    lead = read_lead(scene.lead[: part.start()])
    share = f"占{part['whole']}比重"
    if lead.noun:
        noun = lead.noun + share
        start = scene.begin + lead.start
        return Metric(noun=noun, confidence=0.85, start=start, noun_start=start)
    if scene.before is not None and scene.before.noun:
        return _elsewhere(scene, scene.before.noun + share, 0.75)
    clauses = re.split("[，；。,;]", scene.text[scene.sentence[0] : scene.begin].rstrip("，；,;"))
    noun = read_lead(clauses[-1]).noun
    return _elsewhere(scene, noun + share, 0.7 if noun else 0.5)


def _otherwise(scene: Scene, lead: Lead) -> Metric:
    """No word beside the number: what follows explains it, or the figure before it."""
    this = _THIS_IS.match(scene.text[scene.spot.end :])
    if this:
        told = read_lead(this["noun"])
        start = scene.spot.end + this.start("noun") + this["noun"].find(told.noun)
        return _elsewhere(scene, told.noun, 0.8)._replace(noun_start=start)
    found = _inside_clause(scene)
    if found is not None:
        return found
    if scene.spot.unit == "℃":
        return _elsewhere(scene, _DEGREES, 0.7)
    if scene.before is not None:
        return _inherit(scene, lead.change)
    sure = 0.3 if lead.change else 0.0
    return Metric(start=scene.spot.start, change=lead.change, confidence=sure)


def _inside_clause(scene: Scene) -> Metric | None:
    """在…典型案例中，宁波独占21席: the clause before says of what."""
    inside = _INSIDE_OF.search(scene.text[scene.sentence[0] : scene.spot.start])
    noun = _COUNTED.sub("", read_lead(inside["noun"]).noun) if inside else ""
    return _elsewhere(scene, noun, 0.6) if noun else None


# Durations and ranks


def _duration_metric(scene: Scene, lead: Lead, counted: Counted) -> Metric:
    """连续八年全国第一 takes the metric before it; 耗时4年 has its own."""
    behind = scene.behind.strip(GAP)
    if scene.lead.endswith("连续"):
        return _held(scene, scene.lead.removesuffix("连续"))
    if lead.noun and behind.startswith("的") and counted.noun:
        return _own(scene, lead, f"{lead.noun} {counted.noun}", 0.7)
    if lead.noun or lead.verb:
        light = lead.verb in word_list("verbs", "light")
        return _own(scene, lead, lead.noun if light else lead.verb + lead.noun, 0.75)
    if counted.noun or counted.predicate:
        phrase = counted.noun + ("" if behind.startswith("的") else counted.predicate)
        return _elsewhere(scene, phrase[:_LONGEST_PHRASE], 0.65)
    return _otherwise(scene, lead)


def _held(scene: Scene, lead: str) -> Metric:
    """产值连续三年增长: what kept so; a name before 连续 is whose it is (某某公司|连续三年)."""
    noun = scene.before.noun if scene.before is not None else ""
    own = read_lead(lead).noun
    start = scene.begin + lead.find(own) if own else -1
    own = "" if place_end(own) == len(own) else _measured(own, noun)
    if not own and not noun:
        return Metric(start=scene.spot.start)
    held = scene.text[scene.spot.end : scene.clause_end]
    metric = _elsewhere(scene, own or noun, 0.8, change=f"连续{held}"[:_LONGEST_PHRASE])
    return metric._replace(noun_start=start if own and own in lead else -1)


def _rank_metric(scene: Scene) -> Metric:
    """增速居宁波第一: the noun before the verb of rank, else the metric before it."""
    lead = scene.lead.removesuffix("的").removesuffix("之").removesuffix(scene.spot.scope)
    own = read_lead(_before_rank().split(lead)[0])
    if not own.noun:
        if scene.before is None:
            return _otherwise(scene, own)
        return scene.before._replace(change="", confidence=0.75, inherited=True, start=scene.begin)
    noun = _measured(own.noun, scene.before.noun if scene.before is not None else "")
    if noun != own.noun:
        return _elsewhere(scene, noun, 0.75)._replace(inherited=True)
    return _own(scene, own, noun, 0.8)


def _measured(own: str, before: str) -> str:
    """增速 alone is the growth of what was named before: 产值增速."""
    if own in word_list("nouns", "measures") and before and not before.endswith(own):
        return before + own
    return own


@cache
def _before_rank() -> re.Pattern[str]:
    """Where the words of a rank begin: its verb, its scope or 从2016年的."""
    verbs = [verb for verb in load_words("ranks")["verbs"] if verb not in ("为", "是")]
    scopes = alternatives(load_words("subjects")["wholes"])
    return re.compile(
        rf"(?:均|都|皆|也|仍|又|总体|综合)?(?:{alternatives(verbs)})|[从由](?:20|19|去年|上年)|(?:{scopes})"
    )


# Making a metric


def _own(scene: Scene, lead: Lead, noun: str, confidence: float) -> Metric:
    """A metric from the words before the number."""
    if scene.before is not None:
        noun = _measured(noun, scene.before.noun)
    at = scene.lead.find(lead.noun) if lead.noun else -1
    return Metric(
        noun=noun,
        change=lead.change,
        confidence=confidence,
        start=scene.begin + lead.start,
        noun_start=scene.begin + at if at >= 0 else -1,
    )


def _elsewhere(scene: Scene, noun: str, confidence: float, *, change: str = "") -> Metric:
    """A metric from words that do not stand right before the number."""
    return Metric(noun=noun, change=change, confidence=confidence, start=scene.spot.start)


def _inherit(scene: Scene, change: str) -> Metric:
    """The metric of the figure before, seen as this change."""
    assert scene.before is not None
    row = scene.last is not None and _ROW.fullmatch(scene.text[scene.last.end : scene.spot.start])
    if scene.spot.kind == "count" and change in word_list("change", "up", "down"):
        change = ""
    change = change or (scene.last_change if row else "")
    confidence = min(0.75, scene.before.confidence)
    return scene.before._replace(
        change=change, confidence=confidence, inherited=True, noun_start=-1
    )
