"""The middle column: one article, set as it would be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.selection import Selection
from textual.strip import Strip

from nbreader.model import Article
from nbreader.tui.commands import bindings
from nbreader.tui.ink import Overlay, PrintedLine, Run, laid_over
from nbreader.tui.sentences import sentence_at, sentence_end
from nbreader.tui.typeset import Sheet, Sheets
from nbreader.tui.widgets.inked import LineView, strip_of

_TOP = 1  # free lines above the article
_FOOT = 2  # and below it
_GUTTER = 3  # cells left of the text, for the passage cursor


class ArticleView(LineView, can_focus=True):
    """An article with a passage cursor, inks laid over it, and selected text."""

    ALLOW_SELECT = True
    BINDINGS = bindings("move")

    passage: var[int] = var(0, init=False)
    measure: var[int] = var(36, init=False)  # characters a line
    overlays: var[tuple[Overlay, ...]] = var((), init=False)
    lit: var[tuple[int, int]] = var((0, 0), init=False)  # the figure or hit looked at
    visual: var[tuple[int, int] | None] = var(None, init=False)  # selected by keys
    empty_words: var[str] = var("", init=False)  # said when there is no article

    @dataclass
    class Followed(Message):
        """Enter was pressed on a passage."""

        passage: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.seams: tuple[int, ...] = ()
        self.sheet = Sheet(2)
        self._starred: frozenset[int] = frozenset()
        self.sheets = Sheets()

    def show(self, article: Article | None, seams: tuple[int, ...] = (), passage: int = 0) -> None:
        """Show an article from this passage on."""
        same = article is not None and self.article is not None and article.id == self.article.id
        self.article, self.seams = article, seams
        if not same:
            self.set_reactive(ArticleView.overlays, ())
            self.set_reactive(ArticleView.lit, (0, 0))
            self.set_reactive(ArticleView.visual, None)
            self.screen.clear_selection()
        self.lay_out()
        count = len(article.head + article.blocks) if article is not None else 0
        self.set_reactive(ArticleView.passage, max(0, min(passage, count - 1)))
        if not same:
            self.set_scroll(None, 0)
            self._bring_passage()
        self.refresh()

    @property
    def column(self) -> tuple[int, int]:
        """The first cell of the text column, and its width in cells."""
        width = self.size.width
        cells = min(self.measure * 2, width - _GUTTER - 2)
        cells = max(2, cells - cells % 2)
        return max(_GUTTER, (width - cells) // 2), cells

    @property
    def progress(self) -> int:
        """How much of the article has been in view, in per cent."""
        height = self.virtual_size.height
        seen = self.scroll_offset.y + self.size.height
        return 100 if seen >= height else max(0, seen * 100 // max(1, height))

    @property
    def selected(self) -> tuple[int, int] | None:
        """The selected characters of the article, by keys or mouse."""
        if self.visual is not None:
            return min(self.visual), max(self.visual)
        selection = self.text_selection
        return None if selection is None else self._range_of(selection)

    def passage_range(self, passage: int | None = None) -> tuple[int, int]:
        """The characters of a passage, the current one by default."""
        article = self.article
        if article is None or not article.offsets:
            return (0, 0)
        index = self.passage if passage is None else passage
        blocks = article.head + article.blocks
        start = article.offsets[index]
        return start, start + len(blocks[index].text)

    def passage_of(self, offset: int) -> int:
        """The passage that holds this character."""
        if self.article is None:
            return 0
        return max(0, sum(start <= offset for start in self.article.offsets) - 1)

    def go_to(self, start: int, end: int) -> None:
        """Light the characters `start` to `end` and bring them into view."""
        self.passage = self.passage_of(start)
        self.lit = (start, end)
        first = self.sheet.line_of(start) + _TOP
        last = self.sheet.line_of(max(start, end - 1)) + _TOP + 1
        self.scroll_down_to(first, last, margin=min(4, self.size.height // 4))

    # Setting and painting

    def lay_out(self) -> None:
        """Set the article for the width there is now."""
        if not self.size.width:
            return  # not shown yet
        self._fitted = self.size.width
        if self.article is None:
            self.sheet = Sheet(2)
            self.set_height(0)
            return
        self.sheet = self.sheets.sheet(self.article, self.column[1], self.seams)
        self._find_starred()
        self.set_height(_TOP + len(self.sheet.lines) + _FOOT)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + self.scroll_offset.y - _TOP
        left, _ = self.column
        if self.article is None:
            words = self.empty_words if y == 1 else ""
            return strip_of(self, PrintedLine((Run(words, "quiet"),)), self.size.width, left=left)
        if not 0 <= line < len(self.sheet.lines):
            return Strip.blank(self.size.width, self.ground)
        printed = self.sheet.lines[line]
        first, last = self._passage_lines()
        mark = "▌ " if first <= line < last and printed.runs else "  "
        star = "★" if line in self._starred else " "
        gutter = (
            Run(" " * (left - 3) + star, "star"),
            Run(mark, "cursor-mark" if self.has_focus else "quiet"),
        )
        runs = laid_over(printed.runs, self._all_overlays())
        strip = strip_of(self, PrintedLine((*gutter, *runs)), self.size.width)
        return strip.apply_offsets(0, line + _TOP)

    def _all_overlays(self) -> Sequence[Overlay]:
        extra = [Overlay(*self.lit, "lit")] if self.lit[1] > self.lit[0] else []
        selected = self.selected
        if selected is not None:
            extra.append(Overlay(*selected, "selected"))
        return (*self.overlays, *extra)

    def _passage_lines(self) -> tuple[int, int]:
        passages = self.sheet.passages
        return passages[self.passage] if self.passage < len(passages) else (0, 0)

    def _bring_passage(self) -> None:
        first, last = self._passage_lines()
        if self.passage == 0:
            first = -_TOP
        if self.passage == len(self.sheet.passages) - 1:
            last = max(last, len(self.sheet.lines)) + _FOOT - 1
        self.scroll_down_to(first + _TOP, last + _TOP, margin=1)

    def on_resize(self, event: events.Resize) -> None:
        self.lay_out()
        self._bring_passage()
        self.refresh()  # the new size may have been painted before it was known here

    def watch_measure(self) -> None:
        self.lay_out()
        self._bring_passage()
        self.refresh()

    def watch_passage(self) -> None:
        self.refresh()

    def watch_overlays(self) -> None:
        self._find_starred()
        self.refresh()

    def _find_starred(self) -> None:
        """The lines on which a bookmarked passage begins: a star stands beside them."""
        marked = [o.start for o in self.overlays if o.ink == "marked"]
        self._starred = frozenset(self.sheet.line_of(start) for start in marked)

    def watch_lit(self) -> None:
        self.refresh()

    def watch_visual(self) -> None:
        self.refresh()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    # Selected text

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as the paper prints them, without indents and line ends."""
        chosen = self._range_of(selection)
        if chosen is None or self.article is None:
            return None
        return self.article.text[slice(*chosen)], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.visual = None
        self.refresh()

    def _range_of(self, selection: Selection) -> tuple[int, int] | None:
        if self.article is None:
            return None
        start, end = 0, len(self.article.text)
        if selection.start is not None:
            start = self._offset_at(selection.start.x, selection.start.y)
        if selection.end is not None:
            end = self._offset_at(selection.end.x, selection.end.y)
        return (start, end) if end > start else None

    def _offset_at(self, x: int, y: int) -> int:
        found = self.sheet.offset_at(max(0, y - _TOP), max(0, x - self.column[0]))
        return found if found is not None else len(self.article.text if self.article else "")

    def start_selecting(self) -> None:
        """Select the first sentence of the passage, or stop selecting."""
        if self.visual is not None or self.article is None:
            self.visual = None
            return
        chosen = self.selected
        start, end = self.passage_range()
        self.visual = chosen or sentence_at(self.article.text, start, end)

    def _stretch(self, end: int) -> None:
        if self.visual is None or self.article is None:
            return
        start = self.visual[0]
        end = max(start + 1, min(end, len(self.article.text)))
        self.visual = (start, end)
        self.passage = self.passage_of(end - 1)
        line = self.sheet.line_of(end - 1) + _TOP
        self.scroll_down_to(line, line + 1, margin=1)

    # Keys and mouse

    def on_click(self, event: events.Click) -> None:
        if self.article is not None and self.selected is None:
            self.passage = self.sheet.passage_at(event.y + self.scroll_offset.y - _TOP)

    def action_choose(self) -> None:
        self.post_message(self.Followed(self.passage))

    def action_right(self) -> None:
        if self.visual is not None:
            self._stretch(self.visual[1] + 1)

    def action_left(self) -> None:
        if self.visual is not None:
            self._stretch(self.visual[1] - 1)

    def action_down(self) -> None:
        if self.visual is not None and self.article is not None:
            self._stretch(sentence_end(self.article.text, self.visual[1], 1))
            return
        _, last = self._passage_lines()
        hidden = last + _TOP - (self.scroll_offset.y + self.size.height)
        if hidden > 0:  # the passage goes on below the fold: show it first
            self.scroll_relative(y=min(hidden + 1, self.size.height // 2), animate=False)
        elif self.passage + 1 < len(self.sheet.passages):
            self._step(1)
        else:
            self.scroll_relative(y=2, animate=False)

    def action_up(self) -> None:
        if self.visual is not None and self.article is not None:
            self._stretch(sentence_end(self.article.text, self.visual[1], -1))
            return
        first, _ = self._passage_lines()
        hidden = self.scroll_offset.y - (first + _TOP)
        if hidden > 0:
            self.scroll_relative(y=-min(hidden + 1, self.size.height // 2), animate=False)
        elif self.passage > 0:
            self._step(-1)
        else:
            self.scroll_to(y=0, animate=False)

    def _step(self, step: int) -> None:
        self.lit = (0, 0)
        self.passage += step
        self._bring_passage()

    def action_page_down(self) -> None:
        self._turn(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        self._turn(-max(1, self.size.height - 2))

    def _turn(self, lines: int) -> None:
        before = self.scroll_offset.y
        self.scroll_relative(y=lines, animate=False)
        top, height = self.scroll_offset.y - _TOP, self.size.height
        if top + _TOP == before:  # nothing left to turn
            self.passage = len(self.sheet.passages) - 1 if lines > 0 else 0
            return
        firsts = [first for first, _ in self.sheet.passages]
        shown = [n for n, first in enumerate(firsts) if top <= first < top + height]
        self.passage = shown[0] if shown else self.sheet.passage_at(max(0, top))

    def action_top(self) -> None:
        self.passage = 0
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.passage = max(0, len(self.sheet.passages) - 1)
        self.scroll_to(y=self.max_scroll_y, animate=False)
