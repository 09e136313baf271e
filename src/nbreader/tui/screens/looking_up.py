"""The reading screen, part six: to the pages about organisations and metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from nbreader.tui.screens.correcting import Correcting

if TYPE_CHECKING:
    from nbreader.tui.screens.holdings import Holdings
from nbreader.tui.widgets.margin import Margin


class LookingUp(Correcting):
    """From what is lit in the text to all that the open pages say of it."""

    def action_organisation_page(self) -> None:
        """The page of the organisation that is lit; without one, the list of all."""
        self.open_organisation(self.organisation_at(*self.view.lit) or self._key("organisation"))

    def action_metric_page(self) -> None:
        """The page of the metric that the lit figure counts; without one, the list of all."""
        self.open_metric(self.metric_at(*self.view.lit) or self._key("figure"))

    def _key(self, kind: str) -> str:
        """Whose line the cursor is on in the margin, while the reader is there."""
        item = self.margin.current if self.margin.rows.has_focus else None
        return item.key if item is not None and item.kind == kind else ""

    @on(Margin.Looked)
    def _open_chosen(self, event: Margin.Looked) -> None:
        """Enter on an organisation in the margin opens its page."""
        if event.chosen and event.item.kind == "organisation" and event.item.key:
            self.open_organisation(event.item.key)

    def organisation_at(self, start: int, end: int) -> str:
        """The organisation named in a range of the open article, or that its figure is told of.

        "" where there is none; of several owners of a short name the first.
        """
        found = self.session.annotations.get(self.session.article_id)
        for mention in found.mentions if found else ():
            if mention.start < end and start < mention.end:
                return mention.organisation or mention.owners[0]
        for figure in found.figures if found else ():
            if figure.start < end and start < figure.end:
                return self._full_name(figure.subject)
        return ""

    def metric_at(self, start: int, end: int) -> str:
        """The metric of the figure in a range of the open article, "" where there is none."""
        found = self.session.annotations.get(self.session.article_id)
        figures = found.figures if found else ()
        return next((f.metric for f in figures if f.start < end and start < f.end), "")

    def _full_name(self, subject: str) -> str:
        owners = [o.name for o in self.session.organisations if subject in (o.name, *o.aliases)]
        return owners[0] if subject and len(owners) == 1 else ""

    def holdings(self) -> Holdings:
        """What the pages are made from: here, what is annotated by now."""
        from nbreader.tui.screens.holdings import OpenPages

        session = self.session
        return OpenPages(session.shelf.issues, dict(session.annotations), session.organisations)

    def open_organisation(self, name: str) -> None:
        """The page of an organisation, or with "" the list of all, on a screen of its own."""
        from nbreader.tui.screens.dossier import OrganisationScreen, OrganisationsScreen

        screen = OrganisationScreen(self, name) if name else OrganisationsScreen(self)
        self.app.push_screen(screen, self._go_to_target)

    def open_metric(self, metric: str) -> None:
        """The page of a metric, or with "" the list of all, on a screen of its own."""
        from nbreader.tui.screens.dossier import MetricScreen, MetricsScreen

        screen = MetricScreen(self, metric) if metric else MetricsScreen(self)
        self.app.push_screen(screen, self._go_to_target)

    def _go_to_target(self, target: tuple[str, int, int] | None) -> None:
        if target is not None:
            article_id, start, end = target
            self.open_article(article_id, (start, end))
