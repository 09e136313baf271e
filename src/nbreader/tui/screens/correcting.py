"""The reading screen, part five: corrections to what pages say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from textual import on

from nbreader import actions
from nbreader.errors import NbreaderError
from nbreader.model import Edit
from nbreader.tui.messages import Failed, Opened
from nbreader.tui.screens.keeping import Keeping
from nbreader.tui.steps import Step

# By the sha256 of a page's source: newspaper, date, page, as far as they are to change.
Corrections = tuple[tuple[str, Mapping[str, str]], ...]


class Correction:
    """Answers about some pages; kept all or none, and taken back all or none."""

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self._stored: Mapping[str, int] = {}  # how many were new, by their sources
        self.sources = tuple(sha256 for sha256, _ in corrections)

    def keep(self) -> None:
        """Store what was answered."""
        self._stored = keep_corrections(self._corrections)

    def take_back(self) -> None:
        """Take back what was stored; nothing if it is taken back already."""
        actions.undo_edits(self._stored)
        self._stored = {}


def keep_corrections(corrections: Corrections) -> Mapping[str, int]:
    """Store what was answered about pages, all or none; how many were new, by their sources."""
    wanted = {
        sha256: [Edit(kind="metadata", field=name, value=value) for name, value in answers.items()]
        for sha256, answers in corrections
    }
    before = actions.load_edits()
    kept = actions.add_edits(wanted)
    return {sha256: len(edits) - len(before.get(sha256, ())) for sha256, edits in kept.items()}


class Correcting(Keeping):
    """Pages that are corrected are read again, while others still come."""

    @on(Opened)
    def carry_places(self, event: Opened) -> None:
        """Let articles that get another id keep what was noted under the old one.

        Textual calls this before `take_in` of the class above: the old shelf is still there.
        """
        if not event.renamed:
            return
        self.remember_passage()
        before = places = self.session.places
        for was, article_id in event.shelf.renamed(self.session.shelf):
            if was in before.read:
                places = places.with_read(article_id)
            if (passage := before.passage_of(was)) is not None:
                places = places.with_passage(replace(passage, article_id=article_id))
            if was == before.open_article:
                places = replace(places, open_article=article_id)
        self.session.places = places
        self.save_places()

    def reread(self, corrections: Corrections) -> None:
        """Store the corrections and parse the pages anew with them."""
        correction = Correction(corrections)

        def change() -> str:
            correction.keep()
            try:
                self._read_again(correction.sources)
            except NbreaderError:
                correction.take_back()
                raise
            return "报头信息已改 · u 撤销"

        def take_back() -> str:
            correction.take_back()
            try:
                self._read_again(correction.sources)
            except NbreaderError as error:  # that it is taken back holds all the same
                self.post_message(Failed(str(error)))
            return "已恢复原来的报头信息"

        self.correct(change, Step(take_back, turn="correct"))

    def correct(self, change: Callable[[], str], step: Step) -> None:
        """Make a correction behind those before it; it may take long, so no bookmark waits."""
        self.steps.add(step)

        def make() -> None:
            try:
                sentence = change()
            except NbreaderError:
                self.steps.drop(step)
                raise
            if sentence:
                self.call_later(self.say, sentence)

        self.in_turn("correct", make)

    def _read_again(self, sources: Collection[str]) -> None:
        """Parse the pages with these sources anew, and show them in their places."""
        old = [page for page in self.arrivals.pages if page.source.sha256 in sources]
        fresh = {page.source.path: actions.open_again(page) for page in old}
        self.arrivals.exchange(fresh)
        self.show_arrivals(renamed=True)
