"""The reading screen over the library, part five: what is added and corrected shows at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.errors import NbreaderError
from nbreader.model import Edit, Refused
from nbreader.tui.messages import Failed
from nbreader.tui.screens.correcting import Correction, Corrections
from nbreader.tui.screens.gathering import WAITING, unplaced_words
from nbreader.tui.screens.library_keeping import LibraryKeeping
from nbreader.tui.screens.library_reading import ids_of
from nbreader.tui.steps import Step

if TYPE_CHECKING:
    from nbreader.actions import AddEvent, Progress

_READING = "正在重读…"


@dataclass
class Corrected(Message):
    """Pages were read again; some articles have other ids now."""

    sources: frozenset[str]
    renamed: dict[str, str] = field(default_factory=dict)
    unplaced: int = 0  # bookmarks whose words are not there any more
    refused: list[str] = field(default_factory=list)
    sentence: str = ""

    def take(self, event: AddEvent) -> None:
        """Note what came of a page."""
        if isinstance(event, actions.Saved):
            for page in event.pages:
                self.renamed.update(page.renamed)
        elif isinstance(event, actions.Unplaced):
            self.unplaced += 1
        elif isinstance(event, Refused):
            self.refused.append(event.sentence)


@dataclass
class Held(Message):
    """What a correction takes its time for: reading pages, another program; "" no longer."""

    words: str


@dataclass
class Indexing(Message):
    """How many articles the index has, of how many; `done` at the end."""

    articles: int = 0
    total: int = 0
    done: bool = False


class LibraryGathering(LibraryKeeping):
    """The tree follows the library, also while files are being added."""

    _indexing = False

    def _read_others(self) -> None:
        super()._read_others()
        self.catch_up_index()

    @work(thread=True, group="index", exclusive=True, description="index")
    def catch_up_index(self) -> None:
        """Have the index made where it is missing, and caught up, in another process."""
        from nbreader.actions.indexing import catch_up_beside

        worker, told = get_current_worker(), False
        try:
            with closing(catch_up_beside(self.session.library)) as looks:
                for done, total in looks:
                    if worker.is_cancelled:
                        return
                    told = True
                    self.post_message(Indexing(done, total))
        except NbreaderError as error:
            self.post_message(Failed(str(error)))
        if told:
            self.post_message(Indexing(done=True))

    @on(Indexing)
    def _follow_index(self, event: Indexing) -> None:
        from nbreader.tui.screens.search import SearchScreen

        if not self._gathering:
            words = f"正在建索引 {event.articles} / {event.total} 篇"
            self.status.busy = "" if event.done else words
        if not event.done:
            return
        self.read_searches()
        if self.session.narrowed is not None or self.field.value.strip():
            self.apply_words(self.field.value)
        for screen in self.app.screen_stack:
            if isinstance(screen, SearchScreen):
                screen.ask_again()

    def library_changed(self) -> None:
        """Read again what the tree shows."""
        self.grow_plain(tuple(self.session.tree.branches), ())

    def gathered(self, progress: Progress) -> None:
        self.searches_changed()

    def source_of(self, key: str) -> str:
        branch = self.session.shown_tree.find(key)
        return branch.sha256 if branch else ""

    def correct_pages(self, corrections: Corrections) -> None:
        """Keep the corrections, and have the library read these pages again."""
        path, correction = self.session.library, Correction(corrections)
        before: dict[str, tuple[Edit, ...]] = {}  # what the library's pages were read with
        told = f"{len(corrections)} 版的报头信息已改" if len(corrections) > 1 else "报头信息已改"

        def change() -> str:
            before.update(actions.edits_in_library(correction.sources, path))
            correction.keep()
            try:
                corrected = self.read_again(path, correction.sources)
            except NbreaderError as error:  # what is kept holds, and can be taken back
                self.post_message(Failed(str(error)))
            else:
                corrected.sentence = f"{told} · u 撤销"
                self.post_message(corrected)
            return ""

        def take_back() -> str:
            correction.take_back()
            self.post_message(self.read_again(path, correction.sources, before))
            return "已恢复原来的报头信息"

        self.correct(change, Step(take_back, turn="correct"))

    def read_again(
        self,
        path: Path,
        sources: tuple[str, ...],
        as_they_were: Mapping[str, tuple[Edit, ...]] | None = None,
    ) -> Corrected:
        """Have the library read pages again; it is shown what that takes so long."""
        corrected, told = Corrected(frozenset(sources)), _READING
        self.post_message(Held(told))
        try:
            for event in actions.refresh_pages(sources, library=path, as_they_were=as_they_were):
                if not self.is_running and isinstance(event, actions.Waiting):
                    break
                held = WAITING if isinstance(event, actions.Waiting) else _READING
                if held != told:
                    told = held
                    self.post_message(Held(told))
                corrected.take(event)
        finally:
            self.post_message(Held(""))
        return corrected

    @on(Held)
    def _show_wait(self, event: Held) -> None:
        if not self._gathering:  # else that is shown, and is what is waited for
            self.drop_report()
            self.status.busy = event.words

    @on(Corrected)
    def _follow(self, event: Corrected) -> None:
        """Open the article again where it stands now; the tree is read anew."""
        session, renamed = self.session, event.renamed
        self.remember_passage()
        here, at = self._bound or (session.article_id, None)
        passages = tuple(
            replace(p, article_id=renamed.get(p.article_id, p.article_id))
            for p in session.places.passages
        )
        session.places = replace(session.places, passages=passages)
        for page_id, shelved in tuple(self._pages.items()):
            if shelved.issue.pages[0].source.sha256 in event.sources:
                del self._pages[page_id]
                for article_id in ids_of(shelved):
                    session.annotations.pop(article_id, None)
                    session.located.pop(article_id, None)
        self.library_changed()
        self.searches_changed()
        if event.sentence:
            self.say(event.sentence)
        for sentence in event.refused:
            self.say(sentence, bad=True)
        if event.unplaced:
            self.say(unplaced_words(event.unplaced), bad=True)
        self.fetch(self.set_out(), renamed.get(here, here), at)
