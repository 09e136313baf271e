"""The reading screen, part one: pages come in, articles open, panels follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from time import monotonic

from textual import on, work
from textual.timer import Timer
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.model import Article, Page, Refused, Role
from nbreader.tui import paint
from nbreader.tui.marks import find_seams, hits_in_title
from nbreader.tui.messages import Failed, Opened
from nbreader.tui.paint import Marks
from nbreader.tui.screens.panels import Panels
from nbreader.tui.shelf import Arrivals, Place
from nbreader.tui.widgets.article import ArticleView
from nbreader.tui.widgets.margin import TABS
from nbreader.tui.widgets.outline import Outline
from nbreader.tui.widgets.rows import Rows

# Seconds: between two new shelves while pages come in; until the reading state is written.
_PAUSE, _WRITE = 0.25, 2.0


class Reading(Panels):
    """Opening pages and articles, and keeping the columns in step."""

    arrivals: Arrivals

    @work(thread=True, group="open", exclusive=True, description="open")
    def open_rest(self, rest: Iterator[Page | Refused]) -> None:
        """Parse the pages that are still to come, and show them as they do."""
        worker, shown = get_current_worker(), monotonic()
        for page in rest:
            if worker.is_cancelled:
                return
            self.arrivals.add(page)
            if monotonic() - shown > _PAUSE:
                self.show_arrivals()
                shown = monotonic()
        self.arrivals.close()
        self.show_arrivals()

    def show_arrivals(self, *, renamed: bool = False) -> None:
        """Show the pages that have come by now; called by workers.

        `renamed` as articles may have other ids, their pages being corrected.
        """
        self.arrivals.tell(
            lambda shelf, done: self.post_message(Opened(shelf, done=done, renamed=renamed))
        )

    @on(Opened)
    def take_in(self, event: Opened) -> None:
        """Put the new pages into the outline; the open article stays open."""
        old, session = self.session.shelf, self.session
        session.shelf, session.complete = event.shelf, event.done
        session.located.clear()
        self.drop_stale(old, event.shelf)
        current = event.shelf.counterpart(old, session.article_id)
        session.article_id = current
        self.refresh_outline()
        if not current or (place := self.here) is None:
            self.open_article(next(iter(event.shelf.order), ""))
        elif place.article is not self.view.article:
            self.view.show(place.article, self._seams(place), self.view.passage)
            self.fill_margin(place)
            self.find_figures_around(current)
        self.outline.point_at(session.article_id)
        self.refresh_title()
        if event.done:
            self.pages_complete()

    def pages_complete(self) -> None:
        """What is due when all pages are open: say what was refused, and go on reading."""
        for refusal in self.session.shelf.refused[:3]:
            self.say(refusal.sentence, bad=True)
        wanted = self.session.places.open_article
        if wanted in self.session.shelf and wanted != self.session.article_id and not self.touched:
            self.open_article(wanted)
        self.find_figures_around(self.session.article_id)
        self.annotate_soon()
        self.pages_changed()

    def pages_changed(self) -> None:
        """Other parts do here what depends on which pages are open."""

    @property
    def touched(self) -> bool:
        """Tell whether the reader has done anything yet."""
        return self.view.passage > 0 or self.session.hits is not None or self._moved_on

    _moved_on = False
    _later: Timer | None = None  # the reading state is about to be written

    # One article

    def open_article(self, article_id: str, at: tuple[int, int] | None = None) -> None:
        """Show an article where it was left, or with these characters lit."""
        place = self.session.shelf.place(article_id)
        if place is None:
            self._show_nothing()
            return
        if article_id != self.session.article_id or self.view.article is not place.article:
            self.remember_passage()
            self._enter(place)
        if at is not None:
            self.view.go_to(*at)
        self.outline.point_at(article_id)
        self.refresh_title()
        self.refresh_status()

    def _enter(self, place: Place) -> None:
        article_id = place.article.id
        session = self.session
        first_time = article_id not in session.places.read
        session.article_id = article_id
        left_off = session.places.passage_of(article_id)
        session.places = session.places.with_read(article_id)
        start = left_off.paragraph if left_off else _headline_of(place.article)
        self.view.show(place.article, self._seams(place), start)
        self.refresh_overlays()
        self.fill_margin(place)
        self.find_figures_around(article_id)
        if first_time:
            self.refresh_outline()
        if self._later is None:
            self._later = self.set_timer(_WRITE, self._write_places)

    def _write_places(self) -> None:
        self._later = None
        self.remember_passage()
        self.save_places()

    def _show_nothing(self) -> None:
        self.view.empty_words = "没有可读的文章"
        self.view.show(None)
        self.margin.show(dict.fromkeys(TABS, ()))

    def _seams(self, place: Place) -> tuple[int, ...]:
        if not self.session.settings.seams:
            return ()
        return find_seams(place.article, self.session.shelf.sources)

    @on(Failed)
    def _say_trouble(self, event: Failed) -> None:
        self.say(event.sentence, bad=True)

    # The lines around the text

    def refresh_outline(self) -> None:
        """Make the entries of the outline anew."""
        session = self.session
        hits = session.hits
        counts = None if hits is None else {i: len(hit.places) for i, hit in hits.items()}
        self.outline.lit = {}
        for article_id, hit in (hits or {}).items():
            place = session.shelf.place(article_id)
            if place is not None:
                self.outline.lit[article_id] = hits_in_title(place.article, hit)
        marks = Marks(session.places.read, self.starred(), counts, session.picked)
        self.outline.show_entries(paint.outline(session.shelf, session.closed, marks))

    def refresh_title(self) -> None:
        """Say which paper this is, and how much is unread."""
        session, place = self.session, self.here
        shelf, bar = session.shelf, self.title_bar
        if place is not None:
            bar.left = paint.page_title(place.issue, place.page)
        unread = sum(article_id not in session.places.read for article_id in shelf.order)
        loading = "" if session.complete else " …"
        bar.middle = f"{len(shelf.pages)} 版 · {len(shelf.order)} 篇 · 未读 {unread}{loading}"
        bar.right = "? 帮助"

    def refresh_status(self) -> None:
        """Say where in the article the reader is."""
        count = len(self.view.sheet.passages)
        passage = min(self.view.passage + 1, count)
        self.status.place = f"{self.view.progress} %  第 {passage} 段 / {count}" if count else ""
        self.refresh_hints()

    # What the columns say

    def follow_view(self) -> None:
        """Keep margin and foot in step with the article, in the same repaint."""
        self.watch(self.view, "passage", self._follow_passage, init=False)
        self.watch(self.view, "scroll_y", self.refresh_status, init=False)
        self.watch(self.view, "visual", self.refresh_hints, init=False)
        self.watch(self.view, "lit", self.tell_lit, init=False)

    def _follow_passage(self) -> None:
        if not self.margin.rows.has_focus:
            self.margin.follow(*self.standing)
        self.refresh_status()

    @on(ArticleView.Followed)
    def _follow_jump(self, event: ArticleView.Followed) -> None:
        place = self.here
        jump = place.article.jump if place else None
        if place is None or jump is None:
            return
        if jump.article_id:
            self.open_article(jump.article_id)
        elif event.passage == len(self.view.sheet.passages) - 1:
            self.say(f"第{jump.page}版没有打开，找不到接续的文章")

    @on(Rows.Chosen, "#outline")
    def _choose_entry(self, event: Rows.Chosen) -> None:
        entry: paint.Entry = event.item
        self._moved_on = True
        if entry.kind == "article":
            self.open_article(entry.key)
            self.remove_class("-outline-open")
            self.view.focus()
        elif entry.kind == "refused":
            self.say(entry.label, bad=True)
        else:
            self._fold(entry.key, close=entry.open)

    @on(Rows.Moved, "#outline")
    def _tell_entry(self) -> None:
        self.refresh_hints()

    @on(Outline.Folded)
    def _fold_entry(self, event: Outline.Folded) -> None:
        self._fold(event.key, close=event.close)

    def _fold(self, key: str, *, close: bool) -> None:
        if self.session.hits is None:
            closed = self.session.closed
            self.session.closed = closed | {key} if close else closed - {key}
            self.refresh_outline()

    def go_beside(self, step: int) -> None:
        """Open the next or previous article; with a filter, of those that match."""
        self._moved_on = True
        shelf, hits = self.session.shelf, self.session.hits
        wanted = shelf.beside(self.session.article_id, step, hits)
        if wanted:
            self.open_article(wanted)
        else:
            self.say("已是最后一篇" if step > 0 else "已是第一篇")

    def change_settings(self, **changes: object) -> None:
        """Use other settings from now on, and keep them."""
        self.session.settings = replace(self.session.settings, **changes)  # type: ignore[arg-type]  # the fields' own types
        for key, value in changes.items():
            self.in_turn("write", partial(actions.save_setting, key, value))  # type: ignore[arg-type]  # str, int or bool


def _headline_of(article: Article) -> int:
    """The passage that an article opens on: its headline, below kicker and section."""
    roles = [block.role for block in article.head]
    return roles.index(Role.HEADLINE) if Role.HEADLINE in roles else 0
