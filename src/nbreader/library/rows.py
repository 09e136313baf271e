"""The rows that a page makes, put in and taken out; always inside a transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from typing import Any

from nbreader.errors import BadDataError
from nbreader.library.codec import (
    decimal_text,
    edits_json,
    figure_json,
    jump_json,
    pack_body,
    pack_page,
    pack_source,
)
from nbreader.library.fields import heads_of, section_of, signed_of
from nbreader.library.initials import count_letters
from nbreader.library.keys import UNDATED_FROM, keys_of_day
from nbreader.library.pairs import storable
from nbreader.library.tokens import fold_text
from nbreader.model import Annotations, Article, Edit, Figure, Mention, Organisation, Page

Spell = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A composed page with all that is to be stored of it.

    `jumps` are the jumps of its articles as composed; in `page` they are as parsed.
    `number` is the row's: a page that is put in again keeps it, and so its place
    among the undated.
    """

    number: int
    page: Page
    jumps: tuple[str | None, ...]
    issue: int
    data: bytes
    version: str
    edits: tuple[Edit, ...]
    annotations: tuple[Annotations, ...]


class Names:
    """The ids of metrics, subjects, sections and organisations; new ones get a row."""

    def __init__(self, connection: sqlite3.Connection, spell: Spell | None) -> None:
        self._connection = connection
        self._spell = spell
        self._ids: dict[tuple[str, str], int] = {}
        self._spelled: set[tuple[int, str]] = set()  # organisations, and names of theirs

    def metric(self, name: str) -> int:
        """The id of a metric."""
        return self._id("metric", name)

    def subject(self, name: str) -> int:
        """The id of a subject."""
        return self._id("subject", name)

    def organisation(self, name: str) -> int:
        """The id of an organisation."""
        return self._id("organisation", name)

    def section(self, name: str, folded: str) -> int:
        """The id of a section: the name that is shown, and as it is searched."""
        if not folded:
            return 0
        self._connection.execute(
            "INSERT OR IGNORE INTO section (name, folded) VALUES (?, ?)", (storable(name), folded)
        )
        row = self._connection.execute(
            "SELECT id FROM section WHERE name = ? AND folded = ?", (storable(name), folded)
        )
        return int(row.fetchone()[0])

    def unit(self, name: str) -> str:
        """The unit, kept in the list of units."""
        name = storable(name)
        if ("unit", name) not in self._ids:
            self._ids["unit", name] = 0
            self._connection.execute(
                "INSERT OR IGNORE INTO unit (name, folded) VALUES (?, ?)", (name, fold_text(name))
            )
        return name

    def describe(self, organisation: Organisation) -> None:
        """Keep an organisation's kind and its names."""
        number = self.organisation(organisation.name)
        if number and organisation.kind:
            self._connection.execute(
                "UPDATE organisation SET kind = ? WHERE id = ? AND kind != ?",
                (organisation.kind, number, organisation.kind),
            )
        for alias in organisation.aliases:
            self.call(number, alias)

    def call(self, number: int, name: str) -> None:
        """Keep a name that an organisation goes by."""
        if folded := fold_text(name):
            self._connection.execute(
                "INSERT OR IGNORE INTO alias (folded, organisation, name) VALUES (?, ?, ?)",
                (storable(folded), number, storable(name)),
            )
            self._spell_other(number, storable(name))

    def _spell_other(self, number: int, name: str) -> None:
        """Keep the initials of another name, if none of its own name's could be taken for them."""
        if self._spell is None or not number or (number, name) in self._spelled:
            return
        self._spelled.add((number, name))
        (own,) = self._connection.execute(
            "SELECT name FROM organisation WHERE id = ?", (number,)
        ).fetchone()
        if count_letters(own) != count_letters(name):
            self._keep_spellings(name, number, 0)

    def _keep_spellings(self, name: str, organisation: int, metric: int) -> None:
        if self._spell is not None:
            self._connection.executemany(
                "INSERT OR IGNORE INTO spelling (letters, organisation, metric) VALUES (?, ?, ?)",
                [(letters, organisation, metric) for letters in self._spell(name) if letters],
            )

    def _id(self, table: str, name: str) -> int:
        name = storable(name)
        found = self._ids.get((table, name))
        if found is None:
            row = self._connection.execute(f"SELECT id FROM {table} WHERE name = ?", (name,))
            known = row.fetchone()
            found = self._ids[table, name] = known[0] if known else self._insert(table, name)
        return found

    def _insert(self, table: str, name: str) -> int:
        if table == "organisation":
            sql, rest = "INSERT INTO organisation (name, kind) VALUES (?, ?)", ""
        else:
            sql, rest = f"INSERT INTO {table} (name, folded) VALUES (?, ?)", fold_text(name)
        number = self._connection.execute(sql, (name, rest)).lastrowid
        assert number is not None
        if table == "organisation":
            self.call(number, name)
        if table != "subject":
            self._keep_spellings(name, *((number, 0) if table == "organisation" else (0, number)))
        return number


