"""What one test or clause of a query asks of the tables.

A condition can be asked of one article (`predicate`), and most can also name the
articles that meet it (`legs`), newest first where the tables lie so. Which does
what in a query is chosen by `plan`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nbreader.library.codec import unpack_text
from nbreader.library.finding import find_test
from nbreader.library.keys import keys_of
from nbreader.library.language import FieldName
from nbreader.library.pairs import chars_phrase, is_exact, phrase_of
from nbreader.library.syntax import Field, Word
from nbreader.library.tokens import differs_by_script, fold_text
from nbreader.library.values import days_of
from nbreader.model import Organisation

Values = tuple[Any, ...]

# Microseconds to ask one article, as measured at 1,000,000: they rank plans.
_TEXT, _MATCH, _ROW, _CALL, _COMPARE = 60.0, 25.0, 2.0, 3.0, 0.1
_MOST_LEGS = 50  # organisations that are read each for itself, newest first
_MOST_IDS = 2000  # ids that stand in a statement; more are given as one JSON text


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library itself does not know; all of it may be left out.

    `readings` gives a character's possible pinyin initials: with them Latin letters
    in a field are also looked for as initials. In the text they are letters.
    With `exact_script` traditional and simplified characters are told apart.
    """

    bookmarked: Collection[str] = ()  # article ids
    tagged: Mapping[str, Collection[str]] = field(default_factory=dict)  # a tag's article ids
    readings: Mapping[str, str] = field(default_factory=dict)
    exact_script: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A SELECT of article keys: `key` is the column, `ordered` that it can be read newest first."""

    tables: str
    key: str
    where: str
    values: Values = ()
    ordered: bool = False
    distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`predicate` holds {key} where an article's key is put; `cost` is that of asking once.

    What is not `exact` holds for all articles that match, and perhaps for some that do not.
    A condition of nothing but words has the `match` of an index's `table`.
    """

    predicate: str
    values: Values = ()
    legs: tuple[Leg, ...] = ()
    cost: float = _ROW
    exact: bool = True
    table: str = ""
    match: str = ""


NOTHING = Condition(
    predicate="0",
    legs=(Leg(tables="article", key="article.key", where="0", ordered=True),),
    cost=_COMPARE,
)
ALL = Leg(tables="article", key="article.key", where="1", ordered=True)


def matching(table: str, match: str, *, exact: bool) -> Condition:
    """The articles that an expression of the index matches."""
    return Condition(
        predicate=(
            f"EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND {table}.rowid = {{key}})"
        ),
        values=(match,),
        legs=(
            Leg(
                tables=table,
                key=f"{table}.rowid",
                where=f"{table} MATCH ?",
                values=(match,),
                ordered=True,
            ),
        ),
        cost=_MATCH,
        exact=exact,
        table=table,
        match=match,
    )


def negated(condition: Condition) -> Condition | None:
    """Its opposite; None if what is not exact would bar too much."""
    if not condition.exact:
        return None
    return Condition(
        predicate=f"NOT ({condition.predicate})", values=condition.values, cost=condition.cost
    )


def any_of(conditions: Sequence[Condition]) -> Condition:
    """At least one of them."""
    if len(conditions) == 1:
        return conditions[0]
    exact = all(each.exact for each in conditions)
    tables = {each.table for each in conditions}
    if len(tables) == 1 and "" not in tables:
        match = " OR ".join(f"({each.match})" for each in conditions)
        return _asked_as(" OR ", conditions, matching(tables.pop(), match, exact=exact))
    legs = [leg for each in conditions for leg in each.legs]
    return Condition(
        predicate="(" + " OR ".join(each.predicate for each in conditions) + ")",
        values=tuple(value for each in conditions for value in each.values),
        legs=tuple(legs) if all(each.legs for each in conditions) else (),
        cost=sum(each.cost for each in conditions),
        exact=exact,
    )


def all_of_table(table: str, wanted: Sequence[Condition], barred: Sequence[Condition]) -> Condition:
    """All of the wanted conditions of one table of the index, and none of the barred ones."""
    match = " AND ".join(f"({each.match})" for each in wanted)
    for each in barred:
        match = f"({match}) NOT ({each.match})"
    opposites = [replace(each, predicate=f"NOT ({each.predicate})") for each in barred]
    found = matching(table, match, exact=all(each.exact for each in wanted))
    return _asked_as(" AND ", [*wanted, *opposites], found)


def _asked_as(word: str, conditions: Sequence[Condition], found: Condition) -> Condition:
    """What was joined in one match, asked of one article as its parts are, where that is other."""
    if found.table != "chars":
        return found
    return replace(
        found,
        predicate="(" + word.join(each.predicate for each in conditions) + ")",
        values=tuple(value for each in conditions for value in each.values),
        cost=sum(each.cost for each in conditions),
    )


