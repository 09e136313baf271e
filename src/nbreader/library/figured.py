"""What a query asks of figures: all of it holds for one and the same figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nbreader.library.asking import Conditions
from nbreader.library.conditions import Condition, Leg, Values, any_of, of_ids
from nbreader.library.language import FIGURE_FIELDS, FieldName
from nbreader.library.syntax import Clause, Field, Test, Value, Word
from nbreader.library.tokens import fold_text

_COST = 4.0  # microseconds to ask an article for such a figure


def is_about_figures(test: Test) -> bool:
    """Tell whether a test is asked of one figure."""
    return isinstance(test, Value) or (isinstance(test, Field) and test.name in FIGURE_FIELDS)


def figure_conditions(made: Conditions, clauses: Sequence[Clause]) -> list[Condition]:
    """The conditions of the clauses that ask of figures.

    Those that ask of nothing else become one: a figure that passes them all, and
    none of the excluded ones. A clause that asks of the article or of a figure is
    met by either, which is less than it says, so that is not exact. Where only
    excluded clauses ask, no figure of the article may pass any of them.
    """
    wanted = [clause for clause in clauses if not clause.excluded]
    sure = [clause for clause in clauses if _is_sure(made, clause)]
    barred = [clause for clause in clauses if clause.excluded and clause in sure]
    pure = [clause for clause in wanted if all(map(is_about_figures, clause.tests))]
    mixed = [_mixed(made, c) for c in wanted if not all(map(is_about_figures, c.tests))]
    if pure:
        having = _having(made, pure, barred)
        return [replace(having, exact=having.exact and len(sure) == len(clauses)), *mixed]
    found = list(mixed)
    if barred and not mixed:
        tests = tuple(test for clause in barred for test in clause.tests)
        asked = _having(made, [Clause(tests=tests)], [])
        negated = f"NOT ({asked.predicate})"
        found.append(Condition(predicate=negated, values=asked.values, cost=_COST))
    if len(sure) < len(clauses):
        found.append(Condition(predicate="1", cost=0.0, exact=False))
    return found


def _is_sure(made: Conditions, clause: Clause) -> bool:
    return all(made.is_sure(test) for test in clause.tests if isinstance(test, Word | Field))


def _having(made: Conditions, wanted: Sequence[Clause], barred: Sequence[Clause]) -> Condition:
    """The articles with a figure that passes all wanted clauses and no barred one."""
    where, values = _figure(made, wanted, barred, None)
    has_value = any(isinstance(test, Value) for clause in wanted for test in clause.tests)
    # Figures of one value can be read off an index between two bounds; what may be
    # anything from least to most, of which there are few, cannot.
    legs = [_figure(made, wanted, barred, wide) for wide in ((0, 1) if has_value else (None,))]
    # The plus keeps SQLite from going through all figures of a metric or unit instead.
    asked = where.replace("figure.", "+figure.")
    return Condition(
        predicate=f"EXISTS (SELECT 1 FROM figure WHERE figure.article = {{key}} AND {asked})",
        values=values,
        legs=tuple(
            Leg(tables="figure", key="figure.article", where=where, values=own, distinct=True)
            for where, own in legs
        ),
        cost=_COST,
    )


def _figure(
    made: Conditions, wanted: Sequence[Clause], barred: Sequence[Clause], wide: int | None
) -> tuple[str, Values]:
    """What holds for a figure; `wide` is that of the figures that are looked at, None for all."""
    parts = [_clause(made, clause, wide) for clause in wanted]
    parts += [
        (f"NOT ({where})", values)
        for where, values in (_clause(made, clause, None) for clause in barred)
    ]
    if wide is not None:
        parts.insert(0, (f"figure.is_wide = {wide}", ()))
    return _joined(" AND ", parts)


def _mixed(made: Conditions, clause: Clause) -> Condition:
    figures = [test for test in clause.tests if is_about_figures(test)]
    others = [test for test in clause.tests if isinstance(test, Word | Field)]
    conditions = [made.of_test(test) for test in others if not is_about_figures(test)]
    conditions.append(_having(made, [Clause(tests=tuple(figures))], []))
    return replace(any_of(conditions), exact=False)


def _clause(made: Conditions, clause: Clause, wide: int | None) -> tuple[str, Values]:
    parts = [_test(made, test, wide) for test in clause.tests if is_about_figures(test)]
    return _joined(" OR ", parts)


def _joined(word: str, parts: Sequence[tuple[str, Values]]) -> tuple[str, Values]:
    where = word.join(f"({part})" for part, _ in parts) if len(parts) > 1 else parts[0][0]
    return f"({where})", tuple(value for _, values in parts for value in values)


def _test(made: Conditions, test: Test, wide: int | None) -> tuple[str, Values]:
    if isinstance(test, Value):
        return _value(made, test, wide)
    assert isinstance(test, Field)
    match test.name:
        case FieldName.KIND:
            return "figure.kind = ?", (test.text,)
        case FieldName.UNIT:
            return _unit(made, test.text)
        case FieldName.METRIC:
            return of_ids("figure.metric", made.ids_of("metric", test))
    return of_ids("figure.subject", made.ids_of("subject", test))


def _unit(made: Conditions, unit: str) -> tuple[str, Values]:
    units = made.units(fold_text(unit))
    return f"figure.unit IN ({','.join('?' * len(units))})", units


def _value(made: Conditions, test: Value, wide: int | None) -> tuple[str, Values]:
    """That a figure can be between the bounds; 逾30 is above 30, and 近30 below it."""
    # Of a figure with neither value nor bounds SQLite would say that it knows not.
    parts, values = ["figure.least IS NOT NULL"], list[Any]()
    if test.unit:
        part, units = _unit(made, test.unit)
        parts.append(part)
        values += units
    for column, sign, bound, is_strict, approx in (
        ("most", ">", test.low, test.above, "over"),
        ("most" if wide == 0 else "least", "<", test.high, test.below, "under"),
    ):
        if bound is None:
            continue
        parts.append(f"figure.{column} {sign}= ?")
        values.append(float(bound))
        if is_strict:
            parts.append(f"(figure.{column} != ? OR figure.approx = '{approx}')")
            values.append(float(bound))
    return " AND ".join(parts), tuple(values)
