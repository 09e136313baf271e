"""Which organisation each printed name is, over pages.

Names are taken from the fullest to the shortest. A name that the tables hold is
theirs; one that an earlier, fuller name can be shortened to is that one's; any
other is an organisation of its own. Where several owners claim a name, those
that the same page names in full come first; if they are still several, the name
is nobody's, and all of them are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nbreader.annotate.aliases import FORM, NOWHERE, aliases_of
from nbreader.annotate.known import Known, folded_name
from nbreader.annotate.naming import Naming
from nbreader.annotate.towns import towns_of

_RANKS = {"known": 0, "legal": 1, "branch": 2, "institute": 2, "government": 2}
_LEAST = 3
_REGISTERED = "有限公司"
_SHARES = "股份有限公司"
_LEGAL = ("股份有限公司", "有限责任公司", "有限公司")
_FORMS = ("股份", "集团")
_PAIR = 2
_DATED = re.compile(r".*?[0-9]{4}-[0-9]{2}-[0-9]{2}(?=-|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A name as one page prints it."""

    page: str
    name: str  # folded
    printed: str  # without white space
    kind: str
    shape: str


@dataclass(slots=True, kw_only=True)
class Links:
    """Who is called what; filled by `link`, then only asked.

    `everywhere` and `nearby` give the owners of derived names; `pages` where an
    organisation is named by more than a derived name. `legal` holds, for one that
    the tables know by a short name, the registered name that a page prints.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # a full name's folded form
    everywhere: dict[str, list[str]] = field(default_factory=dict)
    nearby: dict[str, list[str]] = field(default_factory=dict)
    given: dict[tuple[str, str], str] = field(default_factory=dict)  # (page, second name)
    # (issue, second name): its owner on the issue's other pages; "" where it has several
    declared: dict[tuple[str, str], str] = field(default_factory=dict)
    pages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    legal: dict[str, str] = field(
        default_factory=dict
    )  # the registered name printed of a known one
    towns: frozenset[str] = NOWHERE  # places of no table that names begin with

    def owners(self, name: str, page: str, known: Known) -> tuple[str, ...]:
        """Who is called `name` on a page; several where it cannot be told."""
        if (page, name) in self.given:
            return (self.given[page, name],)
        if name in known.owners:
            shared = known.owners[name]
            return tuple(self._here(shared, page) or shared) if len(shared) > 1 else shared
        here = self._here(self.everywhere.get(name, ()), page)
        near = self._here(self.nearby.get(name, ()), page)
        near = list(dict.fromkeys((*near, *self._here(known.weak.get(name, ()), page))))
        declared = self.declared.get((issue_of(page), name), "")
        if declared and not here and not near:
            return (declared,)
        if name in self.names:
            return (self.names[name],)
        return tuple(here or near or self.everywhere.get(name, ()))

    def declare(self, name: str, page: str, owner: str) -> None:
        """Keep that a page calls `owner` so, in words of its own: （以下简称“海晟重工”）.

        It holds on that page, and on the others of its issue where it is no pair
        of characters and means nobody else.
        """
        self.given[page, name] = owner
        if len(name) > _PAIR:
            key = issue_of(page), name
            self.declared[key] = owner if self.declared.get(key, owner) == owner else ""

    def called(self, owner: str) -> str:
        """What an organisation is called in lists: the registered name before a short one."""
        return self.legal.get(owner, owner)

    def _here(self, owners: Iterable[str], page: str) -> list[str]:
        return [owner for owner in owners if page in self.pages.get(owner, ())]

    def words(self, known: Known) -> Iterator[str]:
        """All names that a page may print of an organisation once it is linked."""
        yield from self.names
        yield from self.everywhere
        yield from self.nearby
        yield from (name for _, name in self.given)
        for owner in self.kinds:
            yield from map(folded_name, known.weak_names.get(owner, ()))


def link(
    sightings: Iterable[Sighting],
    *,
    seconds: Mapping[tuple[str, str], str],
    naming: Naming,
    known: Known,
) -> Links:
    """The links over all pages.

    `seconds` gives, for a page and a second name, the folded name before it.
    """
    links = Links()
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_name[sighting.name].append(sighting)
    links.towns = towns_of(by_name, naming)
    second = {name for _, name in seconds}
    order = sorted(
        by_name,
        key=lambda name: (
            name in second,
            _rank(by_name[name][0]),
            not name.endswith(_SHARES),
            -len(name),
            name,
        ),
    )
    for name in order:
        _add(links, by_name[name], seconds=seconds, naming=naming, known=known)
    return links


def issue_of(page: str) -> str:
    """The paper and day in a page's id, by which pages are of one issue; an undated page's own id.

    >>> issue_of("nbrb-2026-03-25-p0003"), issue_of("x1234567890")
    ('nbrb-2026-03-25', 'x1234567890')
    """
    dated = _DATED.match(page)
    return dated.group() if dated else page


def _rank(sighting: Sighting) -> int:
    return _RANKS.get(sighting.shape, _LEAST)


def _add(
    links: Links,
    sightings: list[Sighting],
    *,
    seconds: Mapping[tuple[str, str], str],
    naming: Naming,
    known: Known,
) -> None:
    """Give a name to its owners, page by page, or make it an organisation."""
    first = sightings[0]
    left = []
    for sighting in sightings:
        page = sighting.page
        owner = _owner_before(links, seconds.get((page, first.name), ""), page, known)
        if owner:
            links.declare(first.name, page, owner)
        else:
            left.append(sighting)
    for sighting in left:
        owners = _claimants(links, sighting, naming, known)
        if not owners:
            owners = (_register(links, sighting, naming),)
        if len(owners) == 1:
            _settle(links, sighting, owners[0], naming, known)
            _entitle(links, sighting, owners[0], naming, known)


def _entitle(links: Links, sighting: Sighting, owner: str, naming: Naming, known: Known) -> None:
    """Let a registered name stand for one that the shipped table knows by a short name.

    A branch's name is not its company's, and the reader's own name stays.
    """
    if owner not in known.shipped or owner in links.legal or is_registered(folded_name(owner)):
        return
    if known.kinds[owner] != "company" or not is_registered(sighting.name):
        return
    links.legal[owner] = sighting.printed
    links.kinds[sighting.printed] = known.kinds[owner]
    links.names.setdefault(sighting.name, owner)
    _derive(links, owner, sighting.name, known.kinds[owner], naming)


def is_registered(name: str) -> bool:
    """Tell whether a name is a whole registered one; a branch's is not."""
    return name.endswith(_REGISTERED)


