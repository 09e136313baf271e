"""The reading screen over the library, part five: what is added and corrected shows at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.message import Message

from nbreader import actions
from nbreader.errors import NbreaderError
from nbreader.model import Refused
from nbreader.tui.messages import Failed
from nbreader.tui.screens.keeping import Corrections, keep_corrections, undo_corrections
from nbreader.tui.screens.library_keeping import LibraryKeeping
from nbreader.tui.screens.library_reading import ids_of


@dataclass
class Corrected(Message):
    """Pages were read again; some articles have other ids now."""

    sources: frozenset[str]
    renamed: Mapping[str, str]
    sentence: str = ""


class LibraryGathering(LibraryKeeping):
    """The tree follows the library, also while files are being added."""

    def library_changed(self) -> None:
        """Read again what the tree shows."""
        self.grow_plain(tuple(self.session.tree.branches), ())

    def source_of(self, key: str) -> str:
        branch = self.session.shown_tree.find(key)
        return branch.sha256 if branch else ""

    def correct_pages(self, corrections: Corrections) -> None:
        """Keep the corrections, and have the library read these pages again."""
        self.correct_stored(corrections)

    @work(thread=True, group="correct", description="correct")
    def correct_stored(self, corrections: Corrections) -> None:
        """Store corrections, and bring them to the library."""
        path = self.session.library
        try:
            stored = keep_corrections(corrections)
            renamed = _read_again(path, corrections)
        except NbreaderError as error:
            self.post_message(Failed(str(error)))
            return
        sources = frozenset(sha256 for sha256, _ in corrections)

        def take_back() -> str:
            undo_corrections(stored)
            back = _read_again(path, corrections)
            self.post_message(Corrected(sources, back))
            return "已恢复原来的报头信息"

        self._undo.append(take_back)
        told = f"{len(corrections)} 版的报头信息已改" if len(corrections) > 1 else "报头信息已改"
        self.post_message(Corrected(sources, renamed, f"{told} · u 撤销"))

    @on(Corrected)
    def _follow(self, event: Corrected) -> None:
        """Open the article again where it stands now; the tree is read anew."""
        session = self.session
        here = event.renamed.get(session.article_id, session.article_id)
        for page_id, shelved in tuple(self._pages.items()):
            if shelved.issue.pages[0].source.sha256 in event.sources:
                del self._pages[page_id]
                for article_id in ids_of(shelved):
                    session.annotations.pop(article_id, None)
                    session.located.pop(article_id, None)
        self.library_changed()
        if event.sentence:
            self.say(event.sentence)
        self.fetch(here, None)


def _read_again(path: Path, corrections: Corrections) -> Mapping[str, str]:
    """Have the library read pages again; the new ids of articles that got others."""
    renamed: dict[str, str] = {}
    for event in actions.refresh_pages([sha256 for sha256, _ in corrections], library=path):
        if isinstance(event, actions.Saved):
            renamed |= {was: now for page in event.pages for was, now in page.renamed}
        elif isinstance(event, Refused):
            raise NbreaderError(event.sentence)
    return renamed
