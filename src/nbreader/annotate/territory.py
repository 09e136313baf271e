"""Metrics that only a place has: the GDP in a company's sentence is the city's."""

from __future__ import annotations

import re
from functools import cache

from nbreader.annotate.lexicon import any_of, load_words
from nbreader.annotate.places import find_places
from nbreader.annotate.scenes import Metric, Scene
from nbreader.annotate.surroundings import MEDIA, Site, Subject

_SHARE = "占"  # 产值占全市GDP比重: what stands before it is measured
# What somebody adds to a place's figure is told of him: 公司贡献一般公共预算收入2亿元.
_ADDED = re.compile("贡献|拉动|带动|撬动|上缴|缴纳|创造")
# GDP超万亿元的城市 are told of as a class, nobody by name.
_CLASS = re.compile(
    "(?:以上|大关|左右)?的?(?:城市|省市|省份|国家|地区|经济体|[强大]?[省市县区](?![委政场长民级]))"
)
_HOUSE = re.compile("(?:公司|集团|股份|银行|大学|学院|医院|工厂|研究院|研究所|合作社|协会)$")
_GROUND = re.compile("[省市县区州盟旗镇乡村园城岛湾港圈带国洲]$|街道$|社区$|半岛$|三角$")
_OF_CLAUSE, _OF_ARTICLE = (
    0.6,
    0.4,
)  # how sure a place is that the clause, or only the article, names


def told_of_a_place(subject: Subject, metric: Metric, scene: Scene, site: Site) -> Subject:
    """The subject, or a place instead of a company that cannot have such a metric.

    GDP, the public budget, a population are a place's (`of_places` in
    `data/metrics.toml`): of the last one named in the clause before the number,
    else of the city or province that the article speaks of most, else of
    nobody. Governments, parks and places stay.
    """
    if not _is_of_places(metric.noun) or _ADDED.search(scene.lead):
        return subject
    if _CLASS.match(scene.text, scene.spot.end):
        return Subject()
    if not subject.text or not _is_house(subject.text, site):
        return subject
    named = list(find_places(scene.text[scene.clause_start : scene.spot.start]))
    if named:
        return Subject(text=named[-1], confidence=_OF_CLAUSE)
    place = site.around.city or site.around.province
    return Subject(text=place, confidence=_OF_ARTICLE) if place else Subject()


def _is_of_places(noun: str) -> bool:
    return _of_places().search(noun.partition(_SHARE)[0]) is not None


@cache
def _of_places() -> re.Pattern[str]:
    return re.compile(any_of(load_words("nouns")["of_places"]))


def _is_house(name: str, site: Site) -> bool:
    """Tell whether a name is a company's or an institute's."""
    if MEDIA.search(name) or _GROUND.search(name):
        return False
    return bool(_HOUSE.search(name)) or name in site.around.named
