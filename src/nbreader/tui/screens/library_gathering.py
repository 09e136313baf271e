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
    from nbreader.actions.changes import State
    from nbreader.actions.shelving import Shelved

_READING = "正在重读…"
_LOOK = 3.0  # seconds between two looks at whether another program changed the library


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


@dataclass
class LookedAt(Message):
    """The library's state (None: it cannot be read now).

    If articles came, changed or went, `page` is the open page as it is now, with the
    article that was open; None if it is gone, or none was asked about.
    """

    state: State | None
    asked: Shelved | None = None
    page: tuple[Shelved, str] | None = None


class LibraryGathering(LibraryKeeping):
    """The tree follows the library, whoever adds to it."""

    _indexing = False
    _looking = False
    _state: State | None = None  # the library's, at the last look

    def _read_others(self) -> None:
        super()._read_others()
        self.catch_up_index()
        self.look_around()
        self.set_interval(_LOOK, self.look_around)

    # What other programs do

    def look_around(self) -> None:
        """Have a look at the library, unless one is under way or an import here shows all."""
        if not (self._looking or self._gathering):
            self._looking = True
            self.look_at_library(self._open_page(), self.session.article_id)

    def _open_page(self) -> Shelved | None:
        here = self.session.article_id
        return next((each for each in self._pages.values() if here in ids_of(each)), None)

    @work(thread=True, group="look", description="look")
    def look_at_library(self, open_page: Shelved | None, article_id: str) -> None:
        """See whether the library is as it was, and the open page in it."""
        from nbreader.actions import changes

        before, path = self._state, self.session.library
        looked = LookedAt(None)
        try:
            state = changes.look_at(path, before)
            looked = LookedAt(state, open_page)
            if before is not None and state.number != before.number and open_page is not None:
                looked.page = changes.find_again(path, open_page, article_id)
        except NbreaderError:  # who asks it something is told; the next look is soon
            looked = LookedAt(None)
        self.post_message(looked)

    @on(LookedAt)
    def _take_look(self, event: LookedAt) -> None:
        """Show what others did; the open article stays open."""
        self._looking = False
        state, before = event.state, self._state
        if state is None or state is before:
            return
        self._state = state
        is_other = before is not None and state.number != before.number
        if is_other or state.totals != self.session.totals:
            self.library_changed()
        if is_other:
            self.searches_changed()
            self._renew_pages(event)

    def _renew_pages(self, event: LookedAt) -> None:
        """Let go of the pages that may be others by now, and show the open one as it is."""
        session, old = self.session, self._open_page()
        for shelved in self._pages.values():
            if shelved is not old:
                self._forget(shelved)
        self._pages.clear()  # the open one stays on the shelf until another page comes
        if self._bound or old is None or old is not event.asked:
            return  # the reader is leaving it
        if event.page is None:
            self.say("打开的这一版已从资料库拿掉；离开前还能读", bad=True)
            return
        new, name = event.page
        if new.issue == old.issue and new.annotations == old.annotations:
            self.put(old)
            return
        self.remember_passage()
        passages = tuple(
            replace(p, article_id=name) if p.article_id == session.article_id else p
            for p in session.places.passages
        )
        session.places = replace(session.places, passages=passages)
        self._forget(old)
        self.put(new)
        self.arrive(self.set_out(), name)

    def _forget(self, shelved: Shelved) -> None:
        """Let go of what was found on a page."""
        for article_id in ids_of(shelved):
            self.session.annotations.pop(article_id, None)
            self.session.located.pop(article_id, None)

    # What is done here

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
                self._forget(shelved)
        self.library_changed()
        self.searches_changed()
        if event.sentence:
            self.say(event.sentence)
        for sentence in event.refused:
            self.say(sentence, bad=True)
        if event.unplaced:
            self.say(unplaced_words(event.unplaced), bad=True)
        self.fetch(self.set_out(), renamed.get(here, here), at)
