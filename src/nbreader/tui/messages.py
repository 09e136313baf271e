"""The messages that workers post to more than one screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from nbreader.errors import QueryError
from nbreader.model import Annotations, Hit, Organisation
from nbreader.tui.shelf import Shelf


@dataclass
class Opened(Message):
    """More pages are open; `done` when there are no more to come."""

    shelf: Shelf
    done: bool
    renamed: bool = False  # a correction gave articles other ids


@dataclass
class Annotated(Message):
    """Figures and names of some articles were found.

    `shelf` is set if all its articles were looked at together: that takes the
    place of what each gave alone. `done` with its last articles. Of an article
    looked at alone `text` is what was read: offsets count its characters.
    """

    annotations: tuple[Annotations, ...]
    shelf: Shelf | None = None
    organisations: tuple[Organisation, ...] = ()
    done: bool = False
    text: str = ""


@dataclass
class Filtered(Message):
    """What a query finds; `trouble` is what is wrong with one that cannot be read.

    `about_annotations`: what it finds depends on the figures and names of articles.
    """

    words: str
    hits: tuple[Hit, ...]
    trouble: QueryError | None = None
    about_annotations: bool = False


@dataclass
class Failed(Message):
    """Work in the background did not succeed: one sentence for the reader."""

    sentence: str
