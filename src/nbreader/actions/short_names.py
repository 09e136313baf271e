"""Short names that pages added before explain: 招宝磁业 is 宁波招宝磁业股份有限公司."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nbreader.library.owners import issues_naming, names_holding, owners_of
from nbreader.library.saving import NewPage
from nbreader.library.store import Library
from nbreader.model import Annotations, Mention, Organisation

_ISSUES = 2  # that name an organisation, where none of them is of the page's newspaper


def explain_short_names(
    library: Library, pages: Sequence[NewPage], unexplained: Sequence[Iterable[str]]
) -> list[NewPage]:
    """The pages, with the short names in them given to whom the library knows by them.

    `unexplained` are, page by page, the names that nothing on the pages of their
    issue explains. One is explained where all of this holds, else it stays an
    organisation of its own:

    - a page in the library prints it beside the full name of a registered company,
    - by the rules that hold on every page this full name is shortened so,
    - nobody else in the library goes by it, or has a full name that is shortened so,
    - the same newspaper names that company for sure, or two issues do.

    A page stays as it was added: what comes later explains nothing in it.
    """
    explained = []
    for page, shorts in zip(pages, unexplained, strict=True):
        unsure = {o for found in page.annotations for m in found.mentions for o in m.owners}
        full_names = {
            each.name: full_name
            for each in page.organisations
            if each.name in shorts and each.name not in unsure
            if (full_name := _full_name(library, each, page.page.newspaper))
        }
        explained.append(_renamed(page, full_names) if full_names else page)
    return explained


def _full_name(library: Library, short: Organisation, newspaper: str) -> str:
    """The only organisation that can be meant, "" where there is none or it cannot be told."""
    names = (short.name, *short.aliases)
    printed = {*owners_of(library, names)} - {short.name}
    if not printed:
        return ""
    from nbreader.annotate.explaining import is_short_for

    alike = names_holding(library, min(names, key=len))
    owners = printed | {name for name in alike if any(is_short_for(each, name) for each in names)}
    fullest = [o for o in owners if not any(is_short_for(o, other) for other in owners - {o})]
    full_name = fullest[0] if len(fullest) == 1 else ""
    if full_name not in printed or not is_short_for(short.name, full_name):
        return ""
    issues = issues_naming(library, full_name)
    is_here = bool(newspaper) and any(newspaper == each for each, _ in issues)
    return full_name if is_here or len(issues) >= _ISSUES else ""


def _renamed(page: NewPage, full_names: Mapping[str, str]) -> NewPage:
    def mention(each: Mention) -> Mention:
        return replace(each, organisation=full_names.get(each.organisation, each.organisation))

    def annotations(each: Annotations) -> Annotations:
        return replace(each, mentions=tuple(map(mention, each.mentions)))

    organisations: dict[str, Organisation] = {}
    for each in page.organisations:
        name = full_names.get(each.name, each.name)
        names = (each.name, *each.aliases) if name != each.name else each.aliases
        before = organisations.get(name)
        aliases = dict.fromkeys((*(before.aliases if before else ()), *names))
        organisations[name] = Organisation(name=name, kind=each.kind, aliases=tuple(aliases))
    return replace(
        page,
        annotations=tuple(map(annotations, page.annotations)),
        organisations=tuple(organisations.values()),
    )
