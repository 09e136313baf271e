"""Short names that no page of their issue explains, to be explained by what is known besides."""

from __future__ import annotations

from collections.abc import Iterable

from nbreader.annotate.aliases import aliases_of
from nbreader.annotate.known import folded_name, load_known
from nbreader.annotate.linking import is_registered
from nbreader.annotate.naming import load_naming
from nbreader.model import Organisation
from nbreader.tables import KnownOrganisation

_COMPANY = "company"


def unexplained(
    organisations: Iterable[Organisation], own: Iterable[KnownOrganisation] = ()
) -> tuple[str, ...]:
    """The names of companies that are printed in short, and of which nobody knows the full name.

    Neither a page that `organisations` were found on nor a table has it. A name that
    the tables give to somebody who is not named here is not among them.
    """
    known = load_known(tuple(own))
    return tuple(
        each.name
        for each in organisations
        if each.kind == _COMPANY
        and not is_registered(form := folded_name(each.name))
        and form not in known.owners
        and form not in known.weak
    )


def is_short_for(short: str, full: str) -> bool:
    """Tell whether a registered name can be shortened so, on any page.

    >>> is_short_for("招宝磁业", "宁波招宝磁业股份有限公司")
    True
    >>> is_short_for("蓝潮生物", "云港蓝潮生物科技有限公司")  # 云港 is in no table
    True

    The bare brand (招宝) holds on pages with a longer name alone, and is none.
    """
    name = folded_name(full)
    if not is_registered(name):
        return False
    aliases = aliases_of(name, _COMPANY, load_naming())
    return folded_name(short) in (*aliases.everywhere, *aliases.middle)
