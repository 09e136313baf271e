"""Searching: results as one types, the article beside them, Enter opens it at the hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from nbreader.actions.completing import Completion
from nbreader.actions.queries import not_finished
from nbreader.actions.seeking import Finder, Result, Results
from nbreader.errors import NbreaderError, QueryError
from nbreader.model import Annotations, Article
from nbreader.tui.background import OneThread
from nbreader.tui.commands import bindings, hints
from nbreader.tui.ink import Overlay, PrintedLine
from nbreader.tui.paint_figures import figure_overlays, mention_overlays
from nbreader.tui.paint_search import (
    CARD,
    NOWHERE,
    completion_line,
    language_line,
    nothing_found,
    nothing_line,
    paint_result,
    trouble_lines,
)
from nbreader.tui.screens.base import Session
from nbreader.tui.screens.lists import BREAKPOINTS
from nbreader.tui.widgets.article import ArticleView
from nbreader.tui.widgets.bars import HintBar, TitleBar
from nbreader.tui.widgets.inked import LineWidget
from nbreader.tui.widgets.rows import Rows

_CAP = 10_000  # as many are counted at once
_PREVIEW = 0.05  # seconds that the cursor rests before its article is shown
_AHEAD = 8  # rows before the last at which the next ones are fetched


@dataclass(frozen=True)
class Chosen:
    """What to open: an article, and the characters of it that were found."""

    article_id: str
    span: tuple[int, int] | None = None


@dataclass
class Asked:
    """What was typed and found last, for when the reader comes back."""

    words: str = ""
    article_id: str = ""


class Found(Rows[Result]):
    """The results, as cards of one height: only those in view are ever painted."""

    def lay_out(self) -> None:
        self._fitted = self.size.width
        self._painted.clear()
        self.set_height(len(self.items) * CARD)

    def append(self, items: Sequence[Result]) -> None:
        """Add the results that follow; what stands there stays as it is."""
        self.items = (*self.items, *items)
        self.set_height(len(self.items) * CARD)
        self.refresh()

    def _item_at(self, line: int) -> tuple[int | None, int]:
        index, part = divmod(line, CARD)
        return (index, part) if index < len(self.items) else (None, 0)

    def _top_of(self, index: int) -> int:
        return index * CARD


class BelowField(LineWidget):
    """What is wrong with the words, the names that they may become, or that nothing is found."""

    completions: reactive[tuple[Completion, ...]] = reactive(())
    chosen = reactive(-1)
    trouble = reactive("", layout=True)
    at = reactive(0)
    empty = reactive(True)  # nothing is typed
    nothing = reactive("")  # the sentence for no result
    begun = reactive("")  # what is wrong with the words, if nothing more is typed

    def lines(self, width: int) -> Iterable[PrintedLine]:
        if self.trouble:
            return trouble_lines(self.trouble, self.at, width)
        told = (f"先不算没写完的：{self.begun}" if self.begun else "", self.nothing)
        lines = [nothing_line(sentence, width) for sentence in told if sentence]
        if self.completions:
            lines.insert(0, completion_line(self.completions, self.chosen, width))
        return lines or ((language_line(width),) if self.empty else ())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are, so that all of what is wrong can be read."""
        return len(tuple(self.lines(width)))


