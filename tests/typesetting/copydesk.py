"""The articles that the test pages are made of.

They are written for the tests, about two invented cities. The held-out
articles are used by seeds from 1000 on and by no other.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

COPY_FOLDER = Path(__file__).parent / "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A caption and who took or gave the picture ("" where it is not said)."""

    text: str
    credit: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the credit names an office, not a photographer."""
        return len(self.credit) > 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A piece of an article's body: p, crosshead or list_item.

    A crosshead's text keeps its printed phrases apart with "|". A paragraph
    that `may_merge` might as well be the end of the one before it.
    """

    kind: str
    text: str
    may_merge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article before it is set in type."""

    id: str
    kind: str  # feature, news, brief, wire, box, speech, lead, notice, weather, letter
    headline: tuple[str, ...] = ()
    kicker: str = ""
    deck: str = ""
    section: str = ""
    writers: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    dateline: str = ""  # local, xinhua, byline, or "" (as the page likes it)
    place: str = ""
    jump: str = ""
    note: str = ""
    attribution: str = ""
    pointer: str = ""
    points: tuple[str, ...] = ()
    signature: tuple[str, str] = ("", "")  # office, name
    speaker: tuple[str, str] = ("", "")
    pictures: tuple[Picture, ...] = ()
    body: tuple[Para, ...] = ()

    @property
    def length(self) -> int:
        """Characters of the body."""
        return sum(len(para.text) for para in self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A lead and the statements that answer it."""

    lead: Copy
    speeches: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A paper and the words on its pages that belong to no article."""

    paper: str
    english: str
    organ: str
    serial: str
    editors: tuple[str, ...]
    picture_office: str
    banners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All articles of one city."""

    city: City
    copies: tuple[Copy, ...]
    packages: tuple[Package, ...]

    def of_kind(self, *kinds: str) -> tuple[Copy, ...]:
        """The articles of these kinds, in the order of the files."""
        return tuple(copy for copy in self.copies if copy.kind in kinds)


@cache
def open_desk(pool: str) -> Desk:
    """The articles of a pool: "open" or "held"."""
    copies: list[Copy] = []
    packages: list[Package] = []
    cities: list[City] = []
    for path in sorted((COPY_FOLDER / pool).glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        copies += [_copy(entry) for entry in document.get("copy", [])]
        packages += [_package(entry) for entry in document.get("package", [])]
        cities += [_city(entry) for entry in document.get("city", [])]
    return Desk(city=cities[0], copies=tuple(copies), packages=tuple(packages))


def _copy(entry: dict[str, Any]) -> Copy:
    office, _, name = entry.get("signature", "").rpartition("|")
    return Copy(
        id=entry["id"],
        kind=entry["kind"],
        headline=tuple(filter(None, entry.get("headline", "").split("|"))),
        kicker=entry.get("kicker", ""),
        deck=entry.get("deck", ""),
        section=entry.get("section", ""),
        writers=tuple(entry.get("writers", [])),
        correspondents=tuple(entry.get("correspondents", [])),
        dateline=entry.get("dateline", ""),
        place=entry.get("place", ""),
        jump=entry.get("jump", ""),
        note=entry.get("note", ""),
        attribution=entry.get("attribution", ""),
        pointer=entry.get("pointer", ""),
        points=tuple(entry.get("points", [])),
        signature=(office, name),
        pictures=tuple(_picture(printed) for printed in entry.get("captions", [])),
        body=_body(entry["body"]),
    )


def _package(entry: dict[str, Any]) -> Package:
    lead = Copy(
        id=entry["id"],
        kind="lead",
        headline=(entry["headline"],),
        deck=entry["deck"],
        section=entry["headline"],
        writers=tuple(entry["writers"]),
        body=(Para(kind="p", text=entry["lead"]),),
    )
    speeches = tuple(
        Copy(
            id=f"{entry['id']}-{number}",
            kind="speech",
            headline=tuple(speech["headline"].split("|")),
            section=entry["headline"],
            speaker=(speech["speaker"], speech["name"]),
            body=_body(speech["body"]),
        )
        for number, speech in enumerate(entry["speech"], start=1)
    )
    return Package(lead=lead, speeches=speeches)


def _city(entry: dict[str, Any]) -> City:
    return City(
        paper=entry["paper"],
        english=entry["english"],
        organ=entry["organ"],
        serial=entry["serial"],
        editors=tuple(entry["editors"]),
        picture_office=entry["picture_office"],
        banners=tuple(entry["banners"]),
    )


def _picture(printed: str) -> Picture:
    text, _, credit = printed.partition("|")
    return Picture(text=text, credit=credit)


def _body(printed: str) -> tuple[Para, ...]:
    return tuple(_para(line) for line in printed.strip().splitlines())


def _para(line: str) -> Para:
    mark, _, text = line.partition(" ")
    match mark:
        case "##":
            return Para(kind="crosshead", text=text)
        case "-":
            return Para(kind="list_item", text=text)
        case "&":
            return Para(kind="p", text=text, may_merge=True)
        case _:
            return Para(kind="p", text=line)
