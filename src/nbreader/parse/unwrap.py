"""Rows to chunks: which line ends are the paper's width, and which end a paragraph.

A printed column is as wide as its measure, and a line is broken where the
measure ends, whatever the sentence. So a row that is full and has no stop goes
on in the next; a row that stops short of the measure *and* closes on a stop
ends its paragraph. One alone proves nothing: columns taper round pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nbreader.parse.bylines import is_byline, is_picture_credit, is_speaker
from nbreader.parse.chunks import Chunk, chunk_of
from nbreader.parse.lexicon import CLOSING, MARKS, STOPS, Lexicon
from nbreader.parse.normalise import Row

_LONGEST_MEASURE = 60.0  # hanzi; a longer line is a whole paragraph
_HEAD_WIDTH = 30.0  # no head line is wider
_INDENT = 2  # cells; a paragraph's indent is two hanzi, at least half kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a page's rows say of how it was set."""

    wrapped: bool  # lines end where the column ends, not where the paragraph does
    measure: float  # the usual width of a full row, in hanzi; 0 if not wrapped
    markdown: bool = False  # a line end inside a clump is only a blank
    spaced: bool = False  # paragraphs are set apart by blank lines


def unwrap(
    rows: Sequence[Row],
    *,
    lexicon: Lexicon,
    splits: frozenset[int] = frozenset(),
    markdown: bool = False,
) -> tuple[Chunk, ...]:
    """The chunks of a page, in the order of the file.

    `splits` are line numbers where a person says that a paragraph begins.
    """
    clumps = list(clumps_of(rows))
    sheet = replace(sheet_of(clumps), markdown=markdown)
    groups = [
        g for clump in _stripes(clumps, sheet) for g in _groups(clump, sheet, lexicon, splits)
    ]
    return tuple(chunk_of(group) for group in groups)


