"""How far the names of a list reach: their newest day, and the subjects of a metric."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from nbreader.library.keys import BITS, UNDATED_TO, date_of
from nbreader.library.store import Library

_COUNTED = 2000  # figures of one metric whose subjects are counted


def latest_of_organisation(library: Library, name: str) -> date | None:
    """The day of the newest paper that names an organisation; None where none has a date."""
    (key,) = library.connection.execute(
        "SELECT max(article) FROM mention"
        " WHERE organisation = (SELECT id FROM organisation WHERE name = ? AND id > 0)",
        (name,),
    ).fetchone()
    return _day_of(key)


def reach_of_metrics(library: Library, names: Iterable[str]) -> tuple[tuple[str, ...], date | None]:
    """The subjects that some metrics have together, folded, and the day of the newest paper.

    Subjects are looked for among the first 2,000 figures: more are "many".
    """
    given = json.dumps(tuple(names))
    wanted = "SELECT id FROM metric WHERE name IN (SELECT value FROM json_each(?))"
    subjects = library.connection.execute(
        "SELECT DISTINCT folded FROM subject WHERE id > 0 AND id IN"
        f" (SELECT subject FROM figure WHERE metric IN ({wanted}) LIMIT {_COUNTED})",
        (given,),
    )
    (key,) = library.connection.execute(
        f"SELECT max(article) FROM figure WHERE metric IN ({wanted})", (given,)
    ).fetchone()
    return tuple(name for (name,) in subjects), _day_of(key)


def _day_of(key: int | None) -> date | None:
    return None if key is None or key < UNDATED_TO else date_of(key >> BITS)
