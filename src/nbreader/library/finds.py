"""Candidates of a search as hits: each is matched once more, and its places are found.

This is the matcher of articles in memory, given as much of the article as the
query asks for. So a search shows nothing that the filter would not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from nbreader.library.asking import Known
from nbreader.library.codec import unpack_article, unpack_text
from nbreader.library.figured import is_about_figures
from nbreader.library.filter import Matcher
from nbreader.library.haystack import Facts, Haystack
from nbreader.library.language import FieldName
from nbreader.library.listing import ARTICLE_ROWS, ArticleRow, article_row_of
from nbreader.library.loading import figures_of, mentions_of
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

    def hit(self, key: int) -> Found | None:
        """The hit that an article is; None if it is gone, or does not match after all."""
        row = self._row(key)
        if row is None:
            return None
        hit = self._matcher.hit(self._haystack(row))
        return None if hit is None else Found(hit=hit, row=row)

    def matches(self, key: int) -> bool:
        """Whether an article matches."""
        row = self._row(key)
        return row is not None and self._matcher.hit(self._haystack(row)) is not None

    def _row(self, key: int) -> ArticleRow | None:
        found = self._connection.execute(f"{ARTICLE_ROWS} WHERE key = ?", (key,)).fetchone()
        return None if found is None else article_row_of(found)

    def _haystack(self, row: ArticleRow) -> Haystack:
        head, packed, structure = self._connection.execute(
            "SELECT head, text, structure FROM body WHERE key = ?", (row.key,)
        ).fetchone()
        text = unpack_text(packed)
        return Haystack(
            article=self._article(row, text, structure),
            text=text,
            folded=fold(text),
            body=head,
            annotations=self._annotations(row, text),
            facts=Facts(
                newspaper=row.newspaper,
                date=row.date,
                tags=tuple(self._tags.get(row.id, ())),
                bookmarked=row.id in self._bookmarked,
                read=row.read,
            ),
        )

    def _article(self, row: ArticleRow, text: str, structure: bytes) -> Article:
        """The article, or where nothing asks for its parts one that has just its title."""
        if self._is_structured:
            return unpack_article(structure, text=text, article_id=row.id, page_id=row.page_id)
        title = Block(role=Role.HEADLINE, text=row.headline, pieces=())
        return Article(id=row.id, head=(title,))

    def _annotations(self, row: ArticleRow, text: str) -> Annotations:
        """What was found in the article, as far as something asks for it."""
        figures = figures_of(self._connection, row.key, text) if self._has_figures else ()
        mentions = mentions_of(self._connection, row.key, text) if self._has_names else ()
        return Annotations(article_id=row.id, figures=tuple(figures), mentions=tuple(mentions))
