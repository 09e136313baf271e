"""The reading screen's work in the background: figures and names of the open articles.

The article that is read, and those beside it, are annotated alone and at once.
When all pages are open, names are looked for in all articles together, since a
full name on one page explains a short one on another, and every article is
annotated anew with them; and once more where the tagger is installed, which takes
longest and sees names that the rules do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import overload

from textual import work
from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from nbreader import actions
from nbreader.errors import NbreaderError
from nbreader.model import Annotations, Article, Mention, Organisation
from nbreader.tui.messages import Annotated, Failed
from nbreader.tui.screens.base import ReaderBase
from nbreader.tui.shelf import Place, Shelf

# Seconds: until the figures of a new article, and of those beside it, are looked
# for; until all articles are; between two messages about them.
_SOON, _AHEAD, _IDLE, _PAUSE = 0.04, 0.3, 0.6, 0.1

_Found = tuple[tuple[Organisation, ...], Mapping[str, tuple[Mention, ...]]]


class Annotating(ReaderBase):
    """Figures and names are there before the reader asks for them."""

    _soon: Timer | None = None  # figures near the reader are about to be looked for
    _whole: Timer | None = None  # all articles are about to be annotated
    _own_said = False  # whether the faults of the reader's own table are told

    def annotations_changed(self) -> None:
        """Other parts do here what depends on the annotations of all open articles."""

    def drop_stale(self, old: Shelf, new: Shelf) -> None:
        """Forget the annotations of articles that read differently now."""
        session = self.session
        self.workers.cancel_group(self, "annotate-all")
        session.linked.clear()
        session.annotated = False
        for article_id in tuple(session.annotations):
            before, now = old.place(article_id), new.place(article_id)
            if before is None or now is None or not _reads_alike(before.article, now.article):
                del session.annotations[article_id]

    def find_figures_around(self, article_id: str) -> None:
        """Find the figures of an article, and ahead of time those of the ones beside it.

        Begun a moment later, so that the article itself is painted first.
        """
        if self._soon is not None:
            self._soon.stop()
        known = article_id in self.session.annotations
        self._soon = self.set_timer(_AHEAD if known else _SOON, self._find_around)

    def _find_around(self) -> None:
        shelf, here = self.session.shelf, self.session.article_id
        near = (here, *(shelf.beside(here, step) for step in (1, 2, -1)))
        places = [shelf.place(i) for i in near if i not in self.session.annotations]
        wanted = [place for place in places if place is not None]
        if wanted:
            self.find_figures(*wanted)

    def annotate_soon(self) -> None:
        """Annotate all open articles together, once the reader has had a moment of quiet."""
        if self._whole is not None:
            self._whole.stop()
        self._whole = self.set_timer(_IDLE, self._annotate_whole)

    def _annotate_whole(self) -> None:
        session = self.session
        self.annotate_all(session.shelf, session.article_id, session.settings.ner)

    @work(thread=True, group="annotate", exclusive=True, description="annotate")
    def find_figures(self, *places: Place) -> None:
        """Annotate these articles one after the other, each alone."""
        worker = get_current_worker()
        for place in places:
            found = actions.annotate(place.article, place.issue.date or place.page.date)
            if worker.is_cancelled:
                return
            self.post_message(Annotated((found,), text=place.article.text))

    @work(thread=True, group="annotate-all", exclusive=True, description="annotate all")
    def annotate_all(self, shelf: Shelf, near: str, ner: bool) -> None:
        """Annotate all articles of the shelf together, the nearest first.

        By rules and tables; then, with `ner`, once more with what the tagger sees.
        """
        worker = get_current_worker()
        try:
            own = actions.own_organisations(tell=self._say_of_own)
        except NbreaderError as error:
            own = ()
            self._say_of_own(str(error))
        articles = _WhileWanted(shelf.articles, worker)
        with suppress(_CalledOffError):
            self._annotate_with(shelf, near, actions.find_organisations(articles, own), worker)
            if ner and actions.can_tag():
                tagged = actions.tag_organisations(articles)
                found = actions.find_organisations(articles, own, tagged)
                self._annotate_with(shelf, near, found, worker)

    def _say_of_own(self, sentence: str) -> None:
        """Tell once what is wrong with the reader's own table."""
        if not self._own_said:
            self._own_said = True
            self.post_message(Failed(sentence))

    def _annotate_with(self, shelf: Shelf, near: str, found: _Found, worker: Worker[None]) -> None:
        """Annotate all articles with the names that were found, and tell of it in batches."""
        organisations, mentions = found
        batch: list[Annotations] = []
        told = monotonic()
        for article_id in _nearest_first(shelf.order, near):
            place = shelf.place(article_id)
            assert place is not None
            day = place.issue.date or place.page.date
            batch.append(actions.annotate(place.article, day, mentions.get(article_id, ())))
            if worker.is_cancelled:
                raise _CalledOffError
            if monotonic() - told > _PAUSE:
                self.post_message(Annotated(tuple(batch), shelf, organisations))
                batch, told = [], monotonic()
        self.post_message(Annotated(tuple(batch), shelf, organisations, done=True))

    def keep_annotations(self, event: Annotated) -> bool:
        """Note what was found; tell whether the open article's annotations are others now."""
        session = self.session
        if self._is_late(event):
            return False
        before = session.annotations.get(session.article_id)
        for found in event.annotations:
            if event.shelf is not None:
                session.linked.add(found.article_id)
            elif found.article_id in session.linked:
                continue
            session.annotations[found.article_id] = found
        if event.shelf is not None:
            session.organisations = event.organisations
        if event.done:
            session.annotated = True
            self.annotations_changed()
        return session.annotations.get(session.article_id) != before

    def _is_late(self, event: Annotated) -> bool:
        """Tell whether other pages are open by now, or the article reads differently."""
        shelf = self.session.shelf
        if event.shelf is not None:
            return event.shelf is not shelf
        places = [shelf.place(found.article_id) for found in event.annotations]
        return any(place is None or place.article.text != event.text for place in places)


class _CalledOffError(Exception):
    """The work is not wanted any more."""


class _WhileWanted(Sequence[Article]):
    """Articles for work that takes long: none come any more once it is called off."""

    def __init__(self, articles: tuple[Article, ...], worker: Worker[None]) -> None:
        self._articles, self._worker = articles, worker

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        return self._articles[index]

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            if self._worker.is_cancelled:
                raise _CalledOffError
            yield article


def _nearest_first(order: Sequence[str], near: str) -> list[str]:
    at = order.index(near) if near in order else 0
    return [i for _, i in sorted(enumerate(order), key=lambda pair: abs(pair[0] - at))]


def _reads_alike(one: Article, other: Article) -> bool:
    return one is other or one.text == other.text
