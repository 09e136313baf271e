"""Latin words of a query as initials of the names that the library knows.

The filter reads initials over an article's text, character by character. For a
million articles that would take minutes; so here they are read over the names of
organisations and metrics alone, whose initials are stored. What they stand for in
a name becomes one more form of the word: zbcy is also looked for as 招宝磁业.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from nbreader.library.syntax import Clause, Query, Test, Word
from nbreader.library.tokens import fold_text

MOST_FORMS = 50  # that a word is also looked for as: those of the names printed most often

_SPELLED = (
    "SELECT letters, name, articles AS times FROM spelling"
    " JOIN organisation ON organisation.id = organisation WHERE id > 0 AND instr(letters, ?1)"
    " UNION ALL SELECT letters, name, figures FROM spelling"
    " JOIN metric ON metric.id = metric WHERE id > 0 AND instr(letters, ?1)"
    " ORDER BY times DESC, name"
)


def with_initials(query: Query, connection: sqlite3.Connection) -> Query:
    """The query, its Latin words of two letters or more also as what they stand for in names."""
    clauses: list[Clause] = []
    for clause in query.clauses:
        forms = [form for test in clause.tests for form in _forms(test, connection)]
        if clause.excluded:  # none of the forms may be there
            clauses += [Clause(tests=(form,), excluded=True) for form in forms]
        else:
            clauses.append(Clause(tests=tuple(forms)))
    return Query(clauses=tuple(clauses))


def _forms(test: Test, connection: sqlite3.Connection) -> Iterator[Test]:
    yield test
    if not isinstance(test, Word) or test.phrase:
        return
    letters = fold_text(test.text)
    if len(letters) < 2 or not (letters.isascii() and letters.isalpha()):
        return
    seen: set[str] = {letters}
    for spelled, name, _ in connection.execute(_SPELLED, (letters,)):
        for stretch in _stretches(name, spelled, letters):
            if stretch.casefold() not in seen:
                seen.add(stretch.casefold())
                yield Word(text=stretch, phrase=True)
            if len(seen) > MOST_FORMS:
                return


def count_letters(name: str) -> int:
    """How many initials a name has.

    >>> count_letters("招宝（宁波）磁业")
    6
    """
    return sum(map(str.isalnum, name))


def _stretches(name: str, spelled: str, letters: str) -> Iterator[str]:
    """The parts of a name that these letters stand for.

    >>> list(_stretches("招宝（宁波）磁业", "zbnbcy", "nbcy"))
    ['宁波）磁业']
    """
    places = [at for at, char in enumerate(name) if char.isalnum()]
    if len(places) != len(spelled):
        return
    at = spelled.find(letters)
    while at >= 0:
        yield name[places[at] : places[at + len(letters) - 1] + 1]
        at = spelled.find(letters, at + 1)
