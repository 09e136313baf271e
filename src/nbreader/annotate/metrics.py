"""What a figure counts or measures: the words of a table's column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nbreader.annotate.folding import GAP
from nbreader.annotate.lexicon import alternatives, load_words, word_list
from nbreader.annotate.phrases import Counted, Lead, read_counted, read_lead
from nbreader.annotate.spotting import Spot

_BEHIND_NUMBER = re.compile(r"^(?:以上|以下|以内|左右|上下|之多|有余|开外|大关|多)+")
_THIS_IS = re.compile(r"^[，,]这(?:就|也|便|正)?是(?P<noun>[^，。；,;]{2,30})")
_INSIDE_OF = re.compile(r"[在从](?P<noun>[^，。；,;]{3,40})中[，,][^，。；,;]*$")
_WHOLE_BEFORE = re.compile(
    r"(?:全市|全省|全国|全球|全区|全县|世界|国内|省内|市内)(?:超过?|约|近|逾|有|的)?$"
)
_SHARE_OF_WHOLE = re.compile(r"占(?P<whole>[^，。；、,;占]{1,10}?)的$")
_JOINTS = frozenset({"、", "和", "及", "与", "以及"})
_DONE_FOR = re.compile(r"(?:做|开展|进行)(?:了|过)?(?P<service>.+)")
_ROW = re.compile(r"[、和及与,，]$")
_MANY = re.compile("[一-龥A-Za-z“”]")
_AGE, _DEGREES = "年龄", "温度"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What a figure is about.

    `noun` is the thing measured (产值), `change` how it is looked at (同比增长).
    `inherited` tells that the figure before lent its noun.
    """

    noun: str = ""
    change: str = ""
    confidence: float = 0.0
    inherited: bool = False
    lead: str = ""  # the verb in front of the noun, which the subject stands before
    start: int = 0  # where the noun or its verb begins in the text
    own_noun_start: int = -1  # where the noun begins, -1 where it stands behind the number

    @property
    def text(self) -> str:
        """As a table's column says it: 产值 同比增长."""
        return " ".join(word for word in (self.noun, self.change) if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A figure in its clause.

    `begin` is where the words before it begin: its clause, or the figure or the
    time phrase before it in the clause. `end` is where the words behind it end.
    """

    text: str
    spot: Spot
    begin: int
    end: int
    sentence: tuple[int, int]
    before: Metric | None = None  # of the figure before it in the sentence
    last: Spot | None = None  # that figure
    row: str = ""  # the clause behind the last figure of a row of counts (39家企业、39款产品)

    @property
    def lead(self) -> str:
        """The words before the number, without what only opens the clause."""
        return self.text[self.begin : self.spot.start]


def metric_of(scene: Scene) -> Metric:
    """The metric of a figure, by the words beside it or by the figure before it."""
    if scene.spot.kind == "rank":
        return _rank_metric(scene)
    lead, counted = read_lead(scene.lead), _counted(scene)
    if scene.spot.kind == "duration":
        return _duration_metric(scene, lead, counted)
    if scene.spot.kind in ("count", "ratio") and scene.spot.form not in ("倍", "番", "折"):
        return _count_metric(scene, lead, counted)
    return _amount_metric(scene, lead, counted)


def _counted(scene: Scene) -> Counted:
    behind = scene.text[scene.spot.end : scene.end]
    return read_counted(_BEHIND_NUMBER.sub("", behind))


# Counts


def _count_metric(scene: Scene, lead: Lead, counted: Counted) -> Metric:
    """39家企业, 星级绿色工厂385家: the noun behind the number, else the one before it."""
    if counted.noun:
        return _make(scene, _with_predicate(scene, counted), 0.9)
    if lead.noun:
        return _own(scene, lead, _with_verb(lead), 0.85)
    return _amount_metric(scene, lead, counted)


def _with_predicate(scene: Scene, counted: Counted) -> str:
    """入选省级制造业“云上”企业 tells what 40家企业 are; 企业 alone would not."""
    noun, predicate = counted.noun, counted.predicate.strip(GAP)
    if scene.row and (not predicate or predicate in _JOINTS):
        predicate = read_counted(scene.row).predicate
    if noun not in word_list("verbs", "wide"):
        return noun
    done = _DONE_FOR.match(predicate)
    if done:
        return f"{done['service']}{noun}"
    if not predicate or _leads().search(scene.lead):
        return noun
    predicate = _plain_predicate(predicate)
    return f"{predicate}{noun}" if 2 <= len(predicate) <= 30 else noun


def _plain_predicate(predicate: str) -> str:
    """The predicate without its adverbs: 已完成认证 is 完成认证."""
    return re.sub(
        r"^(?:已经?|均|都|将|正|也|还|随之|先后|陆续|分别|共同|同时|成功|全部)+", "", predicate
    ).rstrip("的")


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load_words('verbs')['leads'])})了?[^，。；,;]{{0,3}}$")


def _with_verb(lead: Lead) -> str:
    """攻克技术难题 says more than 技术难题; 建成 and 拥有 say nothing."""
    verb = lead.verb
    if verb and verb in word_list("verbs", "strong") and verb not in word_list("verbs", "light"):
        return verb + lead.noun
    return lead.noun


# Amounts and shares


def _amount_metric(scene: Scene, lead: Lead, counted: Counted) -> Metric:
    """The noun before the number; behind 的 or where none is before, the noun behind it."""
    if scene.spot.form in ("岁", "周岁") and not lead.noun.endswith(_AGE):
        return _make(scene, _AGE, 0.9)
    behind = scene.text[scene.spot.end : scene.end]
    of = _BEHIND_NUMBER.sub("", behind).startswith("的")
    is_head = bool(word_list("nouns", "heads").ending(lead.noun))
    if counted.noun and of and not is_head and not lead.change:
        return _make(scene, _as_share(scene, counted.noun), 0.85)
    whole = _SHARE_OF_WHOLE.search(scene.lead)
    if whole and not lead.noun.endswith(("比重", "比例")):
        return _share_of(scene, whole["whole"])
    if lead.noun:
        return _own(scene, lead, _joined(scene, lead, counted), 0.9 if is_head else 0.75)
    if scene.before is not None and (lead.change or scene.spot.rule == "doubling"):
        return _inherit(scene, "增长" if scene.spot.rule == "doubling" else lead.change)
    if lead.verb:
        noun = _joined(scene, lead, counted)
        return _own(scene, lead, noun, 0.7)
    if counted.noun:
        return _make(scene, _as_share(scene, counted.noun), 0.75)
    return _otherwise(scene, lead)


def _joined(scene: Scene, lead: Lead, counted: Counted) -> str:
    """年产8000吨稀土永磁: a verb before and its object behind the number are one."""
    noun = _with_verb(lead) or lead.verb
    if lead.noun and lead.noun not in word_list("verbs", "strong"):
        return noun
    if scene.spot.form and scene.spot.unit not in ("元", "%", "美元") and counted.noun:
        return f"{noun}{counted.noun}" if noun in word_list("verbs", "strong") else counted.noun
    return noun


def _as_share(scene: Scene, noun: str) -> str:
    """全市2%的国土面积: 国土面积占全市比重."""
    if scene.spot.unit not in ("%", "‰"):
        return noun
    whole = _WHOLE_BEFORE.search(scene.lead)
    return f"{noun}占{whole.group()[:2]}比重" if whole else f"{noun}占比"


def _share_of(scene: Scene, whole: str) -> Metric:
    """占全省总数的33%: what the clause before names, as a share of the whole."""
    clauses = re.split("[，；。,;]", scene.text[scene.sentence[0] : scene.begin].rstrip("，；,;"))
    noun = read_lead(clauses[-1]).noun if clauses else ""
    if not noun and scene.before is not None:
        noun = scene.before.noun
    return _make(scene, f"{noun}占{whole}比重", 0.7 if noun else 0.5)


def _otherwise(scene: Scene, lead: Lead) -> Metric:
    """No word beside the number: what follows explains it, or the figure before it."""
    this = _THIS_IS.match(scene.text[scene.spot.end :])
    if this:
        lead = read_lead(this["noun"])
        start = scene.spot.end + this.start("noun") + this["noun"].find(lead.noun)
        return replace(_make(scene, lead.noun, 0.8), own_noun_start=start)
    inside = _INSIDE_OF.search(scene.text[scene.sentence[0] : scene.spot.start])
    if inside:
        noun = read_lead(inside["noun"]).noun
        if noun:
            return _make(scene, noun, 0.6)
    if scene.spot.unit == "℃":
        return _make(scene, _DEGREES, 0.7)
    if scene.before is not None:
        return _inherit(scene, lead.change)
    return Metric(
        start=scene.spot.start, change=lead.change, confidence=0.3 if lead.change else 0.0
    )


# Durations and ranks


def _duration_metric(scene: Scene, lead: Lead, counted: Counted) -> Metric:
    """连续八年全国第一 takes the metric before it; 耗时4年 has its own."""
    behind = scene.text[scene.spot.end : scene.end].strip(GAP)
    if scene.lead.endswith("连续"):
        noun = scene.before.noun if scene.before is not None else ""
        own = read_lead(scene.lead.removesuffix("连续")).noun
        own = _measured(own, noun)
        return _make(scene, own or noun, 0.8, change=f"连续{_BEHIND_NUMBER.sub('', behind)}"[:20])
    if lead.noun and behind.startswith("的") and counted.noun:
        return _own(scene, lead, f"{lead.noun} {counted.noun}", 0.7)
    if lead.noun or lead.verb:
        return _own(scene, lead, _with_verb_kept(lead), 0.75)
    if counted.noun or counted.predicate:
        phrase = counted.noun + ("" if behind.startswith("的") else counted.predicate)
        return _make(scene, phrase[:20], 0.65)
    return _otherwise(scene, lead)


def _with_verb_kept(lead: Lead) -> str:
    return lead.verb + lead.noun if lead.verb not in word_list("verbs", "light") else lead.noun


def _rank_metric(scene: Scene) -> Metric:
    """增速居宁波第一: the noun before the verb of rank, else the metric before it."""
    lead = _before_rank().split(scene.lead)[0] if scene.lead else ""
    own = read_lead(lead)
    before = scene.before.noun if scene.before is not None else ""
    if not own.noun:
        if scene.before is None:
            return _otherwise(scene, own)
        return replace(scene.before, change="", confidence=0.75, inherited=True, start=scene.begin)
    noun = _measured(own.noun, before)
    if noun != own.noun:
        return _make(scene, noun, 0.75, inherited=True)
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
    return re.compile(
        rf"(?:均|都|皆|也|仍|又|总体|综合)?(?:{alternatives(verbs)})|[从由](?:20|19|去年|上年)"
    )


# Making a metric


def _own(scene: Scene, lead: Lead, noun: str, confidence: float) -> Metric:
    """A metric from the words before the number."""
    if scene.before is not None and noun in word_list("nouns", "measures"):
        noun = _measured(noun, scene.before.noun)
    start = scene.begin + lead.start
    return Metric(
        noun=noun,
        change=lead.change,
        confidence=confidence,
        lead=lead.verb,
        start=start,
        own_noun_start=scene.begin + scene.lead.find(lead.noun) if lead.noun else -1,
    )


def _make(
    scene: Scene, noun: str, confidence: float, *, change: str = "", inherited: bool = False
) -> Metric:
    """A metric from words that do not stand right before the number."""
    return Metric(
        noun=noun, change=change, confidence=confidence, inherited=inherited, start=scene.spot.start
    )


def _inherit(scene: Scene, change: str) -> Metric:
    """The metric of the figure before, seen as this change."""
    assert scene.before is not None
    row = scene.last is not None and _ROW.fullmatch(scene.text[scene.last.end : scene.spot.start])
    change = "" if scene.spot.kind == "count" else change
    change = change or (scene.before.change if row else "")
    return replace(
        scene.before, change=change, confidence=min(0.75, scene.before.confidence), inherited=True
    )
