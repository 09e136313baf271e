"""Pages about an organisation or a metric, over the whole library.

The values are those that pages in memory make: of the articles that the library
names, the newest are loaded as they were annotated, and read in the same way.
What a page counts is counted over all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nbreader.actions.clippings import metric_key, split_metric
from nbreader.actions.dossiers import (
    Dossier,
    MetricDossier,
    MetricEntry,
    OrganisationEntry,
    metric_dossier,
    organisation_dossier,
)
from nbreader.actions.queries import tells_scripts_apart
from nbreader.actions.spellings import one_spelling
from nbreader.library import dossiers
from nbreader.library.listing import ArticleRow
from nbreader.library.loading import load_annotations, load_article, load_organisations
from nbreader.library.reach import latest_of_organisation, reach_of_metrics
from nbreader.library.store import Library
from nbreader.model import Annotations, Article, Issue, Organisation, Page, Source

_NEWEST = 200  # articles that one page is made of
_LISTED = 50
_FORMS = 500  # metrics that hold a name
_NO_SOURCE = Source(path="", sha256="", media_type="", encoding="", text="")


def library_organisation(library: Library, name: str, *, limit: int = _NEWEST) -> Dossier:
    """The page of an organisation, by any of its names; an empty one if nobody names it.

    Its passages and figures are those of the `limit` newest articles that name it,
    its mentions and articles those of all.
    """
    row = dossiers.organisation(library, name)
    if row is None:
        return Dossier(organisation=Organisation(name=name, kind=""), mentions=0, articles=0)
    held = _held(library, dossiers.articles_of_organisation(library, row.name, limit=limit))
    made = organisation_dossier(row.name, held.issues, held.annotations, held.organisations)
    return replace(
        made,
        organisation=Organisation(name=row.name, kind=row.kind, aliases=row.aliases),
        mentions=row.mentions,
        articles=row.articles,
        latest=latest_of_organisation(library, row.name),
    )


def library_metric(library: Library, metric: str, *, limit: int = _NEWEST) -> MetricDossier:
    """The table of a metric, named with or without words of change.

    Its values are those of the `limit` newest articles that print it.
    """
    wanted = metric_key(metric)
    forms: list[str] = []
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in dossiers.metrics(library, split_metric(metric)[0], limit=_FORMS):
        key = metric_key(row.name)
        names.setdefault(key, split_metric(row.name)[0])
        counts[key] += row.figures
        if key == wanted:
            forms.append(row.name)
    rows = {
        row.key: row
        for form in forms
        for row in dossiers.articles_of_metric(library, form, limit=limit)
    }
    newest = sorted(rows, reverse=True)[:limit]
    held = _held(library, (rows[key] for key in newest))
    made = metric_dossier(metric, held.issues, held.annotations, held.organisations)
    also = tuple((names[key], count) for key, count in counts.most_common() if key != wanted)
    return replace(made, also=also)


def library_organisations(
    library: Library, typed: str = "", *, limit: int = _LISTED, offset: int = 0
) -> tuple[OrganisationEntry, ...]:
    """The organisations whose name or initials hold what is typed, the most mentioned first."""
    return tuple(
        OrganisationEntry(
            organisation=Organisation(name=row.name, kind=row.kind, aliases=row.aliases),
            mentions=row.mentions,
            articles=row.articles,
            latest=latest_of_organisation(library, row.name),
        )
        for row in dossiers.organisations(
            library, typed, limit=limit, offset=offset, exact_script=tells_scripts_apart()
        )
    )


def library_metrics(
    library: Library, typed: str = "", *, limit: int = _LISTED
) -> tuple[MetricEntry, ...]:
    """The metrics whose name or initials hold what is typed, those with most figures first."""
    forms: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    apart = tells_scripts_apart()
    for row in dossiers.metrics(library, typed, limit=_FORMS, exact_script=apart):
        key = metric_key(row.name)
        if key:
            forms[key].append(row.name)
            counts[key] += row.figures
    entries = []
    for key, count in counts.most_common(limit):
        subjects, latest = reach_of_metrics(library, forms[key])
        name = split_metric(forms[key][0])[0]
        entries.append(
            MetricEntry(
                metric=name,
                figures=count,
                subjects=len(set(subjects) - one_spelling(subjects).keys()),
                latest=latest,
            )
        )
    return tuple(entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Articles of the library as those in memory are held."""

    issues: tuple[Issue, ...]
    annotations: dict[str, Annotations]
    organisations: tuple[Organisation, ...]


def _held(library: Library, rows: Iterable[ArticleRow]) -> _Held:
    issues = []
    annotations = {}
    for row in {row.key: row for row in rows}.values():
        article, found = load_article(library, row.id), load_annotations(library, row.id)
        if article is not None and found is not None:
            issues.append(_issue(row, article))
            annotations[row.id] = found
    named = {
        name
        for found in annotations.values()
        for mention in found.mentions
        for name in (mention.organisation, *mention.owners)
        if name
    }
    return _Held(
        issues=tuple(issues),
        annotations=annotations,
        organisations=load_organisations(library, named),
    )


def _issue(row: ArticleRow, article: Article) -> Issue:
    """An issue of this article alone, which says where it was printed."""
    page = Page(
        id=row.page_id,
        source=_NO_SOURCE,
        number=row.page_number,
        newspaper=row.newspaper,
        date=row.date,
        articles=(article,),
    )
    return Issue(id=row.issue_id, newspaper=row.newspaper, date=row.date, pages=(page,))
