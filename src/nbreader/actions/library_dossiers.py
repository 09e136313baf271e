"""Pages about an organisation or a metric, over the whole library.

The values are those that pages in memory make: of the articles that the library
names, the newest are loaded as they were annotated, and read in the same way.
Mentions, articles, figures and subjects are counted over all; neighbours and the
series are those of what is loaded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nbreader.actions.clippings import metric_key, split_metric
from nbreader.actions.dossiers import (
    Dossier,
    Listing,
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
from nbreader.library.owners import owners_of
from nbreader.library.reach import (
    Reach,
    figures_told_of,
    latest_of_organisation,
    reach_of_metrics,
)
from nbreader.library.store import Library
from nbreader.model import Annotations, Article, Issue, Organisation, Page, Source

_NEWEST = 200  # articles that one page is made of
_LISTED = 50
# Figures of a metric whose subjects are counted: on its own page, and in the list of all.
_FIGURES_OF_ONE, _FIGURES_OF_EACH = 20_000, 2_000
_NO_SOURCE = Source(path="", sha256="", media_type="", encoding="", text="")


def library_organisation(library: Library, name: str, *, limit: int = _NEWEST) -> Dossier:
    """The page of an organisation, by any of its names; an empty one if nobody names it.

    Its passages, figures and neighbours are those of the `limit` newest articles
    that name it; what it counts is counted over all.
    """
    row = dossiers.organisation(library, name)
    if row is None:
        return Dossier(organisation=Organisation(name=name, kind=""), mentions=0, articles=0)
    rows = dossiers.articles_of_organisation(library, row.name, limit=limit + 1)
    held = _held(library, rows[:limit])
    made = organisation_dossier(row.name, held.issues, held.annotations, held.organisations)
    more = len(rows) > limit
    return replace(
        made,
        organisation=Organisation(name=row.name, kind=row.kind, aliases=row.aliases),
        mentions=row.mentions,
        articles=row.articles,
        latest=latest_of_organisation(library, row.name),
        told=figures_told_of(library, row.name) if more else made.told,
        more=more,
    )


def library_metric(library: Library, metric: str, *, limit: int = _NEWEST) -> MetricDossier:
    """The table of a metric, named with or without words of change.

    Its values are those of the `limit` newest articles that print it; what it
    counts is counted over all, of very many figures the subjects as far as they are
    looked at.
    """
    wanted = metric_key(metric)
    forms: list[str] = []
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in dossiers.metrics(library, limit=None):
        key = metric_key(row.name)
        if not wanted or wanted not in key:
            continue
        names.setdefault(key, split_metric(row.name)[0])
        counts[key] += row.figures
        if key == wanted:
            forms.append(row.name)
    rows = {
        row.key: row
        for form in forms
        for row in dossiers.articles_of_metric(library, form, limit=limit + 1)
    }
    newest = sorted(rows, reverse=True)
    held = _held(library, (rows[key] for key in newest[:limit]), is_about=wanted)
    made = metric_dossier(metric, held.issues, held.annotations, held.organisations)
    also = tuple((names[key], count) for key, count in counts.most_common() if key != wanted)
    made = replace(made, also=also)
    if len(newest) <= limit:
        return made
    reach = reach_of_metrics(library, forms, looked_at=_FIGURES_OF_ONE)
    subjects, exact = _count(reach), reach.exact
    return replace(made, figures=counts[wanted], subjects=subjects, exact=exact, more=True)


def library_organisations(
    library: Library, typed: str = "", *, limit: int = _LISTED, offset: int = 0
) -> Listing[OrganisationEntry]:
    """The organisations whose name or initials hold what is typed, the most mentioned first."""
    apart = tells_scripts_apart()
    rows = dossiers.organisations(library, typed, limit=limit, offset=offset, exact_script=apart)
    entries = tuple(
        OrganisationEntry(
            organisation=Organisation(name=row.name, kind=row.kind, aliases=row.aliases),
            mentions=row.mentions,
            articles=row.articles,
            latest=latest_of_organisation(library, row.name),
        )
        for row in rows
    )
    total = dossiers.count_organisations(library, typed, exact_script=apart)
    return Listing(entries=entries, total=total)


def library_metrics(
    library: Library, typed: str = "", *, limit: int = _LISTED, offset: int = 0
) -> Listing[MetricEntry]:
    """The metrics whose name or initials hold what is typed, those with most figures first."""
    forms: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for row in dossiers.metrics(library, limit=None):
        key = metric_key(row.name)
        if key:
            forms[key].append(row.name)
            counts[key] += row.figures
    found = counts.most_common()
    if typed:
        apart = tells_scripts_apart()
        holding = dossiers.metrics(library, typed, limit=None, exact_script=apart)
        wanted = {metric_key(row.name) for row in holding}
        found = [each for each in found if each[0] in wanted]
    entries = []
    for key, count in found[offset : offset + limit]:
        reach = reach_of_metrics(library, forms[key], looked_at=_FIGURES_OF_EACH)
        entries.append(
            MetricEntry(
                metric=split_metric(forms[key][0])[0],
                figures=count,
                subjects=_count(reach),
                latest=reach.latest,
                exact=reach.exact,
            )
        )
    return Listing(entries=tuple(entries), total=len(found))


def _count(reach: Reach) -> int:
    return len(reach.subjects - one_spelling(reach.subjects).keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Articles of the library as those in memory are held."""

    issues: tuple[Issue, ...]
    annotations: dict[str, Annotations]
    organisations: tuple[Organisation, ...]


def _held(library: Library, rows: Iterable[ArticleRow], *, is_about: str = "") -> _Held:
    """Articles with the organisations that they name, or that subjects of a metric may be."""
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
    named |= set(owners_of(library, _subjects(annotations.values(), is_about)) if is_about else ())
    return _Held(
        issues=tuple(issues),
        annotations=annotations,
        organisations=load_organisations(library, named),
    )


def _subjects(every: Iterable[Annotations], metric: str) -> set[str]:
    return {
        figure.subject
        for found in every
        for figure in found.figures
        if figure.subject and metric_key(figure.metric) == metric
    }


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
