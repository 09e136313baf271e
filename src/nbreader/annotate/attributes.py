"""All attributes of the figures of one block, in the order in which they depend on
each other: period, metric, subject, direction, status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nbreader.annotate.changes import direction_of, status_of, tells_a_plan
from nbreader.annotate.metrics import Metric, Scene, metric_of
from nbreader.annotate.periods import Period, Time, choose_period, find_times, resolve_years
from nbreader.annotate.sentences import clause_end, clause_start, opens_clause, sentences
from nbreader.annotate.spotting import Spot
from nbreader.annotate.subjects import Site, Subject, Surroundings, subject_of


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
    spots: Sequence[Spot], around: Surroundings, block: int, *, issue_date: date | None
) -> tuple[Told, ...]:
    """The attributes of the figures of a block, given the article's other blocks."""
    text = around.texts[block]
    times = find_times(text) if spots else []
    told: list[Told] = []
    planned = False
    for sentence in sentences(text):
        inside = [spot for spot in spots if sentence[0] <= spot.start < sentence[1]]
        told += _sentence(
            inside, sentence, times, around, block, planned=planned, issue_date=issue_date
        )
        planned = tells_a_plan(text, sentence, planned=planned)
    return tuple(told)


def _sentence(
    spots: Sequence[Spot],
    sentence: tuple[int, int],
    times: Sequence[Time],
    around: Surroundings,
    block: int,
    *,
    planned: bool,
    issue_date: date | None,
) -> Iterator[Told]:
    last: Told | None = None
    text = around.texts[block]
    for index, spot in enumerate(spots):
        follower = spots[index + 1] if index + 1 < len(spots) else None
        scene = _scene(text, spot, sentence, times, follower, last)
        metric = metric_of(scene)
        subject, metric = subject_of(
            scene,
            metric,
            before=last.subject if last else None,
            site=Site(around=around, block=block),
        )
        period = choose_period(
            text, times, spot.start, spot.end, sentence=sentence, limit=scene.end
        )
        status, sure = status_of(
            text, spot, sentence=sentence, issue_date=issue_date, planned=planned
        )
        last = Told(
            spot=spot,
            metric=metric,
            subject=subject,
            period=period,
            year=resolve_years(period.printed, issue_date=issue_date),
            direction=direction_of(
                text, spot, begin=scene.begin, before=(last.spot, last.direction) if last else None
            ),
            status=status,
            status_confidence=sure,
        )
        yield last


def _scene(
    text: str,
    spot: Spot,
    sentence: tuple[int, int],
    times: Sequence[Time],
    follower: Spot | None,
    last: Told | None,
) -> Scene:
    """The clause around a figure, from the figure or the time phrase before it."""
    begin = clause_start(text, spot.start, not_before=sentence[0])
    limit = follower.start if follower is not None else sentence[1]
    if last is not None:
        begin = max(begin, last.spot.end)
    for time in times:
        if time.kind == "each" and not time.printed.startswith("每"):
            continue
        if begin <= time.start and time.end <= spot.start and opens_clause(text, begin, time.start):
            begin = time.end
    stop = clause_end(text, spot.end, not_behind=sentence[1])
    return Scene(
        text=text,
        spot=spot,
        begin=begin,
        end=min(limit, stop),
        row=text[follower.end : stop] if follower is not None and follower.end <= stop else "",
        sentence=sentence,
        before=last.metric if last else None,
        last=last.spot if last else None,
    )