def insert_page(connection: sqlite3.Connection, row: PageRow) -> None:
    """Put a page in, without its articles."""
    page, source = row.page, row.page.source
    doubts = len(page.doubts) + sum(len(article.doubts) for article in page.articles)
    connection.execute(
        "INSERT INTO page (id, issue, name, number, label, sha256, path, media_type, encoding,"
        " version, edits, added, doubts, structure, bytes, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.number,
            row.issue,
            page.id,
            page.number,
            storable(page.label),
            source.sha256,
            storable(source.path),
            source.media_type,
            source.encoding,
            row.version,
            edits_json(row.edits),
            datetime.now(UTC).isoformat(timespec="seconds"),
            doubts,
            pack_page(page),
            *pack_source(row.data, source),
        ),
    )
    connection.execute(
        "UPDATE issue SET pages = pages + 1, articles = articles + ? WHERE id = ?",
        (len(page.articles), row.issue),
    )


def insert_articles(
    connection: sqlite3.Connection, names: Names, row: PageRow, keys: Sequence[int]
) -> None:
    """Put the articles of a page in, with what was found in them.

    The last goes first, since its key is the least: SQLite packs rows densely
    that come in the order of their keys.
    """
    for place in reversed(range(len(keys))):
        key, article, found = keys[place], row.page.articles[place], row.annotations[place]
        _insert_article(connection, names, row, place, key)
        _insert_figures(connection, names, key, found.figures)
        _insert_mentions(connection, names, key, article.text, found.mentions)
    _count(connection, keys, 1)
    connection.executemany("INSERT INTO change (key) VALUES (?)", [(key,) for key in keys])


def delete_page(connection: sqlite3.Connection, number: int) -> None:
    """Take a page out, and tell the index what to forget."""
    rows = connection.execute(
        "SELECT key FROM article WHERE page = ? ORDER BY place", (number,)
    ).fetchall()
    keys = [key for (key,) in rows]
    connection.execute(
        "INSERT INTO change (key, was) SELECT key, text FROM body"
        " WHERE key IN (SELECT key FROM article WHERE page = ?)",
        (number,),
    )
    _count(connection, keys, -1)
    connection.execute("DELETE FROM article WHERE page = ?", (number,))
    connection.execute(
        "UPDATE issue SET pages = pages - 1, articles = articles - ?"
        " WHERE id = (SELECT issue FROM page WHERE id = ?)",
        (len(keys), number),
    )
    connection.execute("DELETE FROM page WHERE id = ?", (number,))


def free_keys(connection: sqlite3.Connection, day: int | None, count: int) -> list[int]:
    """Keys for the articles of a page, falling, so that the first is read first."""
    if not count:
        return []
    low, high = keys_of_day(day)
    least, most = connection.execute(
        "SELECT (SELECT min(key) FROM article WHERE key BETWEEN ?1 AND ?2),"
        " (SELECT max(key) FROM article WHERE key BETWEEN ?1 AND ?2)",
        (low, high),
    ).fetchone()
    if day is None:
        top = (UNDATED_FROM if most is None else most) + count
        return list(range(top, top - count, -1))
    top = high if least is None else least - 1
    if top - count + 1 >= low:
        return list(range(top, top - count, -1))
    rows = connection.execute("SELECT key FROM article WHERE key BETWEEN ? AND ?", (low, high))
    used = {key for (key,) in rows}
    free = [key for key in range(high, low - 1, -1) if key not in used][:count]
    if len(free) < count:
        raise BadDataError(f"资料库里同一天的文章不能超过 {high - low + 1} 篇。")
    return free