def clumps_of(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Runs of rows without a blank line between them."""
    number = 0
    numbered = []
    for row in rows:
        number += row.blanks > 0
        numbered.append((number, row))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield tuple(row for _, row in group)


def sheet_of(clumps: Sequence[Sequence[Row]]) -> Sheet:
    """Whether a page is hard-wrapped, and how wide its columns are."""
    inner = [row for clump in clumps for row in clump[:-1] if _plain(row)]
    open_rows = [row for row in inner if not ends_sentence(row.key)]
    whole = [c for c in clumps if len(c) >= 3 and sum(map(_plain, c)) >= 3]
    if len(inner) < 3 or not whole or len(open_rows) < 0.55 * len(inner):
        return Sheet(wrapped=False, measure=0.0)
    widths = sorted(row.width for row in inner)
    measure = widths[min(len(widths) - 1, int(len(widths) * 0.75))]
    ended = sum(ends_sentence(c[-1].key) for c in whole)
    return Sheet(
        wrapped=8.0 <= measure <= _LONGEST_MEASURE,
        measure=measure,
        spaced=len(whole) >= 4 and ended >= 0.6 * len(whole) and max(map(len, whole)) <= 30,
    )


def ends_sentence(key: str) -> bool:
    """Tell whether a text closes on a stop, seen through closing quotes and brackets.

    >>> ends_sentence("扑面而来。”")
    True
    >>> ends_sentence("(本报记者)")
    False
    """
    bare = key.rstrip(CLOSING + " ")
    return bare[-1:] in STOPS if bare else False


def _plain(row: Row) -> bool:
    return not row.level and not row.bullet


def _stripes(clumps: Sequence[tuple[Row, ...]], sheet: Sheet) -> Iterator[tuple[Row, ...]]:
    """Put rows that a blank line after *every* line has torn apart together again.

    A head set over several columns comes out so: rows of one width, open at
    their ends, each a clump of its own.
    """
    stripe: list[Row] = []
    for clump in clumps:
        if stripe and len(clump) == 1 and _goes_on(stripe, clump[0]):
            stripe.append(clump[0])
            continue
        if stripe:
            yield from _stripe(stripe)
            stripe = []
        if len(clump) == 1 and sheet.wrapped and _starts_stripe(clump[0]):
            stripe = [clump[0]]
        else:
            yield clump
    if stripe:
        yield from _stripe(stripe)


def _starts_stripe(row: Row) -> bool:
    return _plain(row) and row.width >= 12 and not ends_sentence(row.key)


def _goes_on(stripe: Sequence[Row], row: Row) -> bool:
    """The next row of a stripe: as wide as the others, or the shorter last one."""
    last = stripe[-1]
    if last.key.endswith("——") or (ends_sentence(last.key) and last.width < stripe[0].width - 2):
        return False
    return (
        row.blanks == (stripe[1].blanks if len(stripe) > 1 else row.blanks)
        and _plain(row)
        and row.width <= stripe[0].width + 4
        and last.width >= stripe[0].width - 4
    )


def _stripe(stripe: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """One clump of a stripe of three rows and more that holds running text."""
    running = any(mark in row.key for row in stripe for mark in "，,。")
    if len(stripe) >= 3 and running:
        yield tuple(stripe)
    else:
        yield from ((row,) for row in stripe)


def _groups(
    clump: Sequence[Row], sheet: Sheet, lexicon: Lexicon, splits: frozenset[int]
) -> Iterator[list[Row]]:
    """Cut a clump into the rows of each chunk."""
    if len(clump) == 1:
        yield list(clump)
        return
    apart = [stands_alone(row, lexicon, alone=row is clump[0]) for row in clump]
    run: list[Row] = []
    for row, alone in zip(clump, apart, strict=True):
        if alone or not _plain(row):
            yield from _paragraphs(run, sheet, splits)
            run = []
            yield [row]
        else:
            run.append(row)
    yield from _paragraphs(run, sheet, splits)


def stands_alone(row: Row, lexicon: Lexicon, *, alone: bool) -> bool:
    """Tell whether a row is a line of its own kind: a byline, a label, a jump line."""
    key = row.key
    if len(key) > 60:
        return False
    return bool(
        is_byline(key, lexicon)
        or lexicon.attribution.match(key)
        or lexicon.note_label.fullmatch(key)
        or lexicon.page_credit.match(key)
        or lexicon.editors.match(key)
        or (alone and is_speaker(key, lexicon))
        or is_picture_credit(key, lexicon)
        or key in lexicon.boxes
        or lexicon.jump.fullmatch(key)
        or (len(key) <= 30 and lexicon.folio_word.search(key) and not ends_sentence(key))
    )


def _paragraphs(run: Sequence[Row], sheet: Sheet, splits: frozenset[int]) -> Iterator[list[Row]]:
    """Cut a run of plain rows where a paragraph ends."""
    if not run:
        return
    wrapped = _is_wrapped(run, sheet)
    group = [run[0]]
    for at in range(1, len(run)):
        if run[at].number in splits or _breaks(run, at, wrapped=wrapped, sheet=sheet):
            yield group
            group = []
        group.append(run[at])
    yield group


def _is_wrapped(run: Sequence[Row], sheet: Sheet) -> bool:
    """Tell whether the rows of one run are lines of a column."""
    if len(run) < 2 or max(row.width for row in run) > _LONGEST_MEASURE:
        return False
    inner = run[:-1]
    if not any(mark in row.key for row in run for mark in "，,。；;"):
        return False  # head lines: no running text in them
    if len(run) == 2:
        return sheet.wrapped and (sheet.spaced or not ends_sentence(run[0].key))
    open_rows = sum(not ends_sentence(row.key) for row in inner)
    return open_rows >= (0.4 if sheet.wrapped else 0.55) * len(inner)


def _breaks(run: Sequence[Row], at: int, *, wrapped: bool, sheet: Sheet) -> bool:
    """Tell whether a paragraph begins at row `at` of a run."""
    above, row = run[at - 1], run[at]
    if above.hard_break:
        return True
    if row.indent >= above.indent + _INDENT and _indents(run):
        return True
    if _is_flush_title(run, at):
        return True
    if not wrapped:
        return not (sheet.markdown and _is_soft(above, row))
    if ends_sentence(above.key):
        return not sheet.spaced and above.width <= _local_measure(run, at - 1) - 3
    first_is_head = (
        at == 1
        and not above.spaced
        and above.width <= min(_HEAD_WIDTH, _local_measure(run, 0) - 3.5)
        and not any(mark in above.key for mark in MARKS + "(")
        and not above.key[-1:].isdigit()
    )
    return first_is_head


def _is_flush_title(run: Sequence[Row], at: int) -> bool:
    """A short flush line between paragraphs that are set in: a crosshead without air."""
    above, row = run[at - 1], run[at]
    below = run[at + 1] if at + 1 < len(run) else None
    return (
        below is not None
        and ends_sentence(above.key)
        and row.indent < _INDENT <= below.indent
        and row.width <= _local_measure(run, at) - 4
        and not any(mark in row.key for mark in "。,;")
    )


def _is_soft(above: Row, row: Row) -> bool:
    """In Markdown a line end between two lines of running text is only a blank."""
    running = any(mark in row.key for mark in "。,;") and row.width > _HEAD_WIDTH / 2
    opened = ends_sentence(above.key) or above.width > _HEAD_WIDTH or above.key.endswith(")")
    return running and opened and not row.indent


def _indents(run: Sequence[Row]) -> bool:
    """Indents mean paragraphs where some rows have them and most do not."""
    deep = sum(row.indent >= run[0].indent + _INDENT for row in run)
    least = min(row.indent for row in run)
    return (
        0 < sum(row.indent >= least + _INDENT for row in run) <= max(1, 0.6 * len(run)) or deep == 1
    )


def _local_measure(run: Sequence[Row], at: int) -> float:
    """The column's width beside a row: of the rows next to it, since columns taper."""
    beside = [run[i].width for i in range(max(0, at - 2), min(len(run), at + 3)) if i != at]
    return min(max(beside), max(row.width for row in run))
