"""The reading screen, part two: the filter, and from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.errors import UsageError
from nbreader.model import Article, Hit
from nbreader.tui.messages import Filtered
from nbreader.tui.screens.reading import Reading

if TYPE_CHECKING:
    from nbreader.actions import Haystack

_BATCH = 100  # articles between two looks at whether the reader has typed on


class Filtering(Reading):
    """As the reader types, only matching articles stay in the outline."""

    _folded: dict[str, Haystack]
    _before: tuple[str, int, float] = ("", 0, 0)  # article, passage and line when it began

    def mount_field(self) -> None:
        """Make the text field, once the first screen is painted."""
        field = Input(id="filter", placeholder="筛选：词语、拼音首字母", compact=True)
        self.query_one("#bar").mount(Static("/", id="slash", markup=False), field, before=0)

    def start_filter(self) -> None:
        """Open the line for the words."""
        if self.session.hits is None:
            view = self.view
            self._before = (self.session.article_id, view.passage, view.scroll_y)
        self._show_field(True)
        self.query_one("#filter", Input).focus()
        self.refresh_status()

    def _show_field(self, shown: bool) -> None:
        self.set_class(shown, "-filtering")
        self.refresh_field()

    @on(Input.Changed, "#filter")
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self.apply_words(event.value)

    @on(Input.Submitted, "#filter")
    def _enter_words(self, event: Input.Submitted) -> None:
        event.stop()
        self._show_field(False)
        self.view.focus()
        if self.session.hits is None:
            return
        if self.session.article_id not in self.session.hits:
            self.go_to_hit(1)
        elif self.view.lit == (0, 0):
            self._first_hit_here()

    def pages_changed(self) -> None:
        super().pages_changed()
        self.fold_all(self.session.shelf.articles)
        if self.session.words:
            self.apply_words(self.session.words)

    def apply_words(self, words: str) -> None:
        """Filter by these words, in the background; a later call takes its place."""
        if not words.strip():
            self._clear_hits()
            return
        self.find(words, self.session.shelf.articles)

    @work(thread=True, group="fold", exclusive=True, description="fold")
    def fold_all(self, articles: tuple[Article, ...]) -> None:
        """Make all articles ready to be searched, before the first key is typed."""
        for article in articles:
            self._haystack(article)
        actions.filter_articles("zm", ())  # has the pinyin initials loaded

    @work(thread=True, group="filter", exclusive=True, description="filter")
    def find(self, words: str, articles: tuple[Article, ...]) -> None:
        """Search the articles; given up when the reader types on."""
        worker = get_current_worker()
        found: list[Hit] = []
        try:
            for start in range(0, len(articles), _BATCH):
                batch = [self._haystack(article) for article in articles[start : start + _BATCH]]
                found += actions.filter_articles(words, batch)
                if worker.is_cancelled:
                    return
        except UsageError as error:
            self.post_message(Filtered(words, (), str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(Filtered(words, tuple(found)))

    def _haystack(self, article: Article) -> Haystack:
        kept = self._folded.get(article.id)
        if kept is None or kept.article is not article:
            kept = self._folded[article.id] = actions.fold_article(article)
        return kept

    @on(Filtered)
    def _take_hits(self, event: Filtered) -> None:
        field = self.query_one("#filter", Input)
        if event.words != field.value:
            return  # the reader has typed on
        status = self.status
        status.trouble = bool(event.trouble) or not event.hits
        if event.trouble:  # what was found last stays
            status.found = event.trouble
            return
        session = self.session
        session.words, session.hits = event.words, {hit.article_id: hit for hit in event.hits}
        places = sum(len(hit.places) for hit in event.hits)
        status.words = event.words
        status.found = (
            f"{len(event.hits)} 篇 · {places} 处" if event.hits else f"没有文章含“{event.words}”"
        )
        self._show_hits()

    def _show_hits(self) -> None:
        self.refresh_outline()
        self.refresh_overlays()
        self.margin.light(self._places_of_hits(self.session.article_id))
        self.outline.point_at(self.session.article_id)
        self.refresh_hints()

    def _clear_hits(self) -> None:
        self.workers.cancel_group(self, "filter")
        self.session.words, self.session.hits = "", None
        self.status.words = self.status.found = ""
        self.status.trouble = False
        self.view.lit = (0, 0)
        self._show_hits()

    def leave_filter(self) -> None:
        """Take the filter away; outline and place are as they were before it."""
        field = self.query_one("#filter", Input)
        with self.prevent(Input.Changed):
            field.value = ""
        self._show_field(False)
        self._clear_hits()
        article_id, passage, line = self._before
        if article_id in self.session.shelf:
            self.open_article(article_id)
            self.view.passage = min(passage, max(0, len(self.view.sheet.passages) - 1))
            self.view.scroll_to(y=line, animate=False)
        self.view.focus()
        self.refresh_status()

    # From hit to hit

    def go_to_hit(self, step: int) -> None:
        """Light the next or previous hit, in this article or another."""
        hits = self.session.hits
        if not hits:
            self.say("没有命中可去" if hits is not None else "先按 / 筛选")
            return
        order = [i for i in self.session.shelf.order if i in hits]
        places = [(i, span) for i in order for span in hits[i].places or ((0, 0),)]
        rank = {article_id: n for n, article_id in enumerate(self.session.shelf.order)}
        here = (rank.get(self.session.article_id, -1), *self._position(step))
        ahead = [p for p in places if (rank[p[0]], *p[1]) > here]
        behind = [p for p in places if (rank[p[0]], *p[1]) < here]
        if step > 0:
            article_id, span = ahead[0] if ahead else places[0]
        else:
            article_id, span = behind[-1] if behind else places[-1]
        self.open_article(article_id, span)

    def _position(self, step: int) -> tuple[int, int]:
        """Where to go on from: the hit that is lit, or the passage cursor."""
        if self.view.lit != (0, 0):
            return self.view.lit
        start, _ = self.view.passage_range()
        return (start, 0) if step > 0 else (start, start)

    def _first_hit_here(self) -> None:
        spans = self._places_of_hits(self.session.article_id)
        if spans:
            self.view.go_to(*spans[0])
