"""Organisations and metrics of the whole library: lists, and the articles that tell of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nbreader.library.listing import ARTICLE_ROWS, ArticleRow, article_row_of
from nbreader.library.loading import aliases_of
from nbreader.library.store import Library
from nbreader.library.tokens import differs_by_script, fold_exact, fold_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation, and how often it is named for sure."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """A metric, and how many figures there are of it."""

    name: str
    figures: int


def organisations(
    library: Library,
    typed: str = "",
    *,
    kind: str = "",
    limit: int = 50,
    offset: int = 0,
    exact_script: bool = False,
) -> tuple[OrganisationRow, ...]:
    """Organisations whose name, alias or pinyin initials hold what is typed.

    Those that begin with it first, then the most mentioned. With `exact_script`
    traditional and simplified characters are told apart.
    """
    holds = _holds(library.connection, typed, exact_script=exact_script)
    named = _NAMED.format(holds=holds)
    rows = library.connection.execute(
        f"SELECT id, name, kind, articles, mentions FROM organisation JOIN ({named})"
        " ON number = id WHERE id > 0 AND articles > 0 AND (?3 = '' OR kind = ?3)"
        " ORDER BY rank, mentions DESC, name LIMIT ?4 OFFSET ?5",
        (fold_text(typed), _letters(typed), kind, limit, offset),
    ).fetchall()
    return tuple(_organisation_row(library.connection, row) for row in rows)


def count_organisations(library: Library, typed: str = "", *, exact_script: bool = False) -> int:
    """How many organisations `organisations` lists in all."""
    named = _NAMED.format(holds=_holds(library.connection, typed, exact_script=exact_script))
    (count,) = library.connection.execute(
        "SELECT count(*) FROM organisation WHERE id > 0 AND articles > 0"
        f" AND id IN (SELECT number FROM ({named}))",
        (fold_text(typed), _letters(typed)),
    ).fetchone()
    return int(count)


def organisation(library: Library, name: str) -> OrganisationRow | None:
    """The organisation of that full name, else the most mentioned one of that other name."""
    row = library.connection.execute(
        "SELECT id, organisation.name, kind, articles, mentions FROM alias"
        " JOIN organisation ON id = organisation WHERE folded = ? AND id > 0"
        " ORDER BY organisation.name = ? DESC, mentions DESC LIMIT 1",
        (fold_text(name), name),
    ).fetchone()
    return None if row is None else _organisation_row(library.connection, row)


def metrics(
    library: Library,
    typed: str = "",
    *,
    limit: int | None = 50,
    offset: int = 0,
    exact_script: bool = False,
) -> tuple[MetricRow, ...]:
    """Metrics whose name or pinyin initials hold what is typed, as for organisations."""
    holds = _holds(library.connection, typed, exact_script=exact_script)
    rows = library.connection.execute(
        f"SELECT name, figures FROM metric WHERE id > 0 AND figures > 0 AND ({holds}"
        " OR (?2 != '' AND id IN (SELECT metric FROM spelling WHERE instr(letters, ?2))))"
        " ORDER BY instr(folded, ?1) != 1 AND ?1 != '', figures DESC, name LIMIT ?3 OFFSET ?4",
        (fold_text(typed), _letters(typed), -1 if limit is None else limit, offset),
    )
    return tuple(MetricRow(name=name, figures=figures) for name, figures in rows)


def articles_of_organisation(
    library: Library, name: str, *, limit: int = 200
) -> tuple[ArticleRow, ...]:
    """The newest articles that name the organisation of that full name, for sure or perhaps."""
    rows = library.connection.execute(
        f"{ARTICLE_ROWS} WHERE key IN (SELECT DISTINCT article FROM mention WHERE organisation ="
        " (SELECT id FROM organisation WHERE name = ? AND id > 0)"
        " ORDER BY article DESC LIMIT ?) ORDER BY key DESC",
        (name, limit),
    )
    return tuple(map(article_row_of, rows))


def articles_of_metric(library: Library, name: str, *, limit: int = 200) -> tuple[ArticleRow, ...]:
    """The newest articles with figures of a metric."""
    rows = library.connection.execute(
        f"{ARTICLE_ROWS} WHERE key IN (SELECT DISTINCT article FROM figure"
        " WHERE metric IN (SELECT id FROM metric WHERE folded = ?)"
        " ORDER BY article DESC LIMIT ?) ORDER BY key DESC",
        (fold_text(name), limit),
    )
    return tuple(map(article_row_of, rows))


# Ids of organisations whose names hold what is typed (?1 folded, ?2 letters or ""), with
# rank 0 where a name or the initials begin with it.
_NAMED = (
    "SELECT organisation AS number, min(rank) AS rank FROM ("
    " SELECT organisation, instr(folded, ?1) != 1 AND ?1 != '' AS rank FROM alias"
    "  WHERE {holds}"
    " UNION ALL SELECT organisation, instr(letters, ?2) != 1 FROM spelling"
    "  WHERE ?2 != '' AND instr(letters, ?2)) GROUP BY organisation"
)


def _holds(connection: sqlite3.Connection, typed: str, *, exact_script: bool) -> str:
    """That a row's `folded` holds ?1; where scripts are told apart, its `name` what is typed."""
    if not (exact_script and differs_by_script(typed)):
        return "instr(folded, ?1)"
    word = fold_exact(typed).text
    connection.create_function("as_typed", 1, lambda name: word in fold_exact(name).text)
    return "(instr(folded, ?1) AND as_typed(name))"


def _letters(typed: str) -> str:
    """What is typed, if it could be pinyin initials."""
    word = fold_text(typed)
    return word if word.isascii() and word.isalpha() else ""


def _organisation_row(connection: sqlite3.Connection, row: Sequence[Any]) -> OrganisationRow:
    number, name, kind, articles, mentions = row
    return OrganisationRow(
        name=name,
        kind=kind,
        aliases=aliases_of(connection, number, name),
        articles=articles,
        mentions=mentions,
    )