def keys_in_place(connection: sqlite3.Connection, number: int, count: int) -> list[int]:
    """Keys for an undated page that was in the library before, falling.

    They follow those of the undated page that was added before it. Empty if they are
    taken: the page has more articles now, or another came to stand there.
    """
    row = connection.execute(
        "SELECT key FROM page JOIN issue ON issue.id = page.issue"
        " JOIN article ON article.page = page.id"
        " WHERE day IS NULL AND page.id < ? ORDER BY page.id DESC, place LIMIT 1",
        (number,),
    ).fetchone()
    low = (UNDATED_FROM if row is None else row[0]) + 1
    taken = connection.execute(
        "SELECT 1 FROM article WHERE key BETWEEN ? AND ?", (low, low + count - 1)
    ).fetchone()
    return [] if taken else list(range(low + count - 1, low - 1, -1))


def _insert_article(
    connection: sqlite3.Connection, names: Names, row: PageRow, place: int, key: int
) -> None:
    article, found = row.page.articles[place], row.annotations[place]
    connection.execute(
        "INSERT INTO article (key, name, page, issue, place, section, headline, byline, heads,"
        " signed, characters, doubts, jump) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            article.id,
            row.number,
            row.issue,
            place,
            names.section(article.section, storable(section_of(article))),
            storable(article.title),
            storable(" ".join(each.name for each in article.byline)),
            storable(heads_of(article)),
            storable(signed_of(article)),
            len(article.text),
            len(article.doubts),
            row.jumps[place],
        ),
    )
    connection.execute(
        "INSERT INTO body (key, keywords, tables, head, text, structure) VALUES (?, ?, ?, ?, ?, ?)",
        (
            key,
            storable("\n".join(found.keywords)),
            found.tables_version,
            *pack_body(article, row.page.id),
        ),
    )


def _insert_figures(
    connection: sqlite3.Connection, names: Names, key: int, figures: Sequence[Figure]
) -> None:
    connection.executemany(
        "INSERT INTO figure (article, place, start, finish, metric, subject, unit, kind,"
        " approx, least, most, is_wide, value, low, high, told)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                key,
                place,
                figure.start,
                figure.end,
                names.metric(figure.metric),
                names.subject(figure.subject),
                names.unit(figure.unit),
                figure.kind,
                figure.approx,
                *(bounds := _bounds(figure)),
                bounds[0] != bounds[1],
                decimal_text(figure.value),
                decimal_text(figure.low),
                decimal_text(figure.high),
                figure_json(figure),
            )
            for place, figure in enumerate(figures)
        ],
    )


def _insert_mentions(
    connection: sqlite3.Connection, names: Names, key: int, text: str, mentions: Sequence[Mention]
) -> None:
    rows: list[tuple[Any, ...]] = []
    for mention in mentions:
        owners = storable("\n".join(mention.owners))
        meant = dict.fromkeys((mention.organisation, *mention.owners))
        if len(meant) > 1:
            meant.pop("", None)
        for owner in meant:
            number = names.organisation(owner)
            names.call(number, mention.printed)
            is_sure = owner == mention.organisation
            rows.append((number, key, mention.start, mention.end, is_sure, owners))
    connection.executemany(
        "INSERT OR REPLACE INTO mention (organisation, article, start, finish, is_sure, owners)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def _count(connection: sqlite3.Connection, keys: Sequence[int], sign: int) -> None:
    """Add the figures and mentions of articles to the counts of their names, or take them off."""
    metrics: Counter[int] = Counter()
    subjects: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    mentions: Counter[int] = Counter()
    for key in keys:
        for metric, subject in connection.execute(
            "SELECT metric, subject FROM figure WHERE article = ?", (key,)
        ):
            metrics[metric] += sign
            subjects[subject] += sign
        for number, times in connection.execute(
            "SELECT organisation, count(*) FROM mention WHERE article = ? AND is_sure"
            " GROUP BY organisation",
            (key,),
        ):
            articles[number] += sign
            mentions[number] += sign * times
    for table, column, counts in (
        ("metric", "figures", metrics),
        ("subject", "figures", subjects),
        ("organisation", "articles", articles),
        ("organisation", "mentions", mentions),
    ):
        connection.executemany(
            f"UPDATE {table} SET {column} = {column} + ? WHERE id = ?",
            [(more, number) for number, more in counts.items()],
        )


def _bounds(figure: Figure) -> tuple[float | None, float | None]:
    """The least and the most that a figure can be, as numbers to be compared."""
    if figure.value is not None:
        return float(figure.value), float(figure.value)
    if figure.low is None and figure.high is None:
        return None, None
    low = -inf if figure.low is None else float(figure.low)
    return low, inf if figure.high is None else float(figure.high)


def jump_column(parsed: Article, composed: Article) -> str | None:
    """What is kept of a jump: None where composing changed nothing."""
    return None if parsed.jump == composed.jump else jump_json(composed.jump)