class SearchScreen(Screen[Chosen | None], inherit_bindings=False):
    """A line to type, the results below it, the preview beside them."""

    BINDINGS = bindings(
        "search", only=("down", "up", "page-down", "page-up", "back", "next-hit", "previous-hit")
    )
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#sought"

    def __init__(
        self,
        session: Session,
        finder: Finder,
        asked: Asked,
        where: str,
        save: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._session, self._finder, self._asked = session, finder, asked
        self._where, self._save = where, save
        self._thread = OneThread("search", finder.interrupt)
        self._after: int | None = None  # of the rows that follow
        self._more = False  # they are being fetched
        self._place = 0  # which place of the hit is lit in the preview
        self._looking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Horizontal(id="search-line"):
            yield Static("›", id="prompt", markup=False)
            yield Input(self._asked.words, id="sought", compact=True)
            yield Static("", id="count", markup=False)
        yield BelowField(id="below-field")
        with Horizontal(id="results"):
            yield Found(paint_result, id="found")
            yield ArticleView(id="preview")
        yield HintBar()

    def on_mount(self) -> None:
        title = self.query_one(TitleBar)
        title.left, title.right = self._where, "? 帮助"
        view = self.preview
        view.can_focus = False
        view.set_reactive(ArticleView.measure, self._session.settings.measure)
        self.field.action_select_all()
        self.search(self._asked.words)

    def on_unmount(self) -> None:
        self._thread.close(self._finder.close)

    @property
    def field(self) -> Input:
        """Where the words are typed."""
        return self.query_one("#sought", Input)

    @property
    def found(self) -> Found:
        """The results."""
        return self.query_one(Found)

    @property
    def preview(self) -> ArticleView:
        """The article under the cursor."""
        return self.query_one(ArticleView)

    @property
    def below(self) -> BelowField:
        """The line below the field."""
        return self.query_one(BelowField)

    @property
    def current(self) -> Result | None:
        """The result under the cursor."""
        items = self.found.items
        return items[self.found.cursor] if self.found.cursor < len(items) else None

    def on_descendant_focus(self) -> None:
        """The keys that are of use in the field, or in the results."""
        context = "search" if self.field.has_focus else "results"
        self.query_one(HintBar).hints = hints(context, dict(self._session.settings.keys))

    # Searching

    @on(Input.Changed, "#sought")
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self.below.chosen = -1  # done with going through the names
        self._ask(event.value)

    def _ask(self, words: str) -> None:
        if words != self._asked.words:  # the newest comes first, not what was at the cursor
            self._asked.article_id = ""
            if self._looking is not None:
                self._looking.stop()
        self._asked.words, self._more = words, False
        self.search(words)

    def ask_again(self) -> None:
        """What is typed, now that the library has an answer."""
        self.search(self._asked.words)

    @work(exclusive=True, group="search", description="search")
    async def search(self, words: str) -> None:
        """Find the first results, then names to go on with, then how many there are."""
        try:
            results = await self._thread.run(self._finder.find, words)
            self._show(words, results)
            if self.below.chosen < 0:
                self.below.completions = await self._thread.run(self._finder.complete, words)
            if self._after is None:
                return
            total = await self._thread.run(self._finder.count, words, _CAP)
            self._say_count(f"{total.number} 篇" if total.exact else f"{total.number} 篇以上")
            if not total.exact:
                total = await self._thread.run(self._finder.count, words)
                self._say_count(f"{total.number} 篇")
        except QueryError as error:
            self._say_trouble(error)
        except InterruptedError:
            return
        except NbreaderError as error:  # which no word of the query is to blame for
            self.below.trouble, self.below.at = str(error), NOWHERE

    def _show(self, words: str, results: Results) -> None:
        below, rows = self.below, self.found
        below.trouble, below.empty = "", not words.strip()
        below.begun = not_finished(words)
        if below.chosen < 0:
            below.completions = ()
        place = self._where.removeprefix("搜索")
        below.nothing = "" if results.rows else nothing_found(words, place)
        self._after = results.after
        kept = [
            n for n, row in enumerate(results.rows) if row.hit.article_id == self._asked.article_id
        ]
        rows.show(results.rows, kept[0] if kept else 0)
        behind = f"，另有 {results.pending} 篇还没编进索引" if results.pending else ""
        self._say_count(f"{len(results.rows)} 篇{behind}" if results.after is None else "…")
        self._look_soon()

    def _say_count(self, words: str) -> None:
        self.query_one("#count", Static).update(words)

    def _say_trouble(self, error: QueryError) -> None:
        """The mark stands under the field's own text, however far that is scrolled."""
        field, below = self.field, self.below
        left = field.content_region.x - below.content_region.x - int(field.scroll_offset.x)
        self._say_count("")  # what stands below answers other words
        below.completions = ()
        below.trouble, below.at = error.fault, left + cell_len(error.query[: error.at])

    @on(Rows.Moved, "#found")
    def _move(self) -> None:
        self._look_soon()
        if self._after is not None and self.found.cursor >= len(self.found.items) - _AHEAD:
            self.fetch_more()

    def fetch_more(self) -> None:
        """Fetch the rows that follow, unless they are on their way."""
        if not self._more:
            self._more = True
            self._fetch(self._asked.words, self._after)

    @work(group="more", exclusive=True, description="more")
    async def _fetch(self, words: str, after: int | None) -> None:
        try:
            results = await self._thread.run(self._finder.find, words, after)
        except (InterruptedError, NbreaderError):
            return
        finally:
            self._more = False
        if words == self._asked.words:
            self._after = results.after
            self.found.append(results.rows)

    # The preview

    def on_resize(self) -> None:
        """Fill the preview where there is room for it only now."""
        current, shown = self.current, self.preview.article
        if current is not None and (shown is None or shown.id != current.hit.article_id):
            self._look_soon()

    def _look_soon(self) -> None:
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(_PREVIEW, self._look)

    def _look(self) -> None:
        current = self.current
        self._asked.article_id = current.hit.article_id if current else ""
        if current is None:
            self.preview.show(None)
        elif self.has_class("-wide"):
            self.load_preview(current)

    @work(group="preview", exclusive=True, description="preview")
    async def load_preview(self, result: Result) -> None:
        """Show a result's article with all its places, the first one lit."""
        try:
            loaded = await self._thread.run(self._finder.article, result.hit.article_id)
        except (InterruptedError, NbreaderError):
            return
        if loaded is not None and result is self.current:
            article, annotations = loaded
            self._show_article(result, article, annotations)

    def _show_article(
        self, result: Result, article: Article, annotations: Annotations | None
    ) -> None:
        view = self.preview
        view.show(article)
        mentions = mention_overlays(annotations.mentions) if annotations else ()
        figures = figure_overlays(annotations.figures) if annotations else ()
        hits = (Overlay(*place, "hit") for place in result.hit.places)
        view.overlays = (*mentions, *figures, *hits)
        self._place = 0
        self._light_place(result)

    def _light_place(self, result: Result) -> None:
        places = result.hit.places
        if places:
            self.preview.go_to(*places[self._place % len(places)])

    # Keys

    def action_down(self) -> None:
        self.found.action_down()

    def action_up(self) -> None:
        self.found.action_up()

    def action_page_down(self) -> None:
        self.found.action_page_down()

    def action_page_up(self) -> None:
        self.found.action_page_up()

    def action_next_hit(self) -> None:
        self._step_place(1)

    def action_previous_hit(self) -> None:
        self._step_place(-1)

    def _step_place(self, step: int) -> None:
        if self.current is not None:
            self._place += step
            self._light_place(self.current)

    @on(Input.Submitted, "#sought")
    def _open_current(self) -> None:
        if self.current is not None:
            self._open(self.current)

    @on(Rows.Chosen, "#found")
    def _open_chosen(self, event: Rows.Chosen) -> None:
        self._open(event.item)

    def _open(self, result: Result) -> None:
        hit = result.hit
        self._asked.article_id = hit.article_id
        span = hit.places[self._place % len(hit.places)] if hit.places else None
        self.dismiss(Chosen(hit.article_id, span))

    def action_complete(self) -> None:
        """Put the next name in the place of the last word."""
        below, field = self.below, self.field
        if not below.completions:
            self.action_switch()
            return
        below.chosen = (below.chosen + 1) % len(below.completions)
        with self.prevent(Input.Changed):
            field.value = below.completions[below.chosen].words
        field.cursor_position = len(field.value)
        self._ask(field.value)

    def action_switch(self) -> None:
        """From the field to the results, and back."""
        (self.found if self.field.has_focus else self.field).focus()

    def action_save_search(self) -> None:
        """Keep the query under a name; it stands in the tree from then on."""
        if self._save is None:
            self.notify("打开资料库时才能存下搜索", markup=False)
        elif self.field.value.strip() and not self.below.trouble:
            self._save(self.field.value.strip())

    def action_back(self) -> None:
        self.dismiss(None)
