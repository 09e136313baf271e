"""How far the names of a list reach: newest day, subjects of a metric, figures of a company."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nbreader.library.keys import BITS, UNDATED_TO, date_of
from nbreader.library.store import Library
from nbreader.library.tokens import fold_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The subjects of some metrics, folded, and the day of the newest paper that has figures.

    A name that one organisation alone goes by is its full name. Not `exact` where
    there may be more subjects than these.
    """

    subjects: frozenset[str]
    latest: date | None
    exact: bool


def latest_of_organisation(library: Library, name: str) -> date | None:
    """The day of the newest paper that names an organisation; None where none has a date."""
    (key,) = library.connection.execute(
        "SELECT max(article) FROM mention"
        " WHERE organisation = (SELECT id FROM organisation WHERE name = ? AND id > 0)",
        (name,),
    ).fetchone()
    return _day_of(key)


def figures_told_of(library: Library, name: str) -> int:
    """How many figures are told of an organisation, by names that nobody else goes by."""
    (count,) = library.connection.execute(
        "WITH own AS (SELECT id AS own_id FROM organisation WHERE name = ? AND id > 0)"
        " SELECT count(*) FROM figure, own WHERE subject IN"
        " (SELECT id FROM subject WHERE folded IN"
        "  (SELECT folded FROM alias AS called WHERE organisation = own_id AND NOT EXISTS"
        "   (SELECT 1 FROM alias WHERE alias.folded = called.folded"
        "    AND organisation NOT IN (0, own_id))))"
        " AND EXISTS (SELECT 1 FROM mention"
        "  WHERE mention.article = figure.article AND mention.organisation = own_id)",
        (name,),
    ).fetchone()
    return int(count)


def reach_of_metrics(library: Library, names: Iterable[str], *, looked_at: int) -> Reach:
    """How far some metrics reach together, their subjects by the first figures `looked_at`."""
    given = json.dumps(tuple(names))
    wanted = "SELECT id FROM metric WHERE name IN (SELECT value FROM json_each(?1))"
    figures, key = library.connection.execute(
        "SELECT (SELECT sum(figures) FROM metric WHERE name IN (SELECT value FROM json_each(?1))),"
        f" (SELECT max(article) FROM figure WHERE metric IN ({wanted}))",
        (given,),
    ).fetchone()
    subjects = library.connection.execute(
        "SELECT DISTINCT folded FROM subject WHERE id > 0 AND id IN"
        f" (SELECT subject FROM figure WHERE metric IN ({wanted}) LIMIT ?2)",
        (given, looked_at),
    )
    return Reach(
        subjects=_in_full(library, [name for (name,) in subjects]),
        latest=_day_of(key),
        exact=(figures or 0) <= looked_at,
    )


def _in_full(library: Library, subjects: list[str]) -> frozenset[str]:
    rows = library.connection.execute(
        "SELECT folded, organisation.name FROM alias JOIN organisation ON id = organisation"
        " WHERE folded IN (SELECT value FROM json_each(?)) AND id > 0"
        " GROUP BY folded HAVING count(DISTINCT id) = 1",
        (json.dumps(subjects),),
    )
    full = {folded: fold_text(name) for folded, name in rows}
    return frozenset(full.get(subject, subject) for subject in subjects)


def _day_of(key: int | None) -> date | None:
    return None if key is None or key < UNDATED_TO else date_of(key >> BITS)
