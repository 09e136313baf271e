"""What the pages about organisations and metrics are made from: open pages, or the library."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple, Protocol

from nbreader import actions
from nbreader.actions import Dossier, Listing, MetricDossier, MetricEntry, OrganisationEntry
from nbreader.actions.catalogue import Catalogue
from nbreader.model import Annotations, Issue, Organisation

NEWEST = 200  # articles of the library that a page is made of at first
_LISTED = 200  # names of the library that a list shows first; then each time twice as many


class Holdings(Protocol):
    """Asked on another thread than the screen's."""

    @property
    def by_name(self) -> bool:
        """Tell whether lists are too long to be shown whole.

        Then they are asked for the names that hold what is typed.
        """
        ...

    def organisation(self, name: str, newest: int = NEWEST) -> Dossier:
        """The page of an organisation, of so many articles."""
        ...

    def metric(self, metric: str, newest: int = NEWEST) -> MetricDossier:
        """The page of a metric, of so many articles."""
        ...

    def organisations(self, typed: str, after: int = 0) -> Listing[OrganisationEntry]:
        """The list of organisations, behind the first `after`."""
        ...

    def metrics(self, typed: str, after: int = 0) -> Listing[MetricEntry]:
        """The list of metrics, behind the first `after`."""
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

    def organisation(self, name: str, newest: int = NEWEST) -> Dossier:
        return actions.organisation_dossier(name, self.issues, self.annotations, self.known)

    def metric(self, metric: str, newest: int = NEWEST) -> MetricDossier:
        return actions.metric_dossier(metric, self.issues, self.annotations, self.known)

    def organisations(self, typed: str, after: int = 0) -> Listing[OrganisationEntry]:
        entries = actions.list_organisations(self.issues, self.annotations, self.known)
        return Listing(entries=entries[after:], total=len(entries))

    def metrics(self, typed: str, after: int = 0) -> Listing[MetricEntry]:
        entries = actions.list_metrics(self.issues, self.annotations, self.known)
        return Listing(entries=entries[after:], total=len(entries))

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

    def organisation(self, name: str, newest: int = NEWEST) -> Dossier:
        with Catalogue.open(self.path) as catalogue:
            return actions.library_organisation(catalogue.library, name, limit=newest)

    def metric(self, metric: str, newest: int = NEWEST) -> MetricDossier:
        with Catalogue.open(self.path) as catalogue:
            return actions.library_metric(catalogue.library, metric, limit=newest)

    def organisations(self, typed: str, after: int = 0) -> Listing[OrganisationEntry]:
        with Catalogue.open(self.path) as catalogue:
            limit = max(_LISTED, after)
            return actions.library_organisations(
                catalogue.library, typed, limit=limit, offset=after
            )

    def metrics(self, typed: str, after: int = 0) -> Listing[MetricEntry]:
        with Catalogue.open(self.path) as catalogue:
            limit = max(_LISTED, after)
            return actions.library_metrics(catalogue.library, typed, limit=limit, offset=after)

    def paragraph(self, article_id: str, at: int) -> tuple[str, int]:
        with Catalogue.open(self.path) as catalogue:
            return catalogue.paragraph(article_id, at)
