"""Organisations and metrics of the whole library: lists, passages, figures, neighbours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nbreader.library.codec import unpack_text
from nbreader.library.listing import ARTICLE_ROWS, ArticleRow, article_row_of
from nbreader.library.loading import aliases_of, figures_of
from nbreader.library.store import Library
from nbreader.library.tokens import fold_text
from nbreader.model import Figure

_NEWEST = 1 << 62
_STOPS = "。！？；!?;\n"
_LOOKED_AT = 2000  # of an organisation's newest articles, for those that stand beside it


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """A paragraph that names an organisation: `marks` are the places in it.

    It begins at `start` of the article's text, as its block number `block`. `others`
    are the full names that a short name in it may also mean.
    """

    row: ArticleRow
    passage: str
    start: int
    block: int
    marks: tuple[tuple[int, int], ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure with the paragraph that it stands in, which begins at `start` of the text.

    `weak`: it only stands in a sentence that names the organisation, or its subject
    is a name that others have too.
    """

    row: ArticleRow
    figure: Figure
    passage: str
    start: int
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourRow:
    """An organisation that is named in the same articles."""

    name: str
    kind: str
    articles: int


def organisations(
    library: Library, typed: str = "", *, kind: str = "", limit: int = 50, offset: int = 0
) -> tuple[OrganisationRow, ...]:
    """Organisations whose name, alias or pinyin initials hold what is typed.

    Those that begin with it first, then the most mentioned.
    """
    rows = library.connection.execute(
        f"SELECT id, name, kind, articles, mentions FROM organisation JOIN ({_NAMED})"
        " ON number = id WHERE id > 0 AND articles > 0 AND (?3 = '' OR kind = ?3)"
        " ORDER BY rank, mentions DESC, name LIMIT ?4 OFFSET ?5",
        (fold_text(typed), _letters(typed), kind, limit, offset),
    ).fetchall()
    return tuple(_organisation_row(library.connection, row) for row in rows)


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
    library: Library, typed: str = "", *, limit: int = 50, offset: int = 0
) -> tuple[MetricRow, ...]:
    """Metrics whose name or pinyin initials hold what is typed, as for organisations."""
    rows = library.connection.execute(
        "SELECT name, figures FROM metric WHERE id > 0 AND figures > 0 AND (instr(folded, ?1)"
        " OR (?2 != '' AND id IN (SELECT metric FROM spelling WHERE instr(letters, ?2))))"
        " ORDER BY instr(folded, ?1) != 1 AND ?1 != '', figures DESC, name LIMIT ?3 OFFSET ?4",
        (fold_text(typed), _letters(typed), limit, offset),
    )
    return tuple(MetricRow(name=name, figures=figures) for name, figures in rows)


def complete(library: Library, typed: str, *, limit: int = 10) -> tuple[str, ...]:
    """Names that begin with what is typed, in characters or pinyin initials; then any with it.

    Organisations and metrics, the more often named first.
    """
    word, letters = fold_text(typed), _letters(typed)
    if not word:
        return ()
    found: dict[str, None] = {}
    for statement in (_BEGINS, _HOLDS):
        rows = library.connection.execute(statement, (word, letters, _after(word), _after(letters)))
        for (name,) in rows:
            found[name] = None
            if len(found) == limit:
                return tuple(found)
    return tuple(found)


def passages_of_organisation(
    library: Library, name: str, *, limit: int = 50, before: int | None = None
) -> tuple[PassageRow, ...]:
    """The paragraphs that name an organisation, of up to `limit` articles, the newest first.

    `before` is the key of the last article of the previous call.
    """
    number = _number(library, name)
    found: list[PassageRow] = []
    for row, text in _articles(library, number, limit, before):
        found += _passages(library.connection, number, name, row, text)
    return tuple(found)