def _settle(links: Links, sighting: Sighting, owner: str, naming: Naming, known: Known) -> None:
    """Keep that a page names `owner` so; a derived name holds for that page alone."""
    links.pages[owner].add(sighting.page)
    if owner not in links.kinds:
        _register_known(links, owner, naming, known)
    if links.owners(sighting.name, sighting.page, known) != (owner,):
        links.given[sighting.page, sighting.name] = owner


def _owner_before(links: Links, name: str, page: str, known: Known) -> str:
    owners = links.owners(name, page, known) if name else ()
    return owners[0] if len(owners) == 1 else ""


def _claimants(links: Links, sighting: Sighting, naming: Naming, known: Known) -> tuple[str, ...]:
    """Who may be called so, by the name itself or by a fuller form of it.

    A registered name (海信集团|有限公司) is first taken for whom the tables know
    by most of it, not for all that share its brand.
    """
    registered = is_registered(sighting.name)
    for at, name in enumerate(_fuller_forms(sighting, naming)):
        if at == 1 and registered and sighting.shape == "known":
            shorter = _known_shorter(links, sighting, naming, known)
            if shorter:
                return shorter
        owners = links.owners(name, sighting.page, known) or known.weak.get(name, ())
        if owners:
            return owners
    return _known_shorter(links, sighting, naming, known) if sighting.shape == "legal" else ()


def _known_shorter(
    links: Links, sighting: Sighting, naming: Naming, known: Known
) -> tuple[str, ...]:
    """Who the tables know by a short name of a registered one, and by no registered name.

    Only what is registered as 股份有限公司 is known as 太极股份, and so for 集团.
    One that has been given a registered name already has no second.
    """
    aliases = aliases_of(sighting.name, sighting.kind, naming)
    nearby = (alias for alias in aliases.nearby if len(alias) >= _LEAST)
    for alias in (*_without_form(sighting.name), *aliases.everywhere, *nearby):
        if any(alias.endswith(form) and form not in sighting.name for form in _FORMS):
            continue
        owners = known.owners.get(alias, ())
        if len(owners) == 1 and not is_registered(owners[0]) and owners[0] not in links.legal:
            return owners
    return ()


def _without_form(name: str) -> Iterator[str]:
    """上海电气集团 and 上海电气 for 上海电气集团股份有限公司."""
    yield next((name.removesuffix(form) for form in _LEGAL if name.endswith(form)), name)
    yield FORM.sub("", name)


def _fuller_forms(sighting: Sighting, naming: Naming) -> Iterator[str]:
    """The name, and the forms that the tables know it by."""
    name = sighting.name
    yield name
    for short, full in naming.shorter.items():
        if name.startswith(short) and not name.startswith(full):
            yield full + name[len(short) :]
    if sighting.kind == "government":
        for short, full in naming.offices.items():
            if name.endswith(short):
                yield name.removesuffix(short) + full
    if sighting.kind != "company" or sighting.shape in ("branch", "legal"):
        return
    short = FORM.sub("", name)
    place = naming.place_after(name)
    for form in (short, name[place:], short[place:]):
        if len(form) > 1 and form != name:
            yield form


def _register(links: Links, sighting: Sighting, naming: Naming) -> str:
    """Make a name the full name of a new organisation."""
    owner = sighting.printed
    links.kinds[owner] = sighting.kind
    links.names[sighting.name] = owner
    _derive(links, owner, sighting.name, sighting.kind, naming)
    for form in _fuller_forms(sighting, naming):
        if sighting.kind in ("institute", "government"):
            links.everywhere.setdefault(form, []).append(owner)
    return owner


def _register_known(links: Links, owner: str, naming: Naming, known: Known) -> None:
    links.kinds[owner] = known.kinds[owner]
    _derive(links, owner, folded_name(owner), known.kinds[owner], naming)


def _derive(links: Links, owner: str, name: str, kind: str, naming: Naming) -> None:
    aliases = aliases_of(name, kind, naming, links.towns)
    for owners, names in ((links.everywhere, aliases.everywhere), (links.nearby, aliases.nearby)):
        for alias in names:
            if owner not in owners.setdefault(alias, []):
                owners[alias].append(owner)
