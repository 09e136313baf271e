"""The shipped tables: `data/*.toml` as frozen values.

`load_tables()` holds what every parse needs. A table that only some callers
need (units, organisations) has its own cached loader built on `read_table`, so
that opening a page never pays for it:

    @cache
    def load_units() -> tuple[Unit, ...]:
        return tuple(Unit(...) for name, factor in read_table("units")["units"].items())
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

from nbreader.errors import BadDataError

# The kinds of a table of organisations; under "none" stand words that are nobody's name.
TABLE_KINDS = (
    "company",
    "fund",
    "institute",
    "government",
    "media",
    "park",
    "community",
    "association",
    "brand",
    "none",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A newspaper: its name, its code in ids (nbrb), and other printed names."""

    name: str
    code: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOrganisation:
    """An organisation that a table names; kind "none": words that are nobody's name."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()  # other names that are also words, places or persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What the shipped tables say; two `Tables` of one version are equal."""

    version: str  # changes with any byte of any table
    papers: tuple[Paper, ...] = field(compare=False)
    lists: Mapping[str, frozenset[str]] = field(compare=False)
    names: Mapping[str, Paper] = field(compare=False)  # by name and by alias

    def words(self, name: str) -> frozenset[str]:
        """The words of one list of `data/words.toml`."""
        return self.lists[name]

    def paper(self, name: str) -> Paper | None:
        """The newspaper that is called so, by its name or an alias."""
        return self.names.get(name)


@cache
def load_tables() -> Tables:
    """The tables that come with the program, read once."""
    return read_tables(shipped_folder())


def shipped_folder() -> Traversable:
    """The package's `data` folder, also when the package is inside a zip."""
    return files("nbreader").joinpath("data")


def read_table(name: str, *, folder: Traversable | None = None) -> dict[str, Any]:
    """The content of `data/<name>.toml`, as tomllib gives it.

    The caller checks what it uses, keeps it frozen, and caches it.
    """
    table = (folder or shipped_folder()).joinpath(f"{name}.toml")
    try:
        return tomllib.loads(table.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as cause:  # ValueError: no UTF-8 or no TOML
        raise _broken(name, str(cause)) from cause


def read_tables(folder: Traversable) -> Tables:
    """The tables in a folder; one sentence where a table breaks its own rules."""
    papers = tuple(_papers(read_table("papers", folder=folder)))
    return Tables(
        version=_version(folder),
        papers=papers,
        lists=MappingProxyType(dict(_lists(read_table("words", folder=folder)))),
        names=MappingProxyType(_papers_by_name(papers)),
    )


@cache
def load_organisations() -> tuple[KnownOrganisation, ...]:
    """The organisations that come with the program, read once."""
    return tuple(organisations_in(read_table("organisations"), source="organisations.toml"))


def organisations_in(table: Mapping[str, Any], *, source: str) -> Iterable[KnownOrganisation]:
    """The organisations of a parsed table: `[kind]`, then `"name" = "other names"`.

    Other names are parted by blanks, or are a list; a "?" behind one makes it
    weak. The reader's own table has the same form; `source` names it in errors.
    What stands under another kind is left out: `unknown_kinds` tells of it.
    """
    for kind, section in table.items():
        if not isinstance(section, dict):
            raise BadDataError(f"机构表 {source} 里的 {kind} 须写在 [类别] 之下。")
        if kind not in TABLE_KINDS:
            continue
        for name, words in section.items():
            printed = words.split() if isinstance(words, str) else words
            if not _all_words(printed):
                raise BadDataError(f"机构表 {source} 里 {name} 的别名须是词语或词语的列表。")
            yield KnownOrganisation(
                name=name,
                kind=kind,
                aliases=tuple(word for word in printed if not word.endswith("?")),
                weak=tuple(word[:-1] for word in printed if word.endswith("?")),
            )


def unknown_kinds(table: Mapping[str, Any], *, source: str) -> str:
    """One sentence on the kinds of a parsed table that are none; "" where there are none."""
    unknown = [f"[{kind}]" for kind in table if kind not in TABLE_KINDS]
    if not unknown:
        return ""
    allowed = "、".join(TABLE_KINDS)
    return f"机构表 {source} 里没有 {'、'.join(unknown)} 这种类别，未用；可用 {allowed}。"


def unit_entries(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All units of the table `units`, those with one form only written out like the others."""
    entries: list[dict[str, Any]] = list(table["unit"])
    for kind, forms in table["classifiers"].items():
        money = kind == "money"
        entries += (
            {"kind": "amount" if money else kind, "money": money, "forms": [f]} for f in forms
        )
    return entries


@cache
def load_unit_names() -> Mapping[str, tuple[str, int]]:
    """Each form of a unit, half width too: the unit that figures are stored in, how many of it."""
    return MappingProxyType(
        {
            form: (entry.get("name", entry["forms"][0]), entry.get("times", 1))
            for entry in unit_entries(read_table("units"))
            for printed in entry["forms"]
            for form in (printed, normalize("NFKC", printed))
        }
    )


def _papers(table: dict[str, Any]) -> Iterable[Paper]:
    for name, words in _section(table, "papers", "papers").items():
        if not _all_words(words) or not words or not (words[0].isascii() and words[0].isalnum()):
            raise _broken("papers", f"{name} 须写成 [代码, 别名…]")
        yield Paper(name=name, code=words[0], aliases=tuple(words[1:]))


def _papers_by_name(papers: tuple[Paper, ...]) -> dict[str, Paper]:
    owners: dict[str, Paper] = {}
    codes: dict[str, Paper] = {}
    for paper in papers:
        if codes.setdefault(paper.code, paper) is not paper:
            raise _broken("papers", f"代码 {paper.code} 用了两次")
        for name in (paper.name, *paper.aliases):
            if owners.setdefault(name, paper) is not paper:
                raise _broken("papers", f"名称 {name} 用了两次")
    return owners


def _lists(table: dict[str, Any]) -> Iterable[tuple[str, frozenset[str]]]:
    """Each list by its name; a string stands for its words, which tomllib reads faster."""
    for name, printed in _section(table, "words", "lists").items():
        words = printed.split() if isinstance(printed, str) else printed
        if not _all_words(words):
            raise _broken("words", f"{name} 须是词语的列表")
        yield name, frozenset(words)


def _section(table: dict[str, Any], name: str, heading: str) -> dict[str, Any]:
    section = table.get(heading)
    if not isinstance(section, dict):
        raise _broken(name, f"缺少 [{heading}]")
    return section


def _all_words(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) and word for word in words)


def _version(folder: Traversable) -> str:
    digest = sha256()
    for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if table.name.endswith(".toml"):
            digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _broken(name: str, reason: str) -> BadDataError:
    return BadDataError(f"程序自带的数据表 {name}.toml 读不出来：{reason}。")