def figures_of_organisation(
    library: Library, name: str, *, limit: int = 200, before: int | None = None
) -> tuple[FigureRow, ...]:
    """The figures about an organisation, of up to `limit` articles that name it, newest first.

    Their subject is one of its names; or, which is weak, they stand in a sentence
    that names it.
    """
    number = _number(library, name)
    connection = library.connection
    names = {
        folded: owners == 1
        for folded, owners in connection.execute(
            "SELECT folded, (SELECT count(DISTINCT organisation) FROM alias AS other"
            " WHERE other.folded = alias.folded) FROM alias WHERE organisation = ?",
            (number,),
        )
    }
    found: list[FigureRow] = []
    for row, text in _articles(library, number, limit, before):
        sentences = {
            _around(text, start, end, _STOPS)
            for start, end, *_ in _mentions(connection, number, row.key)
        }
        for figure in figures_of(connection, row.key, text):
            is_sure = names.get(fold_text(figure.subject))
            beside = any(a <= figure.start and figure.end <= b for a, b in sentences)
            if is_sure is not None or beside:
                found.append(_figure_row(row, figure, text, weak=not is_sure))
    return tuple(found)


def figures_of_metric(
    library: Library,
    name: str,
    *,
    unit: str = "",
    subject: str = "",
    limit: int = 200,
    before: int | None = None,
) -> tuple[FigureRow, ...]:
    """The figures of a metric, of up to `limit` articles, the newest first."""
    connection = library.connection
    rows = connection.execute(
        f"{ARTICLE_ROWS} WHERE key IN (SELECT DISTINCT article FROM figure"
        " WHERE metric IN (SELECT id FROM metric WHERE folded = ?1)"
        " AND (?2 = '' OR unit = ?2)"
        " AND (?3 = '' OR subject IN (SELECT id FROM subject WHERE folded = ?3))"
        " AND article < ?4 ORDER BY article DESC LIMIT ?5) ORDER BY key DESC",
        (fold_text(name), unit, fold_text(subject), before or _NEWEST, limit),
    )
    found = []
    for row in map(article_row_of, rows.fetchall()):
        text = _text(connection, row.key)
        for figure in figures_of(connection, row.key, text):
            if (
                fold_text(figure.metric) == fold_text(name)
                and unit in ("", figure.unit)
                and (not subject or fold_text(figure.subject) == fold_text(subject))
            ):
                found.append(_figure_row(row, figure, text))
    return tuple(found)


def neighbours(library: Library, name: str, *, limit: int = 20) -> tuple[NeighbourRow, ...]:
    """The organisations that its articles (the newest 2,000) also name, most often first."""
    number = _number(library, name)
    rows = library.connection.execute(
        "SELECT name, kind, count(*) FROM (SELECT DISTINCT mention.article, mention.organisation"
        " FROM (SELECT DISTINCT article FROM mention WHERE organisation = ?1 AND is_sure"
        "  ORDER BY article DESC LIMIT ?2) AS own"
        " JOIN mention ON mention.article = own.article"
        " WHERE mention.organisation NOT IN (0, ?1) AND mention.is_sure) AS beside"
        " JOIN organisation ON organisation.id = beside.organisation"
        " GROUP BY id ORDER BY 3 DESC, name LIMIT ?3",
        (number, _LOOKED_AT, limit),
    )
    return tuple(NeighbourRow(name=name, kind=kind, articles=count) for name, kind, count in rows)


# Ids of organisations whose names hold what is typed (?1 folded, ?2 letters or ""), with
# rank 0 where a name or the initials begin with it.
_NAMED = (
    "SELECT organisation AS number, min(rank) AS rank FROM ("
    " SELECT organisation, instr(folded, ?1) != 1 AND ?1 != '' AS rank FROM alias"
    "  WHERE instr(folded, ?1)"
    " UNION ALL SELECT organisation, instr(letters, ?2) != 1 FROM spelling"
    "  WHERE ?2 != '' AND instr(letters, ?2)) GROUP BY organisation"
)
_BEGINS = (
    "SELECT name FROM (SELECT organisation.name, mentions AS times FROM ("
    "  SELECT organisation FROM alias WHERE folded >= ?1 AND folded < ?3"
    "  UNION SELECT organisation FROM spelling"
    "   WHERE ?2 != '' AND letters >= ?2 AND letters < ?4)"
    "  JOIN organisation ON organisation.id = organisation WHERE mentions > 0"
    " UNION ALL SELECT name, figures FROM metric WHERE id > 0 AND figures > 0"
    "  AND (instr(folded, ?1) = 1 OR (?2 != '' AND id IN"
    "   (SELECT metric FROM spelling WHERE letters >= ?2 AND letters < ?4))))"
    " ORDER BY times DESC, name LIMIT 50"
)
_HOLDS = (
    "SELECT name FROM (SELECT organisation.name, mentions AS times FROM ("
    "  SELECT organisation FROM alias WHERE instr(folded, ?1)"
    "  UNION SELECT organisation FROM spelling WHERE ?2 != '' AND instr(letters, ?2))"
    "  JOIN organisation ON organisation.id = organisation WHERE mentions > 0"
    " UNION ALL SELECT name, figures FROM metric WHERE id > 0 AND figures > 0"
    "  AND (instr(folded, ?1) OR (?2 != '' AND id IN"
    "   (SELECT metric FROM spelling WHERE instr(letters, ?2)))))"
    " WHERE ?3 = ?3 AND ?4 = ?4 ORDER BY times DESC, name LIMIT 50"
)


