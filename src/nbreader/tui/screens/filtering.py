"""The reading screen, part two: the filter, and from hit to hit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.errors import QueryError
from nbreader.model import Annotations, Article, Hit, Organisation
from nbreader.tui.messages import Filtered, Opened
from nbreader.tui.screens.reading import Reading
from nbreader.tui.shelf import Place

if TYPE_CHECKING:
    from nbreader.actions import Haystack, Marks, Matcher
    from nbreader.tui.widgets.field import QueryField

_BATCH = 100  # articles between two looks at whether the reader has typed on
PLACEHOLDER = "筛选：词、首字母、公司:名、>1亿元"


class Known(NamedTuple):
    """What the reader knows of the open articles when a query is asked."""

    places: tuple[Place, ...]
    annotations: Mapping[str, Annotations]
    organisations: tuple[Organisation, ...]
    read: frozenset[str]
    tags: Mapping[str, Iterable[str]]  # of the articles with bookmarks
    exact_script: bool


class Filtering(Reading):
    """As the reader types, only matching articles stay in the outline."""

    _folded: dict[str, Haystack]
    _before: tuple[str, int, float] = ("", 0, 0)  # article, passage and line when it began
    _about_annotations = False  # the filter in force depends on them

    def tags_by_article(self) -> Mapping[str, tuple[str, ...]]:
        """The tags of each article with bookmarks; other parts know them."""
        return {}

    @property
    def field(self) -> QueryField:
        """The line for the words."""
        from nbreader.tui.widgets.field import QueryField

        return self.query_one("#filter", QueryField)

    def mount_field(self) -> None:
        """Make the text field, once the first screen is painted."""
        from nbreader.tui.widgets.field import QueryField

        field = QueryField(PLACEHOLDER, id="filter")
        self.query_one("#bar").mount(Static("/", id="slash", markup=False), field, before=0)

    def start_filter(self) -> None:
        """Open the line for the words."""
        if self.session.hits is None:
            view = self.view
            self._before = (self.session.article_id, view.passage, view.scroll_y)
            view.lit = (0, 0)
        self._show_field(True)
        # At once: `focus` waits behind the letters that were typed after the key.
        self.set_focus(self.query_one("#filter", Input))
        self.refresh_status()

    def _show_field(self, shown: bool) -> None:
        self.set_class(shown, "-filtering")
        self.refresh_field()
        self.tell_lit()

    @on(Input.Changed, "#filter")
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self.apply_words(event.value)

    @on(Input.Submitted, "#filter")
    def _enter_words(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            actions.read_query(event.value)
        except QueryError as error:  # while it was typed it could become right
            self._show_trouble(error)
            return
        self._show_field(False)
        self.view.focus()
        if self.session.hits is None:
            return
        if self.session.article_id not in self.session.hits:
            self.go_to_first_hit()
        elif self.view.lit == (0, 0):
            self._first_hit_here()

    @on(Opened)
    def carry_hits(self, event: Opened) -> None:
        """Let articles that get another id keep their hits, until the filter is asked anew.

        Textual calls this before `take_in` of the class above: the old shelf is still there.
        """
        if self.session.hits is not None:
            renamed = dict(event.shelf.renamed(self.session.shelf))
            hits = {renamed.get(i, i): hit for i, hit in self.session.hits.items()}
            self.session.hits = {
                i: replace(hit, article_id=i) for i, hit in hits.items() if i in event.shelf
            }

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
        session = self.session
        known = Known(
            places=tuple(filter(None, map(session.shelf.place, session.shelf.order))),
            annotations=session.annotations,
            organisations=session.organisations,
            read=session.places.read,
            tags=self.tags_by_article(),
            exact_script=not session.settings.fold_script,
        )
        self.find(words, known)

    def annotations_changed(self) -> None:
        super().annotations_changed()
        if self._about_annotations and self.session.words:
            self.apply_words(self.session.words)

    @work(thread=True, group="fold", exclusive=True, description="fold")
    def fold_all(self, articles: tuple[Article, ...]) -> None:
        """Make all articles ready to be searched, before the first key is typed."""
        for article in articles:
            self._haystack(article)
        actions.filter_articles("zm", ())  # has the pinyin initials loaded

    @work(thread=True, group="filter", exclusive=True, description="filter")
    def find(self, words: str, known: Known) -> None:
        """Search the articles; given up when the reader types on."""
        worker = get_current_worker()
        found: list[Hit] = []
        try:
            matcher = actions.make_matcher(
                words, known.organisations, typing=True, exact_script=known.exact_script
            )
        except QueryError as error:
            self.post_message(Filtered(words, (), error))
            return
        marks = actions.marks_from(known.read, known.tags) if matcher.needs_marks else {}
        for start in range(0, len(known.places), _BATCH):
            batch = known.places[start : start + _BATCH]
            found += matcher.hits(self._told(place, known, matcher, marks) for place in batch)
            if worker.is_cancelled:
                return
        about = matcher.needs_annotations
        self.post_message(Filtered(words, tuple(found), about_annotations=about))

    def _told(
        self, place: Place, known: Known, matcher: Matcher, marks: Mapping[str, Marks]
    ) -> Haystack:
        """An article with as much of what is known as the query asks for."""
        hay = self._haystack(place.article)
        if matcher.needs_annotations:
            hay = replace(hay, annotations=known.annotations.get(place.article.id))
        if matcher.needs_facts:
            marked = marks.get(place.article.id, actions.UNMARKED)
            hay = replace(hay, facts=actions.facts_of(place.issue, place.page, marked))
        return hay

    def _haystack(self, article: Article) -> Haystack:
        kept = self._folded.get(article.id)
        if kept is None or kept.article is not article:
            kept = self._folded[article.id] = actions.fold_article(article)
        return kept

    @on(Filtered)
    def _take_hits(self, event: Filtered) -> None:
        if event.words != self.field.value:
            return  # the reader has typed on
        if event.trouble is not None:  # what was found last stays
            self._show_trouble(event.trouble)
            return
        self.field.mark(None)
        session, status = self.session, self.status
        self._about_annotations = event.about_annotations
        session.words, session.hits = event.words, {hit.article_id: hit for hit in event.hits}
        status.trouble = not event.hits
        status.words = event.words
        status.found = _told_of(event)
        if event.about_annotations and not session.annotated:
            status.found += " · 还在识别数据和机构"
        self._show_hits()

    def _show_trouble(self, error: QueryError) -> None:
        self.field.mark(error.at)
        self.status.trouble = True
        self.status.found = f"第 {error.at + 1} 字：{error.fault}"

    def _show_hits(self) -> None:
        self.refresh_outline()
        self.refresh_overlays()
        self.margin.light(self.places_of_hits(self.session.article_id))
        self.outline.point_at(self.session.article_id)
        self.refresh_hints()

    def _clear_hits(self) -> None:
        self.workers.cancel_group(self, "filter")
        self.field.mark(None)
        self._about_annotations = False
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

    def go_to_first_hit(self) -> None:
        """To the next article that matches, from one that does not."""
        self.go_to_hit(1)

    def go_to_hit(self, step: int) -> None:
        """Light the next or previous hit, in this article or another."""
        hits = self.session.hits
        if not hits:
            self.say("没有命中可去" if hits is not None else "先按 / 筛选")
            return
        order = [i for i in self.session.shelf.order if i in hits]
        places = [(i, span) for i in order for span in hits[i].places or ((0, 0),)]
        if not places:  # what matched is not open any more
            self.say("没有命中可去")
            return
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
        spans = self.places_of_hits(self.session.article_id)
        if spans:
            self.view.go_to(*spans[0])


def _told_of(event: Filtered) -> str:
    """How much a query finds, in a line."""
    if not event.hits:
        return f"没有文章符合“{event.words}”"
    places = sum(len(hit.places) for hit in event.hits)
    return f"{len(event.hits)} 篇 · {places} 处" if places else f"{len(event.hits)} 篇"
