"""What an article says in numbers and names, each with a place in `Article.text`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from nbreader.annotate.attributes import Told, tell
from nbreader.annotate.datelines import dateline_end, without_dateline
from nbreader.annotate.figures import spot_figures
from nbreader.annotate.folding import Folded, Printed, fold, printed_forms, simplified, simplify
from nbreader.annotate.organisations import find_mentions
from nbreader.annotate.surroundings import Surroundings
from nbreader.annotate.towns import towns_told
from nbreader.model import Annotations, Article, Block, Figure, Mention, Role
from nbreader.tables import load_tables
from nbreader.words import keywords

_KEYWORDS = 8  # as many as fit a line of the panel
_PAIR = 2
_CREDITS = frozenset({Role.BYLINE, Role.CREDIT, Role.JUMP, Role.POINTER})
_ASIDES = frozenset({Role.BYLINE, Role.CREDIT, Role.CAPTION, Role.JUMP, Role.POINTER})

__all__ = ["annotate_article", "find_figures", "find_mentions"]


def annotate_article(
    article: Article,
    *,
    issue_date: date | None = None,
    mentions: Sequence[Mention] | None = None,
) -> Annotations:
    """The figures, organisations and keywords of an article, beside its untouched text.

    Args:
        issue_date: the day of the page, which resolves 今年 and 去年; without
            it they stay open.
        mentions: the organisations named in it, where they are known already;
            else they are looked for in this article alone.
    """
    named = find_mentions(article, ()) if mentions is None else tuple(mentions)
    return Annotations(
        article_id=article.id,
        figures=find_figures(article, named, issue_date=issue_date),
        mentions=named,
        keywords=_keywords(article, named),
        tables_version=load_tables().version,
    )


def _keywords(article: Article, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The words that set the article apart, the strongest first; spaced letters joined.

    An organisation counts as one word, by its shortest name that is no pair of
    characters; who wrote the article and took its pictures does not count.
    """
    blocks = (*article.head, *article.blocks)
    text = "\n".join(fold(block.text).text for block in blocks if block.role not in _CREDITS)
    for byline in article.byline:
        text = text.replace(byline.name, "\n")
    printed: dict[str, list[str]] = {}
    for each in mentions:
        if len(each.printed) > _PAIR:
            printed.setdefault(each.organisation, []).append(fold(each.printed).text)
    names = {min(forms, key=len): len(forms) for forms in printed.values()}
    for form in sorted({form for forms in printed.values() for form in forms}, key=len):
        text = text if form in names else text.replace(form, "\n")
    without = load_tables().words("commonplace")
    return keywords(text, _KEYWORDS, names=names, without=without)


def find_figures(
    article: Article, mentions: Sequence[Mention] = (), *, issue_date: date | None = None
) -> tuple[Figure, ...]:
    """The figures of an article in the order of its text.

    A figure never reaches from one block into the next. `mentions` help to say
    whom a figure is told of.
    """
    blocks = (*article.head, *article.blocks)
    plain = tuple(fold(block.text) for block in blocks)
    simple = tuple(map(simplify, plain))
    changed = [new is not old for old, new in zip(plain, simple, strict=True)]
    both = tuple(zip(blocks, changed, strict=True))
    forms = printed_forms(block.text for block, traditional in both if traditional)
    opened = tuple(
        dateline_end(simplified(block.text) if traditional else block.text)
        for block, traditional in both
    )
    folded = tuple(map(without_dateline, simple, opened))
    around = Surroundings(
        texts=tuple(each.text for each in folded),
        names=tuple(_names(blocks, folded, opened, article.offsets, mentions)),
        asides=frozenset(at for at, block in enumerate(blocks) if block.role in _ASIDES),
        title=next((byline.title for byline in article.byline if byline.title), ""),
        towns=towns_told((each.organisation, each.printed) for each in mentions),
    )
    told = tell([spot_figures(text) for text in around.texts], around, issue_date=issue_date)
    printed = Printed(forms, around.texts, [each.text for each in plain])
    return tuple(
        _figure(each, text, block.text, at, printed)
        for found, text, block, at in zip(told, folded, blocks, article.offsets, strict=True)
        for each in found
    )


def _names(
    blocks: Sequence[Block],
    folded: Sequence[Folded],
    opened: Sequence[int],
    offsets: Sequence[int],
    mentions: Sequence[Mention],
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Where organisations are named in the folded text of each block, behind its dateline."""
    inside: dict[int, list[Mention]] = {}  # by the block that they begin in
    for each in mentions:
        inside.setdefault(bisect_right(offsets, each.start) - 1, []).append(each)
    for index, (block, text, start) in enumerate(zip(blocks, folded, offsets, strict=True)):
        yield tuple(
            (text.at(each.start - start), text.at(each.end - start))
            for each in inside.get(index, ())
            if start + opened[index] <= each.start < start + len(block.text)
        )


def _figure(told: Told, folded: Folded, printed: str, at: int, script: Printed) -> Figure:
    """`told` at its place in the article, its words in the script of the page."""
    spot = told.spot
    start, end = folded.start(spot.start), folded.end(spot.end)
    words = told.metric.text, told.subject.text, told.period.printed, spot.scope
    metric, subject, period, scope = map(script.of, words)
    return Figure(
        start=at + start,
        end=at + end,
        printed=printed[start:end],
        value=spot.value,
        unit=spot.unit,
        kind=spot.kind,
        low=spot.low,
        high=spot.high,
        metric=metric,
        subject=subject,
        period=period,
        year=told.year,
        direction=told.direction,
        approx=spot.approx,
        status=told.status,
        scope=scope,
        confidence=(
            ("metric", told.metric.confidence),
            ("subject", told.subject.confidence),
            ("period", told.period.confidence),
            ("status", told.status_confidence),
        ),
    )