def _letters(typed: str) -> str:
    """What is typed, if it could be pinyin initials."""
    word = fold_text(typed)
    return word if word.isascii() and word.isalpha() else ""


def _after(word: str) -> str:
    """What is greater than everything that begins with a word."""
    return word + "\U0010ffff"


def _organisation_row(connection: sqlite3.Connection, row: Sequence[Any]) -> OrganisationRow:
    number, name, kind, articles, mentions = row
    return OrganisationRow(
        name=name,
        kind=kind,
        aliases=aliases_of(connection, number, name),
        articles=articles,
        mentions=mentions,
    )


def _number(library: Library, name: str) -> int:
    """The organisation of that full name, -1 for none."""
    row = library.connection.execute(
        "SELECT id FROM organisation WHERE name = ? AND id > 0", (name,)
    ).fetchone()
    return -1 if row is None else int(row[0])


def _articles(
    library: Library, number: int, limit: int, before: int | None
) -> Iterator[tuple[ArticleRow, str]]:
    """The newest articles that name an organisation, with their texts."""
    rows = library.connection.execute(
        f"{ARTICLE_ROWS} WHERE key IN (SELECT DISTINCT article FROM mention"
        " WHERE organisation = ? AND article < ? ORDER BY article DESC LIMIT ?) ORDER BY key DESC",
        (number, _NEWEST if before is None else before, limit),
    )
    for row in map(article_row_of, rows.fetchall()):
        yield row, _text(library.connection, row.key)


def _text(connection: sqlite3.Connection, key: int) -> str:
    (packed,) = connection.execute("SELECT text FROM body WHERE key = ?", (key,)).fetchone()
    return unpack_text(packed)


def _mentions(
    connection: sqlite3.Connection, number: int, key: int
) -> list[tuple[int, int, int, str]]:
    return connection.execute(
        "SELECT start, finish, is_sure, owners FROM mention"
        " WHERE organisation = ? AND article = ? ORDER BY start",
        (number, key),
    ).fetchall()


def _passages(
    connection: sqlite3.Connection, number: int, name: str, row: ArticleRow, text: str
) -> Iterator[PassageRow]:
    blocks: dict[tuple[int, int], list[tuple[int, int]]] = {}
    others: dict[tuple[int, int], dict[str, None]] = {}
    for start, end, is_sure, owners in _mentions(connection, number, row.key):
        block = _around(text, start, end, "\n")
        blocks.setdefault(block, []).append((start - block[0], end - block[0]))
        if not is_sure:
            others.setdefault(block, {}).update(dict.fromkeys(owners.split("\n")))
    for (start, end), marks in blocks.items():
        yield PassageRow(
            row=row,
            passage=text[start:end],
            start=start,
            block=text.count("\n", 0, start),
            marks=tuple(marks),
            others=tuple(other for other in others.get((start, end), ()) if other != name),
        )


def _figure_row(row: ArticleRow, figure: Figure, text: str, *, weak: bool = False) -> FigureRow:
    start, end = _around(text, figure.start, figure.end, "\n")
    return FigureRow(row=row, figure=figure, passage=text[start:end], start=start, weak=weak)


def _around(text: str, start: int, end: int, stops: str) -> tuple[int, int]:
    """The stretch between two stops that holds `text[start:end]`, the closing stop not in it."""
    first = max(text.rfind(stop, 0, start) for stop in stops) + 1
    ends = [at for stop in stops if (at := text.find(stop, end)) >= 0]
    return first, min(ends, default=len(text))