def of_ids(column: str, ids: Collection[int]) -> tuple[str, Values]:
    """That a column is one of these numbers."""
    if len(ids) <= _MOST_IDS:
        return f"{column} IN ({','.join(map(str, sorted(ids)))})", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)


class Conditions:
    """Makes the conditions of tests that ask of articles; figures are `figures`' matter."""

    def __init__(self, connection: sqlite3.Connection, known: Known) -> None:
        self._connection = connection
        self._known = known
        self._spellers = 0
        connection.create_function("holds", 2, _holds, deterministic=True)
        self.organisations: dict[str, Organisation] = {}  # that companies of the query mean

    def of_test(self, test: Word | Field) -> Condition:
        """The condition of one test."""
        condition = self._of_test(test)
        return condition if self.is_sure(test) else replace(condition, exact=False)

    def is_sure(self, test: Word | Field) -> bool:
        """Whether folded texts tell all of a test: not where the two scripts are told apart."""
        return not (self._known.exact_script and differs_by_script(test.text))

    def _of_test(self, test: Word | Field) -> Condition:
        if isinstance(test, Word):
            return of_word(fold_text(test.text))
        match test.name:
            case FieldName.COMPANY:
                return self._company(test)
            case FieldName.NEWSPAPER:
                return self._newspaper(test)
            case FieldName.SECTION:
                return self._section(test)
            case FieldName.HEADLINE:
                return self._headline(test)
            case FieldName.BYLINE:
                return self._byline(test)
            case FieldName.DATE:
                return of_range(*keys_of(*days_of(test.text)))
            case FieldName.TAG:
                return self._tag(test)
        return self._state(test.text)

    def ids_of(self, table: str, test: Field, *, column: str = "id") -> list[int]:
        """The rows of a table of names whose folded name holds what a field asks for."""
        holds, values = self.holds("folded", test)
        rows = self._connection.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {holds}", values
        )
        return [number for (number,) in rows]

    def units(self, folded: str) -> tuple[str, ...]:
        """The units that are printed so."""
        rows = self._connection.execute("SELECT name FROM unit WHERE folded = ?", (folded,))
        return tuple(name for (name,) in rows)

    def holds(self, column: str, test: Field) -> tuple[str, Values]:
        """That a folded column holds what a field asks for, as letters or as initials."""
        word = fold_text(test.text)
        if self._known.readings and _is_letters(word):
            self._spellers += 1
            name = f"spells_{self._spellers}"
            speller = _speller(test, self._known.readings)
            self._connection.create_function(name, 1, speller, deterministic=True)
            return f"{name}({column})", ()
        return f"instr({column}, ?)", (word,)

    def _company(self, test: Field) -> Condition:
        ids = set(self.ids_of("alias", test, column="organisation"))
        word = fold_text(test.text)
        if _is_letters(word):
            rows = self._connection.execute(
                "SELECT organisation FROM spelling WHERE instr(letters, ?) AND organisation > 0",
                (word,),
            )
            spelled = {number for (number,) in rows} - ids
            ids |= spelled
            self._remember(spelled, test.text)
        self._remember(ids)
        if not ids:
            return NOTHING
        is_one, values = of_ids("mention.organisation", ids)
        if len(ids) <= _MOST_LEGS:
            legs = [self._mentions(f"mention.organisation = {number}", ()) for number in ids]
        else:
            legs = [self._mentions(is_one, values)]
        named = f"SELECT 1 FROM mention WHERE mention.article = {{key}} AND {is_one}"
        return Condition(
            predicate=f"EXISTS ({named})",
            values=values,
            legs=tuple(legs),
            exact=0 not in ids,
        )

    def _mentions(self, where: str, values: Values) -> Leg:
        return Leg(
            tables="mention",
            key="mention.article",
            where=where,
            values=values,
            ordered="=" in where,
            distinct=True,
        )

    def _remember(self, ids: Collection[int], also: str = "") -> None:
        """Keep the names of organisations, with what they are called in this query."""
        is_one, values = of_ids("organisation.id", ids)
        rows = self._connection.execute(
            "SELECT organisation.name, alias.name FROM organisation JOIN alias"
            f" ON alias.organisation = organisation.id WHERE {is_one} AND organisation.id > 0",
            values,
        )
        for name, alias in rows.fetchall():
            known = self.organisations.get(name)
            aliases = (*(known.aliases if known else ()), alias, *([also] if also else []))
            self.organisations[name] = Organisation(
                name=name, kind="", aliases=tuple(dict.fromkeys(aliases))
            )

    def _newspaper(self, test: Field) -> Condition:
        finds = find_test(test, self._known.readings)
        rows = self._connection.execute("SELECT DISTINCT newspaper FROM issue")
        names = [name for (name,) in rows if any(finds(fold_text(name)))]
        is_one = f"issue.newspaper IN ({','.join('?' * len(names))})"
        join = "article JOIN issue ON issue.id = article.issue"
        return Condition(
            predicate=f"EXISTS (SELECT 1 FROM {join} WHERE article.key = {{key}} AND {is_one})",
            values=tuple(names),
            legs=(Leg(tables=join, key="article.key", where=is_one, values=tuple(names)),),
        )

    def _section(self, test: Field) -> Condition:
        is_one, values = of_ids("article.section", self.ids_of("section", test))
        return Condition(
            predicate=f"EXISTS (SELECT 1 FROM article WHERE article.key = {{key}} AND {is_one})",
            values=values,
            legs=(
                Leg(
                    tables="article",
                    key="article.key",
                    where=f"{is_one} AND article.section > 0",
                    values=values,
                ),
            ),
        )

    def _headline(self, test: Field) -> Condition:
        holds, values = self.holds("article.heads", test)
        predicate = f"EXISTS (SELECT 1 FROM article WHERE article.key = {{key}} AND {holds})"
        if not values:  # by initials: the index has none
            return Condition(predicate=predicate, cost=_CALL)
        (leg,) = of_word(fold_text(test.text)).legs
        asked = predicate.format(key=leg.key)
        narrowed = Leg(
            tables=leg.tables,
            key=leg.key,
            where=f"{leg.where} AND {asked}",
            values=leg.values + values,
            ordered=True,
        )
        return Condition(predicate=predicate, values=values, legs=(narrowed,))

    def _byline(self, test: Field) -> Condition:
        holds, values = self.holds("article.signed", test)
        where = f"article.signed != '' AND {holds}"
        return Condition(
            predicate=f"EXISTS (SELECT 1 FROM article WHERE article.key = {{key}} AND {holds})",
            values=values,
            legs=(Leg(tables="article", key="article.key", where=where, values=values),),
        )

    def _tag(self, test: Field) -> Condition:
        finds = find_test(test, self._known.readings)
        tagged = self._known.tagged.items()
        return self._articles(
            {name for tag, names in tagged if any(finds(fold_text(tag))) for name in names}
        )

    def _articles(self, names: Collection[str]) -> Condition:
        """The articles of these ids."""
        rows = self._connection.execute(
            "SELECT key FROM article WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        )
        keys = json.dumps([key for (key,) in rows])
        return Condition(
            predicate="{key} IN (SELECT value FROM json_each(?))",
            values=(keys,),
            legs=(
                Leg(tables="json_each(?) AS given", key="given.value", where="1", values=(keys,)),
            ),
            cost=_COMPARE,
        )

    def _state(self, state: str) -> Condition:
        if state == "bookmarked":
            return self._articles(self._known.bookmarked)
        if state == "doubtful":
            asked = "article.doubts > 0"
            return Condition(
                predicate=f"EXISTS (SELECT 1 FROM article WHERE article.key = {{key}} AND {asked})",
                legs=(Leg(tables="article", key="article.key", where=asked, ordered=True),),
            )
        read = Condition(
            predicate=(
                "EXISTS (SELECT 1 FROM reading WHERE reading.article = {key} AND reading.is_read)"
            ),
            legs=(
                Leg(tables="reading", key="reading.article", where="reading.is_read", ordered=True),
            ),
        )
        if state == "read":
            return read
        return Condition(predicate=f"NOT ({read.predicate})")


def of_word(word: str) -> Condition:
    """The articles that hold a folded word."""
    phrase = phrase_of(word) if len(word) > 1 else ""
    if phrase:
        return matching("pairs", phrase, exact=is_exact(word))
    found = matching("chars", chars_phrase(word), exact=len(word) == 1)
    # That index cannot be asked of one article: it is read from its beginning.
    holds = "SELECT 1 FROM body WHERE body.key = {key} AND holds(body.text, ?)"
    return replace(found, predicate=f"EXISTS ({holds})", values=(word,), cost=_TEXT)


def of_range(low: int, high: int) -> Condition:
    """The articles of these keys."""
    return Condition(
        predicate="{key} BETWEEN ? AND ?",
        values=(low, high),
        legs=(
            Leg(
                tables="article",
                key="article.key",
                where="article.key BETWEEN ? AND ?",
                values=(low, high),
                ordered=True,
            ),
        ),
        cost=_COMPARE,
    )


def _holds(packed: bytes, word: str) -> bool:
    return word in fold_text(unpack_text(packed))


def _is_letters(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha()


def _speller(test: Field, readings: Mapping[str, str]) -> Callable[[str], bool]:
    finds = find_test(test, readings)
    return lambda text: any(finds(text))
