"""The reading screen, part three: from figure to figure, from name to name, and their tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import on

from nbreader.model import Figure, Mention
from nbreader.tui.messages import Annotated
from nbreader.tui.screens.filtering import Filtering

_NO_TABLE = "这一栏不排序：1 是数据，2 是机构"


class _Edge(NamedTuple):
    """An end of an article that the reader has come to: the same key again goes on."""

    article_id: str
    what: str
    step: int


class Figuring(Filtering):
    """Figures and organisations are a key away, and in any order."""

    _edge: _Edge | None = None
    _awaited: _Edge | None = None  # a way that was asked for before there was anything to go to

    def follow_view(self) -> None:
        super().follow_view()
        self.watch(self.view, "passage", self._leave_edge, init=False)
        self.watch(self.view, "scroll_y", self._leave_edge, init=False)

    def open_article(self, article_id: str, at: tuple[int, int] | None = None) -> None:
        self._leave_edge()
        super().open_article(article_id, at)

    def _leave_edge(self) -> None:
        """Who moved since the edge was told is told of it again before going beyond."""
        self._edge = self._awaited = None

    # From one to the next

    def go_to_figure(self, step: int) -> None:
        """Light the next or previous figure; at the end of the article say so first."""
        self._come_to_text()
        self._go_to("数字", step)

    def go_to_name(self, step: int) -> None:
        """Light the next or previous organisation, in the same way."""
        self._come_to_text()
        self._go_to("机构", step)

    def _come_to_text(self) -> None:
        """In narrow windows a drawer would lie over what is lit: it closes."""
        if self.has_class("-narrow"):
            self.view.focus()

    @on(Annotated)
    def _go_when_found(self) -> None:
        """Textual calls this before the annotations are taken in, by the class above."""
        self.call_later(self._go_to_awaited)

    def _go_to_awaited(self) -> None:
        awaited = self._awaited
        if awaited is not None and awaited.article_id in self.session.annotations:
            self._awaited = None
            self._go_to(awaited.what, awaited.step)

    def _go_to(self, what: str, step: int) -> None:
        article_id = self.session.article_id
        if article_id not in self.session.annotations:
            if self._awaited is None:
                self.say(f"{what}还在找，找到就去" if self.here else f"没有{what}可去")
            self._awaited = _Edge(article_id, what, step) if self.here else None
            return
        spans = self._spans(article_id, what)
        start, end = self._from(step)
        if step > 0:
            ahead = [span for span in spans if span > (start, end)]
        else:
            ahead = [span for span in reversed(spans) if span < (start, end)]
        edge = _Edge(article_id, what, step)
        if ahead:
            self._edge = None
            self._light(ahead[0])
        elif self._edge == edge:
            self._go_beyond(what, step)
        else:
            self._edge = edge
            self._say_edge(what, step, bool(spans))

    def _spans(self, article_id: str, what: str) -> list[tuple[int, int]]:
        found = self.session.annotations.get(article_id)
        if found is None:
            return []
        wanted: Sequence[Figure | Mention] = found.figures if what == "数字" else found.mentions
        return sorted((each.start, each.end) for each in wanted)

    def _from(self, step: int) -> tuple[int, int]:
        """Where to go on from: what is lit, or the edge of the passage."""
        standing, passage = self.standing, self.view.passage_range()
        if standing != passage:
            return standing
        start, _ = passage
        return (start, 0) if step > 0 else (start, start)

    def _light(self, span: tuple[int, int]) -> None:
        self.view.go_to(*span)
        self.margin.follow(*span)
        self.refresh_status()

    def _say_edge(self, what: str, step: int, some: bool) -> None:
        key = {("数字", 1): "f", ("数字", -1): "F", ("机构", 1): "o", ("机构", -1): "O"}
        end = "后面" if step > 0 else "前面"
        where = f"这篇{end}没有{what}了" if some else f"这篇没有{what}"
        beside = "下一篇" if step > 0 else "上一篇"
        self.say(f"{where} · 再按 {key[what, step]} 到{beside}")

    def _go_beyond(self, what: str, step: int) -> None:
        """To the nearest article that way which has any; of those that match the filter."""
        session = self.session
        article_id = session.article_id
        while article_id := session.shelf.beside(article_id, step, session.hits):
            spans = self._spans(article_id, what)
            if spans:
                self._moved_on = True
                self._edge = None
                self.open_article(article_id)
                self._light(spans[0] if step > 0 else spans[-1])
                return
        end = "后面" if step > 0 else "前面"
        self.say(f"{end}的文章没有{what}了" if session.annotated else f"其余文章的{what}还在找")

    # What stands out in the text

    def switch_figures(self) -> None:
        """Light the figures in the text, or do not; kept for the next run."""
        lit = not self.session.settings.light_figures
        self.change_settings(light_figures=lit)
        self.refresh_overlays()
        self.say("数字已标亮" if lit else "数字不再标亮 · x 恢复")

    def switch_names(self) -> None:
        """Underline the organisations in the text, or do not; kept for the next run."""
        lit = not self.session.settings.underline_names
        self.change_settings(underline_names=lit)
        self.refresh_overlays()
        self.say("机构已加下划线" if lit else "机构不再加下划线 · X 恢复")

    # The tables in the margin

    def action_sort(self) -> None:
        """The next order of the table that shows."""
        from nbreader.tui.figure_table import NAME_SORTS, SORTS, following

        session = self.session
        if self.margin.tab == "figures":
            session.order = session.order._replace(sort=following(SORTS, session.order.sort))
        elif self.margin.tab == "organisations":
            order = session.name_order
            session.name_order = order._replace(sort=following(NAME_SORTS, order.sort))
        self._rearrange()

    def action_group(self) -> None:
        """Its next grouping."""
        from nbreader.tui.figure_table import GROUPS, NAME_GROUPS, following

        session = self.session
        if self.margin.tab == "figures":
            session.order = session.order._replace(group=following(GROUPS, session.order.group))
        elif self.margin.tab == "organisations":
            order = session.name_order
            session.name_order = order._replace(group=following(NAME_GROUPS, order.group))
        self._rearrange()

    def action_kind(self) -> None:
        """The next kind of those in this article, then all again."""
        from nbreader.tui.figure_table import following, kinds_of, name_kinds_of, named_in

        session = self.session
        found = session.annotations.get(session.article_id)
        if found is not None and self.margin.tab == "figures":
            kind = following(kinds_of(found.figures), session.order.kind)
            session.order = session.order._replace(kind=kind)
        elif found is not None and self.margin.tab == "organisations":
            names = named_in(found, session.organisations, {})
            kind = following(name_kinds_of(names), session.name_order.kind)
            session.name_order = session.name_order._replace(kind=kind)
        self._rearrange()

    def _rearrange(self) -> None:
        if self.margin.tab in ("figures", "organisations"):
            self.refill_tables()
        else:
            self.say(_NO_TABLE)

    def copy_table(self) -> None:
        """Put the rows that show on the clipboard, for a spreadsheet."""
        from nbreader.tui import tsv
        from nbreader.tui.figure_table import arranged, arranged_names, named_in

        place, session = self.here, self.session
        found = session.annotations.get(session.article_id)
        if place is None or found is None:
            self.say("没有可复制的")
            return
        if self.margin.tab == "organisations":
            names = named_in(found, session.organisations, self.mention_counts)
            rows = [
                each for _, group in arranged_names(names, session.name_order) for each in group
            ]
            text, count = tsv.names_tsv(rows, place), len(rows)
        else:
            figures = [
                each for group in arranged(found.figures, session.order) for each in group[1]
            ]
            text, count = tsv.figures_tsv(figures, place), len(figures)
        if not count:
            self.say("没有可复制的")
            return
        self.app.copy_to_clipboard(text)
        self.say(f"已复制 {count} 行，可粘贴到电子表格")
