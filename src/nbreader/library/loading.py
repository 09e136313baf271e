"""What the library keeps, as the model's nouns again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nbreader.library.codec import (
    decimal_of,
    figure_of,
    jump_of,
    unpack_article,
    unpack_bytes,
    unpack_page,
    unpack_text,
)
from nbreader.library.keys import date_of
from nbreader.library.store import Library
from nbreader.model import Annotations, Article, Figure, Mention, Organisation, Page, Source

_ARTICLES = (
    "SELECT article.name, article.jump, body.text, body.structure, page.name"
    " FROM article JOIN body USING (key) JOIN page ON page.id = article.page"
)


def load_article(library: Library, article_id: str) -> Article | None:
    """The article of that id, its jump joined with the page at its other end."""
    row = library.connection.execute(f"{_ARTICLES} WHERE article.name = ?", (article_id,))
    found = row.fetchone()
    return None if found is None else _article(found, joined=True)


def load_page(library: Library, page_id: str, *, source_text: bool = True) -> Page | None:
    """The page of that id; without `source_text` its source's text is left empty."""
    row = library.connection.execute("SELECT id FROM page WHERE name = ?", (page_id,)).fetchone()
    if row is None:
        return None
    return page_of(library.connection, row[0], source_text=source_text)


def load_annotations(library: Library, article_id: str) -> Annotations | None:
    """The figures, mentions and keywords that were found in an article."""
    row = library.connection.execute(
        "SELECT article.key, body.text, body.keywords, body.tables"
        " FROM article JOIN body USING (key) WHERE article.name = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    key, packed, keywords, tables = row
    text = unpack_text(packed)
    return Annotations(
        article_id=article_id,
        figures=tuple(figures_of(library.connection, key, text)),
        mentions=tuple(mentions_of(library.connection, key, text)),
        keywords=tuple(keywords.split("\n")) if keywords else (),
        tables_version=tables,
    )


def load_organisations(library: Library, names: Iterable[str]) -> tuple[Organisation, ...]:
    """The organisations of these full names that the library knows, in their order."""
    found = []
    for name in names:
        row = library.connection.execute(
            "SELECT id, kind FROM organisation WHERE name = ? AND id > 0", (name,)
        ).fetchone()
        if row is not None:
            aliases = aliases_of(library.connection, row[0], name)
            found.append(Organisation(name=name, kind=row[1], aliases=aliases))
    return tuple(found)


def aliases_of(connection: sqlite3.Connection, organisation: int, name: str) -> tuple[str, ...]:
    """The other names of an organisation, the longest first."""
    rows = connection.execute(
        "SELECT DISTINCT name FROM alias WHERE organisation = ? AND name != ?"
        " ORDER BY length(name) DESC, name",
        (organisation, name),
    )
    return tuple(alias for (alias,) in rows)


def stored_source(library: Library, sha256: str) -> tuple[bytes, Source] | None:
    """A file's bytes and what was read of them, so that it can be parsed without the file."""
    row = library.connection.execute(
        "SELECT bytes, path, media_type, encoding, text FROM page WHERE sha256 = ?", (sha256,)
    ).fetchone()
    if row is None:
        return None
    data = unpack_bytes(row[0])
    return data, _source(sha256, *row[1:4], text=_source_text(row[0], row[3], row[4]))


def page_of(
    connection: sqlite3.Connection, number: int, *, source_text: bool = True, joined: bool = True
) -> Page:
    """The page of a row; not `joined` as it was parsed, without the other ends of jumps."""
    row = connection.execute(
        "SELECT page.name, page.number, label, sha256, path, media_type, encoding, structure,"
        " newspaper, day, edition FROM page JOIN issue ON issue.id = page.issue WHERE page.id = ?",
        (number,),
    ).fetchone()
    name, printed, label, sha256, path, media_type, encoding, structure, *rest = row
    newspaper, day, edition = rest
    text = ""
    if source_text:
        data, kept = connection.execute(
            "SELECT bytes, text FROM page WHERE id = ?", (number,)
        ).fetchone()
        text = _source_text(data, encoding, kept)
    articles = connection.execute(f"{_ARTICLES} WHERE page = ? ORDER BY place", (number,))
    return Page(
        id=name,
        source=_source(sha256, path, media_type, encoding, text=text),
        newspaper=newspaper,
        date=None if day is None else date_of(day),
        edition=edition,
        articles=tuple(_article(each, joined=joined) for each in articles.fetchall()),
        **{"number": printed, "label": label, **unpack_page(structure, page_id=name)},
    )


_FIGURE = "start, finish, metric.name, subject.name, unit, kind, approx, value, low, high"
_FIGURES = (
    " FROM figure JOIN metric ON metric.id = metric JOIN subject ON subject.id = subject"
    " WHERE article = ? ORDER BY place"
)


def figures_of(connection: sqlite3.Connection, key: int, text: str) -> Iterable[Figure]:
    """The figures of an article, in its order."""
    for row in connection.execute(f"SELECT {_FIGURE}, told{_FIGURES}", (key,)):
        yield figure_of_row(row, text)


def figures_asked(
    connection: sqlite3.Connection, texts: Mapping[int, str]
) -> dict[int, list[Figure]]:
    """The figures of articles, by key, with no more of each than a query can ask for."""
    found: dict[int, list[Figure]] = {key: [] for key in texts}
    rows = connection.execute(
        f"SELECT article, {_FIGURE} FROM figure"
        " JOIN metric ON metric.id = metric JOIN subject ON subject.id = subject"
        " WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, place",
        (json.dumps(list(texts)),),
    )
    for key, *row in rows:
        found[key].append(Figure(**_figure_columns(row, texts[key])))
    return found


def figure_of_row(row: Sequence[Any], text: str) -> Figure:
    """The figure of start, finish, metric, subject, unit, kind, approx, value, low, high, told."""
    return figure_of(row[-1], **_figure_columns(row[:-1], text))


def _figure_columns(row: Sequence[Any], text: str) -> dict[str, Any]:
    start, end, metric, subject, unit, kind, approx, value, low, high = row
    return {
        "start": start,
        "end": end,
        "printed": text[start:end],
        "metric": metric,
        "subject": subject,
        "unit": unit,
        "kind": kind,
        "approx": approx,
        "value": decimal_of(value),
        "low": decimal_of(low),
        "high": decimal_of(high),
    }


def mentions_of(connection: sqlite3.Connection, key: int, text: str) -> Iterable[Mention]:
    """The places of an article that name organisations, in its order."""
    return mentions_in(connection, {key: text})[key]


def mentions_in(
    connection: sqlite3.Connection, texts: Mapping[int, str]
) -> dict[int, list[Mention]]:
    """The places of articles that name organisations, by key, each in its article's order."""
    found: dict[int, list[Mention]] = {key: [] for key in texts}
    rows = connection.execute(
        "SELECT article, start, finish, max(iif(is_sure, organisation.name, '')), owners"
        " FROM mention JOIN organisation ON organisation.id = organisation"
        " WHERE article IN (SELECT value FROM json_each(?))"
        " GROUP BY article, start, finish ORDER BY article, start, finish",
        (json.dumps(list(texts)),),
    )
    for key, start, end, name, owners in rows:
        mention = Mention(
            start=start,
            end=end,
            printed=texts[key][start:end],
            organisation=name,
            owners=tuple(owners.split("\n")) if owners else (),
        )
        found[key].append(mention)
    return found


def _article(row: tuple[Any, ...], *, joined: bool) -> Article:
    name, jump, text, structure, page = row
    article = unpack_article(structure, text=unpack_text(text), article_id=name, page_id=page)
    if joined and jump is not None:
        return replace(article, jump=jump_of(jump))
    return article


def _source(sha256: str, path: str, media_type: str, encoding: str, *, text: str) -> Source:
    return Source(path=path, sha256=sha256, media_type=media_type, encoding=encoding, text=text)


def _source_text(data: bytes, encoding: str, kept: bytes | None) -> str:
    """The decoded text of a source: kept apart where its bytes do not decode to it."""
    return unpack_bytes(data).decode(encoding) if kept is None else unpack_text(kept)
