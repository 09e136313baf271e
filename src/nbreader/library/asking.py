"""The tests of a query as conditions, told by what there is in the library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from nbreader.library.conditions import (
    ALL,
    CALL,
    MARK,
    NOTHING,
    Condition,
    Leg,
    Values,
    of_ids,
    of_keys,
    of_match,
    of_range,
)
from nbreader.library.finding import find_test
from nbreader.library.index import last_change
from nbreader.library.keys import keys_of
from nbreader.library.language import FieldName
from nbreader.library.marks import Marks, all_marks, read_marks
from nbreader.library.names import Names
from nbreader.library.pairs import chars_of, is_exact, phrase_of, storable
from nbreader.library.syntax import Field, Word
from nbreader.library.tokens import differs_by_script, fold_text
from nbreader.library.values import days_of
from nbreader.model import Organisation

_MOST_LEGS = 50  # organisations that are read each for itself, newest first
# Of this many articles that hold a character their keys are written out, where the
# library has 1,000,000; it costs less than to ask all until a page is full.
_RARE = 3_500


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


class Conditions:
    """Makes the conditions of tests that ask of articles; figures are `figures`' matter."""

    def __init__(self, connection: sqlite3.Connection, known: Known, names: Names) -> None:
        self._connection = connection
        self._known = known
        self._names = names
        self._functions = 0  # of SQL that were defined
        self.is_torn = False  # whether marks could not be read
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
            return self._word(fold_text(test.text))
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
        word = fold_text(test.text)
        if not (self._known.readings and _is_letters(word)):
            return self._names.find(table, column, word)
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
            self._functions += 1
            name = f"spells_{self._functions}"
            speller = _speller(test, self._known.readings)
            self._connection.create_function(name, 1, speller, deterministic=True)
            return f"{name}({column})", ()
        return f"instr({column}, ?)", (word,)

    def _word(self, word: str) -> Condition:
        """The articles that hold a folded word."""
        phrase = phrase_of(word) if len(word) > 1 else ""
        if not phrase:
            return self._characters(word)
        exact = is_exact(word)
        is_common = exact and len(word) == len(storable(word)) == 2 and self._is_common(word)
        marks = partial(read_marks, self._connection, word) if is_common else None
        return of_match(phrase, exact=exact, marks=marks)

    def _is_common(self, pair: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM common WHERE pair = ?", (pair,))
        return found.fetchone() is not None

    def _characters(self, word: str) -> Condition:
        """The articles that hold each character of a folded word."""
        marks = all_marks(read_marks(self._connection, char) for char in chars_of(word) or {""})
        known, exact = marks.count(), len(word) == 1
        self._functions += 1
        name = f"marked_{self._functions}"
        self._define_marked(name, marks)
        found = Condition(
            predicate=f"{name}({{key}})",
            cost=MARK,
            exact=exact,
            marks=lambda: marks,
            known=known,
        )
        if known * known > _RARE * _RARE / 1_000_000 * last_change(self._connection):
            return found
        named = of_keys(marks.keys())
        return replace(found, legs=named.legs)

    def _define_marked(self, name: str, marks: Marks) -> None:
        """A function of SQL that tells whether an article is marked."""
        has = marks.has

        def is_marked(key: int) -> int:
            try:
                return has(key)
            except sqlite3.DatabaseError:
                self.is_torn = True  # of what a function raises SQLite tells nothing
                raise

        self._connection.create_function(name, 1, is_marked, deterministic=True)

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
            return Condition(predicate=predicate, cost=CALL)
        word = self._word(fold_text(test.text))
        every = replace(ALL, where=word.predicate.format(key=ALL.key))
        (leg,) = word.legs or (every,)
        narrowed = replace(
            leg,
            where=f"{leg.where} AND {predicate.format(key=leg.key)}",
            values=leg.values + values,
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
        return of_keys([key for (key,) in rows])

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


def _is_letters(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha()


def _speller(test: Field, readings: Mapping[str, str]) -> Callable[[str], bool]:
    finds = find_test(test, readings)
    return lambda text: any(finds(text))
