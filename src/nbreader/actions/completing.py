"""Names that a query may go on with, while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from nbreader.library.language import FieldName, field_named

NAMES = 6  # completions that are offered

# The last word of a query: a - before it, a field's name, a quote that is open, and its beginning.
_LAST = re.compile(
    r"(?:^|(?<=\s))[-－]?(?:(?P<field>[^\s:：\"＂“”「」『』]{1,16})[:：]\s*)?"
    r"[\"＂“「『]?(?P<typed>[^\s:：\"＂“”「」『』<>=＜＞＝]+)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A name that a query may go on with: `words` is the whole query then."""

    name: str
    words: str
    kind: str  # organisation, metric


def completions(
    words: str,
    organisations: Callable[[str], Sequence[str]],
    metrics: Callable[[str], Sequence[str]],
) -> tuple[Completion, ...]:
    """What the last word of a query may become, given who can list names for it.

    A plain word becomes an organisation or a metric, a field keeps its name. A word
    that is a whole name already is not completed.
    """
    match = _LAST.search(words)
    if match is None:
        return ()
    typed, printed = match["typed"], match["field"]
    named = field_named(printed) if printed else None
    start = match.start("field") if printed else match.start()
    while not printed and words[start : start + 1] in ("-", "－"):
        start += 1
    kinds: list[tuple[str, str, Sequence[str]]] = []
    if named is FieldName.COMPANY or not printed:
        kinds.append(("organisation", printed or "机构", organisations(typed)))
    if named is FieldName.METRIC or not printed:
        kinds.append(("metric", printed or "指标", metrics(typed)))
    found = [
        Completion(name=name, words=f"{words[:start]}{called}:{_quoted(name)} ", kind=kind)
        for kind, called, names in kinds
        for name in names[:NAMES]
        if name and (name != typed or not printed)
    ]
    return _in_turn(found)[:NAMES]


def _in_turn(found: Sequence[Completion]) -> tuple[Completion, ...]:
    """Organisations first, but so that metrics have room."""
    organisations = [each for each in found if each.kind == "organisation"]
    metrics = [each for each in found if each.kind == "metric"]
    room = max(NAMES - len(metrics), NAMES // 2)
    return (*organisations[:room], *metrics)


def _quoted(name: str) -> str:
    from nbreader.library.query import Field

    with suppress(ValueError):
        return str(Field(name=FieldName.COMPANY, text=name)).partition(":")[2]
    return name
