"""The filter's language: words that must stand in an article, or must not.

Several words mean all of them; "a phrase" in quotes is taken as it is, white
space and all (also “ ”, 「 」 and 『 』, as a Chinese input method types them);
a word behind - or － must not stand in the article.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase of a query, as it was typed.

    A phrase is what stood in quotes: only a word is also read as pinyin initials.
    """

    text: str
    phrase: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All terms must hold. `str(query)` is text that parses to the same query."""

    terms: tuple[Term, ...] = ()


def parse_query(words: str, *, typing: bool = False) -> Query:
    """Read a query.

    While a person is `typing`, what is not finished at the end is taken leniently:
    an open quote counts as closed, and a - or a quote with nothing behind it yet
    as not there. Otherwise, and for a lone - before further words, UsageError.
    """
    raise NotImplementedError
