"""Slugs of type, and the page they print.

A slug is a run of characters that belongs to one passage. Damage is done to
the sequence of slugs; a passage cut in two has two slugs, whose `part` says
which is read first. Printing the slugs gives the source text and, with it,
the span of every passage: the truth is never searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tests.typesetting.truth import ArticleTruth, Loss, PageTruth, Passage, Span, text_at

BODY_KINDS = frozenset({"p", "list_item", "attribution", "editors_note"})
PAGE = "page"  # the article of slugs that belong to none


@dataclass(frozen=True, slots=True, kw_only=True)
class Slug:
    """A run of characters to print.

    `gap` counts the line ends in front of it: 0 runs on, 1 begins a line, 2
    leaves one blank line, 4 leaves three. `mark` and `seal` are markup in
    front and behind; `indent` is white space in front. `loss` is gap or
    repeat where this run shows that text was lost. A slug without text prints
    its mark alone.
    """

    article: str
    kind: str
    text: str
    number: int = 0  # of the passage, in reading order within the article
    part: int = 0  # of the slug within the passage
    gap: int = 2
    mark: str = ""
    seal: str = ""
    indent: str = ""
    loss: tuple[str, ...] = ()

    @property
    def passage(self) -> tuple[str, str, int]:
        """The passage this slug is part of."""
        return (self.article, self.kind, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the truth says of an article besides its printed passages."""

    article: str
    section: str = ""
    byline: tuple[str, ...] = ()
    speaker: str = ""
    may_merge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """What the truth says of a page besides its printed passages."""

    doc: str
    newspaper: str = ""
    date: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesetPage:
    """A page as a person might hand it in, and what it should be read as."""

    source: str
    truth: PageTruth


def furniture(text: str, number: int, *, gap: int = 2, mark: str = "") -> Slug:
    """A slug that belongs to no article."""
    return Slug(article=PAGE, kind="furniture", text=text, number=1000 + number, gap=gap, mark=mark)


def respaced(slugs: Sequence[Slug], gap: int) -> tuple[Slug, ...]:
    """The same slugs, the first with another gap in front."""
    return (replace(slugs[0], gap=gap), *slugs[1:]) if slugs else ()


def print_page(
    slugs: Iterable[Slug],
    *,
    folio: Folio,
    stories: Sequence[Story],
    start: str = "\n\n",
    end: str = "",
) -> TypesetPage:
    """Print the slugs one after the other between `start` and `end`."""
    chunks, at = [start], len(start)
    parts: defaultdict[tuple[str, str, int], dict[int, Span]] = defaultdict(dict)
    markup: list[Span] = []
    losses: list[Loss] = []
    for count, slug in enumerate(slugs):
        lead = ("\n" * slug.gap if count else "") + slug.indent
        begin = at + len(lead) + len(slug.mark)
        finish = begin + len(slug.text)
        chunks.append(lead + slug.mark + slug.text + slug.seal)
        markup += _marks(begin - len(slug.mark), slug.mark) + _marks(finish, slug.seal)
        if slug.text:
            parts[slug.passage][slug.part] = (begin, finish)
        losses += [_loss(code, begin, finish) for code in slug.loss]
        at = finish + len(slug.seal)
    source = "".join(chunks) + end
    passages = [_passage(source, key, spans) for key, spans in parts.items()]
    keys = list(parts)
    truth = PageTruth(
        doc=folio.doc,
        newspaper=folio.newspaper,
        date=folio.date,
        label=folio.label,
        furniture=_of(PAGE, {"furniture"}, keys, passages),
        articles=tuple(_article(story, keys, passages) for story in stories),
        markup=tuple(markup),
        doubts=tuple(losses),
    )
    return TypesetPage(source=source, truth=truth)


def with_crlf(page: TypesetPage) -> TypesetPage:
    """The same page with the line ends of Windows."""
    starts = [0]
    for char in page.source:
        starts.append(starts[-1] + (2 if char == "\n" else 1))

    def moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple((starts[start], starts[end]) for start, end in spans)

    def shifted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(replace(passage, spans=moved(passage.spans)) for passage in passages)

    articles = tuple(
        replace(
            article,
            title=shifted([article.title])[0],
            byline_blocks=shifted(article.byline_blocks),
            body=shifted(article.body),
            captions=shifted(article.captions),
            notes=shifted(article.notes),
        )
        for article in page.truth.articles
    )
    truth = replace(
        page.truth,
        furniture=shifted(page.truth.furniture),
        articles=articles,
        markup=moved(page.truth.markup),
        doubts=tuple(replace(loss, spans=moved(loss.spans)) for loss in page.truth.doubts),
    )
    return TypesetPage(source=page.source.replace("\n", "\r\n"), truth=truth)


def _marks(start: int, mark: str) -> list[Span]:
    return [(start + found.start(), start + found.end()) for found in re.finditer(r"\S+", mark)]


def _loss(code: str, begin: int, finish: int) -> Loss:
    """A gap lies in front of its slug; a repeat is all of it."""
    if code == "gap":
        return Loss(code="gap", spans=((begin, min(finish, begin + 2)),))
    return Loss(code=code, spans=((begin, finish),))


def _passage(source: str, key: tuple[str, str, int], parts: dict[int, Span]) -> Passage:
    spans = tuple(parts[part] for part in sorted(parts))
    return Passage(kind=key[1], text=text_at(source, spans), spans=spans)


def _of(
    article: str, kinds: Iterable[str], keys: list[tuple[str, str, int]], passages: list[Passage]
) -> tuple[Passage, ...]:
    found = [
        (key[2], passage)
        for key, passage in zip(keys, passages, strict=True)
        if key[0] == article and key[1] in kinds
    ]
    return tuple(passage for _, passage in sorted(found, key=lambda pair: pair[0]))


def _article(
    story: Story, keys: list[tuple[str, str, int]], passages: list[Passage]
) -> ArticleTruth:
    titles = _of(story.article, {"title"}, keys, passages)
    return ArticleTruth(
        section=story.section,
        title=titles[0] if titles else Passage(kind="title", text="", spans=()),
        byline=story.byline,
        speaker=story.speaker,
        byline_blocks=_of(story.article, {"byline"}, keys, passages),
        body=_of(story.article, BODY_KINDS | {"crosshead"}, keys, passages),
        captions=_of(story.article, {"caption"}, keys, passages),
        notes=_of(story.article, {"note"}, keys, passages),
        may_merge=story.may_merge,
    )
