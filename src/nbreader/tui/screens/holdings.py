"""What the pages about organisations and metrics are made from: open pages, or the library."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple, Protocol

from nbreader import actions
from nbreader.actions import Dossier, MetricDossier, MetricEntry, OrganisationEntry
from nbreader.actions.catalogue import Catalogue
from nbreader.model import Annotations, Issue, Organisation

_LISTED = 200  # names of the library that a list shows at a time


class Holdings(Protocol):
    """Asked on another thread than the screen's."""

    @property
    def by_name(self) -> bool:
        """Tell whether lists are too long to be shown whole.

        Then they are asked for the names that hold what is typed.
        """
        ...

    def organisation(self, name: str) -> Dossier:
        """The page of an organisation."""
        ...

    def metric(self, metric: str) -> MetricDossier:
        """The page of a metric."""
        ...

    def organisations(self, typed: str) -> tuple[OrganisationEntry, ...]:
        """The list of organisations."""
        ...

    def metrics(self, typed: str) -> tuple[MetricEntry, ...]:
        """The list of metrics."""
        ...

    def paragraph(self, article_id: str, at: int) -> tuple[str, int]:
        """The paragraph that holds a character of an article, and where it begins."""
        ...


class OpenPages(NamedTuple):
    """The open pages, as they were at one moment."""

    issues: tuple[Issue, ...]
    annotations: dict[str, Annotations]
    known: tuple[Organisation, ...]
    by_name: bool = False

    def organisation(self, name: str) -> Dossier:
        return actions.organisation_dossier(name, self.issues, self.annotations, self.known)

    def metric(self, metric: str) -> MetricDossier:
        return actions.metric_dossier(metric, self.issues, self.annotations, self.known)

    def organisations(self, typed: str) -> tuple[OrganisationEntry, ...]:
        return actions.list_organisations(self.issues, self.annotations, self.known)

    def metrics(self, typed: str) -> tuple[MetricEntry, ...]:
        return actions.list_metrics(self.issues, self.annotations)

    def paragraph(self, article_id: str, at: int) -> tuple[str, int]:
        pages = (page for issue in self.issues for page in issue.pages)
        every = (article for page in pages for article in page.articles)
        article = next((each for each in every if each.id == article_id), None)
        if article is None:
            return "", 0
        index = bisect_right(article.offsets, at) - 1
        return (*article.head, *article.blocks)[index].text, article.offsets[index]


class WholeLibrary(NamedTuple):
    """The library; each question opens it anew."""

    path: Path
    by_name: bool = True

    def organisation(self, name: str) -> Dossier:
        with Catalogue.open(self.path) as catalogue:
            return actions.library_organisation(catalogue.library, name)

    def metric(self, metric: str) -> MetricDossier:
        with Catalogue.open(self.path) as catalogue:
            return actions.library_metric(catalogue.library, metric)

    def organisations(self, typed: str) -> tuple[OrganisationEntry, ...]:
        with Catalogue.open(self.path) as catalogue:
            return actions.library_organisations(catalogue.library, typed, limit=_LISTED)

    def metrics(self, typed: str) -> tuple[MetricEntry, ...]:
        with Catalogue.open(self.path) as catalogue:
            return actions.library_metrics(catalogue.library, typed, limit=_LISTED)

    def paragraph(self, article_id: str, at: int) -> tuple[str, int]:
        with Catalogue.open(self.path) as catalogue:
            return catalogue.paragraph(article_id, at)
