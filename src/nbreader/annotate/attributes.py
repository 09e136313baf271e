"""All attributes of an article's figures, in the order in which they depend on
each other: metric, subject, period, direction, status."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nbreader.annotate.changes import Mark, direction_of, find_marks, status_of, tells_a_plan
from nbreader.annotate.counted import read_counted
from nbreader.annotate.metrics import metric_of
from nbreader.annotate.periods import (
    Period,
    Time,
    choose_period,
    find_times,
    resolve_years,
    with_year_told,
)
from nbreader.annotate.rows import Item, find_items, find_twins
from nbreader.annotate.scenes import Metric, Scene
from nbreader.annotate.sentences import clause_end, clause_start, opens_clause, sentences
from nbreader.annotate.spotting import Spot
from nbreader.annotate.subjects import subject_of
from nbreader.annotate.surroundings import Site, Subject, Surroundings

_GOES_ON = re.compile(
    "首先|其次|再次|此外|同时|最后|与此同时|另外|第[一二三四五]|[一二三四五六][是要]|我们"
)
_NUMBERED = re.compile(r"[0-9]{1,2}[.．](?![0-9])")
_MAY_PLAN = re.compile("力争|争取|目标")


class Told(NamedTuple):
    """A figure with all that the text tells of it."""

    spot: Spot
    metric: Metric
    subject: Subject
    period: Period
    year: str
    direction: str
    status: str
    status_confidence: float


class _Block(NamedTuple):
    """What holds for all figures of a block."""

    site: Site
    times: Sequence[Time]
    issue_date: date | None


class _Sentence(NamedTuple):
    """What holds for all figures of a sentence."""

    span: tuple[int, int]
    spots: Sequence[Spot]
    marks: Sequence[Mark]
    items: Mapping[int, Item]  # of lists with 分别, by the start of their figures
    twins: Mapping[int, int]
    planned: bool  # the sentence before told a plan


def tell(
    spots: Sequence[Sequence[Spot]], around: Surroundings, *, issue_date: date | None
) -> Iterator[tuple[Told, ...]]:
    """Yield the attributes of the figures of each block of an article.

    A plan goes on in the next block where that begins with 首先, 其次, 此外.
    """
    planned = False
    for index, found in enumerate(spots):
        text = around.texts[index]
        planned = planned and bool(_GOES_ON.match(text))
        if not found and not _MAY_PLAN.search(text):
            yield ()
            continue
        block = _Block(
            site=Site(around=around, block=index),
            times=find_times(text) if found else (),
            issue_date=issue_date,
        )
        told: list[Told] = []
        for span in sentences(text):
            sentence = _sentence(block.site, span, found, planned)
            told += _tell_sentence(block, sentence, told)
            planned = tells_a_plan(sentence.marks, planned=planned)
        yield tuple(told)


def _sentence(site: Site, span: tuple[int, int], spots: Sequence[Spot], planned: bool) -> _Sentence:
    text, names = site.text, site.around.names[site.block]
    first, last = (bisect_left(spots, at, key=lambda spot: spot.start) for at in span)
    inside = spots[first:last]
    return _Sentence(
        span=span,
        spots=inside,
        marks=find_marks(text, span) if inside or _MAY_PLAN.search(text, *span) else (),
        items=find_items(text, inside, span, names) if len(inside) > 1 else {},
        twins=find_twins(text, inside) if len(inside) > 3 else {},
        planned=planned,
    )


def _tell_sentence(block: _Block, sentence: _Sentence, before: Sequence[Told]) -> list[Told]:
    """The figures of a sentence, each with those before it at hand.

    A sentence that opens with 其中 goes on with the last figure of the one before.
    """
    told: list[Told] = []
    goes_on = before and block.site.text.startswith("其中", sentence.span[0])
    last = before[-1] if goes_on else None
    for index, spot in enumerate(sentence.spots):
        back = sentence.twins.get(spot.start)
        twin = told[index - back] if back else last
        follower = sentence.spots[index + 1] if index + 1 < len(sentence.spots) else None
        scene = _scene(block, sentence, spot, follower, last, twin)
        last = _tell_figure(block, sentence, scene, last, twin)
        told.append(last)
    return told


def _tell_figure(
    block: _Block, sentence: _Sentence, scene: Scene, last: Told | None, twin: Told | None
) -> Told:
    text, spot = scene.text, scene.spot
    subject, metric = subject_of(
        scene, metric_of(scene), before=twin.subject if twin else None, site=block.site
    )
    period = choose_period(
        text,
        block.times,
        spot.start,
        spot.end,
        sentence=sentence.span,
        clause=(scene.clause_start, scene.end),
    )
    direction = direction_of(
        text, spot, begin=scene.begin, before=(last.spot, last.direction) if last else None
    )
    status, sure = status_of(
        text,
        spot,
        sentence.marks,
        sentence=sentence.span,
        issue_date=block.issue_date,
        planned=sentence.planned,
    )
    if status == "result":
        before = block.site.around.texts[: block.site.block]
        period = with_year_told(period, before, issue_date=block.issue_date)
    return Told(
        spot=spot,
        metric=metric,
        subject=subject,
        period=period,
        year=resolve_years(period.full, issue_date=block.issue_date),
        direction=direction,
        status=status,
        status_confidence=sure,
    )


def _scene(
    block: _Block,
    sentence: _Sentence,
    spot: Spot,
    follower: Spot | None,
    last: Told | None,
    twin: Told | None,
) -> Scene:
    """The clause around a figure, from the figure or the time phrase before it."""
    text = block.site.text
    first = begin = clause_start(text, spot.start, not_before=sentence.span[0])
    if last is not None:
        begin = max(begin, last.spot.end)
    numbered = _NUMBERED.match(text, begin, spot.start)
    if numbered:
        begin = numbered.end()
    begin = _behind_times(text, block.times, begin, spot.start)
    follows = last is not None and begin == last.spot.end
    if follows and last is not None and last.spot.kind == "count":
        begin = spot.start - len(read_counted(text[begin : spot.start]).predicate)
    stop = clause_end(text, spot.end, not_behind=sentence.span[1])
    end = min(_words_end(text, follower) if follower is not None else stop, stop)
    return Scene(
        text=text,
        spot=spot,
        lead=text[begin : spot.start],
        behind=text[spot.end : end],
        begin=begin,
        end=end,
        clause_start=first,
        clause_end=stop,
        sentence=sentence.span,
        before=twin.metric if twin else None,
        last=last.spot if last else None,
        last_change=last.metric.change if last else "",
        row=text[follower.end : stop] if follower is not None and follower.end <= stop else "",
        follows=follows,
        item=sentence.items.get(spot.start),
    )


def _words_end(text: str, follower: Spot) -> int:
    """Where the words end that stand before a figure: 翻 of 翻两番 is none of them."""
    doubled = follower.rule == "doubling"
    verb = text.rfind("翻", max(0, follower.start - 4), follower.start) if doubled else -1
    return follower.start if verb < 0 else verb


def _behind_times(text: str, times: Sequence[Time], begin: int, end: int) -> int:
    """Where a clause begins behind the time phrases that open it (not the 年 of 年产)."""
    for time in times[bisect_left(times, begin, key=lambda time: time.start) :]:
        if time.start >= end:
            break
        if time.kind == "each" and not time.printed.startswith("每"):
            continue
        if begin <= time.start and time.end <= end and opens_clause(text, begin, time.start):
            begin = time.end
    return begin
