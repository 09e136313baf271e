"""Candidates of a search as hits: each is matched once more, and its places are found.

This is the matcher of articles in memory, given as much of the article as the
query asks for. So a search shows nothing that the filter would not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbreader.library.asking import Known
from nbreader.library.codec import unpack_article, unpack_text
from nbreader.library.figured import is_about_figures
from nbreader.library.filter import Matcher
from nbreader.library.haystack import Facts, Haystack
from nbreader.library.language import FieldName
from nbreader.library.listing import (
    ARTICLE_COLUMNS,
    ARTICLE_TABLES,
    ArticleRow,
    article_row_of,
)
from nbreader.library.loading import figures_asked, mentions_in
from nbreader.library.syntax import Field, Query
from nbreader.library.tokens import fold
from nbreader.model import Annotations, Article, Block, Hit, Organisation, Role

_STRUCTURED = frozenset({FieldName.SECTION, FieldName.HEADLINE, FieldName.BYLINE, FieldName.IS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that matches: where, and as a list shows it."""

    hit: Hit
    row: ArticleRow


class Finds:
    """Makes hits of article keys."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        known: Known,
        organisations: Sequence[Organisation],
    ) -> None:
        self._connection = connection
        self._known = known
        self._matcher = Matcher(
            query, known.readings, organisations, exact_script=known.exact_script
        )
        tests = [test for clause in query.clauses for test in clause.tests]
        fields = {test.name for test in tests if isinstance(test, Field)}
        self._is_structured = bool(fields & _STRUCTURED)
        self._has_names = FieldName.COMPANY in fields
        self._has_figures = any(map(is_about_figures, tests))
        self._tags: dict[str, list[str]] = {}
        for tag, names in known.tagged.items():
            for name in names:
                self._tags.setdefault(name, []).append(tag)
        self._bookmarked = frozenset(known.bookmarked)

    def hits(self, keys: Sequence[int]) -> Iterator[Found]:
        """The hits that articles are, newest first; not those that do not match after all."""
        for row, hay in self._haystacks(keys):
            hit = self._matcher.hit(hay)
            if hit is not None:
                yield Found(hit=hit, row=row)

    def matching(self, keys: Sequence[int]) -> Iterator[int]:
        """Those articles that match."""
        return (row.key for row, hay in self._haystacks(keys) if self._matcher.holds(hay))

    def _haystacks(self, keys: Sequence[int]) -> Iterator[tuple[ArticleRow, Haystack]]:
        structure = "body.structure" if self._is_structured else "NULL"
        found = self._connection.execute(
            f"SELECT body.head, body.text, {structure}, {ARTICLE_COLUMNS}"
            " FROM json_each(?) AS named CROSS JOIN body ON body.key = named.value"
            f" CROSS JOIN {ARTICLE_TABLES} WHERE article.key = body.key",
            (json.dumps(keys),),
        )
        rows = sorted(found, key=_key, reverse=True)
        texts = {_key(row): unpack_text(row[1]) for row in rows}
        annotations = self._annotations(texts)
        for head, _, parts, *shown in rows:
            row = article_row_of(shown)
            text = texts[row.key]
            hay = Haystack(
                article=self._article(row, text, parts),
                text=text,
                folded=fold(text),
                body=head,
                annotations=annotations.get(row.key),
                facts=self._facts(row) if self._matcher.needs_facts else None,
            )
            yield row, hay

    def _facts(self, row: ArticleRow) -> Facts:
        return Facts(
            newspaper=row.newspaper,
            date=row.date,
            tags=tuple(self._tags.get(row.id, ())),
            bookmarked=row.id in self._bookmarked,
            read=row.read,
        )

    def _article(self, row: ArticleRow, text: str, structure: bytes) -> Article:
        """The article, or where nothing asks for its parts one that has just its title."""
        if self._is_structured:
            return unpack_article(structure, text=text, article_id=row.id, page_id=row.page_id)
        title = Block(role=Role.HEADLINE, text=row.headline, pieces=())
        return Article(id=row.id, head=(title,))

    def _annotations(self, texts: Mapping[int, str]) -> dict[int, Annotations]:
        """What was found in articles, as far as something asks for it."""
        if not self._matcher.needs_annotations:
            return {}
        figures = figures_asked(self._connection, texts) if self._has_figures else {}
        mentions = mentions_in(self._connection, texts) if self._has_names else {}
        return {
            key: Annotations(
                article_id="",
                figures=tuple(figures.get(key, ())),
                mentions=tuple(mentions.get(key, ())),
            )
            for key in texts
        }


def _key(row: tuple[Any, ...]) -> int:
    key: int = row[-1]
    return key
