"""Pages about organisations and metrics: the library's are those of pages in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nbreader import actions
from nbreader.library.store import Library
from nbreader.model import Annotations, Issue, Organisation, Refused

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def memory() -> tuple[tuple[Issue, ...], dict[str, Annotations], tuple[Organisation, ...]]:
    """The sample pages as the reader has them, each issue's names looked for together."""
    opened = actions.open_pages([SEEDS], afresh=True)
    issues = actions.compose(page for page in opened if not isinstance(page, Refused))
    annotations = {}
    organisations: dict[str, Organisation] = {}
    for issue in issues:
        articles = [article for page in issue.pages for article in page.articles]
        named, mentions = actions.find_organisations(articles)
        for article in articles:
            found = actions.annotate(article, issue.date, mentions[article.id])
            annotations[article.id] = found
        for each in named:
            known = organisations.get(each.name, each)
            aliases = tuple(dict.fromkeys(known.aliases + each.aliases))
            organisations[each.name] = Organisation(name=each.name, kind=each.kind, aliases=aliases)
    return issues, annotations, tuple(organisations.values())


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    """A library of the sample pages, its names found by rules and tables alone."""
    (home / "config.toml").write_text("ner = false\n", encoding="utf-8")
    list(actions.add_paths([SEEDS], jobs=1))
    with Library.open(actions.library_path()) as library:
        yield library


def test_page_of_an_organisation_is_that_of_pages_in_memory(
    library: Library,
    memory: tuple[tuple[Issue, ...], dict[str, Annotations], tuple[Organisation, ...]],
) -> None:
    read = actions.organisation_dossier("宁波招宝磁业股份有限公司", *memory)
    kept = actions.library_organisation(library, "招宝磁业")

    assert (read.mentions, read.articles, read.latest) == (
        kept.mentions,
        kept.articles,
        kept.latest,
    )
    assert {each.text for each in read.excerpts} == {each.text for each in kept.excerpts}
    assert {each.figure for each in read.figures} == {each.figure for each in kept.figures}
    assert {each.name for each in read.neighbours} == {each.name for each in kept.neighbours}
    assert set(read.organisation.aliases) == set(kept.organisation.aliases)


@pytest.mark.parametrize("metric", ["产值", "营收", "规上工业总产值"])
def test_table_of_a_metric_is_that_of_pages_in_memory(
    metric: str,
    library: Library,
    memory: tuple[tuple[Issue, ...], dict[str, Annotations], tuple[Organisation, ...]],
) -> None:
    read = actions.metric_dossier(metric, *memory)
    kept = actions.library_metric(library, metric)

    assert read.data
    assert {each.figure for each in read.data} == {each.figure for each in kept.data}
    assert set(kept.also) == {pair for pair in read.also if metric in pair[0]}
    assert read.latest == kept.latest


def test_list_of_metrics_has_each_once_with_its_count(
    library: Library,
    memory: tuple[tuple[Issue, ...], dict[str, Annotations], tuple[Organisation, ...]],
) -> None:
    read = actions.list_metrics(*memory)
    kept = actions.library_metrics(library, limit=1000).entries

    assert {(e.metric, e.figures, e.subjects, e.latest) for e in read} == {
        (e.metric, e.figures, e.subjects, e.latest) for e in kept
    }


def test_list_of_organisations_has_each_once_with_its_counts(
    library: Library,
    memory: tuple[tuple[Issue, ...], dict[str, Annotations], tuple[Organisation, ...]],
) -> None:
    read = actions.list_organisations(*memory)
    kept = actions.library_organisations(library, limit=1000).entries

    assert {(e.organisation.name, e.mentions, e.articles, e.latest) for e in read} == {
        (e.organisation.name, e.mentions, e.articles, e.latest) for e in kept
    }


def test_names_are_found_by_initials(library: Library) -> None:
    assert "宁波招宝磁业股份有限公司" in [
        each.organisation.name for each in actions.library_organisations(library, "zbcy").entries
    ]


def test_unknown_names_have_empty_pages(library: Library) -> None:
    assert (0, 0) == (
        actions.library_organisation(library, "没有这家").mentions,
        len(actions.library_metric(library, "没有这项").data),
    )


def test_page_and_list_count_a_metric_alike(library: Library) -> None:
    listed = actions.library_metrics(library, limit=1000)
    pages = [actions.library_metric(library, each.metric) for each in listed.entries]

    assert listed.total == len(listed.entries)
    assert [(e.figures, e.subjects, e.latest) for e in listed.entries] == [
        (page.figures, page.subjects, page.latest) for page in pages
    ]


def test_a_page_of_the_newest_articles_counts_over_all(library: Library) -> None:
    whole = actions.library_metric(library, "营收")
    part = actions.library_metric(library, "营收", limit=1)

    assert 0 < len(part.data) < len(whole.data)
    assert (True, False) == (part.more, whole.more)
    assert (whole.figures, whole.subjects) == (part.figures, part.subjects)


def test_a_page_of_a_company_counts_figures_over_all(library: Library) -> None:
    entries = actions.library_organisations(library, limit=1000).entries
    for name in (each.organisation.name for each in entries if each.articles > 1):
        whole = actions.library_organisation(library, name)
        part = actions.library_organisation(library, name, limit=1)

        assert (True, False) == (part.more, whole.more)
        assert (whole.told, whole.mentions) == (part.told, part.mentions), name


def test_lists_go_on_where_they_ended(library: Library) -> None:
    for listing in (actions.library_organisations, actions.library_metrics):
        whole = listing(library, limit=1000)
        parts = [
            entry
            for offset in range(0, whole.total, 7)
            for entry in listing(library, limit=7, offset=offset).entries
        ]

        assert whole.total > 14
        assert list(whole.entries) == parts


def test_what_is_typed_changes_no_count_of_a_metric(library: Library) -> None:
    every = {e.metric: e for e in actions.library_metrics(library, limit=1000).entries}
    found = actions.library_metrics(library, "增").entries

    assert found
    assert [every[each.metric] for each in found] == list(found)
