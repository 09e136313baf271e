"""All attributes of the figures of one block, in the order in which they depend on
each other: period, metric, subject, direction, status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nbreader.annotate.changes import Mark, direction_of, find_marks, status_of, tells_a_plan
from nbreader.annotate.counted import read_counted
from nbreader.annotate.entities import Subject
from nbreader.annotate.metrics import Metric, Scene, metric_of
from nbreader.annotate.periods import Period, Time, choose_period, find_times, resolve_years
from nbreader.annotate.rows import Item, find_items, find_twins
from nbreader.annotate.sentences import clause_end, clause_start, opens_clause, sentences
from nbreader.annotate.spotting import Spot
from nbreader.annotate.subjects import subject_of
from nbreader.annotate.surroundings import Site, Surroundings

_GOES_ON = re.compile(
    r"首先|其次|再次|此外|同时|最后|与此同时|另外|第[一二三四五]|[一二三四五六][是要]|我们"
)
_MAY_PLAN = re.compile("力争|争取|目标")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure with all that the text tells of it."""

    spot: Spot
    metric: Metric
    subject: Subject
    period: Period
    year: str
    direction: str
    status: str
    status_confidence: float


def tell(
    spots: Sequence[Sequence[Spot]], around: Surroundings, *, issue_date: date | None
) -> Iterator[tuple[Told, ...]]:
    """Yield the attributes of the figures of each block of an article.

    A plan goes on in the next block where that begins with 首先, 其次, 此外.
    """
    planned = False
    for block, found in enumerate(spots):
        planned = planned and bool(_GOES_ON.match(around.texts[block]))
        if found or _MAY_PLAN.search(around.texts[block]):
            told, planned = _block(found, around, block, planned=planned, issue_date=issue_date)
            yield told
        else:
            yield ()


def _block(
    spots: Sequence[Spot],
    around: Surroundings,
    block: int,
    *,
    planned: bool,
    issue_date: date | None,
) -> tuple[tuple[Told, ...], bool]:
    """The figures of one block, and whether it ends in a plan."""
    text = around.texts[block]
    times = find_times(text) if spots else []
    told: list[Told] = []
    for sentence in sentences(text):
        marks = find_marks(text, sentence)
        inside = [spot for spot in spots if sentence[0] <= spot.start < sentence[1]]
        told += _sentence(
            inside,
            sentence,
            times,
            around,
            block,
            planned=planned,
            issue_date=issue_date,
            last=told[-1] if told and text.startswith("其中", sentence[0]) else None,
        )
        planned = tells_a_plan(marks, planned=planned)
    return tuple(told), planned


def _sentence(
    spots: Sequence[Spot],
    sentence: tuple[int, int],
    times: Sequence[Time],
    around: Surroundings,
    block: int,
    *,
    planned: bool,
    issue_date: date | None,
    last: Told | None,
) -> list[Told]:
    items = find_items(around.texts[block], spots, sentence)
    twins = find_twins(around.texts[block], spots)
    told: list[Told] = []
    text = around.texts[block]
    for index, spot in enumerate(spots):
        follower = spots[index + 1] if index + 1 < len(spots) else None
        twin = told[index - twins[spot.start]] if spot.start in twins else last
        scene = _scene(text, spot, sentence, times, items, follower, last)
        scene = replace(scene, before=twin.metric if twin else None)
        metric = metric_of(scene)
        subject, metric = subject_of(
            scene,
            metric,
            before=twin.subject if twin else None,
            site=Site(around=around, block=block),
        )
        period = choose_period(
            text, times, spot.start, spot.end, sentence=sentence, limit=scene.end
        )
        status, sure = status_of(
            text, spot, marks, sentence=sentence, issue_date=issue_date, planned=planned
        )
        last = Told(
            spot=spot,
            metric=metric,
            subject=subject,
            period=period,
            year=resolve_years(period.full, issue_date=issue_date),
            direction=direction_of(
                text, spot, begin=scene.begin, before=(last.spot, last.direction) if last else None
            ),
            status=status,
            status_confidence=sure,
        )
        told.append(last)
    return told


def _scene(
    text: str,
    spot: Spot,
    sentence: tuple[int, int],
    times: Sequence[Time],
    items: Mapping[int, Item],
    follower: Spot | None,
    last: Told | None,
) -> Scene:
    """The clause around a figure, from the figure or the time phrase before it."""
    begin = clause_start(text, spot.start, not_before=sentence[0])
    limit = follower.start if follower is not None else sentence[1]
    if last is not None:
        begin = max(begin, last.spot.end, sentence[0])
    for time in times:
        if time.kind == "each" and not time.printed.startswith("每"):
            continue
        if begin <= time.start and time.end <= spot.start and opens_clause(text, begin, time.start):
            begin = time.end
    follows = last is not None and begin == last.spot.end
    if follows and last is not None and last.spot.kind == "count":
        begin = spot.start - len(read_counted(text[begin : spot.start]).predicate)
    stop = clause_end(text, spot.end, not_behind=sentence[1])
    return Scene(
        text=text,
        spot=spot,
        begin=begin,
        end=min(limit, stop),
        clause_end=stop,
        follows=follows,
        item=items.get(spot.start),
        row=text[follower.end : stop] if follower is not None and follower.end <= stop else "",
        sentence=sentence,
        last=last.spot if last else None,
        last_change=last.metric.change if last else "",
    )
