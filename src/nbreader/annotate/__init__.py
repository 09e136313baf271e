"""What an article says in numbers: figures, each with a place in `Article.text`."""

from __future__ import annotations

from datetime import date

from nbreader.annotate.figures import spot_figures
from nbreader.annotate.folding import fold
from nbreader.model import Annotations, Article, Figure
from nbreader.tables import load_tables


def annotate_article(article: Article, *, issue_date: date | None = None) -> Annotations:
    """The figures of an article, beside its untouched text.

    A figure never reaches from one block into the next. `issue_date` resolves
    今年 and 去年; without it they stay open.
    """
    figures: list[Figure] = []
    for block, at in zip((*article.head, *article.blocks), article.offsets, strict=True):
        figures += _figures_of_block(block.text, at)
    return Annotations(
        article_id=article.id, figures=tuple(figures), tables_version=load_tables().version
    )


def _figures_of_block(printed: str, at: int) -> list[Figure]:
    folded = fold(printed)
    return [
        Figure(
            start=at + folded.start(spot.start),
            end=at + folded.end(spot.end),
            printed=printed[folded.start(spot.start) : folded.end(spot.end)],
            value=spot.value,
            unit=spot.unit,
            kind=spot.kind,
            low=spot.low,
            high=spot.high,
            approx=spot.approx,
            scope=spot.scope,
        )
        for spot in spot_figures(folded.text)
    ]
