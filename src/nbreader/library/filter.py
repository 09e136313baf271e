"""Articles in memory filtered by a query, fast enough to be done at each key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbreader.library.checks import (
    Check,
    FigureCheck,
    Means,
    asks_annotations,
    asks_facts,
    asks_marks,
    check_article,
    check_figure,
    is_about_figures,
    is_known,
)
from nbreader.library.haystack import Haystack, fold_article
from nbreader.library.query import Query
from nbreader.library.snippets import Span, cut_snippet, join_places
from nbreader.library.syntax import Clause, Value
from nbreader.model import Article, Figure, Hit, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One clause: its tests of the article, and those of one figure."""

    clause: Clause
    article: tuple[Check, ...]
    figures: tuple[FigureCheck, ...]

    @property
    def excluded(self) -> bool:
        return self.clause.excluded

    def places(self, hay: Haystack) -> tuple[Span, ...] | None:
        """Where the article's own tests hold, None where none of them does."""
        found = [places for check in self.article if (places := check(hay)) is not None]
        return tuple(span for places in found for span in places) if found else None

    def passes(self, figure: Figure) -> bool:
        return any(check(figure) for check in self.figures)

    def is_known(self, hay: Haystack) -> bool:
        return all(is_known(test, hay) for test in self.clause.tests)


class Matcher:
    """A query made ready to be asked of many articles.

    `readings` gives a character's possible pinyin initials (see `needs_readings`);
    `organisations` are those of all articles, whose names and aliases a company
    may be called by. With `exact_script` traditional and simplified characters are
    told apart.

    `needs_annotations` and `needs_facts` tell what an article is asked for beside
    its text; one of which it is not known does not match. `needs_marks`: the facts
    have to tell what the reader did with it, too.

    The clauses that ask of figures hold for one and the same figure, where one of
    them is not excluded; where all are, no figure of the article may pass any.
    """

    def __init__(
        self,
        query: Query,
        readings: Mapping[str, str] | None = None,
        organisations: Iterable[Organisation] = (),
        *,
        exact_script: bool = False,
    ) -> None:
        means = Means(
            readings=readings or {}, organisations=tuple(organisations), exact_script=exact_script
        )
        tests = [test for clause in query.clauses for test in clause.tests]
        self.needs_annotations = any(map(asks_annotations, tests))
        self.needs_facts = any(map(asks_facts, tests))
        self.needs_marks = any(map(asks_marks, tests))
        made = [_ask(clause, means) for clause in query.clauses]
        self._plain = [asked for asked in made if not asked.figures]
        self._figured = [asked for asked in made if asked.figures and not asked.excluded]
        self._barred = [asked for asked in made if asked.figures and asked.excluded]

    def hit(self, article: Article | Haystack) -> Hit | None:
        """The hit that an article is, None where it does not match.

        Places are ranges of `Article.text`, in order, not overlapping; one may run
        over the end of a block, since white space does not count. An article may
        match without any: by what it is, or by what it does not hold.
        """
        hay = article if isinstance(article, Haystack) else fold_article(article)
        found = self._places(hay)
        if found is None:
            return None
        places = join_places(sorted(found))
        snippet, marks = cut_snippet(hay.text, hay.body, places)
        return Hit(
            article_id=hay.article.id,
            headline=hay.article.title,
            snippet=snippet,
            marks=marks,
            places=places,
        )

    def holds(self, hay: Haystack) -> bool:
        """Tell whether an article matches."""
        return self._places(hay) is not None

    def hits(self, articles: Iterable[Article | Haystack]) -> tuple[Hit, ...]:
        """The hits among articles, in their order."""
        return tuple(hit for article in articles if (hit := self.hit(article)) is not None)

    def figures(self, hay: Haystack) -> tuple[Figure, ...]:
        """The figures of a matching article that pass: all, where the query asks for none."""
        if hay.annotations is None or self._places(hay) is None:
            return ()
        return self._passing(hay)

    def _places(self, hay: Haystack) -> list[Span] | None:
        """Where the tests hold, or None if the article does not match."""
        found: list[Span] = []
        for asked in self._plain:
            places = asked.places(hay)
            if asked.excluded:
                if places is not None or not asked.is_known(hay):
                    return None
            elif places is None:
                return None
            found += places or ()
        if not self._figured and not self._barred:
            return found
        return self._with_figures(hay, found)

    def _with_figures(self, hay: Haystack, found: list[Span]) -> list[Span] | None:
        if self._barred and hay.annotations is None:
            return None
        figures = hay.annotations.figures if hay.annotations else ()
        if not self._figured:
            barred = any(asked.passes(f) for f in figures for asked in self._barred)
            return None if barred else found
        beside = [asked.places(hay) for asked in self._figured]
        passing = self._passing(hay)
        if not passing and (None in beside or (figures and self._barred)):
            return None
        found += [span for places in beside for span in places or ()]
        lit = (f for f in passing if any(asked.passes(f) for asked in self._figured))
        return found + [(f.start, f.end) for f in lit]

    def _passing(self, hay: Haystack) -> tuple[Figure, ...]:
        """The figures for which all clauses hold that ask of figures."""
        if hay.annotations is None:
            return ()
        needed = [asked for asked in self._figured if asked.places(hay) is None]
        return tuple(
            figure
            for figure in hay.annotations.figures
            if all(asked.passes(figure) for asked in needed)
            and not any(asked.passes(figure) for asked in self._barred)
        )


def _ask(clause: Clause, means: Means) -> _Asked:
    of_article = tuple(
        check_article(test, means)
        for test in clause.tests
        if not isinstance(test, Value) and not is_about_figures(test)
    )
    of_figures = tuple(check_figure(test, means) for test in clause.tests if is_about_figures(test))
    return _Asked(clause=clause, article=of_article, figures=of_figures)
