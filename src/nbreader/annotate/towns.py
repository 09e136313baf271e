"""Places that no table has, learnt from the organisations that are named after them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from nbreader.annotate.aliases import TOWN_SIZES, middles, parse_company
from nbreader.annotate.clauses import fold_name
from nbreader.annotate.naming import Naming, load_naming

_OFFICE = re.compile("(?P<town>[\u4e00-\u9fff]{2,3}?)[市县区].*[府委局厅办会院]")
_REGISTERED = "有限公司"
_COMPANIES = 2  # that are named after a place, with brands of their own


def towns_of(names: Iterable[str], naming: Naming) -> frozenset[str]:
    """The places of no table that the folded `names` of organisations begin with.

    云港市政府 tells of 云港; so do two registered companies that have brands of
    their own behind it: 云港|海晟|船舶重工, 云港|蓝潮|生物科技.
    """
    towns: set[str] = set()
    brands: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if name.endswith(_REGISTERED):
            for middle in middles(parse_company(name, naming), naming):
                brands[middle.place].add(middle.brand)
        elif town := town_of_office(name, naming):
            towns.add(town)
    towns |= {town for town, own in brands.items() if len(own) >= _COMPANIES}
    return frozenset(towns)


def town_of_office(name: str, naming: Naming) -> str:
    """云港 of 云港市政府; "" where a table has the place or none is named."""
    office = _OFFICE.fullmatch(name)
    return office["town"] if office and not naming.place_after(name) else ""


def towns_told(named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The places of no table that mentions tell of, each an organisation and its printed name.

    An office names its town; and 蓝潮生物, where it is 云港蓝潮生物科技有限公司, tells
    that 云港 is what stands before the name.
    """
    naming, towns = load_naming(), dict[str, None]()
    for organisation, printed in named:
        name = fold_name(organisation).text
        town = town_of_office(name, naming)
        at = name.find(fold_name(printed).text[:2]) if name.endswith(_REGISTERED) else 0
        if at in TOWN_SIZES and not naming.place_after(name):
            town = name[:at]
        if town:
            towns[town] = None
    return tuple(towns)
