"""The right structure of a page, in the form of the structure gold.

A passage is known by its spans (code points of the source, half open); its
text is what stands there without white space. `markup` holds the characters
of the source that are no text at all (a Markdown `##`): with it, every
non-blank character of a page is in exactly one span.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A printed passage: p, crosshead, list_item, attribution, editors_note,
    title, byline, caption, note or furniture."""

    kind: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A place where text was lost (gap) or printed again in its stead (repeat)."""

    code: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTruth:
    """One article as the newspaper printed it; `section` "" means none."""

    title: Passage
    section: str = ""
    byline: tuple[str, ...] = ()
    speaker: str = ""
    byline_blocks: tuple[Passage, ...] = ()
    body: tuple[Passage, ...] = ()
    captions: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    may_merge: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of the article's passages."""
        return (self.title, *self.byline_blocks, *self.body, *self.captions, *self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTruth:
    """One page; "" stands for a newspaper, date or label that is not printed."""

    doc: str
    newspaper: str = ""
    date: str = ""
    label: str = ""
    furniture: tuple[Passage, ...] = ()
    articles: tuple[ArticleTruth, ...] = ()
    markup: tuple[Span, ...] = ()
    doubts: tuple[Loss, ...] = ()

    @property
    def spans(self) -> Iterator[Span]:
        """All spans of the page, markup included."""
        for article in self.articles:
            for passage in article.passages:
                yield from passage.spans
        for passage in self.furniture:
            yield from passage.spans
        yield from self.markup


def squeeze(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def text_at(source: str, spans: tuple[Span, ...]) -> str:
    """What stands at the spans, without white space."""
    return squeeze("".join(source[start:end] for start, end in spans))


def miscounted(source: str, truth: PageTruth) -> list[int]:
    """The non-blank characters of the source that are not in exactly one span."""
    count = [0] * len(source)
    for start, end in truth.spans:
        for at in range(start, end):
            count[at] += 1
    return [at for at, char in enumerate(source) if not char.isspace() and count[at] != 1]


def dump_truth(truth: PageTruth) -> str:
    """The page as a JSON document of the structure gold."""
    page = {
        "doc": truth.doc,
        "newspaper": truth.newspaper or None,
        "date": truth.date or None,
        "label": truth.label or None,
        "furniture": [_passage_json(p) for p in truth.furniture],
        "articles": [_article_json(a) for a in truth.articles],
        "markup": [list(span) for span in truth.markup],
        "doubts": [{"code": d.code, "spans": [list(s) for s in d.spans]} for d in truth.doubts],
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def load_truth(document: str) -> PageTruth:
    """The page of a JSON document of the structure gold."""
    page: dict[str, Any] = json.loads(document)
    return PageTruth(
        doc=page["doc"],
        newspaper=page["newspaper"] or "",
        date=page["date"] or "",
        label=page["label"] or "",
        furniture=_passages(page["furniture"]),
        articles=tuple(_article(article) for article in page["articles"]),
        markup=_spans(page.get("markup", [])),
        doubts=tuple(
            Loss(code=d["code"], spans=_spans(d["spans"])) for d in page.get("doubts") or []
        ),
    )


def _passage_json(passage: Passage) -> dict[str, Any]:
    return {
        "kind": passage.kind,
        "text": passage.text,
        "spans": [list(span) for span in passage.spans],
    }


def _article_json(article: ArticleTruth) -> dict[str, Any]:
    return {
        "section": article.section or None,
        "title": {"text": article.title.text, "spans": [list(s) for s in article.title.spans]},
        "byline": list(article.byline),
        "speaker": article.speaker or None,
        "byline_blocks": [_passage_json(p) for p in article.byline_blocks],
        "body": [_passage_json(p) for p in article.body],
        "captions": [_passage_json(p) for p in article.captions],
        "notes": [_passage_json(p) for p in article.notes],
        "may_merge": list(article.may_merge),
    }


def _spans(spans: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in spans)


def _passages(passages: list[dict[str, Any]], kind: str = "") -> tuple[Passage, ...]:
    return tuple(
        Passage(kind=kind or p["kind"], text=p["text"], spans=_spans(p["spans"])) for p in passages
    )


def _article(article: dict[str, Any]) -> ArticleTruth:
    return ArticleTruth(
        section=article["section"] or "",
        title=_passages([article["title"]], kind="title")[0],
        byline=tuple(article["byline"]),
        speaker=article["speaker"] or "",
        byline_blocks=_passages(article["byline_blocks"]),
        body=_passages(article["body"]),
        captions=_passages(article["captions"]),
        notes=_passages(article["notes"]),
        may_merge=tuple(article["may_merge"]),
    )
