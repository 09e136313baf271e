"""Who in the library goes by a name, and where they are named."""

from __future__ import annotations

import json
from collections.abc import Iterable

from nbreader.library.pairs import storable
from nbreader.library.store import Library
from nbreader.library.tokens import fold_text

_LOOKED_AT = 1000  # of an organisation's articles, for the issues that name it
_NAMED = "SELECT DISTINCT organisation.name FROM alias JOIN organisation ON id = organisation WHERE"
_PRESENT = "id > 0 AND EXISTS (SELECT 1 FROM mention WHERE mention.organisation = id)"


def owners_of(library: Library, names: Iterable[str]) -> tuple[str, ...]:
    """The organisations that some page calls by one of these names, sure or not."""
    folded = json.dumps(sorted({storable(fold_text(name)) for name in names}))
    rows = library.connection.execute(
        f"{_NAMED} folded IN (SELECT value FROM json_each(?)) AND {_PRESENT} ORDER BY 1", (folded,)
    )
    return tuple(name for (name,) in rows)


def names_holding(library: Library, words: str) -> tuple[str, ...]:
    """The organisations whose full name holds some words. Reads all names: milliseconds."""
    rows = library.connection.execute(
        f"{_NAMED} instr(folded, ?) AND alias.name = organisation.name AND {_PRESENT} ORDER BY 1",
        (storable(fold_text(words)),),
    )
    return tuple(name for (name,) in rows)


def issues_naming(library: Library, name: str) -> tuple[tuple[str, int], ...]:
    """The issues that name an organisation for sure, each as its newspaper and row.

    Of its first thousand articles; () for a name that nobody has.
    """
    rows = library.connection.execute(
        "SELECT DISTINCT newspaper, issue.id FROM (SELECT DISTINCT article AS named FROM mention"
        "  WHERE organisation = (SELECT id FROM organisation WHERE name = ?) AND is_sure LIMIT ?)"
        " JOIN article ON key = named JOIN issue ON issue.id = issue ORDER BY 2",
        (storable(name), _LOOKED_AT),
    )
    return tuple(rows.fetchall())
