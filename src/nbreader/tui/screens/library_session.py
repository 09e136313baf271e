"""What the reading screen knows with a library behind it, and what workers tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from nbreader.actions import Passage, Places, Settings
from nbreader.actions.catalogue import Branches
from nbreader.actions.shelving import FirstView, SavedQuery, Shelved
from nbreader.tui.screens.base import Session
from nbreader.tui.tree import Tree

if TYPE_CHECKING:
    from nbreader.actions.catalogue import Totals
    from nbreader.actions.seeking import Total

Span = tuple[int, int]


@dataclass
class LibrarySession(Session):
    """What the reading screen knows, with a library behind it.

    `kept_read` and `kept_passages` are changed by who writes them, too, under a lock.
    """

    library: Path = field(default_factory=Path)
    totals: Totals | None = None
    tree: Tree = field(default_factory=Tree)
    narrowed: Tree | None = None  # what matches the filter in force
    searches: tuple[SavedQuery, ...] = ()
    search_totals: dict[str, Total] = field(default_factory=dict)
    kept_read: frozenset[str] = frozenset()  # read, as the library knows it
    kept_passages: dict[str, Passage] = field(default_factory=dict)  # and where, by article

    @property
    def shown_tree(self) -> Tree:
        """The tree that the outline shows."""
        return self.tree if self.narrowed is None else self.narrowed


def session_over(library: Path, view: FirstView, settings: Settings) -> LibrarySession:
    """The session that begins with the library's first view."""
    places = Places(
        read=view.shelved.read, passages=view.shelved.passages, open_article=view.article_id
    )
    return LibrarySession(
        settings=settings,
        places=places,
        library=library,
        totals=view.totals,
        tree=Tree(dict(view.branches), set(view.way)),
        searches=view.searches,
        kept_read=view.shelved.read,
        kept_passages={passage.article_id: passage for passage in view.shelved.passages},
        annotated=True,
        complete=True,
    )


@dataclass
class Came(Message):
    """A page came out of the library, for one of its articles, on a way of the reader's."""

    way: int
    shelved: Shelved
    article_id: str
    at: Span | None = None


@dataclass
class Grown(Message):
    """Branches were read; those of `opened` are to be open."""

    branches: Branches
    opened: Sequence[str] = ()
    totals: Totals | None = None


@dataclass
class Searches(Message):
    """The saved searches (None: as they were), and how many articles some of them find."""

    searches: tuple[SavedQuery, ...] | None
    totals: dict[str, Total]
